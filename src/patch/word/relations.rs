//! How the parts of a package name each other: the part of comments is found, or announced.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::read::resolved;

use super::part::{appended, attribute, prefix};

/// The part that says which kind each part is.
pub(super) const KINDS: &str = "[Content_Types].xml";
const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
const STRICT_RELATION: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments";

/// An empty list of relations.
pub(super) const NONE: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>"
);

/// The folder of a part, with its slash: `word/`.
pub(super) fn folder(part: &str) -> &str {
    part.rfind('/').and_then(|slash| part.get(..=slash)).unwrap_or("")
}

/// The part of comments that the relations of `main` name.
pub(super) fn comments(relations: &str, main: &str) -> Option<String> {
    let found = elements(relations).find(|element| {
        attribute(element, "Type").is_some_and(|it| it == RELATION || it == STRICT_RELATION)
            && attribute(element, "TargetMode").as_deref() != Some("External")
    })?;
    Some(resolved(folder(main), &attribute(&found, "Target")?))
}

/// The relations with one to this part of comments; `None` where they are not well-formed.
pub(super) fn with_comments(relations: &str, main: &str, comments: &str, is_strict: bool) -> Option<String> {
    let taken: BTreeSet<String> = elements(relations).filter_map(|element| attribute(&element, "Id")).collect();
    let number = (1..=taken.len() + 1).find(|number| !taken.contains(&format!("rId{number}")))?;
    let target = comments.strip_prefix(folder(main)).map_or_else(|| format!("/{comments}"), str::to_owned);
    let relation = if is_strict { STRICT_RELATION } else { RELATION };
    appended(relations, |root| {
        let prefix = prefix(root);
        format!("<{prefix}Relationship Id=\"rId{number}\" Type=\"{relation}\" Target=\"{target}\"/>")
    })
}

/// The list of kinds with that of this part, unless it is there; `None` where the list is not well-formed.
pub(super) fn with_kind(kinds: &str, comments: &str) -> Option<String> {
    let name = format!("/{comments}");
    let is_it =
        |element: BytesStart<'_>| attribute(&element, "PartName").is_some_and(|it| it.eq_ignore_ascii_case(&name));
    if elements(kinds).any(is_it) {
        return Some(kinds.to_owned());
    }
    appended(kinds, |root| {
        let prefix = prefix(root);
        format!("<{prefix}Override PartName=\"{name}\" ContentType=\"{KIND}\"/>")
    })
}

/// All elements of a part, as far as it is well-formed.
fn elements(xml: &str) -> impl Iterator<Item = BytesStart<'_>> {
    let mut reader = Reader::from_str(xml);
    std::iter::from_fn(move || {
        loop {
            match reader.read_event() {
                Ok(Event::Start(element) | Event::Empty(element)) => return Some(element),
                Ok(Event::Eof) | Err(_) => return None,
                Ok(_) => {}
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_of_comments_is_found_by_its_relation() {
        let relations = |target: &str| format!("<R><Relationship Id='rId1' Type='{RELATION}' Target='{target}'/></R>");
        let found = |target: &str| comments(&relations(target), "word/document.xml").unwrap();
        assert_eq!(found("comments.xml"), "word/comments.xml");
        assert_eq!(found("/word/c.xml"), "word/c.xml");
        assert_eq!(found("../a/./c.xml"), "a/c.xml");
        assert_eq!(comments("<R><Relationship Id='rId1' Type='x/comments' Target='c'/></R>", "d.xml"), None);
    }

    #[test]
    fn a_relation_gets_a_free_name() {
        let relations = "<p:R><p:Relationship Id='rId1'/><p:Relationship Id='rId3'/></p:R>";
        let with = with_comments(relations, "word/document.xml", "word/comments.xml", false).unwrap();
        let new = format!("<p:Relationship Id=\"rId2\" Type=\"{RELATION}\" Target=\"comments.xml\"/>");
        assert_eq!(with, relations.replace("</p:R>", &format!("{new}</p:R>")));
        assert!(with_comments(NONE, "a/d.xml", "b/c.xml", true).unwrap().contains("Target=\"/b/c.xml\""));
    }

    #[test]
    fn a_kind_is_stated_once() {
        let once = with_kind("<Types></Types>", "word/comments.xml").unwrap();
        assert_eq!(once, format!("<Types><Override PartName=\"/word/comments.xml\" ContentType=\"{KIND}\"/></Types>"));
        assert_eq!(with_kind(&once, "word/Comments.xml").unwrap(), once);
    }
}
