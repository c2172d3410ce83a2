//! Records: their fields, keys and `derive` lines.

use crate::diagnostic::{Diagnostic, Wording};
use crate::plan::{Derive, Expr, ExprKind, Field, Over, RecordId, Type};
use crate::syntax::ast::{Binding, FieldDecl, LocalText, Name, RecordDecl, RecordMember};

use super::checker::{Checker, Frame, Purpose};
use super::codes;
use super::dimension::is_rate_difference;
use super::join::visit;
use super::words::unknown;

impl<'a> Checker<'a> {
    /// First pass: the fields of all records, so that everything else can read them.
    pub(super) fn check_fields(&mut self) {
        for (id, decl) in self.declared.records.clone() {
            if let (Some(title), Some(record)) = (&decl.title, self.plan.records.get_mut(id.0)) {
                record.title = local(title);
            }
            for member in &decl.members {
                if let RecordMember::Field(field) = member {
                    self.add_field(id, field);
                }
            }
        }
    }

    fn add_field(&mut self, id: RecordId, decl: &'a FieldDecl) {
        let known = self.field_index(id, &decl.name.value);
        if known.is_some() {
            let message = Wording::new(
                format!("字段“{}”声明了两次", decl.name.value),
                format!("the field “{}” is declared twice", decl.name.value),
            );
            let mut told = Diagnostic::error(codes::DUPLICATE_NAME, decl.name.span, message);
            if let Some((_, first)) = self.field_places.iter().find(|(key, _)| *key == (id, decl.name.value.clone())) {
                told = told.and(*first, Wording::new("第一次", "first here"));
            }
            self.diagnostics.push(told);
            return;
        }
        self.field_places.push(((id, decl.name.value.clone()), decl.name.span));
        let ty = self.type_named(&decl.ty);
        let zh = decl.labels.first().map_or(&decl.name.value, |label| &label.value);
        let en = decl.label_en.as_ref().map_or(&decl.name.value, |label| &label.value);
        let mut aliases = vec![decl.name.value.clone()];
        aliases.extend(decl.labels.iter().map(|label| label.value.clone()));
        aliases.dedup();
        let field = Field {
            name: decl.name.value.clone(),
            label: Wording::new(zh, en),
            aliases,
            ty,
            optional: decl.ty.optional,
        };
        if let Some(record) = self.plan.records.get_mut(id.0) {
            record.fields.push(field);
        }
    }

    /// Second pass: keys, `derive` lines and sources. `derive` lines come first, because a source need not fill what
    /// follows from other fields.
    pub(super) fn check_records(&mut self) {
        let declared = self.declared.records.clone();
        for (id, decl) in &declared {
            for member in &decl.members {
                match member {
                    RecordMember::Key(fields) => self.key(*id, fields),
                    RecordMember::Derive(binding) => self.derive(*id, binding),
                    RecordMember::Field(_)
                    | RecordMember::FromData { .. }
                    | RecordMember::FromTable(_)
                    | RecordMember::FromText(_)
                    | RecordMember::FromCues(_) => {}
                }
            }
        }
        for (id, decl) in &declared {
            self.sources_of(*id, decl);
        }
    }

    fn sources_of(&mut self, id: RecordId, decl: &'a RecordDecl) {
        // Cues round the same field in an extension add to those that are there.
        let known = self.plan.records.get(id.0).map_or(0, |record| record.cues.len());
        for member in &decl.members {
            match member {
                RecordMember::FromData { path, unit } => self.data_source(id, path, unit.as_ref()),
                RecordMember::FromTable(table) => self.table_source(id, table),
                RecordMember::FromText(pattern) => self.text_source(id, pattern),
                RecordMember::FromCues(cues) => self.cue_source(id, cues, known),
                RecordMember::Field(_) | RecordMember::Key(_) | RecordMember::Derive(_) => {}
            }
        }
    }

    fn key(&mut self, id: RecordId, names: &[Name]) {
        for name in names {
            let Some(field) = self.known_field(id, name) else { continue };
            if let Some(record) = self.plan.records.get_mut(id.0)
                && !record.key.contains(&field)
            {
                record.key.push(field);
            }
        }
    }

    /// The field of a record by name; an unknown one is told.
    pub(super) fn known_field(&mut self, id: RecordId, name: &Name) -> Option<usize> {
        if let Some(field) = self.field_index(id, &name.value) {
            return Some(field);
        }
        let record = self.plan.records.get(id.0)?;
        let what = Wording::new(format!("记录“{}”的字段", record.name), format!("field of {}", record.name));
        let known = record.fields.iter().map(|field| field.name.as_str());
        let told = unknown(codes::UNKNOWN_FIELD, name.span, &what, &name.value, known);
        self.diagnostics.push(told);
        None
    }

    fn derive(&mut self, id: RecordId, binding: &Binding) {
        let Some(field) = self.known_field(id, &binding.name) else { return };
        let Some(ty) = self.field_type(id, field) else { return };
        let mut frame = Frame::new(Purpose::Derive(id));
        frame.ranged = true;
        frame.bind("", Type::Record(id), binding.name.span);
        let value = self.infer(&mut frame, &binding.value, Some(&ty));
        let points = ty == Type::Quantity(crate::plan::DimensionType::Points) && is_rate_difference(&value);
        let value = if points { value } else { self.fit(value, &ty) };
        self.measured(&value, binding.value.span);
        if reads_others(&value) {
            let message = Wording::new("derive 只能用同一记录的字段", "`derive` reads only fields of the same record");
            self.diagnostics.push(Diagnostic::error(codes::TYPE_MISMATCH, binding.value.span, message));
        }
        if reads_field(&value, field) {
            let message = Wording::new(
                format!("“{}”不能由自己推出", binding.name.value),
                format!("“{}” cannot follow from itself", binding.name.value),
            );
            self.diagnostics.push(Diagnostic::error(codes::RECURSION, binding.value.span, message));
        }
        if let Some(record) = self.plan.records.get_mut(id.0) {
            record.derives.push(Derive { field, value });
        }
    }

    pub(super) fn field_type(&self, id: RecordId, field: usize) -> Option<Type> {
        Some(self.plan.records.get(id.0)?.fields.get(field)?.ty.clone())
    }

    /// The names of required fields that a source neither fills nor lets follow from others.
    pub(super) fn left_empty(&self, id: RecordId, filled: &[usize]) -> Vec<String> {
        let Some(record) = self.plan.records.get(id.0) else { return Vec::new() };
        // The report is put together from many sources.
        if record.builtin.is_some() {
            return Vec::new();
        }
        let derived = |index: usize| record.derives.iter().any(|derive| derive.field == index);
        let is_empty =
            |(index, field): &(usize, &Field)| !field.optional && !filled.contains(index) && !derived(*index);
        record.fields.iter().enumerate().filter(is_empty).map(|(_, field)| field.name.clone()).collect()
    }
}

/// Words of a pack in both languages; without English ones the Chinese serve.
pub(super) fn local(text: &LocalText) -> Wording {
    Wording::new(text.zh.value.clone(), text.en.as_ref().map_or_else(String::new, |en| en.value.clone()))
}

fn reads_others(value: &Expr) -> bool {
    let mut others = false;
    visit(value, &mut |inner| {
        others |= match &inner.kind {
            ExprKind::Singleton(_) => true,
            ExprKind::Quantified { over, .. } => matches!(**over, Over::Facts { .. }),
            _ => false,
        };
    });
    others
}

fn reads_field(value: &Expr, field: usize) -> bool {
    let mut reads = false;
    visit(value, &mut |inner| {
        if let ExprKind::Field { of, field: found } = &inner.kind {
            reads |= matches!(of.kind, ExprKind::Local(_)) && *found == field;
        }
    });
    reads
}
