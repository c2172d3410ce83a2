//! A Word file from paragraphs: a package of a few small parts, the same bytes every time.

use std::io::{self, Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::diagnostic::Language;

/// How a paragraph looks; `parts/styles.xml` says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Title,
    /// To whom.
    Address,
    Body,
    Head,
    /// Numbered.
    Item,
    /// What belongs to the item before it.
    Detail,
    /// By whom and when.
    Sign,
}

impl Style {
    fn name(self) -> &'static str {
        match self {
            Self::Title => "Title",
            Self::Address => "Address",
            Self::Body => "BodyText",
            Self::Head => "Heading1",
            Self::Item => "ListNumber",
            Self::Detail => "Detail",
            Self::Sign => "Signature",
        }
    }
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paragraph {
    style: Style,
    words: String,
}

impl Paragraph {
    pub(super) fn new(style: Style, words: impl Into<String>) -> Self {
        Self { style, words: words.into() }
    }
}

/// The bytes of the package.
///
/// # Errors
/// Never in practice: it is written in memory.
pub(super) fn package(title: &str, language: Language, paragraphs: &[Paragraph]) -> io::Result<Vec<u8>> {
    let core = include_str!("parts/core.xml").replace("{title}", &escaped(title));
    let document = document(language, paragraphs);
    let parts: [(&str, &str); 9] = [
        ("[Content_Types].xml", include_str!("parts/content_types.xml")),
        ("_rels/.rels", include_str!("parts/package_rels.xml")),
        ("docProps/core.xml", &core),
        ("word/document.xml", &document),
        ("word/styles.xml", include_str!("parts/styles.xml")),
        ("word/numbering.xml", include_str!("parts/numbering.xml")),
        ("word/settings.xml", include_str!("parts/settings.xml")),
        ("word/footer1.xml", include_str!("parts/footer.xml")),
        ("word/_rels/document.xml.rels", include_str!("parts/document_rels.xml")),
    ];
    // The year 1980, where zip's calendar begins: no clock.
    let options = SimpleFileOptions::default()
        .last_modified_time(zip::DateTime::default())
        .compression_method(CompressionMethod::Deflated);
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        out.start_file(name, options).map_err(io::Error::other)?;
        out.write_all(content.as_bytes())?;
    }
    Ok(out.finish().map_err(io::Error::other)?.into_inner())
}

fn document(language: Language, paragraphs: &[Paragraph]) -> String {
    // Quotation marks and dashes belong to both scripts; in a Chinese letter they take the Chinese font.
    let hint = match language {
        Language::Chinese => r#"<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>"#,
        Language::English => "",
    };
    let body: String = paragraphs
        .iter()
        .map(|Paragraph { style, words }| {
            let (style, words) = (style.name(), escaped(words));
            format!(
                r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r>{hint}<w:t xml:space="preserve">{words}</w:t></w:r></w:p>"#
            )
        })
        .collect();
    include_str!("parts/document.xml").replace("{body}", &body)
}

/// Words as they may stand in XML; what no XML may hold is left out.
fn escaped(words: &str) -> String {
    let mut shown = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '"' => shown.push_str("&quot;"),
            '\n' | '\t' => shown.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => shown.push(c),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_draft_cannot_end_their_element() {
        assert_eq!(escaped("a</w:t>&\u{0}\u{fffe}\"\n"), "a&lt;/w:t&gt;&amp;&quot; ");
    }

    #[test]
    fn the_same_paragraphs_give_the_same_bytes() {
        let paragraphs = [Paragraph::new(Style::Item, "{title}{body}")];
        let make = || package("{body}", Language::Chinese, &paragraphs).unwrap();
        assert_eq!(make(), make());
        assert!(document(Language::Chinese, &paragraphs).contains("{title}{body}"));
    }
}
