//! Characters and words of a rule, as a scan asks for them at every position.

use gongbao_data::words::{LONGEST, Word, cost};

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
    // One more than the longest word has tells that there are too many.
    let mut word = ['\0'; LONGEST + 1];
    let count = word.iter_mut().zip(chars.chars()).map(|(slot, c)| *slot = c).count();
    Word::of_all(&word[..count]).and_then(cost).is_some()
}

/// Characters of a rule, as a scan asks for them at every position: of one byte or of three.
pub(crate) struct CharSet {
    /// The codes, each at the slot of its low bits or behind it; 0 in an empty slot.
    slots: [u16; Self::SLOTS],
    chars: &'static str,
}

impl CharSet {
    const SLOTS: usize = 256;

    /// The set of the characters of a text, each of one byte or of three, as Han characters and their marks are.
    pub(crate) const fn new(chars: &'static str) -> Self {
        let bytes = chars.as_bytes();
        assert!(bytes.len() / 3 < Self::SLOTS / 2, "more characters belong into a table");
        let mut slots = [0; Self::SLOTS];
        let mut at = 0;
        while at < bytes.len() {
            let (code, width) = code(bytes, at);
            let mut slot = code as usize % Self::SLOTS;
            while slots[slot] != 0 && slots[slot] != code {
                slot = (slot + 1) % Self::SLOTS;
            }
            slots[slot] = code;
            at += width;
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

    /// Whether a text begins with one of the characters.
    #[inline]
    pub(crate) fn begin(&self, text: &str) -> bool {
        text.starts_with(|c| self.has(c))
    }

    /// Whether a text ends in one of the characters.
    #[inline]
    pub(crate) fn end(&self, text: &str) -> bool {
        text.ends_with(|c| self.has(c))
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
    pub(crate) fn beginning<'w, 't>(&'w self, text: &'t str) -> Matches<'w, 't, false> {
        let text = text.as_bytes();
        Matches { words: self.words, next: &self.first.next, number: self.first.head(first_slot(text)), text }
    }

    /// The words that a text ends in, in the order of the list.
    #[inline]
    pub(crate) fn ending<'w, 't>(&'w self, text: &'t str) -> Matches<'w, 't, true> {
        self.ending_bytes(text.as_bytes())
    }

    /// The same for the bytes of a text: to cut a text asks more of it than to cut its bytes.
    #[inline]
    pub(crate) fn ending_bytes<'w, 't>(&'w self, text: &'t [u8]) -> Matches<'w, 't, true> {
        Matches { words: self.words, next: &self.last.next, number: self.last.head(last_slot(text)), text }
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

    /// Whether one of the words stands in a text.
    pub(crate) fn within(&self, text: &str) -> bool {
        text.char_indices().any(|(at, _)| self.begin(&text[at..]))
    }

    /// Whether a text is one of the words.
    #[inline]
    pub(crate) fn has(&self, text: &str) -> bool {
        self.beginning(text).any(|word| word.len() == text.len())
    }
}

/// The words of a list that stand at the beginning of a text, or at its end. Most texts have none, which is told by one
/// look.
pub(crate) struct Matches<'w, 't, const END: bool> {
    words: &'static [&'static str],
    next: &'w [u8; Words::MOST],
    /// The number of the word at hand, counted from 1; 0 behind the last one.
    number: u8,
    text: &'t [u8],
}

impl<const END: bool> Iterator for Matches<'_, '_, END> {
    type Item = &'static str;

    #[inline]
    fn next(&mut self) -> Option<&'static str> {
        if self.number == 0 { None } else { self.seek() }
    }
}

impl<const END: bool> Matches<'_, '_, END> {
    #[inline(never)]
    fn seek(&mut self) -> Option<&'static str> {
        while let Some(index) = usize::from(self.number).checked_sub(1) {
            self.number = self.next[index];
            let word = self.words[index];
            let stands =
                if END { ends(self.text, word.as_bytes()) } else { begins(self.text, word.as_bytes()) };
            if stands {
                return Some(word);
            }
        }
        None
    }
}

/// Whether a text begins with a word: one of one or two characters, as most are, is compared at once.
#[inline]
fn begins(text: &[u8], word: &[u8]) -> bool {
    match (word.first_chunk::<3>(), word.first_chunk::<6>()) {
        (Some(one), None) if word.len() == 3 => text.first_chunk() == Some(one),
        (_, Some(two)) if word.len() == 6 => text.first_chunk() == Some(two),
        _ => text.starts_with(word),
    }
}

/// Whether a text ends in a word, told in the same way.
#[inline]
fn ends(text: &[u8], word: &[u8]) -> bool {
    match (word.first_chunk::<3>(), word.first_chunk::<6>()) {
        (Some(one), None) if word.len() == 3 => text.last_chunk() == Some(one),
        (_, Some(two)) if word.len() == 6 => text.last_chunk() == Some(two),
        _ => text.ends_with(word),
    }
}

impl Chains {
    /// The number of the first word of a slot.
    #[inline]
    fn head(&self, slot: Option<u8>) -> u8 {
        slot.map_or(0, |slot| self.heads[usize::from(slot)])
    }

    /// Puts a word before those behind it in the list.
    const fn put(&mut self, index: usize, slot: Option<u8>) {
        let Some(slot) = slot else { panic!("a word has a character") };
        self.next[index] = self.heads[slot as usize];
        self.heads[slot as usize] = index as u8 + 1;
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

/// The code of the character at a byte, and how many bytes it takes.
const fn code(bytes: &[u8], at: usize) -> (u16, usize) {
    let first = bytes[at] as u16;
    match first {
        0..0x80 => (first, 1),
        0xE0..0xF0 => {
            let (second, third) = (bytes[at + 1] as u16 & 0b11_1111, bytes[at + 2] as u16 & 0b11_1111);
            ((first & 0b1111) << 12 | second << 6 | third, 3)
        }
        _ => panic!("a character of one byte or of three"),
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
        static SET: CharSet = CharSet::new("的在、各a");
        let all: String = ('\0'..=char::MAX).filter(|&c| SET.has(c)).collect();
        assert_eq!(all, "a、各在的");
        assert!(SET.begin("各部") && SET.end("部各") && !SET.begin("部各") && !SET.end(""));
    }

    #[test]
    fn words_are_found_where_they_stand() {
        const WORDS: Words = Words::new(&["部门", "）", " ", "部"]);
        let begin = |text| WORDS.beginning(text).collect::<Vec<_>>();
        assert_eq!((begin("部门的"), begin("部的"), begin("门部")), (vec!["部门", "部"], vec!["部"], vec![]));
        let end = |text| WORDS.ending(text).next();
        assert_eq!((end("各部门"), end("（五）"), end("")), (Some("部门"), Some("）"), None));
        assert!(WORDS.begin(" 部") && !WORDS.begin("§") && WORDS.end("（") == WORDS.has("（"));
        assert!(WORDS.within("各部门的") && !WORDS.within("门的") && !WORDS.within(""));
        assert!(WORDS.has("部门") && !WORDS.has("部门的") && !WORDS.has(""));
    }
}
