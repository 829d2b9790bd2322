//! The matrix that is part of the program.

use super::{SourceFile, Sources};

/// Its name, as shown to people.
pub(super) const NAME: &str = "built-in data/matrix.yaml";

pub(super) fn sources() -> Sources {
    Sources(vec![SourceFile::new(NAME, include_str!("../../data/matrix.yaml"))])
}
