//! The two texts of a report with their marks.

use std::fmt::Write as _;

use gongbao::Report;
use gongbao::view::FactView;

use crate::escape::escaped;
use crate::marks::{self, Repair, label};
use crate::weave::{Weaver, What};

/// How the reading text is to be written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Form {
    /// Whether facts can be chosen and have an address (`#f12`), or say on their own what they are.
    pub(crate) interactive: bool,
    /// How many characters there is room for.
    pub(crate) limit: usize,
}

/// Writes the reading text, a paragraph an element; how many characters were left out.
pub(crate) fn reading(
    out: &mut String,
    report: &Report,
    facts: &[FactView<'_>],
    repairs: &[Repair],
    form: Form,
) -> usize {
    let marks = marks::of_text(report, repairs);
    let text = report.text();
    let mut weaver = Weaver::new(text, &marks);
    let mut headings = Headings::new(report);
    let (mut start, mut room) = (0, form.limit);
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end_matches(['\n', '\r']).len();
        if room == 0 {
            return text[start..].chars().count();
        }
        if end > start {
            let kind = headings.kind(start, end);
            let cut = text[start..end].char_indices().nth(room).map(|(at, _)| start + at);
            kind.open(out, form.interactive);
            weaver.stretch(out, start, cut.unwrap_or(end), |out, what, first| match what {
                What::Fact(at) => fact_tag(out, &facts[at], at, first, form),
                What::Repair(at) => repair_tag(out, report, &repairs[at], at, first, form),
            });
            if cut.is_some() {
                out.push('…');
            }
            kind.close(out, form.interactive);
            if let Some(cut) = cut {
                return text[cut..].chars().count();
            }
            if form.limit < usize::MAX {
                room -= text[start..end].chars().count();
            }
        }
        start += line.len();
    }
    0
}

/// Writes the source as it came, with its facts and repairs marked.
pub(crate) fn source(out: &mut String, report: &Report, facts: &[FactView<'_>], repairs: &[Repair]) {
    let marks = marks::of_source(report, repairs);
    let text = report.source();
    Weaver::new(text, &marks).stretch(out, 0, text.len(), |out, what, _| match what {
        What::Fact(at) => {
            let _ = write!(out, "<span class=\"f {}\" data-s=\"{at}\">", facts[at].kind.as_str());
        }
        What::Repair(at) => {
            let _ = write!(out, "<span class=\"{}\" data-r=\"{at}\">", repairs[at].classes(report));
        }
    });
}

fn fact_tag(out: &mut String, fact: &FactView<'_>, at: usize, first: bool, form: Form) {
    let kind = fact.kind.as_str();
    let _ = match (form.interactive, first) {
        (true, true) => write!(
            out,
            "<span class=\"f {kind}\" id=\"f{at}\" data-f=\"{at}\" role=\"button\" tabindex=\"-1\">"
        ),
        (true, false) => write!(out, "<span class=\"f {kind}\" data-f=\"{at}\">"),
        (false, _) => write!(out, "<span class=\"f {kind}\" title=\"{}\">", escaped(&label(fact))),
    };
}

fn repair_tag(out: &mut String, report: &Report, repair: &Repair, at: usize, first: bool, form: Form) {
    let _ = write!(out, "<span class=\"{}\"", repair.classes(report));
    if form.interactive {
        let _ = write!(out, " data-r=\"{at}\"");
    }
    if first {
        // An empty title keeps that of a fact around it away, which would lie over what is said here.
        let _ = write!(out, " title=\"\" data-was=\"{}\"", repair.hint(report));
    }
    out.push('>');
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Paragraph {
    Title,
    /// A heading of this level, with the role of its section where that is another than before.
    Heading(u8, Option<&'static str>),
    Body,
}

impl Paragraph {
    fn open(self, out: &mut String, interactive: bool) {
        let _ = match (self, interactive) {
            (Self::Title, true) => write!(out, "<h1>"),
            (Self::Title, false) => write!(out, "<p class=\"h h1\">"),
            (Self::Heading(level, role), interactive) => {
                let level = level.clamp(1, 5) + 1;
                let opened = if interactive {
                    write!(out, "<h{level}>")
                } else {
                    write!(out, "<p class=\"h h{level}\">")
                };
                match role {
                    Some(role) => opened.and(write!(out, "<span class=\"role\" lang=\"en\">{role}</span>")),
                    None => opened,
                }
            }
            (Self::Body, _) => write!(out, "<p>"),
        };
    }

    fn close(self, out: &mut String, interactive: bool) {
        let _ = match (self, interactive) {
            (Self::Title, true) => writeln!(out, "</h1>"),
            (Self::Heading(level, _), true) => writeln!(out, "</h{}>", level.clamp(1, 5) + 1),
            _ => writeln!(out, "</p>"),
        };
    }
}

/// Tells title and headings from paragraphs, which it is asked for in text order.
struct Headings<'r> {
    report: &'r Report,
    next: usize,
    titled: bool,
    role: Option<&'static str>,
}

impl<'r> Headings<'r> {
    fn new(report: &'r Report) -> Self {
        Self { report, next: 0, titled: false, role: None }
    }

    fn kind(&mut self, start: usize, end: usize) -> Paragraph {
        let (sections, text) = (self.report.sections(), self.report.text());
        let line = text[start..end].trim();
        if !self.titled && self.report.meta().title.as_deref().is_some_and(|title| title.trim() == line) {
            self.titled = true;
            return Paragraph::Title;
        }
        while sections.get(self.next).is_some_and(|section| section.span.start() < start) {
            self.next += 1;
        }
        // A section may begin inside a paragraph, after a number or with a lead-in phrase: a heading is a line of its
        // own, which the title of the section ends.
        let mut kind = Paragraph::Body;
        while let Some(section) = sections.get(self.next).filter(|section| section.span.start() < end) {
            self.next += 1;
            let rest = section.title.map(|title| text[title.end().min(end)..end].trim());
            if kind == Paragraph::Body && rest.is_some_and(|rest| rest.chars().count() <= 1) {
                let role = Some(section.role.as_str()).filter(|role| self.role != Some(role));
                self.role = role.or(self.role);
                kind = Paragraph::Heading(section.level, role);
            }
        }
        kind
    }
}
