//! Pairs to expressions; precedence is the Pratt table below.

use std::sync::LazyLock;

use pest::Parser;
use pest::iterators::{Pair, Pairs};
use pest::pratt_parser::{Assoc, Op, PrattParser};

use crate::diagnostic::{Diagnostic, Wording};
use crate::source::{Span, Spanned};

use super::ast::{Band, BinaryOp, Expr, ExprKind, MatchArm, Presence, Template, TemplatePart, UnaryOp};
use super::grammar::{Grammar, Rule};
use super::lower::{Lower, content, find, half_width, quote_length, unescape};
use super::{MAX_OPERATORS, mistake};

/// From the loosest to the tightest.
static PRATT: LazyLock<PrattParser<Rule>> = LazyLock::new(|| {
    let left = |rule| Op::infix(rule, Assoc::Left);
    PrattParser::new()
        .op(Op::infix(Rule::implies_op, Assoc::Right))
        .op(left(Rule::or_op))
        .op(left(Rule::and_op))
        .op(Op::prefix(Rule::not_op))
        .op(left(Rule::agrees)
            | left(Rule::at_most_about)
            | left(Rule::at_least_about)
            | left(Rule::equal)
            | left(Rule::not_equal)
            | left(Rule::less)
            | left(Rule::less_equal)
            | left(Rule::greater)
            | left(Rule::greater_equal)
            | left(Rule::in_op)
            | left(Rule::contains_op))
        .op(Op::postfix(Rule::presence_of) | Op::postfix(Rule::matching))
        .op(left(Rule::add) | left(Rule::subtract))
        .op(left(Rule::multiply) | left(Rule::divide))
        .op(Op::prefix(Rule::negate))
        .op(Op::postfix(Rule::field_access))
});

impl Lower<'_> {
    pub(super) fn expression(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let span = self.place(&pair);
        if self.formulas == 0 {
            self.operators = 0;
        }
        self.formulas += 1;
        let expression = self.short_enough(&pair, span).map(|pairs| self.operators(pairs, span));
        self.formulas -= 1;
        expression.unwrap_or(Expr { kind: ExprKind::Broken, span })
    }

    /// The parts of a formula, unless it has so many operators that its tree would be too deep to walk.
    fn short_enough<'i>(&mut self, pair: &Pair<'i, Rule>, span: Span) -> Option<Pairs<'i, Rule>> {
        let pairs = pair.clone().into_inner();
        let before = self.operators;
        self.operators += operators(pairs.clone());
        if self.operators <= MAX_OPERATORS {
            return Some(pairs);
        }
        if before <= MAX_OPERATORS {
            let message = Wording::new(
                format!("一个算式里的运算符超过 {MAX_OPERATORS} 个"),
                format!("more than {MAX_OPERATORS} operators in one formula"),
            );
            self.tell(Diagnostic::error("syntax::too_long", span, message).help(Wording::new(
                "多个词写成列表：含 [\"…\", \"…\"]；长算式用 令（let）或 函数（fn）拆开",
                "put many words into a list: contains [\"…\", \"…\"]; split long formulas by let or fn",
            )));
        }
        None
    }

    fn operators(&mut self, pairs: Pairs<'_, Rule>, whole: Span) -> Expr {
        // The closures of the Pratt parser cannot share `self`; operands are lowered first and picked up in order.
        let this = std::cell::RefCell::new(self);
        PRATT
            .map_primary(|pair| this.borrow_mut().primary(pair))
            .map_prefix(|op, operand| {
                let span = this.borrow().place(&op).cover(operand.span);
                let unary = if op.as_rule() == Rule::negate { UnaryOp::Negate } else { UnaryOp::Not };
                Expr { kind: ExprKind::Unary(unary, Box::new(operand)), span }
            })
            .map_infix(|left, op, right| {
                let span = left.span.cover(right.span);
                let op = Spanned::new(binary(op.as_rule()), this.borrow().place(&op));
                Expr { kind: ExprKind::Binary(op, Box::new(left), Box::new(right)), span }
            })
            .map_postfix(|operand, op| this.borrow_mut().postfix(operand, op))
            .parse(pairs)
            .with_span(whole)
    }

    fn postfix(&mut self, operand: Expr, op: Pair<'_, Rule>) -> Expr {
        let span = operand.span.cover(self.place(&op));
        let inner = op.clone().into_inner();
        let kind = match op.as_rule() {
            Rule::field_access => {
                let name = find(&inner, Rule::member_name).map(|name| self.name(&name));
                name.map_or(ExprKind::Broken, |name| ExprKind::Field(Box::new(operand), name))
            }
            Rule::presence_of => {
                let presence = match inner.last().map(|pair| pair.as_rule()) {
                    Some(Rule::kw_missing) => Presence::Missing,
                    Some(Rule::kw_blank) => Presence::Blank,
                    _ => Presence::Present,
                };
                ExprKind::Is(Box::new(operand), presence)
            }
            _ => match find(&inner, Rule::regex) {
                Some(regex) => {
                    let mut name = self.name(&regex);
                    name.value = name.value.trim_matches('/').replace("\\/", "/");
                    ExprKind::Matches(Box::new(operand), name)
                }
                None => ExprKind::Broken,
            },
        };
        Expr { kind, span }
    }

    fn primary(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let span = self.place(&pair);
        let kind = match pair.as_rule() {
            Rule::group => {
                return find(&pair.into_inner(), Rule::expression)
                    .map_or(Expr { kind: ExprKind::Broken, span }, |inner| self.expression(inner));
            }
            Rule::number => self.number(pair),
            Rule::date => ExprKind::Date(pair.as_str().trim().to_owned()),
            Rule::string => ExprKind::Text(self.template(&pair)),
            Rule::boolean => ExprKind::Bool(find(&pair.into_inner(), Rule::kw_true).is_some()),
            Rule::name => ExprKind::Name(pair.as_str().trim().to_owned()),
            Rule::last_year => find(&pair.into_inner(), Rule::ident)
                .map_or(ExprKind::Broken, |record| ExprKind::LastYear(self.name(&record))),
            Rule::list => ExprKind::List(self.expressions(pair.into_inner())),
            Rule::if_expr => {
                let mut parts = self.expressions(pair.into_inner()).into_iter();
                match (parts.next(), parts.next(), parts.next()) {
                    (Some(a), Some(b), Some(c)) => ExprKind::If(Box::new(a), Box::new(b), Box::new(c)),
                    _ => ExprKind::Broken,
                }
            }
            Rule::match_expr => self.match_expr(pair),
            Rule::bands => {
                let bands = pair.into_inner().filter(|it| it.as_rule() == Rule::band);
                ExprKind::Bands(bands.map(|it| self.band(it)).collect())
            }
            Rule::call => self.call(pair),
            _ => ExprKind::Broken,
        };
        Expr { kind, span }
    }

    fn expressions(&mut self, pairs: Pairs<'_, Rule>) -> Vec<Expr> {
        pairs.filter(|it| it.as_rule() == Rule::expression).map(|it| self.expression(it)).collect()
    }

    fn number(&mut self, pair: Pair<'_, Rule>) -> ExprKind {
        let inner = pair.into_inner();
        let digits = find(&inner, Rule::digits).map_or(String::new(), |digits| half_width(digits.as_str()));
        let unit = find(&inner, Rule::unit).map(|unit| {
            let mut name = self.name(&unit);
            if name.value == "％" {
                "%".clone_into(&mut name.value);
            }
            name
        });
        ExprKind::Number { digits, unit }
    }

    fn match_expr(&mut self, pair: Pair<'_, Rule>) -> ExprKind {
        let inner = pair.into_inner();
        let Some(subject) = find(&inner, Rule::expression) else { return ExprKind::Broken };
        let subject = self.expression(subject);
        let arms = inner.filter(|it| it.as_rule() == Rule::match_arm).map(|it| self.arm(it)).collect();
        ExprKind::Match(Box::new(subject), arms)
    }

    fn arm(&mut self, pair: Pair<'_, Rule>) -> MatchArm {
        let span = self.place(&pair);
        let inner = pair.into_inner();
        let value = find(&inner, Rule::expression)
            .map_or(Expr { kind: ExprKind::Broken, span }, |value| self.expression(value));
        let patterns = inner
            .filter(|it| it.as_rule() == Rule::arm_value)
            .filter_map(|it| it.into_inner().next())
            .map(|it| self.primary(it))
            .collect();
        MatchArm { patterns, value, span }
    }

    fn band(&mut self, pair: Pair<'_, Rule>) -> Band {
        let span = self.place(&pair);
        let broken = Expr { kind: ExprKind::Broken, span };
        let mut value = broken.clone();
        let mut op = None;
        let mut limit = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::string | Rule::name => value = self.primary(part),
                Rule::expression => limit = Some(self.expression(part)),
                Rule::greater_equal | Rule::less_equal | Rule::greater | Rule::less | Rule::equal => {
                    op = Some(Spanned::new(binary(part.as_rule()), self.place(&part)));
                }
                _ => {}
            }
        }
        Band { value, limit: op.zip(limit), span }
    }

    fn call(&mut self, pair: Pair<'_, Rule>) -> ExprKind {
        let inner = pair.into_inner();
        let Some(function) = find(&inner, Rule::call_name).map(|name| self.name(&name)) else {
            return ExprKind::Broken;
        };
        let Some(arguments) = find(&inner, Rule::arguments) else { return ExprKind::Call(function, Vec::new()) };
        let parts = arguments.into_inner();
        let over = find(&parts, Rule::over);
        let condition = find(&parts, Rule::filter)
            .and_then(|filter| find(&filter.into_inner(), Rule::expression))
            .map(|it| Box::new(self.expression(it)));
        let mut values = self.expressions(parts);
        if let Some(over) = over {
            let inner = over.into_inner();
            let binder = find(&inner, Rule::ident).map(|it| self.name(&it));
            let range = find(&inner, Rule::expression).map(|it| self.expression(it));
            let (Some(binder), Some(range)) = (binder, range) else { return ExprKind::Broken };
            let body = values.drain(..).next().map(Box::new);
            return ExprKind::Quantified { function, body, binder, over: Box::new(range), condition };
        }
        // count(x in RECORD where …): the first argument is read as `x in RECORD`.
        let counts = matches!(function.value.as_str(), "count" | "计数");
        if let (true, [Expr { kind: ExprKind::Binary(op, left, right), .. }]) = (counts, values.as_slice())
            && let (BinaryOp::In, ExprKind::Name(binder)) = (op.value, &left.kind)
        {
            let binder = Spanned::new(binder.clone(), left.span);
            return ExprKind::Quantified { function, body: None, binder, over: right.clone(), condition };
        }
        ExprKind::Call(function, values)
    }

    /// A string with its holes.
    pub(super) fn template(&mut self, pair: &Pair<'_, Rule>) -> Template {
        let literal = pair.as_str();
        self.check_escapes(pair);
        let (text, block) = content(literal);
        let start = pair.as_span().start() + quote_length(literal);
        self.template_parts(text, start, block)
    }

    /// Cuts the words of a literal at its holes; `start` is where they stand in the parsed slice.
    fn template_parts(&mut self, text: &str, start: usize, block: bool) -> Template {
        let mut parts = Vec::new();
        let mut from = 0;
        while let Some((open, close)) = next_hole(text, from) {
            let words = text.get(from..open).unwrap_or("");
            push_words(&mut parts, words, block);
            let inner = text.get(open + 1..close).unwrap_or("");
            parts.push(self.hole(inner, start + open + 1));
            from = close + 1;
        }
        let rest = text.get(from..).unwrap_or("");
        if let Some(open) = unescaped(rest, '{') {
            self.open_hole(start + from + open);
        }
        push_words(&mut parts, rest, block);
        Template { parts }
    }

    fn open_hole(&mut self, at: usize) {
        let span = Span::new(self.source, self.offset + at, self.offset + at + 1);
        let message = Wording::new("“{”没有配对的“}”", "“{” without its “}”");
        self.tell(Diagnostic::error("syntax::hole", span, message).help(Wording::new(
            "要显示一个值请写 {值}；要写花括号本身请写 \\{",
            "a value is shown by {value}; for a brace itself write \\{",
        )));
    }

    fn hole(&mut self, text: &str, start: usize) -> TemplatePart {
        let parsed = Grammar::parse(Rule::hole, text);
        let hole = match parsed.map(|mut pairs| pairs.next()) {
            Ok(Some(hole)) => hole,
            Ok(None) => return TemplatePart::Literal(String::new()),
            Err(error) => {
                let mut mistake = mistake::diagnostic(self.source, self.offset + start, text, &error);
                mistake.code = "syntax::hole";
                mistake.help = mistake.help.or_else(|| {
                    Some(Wording::new(
                        "花括号里写算式；要写花括号本身请写 \\{",
                        "a formula stands between the braces; for a brace itself write \\{",
                    ))
                });
                self.tell(mistake);
                return TemplatePart::Literal(String::new());
            }
        };
        let outer = self.offset;
        self.offset = outer + start;
        let inner = hole.into_inner();
        let format = find(&inner, Rule::hole_format).map(|it| {
            let mut name = self.name(&it);
            name.value = name.value.replace('％', "%");
            name
        });
        let value = find(&inner, Rule::expression).map(|it| self.expression(it));
        self.offset = outer;
        value.map_or(TemplatePart::Literal(String::new()), |value| TemplatePart::Hole(value, format))
    }
}

/// How much deeper the tree of a formula may be than that of its operands: a first `.field` behind an operand is free.
fn operators(pairs: Pairs<'_, Rule>) -> usize {
    let mut count = 0;
    let mut behind_operand = false;
    for pair in pairs {
        let operand = matches!(
            pair.as_rule(),
            Rule::if_expr
                | Rule::match_expr
                | Rule::bands
                | Rule::list
                | Rule::date
                | Rule::number
                | Rule::string
                | Rule::boolean
                | Rule::call
                | Rule::name
                | Rule::group
        );
        let first_field = pair.as_rule() == Rule::field_access && behind_operand;
        count += usize::from(!operand && !first_field);
        behind_operand = operand;
    }
    count
}

trait WithSpan {
    fn with_span(self, span: Span) -> Self;
}

impl WithSpan for Expr {
    /// The place of the whole expression, brackets included.
    fn with_span(mut self, span: Span) -> Self {
        self.span = span;
        self
    }
}

fn push_words(parts: &mut Vec<TemplatePart>, words: &str, block: bool) {
    if !words.is_empty() {
        parts.push(TemplatePart::Literal(if block { words.to_owned() } else { unescape(words) }));
    }
}

/// Where a mark stands that has no backslash before it.
fn unescaped(text: &str, mark: char) -> Option<usize> {
    let mut escaped = false;
    text.char_indices()
        .find(|(_, c)| {
            let found = !escaped && *c == mark;
            escaped = !escaped && *c == '\\';
            found
        })
        .map(|(at, _)| at)
}

/// The next unescaped `{…}` from a byte on.
fn next_hole(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut escaped = false;
    let mut open = None;
    for (at, c) in text.get(from..)?.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '{' if open.is_none() => open = Some(from + at),
            '}' => {
                if let Some(open) = open {
                    return Some((open, from + at));
                }
            }
            _ => {}
        }
    }
    None
}

fn binary(rule: Rule) -> BinaryOp {
    match rule {
        Rule::add => BinaryOp::Add,
        Rule::subtract => BinaryOp::Subtract,
        Rule::multiply => BinaryOp::Multiply,
        Rule::divide => BinaryOp::Divide,
        Rule::agrees => BinaryOp::Agrees,
        Rule::at_most_about => BinaryOp::AtMostAbout,
        Rule::at_least_about => BinaryOp::AtLeastAbout,
        Rule::equal => BinaryOp::Equal,
        Rule::not_equal => BinaryOp::NotEqual,
        Rule::less => BinaryOp::Less,
        Rule::less_equal => BinaryOp::LessEqual,
        Rule::greater => BinaryOp::Greater,
        Rule::greater_equal => BinaryOp::GreaterEqual,
        Rule::and_op => BinaryOp::And,
        Rule::or_op => BinaryOp::Or,
        Rule::implies_op => BinaryOp::Implies,
        Rule::in_op => BinaryOp::In,
        _ => BinaryOp::Contains,
    }
}
