//! Arguments about time.

use jiff::tz::TimeZone;

use crate::matrix::clock;

/// Looks up a time zone by its name.
pub(super) fn zone(name: &str) -> Result<TimeZone, String> {
    clock::zone(name).map_err(|near| match near {
        Some(near) => format!("there is no such time zone; did you mean `{near}`?"),
        None => "time zones have the names of the IANA database, such as Europe/Berlin".to_owned(),
    })
}
