//! Words as a cell may hold them.

use std::borrow::Cow;

/// UTF-16 units that a cell holds at most.
pub(super) const LONGEST: usize = 32_767;

/// The words without control characters and others that no XML may hold, cut at what a cell holds.
pub(super) fn clean(words: &str) -> Cow<'_, str> {
    if !words.chars().any(is_refused) && words.len() <= LONGEST {
        return Cow::Borrowed(words);
    }
    let kept: String = words.chars().filter(|c| !is_refused(*c)).collect();
    if units(&kept) <= LONGEST {
        return Cow::Owned(kept);
    }
    let mut used = 1;
    let cut = kept.chars().take_while(|c| {
        used += c.len_utf16();
        used <= LONGEST
    });
    Cow::Owned(cut.chain(std::iter::once('…')).collect())
}

/// True where a program might take the words for a formula once they are edited or saved as CSV.
pub(super) fn is_like_a_formula(words: &str) -> bool {
    words.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\''])
}

fn units(words: &str) -> usize {
    words.chars().map(char::len_utf16).sum()
}

fn is_refused(c: char) -> bool {
    (c.is_control() && c != '\n') || matches!(c, '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_go_and_a_long_text_is_cut_between_characters() {
        assert_eq!(clean("甲\u{0}\u{1b}[31m\r\n乙\u{fffe}\u{85}"), "甲[31m\n乙");
        assert!(matches!(clean("完成率 76.37%"), Cow::Borrowed(_)));
        let long = clean(&"𠮷".repeat(20_000)).into_owned();
        assert_eq!((units(&long), long.chars().last()), (LONGEST, Some('…')));
        assert_eq!(clean(&"字".repeat(LONGEST)).chars().count(), LONGEST);
    }

    #[test]
    fn what_may_become_a_formula_is_known_by_its_first_sign() {
        for words in ["=1+1", " @SUM(A1)", "＝A1", "-3.2万元"] {
            assert!(is_like_a_formula(words), "{words}");
        }
        assert!(!is_like_a_formula("减收=205.55"));
    }
}
