//! Calendar dates as sets of days: 2024 年 3 月 stands for each of its days.

use super::Truth;

/// A day, or the days of a month or year of which the day is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    first: i32,
    last: i32,
}

/// Years that a date may have; others are mistakes of the writer or of ours.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// The last day of the year 9999.
const LAST_DAY: i32 = 3_652_364;

impl Date {
    /// A day, a month (`day` is `None`) or a year (so is `month`). `None` for what no calendar has.
    #[must_use]
    pub fn new(year: i32, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let months = month.map_or((1, 12), |month| (month, month));
        let is_month = month.is_none_or(|month| (1..=12).contains(&month));
        if !YEARS.contains(&year) || !is_month || (month.is_none() && day.is_some()) {
            return None;
        }
        let end = days_in(year, months.1);
        let days = day.map_or((1, end), |day| (day, day));
        let is_day = (1..=end).contains(&days.1) && days.0 >= 1;
        is_day.then(|| Self { first: serial(year, months.0, days.0), last: serial(year, months.1, days.1) })
    }

    /// Its first and its last day as year, month and day.
    #[must_use]
    pub fn ends(self) -> [(i32, u8, u8); 2] {
        [civil(self.first), civil(self.last)]
    }

    /// True for one day.
    #[must_use]
    pub fn is_day(self) -> bool {
        self.first == self.last
    }

    /// The date so many days later (earlier, where negative); it stays within the years that calendars name with four digits.
    #[must_use]
    pub fn shifted(self, days: i32) -> Self {
        let shift = |day: i32| day.saturating_add(days).clamp(0, LAST_DAY);
        Self { first: shift(self.first), last: shift(self.last) }
    }

    /// How many days lie between an earlier date and this one; `None` where that is not certain.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> Option<i32> {
        (self.is_day() && earlier.is_day()).then(|| self.first.saturating_sub(earlier.first))
    }

    /// Whether every day it may be lies before every day of another; undecided where that depends on the day.
    #[must_use]
    pub fn is_before(self, other: Self) -> Truth {
        if self.last < other.first {
            Truth::True
        } else if self.first >= other.last {
            Truth::False
        } else {
            Truth::Undecided
        }
    }

    /// Whether two dates are written as the same days; undecided where one only may be the other.
    #[must_use]
    pub fn is_same(self, other: Self) -> Truth {
        if self == other {
            Truth::True
        } else if self.last < other.first || self.first > other.last {
            Truth::False
        } else {
            Truth::Undecided
        }
    }
}

/// How many days a month has.
fn days_in(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days since 1 March of the year 0: years then end with the leap day, so that months need no exception.
fn serial(year: i32, month: u8, day: u8) -> i32 {
    let month = i32::from(month);
    let year = if month <= 2 { year - 1 } else { year };
    let since_march = (month + 9) % 12;
    365 * year + year / 4 - year / 100 + year / 400 + (153 * since_march + 2) / 5 + i32::from(day) - 1
}

/// The inverse of [`serial`]; the year is found by stepping back from an estimate that is never too low.
fn civil(days: i32) -> (i32, u8, u8) {
    let start = |year: i32| 365 * year + year / 4 - year / 100 + year / 400;
    let mut year = days / 365;
    while year > 0 && start(year) > days {
        year -= 1;
    }
    let rest = days - start(year);
    let since_march = (5 * rest + 2) / 153;
    let day = rest - (153 * since_march + 2) / 5 + 1;
    let month = if since_march < 10 { since_march + 3 } else { since_march - 9 };
    let narrow = |value: i32| u8::try_from(value).unwrap_or(1);
    (if month <= 2 { year + 1 } else { year }, narrow(month), narrow(day))
}

#[cfg(test)]
mod tests {
    use super::super::Truth;
    use super::Date;

    fn day(year: i32, month: u8, day: u8) -> Date {
        Date::new(year, Some(month), Some(day)).expect("a day")
    }

    #[test]
    fn every_day_has_its_own_number_and_comes_back() {
        let mut expected = day(1900, 1, 1);
        for year in 1900..=2199 {
            for month in 1..=12 {
                for number in 1..=31 {
                    let Some(date) = Date::new(year, Some(month), Some(number)) else { continue };
                    assert_eq!(date.ends(), [(year, month, number); 2]);
                    assert_eq!(date, expected);
                    expected = expected.shifted(1);
                }
            }
        }
        assert_eq!(day(2024, 3, 1).days_since(day(2024, 2, 1)), Some(29));
        assert_eq!(day(2023, 3, 1).days_since(day(2023, 2, 1)), Some(28));
    }

    #[test]
    fn what_no_calendar_has_is_no_date() {
        for (year, month, number) in
            [(2023, 2, 29), (2023, 4, 31), (2023, 0, 1), (2023, 13, 1), (2023, 5, 0), (1899, 1, 1)]
        {
            assert_eq!(Date::new(year, Some(month), Some(number)), None);
        }
        assert_eq!(Date::new(2023, None, Some(3)), None);
    }

    #[test]
    fn months_are_compared_only_where_all_their_days_agree() {
        let march = Date::new(2024, Some(3), None).expect("a month");
        assert_eq!(day(2024, 2, 29).is_before(march), Truth::True);
        assert_eq!(day(2024, 3, 1).is_before(march), Truth::Undecided);
        assert_eq!(day(2024, 3, 31).is_before(march), Truth::False);
        assert_eq!(march.is_before(day(2024, 3, 1)), Truth::False);
        assert_eq!(march.is_before(day(2024, 3, 2)), Truth::Undecided);
        assert_eq!(march.is_before(day(2024, 4, 1)), Truth::True);
        assert_eq!([march.is_same(march), march.is_same(day(2024, 3, 9))], [Truth::True, Truth::Undecided]);
        assert_eq!(march.is_same(day(2024, 4, 1)), Truth::False);
        assert_eq!(march.days_since(day(2024, 2, 1)), None);
        assert_eq!(march.shifted(i32::MAX).ends(), [(9999, 12, 31); 2]);
        assert_eq!(march.shifted(i32::MIN).ends(), [(0, 3, 1); 2]);
        assert_eq!(march.shifted(31).ends(), [(2024, 4, 1), (2024, 5, 1)]);
    }
}
