//! From a failed check to a finding: the check is worked out once more, and this time what it reads is written down.

use crate::diagnostic::{Severity, Wording};
use crate::fact::Standing;
use crate::figure::{Formula, LeafId};
use crate::finding::{Computation, Correction, Finding, Fingerprint, Label, Place};
use crate::plan::{Check, CheckKind, Comparison, Rule};
use crate::source::Span;

use super::claim::{Claim, counts_turned};
use super::compare::{Judged, Mark};
use super::computation::account;
use super::env::{Env, Read, Recording};
use super::join::Binding;
use super::rule::{conditions, principal};
use super::slip::{self, Doubt};
use super::value::FactRef;
use super::{cause, correction as offers, label, message, note, place};

/// A finding of a check that fails, or, with a mark, the note of one that holds.
pub(super) fn finding<'a>(
    env: &mut Env<'a>,
    rule: &'a Rule,
    check: &'a Check,
    binding: &Binding<'a>,
    note: Option<Mark>,
) -> Finding {
    binding.enter(env, rule.slots);
    let heard = listen(env, rule, check);
    let principal = principal(&heard.judged, note).cloned();
    let computation = principal.as_ref().and_then(|judged| account(env, judged, &heard.recording.literals));
    let mut places: Vec<Label> = check.at.iter().filter_map(|at| label::at(env, at)).collect();
    if places.is_empty() {
        let place = default_place(env, principal.as_ref(), &heard.recording.reads, binding);
        places.extend(place.or_else(|| place_of_conditions(env, rule)));
    }
    let mut places = places.into_iter();
    let primary = places.next();
    let span = primary.as_ref().map(|label| label.span);
    let mut operands = label::operands(env, &heard.recording.reads, span);
    operands.extend(places.filter(|label| Some(label.span) != span));
    label::sort(&mut operands);
    let causes = principal.as_ref().map(|judged| cause::words(env, judged, binding)).unwrap_or_default();
    let message = match (note, computation.as_ref()) {
        (Some(mark), Some(computation)) => note::message(mark, computation),
        _ => {
            env.shown_turned = principal.as_ref().and_then(|judged| turned(env, judged));
            let words = failure(env, rule, check);
            env.shown_turned = None;
            words
        }
    };
    let is_note = note.is_some();
    // What elimination alone has bound is no certainty.
    let is_guessed =
        binding.subject.and_then(FactRef::bound).is_some_and(|reading| reading.standing != Standing::Named);
    let doubt = binding
        .subject
        .zip(principal.as_ref())
        .filter(|_| !is_note)
        .and_then(|(subject, judged)| slip::doubt(env, judged, subject.fact))
        .filter(|_| !principal.as_ref().is_some_and(|judged| is_confirmed(env, rule, judged)));
    let ceiling = match (is_note || doubt.is_some(), is_guessed) {
        (true, _) => Severity::Note,
        (false, true) => Severity::Warning,
        (false, false) => rule.severity,
    };
    Finding {
        code: rule.code.to_string(),
        severity: ceiling.min(rule.severity),
        title: rule.title.clone(),
        message,
        correction: if note == Some(Mark::Reachable) { None } else { correction(env, rule, span) },
        place: place::of(env, binding, span, check.at.first()),
        primary,
        operands,
        computation,
        basis: rule.basis.clone(),
        help: match (is_note, doubt, is_guessed) {
            (true, ..) => None,
            (false, Some(doubt), _) => Some(in_doubt(doubt, !causes.is_empty())),
            (false, None, true) => Some(by_position(rule.help.as_ref())),
            (false, None, false) => rule.help.clone(),
        },
        causes,
        // Given in the end, when all findings stand in their order.
        fingerprint: Fingerprint(String::new()),
    }
}

/// True where a condition of the rule holds another claim against all that this one is held against, and it agrees: these
/// figures then belong together, whatever else stands nearby.
fn is_confirmed<'a>(env: &mut Env<'a>, rule: &'a Rule, judged: &Judged<'a>) -> bool {
    let kept = env.judged.len();
    for condition in conditions(rule) {
        let _ = env.truth(condition);
    }
    let others = env.judged.split_off(kept.min(env.judged.len()));
    let figures = env.leaves.figures();
    let Some(claim) = Claim::of(judged, figures) else { return false };
    let leaves = claim.other.formula.leaves();
    others.iter().filter(|it| it.mark == Mark::Holds && it.comparison == Comparison::Agrees).any(|it| {
        let other = Claim::of(it, figures).filter(|other| other.leaf != claim.leaf);
        other.is_some_and(|other| {
            let known = other.other.formula.leaves();
            leaves.iter().all(|leaf| known.contains(leaf))
        })
    })
}

/// Says why the figures may have nothing to do with each other; `is_suspected` where a likely cause stands beside it.
fn in_doubt(doubt: Doubt, is_suspected: bool) -> Wording {
    match doubt {
        Doubt::Open if is_suspected => Wording::new(
            "附近还有别的数，疑因也可能只是碰巧：这几个数说的如果不是同一件事，请忽略",
            "other figures stand nearby, and the likely cause may be mere chance: if these do not speak of the same thing, ignore it",
        ),
        Doubt::Turned => Wording::new(
            "把其中两个数对调就相符：可能只是读反了哪个是哪个；如果原文没有写反，请忽略",
            "it agrees once two of the figures change places: they may only have been read the wrong way round; if the text is right, ignore this",
        ),
        Doubt::Far => Wording::new(
            "所列各数与合计相差很大，可能列的不是同一组数；如果是这样，请忽略",
            "the figures listed are far from the total and may not be its parts; if so, ignore this",
        ),
        Doubt::Open => Wording::new(
            "附近还有别的数，也看不出是哪一种笔误：这几个数说的如果不是同一件事，请忽略",
            "other figures stand nearby, and no slip explains this: if these do not speak of the same thing, ignore it",
        ),
    }
}

/// Says that a figure was bound by its position.
fn by_position(help: Option<&Wording>) -> Wording {
    let zh = "其中有的数没有可靠的提示词，是按位置推断的；如果它们说的不是同一件事，请忽略";
    let en = "some figure here has no word that names it and was taken by its position; if they do not speak of the same thing, ignore this";
    match help {
        Some(help) => Wording::new(format!("{}。{zh}", help.zh), format!("{}. {en}", help.en)),
        None => Wording::new(zh, en),
    }
}

/// The arithmetic of a check, for the account of one that passed.
pub(super) fn computation<'a>(
    env: &mut Env<'a>,
    rule: &'a Rule,
    check: &'a Check,
    binding: &Binding<'a>,
) -> Option<Computation> {
    binding.enter(env, rule.slots);
    let heard = listen(env, rule, check);
    heard.judged.iter().find_map(|judged| account(env, judged, &heard.recording.literals))
}

/// The claim that a check holds a computation against.
pub(super) fn claim(env: &Env<'_>, judged: &[Judged<'_>]) -> Option<LeafId> {
    principal(judged, None).and_then(|judged| Claim::of(judged, env.leaves.figures())).map(|claim| claim.leaf)
}

/// What a check read and compared.
struct Heard<'a> {
    recording: Recording<'a>,
    judged: Vec<Judged<'a>>,
}

fn listen<'a>(env: &mut Env<'a>, rule: &'a Rule, check: &'a Check) -> Heard<'a> {
    let kept = env.judged.len();
    env.recording = Some(Recording::default());
    match &check.kind {
        CheckKind::Condition(condition) => {
            let _ = env.truth(condition);
        }
        // The conditions are the fault, so they tell what took part.
        CheckKind::Report => {
            for condition in conditions(rule) {
                let _ = env.truth(condition);
            }
        }
        CheckKind::Outline(..) | CheckKind::Same(..) => {}
    }
    let recording = env.recording.take().unwrap_or_default();
    let judged = env.judged.split_off(kept.min(env.judged.len()));
    Heard { recording, judged }
}

/// Where a finding points if its rule does not say: the claim, else the first figure read, else the fact.
fn default_place<'a>(
    env: &Env<'a>,
    principal: Option<&Judged<'a>>,
    reads: &[Read<'a>],
    binding: &Binding<'a>,
) -> Option<Label> {
    let claim = principal.and_then(|judged| Claim::of(judged, env.leaves.figures()));
    if let Some(leaf) = claim.and_then(|claim| env.leaves.leaf(claim.leaf)) {
        return Some(label::figure(env, leaf));
    }
    let first = reads.iter().find(|read| matches!(read.value, super::value::Val::Number(_))).or_else(|| reads.first());
    if let Some(read) = first {
        return label::operands(env, std::slice::from_ref(read), None).into_iter().next();
    }
    let place = binding.subject?.fact.context.place;
    Some(Label { span: place, text: Wording::default() })
}

/// Where a rule without a fact and without figures points: to what made it apply.
fn place_of_conditions<'a>(env: &mut Env<'a>, rule: &'a Rule) -> Option<Label> {
    env.recording = Some(Recording::default());
    for condition in conditions(rule) {
        let _ = env.aside_judged(|env| env.truth(condition));
    }
    let reads = env.recording.take()?.reads;
    reads.iter().find_map(|read| label::operands(env, std::slice::from_ref(read), None).into_iter().next())
}

/// The computation behind a claim that is printed without the sign it has: 下降 0.30%.
fn turned(env: &Env<'_>, judged: &Judged<'_>) -> Option<Formula> {
    let claim = Claim::of(judged, env.leaves.figures())?;
    (counts_turned(env, claim.leaf) != claim.turned).then(|| claim.other.formula.clone())
}

/// What the rule says where it fails, else its title.
fn failure<'a>(env: &mut Env<'a>, rule: &'a Rule, check: &'a Check) -> Wording {
    match &check.message {
        Some(template) => message::words(env, template),
        None => rule.title.clone(),
    }
}

/// The replacement that a rule offers for the place a finding points to, else its first.
fn correction<'a>(env: &mut Env<'a>, rule: &'a Rule, primary: Option<Span>) -> Option<Correction> {
    let mut offered = rule.corrections.iter().filter_map(|offer| offers::offered(env, offer)).collect::<Vec<_>>();
    let fitting = offered.iter().position(|it| Some(it.span) == primary);
    match fitting {
        Some(position) => Some(offered.swap_remove(position)),
        // With several checks, a replacement of another place may belong to another check.
        None if rule.checks.len() == 1 => offered.into_iter().next(),
        None => None,
    }
}

/// A finding of a check that looks at the whole submission: its message is the rule's, else the one given.
pub(super) fn plain(
    env: &mut Env<'_>,
    at: (usize, usize),
    primary: Option<Label>,
    operands: Vec<Label>,
    message: Wording,
    place: Place,
) -> Option<Finding> {
    let rule = env.plan.rules.get(at.0)?;
    let check = rule.checks.get(at.1)?;
    let message = match &check.message {
        Some(template) => message::words(env, template),
        None => message,
    };
    Some(Finding {
        code: rule.code.to_string(),
        severity: rule.severity,
        title: rule.title.clone(),
        message,
        primary,
        operands,
        computation: None,
        causes: Vec::new(),
        basis: rule.basis.clone(),
        help: rule.help.clone(),
        correction: None,
        place,
        fingerprint: Fingerprint(String::new()),
    })
}
