use super::*;
use crate::edit::{Draft, Step};

const BODY: &str = "一年来，在市委、市政府的领导下，全市关心下一代工作取得了新成效，各级组织不断健全。";

/// What is left, and what was found.
fn article(text: &str) -> (String, Found) {
    let mut found = Found::default();
    let patches = html(text, &mut found);
    let mut draft = Draft::new(text);
    draft.apply(Step::Html, &patches);
    let (now, edits) = draft.finish();
    assert_eq!(edits.replay(text, &now), now);
    (now.into_owned(), found)
}

#[test]
fn the_article_comes_out_of_its_page() {
    let page = format!(
        "<!DOCTYPE html><html><head><title>工作总结报告_某市政府</title><meta name=\"PubDate\" content=\"2024-01-08 15:30\">\
         <style>p {{ color: red }}</style></head><body><ul><li><a href=/>首页</a><li><a href=/x>新闻中心</a></ul>\
         <h1>工作总结报告</h1><div>来源：市统计局 浏览次数：5</div>\
         <div class=\"a\" id='zoom'><script>var a = '<p>不要</p>';</script><p>{BODY}</p><!-- 注 --><p>一、<b>总</b>体\n    要求</p>\
         <p>{BODY}<br>{BODY}</p></div><div class=foot>版权所有</div></body></html>"
    );
    let (text, found) = article(&page);
    assert_eq!(text, format!("工作总结报告\n{BODY}\n一、总体要求\n{BODY}\n{BODY}"));
    assert_eq!(found.page.title.as_deref(), Some("工作总结报告"));
    assert_eq!(found.page.published.map(|day| day.to_string()).as_deref(), Some("2024-01-08"));
    assert_eq!(found.page.origin.as_deref(), Some("市统计局"));
    assert_eq!(found.aside.len(), 3);
}

#[test]
fn tables_are_rows() {
    let page = format!(
        "<html><body><div id=content><p>{BODY}<table><tr><td>指标<td><p>总量</p><td>增长<tr><td>地区<br>生产总值<td>5.5<td></td></tr>\
         </table><p>{BODY}</div></body></html>"
    );
    assert_eq!(article(&page).0, format!("{BODY}\n指标\t总量\t增长\n地区生产总值\t5.5\n{BODY}"));
    // A table that only puts the text in its place is none.
    let page =
        format!("<html><body><table><tr><td>{0}{0}{0}{0}<br>{0}</td></tr></table></body></html>", BODY);
    assert_eq!(article(&page).0, format!("{0}{0}{0}{0}\n{0}", BODY));
}

#[test]
fn what_is_no_page_stays() {
    for text in [
        "甲 < 乙，乙 > 丙，a<b",
        "<strike id=\"40mei\"></strike>\n<strike id=\"40mei\"></strike>\n<center><kbd></kbd></center>\n正文",
        "<<<<<<<<<<<<<<<<<<<<",
        "<a <a <a <a <a <a <a <a <a <a",
    ] {
        assert_eq!(article(text).0, text);
    }
}

#[test]
fn broken_pages_are_read() {
    let page = format!("<html><body><div id=content><p>{BODY}<p>{BODY}<script>never closed {BODY}");
    assert_eq!(article(&page).0, format!("{BODY}\n{BODY}"));
    // Two pages in one: no box holds nearly all.
    let page =
        format!("<html><head><title>工作总结报告</title></head><body><div><p>{BODY}</p></div></body></html>");
    assert!(article(&page.repeat(2)).0.contains(&format!("{BODY}\n{BODY}")));
    let page = format!("<p>{BODY}</p><p>{BODY}</p></p></div><p>5 < 6</p><p>{BODY}<a href=\"x");
    assert!(article(&page).0.starts_with(&format!("{BODY}\n{BODY}\n5 < 6\n{BODY}")));
}
