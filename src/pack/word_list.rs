//! Word lists kept as YAML: words to look for, with exceptions and context.

use crate::diagnostic::{Diagnostic, Diagnostics, Wording};
use crate::plan::LexiconEntry;
use crate::source::{SourceId, SourceMap, Span, Spanned};
use crate::yaml::{self, Node, NodeKind, Told, list_of_scalars, map, scalar};

use super::codes;

/// The entries of one file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WordList {
    /// In the order written.
    pub entries: Vec<WordEntry>,
}

/// One entry: what to look for, and what is said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordEntry {
    /// Words as they stand.
    pub words: Vec<Spanned<String>>,
    /// A regular expression.
    pub pattern: Option<Spanned<String>>,
    /// What is said about a match, and where it does not count.
    pub entry: LexiconEntry,
    /// Where it stands.
    pub span: Span,
}

const KEYS: &[&str] =
    &["word", "words", "pattern", "right", "note", "kind", "except", "before", "after", "not_before", "not_after"];

impl WordList {
    /// Reads a file: a list of entries, or a map with the list under `entries`.
    pub fn parse(source: SourceId, sources: &SourceMap, diagnostics: &mut Diagnostics) -> Self {
        let told = &mut Told { codes: &codes::FILE, diagnostics };
        let Some(root) = yaml::parse(source, sources, told) else { return Self::default() };
        let mut list = Self::default();
        match &root.kind {
            NodeKind::Null => {}
            NodeKind::List(items) => list.read(items, told),
            NodeKind::Map(entries) => {
                for (key, value) in entries {
                    match (key.value.as_str(), &value.kind) {
                        ("entries", NodeKind::List(items)) => list.read(items, told),
                        ("entries", NodeKind::Null) => {}
                        ("entries", NodeKind::Scalar(_) | NodeKind::Map(_)) => {
                            told.wrong_value(value, &Wording::new("一个列表", "a list"));
                        }
                        _ => told.unknown_key(key, &["entries"]),
                    }
                }
            }
            NodeKind::Scalar(_) => told.wrong_value(&root, &Wording::new("词条列表", "a list of entries")),
        }
        list
    }

    fn read(&mut self, items: &[Node], told: &mut Told<'_>) {
        self.entries.extend(items.iter().filter_map(|item| entry(item, told)));
    }
}

/// `- 拔付: 拨付`, `- 在在`, or `- {word: 拔付, right: 拨付, except: [海拔付]}`.
fn entry(item: &Node, told: &mut Told<'_>) -> Option<WordEntry> {
    if matches!(item.kind, NodeKind::Scalar(_)) {
        let word = scalar(item, told)?;
        return Some(WordEntry { words: vec![word], ..empty(item.span) });
    }
    let fields = map(item, told)?;
    if let [(word, right)] = fields
        && !KEYS.contains(&word.value.as_str())
    {
        let right = scalar(right, told)?;
        let mut short = WordEntry { words: vec![word.clone()], ..empty(word.span) };
        short.entry.right = Some(right.value);
        return Some(short);
    }
    let mut long = empty(fields.first().map_or(item.span, |(key, _)| key.span));
    for (key, value) in fields {
        long.set(key, value, told);
    }
    if long.words.is_empty() && long.pattern.is_none() {
        told.push(nothing_to_find(long.span));
        return None;
    }
    Some(long)
}

impl WordEntry {
    fn set(&mut self, key: &Spanned<String>, value: &Node, told: &mut Told<'_>) {
        let texts = |told: &mut Told<'_>| -> Vec<String> {
            list_of_scalars(value, told).into_iter().map(|text| text.value).collect()
        };
        match key.value.as_str() {
            "word" | "words" => self.words.extend(list_of_scalars(value, told)),
            "pattern" => self.pattern = scalar(value, told),
            "right" => self.entry.right = scalar(value, told).map(|text| text.value),
            "note" => self.entry.note = scalar(value, told).map(|text| text.value),
            "kind" => self.entry.kind = scalar(value, told).map(|text| text.value),
            "except" => self.entry.except = texts(told),
            "before" => self.entry.before = texts(told),
            "after" => self.entry.after = texts(told),
            "not_before" => self.entry.not_before = texts(told),
            "not_after" => self.entry.not_after = texts(told),
            _ => told.unknown_key(key, KEYS),
        }
    }
}

fn empty(span: Span) -> WordEntry {
    let entry = LexiconEntry {
        right: None,
        note: None,
        kind: None,
        except: Vec::new(),
        before: Vec::new(),
        after: Vec::new(),
        not_before: Vec::new(),
        not_after: Vec::new(),
    };
    WordEntry { words: Vec::new(), pattern: None, entry, span }
}

fn nothing_to_find(span: Span) -> Diagnostic {
    let message = Wording::new("词条没有写要找的词", "this entry names no word to look for");
    Diagnostic::error(codes::EMPTY_ENTRY, span, message).help(Wording::new(
        "写 word: 词，或 words: [词, 词]，或 pattern: 正则表达式",
        "write `word: …`, `words: […]` or `pattern: …`",
    ))
}
