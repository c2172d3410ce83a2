//! Quotation marks, title marks and brackets that stand without their partner.

use std::ops::Range;

/// What pairs with what; brackets of all shapes are one kind, for （80,90] and (2022） are pairs all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PairKind {
    /// “ ”
    Quotation,
    /// 《 》
    Title,
    /// （ ） ( ) 【 】 〔 〕 [ ]
    Bracket,
}

/// A mark without its partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unpaired {
    /// Its kind.
    pub kind: PairKind,
    /// The bytes of the mark.
    pub range: Range<usize>,
}

/// Finds the marks without a partner in a text whose paragraphs are given in order.
///
/// A pair may reach over a paragraph that ends without a mark, for that one may have been cut in two. The paragraphs of
/// one long quotation each begin with “ and only the last ends with ”. The number 1） has no opening bracket.
#[must_use]
pub fn unpaired(text: &str, paragraphs: impl IntoIterator<Item = Range<usize>>) -> Vec<Unpaired> {
    let mut open = Open::default();
    for paragraph in paragraphs {
        let Some(words) = text.get(paragraph.clone()) else { continue };
        for (offset, mark) in words.char_indices() {
            let at = paragraph.start + offset;
            let range = at..at + mark.len_utf8();
            let before = words.get(..offset).unwrap_or("");
            open.meet(mark, range, before);
        }
        if words.trim_end().ends_with(['。', '；', '！', '？']) {
            open.leave();
        }
    }
    open.finish()
}

#[derive(Debug, Default)]
struct Open {
    quotation: Option<Range<usize>>,
    titles: Vec<Range<usize>>,
    brackets: Vec<Range<usize>>,
    found: Vec<Unpaired>,
}

impl Open {
    fn meet(&mut self, mark: char, range: Range<usize>, before: &str) {
        let (kind, has_partner) = match mark {
            '“' => return self.quote(range, before),
            '《' => return self.titles.push(range),
            '（' | '(' | '【' | '〔' | '[' | '［' => return self.brackets.push(range),
            '”' => (PairKind::Quotation, self.quotation.take().is_some()),
            '》' => (PairKind::Title, self.titles.pop().is_some()),
            '）' | ')' | '】' | '〕' | ']' | '］' => {
                (PairKind::Bracket, self.brackets.pop().is_some() || is_list_number(before))
            }
            _ => return,
        };
        if !has_partner {
            self.found.push(Unpaired { kind, range });
        }
    }

    /// Quotations of “ do not nest: the one before should have ended, unless it goes on in a new paragraph.
    fn quote(&mut self, range: Range<usize>, before: &str) {
        let goes_on = before.trim().is_empty();
        if let Some(first) = self.quotation.replace(range)
            && !goes_on
        {
            self.found.push(Unpaired { kind: PairKind::Quotation, range: first });
        }
    }

    /// Ends a paragraph that is whole: no title and no bracket goes on behind it.
    fn leave(&mut self) {
        let titles = self.titles.drain(..).map(|range| Unpaired { kind: PairKind::Title, range });
        let brackets = self.brackets.drain(..).map(|range| Unpaired { kind: PairKind::Bracket, range });
        self.found.extend(titles.chain(brackets));
    }

    fn finish(mut self) -> Vec<Unpaired> {
        self.leave();
        self.found.extend(self.quotation.map(|range| Unpaired { kind: PairKind::Quotation, range }));
        self.found.sort_by_key(|mark| mark.range.start);
        self.found
    }
}

/// 1） 一） a) at the start of a clause.
fn is_list_number(before: &str) -> bool {
    let numeral = |c: char| c.is_ascii_alphanumeric() || "〇一二三四五六七八九十".contains(c);
    let start = before.trim_end_matches(numeral);
    start.len() < before.len() && start.chars().next_back().is_none_or(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The marks found, each with the three characters from it on.
    fn found(text: &str) -> Vec<String> {
        let mut start = 0;
        let mut paragraphs = Vec::new();
        for line in text.split('\n') {
            paragraphs.push(start..start + line.len());
            start += line.len() + 1;
        }
        let marks = unpaired(text, paragraphs);
        marks.iter().map(|mark| text.get(mark.range.start..).unwrap_or("").chars().take(3).collect()).collect()
    }

    #[test]
    fn pairs_are_silent_also_nested_and_of_two_shapes() {
        assert!(found("《关于印发〈细则〉的通知》（某财〔2022〕5号(试行)）称“一网‘通’办”。").is_empty());
        assert!(found("部门报告(2022年）得分在（80,90]之间。").is_empty());
        assert!(found("1）培训；2)会议，一）调研。").is_empty());
    }

    #[test]
    fn a_pair_may_reach_over_a_cut_but_not_over_a_whole_paragraph() {
        assert!(found("开展“全国\n科普日”活动（共\n3场）。").is_empty());
        assert_eq!(found("开展活动（共3场。\n经费5万元）。"), ["（共3", "）。"]);
    }

    #[test]
    fn each_paragraph_of_a_long_quotation_begins_with_a_mark() {
        assert!(found("“第一段。\n“第二段。”").is_empty());
        assert_eq!(found("开展“江门科普活动。\n再开展“科普日”活动。"), ["“江门"]);
    }

    #[test]
    fn what_lacks_its_partner_is_found() {
        assert_eq!(found("印发《管理办法，执行到位。"), ["《管理"]);
        assert_eq!(found("印发管理办法》并执行，”江门科普“平台"), ["》并执", "”江门", "“平台"]);
        assert_eq!(found("培训费12万元）"), ["）"]);
    }
}
