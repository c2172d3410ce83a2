//! Walks a typed expression.

use std::borrow::Cow;

use crate::diagnostic::{Language, Wording};
use crate::figure::{Formula, Unit};
use crate::finding::Reason;
use crate::plan::{Constant, Expr, ExprKind, FunctionId, MatchArm, RecordId, Regex, Type};
use crate::source::Span;

use super::env::Env;
use super::value::{Dim, FactRef, List, Number, Res, Stop, Text, Val};
use super::{arithmetic, builtin, compare, field, fold, logic, memo, message, property, trace};

impl<'a> Env<'a> {
    /// Works an expression out.
    pub(super) fn eval(&mut self, expr: &'a Expr) -> Res<'a> {
        if self.steps.is_some() { trace::step(self, expr) } else { self.eval_untold(expr) }
    }

    /// Works an expression out without telling the step itself.
    pub(super) fn eval_untold(&mut self, expr: &'a Expr) -> Res<'a> {
        match &expr.kind {
            ExprKind::Constant(constant) => Ok(self.constant(constant)),
            ExprKind::Param(id) => self.param(id.0),
            ExprKind::Local(slot) => self.local(*slot),
            ExprKind::Singleton(record) => self.singleton(*record).map(Val::Fact),
            ExprKind::Field { of, field } => field::read(self, of, *field).map(|value| typed(value, &expr.ty)),
            ExprKind::Property { of, property } => property::of(self, of, *property, &expr.ty),
            ExprKind::List(items) => self.list(items),
            ExprKind::Template(template) => {
                let words = message::fill(self, &template.zh, Language::Chinese);
                Ok(Val::Text(Text { words: Cow::Owned(words), span: None }))
            }
            ExprKind::Bands(bands) => Ok(Val::Bands(bands)),
            ExprKind::Negate(of) => arithmetic::negate(self, of),
            ExprKind::Not(of) => logic::not(self, of).map(Val::Bool),
            ExprKind::Arithmetic(operator, left, right) => arithmetic::apply(self, *operator, left, right, &expr.ty),
            ExprKind::Compare(comparison, left, right) => compare::judge(self, *comparison, left, right).map(Val::Bool),
            ExprKind::Logic(connective, left, right) => logic::apply(self, *connective, left, right).map(Val::Bool),
            ExprKind::In(element, list) => compare::is_in(self, element, list).map(Val::Bool),
            ExprKind::Contains(text, words) => {
                let text = self.text(text)?;
                let search = |env: &mut Self| {
                    let holds = compare::search_in(memo::has_blanks(env, &text));
                    builtin::any_word(env, &text.words, words, holds)
                };
                memo::search(self, expr, Some(words), &text, search).map(Val::Bool)
            }
            ExprKind::Is(of, presence) => field::is(self, of, *presence).map(Val::Bool),
            ExprKind::Matches(of, regex) => {
                let text = self.text(of)?;
                let regex = self.plan.regexes.get(regex.0 as usize).and_then(Regex::built);
                let regex = regex.ok_or(Stop::NotEvaluated(Reason::LimitReached))?;
                let search = |env: &mut Self| {
                    env.burn_for(&text.words)?;
                    Ok(regex.is_match(&text.words))
                };
                memo::search(self, expr, None, &text, search).map(Val::Bool)
            }
            ExprKind::If(condition, yes, no) => {
                if logic::aside(self, condition)? {
                    self.eval(yes)
                } else {
                    self.eval(no)
                }
            }
            ExprKind::Match(of, arms) => self.match_arms(of, arms),
            ExprKind::Call(function, arguments) => builtin::call(self, *function, arguments, &expr.ty),
            ExprKind::Apply(function, arguments) => self.apply(*function, arguments),
            ExprKind::Quantified { fold, binder, over, condition, body } => {
                let parts =
                    fold::Parts { binder: *binder, over, condition: condition.as_deref(), body: body.as_deref() };
                fold::run(self, *fold, &parts, &expr.ty)
            }
        }
    }

    /// The truth of a condition.
    pub(super) fn truth(&mut self, expr: &'a Expr) -> Result<bool, Stop> {
        match self.eval(expr)? {
            Val::Bool(truth) => Ok(truth),
            other => Err(misfit(&other)),
        }
    }

    /// A quantity.
    pub(super) fn number(&mut self, expr: &'a Expr) -> Result<Number<'a>, Stop> {
        match self.eval(expr)? {
            Val::Number(number) => Ok(number),
            other => Err(misfit(&other)),
        }
    }

    /// Words; a member of an enum and a target give those of the draft.
    pub(super) fn text(&mut self, expr: &'a Expr) -> Result<Text<'a>, Stop> {
        match self.eval(expr)? {
            Val::Text(text) => Ok(text),
            Val::Variant(_, _, Some(words)) => Ok(Text::of(words)),
            Val::Target(target) => Ok(Text::of(&target.words)),
            other => Err(misfit(&other)),
        }
    }

    /// A fact.
    pub(super) fn fact(&mut self, expr: &'a Expr) -> Result<FactRef<'a>, Stop> {
        let value = match &expr.kind {
            // Binders and `report` are no steps worth telling.
            ExprKind::Local(slot) => match self.bound_fact(*slot) {
                Some(fact) => return Ok(fact),
                None => self.local(*slot)?,
            },
            ExprKind::Singleton(record) => Val::Fact(self.singleton(*record)?),
            _ => self.eval(expr)?,
        };
        match value {
            Val::Fact(fact) => Ok(fact),
            other => Err(misfit(&other)),
        }
    }

    fn singleton(&self, record: RecordId) -> Result<FactRef<'a>, Stop> {
        let title = || self.plan.records.get(record.0).map(|it| it.title.clone()).unwrap_or_default();
        self.fact_at(record, 0).ok_or_else(|| Stop::NotEvaluated(Reason::NothingToRead(title())))
    }

    fn constant(&mut self, constant: &'a Constant) -> Val<'a> {
        match constant {
            Constant::Bool(truth) => Val::Bool(*truth),
            Constant::Quantity(figure) => {
                let value = figure.value();
                if let Some(recording) = &mut self.recording {
                    // The 1 of `1 - rate` is a ratio, yet nobody reads it as 1倍.
                    let words = match figure.unit {
                        Unit::Times => figure.digits.to_string(),
                        _ => figure.printed(),
                    };
                    recording.literals.push((value.clone(), words));
                }
                let dim = Dim::of_unit(&figure.unit);
                Val::Number(Number { formula: Formula::Constant(value), dim, reported: None })
            }
            Constant::Text(words) => Val::Text(Text::plain(words)),
            Constant::Date(date) => Val::Date(*date, None),
            Constant::Year(year) => Val::Year(*year, None),
            Constant::Variant(of, member) => Val::Variant(*of, *member, None),
        }
    }

    fn list(&mut self, items: &'a [Expr]) -> Res<'a> {
        let items: Result<Vec<Val<'a>>, Stop> = items.iter().map(|item| self.eval(item)).collect();
        Ok(Val::List(List::Made(items?.into())))
    }

    fn match_arms(&mut self, of: &'a Expr, arms: &'a [MatchArm]) -> Res<'a> {
        let subject = self.eval(of)?;
        for arm in arms {
            let mut taken = arm.patterns.is_empty();
            for pattern in &arm.patterns {
                let pattern = self.eval(pattern)?;
                if !taken && compare::equal(self, &subject, &pattern)? {
                    taken = true;
                }
            }
            if taken {
                return self.eval(&arm.value);
            }
        }
        Err(Stop::NotApplicable)
    }

    /// Arguments are worked out once; one that is not there stops the function only if it is read.
    fn apply(&mut self, id: FunctionId, arguments: &'a [Expr]) -> Res<'a> {
        let Some(function) = self.plan.functions.get(id.0) else {
            return Err(Stop::NotEvaluated(Reason::LimitReached));
        };
        let mut frame: Vec<Option<Res<'a>>> = Vec::with_capacity(function.slots.max(arguments.len()));
        frame.extend(arguments.iter().map(|argument| Some(self.eval(argument))));
        frame.resize(function.slots.max(arguments.len()), None);
        memo::call(self, id, frame, |env, frame| env.in_frame(frame, |env| env.eval(&function.body)))
    }
}

/// A quantity takes the dimension that the checker knows; a bare `50` in a table is 50 分 where the field is a score.
pub(super) fn typed<'a>(mut value: Val<'a>, ty: &'a Type) -> Val<'a> {
    if let (Val::Number(number), Type::Quantity(known)) = (&mut value, ty)
        && let Some(dim) = Dim::of_type(known)
    {
        number.dim = dim;
    }
    value
}

/// A value of a kind that cannot stand here; only where the checker could not know it before.
pub(super) fn misfit(value: &Val<'_>) -> Stop {
    let kind = match value {
        Val::Number(_) => Wording::new("数量", "a quantity"),
        Val::Text(_) => Wording::new("文字", "words"),
        Val::Bool(_) => Wording::new("是非", "true or false"),
        Val::Year(..) => Wording::new("年份", "a year"),
        Val::Date(..) => Wording::new("日期", "a date"),
        Val::Variant(..) => Wording::new("等级或类别", "a grade or kind"),
        Val::Target(_) => Wording::new("目标值", "a target"),
        Val::List(_) => Wording::new("列表", "a list"),
        Val::Fact(_) => Wording::new("记录", "a fact"),
        Val::Bands(_) => Wording::new("分档表", "a table of limits"),
    };
    Stop::NotEvaluated(Reason::Dimensions(kind))
}

/// Where a value stands, if it stands anywhere.
pub(super) fn span_of(env: &Env<'_>, value: &Val<'_>) -> Option<Span> {
    match value {
        Val::Number(number) => number.leaf().and_then(|leaf| env.leaves.leaf(leaf)).map(|leaf| leaf.span),
        Val::Text(text) => text.span,
        Val::Year(_, span) | Val::Date(_, span) => *span,
        Val::Variant(_, _, words) => words.and_then(|words| words.span),
        Val::Target(target) => Some(target.span),
        Val::List(List::Printed(list)) => list.span,
        Val::Fact(fact) => Some(fact.fact.context.place),
        Val::Bool(_) | Val::List(List::Made(_)) | Val::Bands(_) => None,
    }
}
