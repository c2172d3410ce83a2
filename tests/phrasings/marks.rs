//! Sentences with marked claims: what they say without the marks, and with one of the figures wrong. What was said about
//! them, counted.

use guiju::diagnostic::Severity;
use guiju::engine::{CompiledPack, Input};
use guiju::read::Limits;

/// How a pack fares with marked sentences.
#[derive(Default)]
pub(crate) struct Score {
    pub(crate) right: usize,
    pub(crate) spoilt: usize,
    pub(crate) noted: usize,
    pub(crate) misses: Vec<String>,
    pub(crate) alarms: Vec<String>,
    /// Notes on what is right.
    pub(crate) doubts: Vec<String>,
}

impl Score {
    pub(crate) fn add(mut self, other: Self) -> Self {
        self.right += other.right;
        self.spoilt += other.spoilt;
        self.noted += other.noted;
        self.misses.extend(other.misses);
        self.alarms.extend(other.alarms);
        self.doubts.extend(other.doubts);
        self
    }

    /// Counts one spoilt figure by the gravest new finding about figures.
    pub(crate) fn count(&mut self, gravest: Option<Severity>, shown: &str) {
        self.spoilt += 1;
        match gravest {
            Some(Severity::Note) => self.noted += 1,
            Some(Severity::Warning | Severity::Error) => {}
            None => self.misses.push(shown.to_owned()),
        }
    }

    /// The counts, then each false alarm and each miss on a line of its own.
    pub(crate) fn report(&self, name: &str) -> String {
        let counts = format!(
            "{name}: {} right, {} false alarms, {} notes; {} spoilt, {} noted, {} missed",
            self.right,
            self.alarms.len(),
            self.doubts.len(),
            self.spoilt,
            self.noted,
            self.misses.len()
        );
        let alarms = self.alarms.iter().map(|it| format!("  alarm {it}"));
        let misses = self.misses.iter().map(|it| format!("  miss  {it}"));
        let doubts = self.doubts.iter().map(|it| format!("  note  {it}"));
        std::iter::once(counts).chain(alarms).chain(doubts).chain(misses).collect::<Vec<_>>().join("\n")
    }
}

pub(crate) fn unmarked(sentence: &str) -> String {
    sentence.chars().filter(|c| !matches!(c, '⟦' | '⟧')).collect()
}

/// The sentence once for each mark, with the figure in that mark wrong and no other mark left.
pub(crate) fn spoilt(sentence: &str) -> Vec<String> {
    let mut all = Vec::new();
    for (start, _) in sentence.match_indices('⟦') {
        let Some(length) = sentence.get(start..).and_then(|rest| rest.find('⟧')) else { continue };
        let end = start + length;
        let (Some(before), Some(inside), Some(behind)) =
            (sentence.get(..start), sentence.get(start + '⟦'.len_utf8()..end), sentence.get(end + '⟧'.len_utf8()..))
        else {
            continue;
        };
        if let Some(wrong) = swapped(inside) {
            all.push(format!("{}⟦{wrong}⟧{}", unmarked(before), unmarked(behind)));
        }
    }
    all
}

/// Two neighbouring digits that differ swapped, the first two from the left; a figure without such a pair gets
/// another last digit.
fn swapped(figure: &str) -> Option<String> {
    let mut chars: Vec<char> = figure.chars().collect();
    let digits: Vec<usize> = (0..chars.len()).filter(|at| chars.get(*at).is_some_and(char::is_ascii_digit)).collect();
    let pair = digits.windows(2).find_map(|pair| match pair {
        [a, b] if chars.get(*a) != chars.get(*b) && chars.get(*b) != Some(&'0') => Some((*a, *b)),
        _ => None,
    });
    match pair {
        Some((a, b)) => chars.swap(a, b),
        None => {
            let last = chars.get_mut(*digits.last()?)?;
            *last = if *last == '9' { '1' } else { char::from_digit(last.to_digit(10)? + 1, 10)? };
        }
    }
    Some(chars.into_iter().collect())
}

/// A finding.
pub(crate) struct Said {
    pub(crate) code: String,
    pub(crate) severity: Severity,
    pub(crate) message: String,
}

/// The findings about figures: a balance that nobody explains is no wrong figure, nor is a grade without a score.
pub(crate) fn findings(pack: &CompiledPack, draft: &str) -> Vec<Said> {
    let mut all = review(pack, draft);
    all.retain(|it| {
        (it.code.starts_with(['A', 'B', 'C', 'E']) || it.code == "Q10b") && !matches!(it.code.as_str(), "B07" | "C12")
    });
    all
}

pub(crate) fn review(pack: &CompiledPack, draft: &str) -> Vec<Said> {
    let checked = pack.check("draft.txt", vec![Input::new("draft.txt", draft)], &Limits::default());
    let review = checked.review.expect("the draft can be read");
    let said = |finding: &guiju::finding::Finding| Said {
        code: finding.code.clone(),
        severity: finding.severity,
        message: finding.message.zh.clone(),
    };
    review.findings.iter().map(said).collect()
}
