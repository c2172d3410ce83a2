//! A day of the calendar, as waivers name it.

use std::fmt;

/// A day of the calendar; days are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: u16,
    month: u8,
    of_month: u8,
}

impl Day {
    /// A day that exists, in a year of four digits.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let last = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if is_leap => 29,
            2 => 28,
            _ => return None,
        };
        ((1000..=9999).contains(&year) && (1..=last).contains(&day)).then_some(Self { year, month, of_month: day })
    }

    /// Reads `2026-12-31`; nothing else is taken, since 1/2/2026 is two days.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut number = |digits: usize| {
            let part = parts.next().filter(|part| part.len() == digits)?;
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u16>().ok())?
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        if parts.next().is_some() {
            return None;
        }
        Self::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// The day that is so many days behind 1970-01-01; `None` beyond the year 9999.
    #[must_use]
    pub fn of_days_since_1970(days: u64) -> Option<Self> {
        // Counted from 0000-03-01, so that a leap day is the last of its year; 400 years have 146,097 days.
        let days = days.checked_add(719_468)?;
        let (era, of_era) = (days / 146_097, days % 146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        let year = era * 400 + year_of_era + u64::from(month <= 2);
        Self::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.of_month)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_exist_are_read() {
        for text in ["2024-02-29", "2000-02-29", "2026-12-31", "2026-01-01"] {
            assert_eq!(Day::parse(text).unwrap().to_string(), text);
        }
        for text in ["2023-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-1-1", "2026/01/01"] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
        for text in ["", "2026-12", "2026-12-31-1", "+026-12-31", "２０２６-12-31", "0999-01-01"] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
        assert!(Day::parse("2026-02-28") < Day::parse("2026-03-01"));
    }

    #[test]
    fn days_are_counted_from_1970() {
        let day = |days| Day::of_days_since_1970(days).map(|day| day.to_string());
        assert_eq!(day(0).as_deref(), Some("1970-01-01"));
        assert_eq!(day(11_016).as_deref(), Some("2000-02-29"));
        assert_eq!(day(11_017).as_deref(), Some("2000-03-01"));
        assert_eq!(day(20_088).as_deref(), Some("2024-12-31"));
        assert_eq!(day(u64::MAX), None);
        // Each day is the next of the one before.
        let mut days = (0..60_000).filter_map(Day::of_days_since_1970);
        let first = days.next().unwrap();
        days.fold(first, |before, day| {
            assert!(before < day, "{before} {day}");
            day
        });
    }
}
