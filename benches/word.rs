//! Word files: what it costs to read one, beside what unzipping it and scanning its XML costs. `cargo bench --bench word`.
//!
//! The report has 300 pages with 200 tables, its paragraphs cut into runs and its headings numbered as Word does it.

#![expect(clippy::expect_used, reason = "a measurement stops at the first thing that is not as it should be")]

use std::fmt::Write as _;
use std::io::{Cursor, Read, Write as _};
use std::sync::LazyLock;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use mimalloc::MiMalloc;
use quick_xml::events::Event;

use guiju::diagnostic::Diagnostics;
use guiju::engine::{CompiledPack, Engine, Input, Settings, open};
use guiju::read::{Limits, read, word_text};
use guiju::source::SourceMap;

/// That of the program.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() {
    divan::main();
}

static REPORT: LazyLock<Vec<u8>> = LazyLock::new(report);

static JIANGMEN: LazyLock<CompiledPack> = LazyLock::new(|| {
    Engine::embedded().compile("jiangmen", &Settings::default()).expect("the shipped packs are right")
});

#[divan::bench]
fn unzip_it_and_scan_its_xml(bencher: Bencher<'_, '_>) {
    let bytes = &*REPORT;
    bencher.counter(BytesCount::of_slice(bytes)).bench_local(|| {
        let mut events = 0_usize;
        let mut archive = zip::ZipArchive::new(Cursor::new(black_box(bytes))).expect("a package");
        for index in 0..archive.len() {
            let mut text = String::new();
            archive.by_index(index).expect("a part").read_to_string(&mut text).expect("text");
            let mut reader = quick_xml::Reader::from_str(&text);
            while !matches!(reader.read_event().expect("well-formed"), Event::Eof) {
                events += 1;
            }
        }
        events
    });
}

/// The transcript with the place of every piece in the file.
#[divan::bench]
fn read_its_words(bencher: Bencher<'_, '_>) {
    let bytes = &*REPORT;
    bencher.counter(BytesCount::of_slice(bytes)).bench_local(|| word_text(black_box(bytes), &Limits::default()));
}

/// And its sections, sentences, figures and tables: what every format is read to.
#[divan::bench]
fn read_it_as_a_document(bencher: Bencher<'_, '_>) {
    let bytes = &*REPORT;
    bencher.counter(BytesCount::of_slice(bytes)).bench_local(|| {
        let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
        read("report.docx", black_box(bytes), &Limits::default(), &mut sources, &mut diagnostics)
    });
}

#[divan::bench(sample_count = 5)]
fn whole_check(bencher: Bencher<'_, '_>) {
    let bytes = &*REPORT;
    bencher.counter(BytesCount::of_slice(bytes)).bench_local(|| {
        let opened = open("report.docx", vec![Input::new("report.docx", bytes.as_slice())], &Limits::default());
        JIANGMEN.check_opened(opened)
    });
}

/// Paragraphs of a page.
const PARAGRAPHS: usize = 20;

fn report() -> Vec<u8> {
    let mut body = String::new();
    for page in 0..300 {
        heading(&mut body, page);
        for paragraph in 0..PARAGRAPHS {
            sentence(&mut body, page * PARAGRAPHS + paragraph);
        }
        if page % 3 != 2 {
            table(&mut body, page);
        }
    }
    package(&body)
}

fn heading(body: &mut String, page: usize) {
    let level = usize::from(!page.is_multiple_of(10));
    write!(
        body,
        "<w:p w:rsidR=\"00A77427\" w:rsidRDefault=\"007F1D13\"><w:pPr><w:pStyle w:val=\"{}\"/><w:numPr><w:ilvl w:val=\"{level}\"/>\
         <w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:lastRenderedPageBreak/>\
         <w:t>项目绩效情况</w:t></w:r></w:p>",
        level + 1
    )
    .expect("text takes it");
}

/// A sentence in the runs that Word cuts it into.
fn sentence(body: &mut String, number: usize) {
    const LOOK: &str = "<w:rPr><w:rFonts w:ascii=\"仿宋_GB2312\" w:eastAsia=\"仿宋_GB2312\" w:hAnsi=\"仿宋_GB2312\" w:hint=\"eastAsia\"/><w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/></w:rPr>";
    body.push_str("<w:p w:rsidR=\"00A77427\" w:rsidRDefault=\"007F1D13\"><w:pPr><w:spacing w:line=\"560\" w:lineRule=\"exact\"/><w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/></w:pPr>");
    let amount = number * 7 % 1000;
    for words in [
        "河道巡查项目全年安排资金".to_owned(),
        format!("{amount}.{:02}", number % 100),
        "万元，实际支出".to_owned(),
        format!("{amount}.{:02}", number % 100),
        "万元，用于河道保洁、堤岸维护和设备更新，受益群众满意度较高，各项工作按计划推进。".to_owned(),
    ] {
        write!(body, "<w:r w:rsidRPr=\"00F7\">{LOOK}<w:t>{words}</w:t></w:r>").expect("text takes it");
    }
    body.push_str("</w:p>");
}

/// A table of ten rows and five columns.
fn table(body: &mut String, number: usize) {
    body.push_str("<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr>");
    for row in 0..10 {
        body.push_str("<w:tr w:rsidR=\"00A7\"><w:trPr><w:jc w:val=\"center\"/></w:trPr>");
        for column in 0..5 {
            write!(
                body,
                "<w:tc><w:tcPr><w:tcW w:w=\"1704\" w:type=\"dxa\"/></w:tcPr><w:p w:rsidR=\"00A7\"><w:r><w:rPr><w:sz w:val=\"21\"/></w:rPr>\
                 <w:t>指标{number}第{row}项{column}</w:t></w:r></w:p></w:tc>"
            )
            .expect("text takes it");
        }
        body.push_str("</w:tr>");
    }
    body.push_str("</w:tbl>");
}

fn package(body: &str) -> Vec<u8> {
    const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = |inner: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inner}</Relationships>"
        )
    };
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    };
    let style = |level: usize| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{}\"><w:pPr><w:outlineLvl w:val=\"{level}\"/></w:pPr></w:style>",
            level + 1
        )
    };
    let level = |level: usize, text: &str| {
        format!("<w:lvl w:ilvl=\"{level}\"><w:numFmt w:val=\"japaneseCounting\"/><w:lvlText w:val=\"{text}\"/></w:lvl>")
    };
    let parts = [
        ("_rels/.rels", relations(&relation("r1", "officeDocument", "word/document.xml"))),
        (
            "word/_rels/document.xml.rels",
            relations(&(relation("r1", "styles", "styles.xml") + &relation("r2", "numbering", "numbering.xml"))),
        ),
        ("word/styles.xml", format!("<w:styles xmlns:w=\"{WORD}\">{}{}</w:styles>", style(0), style(1))),
        (
            "word/numbering.xml",
            format!(
                "<w:numbering xmlns:w=\"{WORD}\"><w:abstractNum w:abstractNumId=\"1\">{}{}</w:abstractNum>\
                 <w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>",
                level(0, "%1、"),
                level(1, "（%2）")
            ),
        ),
        ("word/document.xml", format!("<w:document xmlns:w=\"{WORD}\"><w:body>{body}</w:body></w:document>")),
    ];
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part begins");
        writer.write_all(text.as_bytes()).expect("a part is written");
    }
    writer.finish().expect("a package ends").into_inner()
}
