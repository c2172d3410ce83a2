//! Workbooks written part by part, to test how they are read.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook.
#[derive(Debug, Default)]
pub(super) struct Workbook {
    sheets: Vec<(String, String, String)>,
    strings: Vec<String>,
    formats: Vec<String>,
    settings: String,
    parts: Vec<(String, Vec<u8>)>,
}

impl Workbook {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Adds a sheet with what stands in its `<sheetData>`.
    pub(super) fn sheet(self, name: &str, rows: &str) -> Self {
        self.whole_sheet(name, "", &format!("<sheetData>{rows}</sheetData>"))
    }

    /// Adds a sheet with attributes in the workbook, and all that stands in it.
    pub(super) fn whole_sheet(mut self, name: &str, attributes: &str, inner: &str) -> Self {
        self.sheets.push((name.to_owned(), attributes.to_owned(), inner.to_owned()));
        self
    }

    /// The texts that cells share, each the inside of an `<si>`.
    pub(super) fn strings(mut self, strings: &[&str]) -> Self {
        self.strings = strings.iter().map(|it| (*it).to_owned()).collect();
        self
    }

    /// Formats; cells name them as styles from 1 on.
    pub(super) fn formats(mut self, codes: &[&str]) -> Self {
        self.formats = codes.iter().map(|it| (*it).to_owned()).collect();
        self
    }

    /// What stands in the workbook beside its sheets.
    pub(super) fn settings(mut self, xml: &str) -> Self {
        xml.clone_into(&mut self.settings);
        self
    }

    /// One part more.
    pub(super) fn part(mut self, name: &str, bytes: &[u8]) -> Self {
        self.parts.push((name.to_owned(), bytes.to_owned()));
        self
    }

    /// The bytes of the file.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut sheets = String::new();
        let mut targets = String::new();
        for (index, (name, attributes, _)) in self.sheets.iter().enumerate() {
            let number = index + 1;
            write!(sheets, "<sheet name=\"{name}\" sheetId=\"{number}\" {attributes} r:id=\"rId{number}\"/>")
                .expect("writes");
            let target = format!("worksheets/sheet{number}.xml");
            write!(
                targets,
                "<Relationship Id=\"rId{number}\" Type=\"{RELATIONSHIPS}/worksheet\" Target=\"{target}\"/>"
            )
            .expect("writes");
        }
        for kind in ["sharedStrings", "styles"] {
            write!(targets, "<Relationship Id=\"{kind}\" Type=\"{RELATIONSHIPS}/{kind}\" Target=\"/xl/{kind}.xml\"/>")
                .expect("writes");
        }
        let settings = &self.settings;
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let mut add = |name: &str, bytes: &[u8]| {
            zip.start_file(name, SimpleFileOptions::default()).expect("begins");
            zip.write_all(bytes).expect("writes");
        };
        let package =
            format!("<Relationship Id=\"a\" Type=\"{RELATIONSHIPS}/officeDocument\" Target=\"xl/workbook.xml\"/>");
        add("_rels/.rels", relationships(&package).as_bytes());
        add("xl/_rels/workbook.xml.rels", relationships(&targets).as_bytes());
        let workbook = format!(
            "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONSHIPS}\"><workbookPr/>{settings}<sheets>{sheets}</sheets></workbook>"
        );
        add("xl/workbook.xml", workbook.as_bytes());
        let strings: String = self.strings.iter().map(|it| format!("<si>{it}</si>")).collect();
        add("xl/sharedStrings.xml", format!("<sst xmlns=\"{MAIN}\">{strings}</sst>").as_bytes());
        add("xl/styles.xml", self.styles().as_bytes());
        for (index, (_, _, inner)) in self.sheets.iter().enumerate() {
            let name = format!("xl/worksheets/sheet{}.xml", index + 1);
            add(&name, format!("<worksheet xmlns=\"{MAIN}\">{inner}</worksheet>").as_bytes());
        }
        self.parts.iter().for_each(|(name, bytes)| add(name, bytes));
        zip.finish().expect("closes").into_inner()
    }

    fn styles(&self) -> String {
        let mut codes = String::new();
        let mut styles = String::from("<xf numFmtId=\"0\"/>");
        for (number, code) in (200..).zip(&self.formats) {
            let code = code.replace('"', "&quot;").replace('<', "&lt;");
            write!(codes, "<numFmt numFmtId=\"{number}\" formatCode=\"{code}\"/>").expect("writes");
            write!(styles, "<xf numFmtId=\"{number}\"/>").expect("writes");
        }
        format!(
            "<styleSheet xmlns=\"{MAIN}\"><numFmts>{codes}</numFmts><cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>\
             <cellXfs>{styles}</cellXfs></styleSheet>"
        )
    }
}

fn relationships(inner: &str) -> String {
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inner}</Relationships>"
    )
}

/// A cell with a text of its own.
pub(super) fn text(place: &str, words: &str) -> String {
    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{words}</t></is></c>")
}

/// A cell with a number.
pub(super) fn number(place: &str, style: u32, value: &str) -> String {
    format!("<c r=\"{place}\" s=\"{style}\"><v>{value}</v></c>")
}

/// A row of cells.
pub(super) fn row(number: u32, cells: &[String]) -> String {
    format!("<row r=\"{number}\">{}</row>", cells.concat())
}

/// The same package with another text in one of its parts.
pub(super) fn replaced(package: &[u8], part: &str, text: &str) -> Vec<u8> {
    let mut parts = ZipArchive::new(Cursor::new(package)).expect("a package");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..parts.len() {
        let one = parts.by_index_raw(index).expect("a part");
        let is_other = one.name().expect("a name") != part;
        if is_other {
            zip.raw_copy_file(one).expect("copies");
        }
    }
    zip.start_file(part, SimpleFileOptions::default()).expect("begins");
    zip.write_all(text.as_bytes()).expect("writes");
    zip.finish().expect("closes").into_inner()
}
