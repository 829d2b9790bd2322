//! Computes who is on call at an instant, and whether it is in business hours, from calendars and rotas.
//!
//! [`hours`] computes the hours of a calendar, [`shift`] the shifts of one rota, and [`roster`] combines all rotas of a party.

pub(crate) mod hours;
pub(crate) mod roster;
pub(crate) mod shift;

pub(crate) use hours::{Because, Hours};
pub(crate) use roster::Reach;
pub(crate) use shift::{DAYS_AHEAD, Layer, Shift};
