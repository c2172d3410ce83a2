//! Word lists to automata.

use crate::diagnostic::{Diagnostic, Wording};
use crate::pack::{WordEntry, WordList};
use crate::plan::{Lexicon, Regex};
use crate::source::{Span, Spanned};

use super::checker::Checker;
use super::codes;
use super::expr::wrong_regex;
use super::words::without_blanks;

/// All words of a list together; far more than any dictionary, far less than an automaton can hold.
const MAX_WORD_BYTES: usize = 4 << 20;

impl Checker<'_> {
    /// All lexicons, in the order of their ids.
    pub(super) fn check_lexicons(&mut self) {
        for declared in std::mem::take(&mut self.declared.lexicons) {
            let pack = self.layers.packs.get(declared.pack);
            let list = pack.and_then(|pack| pack.word_lists.get(&declared.decl.file.value));
            let name = declared.decl.name.value.clone();
            let lexicon = self.lexicon(name, list, declared.decl.file.span);
            debug_assert_eq!(declared.id.0, self.plan.lexicons.len(), "lexicons keep the order of their ids");
            self.plan.lexicons.push(lexicon);
        }
    }

    fn lexicon(&mut self, name: String, list: Option<&WordList>, file: Span) -> Lexicon {
        let entries: &[WordEntry] = list.map_or(&[], |list| &list.entries);
        let mut words: Vec<(String, usize)> = Vec::new();
        let mut regexes = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            for word in &entry.words {
                let plain = without_blanks(&word.value);
                if plain.is_empty() {
                    self.tell_empty_word(word.span);
                    continue;
                }
                words.push((plain, index));
            }
            regexes.extend(entry.pattern.as_ref().and_then(|pattern| self.word_regex(pattern)).map(|it| (index, it)));
        }
        if words.iter().map(|(word, _)| word.len()).sum::<usize>() > MAX_WORD_BYTES {
            let message = Wording::new("词表过大", "the word list is too large");
            self.diagnostics.push(Diagnostic::error(codes::WORD_LIST, file, message));
        }
        Lexicon { name, entries: entries.iter().map(|entry| entry.entry.clone()).collect(), words, regexes }
    }

    fn tell_empty_word(&mut self, span: Span) {
        let message = Wording::new("词不能为空", "a word cannot be empty");
        self.diagnostics.push(Diagnostic::error(codes::WORD_LIST, span, message));
    }

    fn word_regex(&mut self, pattern: &Spanned<String>) -> Option<Regex> {
        match Regex::new(&pattern.value) {
            Ok(regex) if regex.matches_empty() => {
                let message = Wording::new(
                    "这个模式能匹配空文字，处处都会命中",
                    "this pattern matches the empty text, so it is found everywhere",
                );
                self.diagnostics.push(Diagnostic::error(codes::REGEX, pattern.span, message));
                None
            }
            Ok(regex) => Some(regex),
            Err(error) => {
                self.diagnostics.push(wrong_regex(pattern.span, &error));
                None
            }
        }
    }
}
