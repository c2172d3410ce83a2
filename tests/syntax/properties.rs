//! Whatever is written, there is an answer; whatever can be parsed, the formatter keeps.

use std::fmt::Write as _;

use guiju::diagnostic::Language;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::{count, format, parse};

/// A rule file with every construct of the language, written as badly as the language allows.
const EVERYTHING: &str = include_str!("everything.gj");

/// Blanks that may stand between any two tokens.
fn blank() -> impl Strategy<Value = &'static str> {
    select(vec![" ", " ", " ", "  ", "\t", "\u{3000}", "\n", "\r\n", "\n\n\n", " // 注\n", "\n// note\n  "])
}

fn mark(half: &'static str, full: &'static str) -> impl Strategy<Value = &'static str> {
    select(vec![half, full])
}

fn word() -> impl Strategy<Value = String> {
    select(vec!["\"甲\"", "“乙”", "“含“内”引号”", "\"{c.rate}\"", "\"a \\\" b\"", "“a\\\\”"]).prop_map(str::to_owned)
}

fn name() -> impl Strategy<Value = String> {
    select(vec!["c", "完成率", "rate2", "_x", "对象"]).prop_map(str::to_owned)
}

/// Formulas of every form, in both languages and widths.
fn formula() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        name(),
        word(),
        select(vec!["1", "９０％", "100万元", "0.5 个百分点", "2022-12-31", "true", "假"]).prop_map(str::to_owned),
        (name(), name()).prop_map(|(a, b)| format!("{a}.{b}")),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let operators =
            vec!["+", "－", "*", "×", "÷", "~=", "≈", "<~", "≳", "==", "！＝", "≤", "<", "and", "或", "则", "in", "含"];
        prop_oneof![
            (inner.clone(), blank(), select(operators), blank(), inner.clone())
                .prop_map(|(a, s, op, t, b)| format!("{a}{s}{op}{t}{b}")),
            (mark("(", "（"), blank(), inner.clone(), blank(), mark(")", "）"))
                .prop_map(|(a, s, b, t, c)| format!("{a}{s}{b}{t}{c}")),
            (select(vec!["not", "非"]), blank(), inner.clone()).prop_map(|(a, s, b)| format!("{a}{s}({b})")),
            (mark("[", "［"), inner.clone(), mark(",", "，"), blank(), inner.clone(), mark("]", "］"))
                .prop_map(|(a, b, c, s, d, e)| format!("{a}{b}{c}{s}{d}{e}")),
            (inner.clone(), blank(), inner.clone(), inner.clone())
                .prop_map(|(a, s, b, c)| format!("if{s}{a} 那么{s}({b}) else ({c})")),
            (inner.clone(), blank(), inner.clone())
                .prop_map(|(a, s, b)| format!("match ({a}) {{{s}\"甲\" | 2：{b}{s}其余: 3{s}}}")),
            (name(), inner.clone(), blank(), inner.clone())
                .prop_map(|(a, b, s, c)| format!("sum({b} for {a} in{s}记录{s}where{s}{c})")),
            (inner.clone(), blank()).prop_map(|(a, s)| format!("({a}){s}is{s}缺失")),
            (name(), blank()).prop_map(|(a, s)| format!("{a}{s}匹配{s}/^[（(]\\/x/")),
        ]
    })
}

fn rule() -> impl Strategy<Value = String> {
    (formula(), word(), formula(), blank(), blank(), word()).prop_map(|(when, message, value, s, t, cue)| {
        format!(
            "/// 说明\nrule{s}A01 {message}{t}for c：completion{s}where {when}\n{{\n severity error\n依据{s}算术 “式”\n\
             当{t}{when}\n\ncheck {value}{t}否则{s}{message} 在 c.rate、c.base\nfix{s}c.rate ＝＞{t}{value}\n\
             example bad{s}{message} at {cue}}}\nrecord r {{ a {cue}：money？\nfrom{t}cues at a {{ a 跟在{s}{cue}|{cue}{t}\
             not after {cue}\n无词 a，b{t}近旁 a，b{s}called b、a\nc faint{t}after {cue}｜词表 later year\n\
             d complete{t}is {cue} 完整{s}先于 词表 早年份{t}b after up {cue} 减{s}{cue} }} }}\n"
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn formatting_keeps_the_tree_and_is_done_after_once(text in prop::collection::vec(rule(), 1..4)) {
        let text = text.concat();
        let parsed = parse(&text);
        prop_assert!(parsed.told.is_empty(), "{:?}\n{text}", parsed.told.iter().next());
        let chinese = format(&text, Some(Language::Chinese)).unwrap();
        let english = format(&chinese, Some(Language::English)).unwrap();
        for formatted in [&chinese, &english, &format(&text, None).unwrap()] {
            prop_assert_eq!(&parse(formatted).tree, &parsed.tree);
            let again = format(formatted, None);
            prop_assert_eq!(again.as_ref(), Some(formatted));
        }
        prop_assert_eq!(format(&english, Some(Language::Chinese)).unwrap(), chinese);
    }

    #[test]
    fn any_text_has_an_answer(text in any::<String>()) {
        parse(&text);
        format(&text, None);
    }

    #[test]
    fn any_order_of_words_has_an_answer(swaps in prop::collection::vec((any::<Index>(), any::<Index>()), 1..60)) {
        let mut words: Vec<&str> = EVERYTHING.split_inclusive([' ', '\n', '"', '{', '}', '(', ')', '，', '：']).collect();
        for (one, other) in swaps {
            let (one, other) = (one.index(words.len()), other.index(words.len()));
            words.swap(one, other);
        }
        let text = words.concat();
        let parsed = parse(&text);
        for label in parsed.told.iter().flat_map(|it| &it.labels) {
            prop_assert!(text.get(label.span.range()).is_some());
        }
        format(&text, None);
    }

    #[test]
    fn a_text_cut_anywhere_has_an_answer(from in any::<Index>(), to in any::<Index>()) {
        let chars: Vec<char> = EVERYTHING.chars().collect();
        let (from, to) = (from.index(chars.len()), to.index(chars.len()));
        parse(&chars[from.min(to)..from.max(to)].iter().collect::<String>());
    }
}

#[test]
fn a_file_with_everything_is_parsed_and_kept() {
    let parsed = parse(EVERYTHING);
    assert!(parsed.told.is_empty(), "{:?}", parsed.told.iter().next());
    let formatted = format(EVERYTHING, None).unwrap();
    assert_eq!(parse(&formatted).tree, parsed.tree);
}

/// No clock: a step that looks at all that was written before would not come to an end here. The parser's own steps are
/// counted in tests/cost.rs.
#[test]
fn long_texts_come_to_an_end() {
    let mut rules = String::new();
    for turn in 0..20_000 {
        writeln!(rules, "rule A{turn} \"名\" {{\n    severity note\n    check a.b + {turn} > 3 else \"文\" at a.b\n}}")
            .unwrap();
    }
    assert_eq!(count(&rules), (20_000, 0));
    assert_eq!(count(&"全年总支出完成预算。".repeat((5 << 20) / 30)).0, 0);
    assert_eq!(count(&format!("let x = \"{}\"\n", "甲".repeat((5 << 20) / 3))), (1, 0));
}

#[test]
fn brackets_nested_without_end_are_refused_by_name() {
    for bracket in ["(", "[", "{", "（", "“"] {
        let parsed = parse(&format!("let x = {}", bracket.repeat(100_000)));
        let codes: Vec<&str> = parsed.told.iter().map(|it| it.code).collect();
        assert_eq!(codes, ["syntax::too_deep"], "{bracket}");
    }
}

#[test]
fn formulas_without_end_are_refused_by_name() {
    for part in ["not ", "- ", "1 + ", "a implies ", "a.b ~= "] {
        assert_eq!(count(&format!("let x = {} true", part.repeat(480))), (1, 0), "{part}");
        let endless = parse(&format!("let x = {} true", part.repeat(100_000)));
        let codes: Vec<&str> = endless.told.iter().map(|it| it.code).collect();
        assert_eq!(codes, ["syntax::too_long"], "{part}");
    }
    let fields = parse(&format!("let x = a{}", ".b".repeat(100_000)));
    assert_eq!(fields.told.iter().map(|it| it.code).collect::<Vec<_>>(), ["syntax::too_long"]);
    let choices = parse(&format!("let x = {} 1", "if a then b else ".repeat(100_000)));
    assert_eq!(choices.told.iter().map(|it| it.code).collect::<Vec<_>>(), ["syntax::too_deep"]);
}
