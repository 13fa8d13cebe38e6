use super::*;
use crate::edit::{Draft, Step};

const BODY: &str = "一年来，在市委、市政府的领导下，全市关心下一代工作取得了新成效，各级组织不断健全。";

/// What is left, and what the page said.
fn left(text: &str) -> (String, Page) {
    let mut found = Found::default();
    let patches = furniture(text, &mut found);
    let mut draft = Draft::new(text);
    draft.apply(Step::Furniture, &patches);
    let rest: Vec<&str> = draft.text().lines().filter(|line| !line.trim().is_empty()).collect();
    (rest.join("\n"), found.page)
}

#[test]
fn lines_of_the_page_go() {
    for line in [
        "首頁 » 工作交流 »調查研究 » 正文",
        "当前位置：首页 > 政务公开 > 统计公报",
        "您當前的位置:首頁 > 調查研究",
        "某县关工委  http://www.example.cn/  2025年02月21日  来源: 某省关工委办公室",
        "?",
        "|",
        "• 我的订阅",
        "  • 国内",
        "发布日期:2024-01-08         浏览次数:",
        "發布日期:2024-01-08         瀏覽次數:",
        "类别:国内\u{a0}发布时间:2023-07-19 18:23:00\u{a0}来源:人民资讯",
        "日期:2024-12-31 瀏覽:519次",
        "来源:未知",
        "来源 : 南方日报",
        "来　源：市统计局",
        "本文转自:人民日报客户端",
        "【打印】【关闭】",
        "字号：[大 中 小] 打印 收藏",
        "分享到：微信 微博",
        "2026-02-05 15:02 来源：保山市财政局",
        "责任编辑：张三",
        "<strike id=\"40mei\"></strike>",
        "  • <center id=\"40mei\"><kbd id=\"40mei\"></kbd></center>",
        "这里只有精品在线观看,精品无码久久久久国产,久久午夜夜伦伦鲁鲁片,另类欧美视频二区",
        "版权所有：某市人民政府 京ICP备00000000号",
    ] {
        assert_eq!(
            left(&format!("{line}\n工作总结\n{BODY}\n{BODY}")).0,
            format!("工作总结\n{BODY}\n{BODY}"),
            "{line}"
        );
    }
}

#[test]
fn what_belongs_to_the_report_stays() {
    for line in [
        "元新东 卢而康",
        "——2025年1月14日在省第十四届人民代表大会第三次会议上",
        "（2026年5月15日）",
        "2020年12月22日",
        "省长 王予波",
        "主办单位：省交通运输厅，各州、市人民政府",
        "时间进度、阶段性任务、细化目标等。",
        "附件：",
        "各位代表：",
        "资金来源：中央财政",
        "一、新闻",
        "目录",
        "共享发展 > 共同富裕",
    ] {
        let text = format!("工作总结\n{line}\n{BODY}\n{line}\n{BODY}\n{line}");
        assert_eq!(left(&text).0, text, "{line}");
    }
    // Between paragraphs a weak label is text.
    let text = format!("{BODY}\n来源：某报\n{BODY}");
    assert_eq!(left(&text).0, text);
}

#[test]
fn the_page_tells_of_the_report() {
    let (_, page) =
        left(&format!("题目\n类别:国内 发布时间:2023-07-19 18:23:00 来源:人民资讯 作者：张三\n{BODY}"));
    assert_eq!(page.published.map(|day| day.to_string()).as_deref(), Some("2023-07-19"));
    assert_eq!((page.origin.as_deref(), page.byline.as_deref()), (Some("人民资讯"), Some("张三")));
    let (rest, page) = left(&format!("题目\n{BODY}\n来源：市中区关工委办公室"));
    assert_eq!((rest, page.origin.as_deref()), (format!("题目\n{BODY}"), Some("市中区关工委办公室")));
}

#[test]
fn lists_of_other_articles_go() {
    let list = "2024-04-07 21:28:00\n...成长旋律。立机制,增强责任意识。该镇紧扣工作,组织镇党政班子成员学习\n\
                2024-02-14 02:05:00\n...健康成长思想根基及优良环境。日前,该镇作为全县先进单位\n更多关于国内的资讯:";
    assert_eq!(left(&format!("题目\n{BODY}\n{BODY}\n{list}")).0, format!("题目\n{BODY}\n{BODY}"));
    let list = "相关阅读：\n某县召开工作会议\n某市开展主题活动";
    assert_eq!(left(&format!("题目\n{BODY}\n{list}")).0, format!("题目\n{BODY}"));
    let list = "上一篇：某镇：文化进校园，经典永流传 |\n下一篇：家校携手，共育新人 |";
    assert_eq!(left(&format!("题目\n{BODY}\n{list}")).0, format!("题目\n{BODY}"));
    let list = "某县召开工作会议 2024-01-02\n某市开展主题活动 [2024-01-03]";
    assert_eq!(left(&format!("题目\n{BODY}\n{list}")).0, format!("题目\n{BODY}"));
    let notice = "以上内容为信息快照，由某站爬虫采集，本站未对信息做任何修改。\n如有侵权请联系我们进行删除。";
    assert_eq!(left(&format!("题目\n{BODY}\n{notice}")).0, format!("题目\n{BODY}"));
    // A signature is no list.
    let text = format!("题目\n{BODY}\n某市关工委\n2024年1月2日");
    assert_eq!(left(&text).0, text);
}

#[test]
fn the_licence_of_a_library_goes() {
    let licence = "本作品是中华人民共和国的\n法律\n，根据《\n著作权法\n》第五条，不适用于该法。\n注：本站认为，公务演讲不总是立法文件。\nfalse";
    assert_eq!(
        left(&format!("工作报告\n{BODY}\n{BODY}\n{licence}\n")).0,
        format!("工作报告\n{BODY}\n{BODY}")
    );
    let own = format!("工作总结\n{BODY}\n本作品是在全省比赛中获奖的作品，反映了青少年的生活。\n{BODY}");
    assert_eq!(left(&own).0, own);
}

#[test]
fn files_to_fetch_go() {
    let text = format!("工作总结\n{BODY}\n{BODY}\n1.预算公开表.xlsx\n附件【情况说明.DOCX】");
    assert_eq!(left(&text).0, format!("工作总结\n{BODY}\n{BODY}"));
}

#[test]
fn the_catalogue_of_open_information_goes() {
    let report = format!("某县民政局2023年工作总结\n{BODY}\n{BODY}");
    for head in [
        "索引号：000014349/2024-00012 主题分类：民政 发文机构：某县民政局 成文日期：2023年12月20日 标题：某县民政局2023年工作总结 发文字号：",
        "索 引 号：\t000014349/2024-00012\n发文机构：\t某县民政局\n成文日期：\t2023年12月20日\n标　　题：\t某县民政局2023年工作总结",
        "索引号：\n000014349/2024-00012\n主题分类：\n民政\n发文机构：\n某县民政局\n发文日期：\n2023年12月20日\n内容概述：",
        "索引号\t000014349/2024-00012\t发文机构\t某县民政局\n名称\t某县民政局2023年工作总结\t成文日期\t2023-12-20",
    ] {
        let (text, page) = left(&format!("{head}\n{report}"));
        assert_eq!(text, report, "{head}");
        assert_eq!(page.issuer.as_deref(), Some("某县民政局"), "{head}");
        assert_eq!(page.dated.map(|day| day.to_string()).as_deref(), Some("2023-12-20"), "{head}");
    }
    // A title that stands in the box alone is the report's.
    let box_ = "索引号：000014349/2024-00012\n标题：某县民政局2023年工作总结\n发文机构：某县民政局";
    assert_eq!(left(&format!("{box_}\n{BODY}\n{BODY}")).0, report);
    // What a report says of itself is no catalogue.
    let own = format!("工作总结\n单位：某县民政局\n时间：2023年12月\n名称：编号：\n{BODY}");
    assert_eq!(left(&own).0, own);
}

#[test]
fn lines_beside_what_goes() {
    let report = format!("工作总结\n{BODY}\n{BODY}");
    let again = format!("工作总结\n发布日期：2024-01-08\n{report}");
    assert_eq!(left(&again).0, report);
    let twice =
        format!("某县民政局2023年工作总结\n某县民政局2023年工作总结\n某县民政局2023年工作总结\n{BODY}");
    assert_eq!(left(&twice).0, format!("某县民政局2023年工作总结\n{BODY}"));
    let headings =
        format!("工作总结\n一、加强组织建设\n一、加强组织建设\n全县共297个。\n全县共297个。\n{BODY}");
    assert_eq!(left(&headings).0, headings);
    let foot = "附件：\n某县民政局2023年工作总结.docx\n主办：某县人民政府办公室\n陕ICP备05006432号\n联系电话：0916-6712345";
    assert_eq!(left(&format!("{report}\n{foot}")).0, report);
    // Without an imprint beside it a telephone is the office's.
    let own = format!("{report}\n联系电话：0916-6712345");
    assert_eq!(left(&own).0, own);
}
