//! Fields: a page number, a cross reference, a sum. Their instructions are no text, their results are.

use super::tags::Element;

/// The fields that are open, outermost first.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
}

#[derive(Debug, Default)]
struct Field {
    instruction: String,
    /// True behind the mark that parts instruction and result.
    has_result: bool,
}

/// No more of an instruction is kept.
const LONGEST_INSTRUCTION: usize = 64;

/// Fields stand in each other no deeper than this.
const DEEPEST: usize = 64;

impl Fields {
    /// Takes `w:fldChar`.
    pub(super) fn mark(&mut self, element: &Element<'_>) {
        match element.attribute("fldCharType").as_deref() {
            Some("begin") if self.open.len() < DEEPEST => self.open.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.open.last_mut() {
                    field.has_result = true;
                }
            }
            Some("end") => drop(self.open.pop()),
            _ => {}
        }
    }

    /// Takes words of an instruction.
    pub(super) fn instruct(&mut self, words: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.has_result) {
            let room = LONGEST_INSTRUCTION.saturating_sub(field.instruction.len());
            field.instruction.extend(words.chars().take(room));
        }
    }

    /// True where text is text: in no instruction, and no number of a page, which the author did not write.
    pub(super) fn are_read(&self) -> bool {
        self.open.iter().all(|field| field.has_result && !is_page_number(&field.instruction))
    }

    /// Lets go of instructions that did not end with their paragraph: the file is damaged, its text is not.
    pub(super) fn end_paragraph(&mut self) {
        self.open.retain(|field| field.has_result);
    }
}

/// True for a field that tells pages or counts them.
pub(super) fn is_page_number(instruction: &str) -> bool {
    let name = instruction.split_whitespace().next().unwrap_or("");
    ["PAGE", "NUMPAGES", "SECTIONPAGES"].iter().any(|page| name.eq_ignore_ascii_case(page))
}
