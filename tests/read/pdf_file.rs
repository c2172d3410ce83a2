//! PDF files through the programs of poppler, where they are installed. The files are written here, without fonts: their
//! words need poppler-data, as those of many official documents do.

use std::fmt::Write as _;
use std::process::{Command, Stdio};

use guiju::diagnostic::Language;
use guiju::read::Limits;

use super::{open_with, paragraphs};

/// True where poppler is there; what such a machine must pass is not asked of others.
fn has_poppler() -> bool {
    let is_there = |program: &str| {
        let run = Command::new(program).arg("-v").stdout(Stdio::null()).stderr(Stdio::null()).status();
        run.is_ok_and(|status| status.success())
    };
    is_there("pdftotext") && is_there("pdftocairo")
}

/// A PDF of pages, each with the operators that draw it.
fn pdf(pages: &[String]) -> Vec<u8> {
    let font =
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>";
    let glyphs = "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 5 0 R \
                  /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>";
    let shape = "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 \
                 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >>";
    let kids: String = (0..pages.len()).map(|page| format!("{} 0 R ", 6 + page * 2)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len()),
        font.to_owned(),
        glyphs.to_owned(),
        shape.to_owned(),
    ];
    for (page, content) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R /Resources << /Font << /F 3 0 R >> >> >>",
            7 + page * 2
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    let mut out = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(out.len());
        writeln!(out, "{} 0 obj\n{object}\nendobj", number + 1).expect("a string");
    }
    let start = out.len();
    write!(out, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).expect("a string");
    places.iter().for_each(|place| writeln!(out, "{place:010} 00000 n ").expect("a string"));
    write!(out, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", places.len() + 1)
        .expect("a string");
    out.into_bytes()
}

/// Words with the lower left corner at a place.
fn words(x: i32, y: i32, size: i32, words: &str) -> String {
    let codes: String = words.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    format!("BT /F {size} Tf {x} {y} Td <{codes}> Tj ET\n")
}

fn line(from: (i32, i32), to: (i32, i32)) -> String {
    format!("0.5 w {} {} m {} {} l S\n", from.0, from.1, to.0, to.1)
}

#[test]
fn a_file_gives_its_paragraphs_and_the_cells_of_its_table() {
    if !has_poppler() {
        return;
    }
    let mut first = words(112, 740, 16, "一、资金情况");
    first += &words(112, 712, 16, "全年预算５００万元，实际支出四百八十万元，执行率为百");
    first += &words(80, 684, 16, "分之九十六。");
    for (x, y, cell) in [(84, 605, "指标"), (184, 605, "完成值"), (84, 585, "养护里程"), (184, 585, "一百公里")]
    {
        first += &words(x, y, 10, cell);
    }
    for y in [620, 600, 580] {
        first += &line((80, y), (280, y));
    }
    for x in [80, 180, 280] {
        first += &line((x, 580), (x, 620));
    }
    let second = words(112, 740, 16, "二、自评结论");
    let outcome = open_with("报告.pdf", &pdf(&[first, second]), Limits::default());
    assert_eq!(outcome.codes(), [] as [&str; 0], "{}", outcome.message(Language::Chinese));
    let said = ["一、资金情况", "全年预算500万元，实际支出四百八十万元，执行率为百分之九十六。", "二、自评结论"];
    assert_eq!(paragraphs(outcome.prose()), said);
    assert_eq!(outcome.cells(), ["指标", "完成值", "养护里程", "一百公里"]);
    assert!(outcome.document.is_some_and(|document| !document.tables.tables.iter().any(|table| table.is_guessed)));
}

#[test]
fn files_that_cannot_be_read_say_why() {
    if !has_poppler() {
        return;
    }
    let scan = pdf(&["0 0 m 9 9 l S".to_owned()]);
    let whole = pdf(&[words(80, 700, 16, "支出完成。")]);
    let cases: [(&[u8], &str); 3] =
        [(&scan, "没有文字层"), (b"%PDF-1.7\nno more", "文件损坏，或不是 PDF"), (b"words", "文件损坏，或不是 PDF")];
    for (bytes, said) in cases {
        let outcome = open_with("报告.pdf", bytes, Limits::default());
        assert_eq!(outcome.codes(), ["read::unreadable"]);
        assert!(outcome.message(Language::Chinese).contains(said), "{}", outcome.message(Language::Chinese));
    }
    let outcome = open_with("报告.pdf", &whole, Limits { unpacked: 100, ..Limits::default() });
    assert!(outcome.message(Language::Chinese).contains("--max-unpacked"));
}
