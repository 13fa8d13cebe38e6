//! What is read: pages of the corpus, a sentence, all clean pages many times over, and hostile text.

use std::fs;
use std::path::Path;

use gongbao::Analyzer;

use crate::growth::hostile::PIECES;

/// A page and what it shall become.
pub struct Input {
    /// `clean`, `traditional` …
    pub name: String,
    /// As it came off the web.
    pub bytes: Vec<u8>,
    /// The reading text, where the page can be restored exactly and stands alone.
    pub want: Option<String>,
    /// What may be expected of it.
    pub likeness: Likeness,
}

/// Whether an input is like a report.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// It has sentences and facts as a report has.
    Report,
    /// It has a fact.
    Little,
}

const PAGES: [(&str, &str); 6] = [
    ("clean", "100-clean.txt"),
    ("traditional", "101-traditional.txt"),
    ("pinyin", "102-pinyin.txt"),
    ("gb18030", "103-gb18030.txt"),
    ("surgery", "104-surgery.txt"),
    ("html", "105-page.html"),
];

/// A long input has about so many bytes.
const LONG: usize = 1 << 20;
/// A hostile piece is repeated up to so many bytes.
const HOSTILE: usize = 256;

/// Every input.
pub fn inputs() -> Vec<Input> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus");
    let read = |path: &Path| fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut inputs = Vec::new();
    for (name, file) in PAGES {
        let bytes = read(&corpus.join(file));
        let gold = read(&corpus.join("gold/clean").join(format!("{}.txt", &file[..3])));
        let want = String::from_utf8(gold).expect("gold is UTF-8");
        // Lost bytes may stay lost, and the repair of a page is another room's business.
        let want = (!matches!(name, "surgery" | "html")).then_some(want);
        inputs.push(Input { name: name.to_owned(), bytes, want, likeness: Likeness::Report });
    }
    let mut add = |name: &str, bytes, likeness| {
        inputs.push(Input { name: name.to_owned(), bytes, want: None, likeness });
    };
    let sentence = "全县关工组织整合发展到297个，提升了61%。";
    add("short", sentence.as_bytes().to_vec(), Likeness::Little);
    let whole =
        ["100", "107", "108"].map(|page| read(&corpus.join(format!("gold/clean/{page}.txt")))).concat();
    add("long", whole.repeat(LONG / whole.len()), Likeness::Report);
    let pinyin = read(&corpus.join(PAGES[2].1));
    add("pinyin-long", pinyin.repeat(LONG / pinyin.len()), Likeness::Report);
    let pieces: Vec<String> = PIECES.iter().map(|piece| piece.repeat(HOSTILE / piece.len()) + "\n").collect();
    add("adversarial", (pieces.concat() + sentence).into_bytes(), Likeness::Little);
    inputs
}

/// Writes the source text and the reading text of every input into a folder.
pub fn write(folder: &Path) {
    let analyzer = Analyzer::builder().text_only(true).build();
    for input in inputs() {
        let report = analyzer.analyze_bytes(&input.bytes).expect("an input is text");
        for (kind, text) in [("source", report.source()), ("text", report.text())] {
            let path = folder.join(format!("{}.{kind}", input.name));
            fs::write(&path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        }
    }
}
