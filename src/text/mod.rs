//! Chinese prose as tokens: figures with their units and hedges, sentences, clauses, headings.
//!
//! Takes clean flow text (see `document::Flow`) and gives byte ranges into it. Does not know rules, records or files.

mod arabic;
mod chinese;
mod cursor;
mod date;
mod digits;
mod heading;
mod hedge;
mod measure;
mod name;
mod numeral;
mod pair;
mod quantity;
mod scan;
mod sentence;

pub use date::{DateParts, date_parts};
pub use heading::{HeadingNumber, NumberStyle, heading_number};
pub use pair::{PairKind, Unpaired, unpaired};
pub use scan::{FigureToken, TokenKind, scan_figures};
pub(crate) use sentence::clauses_at;
pub use sentence::{split_clauses, split_sentences};
