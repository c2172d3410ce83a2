//! What stands between two tokens: blanks, line breaks and comments.

use unicode_width::UnicodeWidthChar;

/// The space in front of a token.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Gap {
    /// Comments, in order.
    pub(super) comments: Vec<Comment>,
    /// Whether the token stood on a line below the token or comment before it.
    pub(super) broken: bool,
    /// Whether an empty line stood above it.
    pub(super) blank: bool,
    /// Where it began, if it was the first on its line.
    pub(super) indent: Option<usize>,
}

/// A `//` comment.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Comment {
    /// From `//` to the end of the line.
    pub(super) text: String,
    /// Whether it stood behind a token on the same line.
    pub(super) trailing: bool,
    /// Whether an empty line stood above it.
    pub(super) blank: bool,
}

impl Gap {
    /// Reads what stands between two tokens; `first` at the start of the file.
    pub(super) fn read(mut between: &str, first: bool) -> Self {
        let mut gap = Self::default();
        loop {
            let blanks = between.find("//").unwrap_or(between.len());
            let (before, rest) = between.split_at(blanks);
            let breaks = before.matches('\n').count();
            if rest.is_empty() {
                gap.broken = breaks > 0;
                gap.blank = breaks > 1;
                let line = before.rsplit_once('\n').map(|(_, line)| line).or(Some(before).filter(|_| first));
                gap.indent = line.map(|line| line.chars().map(columns).sum());
                return gap;
            }
            let end = rest.find('\n').unwrap_or(rest.len());
            let (comment, rest) = rest.split_at(end);
            gap.comments.push(Comment {
                text: comment.trim_end().to_owned(),
                trailing: breaks == 0 && gap.comments.is_empty() && !first,
                blank: breaks > 1,
            });
            between = rest;
        }
    }
}

/// The columns of a blank; a tab is a step of the layout.
fn columns(blank: char) -> usize {
    if blank == '\t' { 4 } else { blank.width().unwrap_or(0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_know_whether_they_stand_behind_a_token() {
        let gap = Gap::read("  // 一 \r\n\n  // 二\n", false);
        let told: Vec<_> = gap.comments.iter().map(|it| (it.text.as_str(), it.trailing, it.blank)).collect();
        assert_eq!(told, [("// 一", true, false), ("// 二", false, true)]);
        assert!(gap.broken && !gap.blank);
    }

    #[test]
    fn an_empty_line_is_seen() {
        assert_eq!(Gap::read("\n \n\t ", false), Gap { broken: true, blank: true, indent: Some(5), ..Gap::default() });
        assert_eq!(Gap::read(" ", false), Gap::default());
    }
}
