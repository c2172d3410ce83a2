//! `guiju pack list`, `check`, `test` and `docs`; `compare` has a file of its own

use std::io::{self, Write};
use std::path::Path;

use crate::diagnostic::{Diagnostic, Diagnostics, Wording};
use crate::engine::{CompiledPack, Engine, PackSummary, Settings};
use crate::packtest::{self, Tested};
use crate::reporter::{Look, Tone, catalogue, columns, visible, write_diagnostics};
use crate::source::SourceMap;

use super::args::{PackCommand, PackDocsArguments, PackNames, PackTestArguments};
use super::exit::Exit;
use super::face::Face;
use super::load::{Stop, packs};
use super::{many, output, pack_compare};

/// Runs a command on packs.
pub(super) fn run(face: &Face, command: &PackCommand) -> Exit {
    let done = match command {
        PackCommand::List(names) => list(face, names),
        PackCommand::Check(names) => check(face, names),
        PackCommand::Test(arguments) => test(face, arguments),
        PackCommand::Docs(arguments) => docs(arguments),
        PackCommand::Compare(arguments) => pack_compare::run(face, arguments),
    };
    done.unwrap_or_else(|stop| {
        face.complain(&stop);
        Exit::CouldNotRun
    })
}

/// The packs meant: those named, else the folder one is in if it is a pack, else all built in.
fn chosen(names: &PackNames) -> Result<(Engine, Vec<String>), Stop> {
    let mut engine = Engine::embedded();
    let here = Path::new(".");
    if names.packs.is_empty() && here.join("pack.yaml").is_file() {
        let found = packs(&mut engine, here)?;
        return Ok((engine, found));
    }
    if names.packs.is_empty() {
        let all = engine.packs().into_iter().map(|pack| pack.name).collect();
        return Ok((engine, all));
    }
    let mut found: Vec<String> = Vec::new();
    for asked in &names.packs {
        for name in packs(&mut engine, asked)? {
            if !found.contains(&name) {
                found.push(name);
            }
        }
    }
    Ok((engine, found))
}

fn list(face: &Face, names: &PackNames) -> Result<Exit, Stop> {
    let (engine, chosen) = chosen(names)?;
    let look = face.look(None);
    if let Some(unknown) = chosen.iter().find(|name| engine.packs().iter().all(|pack| pack.name != **name)) {
        // Says that there is no such pack, and which there are.
        engine.compile(unknown, &Settings::default())?;
    }
    let rows: Vec<[String; 5]> =
        engine.packs().iter().filter(|pack| chosen.contains(&pack.name)).map(|pack| row(pack, &look)).collect();
    output::to(None, |out| table(&rows, &look, out))?;
    Ok(Exit::Clean)
}

/// Names of places that a line of the list has room for.
const MOST_REGIONS: usize = 2;

fn row(pack: &PackSummary, look: &Look) -> [String; 5] {
    let year = |year: Option<i32>| year.map_or(String::new(), |year| year.to_string());
    let years = match pack.years {
        (None, None) => look.choose("各年度", "all years").to_owned(),
        (from, to) => format!("{}–{}", year(from), year(to)),
    };
    let whose = pack.region.iter().take(MOST_REGIONS).map(String::as_str).collect::<Vec<_>>().join("、");
    let more = pack.region.len().saturating_sub(MOST_REGIONS);
    let whose = match more {
        0 => whose,
        _ => look
            .choose("{w}等 {n} 地", "{w} and {m} more")
            .replace("{w}", &whose)
            .replace("{n}", &pack.region.len().to_string())
            .replace("{m}", &more.to_string()),
    };
    let origin = match &pack.folder {
        Some(folder) => folder.display().to_string(),
        None => look.choose("内置", "built in").to_owned(),
    };
    let extends = if pack.extends.is_empty() { String::new() } else { format!("← {}", pack.extends.join("、")) };
    let scope = format!("{whose} {years}").trim().to_owned();
    [format!("{} {}", pack.name, pack.version), look.say(&pack.title), scope, extends, origin]
        .map(|cell| visible(&cell).into_owned())
}

/// Columns that line up whatever the script.
fn table(rows: &[[String; 5]], look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let mut widths = [0; 5];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = columns(cell).max(*width);
        }
    }
    for row in rows {
        let mut line = String::new();
        for (turn, (cell, width)) in row.iter().zip(widths).enumerate() {
            line.push_str(&if turn == 0 { look.paint(Tone::Strong, cell) } else { cell.clone() });
            line.push_str(&" ".repeat(width - columns(cell) + 2));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

fn check(face: &Face, names: &PackNames) -> Result<Exit, Stop> {
    let (engine, names) = chosen(names)?;
    let known: Vec<String> = engine.packs().into_iter().map(|pack| pack.name).collect();
    let look = face.look(None);
    let mut exit = Exit::Clean;
    for name in names {
        let done = match engine.compile(&name, &Settings::default()) {
            Ok(pack) => {
                output::to(None, |out| checked(&name, &pack.diagnostics, &pack.sources, Some(&pack), &look, out))
            }
            Err(wrong) if known.contains(&name) => {
                // A pack with mistakes cannot run; a finding is a fault in a draft.
                exit = exit.and(Exit::CouldNotRun);
                output::to(None, |out| checked(&name, &wrong.diagnostics, &wrong.sources, None, &look, out))
            }
            Err(unknown) => return Err(unknown.into()),
        };
        done?;
    }
    Ok(exit)
}

fn checked(
    name: &str,
    diagnostics: &Diagnostics,
    sources: &SourceMap,
    pack: Option<&CompiledPack>,
    look: &Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    write_diagnostics(diagnostics.iter(), sources, look, out)?;
    let words = match pack {
        Some(pack) => look
            .choose("{p}：{n} 条规则，没有错误", "{p}: {m}, no mistakes")
            .replace("{n}", &pack.plan.rules.len().to_string())
            .replace("{m}", &many(pack.plan.rules.len(), "rule")),
        None => look
            .choose("{p}：{n} 处错误", "{p}: {m}")
            .replace("{n}", &diagnostics.len().to_string())
            .replace("{m}", &many(diagnostics.len(), "mistake")),
    };
    let tone = if pack.is_some() { Tone::Good } else { Tone::Error };
    writeln!(out, "{}", look.paint(tone, &words.replace("{p}", &visible(name))))
}

fn test(face: &Face, arguments: &PackTestArguments) -> Result<Exit, Stop> {
    let (engine, names) = chosen(&arguments.names)?;
    let look = face.look(None);
    let mut exit = Exit::Clean;
    let mut ran = 0;
    for name in names {
        let pack = engine.compile(&name, &Settings::default())?;
        let tested = packtest::test(&pack, &arguments.rule);
        ran += tested.rules;
        if tested.rules == 0 && !arguments.rule.is_empty() {
            continue;
        }
        if !tested.failures.is_empty() {
            exit = exit.and(Exit::Findings);
        }
        output::to(None, |out| examples(&name, &tested, &pack.sources, &look, out))?;
    }
    if ran == 0 && !arguments.rule.is_empty() {
        let rules = arguments.rule.join("、");
        let message =
            Wording::new(format!("所测规则包中没有规则 {rules}"), format!("the packs tested hold no rule {rules}"));
        return Err(Diagnostic::placeless("cli::unknown_code", message).into());
    }
    Ok(exit)
}

fn examples(name: &str, tested: &Tested, sources: &SourceMap, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    write_diagnostics(tested.failures.iter(), sources, look, out)?;
    let words = look
        .choose("{p}：{r} 条规则、{e} 个例子，{f} 个不符", "{p}: {rules}, {examples}, {f} failed")
        .replace("{rules}", &many(tested.rules, "rule"))
        .replace("{examples}", &many(tested.examples, "example"))
        .replace("{p}", &visible(name))
        .replace("{r}", &tested.rules.to_string())
        .replace("{e}", &tested.examples.to_string())
        .replace("{f}", &tested.failures.len().to_string());
    let tone = if tested.failures.is_empty() { Tone::Good } else { Tone::Error };
    writeln!(out, "{}", look.paint(tone, &words))
}

fn docs(arguments: &PackDocsArguments) -> Result<Exit, Stop> {
    let (engine, names) = chosen(&arguments.names)?;
    let mut summaries = engine.packs();
    summaries.retain(|pack| names.contains(&pack.name));
    let mut compiled = Vec::new();
    for pack in &summaries {
        compiled.push(engine.compile(&pack.name, &Settings::default())?);
    }
    // Most general first: a pack stands behind all that it extends.
    compiled.sort_by(|a, b| (a.plan.packs.len(), names_of(a)).cmp(&(b.plan.packs.len(), names_of(b))));
    let pages: Vec<_> = compiled.iter().map(|pack| (&pack.plan, &pack.sources)).collect();
    let page = catalogue(&pages);
    output::to(arguments.output.as_deref(), |out| out.write_all(page.as_bytes()))?;
    Ok(Exit::Clean)
}

fn names_of(pack: &CompiledPack) -> Option<&str> {
    pack.plan.packs.last().map(|pack| pack.name.as_str())
}
