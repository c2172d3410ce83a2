//! How the program meets its user: which language, how wide, with which colours.

use std::io::IsTerminal;

use crate::diagnostic::Language;
use crate::reporter::{Look, Shows, write_diagnostics};

use super::load::Stop;
use super::output;

/// How the program meets its user.
#[derive(Debug)]
pub(super) struct Face {
    /// What `--lang` asks for.
    wanted: Option<Language>,
    /// What `--lang` or the locale asks for.
    asked: Option<Language>,
}

/// Columns of output that goes to no terminal.
const FILE_WIDTH: usize = 100;

impl Face {
    /// What `--lang` asks for, and what the locale does.
    pub(super) fn new(wanted: Option<Language>, locale: Option<Language>) -> Self {
        Self { wanted, asked: wanted.or(locale) }
    }

    /// The language asked for, else Chinese for a Chinese draft, else English.
    pub(super) fn language(&self, draft: Option<Language>) -> Language {
        self.asked.or(draft).unwrap_or(Language::English)
    }

    /// The look of standard output.
    pub(super) fn look(&self, draft: Option<Language>) -> Look {
        self.look_of(draft, std::io::stdout().is_terminal())
    }

    /// The look of a file.
    pub(super) fn file_look(&self, draft: Option<Language>) -> Look {
        self.look_of(draft, false)
    }

    fn look_of(&self, draft: Option<Language>, terminal: bool) -> Look {
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)).filter(|_| terminal);
        let told = || std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse::<usize>().ok());
        Look {
            language: self.language(draft),
            color: terminal && !dumb && !set("NO_COLOR"),
            width: width.or_else(told).map_or(FILE_WIDTH, |width| width.clamp(40, 160)),
            shows: Shows::default(),
        }
    }

    /// The look of what goes to the units and into their files: Chinese but where `--lang` asks for English.
    pub(super) fn unit_look(&self) -> Look {
        Look { language: self.wanted.unwrap_or(Language::Chinese), ..self.look_of(None, false) }
    }

    /// Tells of mistakes on standard error.
    pub(super) fn complain(&self, stop: &Stop) {
        let look = self.look_of(None, std::io::stderr().is_terminal());
        output::to_stderr(|out| write_diagnostics(stop.diagnostics().iter(), stop.sources(), &look, out));
    }
}
