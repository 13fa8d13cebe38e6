//! The verbs that cut clauses, as the table of verbs knows them.

use std::sync::LazyLock;

use gongbao_data::Row;

use crate::extract::lexis::{CharSet, Words};

/// What a verb does for the figure behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Its object is counted: 举办.
    Do,
    /// It links what is measured and the number: 达到.
    Reach,
    /// It says that something rose.
    Up,
    /// It says that something fell.
    Down,
    /// It says that something is a part.
    Share,
    /// It says which place something takes.
    Rank,
    /// It only ends a noun phrase.
    Stop,
    /// A function word: it ends a noun phrase and is no action.
    Mark,
}

/// A verb of a clause.
#[derive(Clone, Copy, Debug)]
pub(super) struct Verb {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) class: Class,
    /// Whether it stands inside compound nouns as often as alone.
    pub(super) nominal: bool,
}

/// A row of the table of verbs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// None for a word that only contains a verb: 有关, 主任.
    pub(super) class: Option<Class>,
    /// Whether it stands inside compound nouns as often as alone.
    pub(super) nominal: bool,
    /// Whether it never does.
    pub(super) plain: bool,
}

impl Word {
    /// The word of a row, by the number of the row.
    pub(super) fn of(number: usize) -> Self {
        static WORDS: LazyLock<Vec<Word>> =
            LazyLock::new(|| gongbao_data::verbs().rows().map(Word::read).collect());
        WORDS[number]
    }

    fn read(row: Row<'_>) -> Self {
        let class = match row.column(1) {
            "do" => Some(Class::Do),
            "reach" => Some(Class::Reach),
            "up" => Some(Class::Up),
            "down" => Some(Class::Down),
            "share" => Some(Class::Share),
            "rank" => Some(Class::Rank),
            "stop" => Some(Class::Stop),
            "mark" => Some(Class::Mark),
            _ => None,
        };
        Self { class, nominal: row.column(2) == "n", plain: row.column(2) == "v" }
    }
}

/// Whether what follows a verb makes a noun of it: 化解率, 成交额, 创新型.
pub(super) fn compound(rest: &str) -> bool {
    const NOUNS: CharSet = CharSet::new("率额量值费数者型性力器");
    rest.starts_with(|c| NOUNS.has(c))
}

/// Verbs that name the gift they make.
pub(super) fn gift(verb: &str) -> bool {
    const WORDS: Words = Words::new(&["捐款", "捐物", "捐款捐物", "捐资助学", "结对帮扶"]);
    WORDS.has(verb)
}

/// Verbs of comparison with an object of their own.
pub(super) fn comparative(verb: &str) -> bool {
    const WORDS: Words = Words::new(&["高于", "低于", "快于", "慢于", "高出", "超出"]);
    WORDS.has(verb)
}
