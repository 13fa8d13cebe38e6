use super::*;
use encoding_rs::{BIG5, UTF_16BE, UTF_16LE};
use proptest::prelude::*;

const TEXT: &str = "全县关心下一代工作委员会召开会议，总结2023年工作。\n新增组织12个，增长5.5%。\n";
const TRADITIONAL: &str = "全縣關心下一代工作委員會召開會議，總結2023年工作。\n新增組織12個，增長5.5%。\n";

fn units(text: &str, write: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(write).collect()
}

fn check(bytes: &[u8], text: &str, name: &str) {
    let decoded = decode(bytes).unwrap();
    assert_eq!((decoded.text.as_str(), decoded.encoding.name), (text, name), "{}", decoded.encoding.reason);
    assert!(decoded.warnings.is_empty(), "{:?}", decoded.warnings);
}

#[test]
fn every_encoding_is_known_by_its_bytes() {
    check(TEXT.as_bytes(), TEXT, "utf-8");
    check(format!("\u{feff}{TEXT}").as_bytes(), TEXT, "utf-8");
    check(&GB18030.encode(TEXT).0, TEXT, "gb18030");
    check(&GB18030.encode(TRADITIONAL).0, TRADITIONAL, "gb18030");
    check(&BIG5.encode(TRADITIONAL).0, TRADITIONAL, "big5");
    check(&units(TEXT, u16::to_le_bytes), TEXT, "utf-16le");
    check(&units(TEXT, u16::to_be_bytes), TEXT, "utf-16be");
    check(&units(&format!("\u{feff}{TEXT}"), u16::to_le_bytes), TEXT, "utf-16le");
    check(&units("plain", u16::to_be_bytes), "plain", "utf-16be");
    check(b"", "", "utf-8");
    let (one_line, _) = TEXT.split_once('，').unwrap();
    check(&units(one_line, u16::to_le_bytes), one_line, "utf-16le");
    let _ = (UTF_16BE, UTF_16LE);
}

#[test]
fn bytes_are_trusted_before_declarations() {
    for label in ["gb2312", "GBK", "utf-8", "big5", "shift_jis"] {
        let page = |text: &str| format!("<html><meta charset=\"{label}\"><p>{text}");
        check(page(TEXT).as_bytes(), &page(TEXT), "utf-8");
        check(&GB18030.encode(&page(TEXT)).0, &page(TEXT), "gb18030");
        check(&BIG5.encode(&page(TRADITIONAL)).0, &page(TRADITIONAL), "big5");
    }
    let declared = |head: &str| declared::declared(head.as_bytes()).map(encoding_rs::Encoding::name);
    assert_eq!(declared("<?xml version='1.0' encoding='big5'?>"), Some("Big5"));
    assert_eq!(declared("<META content=\"text/html; charset = gb2312\" />"), Some("GBK"));
    assert_eq!(declared("<p>charset=gbk<meta name=x>"), None);
}

#[test]
fn what_is_lost_is_said() {
    let mut bytes = TEXT.repeat(3).into_bytes();
    bytes.truncate(bytes.len() - 3);
    let decoded = decode(&bytes).unwrap();
    assert_eq!((decoded.encoding.name, decoded.warnings.len()), ("utf-8", 1));
    assert_eq!(decoded.warnings[0].code, "lost-bytes");
    assert_eq!(decoded.warnings[0].source.of(&decoded.text), "\u{fffd}");

    let mut bytes = GB18030.encode(TEXT).0.into_owned();
    bytes.truncate(bytes.len() - 7);
    bytes.push(0xB9);
    let decoded = decode(&bytes).unwrap();
    assert_eq!((decoded.encoding.name, decoded.warnings.len()), ("gb18030", 1));
}

#[test]
fn two_encodings_in_one_file() {
    let mut bytes = TEXT.repeat(3).into_bytes();
    bytes.extend_from_slice(&GB18030.encode("各级组织不断发展。\n").0);
    bytes.extend_from_slice(TEXT.as_bytes());
    let decoded = decode(&bytes).unwrap();
    assert_eq!(decoded.text, format!("{}各级组织不断发展。\n{TEXT}", TEXT.repeat(3)));
    assert_eq!(decoded.warnings[0].source.of(&decoded.text), "各级组织不断发展。\n");

    let mut bytes = GB18030.encode(&TEXT.repeat(3)).0.into_owned();
    bytes.extend_from_slice("各级组织不断发展。\n".as_bytes());
    let decoded = decode(&bytes).unwrap();
    assert_eq!(decoded.text, format!("{}各级组织不断发展。\n", TEXT.repeat(3)));
    assert_eq!((decoded.encoding.name, decoded.warnings[0].code), ("gb18030", "mixed-encoding"));
}

#[test]
fn what_is_no_text_is_named() {
    let says = |bytes: &[u8]| decode(bytes).unwrap_err().to_string();
    assert!(says(b"%PDF-1.7 \xE2\xE3").contains("PDF"));
    assert!(says(b"PK\x03\x04\x14\0").contains(".docx"));
    assert!(says(&[0; 64]).contains("NUL"));
    assert!(says(&[1, 2, 3, 4, 5, 6, 7, 8]).contains("control"));
    assert!(says(b"\xFF\xFE\0\0a\0\0\0").contains("UTF-32"));
    let noise: Vec<u8> = (0..4096u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    assert!(decode(&noise).is_err());
}

#[test]
fn a_short_text_valid_by_chance() {
    // Each of these characters is, in GB18030, two bytes that UTF-8 takes for one letter.
    let text: String = gongbao_data::common_characters()
        .rows()
        .map(|row| row.key().to_owned())
        .filter(|key| std::str::from_utf8(&GB18030.encode(key).0).is_ok())
        .take(4)
        .collect();
    assert_eq!(text.chars().count(), 4);
    check(&GB18030.encode(&text).0, &text, "gb18030");
    check("Ünïçödé Ž".as_bytes(), "Ünïçödé Ž", "utf-8");
}

proptest! {
    #[test]
    fn no_bytes_break_it(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(decoded) = decode(&bytes) {
            for warning in &decoded.warnings {
                prop_assert!(!warning.source.of(&decoded.text).is_empty());
            }
        }
    }
}
