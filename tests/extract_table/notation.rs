//! A notation for tables and for what is read from them.
//!
//! In the tables here `^` goes on with the cell above and `<` with the one to the left; `~` before words hides the cell,
//! `!` is a formula that failed. A fact is told as its record and `field=words as they stand` with what they mean where
//! that is more.

use std::fs;
use std::sync::LazyLock;

use guiju::diagnostic::Diagnostics;
use guiju::document::{Cell, CellState, Document, FlowBuilder, Submission, Table, Tables};
use guiju::extract::extract;
use guiju::fact::{Fact, FieldValue, Unread, Value};
use guiju::pack::Library;
use guiju::plan::{Plan, RecordId};
use guiju::read::prose_from_text;
use guiju::source::{CellPlace, SourceMap, Span};

const RECORDS: &str = r#"
record indicator "指标" {
    level1: text?
    level2: text?
    name: text?
    target: target?
    actual: target?
    weight: score?
    score: score?
    reason: text?

    from table {
        level1 <- "一级指标"
        level2 <- "二级指标"
        name   <- "三级指标" | "指标名称"
        target <- "年度指标值" | "目标值"
        actual <- "实际完成值"
        weight <- "分值" | "权重"
        score  <- "得分" | "自评得分" | "自评 > 得分"
        reason <- "偏差原因分析及改进措施" | "扣分原因"
        fill level1, level2
    }
    from table {
        level1 <- "一级指标"
        name   <- "二级指标"
        weight <- "分值" | "权重"
        score  <- "得分" | "自评得分"
        fill level1
    }
}
record completion "执行" {
    subject: text?
    base: money
    actual: money
    rate: percent
    weight: score?
    score: score?

    from table {
        subject <- row head
        base    <- "全年预算数" | "预算数"
        actual  <- "全年执行数" | "执行数"
        rate    <- "执行率"
        weight  <- "分值"
        score   <- "得分"
    }
}
record funding "资金" {
    total: money
    grant: money
    carried: money?

    from table by column {
        total   <- "年度资金总额"
        grant   <- "当年财政拨款" | "财政拨款"
        carried <- "上年结转资金"
    }
}
record total "总分" {
    name: text?
    weight: score?
    score: score

    from table at "总分" | "合计" {
        name   <- "三级指标" | "指标名称"
        weight <- "分值"
        score  <- "得分" | "自评得分"
    }
}
record basics "基本信息" {
    department: text?
    year: year?
    budget: money?
    score: score?

    from table by label unit 元 {
        department <- "部门名称" | "主管部门"
        year       <- "评价年度"
        budget     <- "预算总额"
        score      <- "自评得分"
    }
}
"#;

/// A rule for each record, so that their facts are made.
fn pack() -> String {
    let records = ["indicator", "completion", "funding", "total", "basics"];
    let rule = |(number, record): (usize, &&str)| {
        format!(
            "rule T0{number} \"有\" for r: {record} {{ severity note basis practice \"测试\" check r.{} is present else \"无\" \
             example good \"甲。\" example bad \"乙。\" }}\n",
            ["name", "rate", "total", "score", "year"][number]
        )
    };
    RECORDS.to_owned() + &records.iter().enumerate().map(rule).collect::<String>()
}

pub(crate) static PLAN: LazyLock<Plan> = LazyLock::new(|| {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("test");
    fs::create_dir(&folder).expect("a folder");
    fs::write(folder.join("pack.yaml"), "name: test\nversion: 0.1.0\n").expect("written");
    fs::write(folder.join("rules.gj"), pack()).expect("written");
    let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
    let mut library = Library::default();
    library.add_folder(home.path(), &mut sources, &mut diagnostics);
    let layers = library.load("test", &mut sources, &mut diagnostics);
    let plan = guiju::typecheck::check(&layers, &sources, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{diagnostics:#?}");
    plan
});

/// Tables parted by empty lines; a line before a table that is no row is its caption.
pub(crate) fn submission(text: &str, change: impl Fn(&mut Table)) -> (SourceMap, Submission) {
    let mut sources = SourceMap::default();
    let source = sources.add("表.txt", text);
    let mut flow = FlowBuilder::new(source);
    let mut tables = Vec::new();
    let (mut captions, mut cells, mut row, mut at) = (Vec::new(), Vec::<Cell>::new(), 0, 0);
    for line in text.split_inclusive('\n').chain(["\n"]) {
        let words = line.trim();
        if words.starts_with('|') {
            let inner = words.trim_matches('|');
            let mut start = at + line.find('|').expect("a row") + 1;
            for (column, cell) in (0..).zip(inner.split('|')) {
                let trimmed = cell.trim();
                let place = start + (cell.len() - cell.trim_start().len());
                start += cell.len() + 1;
                match trimmed {
                    "^" => {
                        let above = &mut covering(&mut cells, row - 1, column).place;
                        above.rows = row + 1 - above.row;
                    }
                    "<" => covering(&mut cells, row, column - 1).place.columns += 1,
                    _ => {
                        let state = match trimmed.chars().next() {
                            Some('~') => CellState::Hidden,
                            Some('!') => CellState::Failed,
                            _ => CellState::Plain,
                        };
                        let bare = trimmed.trim_start_matches(['~', '!']);
                        let place = place + (trimmed.len() - bare.len());
                        let begin = flow.len();
                        flow.copy(bare, place);
                        let range = begin..flow.len();
                        flow.replace("\n", place + bare.len(), 0);
                        let at = CellPlace {
                            grid: u32::try_from(tables.len()).expect("few"),
                            row,
                            column,
                            rows: 1,
                            columns: 1,
                        };
                        cells.push(Cell {
                            range,
                            span: Span::new(source, place, place + bare.len()),
                            place: at,
                            state,
                        });
                    }
                }
            }
            row += 1;
        } else {
            if !cells.is_empty() {
                let mut table = Table::new(std::mem::take(&mut cells));
                table.captions = std::mem::take(&mut captions);
                change(&mut table);
                tables.push(table);
            }
            row = 0;
            if !words.is_empty() {
                captions.push(words.to_owned());
            }
        }
        at += line.len();
    }
    let (body, _) = prose_from_text(source, "");
    let document = Document { source, body, tables: Tables { flow: flow.finish(), tables } };
    (sources, Submission { name: "表.txt".to_owned(), documents: vec![document] })
}

/// The cell that covers a place.
fn covering(cells: &mut [Cell], row: u32, column: u32) -> &mut Cell {
    let covers = |cell: &&mut Cell| {
        let place = cell.place;
        (place.row..place.row + place.rows).contains(&row)
            && (place.column..place.column + place.columns).contains(&column)
    };
    cells.iter_mut().find(covers).expect("a cell to go on with")
}

/// What is read from tables, a line a fact.
pub(crate) fn read(text: &str) -> String {
    let (sources, submission) = submission(text, |_| {});
    let base = extract(&PLAN, &submission);
    let mut lines = Vec::new();
    for (index, record) in PLAN.records.iter().enumerate() {
        for fact in base.of(RecordId(index)) {
            lines.push(line(&record.name, fact, &sources));
        }
    }
    lines.join("\n")
}

fn line(record: &str, fact: &Fact, sources: &SourceMap) -> String {
    let fields = &PLAN.record(fact.record).fields;
    let values = fields.iter().zip(fact.readings[0].values());
    let told = values.filter_map(|(field, value)| Some(format!("{}={}", field.name, told(value, sources)?)));
    format!("{record}: {}", told.collect::<Vec<_>>().join(" "))
}

fn told(value: &FieldValue, sources: &SourceMap) -> Option<String> {
    Some(match value {
        FieldValue::Missing => return None,
        FieldValue::Blank(_) => "空".to_owned(),
        FieldValue::Unread(reason, _) => match &**reason {
            Unread::Withheld(reason) => format!("？{}", reason.zh),
            Unread::NotA { found, .. } => format!("？不是：{found}"),
            other => panic!("{other:?}"),
        },
        FieldValue::Value(Value::Figure(figure)) => {
            let (printed, place) = (figure.printed.printed(), sources.slice(figure.span));
            if printed.starts_with(place) && printed.len() == place.len() {
                printed
            } else {
                format!("{place}⇒{printed}")
            }
        }
        FieldValue::Value(value) => sources.slice(value.span().expect("words stand somewhere")).to_owned(),
    })
}
