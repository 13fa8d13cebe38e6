//! How Big5 is written.

use gongbao_data::codes::{BIG5, Pair};

/// The two bytes that are written for a character: two numerals stand among the signs, too, and are not written there.
pub(super) fn written(char: char) -> Option<Pair> {
    match char {
        '十' => Some([0xA4, 0x51]),
        '卅' => Some([0xA4, 0xCA]),
        _ => BIG5.pair_of(char),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_written_among_numerals() {
        for numeral in ['十', '卅', '一'] {
            let [lead, trail] = written(numeral).unwrap();
            assert_eq!((lead, BIG5.char_of(lead, trail)), (0xA4, Some(numeral)));
        }
    }
}
