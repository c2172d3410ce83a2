//! Names of files from names of units: safe on every system, and no two alike.

use std::collections::BTreeMap;

use crate::batch::Record;

use super::super::phrase::unit;

/// Bytes of a name without its number and ending; file systems take 255.
const LONGEST: usize = 180;

/// Gives each submission a name of its own.
#[derive(Debug, Default)]
pub struct FileNames {
    /// Names as systems that do not tell case compare them, with the next number to try.
    taken: BTreeMap<String, usize>,
}

impl FileNames {
    /// The next name: that of the unit, else of the submission, `甲局.docx`; `甲局 2.docx` where that is taken.
    pub fn next(&mut self, record: &Record, ending: &str) -> String {
        let stem = safe(&unit(record));
        self.unique(&stem, ending)
    }

    fn unique(&mut self, stem: &str, ending: &str) -> String {
        let key = stem.to_lowercase();
        let mut number = self.taken.get(&key).copied().unwrap_or(1);
        loop {
            let name = if number == 1 { stem.to_owned() } else { format!("{stem} {number}") };
            number += 1;
            let own = name.to_lowercase();
            if own == key || !self.taken.contains_key(&own) {
                self.taken.entry(own).or_insert(2);
                self.taken.insert(key, number);
                return format!("{name}.{ending}");
            }
        }
    }
}

/// Visible words without what a system refuses in a name, or gives a meaning of its own.
fn safe(words: &str) -> String {
    let mut name = String::new();
    for c in words.chars() {
        let c = if matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') { '_' } else { c };
        if name.len() + c.len_utf8() > LONGEST {
            break;
        }
        name.push(c);
    }
    let name = name.trim_start_matches(['.', ' ', '~']).trim_end_matches(['.', ' ']);
    let first = name.split('.').next().unwrap_or(name).trim_end().to_ascii_uppercase();
    let is_device = matches!(first.as_str(), "CON" | "PRN" | "AUX" | "NUL")
        || ["COM", "LPT"].iter().any(|port| {
            first.strip_prefix(port).is_some_and(|rest| rest.len() == 1 && rest.chars().all(|c| c.is_ascii_digit()))
        });
    match (name.is_empty(), is_device) {
        (true, _) => "_".to_owned(),
        (false, true) => format!("_{name}"),
        (false, false) => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_keep_their_chinese() {
        for (words, wanted) in [
            ("市公园管理中心", "市公园管理中心"),
            ("../../etc/passwd", "_.._etc_passwd"),
            ("甲局:*?\"<>|", "甲局_______"),
            ("  .隐藏. ", "隐藏"),
            ("con.txt", "_con.txt"),
            ("COM1", "_COM1"),
            ("...", "_"),
            ("", "_"),
        ] {
            assert_eq!(safe(words), wanted, "{words}");
        }
        let long = safe(&"局".repeat(300));
        assert_eq!(long, "局".repeat(60));
    }

    #[test]
    fn no_two_names_are_alike() {
        let mut names = FileNames::default();
        let given: Vec<String> =
            ["A局", "a局", "A局 2", "A局", "A局 2"].iter().map(|stem| names.unique(stem, "docx")).collect();
        assert_eq!(given, ["A局.docx", "a局 2.docx", "A局 2 2.docx", "A局 3.docx", "A局 2 3.docx"]);
        let folded: std::collections::BTreeSet<String> = given.iter().map(|name| name.to_lowercase()).collect();
        assert_eq!(folded.len(), given.len());
    }
}
