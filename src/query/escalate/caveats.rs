//! What a careful colleague adds to an escalation path.

use super::{Asked, Hours, cover};
use crate::matrix::{Cover, Duration, Level, LevelContact, PartyId, Responsibility};
use crate::query::card;
use crate::query::caveat::{Caveats, Code};

impl<'m> Asked<'m> {
    /// The caveats of some levels. What is over needs none: with an elapsed time, only the levels from then on count.
    pub(super) fn caveats(&self, levels: &[&'m Level]) -> Caveats {
        let mut caveats = Caveats::default();
        if let Some(system) = self.system {
            caveats.system(self.matrix, system);
        }
        let coming = |level: &Level| self.elapsed.is_none_or(|at| level.window.until.is_none_or(|until| at < until));
        let levels: Vec<&Level> = levels.iter().copied().filter(|level| coming(level)).collect();
        self.no_active_level(&mut caveats);
        self.row(&mut caveats);
        self.uncovered(&levels, &mut caveats);
        self.response(&levels, &mut caveats);
        self.unassigned(&levels, &mut caveats);
        self.no_contact(&levels, &mut caveats);
        self.parties(&levels, &mut caveats);
        caveats
    }

    /// For whom the path is asked, in words.
    fn whom(&self) -> String {
        match (self.system, self.area) {
            (Some(system), Some(area)) => format!("{}, {}", self.matrix.system(system).name, area.name),
            (Some(system), None) => self.matrix.system(system).name.clone(),
            _ => "anybody".to_owned(),
        }
    }

    fn no_active_level(&self, caveats: &mut Caveats) {
        let Some(elapsed) = self.elapsed else { return };
        if self.policy.levels.iter().any(|level| level.window.contains(elapsed)) {
            return;
        }
        let next = self.policy.levels.iter().find(|level| level.window.from > elapsed);
        let next = next.map_or("no later one begins".to_owned(), |level| {
            format!("the next is level {}, from {}", level.number, level.window.from)
        });
        caveats.add(Code::NoActiveLevel, format!("no level is active at {elapsed}; {next}"), Some(self.place()));
    }

    /// What is to be said of the row's fourth column.
    fn row(&self, caveats: &mut Caveats) {
        let Some(area) = self.area else { return };
        let at = Some(card::at(self.matrix, area.place));
        let names = |of| {
            let names: Vec<&str> = area.parties(of).map(|party| self.matrix.party(party).name.as_str()).collect();
            names.join(", ")
        };
        if names(Responsibility::Escalation).is_empty() {
            let approval = names(Responsibility::Approval);
            let none = format!("the row of {} names no escalation contact", self.whom());
            if approval.is_empty() {
                caveats.add(Code::NamesNobody, none, at.clone());
            } else {
                let message = format!("{none}; its approval, {approval}, isn't one");
                caveats.add(Code::EscalationIsNotApproval, message, at.clone());
            }
        }
        for party in area.parties(Responsibility::Escalation) {
            self.skips(party, at.clone(), caveats);
        }
    }

    /// The row's escalation contact may stand above the level that comes next.
    fn skips(&self, party: PartyId, at: Option<card::At>, caveats: &mut Caveats) {
        let stands = |level: &&Level| level.contacts.iter().any(|contact| contact.party == party);
        let Some(level) = self.policy.levels.iter().find(stands) else { return };
        if level.number > 2 {
            let skipped: Vec<String> = (2..level.number).map(|number| number.to_string()).collect();
            let name = &self.matrix.party(party).name;
            let plural = if skipped.len() == 1 { "" } else { "s" };
            let message = format!(
                "the row's escalation contact, {name}, stands at level {}: past level{plural} {}",
                level.number,
                skipped.join(" and ")
            );
            caveats.add(Code::EscalationSkipsLevels, message, at);
        }
    }

    /// The first level at which somebody is concerned, and none of them can be reached at these hours.
    fn uncovered(&self, levels: &[&Level], caveats: &mut Caveats) {
        let Some(hours) = self.hours else { return };
        let concerned = |level: &'m Level| level.contacts.iter().filter(|contact| self.concern.is_assigned(contact));
        let Some(level) = self.policy.levels.iter().find(|level| concerned(level).next().is_some()) else { return };
        let reached = |contact: &LevelContact| cover(self.matrix, contact).is_none_or(|cover| hours.are_covered(cover));
        if !levels.iter().any(|shown| shown.number == level.number) || concerned(level).any(reached) {
            return;
        }
        let later = self.policy.levels.iter().filter(|later| later.number > level.number);
        let mut next = later.flat_map(|later| concerned(later).map(move |contact| (later, contact)));
        let next = next.find(|(_, contact)| reached(contact)).map_or(
            "nobody later is named".to_owned(),
            |(later, contact)| {
                format!("next in the matrix is level {}, {}", later.number, self.matrix.party(contact.party).name)
            },
        );
        let names: Vec<&str> = concerned(level).map(|contact| self.matrix.party(contact.party).name.as_str()).collect();
        let message = format!(
            "outside business hours nobody at level {} is on call for {} ({} in business hours only); {next}",
            level.number,
            self.whom(),
            names.join(", ")
        );
        caveats.add(Code::NobodyOnCall, message, Some(card::at(self.matrix, level.place)));
    }

    /// Response times: against the hours, the level's window, and the service level.
    fn response(&self, levels: &[&Level], caveats: &mut Caveats) {
        for level in levels {
            let differ = level.response.business_hours != level.response.off_hours;
            if differ && self.hours.is_none() {
                let message = "the matrix has no calendar, so it can't say which hours are business hours: both response \
                    times are shown, --business-hours or --off-hours chooses";
                caveats.add(Code::NoCalendar, message, Some(card::at(self.matrix, level.place)));
            }
        }
        let first = self.policy.levels.first().filter(|first| levels.iter().any(|level| level.number == first.number));
        if let (Some(first), Some(system)) = (first, self.system) {
            let level = self.matrix.system(system).service_level.as_ref();
            let promised = level.and_then(|level| level.response).map(|response| response.value);
            for (response, when) in self.responses(first).into_iter().filter(|(response, _)| Some(*response) > promised)
            {
                let Some(promised) = promised else { continue };
                let message = format!(
                    "level {} answers in {response}{when}, and the service level of {} promises {promised} at any hour",
                    first.number,
                    self.matrix.system(system).name
                );
                caveats.add(
                    Code::SlowerThanServiceLevel,
                    message,
                    level.map(|level| card::at(self.matrix, level.place)),
                );
            }
        }
        for level in levels {
            let Some(until) = level.window.until else { continue };
            for (response, when) in self.responses(level).into_iter().filter(|(response, _)| *response > until) {
                let message =
                    format!("level {} answers in {response}{when}, and its window ends at {until}", level.number);
                caveats.add(Code::ResponseOutlastsWindow, message, Some(card::at(self.matrix, level.place)));
            }
        }
    }

    /// The response times of a level at the hours that are asked about, each with those hours in words.
    fn responses(&self, level: &Level) -> Vec<(Duration, &'static str)> {
        let response = level.response;
        if response.business_hours == response.off_hours {
            return response.off_hours.map(|always| (always, "")).into_iter().collect();
        }
        let business = response.business_hours.map(|response| (response, " in business hours"));
        let off = response.off_hours.map(|response| (response, " outside business hours"));
        match self.hours {
            Some(Hours::Business) => business.into_iter().collect(),
            Some(Hours::Off) => off.into_iter().collect(),
            None => business.into_iter().chain(off).collect(),
        }
    }

    /// Levels that list several contacts and don't say who takes these calls.
    fn unassigned(&self, levels: &[&Level], caveats: &mut Caveats) {
        if self.concern.is_empty() {
            return;
        }
        let open = |level: &&&Level| {
            level.contacts.len() > 1 && !level.contacts.iter().any(|contact| self.concern.is_assigned(contact))
        };
        let open: Vec<&&Level> = levels.iter().filter(open).collect();
        let Some(first) = open.first() else { return };
        let numbers: Vec<String> = open.iter().map(|level| level.number.to_string()).collect();
        let (plural, list) = if numbers.len() == 1 { ("", "lists") } else { ("s", "list") };
        let message = format!(
            "level{plural} {} {list} several contacts, and the matrix doesn't say which takes the calls of {}",
            numbers.join(" and "),
            self.whom()
        );
        caveats.add(Code::LevelContactUnassigned, message, Some(card::at(self.matrix, first.place)));
    }

    /// Primary teams that the first levels don't call, nor their lead, nor anybody for them.
    fn no_contact(&self, levels: &[&Level], caveats: &mut Caveats) {
        let primary = self.area.into_iter().flat_map(|area| area.parties(Responsibility::Primary));
        for party in primary.filter(|party| !self.matrix.party(*party).is_placeholder()) {
            let calls =
                |level: &Level| level.contacts.iter().any(|contact| self.concern.has_contact_for(contact, party));
            let without: Vec<&Level> = self.policy.levels.iter().take_while(|level| !calls(level)).collect();
            let shown = without.iter().any(|level| levels.iter().any(|shown| shown.number == level.number));
            let Some(first) = without.first().filter(|_| shown) else { continue };
            let name = &self.matrix.party(party).name;
            let message = if without.len() == self.policy.levels.len() {
                format!("no level has a contact for {name}, the primary of {}", self.whom())
            } else {
                let numbers: Vec<String> = without.iter().map(|level| level.number.to_string()).collect();
                let (plural, verb) = if numbers.len() == 1 { ("", "has") } else { ("s", "have") };
                format!(
                    "level{plural} {} {verb} no contact for {name}, the primary of {}",
                    numbers.join(" and "),
                    self.whom()
                )
            };
            caveats.add(Code::NoLevelContact, message, Some(card::at(self.matrix, first.place)));
        }
    }

    /// What is to be said of the parties who are called: those of the row, then at each level those concerned, or all
    /// where the matrix doesn't say who is.
    fn parties(&self, levels: &[&Level], caveats: &mut Caveats) {
        let cells = self.area.into_iter().flat_map(|area| &area.assignments);
        let in_incident = |of: Responsibility| of <= Responsibility::Escalation;
        for cell in cells.filter(|cell| in_incident(cell.responsibility)) {
            self.called(cell.party, caveats);
        }
        for level in levels {
            let any = level.contacts.iter().any(|contact| self.concern.is_assigned(contact));
            let called = level.contacts.iter().filter(|contact| !any || self.concern.is_assigned(contact));
            called.for_each(|contact| self.called(contact.party, caveats));
        }
    }

    fn called(&self, party: PartyId, caveats: &mut Caveats) {
        caveats.described(self.matrix, party);
        // In business hours, somebody who is there in business hours only is there.
        let business_only =
            self.matrix.party(party).on_call().is_some_and(|on_call| on_call.cover == Cover::BusinessHours);
        if business_only && self.hours != Some(Hours::Business) {
            caveats.hours(self.matrix, party);
        }
    }

    fn place(&self) -> card::At {
        card::at(self.matrix, self.policy.place)
    }
}
