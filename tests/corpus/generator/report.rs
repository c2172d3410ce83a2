//! The report of a unit: its outline, its claims, and as much else as makes it long enough.

use super::chance::Chance;
use super::claims::{ADDED, FELL, GREW, MENDED, OLD_PROBLEMS, REASONS, RUNNING, claim};
use super::draft::{Block, Draft, Filler, Line, Role};
use super::filler;
use super::form;
use super::unit::Unit;
use super::year::{Values, Year};

/// What a report is about, and so how it is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// All spending of the unit, with the outline of a province.
    Department,
    /// The same, shorter and with other headings.
    Brief,
    /// One project.
    Project,
}

/// A step of an outline.
enum Step {
    /// A heading of a level, without its number.
    Head(usize, &'static str),
    /// Claims as one paragraph.
    Says(&'static [&'static str]),
    /// Paragraphs about what was done or how things are run.
    Tells(bool),
    /// The table of indicators, where the report has one.
    Form,
}

use Step::{Form, Head, Says, Tells};

const DEPARTMENT: &[Step] = &[
    Head(1, "部门基本情况"),
    Head(2, "部门职能"),
    Says(&["duties"]),
    Head(2, "年度总体工作和重点工作任务"),
    Says(&["tasks"]),
    Head(2, "部门整体支出绩效目标"),
    Says(&["aims"]),
    Head(2, "部门整体支出情况"),
    Says(&["adjustment"]),
    Says(&["spending"]),
    Says(&["structure"]),
    Says(&["basic"]),
    Says(&["official", "reception"]),
    Head(1, "绩效自评情况"),
    Head(2, "自评结论"),
    Says(&["conclusion"]),
    Form,
    Head(2, "履职效能分析"),
    Says(&["outputs"]),
    Tells(true),
    Says(&["pleased"]),
    Head(2, "管理效率分析"),
    Says(&["growth"]),
    Says(&["procurement"]),
    Tells(false),
    Head(2, "存在问题和改进措施"),
    Says(&["problem0", "remedy0"]),
    Head(1, "其他自评情况"),
    Says(&["published"]),
    Head(1, "上年度绩效自评整改情况"),
    Says(&["mended"]),
];

const BRIEF: &[Step] = &[
    Head(1, "部门概况"),
    Says(&["duties", "tasks"]),
    Says(&["aims"]),
    Head(1, "预算执行情况"),
    Says(&["spending"]),
    Says(&["structure"]),
    Says(&["official"]),
    Says(&["growth"]),
    Head(1, "绩效目标完成情况"),
    Says(&["conclusion"]),
    Says(&["outputs"]),
    Form,
    Says(&["pleased"]),
    Tells(true),
    Head(1, "预算管理情况"),
    Says(&["procurement"]),
    Tells(false),
    Head(1, "存在的主要问题"),
    Says(&["problem0"]),
    Head(1, "改进措施"),
    Says(&["remedy0"]),
    Head(1, "上年度整改情况"),
    Says(&["mended"]),
];

const PROJECT: &[Step] = &[
    Head(1, "项目基本情况"),
    Head(2, "项目概况"),
    Says(&["project_facts"]),
    Head(2, "项目绩效目标"),
    Says(&["aims"]),
    Head(1, "项目资金情况"),
    Says(&["spending"]),
    Says(&["procurement"]),
    Head(1, "项目绩效情况"),
    Head(2, "自评结论"),
    Says(&["conclusion"]),
    Form,
    Head(2, "产出和效益"),
    Says(&["outputs"]),
    Tells(true),
    Says(&["pleased"]),
    Head(2, "项目管理"),
    Tells(false),
    Head(1, "存在问题和改进措施"),
    Says(&["problem0", "remedy0"]),
    Head(1, "上年度整改情况"),
    Says(&["mended"]),
];

impl Kind {
    /// What the cover calls it.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Department | Self::Brief => "部门整体支出",
            Self::Project => "项目支出",
        }
    }
}

/// How a report is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub(crate) kind: Kind,
    /// At least so many bytes.
    pub(crate) bytes: usize,
    pub(crate) has_form: bool,
    pub(crate) is_spaced: bool,
}

/// All values that reports name: those of the year, and words chosen for this report.
pub(crate) fn values(seed: u64, unit: &Unit, year: &Year, before: &Year, kind: Kind) -> Values {
    let mut chance = Chance::of(seed, "words", &[unit.number, year.number.unsigned_abs()]);
    let mut values = year.values(unit, before);
    let mut put = |name: &str, words: &str| values.insert(name.to_owned(), words.to_owned());
    let sector = unit.sector;
    put("kind", kind.words());
    put("grade", if year.score() >= 9000 { "优" } else { "良" });
    put("subject", if kind == Kind::Project { "项目支出" } else { "总支出" });
    put("full20", "20");
    put("full15", "15");
    put("aim", sector.aim);
    put("reason", chance.word(REASONS));
    put("added_reason", chance.word(ADDED));
    put("growth_reason", chance.word(if year.spent >= before.spent { GREW } else { FELL }));
    put("mended", chance.word(MENDED));
    put("old_problem", chance.word(OLD_PROBLEMS));
    put("project_name", sector.project);
    put("towns", &unit.towns.join("、"));
    for (number, duty) in sector.duties.iter().enumerate() {
        put(&format!("duty{number}"), duty);
    }
    let mut problems = sector.problems;
    chance.shuffle(&mut problems);
    for (number, (problem, remedy)) in problems.iter().enumerate() {
        put(&format!("problem{number}"), problem);
        put(&format!("remedy{number}"), remedy);
    }
    values
}

/// Writes the report.
pub(crate) fn report(filler: &mut Filler<'_>, unit: &Unit, style: Style) -> Draft {
    let mut draft = Draft::default();
    let titles: [&str; 2] = match style.kind {
        Kind::Department | Kind::Brief => ["{unit}{year}年度部门整体支出绩效自评报告", ""],
        Kind::Project => ["{project_name}绩效自评报告", "（{year}年度）"],
    };
    for title in titles.iter().filter(|title| !title.is_empty()) {
        draft.line(filler.line(Role::Title, "title", title));
    }
    let outline = match style.kind {
        Kind::Department => DEPARTMENT,
        Kind::Brief => BRIEF,
        Kind::Project => PROJECT,
    };
    let mut numbers = [0; 2];
    let mut places = Vec::new();
    for step in outline {
        match step {
            Head(level, words) => draft.line(heading(filler, &mut numbers, *level, words)),
            Says(names) => draft.line(said(filler, names)),
            Tells(deeds) => places.push((draft.blocks.len(), *deeds)),
            Form if style.has_form => draft.blocks.push(Block::Table(form::table(filler, unit))),
            Form => {}
        }
    }
    lengthen(&mut draft, filler, unit, style.bytes, places);
    draft
}

fn heading(filler: &mut Filler<'_>, numbers: &mut [usize; 2], level: usize, words: &str) -> Line {
    const DIGITS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let [first, second] = numbers;
    let number = if level == 1 {
        (*first, *second) = (*first + 1, 0);
        *first
    } else {
        *second += 1;
        *second
    };
    let digit = DIGITS.get(number - 1).copied().unwrap_or("十");
    let number = if level == 1 { format!("{digit}、") } else { format!("（{digit}）") };
    let mut line = filler.line(Role::Heading(level), "heading", words);
    let piece = super::draft::Piece { slot: Some(format!("heading.{level}.{digit}")), text: number, is_spoilt: false };
    line.pieces.insert(0, piece);
    line
}

fn said(filler: &mut Filler<'_>, names: &'static [&'static str]) -> Line {
    let mut lines = names.iter().map(|name| {
        let claim = claim(name).expect("the outline names claims that there are");
        let wording = *filler.chance.pick(claim.wordings);
        filler.line(Role::Body, claim.name, wording)
    });
    let mut first = lines.next().expect("a paragraph says something");
    lines.for_each(|line| first.join(line));
    first
}

/// Puts paragraphs in where the outline has room for them, in turn, until the report is long enough.
fn lengthen(draft: &mut Draft, filler: &mut Filler<'_>, unit: &Unit, bytes: usize, places: Vec<(usize, bool)>) {
    const LEAST: usize = 2;
    let mut deeds: Vec<&str> = unit.sector.tasks.to_vec();
    let mut running: Vec<&str> = RUNNING.to_vec();
    filler.chance.shuffle(&mut deeds);
    filler.chance.shuffle(&mut running);
    let mut told: Vec<Vec<Line>> = places.iter().map(|_| Vec::new()).collect();
    let mut size = draft.size();
    for turn in 0.. {
        if turn >= places.len() * LEAST && size >= bytes {
            break;
        }
        let at = turn % places.len();
        let (Some(own), Some((_, is_deed))) = (told.get_mut(at), places.get(at)) else { break };
        let template = match if *is_deed { deeds.pop() } else { running.pop() } {
            Some(template) => template.to_owned(),
            None => filler::paragraph(&mut filler.chance),
        };
        let line = filler.line(Role::Body, "", &template);
        size += line.text().len() + 2;
        own.push(line);
    }
    for ((at, _), lines) in places.iter().zip(told).rev() {
        draft.blocks.splice(at..at, lines.into_iter().map(Block::Line));
    }
}
