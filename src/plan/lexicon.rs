//! Word lists with exceptions, as one automaton each.

use aho_corasick::AhoCorasick;
use regex::Regex;

/// A word list.
#[derive(Debug)]
pub struct Lexicon {
    /// Its name.
    pub name: String,
    /// Its entries.
    pub entries: Vec<LexiconEntry>,
    /// Finds the literal words; pattern ids are indices into `literals`.
    pub automaton: Option<AhoCorasick>,
    /// For each pattern of the automaton the entry it belongs to.
    pub literals: Vec<usize>,
    /// Entries given as a regular expression.
    pub regexes: Vec<(usize, Regex)>,
}

/// An entry of a word list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LexiconEntry {
    /// What to write instead.
    pub right: Option<String>,
    /// Why.
    pub note: Option<String>,
    /// What kind of entry, for rules that tell kinds apart.
    pub kind: Option<String>,
    /// A match inside one of these words is none.
    pub except: Vec<String>,
    /// Where given, one of these must stand right before the match.
    pub before: Vec<String>,
    /// Where given, one of these must stand right behind the match.
    pub after: Vec<String>,
    /// One of these right before the match makes it none.
    pub not_before: Vec<String>,
    /// One of these right behind the match makes it none.
    pub not_after: Vec<String>,
}
