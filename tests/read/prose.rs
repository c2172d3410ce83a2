//! Plain text and Markdown to paragraphs, sections, sentences and clauses.

use super::{headings, open, paragraphs};

#[test]
fn words_cut_by_a_page_are_joined() {
    let text = "部门整体支出自评报告\n\n（2023年）\n\n填报单位：某市园林绿化管理服务中心\n\n一、主要职责\n\n\
        1、负责城区公园的日常养护，组织苗木更新，指导社区开\n\n展义务植树活动，落实古树名木保护。\n\n\
        2、完成上级交办的事项，配合做好“绿美\n\n社区”创建工作。\n\u{C}\
        二、资金情况\n\n全年安排养护资金512.60万元，实际支出\n- 4 -\n\u{C}498.20万元，结余14.40万元，主要用于补植，按规\n\n 12 \n\n定结转下年。\n";
    let outcome = open("a.txt", text);
    assert_eq!(
        paragraphs(outcome.prose()),
        [
            "部门整体支出自评报告",
            "（2023年）",
            "填报单位：某市园林绿化管理服务中心",
            "一、主要职责",
            "1、负责城区公园的日常养护，组织苗木更新，指导社区开展义务植树活动，落实古树名木保护。",
            "2、完成上级交办的事项，配合做好“绿美社区”创建工作。",
            "二、资金情况",
            "全年安排养护资金512.60万元，实际支出498.20万元，结余14.40万元，主要用于补植，按规定结转下年。",
        ]
    );
    // A cut word is covered with the page break inside.
    let prose = outcome.prose();
    let at = prose.flow.text().find("规定结转").expect("joined");
    assert_eq!(outcome.sources.slice(prose.span(at..at + "规定".len())), "规\n\n 12 \n\n定");
}

#[test]
fn hard_wrapped_lines_are_joined_and_indented_ones_begin_a_paragraph() {
    let text = "\u{3000}\u{3000}本中心全年围绕年度目标推进各项工作，加快项目建设进度，\n切实提高财政资金使用效益，按时完成了年初确定的各项任务并通过\n验收。\n\
                \u{3000}\u{3000}下一步将完善制度，细化指标，加强跟踪问效，确保项目按照计\n\u{3000}\u{3000}另起一段的文字。";
    let outcome = open("a.txt", text);
    let found = paragraphs(outcome.prose());
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.first().is_some_and(|first| first.ends_with("各项任务并通过验收。")));
}

#[test]
fn lines_of_forms_lists_and_tables_stay_apart() {
    let text = "填报单位：某某市农业农村和水利事务综合保障中心\n填报日期：2023年4月\n指标名称\t目标值\t完成值\n新建泵站数量\t12\t12\n\
                培训农户人次数及覆盖率\t3000\t3120\n合计\n30\n25\n";
    let outcome = open("a.txt", text);
    assert_eq!(paragraphs(outcome.prose()).len(), 5);
    assert_eq!(
        outcome.cells(),
        ["指标名称", "目标值", "完成值", "新建泵站数量", "12", "12", "培训农户人次数及覆盖率", "3000", "3120"]
    );
}

#[test]
fn headings_make_a_tree_and_list_items_do_not() {
    let text = "某局自评报告\n\n一、基本情况\n\n（一）主要职责。\n\n1、贯彻执行有关方针政策。\n\n2、拟订年度计划并组织实施，统筹项目管理。\n\n\
        3、完成交办的其他任务。\n\n（二）年度任务\n\n1．重点项目\n\n推进管网改造。\n\n（1）管网更新\n\n更新12.5公里。\n\n二、自评情况\n\n自评良好。\n\n\
        1.5万元用于宣传。\n\n2023年度任务已完成\n\n3、支出合计45.20万元";
    let outcome = open("a.txt", text);
    let prose = outcome.prose();
    assert_eq!(headings(prose), ["1 基本情况", "2 主要职责", "2 年度任务", "3 重点项目", "4 管网更新", "1 自评情况"]);
    let tree: Vec<(u8, Option<u32>)> =
        prose.sections.iter().map(|section| (section.level, section.parent.map(|parent| parent.0))).collect();
    assert_eq!(tree, [(0, None), (1, Some(0)), (2, Some(1)), (2, Some(1)), (3, Some(3)), (4, Some(4)), (1, Some(0))]);
    let body = prose.sections.get(1).map(|section| prose.slice(section.body.clone())).unwrap_or_default();
    assert!(body.starts_with("（一）主要职责。") && body.ends_with("更新12.5公里。"), "{body}");
    let title = prose.paragraphs.first().expect("a title");
    assert_eq!((title.section.0, title.heading.is_none()), (0, true));
}

#[test]
fn parts_stand_above_chinese_numbers() {
    let outcome = open("a.txt", "第一部分 概况\n\n一、职责\n\n略。\n\n第二部分 评价\n\n（一）结论\n\n良好。");
    assert_eq!(headings(outcome.prose()), ["1 概况", "2 职责", "1 评价", "3 结论"]);
}

#[test]
fn sentences_clauses_and_figures_are_linked() {
    let outcome = open(
        "a.txt",
        "一、情况\n\n收入1,234.50万元，支出 987.6 万元；结余：约246万元。他说：“已完成。”后续（见附表。）照办！\n",
    );
    let prose = outcome.prose();
    let sentences: Vec<&str> = prose.sentences.iter().map(|one| prose.slice(one.range.clone())).collect();
    assert_eq!(
        sentences,
        [
            "一、情况",
            "收入1,234.50万元，支出987.6万元；结余：约246万元。",
            "他说：“已完成。”",
            "后续（见附表。）照办！"
        ]
    );
    let clauses: Vec<(u32, &str, u32)> = prose
        .clauses
        .iter()
        .filter(|clause| clause.sentence.0 == 1)
        .map(|clause| (clause.chain, prose.slice(clause.range.clone()), clause.figures.end - clause.figures.start))
        .collect();
    assert_eq!(clauses, [(0, "收入1,234.50万元", 1), (0, "支出987.6万元", 1), (1, "结余", 0), (1, "约246万元", 1)]);
    let figure = prose.figures.get(2).expect("the second amount");
    assert_eq!(outcome.sources.slice(prose.span(figure.core.clone())), "987.6 万元");
    assert_eq!(prose.sentence_at(figure.core.start).map(|id| id.0), Some(1));
}

#[test]
fn markdown_gives_the_same_prose_without_its_marks() {
    let text = "---\ntitle: 报告\n---\n# 某局自评报告\n\n## 一、基本情况\n\n全年**完成** 12.5 万元，见[附表](x.md)。\n\n1. 推进改造\n2. 加强养护\n\n\
        ```\n代码 99 万元\n```\n\n| 指标 | 完成 |\n|---|---|\n| 泵站 | 12座 |\n\n（一）任务\n第一行已经写完。\n第二行 5&nbsp;项。\n";
    let outcome = open("a.md", text);
    let prose = outcome.prose();
    assert_eq!(
        paragraphs(prose),
        [
            "某局自评报告",
            "一、基本情况",
            "全年完成12.5万元，见附表。",
            "1.推进改造",
            "2.加强养护",
            "（一）任务",
            "第一行已经写完。",
            "第二行5项。",
        ]
    );
    assert_eq!(headings(prose).first().map(String::as_str), Some("1 基本情况"));
    assert_eq!(outcome.cells(), ["指标", "完成", "泵站", "12座"]);
    let amount =
        prose.figures.iter().find(|figure| prose.slice(figure.core.clone()) == "12.5万元").expect("the amount");
    assert_eq!(outcome.sources.slice(prose.span(amount.core.clone())), "12.5 万元");
}
