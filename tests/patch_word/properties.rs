//! Whatever the text and the marks: comments leave the words as they are, changes give the new words and take nothing
//! else, and a second run adds nothing.

use guiju::patch::Mark;
use guiju::read::{Limits, word_text};
use proptest::prelude::*;

use super::marked;
use super::package::{self, File};

const MATH: &str = "http://schemas.openxmlformats.org/officeDocument/2006/math";
const CHOICE: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";

/// A piece of a paragraph, with blanks, entities and what may stand round words.
fn piece() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec!["甲乙", "a b ", " &amp;", "12.5%", "", "𠮷<w:tab/>", "&#x4e00;"]);
    (words, 0..20_u8).prop_map(|(words, kind)| {
        let words = words.replace("<w:tab/>", "</w:t><w:tab/><w:t>");
        let run = format!("<w:r><w:t>{words}</w:t></w:r>");
        let sign = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
        match kind {
            0 => format!("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{words}</w:t><w:br/></w:r>"),
            1 => format!("<w:ins w:id=\"1\" w:author=\"A\">{run}</w:ins>"),
            2 => "<w:del w:id=\"2\" w:author=\"A\"><w:r><w:delText>旧</w:delText></w:r></w:del>".to_owned(),
            3 => format!("<w:hyperlink w:anchor=\"a\">{run}{run}</w:hyperlink>"),
            4 => format!("<w:smartTag w:element=\"e\">{run}</w:smartTag>"),
            5 => format!("<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>"),
            6 => format!("{}{}{run}{}", sign("begin"), sign("separate"), sign("end")),
            7 => format!("<w:r><w:pict><w:txbxContent><w:p>{run}</w:p></w:txbxContent></w:pict></w:r>"),
            8 => "<w:r><w:rPr/></w:r>".to_owned(),
            10 => format!("<w:r><w:rPr><w:vanish/></w:rPr><w:t>{words}</w:t></w:r>"),
            11 => format!("<m:oMath xmlns:m=\"{MATH}\"><m:r><m:t>{words}</m:t></m:r></m:oMath>").replace("w:t", "m:t"),
            12 => format!("<w:r><w:ruby><w:rt>{run}</w:rt><w:rubyBase>{run}</w:rubyBase></w:ruby></w:r>"),
            13 => format!("<w:moveTo w:id=\"5\" w:author=\"A\">{run}</w:moveTo>"),
            14 => "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/><w:softHyphen/><w:noBreakHyphen/></w:r>".to_owned(),
            15 => format!("<mc:AlternateContent xmlns:mc=\"{CHOICE}\"><mc:Choice Requires=\"w14\">{run}</mc:Choice><mc:Fallback>{run}</mc:Fallback></mc:AlternateContent>"),
            16 => format!("{run}<w:r><w:footnoteReference w:id=\"1\"/><w:br w:type=\"page\"/></w:r>{run}"),
            9 => format!(
                "<w:ins w:id=\"3\" w:author=\"A\">{run}<w:sdt><w:sdtContent>{run}</w:sdtContent></w:sdt></w:ins>"
            ),
            _ => run,
        }
    })
}

fn body() -> impl Strategy<Value = String> {
    // The mark of a paragraph may be deleted, so that the next one goes on in it, and its number be that of a list.
    let gone = "<w:pPr><w:rPr><w:del w:id=\"6\" w:author=\"A\"/></w:rPr></w:pPr>";
    let heads = prop::sample::select(vec!["", "", "<w:pPr><w:jc w:val=\"left\"/></w:pPr>", gone]);
    let paragraph = (heads, prop::collection::vec(piece(), 0..6))
        .prop_map(|(head, pieces)| format!("<w:p>{head}{}</w:p>", pieces.concat()));
    prop::collection::vec((paragraph, any::<bool>()), 1..5).prop_map(|paragraphs| {
        let cell = |text: &str| format!("<w:tbl><w:tr><w:tc>{text}</w:tc><w:tc>{text}</w:tc></w:tr></w:tbl>");
        paragraphs.iter().map(|(text, is_cell)| if *is_cell { cell(text) } else { text.clone() }).collect()
    })
}

fn text(file: &[u8]) -> String {
    word_text(file, &Limits::default()).expect("is read").text().to_owned()
}

/// A text without what parts its paragraphs and cells, and without blank ones: of a blank paragraph nothing is read.
fn words(text: &str) -> String {
    text.split(['\n', '\t']).filter(|words| !words.trim().is_empty()).collect()
}

/// Rejects our changes.
fn rejected(xml: &str) -> String {
    let mut out = String::new();
    let mut rest = xml;
    let ours = |name: &str, rest: &str| {
        rest.starts_with(&format!("<w:{name} ")) && {
            rest.split('>').next().is_some_and(|tag| tag.ends_with("w:author=\"规矩\""))
        }
    };
    while let Some(at) = rest.find("<w:") {
        out.push_str(rest.get(..at).expect("is a border"));
        rest = rest.get(at..).expect("is a border");
        if ours("ins", rest) {
            rest = rest.split_once("</w:ins>").expect("is closed").1;
        } else if ours("del", rest) {
            let (inner, after) = rest.split_once("</w:del>").expect("is closed");
            let inner = inner.split_once('>').expect("is opened").1;
            out += &inner.replace("w:delText", "w:t");
            rest = after;
        } else {
            out.push_str("<w:");
            rest = rest.get(3..).expect("is a border");
        }
    }
    out + rest
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn comments_change_no_word(body in body(), places in prop::collection::vec((0..60_u32, 0..20_u32), 1..5)) {
        let file = File::of(&body).build();
        let marks: Vec<Mark> = places
            .iter()
            .map(|(start, length)| Mark { range: *start..start + length, note: Some("请核实".to_owned()), replacement: None })
            .collect();
        let once = marked(&file, &marks).expect("is marked");
        prop_assert_eq!(text(&once), text(&file));
        prop_assert!(marked(&once, &marks).expect("is marked") == once);
    }

    #[test]
    fn a_change_gives_the_new_words_or_is_told(body in body(), start in 0..60_u32, length in 0..20_u32, new in "[新 <&]{0,3}") {
        let file = File::of(&body).build();
        let old = text(&file);
        let start = old.floor_char_boundary(old.len().min(start as usize));
        let end = old.ceil_char_boundary(old.len().min(start + length as usize));
        let place = |at: usize| u32::try_from(at).expect("is short");
        let mark = Mark { range: place(start)..place(end), note: None, replacement: Some(new.clone()) };
        let result = marked(&file, &[mark]).expect("is marked");
        let is_told = package::part(&result, "word/comments.xml").is_some();
        let mut wanted = old.clone();
        if !is_told {
            wanted.replace_range(start..end, &new);
        }
        prop_assert_eq!(words(&text(&result)), words(&wanted));
        let document = package::part(&result, "word/document.xml").expect("is there");
        prop_assert_eq!(text(&File::with_document(&rejected(&document)).build()), old);
    }
}
