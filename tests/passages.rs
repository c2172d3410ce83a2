//! Passages that stand in other submissions: what is found, and what is not.

#![expect(clippy::expect_used, reason = "a test stops at the first thing that is not as it should be")]

use guiju::document::Submission;
use guiju::engine::{Input, open};
use guiju::passage::{Copied, GUARANTEE, Index, Passages, copies};
use guiju::read::Limits;
use proptest::prelude::*;

/// No hash is a template's.
const NO_TEMPLATE: usize = usize::MAX;

fn submission(text: &str) -> Submission {
    let opened = open("报告", vec![Input::new("报告.md", text)], &Limits::default());
    opened.submission.expect("the draft can be read")
}

fn passages(text: &str) -> Passages {
    Passages::of(&submission(text))
}

/// What stands in a single other submission.
fn against(own: &str, other: &str) -> Vec<Copied> {
    copies(&passages(own), &Index::one(&passages(other)), None, 1)
}

/// Chinese words without sense: the letters of numbers drawn by lot, so that no two runs are alike.
fn words(seed: u64, count: usize) -> String {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(1);
    (0..count)
        .filter_map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            char::from_u32(0x4e2d + u32::try_from(state >> 40).unwrap_or(0) % 5000)
        })
        .collect()
}

/// The same words with a figure behind every few of them.
fn with_figures(text: &str, every: usize, figure: u32) -> String {
    let chars: Vec<char> = text.chars().collect();
    chars.chunks(every).map(|part| format!("{} {figure}.5%，", part.iter().collect::<String>())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_copied_run_is_found_whatever_stands_around_it(
        seed in any::<u64>(), run in GUARANTEE..200_usize,
        own in (0..150_usize, 0..150_usize), other in (0..150_usize, 0..150_usize),
    ) {
        let copied = words(seed, run);
        let draft = |kind: u64, (before, behind): (usize, usize)| {
            format!("{}{copied}{}", words(seed ^ (kind << 7), before), words(seed ^ (kind << 9), behind))
        };
        let found = against(&draft(1, own), &draft(2, other));
        prop_assert_eq!(found.len(), 1);
        // Less than a window is missed at either end, and nothing is counted that is not common.
        let letters = usize::try_from(found[0].letters).expect("small");
        prop_assert!(letters <= run && letters + 2 * (GUARANTEE - 20) >= run, "{} of {}", letters, run);
    }

    #[test]
    fn a_paragraph_copied_whole_counts_whole_and_figures_do_not_matter(
        seed in any::<u64>(), count in GUARANTEE..400_usize, every in 1..30_usize, figures in (0..9999_u32, 0..9999_u32),
    ) {
        let text = words(seed, count);
        let found = against(&with_figures(&text, every, figures.0), &with_figures(&text, every, figures.1));
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!((found[0].letters as usize, found[0].total, found[0].units), (count, count as u64, 1));
    }

    #[test]
    fn text_that_has_nothing_in_common_never_matches(seed in any::<u64>(), lengths in (60..400_usize, 60..400_usize)) {
        prop_assert_eq!(against(&words(seed, lengths.0), &words(!seed, lengths.1)), vec![]);
    }

    #[test]
    fn the_order_of_the_submissions_does_not_matter(
        seeds in prop::collection::vec(0..6_u64, 2..12), turn in 0..12_usize,
    ) {
        let all: Vec<Passages> = seeds.iter().map(|seed| passages(&words(*seed, 120))).collect();
        let hashes: Vec<_> = all.iter().map(Passages::hashes).collect();
        let numbered: Vec<_> = (0_u32..).zip(hashes.iter().map(Vec::as_slice)).collect();
        let mut turned = numbered.clone();
        turned.rotate_left(turn % seeds.len());
        let index = Index::new(numbered);
        prop_assert_eq!(&Index::new(turned), &index);
        for (me, own) in (0_u32..).zip(&all) {
            let found = copies(own, &index, Some(me), NO_TEMPLATE);
            let twins: Vec<u32> =
                (0_u32..).zip(&seeds).filter(|(at, seed)| *at != me && **seed == seeds[me as usize]).map(|it| it.0).collect();
            prop_assert_eq!(found.first().map(|it| it.other), twins.first().copied());
            prop_assert_eq!(found.first().map_or(0, |it| it.units as usize), twins.len());
        }
    }
}

#[test]
fn list_numbers_tables_and_short_paragraphs_are_no_passages() {
    let (long, cell) = (words(1, 80), words(2, 80));
    let text = format!(
        "# 工作情况\n\n（1）{long}。\n\n{}\n\n{}\n\n| 项目 | 说明 |\n| -- | -- |\n| 甲 | {cell}，{cell}。 |\n",
        words(4, 59),
        words(5, 59)
    );
    let own = passages(&text);
    let lengths: Vec<u32> = own.passages().iter().map(|it| it.letters).collect();
    assert_eq!(lengths, [80]);
    assert_eq!(own.letters(), 80);
    let place = own.passages()[0].span;
    assert_eq!(text.get(place.start as usize..place.end as usize), Some(format!("{long}。").as_str()));
}

#[test]
fn what_stands_in_data_is_no_passage() {
    let opened = open("数据", vec![Input::new("a.yaml", format!("说明: {}\n", words(1, 90)))], &Limits::default());
    assert_eq!(Passages::of(&opened.submission.expect("readable")), Passages::default());
}

#[test]
fn the_other_with_most_in_common_is_told_and_of_equals_the_first() {
    let [a, b] = [words(1, 100), words(2, 100)];
    let own = passages(&format!("{a}{b}"));
    let others: Vec<Passages> = [words(9, 90), a.clone(), format!("{a}{b}"), b.clone(), format!("{a}{b}")]
        .iter()
        .map(|it| passages(it))
        .collect();
    let hashes: Vec<_> = others.iter().map(Passages::hashes).collect();
    let index = Index::new((0_u32..).zip(hashes.iter().map(Vec::as_slice)));
    let found = copies(&own, &index, None, NO_TEMPLATE);
    assert_eq!(found.len(), 1);
    // The halves are not told from each other in length alone: each holder of one shares about half.
    assert_eq!((found[0].other, found[0].letters, found[0].total), (2, 200, 200));
}

#[test]
fn what_more_submissions_hold_than_the_limit_is_a_template() {
    let own = passages(&words(1, 100));
    let others: Vec<Passages> = (0..5).map(|_| passages(&words(1, 100))).collect();
    let hashes: Vec<_> = others.iter().map(Passages::hashes).collect();
    let index = |count: usize| Index::new((0_u32..).zip(hashes.iter().take(count).map(Vec::as_slice)));
    let units = |count, me, limit| copies(&own, &index(count), me, limit).first().map(|it| it.units);
    assert_eq!(units(3, None, 3), Some(3));
    assert_eq!(units(4, None, 3), None);
    // The submission itself does not count.
    assert_eq!(units(4, Some(2), 3), Some(3));
    assert_eq!(units(5, Some(0), 3), None);
}

#[test]
fn a_word_put_in_breaks_a_run_only_there() {
    let text = words(5, 300);
    let (first, second) = text.split_at(text.char_indices().nth(150).map_or(0, |(at, _)| at));
    let found = against(&text, &format!("{first}另外{second}"));
    assert_eq!(found.len(), 1);
    assert!((220..=300).contains(&found[0].letters), "{}", found[0].letters);
}

#[test]
fn a_text_that_says_one_thing_again_and_again_has_few_hashes() {
    let own = passages(&"绩效管理工作扎实推进".repeat(20_000));
    assert!(own.hashes().len() <= 10, "{}", own.hashes().len());
    let found = copies(&own, &Index::one(&own), None, 1);
    assert_eq!(found.len(), 1);
    assert!(u64::from(found[0].letters) <= own.letters());
}
