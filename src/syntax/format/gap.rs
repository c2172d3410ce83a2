//! What stands between two tokens: blanks, line breaks and comments.

/// The space in front of a token.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Gap {
    /// Comments, in order.
    pub(super) comments: Vec<Comment>,
    /// Whether the token stood on a line below the token or comment before it.
    pub(super) broken: bool,
    /// Whether an empty line stood above it.
    pub(super) blank: bool,
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
        assert_eq!(Gap::read("\n \n", false), Gap { comments: Vec::new(), broken: true, blank: true });
        assert_eq!(Gap::read(" ", false), Gap::default());
    }
}
