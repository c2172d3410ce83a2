//! Waivers written into a draft: `<!-- guiju: waive A01 理由：… -->` in Markdown, `# guiju: waive A01 理由：…` in YAML.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Diagnostics, Wording};
use crate::finding::Finding;
use crate::source::{SourceId, SourceMap, Span, Spanned};

use super::{Grant, Waived, codes};

/// The marks of a submission.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    list: Vec<Mark>,
}

/// One mark for one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mark {
    rule: Spanned<String>,
    reason: String,
    /// What it speaks of.
    covers: Span,
}

/// What a mark begins with inside its comment.
const SIGN: &str = "guiju";
const VERBS: [&str; 2] = ["waive", "豁免"];
const REASONS: [&str; 2] = ["理由", "reason"];

impl Marks {
    /// Finds the marks in the Markdown and YAML files among some sources; one that cannot be read is told as a warning.
    #[must_use]
    pub fn find(files: &[SourceId], sources: &SourceMap, diagnostics: &mut Diagnostics) -> Self {
        let mut marks = Self::default();
        for source in files {
            let ending = sources.file(*source).name().rsplit('.').next().unwrap_or("").to_lowercase();
            let text = sources.text(*source);
            let notes = match ending.as_str() {
                "md" | "markdown" => in_markdown(text),
                "yaml" | "yml" => in_yaml(text),
                _ => continue,
            };
            for note in notes {
                marks.read(&note, *source, text, diagnostics);
            }
        }
        marks
    }

    /// Takes the findings that are waived out of the others; a mark that no finding needs is told as a warning, unless
    /// its rule is not `selected`.
    #[must_use]
    pub fn apply(
        &self,
        findings: &mut Vec<Finding>,
        selected: &dyn Fn(&str) -> bool,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Waived> {
        if self.list.is_empty() {
            return Vec::new();
        }
        let mut needed = vec![false; self.list.len()];
        let mut waived = Vec::new();
        for finding in std::mem::take(findings) {
            let place = finding.primary.as_ref().map(|label| label.span);
            let covers =
                |mark: &Mark| mark.rule.value == finding.code && place.is_some_and(|it| mark.covers.overlaps(it));
            let mut by = None;
            for (mark, needed) in self.list.iter().zip(&mut needed).filter(|(mark, _)| covers(mark)) {
                *needed = true;
                by = by.or(Some(mark));
            }
            match by {
                Some(mark) => waived.push(Waived { grant: mark.grant(), finding }),
                None => findings.push(finding),
            }
        }
        let unused = self.list.iter().zip(needed).filter(|(mark, needed)| !needed && selected(&mark.rule.value));
        unused.for_each(|(mark, _)| diagnostics.push(mark.unused()));
        waived
    }

    /// `waive A01、A02 理由：…`
    fn read(&mut self, note: &Note, source: SourceId, text: &str, diagnostics: &mut Diagnostics) {
        let at = |range: Range<usize>| Span::new(source, range.start, range.end);
        let words = text.get(note.words.clone()).unwrap_or("");
        let behind = |verb: &&str| words.strip_prefix(*verb).filter(|rest| !rest.starts_with(char::is_alphabetic));
        let Some((verb, rest)) = VERBS.iter().find_map(|verb| Some((*verb, behind(verb)?))) else {
            return diagnostics.push(not_a_mark(at(note.words.clone())));
        };
        let reason_at = REASONS.iter().filter_map(|word| rest.find(word)).min().unwrap_or(rest.len());
        let (list, reason) = rest.split_at_checked(reason_at).unwrap_or((rest, ""));
        let reason = REASONS.iter().find_map(|word| reason.strip_prefix(word)).unwrap_or("");
        let reason = reason.trim_start_matches([':', '：', ' ']).trim();
        let start = note.words.start + verb.len();
        let parts = pieces(list).map(|range| range.start + start..range.end + start);
        let rules: Vec<Spanned<String>> =
            parts.map(|range| Spanned::new(text.get(range.clone()).unwrap_or("").to_owned(), at(range))).collect();
        if rules.is_empty() {
            return diagnostics.push(not_a_mark(at(note.words.clone())));
        }
        if reason.is_empty() {
            return diagnostics.push(no_reason(at(note.words.clone())));
        }
        let covers = at(note.covers.clone());
        self.list.extend(rules.into_iter().map(|rule| Mark { rule, reason: reason.to_owned(), covers }));
    }
}

impl Mark {
    fn grant(&self) -> Grant {
        Grant { reason: self.reason.clone(), approver: None, expires: None, span: self.rule.span }
    }

    fn unused(&self) -> Diagnostic {
        let rule = &self.rule.value;
        let message = Wording::new(
            format!("没有用上的豁免：所标的地方没有 {rule} 的问题"),
            format!("an unused waiver: {rule} finds nothing at what it marks"),
        );
        Diagnostic::error(codes::UNUSED, self.rule.span, message).as_warning().help(Wording::new(
            "标记写在同一行，或写在所指那一段（YAML 中为那一项）之前的一行",
            "a mark stands on the same line, or on a line before the paragraph (in YAML, the entry) that it speaks of",
        ))
    }
}

/// The places of the codes in a list of them.
fn pieces(list: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    list.split([' ', '\t', ',', '，', '、', ';', '；']).filter_map(move |piece| {
        let start = list.get(at..)?.find(piece)? + at;
        at = start + piece.len();
        (!piece.is_empty()).then_some(start..at)
    })
}

/// A comment that speaks to us: what it says behind the sign, and what it speaks of; in bytes of the text.
struct Note {
    words: Range<usize>,
    covers: Range<usize>,
}

/// The lines of a text with their places, without line ends.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let start = at;
        at += line.len();
        start..start + line.trim_end_matches(['\n', '\r']).len()
    });
    lines.collect()
}

/// What stands behind `guiju:` at the start of a comment.
fn behind_sign(comment: &str) -> Option<&str> {
    let rest = comment.trim_start().strip_prefix(SIGN)?.trim_start();
    Some(rest.strip_prefix([':', '：'])?.trim())
}

/// The place of a part of a text; both must be of the same text.
fn place(text: &str, start: usize, whole: &str, part: &str) -> Range<usize> {
    let from = whole.find(part).map_or(start, |at| start + at);
    from..(from + part.len()).min(text.len())
}

fn in_markdown(text: &str) -> Vec<Note> {
    let lines = lines(text);
    let of = |range: &Range<usize>| text.get(range.clone()).unwrap_or("");
    let mut notes = Vec::new();
    let mut in_code = false;
    for (number, range) in lines.iter().enumerate() {
        let line = of(range);
        if line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~") {
            in_code = !in_code;
        }
        if in_code {
            continue;
        }
        for (open, _) in line.match_indices("<!--") {
            let start = open + "<!--".len();
            let Some(comment) = line.get(start..).and_then(|rest| rest.split_once("-->")).map(|(it, _)| it) else {
                continue;
            };
            let Some(words) = behind_sign(comment) else { continue };
            let end = start + comment.len() + "-->".len();
            let is_alone = line.get(..open).is_some_and(|it| it.trim().is_empty())
                && line.get(end..).is_some_and(|it| it.trim().is_empty());
            let covers = if is_alone {
                let behind = lines.get(number + 1..).unwrap_or(&[]);
                let mut paragraph =
                    behind.iter().skip_while(|it| is_blank_or_note(of(it))).take_while(|it| !of(it).trim().is_empty());
                let first = paragraph.next();
                first.map_or(range.clone(), |first| first.start..paragraph.last().unwrap_or(first).end)
            } else {
                range.clone()
            };
            notes.push(Note { words: place(text, range.start + start, comment, words), covers });
        }
    }
    notes
}

/// Several marks may stand before one paragraph.
fn is_blank_or_note(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || (line.starts_with("<!--") && line.ends_with("-->"))
}

fn in_yaml(text: &str) -> Vec<Note> {
    let lines = lines(text);
    let of = |range: &Range<usize>| text.get(range.clone()).unwrap_or("");
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let mut notes = Vec::new();
    for (number, range) in lines.iter().enumerate() {
        let line = of(range);
        let comment = line.match_indices('#').find_map(|(at, _)| {
            let is_comment = line.get(..at).is_some_and(|it| it.is_empty() || it.ends_with([' ', '\t']));
            let comment = line.get(at + 1..).filter(|_| is_comment)?;
            Some((at, comment, behind_sign(comment)?))
        });
        let Some((at, comment, words)) = comment else { continue };
        let covers = if line.get(..at).is_some_and(|it| it.trim().is_empty()) {
            let is_ours = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
            let behind = lines.get(number + 1..).unwrap_or(&[]);
            let mut entry = behind.iter().skip_while(|it| !is_ours(of(it)));
            entry.next().map_or(range.clone(), |first| {
                let depth = indent(of(first));
                let inner = entry.take_while(|it| !is_ours(of(it)) || indent(of(it)) > depth);
                first.start..inner.last().unwrap_or(first).end
            })
        } else {
            range.clone()
        };
        notes.push(Note { words: place(text, range.start + at + 1, comment, words), covers });
    }
    notes
}

fn not_a_mark(place: Span) -> Diagnostic {
    let message = Wording::new("这个标记读不懂", "this mark cannot be read");
    Diagnostic::error(codes::UNREADABLE_MARK, place, message).as_warning().help(form())
}

fn no_reason(place: Span) -> Diagnostic {
    let message = Wording::new("豁免没有写理由，不起作用", "this waiver gives no reason and counts for nothing");
    Diagnostic::error(codes::MISSING_KEY, place, message).as_warning().help(form())
}

fn form() -> Wording {
    Wording::new("写作 guiju: waive A01 理由：为什么", "write guiju: waive A01 reason: why")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The marks of a text: rule, reason and what it covers.
    fn marks(name: &str, text: &str) -> Vec<(String, String, String)> {
        let mut sources = SourceMap::default();
        let source = sources.add(name, text);
        let mut told = Diagnostics::default();
        let marks = Marks::find(&[source], &sources, &mut told);
        assert!(told.is_empty(), "{told:?}");
        let words = |mark: &Mark| {
            assert_eq!(sources.slice(mark.rule.span), mark.rule.value);
            (mark.rule.value.clone(), mark.reason.clone(), sources.slice(mark.covers).to_owned())
        };
        marks.list.iter().map(words).collect()
    }

    fn mark(rule: &str, reason: &str, covers: &str) -> (String, String, String) {
        (rule.to_owned(), reason.to_owned(), covers.to_owned())
    }

    #[test]
    fn a_mark_in_markdown_speaks_of_its_line_or_of_the_next_paragraph() {
        let text = "甲。 <!-- guiju: waive A01 理由：口径不同 -->\n乙。\n";
        assert_eq!(marks("a.md", text), [mark("A01", "口径不同", text.lines().next().unwrap())]);
        let text = "甲。\n\n<!-- guiju：豁免 A01、N04 理由: 口径 不同 -->\n\n乙。\r\n丙。\r\n\r\n丁。\n";
        let covered = "乙。\r\n丙。";
        assert_eq!(marks("a.md", text), [mark("A01", "口径 不同", covered), mark("N04", "口径 不同", covered)]);
        let text = "<!-- guiju: waive A01 reason: b -->\n<!-- guiju: waive A02 reason: c -->\n丙。";
        assert_eq!(marks("a.md", text), [mark("A01", "b", "丙。"), mark("A02", "c", "丙。")]);
    }

    #[test]
    fn code_other_comments_and_other_files_hold_no_marks() {
        assert_eq!(
            marks("a.md", "```\n<!-- guiju: waive A01 理由：因 -->\n```\n<!-- 注：guiju -->\n<!-- guiju: waive"),
            []
        );
        assert_eq!(marks("a.txt", "<!-- guiju: waive A01 理由：因 -->\n"), []);
        assert_eq!(marks("a.yaml", "a: b#guiju: waive A01 理由：因\n"), []);
    }

    #[test]
    fn a_mark_in_yaml_speaks_of_its_line_or_of_the_next_entry() {
        let text =
            "a:\n  # guiju: waive A01 理由：口径不同\n  - b: 1\n    c: 2\n\n  - b: 3 # guiju: waive A02 理由：另一\n";
        let expected = [
            mark("A01", "口径不同", "  - b: 1\n    c: 2\n"),
            mark("A02", "另一", "  - b: 3 # guiju: waive A02 理由：另一"),
        ];
        assert_eq!(marks("a.yaml", text), expected);
    }

    #[test]
    fn a_mark_that_cannot_count_is_told() {
        for (comment, code) in [
            ("waive A01", codes::MISSING_KEY),
            ("waive A01 理由：", codes::MISSING_KEY),
            ("waive 理由：因", codes::UNREADABLE_MARK),
            ("wave A01 理由：因", codes::UNREADABLE_MARK),
            ("", codes::UNREADABLE_MARK),
        ] {
            let mut sources = SourceMap::default();
            let source = sources.add("a.md", format!("<!-- guiju: {comment} -->\n\n甲。\n"));
            let mut told = Diagnostics::default();
            let marks = Marks::find(&[source], &sources, &mut told);
            assert!(marks.list.is_empty());
            assert_eq!(told.iter().map(|it| it.code).collect::<Vec<_>>(), [code], "{comment}");
        }
    }
}
