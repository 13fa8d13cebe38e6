//! Where the rules have to look: one scan over the text, before all rooms.
//!
//! Nearly every rule begins with a character or a word of a table, and most positions of a text begin none of them. So
//! the text is read once, and what may begin at a position is kept as the bits of one number, where there is anything.
//! A room then goes from one position to the next that may concern it, and passes over what stands between without
//! looking at it. A bit says that something may begin, never too seldom: the rooms look for themselves. Only the words
//! that part names are looked up at once, because nearly every room asks for them.

use std::ops::Range;
use std::sync::LazyLock;

use gongbao_data::{Table, mix};

use super::lexis::HAN;
use super::mechanisms::{self, Role as Part};
use super::{figures, names, persons, times, unlisted};

/// What may begin at a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// A character that is no Han.
    Mark,
    /// A place by its name.
    Place,
    /// A body by its name or level, or a level.
    Name,
    /// What the name of a body ends in.
    Ending,
    /// What the name of a village ends in.
    Village,
    /// What the names of places end in.
    Level,
    /// A word that ends or carries a name; this one is certain.
    Word,
    /// A noun that is the head of a mechanism, or one that is a mechanism by itself.
    Head,
    /// A numeral phrase that is known.
    Numeral,
    /// A quotation mark or a plus sign.
    Quote,
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

/// Signs, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mask(u16);

impl Mask {
    /// Of some signs.
    const fn of<const N: usize>(signs: [Sign; N]) -> Self {
        let (mut bits, mut index) = (0, 0);
        while index < N {
            bits |= bit(signs[index]);
            index += 1;
        }
        Self(bits)
    }

    /// Whether a sign is among them.
    #[inline]
    pub(super) const fn has(self, sign: Sign) -> bool {
        self.0 & bit(sign) != 0
    }

    const fn has_any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

const fn bit(sign: Sign) -> u16 {
    1 << sign as u16
}

/// The signs of a text.
#[derive(Clone, Debug)]
pub struct Signs {
    blocks: Vec<Block>,
    /// The signs of the positions that have some, in text order.
    masks: Vec<Mask>,
    /// For each of them the word that begins there.
    words: Vec<Word>,
    /// The length of the text.
    end: usize,
}

/// Sixty-four bytes of the text.
#[derive(Clone, Copy, Debug, Default)]
struct Block {
    /// The positions that have signs, the lowest bit for the first byte.
    some: u64,
    /// How many have some before the block.
    before: u32,
    /// All signs in the block.
    all: Mask,
}

/// A word that parts names, by its length in bytes and what it does; 0 for none.
#[derive(Clone, Copy, Debug, Default)]
struct Word(u8);

impl Word {
    fn of(word: Option<(usize, Part)>) -> Self {
        match word {
            Some((length @ 1..64, part)) => Self((part as u8) << 6 | length as u8),
            _ => Self(0),
        }
    }

    fn get(self) -> Option<(usize, Part)> {
        const PARTS: [Part; 4] = [Part::Always, Part::Middle, Part::Lead, Part::Keep];
        (self.0 != 0).then(|| (usize::from(self.0 & 63), PARTS[usize::from(self.0 >> 6)]))
    }
}

impl Signs {
    /// Reads a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let roles = roles();
        let end = text.len();
        let mut blocks = Vec::with_capacity(end / 64 + 1);
        let (mut masks, mut words) = (Vec::with_capacity(end / 6), Vec::with_capacity(end / 6));
        let mut rest = text.chars();
        let (mut at, mut here) = (0, roles.read(rest.next()));
        for limit in (1..=end / 64 + 1).map(|number| number * 64) {
            let mut block = Block { before: masks.len() as u32, ..Block::default() };
            while at < limit.min(end) {
                let behind = end - rest.as_str().len();
                let next = roles.read(rest.next());
                let mut mask = roles.signs(here, next);
                let mut word = Word::default();
                if mask.has(Sign::Word) {
                    word = Word::of(mechanisms::word_begun(&text[at..]));
                    mask.0 &= !(bit(Sign::Word) * u16::from(word.0 == 0));
                }
                if mask != Mask::default() {
                    block.some |= 1 << (at % 64);
                    block.all.0 |= mask.0;
                    masks.push(mask);
                    words.push(word);
                }
                (at, here) = (behind, next);
            }
            blocks.push(block);
        }
        Self { blocks, masks, words, end }
    }

    /// Goes from one of some signs to the next.
    pub(super) fn all<const N: usize>(&self, signs: [Sign; N]) -> Cursor<'_> {
        let (wanted, first) = (Mask::of(signs), self.blocks[0]);
        let mut cursor = Cursor {
            signs: self,
            wanted,
            block: 0,
            left: first.some,
            index: 0,
            found: 0,
            mask: Mask::default(),
        };
        cursor.step();
        cursor
    }

    /// Where some signs stand in a range, and all that stand there.
    #[inline]
    pub(super) fn within<const N: usize>(
        &self,
        signs: [Sign; N],
        range: Range<usize>,
    ) -> impl Iterator<Item = (usize, Mask)> + use<'_, N> {
        let wanted = Mask::of(signs);
        let (mut index, mut left) = self.from(range.start);
        let mut number = range.start / 64;
        std::iter::from_fn(move || {
            loop {
                while left != 0 {
                    let at = number * 64 + left.trailing_zeros() as usize;
                    let mask = self.masks[index];
                    left &= left - 1;
                    index += 1;
                    if mask.has_any(wanted) {
                        return (at < range.end).then_some((at, mask));
                    }
                }
                number += 1;
                let block = self.blocks.get(number).filter(|_| number * 64 < range.end)?;
                (index, left) = (block.before as usize, block.some);
            }
        })
    }

    /// The signs at a position.
    #[inline]
    pub(super) fn at(&self, at: usize) -> Mask {
        let (index, left) = self.from(at);
        if left >> (at % 64) & 1 == 1 { self.masks[index] } else { Mask::default() }
    }

    /// Whether a sign stands at a position.
    #[inline]
    pub(super) fn has(&self, sign: Sign, at: usize) -> bool {
        self.at(at).has(sign)
    }

    /// The word that begins at a position: its length and what it does to a name.
    #[inline]
    pub(super) fn word(&self, at: usize) -> Option<(usize, Part)> {
        let (index, left) = self.from(at);
        if left >> (at % 64) & 1 == 1 { self.words[index].get() } else { None }
    }

    /// How many positions have signs before `at`, and which ones have some from there to the end of its block.
    #[inline]
    fn from(&self, at: usize) -> (usize, u64) {
        let Some(block) = self.blocks.get(at / 64) else { return (self.masks.len(), 0) };
        let behind = u64::MAX << (at % 64);
        (block.before as usize + (block.some & !behind).count_ones() as usize, block.some & behind)
    }
}

/// A walk over some signs, always forward.
pub(super) struct Cursor<'s> {
    signs: &'s Signs,
    wanted: Mask,
    /// The block at hand, and its positions that lie ahead.
    block: usize,
    left: u64,
    /// How many positions have signs before these.
    index: usize,
    /// Where one of the wanted signs stands, and all that stand there.
    found: usize,
    mask: Mask,
}

impl Cursor<'_> {
    /// Where the next one stands, from `at` on, which is never before the last time; the end of the text if none does.
    #[inline]
    pub(super) fn next(&mut self, at: usize) -> usize {
        let at = at.min(self.signs.end);
        while self.found < at {
            self.step();
        }
        self.found
    }

    /// The signs where the last one was found.
    #[inline]
    pub(super) fn mask(&self) -> Mask {
        self.mask
    }

    /// The word that begins where the last one was found: its length and what it does to a name.
    #[inline]
    pub(super) fn word(&self) -> Option<(usize, Part)> {
        self.signs.words[self.index - 1].get()
    }

    fn step(&mut self) {
        loop {
            while self.left != 0 {
                let at = self.block * 64 + self.left.trailing_zeros() as usize;
                let mask = self.signs.masks[self.index];
                self.left &= self.left - 1;
                self.index += 1;
                if mask.has_any(self.wanted) {
                    (self.found, self.mask) = (at, mask);
                    return;
                }
            }
            let rest = self.signs.blocks.get(self.block + 1..).unwrap_or_default();
            let Some(ahead) = rest.iter().position(|block| block.all.has_any(self.wanted)) else {
                (self.found, self.mask) = (self.signs.end, Mask::default());
                return;
            };
            self.block += 1 + ahead;
            (self.left, self.index) = (rest[ahead].some, rest[ahead].before as usize);
        }
    }
}

/// What a character may do, a bit for each sign: begin a word, be the second character of one, or be a sign by itself.
/// A character of which nothing is known is no Han.
#[derive(Clone, Copy, Default)]
struct Role(u64);

impl Role {
    const HAN: Self = Self(NOT_HAN << ALONE);

    #[inline]
    const fn first(self) -> u16 {
        self.0 as u16
    }

    #[inline]
    const fn second(self) -> u16 {
        (self.0 >> SECOND) as u16
    }

    #[inline]
    const fn alone(self) -> u16 {
        (self.0 >> ALONE) as u16 ^ NOT_HAN as u16
    }
}

/// Where the bits of the second character and of signs alone stand in a role.
const SECOND: u32 = 16;
const ALONE: u32 = 32;
/// The mark is kept turned round, so that nothing has to be stored for most characters.
const NOT_HAN: u64 = bit(Sign::Mark) as u64;

/// A character as it is read.
#[derive(Clone, Copy)]
struct Char {
    code: u32,
    role: Role,
}

/// What characters and pairs of them may begin, as the rooms and their tables say.
pub(super) struct Roles {
    /// Of the characters of the basic plane.
    chars: Vec<Role>,
    /// Of the pairs that begin words, by a hash.
    pairs: Vec<u16>,
}

/// How many bits of the hash choose a pair.
const PAIRS: u32 = 15;

impl Roles {
    /// Of characters that begin nothing.
    fn new() -> Self {
        let mut roles = Self { chars: vec![Role(0); 0x1_0000], pairs: vec![0; 1 << PAIRS] };
        for range in HAN {
            roles.chars[*range.start() as usize..=*range.end() as usize].fill(Role::HAN);
        }
        roles
    }

    /// What is known of a character. Those beyond the basic plane are none to our rules.
    #[inline]
    fn read(&self, c: Option<char>) -> Char {
        let code = c.map_or(0, u32::from);
        Char { code, role: self.chars.get(code as usize).copied().unwrap_or_default() }
    }

    /// The signs of a character before another.
    #[inline]
    fn signs(&self, here: Char, next: Char) -> Mask {
        let mut signs = here.role.alone();
        let both = here.role.first() & next.role.second();
        if both != 0 {
            let mixed = mix(here.code, next.code);
            signs |= both & self.pairs[(mixed >> (32 - PAIRS)) as usize];
            if both & bit(Sign::Place) != 0 && gongbao_data::place_gate().may_begin(mixed) {
                signs |= bit(Sign::Place);
            }
        }
        Mask(signs)
    }

    fn add(&mut self, c: char, shift: u32, sign: Sign) {
        if let Some(role) = self.chars.get_mut(c as usize) {
            role.0 |= u64::from(bit(sign)) << shift;
        }
    }

    /// Characters that are a sign by themselves.
    pub(super) fn chars(&mut self, sign: Sign, chars: impl Iterator<Item = char>) {
        chars.for_each(|c| self.add(c, ALONE, sign));
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
        self.add(first, 0, sign);
        self.add(second, SECOND, sign);
        self.pairs[(mix(first as u32, second as u32) >> (32 - PAIRS)) as usize] |= bit(sign);
    }

    /// The words of a table.
    pub(super) fn table(&mut self, sign: Sign, table: &'static Table) {
        self.words(sign, table.rows().map(gongbao_data::Row::key));
    }

    /// What the names of places begin with: the gate knows their pairs.
    fn places(&mut self) {
        let gate = gongbao_data::place_gate();
        gate.firsts().for_each(|c| self.add(c, 0, Sign::Place));
        gate.seconds().for_each(|c| self.add(c, SECOND, Sign::Place));
    }
}

/// The roles, gathered once.
fn roles() -> &'static Roles {
    static ROLES: LazyLock<Roles> = LazyLock::new(|| {
        let mut roles = Roles::new();
        roles.places();
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
        assert!(all(Sign::Place).contains(&text.rfind('集').unwrap()));
        let (mut cursor, mut seen) = (signs.all([Sign::Mark, Sign::Figure]), Vec::new());
        let mut at = cursor.next(0);
        while at < text.len() {
            seen.push(at);
            at = cursor.next(at + 1);
        }
        assert_eq!(seen, marks, "a number is a mark, too");
        assert_eq!(signs.all([Sign::Address]).next(0), text.len());
        for (from, to) in [(0, 5), (0, 6), (6, 6), (7, 30), (7, 60), (60, 200), (130, text.len())] {
            let stand = marks.iter().copied().filter(|mark| (from..to).contains(mark));
            let seen = signs.within([Sign::Mark], from..to);
            assert!(stand.eq(seen.map(|(at, _)| at)), "{from} {to}");
        }
        let mut words = signs.all([Sign::Word]);
        let mut at = words.next(0);
        while at < text.len() {
            assert_eq!((words.word(), words.mask()), (mechanisms::word(&text[at..]), signs.at(at)));
            assert!(words.word().is_some());
            at = words.next(at + 1);
        }
    }

    #[test]
    fn no_text_is_too_short_or_too_strange() {
        for text in ["", "省", "𠀀", "𠀀市", "\u{FFFF}等"] {
            let signs = Signs::of(text);
            assert_eq!(signs.has(Sign::Name, 0), text == "省", "{text}");
            assert_eq!(signs.all([Sign::Name, Sign::Head]).next(text.len()), text.len());
            assert_eq!(signs.all([Sign::Mark]).next(text.len() + 100), text.len());
            assert_eq!(signs.within([Sign::Mark], text.len()..text.len() + 100).next(), None);
        }
    }
}
