//! The workbook of a review: an overview, the findings with a column for what became of them, the rules, and what could
//! not be checked.
//!
//! Fed submission by submission; rows go to temporary files, so that memory does not grow with them.

mod cell;
mod table;

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook as Book, XlsxError};

use crate::batch::{Record, State};
use crate::diagnostic::{Severity, Wording};
use crate::reporter::Look;
use crate::reporter::model::FindingOut;

use super::Totals;
use super::phrase::{computation, name, quoted};
use table::{Cell, Column, Table, Tone};

/// A workbook that is being made.
pub struct Workbook<'l> {
    look: &'l Look,
    book: Book,
    overview: Table,
    findings: Table,
    rules: Table,
    open: Table,
    /// Findings so far.
    count: u32,
}

impl<'l> Workbook<'l> {
    /// An empty workbook in the language of `look`.
    ///
    /// # Errors
    /// If no temporary file can be made.
    pub fn new(look: &'l Look) -> io::Result<Self> {
        let mut book = Book::new();
        let overview = Table::new(&mut book, look.choose("总览", "Overview"), overview_columns(look))?;
        let findings = Table::new(&mut book, look.choose("问题", "Findings"), finding_columns(look))?;
        let rules = Table::new(&mut book, look.choose("规则", "Rules"), rule_columns(look))?;
        let open = Table::new(&mut book, look.choose("未评估", "Not evaluated"), open_columns(look))?;
        Ok(Self { look, book, overview, findings, rules, open, count: 0 })
    }

    /// Takes one submission.
    ///
    /// # Errors
    /// If a temporary file cannot be written.
    pub fn add(&mut self, record: &Record) -> io::Result<()> {
        let unit = name(record);
        self.add_overview(record, &unit)?;
        let is_one_of_several = record.result.files.len() > 1;
        for finding in record.result.review.iter().flat_map(|review| &review.findings) {
            self.add_finding(&unit, finding, is_one_of_several)?;
        }
        self.add_open(record, &unit, is_one_of_several)
    }

    fn add_overview(&mut self, record: &Record, unit: &str) -> io::Result<()> {
        let look = self.look;
        let state = match record.state {
            State::Checked => look.choose("已检查", "checked"),
            State::Unreadable => look.choose("无法读取", "unreadable"),
            State::Failed => look.choose("未检查完", "not finished"),
        };
        let review = record.result.review.as_ref();
        let reason = record.result.errors.first().filter(|_| review.is_none());
        let year = record.year.and_then(|year| u32::try_from(year).ok());
        let count = |count: Option<usize>| count.map_or(Cell::Empty, Cell::count);
        self.overview.row(
            &mut self.book,
            &[
                Cell::Text(unit),
                year.map_or(Cell::Empty, Cell::Number),
                count(review.map(|review| review.summary.errors)),
                count(review.map(|review| review.summary.warnings)),
                count(review.map(|review| review.summary.notes)),
                count(review.map(|review| review.summary.not_evaluated)),
                Cell::Text(state),
                Cell::Text(&reason.map(|one| look.say(&one.message.wording())).unwrap_or_default()),
            ],
        )
    }

    fn add_finding(&mut self, unit: &str, finding: &FindingOut, of_several: bool) -> io::Result<()> {
        let look = self.look;
        let say = |words: Option<Wording>| words.map(|words| look.say(&words)).unwrap_or_default();
        self.count = self.count.saturating_add(1);
        let titles = finding.place.sections.iter().map(String::as_str).chain(finding.entry()).collect::<Vec<_>>();
        let place = [say(finding.whereabouts(of_several)), titles.join(" › ")];
        let place: Vec<&str> = place.iter().map(String::as_str).filter(|words| !words.is_empty()).collect();
        self.findings.row(
            &mut self.book,
            &[
                Cell::Number(self.count),
                Cell::Text(unit),
                Cell::Text(&look.say(&finding.how_grave().wording())),
                Cell::Text(&finding.code),
                Cell::Text(&look.say(&finding.title.wording())),
                Cell::Text(&place.join("\n")),
                Cell::Text(&quoted(finding, look)),
                Cell::Text(&look.say(&finding.message.wording())),
                Cell::Text(&computation(finding, look).join("\n")),
                Cell::Text(&look.say(&finding.basis.wording())),
                Cell::Text(look.choose(STATUS[0].0, STATUS[0].1)),
                Cell::Text(""),
            ],
        )
    }

    /// Checks that could not be made, and files that were not read.
    fn add_open(&mut self, record: &Record, unit: &str, of_several: bool) -> io::Result<()> {
        let look = self.look;
        for one in record.result.errors.iter().chain(&record.result.warnings) {
            let (code, why) = (Cell::Text(&one.code), look.say(&one.message.wording()));
            self.open.row(&mut self.book, &[Cell::Text(unit), code, Cell::Text(""), Cell::Text(&why)])?;
        }
        for one in record.result.review.iter().flat_map(|review| &review.not_evaluated) {
            let place = one.place.as_ref().map(|place| look.say(&place.wording(of_several))).unwrap_or_default();
            let why = look.say(&one.reason.text.wording());
            let cells = [Cell::Text(unit), Cell::Text(&one.code), Cell::Text(&place), Cell::Text(&why)];
            self.open.row(&mut self.book, &cells)?;
        }
        Ok(())
    }

    /// Writes the workbook; `totals` are those of the same submissions.
    ///
    /// # Errors
    /// If a temporary file or `out` cannot be written.
    pub fn finish(mut self, totals: &Totals, out: &mut dyn Write) -> io::Result<()> {
        for (code, rule) in totals.most_frequent() {
            let title = self.look.say(&rule.title);
            let (findings, submissions) = (Cell::count(rule.findings), Cell::count(rule.submissions));
            self.rules.row(&mut self.book, &[Cell::Text(code), Cell::Text(&title), findings, submissions])?;
        }
        self.overview.finish(&mut self.book)?;
        self.findings.finish(&mut self.book)?;
        self.rules.finish(&mut self.book)?;
        self.open.finish(&mut self.book)?;
        // Same input, same bytes: a day that is nobody's, in place of the clock.
        let day = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
        self.book.set_properties(&DocProperties::new().set_creation_datetime(&day));
        let mut whole = tempfile::tempfile()?;
        self.book.save_to_writer(&whole).map_err(failed)?;
        io::Seek::rewind(&mut whole)?;
        io::copy(&mut whole, out).map(|_| ())
    }
}

/// What may become of a finding; the first to begin with.
const STATUS: [(&str, &str); 3] = [("待核实", "to verify"), ("已改正", "corrected"), ("不采纳", "not accepted")];

fn overview_columns(look: &Look) -> Vec<Column> {
    let graves = [Severity::Error, Severity::Warning, Severity::Note].map(|one| look.say(&one.wording()));
    let [errors, warnings, notes] = graves;
    vec![
        Column::text(look.choose("单位", "Unit"), 34),
        Column::number(look.choose("年度", "Year"), 8),
        Column::number(&errors, 9).colored(Tone::Bad),
        Column::number(&warnings, 9).colored(Tone::Doubtful),
        Column::number(&notes, 9),
        Column::number(look.choose("未评估", "not evaluated"), 14),
        Column::text(look.choose("状态", "State"), 12)
            .marked(look.choose("无法读取", "unreadable"), Tone::Bad)
            .marked(look.choose("未检查完", "not finished"), Tone::Bad),
        Column::text(look.choose("原因", "Reason"), 60),
    ]
}

fn finding_columns(look: &Look) -> Vec<Column> {
    let grave = |severity: Severity| look.say(&severity.wording());
    let status = STATUS.map(|(zh, en)| look.choose(zh, en));
    vec![
        Column::number(look.choose("序号", "No."), 7),
        Column::text(look.choose("单位", "Unit"), 24),
        Column::text(look.choose("级别", "Severity"), 9)
            .marked(&grave(Severity::Error), Tone::Bad)
            .marked(&grave(Severity::Warning), Tone::Doubtful)
            .marked(&grave(Severity::Note), Tone::Calm),
        Column::text(look.choose("代码", "Code"), 8),
        Column::text(look.choose("规则", "Rule"), 20),
        Column::text(look.choose("位置", "Place"), 22),
        Column::text(look.choose("原文", "Quoted"), 28),
        Column::text(look.choose("问题", "Finding"), 42),
        Column::text(look.choose("复算", "Recomputed"), 36),
        Column::text(look.choose("依据", "Basis"), 26),
        Column::text(look.choose("处理情况", "Status"), 13)
            .chosen(&status)
            .marked(status[1], Tone::Good)
            .marked(status[2], Tone::Faint),
        Column::text(look.choose("备注", "Remark"), 26),
    ]
}

fn rule_columns(look: &Look) -> Vec<Column> {
    vec![
        Column::text(look.choose("代码", "Code"), 9),
        Column::text(look.choose("规则", "Rule"), 44),
        Column::number(look.choose("问题数", "Findings"), 11),
        Column::number(look.choose("材料数", "Submissions"), 13),
    ]
}

fn open_columns(look: &Look) -> Vec<Column> {
    vec![
        Column::text(look.choose("单位", "Unit"), 34),
        Column::text(look.choose("代码", "Code"), 20),
        Column::text(look.choose("位置", "Place"), 28),
        Column::text(look.choose("原因", "Reason"), 70),
    ]
}

/// What the writer of workbooks says, as a mistake of the world.
fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}
