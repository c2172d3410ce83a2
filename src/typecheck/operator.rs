//! Operators with two operands: arithmetic, comparisons, `in` and `contains`.

use crate::diagnostic::{Diagnostic, Wording};
use crate::plan::{Arithmetic, Comparison, Constant, DimensionType, Expr, ExprKind, Logic, Type};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, BinaryOp};

use super::checker::{Checker, Frame, constant_figure, typed, wrong};
use super::codes;
use super::dimension::{adapt, adapt_whole, added, bare_literal, common, divided, is_rate_difference, multiplied};
use super::types::joined;
use super::words::{dimension_words, mismatch, type_words};

impl Checker<'_> {
    pub(super) fn binary(
        &mut self,
        frame: &mut Frame,
        operator: Spanned<BinaryOp>,
        left: &ast::Expr,
        right: &ast::Expr,
        span: Span,
    ) -> Expr {
        let both = (left, right);
        match operator.value {
            BinaryOp::Add => self.arithmetic(frame, Arithmetic::Add, both, span),
            BinaryOp::Subtract => self.arithmetic(frame, Arithmetic::Subtract, both, span),
            BinaryOp::Multiply => self.arithmetic(frame, Arithmetic::Multiply, both, span),
            BinaryOp::Divide => self.arithmetic(frame, Arithmetic::Divide, both, span),
            BinaryOp::Agrees => self.comparison(frame, Comparison::Agrees, both, span),
            BinaryOp::AtMostAbout => self.comparison(frame, Comparison::AtMostAbout, both, span),
            BinaryOp::AtLeastAbout => self.comparison(frame, Comparison::AtLeastAbout, both, span),
            BinaryOp::Equal => self.comparison(frame, Comparison::Equal, both, span),
            BinaryOp::NotEqual => self.comparison(frame, Comparison::NotEqual, both, span),
            BinaryOp::Less => self.comparison(frame, Comparison::Less, both, span),
            BinaryOp::LessEqual => self.comparison(frame, Comparison::LessEqual, both, span),
            BinaryOp::Greater => self.comparison(frame, Comparison::Greater, both, span),
            BinaryOp::GreaterEqual => self.comparison(frame, Comparison::GreaterEqual, both, span),
            BinaryOp::And => self.logic(frame, Logic::And, both, span),
            BinaryOp::Or => self.logic(frame, Logic::Or, both, span),
            BinaryOp::Implies => self.logic(frame, Logic::Implies, both, span),
            BinaryOp::In => self.is_in(frame, both, span),
            BinaryOp::Contains => self.contains(frame, both, span),
        }
    }

    fn arithmetic(
        &mut self,
        frame: &mut Frame,
        operator: Arithmetic,
        (left, right): (&ast::Expr, &ast::Expr),
        span: Span,
    ) -> Expr {
        let mut left = self.infer(frame, left, None);
        let mut right = self.infer(frame, right, None);
        let ty = match (&left.ty, &right.ty) {
            (Type::Wrong, _) | (_, Type::Wrong) => return wrong(span),
            (Type::Year | Type::Date, _) | (_, Type::Year | Type::Date) => calendar_arithmetic(operator, &left, &right),
            (Type::Quantity(one), Type::Quantity(other)) => {
                let (one, other) = (one.clone(), other.clone());
                if matches!(operator, Arithmetic::Add | Arithmetic::Subtract) {
                    for (literal, meets) in [(&mut left, &other), (&mut right, &one)] {
                        adapt(literal, meets);
                        adapt_whole(literal, meets);
                    }
                }
                self.combined(operator, &left, &right).map(Type::Quantity)
            }
            (ty, other) => {
                let culprit = if ty.is_quantity() { (&right, other) } else { (&left, ty) };
                let wanted = Wording::new("数", "a quantity");
                self.diagnostics.push(mismatch(culprit.0.span, &wanted, &type_words(culprit.1, &self.plan)));
                return wrong(span);
            }
        };
        let Some(ty) = ty else {
            let told = self.clash(&operation_words(operator), &left, &right);
            self.diagnostics.push(told);
            return wrong(span);
        };
        typed(ExprKind::Arithmetic(operator, Box::new(left), Box::new(right)), ty, span)
    }

    fn combined(&self, operator: Arithmetic, left: &Expr, right: &Expr) -> Option<DimensionType> {
        let (Type::Quantity(one), Type::Quantity(other)) = (&left.ty, &right.ty) else { return None };
        match operator {
            Arithmetic::Add | Arithmetic::Subtract => {
                added(operator, one, other).or_else(|| self.with_bare_constant(left, right))
            }
            Arithmetic::Multiply => multiplied(one, other),
            Arithmetic::Divide => divided(one, other, constant_figure(right, &self.plan).is_some()),
        }
    }

    /// A bare number of the pack may stand for a score or a count; `param 及格线 = 60` needs no unit.
    fn with_bare_constant(&self, left: &Expr, right: &Expr) -> Option<DimensionType> {
        let bare = |expr: &Expr| expr.ty == Type::NUMBER && constant_figure(expr, &self.plan).is_some();
        match (&left.ty, &right.ty) {
            (Type::Quantity(one @ (DimensionType::Score | DimensionType::Count(_))), _) if bare(right) => {
                Some(one.clone())
            }
            (_, Type::Quantity(other @ (DimensionType::Score | DimensionType::Count(_)))) if bare(left) => {
                Some(other.clone())
            }
            _ => None,
        }
    }

    fn comparison(
        &mut self,
        frame: &mut Frame,
        comparison: Comparison,
        (left, right): (&ast::Expr, &ast::Expr),
        span: Span,
    ) -> Expr {
        // A bare name or a text may be a member of the enum on the other side.
        let needs_help = |expr: &ast::Expr| {
            matches!(expr.kind, ast::ExprKind::Name(_) | ast::ExprKind::Text(_) | ast::ExprKind::Number { .. })
        };
        let is_local = matches!(&left.kind, ast::ExprKind::Name(name) if frame.local(name).is_some());
        let (mut left, mut right) = if needs_help(left) && !needs_help(right) && !is_local {
            let right = self.infer(frame, right, None);
            let wanted = right.ty.clone();
            (self.infer(frame, left, Some(&wanted)), right)
        } else {
            let left = self.infer(frame, left, None);
            let wanted = left.ty.clone();
            let right = self.infer(frame, right, Some(&wanted));
            (left, right)
        };
        if let (Type::Quantity(one), Type::Quantity(other)) = (left.ty.clone(), right.ty.clone()) {
            adapt(&mut left, &other);
            adapt(&mut right, &one);
        }
        if let Some(told) = self.cannot_compare(comparison, &left, &right, span) {
            self.diagnostics.push(told);
            return wrong(span);
        }
        if matches!(comparison, Comparison::Agrees | Comparison::AtMostAbout | Comparison::AtLeastAbout) {
            self.open_formulas.extend([left.clone(), right.clone()]);
        }
        typed(ExprKind::Compare(comparison, Box::new(left), Box::new(right)), Type::Bool, span)
    }

    fn cannot_compare(&self, comparison: Comparison, left: &Expr, right: &Expr, span: Span) -> Option<Diagnostic> {
        let (one, other) = (&left.ty, &right.ty);
        if let (Type::Quantity(one), Type::Quantity(other)) = (one, other) {
            let fits = common(one, other).is_some() || self.with_bare_constant(left, right).is_some();
            let points = match (one, other) {
                (DimensionType::Points, DimensionType::Ratio) => is_rate_difference(right),
                (DimensionType::Ratio, DimensionType::Points) => is_rate_difference(left),
                _ => false,
            };
            return (!fits && !points).then(|| self.clash(&Wording::new("比较", "compared"), left, right));
        }
        let about = matches!(comparison, Comparison::Agrees | Comparison::AtMostAbout | Comparison::AtLeastAbout);
        let equality = matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        let both = joined(one, other);
        match both {
            Some(Type::Wrong | Type::Quantity(_)) => None,
            Some(Type::Date | Type::Year) if !about => None,
            Some(Type::Text | Type::Bool | Type::Enum(_) | Type::Target) if equality => None,
            Some(ty @ (Type::Text | Type::Bool | Type::Enum(_) | Type::Target | Type::Date | Type::Year)) => {
                Some(self.wrong_comparison(&ty, about, span))
            }
            Some(ty @ (Type::List(_) | Type::Record(_) | Type::Bands(_))) => {
                let words = type_words(&ty, &self.plan);
                let message = Wording::new(format!("{}不能比较", words.zh), format!("{} cannot be compared", words.en));
                Some(
                    Diagnostic::error(codes::TYPE_MISMATCH, span, message)
                        .help(Wording::new("比较它们的字段", "compare their fields")),
                )
            }
            None => Some(self.clash(&Wording::new("比较", "compared"), left, right)),
        }
    }

    fn wrong_comparison(&self, ty: &Type, about: bool, span: Span) -> Diagnostic {
        let words = type_words(ty, &self.plan);
        let message = if about {
            Wording::new(
                format!("~= <~ >~ 只用于数，这里是{}", words.zh),
                format!("~= <~ >~ are for quantities, this is {}", words.en),
            )
        } else {
            Wording::new(format!("{}不能比大小", words.zh), format!("{} has no order", words.en))
        };
        let help = match ty {
            Type::Target => Wording::new("用 meets(实际值, 目标值)", "use meets(actual, target)"),
            _ => Wording::new("用 == 或 !=", "use == or !="),
        };
        Diagnostic::error(codes::TYPE_MISMATCH, span, message).help(help)
    }

    /// Two operands that do not go together, both labelled.
    fn clash(&self, action: &Wording, left: &Expr, right: &Expr) -> Diagnostic {
        let (one, other) = (self.operand_words(left), self.operand_words(right));
        let (code, help) = clash_help(left, right);
        let message = Wording::new(
            format!("{}与{}不能{}", one.zh, other.zh, action.zh),
            format!("{} and {} cannot be {}", one.en, other.en, action.en),
        );
        let told = Diagnostic::error(code, left.span, message).saying(one).and(right.span, other);
        match help {
            Some(help) => told.help(help),
            None => told,
        }
    }

    fn operand_words(&self, expr: &Expr) -> Wording {
        match &expr.ty {
            Type::Quantity(dimension) => dimension_words(dimension),
            other => type_words(other, &self.plan),
        }
    }

    /// `a in LIST`
    fn is_in(&mut self, frame: &mut Frame, (left, right): (&ast::Expr, &ast::Expr), span: Span) -> Expr {
        let left = self.infer(frame, left, None);
        let wanted = Type::List(Box::new(left.ty.clone()));
        let mut right = self.infer(frame, right, Some(&wanted));
        if let (Type::Quantity(dimension), ExprKind::List(items)) = (&left.ty, &mut right.kind) {
            for item in items.iter_mut() {
                adapt(item, dimension);
            }
            if let (Type::List(element), Some(first)) = (&mut right.ty, items.first()) {
                **element = first.ty.clone();
            }
        }
        let right = self.fit(right, &wanted);
        if let ExprKind::List(items) = &right.kind
            && items.is_empty()
        {
            self.diagnostics.push(never_in(right.span));
        }
        typed(ExprKind::In(Box::new(left), Box::new(right)), Type::Bool, span)
    }

    /// `TEXT contains "…"`, `TEXT contains ["…", "…"]`
    fn contains(&mut self, frame: &mut Frame, (left, right): (&ast::Expr, &ast::Expr), span: Span) -> Expr {
        let left = self.infer(frame, left, None);
        if let Type::List(_) = left.ty {
            let message = Wording::new("contains 只用于文字", "`contains` is for text");
            let help = Wording::new(
                "判断列表中有没有某个值，写 值 in 列表",
                "to look for a value in a list write value in list",
            );
            self.diagnostics.push(Diagnostic::error(codes::TYPE_MISMATCH, left.span, message).help(help));
            return wrong(span);
        }
        let left = self.fit(left, &Type::Text);
        let right = self.words_argument(frame, right);
        typed(ExprKind::Contains(Box::new(left), Box::new(right)), Type::Bool, span)
    }

    /// A text, or a list of texts of which any counts; none of them empty.
    pub(super) fn words_argument(&mut self, frame: &mut Frame, written: &ast::Expr) -> Expr {
        let words = self.infer(frame, written, Some(&Type::List(Box::new(Type::Text))));
        let is_list = matches!(words.ty, Type::List(_));
        let words = self.fit(words, &if is_list { Type::List(Box::new(Type::Text)) } else { Type::Text });
        let items: &[Expr] = match &words.kind {
            ExprKind::List(items) => items,
            _ => std::slice::from_ref(&words),
        };
        let empty =
            items.iter().find(|item| matches!(&item.kind, ExprKind::Constant(Constant::Text(text)) if text.is_empty()));
        if let Some(empty) = empty {
            let message = Wording::new("空文字处处都有，判断没有意义", "the empty text stands everywhere");
            self.diagnostics.push(Diagnostic::error(codes::ALWAYS, empty.span, message));
        }
        if is_list && items.is_empty() {
            self.diagnostics.push(never_in(words.span));
        }
        words
    }
}

/// What was most likely meant.
fn clash_help(left: &Expr, right: &Expr) -> (&'static str, Option<Wording>) {
    let written = |expr: &Expr| bare_literal(expr).map(|figure| figure.digits.to_string());
    let sides = [(left, right), (right, left)];
    for (literal, met) in sides {
        let Some(digits) = written(literal) else { continue };
        let units: &[&str] = match &met.ty {
            Type::Quantity(DimensionType::Ratio) => &["%"],
            Type::Quantity(DimensionType::Points) => &[" 个百分点"],
            Type::Quantity(DimensionType::Money) => &[" 元", " 万元"],
            _ => continue,
        };
        let options: Vec<String> = units.iter().map(|unit| format!("{digits}{unit}")).collect();
        let help = Wording::new(
            format!("数字要写单位：{}", options.join(" 或 ")),
            format!("write the unit: {}", options.join(" or ")),
        );
        return (codes::BARE_NUMBER, Some(help));
    }
    match (&left.ty, &right.ty) {
        (Type::Quantity(DimensionType::Points), Type::Quantity(DimensionType::Ratio))
        | (Type::Quantity(DimensionType::Ratio), Type::Quantity(DimensionType::Points)) => (
            codes::POINTS,
            Some(Wording::new(
                "百分点应与两个百分数之差比较，例如 a.rate - b.rate",
                "hold points against a difference of two rates, such as a.rate - b.rate",
            )),
        ),
        (Type::Target, _) | (_, Type::Target) => (
            codes::TYPE_MISMATCH,
            Some(Wording::new(
                "目标值用 meets(实际值, 目标值) 判断，其中的数写 .figure",
                "use meets(actual, target); the figure of a target is .figure",
            )),
        ),
        (Type::Quantity(_), Type::Quantity(_)) => (codes::DIMENSION, None),
        _ => (codes::TYPE_MISMATCH, None),
    }
}

fn never_in(span: Span) -> Diagnostic {
    let message = Wording::new("列表是空的，条件永远不成立", "the list is empty, so this is never true");
    Diagnostic::error(codes::NEVER, span, message)
}

/// `report.year - 1`, `a.year - b.year`, `d.approved + 20 天`, `d.published - d.approved`
fn calendar_arithmetic(operator: Arithmetic, left: &Expr, right: &Expr) -> Option<Type> {
    match (operator, &left.ty, &right.ty) {
        (Arithmetic::Add | Arithmetic::Subtract, Type::Year, other) if *other == Type::NUMBER => Some(Type::Year),
        (Arithmetic::Add, other, Type::Year) if *other == Type::NUMBER => Some(Type::Year),
        (Arithmetic::Subtract, Type::Year, Type::Year) => Some(Type::NUMBER),
        (Arithmetic::Add | Arithmetic::Subtract, Type::Date, other) if is_days(other) => Some(Type::Date),
        (Arithmetic::Subtract, Type::Date, Type::Date) => {
            Some(Type::Quantity(DimensionType::Count(Some(DAYS[0].to_owned()))))
        }
        _ => None,
    }
}

/// What days are counted in.
const DAYS: [&str; 2] = ["天", "日"];

fn is_days(ty: &Type) -> bool {
    matches!(ty, Type::Quantity(DimensionType::Count(Some(unit))) if DAYS.contains(&unit.as_str()))
}

fn operation_words(operator: Arithmetic) -> Wording {
    match operator {
        Arithmetic::Add => Wording::new("相加", "added"),
        Arithmetic::Subtract => Wording::new("相减", "subtracted"),
        Arithmetic::Multiply => Wording::new("相乘", "multiplied"),
        Arithmetic::Divide => Wording::new("相除", "divided"),
    }
}
