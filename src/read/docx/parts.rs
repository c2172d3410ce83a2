//! Which parts a Word file is made of, as its relations say: their names differ from program to program.

use super::super::package::Package;
use super::super::relations::{self, Relation};
use super::error::{Other, WordError};
use super::tags::{Piece, Tag, Xml, XmlError};

/// Where the text stands if the package does not say it.
const USUAL_MAIN: &str = "word/document.xml";

/// The types of no more parts are said than this.
const MOST_TYPES: usize = 65_536;

/// The parts of a Word file.
#[derive(Debug)]
pub(super) struct Parts {
    /// The one with the text.
    pub(super) main: String,
    relations: Vec<Relation>,
}

impl Parts {
    /// Looks for the part with the text, and for what it names.
    pub(super) fn find(package: &mut Package<'_>) -> Result<Self, WordError> {
        let types = content_types(package)?;
        let named = relations(package, "")?.into_iter().find(|relation| relation.kind == "officeDocument");
        let of_type = |kind: &str| types.iter().find(|(_, found)| found.contains(kind)).map(|(part, _)| part.as_str());
        let main = named
            .map(|relation| relation.part)
            .or_else(|| package.find(of_type("wordprocessingml.document.main")?))
            .or_else(|| package.find(USUAL_MAIN));
        let is = |kind: &str| {
            let of_main =
                |(part, _): &&(String, String)| main.as_deref().is_some_and(|it| it.eq_ignore_ascii_case(part));
            types.iter().find(of_main).is_some_and(|(_, found)| found.contains(kind))
        };
        let other = if is("spreadsheetml") {
            Other::Workbook
        } else if is("presentationml") {
            Other::Slides
        } else if package.find("content.xml").is_some() && package.find("mimetype").is_some() {
            Other::OpenDocument
        } else if let Some(main) = main {
            let relations = relations(package, &main)?;
            return Ok(Self { main, relations });
        } else {
            Other::Unknown
        };
        Err(WordError::NotWord(other))
    }

    /// The part of a kind: `styles`, `footnotes`.
    pub(super) fn of_kind(&self, kind: &str) -> Option<&str> {
        self.relations.iter().find(|relation| relation.kind == kind).map(|relation| relation.part.as_str())
    }

    /// The part that an id of a relation names.
    pub(super) fn of_id(&self, id: &str) -> Option<&str> {
        self.relations.iter().find(|relation| relation.id == id).map(|relation| relation.part.as_str())
    }
}

/// The parts that `[Content_Types].xml` names, without the stroke before them, and their types.
fn content_types(package: &mut Package<'_>) -> Result<Vec<(String, String)>, WordError> {
    let Some(name) = package.find("[Content_Types].xml") else { return Ok(Vec::new()) };
    let text = package.text(&name)?;
    let mut xml = Xml::new(&text);
    let mut types = Vec::new();
    loop {
        match xml.next().map_err(|error| error.of_part(&name))? {
            Piece::Open(element) if element.tag == Tag::PartType => {
                let part = element.attribute("PartName").unwrap_or_default();
                let kind = element.attribute("ContentType").unwrap_or_default().into_owned();
                types.push((part.trim_start_matches('/').to_owned(), kind));
                if types.len() > MOST_TYPES {
                    return Err(XmlError::TooMuch.of_part(&name).into());
                }
            }
            Piece::Open(_) | Piece::Close(_) | Piece::Text(..) | Piece::Reference(..) => {}
            Piece::End => return Ok(types),
        }
    }
}

/// The parts that a part names, or (with an empty name) the package; those that are there.
fn relations(package: &mut Package<'_>, part: &str) -> Result<Vec<Relation>, WordError> {
    let mut found = relations::relations::<WordError>(package, part)?.unwrap_or_default();
    found.retain(|relation| package.find(&relation.part).is_some());
    Ok(found)
}
