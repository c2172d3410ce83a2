//! Section titles as they are compared: without numbering, blanks and end mark.

use super::compare::plain_chars;

/// The words of a title that count.
pub(super) fn bare(title: &str) -> String {
    let dense: String = plain_chars(title).collect();
    let unnumbered = without_number(&dense);
    unnumbered.trim_end_matches(is_end_mark).trim_start_matches(is_end_mark).to_owned()
}

/// Without `一、` `（一）` `1.` `(1)` `第一章` `第一部分`.
fn without_number(title: &str) -> &str {
    let numeral = |c: char| c.is_ascii_digit() || "零〇一二三四五六七八九十百".contains(c);
    if let Some(inner) = title.strip_prefix('(') {
        let rest = inner.trim_start_matches(numeral);
        return match rest.strip_prefix(')') {
            Some(rest) if rest.len() < inner.len() => rest,
            _ => title,
        };
    }
    if let Some(inner) = title.strip_prefix('第') {
        let rest = inner.trim_start_matches(numeral);
        let behind = ["部分", "章", "节", "条"].into_iter().find_map(|word| rest.strip_prefix(word));
        return match behind {
            Some(behind) if rest.len() < inner.len() => behind,
            _ => title,
        };
    }
    let rest = title.trim_start_matches(numeral);
    if rest.len() == title.len() {
        return title;
    }
    let behind = ['、', '.', ',', ')', ':'].into_iter().find_map(|mark| rest.strip_prefix(mark));
    // 三公经费 begins with a numeral and has no number.
    match behind {
        Some(behind) => behind.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.'),
        None => title,
    }
}

fn is_end_mark(c: char) -> bool {
    matches!(c, '。' | '.' | '、' | ',' | ':' | ';' | '．' | '：' | '；' | '，')
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn numbers_blanks_and_end_marks_do_not_count() {
        for title in
            ["一、部门职能", "（一）部门 职能。", "1.部门职能：", "1、部门职能", "第一部分 部门职能", "部门职能"]
        {
            assert_eq!(bare(title), "部门职能", "{title}");
        }
        assert_eq!(bare("1.1.2 资金情况"), "资金情况");
        assert_eq!(bare("三公经费情况"), "三公经费情况");
    }
}
