//! The matrix that is part of the program.

use super::text::{SourceFile, Sources};
#[cfg(test)]
use crate::matrix::Matrix;

/// Its name, as shown to people.
pub(super) const NAME: &str = "built-in data/matrix.yaml";

/// Its text.
pub(super) fn sources() -> Sources {
    Sources(vec![SourceFile::new(NAME, include_str!("../../data/matrix.yaml"))])
}

#[cfg(test)]
pub(crate) fn built_in() -> Result<Matrix, super::Report> {
    super::load::parse(sources())
}
