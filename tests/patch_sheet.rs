//! Notes and the list of findings in workbooks, at their door: what is spliced where, and what stays as it is.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by a panic")]

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use guiju::patch::sheet::{CellNote, Column, Field, Findings, Row, annotate};
use guiju::read::Limits;
use guiju::source::CellPlace;
use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

type Parts = BTreeMap<String, String>;

/// The parts of a workbook with the sheets 自评表 and 附表, a font, and a note of somebody else at B2.
fn workbook() -> Parts {
    let relations = |of: &[(&str, &str, &str)]| {
        let one = |(id, kind, target): &(&str, &str, &str)| {
            format!(r#"<Relationship Id="{id}" Type="{KINDS}/{kind}" Target="{target}"/>"#)
        };
        let all: String = of.iter().map(one).collect();
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{all}</Relationships>"#
        )
    };
    let sheet = |extra: &str| {
        format!(
            r#"<worksheet xmlns="{MAIN}" xmlns:r="{KINDS}"><sheetData><row r="2"><c r="B2"><v>1</v></c></row></sheetData>{extra}<extLst/></worksheet>"#
        )
    };
    let parts = [
        (
            "[Content_Types].xml",
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#.to_owned(),
        ),
        ("_rels/.rels", relations(&[("r", "officeDocument", "xl/workbook.xml")])),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{MAIN}" xmlns:r="{KINDS}"><sheets><sheet name="自评表" sheetId="7" r:id="a"/><sheet name="附表" sheetId="3" r:id="b"/></sheets><calcPr/></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            relations(&[
                ("a", "worksheet", "worksheets/sheet1.xml"),
                ("b", "worksheet", "/xl/worksheets/sheet2.xml"),
                ("c", "styles", "styles.xml"),
            ]),
        ),
        ("xl/worksheets/sheet1.xml", sheet(r#"<legacyDrawing r:id="v"/>"#)),
        ("xl/worksheets/sheet2.xml", sheet("")),
        (
            "xl/worksheets/_rels/sheet1.xml.rels",
            relations(&[("v", "vmlDrawing", "../drawings/a.vml"), ("n", "comments", "../comments9.xml")]),
        ),
        // As Excel writes it: not well-formed everywhere.
        ("xl/drawings/a.vml", r#"<xml><v:shape id="_x0000_s1025"><div><br></div></v:shape></xml>"#.to_owned()),
        (
            "xl/comments9.xml",
            format!(
                r#"<comments xmlns="{MAIN}"><authors><author>张三</author></authors><commentList><comment ref="B2" authorId="0"><text><t>请核对 &lt;3&gt;</t></text></comment></commentList></comments>"#
            ),
        ),
        (
            "xl/styles.xml",
            format!(
                r#"<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="12"/><name val="仿宋"/></font></fonts><fills count="0"/><borders count="0"/><cellXfs count="1"><xf/></cellXfs></styleSheet>"#
            ),
        ),
        ("xl/media/image1.png", "一张图".to_owned()),
    ];
    parts.into_iter().map(|(name, text)| (name.to_owned(), text)).collect()
}

fn package(parts: &Parts) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let kept = if name.starts_with("xl/media") { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        zip.start_file(name, SimpleFileOptions::default().compression_method(kept)).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn parts(bytes: &[u8]) -> Parts {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Parts::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        assert!(parts.insert(name, text).is_none());
    }
    parts
}

fn place(row: u32, column: u32) -> CellPlace {
    CellPlace { grid: 0, row, column, rows: 1, columns: 1 }
}

fn note(sheet: &str, row: u32, column: u32, heading: &str) -> CellNote {
    CellNote {
        sheet: sheet.to_owned(),
        place: place(row, column),
        heading: heading.to_owned(),
        text: "依据：算术".to_owned(),
    }
}

fn list(messages: &[&str]) -> Findings {
    let column = |heading: &str, width| Column { heading: heading.to_owned(), width };
    let row = |(number, message): (usize, &&str)| Row {
        fields: vec![Field::Number(number), Field::Text((*message).to_owned())],
        link: Some((1, "自评表".to_owned(), place(1, 1))),
    };
    Findings { columns: vec![column("序号", 6), column("问题", 40)], rows: (1..).zip(messages).map(row).collect() }
}

#[test]
fn notes_join_those_of_others_and_nothing_else_changes() {
    let old = workbook();
    let notes = [note("自评表", 1, 1, "错误 A01"), note("附表", 11, 5, "警告 N04"), note("附表", 11, 5, "提示 <M02>")];
    let new = parts(&annotate(&package(&old), &Limits::default(), &notes, &list(&["=1+1"])).unwrap());
    for name in
        ["xl/media/image1.png", "xl/worksheets/sheet1.xml", "_rels/.rels", "xl/worksheets/_rels/sheet1.xml.rels"]
    {
        assert_eq!(new.get(name), old.get(name), "{name}");
    }
    let comments = &new["xl/comments9.xml"];
    assert!(
        comments.contains("<text><r><t>请核对 &lt;3&gt;</t></r><r>") && comments.contains("规矩：错误 A01</t>"),
        "{comments}"
    );
    assert!(!comments.contains("<author>规矩</author>"), "{comments}");
    // The note at B2 has its box already.
    assert_eq!(new["xl/drawings/a.vml"], old["xl/drawings/a.vml"]);
    let comments = &new["xl/comments1.xml"];
    assert!(comments.contains("<authors><author>规矩</author></authors>"), "{comments}");
    assert_eq!(comments.matches(r#"<comment ref="F12" authorId="0">"#).count(), 1, "{comments}");
    assert!(comments.contains("规矩：警告 N04") && comments.contains("规矩：提示 &lt;M02&gt;"), "{comments}");
    let drawing = &new["xl/drawings/vmlDrawing1.vml"];
    assert!(drawing.contains("<x:Row>11</x:Row><x:Column>5</x:Column>"), "{drawing}");
    let sheet = &new["xl/worksheets/sheet2.xml"];
    let drawn = format!(r#"</sheetData><legacyDrawing xmlns:r="{KINDS}" r:id="rId2"/><extLst/>"#);
    assert!(sheet.contains(&drawn), "{sheet}");
    let types = &new["[Content_Types].xml"];
    assert!(types.contains(r#"Extension="vml""#) && types.contains(r#"PartName="/xl/comments1.xml""#), "{types}");
    assert!(!types.contains("comments9"), "{types}");
}

#[test]
fn the_list_is_a_sheet_of_words_that_no_program_takes_for_formulas() {
    let message = "=HYPERLINK(\"x\")\n<a> _x0041_ \u{1}";
    let new = parts(&annotate(&package(&workbook()), &Limits::default(), &[], &list(&[message])).unwrap());
    let sheet = &new["xl/worksheets/sheet3.xml"];
    let words = "=HYPERLINK(&quot;x&quot;)\n&lt;a&gt; _x005F_x0041_ \u{fffd}";
    assert!(sheet.contains(&format!(r#"t="inlineStr"><is><t xml:space="preserve">{words}</t></is>"#)), "{sheet}");
    assert!(!sheet.contains("<f>") && sheet.contains(r#"<autoFilter ref="A1:B2"/>"#), "{sheet}");
    assert!(sheet.contains(r#"state="frozen""#) && sheet.contains(r#"location="'自评表'!B2""#), "{sheet}");
    let book = &new["xl/workbook.xml"];
    assert!(book.contains(r#"name="规矩检查结果" sheetId="8""#), "{book}");
    assert!(book.contains("</sheets><definedNames>") && book.contains("</definedNames><calcPr/>"), "{book}");
    assert!(book.contains(r#"name="_guiju_findings" hidden="1">'规矩检查结果'!$A$1<"#), "{book}");
    let styles = &new["xl/styles.xml"];
    assert!(
        styles.contains(r#"<fonts count="3">"#) && styles.contains(r#"<b/><sz val="12"/><name val="仿宋"/>"#),
        "{styles}"
    );
    assert!(styles.contains(r#"<cellXfs count="5">"#) && styles.contains(r#"<fills count="1"><fill>"#), "{styles}");
}

#[test]
fn a_second_run_replaces_the_list_and_repeats_no_note() {
    let limits = Limits::default();
    let notes = [note("自评表", 1, 1, "错误 A01"), note("附表", 0, 0, "警告 N04")];
    let once = annotate(&package(&workbook()), &limits, &notes, &list(&["甲", "乙"])).unwrap();
    assert_eq!(annotate(&once, &limits, &notes, &list(&["甲", "乙"])).unwrap(), once);
    let more = [&notes[..], &[note("附表", 0, 0, "提示 M02"), note("附表", 3, 0, "提示 M03")]].concat();
    let twice = parts(&annotate(&once, &limits, &more, &list(&["丙"])).unwrap());
    let once = parts(&once);
    assert_eq!(twice.len(), once.len());
    let book = &twice["xl/workbook.xml"];
    assert_eq!((book.matches("<sheet ").count(), book.matches("<definedName ").count()), (3, 2), "{book}");
    assert!(book.contains("$A$1:$B$2") && !book.contains("$A$1:$B$3"), "{book}");
    assert!(twice["xl/worksheets/sheet3.xml"].contains("丙") && !twice["xl/worksheets/sheet3.xml"].contains("甲"));
    assert_eq!(twice["xl/styles.xml"], once["xl/styles.xml"]);
    let comments = &twice["xl/comments1.xml"];
    assert_eq!(comments.matches("N04").count(), 1, "{comments}");
    assert!(comments.contains("M02") && comments.contains(r#"ref="A4""#), "{comments}");
    assert_eq!(twice["xl/drawings/vmlDrawing1.vml"].matches("<v:shape ").count(), 2);
    // When all is mended, the list is empty and says so by its length.
    let mended = parts(&annotate(&package(&twice), &limits, &[], &list(&[])).unwrap());
    assert!(mended["xl/worksheets/sheet3.xml"].contains(r#"<autoFilter ref="A1:B1"/>"#));
}

#[test]
fn a_sheet_of_the_same_name_that_is_not_ours_is_left_alone() {
    let mut old = workbook();
    let book = old["xl/workbook.xml"].replace("附表", "规矩检查结果");
    old.insert("xl/workbook.xml".to_owned(), book);
    let new = parts(&annotate(&package(&old), &Limits::default(), &[], &list(&["甲"])).unwrap());
    assert_eq!(new["xl/worksheets/sheet2.xml"], old["xl/worksheets/sheet2.xml"]);
    assert!(new["xl/workbook.xml"].contains(r#"name="规矩检查结果2""#));
}

#[test]
fn prefixes_and_the_namespaces_of_iso_are_kept() {
    let strict = |text: &str| {
        text.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
            .replace(KINDS, "http://purl.oclc.org/ooxml/officeDocument/relationships")
    };
    let prefixed = |text: String| {
        let text = text
            .replace("<xf/>", "<x:xf/>")
            .replace("xmlns=\"http://purl.oclc.org/ooxml/s", "xmlns:x=\"http://purl.oclc.org/ooxml/s");
        let names =
            ["workbook", "sheets", "sheet ", "calcPr", "worksheet", "sheetData", "row", "c ", "c>", "v>", "extLst"];
        names.iter().fold(text, |text, name| {
            text.replace(&format!("<{name}"), &format!("<x:{name}"))
                .replace(&format!("</{name}"), &format!("</x:{name}"))
        })
    };
    let mut old: Parts = workbook().into_iter().map(|(name, text)| (name, strict(&text))).collect();
    for name in ["xl/workbook.xml", "xl/worksheets/sheet2.xml"] {
        let text = prefixed(old[name].clone());
        old.insert(name.to_owned(), text);
    }
    let notes = [note("附表", 0, 0, "警告 N04")];
    let new = parts(&annotate(&package(&old), &Limits::default(), &notes, &list(&["甲"])).unwrap());
    let book = &new["xl/workbook.xml"];
    assert!(
        book.contains("<x:sheet xmlns:r=\"http://purl.oclc.org/ooxml/officeDocument/relationships\" name=\"规矩"),
        "{book}"
    );
    assert!(book.contains("</x:sheets><x:definedNames><x:definedName "), "{book}");
    assert!(
        new["xl/worksheets/sheet2.xml"].contains("</x:sheetData><x:legacyDrawing "),
        "{}",
        new["xl/worksheets/sheet2.xml"]
    );
    assert!(new["xl/comments1.xml"].contains("http://purl.oclc.org/ooxml/spreadsheetml/main"));
    assert!(new["xl/_rels/workbook.xml.rels"].contains(
        "http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet\" Target=\"worksheets/sheet3.xml"
    ));
}

#[test]
fn what_is_no_workbook_or_lacks_the_sheet_is_refused_in_words() {
    let limits = Limits::default();
    let refused = |bytes: &[u8], notes: &[CellNote]| annotate(bytes, &limits, notes, &list(&["甲"])).unwrap_err().why;
    assert!(refused(b"PK\x03\x04", &[]).zh.contains("损坏"));
    assert!(refused(&package(&workbook()), &[note("无此表", 0, 0, "甲")]).zh.contains("没有名为“无此表”的工作表"));
    let mut no_book = workbook();
    no_book.remove("_rels/.rels");
    assert!(refused(&package(&no_book), &[]).en.contains("no workbook"));
    let mut broken = workbook();
    broken.insert("xl/styles.xml".to_owned(), "<styleSheet><fonts>".to_owned());
    assert!(refused(&package(&broken), &[]).zh.contains("xl/styles.xml"));
}

proptest! {
    /// Whatever becomes of the parts, there is a workbook or a reason, never a panic.
    #[test]
    fn mutated_parts_do_no_harm(which in 0..11_usize, at in 0..1000_usize, with in "[<>/\"'&;a-z:= ]{0,6}", gone in 0..40_usize) {
        let mut old = workbook();
        let name = old.keys().nth(which).unwrap().clone();
        let chars: Vec<char> = old[&name].chars().collect();
        let start = at * chars.len() / 1000;
        let text: String = chars[..start].iter().chain(&with.chars().collect::<Vec<_>>()).chain(chars.iter().skip(start + gone)).collect();
        old.insert(name, text);
        let notes = [note("自评表", 1, 1, "甲"), note("附表", 1, 1, "乙")];
        let _ = annotate(&package(&old), &Limits::default(), &notes, &list(&["丙"]));
    }
}
