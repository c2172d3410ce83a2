//! Calls: the built-in functions by their signatures, and the functions of packs.

use crate::diagnostic::{Diagnostic, Wording};
use crate::plan::{BUILTINS, Constant, DimensionType, Expr, ExprKind, FunctionId, Signature, Type};
use crate::source::Span;
use crate::syntax::{ast, glued_keyword};

use super::checker::{Checker, Frame, constant_figure, typed, wrong};
use super::codes;
use super::dimension::common;
use super::name::has_place;
use super::words::{mismatch, type_words, unknown};

/// Sides of a value for `near`, with the words that name them.
const SIDES: &[(&str, &[&str])] = &[
    ("before", &["before", "之前", "前"]),
    ("after", &["after", "之后", "后"]),
    ("around", &["around", "前后", "附近"]),
];

impl Checker<'_> {
    pub(super) fn call(&mut self, frame: &mut Frame, name: &ast::Name, arguments: &[ast::Expr], span: Span) -> Expr {
        let written = name.value.as_str();
        if let Some(id) = self.names.functions.get(written).copied() {
            return self.apply(frame, id, arguments, span);
        }
        if let Some(row) = BUILTINS.iter().find(|row| row.name == written || row.twin == written) {
            if !self.count_is(name, arguments, count_of(row.signature)) {
                return wrong(span);
            }
            let (arguments, ty) = self.builtin(frame, row.signature, arguments);
            if arguments.iter().any(|argument| argument.ty == Type::Wrong) {
                return wrong(span);
            }
            return typed(ExprKind::Call(row.builtin, arguments), ty, span);
        }
        let builtins = BUILTINS.iter().flat_map(|row| [row.name, row.twin]);
        let known = builtins.chain(self.names.functions.keys().map(String::as_str));
        let mut told = unknown(codes::UNKNOWN_NAME, name.span, &Wording::new("函数", "function"), written, known);
        if let Some(help) = glued_keyword(written, |rest| self.is_function(rest)) {
            told = told.help(help);
        }
        if super::quantified::is_fold(written) {
            told = told.help(Wording::new(
                format!("写作 {written}(x.字段 for x in 记录 where …)"),
                format!("write {written}(x.field for x in record where …)"),
            ));
        }
        self.diagnostics.push(told);
        wrong(span)
    }

    /// Whether a function of the language or of the packs has this name.
    pub(super) fn is_function(&self, name: &str) -> bool {
        self.names.functions.contains_key(name)
            || super::quantified::is_fold(name)
            || BUILTINS.iter().any(|row| row.name == name || row.twin == name)
    }

    fn count_is(&mut self, name: &ast::Name, arguments: &[ast::Expr], wanted: usize) -> bool {
        let found = arguments.len();
        if found == wanted {
            return true;
        }
        let message = Wording::new(
            format!("{} 要 {wanted} 个参数，这里有 {found} 个", name.value),
            format!("{} takes {wanted} arguments, here are {found}", name.value),
        );
        self.diagnostics.push(Diagnostic::error(codes::ARGUMENTS, name.span, message));
        false
    }

    fn builtin(&mut self, frame: &mut Frame, signature: Signature, written: &[ast::Expr]) -> (Vec<Expr>, Type) {
        match (signature, written) {
            (Signature::QuantityAndDecimals, [value, decimals]) => {
                let value = self.quantity(frame, value);
                let decimals = self.decimals(frame, decimals);
                let ty = value.ty.clone();
                (vec![value, decimals], ty)
            }
            (Signature::QuantityToSame, [value]) => {
                let value = self.quantity(frame, value);
                let ty = value.ty.clone();
                (vec![value], ty)
            }
            (Signature::Band, [value, table]) => self.band(frame, value, table),
            (Signature::DateOrTextToYear, [of]) => (vec![self.date_or_text(frame, of)], Type::Year),
            (Signature::TwoTextsToNumber, [one, other]) => {
                (vec![self.expect(frame, one, &Type::Text), self.expect(frame, other, &Type::Text)], Type::NUMBER)
            }
            (Signature::ActualAndTargetToBool, [actual, target]) => {
                let actual = self.actual(frame, actual, true);
                (vec![actual, self.expect(frame, target, &Type::Target)], Type::Bool)
            }
            (Signature::ActualAndTargetToRatio, [actual, target]) => {
                let actual = self.actual(frame, actual, false);
                (vec![actual, self.expect(frame, target, &Type::Target)], Type::RATIO)
            }
            (Signature::Near, [value, words, side]) => {
                let value = self.infer(frame, value, None);
                if value.ty != Type::Wrong && !has_place(&value) {
                    self.tell_no_place(value.span);
                }
                let words = self.words_argument(frame, words);
                (vec![value, words, self.side(side)], Type::Bool)
            }
            (Signature::LengthOf, [of]) => (vec![self.text_or_list(frame, of)], Type::NUMBER),
            (Signature::TextAndWordsToBool, [text, words]) => {
                let text = self.expect(frame, text, &Type::Text);
                (vec![text, self.words_argument(frame, words)], Type::Bool)
            }
            (Signature::TargetToBool, [target]) => (vec![self.expect(frame, target, &Type::Target)], Type::Bool),
            (Signature::TargetToText, [target]) => (vec![self.expect(frame, target, &Type::Target)], Type::Text),
            // The number of arguments has been checked.
            (
                Signature::QuantityAndDecimals
                | Signature::QuantityToSame
                | Signature::Band
                | Signature::DateOrTextToYear
                | Signature::TwoTextsToNumber
                | Signature::ActualAndTargetToBool
                | Signature::ActualAndTargetToRatio
                | Signature::Near
                | Signature::LengthOf
                | Signature::TextAndWordsToBool
                | Signature::TargetToBool
                | Signature::TargetToText,
                _,
            ) => (Vec::new(), Type::Wrong),
        }
    }

    fn quantity(&mut self, frame: &mut Frame, written: &ast::Expr) -> Expr {
        let found = self.infer(frame, written, None);
        if found.ty.is_quantity() || found.ty == Type::Wrong {
            return found;
        }
        let wanted = Wording::new("数", "a quantity");
        self.diagnostics.push(mismatch(found.span, &wanted, &type_words(&found.ty, &self.plan)));
        wrong(found.span)
    }

    fn decimals(&mut self, frame: &mut Frame, written: &ast::Expr) -> Expr {
        let found = self.expect(frame, written, &Type::NUMBER);
        let whole = |figure: &crate::figure::Figure| figure.digits.scale() == 0 && figure.digits <= 12.into();
        let fits = constant_figure(&found, &self.plan).is_some_and(|(figure, _)| whole(figure));
        if !fits && found.ty != Type::Wrong {
            let wanted = Wording::new("0 到 12 的整数", "a whole number from 0 to 12");
            self.diagnostics.push(mismatch(found.span, &wanted, &Wording::new("别的数", "another number")));
            return wrong(found.span);
        }
        found
    }

    fn actual(&mut self, frame: &mut Frame, written: &ast::Expr, words_allowed: bool) -> Expr {
        let found = self.infer(frame, written, None);
        // A cell of type target may hold the figure too: `120座` or 已完成.
        let fits = found.ty.is_quantity() || matches!(found.ty, Type::Wrong | Type::Target);
        if fits || words_allowed && found.ty == Type::Text {
            return found;
        }
        let wanted = if words_allowed {
            Wording::new("数或文字", "a quantity or text")
        } else {
            Wording::new("数", "a quantity")
        };
        self.diagnostics.push(mismatch(found.span, &wanted, &type_words(&found.ty, &self.plan)));
        wrong(found.span)
    }

    fn text_or_list(&mut self, frame: &mut Frame, written: &ast::Expr) -> Expr {
        let wanted = Wording::new("文字或列表", "text or a list");
        self.one_of(frame, written, |ty| matches!(ty, Type::Text | Type::List(_)), &wanted)
    }

    fn date_or_text(&mut self, frame: &mut Frame, written: &ast::Expr) -> Expr {
        let wanted = Wording::new("日期或文字", "a date or text");
        self.one_of(frame, written, |ty| matches!(ty, Type::Date | Type::Text), &wanted)
    }

    /// An argument of one of several types.
    fn one_of(&mut self, frame: &mut Frame, written: &ast::Expr, fits: fn(&Type) -> bool, wanted: &Wording) -> Expr {
        let found = self.infer(frame, written, None);
        if fits(&found.ty) || found.ty == Type::Wrong {
            return found;
        }
        self.diagnostics.push(mismatch(found.span, wanted, &type_words(&found.ty, &self.plan)));
        wrong(found.span)
    }

    fn side(&mut self, written: &ast::Expr) -> Expr {
        let name = match &written.kind {
            ast::ExprKind::Name(name) => name.as_str(),
            _ => "",
        };
        if let Some((side, _)) = SIDES.iter().find(|(_, words)| words.contains(&name)) {
            return typed(ExprKind::Constant(Constant::Text((*side).to_owned())), Type::Text, written.span);
        }
        let message =
            Wording::new("第三个参数写 before、after 或 around", "the third argument is before, after or around");
        self.diagnostics.push(
            Diagnostic::error(codes::ARGUMENTS, written.span, message)
                .help(Wording::new("也可写 之前、之后、前后", "or 之前, 之后, 前后")),
        );
        wrong(written.span)
    }

    /// `band(x, TABLE)`: x must be of what the limits of the table are.
    fn band(&mut self, frame: &mut Frame, value: &ast::Expr, table: &ast::Expr) -> (Vec<Expr>, Type) {
        let value = self.quantity(frame, value);
        let table = self.infer(frame, table, None);
        let Type::Bands(ty) = table.ty.clone() else {
            if table.ty != Type::Wrong {
                let wanted = Wording::new("分档表 bands { … }", "bands { … }");
                self.diagnostics.push(mismatch(table.span, &wanted, &type_words(&table.ty, &self.plan)));
            }
            return (vec![wrong(table.span)], Type::Wrong);
        };
        let clash = self.limits(&table).into_iter().find(|limit| !limit_fits(limit, &value.ty));
        if let Some(limit) = clash {
            let (found, wanted) = (type_words(&value.ty, &self.plan), type_words(&limit.ty, &self.plan));
            let message = Wording::new(
                format!("分档表的界限是{}，这里的值是{}", wanted.zh, found.zh),
                format!("the limits are of the kind “{}”, the value is “{}”", wanted.en, found.en),
            );
            let told = Diagnostic::error(codes::DIMENSION, value.span, message).saying(found).and(limit.span, wanted);
            self.diagnostics.push(told);
        }
        (vec![value, table], *ty)
    }

    /// The limits of a table, also of one behind a parameter.
    fn limits(&self, table: &Expr) -> Vec<Expr> {
        match &table.kind {
            ExprKind::Bands(bands) => bands.iter().filter_map(|band| Some(band.limit.as_ref()?.1.clone())).collect(),
            ExprKind::Param(id) => self.plan.params.get(id.0).map_or(Vec::new(), |param| match &param.value.kind {
                ExprKind::Bands(_) => self.limits(&param.value),
                _ => Vec::new(),
            }),
            _ => Vec::new(),
        }
    }

    /// A function of a pack.
    fn apply(&mut self, frame: &mut Frame, id: FunctionId, written: &[ast::Expr], span: Span) -> Expr {
        let Some(function) = self.plan.functions.get(id.0) else { return wrong(span) };
        let (parameters, ty) = (function.parameters.clone(), function.body.ty.clone());
        let name = ast::Name::new(function.name.clone(), span);
        if !self.count_is(&name, written, parameters.len()) {
            return wrong(span);
        }
        let arguments: Vec<Expr> =
            written.iter().zip(&parameters).map(|(argument, wanted)| self.expect(frame, argument, wanted)).collect();
        let scans = self.function_costs.get(id.0).is_some_and(|cost| cost.scans);
        frame.scans |= scans;
        if scans && frame.ranged {
            let message = Wording::new(
                format!("函数“{}”要走遍一种记录，不能对每一条记录都调用", name.value),
                format!("“{}” goes through all facts of a record; it cannot be called once for every fact", name.value),
            );
            self.diagnostics.push(Diagnostic::error(codes::QUADRATIC, span, message).help(Wording::new(
                "移到不带 for 的规则，或在函数的 where 中写等式",
                "call it in a rule without `for`, or put an equality into its `where`",
            )));
        }
        typed(ExprKind::Apply(id, arguments), ty, span)
    }

    /// Tells that a computed value stands nowhere.
    pub(super) fn tell_no_place(&mut self, span: Span) {
        let message = Wording::new("算出来的值在文稿中没有位置", "a computed value stands nowhere in the draft");
        self.diagnostics.push(
            Diagnostic::error(codes::NOT_A_PLACE, span, message).help(Wording::new(
                "指向字段，例如 c.rate 或 c.gap.cue",
                "point at a field, such as c.rate or c.gap.cue",
            )),
        );
    }
}

fn count_of(signature: Signature) -> usize {
    match signature {
        Signature::QuantityToSame
        | Signature::DateOrTextToYear
        | Signature::LengthOf
        | Signature::TargetToBool
        | Signature::TargetToText => 1,
        Signature::QuantityAndDecimals
        | Signature::Band
        | Signature::TwoTextsToNumber
        | Signature::ActualAndTargetToBool
        | Signature::ActualAndTargetToRatio
        | Signature::TextAndWordsToBool => 2,
        Signature::Near => 3,
    }
}

/// A limit without unit suits scores and counts; any other must be of the value's dimension.
fn limit_fits(limit: &Expr, value: &Type) -> bool {
    match (&limit.ty, value) {
        (Type::Wrong, _)
        | (_, Type::Wrong)
        | (Type::Quantity(DimensionType::Number), Type::Quantity(DimensionType::Score | DimensionType::Count(_))) => {
            true
        }
        (Type::Quantity(limit), Type::Quantity(value)) => common(limit, value).is_some(),
        _ => false,
    }
}
