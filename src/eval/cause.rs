//! Likely causes in words.

use crate::diagnostic::Wording;
use crate::figure::{Cause, CauseKind, Figure, LeafId, likely_causes};

use super::claim::{Claim, counts_turned};
use super::compare::Judged;
use super::env::Env;
use super::field::english;
use super::join::Binding;
use super::label;
use super::value::{FactRef, Val};

/// How many facts before and behind are looked at for another base.
const NEIGHBOURS: usize = 3;

/// What may have gone wrong where a claim contradicts, best first.
pub(super) fn words<'a>(env: &mut Env<'a>, judged: &Judged<'a>, binding: &Binding<'a>) -> Vec<Wording> {
    if judged.comparison != crate::plan::Comparison::Agrees || !judged.contradicts() {
        return Vec::new();
    }
    let nearby = nearby(env, binding);
    let figures = env.leaves.figures();
    let Some(claim) = Claim::of(judged, figures) else { return Vec::new() };
    let causes = likely_causes(claim.leaf, &claim.computation(), figures, &nearby);
    causes.iter().map(|cause| one(env, cause, claim.leaf)).collect()
}

/// One cause in words.
pub(super) fn one(env: &Env<'_>, cause: &Cause, claim: LeafId) -> Wording {
    let instead = shown(env, cause.leaf, &cause.instead);
    let known = match cause.kind {
        CauseKind::DigitsSwapped => Wording::new("两位数字颠倒", "two digits swapped"),
        CauseKind::DigitWrong => Wording::new("一位数字有误", "one digit wrong"),
        CauseKind::DigitMissing => Wording::new("漏写一位数字", "one digit missing"),
        CauseKind::DigitExtra => Wording::new("多写一位数字", "one digit too many"),
        CauseKind::PointMoved => Wording::new("小数点错位", "decimal point moved"),
        CauseKind::UnitSlipped => Wording::new("金额单位混淆（元、万元、亿元）", "unit slipped (元, 万元, 亿元)"),
        CauseKind::UpsideDown => Wording::new("分子分母颠倒", "ratio upside down"),
        CauseKind::Complement => {
            Wording::new("疑将差率与完成率混填（两者之和为 100%）", "the change was written for the share")
        }
        CauseKind::OtherBase => return other_base(env, cause),
        CauseKind::DifferenceCopied => Wording::new("疑将金额误填为百分比", "the amount was copied as the percentage"),
        CauseKind::PercentForPoints => {
            Wording::new("疑将百分点误写为百分比", "per cent was written for percentage points")
        }
        CauseKind::PriorAsNumerator => Wording::new("疑以本年数为基数", "the current year was taken as the base"),
        CauseKind::InputWrong => Wording::new("数字有误", "the figure is wrong"),
    };
    if cause.leaf == claim {
        return Wording::new(format!("{}：{instead}", known.zh), format!("{}: {instead}", known.en));
    }
    let name = named(env, cause.leaf);
    Wording::new(
        format!("{}疑应为 {instead}（{}）", name.zh, known.zh),
        format!("{} may have to be {instead} ({})", english(&name), known.en),
    )
}

/// The one figure that, mended, makes all relations of a fact agree.
pub(super) fn input(env: &Env<'_>, cause: &Cause) -> Wording {
    let instead = shown(env, cause.leaf, &cause.instead);
    let name = named(env, cause.leaf);
    Wording::new(
        format!("{}疑应为 {instead}：改后各处均相符", name.zh),
        format!("{} may have to be {instead}: then everything agrees", english(&name)),
    )
}

fn other_base(env: &Env<'_>, cause: &Cause) -> Wording {
    let name = named(env, cause.leaf);
    Wording::new(format!("疑误用其他基数：{}", name.zh), format!("another base may have been used: {}", english(&name)))
}

/// A figure by its label and its printed value: `预算数 879.34万元`.
fn named(env: &Env<'_>, leaf: LeafId) -> Wording {
    env.leaves.leaf(leaf).map(|it| label::of_leaf(env, it)).unwrap_or_default()
}

/// A value instead of a figure, with the sign that the draft prints.
pub(super) fn shown(env: &Env<'_>, leaf: LeafId, instead: &Figure) -> String {
    if counts_turned(env, leaf) { instead.negated().printed() } else { instead.printed() }
}

/// The other figures of the facts bound, and of the facts beside them in the same paragraph.
fn nearby<'a>(env: &mut Env<'a>, binding: &Binding<'a>) -> Vec<LeafId> {
    let mut facts: Vec<FactRef<'a>> = binding.facts().iter().take(NEIGHBOURS).copied().collect();
    if let (Some(position), Some(subject)) = (binding.position, binding.subject) {
        let paragraph = subject.fact.context.around.paragraph.as_ref().map(|(_, span)| *span);
        let first = position.saturating_sub(NEIGHBOURS);
        for beside in first..=position.saturating_add(NEIGHBOURS) {
            let Some(fact) = env.fact_at(subject.fact.record, beside) else { continue };
            let its = fact.fact.context.around.paragraph.as_ref().map(|(_, span)| *span);
            if beside != position && paragraph.is_some() && its == paragraph {
                facts.push(fact);
            }
        }
    }
    let mut leaves = Vec::new();
    for fact in facts {
        let fields = env.plan.records.get(fact.fact.record.0).map_or(&[][..], |record| &record.fields);
        for (index, field) in fields.iter().enumerate() {
            let Some(crate::fact::FieldValue::Value(value)) = fact.bound().and_then(|it| it.value(index)) else {
                continue;
            };
            if let Val::Number(number) = env.value(value, Some(field), Some(fact.fact))
                && let Some(leaf) = number.leaf()
                && !leaves.contains(&leaf)
            {
                leaves.push(leaf);
            }
        }
    }
    leaves
}
