//! Fills the holes of messages; shows values as people write them.

use crate::diagnostic::{Language, Wording};
use crate::figure::{Exact, Figure, Formula, Unit};
use crate::plan::{Template, TemplatePart, ValueFormat};

use super::calendar;
use super::computation::unscaled;
use super::env::Env;
use super::value::{Dim, List, Number, Val};

/// Elements of a list that a message names.
const MAX_ELEMENTS: usize = 12;

/// A template in both languages; English stays empty where the pack gives none.
pub(super) fn words<'a>(env: &mut Env<'a>, template: &'a Template) -> Wording {
    Wording { zh: fill(env, &template.zh, Language::Chinese), en: fill(env, &template.en, Language::English) }
}

/// The words of a template, its holes filled.
pub(super) fn fill<'a>(env: &mut Env<'a>, parts: &'a [TemplatePart], language: Language) -> String {
    let mut out = String::new();
    for part in parts {
        match part {
            TemplatePart::Literal(words) => out.push_str(words),
            TemplatePart::Hole(expr, format) => {
                let value = env.aside_judged(|env| env.eval(expr));
                match value {
                    Ok(value) => out.push_str(&show(env, &value, *format, language)),
                    Err(_) => out.push_str(match language {
                        Language::Chinese => "（缺）",
                        Language::English => "(none)",
                    }),
                }
            }
        }
    }
    out
}

/// A value as people write it.
pub(super) fn show(env: &Env<'_>, value: &Val<'_>, format: ValueFormat, language: Language) -> String {
    let pick = |zh: &str, en: &str| match language {
        Language::Chinese => zh.to_owned(),
        Language::English => en.to_owned(),
    };
    match value {
        Val::Number(number) => {
            show_number(env, number, format).unwrap_or_else(|| pick("（无法计算）", "(not computable)"))
        }
        Val::Text(text) => text.words.clone().into_owned(),
        Val::Bool(true) => pick("是", "yes"),
        Val::Bool(false) => pick("否", "no"),
        Val::Year(year, _) => pick(&format!("{year}年"), &year.to_string()),
        Val::Date(date, _) => calendar::show(*date, language),
        Val::Variant(_, _, Some(words)) => words.as_str().to_owned(),
        Val::Variant(of, member, None) => {
            let variant = env.plan.enums.get(of.0).and_then(|of| of.variants.get(*member));
            variant.map(|(name, _)| name.clone()).unwrap_or_default()
        }
        Val::Target(target) => target.words.as_str().to_owned(),
        Val::List(list) => show_list(env, list, format, language),
        Val::Fact(fact) => {
            let context = &fact.fact.context;
            let clause = context.words(&context.around.clause).map(|words| words.as_str().trim().to_owned());
            clause.or_else(|| context.path.clone()).unwrap_or_default()
        }
        Val::Bands(_) => pick("分档表", "the table of limits"),
    }
}

fn show_list(env: &Env<'_>, list: &List<'_>, format: ValueFormat, language: Language) -> String {
    let (shown, length): (Vec<String>, usize) = match list {
        List::Made(items) => {
            (items.iter().take(MAX_ELEMENTS).map(|item| show(env, item, format, language)).collect(), items.len())
        }
        List::Printed(list) => {
            let words = |item: &crate::fact::Value| {
                item.span().map(|span| env.sources.slice(span).trim().to_owned()).unwrap_or_default()
            };
            (list.items.iter().take(MAX_ELEMENTS).map(words).collect(), list.items.len())
        }
    };
    let between = match language {
        Language::Chinese => "、",
        Language::English => ", ",
    };
    let mut words = shown.join(between);
    if length > MAX_ELEMENTS {
        words.push_str(match language {
            Language::Chinese => "等",
            Language::English => " …",
        });
    }
    words
}

fn show_number(env: &Env<'_>, number: &Number<'_>, format: ValueFormat) -> Option<String> {
    let is_turned = env.shown_turned.as_ref() == Some(&number.formula);
    let value = || {
        let value = number.formula.at_printed(env.leaves.figures()).ok()?;
        Some(if is_turned { value.neg() } else { value })
    };
    match format {
        ValueFormat::Natural => {
            if let Some(printed) = printed(env, number) {
                return Some(printed);
            }
            Some(in_natural_unit(env, number, &value()?))
        }
        ValueFormat::Percent(decimals) => Some(format!("{}%", unscaled(&value()?, &Unit::Percent).to_fixed(decimals))),
        ValueFormat::Decimals(decimals) => {
            let (unit, _) = natural_unit(env, number);
            Some(format!("{}{}", unscaled(&value()?, &unit).to_fixed(decimals), unit.symbol()))
        }
    }
}

/// A figure of the draft is shown as it stands there, a drop without its sign.
fn printed(env: &Env<'_>, number: &Number<'_>) -> Option<String> {
    let leaf = number.leaf()?;
    let reported = env.leaves.leaf(leaf).and_then(|leaf| leaf.reported);
    reported.map(|reported| reported.printed.printed()).or_else(|| env.figure(leaf).map(Figure::printed))
}

/// A value of a quantity in the unit and with the decimals that people expect of it.
pub(super) fn in_natural_unit(env: &Env<'_>, number: &Number<'_>, value: &Exact) -> String {
    let (unit, decimals) = natural_unit(env, number);
    format!("{}{}", fixed(&unscaled(value, &unit), number, decimals), unit.symbol())
}

/// Computed ratios and amounts keep their decimals unless they are whole; limits of a rule, scores and counts drop what
/// says nothing.
fn fixed(value: &Exact, number: &Number<'_>, decimals: u32) -> String {
    let full = value.to_fixed(decimals);
    let Some((whole, behind)) = full.split_once('.') else { return full };
    let keeps = matches!(number.dim, Dim::Ratio | Dim::Points | Dim::Money);
    let is_whole = behind.bytes().all(|digit| digit == b'0');
    match (is_whole, keeps && !matches!(number.formula, Formula::Constant(_))) {
        (true, _) => whole.to_owned(),
        (false, true) => full,
        (false, false) => full.trim_end_matches('0').to_owned(),
    }
}

/// The unit and decimals in which a computed value is shown: those of its dimension; money in the unit of the figures
/// it was computed from, if they share one. Sums have the decimals of their terms, and the gap between two rates is
/// counted in points.
pub(super) fn natural_unit(env: &Env<'_>, number: &Number<'_>) -> (Unit, u32) {
    let unit = match number.dim {
        Dim::Number => Unit::None,
        Dim::Ratio if is_gap(&number.formula) => Unit::PercentPoint,
        Dim::Ratio => Unit::Percent,
        Dim::Points => Unit::PercentPoint,
        Dim::Score => Unit::Score,
        Dim::Count(name) => Unit::Count { name: name.into(), power: 0 },
        Dim::Money => Unit::Money(money_power(env, &number.formula)),
    };
    let decimals = exact_decimals(env, &number.formula, &unit).unwrap_or(2);
    (unit, decimals)
}

/// True for one printed figure less another.
fn is_gap(formula: &Formula) -> bool {
    match formula {
        Formula::Absolute(inner) | Formula::Negate(inner) => is_gap(inner),
        Formula::Sum(parts) => match parts.as_slice() {
            [Formula::Leaf(_), Formula::Negate(less)] | [Formula::Negate(less), Formula::Leaf(_)] => {
                matches!(**less, Formula::Leaf(_))
            }
            _ => false,
        },
        Formula::Leaf(_)
        | Formula::Constant(_)
        | Formula::Product(..)
        | Formula::Quotient(..)
        | Formula::Least(_)
        | Formula::Greatest(_)
        | Formula::Rounded(..) => false,
    }
}

/// Decimals that write a sum of printed figures in full, counted in a unit; `None` for other formulas.
fn exact_decimals(env: &Env<'_>, formula: &Formula, unit: &Unit) -> Option<u32> {
    /// Where 元 meet 亿元, nobody wants them all.
    const MOST: u32 = 6;
    match formula {
        Formula::Leaf(leaf) => {
            let decimals = env.figure(*leaf)?.base_decimals().saturating_add(i32::from(unit.power()));
            Some(u32::try_from(decimals).unwrap_or(0).min(MOST))
        }
        Formula::Negate(inner) | Formula::Absolute(inner) => exact_decimals(env, inner, unit),
        Formula::Sum(parts) | Formula::Least(parts) | Formula::Greatest(parts) => {
            let each = parts.iter().map(|part| exact_decimals(env, part, unit));
            each.collect::<Option<Vec<u32>>>()?.into_iter().max()
        }
        Formula::Constant(_) | Formula::Product(..) | Formula::Quotient(..) | Formula::Rounded(..) => None,
    }
}

fn money_power(env: &Env<'_>, formula: &Formula) -> i8 {
    let mut shared: Option<i8> = None;
    for leaf in formula.leaves() {
        let Some(Unit::Money(power)) = env.figure(leaf).map(|figure| &figure.unit) else { continue };
        match shared {
            None => shared = Some(*power),
            Some(known) if known == *power => {}
            Some(_) => return 4,
        }
    }
    shared.unwrap_or(4)
}
