//! Cue words of records: which field they speak for, and which field makes an instance.

use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, Wording};
use crate::plan::{CueField, CuePosition, CueSource, CueWeight, CueWord, CueYear, Direction, RecordId, Type};
use crate::source::Span;
use crate::syntax::ast;

use super::checker::Checker;
use super::codes;
use super::words::{did_you_mean, type_words, without_blanks};

impl Checker<'_> {
    /// `from cues at rate { … }`; of the record's sources so far the first `known` stand in other declarations.
    pub(super) fn cue_source(&mut self, id: RecordId, decl: &ast::CuesDecl, known: usize) {
        let mut fields: Vec<CueField> = Vec::new();
        for line in &decl.fields {
            let Some(field) = self.known_field(id, &line.field) else { continue };
            add_field(&mut fields, CueField { field, words: self.cue_words(id, field, line), year: year(line) });
        }
        let mut known_fields =
            |names: &[ast::Name]| names.iter().filter_map(|name| self.known_field(id, name)).collect::<Vec<usize>>();
        let (unnamed, beside) = (known_fields(&decl.unnamed), known_fields(&decl.beside));
        let (called, free) = (known_fields(&decl.called), known_fields(&decl.free));
        let named = decl.anchor.as_ref().and_then(|name| self.field_index(id, &name.value));
        self.tell_what_cannot_be_free(id, &decl.free, named);
        let extended = self.plan.records.get_mut(id.0).and_then(|record| {
            let alike = |source: &&mut CueSource| source.free.is_empty() == free.is_empty();
            record.cues.iter_mut().take(known).filter(alike).find(|source| Some(source.anchor) == named)
        });
        if let Some(source) = extended {
            add_to(source, CueSource { anchor: source.anchor, fields, unnamed, beside, called, free });
            return;
        }
        // A misspelt field is told as such; whether another is left empty can only be said when all are known.
        let all_known = decl.fields.iter().all(|line| self.field_index(id, &line.field.value).is_some());
        if all_known && !fields.is_empty() {
            let filled: Vec<usize> =
                fields.iter().map(|field| field.field).chain(unnamed.iter().chain(&free).copied()).collect();
            self.tell_left_empty(id, &filled, decl.span, &Wording::new("来源", "source"));
        }
        let Some(anchor) = self.anchor(id, decl, &fields) else { return };
        if let Some(record) = self.plan.records.get_mut(id.0) {
            record.cues.push(CueSource { anchor, fields, unnamed, beside, called, free });
        }
    }

    /// Only figures and lists can be taken without a word that names them, and the claim is what its own word says.
    fn tell_what_cannot_be_free(&mut self, id: RecordId, names: &[ast::Name], anchor: Option<usize>) {
        for name in names {
            let Some(field) = self.field_index(id, &name.value) else { continue };
            let ty = self.field_type(id, field).unwrap_or(Type::Wrong);
            let words = type_words(&ty, &self.plan);
            let message = match ty {
                Type::List(_) | Type::Wrong => continue,
                Type::Quantity(_) if Some(field) != anchor => continue,
                Type::Quantity(_) => Wording::new(
                    format!("“{}”是起点，要有自己的提示词，不能任取", name.value),
                    format!("“{}” is the claim: its own words name it, so it is not free", name.value),
                ),
                Type::Text
                | Type::Bool
                | Type::Enum(_)
                | Type::Target
                | Type::Year
                | Type::Date
                | Type::Record(_)
                | Type::Bands(_) => Wording::new(
                    format!("“{}”是{}，只有数和列表可以任取", name.value, words.zh),
                    format!("“{}” is {}; only figures and lists can be free", name.value, words.en),
                ),
            };
            self.diagnostics.push(Diagnostic::error(codes::CUES, name.span, message));
        }
    }

    fn cue_words(&mut self, id: RecordId, field: usize, line: &ast::CueLine) -> Vec<CueWord> {
        let ty = self.field_type(id, field).unwrap_or(Type::Wrong);
        let mut all: Vec<CueWord> = Vec::new();
        // A word that a list holds too may be written out beside it.
        let mut written: HashSet<CueWord> = HashSet::new();
        let mut known: HashSet<CueWord> = HashSet::new();
        for clause in &line.clauses {
            self.check_clause(&ty, line, clause);
            let (position, direction) = (position(clause.position), direction(clause.direction));
            let Some(position) = position else { continue };
            for (word, span, listed) in self.written_words(&clause.words) {
                let plain = without_blanks(&word);
                if plain.is_empty() {
                    let message = Wording::new("提示词不能为空", "a cue cannot be empty");
                    self.diagnostics.push(Diagnostic::error(codes::CUES, span, message));
                    continue;
                }
                let cue = CueWord { word: plain, position, direction, weight: weight(clause.weight) };
                if known.insert(cue.clone()) {
                    all.push(cue.clone());
                } else if !listed && written.contains(&cue) {
                    let message =
                        Wording::new(format!("提示词“{word}”写了两次"), format!("the cue “{word}” stands twice"));
                    self.diagnostics.push(Diagnostic::error(codes::CUES, span, message).as_warning());
                }
                if !listed {
                    written.insert(cue);
                }
            }
        }
        all
    }

    /// The words of a clause, lists of words written out (and marked so), each with where it stands.
    fn written_words(&mut self, words: &[ast::CueWord]) -> Vec<(String, Span, bool)> {
        let mut all = Vec::new();
        for word in words {
            match word {
                ast::CueWord::Word(text) => all.push((text.value.clone(), text.span, false)),
                ast::CueWord::List(name) => {
                    all.extend(self.words_of_list(name).into_iter().map(|word| (word, name.span, true)));
                }
            }
        }
        all
    }

    /// The words of a `let` or `param` that is a list of texts.
    fn words_of_list(&mut self, name: &ast::Name) -> Vec<String> {
        let declared = self.names.values.get(&name.value).and_then(|id| self.declared.values.get(id.0));
        let Some(value) = declared.and_then(|declared| declared.values.last()).map(|(_, value)| *value) else {
            let message = Wording::new(
                format!("没有名为“{}”的词语列表", name.value),
                format!("there is no list of words “{}”", name.value),
            );
            let known = self.names.values.keys().map(String::as_str);
            let help = did_you_mean(&name.value, known).unwrap_or_else(|| {
                Wording::new(
                    "词语本身要写在引号里；列表用 let 名称 = [\"甲\", \"乙\"] 声明",
                    "a word stands in quotes; a list is declared with let NAME = [\"a\", \"b\"]",
                )
            });
            self.diagnostics.push(Diagnostic::error(codes::UNKNOWN_NAME, name.span, message).help(help));
            return Vec::new();
        };
        let words = match &value.kind {
            ast::ExprKind::List(items) => items.iter().map(plain_text).collect::<Option<Vec<String>>>(),
            _ => None,
        };
        words.unwrap_or_else(|| {
            let message = Wording::new(
                format!("“{}”不是词语列表，不能作提示词", name.value),
                format!("“{}” is not a list of words and cannot give cues", name.value),
            );
            self.diagnostics.push(
                Diagnostic::error(codes::CUES, name.span, message)
                    .and(value.span, Wording::new("在这里声明", "declared here")),
            );
            Vec::new()
        })
    }

    /// Figures are read beside a word; `is` takes the word itself, which no figure is. Only figures have a sign.
    fn check_clause(&mut self, ty: &Type, line: &ast::CueLine, clause: &ast::CueClause) {
        let is_word = matches!(ty, Type::Text | Type::Enum(_) | Type::Bool | Type::List(_) | Type::Wrong);
        let found = type_words(ty, &self.plan);
        if clause.weight == ast::CueWeight::Complete && !matches!(ty, Type::List(_) | Type::Wrong) {
            let message = Wording::new(
                format!("“{}”不是列表，不能用 complete", line.field.value),
                format!("“{}” is no list; `complete` says that a list leaves nothing out", line.field.value),
            );
            self.diagnostics.push(Diagnostic::error(codes::CUES, line.field.span, message));
        }
        if clause.position == ast::CuePosition::Is && !is_word {
            let message = Wording::new(
                format!("“{}”是{}，不能用 is：词本身不是值", line.field.value, found.zh),
                format!("“{}” is {}; with `is` the word itself would be the value", line.field.value, found.en),
            );
            self.diagnostics.push(
                Diagnostic::error(codes::CUES, line.field.span, message)
                    .help(Wording::new("写 after 或 before", "write after or before")),
            );
        }
        if clause.direction != ast::CueDirection::Plain && !ty.is_quantity() && *ty != Type::Wrong {
            let message = Wording::new(
                format!("“{}”是{}，没有增减方向", line.field.value, found.zh),
                format!("“{}” is {}; only figures go up or down", line.field.value, found.en),
            );
            self.diagnostics.push(Diagnostic::error(codes::CUES, line.field.span, message));
        }
    }

    /// The field whose value makes an instance: the one named; else the last required figure with cues, else the last
    /// figure, else the last field.
    fn anchor(&mut self, id: RecordId, decl: &ast::CuesDecl, fields: &[CueField]) -> Option<usize> {
        if let Some(name) = &decl.anchor {
            let anchor = self.known_field(id, name)?;
            if fields.iter().any(|field| field.field == anchor) {
                return Some(anchor);
            }
            let message = Wording::new(
                format!("“{}”没有提示词，不能作为起点", name.value),
                format!("“{}” has no cues, so no instance can start from it", name.value),
            );
            self.diagnostics.push(Diagnostic::error(codes::CUES, name.span, message));
            return None;
        }
        let record = self.plan.records.get(id.0)?;
        let of = |index: usize| record.fields.get(index);
        let cued = || fields.iter().rev().map(|field| field.field);
        let is_figure = |index: &usize| of(*index).is_some_and(|field| field.ty.is_quantity());
        let is_required = |index: &usize| of(*index).is_some_and(|field| !field.optional);
        let last_figure = cued().filter(is_figure).max();
        let anchor = cued().filter(is_figure).filter(is_required).max().or(last_figure).or_else(|| cued().max());
        if anchor.is_none() {
            let message = Wording::new("这里没有任何提示词", "there are no cues here");
            self.diagnostics.push(Diagnostic::error(codes::CUES, decl.span, message));
        }
        anchor
    }
}

/// Adds the cues of an extension to a source.
fn add_to(source: &mut CueSource, more: CueSource) {
    more.fields.into_iter().for_each(|field| add_field(&mut source.fields, field));
    source.unnamed.extend(more.unnamed);
    source.beside.extend(more.beside);
    source.called.extend(more.called);
    source.free.extend(more.free);
}

/// Adds the cues of a field to those that it has already.
fn add_field(fields: &mut Vec<CueField>, more: CueField) {
    match fields.iter_mut().find(|known| known.field == more.field) {
        Some(known) => {
            known.words.extend(more.words);
            known.year = known.year.or(more.year);
        }
        None => fields.push(more),
    }
}

/// Where a cue word stands; a year is no word.
fn position(written: ast::CuePosition) -> Option<CuePosition> {
    match written {
        ast::CuePosition::After => Some(CuePosition::After),
        ast::CuePosition::Before => Some(CuePosition::Before),
        ast::CuePosition::Is => Some(CuePosition::Is),
        ast::CuePosition::NotAfter => Some(CuePosition::NotAfter),
        ast::CuePosition::NotBefore => Some(CuePosition::NotBefore),
        ast::CuePosition::EarlierYear | ast::CuePosition::LaterYear => None,
    }
}

fn weight(written: ast::CueWeight) -> CueWeight {
    match written {
        ast::CueWeight::Plain => CueWeight::Plain,
        ast::CueWeight::Faint => CueWeight::Faint,
        ast::CueWeight::Complete => CueWeight::Complete,
    }
}

fn year(line: &ast::CueLine) -> Option<CueYear> {
    line.clauses.iter().find_map(|clause| match clause.position {
        ast::CuePosition::EarlierYear => Some(CueYear::Earlier),
        ast::CuePosition::LaterYear => Some(CueYear::Later),
        ast::CuePosition::After
        | ast::CuePosition::Before
        | ast::CuePosition::Is
        | ast::CuePosition::NotAfter
        | ast::CuePosition::NotBefore => None,
    })
}

/// A text without holes.
fn plain_text(value: &ast::Expr) -> Option<String> {
    let ast::ExprKind::Text(template) = &value.kind else { return None };
    match template.parts.as_slice() {
        [ast::TemplatePart::Literal(text)] => Some(text.clone()),
        _ => None,
    }
}

fn direction(written: ast::CueDirection) -> Direction {
    match written {
        ast::CueDirection::Plain => Direction::Plain,
        ast::CueDirection::Up => Direction::Up,
        ast::CueDirection::Down => Direction::Down,
    }
}
