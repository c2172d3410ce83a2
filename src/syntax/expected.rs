//! What pest could not read, in the words of a reviewer.

use pest::error::{Error, ErrorVariant, InputLocation};

use crate::diagnostic::{Diagnostic, Wording, nearest};
use crate::source::{SourceId, Span};

use super::grammar::Rule;
use super::keyword;

/// The diagnostic for a slice of a file that pest could not read; `offset` is where the slice stands.
pub(super) fn diagnostic(source: SourceId, offset: usize, slice: &str, error: &Error<Rule>) -> Diagnostic {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at.min(slice.len()),
    };
    let found = word_at(slice, at);
    let at = if found.is_empty() { end_of_words(slice, at) } else { at };
    let span = Span::new(source, offset + at, offset + at + found.len());
    if let ErrorVariant::CustomError { .. } = &error.variant {
        return too_deep(span);
    }
    let wanted = expected(error);
    let shown = if found.is_empty() {
        Wording::new("这里结束了", "it ends here")
    } else {
        Wording::new(format!("“{found}”"), format!("“{found}”"))
    };
    let message = if wanted.zh.is_empty() {
        Wording::new(format!("看不懂{}", shown.zh), format!("cannot read {}", shown.en))
    } else {
        Wording::new(
            format!("看不懂{}：此处应为{}", shown.zh, wanted.zh),
            format!("cannot read {}: expected {}", shown.en, wanted.en),
        )
    };
    let diagnostic = Diagnostic::error("syntax::unexpected", span, message).saying(Wording::new("这里", "here"));
    match hint(slice, at, found) {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// Brackets nested deeper than the parser follows.
pub(super) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error(
        "syntax::too_deep",
        span,
        Wording::new("括号或选择嵌套得太深", "brackets or choices are nested too deep"),
    )
    .help(Wording::new("请用 let 或 fn 把表达式拆开", "split the expression with let or fn"))
}

/// The word (or the mark) that stands at a byte.
fn word_at(slice: &str, at: usize) -> &str {
    let rest = slice.get(at..).unwrap_or("");
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let word = rest.find(|c| !is_word(c)).map_or(rest, |end| rest.get(..end).unwrap_or(""));
    if !word.is_empty() {
        return word;
    }
    rest.chars().next().filter(|c| !c.is_whitespace()).map_or("", |c| rest.get(..c.len_utf8()).unwrap_or(""))
}

/// pest points behind skipped blanks; people look at the end of the last word.
fn end_of_words(slice: &str, at: usize) -> usize {
    slice.get(..at).map_or(at, |before| before.trim_end().len())
}

/// The likely correction of what was found.
fn hint(slice: &str, at: usize, found: &str) -> Option<Wording> {
    let rest = slice.get(at..).unwrap_or("");
    if rest.starts_with('"') || rest.starts_with('“') {
        return Some(Wording::new(
            "引号可能没有配对：“ 要由 ” 结束，\" 要由 \" 结束",
            "a quote may not be closed: “ ends at ”, \" ends at \"",
        ));
    }
    if let Some(keyword) = keyword::glued(found) {
        let tail = found.strip_prefix(keyword).unwrap_or("");
        return Some(Wording::new(
            format!("关键词后须空一格：{keyword} {tail}"),
            format!("a keyword is followed by a blank: {keyword} {tail}"),
        ));
    }
    let known = nearest(found, keyword::all()).filter(|keyword| *keyword != found)?;
    Some(Wording::new(format!("是否想写“{known}”？"), format!("did you mean “{known}”?")))
}

/// What may stand here, in words; marks and blanks that never help are left out.
fn expected(error: &Error<Rule>) -> Wording {
    let ErrorVariant::ParsingError { positives, .. } = &error.variant else { return Wording::default() };
    let mut zh: Vec<String> = Vec::new();
    let mut en: Vec<String> = Vec::new();
    for rule in positives {
        let Some(words) = name(*rule) else { continue };
        if !zh.contains(&words.zh) {
            zh.push(words.zh);
            en.push(words.en);
        }
    }
    let more = zh.len() > 6;
    zh.truncate(6);
    en.truncate(6);
    let (tail_zh, tail_en) = if more { (" 等", " …") } else { ("", "") };
    Wording::new(format!("{}{tail_zh}", zh.join("、")), format!("{}{tail_en}", en.join(", ")))
}

/// A grammar rule as people call it.
fn name(rule: Rule) -> Option<Wording> {
    let debug = format!("{rule:?}");
    if let Some(stem) = debug.strip_prefix("kw_") {
        let english = stem.replace('_', " ");
        let (english, chinese) = keyword::KEYWORDS.iter().find(|(known, _)| *known == english)?;
        return Some(Wording::new(format!("“{chinese}”（{english}）"), format!("“{english}”")));
    }
    let both = |zh: &str, en: &str| Some(Wording::new(zh, en));
    match rule {
        Rule::ident | Rule::name | Rule::member_name | Rule::call_name => both("名称", "a name"),
        Rule::code => both("规则编号", "a rule code"),
        Rule::number | Rule::digits => both("数字", "a number"),
        Rule::unit => both("单位", "a unit"),
        Rule::string
        | Rule::string_plain
        | Rule::string_curly
        | Rule::string_block
        | Rule::local_text
        | Rule::words => both("带引号的文字", "words in quotes"),
        Rule::expression | Rule::call | Rule::list | Rule::group => both("表达式", "an expression"),
        Rule::regex => both("正则 /…/", "a regular expression /…/"),
        Rule::type_name | Rule::type_word => both("类型", "a type"),
        Rule::year | Rule::year_range => both("年份", "a year"),
        Rule::colon => both("“：”", "“:”"),
        Rule::comma => both("“，”", "“,”"),
        Rule::lbrace => both("“{”", "“{”"),
        Rule::rbrace => both("“}”", "“}”"),
        Rule::lparen => both("“（”", "“(”"),
        Rule::rparen => both("“）”", "“)”"),
        Rule::rbracket => both("“]”", "“]”"),
        Rule::equals => both("“=”", "“=”"),
        Rule::arrow => both("“=>”", "“=>”"),
        Rule::column => both("“<-”", "“<-”"),
        Rule::item | Rule::rule_decl | Rule::record_decl => {
            both("声明（规则、记录、参数…）", "a declaration (rule, record, param …)")
        }
        Rule::field_line => both("字段", "a field"),
        Rule::cue_line | Rule::cue_field => both("字段名", "the name of a field"),
        _ => None,
    }
}
