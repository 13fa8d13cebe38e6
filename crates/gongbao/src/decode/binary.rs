//! What is no text.

use crate::error::Error;

/// First bytes, and what begins with them.
const MAGIC: [(&[u8], &str); 24] = [
    (b"%PDF-", "a PDF; take its text out first"),
    (b"PK\x03\x04", "a ZIP archive, as .docx, .xlsx and .ofd are; save it as text first"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        "an old Office file, as .doc, .xls and .wps are; save it as text first",
    ),
    (b"{\\rtf", "an RTF document; save it as text first"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"AT&TFORM", "a DjVu document"),
    (b"\x1F\x8B", "gzip data"),
    (b"\x28\xB5\x2F\xFD", "Zstandard data"),
    (b"\xFD7zXZ\0", "xz data"),
    (b"BZh91AY&SY", "bzip2 data"),
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
    (b"Rar!\x1A\x07", "a RAR archive"),
    (b"\x7FELF", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"ARROW1\0\0", "an Arrow file"),
    (b"OggS", "a recording"),
    (b"ID3\x03", "a recording"),
];

/// What the bytes begin as, if that is no text.
pub(super) fn known(bytes: &[u8]) -> Option<&'static str> {
    MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|&(_, kind)| kind)
}

/// Refuses bytes with too many control characters. A few NULs in a text are dirt, one in a thousand is a pattern. What is
/// UTF-8 and full of Han is a text all the same: out of a PDF whose font has no names for its digits, for instance.
pub(super) fn check(bytes: &[u8]) -> Result<(), Error> {
    /// The beginning tells.
    const SAMPLE: usize = 1 << 20;
    let bytes = &bytes[..bytes.len().min(SAMPLE)];
    let nulls = memchr::memchr_iter(0, bytes).count();
    // In sums of bytes, which a processor adds many at once.
    let control = |byte: u8| byte < 0x20 && byte.wrapping_sub(b'\t') > b'\r' - b'\t' && byte != 0x1B;
    let sum = |chunk: &[u8]| usize::from(chunk.iter().map(|&byte| u8::from(control(byte))).sum::<u8>());
    let controls: usize = bytes.chunks(128).map(sum).sum();
    if nulls * 1000 <= bytes.len() && controls * 20 <= bytes.len() {
        return Ok(());
    }
    let han = bytes.iter().filter(|&&byte| matches!(byte, 0xE4..=0xE9)).count();
    // The sample may end inside a character.
    let utf8 = std::str::from_utf8(bytes).map_or_else(|error| error.error_len().is_none(), |_| true);
    if utf8 && han * 20 > bytes.len() {
        return Ok(());
    }
    if nulls * 1000 > bytes.len() {
        return Err(Error::decode(format!(
            "the input is no text: {nulls} of its {} bytes are NUL",
            bytes.len()
        )));
    }
    Err(Error::decode(format!(
        "the input is no text: {controls} of its {} bytes are control characters",
        bytes.len()
    )))
}
