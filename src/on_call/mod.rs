//! Who is on call when, and which hours it is: computed from the calendars and rotas of a matrix, for any instant.
//!
//! [`hours`] reads the clock of a calendar, [`shift`] follows one rota, and [`roster`] puts all rotas of a party together. Nothing
//! here is stored: what a calendar and a rota are, [`crate::matrix`] says.

pub(crate) mod hours;
pub(crate) mod roster;
pub(crate) mod shift;

pub(crate) use hours::{Because, Hours};
pub(crate) use roster::Reach;
pub(crate) use shift::{Layer, Shift};
