//! The reviewer's outputs: what the lines of many submissions say together.
//!
//! Takes records and writes them; nothing of a draft reaches an output unescaped. Does not know how they came about.

mod backtest;
mod entry;
mod escape;
mod github;
mod html;
mod junit;
mod letter;
mod lines;
mod output;
mod phrase;
mod proof;
mod terminal;
mod totals;
mod workbook;

pub use backtest::{Backtest, write_human as write_backtest, write_json as write_backtest_json};
pub use github::write_annotations;
pub use letter::{FileNames, Letter};
pub use output::{Form, Frame, Records, Texts, write};
pub use terminal::{write_proof, write_summary};
pub use totals::{Counts, Row, RuleCount, Totals};
pub use workbook::Workbook;
