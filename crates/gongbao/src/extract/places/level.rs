//! Levels of administration, and what the code of a division says of it.

use gongbao_data::place_names;

/// A level of administration, the highest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::extract) enum Level {
    Province,
    Prefecture,
    County,
    Township,
    Village,
}

impl Level {
    pub(in crate::extract) const fn as_str(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::Prefecture => "prefecture",
            Self::County => "county",
            Self::Township => "township",
            Self::Village => "village",
        }
    }

    /// The next lower level.
    pub(super) const fn below(self) -> Self {
        match self {
            Self::Province => Self::Prefecture,
            Self::Prefecture => Self::County,
            Self::County => Self::Township,
            Self::Township | Self::Village => Self::Village,
        }
    }

    /// The level of a word of the model.
    pub(super) fn of_word(word: &str) -> Option<Self> {
        [Self::Province, Self::Prefecture, Self::County, Self::Township, Self::Village]
            .into_iter()
            .find(|level| level.as_str() == word)
    }

    /// The level that the last character of a name says.
    pub(in crate::extract) fn of_ending(name: &str) -> Option<Self> {
        if name.ends_with("街道") {
            return Some(Self::Township);
        }
        if name.ends_with("社区") {
            return Some(Self::Village);
        }
        match name.chars().next_back()? {
            '省' => Some(Self::Province),
            '市' | '州' | '盟' => Some(Self::Prefecture),
            '县' | '区' | '旗' => Some(Self::County),
            '镇' | '乡' => Some(Self::Township),
            '村' => Some(Self::Village),
            _ => None,
        }
    }

    pub(in crate::extract) fn of_code(code: &str) -> Self {
        match code.len() {
            6 if code.ends_with("0000") => Self::Province,
            6 if code.ends_with("00") => Self::Prefecture,
            6 => Self::County,
            _ => Self::Township,
        }
    }
}

/// The full name of the place of a code.
pub(super) fn name_of(code: &str) -> Option<&'static str> {
    place_names().get(code).map(|row| row.column(1))
}

/// The name of the place above one.
pub(in crate::extract) fn parent(code: &str) -> Option<&'static str> {
    let above = |kept: usize| {
        let mut above = code.get(..kept)?.to_owned();
        above.extend(std::iter::repeat_n('0', 6 - kept));
        name_of(&above).filter(|_| above != code)
    };
    match Level::of_code(code) {
        Level::Village | Level::Township => name_of(code.get(..6)?),
        Level::County => above(4).or_else(|| above(2)),
        Level::Prefecture => above(2),
        Level::Province => None,
    }
}

/// Whether the place of a code lies in another.
pub(super) fn within(code: &str, above: &str) -> bool {
    let kept = match Level::of_code(above) {
        Level::Province => 2,
        Level::Prefecture => 4,
        _ => 6,
    };
    code != above && code.get(..kept) == above.get(..kept)
}
