//! What the language of reports expects: the cost of a character behind two others, in bits.
//!
//! Both scripts are one here, digits are one, and ASCII punctuation is Chinese punctuation. The counts behind it are
//! costs already in the data ([`gongbao_data::language`]), so that asking costs nothing but the look-up.

use gongbao_data::language::{Symbol, cost};

use crate::script::TO_SIMPLIFIED;

/// The model.
pub(super) fn model() -> &'static Model {
    &Model
}

/// Costs of characters behind others.
pub(super) struct Model;

impl Model {
    /// How often a character, as [`class`] gives it, was seen.
    pub(super) fn count(&self, char: char) -> f32 {
        Symbol::of(char).count() as f32
    }

    /// The cost of `next` behind `first` and `last`, all as [`class`] gives them.
    pub(super) fn cost(&self, first: char, last: char, next: char) -> f32 {
        if (last, next) == ('0', '0') {
            return 1.0;
        }
        cost(Symbol::of(first), Symbol::of(last), Symbol::of(next))
    }
}

/// What counts as one to the model.
pub(super) fn class(char: char) -> char {
    match char {
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
        '著' => '着',
        _ => TO_SIMPLIFIED.chars.get(char).unwrap_or(char),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likelier_costs_less() {
        let model = model();
        assert!(model.cost('^', '工', '作') < 4.0);
        assert!(model.cost('^', '工', '作') + 8.0 < model.cost('^', '工', '谛'));
        assert!(model.cost('了', '。', '“') < model.cost('了', '。', '”'));
    }
}
