//! A regular expression that is checked when the pack is, and built when a draft first asks for it.
//!
//! Building costs more than parsing by far, and most drafts ask for few. What is surely small enough is left unbuilt;
//! what may be too large is built at once, so that the mistake is told with the pack.

use std::sync::OnceLock;

use regex::RegexBuilder;
use regex_syntax::hir::{self, Class, Hir, HirKind};

/// No regular expression may need more memory than this when compiled.
const MAX_BYTES: usize = 1 << 20;
/// Bytes that a compiled state takes at the very most, its part of all tables included.
const BYTES_A_STATE: u64 = 64;
/// More words than this are no help in finding out whether an expression can match at all.
const MAX_REQUIRED: usize = 40;
/// States that one range of characters takes at the very most: it falls into some runs of up to four bytes.
const STATES_A_RANGE: u64 = 28;

/// A regular expression.
#[derive(Debug)]
pub struct Regex {
    pattern: String,
    matches_empty: bool,
    required: Vec<String>,
    built: OnceLock<Option<regex::Regex>>,
}

impl Regex {
    /// Checks a pattern.
    ///
    /// # Errors
    /// If it is none, or needs too much memory.
    pub fn new(pattern: &str) -> Result<Self, regex::Error> {
        let built = OnceLock::new();
        let parsed = regex_syntax::parse(pattern);
        let required = parsed.as_ref().ok().and_then(required).map_or_else(Vec::new, |words| words.list);
        let matches_empty = match parsed {
            Ok(parsed) if states(&parsed).saturating_mul(BYTES_A_STATE) < MAX_BYTES as u64 => {
                parsed.properties().minimum_len() == Some(0)
            }
            Ok(_) | Err(_) => {
                let regex = build(pattern)?;
                built.get_or_init(|| Some(regex)).as_ref().is_some_and(|regex| regex.is_match(""))
            }
        };
        Ok(Self { pattern: pattern.to_owned(), matches_empty, required, built })
    }

    /// True where it matches between any two characters.
    #[must_use]
    pub fn matches_empty(&self) -> bool {
        self.matches_empty
    }

    /// Words of which every match holds at least one; empty where none are known.
    #[must_use]
    pub fn required(&self) -> &[String] {
        &self.required
    }

    /// The expression, built; `None` only if the machine has no memory for it.
    #[must_use]
    pub fn built(&self) -> Option<&regex::Regex> {
        self.built.get_or_init(|| build(&self.pattern).ok()).as_ref()
    }
}

fn build(pattern: &str) -> Result<regex::Regex, regex::Error> {
    RegexBuilder::new(pattern).size_limit(MAX_BYTES).build()
}

/// More states than the compiled form can have. As deep as groups are nested, which the parser bounds.
fn states(hir: &Hir) -> u64 {
    let all = |parts: &[Hir]| parts.iter().fold(1_u64, |sum, part| sum.saturating_add(states(part)).saturating_add(1));
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len() as u64,
        HirKind::Class(Class::Bytes(class)) => class.ranges().len() as u64,
        HirKind::Class(Class::Unicode(class)) => (class.ranges().len() as u64).saturating_mul(STATES_A_RANGE),
        HirKind::Capture(capture) => states(&capture.sub).saturating_add(2),
        HirKind::Repetition(repetition) => {
            let times = repetition.max.unwrap_or(repetition.min.saturating_add(1)).max(1);
            states(&repetition.sub).saturating_add(1).saturating_mul(u64::from(times))
        }
        HirKind::Concat(parts) | HirKind::Alternation(parts) => all(parts),
    }
}

/// Words of which a match holds at least one.
struct Required {
    list: Vec<String>,
}

impl Required {
    /// Long words are rare, and so are few.
    fn rarity(&self) -> (usize, std::cmp::Reverse<usize>) {
        let shortest = self.list.iter().map(|word| word.chars().count()).min().unwrap_or(0);
        (shortest, std::cmp::Reverse(self.list.len()))
    }
}

fn required(hir: &Hir) -> Option<Required> {
    let words = match hir.kind() {
        HirKind::Literal(literal) => vec![std::str::from_utf8(&literal.0).ok()?.to_owned()],
        HirKind::Class(Class::Unicode(class)) => {
            let count: usize = class.ranges().iter().map(hir::ClassUnicodeRange::len).sum();
            if count > MAX_REQUIRED {
                return None;
            }
            class.ranges().iter().flat_map(|range| range.start()..=range.end()).map(String::from).collect()
        }
        HirKind::Capture(capture) => return required(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => return required(&repetition.sub),
        HirKind::Concat(parts) => return parts.iter().filter_map(required).max_by_key(Required::rarity),
        HirKind::Alternation(parts) => {
            let all: Option<Vec<Required>> = parts.iter().map(required).collect();
            all?.into_iter().flat_map(|words| words.list).collect()
        }
        HirKind::Repetition(_) | HirKind::Empty | HirKind::Look(_) | HirKind::Class(Class::Bytes(_)) => return None,
    };
    let fits = !words.is_empty() && words.len() <= MAX_REQUIRED && words.iter().all(|word| !word.is_empty());
    fits.then_some(Required { list: words })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_expression_is_built_when_it_is_asked_for() {
        let regex = Regex::new("^[0-9]{4}年(?:度)?$").unwrap();
        assert!(regex.built.get().is_none());
        assert!(regex.built().unwrap().is_match("2022年度"));
        assert!(regex.built.get().is_some());
    }

    #[test]
    fn an_expression_that_may_be_too_large_is_built_at_once() {
        let regex = Regex::new(r"\w{20}").unwrap();
        assert!(regex.built.get().is_some());
        assert!(matches!(Regex::new(r"\w{4000}"), Err(regex::Error::CompiledTooBig(_))));
        assert!(matches!(Regex::new(r"(?:(?:a{100}){100}){100}"), Err(regex::Error::CompiledTooBig(_))));
    }

    #[test]
    fn what_is_left_unbuilt_is_never_too_large() {
        for pattern in
            [r"[一-龥]{1,300}", r"(?i)[a-z]{1,2000}", r"\p{Han}{1,20}", "(?:一|二|三|四){1,900}", r"[^，。]{2,600}"]
        {
            let regex = Regex::new(pattern).unwrap();
            assert!(regex.built().is_some(), "{pattern}");
        }
    }

    #[test]
    fn every_match_holds_one_of_the_words_required() {
        let required = |pattern: &str| Regex::new(pattern).unwrap().required().join(" ");
        assert_eq!(required("存在[^，。]{0,16}(?:问题|不足|短板)"), "存在");
        assert_eq!(required("(?:规划)?(?:期间|以来)"), "期间 以来");
        assert_eq!(required(r"\([^()]*\p{Han}[^()]*\)"), ")");
        assert_eq!(required("[:：][0-5]"), ": ：");
        assert_eq!(required("(?:一|[0-9]{2})年?"), "一 0 1 2 3 4 5 6 7 8 9");
        assert_eq!(required("(?i)ab"), "B b");
        assert_eq!(required("年?"), "");
        assert_eq!(required(r"\p{Han}+"), "");
    }

    #[test]
    fn a_wrong_expression_is_told_with_the_pack() {
        assert!(matches!(Regex::new("(一"), Err(regex::Error::Syntax(_))));
    }

    #[test]
    fn what_matches_nothing_in_particular_is_known() {
        assert!(Regex::new("[0-9]*").unwrap().matches_empty());
        assert!(!Regex::new("[0-9]+").unwrap().matches_empty());
    }
}
