//! How the program ends.

use std::process::ExitCode;

use crate::diagnostic::Severity;

use super::args::FailOn;

/// What the exit code says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// 0: nothing at or above the severity asked for.
    Clean,
    /// 1: something is.
    Findings,
    /// 2: the check could not be made.
    CouldNotRun,
}

impl Exit {
    /// The exit for the gravest finding.
    pub(super) fn of(gravest: Option<Severity>, fail_on: FailOn) -> Self {
        let from = match fail_on {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Note => Severity::Note,
            FailOn::Never => return Self::Clean,
        };
        if gravest.is_some_and(|gravest| gravest >= from) { Self::Findings } else { Self::Clean }
    }

    /// The graver of two.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::CouldNotRun, _) | (_, Self::CouldNotRun) => Self::CouldNotRun,
            (Self::Findings, _) | (_, Self::Findings) => Self::Findings,
            (Self::Clean, Self::Clean) => Self::Clean,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::CouldNotRun => 2,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_below_the_severity_asked_for_are_clean() {
        assert_eq!(Exit::of(Some(Severity::Warning), FailOn::Error), Exit::Clean);
        assert_eq!(Exit::of(Some(Severity::Warning), FailOn::Warning), Exit::Findings);
        assert_eq!(Exit::of(Some(Severity::Error), FailOn::Note), Exit::Findings);
        assert_eq!(Exit::of(Some(Severity::Error), FailOn::Never), Exit::Clean);
        assert_eq!(Exit::of(None, FailOn::Note), Exit::Clean);
    }
}
