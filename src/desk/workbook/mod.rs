//! The workbook of a review: an overview, the findings with a column for what became of them, the rules, and what could
//! not be checked.
//!
//! Fed submission by submission; rows go to temporary files, so that memory does not grow with them.

mod cell;
mod columns;
mod table;

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook as Book, XlsxError};

use crate::batch::{Record, State};
use crate::diagnostic::Wording;
use crate::reporter::Look;
use crate::reporter::model::{BaselineOut, FindingOut, ReceiptOut, WaivedOut};

use super::phrase::{computation, name, quoted};
use super::totals::receipt_lines;
use super::{Frame, entry, proof};
use table::{Cell, Table};

/// A workbook that is being made.
pub struct Workbook<'f> {
    frame: &'f Frame<'f>,
    look: Look,
    book: Book,
    overview: Table,
    findings: Table,
    /// Where findings can be waived.
    waived: Option<Table>,
    /// Where there was an earlier review.
    fixed: Option<Table>,
    rules: Table,
    open: Table,
    /// Where the checks that hold are kept.
    proof: Option<Table>,
    receipt: Table,
    /// Findings so far.
    count: u32,
}

impl<'f> Workbook<'f> {
    /// An empty workbook for the results of `frame`.
    ///
    /// # Errors
    /// If no temporary file can be made.
    pub fn new(frame: &'f Frame<'f>) -> io::Result<Self> {
        let (look, totals, mut book) = (Look::plain(frame.language), frame.totals, Book::new());
        let mut table = |zh, en, columns| Table::new(&mut book, look.choose(zh, en), columns);
        let is_compared = totals.is_compared;
        let overview = table("总览", "Overview", columns::overview(&look, totals.has_waivers(), is_compared))?;
        let findings = table("问题", "Findings", columns::findings(&look, is_compared))?;
        let mut some = |is_there: bool, zh, en, columns| is_there.then(|| table(zh, en, columns)).transpose();
        let waived = some(totals.has_waivers(), "豁免", "Waived", columns::waived(&look))?;
        let fixed = some(is_compared, "已消除", "Fixed", columns::fixed(&look))?;
        let rules = table("规则", "Rules", columns::rules(&look))?;
        let open = table("未评估", "Not evaluated", columns::open(&look))?;
        let mut some = |is_there: bool, zh, en, columns| is_there.then(|| table(zh, en, columns)).transpose();
        let proof = some(totals.has_proof(), "核验", "Proof", columns::proof(&look))?;
        let receipt = table("凭据", "Receipt", columns::receipt(&look))?;
        Ok(Self { frame, book, overview, findings, waived, fixed, rules, open, proof, receipt, count: 0, look })
    }

    /// Takes one submission.
    ///
    /// # Errors
    /// If a temporary file cannot be written.
    pub fn add(&mut self, record: &Record) -> io::Result<()> {
        let unit = name(record);
        self.add_overview(record, &unit)?;
        let is_one_of_several = record.is_of_several();
        if let Some(review) = &record.result.review {
            let is_new = review.baseline.as_ref().map(BaselineOut::is_new);
            for finding in &review.findings {
                let is_new = is_new.as_ref().map(|is_new| is_new(finding));
                self.add_finding(&unit, finding, is_new, is_one_of_several)?;
            }
            review.waived.iter().try_for_each(|one| self.add_waived(&unit, one, is_one_of_several))?;
            review.baseline.iter().try_for_each(|one| self.add_fixed(&unit, one))?;
            review.receipt.iter().try_for_each(|one| self.add_receipt(&unit, record, one))?;
        }
        self.add_proof(record, &unit)?;
        self.add_open(record, &unit, is_one_of_several)
    }

    fn add_overview(&mut self, record: &Record, unit: &str) -> io::Result<()> {
        let (look, totals) = (&self.look, self.frame.totals);
        let state = match record.state {
            State::Checked => look.choose("已检查", "checked"),
            State::Unreadable => look.choose("无法读取", "unreadable"),
            State::Failed => look.choose("未检查完", "not finished"),
        };
        let review = record.result.review.as_ref();
        let reason = record.result.errors.first().filter(|_| review.is_none());
        let year = record.year.and_then(|year| u32::try_from(year).ok());
        let count = |count: Option<usize>| count.map_or(Cell::Empty, Cell::count);
        let why = reason.map(|one| look.say(&one.message.wording())).unwrap_or_default();
        let summary = review.map(|review| &review.summary);
        let baseline = review.and_then(|review| review.baseline.as_ref());
        let mut cells = vec![Cell::Text(unit), year.map_or(Cell::Empty, Cell::Number)];
        cells.extend(
            [summary.map(|it| it.errors), summary.map(|it| it.warnings), summary.map(|it| it.notes)].map(count),
        );
        cells.extend(totals.has_waivers().then(|| count(summary.map(|it| it.waived))));
        cells.push(count(summary.map(|it| it.not_evaluated)));
        if totals.is_compared {
            cells.extend([baseline.map(|it| it.new.len()), baseline.map(|it| it.fixed.len())].map(count));
        }
        cells.extend([Cell::Text(state), Cell::Text(&why)]);
        self.overview.row(&mut self.book, &cells)
    }

    fn add_finding(
        &mut self,
        unit: &str,
        finding: &FindingOut,
        is_new: Option<bool>,
        of_several: bool,
    ) -> io::Result<()> {
        let look = &self.look;
        let say = |words: Option<Wording>| words.map(|words| look.say(&words)).unwrap_or_default();
        self.count = self.count.saturating_add(1);
        let titles = finding.place.sections.iter().map(String::as_str).chain(finding.entry()).collect::<Vec<_>>();
        let place = [say(finding.whereabouts(of_several)), titles.join(" › ")];
        let place: Vec<&str> = place.iter().map(String::as_str).filter(|words| !words.is_empty()).collect();
        let grave = look.say(&finding.how_grave().wording());
        let [title, message] = [&finding.title, &finding.message].map(|words| look.say(&words.wording()));
        let [place, quoted] = [place.join("\n"), quoted(finding, look)];
        let [recomputed, basis] = [computation(finding, look).join("\n"), look.say(&finding.basis.wording())];
        let (zh, en) = columns::STATUS[0];
        let mut cells = vec![Cell::Number(self.count), Cell::Text(unit)];
        cells.extend(
            [&grave, &finding.code, &title, &place, &quoted, &message, &recomputed, &basis].map(|it| Cell::Text(it)),
        );
        cells.extend(is_new.map(|is_new| Cell::Text(columns::change(look, is_new))));
        cells.extend([Cell::Text(look.choose(zh, en)), Cell::Text("")]);
        self.findings.row(&mut self.book, &cells)
    }

    fn add_waived(&mut self, unit: &str, waived: &WaivedOut, of_several: bool) -> io::Result<()> {
        let (look, Some(table)) = (&self.look, &mut self.waived) else { return Ok(()) };
        let finding = &waived.finding;
        let said = entry::titled(finding, look.language);
        let place = finding.whereabouts(of_several).map(|words| look.say(&words)).unwrap_or_default();
        let by = waived.approver.as_deref().unwrap_or(look.choose("材料中自行标注", "marked in the draft itself"));
        let until = waived.expires.as_deref().unwrap_or_default();
        let cells = [unit, &finding.code, &said, &place, &waived.reason, by, until].map(Cell::Text);
        table.row(&mut self.book, &cells)
    }

    fn add_fixed(&mut self, unit: &str, baseline: &BaselineOut) -> io::Result<()> {
        let (language, Some(table)) = (self.look.language, &mut self.fixed) else { return Ok(()) };
        baseline.fixed.iter().try_for_each(|known| {
            let said = entry::joined(&known.title, &known.message, language);
            let titles = known.place.sections.join(" › ");
            table.row(&mut self.book, &[unit, &known.code, &said, &titles, &known.place.clause].map(Cell::Text))
        })
    }

    fn add_proof(&mut self, record: &Record, unit: &str) -> io::Result<()> {
        let (look, Some(table)) = (&self.look, &mut self.proof) else { return Ok(()) };
        for line in proof::lines(record, self.frame.rules, look.language) {
            let outcome = columns::outcome(look, line.holds);
            let cells = [unit, &line.code, &line.title, outcome, &line.place, &line.said].map(Cell::Text);
            table.row(&mut self.book, &cells)?;
        }
        Ok(())
    }

    /// The files of a submission, and the key of its result.
    fn add_receipt(&mut self, unit: &str, record: &Record, receipt: &ReceiptOut) -> io::Result<()> {
        let own: Vec<_> = receipt.files.iter().filter(|file| file.role == "submission").cloned().collect();
        let key = Wording::new("结果标识", "key");
        let key = std::iter::once((key, record.submission.clone(), record.key.clone(), String::new()));
        self.receipt_rows(unit, key.chain(receipt_lines(None, &[], &own, &[])))
    }

    fn receipt_rows(
        &mut self,
        unit: &str,
        lines: impl IntoIterator<Item = (Wording, String, String, String)>,
    ) -> io::Result<()> {
        for (what, name, value, hash) in lines {
            let what = self.look.say(&what);
            self.receipt.row(&mut self.book, &[unit, &what, &name, &value, &hash].map(Cell::Text))?;
        }
        Ok(())
    }

    /// Checks that could not be made, and files that were not read.
    fn add_open(&mut self, record: &Record, unit: &str, of_several: bool) -> io::Result<()> {
        let look = &self.look;
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

    /// Writes the workbook.
    ///
    /// # Errors
    /// If a temporary file or `out` cannot be written.
    pub fn finish(mut self, out: &mut dyn Write) -> io::Result<()> {
        let Frame { totals, told, .. } = *self.frame;
        if let Some(ReceiptOut { engine, packs, files, options }) = &totals.receipt {
            self.receipt_rows("", receipt_lines(Some(engine), packs, files, options))?;
        }
        if let Some(table) = &mut self.waived {
            for words in told {
                let words = self.look.say(words);
                table.row(&mut self.book, &["", "", &words, "", "", "", ""].map(Cell::Text))?;
            }
        }
        for (code, rule) in totals.most_frequent() {
            let title = self.look.say(&rule.title);
            let (findings, submissions) = (Cell::count(rule.findings), Cell::count(rule.submissions));
            self.rules.row(&mut self.book, &[Cell::Text(code), Cell::Text(&title), findings, submissions])?;
        }
        let Self { overview, findings, waived, fixed, rules, open, proof, receipt, .. } = self;
        let book = &mut self.book;
        overview.finish(book)?;
        findings.finish(book)?;
        waived.into_iter().chain(fixed).try_for_each(|table| table.finish(book))?;
        rules.finish(book)?;
        open.finish(book)?;
        proof.into_iter().chain([receipt]).try_for_each(|table| table.finish(book))?;
        // Same input, same bytes: a day that is nobody's, in place of the clock.
        let day = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
        self.book.set_properties(&DocProperties::new().set_creation_datetime(&day));
        let mut whole = tempfile::tempfile()?;
        self.book.save_to_writer(&whole).map_err(failed)?;
        io::Seek::rewind(&mut whole)?;
        io::copy(&mut whole, out).map(|_| ())
    }
}

/// What the writer of workbooks says, as a mistake of the world.
fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}
