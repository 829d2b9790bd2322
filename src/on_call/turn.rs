//! Who is on call by a rota at an instant, and when people are away.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::shift::cut;
use super::{Plan, Shift, stint};
use crate::matrix::{Away, Interval, Matrix, PartyId, Rota, RotaHours, clock};

/// Search limits for the next shift, in days. It is nearly always within the first one: most turns last a week or less. The
/// others are for longer turns, for rotas that begin later, for calendars with long holidays, and for one person who is
/// replaced some day.
pub(crate) const DAYS_AHEAD: [u32; 4] = [9, 60, 400, 4_000];

impl Matrix {
    /// The shifts of a rota within an interval, by their start and cut to it. No person has two at a time.
    pub(crate) fn shifts_of<'m>(&'m self, rota: &'m Rota, within: Interval) -> Vec<Shift<'m>> {
        self.whole_shifts(rota, within).into_iter().filter_map(|shift| cut(shift, within)).collect()
    }

    /// The shifts that overlap an interval, by their start. They aren't cut to it.
    pub(crate) fn whole_shifts<'m>(&'m self, rota: &'m Rota, within: Interval) -> Vec<Shift<'m>> {
        let mut shifts = Plan::around(self, rota, within).of_rota(rota);
        shifts.retain(|shift| shift.when.and(within).is_some());
        shifts
    }

    /// The hours of a rota in an interval; `None` if it covers all of them.
    pub(crate) fn hours_of(&self, rota: &Rota, within: Interval) -> Option<Vec<Interval>> {
        stint::hours(rota, self.calendar(rota.calendar), within)
    }

    /// Who is on call at an instant, until the next change, and who is next.
    pub(crate) fn turn<'m>(&'m self, rota: &'m Rota, at: Timestamp) -> Turn<'m> {
        let mut turn = Turn::default();
        for days in DAYS_AHEAD {
            let ahead = at.saturating_add(SignedDuration::from_hours(i64::from(days) * 24)).unwrap_or(Timestamp::MAX);
            turn = self.turn_until(rota, at, ahead);
            if !turn.next.is_empty() || !self.may_change(rota, ahead) {
                break;
            }
        }
        turn
    }

    /// Whether somebody may come on call after an instant.
    fn may_change(&self, rota: &Rota, after: Timestamp) -> bool {
        let is_over = rota.until.is_some_and(|until| until <= after);
        let has_calendar = !matches!(rota.hours, RotaHours::All | RotaHours::Weekly(_));
        (has_calendar && !is_over) || self.may_call_others(rota, after)
    }

    /// Whether somebody else may come on call after an instant.
    pub(super) fn may_call_others(&self, rota: &Rota, after: Timestamp) -> bool {
        let zone = &self.calendar(rota.calendar).zone;
        let events = stint::starts(rota, zone).chain(rota.until);
        let events = events.chain(rota.temporary.iter().map(|temporary| temporary.when.until));
        let mut events = events.chain(rota.overrides.iter().map(|stands_in| stands_in.when.until));
        if rota.until.is_some_and(|until| until <= after) {
            return false;
        }
        let [order] = rota.order.as_slice() else { return true };
        let is_alone = order.who.iter().all(|turn| Some(turn) == order.who.first());
        let changes = |member: PartyId| {
            let away = self.away(member, zone, Interval { from: after, until: Timestamp::MAX });
            !away.is_empty() || self.rotas_of(member).next().is_some()
        };
        !is_alone
            || events.any(|event| event >= after)
            || order.who.first().into_iter().flatten().any(|member| changes(*member))
    }

    /// Like [`Self::turn`], but looks only until an instant.
    fn turn_until<'m>(&'m self, rota: &'m Rota, at: Timestamp, ahead: Timestamp) -> Turn<'m> {
        let Some(within) = Interval::new(at, ahead) else { return Turn::default() };
        let mut turn = Turn::default();
        for shift in self.whole_shifts(rota, within) {
            // Consecutive shifts of one person are one turn.
            let same = |now: &&mut Shift<'_>| now.person() == shift.person() && now.when.until == shift.when.from;
            if shift.when.contains(at) {
                turn.now.push(shift);
            } else if let Some(now) = turn.now.iter_mut().find(same) {
                now.when.until = shift.when.until;
            } else if turn.next.first().is_none_or(|next| next.when.from == shift.when.from) {
                turn.next.push(shift);
            } else if turn.now.iter().all(|now| now.when.until < shift.when.from) {
                break;
            }
        }
        turn
    }

    /// When a person is away, or everyone who holds a role, by the clock of a zone; sorted and apart.
    pub(crate) fn away(&self, party: PartyId, zone: &TimeZone, within: Interval) -> Vec<Interval> {
        // Only a crafted matrix has a role that a role holds.
        let of_person = |person: PartyId| {
            let away = self.party(person).away().iter();
            clock::union(away.filter_map(|away| days(away, zone)?.and(within)))
        };
        match self.holders(party) {
            [] => of_person(party),
            holders => all(holders.iter().map(|holder| of_person(*holder))),
        }
    }

    /// When all of some people are away.
    pub(crate) fn all_away(&self, people: &[PartyId], zone: &TimeZone, within: Interval) -> Vec<Interval> {
        all(people.iter().map(|person| self.away(*person, zone, within)))
    }

    /// Why a person is away at an instant.
    pub(super) fn reason_of_absence(&self, party: PartyId, zone: &TimeZone, at: Timestamp) -> Option<&str> {
        let away = |away: &&Away| days(away, zone).is_some_and(|days| days.contains(at));
        self.party(party).away().iter().find(away)?.reason.as_deref()
    }
}

/// The times that are in all of some lists.
fn all(lists: impl Iterator<Item = Vec<Interval>>) -> Vec<Interval> {
    let both = |all: Vec<Interval>, one: Vec<Interval>| all.iter().flat_map(|all| clock::both(*all, &one)).collect();
    lists.reduce(both).unwrap_or_default()
}

/// The days of an absence.
fn days(away: &Away, zone: &TimeZone) -> Option<Interval> {
    let end = away.until.tomorrow().ok()?;
    let [from, until] = [away.from, end].map(|day| clock::midnight(zone, day));
    Interval::new(from?, until?)
}

/// Who is on call at an instant.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Turn<'m> {
    /// Empty if nobody is on call.
    pub now: Vec<Shift<'m>>,
    /// Empty if nobody follows: one person is on call without an end, or the rota has ended.
    pub next: Vec<Shift<'m>>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{RotaCall, RotaId};

    /// A rota of a team, with people of whom some are away.
    fn matrix(rota: &str) -> Matrix {
        let start = if rota.contains("start:") { "" } else { "start: 2026-01-05, " };
        let text = format!(
            "version: 1
calendar: {{ time_zone: UTC, business_hours: {{ days: mon-tue, from: '09:00', until: '17:00' }}, working_days: [2026-01-10] }}
teams: {{ web: {{ name: Web }} }}
people:
  cy: {{ name: Cy }}
  ana: {{ name: Ana, away: [{{ from: 2026-02-02, until: 2026-02-06 }}] }}
  bo: {{ name: Bo, away: [{{ from: 2026-01-05, until: 2026-01-07 }}, {{ from: 2026-01-09, until: 2026-01-09 }}] }}
  di: {{ name: Di }}
rotas:
  web: {{ for: web, {start}{rota} }}
"
        );
        crate::source::from_texts([("m.yaml".to_owned(), text)]).unwrap()
    }

    /// Who is on call at an instant, and who is next, each with the start and the end.
    fn turn(rota: &str, at: &str) -> [Vec<String>; 2] {
        let matrix = matrix(rota);
        let turn = matrix.turn(&matrix.rotas[0], at.parse().unwrap());
        [turn.now, turn.next].map(|shifts| shifts.iter().map(|shift| said(&matrix, shift)).collect())
    }

    fn said(matrix: &Matrix, shift: &Shift<'_>) -> String {
        let [from, until] = [shift.when.from, shift.when.until].map(|at| at.strftime("%m-%d %H:%M").to_string());
        format!("{} {from} {until}", matrix.party(shift.who).id)
    }

    #[test]
    fn the_next_turn_is_found_however_long_turns_last() {
        let rota = "handover: { every: 4 weeks, time: '09:00' }, order: [di, cy], until: 2027-12-31";
        let [now, next] = turn(rota, "2026-01-06T12:00:00Z");
        assert_eq!((now, next), (vec!["di 01-05 09:00 02-02 09:00".into()], vec!["cy 02-02 09:00 03-02 09:00".into()]));
        let matrix = matrix("handover: { every: 52 weeks, time: '09:00' }, order: [di, cy]");
        let call = RotaCall { rota: RotaId(0), next: true };
        let next = matrix.called_turn(call, "2026-01-06T12:00:00Z".parse().unwrap()).next;
        assert_eq!(next.iter().map(|shift| said(&matrix, shift)).collect::<Vec<_>>(), ["cy 01-04 09:00 01-03 09:00"]);
    }

    #[test]
    fn turns_of_a_month_go_on_in_the_next_year() {
        let rota = "handover: { every: month, time: '09:00' }, order: [di, cy], start: 2025-11-05";
        let [now, _] = turn(rota, "2026-02-10T12:00:00Z");
        assert_eq!(now, ["cy 02-05 09:00 03-05 09:00"]);
    }

    #[test]
    fn one_who_takes_all_turns_is_next_behind_an_absence() {
        let [now, next] = turn("handover: { every: 4 weeks, time: '09:00' }, order: [ana]", "2026-01-06T12:00:00Z");
        assert_eq!(
            (now, next),
            (vec!["ana 01-05 09:00 02-02 00:00".into()], vec!["ana 02-07 00:00 03-02 09:00".into()])
        );
    }

    /// The first search ends nine days after the moment.
    #[test]
    fn one_who_takes_all_turns_is_next_where_the_rota_begins_as_the_first_search_ends() {
        let [now, next] = turn("handover: { every: 4 weeks, time: '09:00' }, order: [di]", "2025-12-27T09:00:00Z");
        assert!(now.is_empty() && next[0].starts_with("di 01-05 09:00"), "{now:?} {next:?}");
    }

    #[test]
    fn a_turn_goes_on_behind_turns_of_others() {
        let override_ = "overrides: [{ from: 2026-01-13 18:00, until: 2026-01-14 09:00, who: di, replaces: bo }]";
        let rota =
            format!("handover: {{ time: '09:00' }}, order: [[ana, bo], [ana, cy]], until: 2026-01-16, {override_}");
        let [now, next] = turn(&rota, "2026-01-13T12:00:00Z");
        assert_eq!(now, ["bo 01-13 09:00 01-13 18:00", "ana 01-13 09:00 01-16 09:00"]);
        assert_eq!(next, ["di 01-13 18:00 01-14 09:00"]);
        let rota =
            "handover: { day: mon, time: '09:00' }, order: [[ana, bo], [ana, cy]], on_absence: gap, until: 2026-01-19";
        let [now, next] = turn(rota, "2026-01-06T12:00:00Z");
        assert_eq!(
            (now, next),
            (vec!["ana 01-05 09:00 01-19 09:00".into()], vec!["bo 01-08 00:00 01-09 00:00".into()])
        );
    }

    #[test]
    fn a_turn_of_a_temporary_rule_begins_at_its_hand_over() {
        let temporary = "temporary: [{ from: 2026-01-12, until: 2026-02-02, order: [cy, di] }]";
        let rota = format!("handover: {{ day: mon, time: '09:00' }}, order: [bo], {temporary}");
        let [now, next] = turn(&rota, "2026-01-26T08:00:00Z");
        assert_eq!((now, next), (vec!["di 01-19 09:00 01-26 09:00".into()], vec!["cy 01-26 09:00 02-02 09:00".into()]));
    }

    #[test]
    fn an_override_of_months_has_its_own_start_and_end() {
        let override_ = "overrides: [{ from: 2026-01-12 09:00, until: 2026-03-30 09:00, who: di, replaces: cy }]";
        let rota = format!("handover: {{ time: '09:00' }}, order: [[cy, ana], [cy, bo]], {override_}");
        for at in ["2026-01-13T12:00:00Z", "2026-03-29T12:00:00Z"] {
            let [now, _] = turn(&rota, at);
            assert_eq!((&now[0][..], now.len()), ("di 01-12 09:00 03-30 09:00", 2), "{at}");
        }
    }

    /// Two business days a week, and a worked one.
    #[test]
    fn a_turn_of_a_hundred_business_days_ends_after_them() {
        let [now, _] =
            turn("handover: { every: 100 business days, time: '09:00' }, order: [di, cy]", "2026-01-06T12:00:00Z");
        assert_eq!(now, ["di 01-05 09:00 12-15 09:00"]);
    }

    /// It has hours, but the week has none there, by which turns are counted.
    #[test]
    fn a_worked_day_belongs_to_the_turn_before_it() {
        let matrix = matrix("cover: business-hours, handover: { every: 1h, time: '00:00' }, order: [di, cy, ana]");
        let within = ["2026-01-10T00:00:00Z", "2026-01-11T00:00:00Z"].map(|at| at.parse().unwrap());
        let shifts = matrix.shifts_of(&matrix.rotas[0], Interval { from: within[0], until: within[1] });
        let [last] = shifts.as_slice() else { panic!("{shifts:?}") };
        assert_eq!(
            (said(&matrix, last), last.turn.to_string()),
            ("di 01-10 09:00 01-10 17:00".into(), "2026-01-06T16:00:00Z".into())
        );
    }
}
