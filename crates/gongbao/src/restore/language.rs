//! What counts as one to the language of reports, whose costs stand in the data ([`gongbao_data::language`]).
//!
//! Both scripts are one here, digits are one, and ASCII punctuation is Chinese punctuation.

use gongbao_data::language::Symbol;

use crate::script::TO_SIMPLIFIED;

/// The model.
pub(super) fn model() -> &'static Model {
    &Model
}

/// Counts of characters.
pub(super) struct Model;

impl Model {
    /// How often a character, as [`class`] gives it, was seen.
    pub(super) fn count(&self, char: char) -> f32 {
        Symbol::of(char).count() as f32
    }
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
        '％' => '%',
        _ => TO_SIMPLIFIED.chars.get(char).unwrap_or(char),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_as_one() {
        let classes: String = "９a;關著\u{3000}".chars().map(class).collect();
        assert_eq!(classes, "0A；关着^");
        assert!(model().count('工') > model().count('谛'));
    }
}
