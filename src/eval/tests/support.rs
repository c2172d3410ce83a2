//! Small plans and facts, built by hand.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::diagnostic::{Severity, Wording};
use crate::fact::{Around, Context, Fact, FactBase, FieldValue, ListValue, Reading, Reported, SectionFact, Standing};
use crate::fact::{Target, TargetLimit, TextValue, Value};
use crate::figure::{Figure, Hedge, Unit};
use crate::finding::{Finding, NotEvaluated, Outcome};
use crate::plan::{
    Arithmetic, Basis, BasisMark, Check, CheckKind, Comparison, Constant, DimensionType, Expr, ExprKind, Field, Logic,
    Plan, Presence, Property, Quantifier, Record, RecordId, Rule, Slot, Template, TemplatePart, Type, ValueFormat,
};
use crate::source::{SourceId, SourceMap, Span};

use super::super::{Detail, evaluate};

pub(super) const MONEY: Type = Type::MONEY;
pub(super) const RATE: Type = Type::RATIO;
pub(super) const NUMBER: Type = Type::NUMBER;
pub(super) const SCORE: Type = Type::Quantity(DimensionType::Score);
pub(super) const ANY: Type = Type::Quantity(DimensionType::Any);

/// A draft, the facts read from it, and the rules that judge them.
pub(super) struct World {
    pub(super) plan: Plan,
    pub(super) facts: FactBase,
    pub(super) sources: SourceMap,
    draft: SourceId,
    text: Arc<str>,
}

impl World {
    pub(super) fn new(text: &str) -> Self {
        let mut sources = SourceMap::default();
        let text: Arc<str> = text.into();
        let draft = sources.add("draft.txt", Arc::clone(&text));
        let facts = FactBase { has_prose: true, has_data: true, ..FactBase::default() };
        Self { plan: Plan::default(), facts, sources, draft, text }
    }

    pub(super) fn record(&mut self, name: &str, fields: &[(&str, Type, bool)]) -> RecordId {
        let fields = fields.iter().map(|(name, ty, optional)| Field {
            name: (*name).to_owned(),
            label: Wording::same(*name),
            aliases: Vec::new(),
            ty: ty.clone(),
            optional: *optional,
        });
        self.plan.records.push(Record {
            last_year_of: None,
            name: name.to_owned(),
            title: Wording::same(name),
            fields: fields.collect(),
            key: Vec::new(),
            derives: Vec::new(),
            data: Vec::new(),
            tables: Vec::new(),
            patterns: Vec::new(),
            cues: Vec::new(),
            builtin: None,
            used: true,
            span: nowhere(),
        });
        self.facts.facts.push(Vec::new());
        RecordId(self.plan.records.len() - 1)
    }

    /// The place of the n-th occurrence of some words.
    pub(super) fn span(&self, words: &str, turn: usize) -> Span {
        let (start, _) =
            self.text.match_indices(words).nth(turn).unwrap_or_else(|| panic!("{words} is not in the draft"));
        Span::new(self.draft, start, start + words.len())
    }

    /// The figure printed as these words.
    pub(super) fn figure(&self, words: &str) -> FieldValue {
        self.figure_at(words, 0)
    }

    pub(super) fn figure_at(&self, words: &str, turn: usize) -> FieldValue {
        let figure = parse(words);
        self.reported(figure.clone(), figure, words, turn)
    }

    /// A figure read through a `down` cue.
    pub(super) fn drop(&self, words: &str) -> FieldValue {
        let figure = parse(words);
        self.reported(figure.negated(), figure, words, 0)
    }

    pub(super) fn hedged(&self, words: &str, hedge: Hedge) -> FieldValue {
        let figure = parse(words).hedged(hedge);
        self.reported(figure.clone(), figure, words, 0)
    }

    fn reported(&self, figure: Figure, printed: Figure, words: &str, turn: usize) -> FieldValue {
        FieldValue::Value(Value::Figure(Arc::new(Reported {
            figure,
            printed,
            span: self.span(words, turn),
            cue: None,
        })))
    }

    pub(super) fn text(&self, words: &str) -> FieldValue {
        FieldValue::Value(Value::Text(TextValue::owned(words, Some(self.span(words, 0)))))
    }

    pub(super) fn target(&self, words: &str, limit: Option<(TargetLimit, &str)>) -> FieldValue {
        let span = self.span(words, 0);
        let limit = limit.map(|(limit, figure)| (limit, parse(figure).exactly()));
        FieldValue::Value(Value::Target(Arc::new(Target { limit, words: TextValue::owned(words, Some(span)), span })))
    }

    pub(super) fn list(items: Vec<FieldValue>) -> FieldValue {
        let items =
            items.into_iter().filter_map(|item| if let FieldValue::Value(value) = item { Some(value) } else { None });
        FieldValue::Value(Value::List(ListValue { items: items.collect(), complete: true, span: None }))
    }

    /// A fact with one or more readings, standing at the words.
    pub(super) fn fact(&mut self, record: RecordId, at: &str, readings: Vec<Vec<FieldValue>>) {
        self.fact_at(record, self.span(at, 0), readings);
    }

    /// A fact of the text at a place of its own, where the same words stand more than once.
    pub(super) fn fact_at(&mut self, record: RecordId, place: Span, readings: Vec<Vec<FieldValue>>) {
        let around = Around {
            text: Some(Arc::clone(&self.text)),
            clause: Some(self.piece(place, &['，', '。', '；', '\n'])),
            sentence: Some(self.piece(place, &['。', '\n'])),
            paragraph: Some(self.piece(place, &['\n'])),
            ..Around::default()
        };
        let context = Context { place, around: Arc::new(around), path: None, table: None };
        self.push(record, readings, context);
    }

    /// A fact of the data.
    /// Lets all readings of a record's facts rest on something else.
    pub(super) fn stand_on(&mut self, record: RecordId, standing: Standing) {
        for fact in &mut self.facts.facts[record.0] {
            let mut other = Fact::clone(fact);
            other.readings = other.readings.into_iter().map(|reading| reading.standing_on(standing)).collect();
            *fact = Arc::new(other);
        }
    }

    pub(super) fn data(&mut self, record: RecordId, path: &str, at: &str, values: Vec<FieldValue>) {
        let context =
            Context { place: self.span(at, 0), around: Arc::default(), path: Some(path.to_owned()), table: None };
        self.push(record, vec![values], context);
    }

    fn push(&mut self, record: RecordId, readings: Vec<Vec<FieldValue>>, context: Context) {
        let readings = readings.into_iter().map(Reading::named).collect();
        self.facts.facts[record.0].push(Arc::new(Fact { record, readings, context }));
    }

    fn piece(&self, place: Span, ends: &[char]) -> (std::ops::Range<usize>, Span) {
        let range = place.range();
        let is_end = |(_, c): &(usize, char)| ends.contains(c);
        let before = self.text.char_indices().take_while(|(at, _)| *at < range.start).filter(is_end).last();
        let start = before.map_or(0, |(at, c)| at + c.len_utf8());
        let after = self.text.char_indices().skip_while(|(at, _)| *at < range.end).find(is_end);
        let end = after.map_or(self.text.len(), |(at, _)| at);
        (start..end, Span::new(self.draft, start, end))
    }

    /// A section whose heading is printed as these words.
    pub(super) fn section(&mut self, title: &str, parent: Option<usize>, length: usize) {
        let level = parent.map_or(1, |parent| self.facts.sections[parent].level + 1);
        let heading = self.span(title, 0);
        self.facts.sections.push(SectionFact { title: title.to_owned(), level, parent, heading, length });
    }

    /// A rule on single facts: slot 0 is the fact.
    pub(super) fn rule(&mut self, code: &str, record: RecordId, condition: Expr) -> &mut Rule {
        let quantifier = Quantifier::Facts { binders: vec![(Slot(0), record)], joins: Vec::new(), condition: None };
        self.rule_over(code, quantifier, CheckKind::Condition(condition))
    }

    pub(super) fn rule_over(&mut self, code: &str, quantifier: Quantifier, kind: CheckKind) -> &mut Rule {
        self.plan.rules.push(Rule {
            code: code.into(),
            title: Wording::new(format!("{code} 的标题"), format!("title of {code}")),
            doc: String::new(),
            severity: Severity::Error,
            basis: Basis { mark: BasisMark::Arithmetic, text: Wording::same("算术") },
            help: None,
            quantifier,
            when: Vec::new(),
            checks: vec![Check { kind, message: None, at: Vec::new(), span: nowhere() }],
            corrections: Vec::new(),
            examples: Vec::new(),
            slots: 4,
            pack: 0,
            needs_last_year: false,
            off: None,
            span: nowhere(),
        });
        self.plan.rules.last_mut().unwrap()
    }

    pub(super) fn run(&self) -> Vec<Outcome> {
        evaluate(&self.plan, &self.facts, &self.sources, &|_| true, Detail::Findings)
    }

    pub(super) fn findings(&self) -> Vec<Finding> {
        let found = self.run().into_iter();
        found.filter_map(|outcome| if let Outcome::Failed(finding) = outcome { Some(*finding) } else { None }).collect()
    }

    pub(super) fn finding(&self) -> Finding {
        let mut findings = self.findings();
        assert_eq!(findings.len(), 1, "{findings:#?}");
        findings.remove(0)
    }

    pub(super) fn open(&self) -> Vec<NotEvaluated> {
        let found = self.run().into_iter();
        found.filter_map(|outcome| if let Outcome::NotEvaluated(open) = outcome { Some(*open) } else { None }).collect()
    }

    pub(super) fn passed(&self) -> usize {
        self.run().iter().filter(|outcome| matches!(outcome, Outcome::Passed(_))).count()
    }

    /// The words at the primary place of a finding.
    pub(super) fn pointed(&self, finding: &Finding) -> &str {
        self.sources.slice(finding.primary.as_ref().expect("a place").span)
    }
}

/// `671.51 万元`, `76.37%`, `12人次`, `95分`, `7`.
pub(super) fn parse(words: &str) -> Figure {
    let dense: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    let length = dense.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(dense.len());
    let (digits, unit) = dense.split_at(length);
    let unit = match unit {
        "" => Unit::None,
        "%" => Unit::Percent,
        "个百分点" => Unit::PercentPoint,
        "倍" => Unit::Times,
        "元" => Unit::Money(0),
        "万元" => Unit::Money(4),
        "亿元" => Unit::Money(8),
        "分" => Unit::Score,
        name => Unit::Count { name: name.into(), power: 0 },
    };
    Figure::new(Decimal::from_str_exact(digits).expect("digits"), unit)
}

pub(super) fn nowhere() -> Span {
    Span::new(SourceId(0), 0, 0)
}

pub(super) fn expr(kind: ExprKind, ty: Type) -> Expr {
    Expr { kind, ty, span: nowhere() }
}

/// A field of the fact in a slot.
pub(super) fn field_of(slot: u16, record: RecordId, field: usize, ty: Type) -> Expr {
    let of = Box::new(expr(ExprKind::Local(Slot(slot)), Type::Record(record)));
    expr(ExprKind::Field { of, field }, ty)
}

/// A field of the fact in slot 0.
pub(super) fn field(record: RecordId, field: usize, ty: Type) -> Expr {
    field_of(0, record, field, ty)
}

pub(super) fn property(of: Expr, property: Property, ty: Type) -> Expr {
    expr(ExprKind::Property { of: Box::new(of), property }, ty)
}

pub(super) fn literal(words: &str) -> Expr {
    let figure = parse(words).exactly();
    let ty = match figure.unit {
        Unit::Percent | Unit::Times => RATE,
        Unit::Money(_) => MONEY,
        Unit::Score => SCORE,
        _ => NUMBER,
    };
    expr(ExprKind::Constant(Constant::Quantity(figure)), ty)
}

pub(super) fn words(words: &str) -> Expr {
    expr(ExprKind::Constant(Constant::Text(words.to_owned())), Type::Text)
}

pub(super) fn arithmetic(operator: Arithmetic, left: Expr, right: Expr, ty: Type) -> Expr {
    expr(ExprKind::Arithmetic(operator, Box::new(left), Box::new(right)), ty)
}

pub(super) fn ratio(left: Expr, right: Expr) -> Expr {
    arithmetic(Arithmetic::Divide, left, right, RATE)
}

pub(super) fn minus(left: Expr, right: Expr) -> Expr {
    let ty = left.ty.clone();
    arithmetic(Arithmetic::Subtract, left, right, ty)
}

pub(super) fn compare(comparison: Comparison, left: Expr, right: Expr) -> Expr {
    expr(ExprKind::Compare(comparison, Box::new(left), Box::new(right)), Type::Bool)
}

pub(super) fn agrees(left: Expr, right: Expr) -> Expr {
    compare(Comparison::Agrees, left, right)
}

pub(super) fn logic(connective: Logic, left: Expr, right: Expr) -> Expr {
    expr(ExprKind::Logic(connective, Box::new(left), Box::new(right)), Type::Bool)
}

pub(super) fn is(of: Expr, presence: Presence) -> Expr {
    expr(ExprKind::Is(Box::new(of), presence), Type::Bool)
}

pub(super) fn negated(of: Expr) -> Expr {
    expr(ExprKind::Not(Box::new(of)), Type::Bool)
}

pub(super) fn template(parts: Vec<TemplatePart>) -> Template {
    Template { zh: parts, en: Vec::new() }
}

pub(super) fn hole(expr: Expr, format: ValueFormat) -> TemplatePart {
    TemplatePart::Hole(expr, format)
}

/// A record of actual, base and rate (and a drop, which may be missing), as a pack would declare it.
pub(super) fn completion(world: &mut World) -> RecordId {
    let fields = [("完成数", MONEY, false), ("预算数", MONEY, false), ("完成率", RATE, false), ("减幅", RATE, true)];
    world.record("completion", &fields)
}

/// `rate ~= actual / base`
pub(super) fn rate_agrees(record: RecordId) -> Expr {
    agrees(field(record, 2, RATE), ratio(field(record, 0, MONEY), field(record, 1, MONEY)))
}

/// A world of one completion sentence under the rule that its rate agrees.
pub(super) fn one_claim(actual: &str, base: &str, rate: &str) -> World {
    let mut world = World::new(&format!("全年总支出完成{actual}，为预算总支出{base}的{rate}。"));
    let record = completion(&mut world);
    let values = vec![world.figure(actual), world.figure(base), world.figure(rate), FieldValue::Missing];
    world.fact(record, rate, vec![values]);
    world.rule("A01", record, rate_agrees(record));
    world
}
