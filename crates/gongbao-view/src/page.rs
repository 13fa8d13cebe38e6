//! A page of its own: everything in one file, which asks nobody for anything.

use std::fmt::Write as _;
use std::sync::LazyLock;

use gongbao::Report;
use gongbao::view::{FactView, SectionView};
use sha2::{Digest, Sha256};

use crate::escape::{escaped, grouped};
use crate::text::Form;
use crate::{marks, tables, text};

/// How many doubtful repairs and warnings are listed.
const ROWS: usize = 500;

const STYLE: &str = concat!(include_str!("../assets/colours.css"), include_str!("../assets/page.css"));
const SCRIPT: &str = include_str!("../assets/page.js");

/// What the page may do: run this one script and use this one style sheet, by their hashes, and nothing else.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let (script, style) = (base64(&Sha256::digest(SCRIPT)), base64(&Sha256::digest(STYLE)));
    format!(
        "default-src 'none'; script-src 'sha256-{script}'; style-src 'sha256-{style}'; img-src data:; \
         base-uri 'none'; form-action 'none'"
    )
});

/// The report as a page of HTML: the text with its facts marked by kind, filters, and for a chosen fact its place in
/// the reading text and in the source side by side; below, the tables.
///
/// The page is one file. It loads nothing, and its policy forbids it everything but its own script and style. Without
/// its script it still shows text, marks, filters and tables.
///
/// ```
/// let page = gongbao_view::page(&gongbao::analyze("全县关工组织发展到297个。"));
/// assert!(page.starts_with("<!doctype html>"));
/// ```
#[must_use]
pub fn page(report: &Report) -> String {
    let view = report.view();
    let facts: Vec<FactView<'_>> = view.facts().collect();
    let sections: Vec<SectionView<'_>> = view.sections().collect();
    let repairs = marks::repairs(report);
    let title = escaped(report.meta().title.as_deref().or(report.name()).unwrap_or("untitled report"));
    let mut out = String::with_capacity(32 * 1024 + 4 * (report.text().len() + report.source().len()));
    let policy = escaped(&POLICY);
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"generator\" content=\"gongbao {}\">\n<link rel=\"icon\" href=\"data:,\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body class=\"gongbao\">\n\
         <a class=\"skip\" href=\"#text\">To the text</a>\n",
        gongbao::VERSION
    );
    filters(&mut out, report, &facts);
    out.push_str("<main>\n<div class=\"two\">\n<div class=\"reading\">\n");
    tables::meta(&mut out, report, false);
    out.push_str("<article id=\"text\" lang=\"zh-Hans\">\n");
    text::reading(&mut out, report, &facts, &repairs, Form { interactive: true, limit: usize::MAX });
    out.push_str(
        "</article>\n</div>\n<aside class=\"beside\" aria-label=\"The chosen fact and the source\">\n\
         <button id=\"close\" type=\"button\" aria-label=\"Close\">✕</button>\n\
         <div id=\"card\" lang=\"zh-Hans\" aria-live=\"polite\">\
         <p lang=\"en\">Choose a fact: click on it, or go to the text with Tab and from fact to fact with the arrow \
         keys. Esc lets go. What it was made from is shown in the source below.</p></div>\n\
         <h2 id=\"as-it-came\">The source as it came</h2>\n\
         <div id=\"source\" lang=\"zh\" tabindex=\"0\" role=\"region\" aria-labelledby=\"as-it-came\">",
    );
    text::source(&mut out, report, &facts, &repairs);
    out.push_str("</div>\n</aside>\n</div>\n<div class=\"tables\">\n");
    if facts.iter().any(|fact| fact.kind == gongbao::Kind::Figure) {
        out.push_str("<section><h2>Figures</h2>\n");
        tables::figures(&mut out, &facts, &sections, usize::MAX, true);
        out.push_str("</section>\n");
    }
    if facts.iter().any(|fact| fact.kind != gongbao::Kind::Figure) {
        out.push_str("<section><h2>Names and mechanisms</h2>\n");
        tables::names(&mut out, &facts);
        out.push_str("</section>\n");
    }
    out.push_str("<section><h2>Repairs and warnings</h2>\n");
    tables::repairs(&mut out, report, ROWS);
    let _ = write!(
        out,
        "</section>\n</div>\n</main>\n<footer>gongbao {}, fingerprint {}</footer>\n\
         <script type=\"application/json\" id=\"data\">{}</script>\n<script>{SCRIPT}</script>\n</body>\n</html>\n",
        gongbao::VERSION,
        escaped(report.fingerprint()),
        data(&facts, &sections)
    );
    out
}

/// The bar with a filter for each kind of fact that there is.
fn filters(out: &mut String, report: &Report, facts: &[FactView<'_>]) {
    out.push_str("<header class=\"bar\"><b lang=\"zh-Hans\">工报</b><fieldset><legend>Show</legend>\n");
    let kinds = tables::kinds(facts).into_iter().map(|(kind, count)| (kind.as_str(), count));
    let repairs = report.edits().as_slice().len();
    for (name, count) in kinds.chain((repairs > 0).then_some(("repairs", repairs))) {
        let _ = writeln!(
            out,
            "<label class=\"chip {name}\"><input type=\"checkbox\" id=\"k-{name}\" checked autocomplete=\"off\">\
             {name} <small>{}</small></label>",
            grouped(count)
        );
    }
    out.push_str("</fieldset></header>\n");
}

/// What the script shows of a chosen fact. A `<` could end the element that holds it, so none is left.
fn data(facts: &[FactView<'_>], sections: &[SectionView<'_>]) -> String {
    let json = |list: serde_json::Result<String>| {
        list.expect("a report has no key that JSON cannot hold").replace('<', "\\u003c")
    };
    let (facts, sections) = (json(serde_json::to_string(facts)), json(serde_json::to_string(sections)));
    format!("{{\"facts\":{facts},\"sections\":{sections}}}")
}

/// Base64 of the standard alphabet, with padding.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let symbol = ALPHABET[(word >> (18 - 6 * place)) as usize & 63];
            out.push(if place <= chunk.len() { char::from(symbol) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        let encoded = [&b""[..], b"f", b"fo", b"foo", b"foob", b"fooba", b"foobar"].map(base64);
        assert_eq!(encoded, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]);
    }
}
