//! Where the matrix comes from: a place, texts, spans, a tree of YAML, raw types, and last a valid matrix.
//!
//! `locate` finds the place, `read` reads its texts, `yaml` turns a text into a tree, `decode` turns the tree into the
//! types of `raw`, `validate` consumes those; `load` is all of it in order. What is wrong is collected as
//! `Findings` and never stops at the first.

mod builder;
mod built_in;
mod by_hand;
mod cache;
mod cause;
mod changed;
mod commit;
mod container;
mod decode;
mod entry;
pub(crate) mod example;
mod extension;
pub(crate) mod git;
mod history;
mod insert;
mod leaf;
mod load;
mod locate;
mod marker;
mod node;
mod objects;
mod outline;
mod parallel;
pub(crate) mod raw;
mod read;
mod real_path;
pub(crate) mod remote;
mod revision;
mod same;
#[cfg(test)]
#[path = "../../tests/inside/schema/mod.rs"]
mod schema;
mod seen;
mod syntax;
mod text;
mod trust;
mod unreadable;
mod validate;
mod yaml;

pub(crate) use cache::{Cache, CompiledFile};
pub(crate) use changed::changed;
pub(crate) use commit::{Commit, REST, short};
pub(crate) use entry::{is_yaml, twin};
pub(crate) use history::History;
pub(crate) use insert::{NewEntry, with_entry};
pub(crate) use leaf::date;
#[cfg(test)]
pub(crate) use load::from_texts;
#[cfg(test)]
pub(crate) use load::parse_built_in as built_in;
pub(crate) use load::{Report, Survey, compile, compiled, is_compiled, load, locate, many, survey, surveyed, unusable};
pub(crate) use locate::{Located, Place, Request, Verdict};
pub(crate) use real_path::real_path;
pub(crate) use remote::{Fetched, Remote};
pub(crate) use revision::{Repository, Revision, bare};
pub(crate) use same::same_but_for_order;
pub(crate) use text::{SourceFile, Sources, with_slashes};
pub(crate) use trust::Access;
pub(crate) use unreadable::Problem;

use container::{Acceptances, Entries, Items, Rare, Required, RequiredItems, Short, Slot, Spanned};
use leaf::{AnyAddress, Bound, Form, Leaf, Ref, Text, Times, WebAddress};
use node::Node;
use text::Span;
