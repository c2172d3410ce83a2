//! Files made to break a writer: they are refused in words, or written into without harm.

use guiju::patch::Mark;

use super::package::{File, WORD};
use super::{brief, marked, note};

fn title() -> Mark {
    Mark { range: 0..0, note: Some("请核实".to_owned()), replacement: None }
}

#[test]
fn parts_that_are_not_well_formed_are_told() {
    let body = "<w:p><w:r><w:t>甲</w:t></w:r></w:p>";
    let relation = "<Relationships><Relationship Id=\"rId1\"></Relationships>";
    let broken = [
        File::of(body).part("comments", "comments", "<w:comment>").build(),
        File::of(body).raw("word/_rels/document.xml.rels", relation.as_bytes()).build(),
        File::of(body).raw("word/_rels/document.xml.rels", b"\xFF\xFE<").build(),
    ];
    for file in broken {
        let why = marked(&file, &[title()]).expect_err("is refused").why;
        assert!(why.zh.contains("word/") && why.en.contains("word/"), "{why:?}");
    }
    assert!(marked(b"PK\x03\x04", &[title()]).is_err());
}

#[test]
fn numbers_at_their_end_are_told() {
    let mark = |number: u64| format!("<w:bookmarkStart w:id=\"{number}\" w:name=\"a\"/>");
    let body = |number| format!("<w:p>{}<w:r><w:t>甲</w:t></w:r></w:p>", mark(number));
    let last = File::of(&body(2_147_483_646)).build();
    assert!(brief(&marked(&last, &[title()]).expect("is marked")).contains("w:id=\"2147483647\""));
    for number in [2_147_483_647, u64::from(u32::MAX), u64::MAX] {
        let result = marked(&File::of(&body(number)).build(), &[title()]);
        assert_eq!(result.is_err(), u32::try_from(number).is_ok(), "{number}");
    }
}

#[test]
fn marks_beyond_the_text_stand_at_its_end() {
    let file = File::of("<w:p><w:r><w:t>甲乙</w:t></w:r></w:p><w:p><w:r><w:t>丙</w:t></w:r></w:p>").build();
    let beyond = Mark { range: 4_000..u32::MAX, note: Some("请核实".to_owned()), replacement: Some("x".to_owned()) };
    assert!(brief(&marked(&file, &[beyond]).expect("is marked")).contains("⟦<w:r><w:t>丙</w:t></w:r>⟧"));
    // Bytes within a character stand for all of it.
    let within = Mark { range: 1..2, note: Some("请核实".to_owned()), replacement: None };
    assert!(brief(&marked(&file, &[within]).expect("is marked")).contains("⟦<w:r><w:t>甲</w:t></w:r>⟧"));
}

#[test]
fn a_prefix_bound_anew_inside_is_not_mistaken() {
    let inner = "<w:r xmlns:w=\"urn:other\"><w:t>不是文字</w:t></w:r>";
    let file = File::of(&format!("<w:p>{inner}<w:r><w:t>甲</w:t></w:r></w:p>")).build();
    let result = brief(&marked(&file, &[note(&file, "甲", "请核实")]).expect("is marked"));
    assert!(result.contains(&format!("{inner}<w:commentRangeStart xmlns:w=\"{WORD}\" w:id=")), "{result}");
}

#[test]
fn thousands_of_comments_in_one_paragraph_are_put_in() {
    let words: String = (0..4_000).map(|number| format!("{number:04},")).collect();
    let file = File::of(&format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")).build();
    let mark =
        |number: u32| Mark { range: number * 5..number * 5 + 4, note: Some(number.to_string()), replacement: None };
    let marks: Vec<Mark> = (0..4_000).map(mark).collect();
    let result = marked(&file, &marks).expect("is marked");
    assert!(marked(&result, &marks).expect("is marked") == result);
}
