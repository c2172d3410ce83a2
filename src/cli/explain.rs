//! `guiju explain`

use std::io::{self, Write};

use crate::diagnostic::{Diagnostic, Severity, Wording, nearest};
use crate::engine::{CompiledPack, Engine, Settings};
use crate::plan::{
    Check, CheckKind, Example, ExamplePlace, Quantifier, Record, RecordId, Rule, Template, TemplatePart,
};
use crate::reporter::{Look, Tone, basis, columns, parameters_of, unbroken, visible, wrapped};

use super::aliases::{codes, family, named};
use super::args::ExplainArguments;
use super::exit::Exit;
use super::face::Face;
use super::load::{Stop, one_pack, settings};
use super::output;

/// Explains a rule, a named cause or verdict, or a mistake in a file.
pub(super) fn run(face: &Face, arguments: &ExplainArguments) -> Exit {
    let look = face.look(None);
    let code = arguments.code.trim();
    let written = if let Some(named) = named(code) {
        let title = format!("{} {}", named.code, look.say(&named.title()));
        output::to(None, |out| page(&title, &look.say(&named.text()), &look, out))
    } else if let Some(text) = family(code) {
        output::to(None, |out| page(code, &look.say(&text), &look, out))
    } else {
        match pack_with(arguments, code) {
            Ok(pack) => match rule_named(&pack, code) {
                Some(rule) => output::to(None, |out| explained(rule, &pack, &look, out)),
                None => Err(unknown(code, &pack).into()),
            },
            Err(stop) => {
                face.complain(&stop);
                return Exit::CouldNotRun;
            }
        }
    };
    match written {
        Ok(()) => Exit::Clean,
        Err(diagnostic) => {
            face.complain(&diagnostic.into());
            Exit::CouldNotRun
        }
    }
}

/// A rule by its code in either case.
pub(super) fn rule_named<'p>(pack: &'p CompiledPack, code: &str) -> Option<&'p Rule> {
    pack.plan.rules.iter().find(|rule| rule.code.eq_ignore_ascii_case(code))
}

/// What is said of a code that nothing has.
pub(super) fn unknown(code: &str, pack: &CompiledPack) -> Diagnostic {
    let mut known: Vec<&str> = codes().collect();
    known.extend(pack.plan.rules.iter().map(|rule| &*rule.code));
    let message = Wording::new(format!("没有代码为“{code}”的检查"), format!("there is no check “{code}”"));
    let diagnostic = Diagnostic::placeless("cli::unknown_code", message);
    let upper = code.to_uppercase();
    match nearest(&upper, known) {
        Some(near) => diagnostic.help(Wording::new(format!("是不是 {near}？"), format!("Did you mean {near}?"))),
        None => diagnostic.help(Wording::new(
            "某地的规则须用 --pack 指明规则包；guiju pack list 列出全部规则包。",
            "Rules of a place need --pack; guiju pack list shows all packs.",
        )),
    }
}

/// The pack asked for, or the most general one that has the code.
fn pack_with(arguments: &ExplainArguments, code: &str) -> Result<CompiledPack, Stop> {
    let asked = Settings { set: settings(&arguments.rules.set)?, ..Settings::default() };
    let mut engine = Engine::embedded();
    if let Some(pack) = &arguments.rules.pack {
        let name = one_pack(&mut engine, pack)?;
        return Ok(engine.compile(&name, &asked)?);
    }
    let mut packs = engine.packs();
    packs.sort_by_key(|pack| pack.extends.len());
    let mut last = None;
    for pack in packs {
        let compiled = engine.compile(&pack.name, &Settings::default())?;
        if rule_named(&compiled, code).is_some() {
            // Only the pack that has the rule need know the parameters set.
            return if asked.set.is_empty() { Ok(compiled) } else { Ok(engine.compile(&pack.name, &asked)?) };
        }
        last = Some(compiled);
    }
    last.ok_or_else(|| no_packs().into())
}

fn no_packs() -> Diagnostic {
    Diagnostic::placeless("cli::no_packs", Wording::new("没有任何规则包", "there are no rule packs"))
}

fn page(title: &str, text: &str, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}\n", look.paint(Tone::Strong, &visible(title)))?;
    wrapped(text, look.width.saturating_sub(4)).iter().try_for_each(|line| writeln!(out, "  {line}"))
}

/// Columns of the keys on the left.
const KEY_WIDTH: usize = 12;

fn explained(rule: &Rule, pack: &CompiledPack, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let severity = look.paint(Tone::from(rule.severity), &look.say(&rule.severity.wording()));
    let title = look.paint(Tone::Strong, &format!("{} {}", visible(&rule.code), look.say(&rule.title)));
    writeln!(out, "{title}  {severity}\n")?;
    let mut line = |zh: &str, en: &str, value: &str| entry(look.choose(zh, en), value, look, out);
    for part in unbroken(&rule.doc).split("\n\n").filter(|part| !part.is_empty()) {
        line("为什么", "why", part)?;
    }
    line("依据", "basis", &look.say(&basis(&rule.basis)))?;
    if let Some(help) = &rule.help {
        line("怎样改", "what to do", &look.say(help))?;
    }
    line("规则包", "pack", &pack_line(rule, pack, look))?;
    if let Some(reason) = &rule.off {
        line("已关闭", "switched off", reason)?;
    }
    for record in records(&rule.quantifier).iter().filter_map(|id| pack.plan.records.get(id.0)) {
        line("读取", "reads", &record_line(record, look))?;
    }
    for condition in &rule.when {
        line("条件", "when", &one_line(pack.sources.slice(condition.span)))?;
    }
    for check in &rule.checks {
        if let Some(words) = condition(check, pack) {
            line("检查", "check", &words)?;
        }
        if let Some(message) = &check.message {
            line("否则说", "else says", &template(message, pack, look))?;
        }
    }
    for param in parameters_of(&pack.plan, rule).into_iter().filter_map(|id| pack.plan.params.get(id.0)) {
        let value = one_line(pack.sources.slice(param.value.span));
        let by = pack.plan.packs.get(param.pack).map_or("", |pack| pack.name.as_str());
        let doc = unbroken(&param.doc);
        let doc = if doc.is_empty() { doc } else { format!("{}{doc}", look.choose("；", "; ")) };
        line("参数", "parameter", &format!("{} = {value}  [{by}]{doc}", param.name))?;
    }
    writeln!(out)?;
    rule.examples.iter().try_for_each(|example| example_lines(example, rule.severity, look, out))
}

/// The records that a rule ranges over, each once.
fn records(quantifier: &Quantifier) -> Vec<RecordId> {
    let mut records = match quantifier {
        Quantifier::Submission => Vec::new(),
        Quantifier::Facts { binders, .. } => binders.iter().map(|(_, record)| *record).collect(),
        Quantifier::Groups { record, .. } => vec![*record],
    };
    let mut seen = Vec::new();
    records.retain(|record| {
        !seen.contains(record) && {
            seen.push(*record);
            true
        }
    });
    records
}

/// `completion 完成率表述：subject 对象、actual 完成数 …`: what the names in the checks mean.
fn record_line(record: &Record, look: &Look) -> String {
    let named = |name: &str, words: String| {
        if words.is_empty() || words == name { name.to_owned() } else { format!("{name} {words}") }
    };
    let fields: Vec<String> = record.fields.iter().map(|field| named(&field.name, look.say(&field.label))).collect();
    let head = named(&record.name, look.say(&record.title));
    format!("{head}{}{}", look.choose("：", ": "), fields.join(look.choose("、", ", ")))
}

/// What must hold, as the rule writes it; `None` where the conditions are the fault.
fn condition(check: &Check, pack: &CompiledPack) -> Option<String> {
    match &check.kind {
        CheckKind::Condition(condition) => Some(one_line(pack.sources.slice(condition.span))),
        CheckKind::Outline(..) | CheckKind::Same(..) => {
            let words = one_line(pack.sources.slice(check.span));
            let end = [" else ", " 否则 "].iter().filter_map(|word| words.find(word)).min().unwrap_or(words.len());
            let words = words.get(..end).unwrap_or(&words);
            let bare = ["check ", "检查 "].iter().find_map(|word| words.strip_prefix(word)).unwrap_or(words);
            Some(bare.to_owned())
        }
        CheckKind::Report => None,
    }
}

/// A message with the names of what stands in its holes.
fn template(message: &Template, pack: &CompiledPack, look: &Look) -> String {
    let parts = if message.en.is_empty() { &message.zh } else { look.choose(&message.zh, &message.en) };
    let said = parts.iter().map(|part| match part {
        TemplatePart::Literal(words) => words.clone(),
        TemplatePart::Hole(expr, _) => format!("{{{}}}", one_line(pack.sources.slice(expr.span))),
    });
    said.collect()
}

/// The pack in which the rule stands, and the one by which it is explained.
fn pack_line(rule: &Rule, pack: &CompiledPack, look: &Look) -> String {
    let name = |index: usize| pack.plan.packs.get(index).map(|pack| format!("{} {}", pack.name, pack.version));
    let own = name(rule.pack).unwrap_or_default();
    match pack.plan.packs.len().checked_sub(1).filter(|last| *last != rule.pack).and_then(name) {
        Some(last) => {
            format!("{own}{}", look.choose("（按 {p} 的参数）", " (with the parameters of {p})").replace("{p}", &last))
        }
        None => own,
    }
}

/// A key and its value, further lines below the value.
fn entry(key: &str, value: &str, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    for (turn, line) in wrapped(&visible(value), look.width.saturating_sub(KEY_WIDTH + 4)).iter().enumerate() {
        let shown = if turn == 0 { key } else { "" };
        let pad = " ".repeat(KEY_WIDTH.saturating_sub(columns(shown)));
        writeln!(out, "  {}{pad}  {line}", look.paint(Tone::Strong, shown))?;
    }
    Ok(())
}

fn example_lines(example: &Example, severity: Severity, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let (mark, tone) = if example.good { ("✓", Tone::Good) } else { ("✗", Tone::from(severity)) };
    let texts = [&example.draft, &example.data].into_iter().flatten();
    let mut first = true;
    for row in texts.flat_map(|text| text.trim_end().lines()).filter(|row| !row.trim().is_empty()) {
        let head = if first { look.paint(tone, mark) } else { " ".to_owned() };
        writeln!(out, "  {head} {}", visible(row))?;
        first = false;
    }
    let beside = [
        (&example.last_year, look.choose("上年", "last year")),
        (&example.cohort, look.choose("其他单位", "other units")),
    ];
    for (text, words) in beside {
        let rows = text.iter().flat_map(|it| it.text().trim().lines()).filter(|row| !row.trim().is_empty());
        for row in rows {
            writeln!(out, "    {} {}", look.paint(Tone::Faint, words), visible(row))?;
        }
    }
    match &example.at {
        Some(ExamplePlace::Words(place) | ExamplePlace::Path(place)) => {
            let words = look.choose("应指出", "expected at");
            writeln!(out, "      {}", look.paint(Tone::Faint, &format!("→ {words} {}", visible(place))))
        }
        None => Ok(()),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
