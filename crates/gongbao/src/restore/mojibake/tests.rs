use super::*;
use crate::edit::{Draft, Step};

fn read_again(text: &str) -> String {
    let mut draft = Draft::new(text);
    draft.apply(Step::Mojibake, &mojibake(text, &mut Vec::new(), &mut Default::default()));
    draft.finish().0.into_owned()
}

const TEXT: &str = "各位代表：现在，我代表市人民政府，向大会报告工作，请予审议。2024年新增就业12.3万人。";

fn misread(
    text: &str,
    write: &'static encoding_rs::Encoding,
    as_what: &'static encoding_rs::Encoding,
) -> String {
    let (bytes, _, _) = write.encode(text);
    as_what.decode_without_bom_handling(&bytes).0.into_owned()
}

#[test]
fn misread_lines_come_back() {
    use encoding_rs::{BIG5, GBK, UTF_8, WINDOWS_1252};
    assert_eq!(read_again(&misread(TEXT, UTF_8, WINDOWS_1252)), TEXT);
    assert_eq!(read_again(&misread(TEXT, GBK, WINDOWS_1252)), TEXT);
    let even = "各位代表，現在我代表市人民政府向大會報告工作，請予審議";
    assert_eq!(read_again(&misread(even, BIG5, GBK)), even);
    assert_eq!(read_again(&misread(even, BIG5, WINDOWS_1252)), even);
    // The bytes of the last character of each clause and of a sign were lost.
    assert_eq!(read_again("鍏ㄥ幙鍏冲伐缁勭粐澶у姏鎺ㄨ繘宸ヤ綔"), "全县关工组织大力推进工作");
}

#[test]
fn twice_over() {
    use encoding_rs::{GBK, UTF_8, WINDOWS_1252};
    let twice = misread(&misread(TEXT, UTF_8, WINDOWS_1252), UTF_8, WINDOWS_1252);
    assert_eq!(read_again(&twice), TEXT);
    let mixed = misread(&misread(TEXT, UTF_8, WINDOWS_1252), UTF_8, GBK);
    // The last sign lost two of its bytes.
    assert_eq!(read_again(&mixed).trim_end_matches(['?', '。']), TEXT.trim_end_matches('。'));
    let even = "全县关工组织大力推进工作";
    assert_eq!(read_again(&misread(&misread(even, UTF_8, GBK), UTF_8, GBK)), even);
}

#[test]
fn a_part_of_a_line_comes_back() {
    use encoding_rs::{GBK, UTF_8, WINDOWS_1252};
    for (write, as_what) in [(UTF_8, WINDOWS_1252), (GBK, WINDOWS_1252), (UTF_8, GBK)] {
        let run = misread("全县关工组织大力推进工作", write, as_what);
        let line = format!("会议指出，“{run}”，要抓好落实，2024年完成12项。");
        assert_eq!(read_again(&line), line.replace(&run, "全县关工组织大力推进工作"));
    }
}

#[test]
fn clean_lines_stay() {
    for text in [
        TEXT,
        "Café crème à la carte, façade, naïve",
        "亳州市涡阳县鄱阳湖畔",
        "犇骉羴鱻",
        "Ünïcödé é è à ü",
        "樂山市市中區：黨建帶關建",
        "氮磷钾镁锌硒锰",
        "Ⅰ类α粒子β射线γ",
        "甪里乡、罍街、亳州",
        "磷酸铵镁、硝酸铈铵、氯铂酸钾、钼酸铵、钽铌锂铷铯",
        "鳜鱼、鳙鱼、鲢鱼、鲟鱼、鳊鱼、鲫鱼、鳝鱼、鲩鱼",
    ] {
        assert_eq!(read_again(text), text);
    }
}
