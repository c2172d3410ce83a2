//! Word files as tests need them: a few parts in a zip package.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// What a prefix of word processing is bound to.
pub(super) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The parts of a file, in order.
pub(super) struct File {
    parts: Vec<(String, Vec<u8>)>,
    relations: String,
    kinds: String,
}

impl File {
    /// A file with this body, and with a picture whose bytes must stay as they are.
    pub(super) fn of(body: &str) -> Self {
        Self::with_document(&format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<w:document xmlns:w=\"{WORD}\" xmlns:r=\"{OFFICE}\">\
             <w:body>{body}</w:body></w:document>"
        ))
    }

    /// A file with this text part.
    pub(super) fn with_document(xml: &str) -> Self {
        let root = format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship \
             Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
        );
        let parts = vec![
            ("_rels/.rels".to_owned(), root.into_bytes()),
            ("word/media/picture.png".to_owned(), (0..=255).collect()),
            ("word/document.xml".to_owned(), xml.as_bytes().to_vec()),
        ];
        let kinds = format!("<Override PartName=\"/word/document.xml\" ContentType=\"{KIND}.document.main+xml\"/>");
        Self { parts, relations: String::new(), kinds }
    }

    /// With a part of this kind, which the text refers to: `footnotes`, `comments` …
    pub(super) fn part(mut self, kind: &str, name: &str, inner: &str) -> Self {
        let root = match kind {
            "header" => "hdr",
            "footer" => "ftr",
            other => other,
        };
        let xml = format!("<w:{root} xmlns:w=\"{WORD}\">{inner}</w:{root}>");
        let relation = format!("<Relationship Id=\"rId{kind}\" Type=\"{OFFICE}/{kind}\" Target=\"{name}.xml\"/>");
        self.relations.push_str(&relation);
        let kind = format!("<Override PartName=\"/word/{name}.xml\" ContentType=\"{KIND}.{kind}+xml\"/>");
        self.kinds.push_str(&kind);
        self.raw(&format!("word/{name}.xml"), xml.as_bytes())
    }

    /// With any other part.
    pub(super) fn raw(mut self, name: &str, bytes: &[u8]) -> Self {
        self.parts.push((name.to_owned(), bytes.to_vec()));
        self
    }

    /// The package; some of its parts are not compressed.
    pub(super) fn build(mut self) -> Vec<u8> {
        let kinds = format!(
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" \
             ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
             ContentType=\"application/xml\"/>{}</Types>",
            self.kinds
        );
        self.parts.insert(0, ("[Content_Types].xml".to_owned(), kinds.into_bytes()));
        if !self.relations.is_empty() {
            let relations = format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}</Relationships>",
                self.relations
            );
            self.parts.push(("word/_rels/document.xml.rels".to_owned(), relations.into_bytes()));
        }
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for (turn, (name, bytes)) in self.parts.iter().enumerate() {
            let method = if turn % 2 == 0 { CompressionMethod::Deflated } else { CompressionMethod::Stored };
            out.start_file(name, SimpleFileOptions::default().compression_method(method)).expect("writes");
            out.write_all(bytes).expect("writes");
        }
        out.finish().expect("writes").into_inner()
    }
}

/// A part as text.
pub(super) fn part(file: &[u8], name: &str) -> Option<String> {
    String::from_utf8(parts(file).into_iter().find(|(found, ..)| found == name)?.1).ok()
}

/// The names, contents and compressed lengths of all parts, in order.
pub(super) fn parts(file: &[u8]) -> Vec<(String, Vec<u8>, u64)> {
    let mut archive = ZipArchive::new(Cursor::new(file)).expect("is a package");
    let count = archive.len();
    let read = |index| {
        let mut part = archive.by_index(index).expect("is there");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("is whole");
        (part.name().expect("has a name").into_owned(), bytes, part.compressed_size())
    };
    (0..count).map(read).collect()
}
