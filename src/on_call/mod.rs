//! Computes who is on call at an instant, and whether it is in business hours, from calendars and rotas.
//!
//! [`hours`] computes the hours of a calendar, [`plan`] the shifts of one rota, and [`roster`] combines all rotas of a party.

mod days_off;
mod fallback;
pub(crate) mod hours;
mod level;
mod load;
mod plan;
pub(crate) mod roster;
mod rotation;
pub(crate) mod shift;
mod stint;
mod taken;
mod turn;
mod week;

pub(crate) use fallback::Fallbacks;
pub(crate) use hours::Because;
pub(crate) use load::Load;
pub(crate) use roster::{Gap, Reach};
pub(crate) use shift::{Layer, Shift};
pub(crate) use turn::{DAYS_AHEAD, Turn};

use days_off::DaysOff;
use plan::Plan;
use stint::Stint;
use taken::Taken;
use week::{Minutes, Week};
