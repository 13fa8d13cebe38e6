//! What was changed and why, a line each, in the form of a compiler's messages: editors and grep know it.

use std::borrow::Cow;
use std::io::{self, Write};

use gongbao::{Edit, Fact, Report};

use crate::lines::Lines;
use crate::terminal::{Marks, cut, grouped, visible};

/// How much of a long passage is quoted.
const QUOTE: usize = 72;

/// Writes every repair, what was set aside, the warnings, and with `facts` the rule behind each fact.
pub(crate) fn explain(out: &mut impl Write, marks: Marks, report: &Report, facts: bool) -> io::Result<()> {
    let name = visible(report.name().unwrap_or("-")).into_owned();
    let lines = Lines::new(report.source());
    let place = |at: usize| {
        let (line, column) = lines.at(at);
        format!("{name}:{line}:{column}:")
    };
    writeln!(
        out,
        "{} read as {} ({}); {} repairs, {} passages set aside, {} warnings, {} facts",
        marks.strong(format!("{name}:")),
        report.encoding().name,
        report.encoding().reason,
        grouped(report.edits().as_slice().len()),
        grouped(report.set_aside().len()),
        grouped(report.warnings().len()),
        grouped(report.facts().len()),
    )?;
    for edit in report.edits().as_slice() {
        writeln!(
            out,
            "{} {}, {}: {}; {}",
            marks.faint(place(edit.source.start())),
            marks.strong(edit.step.as_str()),
            edit.certainty.as_str(),
            change(report, edit),
            edit.step.reason(),
        )?;
    }
    for aside in report.set_aside() {
        writeln!(
            out,
            "{} {}, {}: {}",
            marks.faint(place(aside.source.start())),
            marks.strong("set aside"),
            aside.reason,
            quote(aside.source.of(report.source())),
        )?;
    }
    for warning in report.warnings() {
        writeln!(
            out,
            "{} {}, {}: {}",
            marks.faint(place(warning.source.start())),
            marks.strong("warning"),
            warning.code,
            visible(&warning.message),
        )?;
    }
    if facts {
        for fact in report.facts() {
            writeln!(
                out,
                "{} {}, {}: {} by rule {}{}",
                marks.faint(place(fact.source.start())),
                marks.strong(fact.kind().as_str()),
                fact.certainty.as_str(),
                quote(fact.span.of(report.text())),
                fact.rule,
                source_of(report, fact),
            )?;
        }
    }
    Ok(())
}

/// What became of what.
fn change(report: &Report, edit: &Edit) -> String {
    let (was, now) = (edit.source.of(report.source()), edit.text.of(report.text()));
    match (was.is_empty(), now.is_empty()) {
        (_, true) => format!("{} taken out", quote(was)),
        (true, false) => format!("{} put in", quote(now)),
        (false, false) => format!("{} → {}", quote(was), quote(now)),
    }
}

/// What stood in the source, where it was not the same.
fn source_of(report: &Report, fact: &Fact) -> String {
    let was = fact.source.of(report.source());
    if was == fact.span.of(report.text()) { String::new() } else { format!(", out of {}", quote(was)) }
}

fn quote(text: &str) -> String {
    let shown = visible(text);
    match cut(&shown, QUOTE) {
        Cow::Borrowed(shown) => format!("\"{shown}\""),
        Cow::Owned(short) => format!("\"{short}\" ({} characters)", grouped(text.chars().count())),
    }
}
