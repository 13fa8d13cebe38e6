//! The words that end or carry a name, and the nouns that are its head.

use std::sync::LazyLock;

use gongbao_data::{Opening, Row, mechanism_heads, mechanism_words};

/// What a word does to a name that is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) enum Role {
    /// A name begins behind it.
    Always,
    /// A name begins behind it, unless too little of it would be left.
    Middle,
    /// A name begins behind it if one would begin with it.
    Lead,
    /// It belongs to whatever it stands in.
    Keep,
}

/// What the words of the boundary table do, in its order.
static ROLES: LazyLock<Vec<Role>> = LazyLock::new(|| {
    let role = |row: Row<'_>| match row.column(1) {
        "always" => Role::Always,
        "middle" => Role::Middle,
        "lead" => Role::Lead,
        _ => Role::Keep,
    };
    mechanism_words().rows().map(role).collect()
});

/// The word of the boundary table that `text` begins with.
pub(in crate::extract) fn word(text: &str) -> Option<(usize, Role)> {
    let (length, number) = mechanism_words().number(text)?;
    Some((length, *ROLES.get(number)?))
}

/// The same for a text whose first two characters begin a word of the table.
#[inline(never)]
pub(in crate::extract) fn word_begun(opening: Opening, text: &str) -> Option<(usize, Role)> {
    let (length, number) = mechanism_words().number_begun(opening, text)?;
    Some((length, *ROLES.get(number)?))
}

/// Where a head noun makes a mechanism.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// Behind any specific modifier.
    Free,
    /// Behind a modifier that marks a campaign.
    Marked,
    /// Behind a quoted name.
    Quoted,
    /// Nowhere: it only tells what a numeral phrase stands for.
    Label,
}

/// A head noun at the beginning of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    /// How many bytes it takes.
    pub(super) length: usize,
    /// Where its last noun begins.
    pub(super) last: usize,
    pub(super) usage: Use,
    /// The least length of its modifier, in characters.
    pub(super) least: usize,
}

/// A noun of the table of heads.
struct Noun {
    usage: Use,
    least: usize,
    /// Whether it ends in 制, which begins other words: 制度, 制造.
    open: bool,
}

/// The nouns of the table of heads, in its order.
static NOUNS: LazyLock<Vec<Noun>> = LazyLock::new(|| {
    let noun = |row: Row<'_>| {
        let usage = match row.column(1) {
            "free" => Use::Free,
            "marked" => Use::Marked,
            "quoted" => Use::Quoted,
            _ => Use::Label,
        };
        Noun { usage, least: row.column(2).parse().unwrap_or(2), open: row.key().ends_with('制') }
    };
    mechanism_heads().rows().map(noun).collect()
});

/// The head noun that `text` begins with. Of nouns that follow on one another the last counts: 制度体系 is a 体系.
pub(super) fn head(text: &str) -> Option<Head> {
    let mut total = 0;
    let mut last: Option<Head> = None;
    while let Some((length, number)) = mechanism_heads().number(&text[total..]) {
        let &Noun { usage, least, open } = NOUNS.get(number)?;
        // 制度化, 活动室, 长制度: the noun is a part of another word.
        if let Some((longer, Role::Keep)) = word(&text[total..])
            && longer > length
        {
            break;
        }
        if open && text[total + length..].starts_with(['度', '造', '定', '约', '作', '订', '裁', '止'])
        {
            break;
        }
        // 工作机制, 目标责任制: a label is a part of the modifier.
        if last.is_some_and(|last| last.usage == Use::Label) && usage != Use::Label {
            return None;
        }
        last = Some(Head { length: total + length, last: total, usage, least });
        total += length;
    }
    last
}
