//! The outline: headings, how they nest, and what the sections are for.
//!
//! In three passes over the paragraphs. The first finds what each line says by itself: a numbered heading, a heading
//! without number, a lead sentence behind a number (`1.队伍建设有责有为。近年来…`), numbered sentences inside a paragraph
//! (`一是配强班子。`). The second finds what only neighbours tell: paragraphs that begin with parallel short sentences.
//! The third nests them and gives each section its role.
//!
//! What it does not do: it does not read tables of contents, and it takes no list item for a section (`（一）…；`).

mod assemble;
mod headings;
mod leads;
pub(crate) mod numbering;
pub(crate) mod roles;

use crate::report::{Section, SectionRole};
use crate::span::TextSpan;

use numbering::Style;

/// What the outline is read from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Body<'t> {
    /// The reading text.
    pub(crate) text: &'t str,
    /// The paragraphs of the body, without head and foot.
    pub(crate) lines: &'t [TextSpan],
    /// The sentences of the whole text.
    pub(crate) sentences: &'t [TextSpan],
    /// Where the foot begins, if there is one.
    pub(crate) foot: Option<usize>,
    /// The role of a section that nothing else tells, by the genre.
    pub(crate) role: Option<SectionRole>,
    /// The year of the report's date: a heading with this year looks ahead, one with an earlier year looks back.
    pub(crate) year: Option<i16>,
}

/// A heading as it was found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Heading {
    /// Its numbering, or what stands for it.
    pub(crate) style: Style,
    /// Which number; 0 where there is none.
    pub(crate) value: u32,
    /// The number as written.
    pub(crate) number: Option<TextSpan>,
    /// The words.
    pub(crate) title: Option<TextSpan>,
    /// Where the section starts.
    pub(crate) start: usize,
    /// Whether the paragraph goes on behind it.
    pub(crate) run_in: bool,
}

/// A paragraph of the body with the headings in it.
#[derive(Clone, Debug)]
pub(crate) struct Paragraph {
    /// Where it stands.
    pub(crate) span: TextSpan,
    /// The heading that it begins with.
    pub(crate) heading: Option<Heading>,
    /// The numbered sentences inside it.
    pub(crate) inline: Vec<Heading>,
}

/// Reads the outline.
pub(crate) fn outline(body: &Body<'_>) -> Vec<Section> {
    let mut paragraphs = headings::paragraphs(body);
    leads::mark(body, &mut paragraphs);
    assemble::assemble(body, &paragraphs)
}

#[cfg(test)]
mod tests;
