//! Small Word files, built part by part.

use std::io::{Cursor, Write};

use guiju::read::{Limits, Package, WordText, word_text};
use zip::write::SimpleFileOptions;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// A Word file that is being built.
pub(super) struct Word {
    main: String,
    /// Kind of relation, name in the folder, XML.
    parts: Vec<(String, String, String)>,
}

impl Word {
    /// A file whose body holds this XML.
    pub(super) fn of(body: &str) -> Self {
        Self { main: root("document", &format!("<w:body>{body}</w:body>")), parts: Vec::new() }
    }

    /// A file whose part with the text is this XML.
    pub(super) fn of_document(xml: &str) -> Self {
        Self { main: xml.to_owned(), parts: Vec::new() }
    }

    /// Adds a part whose root element holds this XML; its relation is called as its name.
    pub(super) fn with(mut self, kind: &str, name: &str, inner: &str) -> Self {
        let element = match kind {
            "header" => "hdr",
            "footer" => "ftr",
            other => other,
        };
        self.parts.push((kind.to_owned(), name.to_owned(), root(element, inner)));
        self
    }

    /// The parts by their names, with their bytes.
    pub(super) fn parts(&self) -> Vec<(String, Vec<u8>)> {
        let types = format!(
            "<Types xmlns=\"{PACKAGE}/content-types\"><Override PartName=\"/word/document.xml\" \
             ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"
        );
        let relation = |id: &str, kind: &str, target: &str| {
            format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
        };
        let relations =
            |inner: String| format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{inner}</Relationships>");
        let named = self.parts.iter().map(|(kind, name, _)| relation(name, kind, name)).collect();
        let mut parts = vec![
            ("[Content_Types].xml".to_owned(), types.into_bytes()),
            ("_rels/.rels".to_owned(), relations(relation("r1", "officeDocument", "word/document.xml")).into_bytes()),
            ("word/document.xml".to_owned(), self.main.clone().into_bytes()),
            ("word/_rels/document.xml.rels".to_owned(), relations(named).into_bytes()),
        ];
        parts.extend(self.parts.iter().map(|(_, name, xml)| (format!("word/{name}"), xml.clone().into_bytes())));
        parts
    }

    /// The file.
    pub(super) fn bytes(&self) -> Vec<u8> {
        zipped(&self.parts())
    }

    /// The lines of its transcript.
    pub(super) fn lines(&self) -> Vec<String> {
        text_of(&self.bytes()).text().lines().map(str::to_owned).collect()
    }
}

/// A root element that binds the prefixes Word binds.
pub(super) fn root(element: &str, inner: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:{element} xmlns:w=\"{WORD}\" xmlns:r=\"{OFFICE}\" \
         xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
         xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" xmlns:v=\"urn:schemas-microsoft-com:vml\" \
         xmlns:o=\"urn:schemas-microsoft-com:office:office\">{inner}</w:{element}>"
    )
}

/// A zip file of these parts.
pub(super) fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(name, SimpleFileOptions::default()).expect("a part begins");
        writer.write_all(bytes).expect("a part is written");
    }
    writer.finish().expect("a package ends").into_inner()
}

/// Reads a file down to its bytes, and holds every anchor against them.
pub(super) fn text_of(bytes: &[u8]) -> WordText {
    let word = word_text(bytes, &Limits::default()).unwrap_or_else(|why| panic!("{}", why.en));
    check_anchors(&word, bytes);
    word
}

/// What holds for the anchors of every file: they follow each other, and stand for the bytes they name.
pub(super) fn check_anchors(word: &WordText, bytes: &[u8]) {
    let mut package = Package::open(bytes, &Limits::default()).expect("it was opened before");
    let parts: Vec<Vec<u8>> = word.parts.iter().map(|name| package.part(name).expect("it was read before")).collect();
    let mut end = 0;
    for anchor in &word.anchors {
        let text = anchor.text as usize..(anchor.text + anchor.text_length) as usize;
        let xml = anchor.xml as usize..(anchor.xml + anchor.xml_length) as usize;
        assert!(text.start >= end, "anchors follow each other");
        end = text.end;
        let words = word.text().get(text).expect("anchors stand on characters");
        let raw = parts.get(usize::from(anchor.part)).and_then(|part| part.get(xml)).expect("anchors stand in parts");
        assert!(!anchor.is_same || words.as_bytes() == raw, "{words} is not {}", String::from_utf8_lossy(raw));
    }
}

/// `<w:p>` with one run.
pub(super) fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

/// `<w:tc>` with one paragraph and these properties.
pub(super) fn tc(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
}

/// `<w:tbl>` of rows that hold cells.
pub(super) fn tbl(rows: &[String]) -> String {
    let rows: String = rows.iter().map(|cells| format!("<w:tr>{cells}</w:tr>")).collect();
    format!("<w:tbl><w:tblPr/>{rows}</w:tbl>")
}
