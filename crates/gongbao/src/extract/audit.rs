//! Figures that contradict each other.
//!
//! Only what arithmetic settles inside one sentence is reported: a share that its part and its whole do not give, parts
//! that exceed the total they are taken from, a change that its two levels contradict. Rounding is granted: a number
//! with one decimal may be half a unit of it off. Which of the figures is wrong nobody can know, so each stays as it is.

use rust_decimal::Decimal;

use crate::fact::{Bound, Dimension, Direction, Fact, Figure, Role, Status};
use crate::report::Warning;
use crate::span::SourceSpan;

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
    if near.chars().count() > 8
        || !near.contains('占')
        || !matches!(part.dimension, Some(Dimension::Count | Dimension::Money))
    {
        return None;
    }
    // The whole, if the sentence leaves no choice: the one level of the same unit that is not smaller.
    let mut wholes = sentence[..at - 1].iter().filter_map(|fact| {
        let (figure, whole) = level(fact)?;
        (figure.unit == part.unit && whole >= value && !whole.is_zero()).then_some((*fact, whole))
    });
    let (whole, total) = wholes.next()?;
    if wholes.next().is_some() {
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

/// 35万元，其中…20万元，…18万元: parts that exceed their total.
fn parts(text: &str, sentence: &[&Fact], at: usize) -> Option<Warning> {
    let (total, value) = level(sentence[at])?;
    let next = sentence.get(at + 1)?;
    if !text[sentence[at].span.end()..next.span.start()].contains("其中") {
        return None;
    }
    let mut sum = Decimal::ZERO;
    let mut last = at;
    for (index, fact) in sentence.iter().enumerate().skip(at + 1) {
        let between = &text[sentence[index - 1].span.end()..fact.span.start()];
        // A second 其中 is of a part; a semicolon ends the list.
        if between.contains('；') || (index > at + 1 && between.contains("其中")) {
            break;
        }
        let Some((part, value)) = level(fact) else { continue };
        if part.unit == total.unit && part.status == total.status {
            sum = sum.checked_add(value)?;
            last = index;
        }
    }
    if last < at + 2 || sum <= value || !matches!(total.dimension, Some(Dimension::Money)) {
        return None;
    }
    let message = format!("the parts add up to more than {}", sentence[at].span.of(text));
    Some(warning(&[sentence[at], sentence[last]], message))
}

/// 从20个增加到30个，增长40%: a change that its two levels contradict.
fn change(text: &str, sentence: &[&Fact], at: usize) -> Option<Warning> {
    let change =
        sentence[at].figure().filter(|figure| figure.role == Role::Change && figure.bound == Bound::Exact)?;
    let (from, before) = level(sentence[at - 2])?;
    let (to, after) = level(sentence[at - 1])?;
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
        assert_eq!(found("志愿者有1200人，骨干有300人，占40%。"), ["300人 of 1200人 is 25%, and not 40%"]);
        assert!(found("志愿者有1200人，骨干有300人，占25%。").is_empty());
        assert!(found("志愿者有1200人，骨干有301人，占25%。").is_empty());
        // Two wholes are in question, so nothing is certain.
        assert!(found("志愿者有1200人，党员有600人，骨干有300人，占40%。").is_empty());
    }

    #[test]
    fn parts_stay_below_their_total() {
        assert_eq!(found("募集资金35万元，其中企业捐款20万元，个人捐款18万元。").len(), 1);
        assert!(found("募集资金35万元，其中企业捐款20万元，个人捐款15万元。").is_empty());
    }

    #[test]
    fn a_change_follows_from_its_levels() {
        assert_eq!(found("站点由20个增加到30个，增长40%。").len(), 1);
        assert!(found("站点由20个增加到30个，增长50%。").is_empty());
    }
}
