//! Enums, named values and functions of packs.

use crate::diagnostic::{Diagnostic, Wording};
use crate::plan::{EnumId, Function, Param, Type};
use crate::source::{SourceId, Span};
use crate::syntax::ast;

use super::checker::{Checker, Frame, FunctionCost, Purpose, wrong};
use super::codes;
use super::cost::Size;
use super::order::Node;
use super::types::joined;
use super::words::{mismatch, type_words};

impl Checker<'_> {
    /// Fills the members of all enums.
    pub(super) fn check_enums(&mut self) {
        for (id, decl) in std::mem::take(&mut self.declared.enums) {
            self.check_enum(id, decl);
        }
    }

    fn check_enum(&mut self, id: EnumId, decl: &ast::EnumDecl) {
        if decl.variants.is_empty() {
            let message = Wording::new(
                format!("枚举“{}”没有成员", decl.name.value),
                format!("the enum “{}” has no members", decl.name.value),
            );
            self.diagnostics.push(Diagnostic::error(codes::EMPTY_ENUM, decl.name.span, message));
        }
        let mut words: Vec<(&str, Span)> = Vec::new();
        let mut variants = Vec::new();
        for (name, synonyms) in &decl.variants {
            let mut own: Vec<String> = synonyms.iter().map(|synonym| synonym.value.clone()).collect();
            if own.is_empty() {
                own.push(name.value.clone());
            }
            let places = synonyms.iter().map(|synonym| (synonym.value.as_str(), synonym.span));
            let named = std::iter::once((name.value.as_str(), name.span)).filter(|_| synonyms.is_empty());
            for (word, span) in places.chain(named) {
                if let Some((_, first)) = words.iter().find(|(known, _)| *known == word) {
                    let message = Wording::new(
                        format!("“{word}”在枚举中出现了两次，无法判断是哪一个"),
                        format!("“{word}” stands twice in the enum, so it cannot be told which one is meant"),
                    );
                    let told = Diagnostic::error(codes::DUPLICATE_NAME, span, message)
                        .and(*first, Wording::new("第一次", "first here"));
                    self.diagnostics.push(told);
                }
                words.push((word, span));
            }
            variants.push((name.value.clone(), own));
        }
        if let Some(enumeration) = self.plan.enums.get_mut(id.0) {
            enumeration.variants = variants;
        }
    }

    /// Checks all named values and functions, each behind all that it uses.
    pub(super) fn check_values(&mut self) {
        self.reserve_values();
        for node in self.order() {
            match node {
                Node::Value(index) => self.check_value(index),
                Node::Function(index) => self.check_function(index),
            }
        }
    }

    /// Makes the entries of the plan, so that ids hold; until they are checked they fit everywhere.
    fn reserve_values(&mut self) {
        let nowhere = Span::new(SourceId(0), 0, 0);
        for value in &self.declared.values {
            let pack = value.values.last().map_or(0, |(pack, _)| *pack);
            self.value_sizes.push(Size::default());
            self.plan.params.push(Param {
                name: value.name.value.clone(),
                doc: value.doc.to_owned(),
                value: wrong(nowhere),
                pack,
                span: value.name.span,
            });
        }
        for index in 0..self.declared.functions.len() {
            let Some(function) = self.declared.functions.get(index).copied() else { continue };
            let parameters = function.parameters.iter().map(|(_, ty)| self.type_named(ty)).collect();
            self.plan.functions.push(Function {
                name: function.name.value.clone(),
                parameters,
                body: wrong(nowhere),
                slots: 0,
            });
            self.function_costs.push(FunctionCost::default());
        }
    }

    fn check_value(&mut self, index: usize) {
        let Some(value) = self.declared.values.get(index) else { return };
        let values = value.values.clone();
        let mut declared: Option<(Type, Span)> = None;
        for (_, written) in values {
            let wanted = declared.as_ref().map(|(ty, _)| ty.clone());
            let typed = self.infer(&mut Frame::new(Purpose::Constant), written, wanted.as_ref());
            match &declared {
                None => declared = Some((typed.ty.clone(), written.span)),
                Some((ty, first)) if joined(ty, &typed.ty).is_none() => {
                    let told = mismatch(written.span, &type_words(ty, &self.plan), &type_words(&typed.ty, &self.plan))
                        .and(*first, Wording::new("被覆盖的值在这里", "the value that is overridden"));
                    self.diagnostics.push(told.help(Wording::new(
                        "覆盖参数时类型不能变",
                        "a parameter keeps its type when it is overridden",
                    )));
                }
                Some(_) => {}
            }
            let size = self.measured(&typed, written.span);
            if let (Some(param), Some(known)) = (self.plan.params.get_mut(index), self.value_sizes.get_mut(index)) {
                param.value = typed;
                *known = size;
            }
        }
    }

    fn check_function(&mut self, index: usize) {
        let Some(decl) = self.declared.functions.get(index).copied() else { return };
        let parameters = self.plan.functions.get(index).map(|function| function.parameters.clone()).unwrap_or_default();
        let mut frame = Frame::new(Purpose::Function);
        for ((name, _), ty) in decl.parameters.iter().zip(parameters) {
            if let Some(first) = frame.local(&name.value) {
                let message = Wording::new(
                    format!("参数“{}”写了两次", name.value),
                    format!("the parameter “{}” stands twice", name.value),
                );
                let told = Diagnostic::error(codes::DUPLICATE_NAME, name.span, message)
                    .and(first.span, Wording::new("第一次", "first here"));
                self.diagnostics.push(told);
            }
            frame.bind(&name.value, ty, name.span);
        }
        let body = self.infer(&mut frame, &decl.body, None);
        let size = self.measured(&body, decl.name.span);
        if let Some(cost) = self.function_costs.get_mut(index) {
            *cost = FunctionCost { scans: frame.scans, size };
        }
        if let Some(function) = self.plan.functions.get_mut(index) {
            function.body = body;
            function.slots = frame.slots;
        }
    }
}
