//! Whom a metric concerns, as far as the matrix says.

use crate::matrix::{self, Area, Matrix, PartyId, Responsibility, SystemId, Target};
use crate::query::wording::{Word, all_in, shared, words};
use crate::query::{At, Caveats, Code, Level, Parties, PartyCard, card, level};

/// Words that say nothing of what a metric is about.
const EMPTY: [&str; 8] = ["database", "system", "rate", "time", "objective", "point", "real", "success"];

/// What a trigger calls the promises that a threshold belongs to.
const PROMISES: [&str; 3] = ["SLA", "service level", "SLO"];

answer! {
    /// Whom it concerns.
    pub(crate) struct ConcernedParty {
        /// The party, and how to reach it.
        pub party: PartyCard,
        /// Why.
        pub parts: Vec<ConcernedPart>,
    }

    /// Why it concerns a party.
    pub(crate) struct ConcernedPart {
        /// `System Owner`, or `primary of Backup & Recovery`.
        pub part: String,
        /// What it is confined to.
        pub note: Option<String>,
        /// Position in the source.
        pub at: At,
    }

    /// A level that speaks of it.
    pub(crate) struct ConcernedLevel: Level {
        /// Those of its scope and triggers that speak of it.
        pub speaks_of_it: Vec<String>,
    }
}

/// Who does those areas of a system that speak of the metric, then its owners; each party once.
pub(super) fn concerned(matrix: &Matrix, id: SystemId, target: &Target, caveats: &mut Caveats) -> Vec<ConcernedParty> {
    caveats.system(matrix, id);
    let mut concerned: Vec<(PartyId, Vec<ConcernedPart>)> = Vec::new();
    let mut add = |party, part| match concerned.iter_mut().find(|(known, _)| *known == party) {
        Some((_, parts)) => parts.push(part),
        None => concerned.push((party, vec![part])),
    };
    let system = matrix.system(id);
    let about = words(&target.metric, &EMPTY);
    let areas: Vec<&Area> = system.areas.iter().filter(|area| speaks_of(area, &about)).collect();
    if areas.is_empty() {
        let message = format!("no area of {} mentions {}: only owners are shown", system.name, target.metric);
        caveats.add(Code::NoAreaForMetric, message, Some(card::at(matrix, system.place)));
    }
    for area in areas {
        let part = || ConcernedPart {
            part: format!("primary of {}", area.name),
            note: area.note.clone(),
            at: card::at(matrix, area.place),
        };
        area.parties(Responsibility::Primary).for_each(|party| add(party, part()));
    }
    for (_, owner) in matrix.owners(id) {
        let part =
            || ConcernedPart { part: owner.title(), note: owner.note.clone(), at: card::at(matrix, owner.place) };
        owner.parties.iter().for_each(|party| add(*party, part()));
    }
    if concerned.is_empty() {
        caveats.add(Code::NamesNobody, format!("nobody named in {}", system.name), None);
    }
    let cards = Parties::of(matrix);
    let card = |(party, parts)| {
        caveats.party(matrix, party);
        ConcernedParty { party: cards.card(party), parts }
    };
    concerned.into_iter().map(card).collect()
}

/// Whether an area speaks of what a metric is about.
fn speaks_of(area: &Area, about: &[Word]) -> bool {
    let names = [Some(area.name.as_str()), area.topic.as_deref()].into_iter().flatten();
    let mut names = names.chain(area.aliases.iter().map(String::as_str));
    names.any(|name| !shared(about, &words(name, &EMPTY)).is_empty())
}

/// The levels whose scope or triggers speak of a metric, or of the promises that it is one of.
pub(super) fn levels(matrix: &Matrix, target: &Target, caveats: &mut Caveats) -> Vec<ConcernedLevel> {
    let promises: Vec<Vec<Word>> = PROMISES.iter().map(|promise| words(promise, &[])).collect();
    let about = words(&target.metric, &[]);
    let speaks = |said: &&String| {
        let said = words(said, &[]);
        let all_of = |words: &[Word]| all_in(words, &said);
        all_of(&about) || promises.iter().any(|promise| all_of(promise))
    };
    let of = |level: &matrix::Level| -> Vec<String> {
        level.scope.iter().chain(&level.triggers).filter(speaks).cloned().collect()
    };
    let all = matrix.policies.iter().flat_map(|policy| policy.levels.iter().map(move |level| (policy, level)));
    let found: Vec<ConcernedLevel> = all
        .map(|(policy, level)| ConcernedLevel { base: level::level(matrix, policy, level), speaks_of_it: of(level) })
        .filter(|level| !level.speaks_of_it.is_empty())
        .collect();
    if found.is_empty() {
        let message = format!("no level mentions {} or a service level: name a system for its owners", target.metric);
        caveats.add(Code::NamesNobody, message, None);
    }
    found
}
