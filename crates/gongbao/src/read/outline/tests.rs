use crate::read;
use crate::restore::Page;
use proptest::prelude::*;

/// The outline as `level number|title role`.
fn outline_of(text: &str) -> Vec<String> {
    let structure = read::read(text, &Page::default());
    let show = |section: &crate::report::Section| {
        let title = section.title.map_or("-", |title| title.of(text));
        format!(
            "{} {}|{} {}",
            section.level,
            section.number.as_deref().unwrap_or("-"),
            title,
            section.role.as_str()
        )
    };
    structure.sections.iter().map(show).collect()
}

#[test]
fn numbers_nest_and_children_inherit() {
    let text = "甲县关工委2020年工作总结\n一年来，全县取得了新成效。\n一、坚持党建带关建\n今年，县委印发文件。\n1、开展学习培训。\n各关工委注重学习。\n2、加强体制建设。\n各关工委完善体制。\n二、明年工作思路\n明年要这样做。\n1、加强学习。要深入学习。\n2020年12月22日\n";
    assert_eq!(
        outline_of(text),
        [
            "1 -|- opening",
            "1 一、|坚持党建带关建 review",
            "2 1、|开展学习培训。 review",
            "2 2、|加强体制建设。 review",
            "1 二、|明年工作思路 plan",
            "2 1、|加强学习 plan",
            "1 -|- closing",
        ]
    );
}

#[test]
fn sentences_inside_a_paragraph() {
    let text = "标题\n开头的一段话说明情况。\n1.队伍建设有责有为。近年来不断加强。一是配强班子。班子配齐。二是配优队伍。队伍稳定。\n2.经费保障有力。都已到位。\n";
    assert_eq!(
        outline_of(text),
        [
            "1 -|- opening",
            "1 1.|队伍建设有责有为 practice",
            "2 一是|配强班子 practice",
            "2 二是|配优队伍 practice",
            "1 2.|经费保障有力 practice"
        ]
    );
}

#[test]
fn parallel_paragraphs_without_numbers() {
    let text = "标题在此\n开头的一段话说明情况，后面分述各项工作。\n重阵地，组织遍地开花。该县抓好建设。\n重作用，奉献标新立异。该县抓好队伍。\n";
    assert_eq!(
        outline_of(text),
        ["1 -|- opening", "1 -|重阵地，组织遍地开花 practice", "1 -|重作用，奉献标新立异 practice"]
    );
}

#[test]
fn problems_part_a_review() {
    let text = "甲县2020年工作总结\n一、助力脱贫攻坚\n帮扶工作有序开展。\n一年来，工作有成绩，但也存在一些不容忽视的问题。\n四、明年工作思路\n要抓好落实。\n";
    assert_eq!(
        outline_of(text),
        ["1 一、|助力脱贫攻坚 review", "1 -|- problems", "1 四、|明年工作思路 plan"]
    );
}

#[test]
fn lists_are_no_sections() {
    let text = "办法\n第一章 总则\n申报应当具备下列条件：\n（一）材料齐全；\n（二）其他材料。\n第二章 附则\n自印发之日起施行。\n";
    assert_eq!(outline_of(text), ["1 第一章|总则 plan", "1 第二章|附则 plan"]);
}

proptest! {
    #[test]
    fn sections_nest_and_cover(text in "((一、|二、|（一）|1[.]|一是|——|各位代表：|第一章|2020年12月22日|附件)?[甲乙丙加快]{0,5}[，。：]?\n?){0,30}") {
        let structure = read::read(&text, &Page::default());
        let mut open: Vec<(u8, usize)> = Vec::new();
        let mut at = 0;
        for section in &structure.sections {
            prop_assert!(section.span.start() >= at);
            prop_assert!(text.get(section.span.range()).is_some());
            at = section.span.start();
            while open.last().is_some_and(|(level, _)| *level >= section.level) {
                // A section ends where the next of its level or a higher one starts.
                prop_assert!(open.pop().unwrap().1 <= section.span.start());
            }
            prop_assert_eq!(usize::from(section.level), open.len() + 1);
            if let Some((_, end)) = open.last() {
                prop_assert!(section.span.end() <= *end);
            }
            open.push((section.level, section.span.end()));
        }
        if let Some(last) = structure.sections.last() {
            prop_assert_eq!(last.span.end(), text.len());
        }
    }
}
