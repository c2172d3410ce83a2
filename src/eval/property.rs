//! What every fact and value can be asked for: `.cue`, `.printed`, `.sentence` …

use std::borrow::Cow;

use crate::fact::{Context, TextValue};
use crate::figure::{Figure, Hedge};
use crate::finding::Reason;
use crate::plan::{Expr, ExprKind, Property, Type};

use super::builtin::limit_of;
use super::env::Env;
use super::expr::{misfit, typed};
use super::value::{FactRef, List, Number, Res, Stop, Text, Val};

/// A property of a fact or value.
pub(super) fn of<'a>(env: &mut Env<'a>, of: &'a Expr, property: Property, ty: &'a Type) -> Res<'a> {
    match property {
        Property::Cue => cue(env, of),
        Property::Printed => printed(env, of, ty),
        Property::Unit => {
            let symbol = figure_of(env, of)?.unit.symbol();
            if symbol.is_empty() { Err(Stop::NotApplicable) } else { Ok(words(symbol)) }
        }
        Property::Hedge => match hedge_word(figure_of(env, of)?.hedge) {
            Some(word) => Ok(Val::Text(Text::plain(word))),
            None => Err(Stop::NotApplicable),
        },
        Property::Clause => around(env, of, |context| context.words(&context.around.clause)),
        Property::Sentence => around(env, of, |context| context.words(&context.around.sentence)),
        Property::Paragraph => around(env, of, |context| context.words(&context.around.paragraph)),
        Property::Section => around(env, of, |context| context.words(&context.around.section)),
        Property::SectionTitle => {
            let fact = home(env, of)?;
            let section = fact.fact.context.around.section_index.and_then(|index| env.facts.sections.get(index));
            section.map(|section| Val::Text(Text::plain(&section.title))).ok_or(Stop::NotApplicable)
        }
        Property::Source => {
            let place = home(env, of)?.fact.context.place;
            Ok(Val::Text(Text::plain(env.sources.file(place.source).name())))
        }
        Property::Table => {
            let context = &home(env, of)?.fact.context;
            let number = context.table.ok_or(Stop::NotApplicable)?;
            Ok(words(format!("{}#{number}", env.sources.file(context.place.source).name())))
        }
        Property::Document => {
            let text = home(env, of)?.fact.context.around.text.as_deref().ok_or(Stop::NotApplicable)?;
            Ok(Val::Text(Text::plain(text)))
        }
        Property::Earlier => {
            let around = &home(env, of)?.fact.context.around;
            let (sentence, _) = around.sentence.as_ref().ok_or(Stop::NotApplicable)?;
            let text = around.text.as_deref().and_then(|text| text.get(..sentence.start)).ok_or(Stop::NotApplicable)?;
            Ok(Val::Text(Text::plain(text)))
        }
        Property::Complete => match env.eval(of)? {
            Val::List(List::Printed(list)) => Ok(Val::Bool(list.complete)),
            Val::List(List::Made(_)) => Ok(Val::Bool(true)),
            other => Err(misfit(&other)),
        },
        Property::Figure => limit(env, of, ty),
    }
}

/// The fact that a value belongs to: that of the field or property it was asked of.
pub(super) fn home<'a>(env: &mut Env<'a>, expr: &'a Expr) -> Result<FactRef<'a>, Stop> {
    let mut expr = expr;
    loop {
        match &expr.kind {
            ExprKind::Field { of, .. } if matches!(of.ty, Type::Record(_)) => return env.fact(of),
            ExprKind::Field { of, .. } | ExprKind::Property { of, .. } => expr = of,
            _ => return env.fact(expr),
        }
    }
}

fn cue<'a>(env: &mut Env<'a>, of: &'a Expr) -> Res<'a> {
    match env.eval(of)? {
        Val::Number(number) => {
            let cue = number.reported.and_then(|reported| reported.cue.as_ref()).ok_or(Stop::NotApplicable)?;
            let text = Val::Text(Text::of(cue));
            env.note_read(cue.span, &text);
            Ok(text)
        }
        Val::Text(_) | Val::Bool(_) | Val::Year(..) | Val::Date(..) | Val::Target(_) | Val::List(_) | Val::Fact(_) => {
            Err(Stop::NotApplicable)
        }
        // A `is` cue is the value itself.
        Val::Variant(_, _, words) => words.map(|words| Val::Text(Text::of(words))).ok_or(Stop::NotApplicable),
        other @ Val::Bands(_) => Err(misfit(&other)),
    }
}

fn printed<'a>(env: &mut Env<'a>, of: &'a Expr, ty: &'a Type) -> Res<'a> {
    let number = match env.eval(of)? {
        Val::Number(number) => number,
        Val::Target(target) => return Ok(Val::Text(Text::of(&target.words))),
        Val::Variant(_, _, Some(text)) => return Ok(Val::Text(Text::of(text))),
        other => return Ok(other),
    };
    let Some((leaf, reported)) = number.leaf().and_then(|leaf| env.leaves.leaf(leaf)).copied().zip(number.reported)
    else {
        return Ok(Val::Number(number));
    };
    if matches!(ty, Type::Text) {
        return Ok(words(env.sources.slice(leaf.span).to_owned()));
    }
    let formula = env.leaf(&reported.printed, leaf);
    Ok(typed(Val::Number(Number { formula, ..number }), ty))
}

/// The figure of a target, exact as all limits are.
fn limit<'a>(env: &mut Env<'a>, of: &'a Expr, ty: &'a Type) -> Res<'a> {
    let value = env.eval(of)?;
    let Val::Target(target) = value else { return Err(misfit(&value)) };
    Ok(typed(Val::Number(limit_of(env, target)?), ty))
}

fn figure_of<'a>(env: &mut Env<'a>, of: &'a Expr) -> Result<&'a Figure, Stop> {
    match env.eval(of)? {
        Val::Number(number) => number.reported.map(|reported| &reported.figure).ok_or(Stop::NotApplicable),
        Val::Target(target) => target.limit.as_ref().map(|(_, figure)| figure).ok_or(Stop::NotApplicable),
        other => Err(misfit(&other)),
    }
}

fn hedge_word(hedge: Hedge) -> Option<&'static str> {
    match hedge {
        Hedge::Plain => None,
        Hedge::About => Some("约"),
        Hedge::Nearly => Some("近"),
        Hedge::Over => Some("超"),
        Hedge::Under => Some("不足"),
        Hedge::AtLeast => Some("以上"),
        Hedge::AtMost => Some("以内"),
        Hedge::AndMore => Some("多"),
    }
}

fn around<'a>(env: &mut Env<'a>, of: &'a Expr, cut: impl FnOnce(&'a Context) -> Option<TextValue>) -> Res<'a> {
    let fact = home(env, of)?;
    let context = &fact.fact.context;
    let Some(piece) = cut(context) else {
        return Err(Stop::NotEvaluated(Reason::NothingToRead(super::reach::narrative())));
    };
    // The words are borrowed from the document again, so that a whole section is not copied for a `contains`.
    let (_, range) = piece.surroundings();
    let words = context.around.text.as_deref().and_then(|text| text.get(range)).unwrap_or("");
    Ok(Val::Text(Text { words: Cow::Borrowed(words), span: piece.span }))
}

fn words<'a>(words: String) -> Val<'a> {
    Val::Text(Text { words: Cow::Owned(words), span: None })
}
