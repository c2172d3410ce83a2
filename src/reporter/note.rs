//! A finding in words that stand by themselves: in a comment of its file, in a list.

use std::path::Path;

use crate::diagnostic::Wording;
use crate::finding::{Finding, Label};
use crate::source::{SourceId, SourceMap, Span};

use super::Look;
use super::arithmetic::{Topic, change, topics};
use super::whereabouts::whereabouts;
use super::words::sentence;

/// A finding as a comment in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// `错误 A01 完成率与金额不符`
    pub heading: String,
    /// What is wrong, how it was recomputed, likely causes, basis, what to do: a line each.
    pub text: String,
}

/// A finding as a row of a list; columns as [`ROW`] names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// How grave.
    pub severity: String,
    /// The rule's code.
    pub code: String,
    /// Where it stands.
    pub place: String,
    /// What is wrong.
    pub message: String,
    /// How it was recomputed, and likely causes.
    pub computation: String,
    /// On what the rule stands.
    pub basis: String,
    /// What to do.
    pub advice: String,
}

/// The names of the columns of a [`Row`], behind a number.
pub const ROW: [(&str, &str); 8] = [
    ("序号", "No."),
    ("级别", "Severity"),
    ("代码", "Code"),
    ("位置", "Place"),
    ("问题", "Finding"),
    ("复算", "Recomputed"),
    ("依据", "Basis"),
    ("建议", "Advice"),
];

/// The comment for a finding in the file `home`. Its own place is where the comment stands; places in other files are
/// named.
#[must_use]
pub fn note(finding: &Finding, home: SourceId, sources: &SourceMap, look: &Look) -> Note {
    let colon = look.choose("：", ": ");
    let (title, message) = (look.say(&finding.title), look.say(&finding.message));
    let heading = format!("{} {} {title}", look.say(&finding.severity.wording()), super::visible(&finding.code));
    let mut lines: Vec<String> = Vec::new();
    if !message.is_empty() && message != title {
        lines.push(message);
    }
    for (topic, words) in topics(finding, sources) {
        if topic != Topic::Place {
            lines.push(format!("{}{colon}{}", look.say(&topic.wording()), look.say(&words)));
        }
    }
    let away = finding.primary.iter().chain(&finding.operands).filter(|label| label.span.source != home);
    for label in away {
        let (see, place) = (look.choose("另见", "see also"), place_of(label, home, sources, look));
        lines.push(format!("{see}{colon}{place}{colon}{}", look.say(&label.text)));
    }
    Note { heading: heading.trim_end().to_owned(), text: lines.join("\n") }
}

/// The row for a finding in a list of the file `home`.
#[must_use]
pub fn row(finding: &Finding, home: SourceId, sources: &SourceMap, look: &Look) -> Row {
    let lines = topics(finding, sources);
    let of = |wanted: &[Topic]| {
        let mine = lines.iter().filter(|(topic, _)| wanted.contains(topic));
        mine.map(|(_, words)| look.say(words)).collect::<Vec<_>>().join("\n")
    };
    let places = finding.primary.iter().chain(&finding.operands);
    let here = places.clone().find(|label| label.span.source == home);
    let label = finding.primary.as_ref().or(here);
    Row {
        severity: look.say(&finding.severity.wording()),
        code: super::visible(&finding.code).into_owned(),
        place: label.map_or_else(|| of(&[Topic::Place]), |label| place_of(label, home, sources, look)),
        message: sentence(&finding.title, &finding.message, look),
        computation: of(&[Topic::Recomputed, Topic::Reachable, Topic::Suspect]),
        basis: of(&[Topic::Basis]),
        advice: of(&[Topic::Advice, Topic::Change]),
    }
}

/// A replacement that a finding offers, with its place, in one line; `None` where it offers none.
#[must_use]
pub fn proposal(finding: &Finding, sources: &SourceMap, look: &Look) -> Option<String> {
    let correction = finding.correction.as_ref()?;
    let colon = look.choose("：", ": ");
    let words = look.say(&change(correction, sources));
    let place = in_file(correction.span, sources);
    let (place, code) = (look.say(&place), super::visible(&finding.code));
    Some(format!("{place} {} {code}{colon}{words}", look.say(&finding.severity.wording())))
}

/// A place as it is called in the file it stands in; with the name of the file in another one.
fn place_of(label: &Label, home: SourceId, sources: &SourceMap, look: &Look) -> String {
    let words = look.say(&in_file(label.span, sources));
    if label.span.source == home {
        return words;
    }
    // The folders of its author are nobody's business.
    let path = sources.file(label.span.source).name();
    let name = Path::new(path).file_name().map_or(path.into(), |name| name.to_string_lossy());
    format!("{} {words}", super::visible(&name))
}

fn in_file(span: Span, sources: &SourceMap) -> Wording {
    whereabouts(sources, span).unwrap_or_else(|| {
        let at = sources.position(span);
        let (line, column) = (at.line, at.column);
        Wording::new(format!("第 {line} 行第 {column} 字"), format!("line {line}, column {column}"))
    })
}
