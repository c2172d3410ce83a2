//! Which language to speak.

use std::ffi::OsString;

use crate::diagnostic::Language;

/// The language that the environment asks for: the first of `LC_ALL`, `LC_MESSAGES`, `LANG` that is set decides.
/// `None` for a locale that is neither Chinese nor English, and for none.
pub(super) fn from_environment(variable: impl Fn(&str) -> Option<OsString>) -> Option<Language> {
    let set =
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().filter_map(|name| variable(name)).find(|value| !value.is_empty())?;
    let name = set.to_string_lossy().to_ascii_lowercase();
    if name.starts_with("zh") {
        Some(Language::Chinese)
    } else if name.starts_with("en") {
        Some(Language::English)
    } else {
        None
    }
}

/// The language asked for by `--lang`, found before clap reads the line: help and its errors must know it.
pub(super) fn from_arguments(arguments: &[OsString]) -> Option<Language> {
    let mut words = arguments.iter().map(|word| word.to_string_lossy());
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--lang") {
            Some("") => words.next()?.into_owned(),
            Some(rest) => rest.strip_prefix('=')?.to_owned(),
            None if word == "--" => return None,
            None => continue,
        };
        return match value.as_str() {
            "zh" => Some(Language::Chinese),
            "en" => Some(Language::English),
            _ => None,
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(set: &[(&str, &str)]) -> Option<Language> {
        from_environment(|name| set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).into()))
    }

    #[test]
    fn the_strongest_variable_that_is_set_decides() {
        assert_eq!(of(&[("LANG", "zh_CN.UTF-8")]), Some(Language::Chinese));
        assert_eq!(of(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "en_US.UTF-8")]), Some(Language::English));
        assert_eq!(of(&[("LANG", "zh_TW"), ("LC_ALL", "")]), Some(Language::Chinese));
        assert_eq!(of(&[("LANG", "C.UTF-8")]), None);
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn the_option_is_seen_in_both_forms() {
        let line = |words: &[&str]| from_arguments(&words.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(line(&["check", "--lang", "en", "a"]), Some(Language::English));
        assert_eq!(line(&["check", "--lang=zh"]), Some(Language::Chinese));
        assert_eq!(line(&["check", "--", "--lang=zh"]), None);
        assert_eq!(line(&["check", "--language=zh"]), None);
    }
}
