//! Arguments about time.

use clap::Args;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::matrix::clock;
use crate::query::moment::Typed;

#[derive(Debug, Default, Args)]
pub(crate) struct When {
    /// Use this time instead of now: RFC 3339, "2026-11-24 03:00", +2h, "tomorrow 03:00", "sat 03:00"
    #[arg(long, value_name = "TIME")]
    pub at: Option<Typed>,
    /// The time zone for input and output, instead of the calendar's
    #[arg(long, value_name = "ZONE", value_parser = zone)]
    pub zone: Option<TimeZone>,
}

/// Parses a date in the only form that the matrix uses.
pub(super) fn date(text: &str) -> Result<Date, String> {
    crate::source::date(text).ok_or_else(|| "dates are written 2025-12-18".to_owned())
}

/// Looks up a time zone by its name.
pub(super) fn zone(name: &str) -> Result<TimeZone, String> {
    clock::zone(name).map_err(|near| match near {
        Some(near) => format!("there is no such time zone; did you mean `{near}`?"),
        None => "time zones have the names of the IANA database, such as Europe/Berlin".to_owned(),
    })
}
