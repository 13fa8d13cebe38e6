//! Figures that contradict each other.
//!
//! Only what arithmetic settles inside one sentence is reported: a share that its part and its whole do not give, parts
//! that exceed the total they are taken from, a change that its two levels contradict. Rounding is granted: a number
//! with one decimal may be half a unit of it off. Which of the figures is wrong nobody can know, so each stays as it is.

use rust_decimal::Decimal;

use crate::fact::{Bound, Dimension, Direction, Fact, Figure, Role, Status};
use crate::report::Warning;
use crate::span::SourceSpan;

/// How many figures of a sentence are looked at together: a line as long as a page is no sentence.
const LIST: usize = 30;

/// The contradictions among the figures of a report, in text order.
#[must_use]
pub fn audit(text: &str, facts: &[Fact]) -> Vec<Warning> {
    let figures: Vec<&Fact> = facts.iter().filter(|fact| fact.figure().is_some()).collect();
    figures
        .chunk_by(|one, next| one.sentence.is_some() && one.sentence == next.sentence)
        .flat_map(|sentence| {
            let shares = (1..sentence.len()).filter_map(move |at| share(text, sentence, at));
            let sums = (0..sentence.len()).filter_map(move |at| parts(text, sentence, at));
            let changes = (2..sentence.len()).filter_map(move |at| change(text, sentence, at));
            shares.chain(sums).chain(changes)
        })
        .collect()
}

/// The value of an exact level in its base unit.
fn level(fact: &Fact) -> Option<(&Figure, Decimal)> {
    let figure = fact.figure()?;
    let plain = figure.role == Role::Level && figure.bound == Bound::Exact && figure.aggregate.is_none();
    plain.then_some((figure, figure.base_value.or(figure.value)?))
}

/// 2503人，…802人，占29%: the share that the part right before it does not give.
fn share(text: &str, sentence: &[&Fact], at: usize) -> Option<Warning> {
    let share = sentence[at].figure().filter(|figure| {
        figure.role == Role::Share
            && figure.bound == Bound::Exact
            && figure.dimension == Some(Dimension::Percent)
    })?;
    let stated = share.value?;
    let (part, value) = level(sentence[at - 1])?;
    let near = &text[sentence[at - 1].span.end()..sentence[at].span.start()];
    // 占预算数的82%, 占全省的70%: of something else.
    let plain = matches!(
        near.trim_start_matches('，'),
        "占" | "仅占" | "约占" | "占总数的" | "占总人数的" | "占其中的"
    );
    if !plain || !matches!(part.dimension, Some(Dimension::Count | Dimension::Money)) {
        return None;
    }
    // The whole, if the sentence leaves no choice: the one level of the same unit that is not smaller.
    let mut wholes = sentence[at.saturating_sub(LIST)..at - 1].iter().filter_map(|fact| {
        let (figure, whole) = level(fact)?;
        (figure.unit == part.unit && whole >= value && !whole.is_zero()).then_some((*fact, whole))
    });
    let (whole, total) = wholes.next()?;
    if wholes.next().is_some() {
        return None;
    }
    // A whole that has a share itself is a part beside this one; a part shares its name with the whole, or says 其中.
    let after = sentence.iter().position(|fact| std::ptr::eq(*fact, whole))?;
    let beside =
        sentence[after..at].iter().any(|fact| fact.figure().is_some_and(|figure| figure.role == Role::Share));
    let between = &text[whole.span.end()..sentence[at - 1].span.start()];
    if beside || !(between.contains("其中") || akin(text, whole, sentence[at - 1])) {
        return None;
    }
    let given = value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(total)?;
    // Half a unit of the last decimal, and as much again for a part and a whole that were rounded themselves.
    let tolerance = Decimal::new(10, stated.normalize().scale() + 1);
    if (given - stated).abs() <= tolerance {
        return None;
    }
    let message = format!(
        "{} of {} is {}%, and not {}",
        sentence[at - 1].span.of(text),
        whole.span.of(text),
        given.round_dp(1).normalize(),
        sentence[at].span.of(text)
    );
    Some(warning(&[whole, sentence[at - 1], sentence[at]], message))
}

/// Whether the subjects of two figures begin or end with the same two characters.
fn akin(text: &str, one: &Fact, other: &Fact) -> bool {
    let name = |fact: &Fact| fact.figure().and_then(|figure| figure.subject).map(|subject| subject.of(text));
    let (Some(one), Some(other)) = (name(one), name(other)) else { return false };
    let plain = |c: &char| !matches!(c, '“' | '”' | '（' | '）');
    one.chars().filter(plain).take(2).eq(other.chars().filter(plain).take(2))
        || one.chars().rev().filter(plain).take(2).eq(other.chars().rev().filter(plain).take(2))
}

/// 35万元，其中…20万元，…18万元: parts that exceed their total.
fn parts(text: &str, sentence: &[&Fact], at: usize) -> Option<Warning> {
    let (total, value) = level(sentence[at])?;
    let next = sentence.get(at + 1)?;
    let lead = &text[sentence[at].span.end()..next.span.start()];
    if !lead.contains("其中") || lead.contains('）') || !matches!(total.dimension, Some(Dimension::Money))
    {
        return None;
    }
    // （其中：开发区4亿元）: the list ends with its bracket. What stands in brackets inside the list is part of a part.
    let enclosed = lead.contains('（');
    let mut depth = 0usize;
    let mut values = Vec::new();
    let mut last = at;
    for (index, fact) in sentence.iter().enumerate().skip(at + 1).take(LIST) {
        let between = &text[sentence[index - 1].span.end()..fact.span.start()];
        if index > at + 1 {
            // A second 其中 is of a part; a semicolon or 加上 ends the list.
            if ["；", "其中", "加上", "合计", "总计"].iter().any(|word| between.contains(word)) {
                break;
            }
            for c in between.chars() {
                match c {
                    '（' => depth += 1,
                    '）' if depth == 0 && enclosed => return None,
                    '）' => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
        }
        let Some((part, value)) = level(fact).filter(|_| depth == 0) else { continue };
        if part.unit == total.unit && part.status == total.status {
            values.push((value, half_unit(fact.span.of(text))));
            last = index;
        }
    }
    // Each number may be half a unit of its last digit off.
    let sum = |values: &[(Decimal, Decimal)]| values.iter().map(|(value, _)| *value).sum::<Decimal>();
    let slack = |values: &[(Decimal, Decimal)]| values.iter().map(|(_, slack)| *slack).sum::<Decimal>();
    let equal = |(one, half): (Decimal, Decimal), many: &[(Decimal, Decimal)]| {
        (sum(many) - one).abs() <= slack(many) + half
    };
    let total = (value, half_unit(sentence[at].span.of(text)));
    // 71亿元，用于15亿元、56亿元: parts of a part; and a list that is complete before its end says more than its total.
    let nested = (0..values.len())
        .any(|from| (from + 2..=values.len()).any(|to| equal(values[from], &values[from + 1..to])));
    let complete = (1..=values.len()).any(|to| equal(total, &values[..to]));
    if values.len() < 2 || nested || complete || sum(&values) <= value + slack(&values) + total.1 {
        return None;
    }
    let message = format!("the parts add up to more than {}", sentence[at].span.of(text));
    Some(warning(&[sentence[at], sentence[last]], message))
}

/// Half of the unit of the last digit of a number as it is written, in units of its value: 12.09亿元 may be 500,000 off.
fn half_unit(written: &str) -> Decimal {
    let decimals = written
        .split_once(['.', '．'])
        .map_or(0, |(_, behind)| behind.bytes().take_while(u8::is_ascii_digit).count() as u32);
    let factor = match (written.contains('万'), written.contains('亿')) {
        (true, true) => 1_000_000_000_000u64,
        (false, true) => 100_000_000,
        (true, false) => 10_000,
        (false, false) => 1,
    };
    Decimal::new(5, decimals.min(20) + 1) * Decimal::from(factor)
}

/// 从20个增加到30个，增长40%: a change that its two levels contradict.
fn change(text: &str, sentence: &[&Fact], at: usize) -> Option<Warning> {
    let change =
        sentence[at].figure().filter(|figure| figure.role == Role::Change && figure.bound == Bound::Exact)?;
    let (from, before) = level(sentence[at - 2])?;
    let (to, after) = level(sentence[at - 1])?;
    // 按可比价格, 平均每年, or of another thing: not what the two levels give.
    let between = &text[sentence[at - 1].span.end()..sentence[at].span.start()];
    let other = ["均", "价格", "实际", "扣除", "口径", "其中"].iter().any(|word| between.contains(word));
    let from_to = text[sentence[at - 2].span.end()..sentence[at - 1].span.start()].contains(['到', '至']);
    if other || !from_to || change.aggregate.is_some() || change.subject != to.subject {
        return None;
    }
    if from.status != Status::Background || from.unit != to.unit || before.is_zero() || change.basis.is_some()
    {
        return None;
    }
    let difference = match change.direction? {
        Direction::Up => after - before,
        Direction::Down => before - after,
    };
    let (given, stated) = match change.dimension? {
        Dimension::Percent if from.dimension != Some(Dimension::Percent) => {
            (difference.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(before)?, change.value?)
        }
        Dimension::Points => (difference.checked_mul(Decimal::ONE_HUNDRED)?, change.value?),
        dimension if Some(dimension) == from.dimension && change.unit == from.unit => {
            (difference, change.base_value?)
        }
        _ => return None,
    };
    let tolerance = Decimal::new(10, stated.normalize().scale() + 1);
    if (given - stated).abs() <= tolerance {
        return None;
    }
    let message = format!(
        "from {} to {} is a change of {}, and not of {}",
        sentence[at - 2].span.of(text),
        sentence[at - 1].span.of(text),
        given.round_dp(1).normalize(),
        sentence[at].span.of(text)
    );
    Some(warning(&[sentence[at - 2], sentence[at - 1], sentence[at]], message))
}

/// A warning over all the figures that it is about.
fn warning(figures: &[&Fact], message: String) -> Warning {
    let start = figures.iter().map(|fact| fact.source.start()).min().unwrap_or_default();
    let end = figures.iter().map(|fact| fact.source.end()).max().unwrap_or_default();
    Warning { code: "contradiction", source: SourceSpan::new(start, end), message }
}

#[cfg(test)]
mod tests {
    fn found(text: &str) -> Vec<String> {
        let report = crate::analyze(text);
        let warnings = report.warnings().iter().filter(|warning| warning.code == "contradiction");
        warnings.map(|warning| warning.message.clone()).collect()
    }

    #[test]
    fn a_share_has_to_follow_from_its_parts() {
        assert_eq!(
            found("志愿者有1200人，骨干志愿者有300人，占40%。"),
            ["300人 of 1200人 is 25%, and not 40%"]
        );
        assert!(found("志愿者有1200人，骨干志愿者有300人，占25%。").is_empty());
        // Beside each other, or of something else.
        assert!(found("一般债务500亿元，占52%，专项债务450亿元，占48%。").is_empty());
        assert!(found("社会文教费支出800万元，教育支出200万元，占预算数的82%。").is_empty());
        assert!(found("志愿者有1200人，骨干有301人，占25%。").is_empty());
        // Two wholes are in question, so nothing is certain.
        assert!(found("志愿者有1200人，党员有600人，骨干有300人，占40%。").is_empty());
    }

    #[test]
    fn parts_stay_below_their_total() {
        assert_eq!(found("募集资金35万元，其中企业捐款20万元，个人捐款18万元。").len(), 1);
        assert!(found("募集资金35万元，其中企业捐款20万元，个人捐款15万元。").is_empty());
        // Rounded parts, parts of a part, and parts in brackets.
        assert!(found("收入12.1亿元，其中税收8.9亿元，非税3.3亿元。").is_empty());
        assert!(found("支出75亿元，其中国债71亿元，用于道路项目15亿元、设备项目56亿元。").is_empty());
        assert!(found("预算36亿元（其中：新区5亿元），实际完成38亿元（其中：新区6亿元）。").is_empty());
    }

    #[test]
    fn a_change_follows_from_its_levels() {
        assert_eq!(found("站点由20个增加到30个，增长40%。").len(), 1);
        assert!(found("站点由20个增加到30个，增长50%。").is_empty());
        assert!(found("收入由20亿元增加到30亿元，平均每年增长8%。").is_empty());
        assert!(found("操作人员由5人减少到2人，效率提升30%。").is_empty());
    }
}
