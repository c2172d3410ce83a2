//! What a rule ranges over: `for a: x, b: y where …`, and how the second record is found without trying all pairs.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Wording};
use crate::plan::{
    Comparison, DimensionType, Equality, Expr, ExprKind, Join, Logic, Over, Property, Quantifier, RecordId, Scope,
    Slot, TemplatePart, Tie, Type,
};
use crate::syntax::ast;

use super::checker::{Checker, Frame, Group, Kind, typed};
use super::codes;
use super::words::unknown;

impl Checker<'_> {
    /// Binds what a rule ranges over into its frame.
    pub(super) fn quantifier(&mut self, frame: &mut Frame, written: Option<&ast::Quantifier>) -> Quantifier {
        let Some(written) = written else { return Quantifier::Submission };
        frame.ranged = true;
        let mut binders: Vec<(Slot, RecordId)> = Vec::new();
        for ast::Binder { name, record, last_year } in &written.binders {
            let known = self.record_named(record).filter(|id| self.can_be_bound(*id, record.span));
            let known = known.map(|id| if *last_year { self.last_year(id, record.span) } else { id });
            let Some(id) = known else {
                // The name is there all the same, so that what reads it is not told too.
                frame.bind(&name.value, Type::Wrong, name.span);
                continue;
            };
            if let Some(first) = frame.local(&name.value) {
                let message = Wording::new(
                    format!("变量“{}”用了两次", name.value),
                    format!("the binder “{}” is used twice", name.value),
                );
                let told = Diagnostic::error(codes::DUPLICATE_NAME, name.span, message)
                    .and(first.span, Wording::new("第一次", "first here"));
                self.diagnostics.push(told);
            }
            binders.push((frame.bind(&name.value, Type::Record(id), name.span), id));
        }
        if written.group {
            return self.groups(frame, written, &binders);
        }
        if let Some(by) = written.by.first() {
            let message = Wording::new("by 只与 for group 一起用", "`by` goes with `for group` only");
            self.diagnostics.push(Diagnostic::error(codes::ARGUMENTS, by.span, message));
        }
        let condition = written.condition.as_ref().map(|condition| self.expect(frame, condition, &Type::Bool));
        let mut rest: Vec<Expr> = condition.map(conjuncts).unwrap_or_default();
        let mut joins = Vec::new();
        for (index, (slot, _)) in binders.iter().enumerate().skip(1) {
            let earlier: BTreeSet<Slot> = binders.iter().take(index).map(|(slot, _)| *slot).collect();
            match take_join(&mut rest, *slot, &|slot| earlier.contains(&slot)) {
                Some(join) => joins.push(join),
                None => self.tell_unjoined(written, index),
            }
        }
        Quantifier::Facts { binders, joins, condition: joined_by_and(rest) }
    }

    pub(super) fn record_named(&mut self, name: &ast::Name) -> Option<RecordId> {
        if let Some(Kind::Record(id)) = self.names.kinds.get(&name.value) {
            return Some(*id);
        }
        let kinds = self.names.kinds.iter().filter(|(_, kind)| matches!(kind, Kind::Record(_)));
        let what = Wording::new("记录", "record");
        let told = unknown(codes::UNKNOWN_NAME, name.span, &what, &name.value, kinds.map(|(name, _)| name.as_str()));
        self.diagnostics.push(told);
        None
    }

    /// `for group i: indicator where … by i.level1`: while the line is checked `i` is one fact, behind it the group.
    fn groups(&mut self, frame: &mut Frame, written: &ast::Quantifier, binders: &[(Slot, RecordId)]) -> Quantifier {
        let [(member, record)] = *binders else {
            if binders.len() > 1 {
                let message = Wording::new("for group 只能有一个变量", "`for group` takes one binder");
                self.diagnostics.push(Diagnostic::error(codes::ARGUMENTS, written.span, message));
            }
            return Quantifier::Submission;
        };
        let condition = written.condition.as_ref().map(|condition| self.expect(frame, condition, &Type::Bool));
        let by: Vec<Expr> = written.by.iter().map(|by| self.infer(frame, by, None)).collect();
        if by.is_empty() {
            let message = Wording::new("没有写按什么分组", "by what facts are grouped is missing");
            self.diagnostics.push(
                Diagnostic::error(codes::ARGUMENTS, written.span, message)
                    .help(Wording::new("写 for group i: 记录 by i.字段", "write for group i: record by i.field")),
            );
        }
        let shared = by.iter().filter_map(|by| field_of_slot(by, member)).collect();
        let places = by.iter().filter_map(|by| property_of_slot(by, member)).collect();
        let name = frame.locals.pop().map(|local| (local.name, local.span));
        let (name, span) = name.unwrap_or_else(|| (String::new(), written.span));
        // The member keeps its slot under a name that nobody can write.
        frame.bind("", Type::Record(record), span);
        let binder = frame.bind(&name, Type::List(Box::new(Type::Record(record))), span);
        frame.group = Some(Group { binder, member, record, shared, places });
        Quantifier::Groups { binder, member, record, condition, by }
    }

    fn tell_unjoined(&mut self, written: &ast::Quantifier, index: usize) {
        let names: Vec<&str> = written.binders.iter().map(|binder| binder.name.value.as_str()).collect();
        let (first, this) = (names.first().copied().unwrap_or("a"), names.get(index).copied().unwrap_or("b"));
        let span = written.binders.get(index).map_or(written.span, |it| it.name.span.cover(it.record.span));
        let message = Wording::new(
            format!("“{this}”没有用等式与前面的记录联系起来，会逐对比较"),
            format!("“{this}” is not joined to the records before it, so all pairs would be tried"),
        );
        self.diagnostics.push(Diagnostic::error(codes::QUADRATIC, span, message).help(Wording::new(
            format!("写 where {first}.字段 == {this}.字段，或 where {first}.sentence == {this}.sentence（同段 paragraph、同节 section）"),
            format!("write where {first}.field == {this}.field, or where {first}.sentence == {this}.sentence (paragraph, section)"),
        )));
    }
}

fn field_of_slot(expr: &Expr, slot: Slot) -> Option<usize> {
    match &expr.kind {
        ExprKind::Field { of, field } if matches!(of.kind, ExprKind::Local(found) if found == slot) => Some(*field),
        _ => None,
    }
}

fn property_of_slot(expr: &Expr, slot: Slot) -> Option<Property> {
    match &expr.kind {
        ExprKind::Property { of, property } if matches!(of.kind, ExprKind::Local(found) if found == slot) => {
            Some(*property)
        }
        _ => None,
    }
}

/// The conditions that `and` joins.
pub(super) fn conjuncts(condition: Expr) -> Vec<Expr> {
    match condition.kind {
        ExprKind::Logic(Logic::And, left, right) => {
            let mut all = conjuncts(*left);
            all.extend(conjuncts(*right));
            all
        }
        kind => vec![Expr { kind, ty: condition.ty, span: condition.span }],
    }
}

/// Conditions joined by `and`; `None` for none.
pub(super) fn joined_by_and(conditions: Vec<Expr>) -> Option<Expr> {
    conditions.into_iter().reduce(|left, right| {
        let span = left.span.cover(right.span);
        typed(ExprKind::Logic(Logic::And, Box::new(left), Box::new(right)), Type::Bool, span)
    })
}

/// Takes out of the conditions what ties the fact in a slot to facts that are known. Sharing a piece of text is the
/// nearest tie; sharing a file ties hardly anything, so that other equalities narrow it.
pub(super) fn take_join(rest: &mut Vec<Expr>, slot: Slot, known: &dyn Fn(Slot) -> bool) -> Option<Join> {
    let equal = |one: &Expr| scope(one, slot, known).is_none().then(|| equality(one, slot, known)).flatten();
    let exact = |one: &Expr| equal(one).filter(is_exact);
    let nearest = |scopes: &dyn Fn(Scope) -> bool| {
        let found = rest.iter().enumerate().filter_map(|(index, one)| Some((index, scope(one, slot, known)?.0)));
        found.filter(|(_, found)| scopes(*found)).min_by_key(|(_, found)| *found).map(|(index, _)| index)
    };
    let piece = nearest(&|scope| scope != Scope::Source);
    let file = nearest(&|scope| scope == Scope::Source);
    let first_equal = rest.iter().position(|one| equal(one).is_some());
    let file = file.filter(|_| first_equal.is_none() || rest.iter().any(|one| exact(one).is_some()));
    let tie = if let Some(index) = piece.or(file) {
        let (scope, with) = scope(&rest.remove(index), slot, known)?;
        Tie::Within(scope, with)
    } else {
        Tie::Equal(equal(&rest.remove(first_equal?))?)
    };
    let (narrowed, others): (Vec<&Expr>, Vec<&Expr>) = rest.iter().partition(|one| exact(one).is_some());
    let others = joined_by_and(others.into_iter().cloned().collect());
    Some(Join { tie, narrowed: narrowed.into_iter().filter_map(exact).collect(), rest: others })
}

/// `a.x == b.y`
fn equality(condition: &Expr, slot: Slot, known: &dyn Fn(Slot) -> bool) -> Option<Equality> {
    let ExprKind::Compare(Comparison::Equal, left, right) = &condition.kind else { return None };
    let own = |expr: &Expr| slots_in(expr).into_iter().eq([slot]);
    let others = |expr: &Expr| slots_in(expr).into_iter().all(known);
    let make = |key: &Expr, value: &Expr| Equality { key: key.clone(), value: value.clone() };
    if own(right) && others(left) {
        return Some(make(right, left));
    }
    (own(left) && others(right)).then(|| make(left, right))
}

/// True where equal values and equal keys are the same: not where words may name a member of an enum, nor where only
/// the draft tells the unit.
fn is_exact(equality: &Equality) -> bool {
    equality.key.ty == equality.value.ty
        && match &equality.key.ty {
            Type::Text | Type::Date | Type::Year | Type::Bool | Type::Enum(_) => true,
            Type::Quantity(dimension) => !matches!(dimension, DimensionType::Any | DimensionType::Count(None)),
            Type::Target | Type::List(_) | Type::Record(_) | Type::Bands(_) | Type::Wrong => false,
        }
}

/// `a.sentence == b.sentence`
fn scope(condition: &Expr, slot: Slot, known: &dyn Fn(Slot) -> bool) -> Option<(Scope, Slot)> {
    let ExprKind::Compare(Comparison::Equal, left, right) = &condition.kind else { return None };
    let (one, scope) = scope_of(left)?;
    let (other, other_scope) = scope_of(right)?;
    if scope != other_scope {
        return None;
    }
    let before = match (one == slot, other == slot) {
        (true, false) => other,
        (false, true) => one,
        _ => return None,
    };
    known(before).then_some((scope, before))
}

fn scope_of(expr: &Expr) -> Option<(Slot, Scope)> {
    let ExprKind::Property { of, property } = &expr.kind else { return None };
    let (ExprKind::Local(slot), Type::Record(_)) = (&of.kind, &of.ty) else { return None };
    let scope = match property {
        Property::Clause => Scope::Clause,
        Property::Sentence => Scope::Sentence,
        Property::Paragraph => Scope::Paragraph,
        Property::Section => Scope::Section,
        Property::Source => Scope::Source,
        Property::Table => Scope::Table,
        _ => return None,
    };
    Some((*slot, scope))
}

/// The slots of the frame that an expression reads, those it binds itself left out.
pub(super) fn slots_in(expr: &Expr) -> BTreeSet<Slot> {
    let mut slots = BTreeSet::new();
    visit(expr, &mut |inner| match &inner.kind {
        ExprKind::Local(slot) => {
            slots.insert(*slot);
        }
        ExprKind::Quantified { over, .. } => {
            if let Over::Facts { join: Some(Join { tie: Tie::Within(_, with), .. }), .. } = &**over {
                slots.insert(*with);
            }
        }
        _ => {}
    });
    visit(expr, &mut |inner| {
        if let ExprKind::Quantified { binder, .. } = inner.kind {
            slots.remove(&binder);
        }
    });
    slots
}

/// Shows every expression inside one, itself included.
pub(super) fn visit(expr: &Expr, see: &mut dyn FnMut(&Expr)) {
    see(expr);
    let mut all = |inner: &[&Expr]| inner.iter().for_each(|one| visit(one, see));
    match &expr.kind {
        ExprKind::Constant(_) | ExprKind::Param(_) | ExprKind::Local(_) | ExprKind::Singleton(_) => {}
        ExprKind::Field { of, .. }
        | ExprKind::Property { of, .. }
        | ExprKind::Negate(of)
        | ExprKind::Not(of)
        | ExprKind::Is(of, _)
        | ExprKind::Matches(of, _) => all(&[of]),
        ExprKind::Arithmetic(_, left, right)
        | ExprKind::Compare(_, left, right)
        | ExprKind::Logic(_, left, right)
        | ExprKind::In(left, right)
        | ExprKind::Contains(left, right) => all(&[left, right]),
        ExprKind::If(condition, yes, no) => all(&[condition, yes, no]),
        ExprKind::List(items) | ExprKind::Call(_, items) | ExprKind::Apply(_, items) => {
            for item in items {
                visit(item, see);
            }
        }
        ExprKind::Template(template) => {
            for part in template.zh.iter().chain(&template.en) {
                if let TemplatePart::Hole(value, _) = part {
                    visit(value, see);
                }
            }
        }
        ExprKind::Bands(bands) => {
            for band in bands {
                visit(&band.value, see);
                band.limit.iter().for_each(|(_, limit)| visit(limit, see));
            }
        }
        ExprKind::Match(subject, arms) => {
            visit(subject, see);
            for arm in arms {
                arm.patterns.iter().chain([&arm.value]).for_each(|inner| visit(inner, see));
            }
        }
        ExprKind::Quantified { over, condition, body, .. } => {
            match &**over {
                // What is given is read by the parts below too.
                Over::Facts { join, .. } => {
                    join.iter().flat_map(Join::expressions).for_each(|inner| visit(inner, see));
                }
                Over::List(list) => visit(list, see),
            }
            condition.iter().chain(body).for_each(|inner| visit(inner, see));
        }
    }
}
