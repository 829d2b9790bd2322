//! What is asked about duties, with names resolved.

use super::stated::{Kind, Stated};
use super::{DutyFilter, Part};
use crate::matrix::{Cadence, Called, Matrix, PartyId, SystemId};
use crate::query::around::{around, responsible};
use crate::query::{Parties, Relation, Unanswered, resolve, target};

/// A duty fits if it fits all that is set.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub(super) party: Option<PartyId>,
    /// The same, and if it is a person, everything for which the person is responsible.
    pub(super) responsible: Vec<(PartyId, Relation)>,
    /// The role that is asked about, and what is around it.
    pub(super) of_role: Option<Vec<(PartyId, Relation)>>,
    pub(super) system: Option<SystemId>,
    pub(super) every: Option<Cadence>,
    pub(super) kind: Option<Kind>,
}

words! {
    /// A filter, under the name of its option.
    pub(super) enum Filter {
        Party = "--party",
        OfRole = "--for",
        System = "--system",
        Every = "--every",
        Kind = "--kind",
    }
}

impl Asked {
    pub(super) fn of(matrix: &Matrix, question: &DutyFilter) -> Result<Self, Unanswered> {
        let party = |typed: &String| resolve::party(matrix, typed);
        let of_role = question.of_role.as_ref().map(party).transpose()?;
        let asked = question.party.as_ref().map(party).transpose()?;
        Ok(Self {
            party: asked,
            responsible: asked.map(|id| responsible(matrix, id)).unwrap_or_default(),
            of_role: of_role.map(|id| around(matrix, id)),
            system: target::of_option(matrix, question.system.as_deref())?,
            every: question.every.as_deref().map(cadence).transpose()?,
            kind: question.kind.as_deref().map(kind).transpose()?,
        })
    }

    pub(super) fn fits(&self, duty: &Stated) -> bool {
        self.fits_without(duty, &[])
    }

    /// Whether a duty passes all filters but some.
    pub(super) fn fits_without(&self, duty: &Stated, ignored: &[Filter]) -> bool {
        self.filters(duty).into_iter().all(|(filter, passes)| passes != Some(false) || ignored.contains(&filter))
    }

    /// Whether a duty passes each of the filters; `None` for one that isn't set.
    fn filters(&self, duty: &Stated) -> [(Filter, Option<bool>); 5] {
        let names = |party| !parts_of(duty, party).is_empty();
        let names_any = |parties: &Vec<(PartyId, Relation)>| parties.iter().any(|(party, _)| names(*party));
        [
            (Filter::Party, self.party.map(|_| names_any(&self.responsible))),
            (Filter::OfRole, self.of_role.as_ref().map(names_any)),
            (Filter::System, self.system.map(|system| duty.system == Some(system))),
            (Filter::Every, self.every.map(|every| duty.every == Some(every))),
            (Filter::Kind, self.kind.map(|kind| kind.covers(duty.kind))),
        ]
    }

    /// The parties that are asked about.
    fn parties(&self) -> impl Iterator<Item = (PartyId, Relation)> {
        self.responsible.iter().chain(self.of_role.iter().flatten()).copied()
    }

    /// What those who are asked about have to do with a duty.
    pub(super) fn parts(&self, matrix: &Parties<'_>, duty: &Stated) -> Vec<Part> {
        let mut parts = Vec::new();
        for (party, relation) in self.parties() {
            for part in parts_of(duty, party) {
                let part = Part { party: matrix.card(party), relation, part };
                if !parts.contains(&part) {
                    parts.push(part);
                }
            }
        }
        parts
    }

    /// The error where no duty fits: how many would fit without each filter.
    pub(super) fn nothing_fits(&self, matrix: &Matrix, all: &[Stated]) -> Unanswered {
        let Some(any) = all.first() else { return Unanswered::nobody("the matrix has no duties", Vec::new()) };
        let set = self.filters(any).into_iter().filter(|(_, passes)| passes.is_some());
        let set: Vec<Filter> = set.map(|(filter, _)| filter).collect();
        if let (Some(system), [Filter::System]) = (self.system, set.as_slice()) {
            let hint = "`own duties` lists global duties too".to_owned();
            return Unanswered::nobody(
                format!("the matrix has no duties of {}", matrix.system(system).name),
                vec![hint],
            );
        }
        let hints = set.iter().filter(|_| set.len() > 1).filter_map(|filter| {
            let fitting: Vec<&Stated> = all.iter().filter(|duty| self.fits_without(duty, &[*filter])).collect();
            let fit = if fitting.len() == 1 { "matches" } else { "match" };
            let there = match filter {
                Filter::Every => among(fitting.iter().map(|duty| duty.every.map_or("no cadence", Cadence::as_str))),
                Filter::Kind => among(fitting.iter().map(|duty| duty.kind.as_str())),
                _ => String::new(),
            };
            (!fitting.is_empty()).then(|| format!("without {}, {} {fit}{there}", filter.as_str(), fitting.len()))
        });
        let show = self.party.map(|party| &matrix.party(party).id);
        let show = show.map(|id| format!("`own show {id}` shows everything about it"));
        Unanswered::nothing("no duty matches", hints.chain(show).collect())
    }
}

/// What there is, each once, in brackets.
fn among(words: impl Iterator<Item = &'static str>) -> String {
    let mut known: Vec<&str> = Vec::new();
    for word in words {
        if !known.contains(&word) {
            known.push(word);
        }
    }
    format!(" ({})", known.join(", "))
}

/// What a party has to do with a duty.
fn parts_of(duty: &Stated, party: PartyId) -> Vec<Involvement> {
    let cells =
        [(Involvement::By, &duty.by), (Involvement::With, &duty.with), (Involvement::ReportedTo, &duty.reported_to)];
    cells.into_iter().filter(|(_, parties)| parties.contains(&party)).map(|(part, _)| part).collect()
}

words! {
    /// The cell of a duty that names a party.
    pub(crate) enum Involvement {
        /// Does it.
        By = "by",
        /// Takes part.
        With = "with",
        /// Gets the report.
        ReportedTo = "reported-to",
    }
}

/// How often, as typed.
fn cadence(typed: &str) -> Result<Cadence, Unanswered> {
    let yearly = ["yearly".to_owned()];
    let called = |cadence: Cadence| {
        let aliases = if cadence == Cadence::Annual { yearly.as_slice() } else { &[] };
        (cadence, Called { id: cadence.as_str(), name: cadence.as_str(), aliases })
    };
    let all = Cadence::ALL.map(called);
    resolve::one_of_list(("cadence", "cadences"), typed, all.iter().copied())
}

/// Which kind, as typed; the plural is as good.
fn kind(typed: &str) -> Result<Kind, Unanswered> {
    let named: Vec<(Kind, [String; 1])> = Kind::all().map(|kind| (kind, [format!("{}s", kind.as_str())])).collect();
    let called = named
        .iter()
        .map(|(kind, plural)| (*kind, Called { id: kind.as_str(), name: kind.as_str(), aliases: plural.as_slice() }));
    resolve::one_of_list(("kind of duty", "kinds"), typed, called)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::DutyKind;

    #[test]
    fn cadences_and_kinds_are_named_like_everything() {
        assert_eq!(cadence("Monthly"), Ok(Cadence::Monthly));
        assert_eq!(cadence("realtime"), Ok(Cadence::RealTime));
        assert_eq!(cadence("week"), Ok(Cadence::Weekly));
        assert_eq!(cadence("yearly"), Ok(Cadence::Annual));
        assert_eq!(cadence("bi").unwrap_err().hints.len(), 2);
        assert!(cadence("hourly").unwrap_err().hints[0].starts_with("cadences are: real-time, daily"));
        assert_eq!(kind("audits"), Ok(Kind::Of(DutyKind::Audit)));
        assert_eq!(kind("rev"), Ok(Kind::Review));
        assert!(kind("party").unwrap_err().hints[0].starts_with("kinds are: operation"));
    }
}
