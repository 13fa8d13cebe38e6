//! What a figure says of its subject: level, share, change or rank; reached, aimed at or asked for; over what it was taken.

use std::ops::Range;

use super::{Before, Reader, before};
use crate::extract::figures::quantity::Quantity;
use crate::extract::figures::skim::{Ask, Asks};
use crate::extract::figures::verb::{Class, Verb};
use crate::extract::figures::{numeral, phrase};
use crate::extract::lexis::{CharSet, Words};
use crate::fact::{Aggregate, Bound, Dimension, Direction, Role, Status};
use crate::report::SectionRole;
use crate::span::TextSpan;

impl Reader<'_> {
    /// `told` is what the words of `lead` tell, the sentence before the number.
    #[allow(clippy::too_many_arguments, reason = "one decision out of everything the clause says")]
    pub(super) fn status(
        &mut self,
        quantity: &Quantity,
        dimension: Option<Dimension>,
        per: bool,
        clause: &Range<usize>,
        (lead, told): (&Range<usize>, Asks),
        commitment: Option<TextSpan>,
        before: &Before,
    ) -> Status {
        let text = self.text;
        let role = self.role_of_section(quantity.start);
        let asked = || self.skim.says(Ask::Demand, clause);
        let one = text[quantity.number..].starts_with('一');
        let minimum = quantity.bound == Bound::AtLeast
            && quantity.modifier.is_some_and(|modifier| {
                let word = modifier.of(text);
                word.starts_with('不') || word.starts_with('至')
            });
        let minimum = minimum || (per && self.skim.says(Ask::Minimum, clause));
        let has = before.at_number.is_some_and(|verb| &text[verb.start..verb.end] == "有");
        let money = dimension == Some(Dimension::Money);
        // 在百分制中占3分, 占2%权重, 标准为每人1000元.
        let marks = dimension == Some(Dimension::Score)
            && before
                .at_number
                .is_some_and(|verb| matches!(&text[verb.start..verb.end], "占" | "计" | "积" | "扣" | "加"));
        let weighs = text[quantity.end..].starts_with("权重");
        let standard = money && told.has(Ask::Norm);
        if marks
            || weighs
            || standard
            || per && (one || minimum || (has && money))
            || (minimum && role != Some(SectionRole::Plan) && asked())
        {
            return Status::Norm;
        }
        // 今年的主要预期目标是…: from here on the part is a plan, whatever its heading says.
        if commitment.is_some()
            && role == Some(SectionRole::Review)
            && told.has(Ask::Goal)
            && told.has(Ask::ThisYear)
        {
            let sections = &self.document.sections[..self.document.sections.len().min(self.section + 1)];
            let part = sections.iter().filter(|section| {
                section.span.start() <= quantity.start && quantity.start < section.span.end()
            });
            self.turned = part
                .filter(|section| section.level == 1)
                .map(|section| section.span.end())
                .max()
                .unwrap_or(0);
        }
        // 计划开工6个，目前6个已开工: what is done is no aim. 力争开工1个；续建3个: an aim of a review ends with its part.
        let commitment = commitment.filter(|word| {
            let between = &text[word.end().min(clause.start)..clause.start];
            let apart = word.end() < clause.start;
            let here = &text[clause.clone()];
            let parted = role == Some(SectionRole::Review) && between.contains('；');
            !(apart && (parted && !here.contains(['将', '要']) || here.contains('已')))
        });
        if commitment.is_some() || (role != Some(SectionRole::Review) && told.has(Ask::Ahead)) {
            return Status::Target;
        }
        if role == Some(SectionRole::Plan) {
            return if told.has(Ask::Past) { Status::Achieved } else { Status::Target };
        }
        // 由5万提高到8万: where it came from. 全区11个镇: how the land lies, where nothing was done to it.
        let behind = &text[quantity.end..clause.end.max(quantity.end)];
        let from_here = || {
            self.skim.verb_at(quantity.end, clause.end).is_some_and(|(length, verb)| {
                let word = &behind[..length];
                let to = |text: &str| text.starts_with(['到', '至']);
                match verb.class {
                    Some(Class::Up | Class::Down) => to(&behind[length..]),
                    Some(Class::Reach) => {
                        word.chars().count() > 1 && word.ends_with(['到', '至']) && word != "达到"
                    }
                    _ => false,
                }
            })
        };
        // 全区11个镇、5条街道: nothing was done to them.
        let land = || {
            let whole = phrase::ends_in_scope(&text[clause.start..quantity.start]);
            let idle = before.at_number.is_none() && before.noun.is_none() && before.governing.is_none();
            (whole || idle)
                && LAND.beginning(behind).any(|unit| {
                    let rest = &behind[unit.len()..];
                    let rest = match rest.strip_prefix('（').and_then(|inner| inner.split_once('）')) {
                        Some((_, rest)) => rest,
                        None => rest,
                    };
                    rest.is_empty() || rest.starts_with('、') || (whole && rest.starts_with('的'))
                })
        };
        let lies = before.at_number.is_some_and(|verb| matches!(&text[verb.start..verb.end], "辖" | "下辖"))
            // 全区辖6个街道，共有98个社区，常住人口73万人: how the land lies goes on.
            || (before.governing.is_none()
                && before.at_number.is_none_or(|verb| text[verb.start..verb.end].ends_with('有'))
                && told.has(Ask::Governs)
                && governed(&text[lead.clone()]));
        let mean = dimension == Some(Dimension::Age)
            && !self.skim.says(Ask::Average, clause)
            && !self.skim.says(Ask::Life, clause);
        if mean || lies || from_here() || land() || role == Some(SectionRole::Problems) {
            return Status::Background;
        }
        Status::Achieved
    }

    pub(super) fn role_of_section(&mut self, at: usize) -> Option<SectionRole> {
        let sections = self.document.sections;
        while sections.get(self.section + 1).is_some_and(|next| next.span.start() <= at) {
            self.section += 1;
        }
        let from = &sections[..sections.len().min(self.section + 1)];
        from.iter().rev().find(|section| section.span.start() <= at && at < section.span.end()).map(
            |section| match section.role {
                SectionRole::Review if at < self.turned => SectionRole::Plan,
                role => role,
            },
        )
    }

    /// The bound of a quantity; 每年至少召开一次 says it apart from the number.
    /// `told` is what the words of the range tell.
    pub(super) fn bound(
        &self,
        range: &Range<usize>,
        told: Asks,
        quantity: &Quantity,
    ) -> (Bound, Option<TextSpan>) {
        if quantity.bound != Bound::Exact {
            return (quantity.bound, quantity.modifier);
        }
        let apart = |ask, bound| {
            let word = told.has(ask).then(|| self.skim.said(ask, range).next())??;
            Some((bound, Some(TextSpan::new(word.start, word.end))))
        };
        apart(Ask::Least, Bound::AtLeast)
            .or_else(|| apart(Ask::Most, Bound::AtMost))
            .unwrap_or((Bound::Exact, None))
    }

    /// What the number says: a rank, a share, a change and where it goes, or a level.
    pub(super) fn role(
        &self,
        quantity: &Quantity,
        dimension: Option<Dimension>,
        before: &Before,
        from: usize,
        noun_behind: bool,
    ) -> (Role, Option<Direction>) {
        let text = self.text;
        let placed = quantity.unit.as_deref() == Some("位")
            && before.at_number.or(before.governing).is_some_and(|verb| verb.class == Class::Rank);
        if quantity.rank || placed {
            return (Role::Rank, None);
        }
        // 提升3000个行政村道路 did it to that many; 增加3000个床位 is a change.
        let counts = noun_behind
            && !matches!(dimension, Some(Dimension::Percent | Dimension::Points | Dimension::Ratio));
        let plain = |verb: Verb| {
            let word = &text[verb.start..verb.end];
            !counts || word.starts_with(['增', '减', '净', '少', '多'])
        };
        let direction = |verb: Option<Verb>| match verb.filter(|verb| plain(*verb)).map(|verb| verb.class) {
            Some(Class::Up) => Some(Direction::Up),
            Some(Class::Down) => Some(Direction::Down),
            _ => None,
        };
        let percent = matches!(dimension, Some(Dimension::Percent));
        let share = before.at_number.or(before.governing).is_some_and(|verb| verb.class == Class::Share);
        if let Some(direction) = direction(before.at_number) {
            return (Role::Change, Some(direction));
        }
        if share {
            return (Role::Share, None);
        }
        let noun = before.noun.clone().map(|noun| &text[noun]).unwrap_or_default();
        // 增加“五老”300多人 is a change; 整治提升街巷2100多条 did it to that many.
        let changes = |verb: Verb| {
            matches!(dimension, Some(Dimension::Percent | Dimension::Points | Dimension::Ratio))
                || text[verb.start..verb.end].starts_with(['增', '减', '净', '少', '多'])
                || verb.class == Class::Down
        };
        if before.at_number.is_none()
            && let Some(direction) = direction(before.governing.filter(|verb| changes(*verb)))
        {
            return (Role::Change, Some(direction));
        }
        // 增长率降到1%: where it came to is a level.
        let to = before.at_number.is_some_and(|verb| {
            verb.class == Class::Reach && text[verb.start..quantity.start].contains(['降', '升', '提', '低'])
        });
        if to {
            return (Role::Level, None);
        }
        if noun.ends_with("自然增长率") {
            return (Role::Level, None);
        }
        if before::extent(text, before) && matches!(dimension, Some(Dimension::Percent | Dimension::Points)) {
            let down = before.governing.is_some_and(|verb| verb.class == Class::Down);
            return (Role::Change, Some(if down { Direction::Down } else { Direction::Up }));
        }
        if RISES.end(noun) {
            return (Role::Change, Some(Direction::Up));
        }
        if FALLS.end(noun) {
            return (Role::Change, Some(Direction::Down));
        }
        let part = PARTS.end(noun);
        // 达99.2% with nothing before it is a part; 为年度计划的108.3% and 保持在98%以上 are not.
        // 百人以上企业建会率达到95%: the noun went to the number before.
        let alone = noun.is_empty()
            && !text[..from].ends_with('率')
            && before.at_number.is_none_or(|verb| {
                verb.class != Class::Reach || text[verb.start..verb.end].starts_with(['达', '有'])
            });
        // 近三成的小微企业: of what it is a part stands behind it.
        let of = text[quantity.end..].starts_with('的')
            && before.at_number.is_none_or(|verb| verb.class == Class::Reach);
        // 义务教育学校100%开展课后服务: so many of them.
        let did = before.at_number.is_none()
            && !noun.is_empty()
            && self
                .skim
                .verb_at(quantity.end, text.len())
                .is_some_and(|(_, word)| word.class == Some(Class::Do) && word.plain);
        if percent && did {
            return (Role::Share, None);
        }
        if part || (percent && (alone || of || text[from..quantity.start].contains('占'))) {
            return (Role::Share, None);
        }
        (Role::Level, None)
    }

    /// 每年, 每季度, 每三年, 年均: what a rate is per; `told` is what the words of the range tell.
    pub(super) fn per(&self, range: Range<usize>, told: Asks, role: Role) -> Option<TextSpan> {
        let per = told.has(Ask::Per).then(|| per(self.text, range.clone())).flatten();
        per.or_else(|| {
            let yearly = told.has(Ask::Yearly) && role == Role::Level;
            let year = yearly.then(|| self.skim.said(Ask::Yearly, &range).next()).flatten()?;
            Some(TextSpan::new(year.start, year.start + "年".len()))
        })
    }

    /// Over what a number was taken, by the words before it; `told` is what they tell.
    pub(super) fn aggregate(&self, range: &Range<usize>, told: Asks, role: Role) -> Option<Aggregate> {
        let before = &self.text[range.clone()];
        let mean = if role == Role::Change {
            // 人均可支配收入增长5% is no mean, 高于全省平均水平 neither.
            let mean = |word: Range<usize>| !self.text[word.start..range.end].starts_with("平均水平");
            // 户均增收5000元
            let each = |word: Range<usize>| {
                self.text[word.end..range.end].starts_with(['增', '减', '节', '提', '降', '涨'])
            };
            self.skim.said(Ask::Average, range).next().is_some_and(mean)
                || told.has(Ask::Mean) && self.skim.said(Ask::Mean, range).any(each)
                || told.has(Ask::Growth)
                || before.ends_with("年均")
        } else {
            // 收案数、人均结案数居全市第一: a rank is no mean.
            told.has(Ask::Mean) && !told.has(Ask::Level) && role != Role::Rank
        };
        if told.has(Ask::Cumulative) {
            Some(Aggregate::Cumulative)
        } else if mean {
            Some(Aggregate::Average)
        } else if before.ends_with('各') || told.has(Ask::Each) {
            Some(Aggregate::Each)
        } else if told.has(Ask::Total) || (told.has(Ask::Together) && together(before)) {
            Some(Aggregate::Total)
        } else {
            None
        }
    }

    /// The word by which a report commits itself, in the sentence before the number.
    pub(super) fn commitment(&self, lead: &Range<usize>) -> Option<TextSpan> {
        let text = self.text;
        let commits = |word: &Range<usize>| {
            let behind = text[word.end..].chars().next();
            match &text[word.clone()] {
                // 完成计划的, 行动计划, 目标责任制: nouns of something done.
                "计划" => {
                    !text[..word.start].ends_with(['动', '蕾', '年', '度', '达'])
                        && !behind.is_some_and(|c| matches!(c, '生' | '的' | '”' | '》'))
                }
                // 争取资金30亿元 got them; 争取达标率提高到90% will.
                "争取" => {
                    let rest = &text[word.end..lead.end];
                    rest.ends_with(['到', '至']) || rest.starts_with("实现") || rest.starts_with("达")
                }
                "目标" => behind.is_some_and(|c| matches!(c, '是' | '为' | '：' | '值')),
                // 人均预期寿命 was reached.
                "预期" => behind != Some('寿'),
                "努力" => behind == Some('实') || behind == Some('使'),
                "确保" => behind != Some('了'),
                _ => true,
            }
        };
        // Of each of these words the last counts.
        let last = |word: &Range<usize>| !text[word.end..lead.end].contains(&text[word.clone()]);
        let word = self.skim.said(Ask::Commit, lead).find(|word| commits(word) && last(word))?;
        Some(TextSpan::new(word.start, word.end))
    }
}

/// Nouns of changes and of parts.
const RISES: Words = Words::new(&["增速", "增幅", "增长率", "涨幅", "增长目标"]);
const FALLS: Words = Words::new(&["降幅", "跌幅", "下降率"]);
const PARTS: Words = Words::new(&["比重", "占比", "比例"]);

/// What a place is made of.
const LAND: Words = Words::new(&["镇", "乡", "村", "社区", "街道", "县", "区", "市", "乡镇"]);

/// Whether a sentence has said what a place governs: 全区辖6个街道, and not 直辖市, 市辖区, 管辖.
fn governed(lead: &str) -> bool {
    lead.match_indices('辖').any(|(at, word)| {
        !lead[..at].ends_with(['直', '市', '管']) && !lead[at + word.len()..].starts_with(['区', '市'])
    })
}

/// 每年, 每季度, 每三年: what a rate is per.
pub(super) fn per(text: &str, range: Range<usize>) -> Option<TextSpan> {
    const UNITS: &[&str] = &[
        "季度", "年度", "半年", "学期", "小时", "年", "月", "周", "季", "天", "日", "人", "户", "村", "镇",
        "校", "亩", "餐", "班", "格", "组", "队", "站", "家", "所", "床", "台", "车", "片",
    ];
    let phrase = &text[range.clone()];
    for (at, each) in phrase.match_indices('每').rev() {
        let from = range.start + at + each.len();
        let rest = &text[from..range.end];
        let count: usize = rest
            .chars()
            .take_while(|c| {
                numeral::digit(*c).is_some() || c.is_ascii_digit() || matches!(c, '十' | '百' | '千' | '万')
            })
            .map(char::len_utf8)
            .sum();
        let unit = UNITS.iter().find(|unit| rest[count..].starts_with(**unit)).copied();
        let unit = unit
            .or_else(|| ["名", "人"].into_iter().find(|unit| count > 0 && rest[count..].starts_with(unit)));
        if let Some(unit) = unit {
            // 每日工作动态、情况反馈等5项: in the name of an item.
            let end = count + unit.len();
            let item = matches!(unit, "日" | "天" | "周") && rest[end..].contains('、');
            return (!item).then(|| TextSpan::new(from, from + end));
        }
    }
    None
}

/// 共 as an adverb, and not in 公共, 共同, 中共.
pub(super) fn together(before: &str) -> bool {
    const WORDS: CharSet = CharSet::new("同建享青产和识筑商治用党进赢富庆");
    before.match_indices('共').any(|(at, _)| {
        let behind = before[at + "共".len()..].chars().next();
        let ahead = before[..at].chars().next_back();
        // 共建立组织90个, and not 共建
        let behind = behind.filter(|c| *c != '产' || !before[at + "共产".len()..].starts_with(['生', '出']));
        let behind = behind.filter(|c| {
            *c != '建' || !before[at + "共建".len()..].starts_with(['立', '成', '设', '有', '起'])
        });
        !matches!(ahead, Some('公' | '中' | '国' | '党')) && !behind.is_some_and(|c| WORDS.has(c))
    })
}
