//! How output for people looks: language, colours, width.

use owo_colors::{OwoColorize, Style};

use crate::diagnostic::{Language, Severity, Wording};

/// How output for people looks. The caller decides: it alone knows whether a terminal listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// The language of our words.
    pub language: Language,
    /// Whether to colour.
    pub color: bool,
    /// How many columns there are.
    pub width: usize,
    /// What is shown beside the findings.
    pub shows: Shows,
}

/// What is shown beside the findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shows {
    /// The claims and figures that no rule could read.
    pub unread: bool,
    /// The checks that hold, and those that could not be made.
    pub proof: bool,
    /// The fingerprint of each finding.
    pub fingerprints: bool,
}

impl Look {
    /// No colours, 100 columns: for files and tests.
    #[must_use]
    pub fn plain(language: Language) -> Self {
        Self { language, color: false, width: 100, shows: Shows::default() }
    }

    /// The words in the chosen language, made safe to show.
    pub(crate) fn say(&self, words: &Wording) -> String {
        super::visible(words.get(self.language)).into_owned()
    }

    /// One of two sentences of ours.
    pub(crate) fn choose<'a, T: ?Sized>(&self, zh: &'a T, en: &'a T) -> &'a T {
        match self.language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    /// The style of a tone; plain where colours are off.
    pub(crate) fn style(&self, tone: Tone) -> Style {
        if !self.color {
            return Style::new();
        }
        match tone {
            Tone::Error => Style::new().red().bold(),
            Tone::Warning => Style::new().yellow().bold(),
            Tone::Note => Style::new().blue().bold(),
            Tone::Operand => Style::new().cyan(),
            Tone::Strong => Style::new().bold(),
            Tone::Faint => Style::new().dimmed(),
            Tone::Good => Style::new().green().bold(),
        }
    }

    /// Text in a tone.
    pub(crate) fn paint(&self, tone: Tone, text: &str) -> String {
        if self.color { text.style(self.style(tone)).to_string() } else { text.to_owned() }
    }
}

/// What a piece of output means to the eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// An error, or the place of one.
    Error,
    /// A warning.
    Warning,
    /// A note.
    Note,
    /// A figure that takes part.
    Operand,
    /// A heading.
    Strong,
    /// What matters less.
    Faint,
    /// All is well.
    Good,
}

impl From<Severity> for Tone {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Note => Self::Note,
        }
    }
}
