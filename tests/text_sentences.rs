//! Sentences, clauses and heading numbers, each shown as the pieces of a marked text.

use guiju::figure::Unit;
use guiju::text::{NumberStyle, heading_number, scan_figures, split_clauses, split_sentences};

/// Splits at `|`: what the test expects of the text without the bars.
fn check_sentences(marked: &str) {
    let text = marked.replace('|', "");
    let found: Vec<&str> = split_sentences(&text).into_iter().map(|range| text.get(range).unwrap_or("")).collect();
    let expected: Vec<&str> = marked.split('|').collect();
    assert_eq!(found, expected);
}

#[test]
fn sentences_end_at_their_marks() {
    for marked in [
        "已完成年度目标。|下一步加强管理。",
        "是否达标？|达标！|很好",
        "真的吗？！|是的。",
        "没有句号的标题",
        "他说：“已经完成。”|随后离开。",
        "按照“先急后缓。再分批”的原则安排。",
        "坚持“应保尽保。”的原则。|另行安排。",
        "已整改（详见附表。）并上报。|结束。",
        "已整改。|（详见附表。）|结束。",
        "开头缺右引号“如此。|下一句。",
        "增长3.5%。|其中0.5万元。",
    ] {
        check_sentences(marked);
    }
    assert_eq!(split_sentences("  \n。\n 第一句。 \n第二句").len(), 3);
}

#[test]
fn an_unclosed_quotation_does_not_swallow_the_paragraph() {
    let text = format!("“开头。{}”", "这是很长的一句话，一直没有引号。".repeat(100));
    assert!(split_sentences(&text).len() > 90);
}

#[test]
fn clauses_end_at_commas_and_chains_at_semicolons() {
    let cases: [(&str, &[(&str, bool)]); 7] = [
        ("收入12万元，支出8万元；结余4万元。", &[("收入12万元", false), ("支出8万元", true), ("结余4万元", true)]),
        ("收入1,234.5万元,支出8万元", &[("收入1,234.5万元", false), ("支出8万元", true)]),
        ("增加3,5项", &[("增加3", false), ("5项", true)]),
        ("时间10:30,地点:会议室", &[("时间10:30", false), ("地点", false), ("会议室", true)]),
        ("水、电、气：共3万元", &[("水、电、气", false), ("共3万元", true)]),
        (
            "支出（其中：基本5万元，项目3万元）8万元",
            &[("支出（其中", false), ("基本5万元", false), ("项目3万元）8万元", true)],
        ),
        ("泵站\t12座\t12座", &[("泵站", true), ("12座", true), ("12座", true)]),
    ];
    for (text, expected) in cases {
        let clauses = split_clauses(text, &scan_figures(text));
        let found: Vec<(&str, bool)> =
            clauses.into_iter().map(|(range, ends)| (text.get(range).unwrap_or(""), ends)).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn heading_numbers_are_read_with_style_and_value() {
    use NumberStyle::{Arabic, ArabicBracket, Chinese, ChineseBracket, Circled, Ordinal, Part};
    let cases = [
        ("一、基本情况", Chinese, 1, "、", "一、"),
        ("十二、其他", Chinese, 12, "、", "十二、"),
        ("三、一般公共预算", Chinese, 3, "、", "三、"),
        ("（二）任务", ChineseBracket, 2, "", "（二）"),
        ("(三)任务", ChineseBracket, 3, "", "(三)"),
        ("（四）、任务", ChineseBracket, 4, "、", "（四）、"),
        ("1、职责", Arabic, 1, "、", "1、"),
        ("2.职责", Arabic, 2, ".", "2."),
        ("3．职责", Arabic, 3, "．", "3．"),
        ("10、2022年任务", Arabic, 10, "、", "10、"),
        ("1. 2022年任务", Arabic, 1, ".", "1."),
        ("（1）更新", ArabicBracket, 1, "", "（1）"),
        ("2）更新", ArabicBracket, 2, "", "2）"),
        ("③更新", Circled, 3, "", "③"),
        ("第一部分 概况", Part, 1, "", "第一部分 "),
        ("第二章　管理", Part, 2, "", "第二章　"),
        ("一是加强", Ordinal, 1, "", "一是"),
        ("首先，加强", Ordinal, 1, "", "首先"),
        ("第三，加强", Ordinal, 3, "，", "第三，"),
    ];
    for (text, style, value, mark, covered) in cases {
        let number = heading_number(text).unwrap_or_else(|| unreachable_number(text));
        assert_eq!((number.style, number.value, number.mark.as_str()), (style, value, mark), "{text}");
        assert_eq!(text.get(number.range), Some(covered), "{text}");
    }
    for text in [
        "",
        "1.5万元",
        "2022年工作",
        "三年来",
        "一个重点",
        "（2022年）",
        "（2022）",
        "3、5项",
        "二、三季度",
        "第三方机构",
        "12.30前",
        "9999、",
        "其他",
        "万一、",
        "（）",
    ] {
        assert_eq!(heading_number(text), None, "{text}");
    }
}

#[expect(clippy::panic, reason = "the test stops at the text whose number was not read")]
fn unreachable_number(text: &str) -> guiju::text::HeadingNumber {
    panic!("no number in {text}")
}

#[test]
fn a_trillion_is_twelve_places() {
    let units: Vec<Unit> =
        scan_figures("总投资1.5万亿元，其中8千亿元").into_iter().map(|token| token.figure.unit).collect();
    assert_eq!(units, [Unit::Money(12), Unit::Money(11)]);
}
