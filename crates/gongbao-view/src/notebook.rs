//! A fragment for a notebook: no script, and short however long the report is.

use std::fmt::Write as _;

use gongbao::Report;
use gongbao::view::{FactView, SectionView};

use crate::escape::{escaped, grouped};
use crate::text::Form;
use crate::{marks, tables, text};

/// How many characters of the reading text are shown.
const TEXT: usize = 6_000;
/// How many figures and warnings are shown.
const ROWS: usize = 15;

const STYLE: &str = concat!(include_str!("../assets/colours.css"), include_str!("../assets/notebook.css"));

/// The report as a fragment of HTML, for `_repr_html_`: the text with its facts marked by kind and its repairs told
/// where the pointer rests on them, and the table of the figures.
///
/// It holds no script and loads nothing. Of a long report the first paragraphs and figures are shown, and it says
/// how many more there are.
///
/// ```
/// let html = gongbao_view::notebook(&gongbao::analyze("全县<b>关工组织</b>发展到297个。"));
/// assert!(!html.contains("<script"));
/// ```
#[must_use]
pub fn notebook(report: &Report) -> String {
    let view = report.view();
    let facts: Vec<FactView<'_>> = view.facts().collect();
    let sections: Vec<SectionView<'_>> = view.sections().collect();
    let repairs = marks::repairs(report);
    let mut out = String::with_capacity(STYLE.len() + 16 * 1024);
    let _ = write!(
        out,
        "<div class=\"gongbao note\"><style>{STYLE}</style>\n<p class=\"head\" lang=\"zh-Hans\">"
    );
    out.push_str(&escaped(report.meta().title.as_deref().or(report.name()).unwrap_or("untitled report")));
    out.push_str("</p>\n");
    tables::meta(&mut out, report, false);
    out.push_str("<p class=\"legend\">");
    for (kind, count) in tables::kinds(&facts) {
        let kind = kind.as_str();
        let _ = write!(
            out,
            "<span><span class=\"f {kind}\">{kind}</span> <small>{}</small></span>",
            grouped(count)
        );
    }
    let _ = write!(
        out,
        "<span><span class=\"r\">repairs</span> <small>{}</small></span></p>\n<div class=\"frame\">\
         <div class=\"text\" lang=\"zh-Hans\" tabindex=\"0\">\n",
        grouped(report.edits().as_slice().len())
    );
    let form = Form { interactive: false, limit: TEXT };
    let left_out = text::reading(&mut out, report, &facts, &repairs, form);
    if left_out > 0 {
        let _ = writeln!(out, "<p class=\"more\" lang=\"en\">and {} more characters</p>", grouped(left_out));
    }
    out.push_str("</div></div>\n");
    tables::figures(&mut out, &facts, &sections, ROWS, false);
    tables::warnings(&mut out, report, ROWS);
    out.push_str("</div>\n");
    out
}
