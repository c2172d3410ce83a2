//! Bare names and what stands behind a dot: binders, fields, members of enums, parameters, properties.

use crate::diagnostic::{Diagnostic, Wording};
use crate::plan::{Constant, EnumId, Expr, ExprKind, PROPERTIES, Property, RecordId, Type};
use crate::source::Span;
use crate::syntax::{ast, glued_keyword};

use super::checker::{Checker, Frame, Kind, Purpose, typed, wrong};
use super::codes;
use super::words::{did_you_mean, listed, type_words};

impl Checker<'_> {
    /// A bare name. Nearest first: binders, fields in a `derive` line, members of the enum that is wanted, named
    /// values, `report`, members of the only enum that has one of the name.
    pub(super) fn name(&mut self, frame: &Frame, name: &str, span: Span, wanted: Option<&Type>) -> Expr {
        if let Some(local) = frame.local(name) {
            return typed(ExprKind::Local(local.slot), local.ty.clone(), span);
        }
        if let Purpose::Derive(record) = frame.purpose
            && let Some(field) = self.field_index(record, name)
        {
            let fact = typed(ExprKind::Local(crate::plan::Slot(0)), Type::Record(record), span);
            return self.field_of(fact, record, field, span);
        }
        if let Some(Type::Enum(id)) = wanted
            && let Some(index) = self.variant_named(*id, name)
        {
            return variant(*id, index, span);
        }
        if let Some(id) = self.names.values.get(name) {
            let ty = self.plan.params.get(id.0).map_or(Type::Wrong, |param| param.value.ty.clone());
            return typed(ExprKind::Param(*id), ty, span);
        }
        if let Some(Kind::Record(id)) = self.names.kinds.get(name)
            && self.is_report(*id)
        {
            return self.report(frame, *id, span);
        }
        self.variant_of_any(frame, name, span, wanted)
    }

    pub(super) fn report(&mut self, frame: &Frame, id: RecordId, span: Span) -> Expr {
        if frame.purpose == Purpose::Constant {
            self.tell_not_constant(span);
            return wrong(span);
        }
        typed(ExprKind::Singleton(id), Type::Record(id), span)
    }

    pub(super) fn tell_not_constant(&mut self, span: Span) {
        let message =
            Wording::new("param 与 let 的值不能读取文稿内容", "the value of a param or let cannot read the submission");
        self.diagnostics.push(
            Diagnostic::error(codes::NOT_CONSTANT, span, message).help(Wording::new("改用 fn", "use fn instead")),
        );
    }

    pub(super) fn is_report(&self, id: RecordId) -> bool {
        let record = self.plan.records.get(id.0);
        record.and_then(|record| record.builtin) == Some(crate::plan::BuiltinRecord::Report)
    }

    fn variant_named(&self, id: EnumId, name: &str) -> Option<usize> {
        self.plan.enums.get(id.0)?.variants.iter().position(|(variant, _)| variant == name)
    }

    fn variant_of_any(&mut self, frame: &Frame, name: &str, span: Span, wanted: Option<&Type>) -> Expr {
        let found: Vec<(EnumId, usize)> =
            (0..self.plan.enums.len()).map(EnumId).filter_map(|id| Some((id, self.variant_named(id, name)?))).collect();
        match found.as_slice() {
            [(id, index)] => variant(*id, *index, span),
            [] => {
                // Whoever stands beside a value of an enum means one of its members.
                if let Some(Type::Enum(id)) = wanted {
                    return self.variant_worded(*id, name, span);
                }
                self.tell_unknown(frame, name, span);
                wrong(span)
            }
            several => {
                let enums = listed(several.iter().filter_map(|(id, _)| Some(self.plan.enums.get(id.0)?.name.as_str())));
                let message = Wording::new(
                    format!("“{name}”是多个枚举的成员：{}", enums.zh),
                    format!("“{name}” is a member of several enums: {}", enums.en),
                );
                self.diagnostics.push(Diagnostic::error(codes::AMBIGUOUS_NAME, span, message));
                wrong(span)
            }
        }
    }

    fn tell_unknown(&mut self, frame: &Frame, name: &str, span: Span) {
        let message = Wording::new(format!("没有“{name}”这个名称"), format!("there is no name “{name}”"));
        let diagnostic = Diagnostic::error(codes::UNKNOWN_NAME, span, message);
        let known = self.known_names(frame);
        let glued = || glued_keyword(name, |rest| known.contains(&rest) || self.is_function(rest));
        let help = self.kind_misused(name).or_else(glued).or_else(|| did_you_mean(name, known.iter().copied()));
        self.diagnostics.push(match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic.help(Wording::new(
                "文字要加引号；字段写作 记录变量.字段",
                "words need quotes; a field is written binder.field",
            )),
        });
    }

    /// A name that exists but is no value.
    fn kind_misused(&self, name: &str) -> Option<Wording> {
        if self.names.functions.contains_key(name) {
            return Some(Wording::new(format!("函数要写参数：{name}(…)"), format!("a function is called: {name}(…)")));
        }
        match self.names.kinds.get(name)? {
            Kind::Record(_) => Some(Wording::new(
                format!("“{name}”是记录：在规则名称后写 for x: {name}，或写 count(x in {name})"),
                format!("{name} is a record: write `for x: {name}` behind the rule's title, or count(x in {name})"),
            )),
            Kind::Enum(_) => Some(Wording::new(
                format!("“{name}”是枚举，写它的成员"),
                format!("{name} is an enum; write one of its members"),
            )),
        }
    }

    fn known_names<'s>(&'s self, frame: &'s Frame) -> Vec<&'s str> {
        let mut known: Vec<&str> = frame.locals.iter().map(|local| local.name.as_str()).collect();
        if let Purpose::Derive(record) = frame.purpose
            && let Some(record) = self.plan.records.get(record.0)
        {
            known.extend(record.fields.iter().map(|field| field.name.as_str()));
        }
        known.extend(self.names.values.keys().map(String::as_str));
        known.extend(self.plan.enums.iter().flat_map(|one| one.variants.iter().map(|(name, _)| name.as_str())));
        known.push("report");
        known
    }

    /// `of.name`
    pub(super) fn field(&mut self, frame: &mut Frame, of: &ast::Expr, name: &ast::Name, span: Span) -> Expr {
        let of = self.infer(frame, of, None);
        if of.ty == Type::Wrong {
            return wrong(span);
        }
        if let Some(shared) = self.field_of_group(frame, &of, name, span) {
            return shared;
        }
        if let Type::Record(record) = of.ty
            && let Some(field) = self.field_index(record, &name.value)
        {
            return self.field_of(of, record, field, span);
        }
        let property = property_named(&name.value);
        if let Some(property) = property
            && let Some(ty) = property_type(property, &of)
        {
            return typed(ExprKind::Property { of: Box::new(of), property }, ty, span);
        }
        let is_computed = !has_place(&of) && !matches!(of.ty, Type::Record(_) | Type::List(_));
        if property.is_some() && is_computed {
            self.tell_no_place(of.span);
        } else {
            self.tell_no_field(&of, name);
        }
        wrong(span)
    }

    /// The field of a record, by its name or (for built-in records) its Chinese twin.
    pub(super) fn field_index(&self, record: RecordId, name: &str) -> Option<usize> {
        let record = self.plan.records.get(record.0)?;
        let twin_counts = record.builtin.is_some();
        let named = |field: &crate::plan::Field| field.name == name || twin_counts && field.label.zh == name;
        record.fields.iter().position(|field| field.name == name).or_else(|| record.fields.iter().position(named))
    }

    fn field_of(&self, of: Expr, record: RecordId, field: usize, span: Span) -> Expr {
        let found = self.plan.records.get(record.0).and_then(|record| record.fields.get(field));
        let ty = found.map_or(Type::Wrong, |field| field.ty.clone());
        typed(ExprKind::Field { of: Box::new(of), field }, ty, span)
    }

    /// A field or a place that all members of the rule's group share is read from one of them.
    fn field_of_group(&mut self, frame: &Frame, of: &Expr, name: &ast::Name, span: Span) -> Option<Expr> {
        let group = frame.group.as_ref()?;
        if !matches!(of.kind, ExprKind::Local(slot) if slot == group.binder) {
            return None;
        }
        let member = || typed(ExprKind::Local(group.member), Type::Record(group.record), of.span);
        if let Some(field) = self.field_index(group.record, &name.value) {
            if group.shared.contains(&field) {
                return Some(self.field_of(member(), group.record, field, span));
            }
        } else {
            let property = property_named(&name.value).filter(|property| *property != Property::Complete)?;
            if group.places.contains(&property) {
                let ty = property_type(property, &member())?;
                return Some(typed(ExprKind::Property { of: Box::new(member()), property }, ty, span));
            }
        }
        let message = Wording::new(
            format!("组内各条的“{}”可能不同", name.value),
            format!("the members of the group may differ in “{}”", name.value),
        );
        self.diagnostics.push(Diagnostic::error(codes::TYPE_MISMATCH, name.span, message).help(Wording::new(
            format!("用 sum(x.{0} for x in …) 等合并，或把它写进 by", name.value),
            format!("fold it, as in sum(x.{0} for x in …), or add it to `by`", name.value),
        )));
        Some(wrong(span))
    }

    fn tell_no_field(&mut self, of: &Expr, name: &ast::Name) {
        let owner = type_words(&of.ty, &self.plan);
        let message =
            Wording::new(format!("{}没有“{}”", owner.zh, name.value), format!("{} has no “{}”", owner.en, name.value));
        let mut known: Vec<&str> = Vec::new();
        if let Type::Record(record) = of.ty
            && let Some(record) = self.plan.records.get(record.0)
        {
            known.extend(record.fields.iter().map(|field| field.name.as_str()));
        }
        let fields = listed(known.iter().copied());
        known.extend(PROPERTIES.iter().filter(|row| property_type(row.0, of).is_some()).map(|row| row.1));
        let help = if matches!(of.ty, Type::List(_)) {
            Some(Wording::new("列表用 sum、count、all 等逐个取值", "go through a list with sum, count, all …"))
        } else {
            did_you_mean(&name.value, known).or_else(|| {
                let listed = !fields.zh.is_empty();
                listed.then(|| Wording::new(format!("字段：{}", fields.zh), format!("fields: {}", fields.en)))
            })
        };
        let diagnostic = Diagnostic::error(codes::UNKNOWN_FIELD, name.span, message);
        self.diagnostics.push(match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
    }
}

fn variant(id: EnumId, index: usize, span: Span) -> Expr {
    typed(ExprKind::Constant(Constant::Variant(id, index)), Type::Enum(id), span)
}

/// The property of a name, English or Chinese.
fn property_named(name: &str) -> Option<Property> {
    PROPERTIES.iter().find(|(_, english, chinese)| *english == name || *chinese == name).map(|row| row.0)
}

/// The type of a property of an expression, if it can be asked for it.
fn property_type(property: Property, of: &Expr) -> Option<Type> {
    let is_fact = matches!(of.ty, Type::Record(_));
    let is_list = matches!(of.ty, Type::List(_));
    let is_value = !is_fact && !is_list && has_place(of);
    match property {
        Property::Printed if is_value && of.ty.is_quantity() => Some(of.ty.clone()),
        Property::Cue | Property::Printed => is_value.then_some(Type::Text),
        Property::Unit | Property::Hedge => (is_value && of.ty.is_quantity()).then_some(Type::Text),
        Property::Clause
        | Property::Sentence
        | Property::Paragraph
        | Property::Section
        | Property::SectionTitle
        | Property::Source
        | Property::Table
        | Property::Document
        | Property::Earlier => (is_fact || is_list || is_value).then_some(Type::Text),
        Property::Complete => is_list.then_some(Type::Bool),
        Property::Figure => (of.ty == Type::Target).then_some(Type::Quantity(crate::plan::DimensionType::Any)),
    }
}

/// True for what stands somewhere in the submission: fields and what can be asked of them, facts and lists of facts.
pub(super) fn has_place(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Field { .. } | ExprKind::Local(_) | ExprKind::Singleton(_) => true,
        ExprKind::Property { property, .. } => *property != Property::Complete,
        ExprKind::If(_, yes, no) => has_place(yes) && has_place(no),
        _ => false,
    }
}
