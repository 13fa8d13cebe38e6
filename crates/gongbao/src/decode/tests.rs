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
fn two_encodings_in_one_line() {
    let run = "各级组织不断发展";
    let line = format!("附件：{run}，见下表。\n");
    let mut bytes = format!("{TEXT}附件：").into_bytes();
    bytes.extend_from_slice(&GB18030.encode(run).0);
    bytes.extend_from_slice(format!("，见下表。\n{TEXT}").as_bytes());
    let decoded = decode(&bytes).unwrap();
    assert_eq!((decoded.text, decoded.encoding.name), (format!("{TEXT}{line}{TEXT}"), "utf-8"));
    assert_eq!((decoded.warnings.len(), decoded.warnings[0].code), (1, "mixed-encoding"));
    let warning = decode(&bytes).unwrap().warnings.remove(0);
    assert_eq!(warning.source.of(&format!("{TEXT}{line}{TEXT}")), run);

    let mut bytes = GB18030.encode(&format!("{TEXT}附件：")).0.into_owned();
    bytes.extend_from_slice(run.as_bytes());
    bytes.extend_from_slice(&GB18030.encode(&format!("，见下表。\n{TEXT}")).0);
    let decoded = decode(&bytes).unwrap();
    assert_eq!((decoded.text, decoded.encoding.name), (format!("{TEXT}{line}{TEXT}"), "gb18030"));
    assert_eq!(decoded.warnings[0].code, "mixed-encoding");
}

#[test]
fn a_line_of_big5_among_gbk_and_the_other_way_round() {
    for (main, name, other, text, line) in
        [(GB18030, "gb18030", BIG5, TEXT, TRADITIONAL), (BIG5, "big5", GB18030, TRADITIONAL, TEXT)]
    {
        let mut bytes = main.encode(&text.repeat(3)).0.into_owned();
        bytes.extend_from_slice(&other.encode(line).0);
        let decoded = decode(&bytes).unwrap();
        assert_eq!((decoded.text, decoded.encoding.name), (text.repeat(3) + line, name));
        assert!(decoded.warnings.iter().all(|warning| warning.code == "mixed-encoding"));
        assert!(!decoded.warnings.is_empty());
    }
}

#[test]
fn characters_of_hong_kong_and_of_the_newest_standard() {
    let text = "全港撥款5.5億元，服務長者。\n";
    let mut bytes = BIG5.encode(text).0.into_owned();
    bytes.extend_from_slice(b"\x91\x6F\xB3\xBD\xAF\x46\xA9\x4D\x9D\xF2\xA4\x66\xB3\x5D\xA5\xDF\xA4\xA4\xA4\xDF\xA1\x41\xAA\xF8\xAA\xCC\xB8\xDC\xA6\x6E\x9D\xEE\xA1\x43");
    check(&bytes, &format!("{text}鰂魚涌和𨋢口設立中心，長者話好㗎。"), "big5");
    // Four bytes of GB18030, on a page that says GB2312.
    let page =
        "<html><meta charset=\"gb2312\"><p>䶮山村、㐂庆街道和𠮷祥社区总结全年工作，镕、堃、喆同志参加。";
    check(&GB18030.encode(page).0, page, "gb18030");
}

#[test]
fn two_bytes_a_character_whichever_comes_first() {
    check(&units(&format!("\u{feff}{TEXT}"), u16::to_be_bytes), TEXT, "utf-16be");
    // A byte too many at the end is lost, and said to be.
    let mut bytes = units(&format!("\u{feff}{TEXT}"), u16::to_le_bytes);
    bytes.push(b'\n');
    let decoded = decode(&bytes).unwrap();
    assert!(decoded.text.starts_with(TEXT));
    assert_eq!(decoded.warnings.len(), 1);
    // A mark that is not true.
    let mut bytes = b"\xEF\xBB\xBF".to_vec();
    bytes.extend_from_slice(&GB18030.encode(TEXT).0);
    check(&bytes, TEXT, "gb18030");
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
