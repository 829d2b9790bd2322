//! Schemas of leaves: what `Form::parse` accepts of each.

use jiff::civil::Weekday;
use schemars::{Schema, SchemaGenerator, json_schema};

use super::super::leaf::{
    Acceptance, Address, AnyAddress, Bound, Count, Date, Digest, EasterDays, Email, Flag, Form, HostGlob, Id, Language,
    Lifecycle, Moment, PathGlob, Phrase, RepositoryGlob, Size, Tag, Tier, Times, UrlGlob, Verdict, Version, WebAddress,
    WeekNumber, Weeks, Zone, words,
};
use crate::matrix::{
    Cadence, Cover, Days, Duration, DutyKind, Every, HolidayDate, HolidaysBy, Hours, OnAbsence, Percentage, Period,
    ResponseFrom, Risk, RotaKind, TimeOfDay, WhenEmpty,
};

/// Kebab-case: an id.
pub(super) const ID: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

/// Anything but emptiness.
const SOMETHING: &str = r"\S";

/// A form with a schema.
pub(super) trait Described: Form {
    fn schema(generator: &mut SchemaGenerator) -> Schema;
}

macro_rules! schemas {
    ($($form:ty: $schema:tt)*) => {$(
        impl Described for $form {
            fn schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    )*};
}

schemas! {
    String: { "type": ["string", "number"] }
    Date: {
        "type": "string",
        "format": "date",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        "examples": ["2025-12-18"],
    }
    Digest: { "type": ["string", "number"], "pattern": "^[0-9a-f]{12}$", "examples": ["3f9a1c5b70e2"] }
    Period: {
        "type": "string",
        "pattern": "^(day|week|month|year|[1-9][0-9]{0,3} (days?|weeks?|months?|years?))$",
        "examples": ["6 months"],
    }
    Weeks: {
        "type": ["integer", "string"],
        "minimum": 1,
        "maximum": u32::MAX,
        "pattern": r"^\s*0*[1-9][0-9]*\s*(-\s*0*[1-9][0-9]*\s*)?$",
        "examples": ["1-2", 3],
    }
    Zone: { "type": "string", "pattern": "^[A-Za-z0-9_+/-]+$", "examples": ["Europe/Berlin"] }
    Duration: {
        "type": "string",
        "minLength": 1,
        "pattern": "^([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?$",
        "examples": ["15m", "2h", "90s", "1h30m"],
    }
    TimeOfDay: {
        "type": "string",
        "pattern": "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$",
        "examples": ["09:00"],
    }
    Days: {
        "type": "string",
        "pattern": "^(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?$",
        "examples": ["mon-fri"],
    }
    HolidayDate: {
        "type": "string",
        "pattern": concat!(
            "^(([0-9]{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
            "|(first|second|third|fourth|fifth|last) (mon|tue|wed|thu|fri|sat|sun) of (january|february|march|april|may|june|july",
            "|august|september|october|november|december))$"
        ),
        "examples": ["2026-04-03", "12-25", "fourth thu of november"],
    }
    EasterDays: { "type": ["integer", "string"], "minimum": -200, "maximum": 200, "pattern": "^[+-]?[0-9]+$", "examples": [1, -2] }
    Every: {
        "type": "string",
        "pattern": "^([0-9]+h|([1-9][0-9]* )?(business )?(day|week|month)s?)$",
        "examples": ["2 weeks", "12h", "day", "3 business days", "month"],
    }
    Bound: {
        "type": "string",
        "pattern": "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00|[0-9]{4}-[0-9]{2}-[0-9]{2})$",
        "examples": ["12:00"],
    }
    Moment: {
        "type": "string",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}( ([01][0-9]|2[0-3]):[0-5][0-9])?$",
        "examples": ["2026-12-24 09:00"],
    }
    Version: { "type": ["integer", "string"], "enum": [1, "1"] }
    Flag: { "type": ["boolean", "string"], "pattern": "^(true|false)$" }
    Count: { "type": ["integer", "string"], "minimum": 1, "maximum": u32::MAX, "pattern": "^[0-9]*[1-9][0-9]*$" }
    Times: { "type": ["integer", "string"], "minimum": 1, "maximum": u32::MAX, "pattern": "^[0-9]*[1-9][0-9]*$" }
    WeekNumber: { "type": ["integer", "string"], "minimum": 1, "maximum": u32::MAX, "pattern": "^[0-9]*[1-9][0-9]*$" }
    Tier: { "type": ["integer", "string"], "minimum": 1, "maximum": u32::MAX, "pattern": "^[0-9]*[1-9][0-9]*$" }
    Tag: { "type": ["string", "number"], "pattern": r"^\S+$" }
    Size: {
        "type": ["number", "string"],
        "exclusiveMinimum": 0,
        "pattern": r"^([0-9]*[1-9][0-9]*\.?[0-9]*|[0-9]*\.[0-9]*[1-9][0-9]*)$",
        "examples": [2, 1.5],
    }
    WebAddress: { "type": "string", "pattern": r"^https?://\S+$" }
    Language: { "type": "string", "pattern": "^[A-Za-z0-9]{2,3}(-[A-Za-z0-9]{1,8})*$", "examples": ["de"] }
    HostGlob: { "type": "string", "pattern": r"^\s*[^\s/!?@\[\]{}\\]+\s*$", "examples": ["db-prod-*"] }
    PathGlob: { "type": "string", "pattern": r"^[^?\[\]{}\\]*[^\s!?\[\]{}\\][^?\[\]{}\\]*$", "examples": ["infra/postgres/**"] }
    RepositoryGlob: { "type": "string", "pattern": r"^[^\s!]\S*/\S+$", "examples": ["corp/platform"] }
    UrlGlob: { "type": "string", "pattern": r"^!?[^\s!/?#]\S*$", "examples": ["https://sso.example.org/**"] }
    Phrase: { "type": ["string", "number"], "pattern": r"\S", "examples": ["replication lag"] }
    Address: { "type": ["string", "number"], "pattern": SOMETHING }
    AnyAddress: { "type": ["string", "number"], "pattern": SOMETHING }
    Email: {
        "type": "string",
        "pattern": concat!(
            r"^([^@\s]+@[^@\s]+|\s*([Tt][Bb][AaDd]|[Tt][Oo][Dd][Oo]|[Nn]/[Aa]|[Nn][Oo][Nn][Ee]",
            r"|[Uu][Nn][Kk][Nn][Oo][Ww][Nn]|[?-])\s*)$"
        ),
    }
    Lifecycle: { "type": "string", "pattern": SOMETHING, "examples": ["production", "experimental", "deprecated", "retired"] }
    Acceptance: { "type": ["string", "number"], "pattern": SOMETHING }
    Percentage: {
        "type": "string",
        "pattern": r"^(0?[0-9]{1,2}(\.[0-9]{1,6})?|100(\.0{1,6})?)%$",
        "examples": ["99.9%"],
    }
    Weekday: { "type": "string", "enum": words::<Self>() }
    Verdict: { "type": "string", "enum": Self::words() }
}

macro_rules! words {
    ($($word:ty)*) => {$(
        impl Described for $word {
            fn schema(generator: &mut SchemaGenerator) -> Schema {
                generator.subschema_for::<Self>()
            }
        }
    )*};
}

words! { Cadence Cover DutyKind HolidaysBy Hours OnAbsence ResponseFrom Risk RotaKind WhenEmpty }

/// To YAML an id may look like a number.
impl<T> Described for Id<T> {
    fn schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "number"], "pattern": ID })
    }
}
