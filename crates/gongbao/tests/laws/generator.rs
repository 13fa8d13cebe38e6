//! Pages in the manner of the genre, damaged as real pages are, and rubble.

use proptest::prelude::*;

type Words = &'static [&'static str];

fn one_of(list: Words) -> impl Strategy<Value = String> {
    prop::sample::select(list).prop_map(str::to_owned)
}

const WRITTEN: Words = &[
    "两",
    "三",
    "十二",
    "一百二十",
    "上千",
    "数十",
    "近百",
    "三成以",
    "一千三百余",
    "○",
    "１２３",
    "1,230",
    "82，225.00",
    "四分之一",
];
const BEFORE: Words = &[
    "",
    "",
    "",
    "近",
    "约",
    "超过",
    "不少于",
    "第",
    "比上年增长",
    "同比下降",
    "占总数的",
    "力争达到",
    "累计",
    "每人每年",
];
const MORE: Words = &["", "", "余", "多", "万", "亿", "余万", "万多"];
const UNITS: Words = &[
    "个",
    "人",
    "人次",
    "元",
    "%",
    "个百分点",
    "名",
    "户",
    "亩",
    "公里",
    "岁",
    "倍",
    "年",
    "位",
    "场次",
    "元/人",
    "",
    "吨标准煤/万元",
];
const BEHIND: Words = &["", "", "", "以上", "左右", "以内"];
const SUBJECTS: Words = &[
    "全县关工组织",
    "“五老”队伍",
    "砚川县关工委",
    "县财政投入资金",
    "高标准农田",
    "受教育青少年",
    "地区生产总值",
    "举办培训班",
    "其中骨干",
    "覆盖率",
    "县委书记祁云樵同志",
    "青笺镇、石篆镇",
    "该县",
    "发放《倡议书》",
];
const PHRASES: Words = &[
    "坚持党建带关建",
    "以奖代补",
    "推行“1+N”模式",
    "做到“六有”，即有人员、有场所、有制度",
    "实施“八抓八强”工程",
    "印发《关于加强关工委建设的意见》（砚办发〔2024〕17号）",
    "落实联席会议制度",
    "进一步提高",
    "一系列举措",
    "党的二十大",
    "2024年4月下旬至10月上旬",
    "今年以来",
    "20*年",
    "‘妈妈’一定会",
    "（含街道）",
    "18:30",
    "http://a.b/c?d=1",
    "显著",
    "乾隆",
];
const NUMBERINGS: Words = &["一、", "二、", "（一）", "1.", "1、", "①", "第一章 ", "一是", ""];
const FURNITURE: Words = &[
    "",
    "发布日期：2024-01-08         浏览次数：",
    "来源：县关工委",
    "首页 » 工作交流 » 正文",
    "【打印】【关闭】",
    "2024年12月18日",
    "责任编辑：柳怀书",
    "上一篇：没有了",
    "    ",
    "\u{3000}\u{3000}",
    "砚 川 县 工 作 总 结",
    "<p>",
    "下转第四版",
];
const PIECES: Words = &[
    "(",
    ")",
    "（",
    "）",
    "《",
    "》",
    "“",
    "”",
    "‘",
    "’",
    "〔",
    "〕",
    "?",
    "&",
    "&#",
    "&#x4e2d;",
    "&amp;lt;",
    "\\u",
    "%E4",
    "<",
    "<table><tr><td>",
    "</",
    "guān",
    "一",
    "十",
    "百",
    "万",
    "亿",
    "个",
    "年",
    "月",
    "日",
    "第",
    "分之",
    "%",
    ".",
    "—",
    "+",
    "带",
    "代",
    "以",
    "促",
    "五老",
    "\n",
    "\r",
    " ",
    "\u{3000}",
    "\u{feff}",
    "\u{e000}",
    "\u{1F600}",
    "e\u{301}",
    "关",
    "縣",
    "骞",
    "锛",
    "ä¸",
    "꿗",
    "⼀",
    "１",
    "。",
    "，",
    ",",
    ":",
    "\u{202e}",
    "\0",
    "\t",
];

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        (1u32..100_000).prop_map(|n| n.to_string()),
        (1u32..1000, 1u32..100).prop_map(|(a, b)| format!("{a}.{b}")),
        (1u32..90, 1u32..40).prop_map(|(a, b)| format!("{a}—{}", a + b)),
        one_of(WRITTEN),
    ]
}

fn figure() -> impl Strategy<Value = String> {
    (one_of(BEFORE), number(), one_of(MORE), one_of(UNITS), one_of(BEHIND))
        .prop_map(|(before, number, more, unit, behind)| format!("{before}{number}{more}{unit}{behind}"))
}

fn clause() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (one_of(SUBJECTS), figure()).prop_map(|(subject, figure)| subject + &figure),
        2 => one_of(PHRASES),
    ]
}

fn line() -> impl Strategy<Value = String> {
    let heading = (one_of(NUMBERINGS), clause()).prop_map(|(number, clause)| number + &clause);
    let clauses = prop::collection::vec((clause(), one_of(&["，", "；", "。", "、", "：", "！"])), 1..5);
    let sentence =
        clauses.prop_map(|clauses| clauses.into_iter().flat_map(|(clause, mark)| [clause, mark]).collect());
    prop_oneof![1 => heading, 4 => sentence, 1 => one_of(FURNITURE)]
}

/// How many kinds of damage there are; beyond them a line stays as it is.
const DAMAGES: usize = 15;

/// The damage of real pages, one kind on one line.
fn damage(kind: usize, line: &str) -> String {
    let each = |change: &dyn Fn(char) -> String| line.chars().map(change).collect::<String>();
    let swap = |pairs: &str| {
        let pairs: Vec<char> = pairs.chars().collect();
        let find = |c: char| pairs.chunks(2).find(|pair| pair[0] == c).map_or(c, |pair| pair[1]);
        line.chars().map(find).collect::<String>()
    };
    match kind {
        0 => each(&|c| match c {
            '关' => "關(guān)".into(),
            '会' => "會(huì )".into(),
            '党' => "黨(dǎng)".into(),
            c => c.into(),
        }),
        1 => swap("县縣关關党黨会會实實级級队隊发發总總数數举舉办辦点點万萬亿億余餘个個场場积積"),
        2 => swap("，,：:；;（(）)"),
        3 => each(&|c| format!("{c} ")),
        4 => each(&|c| {
            if c.is_ascii_graphic() { char::from_u32(c as u32 + 0xFEE0) } else { Some(c) }
                .into_iter()
                .collect()
        }),
        5 => each(&|c| if c.is_ascii() { c.into() } else { format!("&#{};", c as u32) }),
        6 => each(&|c| if c.is_ascii() { c.into() } else { format!("\\u{:04x}", c as u32) }),
        7 => {
            let escape =
                |byte: u8| if byte.is_ascii() { (byte as char).to_string() } else { format!("%{byte:02X}") };
            line.bytes().map(escape).collect()
        }
        8 => each(&|c| format!("{c}\u{200b}")),
        9 => encoding_rs::GBK.decode_without_bom_handling(line.as_bytes()).0.into_owned(),
        10 => encoding_rs::GBK.encode(line).0.iter().map(|&byte| byte as char).collect(),
        11 => encoding_rs::WINDOWS_1252.decode_without_bom_handling(line.as_bytes()).0.into_owned(),
        12 => surgery(line),
        13 => format!("<div class=\"a\"><p>&emsp;{line}</p><script>var a = \"{line}\";</script></div>"),
        14 => swap("一⼀人⼈老⽼"),
        _ => line.to_owned(),
    }
}

/// Two byte strings replaced wherever they stand, also across characters; the rest decoded as it falls.
fn surgery(line: &str) -> String {
    let bytes = encoding_rs::GBK.encode(&line.replace('，', "。“")).0.into_owned();
    let (mut out, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let replaced = bytes[at..].starts_with(&[0xA3, 0xA1]) || bytes[at..].starts_with(&[0xA1, 0xB0]);
        out.push(if replaced { b'!' } else { bytes[at] });
        at += 1 + usize::from(replaced);
    }
    encoding_rs::GB18030.decode_without_bom_handling(&out).0.replace('\u{fffd}', "?")
}

/// A page: the same damage on most lines, as on a real one, and another on some.
pub(crate) fn page() -> impl Strategy<Value = String> {
    let lines = prop::collection::vec((line(), prop::option::weighted(0.2, 0..DAMAGES)), 1..9);
    (lines, 0..DAMAGES + 6, one_of(&["\n", "\n\n", "\r\n", "\n\u{3000}\u{3000}"])).prop_map(
        |(lines, main, end)| {
            lines.iter().map(|(line, own)| damage(own.unwrap_or(main), line)).collect::<Vec<_>>().join(&end)
        },
    )
}

/// Bits of everything that a rule looks for, in no order at all.
pub(crate) fn rubble() -> impl Strategy<Value = String> {
    let piece = prop_oneof![3 => one_of(PIECES), 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}
