//! The formats of a workbook: which one each style of a cell has.

use std::collections::HashMap;

use super::super::xml::{Piece, Xml, XmlError};
use super::format::NumberFormat;
use super::tags::Tag;

/// The number formats by the style that cells name.
#[derive(Debug)]
pub(super) struct Styles {
    /// All different ones.
    formats: Vec<NumberFormat>,
    /// For each style, an index into them.
    by_style: Vec<usize>,
    general: NumberFormat,
}

impl Default for Styles {
    fn default() -> Self {
        Self { formats: Vec::new(), by_style: Vec::new(), general: NumberFormat::general() }
    }
}

impl Styles {
    /// Reads their part.
    pub(super) fn read(xml: &str) -> Result<Self, XmlError> {
        let mut xml = Xml::<Tag>::new(xml);
        let mut styles = Self::default();
        let mut codes: HashMap<u32, String> = HashMap::new();
        let mut known: HashMap<u32, usize> = HashMap::new();
        let mut is_of_cells = false;
        loop {
            match xml.next()? {
                Piece::Open(element) => match element.tag {
                    Tag::NumberFormat => {
                        if let (Some(id), Some(code)) = (element.number("numFmtId"), element.attribute("formatCode")) {
                            codes.insert(id, code.into_owned());
                        }
                    }
                    Tag::CellFormats => is_of_cells = true,
                    Tag::CellFormat if is_of_cells => {
                        let id = element.number("numFmtId").unwrap_or(0);
                        let index = *known.entry(id).or_insert_with(|| {
                            let format =
                                codes.get(&id).map_or_else(|| NumberFormat::built_in(id), |it| NumberFormat::of(it));
                            styles.formats.push(format);
                            styles.formats.len() - 1
                        });
                        styles.by_style.push(index);
                    }
                    _ => {}
                },
                Piece::Close(Tag::CellFormats) => is_of_cells = false,
                Piece::End => return Ok(styles),
                Piece::Close(_) | Piece::Text(..) | Piece::Reference(..) => {}
            }
        }
    }

    /// The format of a style; one that is not there is `General`.
    pub(super) fn format(&self, style: Option<u32>) -> &NumberFormat {
        let index = style.and_then(|style| self.by_style.get(style as usize));
        index.and_then(|index| self.formats.get(*index)).unwrap_or(&self.general)
    }
}
