//! What counts as one to the language of reports, whose costs stand in the data ([`gongbao_data::language`]).
//!
//! Both scripts are one here, digits are one, ASCII punctuation is Chinese punctuation, and every other form of a
//! character, wide or a radical, is the character.

use std::sync::OnceLock;

use gongbao_data::language::Symbol;

use super::width::ideograph;
use crate::script::TO_SIMPLIFIED;

/// What the model knows a character as, looked up: the search for what was lost asks at every character. Characters are
/// entered by the page, when one of it is first asked for: most texts ask for few.
#[inline]
pub(super) fn symbol(char: char) -> Symbol {
    const PAGE: usize = 256;
    static PAGES: [OnceLock<[Symbol; PAGE]>; 0x10000 / PAGE] = [const { OnceLock::new() }; 0x10000 / PAGE];
    let (page, place) = (char as usize / PAGE, char as usize % PAGE);
    let symbols = |page: usize| {
        // Surrogates are no characters.
        let symbol = |code: usize| char::from_u32(code as u32).map(|char| Symbol::of(class(char)));
        std::array::from_fn(|place| symbol(page * PAGE + place).unwrap_or_default())
    };
    PAGES.get(page).map(|entered| entered.get_or_init(|| symbols(page))[place]).unwrap_or_default()
}

/// What counts as one to the model.
pub(super) fn class(char: char) -> char {
    match char {
        '著' => '着',
        '\u{3400}'..='\u{9fff}' => TO_SIMPLIFIED.chars.get(char).unwrap_or(char),
        '0'..='9' | '０'..='９' => '0',
        'a'..='z' | 'A'..='Z' => 'A',
        ',' => '，',
        ':' => '：',
        ';' => '；',
        '?' => '？',
        '!' => '！',
        '(' => '（',
        ')' => '）',
        '\n' | '\r' | '\t' | ' ' | '\u{a0}' | '\u{2000}'..='\u{200b}' | '\u{3000}' | '\u{feff}' => '^',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(char as u32 - 0xFEE0).map_or(char, class),
        '\u{2e80}'..='\u{2fdf}' => class(ideograph(char).unwrap_or('\0')),
        _ => TO_SIMPLIFIED.chars.get(char).unwrap_or(char),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_as_one() {
        let classes: String = "９ａ;％；關著⻓\u{3000}".chars().map(class).collect();
        assert_eq!(classes, "0A；%；关着长^");
        for char in "关關Ａ\u{d7ff}\u{e000}\u{ffff}\u{20000}".chars() {
            assert_eq!(symbol(char), Symbol::of(class(char)), "{char:?}");
        }
        assert!(symbol('工').count() > symbol('谛').count());
    }
}
