//! Cue words of records: which field they speak for, and which field makes an instance.

use crate::diagnostic::{Diagnostic, Wording};
use crate::plan::{CueField, CuePosition, CueSource, Direction, RecordId, Type};
use crate::syntax::ast;

use super::checker::Checker;
use super::codes;
use super::words::{type_words, without_blanks};

impl Checker<'_> {
    /// `from cues at rate { … }`
    pub(super) fn cue_source(&mut self, id: RecordId, decl: &ast::CuesDecl) {
        let mut fields: Vec<CueField> = Vec::new();
        for line in &decl.fields {
            let Some(field) = self.known_field(id, &line.field) else { continue };
            let words = self.cue_words(id, field, line);
            match fields.iter_mut().find(|known| known.field == field) {
                Some(known) => known.words.extend(words),
                None => fields.push(CueField { field, words }),
            }
        }
        // A misspelt field is told as such; whether another is left empty can only be said when all are known.
        let all_known = decl.fields.iter().all(|line| self.field_index(id, &line.field.value).is_some());
        if all_known && !fields.is_empty() {
            let filled: Vec<usize> = fields.iter().map(|field| field.field).collect();
            self.tell_left_empty(id, &filled, decl.span, &Wording::new("来源", "source"));
        }
        let Some(anchor) = self.anchor(id, decl, &fields) else { return };
        if let Some(record) = self.plan.records.get_mut(id.0) {
            record.cues.push(CueSource { anchor, fields });
        }
    }

    fn cue_words(&mut self, id: RecordId, field: usize, line: &ast::CueLine) -> Vec<(String, CuePosition, Direction)> {
        let ty = self.field_type(id, field).unwrap_or(Type::Wrong);
        let mut all: Vec<(String, CuePosition, Direction)> = Vec::new();
        for clause in &line.clauses {
            self.check_clause(&ty, line, clause);
            let (position, direction) = (position(clause.position), direction(clause.direction));
            for word in &clause.words {
                let plain = without_blanks(&word.value);
                if plain.is_empty() {
                    let message = Wording::new("提示词不能为空", "a cue cannot be empty");
                    self.diagnostics.push(Diagnostic::error(codes::CUES, word.span, message));
                    continue;
                }
                let cue = (plain, position, direction);
                if all.contains(&cue) {
                    let message = Wording::new(
                        format!("提示词“{}”写了两次", word.value),
                        format!("the cue “{}” stands twice", word.value),
                    );
                    self.diagnostics.push(Diagnostic::error(codes::CUES, word.span, message).as_warning());
                    continue;
                }
                all.push(cue);
            }
        }
        all
    }

    /// Figures are read beside a word; `is` takes the word itself, which no figure is. Only figures have a sign.
    fn check_clause(&mut self, ty: &Type, line: &ast::CueLine, clause: &ast::CueClause) {
        let is_word = matches!(ty, Type::Text | Type::Enum(_) | Type::Bool | Type::List(_) | Type::Wrong);
        let found = type_words(ty, &self.plan);
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

fn position(written: ast::CuePosition) -> CuePosition {
    match written {
        ast::CuePosition::After => CuePosition::After,
        ast::CuePosition::Before => CuePosition::Before,
        ast::CuePosition::Is => CuePosition::Is,
        ast::CuePosition::NotAfter => CuePosition::NotAfter,
        ast::CuePosition::NotBefore => CuePosition::NotBefore,
    }
}

fn direction(written: ast::CueDirection) -> Direction {
    match written {
        ast::CueDirection::Plain => Direction::Plain,
        ast::CueDirection::Up => Direction::Up,
        ast::CueDirection::Down => Direction::Down,
    }
}
