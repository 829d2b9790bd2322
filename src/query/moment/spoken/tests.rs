use proptest::prelude::*;

use super::*;

fn berlin() -> TimeZone {
    clock::zone("Europe/Berlin").unwrap()
}

fn spoken(typed: &str) -> Spoken {
    typed.parse::<Typed>().unwrap_or_else(|error| panic!("{typed}: {error}")).spoken
}

/// What a time means on a Tuesday at 03:00 in Berlin.
fn means(typed: &str, toward: Toward) -> String {
    let now = "2026-11-24T03:00:20+01:00".parse().unwrap();
    let at = spoken(typed).resolve(now, Some(&berlin()), toward).unwrap();
    berlin().to_datetime(at).strftime("%a %F %T").to_string()
}

#[test]
fn times_mean_what_people_mean() {
    for (typed, meant) in [
        ("now", "Tue 2026-11-24 03:00:20"),
        ("+2h", "Tue 2026-11-24 05:00:20"),
        ("-2h", "Tue 2026-11-24 01:00:20"),
        ("in 2h", "Tue 2026-11-24 05:00:20"),
        ("20m ago", "Tue 2026-11-24 02:40:20"),
        ("20 Minutes ago", "Tue 2026-11-24 02:40:20"),
        ("+1w", "Tue 2026-12-01 03:00:20"),
        ("1h30m ago", "Tue 2026-11-24 01:30:20"),
        ("@1764554400", "Mon 2025-12-01 03:00:00"),
        ("2026-11-24T03:00:00Z", "Tue 2026-11-24 04:00:00"),
        ("20261201T030000Z", "Tue 2026-12-01 04:00:00"),
        ("20261201T030000", "Tue 2026-12-01 03:00:00"),
        ("2026-12-01 09:30", "Tue 2026-12-01 09:30:00"),
        ("2026-12-01T09:30", "Tue 2026-12-01 09:30:00"),
        ("2026-12-01 03:00:00", "Tue 2026-12-01 03:00:00"),
        ("2026-12-01 03:00 UTC", "Tue 2026-12-01 04:00:00"),
        ("2026-12-01 03:00 +01:00", "Tue 2026-12-01 03:00:00"),
        ("2026-12-01 03:00+0100", "Tue 2026-12-01 03:00:00"),
        ("2026-12-01 03:00 America/New_York", "Tue 2026-12-01 09:00:00"),
        ("2026-12-01T03:00:00[America/New_York]", "Tue 2026-12-01 09:00:00"),
        ("Tue 2026-11-24 02:10", "Tue 2026-11-24 02:10:00"),
        ("Tue 2026-11-24 03:00 Berlin", "Tue 2026-11-24 03:00:00"),
        ("Tue 2026-11-24 03:00 New York", "Tue 2026-11-24 09:00:00"),
        ("Sun 2026-10-25 02:30 (UTC+02)", "Sun 2026-10-25 02:30:00"),
        ("Sun 2026-10-25 02:30 (UTC+01)", "Sun 2026-10-25 02:30:00"),
        ("2026-12-01", "Tue 2026-12-01 00:00:00"),
        ("tomorrow", "Wed 2026-11-25 00:00:00"),
        ("Tomorrow 03:00", "Wed 2026-11-25 03:00:00"),
        ("tomorrow at 3 pm", "Wed 2026-11-25 15:00:00"),
        ("Today 03:00", "Tue 2026-11-24 03:00:00"),
        ("today 02:00", "Tue 2026-11-24 02:00:00"),
        ("tonight 23:00", "Tue 2026-11-24 23:00:00"),
        ("yesterday 23:00", "Mon 2026-11-23 23:00:00"),
        ("SAT 03:00", "Sat 2026-11-28 03:00:00"),
        ("Tue 03:00", "Tue 2026-11-24 03:00:00"),
        ("tue 02:59", "Tue 2026-12-01 02:59:00"),
        ("fri", "Fri 2026-11-27 00:00:00"),
        ("tue", "Tue 2026-12-01 00:00:00"),
        ("monday 09:00", "Mon 2026-11-30 09:00:00"),
        ("9am monday", "Mon 2026-11-30 09:00:00"),
        ("next monday 9am", "Mon 2026-11-30 09:00:00"),
        ("next tue 9am", "Tue 2026-12-01 09:00:00"),
        ("last fri 17:00", "Fri 2026-11-20 17:00:00"),
        ("last tue 01:00", "Tue 2026-11-17 01:00:00"),
        ("9:30", "Tue 2026-11-24 09:30:00"),
        ("9am", "Tue 2026-11-24 09:00:00"),
        ("9:30pm", "Tue 2026-11-24 21:30:00"),
        ("12am", "Wed 2026-11-25 00:00:00"),
        ("noon", "Tue 2026-11-24 12:00:00"),
        ("midnight", "Wed 2026-11-25 00:00:00"),
        ("03:00", "Tue 2026-11-24 03:00:00"),
        ("02:00", "Wed 2026-11-25 02:00:00"),
        ("03:00Z", "Tue 2026-11-24 04:00:00"),
        ("01:00Z", "Wed 2026-11-25 02:00:00"),
        ("sat 03:00-05:00", "Sat 2026-11-28 09:00:00"),
    ] {
        assert_eq!(means(typed, Toward::Future), meant, "{typed}");
    }
}

#[test]
fn an_incident_has_begun() {
    for (typed, meant) in [
        ("02:10", "Tue 2026-11-24 02:10:00"),
        ("23:00", "Mon 2026-11-23 23:00:00"),
        ("sat 03:00", "Sat 2026-11-21 03:00:00"),
        ("tue 03:30", "Tue 2026-11-17 03:30:00"),
        ("tue", "Tue 2026-11-24 00:00:00"),
        ("noon", "Mon 2026-11-23 12:00:00"),
    ] {
        assert_eq!(means(typed, Toward::Past), meant, "{typed}");
    }
}

/// Clocks in Berlin showed 02:00 to 03:00 twice on 2026-10-25, first at +02:00.
#[test]
fn of_a_time_that_comes_twice_the_nearest_is_meant() {
    for (now, toward, meant) in [
        ("2026-10-25T01:25:00Z", Toward::Past, "2026-10-25T01:10:00Z"),
        ("2026-10-25T01:05:00Z", Toward::Past, "2026-10-25T00:10:00Z"),
        ("2026-10-25T12:00:00Z", Toward::Past, "2026-10-25T01:10:00Z"),
        ("2026-10-26T00:00:00Z", Toward::Past, "2026-10-25T01:10:00Z"),
        ("2026-10-24T23:00:00Z", Toward::Future, "2026-10-25T00:10:00Z"),
        ("2026-10-25T00:30:00Z", Toward::Future, "2026-10-25T01:10:00Z"),
    ] {
        let found = spoken("02:10").resolve(now.parse().unwrap(), Some(&berlin()), toward);
        assert_eq!(found.unwrap().to_string(), meant, "{now} {toward:?}");
    }
}

#[test]
fn a_time_that_clocks_skip_is_refused() {
    let now = "2026-03-28T23:00:00Z".parse().unwrap();
    let shown = NoInstant::Skipped(jiff::civil::date(2026, 3, 29).at(3, 30, 0, 0));
    for typed in ["2026-03-29 02:30", "02:30", "sun 02:30", "2026-03-29 02:30 Europe/Berlin"] {
        assert_eq!(spoken(typed).resolve(now, Some(&berlin()), Toward::Future), Err(shown), "{typed}");
    }
    // A day begins where its midnight is skipped, too.
    let sao_paulo = clock::zone("America/Sao_Paulo").unwrap();
    assert!(spoken("2018-11-04").resolve(now, Some(&sao_paulo), Toward::Future).is_ok());
}

#[test]
fn only_a_time_of_day_needs_a_zone() {
    let resolved = |typed: &str| spoken(typed).resolve(Timestamp::UNIX_EPOCH, None, Toward::Future);
    for typed in ["03:00", "noon", "9am", "2026-12-01 03:00", "sat 03:00", "2026-12-01T03:00", "tonight 23:00"] {
        assert_eq!(resolved(typed), Err(NoInstant::NeedsZone), "{typed}");
    }
    for typed in ["2026-12-01", "fri", "tomorrow", "-2h", "now", "03:00Z", "sat 03:00 +01:00", "@1764554400", "+1w"] {
        assert!(resolved(typed).is_ok(), "{typed}");
    }
    assert_eq!(resolved("+9999y"), Err(NoInstant::OutOfRange));
}

#[test]
fn a_refusal_names_the_nearest_form() {
    for (typed, near) in [
        ("12/01/2026", "write 2026-12-01 or 2026-01-12"),
        ("1.12.2026 03:00", "write 2026-01-12 03:00 or 2026-12-01 03:00"),
        ("2026/12/1", "write 2026-12-01"),
        ("2026-11-31", "write 2026-11-30"),
        ("24:00", "write 00:00"),
        ("2026-11-28 24:00", "write 2026-11-28 23:59"),
        ("0300", "write 03:00"),
        ("9", "write 9:00"),
        ("9.30", "write 9:30"),
        ("9:5", "write 9:05"),
        ("2h", "write +2h or -2h"),
        ("tomorow 03:00", "write tomorrow 03:00"),
        ("wendesday", "write wednesday"),
        ("tonight", "write tomorrow or tonight 23:00"),
        ("tonight 01:00", "write tomorrow 01:00"),
        ("03:00 Europe/Berln", "write 03:00 Europe/Berlin"),
        ("mon 2026-11-24 02:10", "2026-11-24 is a Tuesday: write 2026-11-24 02:10"),
        ("03:00 friday 2026-11-24", "2026-11-24 is a Tuesday: write 03:00 2026-11-24"),
    ] {
        assert_eq!(typed.parse::<Typed>(), Err(near.to_owned()), "{typed}");
    }
    for typed in ["", "EST", "03:00 EST", "+", "-", "@", "@x", "in", "later", "25:00 sat", "13pm", "+9:30", "٠٩:٠٠"]
    {
        assert_eq!(typed.parse::<Typed>(), Err(FORMS.to_owned()), "{typed}");
    }
    for typed in
        ["wed 2026-11-24", "2026-12-01T03:00+01:00[America/New_York]", "in 2h ago", "mon tue", "2026-02-30 03:00"]
    {
        assert!(typed.parse::<Typed>().is_err(), "{typed}");
    }
}

#[test]
fn the_forms_that_a_refusal_lists_are_taken() {
    let forms = FORMS.trim_start_matches("write ").replace("; with a zone: ", ", ").replace(" or ", ", ");
    forms.split(", ").for_each(|form| drop(spoken(form)));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_panics(text in "[-+@0-9:/.a-z\\[\\] TZé]{0,24}", other in ".{0,40}") {
        for text in [text, other] {
            drop(text.parse::<Typed>());
        }
    }
}
