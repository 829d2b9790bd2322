//! How values that have no stored form of their own are stored.

/// A time zone, by its name.
pub(super) mod zone {
    use jiff::tz::TimeZone;
    use serde::de::Error as _;
    use serde::ser::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::matrix::clock;

    pub(crate) fn serialize<S: Serializer>(zone: &TimeZone, serializer: S) -> Result<S::Ok, S::Error> {
        zone.iana_name().ok_or_else(|| S::Error::custom("a time zone without a name"))?.serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<TimeZone, D::Error> {
        let name = String::deserialize(deserializer)?;
        clock::zone(&name).map_err(|_| D::Error::custom("no such time zone"))
    }
}

/// A day of the week or none, by its short name.
pub(super) mod weekday {
    use jiff::civil::Weekday;
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::matrix::calendar::{DAYS, day_name};

    // Serde hands over a reference to the field.
    #[allow(clippy::ref_option, clippy::trivially_copy_pass_by_ref)]
    pub(crate) fn serialize<S: Serializer>(day: &Option<Weekday>, serializer: S) -> Result<S::Ok, S::Error> {
        day.map(day_name).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Weekday>, D::Error> {
        let Some(name) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
        let day = DAYS.iter().find(|(_, of)| *of == name).map(|(day, _)| *day);
        day.map(Some).ok_or_else(|| D::Error::custom("no such day"))
    }
}
