//! A parsed file as a row of tokens that know which construct begins with them.

use pest::iterators::Pair;
use unicode_width::UnicodeWidthStr;

use crate::diagnostic::Language;

use super::super::grammar::Rule;
use super::column::Column;
use super::gap::Gap;
use super::spelling::spelt;

/// A token in its normal spelling.
#[derive(Debug)]
pub(super) struct Token {
    /// What it is.
    pub(super) rule: Rule,
    /// What it is a part of.
    pub(super) parent: Rule,
    /// How deep in the parse it stands.
    pub(super) depth: usize,
    /// Its normal spelling.
    pub(super) text: String,
    /// The columns it takes, of a text of several lines those of its last line.
    pub(super) columns: Column,
    /// What stood in front of it.
    pub(super) gap: Gap,
    /// The construct that begins with it.
    pub(super) starts: Option<Start>,
    /// Where it opens a list of words or values that may be cut anywhere: the number of tokens in that list.
    pub(super) list: usize,
}

/// Constructs that the layout knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// A declaration, its doc comment included.
    Item,
    /// A line of a rule, a record, an outline or of cues: has a line of its own.
    Line,
    /// A member of a table (`match`, `bands`, an enum, columns): may share a line.
    Entry,
    /// `after …` of a cue line.
    Clause,
    /// `up …` or `down …` of a cue clause.
    Direction,
}

impl Token {
    /// False for marks that belong to what stands in front of them: they stay on its line.
    fn may_begin_a_line(&self, previous: &Token) -> bool {
        let called = self.rule == Rule::lparen && self.parent != Rule::group;
        !called
            && !matches!(self.rule, Rule::comma | Rule::colon | Rule::question | Rule::lbrace)
            && !matches!(previous.rule, Rule::dot | Rule::negate)
    }

    /// True where its own text holds a line break.
    pub(super) fn is_block(&self) -> bool {
        self.text.contains('\n')
    }
}

/// The columns of a text, or of its last line.
pub(super) fn width(text: &str) -> usize {
    text.rsplit('\n').next().unwrap_or(text).width()
}

/// Blanks between two tokens of a line.
pub(super) fn blanks(previous: &Token, token: &Token) -> usize {
    let tight_behind = matches!(previous.rule, Rule::lparen | Rule::lbracket | Rule::dot | Rule::negate);
    let tight_before =
        matches!(token.rule, Rule::comma | Rule::colon | Rule::rparen | Rule::rbracket | Rule::question | Rule::dot);
    let called = token.rule == Rule::lparen && token.parent != Rule::group;
    let years = (previous.rule == Rule::year && token.rule == Rule::range)
        || (previous.rule == Rule::range && token.rule == Rule::year);
    if tight_behind || tight_before || called || years {
        return 0;
    }
    let behind_position = matches!(previous.rule, Rule::kw_after | Rule::kw_before | Rule::kw_is | Rule::cue_field);
    let sets_apart = token.starts.is_some() && previous.rule != Rule::lbrace && !behind_position;
    // `bad` is a letter shorter than `good`: their sentences begin in one column.
    let short = previous.text == "bad" && token.rule == Rule::string && !token.is_block();
    if sets_apart || short { 2 } else { 1 }
}

/// The tokens of a module; the last one is the end of the file.
pub(super) fn tokens(text: &str, module: &Pair<'_, Rule>, language: Language) -> Vec<Token> {
    let mut reader = Reader { text, language, read: 0, next: None, tokens: Vec::new() };
    reader.walk(module.clone(), Rule::module, 0);
    reader.tokens
}

struct Reader<'i> {
    text: &'i str,
    language: Language,
    /// The end of the last token.
    read: usize,
    /// What the next token starts.
    next: Option<Start>,
    tokens: Vec<Token>,
}

impl Reader<'_> {
    fn walk(&mut self, pair: Pair<'_, Rule>, parent: Rule, depth: usize) {
        self.next = self.next.or_else(|| start(pair.as_rule()));
        let first = self.tokens.len();
        let rule = pair.as_rule();
        let mut inner = pair.clone().into_inner().peekable();
        if matches!(rule, Rule::string | Rule::number) || inner.peek().is_none() {
            self.leaf(&pair, parent, depth);
            return;
        }
        inner.for_each(|part| self.walk(part, rule, depth + 1));
        // A list inside a longer sentence stays as its author cut it; one that is a value of its own may be cut anew.
        let valued = first.checked_sub(1).and_then(|before| self.tokens.get(before)).map(|it| it.rule);
        match rule {
            Rule::words | Rule::cue_list => self.mark_list(first, false),
            Rule::list if valued == Some(Rule::equals) => self.mark_list(first, true),
            _ => {}
        }
    }

    fn leaf(&mut self, pair: &Pair<'_, Rule>, parent: Rule, depth: usize) {
        let span = pair.as_span();
        let between = self.text.get(self.read..span.start()).unwrap_or("");
        let text = spelt(pair, self.language).into_owned();
        let other = spelt(pair, self.language.other());
        let columns = Column { shown: width(&text), room: width(&text).max(width(&other)) };
        let mut token = Token {
            rule: pair.as_rule(),
            parent,
            depth,
            text,
            columns,
            gap: Gap::read(between, self.tokens.is_empty()),
            starts: self.next.take(),
            list: 0,
        };
        // A line break that will not be printed must not count where the layout is decided.
        token.gap.broken &= self.tokens.last().is_none_or(|previous| token.may_begin_a_line(previous));
        self.tokens.push(token);
        self.read = span.end();
    }

    /// A list may be cut anywhere if its elements are single tokens and no comment stands inside.
    fn mark_list(&mut self, first: usize, bracketed: bool) {
        let whole = self.tokens.len() - first;
        let (skipped, length) = if bracketed { (1, whole.saturating_sub(2)) } else { (0, whole) };
        let separator = if bracketed { Rule::comma } else { Rule::bar };
        let mut inside = self.tokens.iter().skip(first + skipped).take(length).enumerate();
        let plain = inside.all(|(turn, token)| {
            (turn % 2 == 1) == (token.rule == separator) && token.gap.comments.is_empty() && !token.is_block()
        });
        if let Some(token) = self.tokens.get_mut(first + skipped).filter(|_| plain && length > 1) {
            token.list = length;
        }
    }
}

fn start(rule: Rule) -> Option<Start> {
    Some(match rule {
        Rule::item => Start::Item,
        Rule::key_line
        | Rule::derive_line
        | Rule::field_line
        | Rule::from_data
        | Rule::from_table
        | Rule::fill_line
        | Rule::from_text
        | Rule::from_cues
        | Rule::cue_line
        | Rule::unnamed_line
        | Rule::beside_line
        | Rule::called_line
        | Rule::free_line
        | Rule::section_decl
        | Rule::cohort_by
        | Rule::cohort_value
        | Rule::severity_line
        | Rule::basis_line
        | Rule::help_line
        | Rule::when_line
        | Rule::check_line
        | Rule::report_line
        | Rule::fix_line
        | Rule::suggest_line
        | Rule::example_line => Start::Line,
        Rule::variant | Rule::table_column | Rule::match_arm | Rule::band => Start::Entry,
        Rule::cue_clause => Start::Clause,
        Rule::directed => Start::Direction,
        _ => return None,
    })
}
