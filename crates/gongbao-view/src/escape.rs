//! Text into HTML: nothing a report holds is ever markup.

/// Appends `text` escaped for element content and for attributes in double quotes.
///
/// Control characters have no place in HTML; they are shown by their pictures (␀ for NUL).
pub(crate) fn push(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, c) in text.char_indices() {
        let replacement = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            '\n' | '\t' => continue,
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => {
                out.push_str(&text[from..at]);
                out.push(picture(c));
                from = at + c.len_utf8();
                continue;
            }
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(replacement);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

/// The picture of a control character.
fn picture(c: char) -> char {
    match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7f}' => '␡',
        _ => char::REPLACEMENT_CHARACTER,
    }
}

/// `text` escaped.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    push(&mut out, text);
    out
}

/// At most `most` characters of `text`, with what was left out counted.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((at, _)) => format!("{}… (+{})", &text[..at], text[at..].chars().count()),
    }
}

/// A number with its thousands set apart: `12,300`.
#[must_use]
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_of_a_report_is_text() {
        assert_eq!(
            escaped("<script>alert('关')</script> & \"“五老”\"\0\u{1b}\n"),
            "&lt;script&gt;alert(&#39;关&#39;)&lt;/script&gt; &amp; &quot;“五老”&quot;␀␛\n"
        );
    }

    #[test]
    fn what_is_left_out_is_counted() {
        assert_eq!(shortened("关工委", 3), "关工委");
        assert_eq!(shortened("关工委员会", 3), "关工委… (+2)");
    }
}
