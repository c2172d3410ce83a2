//! What may stand at a place, in the words of a reviewer: rules of the grammar by the names people give them.

use pest::error::{Error, ErrorVariant};

use crate::diagnostic::Wording;

use super::grammar::Rule;
use super::keyword;

/// At most so many possibilities are told; more help nobody.
const MOST: usize = 5;

/// What the grammar could have read where it stopped.
#[derive(Debug)]
pub(super) struct Expected(Vec<Rule>);

impl Expected {
    /// Reads pest's account.
    pub(super) fn of(error: &Error<Rule>) -> Self {
        match &error.variant {
            ErrorVariant::ParsingError { positives, .. } => Self(positives.clone()),
            ErrorVariant::CustomError { .. } => Self(Vec::new()),
        }
    }

    /// Whether one of these rules could have been read.
    pub(super) fn any(&self, rules: &[Rule]) -> bool {
        self.0.iter().any(|rule| rules.contains(rule))
    }

    /// Whether a name could have stood here.
    pub(super) fn is_name(&self) -> bool {
        let expressions = [Rule::expression, Rule::name];
        self.any(&[Rule::ident, Rule::member_name, Rule::call_name, Rule::cue_field]) || self.any(&expressions)
    }

    /// Both words of every keyword that could have stood here.
    pub(super) fn keywords(&self) -> Vec<&'static str> {
        let rules = self.0.iter().flat_map(|rule| first_keywords(*rule).iter().chain([rule]));
        let twins = rules.filter_map(|rule| keyword::of(*rule));
        let mut words: Vec<&str> = twins.flat_map(|(english, chinese)| [english, chinese]).collect();
        words.dedup();
        words
    }

    /// All of it in a sentence's end: “名称、“=””; empty where nothing would help.
    pub(super) fn wording(&self) -> Wording {
        let mut told: Vec<(u8, Wording)> = Vec::new();
        // `is` begins a clause of cues or joins two values; `after` stands only in the first company.
        let in_cues = self.any(&[Rule::kw_after]);
        let rules = self.0.iter().map(|rule| if in_cues && *rule == Rule::kw_is { Rule::cue_position } else { *rule });
        for words in rules.filter_map(name) {
            if !told.contains(&words) {
                told.push(words);
            }
        }
        // What a sentence needs stands before what it may have.
        told.sort_by_key(|(rank, _)| *rank);
        let more = told.len() > MOST;
        told.truncate(MOST);
        let zh: Vec<&str> = told.iter().map(|(_, words)| words.zh.as_str()).collect();
        let en: Vec<&str> = told.iter().map(|(_, words)| words.en.as_str()).collect();
        let (tail_zh, tail_en) = if more { ("等", " …") } else { ("", "") };
        Wording::new(either(&zh, "、", "或") + tail_zh, either(&en, ", ", " or ") + tail_en)
    }
}

/// `a, b or c`
fn either(words: &[&str], comma: &str, or: &str) -> String {
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{}{or}{last}", rest.join(comma)),
        None => String::new(),
    }
}

/// The keywords that a construct may begin with.
fn first_keywords(rule: Rule) -> &'static [Rule] {
    match rule {
        Rule::use_decl => &[Rule::kw_use],
        Rule::param_decl => &[Rule::kw_param],
        Rule::let_decl => &[Rule::kw_let],
        Rule::fn_decl => &[Rule::kw_fn],
        Rule::enum_decl => &[Rule::kw_enum],
        Rule::lexicon_decl => &[Rule::kw_lexicon],
        Rule::extend_decl => &[Rule::kw_extend],
        Rule::record_decl => &[Rule::kw_record],
        Rule::cohort_decl => &[Rule::kw_cohort],
        Rule::cohort_by => &[Rule::kw_by],
        Rule::cohort_value => &[Rule::kw_value],
        Rule::outline_decl => &[Rule::kw_outline],
        Rule::rule_decl => &[Rule::kw_rule],
        Rule::item | Rule::module | Rule::lone_item => DECLARATIONS,
        Rule::key_line => &[Rule::kw_key],
        Rule::derive_line => &[Rule::kw_derive],
        Rule::from_data | Rule::from_table | Rule::from_text | Rule::from_cues => &[Rule::kw_from],
        Rule::cue_clause | Rule::cue_position => &[
            Rule::kw_after,
            Rule::kw_before,
            Rule::kw_is,
            Rule::kw_not,
            Rule::kw_faint,
            Rule::kw_complete,
            Rule::kw_earlier_year,
            Rule::kw_later_year,
        ],
        Rule::cue_line | Rule::unnamed_line | Rule::beside_line | Rule::called_line | Rule::free_line => {
            &[Rule::kw_unnamed, Rule::kw_beside, Rule::kw_called, Rule::kw_free]
        }
        Rule::table_shape => &[Rule::kw_by_column, Rule::kw_by_label, Rule::kw_at],
        Rule::table_column | Rule::fill_line => &[Rule::kw_fill],
        Rule::cue_words | Rule::directed => &[Rule::kw_up, Rule::kw_down],
        Rule::section_decl => &[Rule::kw_section, Rule::kw_optional],
        Rule::quantifier => &[Rule::kw_for],
        Rule::group_binder => &[Rule::kw_group],
        Rule::lone_record_member => &[Rule::kw_key, Rule::kw_derive, Rule::kw_from],
        Rule::lone_rule_member => &[
            Rule::kw_severity,
            Rule::kw_basis,
            Rule::kw_help,
            Rule::kw_when,
            Rule::kw_check,
            Rule::kw_report,
            Rule::kw_fix,
            Rule::kw_suggest,
            Rule::kw_example,
        ],
        Rule::severity_line => &[Rule::kw_severity],
        Rule::basis_line => &[Rule::kw_basis],
        Rule::help_line => &[Rule::kw_help],
        Rule::when_line => &[Rule::kw_when],
        Rule::check_line => &[Rule::kw_check],
        Rule::report_line => &[Rule::kw_report],
        Rule::fix_line => &[Rule::kw_fix],
        Rule::suggest_line => &[Rule::kw_suggest],
        Rule::example_line => &[Rule::kw_example],
        Rule::example_body => &[Rule::kw_draft, Rule::kw_data],
        Rule::places => &[Rule::kw_at],
        Rule::over => &[Rule::kw_for],
        Rule::filter => &[Rule::kw_where],
        Rule::and_op => &[Rule::kw_and],
        Rule::or_op => &[Rule::kw_or],
        Rule::not_op => &[Rule::kw_not],
        Rule::implies_op => &[Rule::kw_implies],
        Rule::in_op => &[Rule::kw_in],
        Rule::contains_op => &[Rule::kw_contains],
        Rule::presence_of => &[Rule::kw_is],
        Rule::matching => &[Rule::kw_matches],
        Rule::expression | Rule::if_expr | Rule::match_expr | Rule::bands => {
            &[Rule::kw_if, Rule::kw_match, Rule::kw_bands, Rule::kw_not]
        }
        _ => &[],
    }
}

/// The keywords that begin a declaration.
pub(super) const DECLARATIONS: &[Rule] = &[
    Rule::kw_use,
    Rule::kw_param,
    Rule::kw_let,
    Rule::kw_fn,
    Rule::kw_enum,
    Rule::kw_lexicon,
    Rule::kw_extend,
    Rule::kw_record,
    Rule::kw_cohort,
    Rule::kw_outline,
    Rule::kw_rule,
];

/// What joins two values.
const OPERATORS: &[Rule] = &[
    Rule::add,
    Rule::subtract,
    Rule::multiply,
    Rule::divide,
    Rule::agrees,
    Rule::at_most_about,
    Rule::at_least_about,
    Rule::equal,
    Rule::not_equal,
    Rule::less,
    Rule::less_equal,
    Rule::greater,
    Rule::greater_equal,
    Rule::and_op,
    Rule::or_op,
    Rule::implies_op,
    Rule::in_op,
    Rule::contains_op,
    Rule::presence_of,
    Rule::matching,
    Rule::kw_and,
    Rule::kw_or,
    Rule::kw_implies,
    Rule::kw_in,
    Rule::kw_contains,
    Rule::kw_is,
    Rule::kw_matches,
];

/// A rule of the grammar as people call it, and how much the sentence needs it (0 the most).
fn name(rule: Rule) -> Option<(u8, Wording)> {
    if OPERATORS.contains(&rule) {
        return Some((4, Wording::new("运算符", "an operator")));
    }
    if let Some((english, chinese)) = keyword::of(rule) {
        return Some((2, Wording::new(format!("“{chinese}”（{english}）"), format!("“{english}”"))));
    }
    let (rank, zh, en) = match rule {
        Rule::ident | Rule::member_name | Rule::cue_field | Rule::variant | Rule::parameter => (0, "名称", "a name"),
        Rule::binder | Rule::group_binder => (0, "名称（如 c: 记录名）", "a name (as in c: record)"),
        Rule::code => (0, "规则编号（如 A01）", "the code of the rule (as in A01)"),
        Rule::unit => (1, "计量单位", "a unit"),
        Rule::cue_words | Rule::cue_list => {
            (0, "带引号的文字或词表名", "words in quotes or the name of a list of words")
        }
        Rule::string | Rule::local_text | Rule::words | Rule::example_body => (0, "带引号的文字", "words in quotes"),
        Rule::expression
        | Rule::name
        | Rule::call
        | Rule::call_name
        | Rule::list
        | Rule::group
        | Rule::boolean
        | Rule::if_expr
        | Rule::match_expr
        | Rule::bands
        | Rule::number
        | Rule::date => (0, "一个值或算式", "a value or a formula"),
        Rule::regex => (0, "正则表达式 /…/", "a regular expression /…/"),
        Rule::type_name | Rule::type_word => (0, "类型（如 money、text?）", "a type (as in money, text?)"),
        Rule::year | Rule::year_range | Rule::range => (1, "年份（如 2021..2023）", "years (as in 2021..2023)"),
        Rule::colon => (0, "“:”", "“:”"),
        Rule::comma => (2, "“,”", "“,”"),
        Rule::equals => (0, "“=”", "“=”"),
        Rule::arrow => (0, "“=>”", "“=>”"),
        Rule::column => (0, "“<-”", "“<-”"),
        Rule::lbrace => (0, "“{”", "“{”"),
        Rule::rbrace => (1, "“}”", "“}”"),
        Rule::lparen => (0, "“(”", "“(”"),
        Rule::rparen => (1, "“)”", "“)”"),
        Rule::rbracket => (1, "“]”", "“]”"),
        Rule::item | Rule::lone_item | Rule::module => {
            (0, "一条声明（规则、记录、参数、提纲等）", "a declaration (rule, record, param, outline …)")
        }
        Rule::use_decl
        | Rule::param_decl
        | Rule::let_decl
        | Rule::fn_decl
        | Rule::enum_decl
        | Rule::lexicon_decl
        | Rule::extend_decl
        | Rule::record_decl
        | Rule::cohort_decl
        | Rule::outline_decl
        | Rule::rule_decl => {
            (0, "一条声明（规则、记录、参数、提纲等）", "a declaration (rule, record, param, outline …)")
        }
        Rule::severity_line
        | Rule::basis_line
        | Rule::help_line
        | Rule::when_line
        | Rule::check_line
        | Rule::report_line
        | Rule::fix_line
        | Rule::suggest_line
        | Rule::example_line
        | Rule::lone_rule_member => (
            3,
            "规则的一行（级别、依据、当、检查、例等）",
            "a line of the rule (severity, basis, when, check, example …)",
        ),
        Rule::key_line
        | Rule::derive_line
        | Rule::field_line
        | Rule::from_data
        | Rule::from_table
        | Rule::from_text
        | Rule::from_cues
        | Rule::lone_record_member => {
            (3, "记录的一行（字段、标识、推导、来自）", "a line of the record (a field, key, derive, from)")
        }
        Rule::section_decl => (1, "一节（节 \"标题\"）", "a section (section \"title\")"),
        Rule::quantifier => (2, "“对”（for）", "“for”"),
        Rule::cue_line | Rule::unnamed_line | Rule::beside_line | Rule::called_line | Rule::free_line => {
            (2, "字段名", "the name of a field")
        }
        Rule::cue_clause | Rule::cue_position => {
            (1, "线索的位置（跟在、先于、是等）", "where the cue stands (after, before, is …)")
        }
        Rule::directed => (2, "“增”（up）或“减”（down）", "“up” or “down”"),
        Rule::band => (0, "一档（如 优: >= 90）", "a band (as in good: >= 90)"),
        Rule::match_arm | Rule::arm_value => (0, "一种情形（如 \"甲\": 1）", "a case (as in \"a\": 1)"),
        Rule::table_column => (1, "一列（如 name <- \"名称\"）", "a column (as in name <- \"title\")"),
        Rule::fill_line => (2, "“承上”（fill）", "“fill”"),
        Rule::table_shape => {
            (2, "“逐列”（by column）、“逐项”（by label）或“在”（at）", "“by column”, “by label” or “at”")
        }
        Rule::data_path => {
            (1, "数据中的位置（如 indicators[0].score）", "a place in the data (as in indicators[0].score)")
        }
        Rule::places => (2, "“在”（at）", "“at”"),
        _ => return None,
    };
    Some((rank, Wording::new(zh, en)))
}
