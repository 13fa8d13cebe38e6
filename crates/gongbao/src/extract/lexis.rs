//! Characters and words of a rule, as a scan asks for them at every position.

use gongbao_data::words::{Word, cost};

/// A bit for the low ten bits of characters: says at once of most characters that they are none of them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CharBits([u64; 16]);

impl CharBits {
    pub(crate) const fn new() -> Self {
        Self([0; 16])
    }

    pub(crate) const fn add(&mut self, code: u32) {
        let low = code as usize & 0x3FF;
        self.0[low / 64] |= 1 << (low % 64);
    }

    /// Whether a character may be one of those that were added.
    #[inline]
    pub(crate) const fn may_have(&self, c: char) -> bool {
        let low = c as usize & 0x3FF;
        self.0[low / 64] >> (low % 64) & 1 == 1
    }
}

/// Whether two or three characters are a word of the language.
pub(crate) fn is_word(chars: &str) -> bool {
    let chars: Vec<char> = chars.chars().collect();
    Word::of_all(&chars).and_then(cost).is_some()
}

/// Characters of a rule, as a scan asks for them at every position.
pub(crate) struct CharSet {
    /// The codes, each at the slot of its low bits or behind it; 0 in an empty slot.
    slots: [u16; Self::SLOTS],
    chars: &'static str,
}

impl CharSet {
    const SLOTS: usize = 256;

    /// The set of the characters of a text, all of which take three bytes, as Han characters and their marks do.
    pub(crate) const fn new(chars: &'static str) -> Self {
        let bytes = chars.as_bytes();
        assert!(bytes.len() / 3 < Self::SLOTS / 2, "more characters belong into a table");
        let mut slots = [0; Self::SLOTS];
        let mut at = 0;
        while at < bytes.len() {
            let (first, second, third) = (bytes[at] as u16, bytes[at + 1] as u16, bytes[at + 2] as u16);
            assert!(first >> 4 == 0b1110, "a character of three bytes");
            let code = (first & 0b1111) << 12 | (second & 0b11_1111) << 6 | third & 0b11_1111;
            let mut slot = code as usize % Self::SLOTS;
            while slots[slot] != 0 && slots[slot] != code {
                slot = (slot + 1) % Self::SLOTS;
            }
            slots[slot] = code;
            at += 3;
        }
        Self { slots, chars }
    }

    /// The characters of the set.
    pub(crate) fn chars(&self) -> std::str::Chars<'static> {
        self.chars.chars()
    }

    /// Whether the set has a character.
    #[inline]
    pub(crate) const fn has(&self, c: char) -> bool {
        let mut slot = c as usize;
        loop {
            match self.slots[slot % Self::SLOTS] {
                0 => return false,
                code if code as u32 == c as u32 => return true,
                _ => slot += 1,
            }
        }
    }
}

/// Words of a rule that a text may begin with or end in, by their first and last characters.
pub(crate) struct Words {
    words: &'static [&'static str],
    first: Chains,
    last: Chains,
}

/// Words that share an edge, in chains: a character has one of 256 [`slots`](first_slot), and behind it stand the words
/// with that slot, in the order of the list.
struct Chains {
    /// The number of the first word of a slot, counted from 1; 0 where there is none.
    heads: [u8; 256],
    /// The number of the next word behind each word of the list.
    next: [u8; Words::MOST],
}

impl Words {
    /// More words than this belong into a table.
    const MOST: usize = 128;

    /// The words of a list.
    pub(crate) const fn new(words: &'static [&'static str]) -> Self {
        let mut first = Chains { heads: [0; 256], next: [0; Self::MOST] };
        let mut last = Chains { heads: [0; 256], next: [0; Self::MOST] };
        let mut index = words.len();
        while index > 0 {
            index -= 1;
            let word = words[index].as_bytes();
            first.put(index, first_slot(word));
            last.put(index, last_slot(word));
        }
        Self { words, first, last }
    }

    /// The words that a text begins with, in the order of the list.
    #[inline]
    pub(crate) fn beginning<'w, 't>(
        &'w self,
        text: &'t str,
    ) -> impl Iterator<Item = &'static str> + use<'w, 't> {
        self.chain(&self.first, first_slot(text.as_bytes())).filter(move |word| text.starts_with(word))
    }

    /// The words that a text ends in, in the order of the list.
    #[inline]
    pub(crate) fn ending<'w, 't>(
        &'w self,
        text: &'t str,
    ) -> impl Iterator<Item = &'static str> + use<'w, 't> {
        self.ending_bytes(text.as_bytes())
    }

    /// The same for the bytes of a text: to cut a text asks more of it than to cut its bytes.
    #[inline]
    pub(crate) fn ending_bytes<'w, 't>(
        &'w self,
        text: &'t [u8],
    ) -> impl Iterator<Item = &'static str> + use<'w, 't> {
        self.chain(&self.last, last_slot(text)).filter(move |word| ends_in(text, word.as_bytes()))
    }

    /// Whether a text begins with one of the words.
    #[inline]
    pub(crate) fn begin(&self, text: &str) -> bool {
        self.beginning(text).next().is_some()
    }

    /// Whether a text ends in one of the words.
    #[inline]
    pub(crate) fn end(&self, text: &str) -> bool {
        self.ending(text).next().is_some()
    }

    /// Whether a text is one of the words.
    #[inline]
    pub(crate) fn has(&self, text: &str) -> bool {
        self.chain(&self.first, first_slot(text.as_bytes())).any(|word| word == text)
    }

    #[inline]
    fn chain<'w>(
        &'w self,
        chains: &'w Chains,
        slot: Option<u8>,
    ) -> impl Iterator<Item = &'static str> + use<'w> {
        let mut number = slot.map_or(0, |slot| chains.heads[usize::from(slot)]);
        std::iter::from_fn(move || {
            let index = usize::from(number).checked_sub(1)?;
            number = chains.next[index];
            Some(self.words[index])
        })
    }
}

impl Chains {
    /// Puts a word before those behind it in the list.
    const fn put(&mut self, index: usize, slot: Option<u8>) {
        let Some(slot) = slot else { panic!("a word has a character") };
        self.next[index] = self.heads[slot as usize];
        self.heads[slot as usize] = index as u8 + 1;
    }
}

/// Whether a text ends in a word; most words have one character or two, which are compared at once.
#[inline]
fn ends_in(text: &[u8], word: &[u8]) -> bool {
    match word.len() {
        3 => text.last_chunk::<3>() == word.last_chunk::<3>(),
        6 => text.last_chunk::<6>() == word.last_chunk::<6>(),
        _ => text.ends_with(word),
    }
}

/// The slot of the first character of a text, by its low bits; none for a text without one.
#[inline]
const fn first_slot(text: &[u8]) -> Option<u8> {
    match *text {
        [byte @ ..0x80, ..] => Some(byte),
        [_, high, low, ..] => Some(high << 6 | low & 0b11_1111),
        _ => None,
    }
}

/// The slot of the last character of a text, by its low bits; none for a text without one.
#[inline]
const fn last_slot(text: &[u8]) -> Option<u8> {
    match *text {
        [.., byte @ ..0x80] => Some(byte),
        [.., high, low] => Some(high << 6 | low & 0b11_1111),
        _ => None,
    }
}

/// The Han characters of everyday text.
pub(crate) const HAN: [std::ops::RangeInclusive<char>; 3] =
    ['\u{4E00}'..='\u{9FFF}', '\u{3400}'..='\u{4DBF}', '〇'..='〇'];

/// Whether a character is one of them.
pub(crate) const fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '〇')
}

#[cfg(test)]
mod tests {
    use super::{CharSet, Words};

    #[test]
    fn a_set_has_its_characters_and_no_other() {
        const SET: CharSet = CharSet::new("的在、各");
        let all: String = ('\0'..='\u{FFFF}').filter(|&c| SET.has(c)).collect();
        assert_eq!(all, "、各在的");
    }

    #[test]
    fn words_are_found_where_they_stand() {
        const WORDS: Words = Words::new(&["部门", "）", " ", "部"]);
        let begin = |text| WORDS.beginning(text).collect::<Vec<_>>();
        assert_eq!((begin("部门的"), begin("部的"), begin("门部")), (vec!["部门", "部"], vec!["部"], vec![]));
        let end = |text| WORDS.ending(text).next();
        assert_eq!((end("各部门"), end("（五）"), end("")), (Some("部门"), Some("）"), None));
        assert!(WORDS.begin(" 部") && !WORDS.begin("§") && WORDS.end("（") == WORDS.has("（"));
        assert!(WORDS.has("部门") && !WORDS.has("部门的") && !WORDS.has(""));
    }
}
