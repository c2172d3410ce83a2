//! What a submission is called, and by which words a file of ours may mean it.

/// What a submission is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Called<'a> {
    /// Its path, or the name that it came with.
    pub submission: &'a str,
    /// Its unit, where one is known.
    pub unit: Option<&'a str>,
    /// Its files, where a list names them.
    pub files: &'a [&'a str],
}

impl<'a> Called<'a> {
    /// The same, with the names of its files.
    #[must_use]
    pub fn with_files(self, files: &'a [&'a str]) -> Self {
        Self { files, ..self }
    }

    /// True where a word means it: its unit, its path or that of one of its files, or the end of these paths with or without the
    /// ending of a file.
    #[must_use]
    pub fn is(&self, word: &str) -> bool {
        let word = word.trim_end_matches(['/', '\\']);
        let is = |path: &str| path.trim_end_matches(['/', '\\']) == word || last(path) == word || stem(path) == word;
        self.unit == Some(word) || is(self.submission) || self.files.iter().any(|file| is(file))
    }

    /// The last part of its path without the ending of a file.
    #[must_use]
    pub fn stem(&self) -> &'a str {
        stem(self.submission)
    }
}

fn stem(path: &str) -> &str {
    let last = last(path);
    let is_ending = |it: &str| (1..=5).contains(&it.len()) && it.chars().all(|c| c.is_ascii_alphanumeric());
    match last.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && is_ending(ending) => stem,
        Some(_) | None => last,
    }
}

fn last(path: &str) -> &str {
    path.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_submission_is_called_by_the_end_of_its_path() {
        let stem = |path: &str| Called { submission: path, unit: None, files: &[] }.stem().to_owned();
        assert_eq!(stem("材料/一组/甲局.docx"), "甲局");
        assert_eq!(stem("材料/1.甲局"), "1.甲局");
        assert_eq!(stem("材料/甲局/"), "甲局");
    }

    #[test]
    fn unit_path_and_name_mean_it_and_nothing_else_does() {
        let one =
            Called {
                submission: "材料/a/甲局.docx", unit: Some("甲市甲局"), files: &["材料/b/自评.docx", "表.xlsx"]
            };
        for word in ["甲市甲局", "材料/a/甲局.docx", "甲局.docx", "甲局", "材料/b/自评.docx", "自评", "表.xlsx"]
        {
            assert!(one.is(word), "{word}");
        }
        for word in ["a", "局.docx", "", "材料/a"] {
            assert!(!one.is(word), "{word}");
        }
    }
}
