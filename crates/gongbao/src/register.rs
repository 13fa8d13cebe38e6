//! Registers: what a report names, each once, with how often and where.

use std::collections::HashMap;

use crate::fact::{Detail, Mechanism, Parts, Pattern};
use crate::report::Report;

/// The mechanisms of a report.
#[derive(Clone, Copy, Debug)]
pub struct Mechanisms<'r> {
    report: &'r Report,
}

/// A mechanism with all its mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MechanismSummary {
    /// Its name: of its variants the most frequent, of several the shortest.
    pub name: String,
    /// Its form.
    pub pattern: Pattern,
    /// The noun that says what it is, where a mention has one: the most frequent.
    pub head: Option<String>,
    /// What it is made of, where a mention spells it out.
    pub parts: Option<Parts>,
    /// What a numeral stands for: spelled out in the text, or known.
    pub expansion: Option<Vec<String>>,
    /// How often it is mentioned.
    pub count: usize,
    /// The first mention, as an index into the facts.
    pub first: usize,
    /// The sections that mention it, as indices, in order.
    pub sections: Vec<u32>,
    /// The names that its mentions have, in the order in which they come.
    pub variants: Vec<String>,
}

impl Report {
    /// The mechanisms, to list or to sum up.
    ///
    /// ```
    /// let report = gongbao::analyze("坚持党建带关建。完善“党建带关建”工作机制，以党的建设带动关工委建设。");
    /// let summary = report.mechanisms().summary();
    /// assert_eq!((summary[0].name.as_str(), summary[0].count), ("党建带关建", 3));
    /// ```
    #[must_use]
    pub const fn mechanisms(&self) -> Mechanisms<'_> {
        Mechanisms { report: self }
    }
}

impl<'r> Mechanisms<'r> {
    /// Every mention: the index of its fact, and the mechanism.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &'r Mechanism)> + use<'r> {
        self.report.facts().iter().enumerate().filter_map(|(index, fact)| match &fact.detail {
            Detail::Mechanism(mechanism) => Some((index, &**mechanism)),
            _ => None,
        })
    }

    /// Each mechanism once, in the order of the first mentions.
    #[must_use]
    pub fn summary(&self) -> Vec<MechanismSummary> {
        self.summary_of(self.iter().map(|(index, _)| index))
    }

    /// The same of some of the facts alone; those that are no mechanisms are left out.
    #[must_use]
    pub fn summary_of(&self, facts: impl IntoIterator<Item = usize>) -> Vec<MechanismSummary> {
        let mut groups: Vec<Group<'r>> = Vec::new();
        let mut by_key: HashMap<String, usize> = HashMap::new();
        for index in facts {
            let Some(fact) = self.report.facts().get(index) else { continue };
            let Detail::Mechanism(mechanism) = &fact.detail else { continue };
            let place = *by_key.entry(key(mechanism)).or_insert_with(|| {
                groups.push(Group::default());
                groups.len() - 1
            });
            groups[place].mentions.push((index, mechanism));
        }
        // 助大扶小工作品牌 is 助大扶小, if that is one of the names.
        for place in 0..groups.len() {
            let short = groups[place].mentions.first().and_then(|(_, mechanism)| {
                short(&mechanism.name)
                    .and_then(|name| by_key.get(name))
                    .copied()
                    .filter(|&other| other != place)
            });
            if let Some(other) = short {
                let moved = std::mem::take(&mut groups[place].mentions);
                groups[other].mentions.extend(moved);
            }
        }
        for group in &mut groups {
            group.mentions.sort_unstable_by_key(|mention| mention.0);
        }
        let mut summaries: Vec<_> = groups.iter().filter_map(|group| group.summary(self.report)).collect();
        summaries.sort_by_key(|summary| summary.first);
        summaries
    }
}

/// The mentions of one mechanism.
#[derive(Default)]
struct Group<'r> {
    mentions: Vec<(usize, &'r Mechanism)>,
}

impl Group<'_> {
    fn summary(&self, report: &Report) -> Option<MechanismSummary> {
        let &(first, mechanism) = self.mentions.first()?;
        let facts = report.facts();
        let mut variants: Vec<(&str, usize)> = Vec::new();
        let mut heads: Vec<(&str, usize)> = Vec::new();
        let mut sections: Vec<u32> = Vec::new();
        for &(index, mechanism) in &self.mentions {
            count(&mut variants, &mechanism.name);
            if let Some(head) = mechanism.head {
                count(&mut heads, head.of(report.text()));
            }
            if let Some(section) = facts[index].section.filter(|section| sections.last() != Some(section)) {
                sections.push(section);
            }
        }
        sections.sort_unstable();
        sections.dedup();
        let name = variants.iter().max_by_key(|(name, count)| (*count, std::cmp::Reverse(name.len())))?.0;
        let head = heads.iter().rev().max_by_key(|(_, count)| *count).map(|(head, _)| (*head).to_owned());
        Some(MechanismSummary {
            name: name.to_owned(),
            pattern: mechanism.pattern,
            head,
            parts: self.mentions.iter().find_map(|(_, mechanism)| mechanism.parts.clone()),
            expansion: self.mentions.iter().find_map(|(_, mechanism)| mechanism.expansion()),
            count: self.mentions.len(),
            first,
            sections,
            variants: variants.iter().map(|(name, _)| (*name).to_owned()).collect(),
        })
    }
}

fn count<'t>(counts: &mut Vec<(&'t str, usize)>, name: &'t str) {
    match counts.iter_mut().find(|(known, _)| *known == name) {
        Some((_, count)) => *count += 1,
        None => counts.push((name, 1)),
    }
}

/// What all variants of a mechanism have in common.
fn key(mechanism: &Mechanism) -> String {
    match &mechanism.parts {
        // 以党的建设带动关工委建设 is 党建带关建.
        Some(Parts::Lead { driver, driven }) => format!("{}带{}", side(driver), side(driven)),
        Some(Parts::Pair { left, right }) => format!("{left}+{right}"),
        _ => mechanism.name.clone(),
    }
}

/// A side of a lead as it is abbreviated: 党的建设 is 党建, 关工委建设 is 关建.
fn side(words: &str) -> String {
    match (words.strip_suffix("建设"), words.chars().next()) {
        (Some(own), Some(first)) if !own.is_empty() => format!("{first}建"),
        _ => words.to_owned(),
    }
}

/// A name without the nouns at its end that say what it is.
fn short(name: &str) -> Option<&str> {
    const HEADS: [&str; 13] = [
        "品牌", "机制", "制度", "模式", "工程", "行动", "活动", "计划", "体系", "项目", "做法", "方针",
        "经验",
    ];
    let bare = HEADS.iter().find_map(|head| name.strip_suffix(head))?;
    let bare = bare.strip_suffix("工作").unwrap_or(bare);
    (bare.chars().count() >= 2).then_some(bare)
}

impl Mechanism {
    /// What a numeral stands for: the items that the text spells out, else those that are known of it: 五老 is
    /// 老干部、老战士、老专家、老教师、老模范.
    #[must_use]
    pub fn expansion(&self) -> Option<Vec<String>> {
        if let Some(Parts::Items(items)) = &self.parts {
            return Some(items.clone());
        }
        let row = gongbao_data::mechanism_numerals()
            .get(&self.name)
            .filter(|_| self.pattern == Pattern::Numeral)?;
        let items = Some(row.column(1)).filter(|items| *items != "-")?;
        Some(items.split('、').map(str::to_owned).collect())
    }
}

#[cfg(test)]
mod tests {

    #[test]
    fn variants_are_one_mechanism() {
        let report = crate::analyze(
            "一、做法\n坚持“党建带关建”工作机制，打造“助大扶小”品牌。\n二、打算\n发挥五老作用，党建带关建，以党的建设带动关工委建设。",
        );
        let summary = report.mechanisms().summary();
        let first = &summary[0];
        assert_eq!(
            (first.name.as_str(), first.count, first.head.as_deref()),
            ("党建带关建", 3, Some("机制"))
        );
        assert_eq!(first.variants, ["党建带关建", "以党的建设带动关工委建设"]);
        assert_eq!(first.sections, [0, 1]);
        let elders = summary.iter().find(|summary| summary.name == "五老").expect("五老 is known");
        assert_eq!(elders.expansion.as_deref().map(|items| items[0].as_str()), Some("老干部"));
        assert_eq!(elders.parts, None);
    }

    #[test]
    fn items_of_the_text_come_first() {
        let report = crate::analyze("做到“三有”，即有固定的场所、有专职的人员、有足够的经费。");
        let summary = report.mechanisms().summary();
        assert_eq!(summary[0].expansion.as_deref().map(<[_]>::len), Some(3));
    }
}
