//! The moment of a question about several systems, computed once per calendar.

use std::collections::HashMap;

use jiff::civil::Date;

use super::{Clock, Moment, Now, PartyNow, party_now};
use crate::matrix::{CalendarId, Matrix, PartyId, SystemId};
use crate::query::{Caveats, Code, Unanswered};

/// The moment that is asked about.
#[derive(Debug)]
pub(crate) struct Present<'m> {
    matrix: &'m Matrix,
    clock: &'m Clock,
    moments: HashMap<Option<CalendarId>, Option<Moment<'m>>>,
    parties: HashMap<(Option<CalendarId>, PartyId), PartyNow>,
}

impl<'m> Present<'m> {
    pub(crate) fn new(matrix: &'m Matrix, clock: &'m Clock) -> Self {
        Self { matrix, clock, moments: HashMap::new(), parties: HashMap::new() }
    }

    /// The moment by the calendar of a system, and some parties at it. `None` where no calendar and no typed time of day
    /// makes it matter.
    pub(crate) fn of(
        &mut self,
        system: Option<SystemId>,
        parties: impl IntoIterator<Item = PartyId>,
    ) -> Result<Option<Now>, Unanswered> {
        let calendar = self.matrix.calendar_of_system(system);
        if !self.moments.contains_key(&calendar) {
            let moment = Moment::new(self.matrix, system, self.clock)?;
            self.moments.insert(calendar, moment);
        }
        let Some(Some(moment)) = self.moments.get(&calendar) else { return Ok(None) };
        let mut now = moment.now(self.matrix, []);
        for id in parties {
            let party = self.parties.entry((calendar, id)).or_insert_with(|| party_now(self.matrix, id, moment));
            if now.of(&party.id).is_none() {
                now.parties.push(party.clone());
            }
        }
        Ok(Some(now))
    }

    /// Today's date by the calendar of a system; `None` where no last day, absence, or confirmation that ends makes it matter.
    pub(crate) fn today(&self, system: SystemId) -> Result<Option<Date>, Unanswered> {
        let of = self.matrix.system(system);
        let ends = of.areas.iter().flat_map(|area| &area.assignments).any(|cell| cell.until().is_some());
        let ends = ends || self.matrix.owners(system).iter().any(|(_, ownership)| ownership.until.is_some());
        let ends = ends || self.matrix.has_absences();
        let ends = ends || of.has_reviewed() && self.matrix.holds(Some(system)).is_some();
        ends.then(|| self.clock.today_of(Some(system), self.matrix)).transpose()
    }

    /// The clock of the asker.
    pub(crate) fn clock(&self) -> &'m Clock {
        self.clock
    }
}

impl Caveats {
    /// What is to be said of a moment: that no calendar tells which hours it is.
    pub(crate) fn moment(&mut self, now: Option<&Now>) {
        if now.is_some_and(|now| now.calendar.is_none()) {
            let message = "no calendar: business hours are unknown";
            self.add(Code::NoCalendar, message, None);
        }
    }
}
