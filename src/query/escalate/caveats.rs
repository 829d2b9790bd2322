//! What a careful colleague adds to an escalation path.

use jiff::Timestamp;

use super::Asked;
use super::plan::Stage;
use crate::matrix::{Cover, Duration, Hours, Interval, Level, LevelContact, PartyId, Responsibility};
use crate::on_call::Reach;
use crate::query::{Caveats, Code, Moment, card};

impl<'m> Asked<'m> {
    /// The caveats of some levels. What is over needs none: with an elapsed time, only the levels from then on count.
    pub(super) fn caveats(&self, levels: &[&'m Level], stages: &[Stage<'m>]) -> Caveats {
        let mut caveats = Caveats::default();
        if let Some(system) = self.system {
            caveats.system(self.matrix, system);
        }
        let over = |stage: &Stage<'_>| {
            self.elapsed.is_some_and(|at| match stage.until {
                Some(_) if stage.skipped => stage.from < at,
                until => until.is_some_and(|until| until <= at),
            })
        };
        let asked_for = |stage: &&Stage<'_>| levels.iter().any(|level| level.number == stage.level.number);
        let coming: Vec<&Stage<'_>> = stages.iter().filter(asked_for).filter(|stage| !over(stage)).collect();
        let levels: Vec<&Level> = levels
            .iter()
            .copied()
            .filter(|level| coming.iter().any(|stage| stage.level.number == level.number))
            .collect();
        self.active_levels(stages, &mut caveats);
        self.row(&mut caveats);
        for stage in &coming {
            self.nobody(stage, stages, &mut caveats);
        }
        self.hours(&levels, &mut caveats);
        self.slower_than_promised(&levels, &mut caveats);
        self.outlasts_window(&levels, &mut caveats);
        self.unassigned(&levels, &mut caveats);
        self.no_contact(&levels, &mut caveats);
        self.parties(&levels, &mut caveats);
        caveats
    }

    /// At a moment one level is active: none, or several, is for the asker to know.
    fn active_levels(&self, stages: &[Stage<'m>], caveats: &mut Caveats) {
        let Some(elapsed) = self.elapsed else { return };
        let at = Some(card::at(self.matrix, self.policy.place));
        let active = stages.iter().filter(|stage| stage.contains(elapsed));
        match active.map(|stage| stage.level.number).collect::<Vec<_>>().as_slice() {
            [_] => {}
            [] => {
                let next = self.next(stages).map_or("none begins later".to_owned(), |stage| {
                    format!("level {} begins at {}", stage.level.number, stage.from)
                });
                caveats.add(Code::NoActiveLevel, format!("no level is active at {elapsed}; {next}"), at);
            }
            several => {
                let message = format!("levels {} overlap at {elapsed}", listed(several));
                caveats.add(Code::SeveralActiveLevels, message, at);
            }
        }
    }

    /// What is to be said of the row's fourth column.
    fn row(&self, caveats: &mut Caveats) {
        let Some((system, area)) = self.system.zip(self.area) else { return };
        let at = Some(card::at(self.matrix, area.place));
        let names = |of| {
            let names: Vec<&str> =
                area.current(of, self.today).map(|party| self.matrix.party(party).name.as_str()).collect();
            names.join(", ")
        };
        if names(Responsibility::Escalation).is_empty() {
            let approval = names(Responsibility::Approval);
            let none = format!("no escalation contact for {}, {}", self.matrix.system(system).name, area.name);
            if approval.is_empty() {
                caveats.add(Code::NamesNobody, none, at.clone());
            } else {
                let message = format!("{none}; {approval} only approves");
                let short = format!("no escalation: {approval} only approves");
                caveats.add_in_short(Code::EscalationIsNotApproval, message, short, at.clone());
            }
        }
        for party in area.current(Responsibility::Escalation, self.today) {
            self.skips(party, at.clone(), caveats);
        }
    }

    /// The row's escalation contact may be at a higher level than the next one.
    fn skips(&self, party: PartyId, at: Option<card::At>, caveats: &mut Caveats) {
        let stands = |level: &&Level| level.contacts.iter().any(|contact| contact.party == party);
        let Some(level) = self.policy.levels.iter().find(stands) else { return };
        let skipped: Vec<u32> = (2..level.number).collect();
        if !skipped.is_empty() {
            let name = &self.matrix.party(party).name;
            let short = format!("escalation contact {name} is at level {}", level.number);
            let message = format!("{short}, past {}", levels(&skipped));
            caveats.add_in_short(Code::EscalationSkipsLevels, message, short, at);
        }
    }

    /// Those of a level who take these calls, as far as the matrix says; all of them where it doesn't.
    pub(super) fn called_at(&self, level: &'m Level) -> Vec<&'m LevelContact> {
        let said = level.contacts.iter().any(|contact| !contact.by_call && self.concern.is_assigned(contact));
        let called = |contact: &&LevelContact| !said || contact.by_call || self.concern.is_assigned(contact);
        level.contacts.iter().filter(called).collect()
    }

    /// A level that calls nobody, or nobody at the hours that are asked about.
    fn nobody(&self, stage: &Stage<'m>, stages: &[Stage<'m>], caveats: &mut Caveats) {
        let level = stage.level;
        let at = Some(card::at(self.matrix, level.place));
        if let Some(hours) = level.hours.filter(|_| stage.passed_over) {
            let begin = self.moment.as_ref().zip(stage.waits_until).map(|(moment, at)| moment.card(at).shown);
            let begin = begin.map(|begin| format!(" ({begin})")).unwrap_or_default();
            let message = format!("level {} passed over: it ends before {} begin{begin}", level.number, hours.spoken());
            // On a screen, the level says so.
            caveats.add_in_short(Code::LevelPassedOver, message, "", at);
            return;
        }
        let called = self.called_at(level);
        if called.is_empty() {
            caveats.add(Code::NamesNobody, format!("level {} names nobody to call", level.number), at);
            return;
        }
        if called.iter().any(|contact| self.may_be_reached(contact, stage)) {
            self.uncovered_later(stage, caveats);
            return;
        }
        let later = stages.iter().filter(|later| (later.round, later.level.number) > (stage.round, level.number));
        let mut next = later.flat_map(|later| self.called_at(later.level).into_iter().map(move |who| (later, who)));
        let next = next.find(|(later, contact)| self.may_be_reached(contact, later)).map_or(
            "nobody comes later".to_owned(),
            |(later, contact)| {
                format!("next is level {}, {}", later.level.number, self.matrix.party(contact.party).name)
            },
        );
        let message = self.nobody_said(stage, &called);
        // On a screen, the level says so.
        caveats.add_in_short(Code::NobodyOnCall, format!("{message}; {next}"), "", at);
    }

    /// A level that somebody takes when it begins, and nobody for some of its time.
    fn uncovered_later(&self, stage: &Stage<'m>, caveats: &mut Caveats) {
        let past = |when: &Interval| self.moment.as_ref().is_some_and(|moment| when.until <= moment.at);
        for when in self.uncovered(stage).into_iter().filter(|when| !past(when)) {
            let [from, until] =
                [when.from, when.until].map(|at| self.moment.as_ref().map(|moment| moment.card(at).shown));
            let (Some(from), Some(until)) = (from, until) else { return };
            let message = format!("nobody reachable at level {} from {from} until {until}", stage.level.number);
            caveats.add(Code::NobodyOnCall, message, Some(card::at(self.matrix, stage.level.place)));
        }
    }

    /// That nobody of a level can be reached, in words: at its moment, or at the hours that were chosen.
    fn nobody_said(&self, stage: &Stage<'m>, called: &[&LevelContact]) -> String {
        let number = stage.level.number;
        let name = |contact: &&LevelContact| self.matrix.party(contact.party).name.clone();
        let Some((moment, at)) = self.moment_of(stage) else {
            let names = called.iter().map(name).collect::<Vec<_>>().join(", ");
            return format!("nobody on call at level {number} outside business hours ({names})");
        };
        let next = |contact: &&LevelContact| match self.reach(contact, at) {
            Reach::NotCovered { next: Some(next) } => format!("{} from {}", name(contact), moment.card(next).shown),
            _ => name(contact),
        };
        let names = called.iter().map(next).collect::<Vec<_>>().join(", ");
        let then = if stage.skipped {
            "skipped"
        } else if self.begun.is_some() {
            "its time passes"
        } else {
            "calls nobody"
        };
        format!("nobody reachable at level {number}, {} ({names}): {then}", moment.card(at).shown)
    }

    /// The moment of a stage, unless the asker chose the hours instead.
    fn moment_of(&self, stage: &Stage<'m>) -> Option<(&Moment<'m>, Timestamp)> {
        let moment = self.moment.as_ref().filter(|moment| moment.calendar.is_some() && self.chosen.is_none());
        let at = |moment: &Moment<'_>| if self.is_current(stage) { Some(moment.at) } else { stage.at };
        moment.and_then(|moment| Some((moment, at(moment)?)))
    }

    /// Whether a contact can be reached at a stage, or the matrix doesn't say that it can't.
    fn may_be_reached(&self, contact: &LevelContact, stage: &Stage<'m>) -> bool {
        match (self.moment_of(stage), self.chosen) {
            (Some((_, at)), _) => !matches!(self.reach(contact, at), Reach::NotCovered { .. }),
            (None, Some(hours)) => self.matrix.cover_at_level(contact).is_none_or(|cover| hours.are_covered(cover)),
            (None, None) => true,
        }
    }

    /// Response times that depend on hours which nobody has chosen.
    fn hours(&self, levels: &[&Level], caveats: &mut Caveats) {
        let differs = |level: &&&Level| level.response.business_hours != level.response.off_hours;
        let has_calendar = self.moment.as_ref().is_some_and(|moment| moment.calendar.is_some());
        if has_calendar {
            return;
        }
        if let (None, Some(level)) = (self.chosen, levels.iter().find(differs)) {
            let message = "no calendar: choose --business-hours or --off-hours";
            caveats.add(Code::NoCalendar, message, Some(card::at(self.matrix, level.place)));
        }
    }

    /// The first level against what the service level of the system promises.
    fn slower_than_promised(&self, levels: &[&Level], caveats: &mut Caveats) {
        let first = self.policy.levels.first().filter(|first| levels.iter().any(|level| level.number == first.number));
        let (Some(first), Some(system)) = (first, self.system) else { return };
        let system = self.matrix.system(system);
        let Some(promised) = system.service_level.as_ref().and_then(|level| level.response) else { return };
        for (response, when) in self.responses(first).into_iter().filter(|(response, _)| *response > promised.value) {
            let message = format!(
                "level {} answers in {response}{when}, the service level of {} promises {promised}",
                first.number, system.name
            );
            let short = format!("level {} answers in {response}{when}, promised: {promised}", first.number);
            caveats.add_in_short(
                Code::SlowerThanServiceLevel,
                message,
                short,
                Some(card::at(self.matrix, promised.place)),
            );
        }
    }

    /// Levels that may take longer to answer than their window lasts, reckoned from the start of the incident.
    fn outlasts_window(&self, levels: &[&Level], caveats: &mut Caveats) {
        for level in levels {
            let Some(until) = level.window.until else { continue };
            for (response, when) in self.responses(level).into_iter().filter(|(response, _)| *response > until) {
                let (number, at) = (level.number, Some(card::at(self.matrix, level.place)));
                let short = format!("level {number} answers in {response}{when}, but ends at {until}");
                let message = format!("level {number} answers in {response}{when}, but its window ends at {until}");
                caveats.add_in_short(Code::ResponseOutlastsWindow, message, short, at);
            }
        }
    }

    /// The response times of a level at the hours that are asked about, each with those hours in words.
    fn responses(&self, level: &Level) -> Vec<(Duration, &'static str)> {
        let at = self.moment.as_ref().map(|moment| moment.at);
        let words = |hours| match hours {
            None => "",
            Some(Hours::Business) => " in business hours",
            Some(Hours::Off) => " off-hours",
        };
        self.responses_at(level, at).into_iter().map(|(response, hours)| (response, words(hours))).collect()
    }

    /// Levels that list contacts none of whom is said to take these calls.
    fn unassigned(&self, shown: &[&Level], caveats: &mut Caveats) {
        if self.system.is_none() {
            return;
        }
        let open = |level: &&&Level| {
            // Those under `call` take the calls of every row.
            let listed = || level.contacts.iter().filter(|contact| !contact.by_call);
            let choice = listed().count() > 1 || listed().any(|contact| !contact.takes.is_empty());
            choice && !level.contacts.iter().any(|contact| self.concern.is_assigned(contact))
        };
        let open: Vec<&&Level> = shown.iter().filter(open).collect();
        let Some(first) = open.first() else { return };
        let numbers: Vec<u32> = open.iter().map(|level| level.number).collect();
        let message = format!("no contact assigned to these calls: {}", levels(&numbers));
        caveats.add(Code::LevelContactUnassigned, message, Some(card::at(self.matrix, first.place)));
    }

    /// Primary teams that the first levels don't call, nor their lead, nor anybody for them.
    fn no_contact(&self, shown: &[&Level], caveats: &mut Caveats) {
        let primary = self.area.into_iter().flat_map(|area| area.current(Responsibility::Primary, self.today));
        for party in primary.filter(|party| !self.matrix.party(*party).is_placeholder()) {
            let levels_before = self.concern.first_contact_for(party).unwrap_or(self.policy.levels.len());
            let without = &self.policy.levels[..levels_before];
            let is_shown = without.iter().any(|level| shown.iter().any(|shown| shown.number == level.number));
            let Some(first) = without.first().filter(|_| is_shown) else { continue };
            let name = &self.matrix.party(party).name;
            let numbers: Vec<u32> = without.iter().map(|level| level.number).collect();
            let message = if numbers.len() == self.policy.levels.len() {
                format!("no level has a contact for the primary, {name}")
            } else {
                format!("no contact for the primary, {name}, at {}", levels(&numbers))
            };
            caveats.add(Code::NoLevelContact, message, Some(card::at(self.matrix, first.place)));
        }
    }

    /// What is to be said of the parties who are called: those of the row, then at each level those concerned, or all
    /// where the matrix doesn't say who is.
    fn parties(&self, levels: &[&'m Level], caveats: &mut Caveats) {
        let cells = self.area.into_iter().flat_map(|area| &area.assignments);
        for cell in cells.filter(|cell| Responsibility::CALLED.contains(&cell.responsibility)) {
            // Its addresses are those of its levels, which the rules below cover.
            if !self.concern.is_called(cell.party) {
                caveats.described(self.matrix, cell.party);
                caveats.absence(self.matrix, cell.party, self.today);
            }
        }
        for level in levels {
            for contact in self.called_at(level) {
                caveats.reached_by(self.matrix, contact.party, self.matrix.reached_by(contact));
                caveats.absence(self.matrix, contact.party, self.today);
                // In business hours, somebody who is there in business hours only is there.
                let business = self.matrix.cover_at_level(contact) == Some(Cover::BusinessHours);
                let now = self.hours_at(self.moment.as_ref().map(|moment| moment.at));
                if business && now != Some(Hours::Business) {
                    caveats.business_hours(self.matrix, contact.party, contact.place);
                }
            }
        }
    }

    /// The first level that begins after the elapsed time.
    pub(super) fn next<'s>(&self, stages: &'s [Stage<'m>]) -> Option<&'s Stage<'m>> {
        let elapsed = self.elapsed?;
        let later = stages.iter().filter(|stage| stage.takes_time() && stage.from > elapsed);
        later.min_by_key(|stage| stage.from)
    }
}

/// "level 3", "levels 1, 2 and 3".
fn levels(numbers: &[u32]) -> String {
    let plural = if numbers.len() == 1 { "" } else { "s" };
    format!("level{plural} {}", listed(numbers))
}

/// "1, 2 and 3".
fn listed(numbers: &[u32]) -> String {
    let words: Vec<String> = numbers.iter().map(u32::to_string).collect();
    match words.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => words.concat(),
    }
}
