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
    /// The last step of its kind: `worksheet`.
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
            kind: node.attribute("Type")?.rsplit('/').next().unwrap_or("").to_owned(),
            target: resolved(folder, node.attribute("Target")?),
        })
    });
    Ok(read.collect())
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
    let xml = format!("<{prefix}Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"/{}\"/>", escaped(target));
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
