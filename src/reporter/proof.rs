//! The proof sheet: every check that holds with its arithmetic, every check that could not be made with its reason; what
//! comes to the same at one place is said once.

use std::io::{self, Write};

use crate::diagnostic::Wording;
use crate::finding::Passed;
use crate::plan::Rule;
use crate::review::Review;

use super::arithmetic::recomputed;
use super::list::{Entry, list};
use super::place::Places;
use super::rule_book::RuleBook;
use super::{Look, visible};

/// Writes both lists.
pub(super) fn write(
    rules: &[Rule],
    review: &Review,
    places: &Places<'_>,
    look: &Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let book = RuleBook::of(rules);
    let titled = |code: &str, said: &Wording| look.say(&titled(&book, code, said));
    let passed = review.held().into_iter();
    let held = passed.map(|one| Entry { span: one.place, why: vec![titled(&one.code, &held(one))] });
    list(look.choose("核验：通过的检查", "Proof: checks that hold"), &held.collect::<Vec<_>>(), places, look, out)?;
    let open = review.open().into_iter();
    let open = open.map(|one| Entry { span: one.place, why: vec![titled(&one.code, &one.reason.wording())] });
    let title = look.choose("核验：未评估的检查", "Proof: checks that could not be made");
    list(title, &open.collect::<Vec<_>>(), places, look, out)
}

/// `通过；671.51万元 ÷ 879.34万元 = 76.37%；与文中 76.37% 相符`
fn held(passed: &Passed) -> Wording {
    passed_words(passed.computation.as_deref().map(recomputed))
}

/// What is said of a check that holds, with its computation where there is one.
pub(crate) fn passed_words(computation: Option<Wording>) -> Wording {
    match computation {
        Some(it) => Wording::new(format!("通过；{}", it.zh), format!("holds; {}", it.en)),
        None => Wording::new("通过", "holds"),
    }
}

/// `A01 完成率与金额不符：…`
fn titled(book: &RuleBook, code: &str, said: &Wording) -> Wording {
    let (code, nothing) = (visible(code), Wording::default());
    let title = book.title(code.as_ref()).unwrap_or(&nothing);
    let english = if title.en.is_empty() { &title.zh } else { &title.en };
    Wording::new(format!("{code} {}：{}", title.zh, said.zh), format!("{code} {english}: {}", said.en))
}
