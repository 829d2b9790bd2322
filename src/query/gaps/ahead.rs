//! Hours outside business hours that parties cover, where they go by different calendars or a rota has hours of its own.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::OtherHours;
use crate::matrix::{CalendarId, Cover, Interval, Matrix, PartyId, RotaCover, SystemId, clock};

/// The most sources whose hours are cached. A year of one takes 20 KB.
const CACHED: usize = 1_000;

/// The hours of parties in the year ahead. Many parties have the same hours, so each kind and each group is computed once.
pub(crate) struct Ahead<'m> {
    pub(super) matrix: &'m Matrix,
    year: Option<Interval>,
    hours: HashMap<Source, Vec<Interval>>,
    known: HashMap<(CalendarId, Vec<Source>), OtherHours>,
}

/// What decides the hours of a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Source {
    Cover(Cover, CalendarId),
    Rotas(PartyId),
}

impl<'m> Ahead<'m> {
    /// `None` for `today` leaves hours unknown.
    pub(crate) fn new(matrix: &'m Matrix, today: Option<Date>) -> Self {
        let year = today.and_then(|today| Interval::year_from(today, &TimeZone::UTC));
        Self { matrix, year, hours: HashMap::new(), known: HashMap::new() }
    }

    /// Which of the hours outside the business hours of a system some parties cover. `None` if all go by the calendar of the
    /// system, or it has none: then the names of their covers say it.
    pub(super) fn other_hours(&mut self, system: SystemId, parties: &[PartyId]) -> Option<OtherHours> {
        let calendar = self.matrix.calendar_of_system(Some(system))?;
        let mut sources: Vec<Source> = parties.iter().filter_map(|party| self.source(*party)).collect();
        let year = self.year.filter(|_| sources.iter().any(|source| self.differs(*source, calendar)))?;
        sources.sort_unstable();
        sources.dedup();
        if let Some(known) = self.known.get(&(calendar, sources.clone())) {
            return Some(*known);
        }
        let closed = self.hours(Source::Cover(Cover::OffHours, calendar), year).to_vec();
        let covered: Vec<Interval> = sources.iter().flat_map(|source| self.hours(*source, year).to_vec()).collect();
        let left = clock::left_by(&closed, covered);
        let found = match left.is_empty() {
            true => OtherHours::Covered,
            false if left == closed => OtherHours::BusinessHours,
            false => OtherHours::Partly,
        };
        self.known.insert((calendar, sources), found);
        Some(found)
    }

    /// Whether a source goes by another calendar, or has a rota with hours of its own.
    fn differs(&self, source: Source, calendar: CalendarId) -> bool {
        match source {
            Source::Cover(_, own) => own != calendar,
            Source::Rotas(party) => {
                let mut rotas = self.matrix.calling_rotas(party);
                rotas.any(|rota| rota.calendar != calendar || rota.hours.cover() == RotaCover::Weekly)
            }
        }
    }

    /// `None` if the matrix doesn't say.
    fn source(&self, party: PartyId) -> Option<Source> {
        if self.matrix.calling_rotas(party).next().is_some() {
            return Some(Source::Rotas(party));
        }
        Some(Source::Cover(self.matrix.cover_of(party)?, self.matrix.calendar_of_party(party)?))
    }

    fn hours(&mut self, source: Source, year: Interval) -> &[Interval] {
        if self.hours.len() >= CACHED {
            self.hours.clear();
        }
        self.hours.entry(source).or_insert_with(|| match source {
            Source::Cover(cover, calendar) => self.matrix.hours_of_cover(cover, calendar, year),
            Source::Rotas(party) => self.matrix.stated_hours(party, year),
        })
    }
}
