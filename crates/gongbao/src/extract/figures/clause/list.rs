//! Numbers that are dealt out to a list of nouns: 事故起数和死亡人数分别下降24.7%和28.2%.

use super::{Before, Last, Reader};
use crate::extract::figures::indicator::{indicator, may_name};
use crate::extract::figures::quantity::Quantity;
use crate::extract::figures::skim::{Ask, Asks};
use crate::extract::figures::verb::Class;
use crate::extract::lexis::CharSet;
use crate::span::TextSpan;
use gongbao_data::Row;

/// The nouns that numbers are dealt out to, and how many of them have theirs.
#[derive(Clone, Default)]
pub(super) struct Deal {
    pub(super) nouns: Vec<TextSpan>,
    pub(super) given: usize,
    /// Whether the numbers are where the nouns came to.
    pub(super) reached: bool,
}

impl Deal {
    /// The noun of the number at hand.
    pub(super) fn own(&self) -> Option<TextSpan> {
        self.nouns.get(self.given.checked_sub(1)?).copied()
    }
}

impl Reader<'_> {
    /// What is dealt out with this quantity, if anything is; `told` is what the words before it tell.
    pub(super) fn deal(
        &self,
        quantity: &Quantity,
        rest: &[Quantity],
        before: &Before,
        told: Asks,
        last: Option<&Last>,
        subject: Option<TextSpan>,
    ) -> Option<Deal> {
        let text = self.text;
        if let Some(deal) = last.and_then(|last| last.dealt.as_ref())
            && before.bare
            && deal.given < deal.nouns.len()
        {
            return Some(Deal { given: deal.given + 1, ..deal.clone() });
        }
        let each = told.has(Ask::Apart);
        let links = before.at_number.is_some_and(|verb| {
            matches!(verb.class, Class::Reach | Class::Up | Class::Down) && before.noun.is_some()
        });
        let changed = before.at_number.is_some_and(|verb| matches!(verb.class, Class::Up | Class::Down));
        if !each && !links && !changed {
            return None;
        }
        let count = 1 + joined(text, quantity, rest);
        // 接待游客2亿人次、实现收入4亿元，增长18%和23%, too.
        if before.noun.is_none() && (each || (count > 1 && changed && self.recent.len() == count)) {
            // 财政收入增长9%，城乡居民收入达到2万元和1万元、分别增长8%和10%: one noun stands for two.
            let both = self.recent.last().map(|(noun, _)| *noun).filter(|noun| {
                each && count == 2
                    && noun.of(text).starts_with("城乡")
                    && last.is_some_and(|last| last.subject == Some(*noun))
            });
            if let Some(noun) = both {
                return Some(Deal { nouns: vec![noun; 2], given: 1, reached: false });
            }
            // 城镇居民收入4万元，农村居民收入2万元，分别增长5%、6%.
            let from = self.recent.len().checked_sub(count).filter(|_| count > 1)?;
            return Some(Deal {
                nouns: self.recent[from..].iter().map(|(noun, _)| *noun).collect(),
                given: 1,
                reached: false,
            });
        }
        before.noun.as_ref()?;
        let subject = subject?;
        if each && count == 2 && subject.of(text).starts_with("城乡") {
            return Some(Deal { nouns: vec![subject; 2], given: 1, reached: false });
        }
        const CONJUNCTIONS: CharSet = CharSet::new("、和及与");
        if !subject.of(text).contains(|c| CONJUNCTIONS.has(c)) {
            return None;
        }
        let nouns = coordinated(text, subject);
        let fits = nouns.len() > 1 && (each || nouns.len() == count);
        let reached = before.at_number.is_some_and(|verb| verb.class == Class::Reach);
        fits.then_some(Deal { nouns, given: 1, reached })
    }
}

/// How many quantities follow that nothing but a conjunction parts.
fn joined(text: &str, quantity: &Quantity, rest: &[Quantity]) -> usize {
    let mut end = quantity.end;
    rest.iter()
        .take_while(|next| {
            let joins = joins(text, end, next.start);
            end = next.end;
            joins
        })
        .count()
}

/// Whether the list of quantities that these end in may go on with the next one.
pub(in crate::extract::figures) fn go_on(text: &str, quantities: &[Quantity]) -> bool {
    match quantities {
        [.., one, other] => joins(text, one.end, other.start),
        _ => true,
    }
}

/// Whether nothing but a conjunction parts two quantities.
fn joins(text: &str, end: usize, start: usize) -> bool {
    matches!(text.get(end..start), Some("、" | "和" | "及" | "与" | "，"))
}

/// The nouns that a phrase joins by 、 and 和.
fn coordinated(text: &str, phrase: TextSpan) -> Vec<TextSpan> {
    let mut nouns = Vec::new();
    let mut start = phrase.start();
    for (at, c) in phrase.of(text).char_indices() {
        if matches!(c, '、' | '和' | '及' | '与') && parts(phrase.of(text), at, c) {
            nouns.push(TextSpan::new(start, phrase.start() + at));
            start = phrase.start() + at + c.len_utf8();
        }
    }
    nouns.push(TextSpan::new(start, phrase.end()));
    // A noun of one character is no noun.
    if nouns.iter().all(|noun| noun.len() > 3) { nouns } else { vec![phrase] }
}

/// Whether a conjunction is one, and no part of a word: 普及, 和美, 参与.
fn parts(phrase: &str, at: usize, c: char) -> bool {
    let ahead = phrase[..at].chars().next_back();
    let behind = phrase[at + c.len_utf8()..].chars().next();
    match c {
        '及' => !matches!(ahead, Some('普' | '涉' | '惠' | '以' | '危')) && behind != Some('时'),
        '和' => {
            !matches!(ahead, Some('共' | '饱' | '总')) && !matches!(behind, Some('美' | '谐' | '平' | '睦'))
        }
        '与' => ahead != Some('参') && behind != Some('会'),
        _ => true,
    }
}

/// The row of the indicator that one of several nouns names together with the tail that they share: 城镇 of
/// 城镇和农村居民人均可支配收入.
pub(super) fn shared_indicator(text: &str, deal: &Deal) -> Option<Row<'static>> {
    let (own, tail) = (deal.own()?.of(text), deal.nouns.last()?.of(text));
    let table = gongbao_data::indicators();
    if let Some(both) = own.strip_prefix("城乡").filter(|_| own == tail) {
        let name = format!("{}{both}", if deal.given == 1 { "城镇" } else { "农村" });
        return table.get(&name).or_else(|| indicator(own));
    }
    if let Some(row) = indicator(own) {
        return Some(row);
    }
    if !may_name(own, tail) {
        return None;
    }
    tail.char_indices().skip(1).find_map(|(at, _)| table.get(&format!("{own}{}", &tail[at..])))
}
