//! Who is on call when, and which hours it is: computed from the calendars and rotas of a matrix, for any instant.
//!
//! [`hours`] reads the clock of a calendar, [`shift`] follows one rota, and [`roster`] puts all rotas of a party together. Nothing
//! here is stored: what a calendar and a rota are, [`crate::matrix`] says.

pub mod hours;
#[cfg(test)]
mod naive;
pub mod roster;
pub mod shift;

pub use hours::{Because, Hours, Standing};
pub use roster::{Overlap, Reach};
pub use shift::{Layer, Shift, Turn};
