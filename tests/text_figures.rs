//! Numbers in prose as the scanner sees them: every line of `cases/text/*.txt` is a phrase with its tokens marked.
//!
//! `全年⟦完成⟧` marks the range of a token; `⟨…⟩` inside marks its core where that is shorter. Behind `=>` stands what
//! each token is, in order: `12.5万元`, `2000人次 over`, `year 2022`, `name`, `range 63%`.

use guiju::figure::Hedge;
use guiju::text::{FigureToken, TokenKind, scan_figures};

#[test]
fn quantities_are_read_with_unit_and_hedge() {
    check("quantities", include_str!("cases/text/quantities.txt"));
}

#[test]
fn chinese_numerals_count_only_with_a_real_unit() {
    check("numerals", include_str!("cases/text/numerals.txt"));
}

#[test]
fn years_dates_and_names_are_no_quantities() {
    check("names", include_str!("cases/text/names.txt"));
}

#[test]
fn traps_of_real_reports() {
    check("traps", include_str!("cases/text/traps.txt"));
}

fn check(name: &str, cases: &str) {
    let mut wrong = Vec::new();
    for line in cases.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let phrase: String = line.split(" =>").next().unwrap_or(line).chars().filter(|c| !is_mark(*c)).collect();
        let shown = show(&phrase);
        if shown != line {
            wrong.push(format!("expected  {line}\n   found  {shown}"));
        }
    }
    assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
}

fn is_mark(c: char) -> bool {
    matches!(c, '⟦' | '⟧' | '⟨' | '⟩')
}

fn show(phrase: &str) -> String {
    let tokens = scan_figures(phrase);
    let mut marked = String::new();
    let mut at = 0;
    for token in &tokens {
        assert!(token.range.start >= at && token.core.start >= token.range.start && token.core.end <= token.range.end);
        let slice = |from: usize, to: usize| phrase.get(from..to).unwrap_or("<cut inside a character>");
        marked += slice(at, token.range.start);
        marked.push('⟦');
        if token.core == token.range {
            marked += slice(token.range.start, token.range.end);
        } else {
            marked += slice(token.range.start, token.core.start);
            marked.push('⟨');
            marked += slice(token.core.start, token.core.end);
            marked.push('⟩');
            marked += slice(token.core.end, token.range.end);
        }
        marked.push('⟧');
        at = token.range.end;
    }
    marked += phrase.get(at..).unwrap_or("<cut inside a character>");
    let said: Vec<String> = tokens.iter().map(describe).collect();
    format!("{marked} => {}", said.join("; ")).trim_end().to_owned()
}

fn describe(token: &FigureToken) -> String {
    let figure = &token.figure;
    let printed = format!("{}{}", figure.digits, figure.unit.symbol());
    let hedge = match figure.hedge {
        Hedge::Plain => "",
        Hedge::About => " about",
        Hedge::Nearly => " nearly",
        Hedge::Over => " over",
        Hedge::Under => " under",
        Hedge::AtLeast => " at least",
        Hedge::AtMost => " at most",
        Hedge::AndMore => " and more",
    };
    let exact = if figure.exact { " exact" } else { "" };
    match token.kind {
        TokenKind::Quantity => format!("{printed}{hedge}{exact}"),
        TokenKind::Range => format!("range {printed}{hedge}"),
        TokenKind::Year => format!("year {}", figure.digits),
        TokenKind::Date => "date".to_owned(),
        TokenKind::Name => "name".to_owned(),
    }
}
