//! Signs of Big5 on which programs differ.
//!
//! What browsers read as kana at C7E9 to C7F2 are circled numbers to programs that follow the first mapping of Big5
//! to Unicode, and a slash is a fraction's to the ones and a wide slash to the others. Kana among kana are kana; one
//! that stands alone in a Chinese text numbers an item.

/// The kana of browsers and the numbers of the others: the same places of the code, in order.
const KANA: &str = "ロヮワヰヱヲンヴヵヶ";
const NUMBERS: std::ops::RangeInclusive<char> = '①'..='⑩';

/// Reads the signs as a Chinese text means them. Every sign is as long as the one it takes the place of.
pub(super) fn settle(text: String) -> String {
    if !text.contains(|char| char == '∕' || KANA.contains(char)) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut before = '\0';
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        let after = chars.peek().copied().unwrap_or('\0');
        let alone = !is_kana(before) && !is_kana(after);
        let number = KANA.chars().position(|kana| kana == char).filter(|_| alone);
        out.push(match number {
            Some(at) => NUMBERS.clone().nth(at).unwrap_or(char),
            None if char == '∕' => '／',
            None => char,
        });
        before = char;
    }
    out
}

fn is_kana(char: char) -> bool {
    ('\u{3040}'..='\u{30ff}').contains(&char)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kana_alone_are_numbers() {
        assert_eq!(
            settle("ロ建成示範點。ワ提標。ヶ培訓青年，每立方米38微克∕日".into()),
            "①建成示範點。③提標。⑩培訓青年，每立方米38微克／日"
        );
        assert_eq!(settle("カラオケやロンドン".into()), "カラオケやロンドン");
    }
}
