//! First look: what is declared, under which name, and what is declared twice.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Wording};
use crate::plan::{BUILTIN_RECORDS, BUILTINS, BuiltinField, BuiltinRecord, EnumId, EnumType, Field, FunctionId};
use crate::plan::{LEXICON_FIELDS, LexiconId, OutlineId, ParamId, Record, RecordId};
use crate::source::{SourceId, Span};
use crate::syntax::ast::{Item, ItemKind, Name};

use super::checker::{Checker, DeclaredLexicon, DeclaredRule, DeclaredValue, Kind};
use super::codes;
use super::types::TYPE_NAMES;
use super::words::did_you_mean;

/// Where each name was declared first, by the space it stands in.
#[derive(Default)]
struct Seen {
    kinds: BTreeMap<String, Span>,
    values: BTreeMap<String, Span>,
    codes: BTreeMap<String, Span>,
}

impl<'a> Checker<'a> {
    /// Gives every declaration its id.
    pub(super) fn collect(&mut self) {
        self.declare_builtin_records();
        let layers = self.layers;
        let mut seen = Seen::default();
        for (pack, item) in layers.packs.iter().enumerate().flat_map(|(index, pack)| {
            pack.modules.iter().flat_map(|module| &module.items).map(move |item| (index, item))
        }) {
            self.declare(pack, item, &mut seen);
        }
        // Extensions may stand before what they extend, so they are looked up when all records are known.
        for pack in &layers.packs {
            for item in pack.modules.iter().flat_map(|module| &module.items) {
                if let ItemKind::ExtendRecord(decl) = &item.kind {
                    let extended = self.record_to_extend(&decl.name);
                    self.declared.records.extend(extended.map(|id| (id, decl)));
                }
            }
        }
    }

    fn declare(&mut self, pack: usize, item: &'a Item, seen: &mut Seen) {
        match &item.kind {
            ItemKind::Use(_) | ItemKind::ExtendRecord(_) => {}
            ItemKind::Param(binding) => {
                let Some(layered) = self.in_force.params.get(binding.name.value.as_str()) else { return };
                // A declaration in a pack further down is an override, and known to the layers.
                let overrides = layered.declared.span != item.span
                    && layered.values.iter().any(|(_, value)| value.span == binding.value.span);
                let values = layered.values.clone();
                if !overrides && self.is_new_value(&binding.name, seen) {
                    self.add_value(&binding.name, &item.doc, values);
                }
            }
            ItemKind::Let(binding) => {
                if self.is_new_value(&binding.name, seen) {
                    self.add_value(&binding.name, &item.doc, vec![(pack, &binding.value)]);
                }
            }
            ItemKind::Function(function) => {
                if self.is_new_value(&function.name, seen) {
                    let id = FunctionId(self.declared.functions.len());
                    self.names.functions.insert(function.name.value.clone(), id);
                    self.declared.functions.push(function);
                }
            }
            ItemKind::Enum(decl) => {
                if self.is_new_kind(&decl.name, seen) {
                    let id = EnumId(self.plan.enums.len());
                    self.names.kinds.insert(decl.name.value.clone(), Kind::Enum(id));
                    self.plan.enums.push(EnumType { name: decl.name.value.clone(), variants: Vec::new() });
                    self.declared.enums.push((id, decl));
                }
            }
            ItemKind::Lexicon(decl) => {
                if self.is_new_kind(&decl.name, seen) {
                    let id = LexiconId(self.declared.lexicons.len());
                    let record = self.add_record(&decl.name.value, decl.name.span, Some(BuiltinRecord::Lexicon(id)));
                    self.fill_builtin(record, LEXICON_FIELDS);
                    self.declared.lexicons.push(DeclaredLexicon { id, pack, decl });
                }
            }
            ItemKind::Record(decl) => {
                if self.is_new_kind(&decl.name, seen) {
                    let record = self.add_record(&decl.name.value, decl.name.span, None);
                    self.declared.records.push((record, decl));
                }
            }
            ItemKind::Cohort(decl) => {
                if self.is_new_kind(&decl.name, seen) {
                    let record = self.add_record(&decl.name.value, decl.name.span, None);
                    self.declared.cohorts.push((record, decl));
                }
            }
            ItemKind::Outline(decl) => self.declared.outlines.push((pack, decl)),
            ItemKind::Rule(decl) => {
                if let Some(first) = seen.codes.get(&decl.code.value) {
                    self.diagnostics.push(twice(codes::DUPLICATE_CODE, &decl.code, *first));
                }
                seen.codes.entry(decl.code.value.clone()).or_insert(decl.code.span);
                self.declared.rules.push(DeclaredRule { pack, item, decl });
            }
        }
    }

    /// The ids of outlines follow their place in the plan: packs further down first, so that the first whose years
    /// hold is the one in force.
    pub(super) fn order_outlines(&mut self) {
        self.declared.outlines.sort_by_key(|(pack, _)| std::cmp::Reverse(*pack));
        for (index, (_, decl)) in self.declared.outlines.iter().enumerate() {
            self.names.outlines.entry(decl.name.value.clone()).or_insert(OutlineId(index));
        }
    }

    fn declare_builtin_records(&mut self) {
        let nowhere = Span::new(SourceId(0), 0, 0);
        for row in BUILTIN_RECORDS {
            let id = self.add_record(row.name, nowhere, Some(row.record));
            self.names.kinds.insert(row.twin.to_owned(), Kind::Record(id));
            if let Some(record) = self.plan.records.get_mut(id.0) {
                record.title = Wording::new(row.twin, row.name);
            }
            self.fill_builtin(id, row.fields);
        }
    }

    fn add_record(&mut self, name: &str, span: Span, builtin: Option<BuiltinRecord>) -> RecordId {
        let id = RecordId(self.plan.records.len());
        self.names.kinds.insert(name.to_owned(), Kind::Record(id));
        self.plan.records.push(Record {
            name: name.to_owned(),
            title: Wording::same(name),
            fields: Vec::new(),
            key: Vec::new(),
            derives: Vec::new(),
            data: Vec::new(),
            tables: Vec::new(),
            patterns: Vec::new(),
            cues: Vec::new(),
            builtin,
            last_year_of: None,
            used: false,
            span,
        });
        id
    }

    fn fill_builtin(&mut self, id: RecordId, fields: &[BuiltinField]) {
        if let Some(record) = self.plan.records.get_mut(id.0) {
            record.fields = fields
                .iter()
                .map(|field| Field {
                    name: field.name.to_owned(),
                    label: Wording::new(field.twin, field.name),
                    aliases: vec![field.name.to_owned(), field.twin.to_owned()],
                    ty: field.kind.ty(),
                    optional: field.optional,
                })
                .collect();
        }
    }

    fn add_value(&mut self, name: &'a Name, doc: &'a str, values: Vec<(usize, &'a crate::syntax::ast::Expr)>) {
        self.names.values.insert(name.value.clone(), ParamId(self.declared.values.len()));
        self.declared.values.push(DeclaredValue { name, doc, values });
    }

    fn is_new_value(&mut self, name: &Name, seen: &mut Seen) -> bool {
        let known = BUILTINS.iter().any(|row| row.name == name.value || row.twin == name.value);
        if known || matches!(name.value.as_str(), "report" | "报告") {
            self.diagnostics.push(taken(name));
            return false;
        }
        if let Some(first) = seen.values.get(&name.value) {
            self.diagnostics.push(twice(codes::DUPLICATE_NAME, name, *first));
            return false;
        }
        seen.values.insert(name.value.clone(), name.span);
        true
    }

    fn is_new_kind(&mut self, name: &Name, seen: &mut Seen) -> bool {
        if let Some(first) = seen.kinds.get(&name.value) {
            self.diagnostics.push(twice(codes::DUPLICATE_NAME, name, *first).help(Wording::new(
                "要给已有记录加字段或来源，写 extend record",
                "to add fields or sources to a record write `extend record`",
            )));
            return false;
        }
        if self.names.kinds.contains_key(&name.value)
            || TYPE_NAMES.iter().any(|row| row.1 == name.value || row.2 == name.value)
        {
            self.diagnostics.push(taken(name));
            return false;
        }
        seen.kinds.insert(name.value.clone(), name.span);
        true
    }

    fn record_to_extend(&mut self, name: &Name) -> Option<RecordId> {
        match self.names.kinds.get(&name.value) {
            Some(Kind::Record(id)) => {
                let builtin = self.plan.records.get(id.0).and_then(|record| record.builtin);
                if builtin.is_some_and(|builtin| builtin != BuiltinRecord::Report) {
                    self.diagnostics.push(cannot_extend(name));
                    return None;
                }
                Some(*id)
            }
            Some(Kind::Enum(_)) | None => {
                let message = Wording::new(
                    format!("没有记录“{}”可以扩充", name.value),
                    format!("there is no record “{}” to extend", name.value),
                );
                let records = self.plan.records.iter().map(|record| record.name.as_str());
                let help = did_you_mean(&name.value, records)
                    .unwrap_or_else(|| Wording::new("新记录去掉 extend", "for a new record leave `extend` out"));
                self.diagnostics.push(Diagnostic::error(codes::UNKNOWN_NAME, name.span, message).help(help));
                None
            }
        }
    }
}

fn twice(code: &'static str, name: &Name, first: Span) -> Diagnostic {
    let message = if code == codes::DUPLICATE_CODE {
        Wording::new(format!("编号 {} 用了两次", name.value), format!("the code {} is used twice", name.value))
    } else {
        Wording::new(format!("“{}”声明了两次", name.value), format!("“{}” is declared twice", name.value))
    };
    Diagnostic::error(code, name.span, message)
        .saying(Wording::new("第二次", "again here"))
        .and(first, Wording::new("第一次", "first here"))
}

fn taken(name: &Name) -> Diagnostic {
    let message = Wording::new(
        format!("“{}”是内置的名称，不能再声明", name.value),
        format!("“{}” is built in and cannot be declared", name.value),
    );
    Diagnostic::error(codes::DUPLICATE_NAME, name.span, message).help(Wording::new("换一个名称", "choose another name"))
}

fn cannot_extend(name: &Name) -> Diagnostic {
    let message = Wording::new(
        format!("内置记录“{}”由引擎填写，不能扩充", name.value),
        format!("the engine fills the record “{}” by itself; it cannot be extended", name.value),
    );
    Diagnostic::error(codes::SOURCE, name.span, message)
        .help(Wording::new("内置记录中只有 report 可以扩充", "of the built-in records only `report` can be extended"))
}
