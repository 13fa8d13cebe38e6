//! What is marked in the two texts of a report, and what a mark says.

use gongbao::view::{DetailView, FactView, FigureView};
use gongbao::{Certainty, Report, Step};

use crate::escape::{escaped, grouped, shortened};
use crate::weave::{Mark, What, in_order};

/// How much of what stood somewhere is shown.
const QUOTE: usize = 120;

/// Repairs that touch, in both texts: a reader sees one change, whatever steps made it.
#[derive(Debug)]
pub(crate) struct Repair {
    source: (usize, usize),
    text: (usize, usize),
    steps: Vec<Step>,
    certainty: Certainty,
}

/// The repairs of a report that can be seen: those of blanks alone, which may be many, are left out.
pub(crate) fn repairs(report: &Report) -> Vec<Repair> {
    let mut repairs: Vec<Repair> = Vec::new();
    for edit in report.edits().as_slice() {
        let (source, text) = (edit.source.range(), edit.text.range());
        match repairs.last_mut() {
            Some(last) if last.source.1 == source.start && last.text.1 == text.start => {
                last.source.1 = source.end;
                last.text.1 = text.end;
                last.certainty = last.certainty.min(edit.certainty);
                if !last.steps.contains(&edit.step) {
                    last.steps.push(edit.step);
                }
            }
            _ => repairs.push(Repair {
                source: (source.start, source.end),
                text: (text.start, text.end),
                steps: vec![edit.step],
                certainty: edit.certainty,
            }),
        }
    }
    repairs.retain(|repair| !is_blank(repair.was(report)) || !is_blank(repair.now(report)));
    repairs
}

fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}'))
}

impl Repair {
    fn was<'r>(&self, report: &'r Report) -> &'r str {
        &report.source()[self.source.0..self.source.1]
    }

    fn now<'r>(&self, report: &'r Report) -> &'r str {
        &report.text()[self.text.0..self.text.1]
    }

    /// The classes of its element: `unsure` where it is not certain, `gone` where nothing is left of it.
    pub(crate) fn classes(&self, report: &Report) -> &'static str {
        match (self.certainty == Certainty::Certain, is_blank(self.now(report))) {
            (true, false) => "r",
            (true, true) => "r gone",
            (false, false) => "r unsure",
            (false, true) => "r gone unsure",
        }
    }

    /// What stood there, by which steps it changed and how sure that is; escaped.
    pub(crate) fn hint(&self, report: &Report) -> String {
        let was = self.was(report).trim();
        let was = if was.is_empty() { "nothing".to_owned() } else { escaped(&shortened(was, QUOTE)) };
        let steps: Vec<&str> = self.steps.iter().map(|step| step.as_str()).collect();
        let certainty = match self.certainty {
            Certainty::Certain => String::new(),
            unsure => format!(", {}", unsure.as_str()),
        };
        format!("{was} · {}{certainty}", steps.join(", "))
    }
}

/// The marks of the reading text, in their order.
pub(crate) fn of_text(report: &Report, repairs: &[Repair]) -> Vec<Mark> {
    let facts = report.facts().iter().enumerate().map(|(at, fact)| Mark {
        start: fact.span.start(),
        end: fact.span.end(),
        what: What::Fact(at),
    });
    let repairs = repairs.iter().enumerate().map(|(at, repair)| Mark {
        start: repair.text.0,
        end: repair.text.1,
        what: What::Repair(at),
    });
    collected(facts.chain(repairs))
}

/// The marks of the source, in their order.
pub(crate) fn of_source(report: &Report, repairs: &[Repair]) -> Vec<Mark> {
    let facts = report.facts().iter().enumerate().map(|(at, fact)| Mark {
        start: fact.source.start(),
        end: fact.source.end(),
        what: What::Fact(at),
    });
    let repairs = repairs.iter().enumerate().map(|(at, repair)| Mark {
        start: repair.source.0,
        end: repair.source.1,
        what: What::Repair(at),
    });
    collected(facts.chain(repairs))
}

fn collected(marks: impl Iterator<Item = Mark>) -> Vec<Mark> {
    let mut marks: Vec<Mark> = marks.collect();
    in_order(&mut marks);
    marks
}

/// The number of a figure with its unit, the bound as a sign: `≥ 2 次`, `8 – 10 万`.
pub(crate) fn quantity(figure: &FigureView<'_>) -> String {
    let value = figure.value.map(|value| separated(&value.normalize().to_string()));
    let low = figure.low.map(|low| separated(&low.normalize().to_string()));
    let high = figure.high.map(|high| separated(&high.normalize().to_string()));
    let number = match (value, low, high) {
        (Some(value), _, _) => value,
        (None, Some(low), Some(high)) => format!("{low} – {high}"),
        (None, low, high) => low.or(high).unwrap_or_default(),
    };
    let sign = match figure.bound.as_str() {
        "about" => "≈ ",
        "over" => "> ",
        "nearly" => "nearly ",
        "at_least" => "≥ ",
        "at_most" => "≤ ",
        _ => "",
    };
    let unit = figure.unit.map(|unit| format!(" {unit}")).unwrap_or_default();
    let per = match (figure.per, figure.unit) {
        (Some(per), Some(unit)) if unit.contains('/') && unit.ends_with(per) => String::new(),
        (Some(per), _) => format!(" / {per}"),
        _ => String::new(),
    };
    format!("{sign}{number}{unit}{per}")
}

/// The digits before the point, in threes.
fn separated(number: &str) -> String {
    let (whole, rest) = number.split_at(number.find('.').unwrap_or(number.len()));
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |whole| ("−", whole));
    match whole.parse() {
        Ok(whole) => format!("{sign}{}{rest}", grouped(whole)),
        Err(_) => format!("{sign}{whole}{rest}"),
    }
}

/// What a figure says: `level`, `share`, `↑ 同比`.
pub(crate) fn role(figure: &FigureView<'_>) -> String {
    let arrow = match figure.direction.map(gongbao::fact::Direction::as_str) {
        Some("up") => "↑ ",
        Some("down") => "↓ ",
        _ => "",
    };
    let basis = figure.basis.map(|basis| format!(", {basis}")).unwrap_or_default();
    format!("{arrow}{}{basis}", figure.role.as_str())
}

/// What a mark says when the pointer rests on it; not escaped.
pub(crate) fn label(fact: &FactView<'_>) -> String {
    let mut says = vec![fact.kind.as_str().to_owned()];
    let mut add = |text: Option<&str>| says.extend(text.map(str::to_owned));
    match &fact.detail {
        DetailView::Figure(figure) => {
            add(figure.indicator.or(figure.subject));
            add(Some(&quantity(figure)));
            add(Some(&role(figure)));
            add(Some(figure.status.as_str()));
        }
        DetailView::Mechanism { pattern, name, head, .. } => {
            add(Some(pattern.as_str()));
            add(Some(name));
            add(*head);
        }
        DetailView::Citation { number, issuer, r#type, .. } => {
            add(*r#type);
            add(*number);
            add(*issuer);
        }
        DetailView::Organisation { name, level, place } => {
            add(name.filter(|name| *name != fact.text));
            add(*level);
            add(*place);
        }
        DetailView::Place { name, code, level, parent } => {
            add(name.filter(|name| *name != fact.text));
            add(*level);
            add(*code);
            add(*parent);
        }
        DetailView::Person { name, post } => {
            add(Some(name));
            add(*post);
        }
        DetailView::Time { from, to } => {
            if let Some(from) = from {
                add(Some(&from.to_string()));
            }
            if let Some(to) = to {
                add(Some(&to.to_string()));
            }
        }
    }
    says.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_in_threes() {
        let numbers = ["0", "999", "12300000", "-1234.50", "0.61"].map(separated);
        assert_eq!(numbers, ["0", "999", "12,300,000", "−1,234.50", "0.61"]);
    }
}
