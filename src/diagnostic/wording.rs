//! Words in both languages, and how grave they are.

/// The language of what we say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// 中文
    Chinese,
    /// English
    English,
}

impl Language {
    /// The one of the two that this is not.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Chinese => Self::English,
            Self::English => Self::Chinese,
        }
    }
}

/// The same sentence in Chinese and in English.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Wording {
    /// 中文
    pub zh: String,
    /// English
    pub en: String,
}

impl Wording {
    /// Joins the two versions of one sentence.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// Words that are the same in both languages (names, codes, quoted text).
    pub fn same(words: impl Into<String>) -> Self {
        let zh = words.into();
        Self { en: zh.clone(), zh }
    }

    /// The version for a language; where a pack gives no English, the Chinese.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::English if !self.en.is_empty() => &self.en,
            Language::Chinese | Language::English => &self.zh,
        }
    }

    /// The words in quotation marks, marks inside them made single: “‘三公’经费”.
    #[must_use]
    pub fn quoted(&self) -> Self {
        let quoted = |language| format!("“{}”", self.get(language).replace('“', "‘").replace('”', "’"));
        Self { zh: quoted(Language::Chinese), en: quoted(Language::English) }
    }

    /// True where nothing is said in either language.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty() && self.en.is_empty()
    }
}

/// How grave a finding or a diagnostic is; ordered from light to grave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// 提示: advice.
    Note,
    /// 警告: the reviewer would ask.
    Warning,
    /// 错误: certain, must be mended.
    Error,
}

impl Severity {
    /// The name used in JSON, SARIF and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The word shown to people.
    #[must_use]
    pub fn wording(self) -> Wording {
        match self {
            Self::Note => Wording::new("提示", "note"),
            Self::Warning => Wording::new("警告", "warning"),
            Self::Error => Wording::new("错误", "error"),
        }
    }
}
