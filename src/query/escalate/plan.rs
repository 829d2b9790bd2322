//! The path as a plan: when each level begins and ends, by when it must answer, and whether anybody can be reached then.

use jiff::{SignedDuration, Timestamp};

use super::Asked;
use crate::matrix::{Duration, Hours, Interval, Level, LevelContact, ResponseFrom, WhenEmpty};
use crate::on_call::Reach;
use crate::query::{Moment, TimeCard};

answer! {
    /// By when a level must answer, by one way to count.
    pub(crate) struct AnswerBy {
        /// From when the response is counted: `incident` or `level`. The matrix leaves it open where both are told.
        pub counted_from: ResponseFrom,
        /// The hours whose response it is: `business-hours` or `off-hours`; `null` where it is the same at all hours.
        pub hours: Option<Hours>,
        /// The moment.
        pub time: TimeCard,
        /// The time until then; `null` where it is over.
        pub left: Option<String>,
        /// The time since then; `null` where it is to come.
        pub late: Option<String>,
        /// Seconds until then; negative where it is over.
        pub left_seconds: i64,
    }
}

/// A level in one round of the path.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stage<'m> {
    pub(super) level: &'m Level,
    /// Which time the path is gone through, from 1.
    pub(super) round: u32,
    /// When it begins, after the start of the incident.
    pub(super) from: Duration,
    /// When it ends; `None`: open.
    pub(super) until: Option<Duration>,
    /// The instant at which it begins; where no start is known, the one that is asked about.
    pub(super) at: Option<Timestamp>,
    /// Whether nobody can be reached when it begins; `None` where that can't be told.
    pub(super) nobody: Option<bool>,
    /// Whether it takes no time, because nobody can be reached.
    pub(super) skipped: bool,
    /// The instant at which the hours begin for which it waits, if it has to wait.
    pub(super) waits_until: Option<Timestamp>,
    /// Whether it ends before these hours, so that nobody is called.
    pub(super) passed_over: bool,
    /// When its round ends, after the start of the incident; `None`: open.
    pub(super) round_until: Option<Duration>,
}

impl Stage<'_> {
    /// Whether it is active at some time.
    pub(super) fn takes_time(&self) -> bool {
        !self.skipped && !self.passed_over
    }

    /// Whether it is the one at a time after the start.
    pub(super) fn contains(&self, elapsed: Duration) -> bool {
        self.takes_time() && self.from <= elapsed && self.until.is_none_or(|until| elapsed < until)
    }
}

impl<'m> Asked<'m> {
    /// The levels in order: once, or as often as is asked, or as often as it takes to come to the present.
    pub(super) fn stages(&self, loops: Option<u32>) -> Vec<Stage<'m>> {
        let mut stages = Vec::new();
        let mut start = Duration::default();
        for round in 1..=self.policy.repeat + 1 {
            let end = self.round(round, start, &mut stages);
            let more = match (loops, self.elapsed, end) {
                (Some(loops), ..) => round < loops,
                (None, Some(elapsed), Some(end)) => end <= elapsed,
                (None, ..) => false,
            };
            let (true, Some(end)) = (more, end) else { break };
            start = end;
        }
        stages
    }

    /// The levels of one round, which begins some time after the incident. Its end, if it has one.
    fn round(&self, round: u32, start: Duration, stages: &mut Vec<Stage<'m>>) -> Option<Duration> {
        let mut skipped = Duration::default();
        for level in &self.policy.levels {
            let moved = |of: Duration| plus(start, of).saturating_sub(skipped);
            let window = (moved(level.window.from), level.window.until.map(moved));
            let stage = self.stage(level, round, window);
            if stage.waits_until.is_some() || stage.passed_over {
                let until = if stage.passed_over { stage.until } else { Some(stage.from) };
                last_until(stages, until);
            }
            if let (true, Some(end)) = (stage.skipped, stage.until) {
                skipped = plus(skipped, end.saturating_sub(stage.from));
            }
            let until = if stage.skipped { Some(stage.from) } else { stage.until };
            stages.push(Stage { until, ..stage });
        }
        let end = stages.last().and_then(|stage| stage.until);
        stages.iter_mut().filter(|stage| stage.round == round).for_each(|stage| stage.round_until = end);
        end
    }

    /// A level with its window. If it may be skipped, its end is still that of the window.
    fn stage(&self, level: &'m Level, round: u32, (from, until): (Duration, Option<Duration>)) -> Stage<'m> {
        let begins = self.begins(level, from);
        let passed_over = begins.is_none_or(|begins| until.is_some_and(|until| until <= begins));
        let present = self.moment.as_ref().map(|moment| moment.at);
        let waits_until = begins.filter(|begins| *begins > from).zip(self.begun.or(present));
        let waits_until = waits_until.map(|(begins, begun)| after(begun, begins));
        let from = begins.filter(|_| !passed_over).unwrap_or(from);
        let at = self.begun.map(|begun| after(begun, from)).or(waits_until).or(present);
        let nobody = at.filter(|_| !passed_over).and_then(|at| self.nobody_at(level, at));
        let nobody = if self.has_no_address(level) { Some(true) } else { nobody };
        let skips = self.policy.when_empty == WhenEmpty::Skip && nobody == Some(true) && !passed_over;
        let skipped = skips && until.is_some();
        Stage { level, round, from, until, at, nobody, skipped, waits_until, passed_over, round_until: None }
    }

    /// When a level begins that would begin at some time: not before the hours for which it waits. `None`: never.
    fn begins(&self, level: &Level, from: Duration) -> Option<Duration> {
        let Some(hours) = level.hours else { return Some(from) };
        if let Some(chosen) = self.chosen {
            return (chosen == hours).then_some(from);
        }
        let Some((moment, calendar)) = self.moment.as_ref().and_then(|moment| Some((moment, moment.calendar?))) else {
            return Some(from);
        };
        let begun = self.begun.unwrap_or(moment.at);
        let at = after(begun, from);
        if calendar.standing(at).hours == hours {
            return Some(from);
        }
        let begins = calendar.next_change(at)?.as_second() - begun.as_second();
        Some(Duration::from_seconds(u64::try_from(begins).unwrap_or_default()))
    }

    /// Whether nobody of a level can be reached at an instant; `None` where that can't be told.
    pub(super) fn nobody_at(&self, level: &'m Level, at: Timestamp) -> Option<bool> {
        let mut unknown = false;
        for contact in self.called_at(level) {
            match self.reach(contact, at) {
                Reach::Covered => return Some(false),
                Reach::Unknown => unknown = true,
                Reach::NotCovered { .. } => {}
            }
        }
        (!unknown).then_some(true)
    }

    /// Whether nobody of a level that may be skipped has an address, a holder with one, or a rota.
    fn has_no_address(&self, level: &'m Level) -> bool {
        let called = self.called_at(level);
        let has_address = |contact: &&LevelContact| {
            let mut addresses = self.matrix.reached_by(contact).iter();
            addresses.any(|address| !address.is_placeholder())
                || self.matrix.has_reachable_holder(contact.party)
                || self.matrix.rotas_of(contact.party).next().is_some()
                || self.matrix.party(contact.party).rota_link.is_some()
        };
        self.policy.when_empty == WhenEmpty::Skip && !called.is_empty() && !called.iter().any(has_address)
    }

    /// When nobody of a level can be reached while it lasts, where that is known: not of a level without an end, nor where
    /// the asker chose the hours.
    pub(super) fn uncovered(&self, stage: &Stage<'m>) -> Vec<Interval> {
        let lasts = || {
            let (begun, until) = self.begun.zip(stage.until).filter(|_| self.chosen.is_none() && stage.takes_time())?;
            Interval::new(after(begun, stage.from), after(begun, until))
        };
        let called = self.called_at(stage.level);
        let Some(within) = lasts().filter(|_| !called.is_empty()) else { return Vec::new() };
        let mut open = vec![within];
        for contact in called {
            let Some(unreached) = self.matrix.unreached_at_level(contact, within) else { return Vec::new() };
            let both = open.iter().flat_map(|open| unreached.iter().filter_map(|unreached| open.and(*unreached)));
            open = both.collect();
        }
        open
    }

    /// Whether a contact can be reached at an instant.
    pub(super) fn reach(&self, contact: &LevelContact, at: Timestamp) -> Reach {
        self.matrix.reach_at_level(contact, at)
    }

    /// The hours at an instant: those that the asker chose, or those of the calendar.
    pub(super) fn hours_at(&self, at: Option<Timestamp>) -> Option<Hours> {
        let calendar = self.moment.as_ref().and_then(|moment| moment.calendar);
        self.chosen.or_else(|| Some(calendar?.standing(at?).hours))
    }

    /// By when a level must answer: for each way to count that is open, and for both responses where the hours are.
    pub(super) fn answer_by(&self, stage: &Stage<'m>) -> Vec<AnswerBy> {
        let at = stage.at.filter(|_| !stage.passed_over);
        let (Some(moment), Some(begun), Some(at)) = (&self.moment, self.begun, at) else { return Vec::new() };
        let open = |from: &ResponseFrom| self.policy.response_from.is_none_or(|said| said == *from);
        let mut answers = Vec::new();
        for counted_from in ResponseFrom::ALL.iter().filter(|from| open(from)) {
            let start = if *counted_from == ResponseFrom::Incident { begun } else { at };
            for (response, hours) in self.responses_at(stage.level, Some(start)) {
                let time = after(start, response);
                answers.push(answer(*counted_from, hours, time, moment));
            }
        }
        answers
    }

    /// The responses of a level at an instant: one where the hours are known or don't matter, else each with its hours.
    pub(super) fn responses_at(&self, level: &Level, at: Option<Timestamp>) -> Vec<(Duration, Option<Hours>)> {
        let response = level.response;
        if response.business_hours == response.off_hours {
            return response.off_hours.map(|always| (always, None)).into_iter().collect();
        }
        let known = self.hours_at(at);
        let both = [(response.business_hours, Hours::Business), (response.off_hours, Hours::Off)];
        let fitting = both.into_iter().filter(|(_, hours)| known.is_none_or(|known| known == *hours));
        fitting.filter_map(|(response, hours)| Some((response?, Some(hours)))).collect()
    }
}

fn answer(counted_from: ResponseFrom, hours: Option<Hours>, time: Timestamp, moment: &Moment<'_>) -> AnswerBy {
    let left_seconds = time.as_second() - moment.at.as_second();
    let length = Duration::from_seconds(left_seconds.unsigned_abs()).to_string();
    let (left, late) = if left_seconds < 0 { (None, Some(length)) } else { (Some(length), None) };
    AnswerBy { counted_from, hours, time: moment.card(time), left, late, left_seconds }
}

/// Some time after an instant.
pub(super) fn after(at: Timestamp, by: Duration) -> Timestamp {
    let seconds = i64::try_from(by.seconds()).unwrap_or(i64::MAX);
    at.saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(Timestamp::MAX)
}

/// Lets the last level that is active at some time stay active until a time.
fn last_until(stages: &mut [Stage<'_>], until: Option<Duration>) {
    if let Some(before) = stages.iter_mut().rev().find(|stage| stage.takes_time()) {
        before.until = before.until.and_then(|end| Some(end.max(until?)));
    }
}

fn plus(one: Duration, other: Duration) -> Duration {
    Duration::from_seconds(one.seconds().saturating_add(other.seconds()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Cover, Matrix, PartyId};

    const MATRIX: &str = "version: 1
calendar: { time_zone: Europe/Berlin, business_hours: { days: mon-fri, from: '09:00', until: '17:00' } }
calendars: { boston: { extends: default, time_zone: America/New_York, holidays: [2026-03-30] } }
teams:
  desk: { name: Desk, on_call: { cover: business-hours } }
  far: { name: Far, calendar: boston, on_call: { cover: business-hours } }
  always: { name: Always, on_call: { cover: 24/7 } }
  night: { name: Night, on_call: { cover: business-hours } }
  unsaid: { name: Unsaid }
rotas:
  night: { for: night, hours: { days: mon-sun, from: '22:00', until: '02:45' }, handover: { time: '22:00' }, order: [desk],
           start: 2026-01-01, overrides: [{ from: 2026-03-30 12:00, until: 2026-03-30 12:45, who: far }] }
";

    /// Both say the same of every quarter of an hour of three days with a change of clock.
    #[test]
    fn stretches_without_anybody_are_those_of_each_instant() {
        let matrix: Matrix = crate::source::from_texts([("m.yaml".to_owned(), MATRIX.to_owned())]).unwrap();
        let from: Timestamp = "2026-03-28T12:00:00Z".parse().unwrap();
        let within = Interval::new(from, after(from, Duration::from_seconds(3 * 86_400))).unwrap();
        for (id, party) in (0..).map(PartyId).zip(&matrix.parties) {
            for cover in [None, Some(Cover::BusinessHours), Some(Cover::AroundTheClock)] {
                let unreached = matrix.unreached(id, cover, within);
                for quarter in 0..3 * 96 {
                    let at = after(from, Duration::from_seconds(quarter * 900));
                    let expected = match matrix.reach(id, cover, at) {
                        Reach::Covered => Some(false),
                        Reach::NotCovered { .. } => Some(true),
                        Reach::Unknown => None,
                    };
                    let found = unreached.as_ref().map(|open| open.iter().any(|open| open.contains(at)));
                    assert_eq!(found, expected, "{} {cover:?} {at}", party.id);
                }
            }
        }
    }
}
