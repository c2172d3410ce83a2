//! Codes of what can be wrong with a pack as a whole, with the words of `guiju explain`.

use crate::diagnostic::Wording;
use crate::yaml;

/// There is no such pack.
pub const UNKNOWN_PACK: &str = "pack::unknown_pack";
/// A file of a pack cannot be read.
pub const UNREADABLE: &str = "pack::unreadable";
/// A manifest or word list is no YAML.
pub const NOT_YAML: &str = "pack::not_yaml";
/// A key that a manifest or word list does not have.
pub const UNKNOWN_KEY: &str = "pack::unknown_key";
/// A value of another kind than its key wants.
pub const WRONG_VALUE: &str = "pack::wrong_value";
/// A key that must be there is not.
pub const MISSING_KEY: &str = "pack::missing_key";
/// Packs that extend each other in a circle.
pub const CYCLE: &str = "pack::cycle";
/// A first year behind the last.
pub const EMPTY_YEARS: &str = "pack::empty_years";
/// An override of what no pack above declares.
pub const UNKNOWN_OVERRIDE: &str = "pack::unknown_override";
/// A file of a lexicon that cannot be found.
pub const LEXICON_FILE: &str = "pack::lexicon_file";
/// An entry of a word list that says nothing to look for.
pub const EMPTY_ENTRY: &str = "pack::empty_entry";

/// Under which of them mistakes of any YAML file of a pack are told.
pub(super) const FILE: yaml::Codes =
    yaml::Codes { not_yaml: NOT_YAML, unknown_key: UNKNOWN_KEY, wrong_value: WRONG_VALUE };

/// What `guiju explain` says about each code.
#[must_use]
pub fn explanations() -> Vec<(&'static str, Wording)> {
    vec![
        (UNKNOWN_PACK, Wording::new("没有这个名称的规则包。", "No pack has this name.")),
        (
            UNREADABLE,
            Wording::new(
                "规则包的文件无法读取，或不是 UTF-8 文本。",
                "A file of the pack cannot be read or is not UTF-8.",
            ),
        ),
        (
            NOT_YAML,
            Wording::new("pack.yaml 或词表文件不是正确的 YAML。", "pack.yaml or a word list is not valid YAML."),
        ),
        (
            UNKNOWN_KEY,
            Wording::new(
                "pack.yaml 或词表中没有这个键，多为拼写错误。",
                "The file has no such key; most often a slip of the pen.",
            ),
        ),
        (WRONG_VALUE, Wording::new("键后面的值不是应有的样子。", "The value is not of the kind its key wants.")),
        (MISSING_KEY, Wording::new("缺少必须写明的键。", "A key that must be given is missing.")),
        (
            CYCLE,
            Wording::new(
                "规则包互相继承成环，无法确定先后。",
                "Packs extend each other in a circle, so none comes first.",
            ),
        ),
        (
            EMPTY_YEARS,
            Wording::new(
                "起始年份晚于截止年份，规则包永远不会生效。",
                "The first year is behind the last, so the pack is never in force.",
            ),
        ),
        (
            UNKNOWN_OVERRIDE,
            Wording::new(
                "要覆盖的参数或规则，上级规则包里没有。",
                "No pack above declares the parameter or rule that is overridden.",
            ),
        ),
        (
            LEXICON_FILE,
            Wording::new(
                "找不到词表文件；路径相对于规则包所在文件夹。",
                "The word list is not there; paths start at the pack's folder.",
            ),
        ),
        (EMPTY_ENTRY, Wording::new("词表条目没有写要找的词。", "An entry of the word list names no word to look for.")),
    ]
}
