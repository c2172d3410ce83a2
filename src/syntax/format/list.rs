//! Where a long list of words or values is cut: bars lead a line, commas end one.

use super::super::grammar::Rule;
use super::WIDTH;
use super::column::Column;
use super::token::{Token, blanks};

/// A list of words that is being written.
#[derive(Debug, Clone, Copy)]
pub(super) struct List {
    /// The token behind it.
    pub(super) end: usize,
    /// Where further lines of it begin.
    pub(super) column: Column,
    /// Whether it is cut anew, for a line as the author cut it would be too long.
    refill: bool,
    /// The token in front of which it is cut: the mark between two elements, or else the element.
    cut_at: Rule,
}

impl List {
    /// The list that begins with a token, if one does: `here` is where the token goes, `inside` where further lines of the
    /// bracket around it begin.
    pub(super) fn begin(tokens: &[Token], first: usize, here: Column, inside: Column) -> Option<Self> {
        let length = tokens.get(first)?.list;
        if length == 0 {
            return None;
        }
        let before = first.checked_sub(1).and_then(|before| tokens.get(before));
        let in_bracket = before.is_some_and(|it| it.rule == Rule::lbracket);
        let (column, cut_at) = if in_bracket { (inside, Rule::comma) } else { (here, Rule::bar) };
        let authored = Self { end: first + length, column, refill: false, cut_at };
        let refill = authored.too_long(tokens, first, here.room);
        Some(Self { refill, ..authored })
    }

    /// Whether the list as its author cut it has a line that is too long.
    fn too_long(&self, tokens: &[Token], first: usize, mut room: usize) -> bool {
        let mut previous = None;
        for (at, token) in tokens.iter().enumerate().take(self.end).skip(first) {
            if let Some(previous) = previous {
                if self.is_cut(tokens, at, room) {
                    room = self.column.room;
                } else {
                    room += blanks(previous, token);
                }
            }
            room += token.columns.room;
            if room > WIDTH {
                return true;
            }
            previous = Some(token);
        }
        false
    }

    /// Whether the list goes on in a new line at a token; `room` is how far the line has come.
    pub(super) fn is_cut(&self, tokens: &[Token], at: usize, room: usize) -> bool {
        let (Some(token), Some(previous)) = (tokens.get(at), at.checked_sub(1).and_then(|before| tokens.get(before)))
        else {
            return false;
        };
        let next = tokens.get(at + 1).filter(|_| at + 1 < self.end);
        if self.cut_at == Rule::bar {
            let word = next.map_or(0, |it| it.columns.room);
            let authored = token.gap.broken || next.is_some_and(|word| word.gap.broken);
            let wanted = if self.refill { room + 3 + word > WIDTH } else { authored };
            return token.rule == Rule::bar && wanted;
        }
        let comma = usize::from(next.is_some());
        let wanted = if self.refill { room + 1 + token.columns.room + comma > WIDTH } else { token.gap.broken };
        previous.rule == Rule::comma && wanted
    }
}
