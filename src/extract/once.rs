//! What is worked out once for a sentence seen by one source, and asked for by each of its claims.

use std::cell::{OnceCell, RefCell};
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::fact::FieldValue;

/// Values of a field with their places, in the order of their cues.
type Placed = Rc<[(Range<usize>, FieldValue)]>;

/// Answers that are the same for all claims of a sentence.
#[derive(Debug, Default)]
pub(super) struct Once {
    /// Whether the quantities of the sentence are one claim.
    pub(super) is_table: OnceCell<bool>,
    words: RefCell<FxHashMap<usize, Placed>>,
    lists: RefCell<FxHashMap<usize, FieldValue>>,
}

impl Once {
    /// The values that the cues of a field for words give.
    pub(super) fn words(&self, field: usize, read: impl FnOnce() -> Placed) -> Placed {
        if let Some(known) = self.words.borrow().get(&field) {
            return Rc::clone(known);
        }
        let values = read();
        self.words.borrow_mut().insert(field, Rc::clone(&values));
        values
    }

    /// The list that a cue opens or closes, by where the cue stands among all.
    pub(super) fn list(&self, cue: usize, read: impl FnOnce() -> FieldValue) -> FieldValue {
        if let Some(known) = self.lists.borrow().get(&cue) {
            return known.clone();
        }
        let list = read();
        self.lists.borrow_mut().insert(cue, list.clone());
        list
    }
}
