//! Can the range of a formula be bounded soundly?
//!
//! Under `~= <~ >~` a formula stands for all values that the figures behind the printed ones can give. That range is
//! exact where the formula is a quotient of polynomials of degree one at most in each figure; the same field of the
//! same fact counts as the same figure, however often it is written. Branches of `if` and `match`, and fields that
//! `derive` may have filled, are alternatives: each must be sound.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Wording};
use crate::figure::{Exact, Formula, LeafId, degree_ok};
use crate::plan::{Arithmetic, Builtin, Expr, ExprKind, Fold, Over, Property, RecordId, Slot, Type};

use super::checker::Checker;
use super::codes;

/// More alternatives than this are not looked at: the formula is told to be too large.
const MAX_ALTERNATIVES: usize = 64;
/// More steps than this are not taken; functions that call functions can grow without end.
const MAX_STEPS: usize = 4_000;

impl Checker<'_> {
    /// Tells where the range of a side of `~= <~ >~` cannot be bounded.
    pub(super) fn check_formulas(&mut self) {
        for side in std::mem::take(&mut self.open_formulas) {
            if side.ty.is_quantity() {
                self.check_formula(&side);
            }
        }
    }

    fn check_formula(&mut self, side: &Expr) {
        let mut formulas = Formulas { checker: self, leaves: BTreeMap::new(), steps: 0 };
        let outcome = formulas.of(side, &BTreeMap::new());
        let leaves = formulas.leaves;
        match outcome {
            None => self.diagnostics.push(too_large(side)),
            Some(alternatives) => {
                if let Some(unsound) = alternatives.iter().find(|formula| !degree_ok(formula)) {
                    let told = unbounded(side, &leaves, unsound);
                    self.diagnostics.push(told);
                }
            }
        }
    }
}

fn too_large(side: &Expr) -> Diagnostic {
    let message = Wording::new("算式过大，无法确定取值范围", "the formula is too large to bound its range");
    Diagnostic::error(codes::COST, side.span, message).help(Wording::new("拆成几条规则", "split it into several rules"))
}

fn unbounded(side: &Expr, leaves: &BTreeMap<Path, (LeafId, String)>, formula: &Formula) -> Diagnostic {
    let repeated: Vec<&str> =
        leaves.values().filter(|(leaf, _)| count(formula, *leaf) > 1).map(|(_, name)| name.as_str()).collect();
    let message = if repeated.is_empty() {
        Wording::new("算式的取值范围无法确定", "the range of this formula cannot be bounded")
    } else {
        let (zh, en) = (repeated.join("、"), repeated.join(", "));
        Wording::new(
            format!("算式的取值范围无法确定：“{zh}”自乘，或分处两个不同的除式"),
            format!(
                "the range of this formula cannot be bounded: “{en}” is multiplied by itself or stands in two different quotients"
            ),
        )
    };
    Diagnostic::error(codes::UNBOUNDED, side.span, message).help(Wording::new(
        "改写算式，使每个数最多出现一次，例如 (A - B) / B 写成 A / B - 1",
        "write the formula so that each figure stands once, such as A / B - 1 for (A - B) / B",
    ))
}

fn count(formula: &Formula, leaf: LeafId) -> usize {
    match formula {
        Formula::Leaf(found) => usize::from(*found == leaf),
        Formula::Constant(_) => 0,
        Formula::Negate(inner) | Formula::Absolute(inner) | Formula::Rounded(inner, _) => count(inner, leaf),
        Formula::Sum(parts) | Formula::Least(parts) | Formula::Greatest(parts) => {
            parts.iter().map(|part| count(part, leaf)).sum()
        }
        Formula::Product(a, b) | Formula::Quotient(a, b) => count(a, leaf).saturating_add(count(b, leaf)),
    }
}

/// Names a figure by the way to it: the binder or record it starts from, and the fields.
type Path = (Start, Vec<usize>);

/// Where the way to a figure starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Start {
    Slot(Slot),
    Singleton(RecordId),
    /// Each fact of a record, or each element of a list, while a fold goes through them.
    Each(usize),
}

/// What the slots of a function or fold stand for.
#[derive(Clone)]
enum Bound {
    Path(Path),
    Values(Vec<Formula>),
}

struct Formulas<'c, 'a> {
    checker: &'c Checker<'a>,
    leaves: BTreeMap<Path, (LeafId, String)>,
    steps: usize,
}

impl Formulas<'_, '_> {
    /// All formulas that an expression may come to; `None` where there are too many.
    fn of(&mut self, expr: &Expr, env: &BTreeMap<Slot, Bound>) -> Option<Vec<Formula>> {
        self.steps += 1;
        if self.steps > MAX_STEPS {
            return None;
        }
        let constant = || Some(vec![Formula::Constant(Exact::whole(2))]);
        match &expr.kind {
            ExprKind::Local(slot) => match env.get(slot) {
                Some(Bound::Values(values)) => Some(values.clone()),
                Some(Bound::Path(path)) => Some(vec![self.leaf(path.clone(), expr)]),
                None => Some(vec![self.leaf((Start::Slot(*slot), Vec::new()), expr)]),
            },
            ExprKind::Field { of, field } => self.field(expr, of, *field, env),
            ExprKind::Property { of, property: Property::Printed | Property::Figure } => match path(of, env) {
                Some(path) => Some(vec![self.leaf(path, expr)]),
                None => self.of(of, env),
            },
            ExprKind::Negate(of) => self.map(of, env, |inner| Formula::Negate(Box::new(inner))),
            ExprKind::Arithmetic(operator, left, right) => {
                let (left, right) = (self.of(left, env)?, self.of(right, env)?);
                combined(&left, &right, |a, b| arithmetic(*operator, a, b))
            }
            ExprKind::If(_, yes, no) => all([self.of(yes, env)?, self.of(no, env)?]),
            ExprKind::Match(_, arms) => {
                let arms: Option<Vec<_>> = arms.iter().map(|arm| self.of(&arm.value, env)).collect();
                all(arms?)
            }
            ExprKind::Call(builtin, arguments) => self.call(*builtin, arguments, env),
            ExprKind::Apply(function, arguments) => {
                if self.checker.function_costs.get(function.0).is_none_or(|cost| cost.size.is_too_large()) {
                    return None;
                }
                let function = self.checker.plan.functions.get(function.0)?;
                let mut inner = BTreeMap::new();
                for (index, argument) in arguments.iter().enumerate() {
                    let bound = match path(argument, env) {
                        Some(path) => Bound::Path(path),
                        None if argument.ty.is_quantity() => Bound::Values(self.of(argument, env)?),
                        None => continue,
                    };
                    inner.insert(Slot(u16::try_from(index).ok()?), bound);
                }
                self.of(&function.body, &inner)
            }
            ExprKind::Quantified { fold, binder, over, body, .. } => {
                let Some(body) = body else { return constant() };
                let mut inner = env.clone();
                inner.insert(*binder, Bound::Path((each(over), Vec::new())));
                self.fold(*fold, body, &inner)
            }
            ExprKind::Constant(_)
            | ExprKind::Param(_)
            | ExprKind::Singleton(_)
            | ExprKind::Property { .. }
            | ExprKind::List(_)
            | ExprKind::Template(_)
            | ExprKind::Bands(_)
            | ExprKind::Not(_)
            | ExprKind::Compare(..)
            | ExprKind::Logic(..)
            | ExprKind::In(..)
            | ExprKind::Contains(..)
            | ExprKind::Is(..)
            | ExprKind::Matches(..) => constant(),
        }
    }

    /// A field as printed, or as `derive` may have filled it.
    fn field(&mut self, expr: &Expr, of: &Expr, field: usize, env: &BTreeMap<Slot, Bound>) -> Option<Vec<Formula>> {
        let Some(owner) = path(of, env) else { return Some(vec![Formula::Constant(Exact::whole(2))]) };
        let mut way = owner.clone();
        way.1.push(field);
        let mut alternatives = vec![self.leaf(way, expr)];
        if let Type::Record(record) = of.ty {
            let checker = self.checker;
            let derives = checker.plan.records.get(record.0).map_or(&[][..], |record| &record.derives);
            for derive in derives.iter().filter(|derive| derive.field == field) {
                let fact = BTreeMap::from([(Slot(0), Bound::Path(owner.clone()))]);
                alternatives.extend(self.printed(&derive.value, &fact)?);
            }
        }
        (alternatives.len() <= MAX_ALTERNATIVES).then_some(alternatives)
    }

    /// The formula of a `derive` line, whose fields are the printed ones.
    fn printed(&mut self, value: &Expr, fact: &BTreeMap<Slot, Bound>) -> Option<Vec<Formula>> {
        match &value.kind {
            ExprKind::Field { of, field } => {
                let mut way = path(of, fact)?;
                way.1.push(*field);
                Some(vec![self.leaf(way, value)])
            }
            ExprKind::Negate(of) => {
                Some(self.printed(of, fact)?.into_iter().map(|inner| Formula::Negate(Box::new(inner))).collect())
            }
            ExprKind::Arithmetic(operator, left, right) => {
                let (left, right) = (self.printed(left, fact)?, self.printed(right, fact)?);
                combined(&left, &right, |a, b| arithmetic(*operator, a, b))
            }
            _ => self.of(value, fact),
        }
    }

    fn call(&mut self, builtin: Builtin, arguments: &[Expr], env: &BTreeMap<Slot, Bound>) -> Option<Vec<Formula>> {
        match (builtin, arguments) {
            (Builtin::Round, [value, ..]) => self.map(value, env, |inner| Formula::Rounded(Box::new(inner), 0)),
            (Builtin::Abs, [value, ..]) => self.map(value, env, |inner| Formula::Absolute(Box::new(inner))),
            (Builtin::Ratio, [actual, target]) => {
                let target = match path(target, env) {
                    Some(path) => vec![self.leaf(path, target)],
                    None => vec![Formula::Constant(Exact::whole(2))],
                };
                let actual = self.of(actual, env)?;
                combined(&actual, &target, |a, b| arithmetic(Arithmetic::Divide, a, b))
            }
            (
                Builtin::Round
                | Builtin::Abs
                | Builtin::Ratio
                | Builtin::Exact
                | Builtin::Band
                | Builtin::Year
                | Builtin::Similar
                | Builtin::Meets
                | Builtin::Near
                | Builtin::Length
                | Builtin::Starts
                | Builtin::Ends
                | Builtin::IsQuantity
                | Builtin::Comparator,
                _,
            ) => Some(vec![Formula::Constant(Exact::whole(2))]),
        }
    }

    /// Every element has figures of its own; two elements show how the figures from outside meet those of each.
    fn fold(&mut self, fold: Fold, body: &Expr, env: &BTreeMap<Slot, Bound>) -> Option<Vec<Formula>> {
        let first = self.of(body, env)?;
        let shift = u32::try_from(self.leaves.len()).ok()?;
        let own: Vec<LeafId> = self
            .leaves
            .iter()
            .filter(|((start, _), _)| matches!(start, Start::Each(_)))
            .map(|(_, (leaf, _))| *leaf)
            .collect();
        let second: Vec<Formula> = first.iter().map(|formula| another(formula, &own, shift)).collect();
        let pairs = first.into_iter().zip(second).map(|(a, b)| vec![a, b]);
        Some(
            pairs
                .map(|pair| match fold {
                    Fold::Sum => Formula::Sum(pair),
                    Fold::Min => Formula::Least(pair),
                    Fold::Max => Formula::Greatest(pair),
                    Fold::Count | Fold::All | Fold::Any | Fold::List => Formula::Constant(Exact::whole(2)),
                })
                .collect(),
        )
    }

    fn map(&mut self, of: &Expr, env: &BTreeMap<Slot, Bound>, wrap: fn(Formula) -> Formula) -> Option<Vec<Formula>> {
        Some(self.of(of, env)?.into_iter().map(wrap).collect())
    }

    fn leaf(&mut self, path: Path, expr: &Expr) -> Formula {
        let next = LeafId(u32::try_from(self.leaves.len()).unwrap_or(u32::MAX));
        let words = || self.checker.sources.slice(expr.span).to_owned();
        Formula::Leaf(self.leaves.entry(path).or_insert_with(|| (next, words())).0)
    }
}

/// Folds over facts of the same record meet the same figures, whichever list holds them.
fn each(over: &Over) -> Start {
    match over {
        Over::Facts { record, .. } => Start::Each(record.0),
        Over::List(list) => match &list.ty {
            Type::List(element) => match **element {
                Type::Record(record) => Start::Each(record.0),
                _ => Start::Each(usize::MAX),
            },
            _ => Start::Each(usize::MAX),
        },
    }
}

/// The way to a figure or fact.
fn path(expr: &Expr, env: &BTreeMap<Slot, Bound>) -> Option<Path> {
    match &expr.kind {
        ExprKind::Local(slot) => match env.get(slot) {
            Some(Bound::Path(path)) => Some(path.clone()),
            Some(Bound::Values(_)) => None,
            None => Some((Start::Slot(*slot), Vec::new())),
        },
        ExprKind::Singleton(record) => Some((Start::Singleton(*record), Vec::new())),
        ExprKind::Field { of, field } => {
            let mut path = path(of, env)?;
            path.1.push(*field);
            Some(path)
        }
        _ => None,
    }
}

/// The same formula of another element: its own figures get other names.
fn another(formula: &Formula, own: &[LeafId], shift: u32) -> Formula {
    let again = |inner: &Formula| Box::new(another(inner, own, shift));
    let each = |parts: &[Formula]| parts.iter().map(|part| another(part, own, shift)).collect();
    match formula {
        Formula::Leaf(leaf) if own.contains(leaf) => {
            Formula::Leaf(LeafId(leaf.0.saturating_add(shift).saturating_add(1_000_000)))
        }
        Formula::Leaf(leaf) => Formula::Leaf(*leaf),
        Formula::Constant(value) => Formula::Constant(value.clone()),
        Formula::Negate(inner) => Formula::Negate(again(inner)),
        Formula::Absolute(inner) => Formula::Absolute(again(inner)),
        Formula::Rounded(inner, decimals) => Formula::Rounded(again(inner), *decimals),
        Formula::Sum(parts) => Formula::Sum(each(parts)),
        Formula::Least(parts) => Formula::Least(each(parts)),
        Formula::Greatest(parts) => Formula::Greatest(each(parts)),
        Formula::Product(a, b) => Formula::Product(again(a), again(b)),
        Formula::Quotient(a, b) => Formula::Quotient(again(a), again(b)),
    }
}

fn arithmetic(operator: Arithmetic, left: &Formula, right: &Formula) -> Formula {
    let (a, b) = (Box::new(left.clone()), Box::new(right.clone()));
    match operator {
        Arithmetic::Add => Formula::Sum(vec![*a, *b]),
        Arithmetic::Subtract => Formula::Sum(vec![*a, Formula::Negate(b)]),
        Arithmetic::Multiply => Formula::Product(a, b),
        Arithmetic::Divide => Formula::Quotient(a, b),
    }
}

fn combined(left: &[Formula], right: &[Formula], join: impl Fn(&Formula, &Formula) -> Formula) -> Option<Vec<Formula>> {
    if left.len().saturating_mul(right.len()) > MAX_ALTERNATIVES {
        return None;
    }
    Some(left.iter().flat_map(|a| right.iter().map(move |b| (a, b))).map(|(a, b)| join(a, b)).collect())
}

fn all(branches: impl IntoIterator<Item = Vec<Formula>>) -> Option<Vec<Formula>> {
    let all: Vec<Formula> = branches.into_iter().flatten().collect();
    (all.len() <= MAX_ALTERNATIVES).then_some(all)
}
