//! Tables of limits and `match`: every case is covered, in an order in which each can be reached.

use std::cmp::Ordering;

use crate::diagnostic::{Diagnostic, Wording};
use crate::figure::Exact;
use crate::plan::{Band, Comparison, Constant, EnumId, EnumType, Expr, ExprKind, MatchArm, Type};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, BinaryOp};

use super::checker::{Checker, Frame, constant_figure, typed, wrong};
use super::codes;
use super::dimension::adapt;
use super::types::joined;
use super::words::{listed, mismatch, type_words};

/// A limit as the order of bands sees it: `>= 90`, `< 60`.
struct Limit {
    comparison: Comparison,
    value: Exact,
    span: Span,
}

impl Checker<'_> {
    /// `bands { 优: >= 90  良: >= 80  差: otherwise }`
    pub(super) fn bands(
        &mut self,
        frame: &mut Frame,
        written: &[ast::Band],
        span: Span,
        wanted: Option<&Type>,
    ) -> Expr {
        let mut value_type = match wanted {
            Some(Type::Bands(value)) => Some((**value).clone()),
            _ => self.enum_of_bands(written),
        };
        let mut limit_type: Option<Type> = None;
        let mut bands = Vec::new();
        for band in written {
            let value = self.infer_band_value(frame, &band.value, value_type.as_ref());
            self.same_as_before(&mut value_type, &value);
            let limit = band.limit.as_ref().map(|(operator, limit)| {
                let mut limit = self.infer(frame, limit, None);
                if let Some(Type::Quantity(dimension)) = &limit_type {
                    adapt(&mut limit, dimension);
                }
                self.same_as_before(&mut limit_type, &limit);
                (self.limit_operator(*operator), limit)
            });
            bands.push(Band { value, limit });
        }
        self.check_order(&bands, written, span);
        let ty = Type::Bands(Box::new(value_type.unwrap_or(Type::Wrong)));
        typed(ExprKind::Bands(bands), ty, span)
    }

    /// The enum that a table's values are members of: that of the first which is a member of only one.
    fn enum_of_bands(&self, written: &[ast::Band]) -> Option<Type> {
        written.iter().find_map(|band| {
            let ast::ExprKind::Name(name) = &band.value.kind else { return None };
            let has = |one: &EnumType| one.variants.iter().any(|(variant, _)| variant == name);
            let mut enums = self.plan.enums.iter().enumerate().filter(|(_, one)| has(one));
            let (index, _) = enums.next()?;
            enums.next().is_none().then_some(Type::Enum(EnumId(index)))
        })
    }

    /// A bare name that nothing declares is a word of its own: 优 without an enum is the text “优”.
    fn infer_band_value(&mut self, frame: &mut Frame, written: &ast::Expr, wanted: Option<&Type>) -> Expr {
        if let ast::ExprKind::Name(name) = &written.kind
            && !self.is_known(frame, name)
            && !matches!(wanted, Some(Type::Enum(_)))
        {
            return typed(ExprKind::Constant(Constant::Text(name.clone())), Type::Text, written.span);
        }
        self.infer(frame, written, wanted)
    }

    fn is_known(&self, frame: &Frame, name: &str) -> bool {
        frame.local(name).is_some()
            || self.names.values.contains_key(name)
            || self.plan.enums.iter().any(|one| one.variants.iter().any(|(variant, _)| variant == name))
    }

    fn same_as_before(&mut self, known: &mut Option<Type>, found: &Expr) {
        match known.as_ref().map(|known| joined(known, &found.ty)) {
            None => *known = Some(found.ty.clone()),
            Some(Some(both)) => *known = Some(both),
            Some(None) => {
                let wanted = type_words(known.as_ref().unwrap_or(&Type::Wrong), &self.plan);
                self.diagnostics.push(mismatch(found.span, &wanted, &type_words(&found.ty, &self.plan)));
            }
        }
    }

    fn limit_operator(&mut self, operator: Spanned<BinaryOp>) -> Comparison {
        match operator.value {
            BinaryOp::Greater => Comparison::Greater,
            BinaryOp::GreaterEqual => Comparison::GreaterEqual,
            BinaryOp::Less => Comparison::Less,
            BinaryOp::LessEqual => Comparison::LessEqual,
            _ => {
                let message = Wording::new("界限用 >= > <= <", "a limit is written with >= > <= <");
                self.diagnostics.push(Diagnostic::error(codes::BANDS, operator.span, message));
                Comparison::GreaterEqual
            }
        }
    }

    fn check_order(&mut self, bands: &[Band], written: &[ast::Band], span: Span) {
        let mut limits: Vec<Limit> = Vec::new();
        for (index, (band, written)) in bands.iter().zip(written).enumerate() {
            let is_last = index + 1 == bands.len();
            match &band.limit {
                None if !is_last => self.diagnostics.push(never_reached(written.span)),
                None => return,
                Some((comparison, limit)) => {
                    if let Some(next) = self.limit(*comparison, limit) {
                        if is_last && limits.last().is_some_and(|before| completes(before, &next)) {
                            return;
                        }
                        self.check_next(&limits, &next);
                        limits.push(next);
                    } else {
                        if limit.ty != Type::Wrong {
                            let wanted = Wording::new("写明的数", "a number");
                            let found = Wording::new("算出来的值", "a computed value");
                            self.diagnostics.push(mismatch(limit.span, &wanted, &found));
                        }
                        return;
                    }
                }
            }
        }
        let last = written.last().map_or(span, |band| band.span);
        let message = Wording::new("最后一档之外没有着落", "values beyond the last line have no band");
        self.diagnostics.push(
            Diagnostic::error(codes::BANDS, last, message).help(Wording::new(
                "最后一行写 otherwise，例如 差: otherwise",
                "end with a line such as 差: otherwise",
            )),
        );
    }

    fn limit(&self, comparison: Comparison, limit: &Expr) -> Option<Limit> {
        let (figure, negative) = constant_figure(limit, &self.plan)?;
        let value = if negative { figure.value().neg() } else { figure.value() };
        Some(Limit { comparison, value, span: limit.span })
    }

    fn check_next(&mut self, before: &[Limit], next: &Limit) {
        let Some(last) = before.last() else { return };
        if is_upward(last) != is_upward(next) {
            let message = Wording::new("各档的界限方向要一致", "the limits must all point the same way");
            self.diagnostics.push(
                Diagnostic::error(codes::BANDS, next.span, message)
                    .and(last.span, Wording::new("上一档", "the line before"))
                    .help(Wording::new(
                        "从高到低用 >=，或从低到高用 <",
                        "use >= from high to low, or < from low to high",
                    )),
            );
            return;
        }
        if is_shadowed(last, next) {
            let message = Wording::new(
                "这一档永远到不了：上一档已经包括它",
                "this line is never reached: the one before takes all of it",
            );
            self.diagnostics.push(
                Diagnostic::error(codes::BANDS, next.span, message)
                    .and(last.span, Wording::new("上一档", "the line before"))
                    .help(Wording::new(
                        ">= 从高到低排列，< 从低到高排列",
                        "put >= limits from high to low, < limits from low to high",
                    )),
            );
        }
    }

    /// `match x { a | b: 1  otherwise: 2 }`
    pub(super) fn match_value(
        &mut self,
        frame: &mut Frame,
        subject: &ast::Expr,
        written: &[ast::MatchArm],
        span: Span,
        wanted: Option<&Type>,
    ) -> Expr {
        let subject = self.infer(frame, subject, None);
        if matches!(subject.ty, Type::Record(_) | Type::List(_) | Type::Bands(_)) {
            let wanted = Wording::new("单个值", "a single value");
            self.diagnostics.push(mismatch(subject.span, &wanted, &type_words(&subject.ty, &self.plan)));
        }
        let mut ty: Option<Type> = wanted.cloned();
        let mut arms = Vec::new();
        for arm in written {
            let patterns = arm.patterns.iter().map(|pattern| self.expect(frame, pattern, &subject.ty)).collect();
            let value = self.infer(frame, &arm.value, ty.as_ref());
            self.same_as_before(&mut ty, &value);
            arms.push(MatchArm { patterns, value });
        }
        self.check_cases(&subject, &arms, written, span);
        match ty {
            Some(ty) => typed(ExprKind::Match(Box::new(subject), arms), ty, span),
            None => wrong(span),
        }
    }

    fn check_cases(&mut self, subject: &Expr, arms: &[MatchArm], written: &[ast::MatchArm], span: Span) {
        let mut seen: Vec<&Expr> = Vec::new();
        let mut open = true;
        for (arm, written) in arms.iter().zip(written) {
            if !open {
                self.diagnostics.push(Diagnostic { code: codes::MATCH, ..never_reached(written.span) });
            }
            open &= !arm.patterns.is_empty();
            for pattern in &arm.patterns {
                if let Some(first) = seen.iter().find(|known| is_same_constant(known, pattern)) {
                    let message = Wording::new("这个值前面已经写过", "this value stands above already");
                    let told = Diagnostic::error(codes::MATCH, pattern.span, message)
                        .and(first.span, Wording::new("第一次", "first here"));
                    self.diagnostics.push(told);
                }
                seen.push(pattern);
            }
        }
        if open && let Some(missing) = self.missing_cases(&subject.ty, &seen) {
            let message = Wording::new(
                format!("没有写到的情况：{}", missing.zh),
                format!("cases that are missing: {}", missing.en),
            );
            self.diagnostics.push(
                Diagnostic::error(codes::MATCH, span, message).help(Wording::new(
                    "补上这些行，或加一行 otherwise: …",
                    "add these lines, or a line `otherwise: …`",
                )),
            );
        }
    }

    fn missing_cases(&self, subject: &Type, seen: &[&Expr]) -> Option<Wording> {
        match subject {
            Type::Wrong => None,
            Type::Enum(id) => {
                let enumeration = self.plan.enums.get(id.0)?;
                let taken =
                    |index: usize| {
                        seen.iter().any(|one| one.ty == Type::Wrong
                        || matches!(&one.kind, ExprKind::Constant(Constant::Variant(_, found)) if *found == index))
                    };
                let missing: Vec<&str> = enumeration
                    .variants
                    .iter()
                    .enumerate()
                    .filter(|(index, _)| !taken(*index))
                    .map(|(_, (name, _))| name.as_str())
                    .collect();
                (!missing.is_empty()).then(|| listed(missing))
            }
            Type::Bool => {
                let has = |wanted: bool| {
                    seen.iter()
                        .any(|one| matches!(one.kind, ExprKind::Constant(Constant::Bool(found)) if found == wanted))
                };
                (!has(true) || !has(false)).then(|| Wording::same(if has(true) { "false" } else { "true" }))
            }
            Type::Text
            | Type::Quantity(_)
            | Type::Target
            | Type::Date
            | Type::Year
            | Type::List(_)
            | Type::Record(_)
            | Type::Bands(_) => Some(Wording::new("其余的值", "all other values")),
        }
    }
}

fn is_same_constant(one: &Expr, other: &Expr) -> bool {
    match (&one.kind, &other.kind) {
        (ExprKind::Constant(one_value), ExprKind::Constant(other_value)) => {
            one.ty != Type::Wrong && other.ty != Type::Wrong && one_value == other_value
        }
        _ => false,
    }
}

fn is_upward(limit: &Limit) -> bool {
    matches!(limit.comparison, Comparison::Greater | Comparison::GreaterEqual)
}

/// All that the next line takes is taken by the one before.
fn is_shadowed(before: &Limit, next: &Limit) -> bool {
    let order = next.value.cmp(&before.value);
    let order = if is_upward(before) { order } else { order.reverse() };
    let strict_then_closed = matches!(
        (before.comparison, next.comparison),
        (Comparison::Greater, Comparison::GreaterEqual) | (Comparison::Less, Comparison::LessEqual)
    );
    match order {
        Ordering::Greater => true,
        Ordering::Equal => !strict_then_closed,
        Ordering::Less => false,
    }
}

/// `< 60` behind `>= 60`: together they take everything.
fn completes(before: &Limit, last: &Limit) -> bool {
    let opposite = matches!(
        (before.comparison, last.comparison),
        (Comparison::GreaterEqual, Comparison::Less)
            | (Comparison::Greater, Comparison::LessEqual)
            | (Comparison::Less, Comparison::GreaterEqual)
            | (Comparison::LessEqual, Comparison::Greater)
    );
    opposite && before.value == last.value
}

fn never_reached(span: Span) -> Diagnostic {
    let message = Wording::new("otherwise 后面的行永远到不了", "lines behind `otherwise` are never reached");
    Diagnostic::error(codes::BANDS, span, message)
        .help(Wording::new("把 otherwise 移到最后", "move `otherwise` to the end"))
}
