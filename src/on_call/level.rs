//! Whom a level calls at an instant: a party, or the people of one of its rotas.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::{DAYS_AHEAD, Layer, Plan, Reach, Shift, Turn};
use crate::matrix::{
    Contact, Cover, Interval, LevelContact, Matrix, PartyId, PartyKind, Rota, RotaCall, RotaCover, clock,
};

/// Examine at most so many times at which the next people of a rota may change.
const CHANGES: usize = 300;

impl Matrix {
    /// The cover of a level's contact: as the level says, or else that of its rota or party.
    pub(crate) fn cover_at_level(&self, contact: &LevelContact) -> Option<Cover> {
        let own = || match contact.rota {
            Some(call) => of_rota(self.rota(call.rota)),
            None => self.stated_cover(contact.party),
        };
        contact.cover.or_else(own)
    }

    /// Checks whether a level's contact can be reached at an instant.
    pub(crate) fn reach_at_level(&self, contact: &LevelContact, at: Timestamp) -> Reach {
        match contact.rota {
            Some(call) => self.reach_by_rota(call, at),
            None if self.has_own_address(contact) => self.reach_by_cover(contact.party, contact.cover, at),
            None => self.reach(contact.party, contact.cover, at),
        }
    }

    /// When a level's contact can't be reached, in order. `None` if that isn't known.
    pub(crate) fn unreached_at_level(&self, contact: &LevelContact, within: Interval) -> Option<Vec<Interval>> {
        match contact.rota {
            Some(call) if call.next => self.without_next(call, within),
            Some(call) => Some(self.without_anyone(call, within)),
            None if self.has_own_address(contact) => self.unreached_by_cover(contact.party, contact.cover, within),
            None => self.unreached(contact.party, contact.cover, within),
        }
    }

    /// Checks whether a level gives a role without a rota an address, which isn't that of a holder.
    fn has_own_address(&self, contact: &LevelContact) -> bool {
        let is_role = self.party(contact.party).role().is_some() && self.rotas_of(contact.party).next().is_none();
        is_role && contact.contacts.iter().any(|address| !address.is_placeholder())
    }

    fn reach_by_rota(&self, call: RotaCall, at: Timestamp) -> Reach {
        let turn = self.called_turn(call, at);
        let called = if call.next { &turn.next } else { &turn.now };
        if !called.is_empty() {
            return Reach::Covered;
        }
        let next = if call.next { self.turn(self.rota(call.rota), at).next } else { turn.next };
        Reach::NotCovered { next: next.first().map(|shift| shift.when.from) }
    }

    /// Who is called by a rota at an instant: those on call, or its fallback if no rota of the party has anyone. For the next
    /// people nobody is on call, and they are next.
    pub(crate) fn called_turn(&self, call: RotaCall, at: Timestamp) -> Turn<'_> {
        let rota = self.rota(call.rota);
        if call.next {
            return Turn { now: Vec::new(), next: self.following(rota, at) };
        }
        let mut turn = self.turn(rota, at);
        if turn.now.is_empty() && !rota.fallback.is_empty() {
            let others: Vec<_> = self.turns_of(rota.party, at).map(|(_, turn)| turn).collect();
            let until = others.iter().flat_map(|turn| &turn.next).map(|next| next.when.from).min();
            let hole = Interval::new(at, until.unwrap_or(Timestamp::MAX));
            if let Some(hole) = hole.filter(|_| others.iter().all(|other| other.now.is_empty())) {
                let fallback = Plan::new(self, hole).fallback(rota, &[hole]);
                let (now, later): (Vec<_>, Vec<_>) = fallback.into_iter().partition(|shift| shift.when.contains(at));
                turn.now = now;
                let back = later.iter().map(|shift| shift.when.from).min().filter(|_| turn.now.is_empty());
                if let Some(back) = back {
                    turn.next = later.into_iter().filter(|shift| shift.when.from == back).collect();
                }
            }
        }
        turn
    }

    /// The people of the first later turn of a rota who neither are on call at an instant nor away, nor replaced then. Nobody
    /// if nobody is on call.
    fn following<'m>(&'m self, rota: &'m Rota, at: Timestamp) -> Vec<Shift<'m>> {
        let mut replaced = None;
        for days in DAYS_AHEAD {
            let ahead = at.saturating_add(SignedDuration::from_hours(i64::from(days) * 24)).unwrap_or(Timestamp::MAX);
            let shifts = Interval::new(at, ahead).map(|within| self.whole_shifts(rota, within)).unwrap_or_default();
            let (now, mut later): (Vec<_>, Vec<_>) = shifts.into_iter().partition(|shift| shift.when.contains(at));
            if now.is_empty() {
                return Vec::new();
            }
            let replaced = replaced.get_or_insert_with(|| self.replaced(rota, &now, at));
            later.retain(|shift| {
                let is_called =
                    now.iter().any(|now| now.person() == shift.person()) || replaced.contains(&shift.person());
                !is_called && !self.is_away(shift.person(), &self.calendar(rota.calendar).zone, at)
            });
            if let Some(first) = later.first().map(|shift| shift.when.from) {
                later.retain(|shift| shift.when.from == first);
                return later;
            }
            if !self.may_call_others(rota, ahead) {
                break;
            }
        }
        Vec::new()
    }

    /// Whose turns overrides take at an instant.
    fn replaced(&self, rota: &Rota, now: &[Shift<'_>], at: Timestamp) -> Vec<PartyId> {
        let moment = moment(at).filter(|_| now.iter().any(|shift| shift.layer == Layer::Override));
        let by_rule = Rota { overrides: Vec::new(), ..rota.clone() };
        let shifts = moment.map(|moment| self.whole_shifts(&by_rule, moment)).unwrap_or_default();
        shifts.iter().map(Shift::person).collect()
    }

    /// When a rota has nobody, nor its fallback.
    fn without_anyone(&self, call: RotaCall, within: Interval) -> Vec<Interval> {
        let rota = self.rota(call.rota);
        let plan = Plan::new(self, within);
        let mut called: Vec<Interval> = plan.of_rota(rota).iter().map(|shift| shift.when).collect();
        if !rota.fallback.is_empty() {
            let all = self.calling_rotas(rota.party).flat_map(|rota| plan.of_rota(rota)).map(|shift| shift.when);
            let holes = clock::left_by(&[within], all);
            called.extend(plan.fallback(rota, &holes).iter().map(|shift| shift.when));
        }
        clock::left_by(&[within], called)
    }

    /// When a rota has nobody to follow. `None` if its people change too often to tell.
    fn without_next(&self, call: RotaCall, within: Interval) -> Option<Vec<Interval>> {
        let rota = self.rota(call.rota);
        let zone = &self.calendar(rota.calendar).zone;
        let shifts = self.whole_shifts(rota, within);
        let away = rota.members().into_iter().flat_map(|(member, _)| self.away(member, zone, within));
        let changes = shifts.iter().map(|shift| shift.when).chain(away).flat_map(|when| [when.from, when.until]);
        let changes = changes.filter(|change| within.contains(*change)).chain([within.from, within.until]).collect();
        let pieces: Vec<Interval> = clock::between(&changes).collect();
        let open = |piece: &Interval| self.following(rota, piece.from).is_empty();
        (pieces.len() <= CHANGES).then(|| clock::union(pieces.into_iter().filter(open)))
    }

    /// When a person without a rota is away, or everyone who holds a role without an address of its own.
    pub(super) fn absences(&self, party: PartyId, within: Interval) -> Vec<Interval> {
        let is_away = match &self.party(party).kind {
            PartyKind::Person(away) => !away.is_empty(),
            PartyKind::Role(_) => self.party(party).contacts.iter().all(Contact::is_placeholder),
            _ => false,
        };
        let zone = || self.calendar_of_party(party).map_or(TimeZone::UTC, |id| self.calendar(id).zone.clone());
        if is_away { self.away(party, &zone(), within) } else { Vec::new() }
    }

    /// The [absence](Self::absences) at an instant.
    pub(super) fn moment_of_absence(&self, party: PartyId, at: Timestamp) -> Option<Interval> {
        let away = Interval::new(at, Timestamp::MAX).map(|ahead| self.absences(party, ahead));
        away.unwrap_or_default().into_iter().find(|away| away.contains(at))
    }

    fn is_away(&self, party: PartyId, zone: &TimeZone, at: Timestamp) -> bool {
        moment(at).is_some_and(|moment| !self.away(party, zone, moment).is_empty())
    }
}

fn moment(at: Timestamp) -> Option<Interval> {
    Interval::new(at, at.saturating_add(SignedDuration::from_secs(1)).ok()?)
}

/// The cover of a rota, with its fallback in all other hours; `None` if it has hours of its own.
pub(super) fn of_rota(rota: &Rota) -> Option<Cover> {
    match rota.hours.cover() {
        _ if !rota.fallback.is_empty() => Some(Cover::AroundTheClock),
        RotaCover::AroundTheClock => Some(Cover::AroundTheClock),
        RotaCover::BusinessHours => Some(Cover::BusinessHours),
        RotaCover::OffHours => Some(Cover::OffHours),
        RotaCover::Weekly => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MATRIX: &str = "version: 1
calendar: { time_zone: Europe/Berlin, business_hours: { days: mon-fri, from: '09:00', until: '17:00' } }
people:
  ana: { name: Ana }
  bo: { name: Bo, away: [{ from: 2026-12-02, until: 2026-12-02 }] }
  cy: { name: Cy, away: [{ from: 2026-12-03, until: 2026-12-03 }] }
  di: { name: Di }
roles: { lead: { name: Lead, held_by: cy }, chief: { name: Chief } }
teams: { web: { name: Web }, ops: { name: Ops }, alone: { name: Alone } }
rotas:
  web: { for: web, cover: business-hours, handover: { time: '09:00' }, order: [ana, bo], on_absence: gap, fallback: cy,
         start: 2026-11-30, until: 2026-12-04 20:00 }
  late: { for: web, kind: secondary, hours: { days: wed, from: '19:00', until: '21:00' }, handover: { time: '09:00' },
          order: [di], fallback: [ana, bo], start: 2026-11-30 }
  ops: { for: ops, handover: { time: '09:00' }, order: [ana, bo, cy], start: 2026-11-30,
         overrides: [{ from: 2026-12-04 12:00, until: 2026-12-05 12:00, who: di }] }
  alone: { for: alone, handover: { time: '09:00' }, order: [ana], start: 2026-11-30 }
  chief: { for: chief, cover: business-hours, handover: { time: '09:00' }, order: [ana], start: 2026-11-30 }
escalation:
  default:
    levels:
      - name: All
        window: { from: 0m }
        contacts:
          - rota: web
          - rota: late
          - next: ops
          - next: web
          - { party: web, for: [ops] }
          - rota: alone
          - next: alone
          - { party: lead, phone: +49 40 66969 199 }
          - { party: cy, phone: +49 40 66969 199 }
          - { party: chief, phone: +49 40 66969 199 }
          - { party: lead, phone: +49-XX, for: [web] }
          - { party: lead, phone: +49 40 66969 199, cover: 24/7, for: [ops] }
";

    /// A matrix, and a week of it.
    fn matrix() -> (Matrix, Interval) {
        let matrix = crate::source::from_texts([("m.yaml".to_owned(), MATRIX.to_owned())]).unwrap();
        let [from, until] = ["2026-11-30T12:00:00Z", "2026-12-07T12:00:00Z"].map(|at| at.parse().unwrap());
        (matrix, Interval { from, until })
    }

    fn hours(within: Interval) -> impl Iterator<Item = Timestamp> {
        (0..)
            .map(move |number| within.from + SignedDuration::from_hours(number))
            .take_while(move |at| within.contains(*at))
    }

    /// Both say the same of every hour, for each way to name a contact.
    #[test]
    fn stretches_without_a_contact_are_those_of_each_instant() {
        let (matrix, within) = matrix();
        for (number, contact) in matrix.policies[0].levels[0].contacts.iter().enumerate() {
            let unreached = matrix.unreached_at_level(contact, within).unwrap_or_default();
            for at in hours(within) {
                let is_open = matches!(matrix.reach_at_level(contact, at), Reach::NotCovered { .. });
                assert_eq!(unreached.iter().any(|open| open.contains(at)), is_open, "contact {number} at {at}");
            }
        }
    }

    /// Who is called by a rota, or who is next, and from when, in UTC.
    fn called(name: &str, next: bool) -> Vec<String> {
        let (matrix, within) = matrix();
        let rota = matrix.rotas.iter().position(|rota| rota.id == name).unwrap();
        let call = RotaCall { rota: crate::matrix::RotaId(u32::try_from(rota).unwrap()), next };
        let mut lines: Vec<(String, String)> = Vec::new();
        for at in hours(within) {
            let turn = matrix.called_turn(call, at);
            let who = if next { turn.next } else { turn.now };
            let who: Vec<&str> = who.iter().map(|shift| matrix.party(shift.who).id.as_str()).collect();
            if lines.last().is_none_or(|(_, before)| *before != who.join(", ")) {
                lines.push((at.strftime("%a %H:%M").to_string(), who.join(", ")));
            }
        }
        lines.into_iter().map(|(at, who)| format!("{at} {who}")).collect()
    }

    #[test]
    fn a_fallback_is_called_where_no_rota_of_the_party_has_anyone_and_until_its_own_ends() {
        let expected = [
            "Mon 12:00 ana",
            "Mon 16:00 cy",
            "Tue 08:00 bo",
            "Tue 16:00 cy",
            "Wed 08:00 ana",
            "Wed 16:00 cy",
            "Wed 18:00 ",
            "Wed 20:00 cy",
            "Wed 23:00 ",
            "Thu 08:00 bo",
            "Thu 16:00 ",
            "Thu 23:00 cy",
            "Fri 08:00 ana",
            "Fri 16:00 cy",
            "Fri 19:00 ",
        ];
        assert_eq!(called("web", false), expected);
    }

    #[test]
    fn the_next_person_isnt_on_call_nor_away_and_no_override_takes_their_turn() {
        let expected = [
            "Mon 12:00 bo",
            "Tue 08:00 cy",
            "Tue 23:00 ana",
            "Wed 23:00 bo",
            "Fri 08:00 di",
            "Fri 11:00 cy",
            "Sat 08:00 ana",
            "Sun 08:00 bo",
            "Mon 08:00 cy",
        ];
        assert_eq!(called("ops", true), expected);
    }
}
