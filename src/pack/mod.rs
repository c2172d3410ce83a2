//! Rules with a name, a version and layers: folders of packs to trees.
//!
//! Takes pack folders (built in, or of the user) and gives [`Layers`]: a pack and all it extends, parsed, with their
//! word lists. Says what overrides what. Knows no types and no drafts; nothing above reads pack files.

pub mod codes;
mod layer;
mod library;
mod load;
mod manifest;
#[expect(clippy::module_inception, reason = "a noun's head type stands in the file of its name")]
mod pack;
mod value;
mod word_list;

pub use layer::{InForce, LayeredParam, in_force};
pub use library::{Found, Home, Library};
pub use manifest::Manifest;
pub use pack::{Layers, Pack};
pub use value::parse_setting;
pub use word_list::{WordEntry, WordList};
