//! Sets of characters, one bit for each of the basic plane.

use std::path::Path;

use encoding_rs::{BIG5, Encoding, GBK};

/// Writes a set.
pub(crate) fn put(out: &Path, name: &str, set: impl IntoIterator<Item = char>) {
    let mut bits = vec![0u8; 0x10000 / 8];
    for c in set {
        if let Some(byte) = bits.get_mut(c as usize / 8) {
            *byte |= 1 << (c as usize % 8);
        }
    }
    std::fs::write(out.join(format!("{name}.set")), bits).expect("a writable OUT_DIR");
}

/// Writes the characters that only one script has.
pub(crate) fn scripts(out: &Path, traditional: &[char], simplified: &[char]) {
    let keep = |chars: &[char], told: fn(char) -> bool| -> Vec<char> {
        chars.iter().copied().filter(|c| ('\u{3400}'..='\u{FAFF}').contains(c) && told(*c)).collect()
    };
    // 著, 乾 and 於 are in one set of characters or in both: what GB 2312 has is no sign of Traditional text.
    put(out, "traditional", keep(traditional, |c| !in_gb2312(c)));
    put(out, "simplified", keep(simplified, |c| in_gb2312(c) && encoded(c, BIG5).is_none()));
}

fn in_gb2312(c: char) -> bool {
    encoded(c, GBK).is_some_and(|[lead, trail]| (0xB0..=0xF7).contains(&lead) && trail >= 0xA1)
}

fn encoded(c: char, encoding: &'static Encoding) -> Option<[u8; 2]> {
    let mut buffer = [0; 4];
    let (bytes, _, lost) = encoding.encode(c.encode_utf8(&mut buffer));
    match (&*bytes, lost) {
        (&[lead, trail], false) => Some([lead, trail]),
        _ => None,
    }
}
