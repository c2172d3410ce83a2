//! Evaluation data to facts, and keys that nothing reads.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Diagnostics, Wording, nearest_all};
use crate::document::{Node, NodeKind};
use crate::fact::{Context, Fact, FieldValue, ListValue, Reading, Unread, Value};
use crate::figure::Unit;
use crate::plan::{Field, PathSegment, Plan, Record, RecordId, Type};
use crate::source::Spanned;

use super::scalar::{Scalar, ScalarPlace, value};

/// Reads the facts of every record from one data file.
pub(super) fn facts(plan: &Plan, root: &Node, add: &mut dyn FnMut(RecordId, Fact)) {
    for (index, record) in plan.records.iter().enumerate() {
        if !record.used {
            continue;
        }
        for source in &record.data {
            let mut found = Vec::new();
            walk(root, &source.path, String::new(), &mut found);
            for (node, path) in found {
                let id = RecordId(index);
                if let Some(fact) = fact(plan, id, record, node, path, source.money_power, Some(root)) {
                    add(id, fact);
                }
            }
        }
    }
}

/// Every map that a path leads to, with the path as people write it.
fn walk<'n>(node: &'n Node, path: &[PathSegment], written: String, found: &mut Vec<(&'n Node, String)>) {
    let Some((segment, rest)) = path.split_first() else {
        found.push((node, written));
        return;
    };
    let NodeKind::Map(entries) = &node.kind else { return };
    let Some((key, child)) = entries.iter().find(|(key, _)| segment.keys.contains(&key.value)) else { return };
    let dot = if written.is_empty() { "" } else { "." };
    let here = format!("{written}{dot}{}", key.value);
    match (&child.kind, segment.each) {
        (NodeKind::List(items), true) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, rest, format!("{here}[{index}]"), found);
            }
        }
        (_, false) => walk(child, rest, here, found),
        (NodeKind::Null | NodeKind::Bool(_) | NodeKind::Scalar { .. } | NodeKind::Map(_), true) => {}
    }
}

/// The fact that a map holds. The year at the root of a file is that of every map in it which names none.
fn fact(
    plan: &Plan,
    id: RecordId,
    record: &Record,
    node: &Node,
    path: String,
    money: Option<i8>,
    root: Option<&Node>,
) -> Option<Fact> {
    let NodeKind::Map(entries) = &node.kind else { return None };
    let mut any = false;
    let values: Vec<FieldValue> = record
        .fields
        .iter()
        .map(|field| match entry(entries, field) {
            Some((_, child)) => {
                any = true;
                field_value(plan, child, field, money)
            }
            None => {
                root.filter(|_| field.ty == Type::Year).map_or(FieldValue::Missing, |root| year_of(plan, root, field))
            }
        })
        .collect();
    let context = Context { place: node.span, around: Arc::default(), path: Some(path), table: None };
    any.then(|| Fact { record: id, readings: vec![Reading::named(values)], context })
}

fn year_of(plan: &Plan, root: &Node, field: &Field) -> FieldValue {
    let NodeKind::Map(entries) = &root.kind else { return FieldValue::Missing };
    entry(entries, field).map_or(FieldValue::Missing, |(_, node)| field_value(plan, node, field, None))
}

fn entry<'n>(entries: &'n [(Spanned<String>, Node)], field: &Field) -> Option<&'n (Spanned<String>, Node)> {
    entries.iter().find(|(key, _)| field.aliases.contains(&key.value))
}

fn field_value(plan: &Plan, node: &Node, field: &Field, money_power: Option<i8>) -> FieldValue {
    match (&node.kind, &field.ty) {
        (NodeKind::Null, _) => FieldValue::Blank(Some(node.span)),
        (NodeKind::Bool(flag), Type::Bool) => FieldValue::Value(Value::Bool(*flag)),
        (NodeKind::List(items), Type::List(element)) => {
            let one = Field {
                name: field.name.clone(),
                label: field.label.clone(),
                aliases: Vec::new(),
                ty: (**element).clone(),
                optional: true,
            };
            let items = items
                .iter()
                .filter_map(|item| match field_value(plan, item, &one, money_power) {
                    FieldValue::Value(value) => Some(value),
                    FieldValue::Missing | FieldValue::Blank(_) | FieldValue::Unread(..) => None,
                })
                .collect();
            FieldValue::Value(Value::List(ListValue { items, complete: true, span: Some(node.span) }))
        }
        (NodeKind::Map(_), Type::Record(record)) => {
            let inner = fact(plan, *record, plan.record(*record), node, field.name.clone(), money_power, None);
            inner.map_or(FieldValue::Missing, |fact| FieldValue::Value(Value::Fact(std::sync::Arc::new(fact))))
        }
        (NodeKind::Scalar { text, quoted }, ty) => {
            let place = ScalarPlace::Node { span: node.span, quoted: *quoted };
            value(plan, &Scalar { text, place, unit: money_power.map(Unit::Money) }, ty, &field.label)
        }
        (NodeKind::Bool(flag), _) => {
            let text = if *flag { "true" } else { "false" };
            let place = ScalarPlace::Node { span: node.span, quoted: false };
            value(plan, &Scalar { text, place, unit: None }, &field.ty, &field.label)
        }
        (NodeKind::List(_) | NodeKind::Map(_), _) => FieldValue::Unread(
            Unread::NotA {
                wanted: Wording::new(
                    format!("“{}”应为单个值", field.label.zh),
                    format!("“{}” should be a single value", field.label.en),
                ),
                found: String::new(),
            }
            .into(),
            Some(node.span),
        ),
    }
}

/// Tells every key that no record reads, with the nearest that one does.
pub(super) fn unknown_keys(plan: &Plan, root: &Node, diagnostics: &mut Diagnostics) {
    let shapes: Vec<Shape<'_>> = plan
        .records
        .iter()
        .flat_map(|record| record.data.iter().map(move |source| Shape { path: &source.path, record }))
        .collect();
    check_keys(plan, root, &shapes, diagnostics);
}

/// What may stand below a node: the rest of a path, and the record at its end.
#[derive(Clone, Copy)]
struct Shape<'p> {
    path: &'p [PathSegment],
    record: &'p Record,
}

fn check_keys(plan: &Plan, node: &Node, shapes: &[Shape<'_>], diagnostics: &mut Diagnostics) {
    let NodeKind::Map(entries) = &node.kind else { return };
    for (key, child) in entries {
        let below: Vec<Shape<'_>> = shapes
            .iter()
            .filter_map(|shape| {
                let (segment, rest) = shape.path.split_first()?;
                segment.keys.contains(&key.value).then_some(Shape { path: rest, record: shape.record })
            })
            .collect();
        let is_field = shapes
            .iter()
            .filter(|shape| shape.path.is_empty())
            .any(|shape| shape.record.fields.iter().any(|field| field.aliases.contains(&key.value)));
        if below.is_empty() && !is_field {
            diagnostics.push(unknown(key, shapes));
        }
        match &child.kind {
            NodeKind::List(items) => items.iter().for_each(|item| check_keys(plan, item, &below, diagnostics)),
            NodeKind::Map(_) if !below.is_empty() => check_keys(plan, child, &below, diagnostics),
            NodeKind::Map(_) | NodeKind::Null | NodeKind::Bool(_) | NodeKind::Scalar { .. } => {}
        }
    }
}

fn unknown(key: &Spanned<String>, shapes: &[Shape<'_>]) -> Diagnostic {
    let known: BTreeSet<&str> = shapes
        .iter()
        .flat_map(|shape| match shape.path.first() {
            Some(segment) => segment.keys.iter().map(String::as_str).collect::<Vec<_>>(),
            None => shape.record.fields.iter().flat_map(|field| field.aliases.iter().map(String::as_str)).collect(),
        })
        .collect();
    let name = &key.value;
    let diagnostic = Diagnostic::error(
        "read::unknown_field",
        key.span,
        Wording::new(format!("不认识的字段“{name}”"), format!("unknown field “{name}”")),
    );
    let near = nearest_all(name, known.iter().copied());
    if !near.is_empty() {
        let (zh, en) = (near.join("”“"), near.join("” or “"));
        return diagnostic.help(Wording::new(format!("是否想写“{zh}”？"), format!("did you mean “{en}”?")));
    }
    // Every field has names in both languages; each reader is shown those of theirs.
    let list = |ascii: bool, mark: &str| {
        let some: Vec<&str> = known.iter().copied().filter(|name| name.is_ascii() == ascii).take(12).collect();
        some.join(mark)
    };
    diagnostic.help(Wording::new(
        format!("这里可用的字段有：{}", list(false, "、")),
        format!("fields known here: {}", list(true, ", ")),
    ))
}
