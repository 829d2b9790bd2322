//! Where the matrix comes from: a place, texts, spans, a tree of YAML, raw types, and last a valid matrix.
//!
//! `locate` finds the place, `read` reads its texts, `yaml` turns a text into a tree, `decode` turns the tree into the
//! types of `raw`, `validate` consumes those; `load` is all of it in order. What is wrong is collected as
//! `Findings` and never stops at the first.

mod built_in;
mod by_hand;
mod cache;
mod decode;
mod large;
mod load;
mod locate;
mod marker;
mod node;
mod parts;
pub mod raw;
mod read;
mod reader;
mod same;
#[cfg(test)]
mod schema;
mod seen;
pub mod spanned;
mod syntax;
mod text;
mod unreadable;
mod validate;
mod yaml;

pub use built_in::built_in;
pub use cache::{Cache, Kept};
pub(crate) use load::{Compilable, Reason, Survey, many, survey, surveyed, unusable};
pub use load::{Report, compiled, from_texts, load, locate};
pub use locate::{Considered, Located, Place, Request, Verdict};
pub(crate) use same::same_but_for_order;
pub(crate) use text::{SourceFile, Sources};
pub(crate) use validate::date;
