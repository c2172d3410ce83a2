//! Tokens to lines: where a line begins, how far it is moved in, and how many blanks stand between two tokens.

use super::super::grammar::Rule;
use super::WIDTH;
use super::column::Column;
use super::gap::Comment;
use super::list::List;
use super::token::{Start, Token, blanks, width};

/// Blanks by which the inside of a block is moved in, and the second line of a sentence behind the first.
const INDENT: usize = 4;

/// A line that goes on is moved in as deep as its author did, but no deeper than so many steps.
const MOST_LEVELS: usize = 3;

/// Lays out the tokens of a file.
pub(super) fn lay_out(tokens: &[Token], line_break: &str) -> String {
    let mut page = Page {
        tokens,
        closing: closings(tokens),
        line_break,
        out: String::new(),
        column: Column::default(),
        indent: Column::default(),
        fresh: true,
        frames: vec![Frame::Block {
            home: None,
            inside: Column::default(),
            outside: Column::default(),
            open: true,
            every: false,
            fields: 0,
        }],
        cues: CueColumns::default(),
        list: None,
        choices: Vec::new(),
    };
    for at in 0..tokens.len() {
        page.put(at);
    }
    page.out
}

/// For every opening bracket the token that closes it.
fn closings(tokens: &[Token]) -> Vec<usize> {
    let mut closing = vec![0; tokens.len()];
    let mut open = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.rule {
            Rule::lbrace | Rule::lparen | Rule::lbracket => open.push(at),
            Rule::rbrace | Rule::rparen | Rule::rbracket => {
                if let Some(slot) = open.pop().and_then(|opening: usize| closing.get_mut(opening)) {
                    *slot = at;
                }
            }
            _ => {}
        }
    }
    closing
}

/// A bracket that is open.
#[derive(Debug, Clone, Copy)]
enum Frame {
    /// `{ … }`
    Block {
        /// Where its lines begin.
        inside: Column,
        /// Where the bracket goes if it closes on a line of its own.
        outside: Column,
        /// Where the author began the sentence that is being written, if with a line.
        home: Option<usize>,
        /// Whether it is laid out over several lines.
        open: bool,
        /// Whether every entry has a line of its own, since the author put all on one and that is too long.
        every: bool,
        /// Columns of the longest field name of a block of cues.
        fields: usize,
    },
    /// `( … )`, `[ … ]`
    Bracket {
        /// Where further lines begin.
        inside: Column,
        /// Where the bracket goes if it closes on a line of its own.
        outside: Column,
    },
}

/// Where the parts of a cue line stand.
#[derive(Debug, Default, Clone, Copy)]
struct CueColumns {
    clause: Column,
    words: Column,
}

struct Page<'t> {
    tokens: &'t [Token],
    closing: Vec<usize>,
    line_break: &'t str,
    out: String,
    column: Column,
    /// Where the current line begins.
    indent: Column,
    /// Whether nothing stands on it yet.
    fresh: bool,
    frames: Vec<Frame>,
    cues: CueColumns,
    list: Option<List>,
    /// Where the open choices have their `if`, by how deep it stands in the parse.
    choices: Vec<(usize, Column)>,
}

impl Page<'_> {
    fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    /// Writes one token with what stands in front of it.
    fn put(&mut self, at: usize) {
        let tokens = self.tokens;
        let Some(token) = tokens.get(at) else { return };
        let previous = at.checked_sub(1).and_then(|before| tokens.get(before));
        if matches!(token.rule, Rule::rbrace) {
            self.put_comments(token, previous);
            self.close_block(token, previous);
            return;
        }
        self.put_comments(token, previous);
        if self.list.is_some_and(|list| at >= list.end) {
            self.list = None;
        }
        if token.rule == Rule::EOI {
            self.end();
            return;
        }
        let lines = self.lines_before(at, token, previous);
        if lines > 0 {
            let indent = self.indent_of(token, previous);
            self.new_line(lines, indent);
        } else if let Some(previous) = previous.filter(|_| !self.fresh) {
            let blanks = blanks(previous, token);
            self.write_plain(&" ".repeat(self.padded(blanks, previous)));
        }
        if matches!(token.starts, Some(Start::Item | Start::Line | Start::Entry))
            && let Some(Frame::Block { home, .. }) = self.frames.last_mut()
        {
            *home = token.gap.indent;
        }
        self.note_columns(at, token, previous);
        self.write(&token.text, token.columns);
        self.open(at, token);
        if matches!(token.rule, Rule::rparen | Rule::rbracket) {
            self.frames.pop();
        }
    }

    /// Comments keep their place: behind the token they followed, or on lines of their own.
    fn put_comments(&mut self, token: &Token, previous: Option<&Token>) {
        for (turn, comment) in token.gap.comments.iter().enumerate() {
            let Comment { text, trailing, blank } = comment;
            if *trailing {
                self.write_plain("  ");
            } else if !self.out.is_empty() {
                let top = turn == 0 && previous.is_some_and(|it| it.rule == Rule::lbrace);
                let parted = turn == 0 && token.starts == Some(Start::Item) && self.parted(token, previous);
                let indent = if token.rule == Rule::rbrace { self.inside() } else { self.indent_of(token, previous) };
                self.new_line(1 + usize::from((*blank || parted) && !top), indent);
            }
            self.write_plain(text);
        }
    }

    /// How many line breaks stand in front of a token.
    fn lines_before(&self, at: usize, token: &Token, previous: Option<&Token>) -> usize {
        let commented = !token.gap.comments.is_empty();
        if commented {
            return 1 + usize::from(token.gap.blank && token.starts.is_some());
        }
        let Some(previous) = previous else { return 0 };
        if previous.rule == Rule::doc {
            return 1;
        }
        if token.starts == Some(Start::Item) {
            return 1 + usize::from(token.gap.blank || self.parted(token, Some(previous)));
        }
        if let Some(list) = self.list {
            return usize::from(list.is_cut(self.tokens, at, self.column.room));
        }
        match (self.frames.last(), token.starts) {
            (Some(Frame::Block { open: true, .. }), Some(_)) if previous.rule == Rule::lbrace => 1,
            (Some(Frame::Block { open: true, .. }), Some(Start::Line)) => 1 + usize::from(token.gap.blank),
            (Some(Frame::Block { open: true, every, .. }), Some(Start::Entry)) if *every || token.gap.broken => {
                1 + usize::from(token.gap.blank)
            }
            (Some(Frame::Block { open: true, .. }), Some(Start::Clause | Start::Direction)) => {
                let first = matches!(previous.rule, Rule::cue_field | Rule::kw_after | Rule::kw_before | Rule::kw_is);
                usize::from(!first && (token.gap.broken || !self.fits_on_the_line(at)))
            }
            _ => usize::from(token.gap.broken),
        }
    }

    /// Whether an empty line parts a declaration from the one above it.
    fn parted(&self, token: &Token, previous: Option<&Token>) -> bool {
        let documented = token.rule == Rule::doc;
        previous.is_some_and(|previous| documented || previous.rule == Rule::rbrace || previous.is_block())
    }

    /// Where a line that begins with a token begins.
    fn indent_of(&self, token: &Token, previous: Option<&Token>) -> Column {
        if let Some(list) = self.list {
            return list.column;
        }
        match (self.frames.last(), token.starts) {
            (Some(Frame::Block { inside, .. }), Some(Start::Item | Start::Line | Start::Entry)) => *inside,
            (_, Some(Start::Clause)) => self.cues.clause,
            (_, Some(Start::Direction)) => self.cues.words,
            (Some(Frame::Block { .. }), _) if token.rule == Rule::EOI => Column::default(),
            // A declaration begins at the margin behind its doc comment.
            _ if previous.is_some_and(|it| it.rule == Rule::doc) => Column::default(),
            _ if let Some(column) = self.choice(token) => column,
            (Some(Frame::Block { inside, home, .. }), _) => *inside + moved_in(token, *home),
            (Some(Frame::Bracket { outside, .. }), _) if matches!(token.rule, Rule::rparen | Rule::rbracket) => {
                *outside
            }
            (Some(Frame::Bracket { inside, .. }), _) => *inside,
            (None, _) => Column::default(),
        }
    }

    /// `then` and `else` stand under their `if`.
    fn choice(&self, token: &Token) -> Option<Column> {
        let part = token.parent == Rule::if_expr && matches!(token.rule, Rule::kw_then | Rule::kw_else);
        self.choices.iter().find(|(depth, _)| part && *depth == token.depth).map(|(_, column)| *column)
    }

    /// Where the lines of the innermost bracket begin.
    fn inside(&self) -> Column {
        match self.frames.last() {
            Some(Frame::Block { inside, .. } | Frame::Bracket { inside, .. }) => *inside,
            None => Column::default(),
        }
    }

    /// Field names of a block of cues are filled up to the longest.
    fn padded(&self, blanks: usize, previous: &Token) -> usize {
        match self.frames.last() {
            Some(Frame::Block { fields, open: true, .. }) if previous.rule == Rule::cue_field => {
                blanks + fields.saturating_sub(previous.columns.shown)
            }
            _ => blanks,
        }
    }

    /// Remembers the columns under which further lines go.
    fn note_columns(&mut self, at: usize, token: &Token, previous: Option<&Token>) {
        if token.starts == Some(Start::Clause) && previous.is_some_and(|it| it.rule == Rule::cue_field) {
            self.cues.clause = self.column;
        }
        let behind_position = |it: &Token| matches!(it.rule, Rule::kw_after | Rule::kw_before | Rule::kw_is);
        if previous.is_some_and(behind_position)
            && matches!(token.rule, Rule::string | Rule::ident | Rule::kw_up | Rule::kw_down)
        {
            self.cues.words = self.column;
        }
        if token.rule == Rule::kw_if {
            // A chain of choices stands under its first `if`.
            let chained = previous.filter(|it| it.rule == Rule::kw_else && !self.fresh).and_then(|it| self.choice(it));
            let column = chained.unwrap_or(self.column);
            self.choices.retain(|(depth, _)| *depth < token.depth);
            self.choices.push((token.depth, column));
        }
        if let Some(list) = List::begin(self.tokens, at, self.column, self.inside()) {
            self.list = Some(list);
        }
    }

    /// Whether a cue clause, whole and uncut, can go on in the line.
    fn fits_on_the_line(&self, at: usize) -> bool {
        let behind = self.tokens.iter().skip(at + 1);
        let more = behind.take_while(|token| token.rule != Rule::rbrace && token.starts.is_none());
        let words = || self.token(at).into_iter().chain(more.clone());
        let width: usize = words().map(|token| token.columns.room + 1).sum();
        self.column.room + 1 + width <= WIDTH && !words().any(|token| token.gap.broken)
    }

    fn open(&mut self, at: usize, token: &Token) {
        let closing = self.closing.get(at).copied().unwrap_or(at);
        match token.rule {
            Rule::lbrace => {
                let authored = self.range(at, closing).any(|it| it.gap.broken || !it.gap.comments.is_empty());
                let width: usize = self.range(at, closing).map(|it| it.columns.room + 1).sum();
                let block = self.range(at, closing).any(Token::is_block);
                let open = authored || block || self.column.room + width > WIDTH;
                let fields =
                    self.range(at, closing).filter(|it| it.rule == Rule::cue_field).map(|it| it.columns.shown).max();
                // The lines of a declaration stand under its first line, those of a table in an expression under the
                // line they begin in.
                let table = matches!(token.parent, Rule::match_expr | Rule::bands);
                let outside = if table { self.indent } else { self.inside() };
                let inside = outside + INDENT;
                let (every, fields) = (!authored, fields.unwrap_or(0));
                self.frames.push(Frame::Block { inside, outside, home: None, open, every, fields });
            }
            Rule::lparen | Rule::lbracket => {
                let hanging = self.token(at + 1).is_some_and(|it| it.gap.broken);
                let aligned = token.rule == Rule::lparen && !hanging;
                let inside = if aligned { self.column } else { self.indent + INDENT };
                self.frames.push(Frame::Bracket { inside, outside: self.indent });
            }
            _ => {}
        }
    }

    /// The tokens behind an opening bracket up to the closing one.
    fn range(&self, opening: usize, closing: usize) -> impl Iterator<Item = &Token> {
        self.tokens.iter().take(closing + 1).skip(opening + 1)
    }

    fn close_block(&mut self, token: &Token, previous: Option<&Token>) {
        self.list = None;
        let frame = self.frames.pop();
        let empty = previous.is_some_and(|it| it.rule == Rule::lbrace) && token.gap.comments.is_empty();
        match frame {
            _ if empty => {}
            Some(Frame::Block { outside, open: true, .. }) => self.new_line(1, outside),
            _ => self.write_plain(" "),
        }
        self.write_plain("}");
    }

    fn end(&mut self) {
        if !self.out.is_empty() {
            self.out.push_str(self.line_break);
        }
    }

    fn new_line(&mut self, lines: usize, indent: Column) {
        for _ in 0..lines {
            self.out.push_str(self.line_break);
        }
        self.out.push_str(&" ".repeat(indent.shown));
        self.column = indent;
        self.indent = indent;
        self.fresh = true;
    }

    /// Writes what is the same in both languages.
    fn write_plain(&mut self, text: &str) {
        self.write(text, Column::of(width(text)));
    }

    fn write(&mut self, text: &str, columns: Column) {
        self.out.push_str(text);
        self.fresh = false;
        self.column = if text.contains('\n') { columns } else { self.column + columns };
    }
}

/// By how many columns a line that goes on with a sentence is moved in.
fn moved_in(token: &Token, home: Option<usize>) -> usize {
    let authored = token.gap.indent.zip(home).map(|(line, home)| line.saturating_sub(home) / INDENT);
    authored.unwrap_or(1).clamp(1, MOST_LEVELS) * INDENT
}
