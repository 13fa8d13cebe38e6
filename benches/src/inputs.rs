//! What is read: pages of the corpus, short as they are and long by repetition.

use std::fs;
use std::path::Path;

/// A page and what it shall become.
pub struct Input {
    /// `clean`, `traditional` … and `-long` where the page is repeated.
    pub name: String,
    /// As it came off the web.
    pub bytes: Vec<u8>,
    /// The reading text, where the page can be restored exactly and stands alone.
    pub want: Option<String>,
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
        inputs.push(Input { name: name.to_owned(), bytes, want });
    }
    let clean = read(&corpus.join(PAGES[0].1));
    inputs.push(Input { name: "clean-long".to_owned(), bytes: clean.repeat(LONG / clean.len()), want: None });
    let bytes = read(&corpus.join(PAGES[2].1));
    inputs.push(Input {
        name: "pinyin-long".to_owned(),
        bytes: bytes.repeat(LONG / bytes.len()),
        want: None,
    });
    inputs
}
