//! Which paragraphs are headings, and the tree of sections they make.

use crate::document::{Flow, Heading, ParagraphId, Section, SectionId};
use crate::figure::Unit;
use crate::text::{FigureToken, HeadingNumber, NumberStyle, TokenKind};

use super::writer::{Rank, Seed};

/// The heading of each paragraph that is one.
///
/// A heading is marked up as one (Markdown), or it is numbered, short and no sentence. Unnumbered title lines before
/// the first heading belong to the whole document.
pub(super) fn headings(
    flow: &Flow,
    seeds: &[Seed],
    numbers: &[Option<HeadingNumber>],
    figures: &[FigureToken],
) -> Vec<Option<Heading>> {
    let has_parts = numbers.iter().flatten().any(|number| number.style == NumberStyle::Part);
    let title = document_title(seeds, numbers);
    let mut figures = figures.iter().peekable();
    let mut found = Vec::with_capacity(seeds.len());
    for (index, (seed, number)) in seeds.iter().zip(numbers).enumerate() {
        let mut amounts = 0;
        while let Some(figure) = figures.next_if(|figure| figure.range.start < seed.range.end) {
            amounts += usize::from(figure.kind == TokenKind::Quantity && figure.figure.unit != Unit::None);
        }
        let around = Around {
            before: index.checked_sub(1).and_then(|index| numbers.get(index)?.as_ref()),
            behind: numbers.get(index + 1).and_then(Option::as_ref),
        };
        let heading = match (seed.rank.marked(), number) {
            (Some(_), _) if title == Some(index) => None,
            (Some(_), Some(number)) if level_of(number.style, has_parts).is_some() => level_of(number.style, has_parts)
                .map(|level| Heading { level, title: title_range(flow, seed, Some(number)) }),
            (Some(depth), _) => {
                let level = if title.is_some() { depth.saturating_sub(1).max(1) } else { depth };
                Some(Heading { level, title: title_range(flow, seed, None) })
            }
            (None, Some(number)) if amounts == 0 => numbered(flow, seed, number, &around, has_parts),
            (None, _) => None,
        };
        found.push(heading);
    }
    found
}

/// The only `#` heading of the highest depth, at the top and unnumbered: the title of the report, no section.
fn document_title(seeds: &[Seed], numbers: &[Option<HeadingNumber>]) -> Option<usize> {
    let mut marked = seeds.iter().enumerate().filter_map(|(index, seed)| Some((index, seed.rank.marked()?)));
    let (first, depth) = marked.next()?;
    let is_only = !marked.any(|(_, other)| other <= depth);
    (is_only && depth == 1 && numbers.get(first)?.is_none()).then_some(first)
}

/// The numbers of the paragraphs before and behind.
struct Around<'a> {
    before: Option<&'a HeadingNumber>,
    behind: Option<&'a HeadingNumber>,
}

impl Around<'_> {
    /// True where a neighbour counts on: items of one list, not headings with text under them.
    fn counts_on(&self, number: &HeadingNumber) -> bool {
        let follows = |first: &HeadingNumber, second: &HeadingNumber| {
            first.style == second.style && first.value.checked_add(1) == Some(second.value)
        };
        self.before.is_some_and(|before| follows(before, number))
            || self.behind.is_some_and(|behind| follows(number, behind))
    }
}

fn numbered(flow: &Flow, seed: &Seed, number: &HeadingNumber, around: &Around<'_>, has_parts: bool) -> Option<Heading> {
    // Longer ones are sentences, whatever their number says.
    const LONGEST_TITLE: usize = 40;
    const LONGEST_WITH_STOP: usize = 24;
    let level = level_of(number.style, has_parts)?;
    let title = title_range(flow, seed, Some(number));
    let words = flow.slice(title.clone());
    let mark = flow.slice(title.end..seed.range.end);
    let length = words.chars().take(LONGEST_TITLE + 1).count();
    if length == 0 || length > LONGEST_TITLE || words.contains(['。', '！', '？', '；', ';', '：', '\t']) {
        return None;
    }
    // “（一）部门职能。” is a heading with a stop too many; “5、完成交办的其他任务。” in a list is a sentence.
    let is_heading = match mark {
        "" | "：" | ":" => true,
        "。" => length <= LONGEST_WITH_STOP && !words.contains(['，', ',']) && !around.counts_on(number),
        _ => false,
    };
    is_heading.then_some(Heading { level, title })
}

/// 1 for 一、, 2 for （一）…; one more where parts stand above them.
fn level_of(style: NumberStyle, has_parts: bool) -> Option<u8> {
    let level = match style {
        NumberStyle::Part => return Some(1),
        NumberStyle::Chinese => 1,
        NumberStyle::ChineseBracket => 2,
        NumberStyle::Arabic => 3,
        NumberStyle::ArabicBracket => 4,
        NumberStyle::Circled => 5,
        NumberStyle::Ordinal => return None,
    };
    Some(level + u8::from(has_parts))
}

/// The paragraph without number, blanks and end mark.
fn title_range(flow: &Flow, seed: &Seed, number: Option<&HeadingNumber>) -> std::ops::Range<usize> {
    let start = number.map_or(seed.range.start, |number| number.range.end);
    let words = flow.slice(start..seed.range.end);
    let from = start + (words.len() - words.trim_start().len());
    let bare = words.trim_end_matches(['。', '：', ':', '；', '，', '.']).trim_end();
    from..(start + bare.len()).max(from)
}

/// The sections, and the one each paragraph stands in.
pub(super) fn sections(flow: &Flow, seeds: &[Seed], headings: &[Option<Heading>]) -> (Vec<Section>, Vec<SectionId>) {
    let end = flow.text().len();
    let mut sections = vec![Section { heading: None, title: 0..0, level: 0, parent: None, body: 0..end }];
    let mut homes = Vec::with_capacity(seeds.len());
    // The chain of sections round the current place, outermost first.
    let mut around: Vec<usize> = vec![0];
    for (index, (seed, heading)) in seeds.iter().zip(headings).enumerate() {
        if seed.rank == Rank::Apart {
            while around.len() > 1 {
                close(&mut sections, around.pop(), seed.range.start);
            }
        }
        if let Some(heading) = heading {
            while around.last().and_then(|open| sections.get(*open)).is_some_and(|open| open.level >= heading.level) {
                close(&mut sections, around.pop(), seed.range.start);
            }
            let parent = around.last().map(|open| id(*open));
            around.push(sections.len());
            let body = (seed.range.end + 1).min(end)..end;
            let number = ParagraphId(u32::try_from(index).unwrap_or(u32::MAX));
            let title = heading.title.clone();
            sections.push(Section { heading: Some(number), title, level: heading.level, parent, body });
        }
        homes.push(around.last().map_or(SectionId(0), |open| id(*open)));
    }
    (sections, homes)
}

/// Ends a section's body before the heading that begins at `start`, its line break left out.
fn close(sections: &mut [Section], open: Option<usize>, start: usize) {
    if let Some(section) = open.and_then(|open| sections.get_mut(open)) {
        section.body.end = start.saturating_sub(1).max(section.body.start);
    }
}

fn id(index: usize) -> SectionId {
    SectionId(u32::try_from(index).unwrap_or(u32::MAX))
}
