//! All rotas of a party: who is on call, when nobody is, and when several people are.

use jiff::{SignedDuration, Timestamp};

use super::{Plan, Shift, Turn, level};
use crate::matrix::{CalendarId, Cover, Interval, Matrix, PartyId, Place, Rota, RotaKind, SystemId, clock};

/// A time in which nobody is on call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Gap<'m> {
    pub when: Interval,
    /// Why, if an override says that nobody is to be on call.
    pub reason: Option<&'m str>,
}

/// A time in which two rotas of a party, or two exceptions of one rota, name somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Overlap {
    pub when: Interval,
    pub first: Place,
    pub second: Place,
}

/// Reachability of a party at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    Covered,
    NotCovered {
        /// The next instant at which it can be reached, if that is known.
        next: Option<Timestamp>,
    },
    /// The matrix doesn't say.
    Unknown,
}

impl Matrix {
    /// The calendar of a party: its own, that of the team that a role belongs to, or the default one.
    pub(crate) fn calendar_of_party(&self, id: PartyId) -> Option<CalendarId> {
        let party = self.party(id);
        let of_team = || party.team_of_role().and_then(|team| self.party(team).calendar);
        party.calendar.or_else(of_team).or_else(|| self.default_calendar())
    }

    /// The calendar for questions about a system: its own or that of a parent, then that of its escalation policy, then the
    /// default one.
    pub(crate) fn calendar_of_system(&self, system: Option<SystemId>) -> Option<CalendarId> {
        let own = system.and_then(|id| self.lineage(id).find_map(|id| self.system(id).calendar));
        let of_policy = || self.policy_of(system).and_then(|policy| policy.calendar);
        own.or_else(of_policy).or_else(|| self.default_calendar())
    }

    /// The cover that the matrix states for a party.
    pub(super) fn stated_cover(&self, party: PartyId) -> Option<Cover> {
        self.party(party).on_call().map(|on_call| on_call.cover)
    }

    /// The cover of a party: that of its rotas, or as stated. Hours of a rota's own may add any to business hours.
    pub(crate) fn cover_of(&self, party: PartyId) -> Option<Cover> {
        let both = |one: Cover, other: Cover| if one == other { one } else { Cover::AroundTheClock };
        // Nobody calls the people of a shadow rota, but its fallback.
        let is_called = |rota: &&Rota| rota.kind != RotaKind::Shadow || !rota.fallback.is_empty();
        let covers: Vec<Option<Cover>> = self.rotas_of(party).filter(is_called).map(level::of_rota).collect();
        let is_whole = |cover: &Cover| *cover != Cover::BusinessHours || covers.iter().all(Option::is_some);
        let cover = covers.iter().flatten().copied().reduce(both).filter(is_whole);
        cover.or_else(|| self.stated_cover(party))
    }

    /// The rotas of a party whose people are called, those that are called first before the others.
    pub(crate) fn calling_rotas(&self, party: PartyId) -> impl Iterator<Item = &Rota> {
        let of_kind = move |kind| self.rotas_of(party).filter(move |rota| rota.kind == kind);
        [RotaKind::Primary, RotaKind::Secondary].into_iter().flat_map(of_kind)
    }

    /// Who is on call at an instant by each rota of a party whose people are called.
    pub(crate) fn turns_of(&self, party: PartyId, at: Timestamp) -> impl Iterator<Item = (&Rota, Turn<'_>)> {
        self.calling_rotas(party).map(move |rota| (rota, self.turn(rota, at)))
    }

    /// Checks whether a party can be reached at an instant, from its rotas, or else from its cover and its calendar.
    /// `cover` replaces
    /// the party's own.
    pub(crate) fn reach(&self, party: PartyId, cover: Option<Cover>, at: Timestamp) -> Reach {
        if self.rotas_of(party).next().is_some() {
            return self.reach_by_rotas(party, at);
        }
        match self.moment_of_absence(party, at) {
            Some(away) => Reach::NotCovered { next: Some(away.until) },
            None => self.reach_by_cover(party, cover, at),
        }
    }

    /// As [`Self::reach`], whether somebody is away or not.
    pub(super) fn reach_by_cover(&self, party: PartyId, cover: Option<Cover>, at: Timestamp) -> Reach {
        let cover = cover.or_else(|| self.stated_cover(party));
        match (cover, self.calendar_of_party(party).map(|id| self.calendar(id))) {
            (Some(Cover::AroundTheClock), _) => Reach::Covered,
            (Some(cover), Some(calendar)) if calendar.standing(at).hours.are_covered(cover) => Reach::Covered,
            (Some(_), Some(calendar)) => Reach::NotCovered { next: calendar.next_change(at) },
            (_, None) | (None, _) => Reach::Unknown,
        }
    }

    fn reach_by_rotas(&self, party: PartyId, at: Timestamp) -> Reach {
        let turns: Vec<Turn<'_>> = self.turns_of(party, at).map(|(_, turn)| turn).collect();
        if turns.iter().any(|turn| !turn.now.is_empty()) {
            return Reach::Covered;
        }
        let next = turns.iter().flat_map(|turn| &turn.next).map(|shift| shift.when.from).min();
        let year = at.saturating_add(SignedDuration::from_hours(24 * 366)).unwrap_or(Timestamp::MAX);
        let hole = Interval::new(at, next.unwrap_or(year));
        let fallback = hole.map(|hole| self.fallback_of(party, hole)).unwrap_or_default();
        match fallback.iter().map(|(_, shift)| shift.when.from).min() {
            Some(from) if from <= at => Reach::Covered,
            from => Reach::NotCovered { next: from.or(next) },
        }
    }

    /// When a party can't be reached according to [`Self::reach`], in order. `None` if the matrix doesn't say.
    pub(crate) fn unreached(&self, party: PartyId, cover: Option<Cover>, within: Interval) -> Option<Vec<Interval>> {
        if self.rotas_of(party).next().is_some() {
            return Some(self.uncovered(party, within));
        }
        let away = self.absences(party, within);
        match self.unreached_by_cover(party, cover, within) {
            Some(closed) => Some(clock::union(closed.into_iter().chain(away))),
            None => Some(away).filter(|away| !away.is_empty()),
        }
    }

    /// As [`Self::unreached`], whether somebody is away or not.
    pub(super) fn unreached_by_cover(
        &self,
        party: PartyId,
        cover: Option<Cover>,
        within: Interval,
    ) -> Option<Vec<Interval>> {
        let cover = cover.or_else(|| self.stated_cover(party))?;
        let open = self.open(cover, self.calendar_of_party(party), within)?;
        Some(clock::left_by(&[within], open))
    }

    /// The hours that the rotas of a party cover. Absences and turns without anybody don't count.
    pub(crate) fn stated_hours(&self, party: PartyId, within: Interval) -> Vec<Interval> {
        let hours = |rota: &Rota| self.hours_of(rota, within).filter(|_| rota.fallback.is_empty());
        clock::union(self.calling_rotas(party).flat_map(|rota| hours(rota).unwrap_or_else(|| vec![within])))
    }

    /// The hours of a cover by a calendar.
    pub(crate) fn hours_of_cover(&self, cover: Cover, calendar: CalendarId, within: Interval) -> Vec<Interval> {
        let calendar = self.calendar(calendar);
        match cover {
            Cover::AroundTheClock => vec![within],
            Cover::BusinessHours => calendar.business_hours_within(within),
            Cover::OffHours => calendar.off_hours_within(within),
        }
    }

    /// The hours of a cover; `None` if no calendar says which they are.
    fn open(&self, cover: Cover, calendar: Option<CalendarId>, within: Interval) -> Option<Vec<Interval>> {
        match cover {
            Cover::AroundTheClock => Some(vec![within]),
            _ => Some(self.hours_of_cover(cover, calendar?, within)),
        }
    }

    /// When no rota of a party has anyone, nor its fallback.
    pub(super) fn uncovered(&self, party: PartyId, within: Interval) -> Vec<Interval> {
        let shifts = Plan::new(self, within).of_party(party);
        clock::left_by(&[within], shifts.iter().map(|shift| shift.when))
    }

    /// When nobody is on call in the hours that a party with rotas must cover: those of its cover, or else all hours.
    pub(crate) fn gaps_of(&self, party: PartyId, within: Interval) -> Vec<Gap<'_>> {
        if self.calling_rotas(party).next().is_none() {
            return Vec::new();
        }
        let cover = self.party(party).on_call().map_or(Cover::AroundTheClock, |on_call| on_call.cover);
        let open = self.open(cover, self.calendar_of_party(party), within).unwrap_or_else(|| vec![within]);
        let uncovered = self.uncovered(party, within);
        let gaps: Vec<Interval> = open.into_iter().flat_map(|open| clock::both(open, &uncovered)).collect();
        let nobody = self.rotas_of(party).flat_map(|rota| &rota.overrides).filter(|of| of.who.is_empty());
        let mut all = Vec::new();
        let mut closed = Vec::new();
        for of in nobody {
            let wanted = clock::both(of.when, &gaps);
            all.extend(wanted.iter().map(|when| Gap { when: *when, reason: of.reason.as_deref() }));
            closed.extend(wanted);
        }
        all.extend(clock::left_by(&gaps, closed).into_iter().map(|when| Gap { when, reason: None }));
        all.sort_by_key(|gap| gap.when);
        all
    }

    /// When two rotas of a party have somebody on call, in order.
    pub(crate) fn overlaps_of(&self, party: PartyId, within: Interval) -> Vec<Overlap> {
        let mut overlaps = Vec::new();
        for kind in RotaKind::ALL {
            let rotas = self.rotas_of(party).filter(|rota| rota.kind == kind);
            let turns =
                rotas.flat_map(|rota| self.shifts_of(rota, within).into_iter().map(|shift| (shift.when, rota.place)));
            overlaps.extend(self::overlaps(turns.collect()));
        }
        overlaps.sort_by_key(|overlap| overlap.when);
        overlaps
    }

    /// When two exceptions of one rota of a party name somebody, of which the later one wins; in order.
    pub(crate) fn exceptions_twice(&self, party: PartyId, within: Interval) -> Vec<Overlap> {
        let mut overlaps = Vec::new();
        for rota in self.rotas_of(party) {
            let inside = |(when, place): (Interval, Place)| Some((when.and(within)?, place));
            // Two overrides may replace two people of one shift. One whose people are away doesn't apply.
            let whole = rota.overrides.iter().filter(|of| of.replaces.is_none() && !of.who.is_empty());
            let zone = &self.calendar(rota.calendar).zone;
            let overrides = whole.filter_map(|of| inside((of.when, of.place)).map(|(when, place)| (of, when, place)));
            let there = overrides.flat_map(|(of, when, place)| {
                let away = self.all_away(&of.who, zone, when);
                clock::left_by(&[when], away).into_iter().map(move |when| (when, place))
            });
            let temporary = rota.temporary.iter().map(|temporary| (temporary.when, temporary.place));
            overlaps.extend(self::overlaps(there.collect()));
            overlaps.extend(self::overlaps(temporary.filter_map(inside).collect()));
        }
        overlaps.sort_by_key(|overlap| overlap.when);
        overlaps
    }
}

impl<'m> Plan<'m> {
    /// The shifts of a party: those of a secondary rota where no primary one has anyone, and the fallback where none has.
    pub(super) fn roster(&self, party: PartyId) -> Vec<Shift<'m>> {
        let mut shifts: Vec<Shift<'m>> = Vec::new();
        for kind in [RotaKind::Primary, RotaKind::Secondary] {
            let holes = clock::left_by(&[self.within], shifts.iter().map(|shift| shift.when));
            let rotas = self.matrix.rotas_of(party).filter(|rota| rota.kind == kind);
            for shift in rotas.flat_map(|rota| self.of_rota(rota)) {
                shifts.extend(clock::both(shift.when, &holes).into_iter().map(|when| Shift { when, ..shift }));
            }
        }
        let holes = clock::left_by(&[self.within], shifts.iter().map(|shift| shift.when));
        shifts.extend(self.fallbacks(party, holes).into_iter().map(|(_, shift)| shift));
        shifts.sort_by_key(|shift| shift.when);
        shifts
    }
}

/// When two of some intervals overlap that have different places, joined while the places stay the same. Of several at once
/// only two are named.
fn overlaps(mut turns: Vec<(Interval, Place)>) -> Vec<Overlap> {
    turns.sort_unstable();
    let mut overlaps: Vec<Overlap> = Vec::new();
    let mut longest: Option<(Interval, Place)> = None;
    for (turn, place) in turns {
        let other = longest.filter(|(_, other)| *other != place);
        if let Some((when, other)) = other.and_then(|(longest, other)| Some((longest.and(turn)?, other))) {
            let (first, second) = (place.min(other), place.max(other));
            let last = overlaps.last_mut().filter(|last| (last.first, last.second) == (first, second));
            match last.filter(|last| last.when.until >= when.from) {
                Some(last) => last.when.until = last.when.until.max(when.until),
                None => overlaps.push(Overlap { when, first, second }),
            }
        }
        if longest.is_none_or(|(longest, _)| longest.until < turn.until) {
            longest = Some((turn, place));
        }
    }
    overlaps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(text: &str) -> Matrix {
        crate::source::from_texts([("m.yaml".to_owned(), format!("version: 1\n{text}"))]).unwrap()
    }

    #[test]
    fn only_the_default_calendar_counts_for_a_party_without_one() {
        let calendar = |id: &str| {
            let matrix = matrix(&format!(
                "teams: {{ web: {{ name: Web }} }}\nsystems: {{ shop: {{ name: Shop }} }}\ncalendars: {{ {id}: {{ time_zone: UTC }} }}\n"
            ));
            [matrix.calendar_of_party(PartyId(0)), matrix.calendar_of_system(Some(SystemId(0)))]
        };
        assert_eq!(calendar("boston"), [None; 2]);
        assert_eq!(calendar("default"), [Some(CalendarId(0)); 2]);
    }

    #[test]
    fn a_fallback_covers_the_hours_that_its_rota_leaves() {
        let matrix = matrix(
            "calendar: { time_zone: UTC }\nteams: { web: { name: Web } }\npeople: { ana: { name: Ana } }\nrotas:
  one: { for: web, cover: business-hours, handover: { time: '09:00' }, order: [ana], start: 2026-01-05, fallback: ana }\n",
        );
        assert_eq!(matrix.cover_of(PartyId(0)), Some(Cover::AroundTheClock));
    }

    #[test]
    fn rotas_give_their_party_the_hours_of_all_that_call() {
        let business =
            "one: { for: web, cover: business-hours, handover: { time: '09:00' }, order: [ana], start: 2026-01-05 }";
        for (other, expected) in [
            ("cover: business-hours", Some(Cover::BusinessHours)),
            ("cover: off-hours", Some(Cover::AroundTheClock)),
            ("kind: shadow, fallback: ana", Some(Cover::AroundTheClock)),
            ("kind: shadow", Some(Cover::BusinessHours)),
            ("hours: { days: mon-sun, from: '17:00', until: '09:00' }", None),
        ] {
            let matrix = matrix(&format!(
                "calendar: {{ time_zone: UTC }}\nteams: {{ web: {{ name: Web }} }}\npeople: {{ ana: {{ name: Ana }} }}\nrotas:
  {business}\n  two: {{ for: web, {other}, handover: {{ time: '09:00' }}, order: [ana], start: 2026-01-05 }}\n"
            ));
            assert_eq!(matrix.cover_of(PartyId(0)), expected, "{other}");
        }
    }

    /// From and until in minutes, and a line of the source.
    fn overlaps_of(turns: &[(i64, i64, u32)]) -> Vec<(i64, i64, u32, u32)> {
        let at = |minute: i64| Timestamp::from_second(60 * minute).unwrap();
        let place = |line: u32| Place { line, ..Place::default() };
        let turns =
            turns.iter().map(|(from, until, line)| (Interval { from: at(*from), until: at(*until) }, place(*line)));
        let found = overlaps(turns.collect()).into_iter().map(|overlap| {
            let [from, until] = [overlap.when.from, overlap.when.until].map(|at| at.as_second() / 60);
            (from, until, overlap.first.line, overlap.second.line)
        });
        found.collect()
    }

    #[test]
    fn overlaps_of_the_same_two_are_joined_and_those_of_others_are_not() {
        assert_eq!(overlaps_of(&[(0, 10, 1), (10, 20, 1), (5, 15, 2)]), [(5, 15, 1, 2)]);
        assert_eq!(overlaps_of(&[(0, 10, 1), (5, 8, 2), (8, 12, 3)]), [(5, 8, 1, 2), (8, 10, 1, 3)]);
        assert_eq!(overlaps_of(&[(0, 10, 1), (5, 7, 2), (8, 12, 2)]), [(5, 7, 1, 2), (8, 10, 1, 2)]);
    }
}
