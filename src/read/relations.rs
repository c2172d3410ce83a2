//! How parts of a package name each other: relations, as Word files and workbooks have them.

use super::package::{Package, PackageError};
use super::xml::{PartError, Piece, Vocabulary, Xml, XmlError};

/// A part names no more parts than this, nor does the package.
const MOST: usize = 65_536;

/// A part that another one names.
#[derive(Debug)]
pub(super) struct Relation {
    pub(super) id: String,
    /// The last word of its type: `styles`, `worksheet`.
    pub(super) kind: String,
    /// The name of the part; as the package spells it, if it is there.
    pub(super) part: String,
}

/// The elements looked into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tag {
    Relationship,
    Other,
}

impl Vocabulary for Tag {
    /// True for the namespace of relations.
    type Space = bool;

    const FOREIGN: bool = false;

    fn space(namespace: &str) -> bool {
        namespace == "http://schemas.openxmlformats.org/package/2006/relationships"
    }

    fn of(is_known: bool, name: &str) -> Self {
        if is_known && name == "Relationship" { Self::Relationship } else { Self::Other }
    }
}

/// What a part names, or (with an empty name) the package; what lies outside of it is left out. `None` where nothing is
/// said of that.
pub(super) fn relations<E>(package: &mut Package<'_>, part: &str) -> Result<Option<Vec<Relation>>, E>
where
    E: From<PackageError> + From<PartError>,
{
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
    let Some(name) = package.find(&relations_of(part)) else { return Ok(None) };
    let text = package.text(&name)?;
    let mut xml = Xml::<Tag>::new(&text);
    let mut found = Vec::new();
    loop {
        match xml.next().map_err(|error| error.of_part(&name))? {
            Piece::Open(element) if element.tag == Tag::Relationship => {
                let value = |name| element.attribute(name).unwrap_or_default();
                if value("TargetMode") == "External" {
                    continue;
                }
                let kind = value("Type").rsplit('/').next().unwrap_or_default().to_owned();
                let target = resolved(folder, &value("Target"));
                let part = package.find(&target).unwrap_or(target);
                found.push(Relation { id: value("Id").into_owned(), kind, part });
                if found.len() > MOST {
                    return Err(XmlError::TooMuch.of_part(&name).into());
                }
            }
            Piece::Open(_) | Piece::Close(_) | Piece::Text(..) | Piece::Reference(..) => {}
            Piece::End => return Ok(Some(found)),
        }
    }
}

/// The part that holds the relations of a part: `word/_rels/document.xml.rels`; of the package where the name is empty.
#[must_use]
pub fn relations_of(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") }
}

/// A target as the name of a part: told from the folder of what points to it, or from the root on. Steps that lead out of
/// the package end at its root.
#[must_use]
pub fn resolved(folder: &str, target: &str) -> String {
    let start = if target.starts_with('/') { "" } else { folder };
    let mut steps: Vec<&str> = start.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_told_from_the_folder_of_their_part() {
        assert_eq!(resolved("xl/worksheets", "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(resolved("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl/worksheets", "../media/./a.png"), "xl/media/a.png");
        assert_eq!(resolved("", "xl/workbook.xml"), "xl/workbook.xml");
        assert_eq!(resolved("xl", "../../../a.xml"), "a.xml");
    }

    #[test]
    fn relations_stand_beside_their_part() {
        assert_eq!(relations_of("xl/workbook.xml"), "xl/_rels/workbook.xml.rels");
        assert_eq!(relations_of(""), "_rels/.rels");
    }
}
