//! Word files: the words of paragraphs as people see them, each with its place.

use guiju::read::WordText;

use super::word::{Word, p, root, text_of};
use super::{headings, open_with};

fn line(inner: &str) -> String {
    Word::of(&format!("<w:p>{inner}</w:p>")).lines().join("\n")
}

fn run(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

/// The bytes of the part that words of the transcript stand for.
fn raw<'x>(word: &WordText, xml: &'x str, words: &str) -> &'x str {
    let at = u32::try_from(word.text().find(words).expect("the words are there")).expect("is small");
    let anchor = word.anchors.iter().find(|anchor| anchor.text == at).expect("an anchor begins there");
    xml.get(anchor.xml as usize..(anchor.xml + anchor.xml_length) as usize).expect("it stands in the part")
}

#[test]
fn runs_are_joined_and_each_knows_its_bytes() {
    let word = Word::of(
        "<w:p><w:r><w:t>全年支出</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>12</w:t></w:r><w:r><w:t>万元，A&amp;B</w:t></w:r></w:p>",
    );
    let text = text_of(&word.bytes());
    assert_eq!(text.text(), "全年支出12万元，A&B");
    assert_eq!(text.parts, ["word/document.xml"]);
    let xml = String::from_utf8(word.parts().remove(2).1).expect("is text");
    assert_eq!(raw(&text, &xml, "全年支出"), "全年支出");
    assert_eq!(raw(&text, &xml, "12"), "12");
    assert_eq!(raw(&text, &xml, "&"), "&amp;");
}

#[test]
fn signs_between_words_are_what_people_see() {
    let inner = |signs: &str| line(&format!("<w:r><w:t>甲</w:t>{signs}<w:t>乙</w:t></w:r>"));
    assert_eq!(inner("<w:tab/>"), "甲\t乙");
    assert_eq!(inner("<w:ptab w:alignment=\"right\"/>"), "甲\t乙");
    assert_eq!(inner("<w:br/>"), "甲\n乙");
    assert_eq!(inner("<w:cr/>"), "甲\n乙");
    assert_eq!(inner("<w:br w:type=\"column\"/>"), "甲\n乙");
    assert_eq!(inner("<w:noBreakHyphen/>"), "甲-乙");
    assert_eq!(inner("<w:softHyphen/>"), "甲乙");
    assert_eq!(inner("<w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/>"), "甲☑乙");
    assert_eq!(inner("<w:footnoteReference w:id=\"2\"/>"), "甲乙");
    // A page break at the end of a paragraph is no line of it.
    assert_eq!(line("<w:r><w:t>甲</w:t><w:br w:type=\"page\"/></w:r>"), "甲");
    assert_eq!(
        line("<w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"1\"/></w:tabs></w:pPr><w:r><w:t>甲</w:t></w:r>"),
        "甲"
    );
}

#[test]
fn blanks_at_the_ends_of_a_text_count_where_it_says_so() {
    assert_eq!(line("<w:r><w:t>\n  支出 12\n 万元  </w:t></w:r><w:r><w:t>完成</w:t></w:r>"), "支出 12  万元完成");
    assert_eq!(line("<w:r><w:t xml:space=\"preserve\"> 支出 </w:t></w:r><w:r><w:t>完成</w:t></w:r>"), " 支出 完成");
    assert_eq!(line("<w:r><w:t>甲&#32;</w:t></w:r><w:r><w:t>乙</w:t></w:r>"), "甲乙");
}

#[test]
fn insertions_are_read_and_deletions_are_not() {
    let inserted = format!("<w:ins w:id=\"1\">{}</w:ins>", run("12万元"));
    let deleted = "<w:del w:id=\"2\"><w:r><w:delText>15万元</w:delText><w:t>错</w:t></w:r></w:del>";
    assert_eq!(line(&format!("{}{deleted}{inserted}", run("支出"))), "支出12万元");
    let moved =
        format!("<w:moveFrom w:id=\"3\">{}</w:moveFrom><w:moveTo w:id=\"4\">{}</w:moveTo>", run("旧"), run("新"));
    assert_eq!(line(&moved), "新");
    let old = "<w:pPr><w:pPrChange w:id=\"5\"><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:pPrChange></w:pPr>";
    let outcome =
        open_with("a.docx", &Word::of(&format!("<w:p>{old}{}</w:p>", run("正文"))).bytes(), super::Limits::default());
    assert!(headings(outcome.prose()).is_empty());
}

#[test]
fn a_paragraph_whose_mark_is_deleted_goes_on_in_the_next() {
    let mark = "<w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr>";
    let body = format!("<w:p>{mark}{}</w:p>{}{}", run("支出"), p("12万元"), p("完"));
    assert_eq!(Word::of(&body).lines(), ["支出12万元", "完"]);
    let wholly = format!("<w:p>{mark}<w:del>{}</w:del></w:p>{}", run("旧"), p("新"));
    assert_eq!(Word::of(&wholly).lines(), ["新"]);
    let last = format!(
        "<w:tbl><w:tr><w:tc><w:p>{mark}{}</w:p></w:tc></w:tr></w:tbl><w:p>{mark}{}</w:p>",
        run("格"),
        run("尾")
    );
    assert_eq!(Word::of(&last).lines(), ["格", "尾"]);
    let hidden = format!("<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>{}</w:p>{}", run("一、"), p("概况"));
    assert_eq!(Word::of(&hidden).lines(), ["一、概况"]);
}

#[test]
fn fields_give_their_results() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let field = |instruction: &str, result: &str| {
        let instruction = format!("<w:r><w:instrText>{instruction}</w:instrText></w:r>");
        format!("{}{instruction}{}{}{}", mark("begin"), mark("separate"), run(result), mark("end"))
    };
    assert_eq!(line(&format!("{}{}{}", run("共"), field(" =SUM(ABOVE) ", "12"), run("万元"))), "共12万元");
    assert_eq!(line(&format!("{}{}", run("第"), field("PAGE  \\* MERGEFORMAT", "3"))), "第");
    let nested = format!(
        "{}<w:r><w:instrText>IF </w:instrText></w:r>{}{}{}{}",
        mark("begin"),
        field("REF a", "不读"),
        mark("separate"),
        run("读"),
        mark("end")
    );
    assert_eq!(line(&nested), "读");
    assert_eq!(line(&format!("<w:fldSimple w:instr=\"REF b\">{}</w:fldSimple>", run("见表1"))), "见表1");
    assert_eq!(line(&format!("<w:fldSimple w:instr=\" NUMPAGES \">{}</w:fldSimple>", run("12"))), "");
    // An instruction without end takes its own paragraph only.
    let broken = format!("<w:p>{}{}</w:p>{}", mark("begin"), run("失"), p("支出12万元"));
    assert_eq!(Word::of(&broken).lines(), ["支出12万元"]);
}

#[test]
fn hidden_words_are_not_read() {
    let styles = "<w:style w:type=\"character\" w:styleId=\"h\"><w:rPr><w:vanish/></w:rPr></w:style>\
        <w:style w:type=\"character\" w:styleId=\"i\"><w:basedOn w:val=\"h\"/></w:style>";
    let body = "<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t><w:tab/></w:r>\
        <w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>乙</w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"i\"/></w:rPr><w:t>藏</w:t></w:r>\
        <w:r><w:rPr><w:rStyle w:val=\"i\"/><w:vanish w:val=\"false\"/></w:rPr><w:t>丙</w:t></w:r></w:p>";
    assert_eq!(Word::of(body).with("styles", "styles.xml", styles).lines(), ["甲乙丙"]);
}

#[test]
fn what_stands_round_words_does_not_hide_them() {
    for (before, behind) in [
        ("<w:hyperlink r:id=\"x\">", "</w:hyperlink>"),
        (
            "<w:sdt><w:sdtPr><w:text/><w:placeholder><w:docPart w:val=\"x\"/></w:placeholder></w:sdtPr><w:sdtContent>",
            "</w:sdtContent></w:sdt>",
        ),
        ("<w:smartTag w:element=\"date\"><w:smartTagPr/>", "</w:smartTag>"),
        ("<w:bdo w:val=\"ltr\">", "</w:bdo>"),
        ("<w:customXml w:element=\"x\">", "</w:customXml>"),
    ] {
        assert_eq!(line(&format!("{}{before}{}{behind}", run("支出"), run("12万元"))), "支出12万元", "{before}");
    }
    let ruby = "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>jix</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>绩效</w:t></w:r></w:rubyBase></w:ruby></w:r>";
    assert_eq!(line(ruby), "绩效");
    let blocks = format!("<w:sdt><w:sdtContent>{}{}</w:sdtContent></w:sdt>", p("甲"), p("乙"));
    assert_eq!(Word::of(&blocks).lines(), ["甲", "乙"]);
}

#[test]
fn formulas_are_written_in_one_line() {
    let part = |name: &str, text: &str| format!("<m:{name}><m:r><m:t>{text}</m:t></m:r></m:{name}>");
    let quotient = format!("<m:oMath><m:f>{}{}</m:f></m:oMath>", part("num", "决算数"), part("den", "预算数"));
    assert_eq!(line(&format!("{}{quotient}", run("执行率="))), "执行率=决算数/预算数");
    let power = format!("<m:oMath><m:sSup>{}{}</m:sSup></m:oMath>", part("e", "10"), part("sup", "4"));
    assert_eq!(line(&power), "10^4");
    assert_eq!(line(&format!("<m:oMath><m:d>{}</m:d></m:oMath>", part("e", "a+b"))), "(a+b)");
}

#[test]
fn text_boxes_stand_behind_their_paragraph_and_are_read_once() {
    let inner = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(text));
    let both = format!(
        "<mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing>{}</w:drawing></mc:Choice>\
         <mc:Choice Requires=\"wpx\"><w:drawing>{}</w:drawing></mc:Choice><mc:Fallback><w:pict>{}</w:pict></mc:Fallback></mc:AlternateContent>",
        inner("框内"),
        inner("框内"),
        inner("框内")
    );
    let body = format!("<w:p><w:r>{both}</w:r>{}</w:p>{}", run("正文"), p("下文"));
    assert_eq!(Word::of(&body).lines(), ["正文", "框内", "下文"]);
    let only = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Fallback><w:pict><v:textbox>{}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        inner("旧式")
    );
    assert_eq!(Word::of(&only).lines(), ["旧式"]);
    // What is said of the run and the fields around it ends at its border.
    let field = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>";
    let hidden = format!("<w:p>{field}<w:r><w:pict>{}</w:pict></w:r></w:p>", inner("显"));
    assert_eq!(Word::of(&hidden).lines(), ["显"]);
}

#[test]
fn other_prefixes_and_the_strict_namespace_mean_the_same() {
    let inner = "<x:p><x:pPr><x:outlineLvl x:val=\"0\"/></x:pPr><x:r><x:t>概况</x:t></x:r></x:p><x:p><x:r><x:t>正文</x:t></x:r></x:p>";
    for namespace in [
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    ] {
        let xml = format!("<x:document xmlns:x=\"{namespace}\"><x:body>{inner}</x:body></x:document>");
        assert_eq!(Word::of_document(&xml).lines(), ["概况", "正文"]);
        let bare = xml.replace("x:val", "\u{1}").replace("x:", "").replace("xmlns:x", "xmlns").replace('\u{1}', "val");
        let bare = bare.replace(":x=", "=");
        assert_eq!(Word::of_document(&bare).lines(), ["概况", "正文"], "{bare}");
    }
    // The same names in another namespace are something else.
    let xml = root(
        "document",
        "<w:body><w:p xmlns:q=\"urn:other\"><q:t>不读</q:t><w:r xmlns:w=\"urn:other\"><w:t>不读</w:t></w:r><w:r><w:t>读</w:t></w:r></w:p></w:body>",
    );
    assert_eq!(Word::of_document(&xml).lines(), ["读"]);
}

#[test]
fn a_byte_order_mark_moves_no_anchor() {
    let xml = format!("\u{FEFF}{}", root("document", &format!("<w:body>{}</w:body>", p("支出12万元"))));
    assert_eq!(Word::of_document(&xml).lines(), ["支出12万元"]);
}
