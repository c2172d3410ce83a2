//! `sum(x.v for x in RECORD where …)`: folds over facts and lists.

use crate::diagnostic::{Diagnostic, Wording};
use crate::plan::{Expr, ExprKind, Fold, Over, RecordId, Slot, Type};
use crate::source::Span;
use crate::syntax::ast;

use super::checker::{Checker, Frame, Kind, Purpose, typed, wrong};
use super::codes;
use super::given::given;
use super::join::{conjuncts, joined_by_and, take_join};
use super::words::{mismatch, type_words, unknown};

/// The folds with their names and Chinese twins.
const FOLDS: &[(Fold, &str, &str)] = &[
    (Fold::Sum, "sum", "合计"),
    (Fold::Count, "count", "计数"),
    (Fold::Min, "min", "最小"),
    (Fold::Max, "max", "最大"),
    (Fold::All, "all", "都"),
    (Fold::Any, "any", "任一"),
    (Fold::List, "list", "列出"),
];

/// A fold as written.
pub(super) struct Written<'a> {
    pub(super) function: &'a ast::Name,
    pub(super) body: Option<&'a ast::Expr>,
    pub(super) binder: &'a ast::Name,
    pub(super) over: &'a ast::Expr,
    pub(super) condition: Option<&'a ast::Expr>,
}

impl Checker<'_> {
    pub(super) fn quantified(&mut self, frame: &mut Frame, written: &Written<'_>, span: Span) -> Expr {
        let name = written.function.value.as_str();
        let fold = FOLDS.iter().find(|(_, english, chinese)| *english == name || *chinese == name);
        let Some((fold, ..)) = fold else {
            let what = Wording::new("合并函数", "fold");
            let told = unknown(codes::UNKNOWN_NAME, written.function.span, &what, name, FOLDS.iter().map(|row| row.1));
            self.diagnostics.push(told);
            return wrong(span);
        };
        let Some((over, element)) = self.over(frame, written.over) else { return wrong(span) };
        let slot = frame.bind(&written.binder.value, element, written.binder.span);
        let ranged = std::mem::replace(&mut frame.ranged, true);
        let condition = written.condition.map(|condition| self.expect(frame, condition, &Type::Bool));
        let body = written.body.map(|body| self.infer(frame, body, None));
        frame.ranged = ranged;
        frame.locals.pop();
        let ty = self.fold_type(*fold, body.as_ref(), written.function.span);
        let (mut over, condition) = self.keyed(frame, over, condition, slot, span);
        if let Over::Facts { join, given: place, .. } = &mut over {
            *place = given(&self.plan.functions, *fold, slot, join.as_ref(), condition.iter().chain(&body));
        }
        let kind = ExprKind::Quantified {
            fold: *fold,
            binder: slot,
            over: Box::new(over),
            condition: condition.map(Box::new),
            body: body.map(Box::new),
        };
        typed(kind, ty, span)
    }

    /// What is gone through, and the type of one element.
    fn over(&mut self, frame: &mut Frame, written: &ast::Expr) -> Option<(Over, Type)> {
        if let Some(record) = self.record_meant(frame, written) {
            if frame.purpose == Purpose::Constant {
                self.tell_not_constant(written.span);
                return None;
            }
            if !self.can_be_bound(record, written.span) {
                return None;
            }
            let is_last_year = matches!(written.kind, ast::ExprKind::LastYear(_));
            let record = if is_last_year { self.last_year(record, written.span) } else { record };
            return Some((Over::Facts { record, join: None, given: None }, Type::Record(record)));
        }
        if let ast::ExprKind::Name(name) = &written.kind
            && !self.is_value(frame, name)
        {
            let kinds = self.names.kinds.iter().filter(|(_, kind)| matches!(kind, Kind::Record(_)));
            let known = kinds.map(|(name, _)| name.as_str()).chain(self.names.values.keys().map(String::as_str));
            let what = Wording::new("记录或列表", "record or list");
            let told = unknown(codes::UNKNOWN_NAME, written.span, &what, name, known);
            self.diagnostics.push(told);
            return None;
        }
        let list = self.infer(frame, written, None);
        match list.ty.clone() {
            Type::List(element) => Some((Over::List(list), *element)),
            Type::Wrong => None,
            other => {
                let wanted = Wording::new("记录或列表", "a record or a list");
                self.diagnostics.push(mismatch(list.span, &wanted, &type_words(&other, &self.plan)));
                None
            }
        }
    }

    fn is_value(&self, frame: &Frame, name: &str) -> bool {
        let is_field = matches!(frame.purpose, Purpose::Derive(record) if self.field_index(record, name).is_some());
        is_field || frame.local(name).is_some() || self.names.values.contains_key(name)
    }

    fn record_meant(&mut self, frame: &Frame, written: &ast::Expr) -> Option<RecordId> {
        if let ast::ExprKind::LastYear(record) = &written.kind {
            return self.record_named(record);
        }
        let ast::ExprKind::Name(name) = &written.kind else { return None };
        if frame.local(name).is_some() || self.names.values.contains_key(name) {
            return None;
        }
        match self.names.kinds.get(name)? {
            Kind::Record(id) => Some(*id),
            Kind::Enum(_) => None,
        }
    }

    /// Records whose facts are not gone through: the report is one, items are parts of others.
    pub(super) fn can_be_bound(&mut self, record: RecordId, span: Span) -> bool {
        use crate::plan::BuiltinRecord::{Item, Report};
        let help = match self.plan.records.get(record.0).and_then(|record| record.builtin) {
            Some(Report) => Wording::new("报告只有一份，直接写 report.字段", "there is one report; write report.field"),
            Some(Item) => Wording::new(
                "分项只作为其他记录的列表出现，写 for x in c.parts",
                "items are only parts of other records; write for x in c.parts",
            ),
            _ => return true,
        };
        let message = Wording::new("这种记录不能逐条取", "the facts of this record cannot be gone through");
        self.diagnostics.push(Diagnostic::error(codes::SOURCE, span, message).help(help));
        false
    }

    fn fold_type(&mut self, fold: Fold, body: Option<&Expr>, function: Span) -> Type {
        let Some(body) = body else {
            if fold != Fold::Count {
                let message = Wording::new("没有写取什么值", "what is taken of each is missing");
                let help = Wording::new("写作 sum(x.字段 for x in 记录)", "write sum(x.field for x in record)");
                self.diagnostics.push(Diagnostic::error(codes::ARGUMENTS, function, message).help(help));
                return Type::Wrong;
            }
            return Type::NUMBER;
        };
        let (fits, wanted, ty) = match fold {
            Fold::Sum => (body.ty.is_quantity(), Wording::new("数", "a quantity"), body.ty.clone()),
            Fold::Min | Fold::Max => (
                body.ty.is_quantity() || matches!(body.ty, Type::Date | Type::Year),
                Wording::new("数、日期或年份", "a quantity, date or year"),
                body.ty.clone(),
            ),
            Fold::All | Fold::Any => (body.ty == Type::Bool, Wording::new("条件", "a condition"), Type::Bool),
            Fold::Count => {
                let message = Wording::new("计数不取值，只数条数", "counting takes no value of each");
                let help = Wording::new("写作 count(x in 记录 where 条件)", "write count(x in record where condition)");
                self.diagnostics.push(Diagnostic::error(codes::ARGUMENTS, body.span, message).help(help));
                return Type::NUMBER;
            }
            Fold::List => (true, Wording::default(), Type::List(Box::new(body.ty.clone()))),
        };
        if fits || body.ty == Type::Wrong {
            return ty;
        }
        self.diagnostics.push(mismatch(body.span, &wanted, &type_words(&body.ty, &self.plan)));
        Type::Wrong
    }

    /// Takes the equality out of the condition by which facts are found without trying all. A walk over all facts is
    /// fine once a submission, and an error once a fact.
    fn keyed(
        &mut self,
        frame: &mut Frame,
        over: Over,
        condition: Option<Expr>,
        binder: Slot,
        span: Span,
    ) -> (Over, Option<Expr>) {
        let Over::Facts { record, .. } = over else { return (over, condition) };
        let mut rest: Vec<Expr> = condition.map(conjuncts).unwrap_or_default();
        let join = take_join(&mut rest, binder, &|slot| slot != binder);
        if join.is_none() {
            frame.scans = true;
            if frame.ranged {
                self.diagnostics.push(quadratic(span));
            }
        }
        (Over::Facts { record, join, given: None }, joined_by_and(rest))
    }
}

fn quadratic(span: Span) -> Diagnostic {
    let message = Wording::new(
        "对每一条记录都要把另一种记录全部走一遍，代价太大",
        "for every fact all facts of another record would be gone through",
    );
    Diagnostic::error(codes::QUADRATIC, span, message).help(Wording::new(
        "在 where 中写一个等式，例如 where x.name == c.subject 或 where x.sentence == c.sentence；与每条记录无关的，移到不带 for 的规则",
        "put an equality into `where`, such as x.name == c.subject or x.sentence == c.sentence; what does not depend on the fact belongs in a rule without `for`",
    ))
}

/// True for the name of a fold.
pub(super) fn is_fold(name: &str) -> bool {
    FOLDS.iter().any(|(_, english, chinese)| *english == name || *chinese == name)
}
