//! Messages with holes, and words for people.

use crate::diagnostic::{Diagnostic, Wording};
use crate::plan::{DimensionType, Expr, Template, TemplatePart, Type, ValueFormat};
use crate::syntax::ast;

use super::checker::{Checker, Frame};
use super::codes;
use super::words::{mismatch, type_words};

impl Checker<'_> {
    /// The pieces of a text with holes, each hole typed.
    pub(super) fn template_parts(&mut self, frame: &mut Frame, template: &ast::Template) -> Vec<TemplatePart> {
        let mut parts = Vec::new();
        for part in &template.parts {
            parts.push(match part {
                ast::TemplatePart::Literal(words) => TemplatePart::Literal(words.clone()),
                ast::TemplatePart::Hole(written, format) => {
                    let value = self.infer(frame, written, None);
                    self.check_showable(&value);
                    let format = self.format(&value, format.as_ref());
                    TemplatePart::Hole(value, format)
                }
            });
        }
        parts
    }

    /// A message in both languages.
    pub(super) fn message(&mut self, frame: &mut Frame, zh: &ast::Template, en: Option<&ast::Template>) -> Template {
        let zh = self.template_parts(frame, zh);
        let en = en.map(|en| self.template_parts(frame, en)).unwrap_or_default();
        Template { zh, en }
    }

    fn check_showable(&mut self, value: &Expr) {
        match &value.ty {
            Type::Record(_) | Type::Bands(_) => {
                let wanted = Wording::new("可以写进文字的值", "a value that can be shown");
                let told = mismatch(value.span, &wanted, &type_words(&value.ty, &self.plan));
                self.diagnostics
                    .push(told.help(Wording::new("写它的字段，例如 {c.rate}", "name a field, such as {c.rate}")));
            }
            Type::List(element) if matches!(**element, Type::Record(_)) => {
                let wanted = Wording::new("可以写进文字的值", "a value that can be shown");
                let told = mismatch(value.span, &wanted, &type_words(&value.ty, &self.plan));
                self.diagnostics.push(
                    told.help(Wording::new("写个数 count(x in …) 或合计 sum(…)", "show count(x in …) or sum(…)")),
                );
            }
            Type::Text
            | Type::Quantity(_)
            | Type::Target
            | Type::Date
            | Type::Year
            | Type::Bool
            | Type::Enum(_)
            | Type::List(_)
            | Type::Wrong => {}
        }
    }

    /// `:.2%`, `:.2`
    fn format(&mut self, value: &Expr, written: Option<&ast::Name>) -> ValueFormat {
        let Some(written) = written else { return ValueFormat::Natural };
        let percent = written.value.ends_with(['%', '％']);
        let digits = written.value.trim_end_matches(['%', '％']).strip_prefix('.');
        let decimals = digits.and_then(|digits| digits.parse::<u32>().ok()).filter(|decimals| *decimals <= 12);
        let Some(decimals) = decimals else {
            let message = Wording::new(
                format!("格式“{}”有误", written.value),
                format!("the format “{}” is wrong", written.value),
            );
            self.diagnostics.push(Diagnostic::error(codes::FORMAT, written.span, message).help(Wording::new(
                "写 .2（两位小数）或 .2%（百分数、两位小数），最多 12 位",
                "write .2 (two decimals) or .2% (per cent, two decimals), at most 12",
            )));
            return ValueFormat::Natural;
        };
        self.check_format(value, written, percent);
        if percent { ValueFormat::Percent(decimals) } else { ValueFormat::Decimals(decimals) }
    }

    fn check_format(&mut self, value: &Expr, written: &ast::Name, percent: bool) {
        let suits = match &value.ty {
            Type::Wrong
            | Type::Quantity(
                DimensionType::Number | DimensionType::Ratio | DimensionType::Points | DimensionType::Any,
            ) => true,
            Type::Quantity(DimensionType::Money | DimensionType::Score | DimensionType::Count(_)) => !percent,
            Type::Text
            | Type::Target
            | Type::Date
            | Type::Year
            | Type::Bool
            | Type::Enum(_)
            | Type::List(_)
            | Type::Record(_)
            | Type::Bands(_) => false,
        };
        if !suits {
            let found = type_words(&value.ty, &self.plan);
            let message = Wording::new(
                format!("{}不能按“{}”显示", found.zh, written.value),
                format!("{} cannot be shown as “{}”", found.en, written.value),
            );
            self.diagnostics.push(Diagnostic::error(codes::FORMAT, written.span, message).and(value.span, found));
        }
    }
}
