//! Lexicons that users bring: words, mechanisms, organisations, places, persons and indicators of their own.
//!
//! A lexicon is a TOML file (or the same as JSON, or in Python a dict):
//!
//! ```toml
//! words = ["四点半课堂", { name = "双减", tag = "n" }]
//! persons = ["谭守拙"]
//!
//! [[mechanisms]]
//! name = "八抓八强"
//! pattern = "numeral"                  # lead, pair, numeral or named; by the parts, else named
//! parts = ["抓组织强堡垒", "抓队伍强素质"] # or { driver, driven }, or { left, right }
//! variants = ["“八抓”“八强”"]           # other ways to write it; they share the name
//!
//! [[organisations]]
//! name = "砚川县关心下一代工作委员会"
//! short = ["砚川关工"]                  # they are resolved to the name
//! level = "county"
//! place = "砚川县"
//!
//! [[places]]
//! name = "砚川县"
//! code = "990101"
//! level = "county"
//! parent = "岚江省"
//!
//! [indicators]
//! "经济总量" = "地区生产总值"           # synonym = canonical name
//! ```
//!
//! It is read strictly: what is not understood is a [`LexiconError`] with file and line, and nothing is skipped.
//! An entry always has an effect: where it and a rule of this library disagree, the entry wins, and the rule of the fact
//! ends in `/lexicon`. The longest entry wins over shorter ones. Two things stay as they are for all facts: what
//! stands inside a citation's title is no name of its own, and a place at the head of a body's name is the body's place.
//!
//! # What it does not do
//! It takes nothing away: what this library finds by its own rules elsewhere in the text stays.

mod entries;
mod node;

use std::fmt;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use gongbao_data::{Row, Table};

pub(crate) use entries::Entries;
use node::{At, Node};

use crate::script::{Converter, Variety};

/// Entries of a user's own. Immutable; clones share it.
///
/// ```
/// use gongbao::{Analyzer, Lexicon};
///
/// let lexicon = Lexicon::from_toml("persons = ['谭守拙']", "people.toml")?;
/// let analyzer = Analyzer::builder().lexicon(lexicon).build();
/// let report = analyzer.analyze("谭守拙三十年如一日。").expect("a short text");
/// assert_eq!(report.facts()[0].rule, "person/lexicon");
/// # Ok::<(), gongbao::LexiconError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Lexicon(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    entries: Entries,
    names: Index,
    mechanisms: Index,
    words: Index,
    indicators: Index,
}

/// Why a lexicon could not be read: in which file and line, and what is wrong there.
#[derive(Debug)]
pub struct LexiconError {
    file: String,
    at: Option<At>,
    message: String,
}

impl LexiconError {
    /// The file, or what stands for it.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, counted from 1; none for what was no file, or could not be opened.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        match self.at {
            Some(At::Line(line)) => Some(line),
            _ => None,
        }
    }
}

impl fmt::Display for LexiconError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.at {
            Some(at) => write!(f, "{}:{at}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for LexiconError {}

impl PartialEq for Lexicon {
    fn eq(&self, other: &Self) -> bool {
        self.0.entries == other.0.entries
    }
}

impl Eq for Lexicon {}

impl Lexicon {
    /// Reads a file of TOML.
    ///
    /// # Errors
    /// If the file cannot be read, or a line of it is wrong.
    pub fn from_path(path: impl AsRef<Path>) -> Result<Self, LexiconError> {
        let file = path.as_ref().display().to_string();
        match fs::read_to_string(path) {
            Ok(text) => Self::from_toml(&text, &file),
            Err(error) => Err(LexiconError { file, at: None, message: error.to_string() }),
        }
    }

    /// Reads TOML; `file` names it in errors.
    ///
    /// # Errors
    /// If a line is wrong.
    pub fn from_toml(text: &str, file: &str) -> Result<Self, LexiconError> {
        Self::of(node::of_toml(text.strip_prefix('\u{FEFF}').unwrap_or(text)), file)
    }

    /// Reads JSON with the same kinds and fields; `file` names it in errors.
    ///
    /// # Errors
    /// If an entry is wrong; the error says which.
    pub fn from_json(text: &str, file: &str) -> Result<Self, LexiconError> {
        Self::of(node::of_json(text), file)
    }

    fn of(tree: Result<Node, node::Broken>, file: &str) -> Result<Self, LexiconError> {
        tree.and_then(entries::read).map(Self::compile).map_err(|(at, message)| LexiconError {
            file: file.to_owned(),
            at: Some(at),
            message,
        })
    }

    /// The entries of both; where they say different things of one text, `other` wins.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let mut entries = self.0.entries.clone();
        let more = other.0.entries.clone();
        entries.words.extend(more.words);
        entries.mechanisms.extend(more.mechanisms);
        entries.organisations.extend(more.organisations);
        entries.places.extend(more.places);
        entries.persons.extend(more.persons);
        entries.indicators.extend(more.indicators);
        Self::compile(entries)
    }

    /// The lexicon as JSON that [`Lexicon::from_json`] reads.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.0.entries).expect("entries have no key that JSON cannot hold")
    }

    /// Whether it has no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.entries == Entries::default()
    }

    pub(crate) fn entries(&self) -> &Entries {
        &self.0.entries
    }

    /// Organisations, places and persons.
    pub(crate) fn names(&self) -> &Index {
        &self.0.names
    }

    pub(crate) fn mechanisms(&self) -> &Index {
        &self.0.mechanisms
    }

    /// Everything, as words that are never cut.
    pub(crate) fn words(&self) -> &Index {
        &self.0.words
    }

    pub(crate) fn indicators(&self) -> &Index {
        &self.0.indicators
    }

    fn compile(entries: Entries) -> Self {
        let (mut names, mut mechanisms, mut words, mut indicators) = <(Keys, Keys, Keys, Keys)>::default();
        let mut add = |keys: &mut Keys, kind: &'static str, tag: &str, index: usize, text: &str| {
            keys.add(text, &format!("{kind}\t{index}"));
            words.add(text, tag);
        };
        for (index, entry) in entries.organisations.iter().enumerate() {
            for text in std::iter::once(&entry.name).chain(&entry.short) {
                add(&mut names, "organisation", "nt", index, text);
            }
        }
        for (index, entry) in entries.places.iter().enumerate() {
            for text in std::iter::once(&entry.name).chain(&entry.short) {
                add(&mut names, "place", "ns", index, text);
            }
        }
        for (index, entry) in entries.persons.iter().enumerate() {
            add(&mut names, "person", "nr", index, &entry.name);
        }
        for (index, entry) in entries.mechanisms.iter().enumerate() {
            for text in std::iter::once(&entry.name).chain(&entry.variants) {
                add(&mut mechanisms, "mechanism", "nz", index, text);
            }
        }
        for (index, entry) in entries.indicators.iter().enumerate() {
            for text in std::iter::once(&entry.name).chain(&entry.synonyms) {
                add(&mut indicators, "indicator", "n", index, text);
            }
        }
        for entry in &entries.words {
            words.add(&entry.name, &entry.tag);
        }
        let inner = Inner {
            names: names.index(),
            mechanisms: mechanisms.index(),
            words: words.index(),
            indicators: indicators.index(),
            entries,
        };
        Self(Arc::new(inner))
    }
}

/// The texts of a kind and what stands behind each, before they are an index.
#[derive(Default)]
struct Keys(std::collections::BTreeMap<String, String>);

impl Keys {
    /// Adds a text as it is and as a reading text would write it.
    fn add(&mut self, text: &str, columns: &str) {
        self.0.insert(text.to_owned(), columns.to_owned());
        let simplified = Converter::new(Variety::Traditional, Variety::Simplified).convert(text);
        if simplified != text {
            self.0.entry(simplified.into_owned()).or_insert_with(|| columns.to_owned());
        }
    }

    fn index(self) -> Index {
        if self.0.is_empty() {
            return Index::default();
        }
        let rows: String = self.0.iter().map(|(key, columns)| format!("{key}\t{columns}\n")).collect();
        Index(Some(Table::parse(&rows).expect("every key is there once, and none is empty")))
    }
}

/// The texts of a kind, found by the longest that stands at a place.
#[derive(Default)]
pub(crate) struct Index(Option<Table>);

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Index").field(&self.0.as_ref().map_or(0, Table::len)).finish()
    }
}

impl Index {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    pub(crate) fn get(&self, text: &str) -> Option<Row<'_>> {
        self.0.as_ref()?.get(text)
    }

    /// The entries that stand in a text, from the left, the longest at each place, without overlap.
    pub(crate) fn scan<'i>(&'i self, text: &str) -> Vec<(usize, usize, Row<'i>)> {
        let Some(table) = &self.0 else { return Vec::new() };
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            match table.longest(&text[at..]).filter(|(length, _)| is_whole(text, at, at + length)) {
                Some((length, row)) => {
                    found.push((at, at + length, row));
                    at += length;
                }
                None => at += c.len_utf8(),
            }
        }
        found
    }
}

/// Whether a match is not cut out of a longer word of letters and digits.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let own = &text[start..end];
    !(ascii(own.chars().next()) && ascii(text[..start].chars().next_back())
        || ascii(own.chars().next_back()) && ascii(text[end..].chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Analyzer, Kind};

    fn analyzer(toml: &str) -> Analyzer {
        Analyzer::builder().lexicon(Lexicon::from_toml(toml, "own.toml").unwrap()).words(true).build()
    }

    fn wrong(toml: &str) -> String {
        Lexicon::from_toml(toml, "own.toml").unwrap_err().to_string()
    }

    /// Kind, text and rule of every fact but times.
    fn seen(toml: &str, text: &str) -> Vec<String> {
        let report = analyzer(toml).analyze(text).unwrap();
        report
            .facts()
            .iter()
            .filter(|fact| fact.kind() != Kind::Time)
            .map(|fact| format!("{} {}", fact.span.of(report.text()), fact.rule))
            .collect()
    }

    #[test]
    fn a_bad_line_is_named() {
        assert_eq!(
            wrong("words = ['甲乙']\n[[mechanism]]\nname = '甲'\n"),
            "own.toml:2: there is no kind mechanism; the kinds are words, mechanisms, organisations, places, persons, indicators"
        );
        assert_eq!(
            wrong("[[places]]\nname = '砚川县'\n\n[[places]]\nname = '鹿泽区'\nlevl = 'county'\n"),
            "own.toml:6: an entry of places has no field levl"
        );
        assert_eq!(wrong("words = [\n'甲乙',\n'丙丁',\n'甲乙']"), "own.toml:4: 甲乙 stands in line 2, too");
        assert!(
            wrong("[[places]]\nlevel = 'county'\n").starts_with("own.toml:1: an entry has to have a name")
        );
        assert!(
            wrong("[[places]]\nname = '甲县'\ncode = '12'\n").starts_with("own.toml:3: \"12\" is no code")
        );
        assert!(wrong("words = [1]").starts_with("own.toml:1: a number stands where a name"));
        assert!(wrong("words = ['甲'").starts_with("own.toml:1: "));
        assert!(
            wrong("[[mechanisms]]\nname='甲'\npattern='lead'\nparts=['乙']\n")
                .contains("not those of the pattern lead")
        );
    }

    #[test]
    fn json_says_where_by_a_path() {
        let error =
            Lexicon::from_json(r#"{"places": ["甲县", {"level": "county"}]}"#, "lexicon").unwrap_err();
        assert_eq!(error.to_string(), "lexicon:places[1]: an entry has to have a name");
        assert_eq!(error.line(), None);
    }

    #[test]
    fn json_and_back() {
        let toml = "words = ['甲乙']\n[[mechanisms]]\nname = '甲带乙'\nparts = { driver = '甲', driven = '乙' }\n[indicators]\n'总量' = '地区生产总值'\n";
        let lexicon = Lexicon::from_toml(toml, "own.toml").unwrap();
        assert_eq!(Lexicon::from_json(&lexicon.to_json(), "json").unwrap(), lexicon);
    }

    #[test]
    fn entries_win_over_refusals() {
        assert_eq!(seen("mechanisms = ['独角戏']", "变“独角戏”为“大合唱”。"), ["独角戏 mechanism/lexicon"]);
        assert_eq!(seen("places = ['蔬菜区']", "走进蔬菜区看看。"), ["蔬菜区 place/lexicon"]);
        assert_eq!(
            seen("organisations = ['阳光之家']", "在市阳光之家座谈。"),
            ["阳光之家 organisation/lexicon"]
        );
        assert_eq!(seen("persons = ['高度']", "书记高度重视。"), ["高度 person/lexicon"]);
        assert_eq!(seen("places = ['硯川縣']", "在砚川县座谈。"), ["砚川县 place/lexicon"]);
    }

    #[test]
    fn a_place_makes_the_bodies_named_after_it() {
        assert_eq!(
            seen("places = ['蔬菜县']", "蔬菜县关工委在通化市蔬菜县调研。"),
            ["蔬菜县关工委 organisation/placed", "通化市蔬菜县 place/lexicon"]
        );
    }

    #[test]
    fn short_forms_are_resolved() {
        let report = analyzer(
            "[[organisations]]\nname = '砚川县关工委'\nshort = ['砚关']\nlevel = 'county'\n[[mechanisms]]\nname = '八抓八强'\npattern = 'numeral'\nparts = ['甲', '乙']\nvariants = ['八抓']\n[indicators]\n'经济盘子' = '地区生产总值'\n",
        )
        .analyze("砚关开展八抓。全县经济盘子达到120亿元。")
        .unwrap();
        let json = report.to_json();
        for part in [
            r#""text":"砚关""#,
            r#""name":"砚川县关工委""#,
            r#""name":"八抓八强""#,
            r#""parts":["甲","乙"]"#,
            r#""indicator":"地区生产总值""#,
            r#""rule":"figure/lexicon""#,
        ] {
            assert!(json.contains(part), "{part} is not in {json}");
        }
    }

    #[test]
    fn entries_are_words_and_part_of_the_fingerprint() {
        let analyzer = analyzer("words = [{ name = '课堂四点', tag = 'nx' }]");
        let report = analyzer.analyze("这课堂四点半开。").unwrap();
        let words: Vec<_> = report.words().unwrap().iter().map(|word| word.span.of(report.text())).collect();
        assert!(words.contains(&"课堂四点"), "{words:?}");
        let plain = Analyzer::builder().words(true).build();
        assert_ne!(analyzer.fingerprint(), plain.fingerprint());
        let empty = Analyzer::builder().words(true).lexicon(Lexicon::default()).build();
        assert_eq!(empty.fingerprint(), plain.fingerprint());
    }
}
