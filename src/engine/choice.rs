//! Which pack a submission calls for: the most special one whose region the report names as its own.

use std::collections::BTreeSet;

use crate::document::{DocumentBody, Node, NodeKind, Prose, Submission};
use crate::pack::Library;
use crate::review::PackChoice;
use crate::text::TokenKind;

/// The pack taken where nothing in a report names a place with one of its own.
const DEFAULT: &str = "general";
/// Keys of data files that name the unit or its place, and the evaluated year.
const PLACE_KEYS: [&str; 8] = ["region", "地区", "department", "部门", "单位", "预算部门", "部门名称", "单位名称"];
const YEAR_KEYS: [&str; 3] = ["year", "年度", "评价年度"];
/// Where no title block names a place, so many bytes of the report are looked at.
const OPENING: usize = 9_000;

pub(super) fn choose(library: &Library, submission: Option<&Submission>) -> (String, PackChoice) {
    let documents = submission.map_or(&[][..], |submission| submission.documents.as_slice());
    let bodies = || documents.iter().map(|document| &document.body);
    let year = bodies().find_map(year_of);
    // The data and the title block speak of the unit itself; the opening may speak of others too.
    let titles: Vec<String> = bodies().flat_map(title_texts).collect();
    let openings: Vec<String> = bodies().filter_map(opening).collect();
    for texts in [titles, openings] {
        if let Some((pack, region)) = most_special(library, &texts, year) {
            return (pack, PackChoice::FromReport { region, year });
        }
    }
    (DEFAULT.to_owned(), PackChoice::Default)
}

/// Of the packs in force whose region stands in the texts the one that stands on most others; then the longest word.
fn most_special(library: &Library, texts: &[String], year: Option<i32>) -> Option<(String, String)> {
    let mut best: Option<((usize, usize), String, String)> = None;
    for found in library.iter() {
        let manifest = &found.manifest;
        if year.is_some_and(|year| !manifest.in_force(year)) {
            continue;
        }
        let named = manifest.region.iter().filter(|region| texts.iter().any(|text| text.contains(region.as_str())));
        let Some(region) = named.max_by_key(|region| region.len()) else { continue };
        let rank = (storeys(library, &manifest.name), region.len());
        if best.as_ref().is_none_or(|(known, _, _)| rank > *known) {
            best = Some((rank, manifest.name.clone(), region.clone()));
        }
    }
    best.map(|(_, pack, region)| (pack, region))
}

/// How many packs stand below one; a circle is counted once and told when the pack is loaded.
fn storeys(library: &Library, name: &str) -> usize {
    let mut below: BTreeSet<&str> = BTreeSet::new();
    let mut open = vec![name];
    while let Some(next) = open.pop() {
        let Some(found) = library.get(next) else { continue };
        open.extend(found.manifest.extends.iter().map(|it| it.value.as_str()).filter(|it| below.insert(it)));
    }
    below.len()
}

fn title_texts(body: &DocumentBody) -> Vec<String> {
    match body {
        DocumentBody::Data(root) => PLACE_KEYS.iter().filter_map(|key| scalar(root.get(key)?)).collect(),
        DocumentBody::Prose(prose) | DocumentBody::Form(prose) => vec![title_block(prose).to_owned()],
    }
}

/// What stands before the first heading.
fn title_block(prose: &Prose) -> &str {
    let first = prose.paragraphs.iter().find(|paragraph| paragraph.heading.is_some());
    let end = first.map_or(0, |heading| heading.range.start);
    prose.slice(0..end)
}

fn opening(body: &DocumentBody) -> Option<String> {
    let DocumentBody::Prose(prose) = body else { return None };
    let text = prose.flow.text();
    let end = (0..=OPENING.min(text.len())).rev().find(|end| text.is_char_boundary(*end))?;
    text.get(..end).map(str::to_owned)
}

fn year_of(body: &DocumentBody) -> Option<i32> {
    match body {
        DocumentBody::Data(root) => {
            let text = YEAR_KEYS.iter().find_map(|key| scalar(root.get(key)?))?;
            text.trim_end_matches(['年', '度', ' ']).parse().ok()
        }
        DocumentBody::Prose(prose) | DocumentBody::Form(prose) => {
            let end = title_block(prose).len();
            let year = prose.figures.iter().find(|token| token.kind == TokenKind::Year && token.range.end <= end)?;
            i32::try_from(year.figure.digits).ok()
        }
    }
}

fn scalar(node: &Node) -> Option<String> {
    match &node.kind {
        NodeKind::Scalar { text, .. } => Some(text.clone()),
        NodeKind::Null | NodeKind::Bool(_) | NodeKind::List(_) | NodeKind::Map(_) => None,
    }
}
