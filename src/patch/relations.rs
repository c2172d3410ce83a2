//! How the parts of a package name each other: relationships and content types.

use crate::read::{relations_of, resolved};

use super::PatchError;
use super::part::{Part, escaped};
use super::repack::Repack;

/// The part that says what each part holds.
const TYPES: &str = "[Content_Types].xml";

/// The kinds of relationship begin so; ISO has names of its own.
const KINDS: [&str; 2] = [
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
];

/// A relationship of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    pub(super) id: String,
    /// The last step of its kind where that is one of the standard: `worksheet`; another kind as it is written.
    pub(super) kind: String,
    /// The part that it leads to.
    pub(super) target: String,
}

/// The namespace of relationship ids.
pub(super) fn namespace(is_strict: bool) -> &'static str {
    let [usual, strict] = KINDS;
    if is_strict { strict } else { usual }
}

/// The namespace of workbooks.
pub(super) fn workbook_namespace(is_strict: bool) -> &'static str {
    if is_strict {
        "http://purl.oclc.org/ooxml/spreadsheetml/main"
    } else {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    }
}

/// The relationships of a part; of the package where the name is empty. What leads out of the package is left out.
pub(super) fn relations(package: &mut Repack<'_>, of: &str) -> Result<Vec<Relation>, PatchError> {
    let name = relations_of(of);
    if !package.has(&name) {
        return Ok(Vec::new());
    }
    let part = Part::parse(&name, package.text(&name)?, 2)?;
    let folder = of.rsplit_once('/').map_or("", |(folder, _)| folder);
    let inside = part.children(part.root()).filter(|(_, node)| node.attribute("TargetMode") != Some("External"));
    let read = inside.filter_map(|(_, node)| {
        Some(Relation {
            id: node.attribute("Id")?.to_owned(),
            kind: kind(node.attribute("Type")?).to_owned(),
            target: resolved(folder, node.attribute("Target")?),
        })
    });
    Ok(read.collect())
}

/// `worksheet` of `http://…/relationships/worksheet`.
fn kind(full: &str) -> &str {
    KINDS.iter().find_map(|kinds| full.strip_prefix(kinds)?.strip_prefix('/')).unwrap_or(full)
}

/// Adds a relationship and gives its id.
pub(super) fn relate(
    package: &mut Repack<'_>,
    of: &str,
    kind: &str,
    target: &str,
    is_strict: bool,
) -> Result<String, PatchError> {
    let name = relations_of(of);
    let text = if package.has(&name) { package.text(&name)? } else { EMPTY.to_owned() };
    let mut part = Part::parse(&name, text, 2)?;
    let root = part.root();
    let prefix = part.node(root)?.prefix.clone();
    let taken = |id: &str| part.children(root).any(|(_, node)| node.attribute("Id") == Some(id));
    let mut ids = (1_u32..).map(|number| format!("rId{number}"));
    let id = ids.find(|id| !taken(id)).unwrap_or_default();
    let kind = format!("{}/{kind}", namespace(is_strict));
    // What stands in the same folder is named from there, as office programs do.
    let folder = of.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside = target.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
    let target = escaped(&beside.map_or_else(|| format!("/{target}"), str::to_owned));
    let xml = format!("<{prefix}Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>");
    part.insert_last(root, &xml)?;
    package.put(&name, part.finish());
    Ok(id)
}

const EMPTY: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    "\n",
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>"#
);

/// Says what a part holds.
pub(super) fn declare(package: &mut Repack<'_>, part_name: &str, content: &str) -> Result<(), PatchError> {
    let path = format!("/{part_name}");
    declared(package, "Override", "PartName", &path, content)
}

/// Says what all parts of an extension hold.
pub(super) fn declare_extension(package: &mut Repack<'_>, extension: &str, content: &str) -> Result<(), PatchError> {
    declared(package, "Default", "Extension", extension, content)
}

fn declared(package: &mut Repack<'_>, element: &str, key: &str, value: &str, content: &str) -> Result<(), PatchError> {
    let mut part = Part::parse(TYPES, package.text(TYPES)?, 2)?;
    let root = part.root();
    let is_it = |node: &super::part::Node| {
        node.name == element && node.attribute(key).is_some_and(|it| it.eq_ignore_ascii_case(value))
    };
    if part.children(root).any(|(_, node)| is_it(node)) {
        return Ok(());
    }
    let prefix = part.node(root)?.prefix.clone();
    let xml = format!("<{prefix}{element} {key}=\"{}\" ContentType=\"{content}\"/>", escaped(value));
    part.insert_last(root, &xml)?;
    package.put(TYPES, part.finish());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::package::replaced;
    use super::*;
    use crate::read::Limits;

    const USUAL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// A package of these parts.
    fn package(parts: &[(&str, &str)]) -> Vec<u8> {
        let empty = zip::ZipWriter::new(std::io::Cursor::new(Vec::new())).finish().unwrap().into_inner();
        let parts = parts.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
        replaced(&empty, parts.collect()).unwrap()
    }

    fn opened(bytes: &[u8]) -> Repack<'_> {
        Repack::open(bytes, &Limits::default()).unwrap()
    }

    #[test]
    fn a_part_is_found_by_its_relation() {
        let found = |kind: &str, target: &str| {
            let text = format!("<R><Relationship Id='rId1' Type='{kind}' Target='{target}'/></R>");
            let bytes = package(&[("word/_rels/document.xml.rels", &text)]);
            let found = relations(&mut opened(&bytes), "word/document.xml").unwrap().remove(0);
            (found.kind, found.target)
        };
        let comments = |target: &str| ("comments".to_owned(), target.to_owned());
        assert_eq!(found(&format!("{USUAL}/comments"), "comments.xml"), comments("word/comments.xml"));
        assert_eq!(found(&format!("{USUAL}/comments"), "/word/c.xml"), comments("word/c.xml"));
        assert_eq!(
            found("http://purl.oclc.org/ooxml/officeDocument/relationships/comments", "../a/./c.xml"),
            comments("a/c.xml")
        );
        assert_eq!(found("urn:x/comments", "c.xml").0, "urn:x/comments");
    }

    #[test]
    fn a_relation_gets_a_free_name() {
        let text = "<p:R><p:Relationship Id='rId1'/><p:Relationship Id='rId3'/></p:R>";
        let bytes = package(&[("word/_rels/document.xml.rels", text)]);
        let mut package = opened(&bytes);
        assert_eq!(relate(&mut package, "word/document.xml", "comments", "word/comments.xml", false).unwrap(), "rId2");
        let new = format!("<p:Relationship Id=\"rId2\" Type=\"{USUAL}/comments\" Target=\"comments.xml\"/>");
        let written = package.text("word/_rels/document.xml.rels").unwrap();
        assert_eq!(written, text.replace("</p:R>", &format!("{new}</p:R>")));
        relate(&mut package, "a/d.xml", "comments", "b/c.xml", true).unwrap();
        assert!(package.text("a/_rels/d.xml.rels").unwrap().contains("Target=\"/b/c.xml\""));
    }

    #[test]
    fn what_a_part_holds_is_said_once() {
        let bytes = package(&[(TYPES, "<Types></Types>")]);
        let mut package = opened(&bytes);
        declare(&mut package, "word/comments.xml", "text/x").unwrap();
        let once = package.text(TYPES).unwrap();
        assert_eq!(once, "<Types><Override PartName=\"/word/comments.xml\" ContentType=\"text/x\"/></Types>");
        declare(&mut package, "word/Comments.xml", "text/x").unwrap();
        assert_eq!(package.text(TYPES).unwrap(), once);
    }
}
