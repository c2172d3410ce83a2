//! What one evaluation knows: bindings, figures, comparisons made, and what is being recorded.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::fact::{Fact, FactBase, Reported, Value};
use crate::figure::{Exact, Figure, Formula, LeafId};
use crate::finding::Reason;
use crate::plan::{Field, Join, Plan, RecordId, Slot, Type};
use crate::source::{SourceMap, Span};

use super::compare::Judged;
use super::index::{JoinIndex, LongKeys};
use super::leaf::{Leaf, Leaves};
use super::memo::Memo;
use super::reading::Ranks;
use super::trace::Steps;
use super::value::{Dim, FactRef, List, Number, Res, Stop, Text, Val};

/// So many bytes of text searched cost as much as an element.
const BYTES: usize = 2048;

/// One evaluation.
pub(super) struct Env<'a> {
    /// The packs.
    pub(super) plan: &'a Plan,
    /// The facts.
    pub(super) facts: &'a FactBase,
    /// The drafts.
    pub(super) sources: &'a SourceMap,
    /// The packs' texts; only a trace shows them.
    pub(super) pack_sources: Option<&'a SourceMap>,
    /// Which reading of each fact counts.
    pub(super) ranks: Ranks,
    /// The printed figures met so far.
    pub(super) leaves: Leaves<'a>,
    /// Comparisons of quantities made so far that count for the check.
    pub(super) judged: Vec<Judged<'a>>,
    /// What is written down beside the result; only when somebody will read it.
    pub(super) recording: Option<Recording<'a>>,
    /// The steps told to `guiju trace`.
    pub(super) steps: Option<Steps>,
    /// Facts by the value of a join's key.
    pub(super) joins: FxHashMap<*const Join, Rc<JoinIndex<'a>>>,
    /// Long texts that were made keys.
    pub(super) long_keys: LongKeys,
    /// Folds that were worked out before.
    pub(super) memo: Memo<'a>,
    /// True while a missing field is derived: derived fields do not feed others.
    pub(super) deriving: bool,
    /// What a message shows with the opposite sign, as the draft prints what it is held against: 下降 17.65%.
    pub(super) shown_turned: Option<Formula>,
    frame: Vec<Option<Res<'a>>>,
    params: Vec<Option<Res<'a>>>,
    /// What each rule may still spend, and the rule that spends.
    fuel: Vec<u32>,
    rule: usize,
    /// How many conditions around do not count for the check.
    conditions: u32,
}

/// What a check read.
#[derive(Default)]
pub(super) struct Recording<'a> {
    /// Figures and words with a place, in the order in which they were read.
    pub(super) reads: Vec<Read<'a>>,
    /// Exact values of the rule and how the rule writes them.
    pub(super) literals: Vec<(Exact, String)>,
}

/// A figure or a word that a check read.
#[derive(Debug, Clone)]
pub(super) struct Read<'a> {
    /// Where it stands.
    pub(super) span: Span,
    /// What it is.
    pub(super) value: Val<'a>,
    /// The field it was read for.
    pub(super) field: Option<&'a Field>,
}

impl<'a> Env<'a> {
    /// An evaluation with nothing bound yet.
    pub(super) fn new(plan: &'a Plan, facts: &'a FactBase, sources: &'a SourceMap) -> Self {
        Self {
            plan,
            facts,
            sources,
            pack_sources: None,
            ranks: Ranks::default(),
            leaves: Leaves::default(),
            judged: Vec::new(),
            recording: None,
            steps: None,
            joins: FxHashMap::default(),
            long_keys: LongKeys::default(),
            memo: Memo::default(),
            deriving: false,
            shown_turned: None,
            frame: Vec::new(),
            params: vec![None; plan.params.len()],
            fuel: vec![plan.work.0; plan.rules.len()],
            rule: 0,
            conditions: 0,
        }
    }

    /// Forgets the figures and comparisons of the application before.
    pub(super) fn start(&mut self) {
        self.leaves.clear();
        self.judged.clear();
    }

    /// Forgets the bindings and makes room for a rule's own.
    pub(super) fn clear_frame(&mut self, slots: usize) {
        self.frame.clear();
        self.frame.resize(slots, None);
    }

    /// Binds a slot.
    pub(super) fn bind(&mut self, slot: Slot, value: Res<'a>) {
        let index = usize::from(slot.0);
        if self.frame.len() <= index {
            self.frame.resize(index.saturating_add(1), None);
        }
        if let Some(place) = self.frame.get_mut(index) {
            *place = Some(value);
        }
    }

    /// Works something out in a frame of its own.
    pub(super) fn in_frame<T>(&mut self, frame: Vec<Option<Res<'a>>>, run: impl FnOnce(&mut Self) -> T) -> T {
        let around = std::mem::replace(&mut self.frame, frame);
        let result = run(self);
        self.frame = around;
        result
    }

    /// Works something out that leaves no figures, comparisons, reads or steps behind.
    pub(super) fn aside<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> T {
        let leaves = std::mem::take(&mut self.leaves);
        let judged = std::mem::take(&mut self.judged);
        let recording = self.recording.take();
        let steps = self.steps.take();
        let result = run(self);
        (self.leaves, self.judged, self.recording, self.steps) = (leaves, judged, recording, steps);
        result
    }

    /// Works something out whose comparisons do not count for the check.
    pub(super) fn aside_judged<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.judged.len();
        self.conditions = self.conditions.saturating_add(1);
        let result = run(self);
        self.conditions = self.conditions.saturating_sub(1);
        self.judged.truncate(before);
        result
    }

    /// True where no comparison made now counts for the check.
    pub(super) fn is_aside(&self) -> bool {
        self.conditions > 0
    }

    /// Writes down words that were read and are no field: a cue word.
    pub(super) fn note_read(&mut self, span: Option<Span>, value: &Val<'a>) {
        if let (Some(recording), Some(span)) = (&mut self.recording, span) {
            recording.reads.push(Read { span, value: value.clone(), field: None });
        }
    }

    /// How much was read so far.
    pub(super) fn reads(&self) -> usize {
        self.recording.as_ref().map_or(0, |recording| recording.reads.len())
    }

    /// Forgets what was read between two points: an element of a long list that decided nothing.
    pub(super) fn forget_reads(&mut self, from: usize, to: usize) {
        if let Some(recording) = &mut self.recording {
            recording.reads.drain(from.min(recording.reads.len())..to.min(recording.reads.len()));
        }
    }

    /// The value in a slot.
    pub(super) fn local(&self, slot: Slot) -> Res<'a> {
        let bound = self.frame.get(usize::from(slot.0)).cloned().flatten();
        bound.unwrap_or(Err(Stop::NotEvaluated(Reason::LimitReached)))
    }

    /// The fact in a slot, if it is one.
    pub(super) fn bound_fact(&self, slot: Slot) -> Option<FactRef<'a>> {
        match self.frame.get(usize::from(slot.0)) {
            Some(Some(Ok(Val::Fact(fact)))) => Some(*fact),
            _ => None,
        }
    }

    /// The value of a parameter; it reads no facts, so it is worked out once.
    pub(super) fn param(&mut self, index: usize) -> Res<'a> {
        if self.recording.is_none()
            && let Some(Some(known)) = self.params.get(index)
        {
            return known.clone();
        }
        let Some(param) = self.plan.params.get(index) else {
            return Err(Stop::NotEvaluated(Reason::LimitReached));
        };
        // A trace names a parameter and its value; how the pack writes it is no step.
        let steps = self.steps.take();
        let value = self.eval(&param.value);
        self.steps = steps;
        if let Some(place) = self.params.get_mut(index) {
            *place = Some(value.clone());
        }
        value
    }

    /// One of all facts of a record, in the reading that counts.
    pub(super) fn fact_at(&self, record: RecordId, index: usize) -> Option<FactRef<'a>> {
        let fact = self.facts.of(record).get(index)?;
        Some(FactRef { fact, reading: self.ranks.reading(record, index) })
    }

    /// Says which rule runs now.
    pub(super) fn run(&mut self, rule: usize) {
        self.rule = rule;
    }

    /// Fills up what the rules may spend.
    pub(super) fn refuel(&mut self) {
        self.fuel.fill(self.plan.work.0);
    }

    /// Burns what one element costs of what the rule may spend.
    pub(super) fn burn(&mut self) -> Result<(), Stop> {
        self.spend(1)
    }

    /// Burns what a search of a text costs.
    pub(super) fn burn_for(&mut self, text: &str) -> Result<(), Stop> {
        self.spend(u32::try_from(text.len() / BYTES).unwrap_or(u32::MAX))
    }

    fn spend(&mut self, cost: u32) -> Result<(), Stop> {
        let left = self.fuel.get_mut(self.rule).filter(|left| **left >= cost);
        let left = left.ok_or(Stop::NotEvaluated(Reason::TooMuchWork(self.plan.work.0)))?;
        *left = left.saturating_sub(cost);
        Ok(())
    }

    /// A value of the draft as the evaluator handles it.
    pub(super) fn value(&mut self, value: &'a Value, field: Option<&'a Field>, owner: Option<&'a Fact>) -> Val<'a> {
        let made = match value {
            Value::Figure(reported) => match field.and_then(|field| year_of(reported, field)) {
                Some(year) => Val::Year(year, Some(reported.span)),
                None => self.reported(reported, field, owner),
            },
            Value::Text(text) => Val::Text(Text::of(text)),
            Value::Bool(truth) => Val::Bool(*truth),
            Value::Year(year, span) => Val::Year(*year, *span),
            Value::Date(date, span) => Val::Date(*date, *span),
            Value::Variant(of, member, text) => Val::Variant(*of, *member, Some(text)),
            Value::Target(target) => Val::Target(target),
            Value::List(list) => Val::List(List::Printed(list)),
            Value::Fact(fact) => Val::Fact(FactRef { fact, reading: 0 }),
        };
        // What the engine counted is printed nowhere: its place is empty, and nothing to show.
        let is_shown = |span: &Span| !matches!(value, Value::Figure(_)) || span.start < span.end;
        if let (Some(recording), Some(span)) = (&mut self.recording, value.span().filter(is_shown)) {
            recording.reads.push(Read { span, value: made.clone(), field });
        }
        made
    }

    /// A figure that is no field's value: a target's limit, a figure taken as exact.
    pub(super) fn leaf(&mut self, figure: &Figure, leaf: Leaf<'a>) -> Formula {
        Formula::Leaf(self.leaves.id(figure, leaf))
    }

    /// The figure behind an id.
    pub(super) fn figure(&self, id: LeafId) -> Option<&Figure> {
        self.leaves.figure(id)
    }

    fn reported(&mut self, reported: &'a Reported, field: Option<&'a Field>, owner: Option<&'a Fact>) -> Val<'a> {
        let leaf = Leaf { span: reported.span, reported: Some(reported), field, owner };
        let formula = self.leaf(&reported.figure, leaf);
        Val::Number(Number { formula, dim: Dim::of_unit(&reported.figure.unit), reported: Some(reported) })
    }
}

/// The year that a figure of the prose is, in a field for years.
fn year_of(reported: &Reported, field: &Field) -> Option<i32> {
    let is_year = matches!(field.ty, Type::Year);
    is_year.then(|| reported.figure.value().to_fixed(0).parse().ok()).flatten()
}
