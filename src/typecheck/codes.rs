//! Codes of what can be wrong inside the rules of a pack, with the words of `guiju explain`.

use crate::diagnostic::Wording;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $zh:literal, $en:literal;)*) => {
        $($(#[$doc])* pub const $name: &str = $code;)*

        /// What `guiju explain` says about each code.
        #[must_use]
        pub fn explanations() -> Vec<(&'static str, Wording)> {
            vec![$(($name, Wording::new($zh, $en))),*]
        }
    };
}

codes! {
    /// A name that nothing declares.
    UNKNOWN_NAME = "check::unknown_name",
        "用到的名称没有声明过，多为拼写错误。", "Nothing declares this name; most often a slip of the pen.";
    /// A field that a record does not have.
    UNKNOWN_FIELD = "check::unknown_field",
        "记录没有这个字段。", "The record has no such field.";
    /// A type that does not exist.
    UNKNOWN_TYPE = "check::unknown_type",
        "没有这个类型。", "There is no such type.";
    /// One name declared twice.
    DUPLICATE_NAME = "check::duplicate_name",
        "同一名称声明了两次。", "One name is declared twice.";
    /// One code used by two rules.
    DUPLICATE_CODE = "check::duplicate_code",
        "两条规则用了同一编号；编号在所有规则包中必须唯一。", "Two rules have one code; codes are unique over all packs.";
    /// A name that could mean several things.
    AMBIGUOUS_NAME = "check::ambiguous_name",
        "名称可指多个枚举的成员，需写清是哪一个。", "The name is a member of several enums.";
    /// A value of one type where another is wanted.
    TYPE_MISMATCH = "check::type_mismatch",
        "这里的值与需要的类型不符。", "The value is of another type than is wanted here.";
    /// Quantities of different dimensions that are added or compared.
    DIMENSION = "check::dimension",
        "量纲不同的数不能相加减或比较，例如金额与百分比。", "Quantities of different dimensions cannot be added or compared.";
    /// A bare number where a percentage is meant.
    BARE_NUMBER = "check::bare_number",
        "与带单位的量比较时，数字要写单位：90% 而不是 90。", "A number that meets a quantity needs its unit: 90%, not 90.";
    /// Percentages compared with percentage points.
    POINTS = "check::points",
        "百分点是两个百分数之差，不能与单个百分数比较。", "Percentage points are a difference of two percentages.";
    /// A literal that is no number, date or unit.
    LITERAL = "check::literal",
        "字面值有误：数字位数过多、日期不存在或单位不认识。", "A literal is wrong: too many digits, no such date, or an unknown unit.";
    /// A function called with the wrong arguments.
    ARGUMENTS = "check::arguments",
        "函数的参数个数或种类不对。", "The function is called with the wrong arguments.";
    /// Functions or values that use themselves.
    RECURSION = "check::recursion",
        "函数、参数或命名值不能直接或间接用到自己。", "A function or value cannot use itself, directly or through others.";
    /// A named value that reads the submission.
    NOT_CONSTANT = "check::not_constant",
        "param 与 let 的值在读文稿之前就要确定，不能读取文稿内容；请改用 fn。", "A param or let is known before any draft is read; use fn.";
    /// An enum without members.
    EMPTY_ENUM = "check::empty_enum",
        "枚举没有成员。", "The enum has no members.";
    /// A table of limits with a gap, out of order, or with lines that are never reached.
    BANDS = "check::bands",
        "分档表有缺口、次序颠倒或有到不了的档。", "The table of limits has a gap, is out of order or has a line that is never reached.";
    /// A match that misses a case or names one twice.
    MATCH = "check::match",
        "match 没有覆盖所有情况，或同一情况写了两次。", "The match misses a case or names one twice.";
    /// A condition that is never true.
    NEVER = "check::never",
        "条件恒为假，规则永远不会执行。", "The condition is never true, so the rule never fires.";
    /// A check that always holds.
    ALWAYS = "check::always",
        "条件恒为真，检查没有作用。", "The condition always holds, so nothing is checked.";
    /// A rule without a line that it must have.
    INCOMPLETE_RULE = "check::incomplete_rule",
        "规则缺少必须写的一行：级别、依据、检查或示例。", "The rule lacks a line it must have: severity, basis, check or examples.";
    /// A line given twice.
    REPEATED_LINE = "check::repeated_line",
        "规则中只能有一行的内容写了两行。", "A line that may stand once stands twice.";
    /// No example, or none of one kind.
    MISSING_EXAMPLE = "check::missing_example",
        "每条规则至少要有一个正例和一个误例。", "Every rule has at least one good and one bad example.";
    /// An example that cannot be tested.
    EXAMPLE = "check::example",
        "示例无法检验，例如 at 后的文字在示例里找不到。", "The example cannot be tested, such as words behind `at` that are not in it.";
    /// A severity that the basis does not bear.
    SEVERITY = "check::severity",
        "依据只是惯例或记忆的规则不能定为 error。", "A rule on practice or memory cannot be an error.";
    /// A join or inner count that would try all pairs.
    QUADRATIC = "check::quadratic",
        "两类记录逐对比较代价太大；需用等式或同句、同段、同节把它们联系起来。", "Trying all pairs costs too much; join by an equality or inside one sentence, paragraph or section.";
    /// An expression that costs too much.
    COST = "check::cost",
        "表达式过大或嵌套过深。", "The expression is too large or nested too deep.";
    /// A formula whose range cannot be bounded.
    UNBOUNDED = "check::unbounded",
        "用 ~= <~ >~ 判断的算式中，同一个数出现的方式使其取值范围无法确定。", "A figure stands in the formula so that its range cannot be bounded soundly.";
    /// A regular expression that cannot be used.
    REGEX = "check::regex",
        "正则表达式有误、过大或能匹配空文字。", "The regular expression is wrong, too large or matches nothing at all.";
    /// A text pattern that cannot be used.
    PATTERN = "check::pattern",
        "文字模式有误：能匹配空文字、以间隔开头或两处取值相连。", "The text pattern matches nothing at all, begins with a gap, or has holes that touch.";
    /// A source of a record that leaves a required field empty.
    LEFT_EMPTY = "check::left_empty",
        "来源没有给出必填字段；给出它，或在类型后加 ? 使其可缺。", "The source leaves a required field empty; fill it, or make the field optional with `?`.";
    /// Cue words that cannot be used.
    CUES = "check::cues",
        "提示词有误：没有可作起点的字段，或词与字段类型不配。", "The cues are wrong: nothing to start from, or words that do not suit the field.";
    /// A source that a record cannot have.
    SOURCE = "check::source",
        "记录的来源有误，例如路径写错或内置记录不能再取值。", "The record's source is wrong, such as a path that cannot be read.";
    /// A place that is none.
    NOT_A_PLACE = "check::not_a_place",
        "at、fix、suggest 要指向文稿中的值，不能指向算出来的值。", "at, fix and suggest point at values of the draft, not at computed ones.";
    /// `check same` without a key.
    NO_KEY = "check::no_key",
        "check same 要求记录写明 key，才知道哪两条说的是同一件事。", "`check same` needs a key that says when two facts are the same.";
    /// A format that does not suit its value.
    FORMAT = "check::format",
        "文字中 {…:格式} 的格式有误或与值不配。", "The format of a hole is wrong or does not suit its value.";
    /// A word list that cannot be used.
    WORD_LIST = "check::word_list",
        "词表中的词为空或正则表达式有误。", "A word list holds an empty word or a wrong regular expression.";
}
