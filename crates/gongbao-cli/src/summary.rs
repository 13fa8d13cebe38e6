//! A report on one screen.

use std::io::{self, Write};

use gongbao::view::{FactView, MetaView, SectionView};
use gongbao::{Kind, Report, Step};

use crate::lines::Lines;
use crate::telling::telling;
use crate::terminal::{Marks, cut, grouped, pad, visible, width};

/// How many figures there is room for.
const FIGURES: usize = 10;
/// How many warnings there is room for.
const WARNINGS: usize = 10;

/// Writes the summary of a report.
pub(crate) fn summary(out: &mut impl Write, marks: Marks, report: &Report) -> io::Result<()> {
    let view = report.view();
    let facts: Vec<FactView<'_>> = view.facts().collect();
    let sections: Vec<SectionView<'_>> = view.sections().collect();
    writeln!(out, "{}", marks.strong(visible(report.name().unwrap_or("-"))))?;
    head(out, marks, &view.meta())?;
    let words = report.words().map(|words| format!(", {} words", grouped(words.len()))).unwrap_or_default();
    writeln!(
        out,
        "  {} {} ({}), {}, {} characters",
        marks.faint("source   "),
        report.encoding().name,
        report.encoding().reason,
        script(report),
        grouped(view.source_length() as usize),
    )?;
    writeln!(
        out,
        "  {} {} characters, {} sections, {} sentences{words}",
        marks.faint("text     "),
        grouped(report.text().chars().count()),
        grouped(sections.len()),
        grouped(report.sentences().len()),
    )?;
    counts(out, marks, report, &facts)?;
    figures(out, marks, &facts, &sections)?;
    warnings(out, marks, report)
}

fn script(report: &Report) -> &'static str {
    match report.script() {
        gongbao::report::Script::Simplified => "simplified",
        gongbao::report::Script::Traditional => "traditional",
        gongbao::report::Script::Mixed => "mixed script",
    }
}

fn head(out: &mut impl Write, marks: Marks, meta: &MetaView<'_>) -> io::Result<()> {
    let place = meta.place.map(|place| match &place.code {
        Some(code) => format!("{} ({code})", place.name),
        None => place.name.clone(),
    });
    let date = match (meta.date, meta.published) {
        (Some(date), Some(published)) if date != published => Some(format!("{date}, published {published}")),
        (date, published) => date.or(published).map(|date| date.to_string()),
    };
    let rows = [
        ("title", meta.title.map(str::to_owned)),
        ("byline", meta.byline.map(str::to_owned)),
        ("issuer", meta.issuer.map(str::to_owned)),
        ("date", date),
        ("year", meta.year.map(|year| year.to_string())),
        ("place", place),
        ("genre", meta.genre.map(str::to_owned)),
        ("origin", meta.origin.map(str::to_owned)),
    ];
    for (name, value) in rows {
        if let Some(value) = value {
            writeln!(out, "  {} {}", marks.faint(pad(name, 9)), cut(&visible(&value), 96))?;
        }
    }
    Ok(())
}

/// Facts by kind and repairs by kind, side by side.
fn counts(out: &mut impl Write, marks: Marks, report: &Report, facts: &[FactView<'_>]) -> io::Result<()> {
    let left: Vec<String> = Kind::ALL
        .iter()
        .map(|kind| (kind.as_str(), facts.iter().filter(|fact| fact.kind == *kind).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| format!("{name:<14}{:>6}", grouped(count)))
        .collect();
    let edits = report.edits().as_slice();
    let right: Vec<String> = Step::ALL
        .iter()
        .map(|step| (step.as_str(), edits.iter().filter(|edit| edit.step == *step).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| format!("{name:<14}{:>6}", grouped(count)))
        .collect();
    writeln!(out)?;
    let line = |name: &str, count: usize| format!("{name:<14}{:>6}", grouped(count));
    writeln!(
        out,
        "  {}    {}",
        marks.strong(line("facts", facts.len())),
        marks.strong(line("repairs", edits.len()))
    )?;
    for at in 0..left.len().max(right.len()) {
        let left = left.get(at).map_or("", String::as_str);
        let right = right.get(at).map_or("", String::as_str);
        writeln!(out, "{}", format!("  {left:<20}    {right}").trim_end())?;
    }
    Ok(())
}

fn figures(
    out: &mut impl Write,
    marks: Marks,
    facts: &[FactView<'_>],
    sections: &[SectionView<'_>],
) -> io::Result<()> {
    let rows = telling(facts, FIGURES);
    if rows.is_empty() {
        return Ok(());
    }
    let mut table = vec![["subject", "value", "change", "section"].map(str::to_owned)];
    for row in &rows {
        let role = row.fact().section.and_then(|at| sections.get(at as usize)).map(|section| section.role);
        table.push([
            cut(&visible(row.subject().unwrap_or("–")), 36).into_owned(),
            cut(&visible(row.value.map_or("–", |fact| fact.text)), 24).into_owned(),
            cut(&visible(&row.change_text().unwrap_or_else(|| "–".to_owned())), 30).into_owned(),
            role.map_or("–", gongbao::report::SectionRole::as_str).to_owned(),
        ]);
    }
    let widths: [usize; 4] =
        std::array::from_fn(|column| table.iter().map(|row| width(&row[column])).max().unwrap_or(0));
    writeln!(out)?;
    for (at, row) in table.iter().enumerate() {
        let cells: Vec<String> = row.iter().zip(widths).map(|(cell, width)| pad(cell, width)).collect();
        let line = cells.join("  ");
        let line = line.trim_end();
        if at == 0 {
            writeln!(out, "  {}", marks.faint(line))?;
        } else {
            writeln!(out, "  {line}")?;
        }
    }
    Ok(())
}

fn warnings(out: &mut impl Write, marks: Marks, report: &Report) -> io::Result<()> {
    let warnings = report.warnings();
    if warnings.is_empty() {
        return Ok(());
    }
    let lines = Lines::new(report.source());
    writeln!(out)?;
    for warning in warnings.iter().take(WARNINGS) {
        let (line, column) = lines.at(warning.source.start());
        let label = marks.strong(format!("warning: {}", warning.code));
        writeln!(out, "  {label} at {line}:{column}: {}", visible(&warning.message))?;
    }
    if let Some(more) = warnings.len().checked_sub(WARNINGS).filter(|more| *more > 0) {
        writeln!(out, "  {}", marks.faint(format!("and {more} more: gongbao explain lists all")))?;
    }
    Ok(())
}
