//! `own call` and `own escalate` name the same number first, for random matrices at random times, and so does `own who` unless
//! somebody of the row can be reached.

use std::fmt::Write as _;

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use crate::query::alert::{AlertQuestion, alert};
use crate::query::escalate::{Incident, escalate};
use crate::query::moment::Clock;
use crate::query::who::{RowFilter, Who, who};

/// Who may be called.
const PARTIES: [&str; 6] = ["day", "off", "always", "rota", "silent", "lead"];

fn parties() -> impl Strategy<Value = String> {
    let ended = prop::sample::select(vec!["", "", "", ", until: 2026-03-25"]);
    prop::collection::btree_map(prop::sample::select(&PARTIES[..]), ended, 0..3).prop_map(|of| {
        let cells: Vec<String> = of.iter().map(|(id, until)| format!("{{ party: {id}{until} }}")).collect();
        format!("[{}]", cells.join(", "))
    })
}

fn row() -> impl Strategy<Value = String> {
    let cells = (parties(), parties(), parties());
    cells.prop_map(|(one, two, three)| format!("primary: {one}, secondary: {two}, escalation: {three}"))
}

fn level() -> impl Strategy<Value = (i64, String)> {
    let hours = prop::sample::select(vec!["", "", ", hours: business-hours", ", hours: off-hours"]);
    let call = prop::sample::select(vec![
        "primary",
        "secondary",
        "{ rota: rota }",
        "{ next: rota }",
        "day",
        "off",
        "always",
        "lead",
    ]);
    (1..900_i64, hours, prop::collection::btree_set(call, 1..3)).prop_map(|(minutes, hours, call)| {
        (minutes, format!("{hours}, call: [{}]", call.into_iter().collect::<Vec<_>>().join(", ")))
    })
}

fn matrix() -> impl Strategy<Value = String> {
    let levels = prop::collection::vec(level(), 0..4);
    let away = prop::sample::select(vec!["", ", away: [{ from: 2026-03-20, until: 2026-04-05 }]"]);
    let own = prop::sample::select(vec!["", ", contacts: { on-call: +49 40 9000 }"]);
    let owner = prop::sample::select(vec!["", ", owners: { technical: day }", ", owners: { technical: always }"]);
    let calendar = prop::sample::select(vec![
        "calendar: { time_zone: Europe/Berlin }\n",
        "calendar: { time_zone: Europe/Berlin, business_hours: { days: mon-fri, from: '09:00', until: '17:00' } }\n",
    ]);
    let rows = (row(), prop::option::of(row()));
    let all = (rows, levels, any::<(bool, bool)>(), away, (own, owner), calendar);
    all.prop_map(|((one, two), levels, (skips, is_open), away, (own, owner), calendar)| {
        // Areas that agree answer for their system.
        let two = two.unwrap_or_else(|| one.clone());
        let mut yaml = format!(
            "version: 1
{calendar}teams:
  day: {{ name: Day, on_call: {{ cover: business-hours }}, contacts: {{ phone: +49 40 1000 }} }}
  off: {{ name: Off, on_call: {{ cover: off-hours }}, contacts: {{ phone: +49 40 2000 }} }}
  always: {{ name: Always, on_call: {{ cover: 24/7 }}, contacts: {{ phone: +49 40 3000 }} }}
  rota: {{ name: Rota, on_call: {{ cover: 24/7 }} }}
  silent: {{ name: Silent }}
roles: {{ lead: {{ name: Lead, held_by: [ada, bob] }} }}
people:
  ada: {{ name: Ada, contacts: {{ mobile: +49 40 4000 }}{away} }}
  bob: {{ name: Bob }}
rotas: {{ rota: {{ for: rota, handover: {{ day: mon, time: '09:00' }}, order: [ada, bob], start: 2026-01-05 }} }}
systems: {{ shop: {{ name: Shop{own}{owner}, areas: {{ a: {{ name: A, {one} }}, b: {{ name: B, {two} }} }} }} }}
"
        );
        let mut from = 0;
        for (number, (minutes, level)) in levels.iter().enumerate() {
            let until = from + minutes;
            let end = if is_open && number + 1 == levels.len() { String::new() } else { format!(", until: {until}m") };
            let head = if number == 0 {
                format!(
                    "escalation:\n  default:\n    when_empty: {}\n    levels:\n",
                    if skips { "skip" } else { "wait" }
                )
            } else {
                String::new()
            };
            let _ = writeln!(yaml, "{head}      - {{ name: L{number}, window: {{ from: {from}m{end} }}{level} }}");
            from = until;
        }
        yaml
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn commands_name_the_same_number_first(yaml in matrix(), minutes in prop::collection::vec(0..15 * 24 * 60_i64, 4)) {
        let matrix = crate::source::from_texts([("m.yaml".to_owned(), yaml.clone())]).unwrap_or_else(|error| panic!("{error:?}\n{yaml}"));
        for (minute, area) in minutes.iter().flat_map(|minute| [(minute, None), (minute, Some("a")), (minute, Some("b"))]) {
            let now = "2026-03-22T00:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_mins(*minute);
            let clock = Clock { now, ..Clock::default() };
            let system = Some("shop".to_owned());
            let text = area.map_or("shop".to_owned(), |area| format!("shop/{area}"));
            let area = area.map(str::to_owned);
            let incident = Incident { system: system.clone(), area: area.clone(), clock: clock.clone(), ..Incident::default() };
            let question = RowFilter { system, area, clock: clock.clone(), ..RowFilter::default() };
            let first = match who(&matrix, &question) {
                Ok(Who::Rows(answer)) => answer.results[0].call.first().cloned(),
                Ok(Who::System(answer)) => answer.results[0].call.first().cloned(),
                // The row names nobody.
                _ => continue,
            };
            let question = AlertQuestion { alerts: crate::alert::alerts(&text), clock, ..AlertQuestion::default() };
            let called = alert(&matrix, &question).unwrap_or_else(|_| panic!("{text}\n{yaml}"));
            let number = &called.answer.results[0].number;
            let leads = first.as_ref().is_some_and(|call| call.is_reachable() && call.level.is_none() && call.party.is_some());
            if !leads {
                prop_assert_eq!(&first.and_then(|call| call.number), number, "{} at {}\n{}", text, now, yaml);
            }
            if let Ok(answer) = escalate(&matrix, &incident) {
                let called = answer.results[0].call.iter().find(|call| call.is_reachable_now());
                let called = called.and_then(|call| call.number.clone());
                prop_assert_eq!(number, &called, "escalate {} at {}\n{}", text, now, yaml);
            }
        }
    }
}
