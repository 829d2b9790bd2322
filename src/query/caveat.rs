//! Caveats: what a careful colleague would add to an answer.

use std::collections::HashSet;

use jiff::civil::Date;
use serde::Serialize;

pub(crate) use super::code::Code;
use super::{At, PartyNow, card};
use crate::matrix::{
    AddressKind, Assignment, Contact, Cover, Duration, Lifecycle, Matrix, Ownership, PartyId, PartyKind, Place,
    SystemId,
};

/// A caveat, as answers show it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Warning {
    /// Which.
    pub code: Code,
    /// In words, one line.
    pub message: String,
    /// Where the matrix says so; `null` where it is its silence that matters.
    pub at: Option<At>,
    /// For a screen with little room: the text before `of`, if there is any.
    #[serde(skip)]
    pub says: Option<&'static str>,
    /// For a screen with little room: the message in short, or the things that it is about. Empty if the screen has it
    /// already.
    #[serde(skip)]
    pub of: Vec<String>,
}

/// What [`Code::AssignmentEnded`] says.
const ENDED: &str = "assignment ended, not called in this role";

/// Collects caveats. The same caveat about several parties becomes one.
#[derive(Debug, Default)]
pub(crate) struct Caveats {
    found: Vec<Found>,
    /// Messages, and things that a message lists.
    known: HashSet<(Code, String)>,
    /// Parties that were looked at: one that owns everything is named by thousands of rows.
    described: HashSet<PartyId>,
}

#[derive(Debug)]
struct Found {
    code: Code,
    /// What holds of all these; the message has both.
    says: Option<&'static str>,
    of: Vec<Told>,
    at: Option<At>,
}

/// A text, and its form for a screen with little room.
#[derive(Debug)]
struct Told {
    text: String,
    short: String,
}

impl Caveats {
    /// Adds a caveat in words of its own.
    pub(crate) fn add(&mut self, code: Code, message: impl Into<String>, at: Option<At>) {
        let message = message.into();
        self.add_in_short(code, message.clone(), message, at);
    }

    /// The same, with a short form for a screen with little room; it is empty if the screen says the same elsewhere.
    pub(crate) fn add_in_short(&mut self, code: Code, text: String, short: impl Into<String>, at: Option<At>) {
        if self.known.insert((code, text.clone())) {
            self.found.push(Found { code, says: None, of: vec![Told { text, short: short.into() }], at });
        }
    }

    /// Adds a caveat that may hold of several things; they are listed in one sentence.
    pub(crate) fn add_of(&mut self, code: Code, says: &'static str, of: &str, at: At) {
        self.add_with_detail(code, says, of, "", at);
    }

    /// The same, with a detail that a screen with little room leaves out.
    fn add_with_detail(&mut self, code: Code, says: &'static str, of: &str, detail: &str, at: At) {
        let told = Told { text: format!("{of}{detail}"), short: of.to_owned() };
        if !self.known.insert((code, told.text.clone())) {
            return;
        }
        match self.found.iter_mut().find(|found| found.code == code) {
            Some(found) => found.of.push(told),
            None => self.found.push(Found { code, says: Some(says), of: vec![told], at: Some(at) }),
        }
    }

    /// What is to be said of a party whom an answer names as somebody to turn to.
    pub(crate) fn party(&mut self, matrix: &Matrix, id: PartyId) {
        self.described(matrix, id);
        self.hours(matrix, id);
    }

    /// What is to be said of a party but for the hours at which it can be reached.
    pub(crate) fn described(&mut self, matrix: &Matrix, id: PartyId) {
        if !self.described.insert(id) {
            return;
        }
        if matrix.party(id).is_placeholder() {
            return self.named(matrix, id);
        }
        self.reached_by(matrix, id, matrix.addresses(id));
    }

    /// What is to be said of a party whom an answer names, and not as somebody to turn to now.
    pub(crate) fn named(&mut self, matrix: &Matrix, id: PartyId) {
        let party = matrix.party(id);
        let at = card::at(matrix, party.place);
        if let PartyKind::Placeholder(_) = party.kind {
            self.add_of(Code::PlaceholderParty, "placeholder, nobody to call", &party.name, at);
        } else if !party.described {
            self.add_of(Code::PartyNotDescribed, "not described in the matrix", &party.name, at);
        }
    }

    /// As [`Self::described`], for a party that is reached by these addresses and no others.
    pub(crate) fn reached_by<'m>(
        &mut self,
        matrix: &Matrix,
        id: PartyId,
        addresses: impl IntoIterator<Item = &'m Contact>,
    ) {
        let party = matrix.party(id);
        self.named(matrix, id);
        if party.is_placeholder() {
            return;
        }
        let mut addresses = addresses.into_iter().peekable();
        if addresses.peek().is_none() && !matrix.has_reachable_holder(id) {
            self.add_of(Code::NoContact, "no contact of its own", &party.name, card::at(matrix, party.place));
        }
        for contact in addresses.filter(|contact| contact.is_placeholder()) {
            let at = card::at(matrix, contact.place);
            if contact.kind == AddressKind::Phone {
                self.add_of(Code::PlaceholderPhone, "placeholder number, don't dial", &party.name, at);
            } else {
                let kind = format!(" ({})", contact.kind.noun());
                self.add_with_detail(Code::PlaceholderAddress, "placeholder address", &party.name, &kind, at);
            }
        }
    }

    /// What is to be said of the hours at which a party can be reached.
    pub(crate) fn hours(&mut self, matrix: &Matrix, id: PartyId) {
        if let Some(on_call) = matrix.party(id).on_call().filter(|_| matrix.cover_of(id) == Some(Cover::BusinessHours))
        {
            self.business_hours(matrix, id, on_call.place);
        }
    }

    /// A party can be reached in business hours only, as it says at a place.
    pub(crate) fn business_hours(&mut self, matrix: &Matrix, id: PartyId, said: Place) {
        let party = matrix.party(id);
        let otherwise = party.on_call().and_then(|on_call| on_call.otherwise.as_ref());
        let otherwise = otherwise.map(|words| format!(" (otherwise: {words})")).unwrap_or_default();
        let (says, at) = ("on call in business hours only", card::at(matrix, said));
        self.add_with_detail(Code::BusinessHoursOnly, says, &party.name, &otherwise, at);
    }

    /// A person, or everyone of a role or a team without a rota, is away.
    pub(crate) fn absence(&mut self, matrix: &Matrix, id: PartyId, day: Date) {
        let until = matrix.away_until(id, day).filter(|_| matrix.rotas_of(id).next().is_none());
        if let Some(until) = until {
            let (party, people) = (matrix.party(id), matrix.names(&matrix.everyone(id)));
            let people = if people.is_empty() { people } else { format!("{people}, ") };
            let of = format!("{} ({people}until {until})", party.name);
            self.add_of(Code::EveryoneAway, "away", &of, card::at(matrix, party.place));
        }
    }

    /// A party can't be reached at the moment that is asked about.
    pub(crate) fn not_at_this_hour(&mut self, party: &PartyNow, at: At) {
        let next = party.covers_next.as_ref().map(|next| format!(" (from {})", next.shown)).unwrap_or_default();
        self.add_with_detail(Code::NotAtThisHour, "can't be reached at this hour", &party.name, &next, at);
    }

    /// Parties of an area whose last day is over.
    pub(crate) fn ended<'m>(&mut self, matrix: &Matrix, cells: impl IntoIterator<Item = &'m Assignment>, today: Date) {
        for cell in cells.into_iter().filter(|cell| cell.has_ended(today)) {
            let until = cell.until().map(|until| until.to_string()).unwrap_or_default();
            let of = format!("{} ({}, until {until})", matrix.party(cell.party).name, cell.responsibility);
            self.add_of(Code::AssignmentEnded, ENDED, &of, card::at(matrix, cell.place));
        }
    }

    /// Parties of the areas of a system, and its owners, whose last day is over.
    pub(crate) fn ended_in(&mut self, matrix: &Matrix, id: SystemId, today: Date) {
        self.ended(matrix, matrix.system(id).areas.iter().flat_map(|area| &area.assignments), today);
        for (_, ownership) in matrix.owners(id) {
            self.ended_owners(matrix, ownership, today);
        }
    }

    /// Owners of a system whose last day is over.
    pub(crate) fn ended_owners(&mut self, matrix: &Matrix, ownership: &Ownership, today: Date) {
        if let Some(until) = ownership.until.filter(|_| ownership.has_ended(today)) {
            let of = format!("{} ({}, until {until})", matrix.names(&ownership.parties), ownership.title());
            self.add_of(Code::AssignmentEnded, ENDED, &of, card::at(matrix, ownership.place));
        }
    }

    /// What is to be said of a system.
    pub(crate) fn system(&mut self, matrix: &Matrix, id: SystemId) {
        let system = matrix.system(id);
        let ends = [
            (Lifecycle::Deprecated, Code::DeprecatedSystem, "deprecated"),
            (Lifecycle::Retired, Code::RetiredSystem, "retired"),
        ];
        for (_, code, says) in ends.into_iter().filter(|(lifecycle, ..)| system.is(*lifecycle)) {
            self.add_of(code, says, &system.name, card::at(matrix, system.place));
        }
    }

    /// Nobody selected the matrix: it is part of the program.
    pub(crate) fn built_in(&mut self, matrix: &Matrix) {
        let of = matrix.document.organisation.as_ref().map(|name| format!(": {name}")).unwrap_or_default();
        self.add(Code::BuiltInMatrix, format!("built into this program{of}; --matrix names yours"), None);
    }

    /// The remote matrix was downloaded so long ago.
    pub(crate) fn outdated(&mut self, age: Duration, max_age: Duration) {
        if age > max_age {
            let message = format!("fetched {} ago, more than {max_age}: `own fetch` updates it", age.spoken());
            self.add(Code::RemoteOutdated, message, None);
        }
    }

    /// What is to be said of the matrix as a whole on a day.
    pub(crate) fn review(&mut self, matrix: &Matrix, today: Date) {
        let Some(review) = &matrix.document.review else { return };
        let Some(due) = review.due else { return };
        let at = Some(card::at(matrix, review.place));
        if today == due.value {
            self.add(Code::ReviewDue, format!("review is due today, {due}"), at);
        } else if today > due.value {
            self.add(Code::ReviewOverdue, format!("review was due {due}"), at);
        }
    }

    /// The caveats, in the order in which they came up.
    pub(crate) fn into_warnings(self) -> Vec<Warning> {
        let warning = |found: Found| {
            let says = found.says.map(|says| format!("{says}: ")).unwrap_or_default();
            let (texts, shorts): (Vec<_>, Vec<_>) = found.of.into_iter().map(|told| (told.text, told.short)).unzip();
            let mut of: Vec<String> = shorts.into_iter().filter(|short| !short.is_empty()).collect();
            of.dedup();
            Warning { code: found.code, message: says + &texts.join(", "), at: found.at, says: found.says, of }
        };
        self.found.into_iter().map(warning).collect()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// A placeholder of an e-mail address was once reported as a telephone number.
    #[test]
    fn a_placeholder_is_reported_as_the_kind_of_address_that_it_is() {
        let text =
            "version: 1\nteams:\n  web: { name: Web, contacts: { mail: tbd@acme.dev, chat: '#todo', call: +1-XXX } }\n";
        let matrix = crate::source::from_texts([("a".to_owned(), text.to_owned())]).unwrap();
        let mut caveats = Caveats::default();
        caveats.party(&matrix, PartyId(0));
        let warnings: Vec<_> = caveats.into_warnings().into_iter().map(|told| (told.code, told.message)).collect();
        let email = "placeholder address: Web (e-mail address), Web (chat channel)".to_owned();
        let phone = "placeholder number, don't dial: Web".to_owned();
        assert_eq!(warnings, [(Code::PlaceholderAddress, email), (Code::PlaceholderPhone, phone)]);
    }
}
