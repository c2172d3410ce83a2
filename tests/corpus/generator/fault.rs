//! Faults: which value is spoilt, how, and which rule is to tell it.

use super::chance::Chance;
use super::draft::{Draft, Line, Piece};

/// A fault that can be put into a draft.
#[derive(Debug)]
pub(crate) struct Fault {
    /// The value: `claim.value`.
    pub(crate) slot: &'static str,
    pub(crate) change: Change,
    /// The rule that tells it.
    pub(crate) code: &'static str,
    /// What else follows from it, since other checks use the same value.
    pub(crate) also: &'static [&'static str],
}

/// How words are spoilt.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Change {
    /// Two neighbouring digits change places.
    Swap,
    /// So much more, in the last place of the figure.
    More(i64),
    /// Other words.
    To(&'static str),
    /// Words behind the value.
    Behind(&'static str),
    /// Words before the value.
    Before(&'static str),
}

use Change::{Before, Behind, More, Swap, To};

const fn fault(slot: &'static str, change: Change, code: &'static str) -> Fault {
    Fault { slot, change, code, also: &[] }
}

const fn wide(slot: &'static str, change: Change, code: &'static str, also: &'static [&'static str]) -> Fault {
    Fault { slot, change, code, also }
}

/// Of the running text.
pub(crate) const IN_REPORT: &[Fault] = &[
    wide("spending.rate", Swap, "A01", &["X01", "Q23"]),
    fault("spending.rate", To("%"), "A10"),
    wide("structure.basic_share", Swap, "A07", &["E02"]),
    wide("structure.project_share", Swap, "A07", &["E02"]),
    fault("basic.office", More(1000), "B03"),
    wide("official.official", More(90), "B08", &["B13"]),
    fault("reception.reception_growth", Swap, "A05"),
    fault("growth.spent_growth", Swap, "A05"),
    fault("procurement.saved_rate", Swap, "A03b"),
    wide("procurement.saved", More(1700), "A02b", &["A03b"]),
    fault("outputs.done_rate0", Swap, "A01b"),
    wide("pleased.pleased_rate", Swap, "Q10b", &["A13"]),
    fault("pleased.points", More(210), "A13"),
    fault("conclusion.grade", To("良"), "C11"),
    fault("adjustment.added", More(2600), "B10"),
    fault("conclusion.year", More(-1), "N02"),
    fault("problem0.problem1", Behind("，，"), "N04"),
    fault("remedy0.remedy0", Before("××部门"), "D04"),
    wide("heading.1.三", To("二、"), "M03", &["M03"]),
    fault("duties.duty1", Before("的的"), "N04"),
    fault("mended.mended", Behind("，可拨打王某的手机13800138000核实"), "P01"),
    fault("tasks.aim", Behind("（含跨年事项"), "N10"),
];

/// Of the table of indicators.
pub(crate) const IN_FORM: &[Fault] =
    &[fault("form.score", More(120), "C01f"), wide("form.full20", More(2), "C04", &["C01f"])];

/// Of the data.
pub(crate) const IN_DATA: &[Fault] = &[
    wide("data.rate", Swap, "A01", &["X01", "Q23"]),
    fault("data.full20", More(2), "C04"),
    wide("data.official", More(90), "B08", &["B13"]),
    fault("data.basic", More(2100), "B02b"),
];

impl Fault {
    /// Puts the fault into a draft; gives the words as they stood, or `None` where the draft has no such value, or one that the
    /// change leaves as it is.
    pub(crate) fn put_into(&self, draft: &mut Draft, chance: &mut Chance) -> Option<String> {
        let is_meant = |piece: &Piece| piece.slot.as_deref() == Some(self.slot);
        let mut places: Vec<&mut Piece> = draft
            .lines_mut()
            .flat_map(|line: &mut Line| line.pieces.iter_mut())
            .filter(|piece| is_meant(piece))
            .collect();
        // A value that stands twice is spoilt where it stands last.
        let piece = places.pop()?;
        let new = self.change.of(&piece.text, chance)?;
        let old = std::mem::replace(&mut piece.text, new);
        piece.is_spoilt = true;
        Some(old)
    }
}

impl Change {
    fn of(self, words: &str, chance: &mut Chance) -> Option<String> {
        match self {
            Swap => swapped(words, chance),
            More(more) => Some(raised(words, more)),
            To(new) => Some(new.to_owned()),
            Behind(new) => Some(format!("{words}{new}")),
            Before(new) => Some(format!("{new}{words}")),
        }
    }
}

/// Two neighbouring digits before the point change places, where that makes another number without a leading zero.
fn swapped(words: &str, chance: &mut Chance) -> Option<String> {
    let mut signs: Vec<char> = words.chars().collect();
    let whole: Vec<char> = signs.iter().copied().take_while(char::is_ascii_digit).collect();
    let pairs = whole.windows(2).enumerate();
    let differs = |(at, pair): (usize, &[char])| match pair {
        [a, b] if a != b && (at > 0 || *b != '0') => Some(at),
        _ => None,
    };
    let places: Vec<usize> = pairs.filter_map(differs).collect();
    if places.is_empty() {
        return None;
    }
    let at = *chance.pick(&places);
    signs.swap(at, at + 1);
    Some(signs.into_iter().collect())
}

/// Adds to the number that the words begin with, in its last place.
fn raised(words: &str, more: i64) -> String {
    let end = words.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(words.len());
    let (number, unit) = words.split_at(end);
    let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let digits: i64 = number.replace('.', "").parse().expect("a figure to be raised");
    let digits = format!("{:0>width$}", digits + more, width = decimals + 1);
    let (whole, part) = digits.split_at(digits.len() - decimals);
    let dot = if decimals > 0 { "." } else { "" };
    format!("{whole}{dot}{part}{unit}")
}
