//! The workbook part: which sheets there are, where they stand, and the names defined in it.

use crate::diagnostic::Wording;
use crate::read::{FINDINGS_NAME, sheet_of};

use super::super::PatchError;
use super::super::part::{Node, NodeId, Part, escaped};
use super::super::relations::{declare, namespace, relate, relations};
use super::super::repack::Repack;
use super::FINDINGS_SHEET;

/// A workbook.
#[derive(Debug)]
pub(super) struct Book {
    /// Its part.
    pub(super) part: String,
    /// Its sheets in the order of their tabs.
    pub(super) sheets: Vec<Sheet>,
    /// The sheet that an earlier run wrote, as an index.
    pub(super) findings: Option<usize>,
    /// True where it is written in the namespaces of ISO.
    pub(super) is_strict: bool,
}

/// A sheet.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) part: String,
    id: u32,
}

/// Excel keeps the range of a filter under this name.
const FILTER: &str = "_xlnm._FilterDatabase";

const CONTENT: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";

impl Book {
    pub(super) fn open(package: &mut Repack<'_>) -> Result<Self, PatchError> {
        let roots = relations(package, "")?;
        let root = roots.into_iter().find(|it| it.kind == "officeDocument").ok_or_else(no_workbook)?;
        let targets = relations(package, &root.target)?;
        let part = parse(package, &root.target)?;
        let list = part.child(part.root(), "sheets").ok_or_else(no_workbook)?;
        let read = |node: &Node| {
            let relation = node.attribute("id")?;
            Some(Sheet {
                name: node.attribute("name")?.to_owned(),
                part: targets.iter().find(|target| target.id == relation)?.target.clone(),
                id: node.attribute("sheetId")?.parse().ok()?,
            })
        };
        let sheets: Option<Vec<Sheet>> = part.children(list).map(|(_, node)| read(node)).collect();
        let sheets = sheets.ok_or_else(|| PatchError::malformed(&root.target))?;
        let marked = defined(&part).find(|(_, node)| node.attribute("name") == Some(FINDINGS_NAME));
        let marked = marked.map(|(_, node)| sheet_of(&part.words(node)));
        let findings = marked.and_then(|name| sheets.iter().position(|sheet| sheet.name == name));
        let is_strict = part.node(part.root())?.is_strict();
        Ok(Self { part: root.target, sheets, findings, is_strict })
    }

    pub(super) fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.name == name)
    }

    /// Puts the sheet of findings in the workbook, or in the place of the one that is there.
    pub(super) fn put_findings(&self, package: &mut Repack<'_>, xml: String, range: &str) -> Result<(), PatchError> {
        let mut part = parse(package, &self.part)?;
        let prefix = part.node(part.root())?.prefix.clone();
        let (index, name) = match self.findings.and_then(|index| Some((index, self.sheets.get(index)?))) {
            Some((index, sheet)) => {
                package.put(&sheet.part, xml);
                (index, sheet.name.clone())
            }
            None => {
                let name = self.free_name();
                let folder = self.part.rsplit_once('/').map_or("", |(folder, _)| folder);
                let path = package.free_name(format!("{folder}/worksheets/sheet").trim_start_matches('/'), ".xml");
                package.put(&path, xml);
                declare(package, &path, CONTENT)?;
                let relation = relate(package, &self.part, "worksheet", &path, self.is_strict)?;
                let id = self.sheets.iter().map(|sheet| sheet.id).max().unwrap_or(0).saturating_add(1);
                let list = part.child(part.root(), "sheets").ok_or_else(no_workbook)?;
                let sheet = format!(
                    "<{prefix}sheet xmlns:r=\"{}\" name=\"{}\" sheetId=\"{id}\" r:id=\"{relation}\"/>",
                    namespace(self.is_strict),
                    escaped(&name)
                );
                part.insert_last(list, &sheet)?;
                (self.sheets.len(), name)
            }
        };
        self.define(&mut part, index, &name, range)?;
        package.put(&self.part, part.finish());
        Ok(())
    }

    /// Defines the names that go with the sheet of findings: what marks it as ours, and the range of its filter.
    fn define(&self, part: &mut Part, index: usize, sheet: &str, range: &str) -> Result<(), PatchError> {
        let prefix = part.node(part.root())?.prefix.clone();
        let place = escaped(&quoted(sheet));
        let local = index.to_string();
        let mark =
            format!("<{prefix}definedName name=\"{FINDINGS_NAME}\" hidden=\"1\">{place}!$A$1</{prefix}definedName>");
        let filter = format!(
            "<{prefix}definedName name=\"{FILTER}\" localSheetId=\"{local}\" hidden=\"1\">{place}!{range}</{prefix}definedName>"
        );
        let is_filter = |node: &Node| {
            node.attribute("name") == Some(FILTER) && node.attribute("localSheetId") == Some(local.as_str())
        };
        let old_mark = defined(part).find(|(_, node)| node.attribute("name") == Some(FINDINGS_NAME)).map(|(id, _)| id);
        let old_filter = defined(part).find(|(_, node)| is_filter(node)).map(|(id, _)| id);
        let mut new = String::new();
        for (old, xml) in [(old_filter, filter), (old_mark, mark)] {
            match old {
                Some(id) => part.replace(id, &xml)?,
                None => new.push_str(&xml),
            }
        }
        if new.is_empty() {
            return Ok(());
        }
        if let Some(names) = part.child(part.root(), "definedNames") {
            return part.insert_last(names, &new);
        }
        let before = ["externalReferences", "functionGroups", "sheets"];
        let before = before.into_iter().find_map(|name| part.child(part.root(), name)).ok_or_else(no_workbook)?;
        part.insert_behind(before, &format!("<{prefix}definedNames>{new}</{prefix}definedNames>"))
    }

    /// The name for a new sheet of findings; names are told apart without regard to case.
    fn free_name(&self) -> String {
        let mut names =
            (1_u32..).map(|turn| if turn == 1 { FINDINGS_SHEET.to_owned() } else { format!("{FINDINGS_SHEET}{turn}") });
        names.find(|name| self.sheet(name).is_none()).unwrap_or_default()
    }
}

fn parse(package: &mut Repack<'_>, name: &str) -> Result<Part, PatchError> {
    Part::parse(name, package.text(name)?, 3)
}

fn no_workbook() -> PatchError {
    PatchError { why: Wording::new("文件中没有工作簿", "the package holds no workbook") }
}

/// The names that a workbook defines.
fn defined(part: &Part) -> impl Iterator<Item = (NodeId, &Node)> {
    part.child(part.root(), "definedNames").into_iter().flat_map(|names| part.children(names))
}

/// A sheet's name as references have it.
pub(super) fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_leads_back_to_the_sheet_it_was_made_for() {
        for name in ["规矩检查结果", "甲'乙!", "a b"] {
            assert_eq!(sheet_of(&format!("{}!$A$1", quoted(name))), name);
        }
    }
}
