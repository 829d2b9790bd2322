//! A naive model of escalation levels: look at every minute, and decide which level is active and whom it calls.
//! [`crate::query::escalate`] must agree with it on random policies. `OWN_TEST_THOROUGH=1` asks ten thousand questions.

use std::fmt::Write as _;

use jiff::civil::{Date, Weekday, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use proptest::prelude::*;

use crate::matrix::*;
use crate::query::escalate::{Incident, LevelParty, path};
use crate::query::moment::Clock;

const PEOPLE: [&str; 3] = ["ana", "bob", "cyd"];
/// Questions about each policy.
const QUESTIONS: usize = 12;

fn cases() -> u32 {
    let thorough = std::env::var_os("OWN_TEST_THOROUGH").is_some_and(|thorough| thorough == "1");
    if thorough { 840 } else { 24 }
}

/// Whom a level calls.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Target {
    OnCall,
    Next,
    Person(usize),
}

#[derive(Debug, Clone)]
struct Lasting {
    minutes: i64,
    hours: Option<&'static str>,
    target: Target,
}

#[derive(Debug, Clone)]
struct Case {
    zone: &'static str,
    cover: &'static str,
    order: Vec<usize>,
    /// For each person an absence: its first day and its length.
    away: Vec<Option<(Date, i64)>>,
    levels: Vec<Lasting>,
    /// Whether the last level has no end.
    is_open: bool,
    skips: bool,
    begun: Timestamp,
    elapsed: Vec<i64>,
}

fn level() -> impl Strategy<Value = Lasting> {
    let minutes = prop_oneof![1..90_i64, 60..3000_i64];
    let hours = prop::sample::select(vec![None, Some("business-hours"), Some("off-hours")]);
    let target = prop_oneof![
        2 => Just(Target::OnCall),
        2 => Just(Target::Next),
        1 => (0..PEOPLE.len()).prop_map(Target::Person),
    ];
    (minutes, hours, target).prop_map(|(minutes, hours, target)| Lasting { minutes, hours, target })
}

fn case() -> impl Strategy<Value = Case> {
    let day = |days: i64| date(2026, 3, 20).checked_add(days.days()).unwrap();
    let away = prop::option::of((0..20_i64, 0..9_i64).prop_map(move |(first, more)| (day(first), more)));
    let zone = prop::sample::select(vec!["Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC"]);
    let cover = prop::sample::select(vec!["24/7", "business-hours", "off-hours"]);
    let order = prop::collection::vec(0..PEOPLE.len(), 1..4);
    let away = prop::collection::vec(away, PEOPLE.len());
    let levels = prop::collection::vec(level(), 1..5);
    let begun = (0..15 * 24 * 60_i64)
        .prop_map(|minute| "2026-03-22T00:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_mins(minute));
    let elapsed = prop::collection::vec(0..6000_i64, QUESTIONS);
    let all = (zone, cover, order, away, levels, any::<bool>(), any::<bool>(), begun, elapsed);
    all.prop_map(|(zone, cover, order, away, levels, is_open, skips, begun, elapsed)| Case {
        zone,
        cover,
        order,
        away,
        levels,
        is_open,
        skips,
        begun,
        elapsed,
    })
}

impl Case {
    fn yaml(&self) -> String {
        let mut yaml = format!(
            "version: 1\ncalendar: {{ time_zone: {}, business_hours: {{ days: mon-fri, from: '09:00', until: '17:00' }} }}\n\
             teams: {{ web: {{ name: Web }} }}\nsystems: {{ shop: {{ name: Shop }} }}\npeople:\n",
            self.zone
        );
        for (person, away) in PEOPLE.iter().zip(&self.away) {
            let away = away.map(|(first, more)| {
                let last = first.checked_add(more.days()).unwrap();
                format!(", away: [{{ from: {first}, until: {last} }}]")
            });
            let _ = writeln!(
                yaml,
                "  {person}: {{ name: {person}, contacts: {{ tel: +49 40 66969 101 }}{} }}",
                away.unwrap_or_default()
            );
        }
        let order: Vec<&str> = self.order.iter().map(|person| PEOPLE[*person]).collect();
        let _ = writeln!(
            yaml,
            "rotas:\n  web: {{ for: web, cover: {}, handover: {{ day: mon, time: '09:00' }}, order: [{}], start: 2026-01-05 }}",
            self.cover,
            order.join(", ")
        );
        let when_empty = if self.skips { "skip" } else { "wait" };
        let _ = writeln!(yaml, "escalation:\n  default:\n    when_empty: {when_empty}\n    levels:");
        let mut from = 0;
        for (number, level) in (1..).zip(&self.levels) {
            let until = from + level.minutes;
            let end =
                if self.is_open && number == self.levels.len() { String::new() } else { format!(", until: {until}m") };
            let hours = level.hours.map(|hours| format!(", hours: {hours}")).unwrap_or_default();
            let target = match level.target {
                Target::OnCall => "{ rota: web }".to_owned(),
                Target::Next => "{ next: web }".to_owned(),
                Target::Person(person) => PEOPLE[person].to_owned(),
            };
            let _ = writeln!(
                yaml,
                "      - {{ name: L{number}, window: {{ from: {from}m{end} }}{hours}, call: [{target}] }}"
            );
            from = until;
        }
        yaml
    }

    fn zone(&self) -> TimeZone {
        clock::zone(self.zone).unwrap()
    }

    fn is_business(&self, at: Timestamp) -> bool {
        let shown = self.zone().to_datetime(at);
        !matches!(shown.weekday(), Weekday::Saturday | Weekday::Sunday) && (9..17).contains(&shown.hour())
    }

    fn is_in(&self, hours: &str, at: Timestamp) -> bool {
        match hours {
            "24/7" => true,
            "business-hours" => self.is_business(at),
            _ => !self.is_business(at),
        }
    }

    fn is_away(&self, person: usize, at: Timestamp) -> bool {
        let day = self.zone().to_datetime(at).date();
        self.away[person].is_some_and(|(first, more)| first <= day && day <= first.checked_add(more.days()).unwrap())
    }

    /// Who is on call at a minute.
    fn on_call(&self, at: Timestamp) -> Option<usize> {
        if !self.is_in(self.cover, at) {
            return None;
        }
        let shown = self.zone().to_datetime(at);
        let first = date(2026, 1, 5).at(9, 0, 0, 0);
        let weeks = usize::try_from(first.duration_until(shown).as_hours() / (7 * 24)).unwrap();
        let turn = weeks % self.order.len();
        let mut following = (0..self.order.len()).map(|step| self.order[(turn + step) % self.order.len()]);
        following.find(|person| !self.is_away(*person, at))
    }

    /// Who follows the one on call: the first later one who is somebody else and isn't away now.
    fn next(&self, at: Timestamp) -> Option<usize> {
        let now = self.on_call(at)?;
        let hour = at.as_second() - at.as_second().rem_euclid(1800);
        let later = (1..24 * 2 * 40).map(|half| Timestamp::from_second(hour + half * 1800).unwrap());
        later.filter_map(|later| self.on_call(later)).find(|person| *person != now && !self.is_away(*person, at))
    }

    fn called(&self, target: Target, at: Timestamp) -> Option<usize> {
        match target {
            Target::OnCall => self.on_call(at),
            Target::Next => self.next(at),
            Target::Person(person) => Some(person).filter(|person| !self.is_away(*person, at)),
        }
    }

    /// When each level becomes the active one, in minutes; and when the path ends.
    fn begins(&self) -> (Vec<Option<i64>>, Option<i64>) {
        let at = |minute: i64| self.begun + SignedDuration::from_mins(minute);
        let (mut nominal, mut earlier, mut begins) = (0, 0, Vec::new());
        let mut end = None;
        for (number, level) in self.levels.iter().enumerate() {
            let from = nominal - earlier;
            let until = Some(from + level.minutes).filter(|_| !self.is_open || number + 1 < self.levels.len());
            nominal += level.minutes;
            let begin = (from..until.unwrap_or(from + 14 * 24 * 60))
                .find(|minute| level.hours.is_none_or(|hours| self.is_in(hours, at(*minute))));
            end = until;
            let is_skipped =
                |begin: i64| self.skips && until.is_some() && self.called(level.target, at(begin)).is_none();
            if let (Some(begin), Some(until)) = (begin.filter(|begin| is_skipped(*begin)), until) {
                earlier += until - begin;
                begins.push(None);
                end = Some(begin);
            } else {
                begins.push(begin);
            }
        }
        (begins, end)
    }
}

/// The number of the active level, if one is.
fn active((begins, end): &(Vec<Option<i64>>, Option<i64>), elapsed: i64) -> Option<usize> {
    let begun = (1..).zip(begins).filter(|(_, begin)| begin.is_some_and(|begin| begin <= elapsed));
    begun.max_by_key(|(_, begin)| **begin).map(|(number, _)| number).filter(|_| end.is_none_or(|end| elapsed < end))
}

fn shown(party: &LevelParty) -> Vec<String> {
    let shifts = if party.rota.as_ref().is_some_and(|rota| rota.next) { &party.next } else { &party.on_call };
    match party.rota {
        Some(_) => shifts.iter().map(|shift| shift.id.clone()).collect(),
        None => party.reached.is_none_or(|reached| reached).then(|| party.id.clone()).into_iter().collect(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

    #[test]
    fn levels_are_those_that_a_walk_finds(case in case()) {
        let yaml = case.yaml();
        let matrix = crate::source::from_texts([("m.yaml".to_owned(), yaml.clone())]).unwrap_or_else(|error| panic!("{error:?}\n{yaml}"));
        let begins = case.begins();
        for elapsed in &case.elapsed {
            let now = case.begun + SignedDuration::from_mins(*elapsed);
            let question = Incident {
                elapsed: Some(Duration::from_seconds(u64::try_from(elapsed * 60).unwrap())),
                clock: Clock { now, ..Clock::default() },
                ..Incident::default()
            };
            let answer = path(&matrix, Some(SystemId(0)), None, &question).map_err(|_| "no answer").unwrap();
            let path = &answer.results[0];
            let number = path.active.as_ref().map(|active| active.number as usize);
            prop_assert_eq!(number, active(&begins, *elapsed), "{} minutes after {}\n{}", elapsed, case.begun, yaml);
            if let Some(number) = number {
                let level = path.levels.iter().find(|level| level.number as usize == number).unwrap();
                let called: Vec<String> = level.contacts.iter().flat_map(shown).collect();
                let expected: Vec<&str> = case.called(case.levels[number - 1].target, now).map(|person| PEOPLE[person]).into_iter().collect();
                prop_assert_eq!(called, expected, "level {} at {}\n{}", number, now, yaml);
            }
        }
    }
}
