//! Days and times: a workbook counts days from 1900 or from 1904, and a time is a part of a day.

use crate::figure::Exact;

use super::super::number::Number;
use super::digits::word;
use super::token::{Part, Token};

/// The day that a workbook counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read::xlsx) enum Epoch {
    /// Day 1 is 1 January 1900, and 1900 has a 29 February, as in the first spreadsheets.
    Of1900,
    /// Day 0 is 1 January 1904.
    Of1904,
}

/// A moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Moment {
    year: i64,
    month: i64,
    day: i64,
    /// From 0 for Sunday.
    weekday: i64,
    /// Days since the epoch.
    days: i64,
    /// Milliseconds since midnight.
    milliseconds: i64,
}

const DAY: i64 = 86_400_000;

/// The power of ten of the first digit: numbers from 1,000,000,000 on are no days.
const FARTHEST: i32 = 8;

/// The last day that spreadsheets know: 31 December 9999.
const LAST: i64 = 2_958_465;

/// Shows a number as a date; `None` where it is none.
pub(super) fn set(tokens: Option<&[Token]>, number: &Number, epoch: Epoch) -> Option<String> {
    let tokens = tokens.filter(|tokens| tokens.iter().all(is_followed));
    let fraction = tokens.and_then(|tokens| tokens.iter().find_map(fraction_length));
    let moment = moment(number, epoch, fraction)?;
    Some(match tokens {
        Some(tokens) => {
            let has_halves = tokens.iter().any(|token| matches!(token, Token::HalfDay(..)));
            tokens.iter().map(|token| moment.part(token, has_halves)).collect()
        }
        None => moment.plain(),
    })
}

fn is_followed(token: &Token) -> bool {
    match token {
        // Milliseconds are the smallest part of a time that is shown.
        Token::Date(Part::Fraction, count) => (1..=3).contains(count),
        // Names of months and days are those of the reader's own language.
        Token::Date(Part::Month | Part::Day, count) => *count <= 2,
        _ => true,
    }
}

fn fraction_length(token: &Token) -> Option<usize> {
    match token {
        Token::Date(Part::Fraction, count) => Some(*count),
        _ => None,
    }
}

fn moment(number: &Number, epoch: Epoch, fraction: Option<usize>) -> Option<Moment> {
    // The smallest part shown is rounded, in milliseconds.
    let step: i64 = match fraction {
        Some(1) => 100,
        Some(2) => 10,
        Some(_) => 1,
        None => 1000,
    };
    if number.is_negative || number.magnitude > FARTHEST {
        return None;
    }
    let steps = number.size.mul(&Exact::whole(DAY / step)).to_fixed(0).parse::<i64>().ok()?;
    let (days, rest) = (steps / (DAY / step), steps % (DAY / step));
    let last = match epoch {
        Epoch::Of1900 => LAST,
        Epoch::Of1904 => LAST - 1462,
    };
    if days > last {
        return None;
    }
    let (year, month, day) = match (epoch, days) {
        (Epoch::Of1900, 0) => (1900, 1, 0),
        (Epoch::Of1900, 60) => (1900, 2, 29),
        (Epoch::Of1900, 1..60) => civil(days - 25_568),
        (Epoch::Of1900, _) => civil(days - 25_569),
        (Epoch::Of1904, _) => civil(days - 24_107),
    };
    // Day 1 of 1900 is a Sunday to spreadsheets; day 0 of 1904 was a Friday.
    let weekday = match epoch {
        Epoch::Of1900 => (days + 6) % 7,
        Epoch::Of1904 => (days + 5) % 7,
    };
    Some(Moment { year, month, day, weekday, days, milliseconds: rest * step })
}

/// Year, month and day of a number of days since 1 January 1970.
fn civil(days: i64) -> (i64, i64, i64) {
    // Counted from 1 March of year 0, so that a leap day ends its year; 146,097 days are 400 years.
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

impl Moment {
    fn hour(self) -> i64 {
        self.milliseconds / 3_600_000
    }

    fn minute(self) -> i64 {
        self.milliseconds / 60_000 % 60
    }

    fn second(self) -> i64 {
        self.milliseconds / 1000 % 60
    }

    fn part(self, token: &Token, has_halves: bool) -> String {
        match token {
            Token::Date(Part::Year, 1..=2) => format!("{:02}", self.year % 100),
            Token::Date(part, count) => match part {
                Part::Year => format!("{:04}", self.year),
                Part::Month => padded(self.month, *count),
                Part::Day => padded(self.day, *count),
                Part::Weekday => self.weekday(*count > 3),
                Part::Hour if has_halves => padded((self.hour() + 11) % 12 + 1, *count),
                Part::Hour => padded(self.hour(), *count),
                Part::Minute => padded(self.minute(), *count),
                Part::Second => padded(self.second(), *count),
                Part::Fraction => {
                    let digits = format!("{:03}", self.milliseconds % 1000);
                    format!(".{}", digits.get(..*count).unwrap_or(&digits))
                }
            },
            Token::Elapsed(part, count) => {
                let unit = match part {
                    Part::Hour => 3_600_000,
                    Part::Minute => 60_000,
                    _ => 1000,
                };
                padded((self.days * DAY + self.milliseconds) / unit, *count)
            }
            Token::HalfDay(before_noon, behind) => (if self.hour() < 12 { before_noon } else { behind }).to_string(),
            other => word(other).to_owned(),
        }
    }

    fn weekday(self, is_long: bool) -> String {
        let names = ["日", "一", "二", "三", "四", "五", "六"];
        let name = usize::try_from(self.weekday).ok().and_then(|at| names.get(at)).copied().unwrap_or("");
        format!("{}{name}", if is_long { "星期" } else { "" })
    }

    /// The date in figures, and the time where there is one.
    fn plain(self) -> String {
        let date = format!("{:04}-{:02}-{:02}", self.year, self.month, self.day);
        if self.milliseconds == 0 {
            return date;
        }
        format!("{date} {:02}:{:02}:{:02}", self.hour(), self.minute(), self.second())
    }
}

fn padded(number: i64, digits: usize) -> String {
    format!("{number:0digits$}")
}
