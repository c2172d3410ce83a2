//! Facts of `copy`: each passage of a submission, held against the year before or against other submissions.

use std::ops::Range;
use std::sync::Arc;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::document::{Prose, Submission};
use crate::fact::{Around, Context, Fact, FactBase, FieldValue, Reading, Reported, TextValue, Value};
use crate::figure::{Figure, Unit};
use crate::passage::{Copied, Index, Passage, Passages, copies};
use crate::plan::{BuiltinRecord, Plan, Record, RecordId};
use crate::source::{SourceMap, Span};

use super::cohort::Peers;

/// What stands in more other submissions than this is the words of a template, or what all had to write.
const TEMPLATE: usize = 10;

/// What the passages of a submission are held against.
struct Others<'o> {
    /// The fingerprints of the others.
    index: &'o Index,
    /// The own number, where the index holds the submission itself.
    me: Option<u32>,
    /// A hash that more others hold is a template's.
    template_limit: usize,
    /// What a submission of the index is called.
    name: &'o dyn Fn(u32) -> String,
    /// True for the submission of the year before.
    is_last_year: bool,
}

/// The record, where a rule in force reads it: else no fingerprint is worked out.
pub(super) fn record(plan: &Plan) -> Option<RecordId> {
    let is_read = |record: &Record| record.used && record.builtin == Some(BuiltinRecord::Copy);
    plan.records.iter().position(is_read).map(RecordId)
}

/// Holds the passages of a submission against the year before and against other submissions, where there are any.
pub(super) fn add(
    plan: &Plan,
    submission: &Submission,
    last_year: Option<&Submission>,
    peers: Option<&Peers>,
    sources: &SourceMap,
    base: &mut FactBase,
) {
    if last_year.is_none() && peers.is_none() {
        return;
    }
    let Some(record) = record(plan) else { return };
    let own = Passages::of(submission);
    if let Some(last_year) = last_year {
        let first = last_year.sources().next();
        let name = |_| first.map_or(String::new(), |source| sources.file(source).name().to_owned());
        let index = Index::one(&Passages::of(last_year));
        let others = Others { index: &index, me: None, template_limit: 1, name: &name, is_last_year: true };
        base.add(record, facts(record, submission, &own, &others));
    }
    if let Some(Peers { neighbours, .. }) = peers {
        let others = Others {
            index: &neighbours.index,
            me: neighbours.number(&submission.name, &own.hashes()),
            template_limit: TEMPLATE,
            name: &|number| neighbours.name(number).to_owned(),
            is_last_year: false,
        };
        base.add(record, facts(record, submission, &own, &others));
    }
}

/// A fact for each passage, also for one that stands nowhere else; none where the others have no passages.
fn facts(record: RecordId, submission: &Submission, own: &Passages, others: &Others<'_>) -> Vec<Fact> {
    if others.index.is_empty() {
        return Vec::new();
    }
    let all = own.letters();
    let found = copies(own, others.index, others.me, others.template_limit);
    let mut found = found.iter().peekable();
    let places = places(submission);
    let with_copy = own.passages().iter().enumerate().map(|(number, passage)| {
        let copied = found.next_if(|copied| copied.passage == number);
        (passage, copied)
    });
    with_copy
        .filter_map(|(passage, copied)| {
            let place = places.get(passage.document)?.as_ref()?;
            let values = values(place, passage, copied, all, others);
            Some(Fact { record, readings: vec![Reading::named(values)], context: place.context(passage)? })
        })
        .collect()
}

/// The values, in the order in which [`BUILTIN_RECORDS`](crate::plan::BUILTIN_RECORDS) declares the fields.
fn values(
    place: &Place<'_>,
    passage: &Passage,
    copied: Option<&Copied>,
    all: u64,
    others: &Others<'_>,
) -> [FieldValue; 8] {
    let span = passage.span;
    let shared = copied.map_or(0, |it| it.letters);
    let other = copied.map(|it| FieldValue::Value(Value::Text(TextValue::owned(&(others.name)(it.other), Some(span)))));
    [
        place.words(passage),
        figure(passage.letters.into(), Unit::None, span),
        figure(shared.into(), Unit::None, span),
        figure(percentage(shared.into(), passage.letters.into()), Unit::Percent, span),
        figure(percentage(copied.map_or(0, |it| it.total), all), Unit::Percent, span),
        other.unwrap_or(FieldValue::Missing),
        figure(copied.map_or(0, |it| it.units).into(), Unit::None, span),
        FieldValue::Value(Value::Bool(others.is_last_year)),
    ]
}

/// The share in percent, rounded half up to two decimals.
fn percentage(part: u64, whole: u64) -> Decimal {
    let share = (Decimal::from(part) * Decimal::ONE_HUNDRED).checked_div(Decimal::from(whole)).unwrap_or_default();
    share.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// A figure that was counted and is printed nowhere: its place is the empty one before the passage.
fn figure(value: Decimal, unit: Unit, passage: Span) -> FieldValue {
    let figure = Figure::new(value, unit).exactly();
    let printed = figure.clone();
    let span = Span { end: passage.start, ..passage };
    FieldValue::Value(Value::Figure(Arc::new(Reported { figure, printed, span, cue: None })))
}

/// The prose of a document, with what facts share of it.
struct Place<'d> {
    prose: &'d Prose,
    text: Arc<str>,
    /// How many sections stand in the documents before.
    first_section: usize,
}

/// The prose of each document.
fn places(submission: &Submission) -> Vec<Option<Place<'_>>> {
    let mut sections = 0;
    submission
        .documents
        .iter()
        .map(|document| {
            let prose = document.body.prose()?;
            let first_section = sections;
            sections += prose.sections.len();
            Some(Place { prose, text: Arc::from(prose.flow.text()), first_section })
        })
        .collect()
}

impl Place<'_> {
    fn words(&self, passage: &Passage) -> FieldValue {
        let range = self.prose.paragraphs.get(passage.paragraph).map_or(0..0, |it| it.range.clone());
        FieldValue::Value(Value::Text(TextValue::part(&self.text, range, Some(passage.span))))
    }

    fn context(&self, passage: &Passage) -> Option<Context> {
        let paragraph = self.prose.paragraphs.get(passage.paragraph)?;
        let section = self.prose.sections.get(paragraph.section.0 as usize);
        let piece = |range: Range<usize>| (range.clone(), self.prose.span(range));
        let around = Around {
            text: Some(Arc::clone(&self.text)),
            clause: None,
            sentence: None,
            paragraph: Some(piece(paragraph.range.clone())),
            section: section.map(|section| piece(section.body.clone())),
            section_index: Some(self.first_section + paragraph.section.0 as usize),
        };
        Some(Context { place: passage.span, around: Arc::new(around), path: None, table: None })
    }
}
