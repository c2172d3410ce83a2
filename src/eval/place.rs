//! Where a finding stands, in words.

use crate::fact::{Context, FieldValue};
use crate::finding::Place;
use crate::plan::{Expr, ExprKind, Field, Type};
use crate::source::Span;

use super::env::Env;
use super::join::Binding;

/// A clause that is cut from the source by its marks is at most so long on either side.
const REACH: usize = 90;

/// The place of a finding: the sections around it, its clause, the path in the data.
pub(super) fn of<'a>(env: &mut Env<'a>, binding: &Binding<'a>, primary: Option<Span>, at: Option<&'a Expr>) -> Place {
    let context = home(binding, primary);
    let inside = context.is_some_and(|context| primary.is_none_or(|primary| holds(context, primary)));
    if let Some(context) = context
        && (inside || context.path.is_some())
    {
        let section = context.around.section_index.or_else(|| primary.and_then(|span| section_at(env, span)));
        let clause = match (&context.around.clause, primary) {
            // The fact may be told over several clauses: the one that is pointed at names the finding.
            (Some((_, span)), Some(primary)) if !span.contains(primary) => clause_at(env, primary),
            (Some(_), _) => {
                context.words(&context.around.clause).map(|words| clean(words.as_str())).unwrap_or_default()
            }
            (None, _) => key_words(env, binding),
        };
        let path = context.path.as_ref().map(|path| match at.and_then(|at| field_name(env, at)) {
            Some(field) if path.is_empty() => field.to_owned(),
            Some(field) => format!("{path}.{field}"),
            None => path.clone(),
        });
        return Place { sections: titles(env, section), clause, path };
    }
    let Some(primary) = primary else { return Place::default() };
    Place { sections: titles(env, section_at(env, primary)), clause: clause_at(env, primary), path: None }
}

/// The context of the fact that a place belongs to: the one whose clause holds it, else whose sentence does.
fn home<'a>(binding: &Binding<'a>, primary: Option<Span>) -> Option<&'a Context> {
    let contexts = || binding.facts().iter().map(|fact| &fact.fact.context);
    let Some(primary) = primary else { return contexts().next() };
    let by_clause =
        contexts().find(|context| context.around.clause.as_ref().is_some_and(|(_, span)| span.contains(primary)));
    let held = || contexts().find(|context| holds(context, primary));
    by_clause.or_else(held).or_else(|| contexts().next())
}

fn holds(context: &Context, primary: Span) -> bool {
    let pieces = [&context.around.clause, &context.around.sentence, &context.around.paragraph];
    context.place.contains(primary) || pieces.into_iter().flatten().any(|(_, span)| span.contains(primary))
}

/// The titles of a section and those around it, outermost first.
fn titles(env: &Env<'_>, section: Option<usize>) -> Vec<String> {
    let mut titles = Vec::new();
    let mut next = section;
    while let Some(index) = next {
        let Some(section) = env.facts.sections.get(index) else { break };
        if !section.title.is_empty() {
            titles.push(section.title.clone());
        }
        // A parent stands before its children, so this ends.
        next = section.parent.filter(|parent| *parent < index);
    }
    titles.reverse();
    titles
}

/// The section in which a place stands: the last heading at or before it.
pub(super) fn section_at(env: &Env<'_>, place: Span) -> Option<usize> {
    let key = |span: Span| (span.source, span.start);
    let behind = env.facts.sections.partition_point(|section| key(section.heading) <= key(place));
    let index = behind.checked_sub(1)?;
    env.facts.sections.get(index).filter(|section| section.heading.source == place.source).map(|_| index)
}

/// The clause of a place as the marks of the source cut it.
fn clause_at(env: &Env<'_>, place: Span) -> String {
    let text = env.sources.text(place.source);
    let (Some(before), Some(after)) = (text.get(..place.start as usize), text.get(place.end as usize..)) else {
        return String::new();
    };
    let is_mark = |c: &char| matches!(c, '，' | '。' | '；' | '：' | '！' | '？' | ',' | ';' | '\n' | '\r');
    let front: Vec<char> = before.chars().rev().take(REACH).take_while(|c| !is_mark(c)).collect();
    let back = after.chars().take(REACH).take_while(|c| !is_mark(c));
    let whole: String = front.into_iter().rev().chain(env.sources.slice(place).chars()).chain(back).collect();
    clean(&whole)
}

/// What a fact of the data is known by, so that rows put in above it change nothing: the words of its key, or, in a
/// record without one, the words that stand first: the names of an indicator.
fn key_words(env: &Env<'_>, binding: &Binding<'_>) -> String {
    let Some(fact) = binding.subject else { return String::new() };
    let Some((record, reading)) = env.plan.records.get(fact.fact.record.0).zip(fact.bound()) else {
        return String::new();
    };
    let words = |field: usize| match reading.value(field)? {
        FieldValue::Value(value) => value.span().map(|span| clean(env.sources.slice(span))),
        FieldValue::Missing | FieldValue::Blank(_) | FieldValue::Unread(..) => None,
    };
    let is_name = |field: &Field| matches!(field.ty, Type::Text | Type::Enum(_));
    let names = 0..record.fields.iter().take_while(|field| is_name(field)).count();
    let known: Vec<String> = match record.key.as_slice() {
        [] => names.filter_map(words).collect(),
        key => key.iter().filter_map(|field| words(*field)).collect(),
    };
    known.join("，")
}

/// Without blanks, at most as long as two lines of a page.
fn clean(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).take(REACH).collect()
}

fn field_name<'a>(env: &Env<'a>, at: &'a Expr) -> Option<&'a str> {
    match &at.kind {
        ExprKind::Field { of, field } => {
            let Type::Record(record) = of.ty else { return None };
            let field = env.plan.records.get(record.0)?.fields.get(*field)?;
            Some(&field.name)
        }
        ExprKind::Property { of, .. } => field_name(env, of),
        _ => None,
    }
}
