//! Word lists with exceptions, all of them as one automaton: one scan of a text finds the words of every list.

use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::{LexiconId, Regex};

/// A word list.
#[derive(Debug)]
pub struct Lexicon {
    /// Its name.
    pub name: String,
    /// Its entries.
    pub entries: Vec<LexiconEntry>,
    /// Literal words, each with the entry it belongs to.
    pub words: Vec<(String, usize)>,
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

/// What a word of the automaton is there for.
#[derive(Debug, Clone, Copy)]
enum Use {
    /// A word of a list: the list and its entry.
    Word(usize, usize),
    /// A word that every match of a regular expression holds: the list, and which of its expressions.
    Gate(usize, usize),
}

/// The words of all lexicons in force; the automaton is built when a draft first needs it.
#[derive(Debug, Default)]
pub struct LexiconIndex {
    words: Vec<String>,
    uses: Vec<Use>,
    automaton: OnceLock<Option<AhoCorasick>>,
}

/// What of one lexicon stands in a text.
#[derive(Debug, Clone, Default)]
pub struct LexiconHits {
    /// Literal words, each with its entry, also overlapping ones.
    pub words: Vec<(Range<usize>, usize)>,
    /// Which of the regular expressions may match.
    pub regexes: Vec<usize>,
}

impl LexiconIndex {
    /// Collects the words of some lexicons.
    #[must_use]
    pub fn new(lexicons: &[Lexicon], used: impl Fn(LexiconId) -> bool) -> Self {
        let mut index = Self::default();
        for (number, lexicon) in lexicons.iter().enumerate().filter(|(number, _)| used(LexiconId(*number))) {
            for (word, entry) in &lexicon.words {
                index.words.push(word.clone());
                index.uses.push(Use::Word(number, *entry));
            }
            for (which, (_, regex)) in lexicon.regexes.iter().enumerate() {
                for word in regex.required() {
                    index.words.push(word.clone());
                    index.uses.push(Use::Gate(number, which));
                }
            }
        }
        index
    }

    /// Looks for all words in a text; what is found, by lexicon.
    #[must_use]
    pub fn find(&self, lexicons: &[Lexicon], text: &str) -> Vec<LexiconHits> {
        let open = |lexicon: &Lexicon| lexicon.regexes.iter().map(|(_, regex)| regex.required().is_empty()).collect();
        let mut gates: Vec<Vec<bool>> = lexicons.iter().map(open).collect();
        let mut found = vec![LexiconHits::default(); lexicons.len()];
        if let Some(automaton) = self.automaton() {
            for hit in automaton.find_overlapping_iter(text) {
                match self.uses.get(hit.pattern().as_usize()) {
                    Some(Use::Word(lexicon, entry)) => {
                        if let Some(hits) = found.get_mut(*lexicon) {
                            hits.words.push((hit.range(), *entry));
                        }
                    }
                    Some(Use::Gate(lexicon, which)) => {
                        if let Some(gate) = gates.get_mut(*lexicon).and_then(|gates| gates.get_mut(*which)) {
                            *gate = true;
                        }
                    }
                    None => {}
                }
            }
        }
        for (hits, gates) in found.iter_mut().zip(gates) {
            hits.regexes = (0..).zip(gates).filter(|(_, open)| *open).map(|(which, _)| which).collect();
        }
        found
    }

    fn automaton(&self) -> Option<&AhoCorasick> {
        let build = || {
            // A table of all states would take longer to fill than most drafts take to read.
            let kind = Some(AhoCorasickKind::ContiguousNFA);
            AhoCorasick::builder().match_kind(MatchKind::Standard).kind(kind).build(&self.words).ok()
        };
        self.automaton.get_or_init(build).as_ref()
    }
}
