//! The waivers of the command line: which findings are not told, as of which day.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Args;

use crate::diagnostic::{Diagnostic, Diagnostics, Wording};
use crate::engine::{Checked, CompiledPack, Opened, PackErrors};
use crate::read::Limits;
use crate::review::{Day, FileReceipt, FileRole, Marks, Waivers};

use super::load::{Stop, text_file};

/// Options about waivers.
#[derive(Debug, Args)]
pub(super) struct WaiverArguments {
    /// Findings that somebody answers for (.yaml); they are counted and listed, and do not fail the check
    #[arg(long, value_name = "FILE")]
    pub(super) waivers: Option<PathBuf>,
    /// Tell also what the draft itself marks as waived (guiju: waive …)
    #[arg(long)]
    pub(super) ignore_marks: bool,
    /// The day as of which waivers expire, as 2026-12-31; by default today in Beijing
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) today: Option<Day>,
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "write 2026-12-31".to_owned())
}

/// The waivers of a run.
#[derive(Debug)]
pub(super) struct Granted {
    waivers: Waivers,
    /// The day as of which they hold.
    pub(super) today: Day,
    /// Of their file.
    pub(super) receipt: FileReceipt,
}

impl Granted {
    /// Reads the file of waivers into the texts of a submission; `None` where none is asked for.
    pub(super) fn read(
        arguments: &WaiverArguments,
        limits: &Limits,
        opened: &mut Opened,
    ) -> Result<Option<Self>, Stop> {
        let Some(path) = &arguments.waivers else { return Ok(None) };
        let file = text_file(path, limits)?;
        let receipt = FileReceipt::of(&file.name, FileRole::Waivers, &file.bytes);
        let source = opened.sources.add_decoded(file.name, file.text, file.encoding);
        let mut diagnostics = Diagnostics::default();
        let waivers = Waivers::parse(source, &opened.sources, &mut diagnostics);
        if diagnostics.has_errors() {
            diagnostics.sort(&opened.sources);
            return Err(PackErrors { sources: std::mem::take(&mut opened.sources), diagnostics }.into());
        }
        let today = match arguments.today {
            Some(day) => day,
            None => today().ok_or_else(no_clock)?,
        };
        Ok(Some(Self { waivers, today, receipt }))
    }

    /// Takes what is waived out of the findings.
    pub(super) fn apply(&self, pack: &CompiledPack, checked: &mut Checked) {
        let Some(review) = &mut checked.review else { return };
        let selected = |code: &str| pack.selects(code);
        review.waived = self.waivers.apply(&mut review.findings, self.today, &selected, &mut checked.diagnostics);
    }
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
