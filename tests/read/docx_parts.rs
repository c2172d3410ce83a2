//! Which parts of a Word file are read, on which page they stand, and what is told of those that are not.

use guiju::diagnostic::Language;
use guiju::read::{Limits, Package};
use guiju::source::{Locator, Origin};

use super::open_with;
use super::word::{Word, p, root, text_of, zipped};

fn origin(bytes: &[u8]) -> Origin {
    let outcome = open_with("a.docx", bytes, Limits::default());
    let source = outcome.document.as_ref().expect("it is read").source;
    outcome.sources.file(source).origin().cloned().expect("a Word file has places")
}

/// The page of each paragraph.
fn pages(body: &str) -> Vec<Option<u32>> {
    origin(&Word::of(body).bytes()).regions.iter().map(|region| region.page).collect()
}

#[test]
fn notes_headers_and_footers_are_read_apart() {
    let note = |id: u32, kind: &str, text: &str| format!("<w:footnote w:id=\"{id}\"{kind}>{}</w:footnote>", p(text));
    let notes = [
        note(0, " w:type=\"separator\"", "线"),
        note(1, " w:type=\"continuationNotice\"", "续"),
        note(2, "", "口径为一般公共预算。"),
        note(3, "", "没有人提到。"),
    ];
    let section = "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"header7.xml\"/><w:footerReference w:type=\"first\" r:id=\"footer1.xml\"/>\
        <w:footerReference w:type=\"even\" r:id=\"footer2.xml\"/><w:headerReference w:type=\"default\" r:id=\"header9.xml\"/></w:sectPr>";
    let body = format!("<w:p><w:r><w:t>支出12万元</w:t><w:footnoteReference w:id=\"2\"/></w:r></w:p>{section}");
    let word = |settings: &str| {
        Word::of(&body)
            .with("footnotes", "notes/foot.xml", &notes.concat())
            .with("header", "header7.xml", &p("甲局自评报告"))
            .with("header", "header9.xml", &p("甲局自评报告"))
            .with("footer", "footer1.xml", &p("首页"))
            .with("footer", "footer2.xml", &p("双页"))
            .with("header", "header8.xml", &p("没有人提到"))
            .with("settings", "settings.xml", settings)
    };
    assert_eq!(word("").lines(), ["支出12万元", "口径为一般公共预算。", "甲局自评报告"]);
    let even = word("<w:evenAndOddHeaders/>").lines();
    assert_eq!(even, ["支出12万元", "口径为一般公共预算。", "甲局自评报告", "双页"]);
    let text = text_of(&word("").bytes());
    assert!(
        text.parts.iter().any(|part| part == "word/notes/foot.xml")
            && text.parts.iter().any(|part| part == "word/header7.xml")
    );
    let places: Vec<Locator> = origin(&word("").bytes()).regions.iter().map(|region| region.locator).collect();
    assert_eq!(places, [Locator::Paragraph(1), Locator::Note, Locator::Margin]);
}

#[test]
fn a_first_page_has_its_own_header_where_a_section_says_so() {
    let section = |title: &str| {
        format!("{}<w:sectPr><w:headerReference w:type=\"first\" r:id=\"h.xml\"/>{title}</w:sectPr>", p("正文"))
    };
    let word = |title: &str| Word::of(&section(title)).with("header", "h.xml", &p("封面")).lines();
    assert_eq!(word(""), ["正文"]);
    assert_eq!(word("<w:titlePg/>"), ["正文", "封面"]);
    assert_eq!(word("<w:titlePg w:val=\"0\"/>"), ["正文"]);
}

#[test]
fn a_table_in_a_header_only_sets_its_words() {
    let table = super::word::tbl(&[super::word::tc("", "甲局") + &super::word::tc("", "内部")]);
    let word = Word::of(&format!("{}<w:sectPr><w:headerReference r:id=\"h.xml\"/></w:sectPr>", p("正文")))
        .with("header", "h.xml", &table);
    let outcome = open_with("a.docx", &word.bytes(), Limits::default());
    assert_eq!(word.lines(), ["正文", "甲局", "内部"]);
    assert!(outcome.cells().is_empty());
}

#[test]
fn pages_are_those_of_the_last_layout() {
    let rendered = "<w:r><w:lastRenderedPageBreak/><w:t>丁</w:t></w:r>";
    let hard = "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>";
    let body = format!("{}<w:p>{rendered}</w:p>{}{hard}<w:p>{rendered}</w:p>", p("甲"), p("乙"));
    assert_eq!(pages(&body), [Some(1), Some(2), Some(2), Some(3)]);
    // Breaks set by hand are only some of all breaks.
    assert_eq!(pages(&format!("{}{hard}{}", p("甲"), p("乙"))), [None, None]);
    let before = format!("<w:p><w:pPr><w:pageBreakBefore/></w:pPr>{rendered}</w:p>");
    assert_eq!(pages(&format!("{}{before}{}", p("甲"), p("乙"))), [Some(1), Some(2), Some(2)]);
    let inside = "<w:p><w:r><w:t>甲</w:t><w:lastRenderedPageBreak/><w:t>乙</w:t></w:r></w:p>";
    assert_eq!(pages(&format!("{inside}{}", p("丙"))), [Some(1), Some(2)]);
}

#[test]
fn a_section_may_begin_a_page() {
    let ends = |kind: &str| format!("<w:p><w:pPr><w:sectPr>{kind}</w:sectPr></w:pPr><w:r><w:t>末</w:t></w:r></w:p>");
    let next = "<w:type w:val=\"nextPage\"/>";
    let body = |first: &str, second: &str, inner: &str| {
        format!(
            "{}{}<w:p><w:r>{inner}<w:t>乙</w:t></w:r></w:p>{}<w:p><w:r><w:lastRenderedPageBreak/><w:t>丙</w:t></w:r></w:p>",
            p("甲"),
            ends(first),
            ends(second)
        )
    };
    let is = |pages: [u32; 5]| pages.map(Some).to_vec();
    assert_eq!(pages(&body("", next, "")), is([1, 1, 2, 2, 3]));
    assert_eq!(pages(&body(next, "<w:type w:val=\"continuous\"/>", "")), is([1, 1, 1, 1, 2]));
    assert_eq!(pages(&body("", next, "<w:lastRenderedPageBreak/>")), is([1, 1, 2, 2, 3]));
}

/// The parts of a file, one of them under another name, the words in the others replaced alike.
fn renamed(word: &Word, from: &str, to: &str) -> Vec<u8> {
    let change = |(name, bytes): (String, Vec<u8>)| {
        let text = String::from_utf8(bytes).expect("is text").replace(from, to);
        (name.replace(from, to), text.into_bytes())
    };
    zipped(&word.parts().into_iter().map(change).collect::<Vec<_>>())
}

#[test]
fn the_text_is_found_through_relations_and_types() {
    let word = Word::of(&p("正文"));
    assert_eq!(text_of(&renamed(&word, "word/document.xml", "word/document2.xml")).parts, ["word/document2.xml"]);
    let without = |missing: &str| {
        let kept: Vec<_> = word.parts().into_iter().filter(|(name, _)| name != missing).collect();
        text_of(&zipped(&kept)).text().to_owned()
    };
    assert_eq!(without("_rels/.rels"), "正文");
    assert_eq!(without("[Content_Types].xml"), "正文");
    let macros = renamed(
        &word,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    );
    assert!(open_with("带宏.docm", &macros, Limits::default()).document.is_some());
    assert!(open_with("改名.doc", &macros, Limits::default()).document.is_some());
    let template = renamed(&word, "document.main+xml", "template.main+xml");
    assert!(open_with("模板.dotx", &template, Limits::default()).document.is_some());
}

#[test]
fn names_of_parts_differ_in_more_than_case_only() {
    let mut parts = Word::of(&p("正文")).parts();
    parts.iter_mut().for_each(|(name, _)| *name = name.replace("word/document.xml", "Word/Document.xml"));
    assert_eq!(text_of(&zipped(&parts)).parts, ["Word/Document.xml"]);
}

#[test]
fn a_file_that_cannot_be_read_says_why() {
    let word = Word::of(&p("正文"));
    let other = |from: &str, to: &str| renamed(&word, from, to);
    let main = |bytes: &[u8]| {
        let mut parts = word.parts();
        parts.iter_mut().filter(|(name, _)| name == "word/document.xml").for_each(|(_, part)| *part = bytes.to_vec());
        zipped(&parts)
    };
    let wide: Vec<u8> = "\u{FEFF}<w:document/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let open = zipped(&[("mimetype".to_owned(), Vec::new()), ("content.xml".to_owned(), Vec::new())]);
    let cases: [(&str, Vec<u8>, &str); 10] = [
        ("read::unreadable", other("wordprocessingml.document", "spreadsheetml.sheet"), "扩展名改为 .xlsx"),
        ("read::unreadable", other("wordprocessingml.document", "presentationml.presentation"), "演示文稿"),
        ("read::unreadable", open, "OpenDocument"),
        ("read::unreadable", zipped(&[("说明.txt".to_owned(), b"x".to_vec())]), "不是 Word 文档"),
        ("read::unreadable", main(&wide), "word/document.xml 不是 UTF-8 编码"),
        ("read::unreadable", main(b"<w:document><w:p></w:document>"), "word/document.xml 的第"),
        ("read::unreadable", main(root("document", "<w:body>").as_bytes()), "不是合格的 XML"),
        ("read::unreadable", main("<a>".repeat(300).as_bytes()), "嵌套过深"),
        ("read::no_words", main(root("document", "<w:body><w:p/></w:body>").as_bytes()), "没有文字"),
        ("read::unreadable", word.bytes().split_at(200).0.to_vec(), "压缩包损坏或不完整"),
    ];
    for (code, bytes, words) in cases {
        let outcome = open_with("a.docx", &bytes, Limits::default());
        assert!(outcome.document.is_none(), "{words}");
        assert_eq!(outcome.codes(), [code], "{words}");
        let said = outcome.message(Language::Chinese);
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn old_and_encrypted_files_are_told_apart() {
    let old = [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], [0; 632].as_slice()].concat();
    let stream: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let encrypted = [old.as_slice(), &stream, &[0; 96]].concat();
    for (name, bytes, words) in [
        ("旧.doc", old.as_slice(), "另存为"),
        ("旧.docx", &old, "*.docx"),
        ("锁.docx", &encrypted, "密码"),
        ("老.wps", &old, "*.docx"),
        ("文.rtf", b"{\\rtf1", "*.docx"),
        ("文.odt", b"PK\x03\x04", "*.docx"),
    ] {
        let outcome = open_with(name, bytes, Limits::default());
        let code = if name == "锁.docx" { "read::unreadable" } else { "read::unsupported_format" };
        assert_eq!(outcome.codes(), [code], "{name}");
        let said = outcome.message(Language::Chinese);
        assert!(said.contains(words), "{name}: {said}");
    }
}

#[test]
fn what_is_embedded_is_told() {
    let object =
        |program: &str| format!("<w:p><w:r><w:object><o:OLEObject ProgID=\"{program}\"/></w:object></w:r></w:p>");
    let body = format!("{}{}{}<w:altChunk r:id=\"x\"/>", p("正文"), object("Excel.Sheet.12"), object("Equation.3"));
    let outcome = open_with("a.docx", &Word::of(&body).bytes(), Limits::default());
    assert!(outcome.document.is_some());
    assert_eq!(outcome.codes(), ["read::unread_part", "read::unread_part"]);
    assert!(outcome.message(Language::Chinese).contains("嵌入的 1 个 Excel 表格没有读取"));
}

#[test]
fn a_name_that_stands_twice_is_read_once() {
    // The writer of packages refuses it: the second name is changed in the bytes.
    let mut parts = Word::of(&p("正文")).parts();
    parts.push((
        "word/documenT.xml".to_owned(),
        root("document", &format!("<w:body>{}</w:body>", p("另一份"))).into_bytes(),
    ));
    let mut bytes = zipped(&parts);
    let (from, to) = (b"word/documenT.xml", b"word/document.xml");
    for at in 0..bytes.len() {
        if let Some(name) = bytes.get_mut(at..at + from.len()).filter(|name| *name == from) {
            name.copy_from_slice(to);
        }
    }
    let mut package = Package::open(&bytes, &Limits::default()).expect("it opens");
    let read = package.text("word/document.xml").expect("it is there");
    assert_eq!(read.contains("另一份"), text_of(&bytes).text() == "另一份");
}
