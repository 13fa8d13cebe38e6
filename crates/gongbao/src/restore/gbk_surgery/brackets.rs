//! Quotes and book marks that stand in pairs.

/// The pairs. Parentheses are none of them: damage made ASCII of most, and lists close what nothing opened.
const PAIRS: [[char; 2]; 6] =
    [['“', '”'], ['‘', '’'], ['「', '」'], ['『', '』'], ['《', '》'], ['〈', '〉']];
/// Bits for each open one.
const BITS: u32 = 4;

/// Those that are open at a place, the innermost in the lowest bits.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Open(u32);

/// What a character does to those that are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    Opens,
    Closes,
    /// It closes what is not open, or opens what is.
    Breaks,
}

/// Whether a character is one of a pair.
#[inline]
pub(super) fn is_bracket(char: char) -> bool {
    matches!(char, '‘'..='”' | '〈'..='』') && PAIRS.as_flattened().contains(&char)
}

impl Open {
    /// At the end of a text.
    pub(super) fn after(text: &str) -> Self {
        let mut open = Self::default();
        for char in text.chars().filter(|&char| is_bracket(char)) {
            open.turn(char);
        }
        open
    }

    /// Which stand open as a number.
    pub(super) fn number(self) -> u32 {
        self.0
    }

    /// Goes on by a character; what it does if it is one of a pair.
    pub(super) fn turn(&mut self, char: char) -> Option<Turn> {
        if !is_bracket(char) {
            return None;
        }
        let pair = PAIRS.iter().position(|pair| pair.contains(&char))?;
        let kind = pair as u32 + 1;
        let depth = (0..8).find(|depth| self.0 >> (depth * BITS) & 0xF == kind);
        let opens = char == PAIRS[pair][0];
        match depth {
            None if opens => {
                self.0 = self.0 << BITS | kind;
                Some(Turn::Opens)
            }
            Some(0) if !opens => {
                self.0 >>= BITS;
                Some(Turn::Closes)
            }
            // Whatever was open within is forgotten.
            Some(depth) => {
                self.0 = if opens {
                    self.0 >> (depth * BITS)
                } else {
                    self.0.checked_shr((depth + 1) * BITS).unwrap_or(0)
                };
                Some(Turn::Breaks)
            }
            None => Some(Turn::Breaks),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turns(text: &str) -> Vec<Turn> {
        let mut open = Open::default();
        text.chars().filter_map(|char| open.turn(char)).collect()
    }

    #[test]
    fn pairs_nest() {
        use Turn::{Breaks, Closes, Opens};
        assert_eq!(turns("「一国两制」"), [Opens, Closes]);
        assert_eq!(turns("《“五老”条例》"), [Opens, Opens, Closes, Closes]);
        assert_eq!(turns("「出海”「"), [Opens, Breaks, Breaks]);
        assert_eq!(turns("《“五老》“五老”"), [Opens, Opens, Breaks, Opens, Closes]);
        assert_eq!(Open::after("“‘一’《").number(), Open::after("“《").number());
        assert_eq!(turns(&"“《".repeat(20)).len(), 40);
    }
}
