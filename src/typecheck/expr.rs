//! Infers the type of an expression and resolves its names; what is wrong is told once and fits everywhere.

use crate::diagnostic::{Diagnostic, Wording};
use crate::plan::{Constant, EnumId, Expr, ExprKind, Logic, Presence, Regex, RegexId, Type};
use crate::source::Span;
use crate::syntax::ast::{self, UnaryOp};

use super::checker::{Checker, Frame, typed, wrong};
use super::codes;
use super::types::joined;
use super::words::{did_you_mean, listed, mismatch, type_words};

/// Deeper expressions are refused: nobody can read them, and every walk over them is recursive.
const MAX_DEPTH: usize = 128;

impl Checker<'_> {
    /// The typed form of an expression. `wanted` says what the place would like, so that names of enum members and
    /// years need no more words; whether the result fits is for the caller to check.
    pub(super) fn infer(&mut self, frame: &mut Frame, written: &ast::Expr, wanted: Option<&Type>) -> Expr {
        if frame.depth >= MAX_DEPTH {
            self.tell_too_deep(frame, written.span);
            return wrong(written.span);
        }
        frame.depth += 1;
        let typed = self.infer_kind(frame, written, wanted);
        frame.depth -= 1;
        typed
    }

    /// The same, and it must be of a type.
    pub(super) fn expect(&mut self, frame: &mut Frame, written: &ast::Expr, wanted: &Type) -> Expr {
        let found = self.infer(frame, written, Some(wanted));
        self.fit(found, wanted)
    }

    /// Checks that an expression is of a type.
    pub(super) fn fit(&mut self, mut found: Expr, wanted: &Type) -> Expr {
        if let Type::Quantity(dimension) = wanted {
            super::dimension::adapt(&mut found, dimension);
        }
        if joined(&found.ty, wanted).is_some() {
            return found;
        }
        let told = mismatch(found.span, &type_words(wanted, &self.plan), &type_words(&found.ty, &self.plan));
        self.diagnostics.push(told);
        wrong(found.span)
    }

    fn infer_kind(&mut self, frame: &mut Frame, written: &ast::Expr, wanted: Option<&Type>) -> Expr {
        let span = written.span;
        match &written.kind {
            ast::ExprKind::Bool(value) => typed(ExprKind::Constant(Constant::Bool(*value)), Type::Bool, span),
            ast::ExprKind::Number { digits, unit } => self.number(digits, unit.as_ref(), span, wanted),
            ast::ExprKind::Date(date) => self.date(date, span),
            ast::ExprKind::Text(template) => self.text(frame, template, span, wanted),
            ast::ExprKind::List(items) => self.list(frame, items, span, wanted),
            ast::ExprKind::Bands(bands) => self.bands(frame, bands, span, wanted),
            ast::ExprKind::Name(name) => self.name(frame, name, span, wanted),
            ast::ExprKind::LastYear(record) => self.last_year_report(frame, record, span),
            ast::ExprKind::Field(of, name) => self.field(frame, of, name, span),
            ast::ExprKind::Unary(operator, operand) => self.unary(frame, *operator, operand, span),
            ast::ExprKind::Binary(operator, left, right) => self.binary(frame, *operator, left, right, span),
            ast::ExprKind::Is(of, presence) => self.presence(frame, of, *presence, span),
            ast::ExprKind::Matches(of, regex) => self.matches(frame, of, regex, span),
            ast::ExprKind::If(condition, yes, no) => self.choice(frame, [condition, yes, no], span, wanted),
            ast::ExprKind::Match(subject, arms) => self.match_value(frame, subject, arms, span, wanted),
            ast::ExprKind::Call(name, arguments) => self.call(frame, name, arguments, span),
            ast::ExprKind::Quantified { function, body, binder, over, condition } => {
                let parts = super::quantified::Written {
                    function,
                    body: body.as_deref(),
                    binder,
                    over,
                    condition: condition.as_deref(),
                };
                self.quantified(frame, &parts, span)
            }
            ast::ExprKind::Broken => wrong(span),
        }
    }

    fn tell_too_deep(&mut self, frame: &mut Frame, span: Span) {
        if !frame.too_deep {
            frame.too_deep = true;
            let message = Wording::new(
                format!("表达式嵌套或连接超过 {MAX_DEPTH} 层"),
                format!("the expression is nested or chained more than {MAX_DEPTH} deep"),
            );
            self.diagnostics.push(Diagnostic::error(codes::COST, span, message).help(Wording::new(
                "多个词写成列表：contains [\"…\", \"…\"]；长算式拆成 let 或 fn",
                "put many words into a list: contains [\"…\", \"…\"]; split long formulas by let or fn",
            )));
        }
    }

    /// Words: a text, or a member of an enum where one is wanted.
    fn text(&mut self, frame: &mut Frame, template: &ast::Template, span: Span, wanted: Option<&Type>) -> Expr {
        let mut words = String::new();
        for part in &template.parts {
            match part {
                ast::TemplatePart::Literal(literal) => words.push_str(literal),
                ast::TemplatePart::Hole(..) => {
                    let zh = self.template_parts(frame, template);
                    let template = crate::plan::Template { zh, en: Vec::new() };
                    return typed(ExprKind::Template(template), Type::Text, span);
                }
            }
        }
        match wanted {
            Some(Type::Enum(id)) => self.variant_worded(*id, &words, span),
            _ => typed(ExprKind::Constant(Constant::Text(words)), Type::Text, span),
        }
    }

    pub(super) fn variant_worded(&mut self, id: EnumId, words: &str, span: Span) -> Expr {
        let Some(enumeration) = self.plan.enums.get(id.0) else { return wrong(span) };
        let means = |(name, synonyms): &(String, Vec<String>)| name == words || synonyms.iter().any(|one| one == words);
        if let Some(index) = enumeration.variants.iter().position(means) {
            return typed(ExprKind::Constant(Constant::Variant(id, index)), Type::Enum(id), span);
        }
        let message = Wording::new(
            format!("枚举“{}”中没有“{words}”", enumeration.name),
            format!("the enum {} has no member “{words}”", enumeration.name),
        );
        let known = || {
            enumeration.variants.iter().flat_map(|(name, words)| std::iter::once(name).chain(words)).map(String::as_str)
        };
        let names = listed(enumeration.variants.iter().map(|(name, _)| name.as_str()));
        let help = did_you_mean(words, known())
            .unwrap_or_else(|| Wording::new(format!("成员：{}", names.zh), format!("members: {}", names.en)));
        self.diagnostics.push(Diagnostic::error(codes::UNKNOWN_NAME, span, message).help(help));
        wrong(span)
    }

    fn list(&mut self, frame: &mut Frame, items: &[ast::Expr], span: Span, wanted: Option<&Type>) -> Expr {
        let hint = match wanted {
            Some(Type::List(element)) => Some(&**element),
            _ => None,
        };
        let mut element: Option<Type> = None;
        let mut typed_items: Vec<Expr> = Vec::new();
        for item in items {
            let found = self.infer(frame, item, element.as_ref().or(hint));
            match element.as_ref().map(|known| joined(known, &found.ty)) {
                None => element = Some(found.ty.clone()),
                Some(Some(both)) => element = Some(both),
                Some(None) => {
                    let wanted = type_words(element.as_ref().unwrap_or(&Type::Wrong), &self.plan);
                    let mut told = mismatch(found.span, &wanted, &type_words(&found.ty, &self.plan));
                    if let Some(first) = typed_items.first() {
                        told = told.and(first.span, wanted);
                    }
                    self.diagnostics.push(told);
                }
            }
            typed_items.push(found);
        }
        let ty = Type::List(Box::new(element.unwrap_or(Type::Wrong)));
        typed(ExprKind::List(typed_items), ty, span)
    }

    fn unary(&mut self, frame: &mut Frame, operator: UnaryOp, operand: &ast::Expr, span: Span) -> Expr {
        match operator {
            UnaryOp::Not => {
                let inner = self.expect(frame, operand, &Type::Bool);
                typed(ExprKind::Not(Box::new(inner)), Type::Bool, span)
            }
            UnaryOp::Negate => {
                let inner = self.infer(frame, operand, None);
                let ty = inner.ty.clone();
                match &ty {
                    Type::Quantity(_) => typed(ExprKind::Negate(Box::new(inner)), ty, span),
                    Type::Wrong => wrong(span),
                    _ => {
                        let wanted = Wording::new("数", "a quantity");
                        self.diagnostics.push(mismatch(inner.span, &wanted, &type_words(&ty, &self.plan)));
                        wrong(span)
                    }
                }
            }
        }
    }

    /// `and`, `or`, `implies`
    pub(super) fn logic(
        &mut self,
        frame: &mut Frame,
        logic: Logic,
        (left, right): (&ast::Expr, &ast::Expr),
        span: Span,
    ) -> Expr {
        let left = self.expect(frame, left, &Type::Bool);
        let right = self.expect(frame, right, &Type::Bool);
        typed(ExprKind::Logic(logic, Box::new(left), Box::new(right)), Type::Bool, span)
    }

    fn presence(&mut self, frame: &mut Frame, of: &ast::Expr, presence: ast::Presence, span: Span) -> Expr {
        let of = self.infer(frame, of, None);
        if !may_be_missing(&of) && of.ty != Type::Wrong {
            let message = Wording::new("这个值总是存在，不必问有无", "this is always there; it need not be asked for");
            self.diagnostics.push(Diagnostic::error(codes::ALWAYS, of.span, message).help(Wording::new(
                "只有字段及其属性（如 .cue）可能缺失",
                "only fields and their properties (such as .cue) may be missing",
            )));
        }
        let presence = match presence {
            ast::Presence::Present => Presence::Present,
            ast::Presence::Missing => Presence::Missing,
            ast::Presence::Blank => Presence::Blank,
        };
        typed(ExprKind::Is(Box::new(of), presence), Type::Bool, span)
    }

    fn matches(&mut self, frame: &mut Frame, of: &ast::Expr, regex: &ast::Name, span: Span) -> Expr {
        let of = self.expect(frame, of, &Type::Text);
        match Regex::new(&regex.value) {
            Ok(compiled) => {
                let id = RegexId(u32::try_from(self.plan.regexes.len()).unwrap_or(u32::MAX));
                self.plan.regexes.push(compiled);
                typed(ExprKind::Matches(Box::new(of), id), Type::Bool, span)
            }
            Err(error) => {
                self.diagnostics.push(wrong_regex(regex.span, &error));
                wrong(span)
            }
        }
    }

    fn choice(
        &mut self,
        frame: &mut Frame,
        [condition, yes, no]: [&ast::Expr; 3],
        span: Span,
        wanted: Option<&Type>,
    ) -> Expr {
        let condition = self.expect(frame, condition, &Type::Bool);
        let yes = self.infer(frame, yes, wanted);
        let hint = wanted.cloned().unwrap_or_else(|| yes.ty.clone());
        let mut no = self.infer(frame, no, Some(&hint));
        if let Type::Quantity(dimension) = &yes.ty {
            super::dimension::adapt(&mut no, dimension);
        }
        let Some(ty) = joined(&yes.ty, &no.ty) else {
            let (one, other) = (type_words(&yes.ty, &self.plan), type_words(&no.ty, &self.plan));
            self.diagnostics.push(mismatch(no.span, &one, &other).and(yes.span, one));
            return wrong(span);
        };
        typed(ExprKind::If(Box::new(condition), Box::new(yes), Box::new(no)), ty, span)
    }
}

/// True for fields and what is asked of them; computed values are always there.
fn may_be_missing(of: &Expr) -> bool {
    match &of.kind {
        ExprKind::Field { .. } | ExprKind::Property { .. } | ExprKind::Call(..) | ExprKind::Apply(..) => true,
        // Parameters of functions stand for fields of the caller.
        ExprKind::Local(_) => !matches!(of.ty, Type::Record(_)),
        ExprKind::If(_, yes, no) => may_be_missing(yes) || may_be_missing(no),
        _ => false,
    }
}

/// What is wrong with a regular expression, in few words.
pub(super) fn wrong_regex(span: Span, error: &regex::Error) -> Diagnostic {
    let message = match error {
        regex::Error::CompiledTooBig(_) => Wording::new("正则表达式过大", "the regular expression is too large"),
        _ => Wording::new("正则表达式有误", "the regular expression is wrong"),
    };
    let detail = error.to_string();
    let reason = detail.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
    Diagnostic::error(codes::REGEX, span, message).saying(Wording::same(reason)).help(Wording::new(
        "不支持环视和反向引用；圆括号等符号前加 \\",
        "look-around and back-references are not supported; put \\ before brackets that stand for themselves",
    ))
}
