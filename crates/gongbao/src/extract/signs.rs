//! Where the rules have to look: one scan over the text, before all rooms.
//!
//! Nearly every rule begins with a character or a word of a table, and nearly every position of a text begins none of
//! them. So the text is read once, and for each kind of beginning there is a bit for every byte. A room then goes from
//! bit to bit, sixty-four bytes at a time, and passes over what stands between without looking at it. A bit says that
//! something may begin, never too seldom: the rooms look for themselves.

use std::sync::LazyLock;

use gongbao_data::{Opening, Table};

use super::lexis::HAN;
use super::{figures, mechanisms, names, persons, times, unlisted};

/// What may begin at a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// A character that is no Han.
    Mark,
    /// A place, or a body by its name or level.
    Name,
    /// What the name of a body ends in.
    Ending,
    /// What the name of a village ends in.
    Village,
    /// What the names of places end in.
    Level,
    /// A word that ends or carries a name.
    Word,
    /// A noun that is the head of a mechanism, or one that is a mechanism by itself.
    Head,
    /// A numeral phrase that is known.
    Numeral,
    /// A quotation mark.
    Quote,
    /// A plus sign.
    Plus,
    /// A person of public life, or a word that a person's name stands by.
    Person,
    /// A form of address that stands behind a name.
    Address,
    /// A time.
    Time,
    /// A verb that cuts clauses, or an indicator, whose name may hold some.
    Verb,
    /// A word that tells how a figure in its sentence is meant.
    Cue,
    /// A number, or what tells where one stands: quotes and ends of lines.
    Figure,
}

const SIGNS: usize = Sign::Figure as usize + 1;

/// The signs of a text.
#[derive(Clone, Debug)]
pub struct Signs {
    /// For each 64 bytes of the text a word for each sign, its lowest bit for the first byte.
    words: Vec<[u64; SIGNS]>,
    /// The length of the text.
    end: usize,
}

impl Signs {
    /// Reads a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let roles = roles();
        let gate = gongbao_data::place_gate();
        let mut words = vec![[0; SIGNS]; text.len() / 64 + 1];
        let mut set = |at: usize, mut signs: u16| {
            while signs != 0 {
                words[at / 64][signs.trailing_zeros() as usize % SIGNS] |= 1 << (at % 64);
                signs &= signs - 1;
            }
        };
        let mut chars = text.char_indices();
        if let Some((mut at, mut first)) = chars.next() {
            let mut role = roles.of(first);
            for (next, second) in chars.chain([(text.len(), '\0')]) {
                let behind = roles.of(second);
                let mut signs = role.alone;
                let both = role.first & behind.second;
                if both != 0 {
                    signs |= both & roles.pairs[pair(first, second)];
                }
                if role.is_han() && gate.may_begin(Opening::new(first, second)) {
                    signs |= 1 << Sign::Name as u16;
                }
                set(at, signs);
                (at, first, role) = (next, second, behind);
            }
        }
        Self { words, end: text.len() }
    }

    /// Goes from one of some signs to the next.
    pub(super) fn all<const N: usize>(&self, signs: [Sign; N]) -> Cursor<'_, N> {
        let mut cursor = Cursor { signs: self, wanted: signs, found: 0 };
        cursor.found = cursor.seek(0);
        cursor
    }

    /// Where the first of some signs stands, from `at` on and before `end`; `end` if none does.
    #[inline]
    pub(super) fn first<const N: usize>(&self, signs: [Sign; N], at: usize, end: usize) -> usize {
        self.seek(signs, at, end).min(end)
    }

    fn seek<const N: usize>(&self, signs: [Sign; N], at: usize, end: usize) -> usize {
        let mut kept = u64::MAX << (at % 64);
        let words = self.words.get(at / 64..=end / 64).unwrap_or_default();
        for (index, word) in words.iter().enumerate() {
            let bits = signs.iter().fold(0, |bits, &sign| bits | word[sign as usize]) & kept;
            if bits != 0 {
                return (at / 64 + index) * 64 + bits.trailing_zeros() as usize;
            }
            kept = u64::MAX;
        }
        end
    }

    /// Whether a sign stands from `at` to `last`.
    #[inline]
    pub(super) fn near(&self, sign: Sign, at: usize, last: usize) -> bool {
        (at / 64..=last / 64).any(|index| {
            let word = self.words.get(index).map_or(0, |word| word[sign as usize]);
            let from = if index == at / 64 { at % 64 } else { 0 };
            let to = if index == last / 64 { last % 64 } else { 63 };
            word >> from << from << (63 - to) != 0
        })
    }

    /// Whether a sign stands at a position.
    #[inline]
    pub(super) fn has(&self, sign: Sign, at: usize) -> bool {
        self.words.get(at / 64).is_some_and(|word| word[sign as usize] >> (at % 64) & 1 == 1)
    }
}

/// A walk over some signs, always forward.
pub(super) struct Cursor<'s, const N: usize> {
    signs: &'s Signs,
    wanted: [Sign; N],
    /// The next one, as far as it has been asked.
    found: usize,
}

impl<const N: usize> Cursor<'_, N> {
    /// Where the next one stands, from `at` on, which is never before the last time; the end of the text if none does.
    #[inline]
    pub(super) fn next(&mut self, at: usize) -> usize {
        if self.found < at {
            self.found = self.seek(at);
        }
        self.found
    }

    fn seek(&self, at: usize) -> usize {
        let end = self.signs.end;
        if at < end { self.signs.seek(self.wanted, at, end) } else { end }
    }
}

/// What a character may do, a bit for each sign.
#[derive(Clone, Copy, Default)]
struct Role {
    /// It begins a word.
    first: u16,
    /// It is the second character of a word.
    second: u16,
    /// It is a sign by itself, whatever follows.
    alone: u16,
}

/// A character that is no Han: all beyond the basic plane are none to our rules.
const BEYOND: Role = Role { first: 0, second: 0, alone: 1 << Sign::Mark as u16 };

impl Role {
    const fn is_han(self) -> bool {
        self.alone >> Sign::Mark as u16 & 1 == 0
    }
}

/// What characters and pairs of them may begin, as the rooms and their tables say.
pub(super) struct Roles {
    /// Of the characters of the basic plane.
    chars: Vec<Role>,
    /// Of the pairs that begin words, by a hash.
    pairs: Vec<u16>,
}

const PAIRS: u32 = 15;

fn pair(first: char, second: char) -> usize {
    let mixed = (first as u32).wrapping_mul(0x9E37_79B1) ^ (second as u32).wrapping_mul(0x85EB_CA77);
    (mixed.wrapping_mul(0xC2B2_AE35) >> (32 - PAIRS)) as usize
}

impl Roles {
    fn of(&self, c: char) -> Role {
        self.chars.get(c as usize).copied().unwrap_or(BEYOND)
    }

    /// Characters that are a sign by themselves.
    pub(super) fn chars(&mut self, sign: Sign, chars: impl Iterator<Item = char>) {
        for c in chars {
            if let Some(role) = self.chars.get_mut(c as usize) {
                role.alone |= 1 << sign as u16;
            }
        }
    }

    /// Words that are a sign where they stand.
    pub(super) fn words<'w>(&mut self, sign: Sign, words: impl IntoIterator<Item = &'w str>) {
        for word in words {
            let mut chars = word.chars();
            let (Some(first), second) = (chars.next(), chars.next()) else { continue };
            match second {
                Some(second) => self.pair(sign, first, second),
                None => self.chars(sign, [first].into_iter()),
            }
        }
    }

    /// Two characters that are a sign beside each other.
    pub(super) fn pair(&mut self, sign: Sign, first: char, second: char) {
        let bit = 1 << sign as u16;
        self.chars[first as usize].first |= bit;
        self.chars[second as usize].second |= bit;
        self.pairs[pair(first, second)] |= bit;
    }

    /// The words of a table.
    pub(super) fn table(&mut self, sign: Sign, table: &'static Table) {
        self.words(sign, table.rows().map(gongbao_data::Row::key));
    }
}

/// The roles, gathered once.
fn roles() -> &'static Roles {
    static ROLES: LazyLock<Roles> = LazyLock::new(|| {
        let mut roles = Roles { chars: vec![BEYOND; 0x1_0000], pairs: vec![0; 1 << PAIRS] };
        for c in HAN.into_iter().flatten() {
            roles.chars[c as usize] = Role::default();
        }
        names::signs(&mut roles);
        unlisted::signs(&mut roles);
        persons::signs(&mut roles);
        mechanisms::signs(&mut roles);
        times::signs(&mut roles);
        figures::signs(&mut roles);
        roles
    });
    &ROLES
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::lexis::is_han;

    #[test]
    fn bits_stand_where_words_begin() {
        let text = "推进a制度，集安市关工委有3人；".repeat(20);
        let signs = Signs::of(&text);
        let all = |sign| -> Vec<usize> { (0..text.len()).filter(|&at| signs.has(sign, at)).collect() };
        let marks: Vec<usize> = text.char_indices().filter(|(_, c)| !is_han(*c)).map(|(at, _)| at).collect();
        assert_eq!(all(Sign::Mark), marks);
        assert!(all(Sign::Head).contains(&text.find('制').unwrap()));
        assert!(all(Sign::Name).contains(&text.rfind('集').unwrap()));
        let (mut cursor, mut seen) = (signs.all([Sign::Mark, Sign::Figure]), Vec::new());
        let mut at = cursor.next(0);
        while at < text.len() {
            seen.push(at);
            at = cursor.next(at + 1);
        }
        assert_eq!(seen, marks, "a number is a mark, too");
        assert_eq!(signs.all([Sign::Address]).next(0), text.len());
        for (at, last) in [(0, 5), (0, 6), (6, 6), (7, 30), (7, 60), (60, 200)] {
            let stands = marks.iter().any(|mark| (at..=last).contains(mark));
            assert_eq!(signs.near(Sign::Mark, at, last), stands, "{at} {last}");
        }
    }

    #[test]
    fn no_text_is_too_short_or_too_strange() {
        for text in ["", "省", "𠀀", "𠀀市", "\u{FFFF}等"] {
            let signs = Signs::of(text);
            assert_eq!(signs.has(Sign::Name, 0), text == "省", "{text}");
            assert_eq!(signs.all([Sign::Name, Sign::Head]).next(text.len()), text.len());
            assert!(!signs.near(Sign::Word, text.len(), text.len() + 100));
        }
    }
}
