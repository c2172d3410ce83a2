//! The return list of a unit: what its author is to mend, to explain, and to look through, as a Word file of a page or
//! little more.
//!
//! In the tone of reviewers: a finding is a lead, asked about, never a verdict on the unit. Notes are left out.

mod docx;
mod item;
mod names;

use std::collections::BTreeSet;
use std::io::{self, Write};

use crate::batch::Record;
use crate::diagnostic::{Language, Severity};
use crate::reporter::model::{FindingOut, ReviewOut, UnreadClaimOut};
use crate::reporter::{Look, visible};

use super::entry;
use super::phrase::{files, unit};
use docx::{Paragraph, Style};
pub use names::FileNames;

/// Kinds of what could not be checked that are listed; the rest are counted.
const MOST_REASONS: usize = 10;

/// Places of statements that could not be read that are named.
const MOST_PLACES: usize = 10;

/// A return list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    title: String,
    language: Language,
    paragraphs: Vec<Paragraph>,
}

impl Letter {
    /// The return list for a submission; `None` where there is nothing to mend or to explain.
    #[must_use]
    pub fn of(record: &Record, look: &Look) -> Option<Self> {
        let review = record.result.review.as_ref()?;
        let of_grave = |severity: Severity| -> Vec<&FindingOut> {
            review.findings.iter().filter(|finding| finding.how_grave() == severity).collect()
        };
        let (errors, warnings) = (of_grave(Severity::Error), of_grave(Severity::Warning));
        if errors.is_empty() && warnings.is_empty() {
            return None;
        }
        let title = look.choose("绩效自评材料退回意见", "Self-evaluation returned: points to mend").to_owned();
        let of_several = record.is_of_several();
        let mut heads = Heads { look, count: 0 };
        let mut paragraphs = vec![
            Paragraph::new(Style::Title, &title),
            Paragraph::new(Style::Address, format!("{}{}", unit(record), look.choose("：", ":"))),
            Paragraph::new(Style::Body, opening(record, errors.len(), warnings.len(), look)),
        ];
        let sections = [
            (errors, look.choose("请改正的问题", "To be mended")),
            (warnings, look.choose("请核实并说明的问题", "To be checked and explained")),
        ];
        // The same advice is given once.
        let mut advice = BTreeSet::new();
        for (findings, head) in sections {
            if findings.is_empty() {
                continue;
            }
            paragraphs.push(heads.next(head));
            for finding in findings {
                paragraphs.push(Paragraph::new(Style::Item, item::lead(finding, of_several, look)));
                let account = item::account(finding, &mut advice, look);
                paragraphs.extend(account.map(|words| Paragraph::new(Style::Detail, words)));
            }
        }
        let open = open(record, review, look);
        if !open.is_empty() {
            paragraphs
                .push(heads.next(look.choose("未能核对、请自行复核的内容", "Not checked: please look through these")));
            paragraphs.extend(open.into_iter().map(|words| Paragraph::new(Style::Item, words)));
        }
        paragraphs.push(Paragraph::new(Style::Body, closing(look)));
        paragraphs.push(Paragraph::new(Style::Sign, look.choose("（审核单位）", "(reviewing office)")));
        paragraphs.push(Paragraph::new(Style::Sign, look.choose("年　　月　　日", "(date)")));
        Some(Self { title, language: look.language, paragraphs })
    }

    /// Writes it as a Word file.
    ///
    /// # Errors
    /// If `out` cannot be written to.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(&docx::package(&self.title, self.language, &self.paragraphs)?)
    }
}

/// Numbers the heads: 一、二、三.
struct Heads<'l> {
    look: &'l Look,
    count: usize,
}

impl Heads<'_> {
    fn next(&mut self, words: &str) -> Paragraph {
        let (zh, en) = match self.count {
            0 => ("一、", "I. "),
            1 => ("二、", "II. "),
            _ => ("三、", "III. "),
        };
        self.count += 1;
        Paragraph::new(Style::Head, format!("{}{words}", self.look.choose(zh, en)))
    }
}

fn opening(record: &Record, errors: usize, warnings: usize, look: &Look) -> String {
    let files = files(record);
    match look.language {
        Language::Chinese => {
            let year = record.year.map(|year| format!("{year}年度")).unwrap_or_default();
            let named = if files.is_empty() { String::new() } else { format!("（{}）", files.join("、")) };
            let counts = [(errors, "需改正的疑似差错"), (warnings, "需核实说明的问题")];
            let counts = counts.iter().filter(|(count, _)| *count > 0);
            let counts: Vec<String> = counts.map(|(count, what)| format!("{what} {count} 处")).collect();
            format!(
                "你单位报送的{year}绩效自评材料{named}收悉。经核对，有{}，列明如下，请逐条核实。",
                counts.join("、")
            )
        }
        Language::English => {
            let year = record.year.map(|year| format!(" for {year}")).unwrap_or_default();
            let named = if files.is_empty() { String::new() } else { format!(" ({})", files.join(", ")) };
            let counts = [(errors, "to be mended"), (warnings, "to be checked and explained")];
            let counts = counts.iter().filter(|(count, _)| *count > 0);
            let counts: Vec<String> = counts.map(|(count, what)| format!("{count} {what}")).collect();
            format!(
                "Your self-evaluation{year}{named} was checked. Points: {}. Please go through them.",
                counts.join(", ")
            )
        }
    }
}

fn closing(look: &Look) -> &str {
    look.choose(
        "请对照原始资料逐条核实：确有差错的，改正后重新报送；并非差错的，请逐条说明。以上意见根据报送材料核对得出，仅供核实修改，不作为对绩效评价结果的认定。",
        "Please hold each point against your records: mend what is wrong and hand the material in again; where nothing is wrong, say why. These points come from the material alone and are no verdict on the evaluation.",
    )
}

/// Where statements stand that could not be read; a few of many.
fn places(record: &Record, review: &ReviewOut, look: &Look) -> String {
    let claims = &review.unread.claims;
    let (colon, stop) = (look.choose("：", ": "), look.choose("；", "; "));
    let place = |claim: &UnreadClaimOut| {
        let at = entry::place(record, &claim.place, look.language);
        format!("{at}{}“{}”", look.choose("", " "), item::shortened(&visible(&claim.text)))
    };
    let places: Vec<String> = claims.iter().take(MOST_PLACES).map(place).collect();
    let more = if claims.len() > places.len() { look.choose("；等", "; and others") } else { "" };
    if places.is_empty() { String::new() } else { format!("{colon}{}{more}", places.join(stop)) }
}

/// What could not be checked, by reason; and how many statements could not be read.
fn open(record: &Record, review: &ReviewOut, look: &Look) -> Vec<String> {
    let reasons = &review.summary.reasons;
    let mut lines: Vec<String> = Vec::new();
    for reason in reasons.iter().take(MOST_REASONS) {
        let (why, codes) = (look.say(&reason.text.wording()), reason.codes.join("、"));
        lines.push(match look.language {
            Language::Chinese => format!("{why}，有 {} 项检查未能进行（{codes}）。", reason.count),
            Language::English => format!("{why}: {} not made ({codes}).", reason.count),
        });
    }
    let rest: usize = reasons.iter().skip(MOST_REASONS).map(|reason| reason.count).sum();
    if rest > 0 {
        lines.push(match look.language {
            Language::Chinese => format!("因其他原因，另有 {rest} 项检查未能进行。"),
            Language::English => format!("For other reasons: {rest} not made."),
        });
    }
    if review.summary.unread_claims > 0 {
        let count = review.summary.unread_claims;
        lines.push(match look.language {
            Language::Chinese => {
                format!("另有 {count} 处含数字的表述未能核对，请自行复核其中的数{}。", places(record, review, look))
            }
            Language::English => {
                format!("Statements with figures that could not be checked: {count}{}.", places(record, review, look))
            }
        });
    }
    let (tables, figures) = (review.summary.unread_tables, review.summary.unread_table_figures);
    if tables > 0 {
        lines.push(match look.language {
            Language::Chinese => format!("另有 {tables} 张表中的 {figures} 个数未能核对，请自行复核。"),
            Language::English => format!("Figures of tables that could not be checked: {figures} (tables: {tables})."),
        });
    }
    lines
}
