//! The looks of the sheet of findings, added to those of the workbook.

use super::super::PatchError;
use super::super::part::{NodeId, Part};
use super::super::relations::{declare, relate, relations, workbook_namespace};
use super::super::repack::Repack;
use super::book::Book;

/// Numbers of looks, as cells name them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Looks {
    /// Headings: bold, grey, in the middle.
    pub(super) head: usize,
    /// Words: wrapped, kept as text whatever they begin with.
    pub(super) words: usize,
    /// Words that lead to a cell.
    pub(super) link: usize,
    /// A number.
    pub(super) number: usize,
}

const CONTENT: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";

/// Adds the looks to the workbook; those that an earlier run added are taken again.
pub(super) fn add(package: &mut Repack<'_>, book: &Book) -> Result<Looks, PatchError> {
    let known = relations(package, &book.part)?.into_iter().find(|it| it.kind == "styles").map(|it| it.target);
    let name = match known {
        Some(name) => name,
        None => {
            let name = package.free_name("xl/styles", ".xml");
            package.put(&name, empty(book.is_strict));
            declare(package, &name, CONTENT)?;
            relate(package, &book.part, "styles", &name, book.is_strict)?;
            name
        }
    };
    let mut sheet = StyleSheet::open(Part::parse(&name, package.text(&name)?, 4)?)?;
    let looks = sheet.looks()?;
    package.put(&name, sheet.finish()?);
    Ok(looks)
}

fn empty(is_strict: bool) -> String {
    let main = workbook_namespace(is_strict);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<styleSheet xmlns=\"{main}\">\
         <fonts count=\"1\"><font><sz val=\"11\"/><name val=\"宋体\"/></font></fonts>\
         <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
         <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
         <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
         <cellXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs></styleSheet>"
    )
}

/// The styles of a workbook, and what is added to each of its lists.
struct StyleSheet {
    part: Part,
    prefix: String,
    lists: Vec<List>,
}

struct List {
    id: NodeId,
    count: usize,
    new: Vec<String>,
}

const FONTS: usize = 0;
const FILLS: usize = 1;
const BORDERS: usize = 2;
const FORMATS: usize = 3;

impl StyleSheet {
    fn open(part: Part) -> Result<Self, PatchError> {
        let missing = || PatchError::malformed("styles");
        let list = |name: &str| {
            let id = part.child(part.root(), name).ok_or_else(missing)?;
            Ok(List { id, count: part.children(id).count(), new: Vec::new() })
        };
        let lists: Result<Vec<List>, PatchError> =
            ["fonts", "fills", "borders", "cellXfs"].into_iter().map(list).collect();
        let (lists, prefix) = (lists?, part.node(part.root())?.prefix.clone());
        Ok(Self { part, prefix, lists })
    }

    fn looks(&mut self) -> Result<Looks, PatchError> {
        let p = self.prefix.clone();
        let bold = self.font(&format!("<{p}b/>"), "");
        let blue = self.font(&format!("<{p}u/>"), &format!("<{p}color rgb=\"FF0563C1\"/>"));
        let bold = self.number(FONTS, bold)?;
        let blue = self.number(FONTS, blue)?;
        let solid = format!("<{p}fgColor rgb=\"FFE7ECF4\"/><{p}bgColor indexed=\"64\"/>");
        let grey = format!("<{p}fill><{p}patternFill patternType=\"solid\">{solid}</{p}patternFill></{p}fill>");
        let grey = self.number(FILLS, grey)?;
        let side = |name: &str| format!("<{p}{name} style=\"thin\"><{p}color rgb=\"FFB4BCC8\"/></{p}{name}>");
        let sides: String = ["left", "right", "top", "bottom"].into_iter().map(side).collect();
        let thin = self.number(BORDERS, format!("<{p}border>{sides}<{p}diagonal/></{p}border>"))?;
        let format = |number: u32, font: usize, fill: usize, place: &str| {
            format!(
                "<{p}xf numFmtId=\"{number}\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{thin}\" xfId=\"0\" \
                 applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\">\
                 <{p}alignment {place} wrapText=\"1\"/></{p}xf>"
            )
        };
        // Format 49 is text: words stay words when somebody edits them.
        Ok(Looks {
            head: self.number(FORMATS, format(49, bold, grey, "horizontal=\"center\" vertical=\"center\""))?,
            words: self.number(FORMATS, format(49, 0, 0, "vertical=\"top\""))?,
            link: self.number(FORMATS, format(49, blue, 0, "vertical=\"top\""))?,
            number: self.number(FORMATS, format(0, 0, 0, "horizontal=\"center\" vertical=\"top\""))?,
        })
    }

    /// The font of the workbook with something before its size, and a colour.
    fn font(&self, weight: &str, color: &str) -> String {
        let first = self.lists.get(FONTS).and_then(|fonts| self.part.children(fonts.id).next());
        let of_first = |wanted: &dyn Fn(&str) -> bool| -> String {
            let parts = first.iter().flat_map(|(id, _)| self.part.children(*id));
            parts.filter(|(_, node)| wanted(&node.name)).map(|(_, node)| self.part.xml(node)).collect()
        };
        let size = of_first(&|name| name == "sz");
        let rest = of_first(&|name| matches!(name, "name" | "family" | "charset" | "scheme"));
        let p = &self.prefix;
        format!("<{p}font>{weight}{size}{color}{rest}</{p}font>")
    }

    /// The number of an element in its list, which it joins if it is not there.
    fn number(&mut self, list: usize, xml: String) -> Result<usize, PatchError> {
        let missing = || PatchError::malformed("styles");
        let List { id, count, new } = self.lists.get_mut(list).ok_or_else(missing)?;
        let old = self.part.children(*id).position(|(_, node)| self.part.xml(node) == xml);
        if let Some(number) = old.or_else(|| Some(*count + new.iter().position(|it| *it == xml)?)) {
            return Ok(number);
        }
        new.push(xml);
        Ok(*count + new.len() - 1)
    }

    fn finish(mut self) -> Result<String, PatchError> {
        for List { id, count, new } in self.lists {
            if !new.is_empty() {
                self.part.set_attribute(id, "count", &(count + new.len()).to_string())?;
                self.part.insert_last(id, &new.concat())?;
            }
        }
        Ok(self.part.finish())
    }
}
