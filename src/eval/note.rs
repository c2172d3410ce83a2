//! Notes: claims that are right but cut off instead of rounded, or right only for figures that are not printed.

use crate::diagnostic::Wording;
use crate::finding::{Computation, Finding, Label, Outcome, Passed, Verdict};

use super::compare::Mark;
use super::label;
use super::settle::Tagged;

/// From so many cut-off claims on they may be a habit of the report.
const HABIT: usize = 3;

/// What a note says.
pub(super) fn message(mark: Mark, computation: &Computation) -> Wording {
    let Computation { rounded, claimed, .. } = computation;
    if mark == Mark::CutOff {
        return Wording::new(
            format!("疑似截尾而未四舍五入：应为 {rounded}，文中 {claimed}"),
            format!("looks cut off instead of rounded: {rounded} expected, {claimed} in the text"),
        );
    }
    Wording::new(
        format!("按所列各数应为 {rounded}，只有四舍五入前的原数才能得到文中的 {claimed}，请核实"),
        format!(
            "the figures as printed make {rounded}; only the unrounded ones can give the {claimed} stated; please check"
        ),
    )
}

/// How the claims of a report were rounded.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Rounding {
    /// Claims that agree or are cut off.
    pub(super) judged: usize,
    /// Those cut off.
    pub(super) cut: usize,
}

/// If most claims of a report are cut off, says so once; the claims themselves then pass.
pub(super) fn say_once(outcomes: &mut [Tagged], rounding: Rounding) {
    let is_habit = rounding.cut >= HABIT && rounding.cut.saturating_mul(2) > rounding.judged;
    if !is_habit {
        return;
    }
    let cut = outcomes.iter().filter_map(|tagged| cut_off(&tagged.outcome));
    let places: Vec<Label> = cut.filter_map(|finding| finding.primary.clone()).collect();
    let mut first = true;
    for tagged in outcomes.iter_mut() {
        let Outcome::Failed(finding) = &mut tagged.outcome else { continue };
        if !is_cut_off(finding) {
            continue;
        }
        if first {
            first = false;
            summarise(finding, &places);
        } else {
            tagged.outcome = Outcome::Passed(Passed {
                code: std::mem::take(&mut finding.code).into(),
                place: finding.primary.as_ref().map(|label| label.span),
                computation: finding.computation.take().map(Box::new),
            });
        }
    }
}

fn summarise(finding: &mut Finding, places: &[Label]) {
    let count = places.len();
    finding.title = Wording::new("数据截尾而未四舍五入", "figures cut off instead of rounded");
    finding.message = Wording::new(
        format!("本报告有 {count} 处计算结果疑似截尾而未四舍五入，建议统一四舍五入"),
        format!("{count} results of this report look cut off instead of rounded; round them half up throughout"),
    );
    let primary = finding.primary.as_ref().map(|label| label.span);
    finding.operands = places.iter().filter(|label| Some(label.span) != primary).cloned().collect();
    label::sort(&mut finding.operands);
    finding.correction = None;
}

fn cut_off(outcome: &Outcome) -> Option<&Finding> {
    match outcome {
        Outcome::Failed(finding) if is_cut_off(finding) => Some(finding),
        Outcome::Failed(_) | Outcome::Passed(_) | Outcome::NotEvaluated(_) => None,
    }
}

fn is_cut_off(finding: &Finding) -> bool {
    finding.computation.as_ref().is_some_and(|computation| computation.verdict == Verdict::CutOff)
}
