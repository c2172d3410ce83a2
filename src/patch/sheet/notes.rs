//! Notes at the cells of one sheet.

use std::collections::BTreeMap;

use crate::source::CellPlace;

use super::super::PatchError;
use super::super::part::{NodeId, Part};
use super::super::relations::{declare, declare_extension, namespace, relate, relations, workbook_namespace};
use super::super::repack::Repack;
use super::{AUTHOR, CellNote, drawing, string};

const CONTENT: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";

/// What a sheet may hold behind the drawing of its notes.
const BEHIND_DRAWING: [&str; 9] = [
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
];

/// Adds notes to the sheet that stands in a part; what already says the same is left alone.
pub(super) fn add(
    package: &mut Repack<'_>,
    sheet: &str,
    is_strict: bool,
    notes: &[&CellNote],
) -> Result<(), PatchError> {
    let known = relations(package, sheet)?;
    let existing = known.iter().find(|relation| relation.kind == "comments").map(|relation| relation.target.clone());
    let (name, text) = match existing {
        Some(name) => {
            let text = package.text(&name)?;
            (name, text)
        }
        None => (package.free_name("xl/comments", ".xml"), empty(is_strict)),
    };
    let is_new = !package.has(&name);
    let mut comments = Comments::open(Part::parse(&name, text, 5)?)?;
    let mut shapes = Vec::new();
    for (cell, notes) in by_cell(notes) {
        if comments.say(&cell, &notes)? {
            shapes.extend(notes.first().map(|note| (note.place, notes.clone())));
        }
    }
    package.put(&name, comments.finish()?);
    if is_new {
        declare(package, &name, CONTENT)?;
        relate(package, sheet, "comments", &name, is_strict)?;
    }
    if !shapes.is_empty() {
        draw(package, sheet, is_strict, &shapes)?;
    }
    Ok(())
}

/// The notes of each cell, cells by name.
fn by_cell<'n>(notes: &[&'n CellNote]) -> BTreeMap<String, Vec<&'n CellNote>> {
    let mut cells: BTreeMap<String, Vec<&CellNote>> = BTreeMap::new();
    for note in notes {
        cells.entry(note.place.name()).or_default().push(note);
    }
    cells
}

fn empty(is_strict: bool) -> String {
    let main = workbook_namespace(is_strict);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"{main}\"><authors></authors><commentList></commentList></comments>"
    )
}

/// The part that holds the notes of a sheet.
struct Comments {
    part: Part,
    prefix: String,
    authors: NodeId,
    list: NodeId,
    /// The notes that are there, by cell.
    known: BTreeMap<String, NodeId>,
    /// Which author we are, once we have said anything.
    author: Option<usize>,
    new: String,
}

impl Comments {
    fn open(part: Part) -> Result<Self, PatchError> {
        let root = part.root();
        let missing = || PatchError::malformed("comments");
        let authors = part.child(root, "authors").ok_or_else(missing)?;
        let list = part.child(root, "commentList").ok_or_else(missing)?;
        let prefix = part.node(root)?.prefix.clone();
        let known = part.children(list).filter_map(|(id, node)| Some((node.attribute("ref")?.to_owned(), id)));
        let known = known.collect();
        Ok(Self { part, prefix, authors, list, known, author: None, new: String::new() })
    }

    /// Says something at a cell; true where it had no note before.
    fn say(&mut self, cell: &str, notes: &[&CellNote]) -> Result<bool, PatchError> {
        let Some(old) = self.known.get(cell).copied() else {
            let runs: Vec<String> = notes.iter().map(|note| self.runs(note)).collect();
            let (p, runs) = (self.prefix.clone(), runs.join(&self.run("", "\n\n")));
            let author = self.author();
            let text = format!("<{p}text>{runs}</{p}text>");
            self.new.extend([format!("<{p}comment ref=\"{cell}\" authorId=\"{author}\">{text}</{p}comment>")]);
            return Ok(true);
        };
        let said = squeezed(&self.part.words(self.part.node(old)?));
        let unsaid = notes.iter().filter(|note| !said.contains(&squeezed(&format!("{}{}", note.heading, note.text))));
        let more: String = unsaid.map(|note| self.run("", "\n\n") + &self.runs(note)).collect();
        if !more.is_empty() {
            self.extend(old, &more)?;
        }
        Ok(false)
    }

    /// Puts runs behind the text of a note. Text that stands alone becomes a run, or it would be shown without the others.
    fn extend(&mut self, comment: NodeId, runs: &str) -> Result<(), PatchError> {
        let p = self.prefix.clone();
        let Some(text) = self.part.child(comment, "text") else {
            return self.part.insert_last(comment, &format!("<{p}text>{runs}</{p}text>"));
        };
        let last = self.part.children(text).filter(|(_, node)| matches!(node.name.as_str(), "r" | "t")).last();
        match last.map(|(id, node)| (id, node.name == "t")) {
            Some((id, true)) => {
                self.part.insert_before(id, &format!("<{p}r>"))?;
                self.part.insert_behind(id, &format!("</{p}r>{runs}"))
            }
            Some((id, false)) => self.part.insert_behind(id, runs),
            None => self.part.insert_last(text, runs),
        }
    }

    /// A note as runs: what it is about in bold, the rest plain.
    fn runs(&self, note: &CellNote) -> String {
        let bold = format!("<{}b/>", self.prefix);
        let text = if note.text.is_empty() { String::new() } else { self.run("", &format!("\n{}", note.text)) };
        self.run(&bold, &format!("{AUTHOR}：{}", note.heading)) + &text
    }

    fn run(&self, look: &str, text: &str) -> String {
        let p = &self.prefix;
        format!(
            "<{p}r><{p}rPr>{look}<{p}sz val=\"9\"/><{p}color indexed=\"81\"/><{p}rFont val=\"宋体\"/><{p}charset val=\"134\"/></{p}rPr><{p}t xml:space=\"preserve\">{}</{p}t></{p}r>",
            string(text)
        )
    }

    /// Our number among the authors.
    fn author(&mut self) -> usize {
        if let Some(known) = self.author {
            return known;
        }
        let mut authors = self.part.children(self.authors);
        let ours = authors.position(|(_, node)| self.part.words(node) == AUTHOR);
        *self.author.insert(ours.unwrap_or_else(|| self.part.children(self.authors).count()))
    }

    fn finish(mut self) -> Result<String, PatchError> {
        let p = self.prefix.clone();
        let known = self.part.children(self.authors).count();
        if self.author == Some(known) {
            self.part.insert_last(self.authors, &format!("<{p}author>{AUTHOR}</{p}author>"))?;
        }
        if !self.new.is_empty() {
            self.part.insert_last(self.list, &self.new)?;
        }
        Ok(self.part.finish())
    }
}

/// Words without blanks: programs break the lines of a note as they like.
fn squeezed(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Draws the boxes of new notes in the drawing that the sheet has for them, or in a new one.
fn draw(
    package: &mut Repack<'_>,
    sheet: &str,
    is_strict: bool,
    shapes: &[(CellPlace, Vec<&CellNote>)],
) -> Result<(), PatchError> {
    let mut part = Part::parse(sheet, package.text(sheet)?, 2)?;
    let root = part.root();
    let named = part.children(root).find(|(_, node)| node.name == "legacyDrawing");
    let named = named.and_then(|(_, node)| node.attribute("id")).map(str::to_owned);
    if let Some(id) = named {
        let target = relations(package, sheet)?.into_iter().find(|relation| relation.id == id);
        let target = target.ok_or_else(|| PatchError::malformed(sheet))?.target;
        let text = package.text(&target)?;
        let more = drawing::extended(&text, shapes).ok_or_else(|| PatchError::malformed(&target))?;
        package.put(&target, more);
        return Ok(());
    }
    let target = package.free_name("xl/drawings/vmlDrawing", ".vml");
    package.put(&target, drawing::new(shapes));
    declare_extension(package, "vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")?;
    let id = relate(package, sheet, "vmlDrawing", &target, is_strict)?;
    let prefix = part.node(root)?.prefix.clone();
    let xml = format!("<{prefix}legacyDrawing xmlns:r=\"{}\" r:id=\"{id}\"/>", namespace(is_strict));
    let cells = part.children(root).skip_while(|(_, node)| node.name != "sheetData");
    let behind = cells.skip(1).find(|(_, node)| BEHIND_DRAWING.contains(&node.name.as_str())).map(|(id, _)| id);
    match behind {
        Some(behind) => part.insert_before(behind, &xml)?,
        None => part.insert_last(root, &xml)?,
    }
    package.put(sheet, part.finish());
    Ok(())
}
