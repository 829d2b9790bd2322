//! Answers from a part of a matrix, where that is enough.

use std::borrow::Borrow;

use super::Unanswered;
use crate::matrix::{Matrix, Scope};

/// Answers from as much of a matrix as a question is about, with the matrix that it was answered from. What isn't answered
/// there, or not well enough, is asked of a wider scope, if there is one.
pub(crate) fn ask<M: Borrow<Matrix>, T, E: From<Unanswered>>(
    scope: &Scope,
    wider: Option<&Scope>,
    load: impl Fn(&Scope) -> Result<M, E>,
    answer: impl Fn(&Matrix) -> Result<T, Unanswered>,
    is_enough: impl Fn(&T) -> bool,
) -> Result<(M, T), E> {
    let part = load(scope)?;
    let is_part = part.borrow().is_part;
    match (answer(part.borrow()), wider.filter(|_| is_part)) {
        (Ok(found), Some(_)) if is_enough(&found) => Ok((part, found)),
        (_, Some(wider)) => {
            let more = load(wider)?;
            let found = answer(more.borrow())?;
            Ok((more, found))
        }
        (found, None) => Ok((part, found?)),
    }
}
