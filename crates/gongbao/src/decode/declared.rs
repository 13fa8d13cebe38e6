//! What a page says of its own encoding.

use encoding_rs::Encoding;

/// A declaration stands near the beginning; some pages put long comments before it.
const HEAD: usize = 8 * 1024;

/// The encoding of the first declaration: `<meta charset=…>`, `<meta … content="text/html; charset=…">` or
/// `<?xml … encoding=…?>`.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD)];
    memchr::memchr_iter(b'<', head).find_map(|at| {
        let rest = &head[at + 1..];
        let tag = &rest[..memchr::memchr(b'>', rest).unwrap_or(rest.len())];
        let word = if starts(tag, b"meta") {
            &b"charset"[..]
        } else if starts(tag, b"?xml") {
            &b"encoding"[..]
        } else {
            return None;
        };
        value(tag, word).and_then(Encoding::for_label)
    })
}

fn starts(tag: &[u8], name: &[u8]) -> bool {
    tag.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name))
}

/// What stands behind `word` and an equals sign, without quotes.
fn value<'t>(tag: &'t [u8], word: &[u8]) -> Option<&'t [u8]> {
    let at = tag.windows(word.len()).position(|window| window.eq_ignore_ascii_case(word))?;
    let rest = tag[at + word.len()..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest.iter().position(|byte| b" \t\r\n\"';/?".contains(byte)).unwrap_or(rest.len());
    Some(&rest[..end])
}
