//! Which parts a Word file is made of, as its relations say: their names differ from program to program.

use super::super::package::Package;
use super::super::part_name::relations_of;
use super::error::{Other, WordError};
use super::xml::{Piece, Tag, Xml};

/// Where the text stands if the package does not say it.
const USUAL_MAIN: &str = "word/document.xml";

/// A part names no more parts than this, nor does the package.
const MOST_NAMES: usize = 65_536;

/// The parts of a Word file.
#[derive(Debug)]
pub(super) struct Parts {
    /// The one with the text.
    pub(super) main: String,
    relations: Vec<Relation>,
}

/// A part that another one names.
#[derive(Debug)]
struct Relation {
    id: String,
    /// The last word of its type: `styles`, `footnotes`.
    kind: String,
    part: String,
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
        match xml.next().map_err(|error| WordError::of_part(&name, error))? {
            Piece::Open(element) if element.tag == Tag::PartType => {
                let part = element.attribute("PartName").unwrap_or_default();
                let kind = element.attribute("ContentType").unwrap_or_default();
                types.push((part.trim_start_matches('/').to_owned(), kind));
                if types.len() > MOST_NAMES {
                    return Err(WordError::TooMuch(name));
                }
            }
            Piece::Open(_) | Piece::Close(_) | Piece::Text(..) | Piece::Reference(..) => {}
            Piece::End => return Ok(types),
        }
    }
}

/// The parts that a part names, or (with an empty name) the package; those that are there.
fn relations(package: &mut Package<'_>, part: &str) -> Result<Vec<Relation>, WordError> {
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
    let Some(name) = package.find(&relations_of(part)) else { return Ok(Vec::new()) };
    let text = package.text(&name)?;
    let mut xml = Xml::new(&text);
    let mut found = Vec::new();
    loop {
        match xml.next().map_err(|error| WordError::of_part(&name, error))? {
            Piece::Open(element) if element.tag == Tag::Relationship => {
                let is_outside = element.attribute("TargetMode").is_some_and(|mode| mode == "External");
                let target = element.attribute("Target").filter(|_| !is_outside);
                let part = target.and_then(|target| resolved(folder, &target)).and_then(|name| package.find(&name));
                let kind = element.attribute("Type").unwrap_or_default();
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                found.extend(part.map(|part| Relation { id: element.attribute("Id").unwrap_or_default(), kind, part }));
                if found.len() > MOST_NAMES {
                    return Err(WordError::TooMuch(name));
                }
            }
            Piece::Open(_) | Piece::Close(_) | Piece::Text(..) | Piece::Reference(..) => {}
            Piece::End => return Ok(found),
        }
    }
}

/// The name of a part that is said from a folder; `None` where it leads out of the package.
fn resolved(folder: &str, target: &str) -> Option<String> {
    let is_absolute = target.starts_with('/');
    let mut steps: Vec<&str> = if is_absolute { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            ".." => drop(steps.pop()?),
            "." => {}
            _ => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty());
    Some(steps.join("/"))
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn names_are_said_from_a_folder_or_from_the_root() {
        assert_eq!(resolved("word", "styles.xml").as_deref(), Some("word/styles.xml"));
        assert_eq!(resolved("word", "/word/styles.xml").as_deref(), Some("word/styles.xml"));
        assert_eq!(resolved("a/b", "../c/./d.xml").as_deref(), Some("a/c/d.xml"));
        assert_eq!(resolved("", "word/document.xml").as_deref(), Some("word/document.xml"));
        assert_eq!(resolved("word", "../../etc"), None);
    }
}
