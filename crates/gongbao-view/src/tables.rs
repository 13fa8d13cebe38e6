//! What is in a report, in tables.

use std::collections::HashMap;
use std::fmt::Write as _;

use gongbao::view::{DetailView, FactView, SectionView};
use gongbao::{Certainty, Kind, Report, Step};

use crate::escape::{escaped, grouped, shortened};
use crate::marks::{quantity, role};

/// How many facts there are of each kind that there is any of.
pub(crate) fn kinds(facts: &[FactView<'_>]) -> Vec<(Kind, usize)> {
    Kind::ALL
        .into_iter()
        .map(|kind| (kind, facts.iter().filter(|fact| fact.kind == kind).count()))
        .filter(|(_, count)| *count > 0)
        .collect()
}

/// Title, issuer, dates and the like, as terms and descriptions.
pub(crate) fn meta(out: &mut String, report: &Report, with_title: bool) {
    let meta = report.meta();
    let place = meta.place.as_ref().map(|place| match &place.code {
        Some(code) => format!("{} ({code})", place.name),
        None => place.name.clone(),
    });
    let script = match report.script() {
        gongbao::report::Script::Simplified => "simplified",
        gongbao::report::Script::Traditional => "traditional",
        gongbao::report::Script::Mixed => "mixed script",
    };
    let source = format!(
        "{}, {script}, {} characters",
        report.encoding().name,
        grouped(report.source().chars().count())
    );
    let rows = [
        ("title", meta.title.clone().filter(|_| with_title)),
        ("byline", meta.byline.clone()),
        ("issuer", meta.issuer.clone()),
        ("date", meta.date.map(|date| date.to_string())),
        ("published", meta.published.filter(|date| Some(*date) != meta.date).map(|date| date.to_string())),
        ("reports on", meta.year.map(|year| year.to_string())),
        ("place", place),
        ("genre", meta.genre.clone()),
        ("origin", meta.origin.clone()),
        ("file", report.name().map(str::to_owned)),
        ("source", Some(source)),
    ];
    out.push_str("<dl class=\"meta\">");
    for (name, value) in rows {
        if let Some(value) = value {
            let _ = write!(out, "<div><dt>{name}</dt><dd>{}</dd></div>", escaped(&shortened(&value, 200)));
        }
    }
    out.push_str("</dl>\n");
}

/// The figures, a row each, at most `most`; with `linked` a row leads to its figure in the text.
pub(crate) fn figures(
    out: &mut String,
    facts: &[FactView<'_>],
    sections: &[SectionView<'_>],
    most: usize,
    linked: bool,
) {
    let figures = || facts.iter().enumerate().filter(|(_, fact)| fact.kind == Kind::Figure);
    let count = figures().count();
    if count == 0 {
        return;
    }
    out.push_str(
        "<div class=\"scroll\"><table class=\"figures\"><thead><tr><th scope=\"col\">subject</th>\
         <th scope=\"col\">text</th><th scope=\"col\" class=\"n\">value</th><th scope=\"col\">role</th>\
         <th scope=\"col\">scope</th><th scope=\"col\">time</th><th scope=\"col\">status</th>\
         <th scope=\"col\">section</th></tr></thead><tbody>\n",
    );
    for (at, fact) in figures().take(most) {
        let DetailView::Figure(figure) = &fact.detail else { continue };
        let subject = match (figure.indicator, figure.subject) {
            (Some(indicator), Some(subject)) if indicator != subject => {
                format!("{} <small>{}</small>", escaped(indicator), escaped(subject))
            }
            (indicator, subject) => indicator.or(subject).map_or_else(|| "–".to_owned(), escaped),
        };
        let written = if linked {
            format!("<a href=\"#f{at}\" data-to=\"{at}\">{}</a>", escaped(fact.text))
        } else {
            escaped(fact.text)
        };
        let section = fact.section.and_then(|at| sections.get(at as usize));
        let _ = writeln!(
            out,
            "<tr><td>{subject}</td><td>{written}</td><td class=\"n\">{}</td><td>{}</td><td>{}</td><td>{}</td>\
             <td>{}</td><td>{}</td></tr>",
            escaped(&quantity(figure)),
            escaped(&role(figure)),
            escaped(figure.scope.unwrap_or_default()),
            escaped(figure.time.unwrap_or_default()),
            figure.status.as_str(),
            section.map_or("", |section| section.role.as_str()),
        );
    }
    out.push_str("</tbody></table></div>\n");
    if count > most {
        let _ = writeln!(out, "<p class=\"more\">and {} more figures</p>", grouped(count - most));
    }
}

/// The facts that are names, each name once with how often it stands there; a name leads to its first mention.
pub(crate) fn names(out: &mut String, facts: &[FactView<'_>]) {
    for (kind, _) in kinds(facts).into_iter().filter(|(kind, _)| *kind != Kind::Figure) {
        let mut first: Vec<(String, usize, usize)> = Vec::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        for (at, fact) in facts.iter().enumerate().filter(|(_, fact)| fact.kind == kind) {
            let name = match &fact.detail {
                DetailView::Mechanism { name, .. } => name,
                DetailView::Person { name, .. } => name,
                _ => fact.text,
            };
            let place = *known.entry(name.to_owned()).or_insert_with(|| {
                first.push((name.to_owned(), at, 0));
                first.len() - 1
            });
            first[place].2 += 1;
        }
        let name = kind.as_str();
        let _ = write!(out, "<h3 id=\"of-{name}\">{name}</h3><ul class=\"names {name}\">");
        for (name, at, count) in first {
            let _ = write!(out, "<li><a href=\"#f{at}\" data-to=\"{at}\">{}</a>", escaped(&name));
            if count > 1 {
                let _ = write!(out, " <small>{count}</small>");
            }
            out.push_str("</li>");
        }
        out.push_str("</ul>\n");
    }
}

/// The repairs by step, those that may be doubted one by one, at most `most`, and the warnings.
pub(crate) fn repairs(out: &mut String, report: &Report, most: usize) {
    let edits = report.edits().as_slice();
    if edits.is_empty() {
        out.push_str("<p>None: the text stands as it came.</p>\n");
    } else {
        out.push_str(
            "<div class=\"scroll\"><table><thead><tr><th scope=\"col\">step</th>\
             <th scope=\"col\" class=\"n\">repairs</th><th scope=\"col\">what stood there</th></tr></thead><tbody>\n",
        );
        for step in Step::ALL {
            let count = edits.iter().filter(|edit| edit.step == step).count();
            if count > 0 {
                let _ = writeln!(
                    out,
                    "<tr><td>{}</td><td class=\"n\">{}</td><td>{}</td></tr>",
                    step.as_str(),
                    grouped(count),
                    escaped(step.reason())
                );
            }
        }
        out.push_str("</tbody></table></div>\n");
    }
    let doubtful = || edits.iter().filter(|edit| edit.certainty != Certainty::Certain);
    let count = doubtful().count();
    if count > 0 {
        out.push_str(
            "<h3>To be looked at: repairs that are not certain</h3>\n<div class=\"scroll\"><table><thead><tr>\
             <th scope=\"col\">stood there</th><th scope=\"col\">stands there now</th><th scope=\"col\">step</th>\
             <th scope=\"col\">how sure</th></tr></thead><tbody>\n",
        );
        for edit in doubtful().take(most) {
            let _ = writeln!(
                out,
                "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
                escaped(&shortened(edit.source.of(report.source()), 80)),
                escaped(&shortened(edit.text.of(report.text()), 80)),
                edit.step.as_str(),
                edit.certainty.as_str()
            );
        }
        out.push_str("</tbody></table></div>\n");
        if count > most {
            let _ = writeln!(out, "<p class=\"more\">and {} more</p>", grouped(count - most));
        }
    }
    warnings(out, report, most);
}

/// The warnings, at most `most`.
pub(crate) fn warnings(out: &mut String, report: &Report, most: usize) {
    let warnings = report.warnings();
    if warnings.is_empty() {
        return;
    }
    out.push_str("<ul class=\"warnings\">\n");
    for warning in warnings.iter().take(most) {
        let _ = writeln!(out, "<li><b>{}</b> {}</li>", escaped(warning.code), escaped(&warning.message));
    }
    if warnings.len() > most {
        let _ = writeln!(out, "<li>and {} more</li>", grouped(warnings.len() - most));
    }
    out.push_str("</ul>\n");
}
