//! The figures of a unit in a year, exact, and as words by name.
//!
//! What a report says of the year before is what the report of that year says of itself: both come from [`Year::of`].

use std::collections::BTreeMap;

use super::chance::Chance;
use super::unit::Unit;

/// Amounts in hundredths of 万元.
#[derive(Debug, Clone)]
pub(crate) struct Year {
    pub(crate) number: i64,
    initial: i64,
    added: i64,
    budget: i64,
    pub(crate) spent: i64,
    staff: i64,
    office: i64,
    project: i64,
    car: i64,
    pub(crate) reception: i64,
    planned: i64,
    bought: i64,
    asked: i64,
    pleased: i64,
    pub(crate) outputs: [Done; 3],
}

/// What was aimed at and what was done.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Done {
    pub(crate) aim: i64,
    pub(crate) done: i64,
}

/// Values by the names that templates call them by.
pub(crate) type Values = BTreeMap<String, String>;

impl Year {
    /// The figures of a unit in a year.
    pub(crate) fn of(seed: u64, unit: &Unit, year: i64) -> Self {
        // What a unit is like changes little from year to year.
        let mut steady = Chance::of(seed, "size", &[unit.number]);
        let usual = steady.between(42_000, 620_000);
        let (share, car, reception) =
            (steady.between(46_000, 66_000), steady.between(150, 900), steady.between(60, 300));
        let mut chance = Chance::of(seed, "figures", &[unit.number, year.unsigned_abs()]);
        let initial = usual * chance.between(880, 1090) / 1000 / 100 * 100;
        let added = initial * chance.between(12, 65) / 1000;
        let budget = initial + added;
        let spent = budget * chance.between(9210, 9940) / 10_000;
        let basic = spent * (share + chance.between(-2_500, 2_500)) / 100_000;
        let staff = basic * chance.between(760, 880) / 1000;
        let planned = budget * chance.between(80, 170) / 1000;
        let asked = chance.between(140, 890);
        let outputs = unit.sector.outputs.each_ref().map(|output| {
            // Aims grow a little from year to year: one that falls is a fault.
            let usual = Chance::of(seed, output.noun, &[unit.number]).between(output.aims.0, output.aims.1);
            let aim = round(usual * (1000 + 12 * (year - 2020)) / 1000);
            Done { aim, done: aim * chance.between(1000, 1130) / 1000 }
        });
        Self {
            number: year,
            initial,
            added,
            budget,
            spent,
            staff,
            office: basic - staff,
            project: spent - basic,
            car: car * chance.between(860, 1140) / 1000,
            reception: reception * chance.between(840, 1130) / 1000,
            planned,
            bought: planned * chance.between(88_000, 98_500) / 100_000,
            asked,
            pleased: asked * chance.between(915, 985) / 1000,
            outputs,
        }
    }

    /// The points of the indicators, in hundredths, in the order of the form: three outputs, the rest full, the
    /// execution rate.
    pub(crate) fn score(&self) -> i64 {
        9000 + self.rate_points()
    }

    /// Hundredths of the 10 points for the execution rate.
    pub(crate) fn rate_points(&self) -> i64 {
        divided(self.spent * 1000, self.budget)
    }

    /// All values of a report on this year, with what it says of the year before.
    pub(crate) fn values(&self, unit: &Unit, before: &Year) -> Values {
        let basic = self.staff + self.office;
        let mut values = Values::new();
        let mut put = |name: &str, words: String| values.insert(name.to_owned(), words);
        put("unit", unit.name.clone());
        put("own", unit.sector.own.to_owned());
        put("year", self.number.to_string());
        put("last_year", (self.number - 1).to_string());
        put("next_year", (self.number + 1).to_string());
        for (name, amount) in [
            ("initial", self.initial),
            ("added", self.added),
            ("budget", self.budget),
            ("spent", self.spent),
            ("gap", self.budget - self.spent),
            ("carried", self.budget - self.spent),
            ("basic", basic),
            ("staff", self.staff),
            ("office", self.office),
            ("project", self.project),
            ("official", self.car + self.reception),
            ("car", self.car),
            ("reception", self.reception),
            ("reception_before", before.reception),
            ("reception_gap", (self.reception - before.reception).abs()),
            ("planned", self.planned),
            ("bought", self.bought),
            ("saved", self.planned - self.bought),
            ("spent_before", before.spent),
            ("spent_gap", (self.spent - before.spent).abs()),
        ] {
            put(name, money(amount));
        }
        for (name, part, whole) in [
            ("rate", self.spent, self.budget),
            ("basic_share", basic, self.spent),
            ("project_share", self.project, self.spent),
            ("saved_rate", self.planned - self.bought, self.planned),
            ("reception_growth", (self.reception - before.reception).abs(), before.reception),
            ("spent_growth", (self.spent - before.spent).abs(), before.spent),
            ("pleased_rate", self.pleased, self.asked),
        ] {
            put(name, percent(part, whole));
        }
        for (name, now, then) in [("reception", self.reception, before.reception), ("spent", self.spent, before.spent)]
        {
            let (way, by) = if now >= then { ("增加", "增长") } else { ("减少", "下降") };
            put(&format!("{name}_way"), way.to_owned());
            put(&format!("{name}_by"), by.to_owned());
        }
        put("abroad", "0".to_owned());
        put("asked", self.asked.to_string());
        put("pleased", self.pleased.to_string());
        let (now, then) = (divided(self.pleased * 10_000, self.asked), divided(before.pleased * 10_000, before.asked));
        put("pleased_before", format!("{}%", hundredths(then)));
        put("points", hundredths((now - then).abs()));
        put("points_way", if now >= then { "提高" } else { "下降" }.to_owned());
        put("score", hundredths(self.score()));
        put("rate_points", hundredths(self.rate_points()));
        for (number, (output, done)) in unit.sector.outputs.iter().zip(self.outputs).enumerate() {
            put(&format!("verb{number}"), output.verb.to_owned());
            put(&format!("noun{number}"), output.noun.to_owned());
            put(&format!("unit{number}"), output.unit.to_owned());
            put(&format!("aim{number}"), done.aim.to_string());
            put(&format!("done{number}"), done.done.to_string());
            put(&format!("done_rate{number}"), percent(done.done, done.aim));
        }
        values
    }
}

/// Large aims are round.
fn round(number: i64) -> i64 {
    match number {
        1000.. => number / 100 * 100,
        100.. => number / 10 * 10,
        _ => number,
    }
}

/// `1234.56`
pub(crate) fn money(amount: i64) -> String {
    hundredths(amount)
}

fn hundredths(number: i64) -> String {
    format!("{}.{:02}", number / 100, number % 100)
}

/// `97.53%`
pub(crate) fn percent(part: i64, whole: i64) -> String {
    format!("{}%", hundredths(divided(part * 10_000, whole)))
}

/// Divides and rounds half up.
fn divided(number: i64, by: i64) -> i64 {
    (number * 2 + by) / (by * 2)
}
