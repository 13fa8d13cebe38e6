//! Which figures of a report to show where there is room for a few.
//!
//! A level and the change that follows it in the same sentence and of the same subject are one row. Rows are scored
//! by what they say, the best are kept, and they are shown in the order of the text.

use std::cmp::Reverse;
use std::collections::HashSet;

use gongbao::Certainty;
use gongbao::fact::{Dimension, Direction, Role, Status};
use gongbao::view::{DetailView, FactView, FigureView};

/// A row of the table of figures.
#[derive(Debug)]
pub(crate) struct Row<'v, 'r> {
    /// The level, share or rank; `None` where the text gives only a change.
    pub(crate) value: Option<&'v FactView<'r>>,
    /// The change.
    pub(crate) change: Option<&'v FactView<'r>>,
}

impl<'v, 'r> Row<'v, 'r> {
    /// The fact that the row stands for.
    pub(crate) fn fact(&self) -> &'v FactView<'r> {
        self.value.or(self.change).expect("a row is made of a figure")
    }

    /// What is measured: the canonical name of the indicator, or what the report calls it.
    pub(crate) fn subject(&self) -> Option<&'r str> {
        let figure = figure(self.fact())?;
        figure.indicator.or(figure.subject)
    }

    /// The change as it is written, with an arrow for where it goes.
    pub(crate) fn change_text(&self) -> Option<String> {
        let fact = self.change?;
        let figure = figure(fact)?;
        let arrow = match figure.direction {
            Some(Direction::Up) => "↑ ",
            Some(Direction::Down) => "↓ ",
            None => "",
        };
        let basis = figure.basis.map(|basis| format!(" {basis}")).unwrap_or_default();
        Some(format!("{arrow}{}{basis}", fact.text))
    }
}

fn figure<'v, 'r>(fact: &'v FactView<'r>) -> Option<&'v FigureView<'r>> {
    match &fact.detail {
        DetailView::Figure(figure) => Some(figure),
        _ => None,
    }
}

/// The `most` figures that tell most, in text order.
pub(crate) fn telling<'v, 'r>(facts: &'v [FactView<'r>], most: usize) -> Vec<Row<'v, 'r>> {
    let mut rows: Vec<Row<'v, 'r>> = Vec::new();
    for fact in facts {
        let Some(this) = figure(fact) else { continue };
        if this.role != Role::Change {
            rows.push(Row { value: Some(fact), change: None });
            continue;
        }
        match rows.last_mut() {
            Some(row) if row.change.is_none() && belongs(row, fact, this) => row.change = Some(fact),
            _ => rows.push(Row { value: None, change: Some(fact) }),
        }
    }
    let mut seen = HashSet::new();
    rows.retain(|row| seen.insert((row.subject(), row.fact().text, row.change.map(|fact| fact.text))));

    let mut ranking: Vec<usize> = (0..rows.len()).collect();
    ranking.sort_by_key(|&at| (Reverse(score(&rows[at])), at));
    ranking.truncate(most);
    let kept: HashSet<usize> = ranking.into_iter().collect();
    let mut at = 0;
    rows.retain(|_| {
        at += 1;
        kept.contains(&(at - 1))
    });
    rows
}

/// Whether a change is that of the figure in the row.
fn belongs(row: &Row<'_, '_>, fact: &FactView<'_>, change: &FigureView<'_>) -> bool {
    let Some(level) = row.value else { return false };
    let Some(of) = figure(level) else { return false };
    let same_indicator = of.indicator.is_some() && of.indicator == change.indicator;
    let same_subject = of.subject_span.is_some() && of.subject_span == change.subject_span;
    level.sentence.is_some() && level.sentence == fact.sentence && (same_indicator || same_subject)
}

/// How much a row tells. The weights only order the rows of one report, so what matters is which outweighs which.
fn score(row: &Row<'_, '_>) -> i32 {
    let fact = row.fact();
    let Some(figure) = figure(fact) else { return i32::MIN };
    let mut score = 0;
    let mut add = |holds: bool, weight: i32| score += if holds { weight } else { 0 };
    add(figure.indicator.is_some(), 40);
    add(figure.subject.is_some(), 30);
    add(row.value.is_some() && row.change.is_some(), 20);
    add(row.change.is_some(), 8);
    add(figure.dimension == Some(Dimension::Money), 10);
    add(figure.dimension == Some(Dimension::Percent), 6);
    add(figure.aggregate.is_some(), 8);
    add(figure.scope.is_some(), 4);
    add(figure.time.is_some(), 4);
    add(figure.status == Status::Norm, -12);
    add(figure.status == Status::Background, -12);
    add(figure.dimension == Some(Dimension::Duration), -15);
    add(figure.dimension == Some(Dimension::Age), -15);
    add(fact.certainty == Certainty::Guess, -20);
    // The size of a count: 8,700 people tell more than 2.
    let digits = figure.base_value.map_or(0, |value| value.abs().trunc().to_string().len());
    score + 3 * digits.min(8) as i32
}
