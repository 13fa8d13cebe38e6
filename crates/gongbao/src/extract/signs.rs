//! Where the rules have to look: one scan over the text, before all rooms.
//!
//! Nearly every rule begins with a character or a word of a table, and most positions of a text begin none of them. So
//! the text is read once, and what may begin at a position is kept as the bits of one number, where there is anything.
//! A room then goes from one position to the next that may concern it, and passes over what stands between without
//! looking at it. A bit says that something may begin, never too seldom: the rooms look for themselves. Only the words
//! that part names are looked up at once, because nearly every room asks for them.

use std::ops::Range;
use std::sync::LazyLock;

use gongbao_data::{Opening, Row, Table, mix};

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
    /// A numeral phrase that is known, or what a phrase of a driver and what it drives begins with or holds.
    Phrase,
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
    /// The signs of each byte: most have none.
    masks: Vec<Mask>,
    /// The word that begins at each byte.
    words: Vec<Word>,
}

/// Sixty-four bytes of the text.
#[derive(Clone, Copy, Debug, Default)]
struct Block {
    /// The positions that have signs, the lowest bit for the first byte, and those that have rare ones.
    some: u64,
    rare: u64,
    /// All signs in the block.
    all: Mask,
}

/// Signs that are looked for alone and stand at few positions.
const RARE: Mask = Mask::of([
    Sign::Village,
    Sign::Level,
    Sign::Phrase,
    Sign::Quote,
    Sign::Person,
    Sign::Address,
    Sign::Time,
    Sign::Figure,
]);

impl Block {
    /// Where some signs may stand.
    #[inline]
    const fn positions(&self, wanted: Mask) -> u64 {
        if !self.all.has_any(wanted) {
            0
        } else if wanted.0 & !RARE.0 == 0 {
            self.rare
        } else {
            self.some
        }
    }
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
        let mut signs = Self {
            blocks: vec![Block::default(); text.len() / 64 + 1],
            masks: vec![Mask::default(); text.len()],
            words: vec![Word::default(); text.len()],
        };
        // The text from the next character on.
        let mut rest = text.as_bytes();
        let (mut at, mut here) = (0, roles.read(text, &mut rest));
        for (block, limit) in signs.blocks.iter_mut().zip(1..) {
            let limit = text.len().min(limit * 64);
            while at < limit {
                let behind = text.len() - rest.len();
                let next = roles.read(text, &mut rest);
                let (alone, pair) = (here.role.alone ^ NOT_HAN, roles.begun(here, next));
                let mut mask = Mask(alone | pair);
                if mask.has(Sign::Word) {
                    // A word of two characters or more comes before one of a single character.
                    let longer = Mask(pair).has(Sign::Word);
                    let begun = || {
                        mechanisms::word_begun(
                            Opening::of_codes(here.code.into(), next.code.into()),
                            &text[at..],
                        )
                    };
                    let word = if longer { Word::of(begun()) } else { here.role.word };
                    mask.0 &= !(bit(Sign::Word) * u16::from(word.0 == 0));
                    signs.words[at] = word;
                }
                if mask != Mask::default() {
                    signs.masks[at] = mask;
                    let bit = 1 << (at % 64);
                    block.some |= bit;
                    block.rare |= bit * u64::from(mask.has_any(RARE));
                    block.all.0 |= mask.0;
                }
                (at, here) = (behind, next);
            }
        }
        signs
    }

    /// Goes from one of some signs to the next.
    pub(super) fn all<const N: usize>(&self, signs: [Sign; N]) -> Cursor<'_> {
        let (wanted, blocks) = (Mask::of(signs), &self.blocks[..]);
        let left = blocks.first().map_or(0, |block| block.positions(wanted));
        let (masks, words) = (&self.masks[..], &self.words[..]);
        let mut cursor =
            Cursor { blocks, masks, words, wanted, block: 0, left, found: 0, mask: Mask::default() };
        cursor.find(0);
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
        let mut number = range.start / 64;
        let first = self.blocks.get(number).map_or(0, |block| block.positions(wanted));
        let mut left = first & u64::MAX << (range.start % 64);
        std::iter::from_fn(move || {
            loop {
                while left != 0 {
                    let at = number * 64 + left.trailing_zeros() as usize;
                    left &= left - 1;
                    let mask = self.at(at);
                    if mask.has_any(wanted) {
                        return (at < range.end).then_some((at, mask));
                    }
                }
                number += 1;
                left = self.blocks.get(number).filter(|_| number * 64 < range.end)?.positions(wanted);
            }
        })
    }

    /// The signs at a position.
    #[inline]
    pub(super) fn at(&self, at: usize) -> Mask {
        self.masks.get(at).copied().unwrap_or_default()
    }

    /// Whether a sign stands at a position.
    #[inline]
    pub(super) fn has(&self, sign: Sign, at: usize) -> bool {
        self.at(at).has(sign)
    }

    /// The word that begins at a position: its length and what it does to a name.
    #[inline]
    pub(super) fn word(&self, at: usize) -> Option<(usize, Part)> {
        self.words.get(at).copied().unwrap_or_default().get()
    }
}

/// A walk over some signs, always forward.
pub(super) struct Cursor<'s> {
    blocks: &'s [Block],
    masks: &'s [Mask],
    words: &'s [Word],
    wanted: Mask,
    /// The block at hand, and its positions that lie ahead.
    block: usize,
    left: u64,
    /// Where one of the wanted signs stands, and all that stand there.
    found: usize,
    mask: Mask,
}

impl Cursor<'_> {
    /// Where the next one stands, from `at` on, which is never before the last time; the end of the text if none does.
    #[inline]
    pub(super) fn next(&mut self, at: usize) -> usize {
        if self.found < at {
            self.find(at);
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
        self.words.get(self.found).copied().unwrap_or_default().get()
    }

    fn find(&mut self, at: usize) {
        if at / 64 > self.block {
            self.block = at / 64;
            self.left = self.blocks.get(self.block).map_or(0, |block| block.positions(self.wanted));
        }
        self.left &= u64::MAX << (at % 64);
        loop {
            while self.left != 0 {
                self.found = self.block * 64 + self.left.trailing_zeros() as usize;
                self.left &= self.left - 1;
                self.mask = self.masks.get(self.found).copied().unwrap_or_default();
                if self.mask.has_any(self.wanted) {
                    return;
                }
            }
            let rest = self.blocks.get(self.block + 1..).unwrap_or_default();
            let Some(ahead) = rest.iter().position(|block| block.all.has_any(self.wanted)) else {
                (self.found, self.mask) = (self.masks.len(), Mask::default());
                return;
            };
            self.block += 1 + ahead;
            self.left = rest[ahead].positions(self.wanted);
        }
    }
}

/// What a character may do, as bits for signs.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(8))]
struct Role {
    /// What words it may begin.
    first: u16,
    /// What words it may be the second character of.
    second: u16,
    /// What it is by itself. The mark is kept turned round, so that nothing has to be stored for most characters: one of
    /// which nothing is known is no Han.
    alone: u16,
    /// The word that it is by itself.
    word: Word,
}

const NOT_HAN: u16 = bit(Sign::Mark);

/// A character as it is read; behind the text stands a NUL.
#[derive(Clone, Copy)]
struct Char<'r> {
    code: u16,
    role: &'r Role,
}

/// What characters and pairs of them may begin, as the rooms and their tables say.
pub(super) struct Roles {
    /// Of the characters of the basic plane.
    chars: Box<[Role; 0x1_0000]>,
    /// Of the pairs that begin words, by a hash.
    pairs: Box<[u16; 1 << PAIRS]>,
}

/// The code and the width of a character of two bytes or four, or of the end. Those of four are nothing to our rules, no
/// more than the last code of the basic plane, which is no character.
#[cold]
#[inline(never)]
fn other(rest: &str) -> (u16, usize) {
    let Some(c) = rest.chars().next() else { return (0, 0) };
    (u16::try_from(u32::from(c)).unwrap_or(u16::MAX), c.len_utf8())
}

/// How many bits of the hash choose a pair.
const PAIRS: u32 = 15;

/// A boxed array that never stands on the stack.
fn boxed<T: Clone + std::fmt::Debug, const N: usize>(value: T) -> Box<[T; N]> {
    vec![value; N].try_into().expect("as many as the array takes")
}

impl Roles {
    /// Of characters that begin nothing.
    fn new() -> Self {
        let mut roles = Self { chars: boxed(Role::default()), pairs: boxed(0) };
        for range in HAN {
            for role in &mut roles.chars[*range.start() as usize..=*range.end() as usize] {
                role.alone = NOT_HAN;
            }
        }
        roles
    }

    /// What is known of the first character of the rest of a text, which is taken off it.
    #[inline]
    fn read(&self, text: &str, rest: &mut &[u8]) -> Char<'_> {
        let code = match **rest {
            [first @ 0xE0..0xF0, second, third, ref behind @ ..] => {
                *rest = behind;
                u16::from(first) << 12 | u16::from(second & 0x3F) << 6 | u16::from(third & 0x3F)
            }
            [byte @ ..0x80, ref behind @ ..] => {
                *rest = behind;
                byte.into()
            }
            _ => {
                let (code, width) = other(&text[text.len() - rest.len()..]);
                *rest = &rest[width..];
                code
            }
        };
        Char { code, role: &self.chars[usize::from(code)] }
    }

    /// What two characters beside each other may begin.
    #[inline]
    fn begun(&self, first: Char<'_>, second: Char<'_>) -> u16 {
        let both = first.role.first & second.role.second;
        if both == 0 {
            return 0;
        }
        let mixed = mix(first.code.into(), second.code.into());
        let place = bit(Sign::Place) * u16::from(gongbao_data::place_gate().may_begin(mixed));
        both & (self.pairs[(mixed >> (32 - PAIRS)) as usize] | place)
    }

    /// Characters that are a sign by themselves.
    pub(super) fn chars(&mut self, sign: Sign, chars: impl Iterator<Item = char>) {
        for c in chars {
            if let Some(role) = self.chars.get_mut(c as usize) {
                role.alone |= bit(sign);
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
        self.first(sign, first);
        self.second(sign, second);
        self.pairs[(mix(first as u32, second as u32) >> (32 - PAIRS)) as usize] |= bit(sign);
    }

    /// The words of a table.
    pub(super) fn table(&mut self, sign: Sign, table: &'static Table) {
        self.words(sign, table.rows().map(Row::key));
    }

    /// What the names of places begin with: the gate knows their pairs.
    fn places(&mut self) {
        let gate = gongbao_data::place_gate();
        gate.firsts().for_each(|c| self.first(Sign::Place, c));
        gate.seconds().for_each(|c| self.second(Sign::Place, c));
    }

    /// The words that part names: those of one character are known at once.
    fn parting(&mut self) {
        let table = gongbao_data::mechanism_words();
        self.table(Sign::Word, table);
        for key in table.rows().map(Row::key) {
            let mut chars = key.chars();
            if let (Some(c), None) = (chars.next(), chars.next())
                && let Some(role) = self.chars.get_mut(c as usize)
            {
                role.word = Word::of(mechanisms::word(key));
            }
        }
    }

    fn first(&mut self, sign: Sign, c: char) {
        if let Some(role) = self.chars.get_mut(c as usize) {
            role.first |= bit(sign);
        }
    }

    fn second(&mut self, sign: Sign, c: char) {
        if let Some(role) = self.chars.get_mut(c as usize) {
            role.second |= bit(sign);
        }
    }
}

/// The roles, gathered once.
fn roles() -> &'static Roles {
    static ROLES: LazyLock<Roles> = LazyLock::new(|| {
        let mut roles = Roles::new();
        roles.places();
        roles.parting();
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
