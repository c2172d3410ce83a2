//! The codes of reading, each with a line that says what it means.

/// One code and its meaning in Chinese and in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadCode {
    /// The stable code.
    pub code: &'static str,
    /// What it means, in Chinese.
    pub zh: &'static str,
    /// What it means, in English.
    pub en: &'static str,
}

macro_rules! codes {
    ($($name:ident $code:literal $zh:literal $en:literal)*) => {
        $(pub(super) const $name: &str = $code;)*
        /// Every code of this stage, for `guiju explain`.
        pub const READ_CODES: &[ReadCode] = &[$(ReadCode { code: $code, zh: $zh, en: $en }),*];
    };
}
codes! {
    EMPTY "read::empty" "文件没有内容" "the file holds nothing"
    TOO_LARGE "read::too_large" "文件超过大小上限" "the file is larger than the limit"
    UNSUPPORTED "read::unsupported_format" "本版本不读取此格式" "this version does not read the format"
    NOT_TEXT "read::not_text" "不是文本文件" "the file is no text"
    OTHER_ENCODING "read::other_encoding" "文件的编码不是 UTF-8、UTF-16 或 GB18030" "the file is neither UTF-8, UTF-16 nor GB18030"
    DAMAGED "read::damaged_text" "文本中有损坏的字节" "the text holds damaged bytes"
    UNREADABLE "read::unreadable" "文件无法读取" "the file cannot be read"
    NOT_COMPUTED "read::not_computed" "公式没有计算结果" "a formula has no result"
    FAILED_FORMULA "read::failed_formula" "公式的结果是错误值" "a formula ended in an error"
    TOO_MANY_CELLS "read::too_many_cells" "表格的内容超过上限" "a table holds more cells than are read"
    PARTLY_READ "read::partly_read" "文件有一部分没有读出" "a part of the file could not be read"
    NO_WORDS "read::no_words" "文件中没有文字，可能只有图片" "the file holds no words, perhaps only pictures"
    UNREAD_PART "read::unread_part" "文件中嵌入的内容没有读取" "contents embedded in the file were not read"
    LONG_NUMBER "read::long_number" "数的位数过多，无法精确计算" "a number has too many digits to be computed exactly"
    TOO_DEEP "read::too_deep" "数据嵌套层数超过上限" "the data is nested deeper than the limit"
    TOO_MANY_NODES "read::too_many_nodes" "数据项数超过上限" "the data has more values than the limit"
    DUPLICATE_KEY "read::duplicate_key" "同一组数据中键名重复" "a key stands twice in one map"
    NO_KEYS "read::no_keys" "数据文件中没有键和值" "the data file holds no keys and values"
    JSON_SYNTAX "read::json_syntax" "JSON 语法错误" "the JSON is not well-formed"
    JSON_COMMENT "read::json_comment" "JSON 中不能有注释" "JSON has no comments"
    JSON_TRAILING_COMMA "read::json_trailing_comma" "JSON 末项后有多余逗号" "a comma stands behind the last JSON value"
    JSON_CONTROL "read::json_control_character" "JSON 字符串中有换行或控制字符" "a JSON string holds a line break or control character"
    YAML_SYNTAX "read::yaml_syntax" "YAML 语法错误" "the YAML is not well-formed"
    YAML_TAB "read::yaml_tab" "YAML 缩进用了制表符" "the YAML is indented with a tab"
    YAML_DOCUMENTS "read::yaml_documents" "一个 YAML 文件中有多份数据" "the YAML file holds more than one document"
    YAML_KEY "read::yaml_key" "键名必须是文字" "a key must be a text"
    YAML_ALIAS "read::yaml_alias" "引用了未定义的锚点" "an alias has no anchor"
    YAML_MERGE "read::yaml_merge" "不支持合并键 <<" "merge keys (<<) are not supported"
}
