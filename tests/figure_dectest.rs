//! The General Decimal Arithmetic test files (M. Cowlishaw), which ship with the tests of CPython.
//!
//! They are not ours to copy, so they are read where Python has them; without them this test says so and passes.
//! What is tested is exact arithmetic, so a result that the file rounds is compared after the same rounding.

use std::path::PathBuf;
use std::process::Command;

use guiju::figure::Exact;
use rust_decimal::Decimal;

const OPERATIONS: [&str; 6] = ["add", "subtract", "multiply", "divide", "quantize", "compare"];
/// Numbers with more digits are left out: nothing printed has as many.
const MOST_DIGITS: usize = 28;
/// Further exponents test the limits of floating formats, which exact numbers do not have.
const FURTHEST_EXPONENT: u32 = 1000;

#[test]
fn general_decimal_arithmetic() {
    let Some(folder) = folder() else {
        println!("skipped: the folder decimaltestdata of CPython's tests is not on this machine");
        return;
    };
    for operation in OPERATIONS {
        let text = std::fs::read_to_string(folder.join(format!("{operation}.decTest"))).expect("a readable test file");
        let (run, left_out) = run_file(&text);
        println!("{operation}: {run} cases agree, {left_out} are left out");
        assert!(run >= 80, "only {run} cases of {operation} could be run");
    }
}

fn folder() -> Option<PathBuf> {
    let program = "import os, test; print(os.path.join(os.path.dirname(test.__file__), 'decimaltestdata'))";
    let output = Command::new("python3").args(["-c", program]).output().ok()?;
    let folder = PathBuf::from(String::from_utf8(output.stdout).ok()?.trim());
    folder.join("quantize.decTest").is_file().then_some(folder)
}

/// Runs all cases of a file; how many were run and how many left out.
fn run_file(text: &str) -> (usize, usize) {
    let mut rounding = String::new();
    let (mut run, mut left_out) = (0, 0);
    for line in text.lines() {
        let line = line.split("--").next().unwrap_or("").trim();
        if let Some(value) = line.to_lowercase().strip_prefix("rounding:") {
            value.trim().clone_into(&mut rounding);
        } else if let Some(case) = Case::parse(line) {
            match case.holds(&rounding) {
                Some(holds) => {
                    assert!(holds, "{line} (rounding {rounding})");
                    run += 1;
                }
                None => left_out += 1,
            }
        }
    }
    (run, left_out)
}

/// `addx001 add 1 1 -> 2 Inexact Rounded`
struct Case<'a> {
    operation: &'a str,
    operands: [&'a str; 2],
    result: &'a str,
    conditions: Vec<String>,
}

impl<'a> Case<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let (left, right) = line.split_once("->")?;
        let mut words = left.split_whitespace().skip(1);
        let operation = words.next()?;
        let operands = [words.next()?, words.next()?].map(unquoted);
        let mut words = right.split_whitespace();
        let result = unquoted(words.next()?);
        Some(Self { operation, operands, result, conditions: words.map(str::to_lowercase).collect() })
    }

    /// `None` for what exact numbers do not have: infinities, NaN, overflow, more digits than are printed.
    fn holds(&self, rounding: &str) -> Option<bool> {
        let [a, b] = [number(self.operands[0])?, number(self.operands[1])?];
        let has = |condition: &str| self.conditions.iter().any(|it| it == condition);
        if self.operation == "divide" && (has("division_by_zero") || has("division_undefined")) {
            return Some(a.value.div(&b.value).is_none());
        }
        let expected = number(self.result)?;
        if ["overflow", "underflow", "subnormal", "clamped", "invalid_operation"].into_iter().any(has) {
            return None;
        }
        let value = match self.operation {
            "add" => a.value.add(&b.value),
            "subtract" => a.value.sub(&b.value),
            "multiply" => a.value.mul(&b.value),
            "divide" => a.value.div(&b.value)?,
            "compare" => Exact::whole(i64::from(a.value.cmp(&b.value) as i8)),
            "quantize" => return rounded(&a.value, b.exponent, rounding).map(|value| value == expected.value),
            _ => return None,
        };
        if has("inexact") {
            return rounded(&value, expected.exponent, rounding).map(|value| value == expected.value);
        }
        Some(value == expected.value)
    }
}

fn rounded(value: &Exact, exponent: i32, rounding: &str) -> Option<Exact> {
    match rounding {
        "half_up" => Some(value.round(-exponent)),
        "down" => Some(value.truncate(-exponent)),
        _ => None,
    }
}

fn unquoted(word: &str) -> &str {
    word.trim_matches(['\'', '"'])
}

/// A number with the power of ten of its last digit.
struct Number {
    value: Exact,
    exponent: i32,
}

fn number(text: &str) -> Option<Number> {
    let lower = text.to_lowercase();
    let (coefficient, exponent) = lower.split_once('e').unwrap_or((&lower, "0"));
    let decimals = coefficient.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let digits = coefficient.replace('.', "");
    if digits.trim_start_matches(['+', '-', '0']).len() > MOST_DIGITS {
        return None;
    }
    let exponent = exponent.parse::<i32>().ok()?.checked_sub(i32::try_from(decimals).ok()?)?;
    let whole = digits.parse::<i128>().ok()?;
    let printed = Decimal::try_from_i128_with_scale(whole, 0).ok()?;
    (exponent.unsigned_abs() <= FURTHEST_EXPONENT).then(|| Number { value: Exact::scaled(printed, exponent), exponent })
}
