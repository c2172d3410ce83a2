//! Where comments stand, and that they are made once.

use guiju::patch::Mark;
use guiju::read::{Limits, word_text};

use super::package::{self, File, WORD};
use super::{brief, marked, note, with_notes};

fn p(inner: &str) -> String {
    format!("<w:p>{inner}</w:p>")
}

fn r(words: &str) -> String {
    format!("<w:r><w:t>{words}</w:t></w:r>")
}

#[test]
fn a_run_is_parted_and_keeps_its_looks() {
    let bold = |words: &str| format!("<w:r w:rsidR=\"1\"><w:rPr><w:b/></w:rPr><w:t>{words}</w:t></w:r>");
    let wanted = p(&format!("{}⟦{}⟧{}", bold("支出"), bold("37万元"), bold("。")));
    assert_eq!(with_notes(&p(&bold("支出37万元。")), &["37万元"]), wanted);
}

#[test]
fn blanks_at_new_borders_are_kept() {
    let wanted = "<w:p><w:r><w:t xml:space=\"preserve\">a </w:t></w:r>⟦<w:r><w:t>b</w:t></w:r>⟧<w:r><w:t \
                  xml:space=\"preserve\"> c</w:t></w:r></w:p>";
    assert_eq!(with_notes("<w:p><w:r><w:t>a b c</w:t></w:r></w:p>", &["b"]), wanted);
}

#[test]
fn blanks_that_were_not_shown_stay_so() {
    let wanted = "<w:p><w:r><w:t xml:space=\"preserve\">a </w:t></w:r>⟦<w:r><w:t>b</w:t></w:r>⟧<w:r><w:t \
                  xml:space=\"preserve\"> c</w:t></w:r></w:p>";
    assert_eq!(with_notes("<w:p><w:r><w:t> a b c\n</w:t></w:r></w:p>", &["b"]), wanted);
}

#[test]
fn whole_runs_are_left_alone() {
    assert_eq!(
        with_notes(&p(&(r("甲") + &r("乙") + &r("丙"))), &["乙"]),
        p(&format!("{}⟦{}⟧{}", r("甲"), r("乙"), r("丙")))
    );
}

#[test]
fn comments_may_overlap_and_share_places() {
    let wanted = p(&format!("⟦⟦{}⟧⟦{}⟧{}⟧", r("甲"), r("乙"), r("丙")));
    assert_eq!(with_notes(&p(&r("甲乙丙")), &["甲", "甲乙", "乙丙"]), wanted);
}

#[test]
fn a_comment_may_go_from_one_paragraph_to_another() {
    let body = p(&r("第一段")) + &p(&r("第二段"));
    let wanted = p(&format!("{}⟦{}", r("第"), r("一段"))) + &p(&format!("{}⟧{}", r("第二"), r("段")));
    assert_eq!(with_notes(&body, &["一段\n第二"]), wanted);
}

#[test]
fn a_comment_stays_in_its_cell() {
    let cell = |inner: &str| format!("<w:tc>{}</w:tc>", p(inner));
    let table = |first: &str, second: &str| format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell(first), cell(second));
    let wanted = table(&format!("{}⟦{}⟧", r("甲"), r("乙")), &r("丙"));
    assert_eq!(with_notes(&table(&r("甲乙"), &r("丙")), &["乙\t丙"]), wanted);
}

#[test]
fn tags_stay_whole_for_what_crosses_their_border() {
    let tag = |inner: &str| format!("<w:smartTag w:element=\"e\">{inner}</w:smartTag>");
    let body = p(&tag(&format!("{}{}", tag(&r("甲乙")), r("丙丁"))));
    assert_eq!(with_notes(&body, &["甲"]), body.replace(&r("甲乙"), &format!("⟦{}⟧{}", r("甲"), r("乙"))));
    assert_eq!(with_notes(&body, &["乙丙"]), body.replace("<w:p>", "<w:p>⟦").replace("</w:p>", "⟧</w:p>"));
}

#[test]
fn tabs_and_entities_are_single_characters() {
    let body = p("<w:r><w:t>甲&amp;</w:t><w:tab/><w:t>乙</w:t></w:r>");
    let wanted = p("<w:r><w:t>甲</w:t></w:r>⟦<w:r><w:t>&amp;</w:t><w:tab/></w:r>⟧<w:r><w:t>乙</w:t></w:r>");
    assert_eq!(with_notes(&body, &["&\t"]), wanted);
}

#[test]
fn what_was_struck_out_by_another_stays_outside() {
    let struck = "<w:del w:id=\"50\" w:author=\"A\"><w:r><w:delText>旧</w:delText></w:r></w:del>";
    let new = |words: &str| format!("<w:ins w:id=\"51\" w:author=\"A\">{words}</w:ins>");
    let body = p(&format!("{}{struck}{}", r("前"), new(&r("新的"))));
    let wanted = p(&format!("{}{struck}{}", r("前"), new(&format!("⟦{}⟧{}", r("新"), r("的")))));
    let file = File::of(&body).build();
    let marked = marked(&file, &[note(&file, "新", "请核实")]).expect("is marked");
    // The number is above all that are there.
    assert!(package::part(&marked, "word/comments.xml").expect("is there").contains("<w:comment w:id=\"52\""));
    assert_eq!(brief(&marked), String::new() + &unbrief(&wanted, 52));
}

/// The signs of one comment written out.
fn unbrief(body: &str, number: u32) -> String {
    let end = format!("<w:commentRangeEnd w:id=\"{number}\"/><w:r><w:commentReference w:id=\"{number}\"/></w:r>");
    body.replace('⟦', &format!("<w:commentRangeStart w:id=\"{number}\"/>")).replace('⟧', &end)
}

#[test]
fn fields_formulas_and_text_boxes_stay_whole() {
    let sign = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let code = "<w:r><w:instrText>SEQ</w:instrText></w:r>";
    let field = sign("begin") + code + &sign("separate") + &r("第三") + &sign("end");
    assert_eq!(
        with_notes(&p(&(r("见") + &field + &r("张"))), &["三张"]),
        p(&format!("{}⟦{field}{}⟧", r("见"), r("张")))
    );

    let simple = format!("<w:fldSimple w:instr=\"SEQ\">{}</w:fldSimple>", r("第三"));
    assert_eq!(with_notes(&p(&simple), &["三"]), p(&format!("⟦{simple}⟧")));

    let boxed = format!("<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>", p(&r("框内文字")));
    assert_eq!(with_notes(&p(&(r("前") + &boxed)), &["内文"]), p(&format!("{}⟦{boxed}⟧", r("前"))));

    let data = p("<w:r><w:t>甲</w:t><w:t><![CDATA[乙<丙]]></w:t></w:r>");
    assert_eq!(with_notes(&data, &["<"]), data.replace("<w:p>", "<w:p>⟦").replace("</w:p>", "⟧</w:p>"));
}

#[test]
fn a_field_over_several_paragraphs_may_be_parted() {
    let sign = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let body = p(&(sign("begin") + &sign("separate") + &r("一、概况"))) + &p(&r("二、绩效")) + &p(&sign("end"));
    let wanted = body.replace(&r("二、绩效"), &format!("{}⟦{}⟧", r("二、"), r("绩效")));
    assert_eq!(with_notes(&body, &["绩效"]), wanted);
}

/// A run whose blanks are kept.
fn kept(words: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

#[test]
fn what_has_no_place_stands_at_the_title() {
    let file = File::of(&(p("") + &p(&kept("  自评报告 ")) + &p(&r("正文")))).build();
    let mark = Mark { range: 0..0, note: Some("缺少一节".to_owned()), replacement: None };
    let title = format!("{}⟦{}⟧{}", kept("  "), kept("自评报告"), kept(" "));
    let wanted = p("") + &p(&title) + &p(&r("正文"));
    assert_eq!(brief(&marked(&file, &[mark]).expect("is marked")), wanted);
}

#[test]
fn a_file_without_words_takes_a_comment_too() {
    let mark = Mark { range: 0..0, note: Some("缺少一节".to_owned()), replacement: None };
    let blank = "<w:p><w:pPr><w:jc w:val=\"left\"/></w:pPr></w:p>";
    let bodies = [
        (blank, "<w:p><w:pPr><w:jc w:val=\"left\"/></w:pPr>⟦⟧</w:p>"),
        ("<w:p w:rsidR=\"1\" /><w:p/>", "<w:p w:rsidR=\"1\" >⟦⟧</w:p><w:p/>"),
    ];
    for (body, wanted) in bodies {
        let once = marked(&File::of(body).build(), std::slice::from_ref(&mark)).expect("is marked");
        assert_eq!(brief(&once), wanted);
        assert!(marked(&once, std::slice::from_ref(&mark)).expect("is marked") == once);
    }
    assert!(marked(&File::of("").build(), &[mark]).is_err());
}

#[test]
fn notes_headers_and_footers_are_told_where_word_has_comments() {
    let sign = "<w:r><w:footnoteReference w:id=\"3\"/></w:r>";
    let body = p(&r("标题")) + &p(&(r("正文") + sign + &r("。")));
    let notes = format!(
        "<w:footnote w:id=\"2\">{}</w:footnote><w:footnote w:id=\"3\">{}</w:footnote>",
        p(&r("另一")),
        p(&r("数据来源：决算"))
    );
    let header = p(&r("2024年度"));
    let end = "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rIdheader\"/></w:sectPr>";
    let file = File::of(&(body + end));
    let file = file.part("footnotes", "footnotes", &notes).part("header", "header1", &header).build();
    let marks = [note(&file, "决算", "请核实来源"), note(&file, "2024", "年度不一致")];
    let result = marked(&file, &marks).expect("is marked");
    let wanted = p(&format!("⟦{}⟧", r("标题"))) + &p(&format!("{}⟦{sign}⟧{}", r("正文"), r("。"))) + end;
    assert_eq!(brief(&result), wanted);
    let said = package::part(&result, "word/comments.xml").expect("is there");
    assert!(said.contains("〔脚注 footnote〕“决算”") && said.contains("〔页眉 header〕“2024”"), "{said}");
    assert_eq!(package::part(&result, "word/footnotes.xml"), package::part(&file, "word/footnotes.xml"));
    assert!(marked(&result, &marks).expect("is marked") == result);
}

#[test]
fn comments_that_are_there_are_kept_and_ours_are_not_repeated() {
    let other = "<w:comment w:id=\"7\" w:author=\"审核人\"><w:p><w:r><w:t>请核实</w:t></w:r></w:p></w:comment>";
    let sign = "<w:r><w:commentReference w:id=\"7\"/></w:r>";
    let body = p(&format!("<w:commentRangeStart w:id=\"7\"/>{}<w:commentRangeEnd w:id=\"7\"/>{sign}", r("甲乙")));
    let file = File::of(&body).part("comments", "comments", other).raw("word/commentsExtended.xml", b"<x/>").build();
    let marks =
        [note(&file, "甲乙", "请核实"), note(&file, "甲乙", "请核实"), note(&file, "甲", "第一行\n\u{1}<第二行>")];
    let once = marked(&file, &marks).expect("is marked");
    let said = package::part(&once, "word/comments.xml").expect("is there");
    assert!(said.contains(other) && said.contains("w:id=\"8\"") && said.contains("w:id=\"9\""), "{said}");
    assert!(!said.contains("w:id=\"10\"") && said.contains("&lt;第二行&gt;"), "{said}");
    // The same part, named once.
    let names = |file: &[u8]| package::parts(file).into_iter().map(|(name, ..)| name).collect::<Vec<_>>();
    assert_eq!(names(&once), names(&file));
    assert!(marked(&once, &marks).expect("is marked") == once);
    let one_more = marked(&once, &[marks[0].clone(), note(&file, "乙", "请核实")]).expect("is marked");
    assert!(package::part(&one_more, "word/comments.xml").expect("is there").contains("w:id=\"10\""));
}

#[test]
fn nothing_else_in_the_package_changes() {
    let file = File::of(&p(&r("甲乙"))).build();
    let result = marked(&file, &[note(&file, "甲", "请核实")]).expect("is marked");
    let (old, new) = (package::parts(&file), package::parts(&result));
    let changed = ["[Content_Types].xml", "word/document.xml"];
    for (was, is) in old.iter().zip(&new) {
        assert_eq!(was.0, is.0);
        assert_eq!(was == is, !changed.contains(&was.0.as_str()), "{}", was.0);
    }
    let added: Vec<&str> = new.iter().skip(old.len()).map(|(name, ..)| name.as_str()).collect();
    assert_eq!(added, ["word/_rels/document.xml.rels", "word/comments.xml"]);
    assert!(marked(&file, &[]).expect("is read") == file);
}

#[test]
fn the_prefix_of_the_file_is_used() {
    let xml =
        format!("<x:document xmlns:x=\"{WORD}\"><x:body><x:p><x:r><x:t>甲乙</x:t></x:r></x:p></x:body></x:document>");
    let file = File::with_document(&xml).build();
    let result = marked(&file, &[note(&file, "乙", "请核实")]).expect("is marked");
    let text = package::part(&result, "word/document.xml").expect("is there");
    assert!(
        text.contains("<x:r><x:t>甲</x:t></x:r><x:commentRangeStart x:id=\"1\"/><x:r><x:t>乙</x:t></x:r>"),
        "{text}"
    );
    let read = word_text(&result, &Limits::default()).expect("is read");
    assert_eq!(read.text(), "甲乙");
}

#[test]
fn a_mark_before_the_first_byte_moves_nothing() {
    let xml = |inner: &str| format!("\u{FEFF}<w:document xmlns:w=\"{WORD}\"><w:body>{inner}</w:body></w:document>");
    let file = File::with_document(&xml(&p(&r("甲乙")))).build();
    let result = marked(&file, &[note(&file, "乙", "请核实")]).expect("is marked");
    assert!(package::part(&result, "word/document.xml").expect("is there").starts_with("\u{FEFF}<w:document"));
    assert_eq!(brief(&result), p(&format!("{}⟦{}⟧", r("甲"), r("乙"))));
}

#[test]
fn a_file_without_a_prefix_binds_one_where_it_is_needed() {
    let strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    let xml = format!("<document xmlns=\"{strict}\"><body><p><r><t>甲乙</t></r></p></body></document>");
    let file = File::with_document(&xml).build();
    let mut mark = note(&file, "乙", "请核实");
    mark.replacement = Some("丙".to_owned());
    let result = marked(&file, &[mark]).expect("is marked");
    let text = package::part(&result, "word/document.xml").expect("is there");
    assert!(text.contains(&format!("<w:commentRangeStart xmlns:w=\"{strict}\" w:id=")), "{text}");
    assert!(text.contains("<r><delText>乙</delText></r>"), "{text}");
    assert_eq!(word_text(&result, &Limits::default()).expect("is read").text(), "甲丙");
    let relations = package::part(&result, "word/_rels/document.xml.rels").expect("is there");
    assert!(relations.contains("http://purl.oclc.org/ooxml/officeDocument/relationships/comments"), "{relations}");
    assert!(package::part(&result, "word/comments.xml").expect("is there").contains(strict));
}
