//! One example: checked as a submission of its own.

use crate::diagnostic::{Diagnostic, Wording};
use crate::engine::{Checked, CompiledPack, Detail, Input, Opened, Peers, Sample, open};
use crate::finding::Finding;
use crate::plan::{Beside, Example, ExamplePlace, Rule};
use crate::read::Limits;
use crate::review::Review;
use crate::source::{SourceMap, Span};

const DRAFT: &str = "例.txt";
const DATA: &str = "例.yaml";
const LAST_DRAFT: &str = "上年例.txt";
const LAST_DATA: &str = "上年例.yaml";

/// Why an example does not hold; `None` where it does.
pub(super) fn failure(pack: &CompiledPack, rule: &Rule, example: &Example) -> Option<Diagnostic> {
    let draft = example.draft.as_ref().map(|text| Input::new(DRAFT, text.as_bytes()));
    let data = example.data.as_ref().map(|text| Input::new(DATA, text.as_bytes()));
    let last_year = example.last_year.as_ref().map(|it| match it {
        Beside::Draft(text) => Input::new(LAST_DRAFT, text.as_bytes()).of_last_year(),
        Beside::Data(text) => Input::new(LAST_DATA, text.as_bytes()).of_last_year(),
    });
    let inputs = draft.into_iter().chain(data).chain(last_year).collect();
    let opened = open(DRAFT, inputs, &Limits::default());
    let peers = example.cohort.as_ref().map(|others| peers(pack, others, &opened));
    let checked = pack.check_among(opened, Detail::Findings, peers.as_ref());
    let Some(review) = &checked.review else {
        return Some(unreadable(rule, example, &checked));
    };
    let found: Vec<&Finding> = review.findings.iter().filter(|finding| *finding.code == *rule.code).collect();
    if example.good {
        return found.first().map(|finding| false_alarm(rule, example, finding, &checked.sources));
    }
    if found.is_empty() {
        return Some(missed(rule, example, review));
    }
    let place = example.at.as_ref()?;
    if let Some(mistake) = place_not_there(example, place, &checked.sources) {
        return Some(mistake);
    }
    let hit = found.iter().any(|finding| is_at(finding, place, &checked.sources));
    (!hit).then(|| elsewhere(rule, example, place, &found, &checked.sources))
}

/// The example among other units, which lines of `---` part.
fn peers(pack: &CompiledPack, others: &Beside, own: &Opened) -> Peers {
    let (text, name) = match others {
        Beside::Draft(text) => (text, DRAFT),
        Beside::Data(text) => (text, DATA),
    };
    let units = text.split("\n---").map(|unit| open(name, vec![Input::new(name, unit.as_bytes())], &Limits::default()));
    let samples: Vec<Sample> = units.map(|unit| pack.sample(&unit)).chain([pack.sample(own)]).collect();
    Peers::new(samples)
}

/// True where the finding's primary place shares words with the place expected, or has its path.
fn is_at(finding: &Finding, place: &ExamplePlace, sources: &SourceMap) -> bool {
    match place {
        ExamplePlace::Words(words) => {
            let expected = spot(words, sources);
            let found = finding.primary.as_ref().map(|label| label.span);
            expected.zip(found).is_some_and(|(expected, found)| found.overlaps(expected) || touches(found, expected))
        }
        ExamplePlace::Path(path) => finding.place.path.as_ref().is_some_and(|found| found == path),
    }
}

/// A place between two characters has no words to share; it counts where it stands at the edge or inside.
fn touches(point: Span, expected: Span) -> bool {
    point.start == point.end
        && point.source == expected.source
        && (expected.start..=expected.end).contains(&point.start)
}

/// The first occurrence of words, in the draft or in the data.
fn spot(words: &str, sources: &SourceMap) -> Option<Span> {
    sources.iter().find_map(|(id, file)| {
        let start = file.text().find(words)?;
        Some(Span::new(id, start, start + words.len()))
    })
}

fn place_not_there(example: &Example, place: &ExamplePlace, sources: &SourceMap) -> Option<Diagnostic> {
    let ExamplePlace::Words(words) = place else { return None };
    if spot(words, sources).is_some() {
        return None;
    }
    let message = Wording::new(
        format!("例子里没有 at 所写的“{words}”"),
        format!("the example does not hold the words “{words}” of its at"),
    );
    Some(Diagnostic::error("packtest::no_such_words", example.span, message).help(Wording::new(
        "at 后应写例子里的原词，例如出错的数。",
        "at takes words of the example: the wrong figure, say.",
    )))
}

fn unreadable(rule: &Rule, example: &Example, checked: &Checked) -> Diagnostic {
    let first = checked.diagnostics.iter().next().map(|one| one.message.clone()).unwrap_or_default();
    let message = Wording::new(
        format!("{} 的例子读不进来：{}", rule.code, first.zh),
        format!("an example of {} cannot be read: {}", rule.code, first.en),
    );
    Diagnostic::error("packtest::unreadable", example.span, message)
}

fn false_alarm(rule: &Rule, example: &Example, finding: &Finding, sources: &SourceMap) -> Diagnostic {
    let words = finding.primary.as_ref().map(|label| sources.slice(label.span)).unwrap_or_default();
    let message = Wording::new(
        format!("{} 对正例报了问题：{}", rule.code, finding.message.zh),
        format!("{} finds a fault in a good example: {}", rule.code, english(&finding.message)),
    );
    let at = Wording::new(format!("指在“{words}”"), format!("at “{words}”"));
    Diagnostic::error("packtest::false_alarm", example.span, message).saying(at).help(Wording::new(
        "例子写对了，就改规则；否则把它改成 bad。",
        "If the example is right, mend the rule; otherwise make it bad.",
    ))
}

fn missed(rule: &Rule, example: &Example, review: &Review) -> Diagnostic {
    let message = Wording::new(
        format!("{} 没有发现反例中的问题", rule.code),
        format!("{} finds no fault in a bad example", rule.code),
    );
    let open = review.not_evaluated.iter().find(|open| open.code == rule.code).map(|open| open.reason.wording());
    let passed = review.passed.iter().any(|passed| passed.code == rule.code);
    let other = review.findings.iter().find(|finding| *finding.code != *rule.code && finding.computation.is_some());
    if let Some(other) = other.filter(|_| open.is_none() && !passed) {
        let why = Wording::new(
            format!("{} 已报告这里；同一处只报一次", other.code),
            format!("{} tells of this; one place is told once", other.code),
        );
        return Diagnostic::error("packtest::missed", example.span, message).saying(why).help(Wording::new(
            format!("若应由 {} 来报，可在 pack.yaml 的 off 中写明理由关闭 {}。", rule.code, other.code),
            format!("if {} is to tell it, switch {} off in pack.yaml, with the reason", rule.code, other.code),
        ));
    }
    let why = match (open, passed) {
        (Some(reason), _) => Wording::new(format!("未评估：{}", reason.zh), format!("not evaluated: {}", reason.en)),
        (None, true) => Wording::new("检查通过了", "the check holds here"),
        (None, false) => Wording::new("规则在这里没有可检查的内容", "the rule finds nothing to look at here"),
    };
    Diagnostic::error("packtest::missed", example.span, message).saying(why).help(Wording::new(
        "把例子存成文件，用 guiju trace 可看到每一步。",
        "Save the example as a file; guiju trace shows every step.",
    ))
}

fn elsewhere(
    rule: &Rule,
    example: &Example,
    place: &ExamplePlace,
    found: &[&Finding],
    sources: &SourceMap,
) -> Diagnostic {
    let (ExamplePlace::Words(expected) | ExamplePlace::Path(expected)) = place;
    let at = |finding: &&Finding| match (&finding.place.path, &finding.primary) {
        (Some(path), _) => path.clone(),
        (None, Some(label)) => sources.slice(label.span).to_owned(),
        (None, None) => String::new(),
    };
    let places = found.iter().map(at).collect::<Vec<_>>().join("”“");
    let message = Wording::new(
        format!("{} 指出的是“{places}”，例子要求指出“{expected}”", rule.code),
        format!("{} points at “{places}”, the example expects “{expected}”", rule.code),
    );
    Diagnostic::error("packtest::elsewhere", example.span, message)
}

fn english(words: &Wording) -> &str {
    if words.en.is_empty() { &words.zh } else { &words.en }
}
