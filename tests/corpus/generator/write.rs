//! Drafts as bytes of files, with the places of their faults.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

use super::draft::{Block, Draft, Line, Role};

/// Where spoilt words stand: in a line of the text that a reader draws from the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spot {
    /// The whole line.
    pub(crate) line: String,
    /// Its number from 1.
    pub(crate) number: usize,
    /// From which byte of the line.
    pub(crate) at: usize,
    /// The words.
    pub(crate) words: String,
}

/// The forms of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Text,
    Markdown,
    Word,
    Csv,
    Yaml,
}

impl Form {
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Word => "docx",
            Self::Csv => "csv",
            Self::Yaml => "yaml",
        }
    }

    /// The bytes of a draft, and where its faults are.
    pub(crate) fn write(self, draft: &Draft) -> (Vec<u8>, Vec<Spot>) {
        let mut page = Page::default();
        for block in &draft.blocks {
            match block {
                Block::Line(line) => self.line(&mut page, line),
                Block::Table(rows) => self.table(&mut page, rows),
            }
        }
        let bytes = if self == Self::Word { package(&page.xml) } else { page.text.into_bytes() };
        (bytes, page.spots)
    }

    fn line(self, page: &mut Page, line: &Line) {
        let marks = match (self, line.role) {
            (Self::Markdown, Role::Title) => "# ",
            (Self::Markdown, Role::Heading(1)) => "## ",
            (Self::Markdown, Role::Heading(_)) => "### ",
            _ => "",
        };
        page.put(&[marks.to_owned()], &[line], "");
        if self == Self::Markdown || (self == Self::Text && line.role == Role::Title) {
            page.put(&[], &[], "");
        }
        if self == Self::Word {
            let style = match line.role {
                Role::Title => "Title",
                Role::Heading(1) => "Heading1",
                Role::Heading(_) => "Heading2",
                Role::Body => "Normal",
            };
            page.xml.push_str(&paragraph(style, &line.text()));
        }
    }

    fn table(self, page: &mut Page, rows: &[Vec<Line>]) {
        let (open, between, close) = match self {
            Self::Markdown => ("| ", " | ", " |"),
            Self::Csv => ("", ",", ""),
            Self::Text | Self::Word | Self::Yaml => ("", "\t", ""),
        };
        if self == Self::Word {
            page.xml.push_str("<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/></w:tblPr><w:tblGrid/>");
        }
        for (number, row) in rows.iter().enumerate() {
            let cells: Vec<&Line> = row.iter().collect();
            let mut before = vec![between.to_owned(); cells.len()];
            if let Some(first) = before.first_mut() {
                open.clone_into(first);
            }
            page.put(&before, &cells, close);
            if self == Self::Markdown && number == 0 {
                page.put(&[format!("|{}", "---|".repeat(cells.len()))], &[], "");
            }
            if self == Self::Word {
                let cells: String =
                    cells.iter().map(|cell| format!("<w:tc>{}</w:tc>", paragraph("Normal", &cell.text()))).collect();
                let _ = write!(page.xml, "<w:tr>{cells}</w:tr>");
            }
        }
        if self == Self::Word {
            page.xml.push_str("</w:tbl>");
        } else if self != Self::Csv {
            page.put(&[], &[], "");
        }
    }
}

/// A file being written: its text, for a Word file also its XML.
#[derive(Debug, Default)]
struct Page {
    text: String,
    xml: String,
    lines: usize,
    spots: Vec<Spot>,
}

impl Page {
    /// A line of text: the words of lines, each with what stands before it.
    fn put(&mut self, before: &[String], lines: &[&Line], behind: &str) {
        self.lines += 1;
        let mut text = String::new();
        let mut found = Vec::new();
        for turn in 0..before.len().max(lines.len()) {
            text.push_str(before.get(turn).map_or("", String::as_str));
            for piece in lines.get(turn).iter().flat_map(|line| &line.pieces) {
                if piece.is_spoilt {
                    found.push((text.len(), piece.text.clone()));
                }
                text.push_str(&piece.text);
            }
        }
        text.push_str(behind);
        let number = self.lines;
        self.spots.extend(found.into_iter().map(|(at, words)| Spot { line: text.clone(), number, at, words }));
        self.text.push_str(&text);
        self.text.push('\n');
    }
}

fn paragraph(style: &str, words: &str) -> String {
    let words = words.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>"
    )
}

/// The least that is a Word file with styles.
fn package(body: &str) -> Vec<u8> {
    const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let style = |id: &str, name: &str, level: Option<u8>| {
        let level = level.map_or(String::new(), |level| format!("<w:pPr><w:outlineLvl w:val=\"{level}\"/></w:pPr>"));
        format!("<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{level}</w:style>")
    };
    let styles = [
        style("Normal", "Normal", None),
        style("Title", "Title", None),
        style("Heading1", "heading 1", Some(0)),
        style("Heading2", "heading 2", Some(1)),
    ];
    let parts = [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
             <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
             <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
             <Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>\
             </Types>"
                .to_owned(),
        ),
        ("_rels/.rels", relations("officeDocument", "word/document.xml")),
        ("word/_rels/document.xml.rels", relations("styles", "styles.xml")),
        ("word/styles.xml", format!("<w:styles {W}>{}</w:styles>", styles.concat())),
        ("word/document.xml", format!("<w:document {W}><w:body>{body}<w:sectPr/></w:body></w:document>")),
    ];
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for (name, xml) in parts {
        archive.start_file(name, options).expect("memory takes it");
        write!(archive, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n{xml}")
            .expect("memory takes it");
    }
    archive.finish().expect("memory takes it").into_inner()
}

fn relations(kind: &str, target: &str) -> String {
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/>\
         </Relationships>"
    )
}
