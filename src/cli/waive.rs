//! The waivers of the command line: which findings are not told, as of which day.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Args;

use crate::diagnostic::{Diagnostic, Wording};
use crate::engine::{Checked, CompiledPack, PackErrors};
use crate::read::Limits;
use crate::review::{Called, Day, Granted, Marks, Needed};

use super::load::{Stop, text_file};

/// Options about waivers.
#[derive(Debug, Args)]
pub(super) struct WaiverArguments {
    /// Findings that somebody answers for (.yaml); they are counted and listed, and do not fail the check
    #[arg(long, value_name = "FILE")]
    pub(super) waivers: Option<PathBuf>,
    /// The day as of which waivers expire, as 2026-12-31; by default today in Beijing
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) today: Option<Day>,
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "write 2026-12-31".to_owned())
}

/// Reads the file of waivers; `None` where none is asked for.
pub(super) fn granted(arguments: &WaiverArguments, limits: &Limits) -> Result<Option<Granted>, Stop> {
    let Some(path) = &arguments.waivers else { return Ok(None) };
    let file = text_file(path, limits)?;
    let today = match arguments.today {
        Some(day) => day,
        None => today().ok_or_else(no_clock)?,
    };
    match Granted::read(&file.name, &file.bytes, (file.text, file.encoding), today) {
        Ok(granted) => Ok(Some(granted)),
        Err(wrong) => Err(PackErrors { sources: wrong.0, diagnostics: wrong.1 }.into()),
    }
}

/// Takes what is waived out of the findings of one submission.
pub(super) fn apply(granted: &Granted, pack: &CompiledPack, checked: &mut Checked) {
    let Some(review) = &mut checked.review else { return };
    let source = granted.add_to(&mut checked.sources);
    let called = Called { submission: &review.submission, unit: None, files: &[] };
    let mut needed = Needed::default();
    for finding in &review.findings {
        granted.note(&mut needed, &finding.code, &finding.fingerprint.0, called);
    }
    review.waived = granted.take(source, called, &mut review.findings);
    granted.tell(&needed, source, &|code| pack.selects(code), &mut checked.diagnostics);
}

/// Takes what the draft itself marks as waived out of the findings.
pub(super) fn apply_marks(pack: &CompiledPack, checked: &mut Checked) {
    let Checked { sources, review: Some(review), diagnostics } = checked else { return };
    let marks = Marks::find(&review.sources, sources, diagnostics);
    review.waived.extend(marks.apply(&mut review.findings, &|code| pack.selects(code), diagnostics));
}

/// Today in Beijing, whose time holds in all of China.
fn today() -> Option<Day> {
    const EAST_OF_GREENWICH: u64 = 8 * 3600;
    const DAY: u64 = 24 * 3600;
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
    Day::of_days_since_1970(seconds.checked_add(EAST_OF_GREENWICH)? / DAY)
}

fn no_clock() -> Stop {
    Diagnostic::placeless("cli::no_date", Wording::new("系统日期无法使用", "the date of the system cannot be used"))
        .help(Wording::new("用 --today 给出日期", "give the day with --today"))
        .into()
}
