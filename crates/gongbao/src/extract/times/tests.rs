use jiff::civil::Date;

use super::*;
use crate::extract::Signs;
use crate::read;
use crate::restore::Page;

/// The times of a text as `span from..to`.
fn found(text: &str) -> Vec<String> {
    let structure = read::read(text, &Page::default());
    let document = Document {
        text,
        meta: &structure.meta,
        sections: &structure.sections,
        sentences: &structure.sentences,
        signs: &Signs::of(text),
    };
    let show = |date: Option<Date>| date.map_or("-".to_owned(), |date| date.to_string());
    times(&document, &[])
        .into_iter()
        .map(|fact| match fact.detail {
            Detail::Time(time) => format!("{} {}..{}", fact.span.of(text), show(time.from), show(time.to)),
            _ => unreachable!("a time"),
        })
        .collect()
}

/// The times of the body of a summary of 2020, dated 22 December.
fn in_2020(body: &str) -> Vec<String> {
    let mut all = found(&format!("甲县关工委2020年工作总结\n{body}\n2020年12月22日"));
    all.remove(0);
    all.pop();
    all
}

#[test]
fn dates() {
    assert_eq!(found("2020年6月17日下午"), ["2020年6月17日下午 2020-06-17..2020-06-17"]);
    assert_eq!(found("二〇二四年五月"), ["二〇二四年五月 2024-05-01..2024-05-31"]);
    assert_eq!(found("一九五八年"), ["一九五八年 1958-01-01..1958-12-31"]);
    assert_eq!(found("2020-2022年度"), ["2020-2022年度 2020-01-01..2022-12-31"]);
    assert_eq!(found("2025年1月14日至17日"), ["2025年1月14日至17日 2025-01-14..2025-01-17"]);
    assert_eq!(in_2020("4月下旬至10月上旬调研。"), ["4月下旬至10月上旬 2020-04-21..2020-10-10"]);
    assert_eq!(
        in_2020("1—9月完成，10月份评比，8月底召开。"),
        ["1—9月 2020-01-01..2020-09-30", "10月份 2020-10-01..2020-10-31", "8月底 -..2020-08-31"]
    );
    assert_eq!(
        in_2020("前三季度增长，四季度回升，下半年总结。"),
        ["前三季度 2020-01-01..2020-09-30", "四季度 2020-10-01..2020-12-31", "下半年 2020-07-01..2020-12-31"]
    );
}

#[test]
fn relative_times() {
    assert_eq!(
        in_2020("今年5月中旬下发，比上年提高，继去年之后，明年再办。"),
        [
            "今年5月中旬 2020-05-11..2020-05-20",
            "上年 2019-01-01..2019-12-31",
            "去年之后 2020-01-01..-",
            "明年 2021-01-01..2021-12-31",
        ]
    );
    assert_eq!(
        in_2020("目前已有10个，今年初开始，年初召开。"),
        ["目前 2020-12-22..2020-12-22", "今年初 2020-01-01..-", "年初 2020-01-01..-"]
    );
    assert_eq!(
        in_2020("2018年捐款比上年增长。"),
        ["2018年 2018-01-01..2018-12-31", "上年 2017-01-01..2017-12-31"]
    );
    assert_eq!(
        in_2020("去年以来不断推进，今年“七一”前夕表彰。"),
        ["去年以来 2019-01-01..2020-12-22", "今年“七一”前夕 -..2020-06-30"]
    );
}

#[test]
fn periods() {
    assert_eq!(
        in_2020("一年来有成绩，六年来累计，近两年来，近年来，30多年来。"),
        [
            "一年来 2020-01-01..2020-12-31",
            "六年来 2015-01-01..2020-12-31",
            "近两年来 2019-01-01..2020-12-31",
            "近年来 -..-",
            "30多年来 -..-",
        ]
    );
    assert_eq!(
        found("从2001年起开展，截至2011年覆盖，至2017年，从2016年开始"),
        [
            "从2001年起 2001-01-01..-",
            "截至2011年 -..2011-12-31",
            "至2017年 -..2017-12-31",
            "从2016年开始 2016-01-01..-",
        ]
    );
    assert_eq!(
        found("“十四五”期间，“十五”期间"),
        ["“十四五”期间 2021-01-01..2025-12-31", "“十五”期间 2001-01-01..2005-12-31"]
    );
    assert_eq!(found("20世纪90年代"), ["20世纪90年代 1990-01-01..1999-12-31"]);
}

#[test]
fn no_times() {
    for text in [
        "建党100周年",
        "持续18年",
        "6年时间",
        "党的十九大",
        "七年级二班",
        "每年两次",
        "每季度一次",
        "青年中开展",
        "说明年度安排",
        "以前年度",
        "60岁以上年龄",
        "“十四五”规划",
        "第一个五年",
        "十月革命",
        "一年一度",
        "3个月",
        "甚至今天",
        "健全年度考核",
        "按照全年工作思路",
        "“大手牵小手，共庆国庆节”演唱",
        "三年行动",
        "2022级",
        "2.5万年",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_year_is_inferred_from_those_named() {
    assert_eq!(found("2022年捐资300万元。去年推荐就业50名。")[1], "去年 2022-01-01..2022-12-31");
    assert_eq!(found("2024年6月27日被评为先进。今年8月底看望。")[1], "今年8月底 -..2024-08-31");
    assert_eq!(found("去年推荐就业50名。")[0], "去年 -..-");
}
