//! Certain corrections made in a text, over and over until none is left.

use std::path::Path;

use crate::diagnostic::{Diagnostic, Wording};
use crate::engine::{Checked, CompiledPack, Input, Opened, PackErrors, open};
use crate::finding::{Correction, Finding};
use crate::patch::text::{Edit, TextError, apply, disjoint};
use crate::read::Limits;

use super::load::Stop;

/// A text with its corrections made, checked once more.
#[derive(Debug)]
pub(super) struct Revised {
    /// The bytes of the new file.
    pub(super) bytes: Vec<u8>,
    /// How many corrections were made.
    pub(super) count: usize,
    /// What came of the check of the new file: what it still offers was not made.
    pub(super) checked: Checked,
}

/// A correction may give rise to another, but not endlessly.
const MOST_TURNS: usize = 8;

/// Makes all corrections that are certain. Where two overlap the first is made, and the other if it still stands then.
pub(super) fn revised(
    pack: &CompiledPack,
    name: &str,
    bytes: Vec<u8>,
    opened: Opened,
    limits: &Limits,
) -> Result<Revised, Stop> {
    let (mut bytes, mut count) = (bytes, 0);
    let mut checked = checked(pack, opened)?;
    for _ in 0..MOST_TURNS {
        let (edits, _) = disjoint(edits(&checked));
        if edits.is_empty() {
            break;
        }
        bytes = apply(&bytes, &edits).map_err(|error| not_edited(name, &error))?;
        count += edits.len();
        let opened = open(name, vec![Input::new(name, bytes.clone())], limits);
        if opened.submission.is_none() {
            return Err(broken(name).into());
        }
        checked = self::checked(pack, opened)?;
    }
    Ok(Revised { bytes, count, checked })
}

fn checked(pack: &CompiledPack, opened: Opened) -> Result<Checked, Stop> {
    let checked = pack.check_opened(opened);
    if checked.review.is_none() {
        return Err(PackErrors { sources: checked.sources, diagnostics: checked.diagnostics }.into());
    }
    Ok(checked)
}

/// The edits of the certain corrections that can be made.
fn edits(checked: &Checked) -> Vec<Edit> {
    let findings = checked.review.iter().flat_map(|review| &review.findings);
    findings.filter_map(|finding| edit(finding, checked)).collect()
}

/// The edit of a certain correction; `None` where a person must make it.
fn edit(finding: &Finding, checked: &Checked) -> Option<Edit> {
    let Correction { span, replacement, .. } = finding.correction.as_ref().filter(|it| it.certain)?;
    let file = checked.sources.file(span.source);
    let edit = Edit { range: span.range(), replacement: replacement.clone() }.narrowed(file.text());
    let form = if finding.place.path.is_some() { Form::Data } else { Form::of(file.name()) };
    can_be_made(&edit, file.text(), form).then_some(edit)
}

/// Whether some characters of a text are marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// None are.
    Plain,
    /// Those of Markdown.
    Markdown,
    /// Those of YAML, JSON and CSV.
    Data,
}

impl Form {
    fn of(name: &str) -> Self {
        let extension = Path::new(name).extension().map(|it| it.to_string_lossy().to_ascii_lowercase());
        match extension.as_deref() {
            Some("md" | "markdown") => Self::Markdown,
            Some("csv" | "tsv") => Self::Data,
            Some(_) | None => Self::Plain,
        }
    }

    /// True where words hold what is a mark in this form.
    fn marks(self, words: &str) -> bool {
        let marks: &[char] = match self {
            Self::Plain => &[],
            Self::Markdown => &['*', '_', '~', '`', '[', ']', '(', ')', '<', '>', '|', '\\', '#', '!', '&'],
            Self::Data => &[
                '"', '\'', '\\', ':', '#', ',', ';', '[', ']', '{', '}', '&', '*', '!', '|', '>', '%', '@', '`', '?',
                '-', '\t',
            ],
        };
        words.contains(marks) || (self == Self::Data && words.trim() != words)
    }
}

/// False where an edit changes nothing, joins or parts lines, or puts in or takes away what is a mark.
fn can_be_made(edit: &Edit, text: &str, form: Form) -> bool {
    let breaks = |words: &str| words.contains(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']);
    let Some(old) = text.get(edit.range.clone()) else { return false };
    let new = edit.replacement.as_str();
    old != new && [old, new].into_iter().all(|words| !breaks(words) && !form.marks(words))
}

fn not_edited(name: &str, error: &TextError) -> Diagnostic {
    let why = match error {
        TextError::Undecodable(_) => Wording::new("它不是文本", "it is no text"),
        TextError::Misplaced(_) => Wording::new("改动的位置不合", "a change has no place in it"),
        TextError::Ambiguous(encoding) => Wording::new(
            format!("改动后将无法按 {} 读取", encoding.name()),
            format!("it could not be read as {} then", encoding.name()),
        ),
    };
    Diagnostic::placeless(
        "cli::not_fixed",
        Wording::new(format!("无法修改“{name}”：{}", why.zh), format!("`{name}` cannot be changed: {}", why.en)),
    )
    .help(Wording::new("可先把它另存为 UTF-8 编码，再试一次。", "Save it as UTF-8 and try again."))
}

fn broken(name: &str) -> Diagnostic {
    Diagnostic::placeless(
        "cli::not_fixed",
        Wording::new(
            format!("改动会使“{name}”无法读取，没有修改"),
            format!("the changes would make `{name}` unreadable; nothing was changed"),
        ),
    )
    .help(Wording::new("请按 guiju check 的建议自行修改。", "Change it by hand as guiju check proposes."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_marks_are_left_to_a_person() {
        let text = "总支出减\n收 20 万元，**增**支";
        let made = |old: &str, new: &str, form| {
            let start = text.find(old).unwrap();
            let edit = Edit { range: start..start + old.len(), replacement: new.to_owned() }.narrowed(text);
            can_be_made(&edit, text, form)
        };
        assert!(made("收", "支", Form::Plain) && made("收", "支", Form::Data) && made("万元", "", Form::Plain));
        // The break stays where only words beside it change.
        assert!(made("减\n收", "减\n支", Form::Plain));
        assert!(
            !made("减\n收", "减支", Form::Plain) && !made("收", "收\n", Form::Plain) && !made("收", "收", Form::Plain)
        );
        assert!(made("收", "支: #", Form::Plain) && !made("收", "支: #", Form::Data) && !made("收", "支 ", Form::Data));
        // A word that is half in bold.
        assert!(!made("增**支", "增收", Form::Markdown) && made("增", "减", Form::Markdown));
    }
}
