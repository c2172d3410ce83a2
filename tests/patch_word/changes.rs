//! Tracked changes: what they strike out and put in, and where they are told instead.

use guiju::patch::Mark;
use guiju::read::{Limits, word_text};

use super::package::{self, File};
use super::{brief, change, marked, note, with_changes};

fn p(inner: &str) -> String {
    format!("<w:p>{inner}</w:p>")
}

fn r(words: &str) -> String {
    format!("<w:r><w:t>{words}</w:t></w:r>")
}

/// A run of words that are struck out.
fn old(words: &str) -> String {
    format!("{{-<w:r><w:delText>{words}</w:delText></w:r>-}}")
}

/// A run of new words.
fn new(words: &str) -> String {
    format!("{{+<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>+}}")
}

#[test]
fn words_are_struck_out_and_others_put_behind_them() {
    let wanted = p(&format!("{}{}{}{}", r("完成"), old("67.37%"), new("76.37%"), r("。")));
    assert_eq!(with_changes(&p(&r("完成67.37%。")), &[("67.37%", "76.37%")]), wanted);
    assert_eq!(
        with_changes(&p(&r("旧")), &[("旧", "a&b\n")]),
        p(&(old("旧") + "{+<w:r><w:t xml:space=\"preserve\">a&amp;b</w:t><w:br/></w:r>+}"))
    );
    assert_eq!(with_changes(&p(&r("一二")), &[("二", "")]), p(&(r("一") + &old("二"))));
    assert_eq!(with_changes(&p(&r("一二")), &[("二", "二")]), p(&r("一二")));
}

#[test]
fn new_words_look_as_the_first_of_the_old() {
    let bold = |inner: &str| format!("<w:r><w:rPr><w:b/></w:rPr>{inner}</w:r>");
    let change = "<w:rPrChange w:id=\"4\" w:author=\"A\"><w:rPr/></w:rPrChange>";
    let changed = |change: &str, inner: &str| format!("<w:r><w:rPr><w:b/>{change}</w:rPr>{inner}</w:r>");
    let body = p(&(changed(change, "<w:t>甲乙</w:t>") + &r("丙丁")));
    // The second half of a run whose looks were changed keeps that account under a number of its own.
    let again = change.replace("\"4\"", "\"7\"");
    let wanted = p(&format!(
        "{}{{-{}-}}{}{{+{}+}}{}",
        changed(change, "<w:t>甲</w:t>"),
        changed(&again, "<w:delText>乙</w:delText>"),
        old("丙"),
        bold("<w:t xml:space=\"preserve\">新</w:t>"),
        r("丁")
    ));
    assert_eq!(with_changes(&body, &[("乙丙", "新")]), wanted);
}

#[test]
fn what_is_no_word_stays_between() {
    let mark = "<w:bookmarkStart w:id=\"1\" w:name=\"a\"/>";
    let body = p(&format!("{}{mark}{}<w:proofErr w:type=\"spellEnd\"/>{}", r("一"), r("二"), r("三")));
    let wanted =
        p(&format!("{}{mark}{}<w:proofErr w:type=\"spellEnd\"/>{}{}", old("一"), old("二"), old("三"), new("四")));
    assert_eq!(with_changes(&body, &[("一二三", "四")]), wanted);
}

#[test]
fn the_insertion_of_another_is_parted() {
    let theirs = |number: u32, inner: &str| format!("<w:ins w:id=\"{number}\" w:author=\"A\">{inner}</w:ins>");
    // Numbers of our own follow the greatest one that is there.
    let body = p(&theirs(3, &r("前旧后")));
    let wanted = p(&format!("{}{}{}", theirs(3, &format!("{}{}", r("前"), old("旧"))), new("新"), theirs(5, &r("后"))));
    assert_eq!(with_changes(&body, &[("旧", "新")]), wanted);
    // At its end nothing needs to go on.
    let wanted = p(&(theirs(3, &format!("{}{}", r("前"), old("旧后"))) + &new("新")));
    assert_eq!(with_changes(&body, &[("旧后", "新")]), wanted);
}

#[test]
fn words_are_put_in_where_none_are_replaced() {
    let file = File::of(&p(&r("甲乙"))).build();
    let insert = |at: u32, note: Option<&str>| Mark {
        range: at..at,
        note: note.map(str::to_owned),
        replacement: Some("。".to_owned()),
    };
    let result = marked(&file, &[insert(6, None)]).expect("is marked");
    assert_eq!(brief(&result), p(&(r("甲乙") + &new("。"))));
    let result = marked(&file, &[insert(3, Some("缺句号"))]).expect("is marked");
    let ended = "<w:commentRangeEnd w:id=\"2\"/><w:r><w:commentReference w:id=\"2\"/></w:r>";
    let wanted = p(&format!("{}<w:commentRangeStart w:id=\"2\"/>{}{ended}{}", r("甲"), new("。"), r("乙")));
    assert_eq!(brief(&result).replace('⟦', "<w:commentRangeStart w:id=\"2\"/>").replace('⟧', ended), wanted);
}

#[test]
fn a_comment_on_changed_words_holds_both() {
    let file = File::of(&p(&r("甲旧乙"))).build();
    let mark = Mark { note: Some("用词".to_owned()), ..change(&file, "旧", Some("新")) };
    let result = marked(&file, &[mark]).expect("is marked");
    assert_eq!(brief(&result), p(&format!("{}⟦{}{}⟧{}", r("甲"), old("旧"), new("新"), r("乙"))));
}

#[test]
fn a_comment_may_begin_within_what_is_struck_out() {
    let file = File::of(&p(&r("甲乙丙"))).build();
    let result = marked(&file, &[change(&file, "甲乙", Some("新")), note(&file, "乙丙", "请核实")]).expect("is marked");
    assert_eq!(brief(&result), p(&format!("{}⟦{}{}{}⟧", old("甲"), old("乙"), new("新"), r("丙"))));
}

#[test]
fn the_first_of_two_changes_of_the_same_words_is_made_and_the_other_told() {
    let file = File::of(&p(&r("甲乙丙"))).build();
    let marks = [change(&file, "甲乙", Some("新")), change(&file, "乙丙", Some("另"))];
    let result = marked(&file, &marks).expect("is marked");
    assert!(brief(&result).contains(&new("新")) && !brief(&result).contains(&new("另")));
    assert!(package::part(&result, "word/comments.xml").expect("is there").contains("“乙丙” → “另”"));
}

#[test]
fn what_cannot_be_changed_is_told_at_its_words() {
    let sign = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let boxed = format!("<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>", p(&r("旧")));
    let bodies = [
        p(&(sign("begin") + &sign("separate") + &r("旧") + &sign("end"))),
        p(&format!("<w:fldSimple w:instr=\"SEQ\">{}</w:fldSimple>", r("旧"))),
        p(&boxed),
        p(&format!("<w:moveTo w:id=\"1\" w:author=\"A\">{}</w:moveTo>", r("旧"))),
        p("<w:r><w:t>旧</w:t><w:t><![CDATA[字]]></w:t></w:r>").replace("旧", "").replace("字", "旧"),
        p(&format!("<w:ins w:id=\"1\" w:author=\"A\"><w:smartTag w:element=\"e\">{}</w:smartTag></w:ins>", r("旧"))),
    ];
    for body in bodies {
        let result = with_changes(&body, &[("旧", "新")]);
        assert!(!result.contains(&new("新")) && result.contains('⟦'), "{result}");
    }
    let across = "<w:r><w:t>旧</w:t><w:footnoteReference w:id=\"1\"/><w:t>字</w:t></w:r>";
    for (body, words) in [(p(across), "旧字"), (p(&r("旧")) + &p(&r("字")), "旧\n字")] {
        let result = with_changes(&body, &[(words, "新")]);
        assert!(!result.contains(&new("新")) && result.contains('⟦'), "{result}");
    }
}

#[test]
fn notes_and_headers_take_changes_themselves() {
    let body = p(&r("正文")) + "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rIdheader\"/></w:sectPr>";
    let file = File::of(&body).part("header", "header1", &p(&r("2024年度"))).build();
    let result = marked(&file, &[change(&file, "2024", Some("2025"))]).expect("is marked");
    assert_eq!(brief(&result), body);
    assert!(package::part(&result, "word/comments.xml").is_none());
    let header = package::part(&result, "word/header1.xml").expect("is there");
    assert!(header.contains("<w:delText>2024</w:delText>"), "{header}");
    assert_eq!(word_text(&result, &Limits::default()).expect("is read").text(), "正文\n2025年度");
}
