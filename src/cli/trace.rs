//! `guiju trace`

use std::io::{self, Write};

use crate::diagnostic::Wording;
use crate::engine::{CompiledPack, Opened};
use crate::finding::{Trace, TraceStep};
use crate::reporter::{Look, Mark, Tone, columns, visible, wrapped, write_notes};

use super::aliases::named;
use super::args::TraceArguments;
use super::exit::Exit;
use super::explain::{rule_named, unknown};
use super::face::Face;
use super::load::{Stop, gathered, limits, pack_and_engine};
use super::output;

/// Shows how a rule came to its results.
pub(super) fn run(face: &Face, arguments: &TraceArguments) -> Exit {
    match traced(face, arguments) {
        Ok(()) => Exit::Clean,
        Err(stop) => {
            face.complain(&stop);
            Exit::CouldNotRun
        }
    }
}

fn traced(face: &Face, arguments: &TraceArguments) -> Result<(), Stop> {
    let limits = limits(&arguments.limits);
    let gathered = gathered(&arguments.files, &limits)?.with_last_year(&arguments.earlier.last_year, &limits)?;
    let opened = gathered.opened(&limits)?;
    let pack = pack_and_engine(&arguments.rules, &arguments.limits, &[], &opened)?.0;
    let code = arguments.code.trim();
    let Some(rule) = rule_named(&pack, code) else {
        let diagnostic = unknown(code, &pack);
        return Err(match named(code) {
            Some(named) => diagnostic.help(named.text()),
            None => diagnostic,
        }
        .into());
    };
    let title = rule.title.clone();
    let traces = if rule.off.is_some() { Vec::new() } else { pack.trace(&opened, &rule.code) };
    let look = face.look(None);
    let written = output::to(None, |out| {
        if traces.is_empty() {
            return writeln!(out, "{}", nothing(&rule.code, rule.off.as_deref(), &look));
        }
        traces.iter().try_for_each(|trace| show(trace, &title, &opened, &pack, &look, out))
    });
    Ok(written?)
}

fn nothing(code: &str, off: Option<&str>, look: &Look) -> String {
    match off {
        Some(reason) => {
            look.choose("{c} 在所用规则包中已关闭：{r}", "{c} is switched off in this pack: {r}").replace("{r}", reason)
        }
        None => {
            look.choose("{c} 在这份材料里没有可检查的内容。", "{c} finds nothing to look at in these files.").to_owned()
        }
    }
    .replace("{c}", code)
}

/// One application: the words that were read, then the expressions worked out.
fn show(
    trace: &Trace,
    title: &Wording,
    opened: &Opened,
    pack: &CompiledPack,
    look: &Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let colon = look.choose("：", ": ");
    let heading = format!("{} {}{colon}{}", trace.code, look.say(title), look.say(&trace.result));
    let bound = trace.steps.iter().filter(|step| step.expression.is_none());
    let mut marks: Vec<Mark> = bound
        .flat_map(|step| step.origins.iter().map(move |span| (step, *span)))
        .map(|(step, span)| Mark {
            span,
            text: format!("{} {}", look.say(&step.name), look.say(&step.value)),
            tone: Tone::Operand,
        })
        .collect();
    if marks.is_empty() {
        marks.extend(trace.place.map(|span| Mark { span, text: String::new(), tone: Tone::Operand }));
    }
    write_notes(&heading, &marks, &[], &opened.sources, look, out)?;
    steps(&trace.steps, pack, look, out)?;
    let (count, shown) = trace.readings;
    if count > 1 {
        let words =
            look.choose("  共有 {n} 种读法，这里是第 {m} 种。", "  There are {n} readings; this is number {m}.");
        writeln!(out, "{}", words.replace("{n}", &count.to_string()).replace("{m}", &shown.to_string()))?;
    }
    writeln!(out)
}

/// Expressions on the left, indented by depth, values on the right in one column.
fn steps(steps: &[TraceStep], pack: &CompiledPack, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    const DEEPEST: usize = 12;
    let left: Vec<String> = steps
        .iter()
        .map(|step| {
            let words =
                step.expression.map(|span| pack.sources.slice(span).split_whitespace().collect::<Vec<_>>().join(" "));
            let words = words.unwrap_or_else(|| look.say(&step.name));
            shortened(&format!("{}{}", "  ".repeat(step.depth.min(DEEPEST)), visible(&words)), look.width / 2)
        })
        .collect();
    let width = left.iter().map(|words| columns(words)).max().unwrap_or(0);
    for (step, words) in steps.iter().zip(&left) {
        let value = wrapped(&look.say(&step.value), look.width.saturating_sub(width + 6));
        for (turn, line) in value.iter().enumerate() {
            let (words, sign) = if turn == 0 { (words.as_str(), '=') } else { ("", ' ') };
            let pad = " ".repeat(width - columns(words));
            writeln!(out, "  {words}{pad}  {sign} {}", look.paint(Tone::Strong, line))?;
        }
    }
    Ok(())
}

fn shortened(words: &str, width: usize) -> String {
    if columns(words) <= width {
        return words.to_owned();
    }
    let mut short = String::new();
    for c in words.chars() {
        if columns(&short) + 2 > width {
            break;
        }
        short.push(c);
    }
    short.push('…');
    short
}
