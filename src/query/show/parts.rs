//! Everything that a matrix says, in the order of a document.

use std::collections::HashMap;

use jiff::civil::Date;

use super::change::{self, ChangePage};
use super::document::{self, DocumentPage};
use super::duty::{self, DutyPage};
use super::escalation::{self, PolicyPage};
use super::on_call::{self, CalendarPage, RotaRule};
use super::party::{self, PartyPage};
use super::section::{self, ChannelPage, WeekCard};
use super::system::{self, SystemPage};
use super::work::Work;
use crate::diagnostic::Severity;
use crate::matrix::{Matrix, Place};
use crate::query::card::{self, At};
use crate::query::gaps::{self, Coverage, Gaps};
use crate::query::party::Parties;
use crate::query::process::{StepPage, steps};
use crate::query::sla::{self, Promised, Sla};
use crate::query::things::{Key, Thing, things};
use crate::query::{Caveats, Unanswered, Warning};

/// The parts of a document, each kind in the order of the matrix.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DocumentParts {
    /// The files of the matrix, below their common folder: a document doesn't depend on the folder where you render it.
    pub files: Vec<String>,
    /// The clock's date.
    pub today: String,
    /// The document's own data.
    pub document: DocumentPage,
    /// Parties of all kinds.
    pub parties: Vec<PartyPage>,
    /// Systems.
    pub systems: Vec<SystemPage>,
    /// Escalation policies.
    pub policies: Vec<PolicyPage>,
    /// On-call rotas.
    pub rotas: Vec<RotaRule>,
    /// Calendars.
    pub calendars: Vec<CalendarPage>,
    /// Ways to communicate.
    pub channels: Vec<ChannelPage>,
    /// Change categories.
    pub changes: Vec<ChangePage>,
    /// Steps of the change process.
    pub steps: Vec<StepPage>,
    /// Service levels of systems, and targets of all systems; `None` if there are none.
    pub promised: Option<Promised>,
    /// Global duties.
    pub duties: Vec<DutyPage>,
    /// Training of new members.
    pub weeks: Vec<WeekCard>,
    /// Settings of the rules of `own check`.
    pub checks: Vec<CheckSetting>,
    /// Gaps and coverage; `None` for a matrix without systems.
    pub coverage: Option<Coverage>,
    /// What a careful colleague would add to all of it on that day.
    pub warnings: Vec<Warning>,
}

/// What a matrix says of a rule of `own check`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CheckSetting {
    /// Its code.
    pub rule: &'static str,
    /// What it doesn't apply to; `None`: the setting is for all of the matrix.
    pub item: Option<String>,
    /// Its severity, or why its findings are accepted.
    pub says: String,
    /// Position in the source.
    pub at: At,
}

/// The parts of the document of a matrix on a date.
pub(crate) fn document_parts(matrix: &Matrix, today: Date) -> Result<DocumentParts, Unanswered> {
    let things = things(matrix);
    let parties = &Parties::of(matrix);
    let work = &Work::of(matrix, &things);
    let coverage = gaps::gaps(matrix, &gaps::GapSearch::default());
    let (coverage, gaps_warnings) = match coverage {
        Ok(Gaps::Coverage(answer)) => (answer.results.into_iter().next(), answer.warnings),
        _ => (None, Vec::new()),
    };
    let files = below_common_folder(&matrix.files);
    let mut parts = DocumentParts {
        files: files.clone(),
        today: today.to_string(),
        document: document::page(parties, today),
        parties: matrix.party_ids().map(|(id, _)| party::in_document(parties, work, id)).collect(),
        systems: matrix
            .system_ids()
            .map(|(id, _)| system::page(parties, work, id, (None, None)))
            .collect::<Result<_, _>>()?,
        policies: Vec::new(),
        rotas: Vec::new(),
        calendars: Vec::new(),
        channels: Vec::new(),
        changes: matrix.changes.iter().map(|change| change::page(parties, change)).collect(),
        steps: steps(parties, |_| true),
        promised: promised(matrix),
        duties: duty::pages(parties, work.duties_of(None)),
        weeks: section::weeks(matrix, None)?,
        checks: checks(matrix, &things),
        coverage,
        warnings: warnings(matrix, today, gaps_warnings),
    };
    for at in parts.warnings.iter_mut().filter_map(|warning| warning.at.as_mut()) {
        if let Some(short) = matrix.files.iter().position(|file| *file == at.file).and_then(|index| files.get(index)) {
            at.file.clone_from(short);
        }
    }
    // Only the walk over all things gives these their ids.
    for thing in &things {
        match thing.key {
            Key::Policy(index) => parts.policies.push(escalation::policy_page(parties, thing, index)),
            Key::Rota(index) => parts.rotas.push(on_call::rota(parties, thing, index)),
            Key::Calendar(id) => parts.calendars.push(on_call::calendar(parties, thing, id)),
            Key::Channel(index) => parts.channels.push(section::channel_page(matrix, thing, index)),
            _ => {}
        }
    }
    Ok(parts)
}

/// The severities of rules, then the accepted findings.
fn checks(matrix: &Matrix, things: &[Thing]) -> Vec<CheckSetting> {
    let verdicts = matrix.verdicts.iter().map(|verdict| CheckSetting {
        rule: verdict.rule.code,
        item: None,
        says: verdict.severity.map_or("allow", Severity::as_str).to_owned(),
        at: card::at(matrix, verdict.place),
    });
    let names: HashMap<Place, &str> = things.iter().rev().map(|thing| (thing.place, thing.name.as_str())).collect();
    let accepted = matrix.acceptances.iter().map(|accepted| CheckSetting {
        rule: accepted.rule.code,
        item: names.get(&accepted.item).map(|name| (*name).to_owned()),
        says: accepted.reason.clone(),
        at: card::at(matrix, accepted.place),
    });
    verdicts.chain(accepted).collect()
}

/// The names of files without the folder that all of them are in.
fn below_common_folder(files: &[String]) -> Vec<String> {
    let folder = |path: &str| path.rfind(['/', '\\']).map_or(0, |at| at + 1);
    let first = files.first().map_or("", String::as_str);
    let mut common = &first[..folder(first)];
    while !files.iter().all(|file| file.starts_with(common)) {
        common = &common[..folder(&common[..common.len() - 1])];
    }
    files.iter().map(|file| file[common.len()..].to_owned()).collect()
}

/// The review first, then what holds of the systems, then of the parties that are turned to.
fn warnings(matrix: &Matrix, today: Date, of_gaps: Vec<Warning>) -> Vec<Warning> {
    let mut caveats = Caveats::default();
    caveats.review(matrix, today);
    let mut warnings = caveats.into_warnings();
    warnings.extend(of_gaps);
    let mut caveats = Caveats::default();
    let mut named: Vec<_> =
        matrix.areas().flat_map(|(_, area)| area.assignments.iter().map(|cell| cell.party)).collect();
    named.extend(matrix.systems.iter().flat_map(|system| &system.owners).flat_map(|owner| owner.parties.clone()));
    let levels = matrix.policies.iter().flat_map(|policy| &policy.levels);
    named.extend(levels.flat_map(|level| &level.contacts).map(|contact| contact.party));
    named.sort_unstable();
    named.dedup();
    for party in named {
        caveats.party(matrix, party);
    }
    warnings.extend(caveats.into_warnings());
    warnings
}

fn promised(matrix: &Matrix) -> Option<Promised> {
    let question = sla::ServiceLevelRequest { system: None, what: sla::What::Levels };
    match sla::sla(matrix, &question) {
        Ok(Sla::Promised(answer)) => answer.results.into_iter().next(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_item_of_the_matrix_has_its_page() {
        let matrix = crate::source::built_in().unwrap();
        let parts = document_parts(&matrix, date(2025, 12, 19)).unwrap();
        assert_eq!(parts.parties.len(), matrix.parties.len());
        assert_eq!(parts.systems.len(), matrix.systems.len());
        assert_eq!(parts.policies.len(), matrix.policies.len());
        assert_eq!(parts.channels.len(), matrix.channels.len());
        assert_eq!((parts.changes.len(), parts.steps.len()), (3, 5));
        assert_eq!((parts.promised.as_ref().map_or(0, |promised| promised.targets.len()), parts.weeks.len()), (4, 4));
        assert_eq!(parts.duties.len(), matrix.duties.len());
        let codes: Vec<&str> = parts.warnings.iter().map(|warning| warning.code.as_str()).collect();
        for code in ["review-overdue", "deprecated-system", "no-calendar", "placeholder-phone", "placeholder-party"] {
            assert!(codes.contains(&code), "{code} in {codes:?}");
        }
        assert_eq!(codes.first(), Some(&"review-overdue"));
    }

    #[test]
    fn files_are_named_below_their_common_folder() {
        let short =
            |files: &[&str]| below_common_folder(&files.iter().map(|file| (*file).to_owned()).collect::<Vec<_>>());
        assert_eq!(short(&["../x/ownership.yaml"]), ["ownership.yaml"]);
        assert_eq!(short(&["/a/own/b/c.yaml", "/a/own/d.yaml"]), ["b/c.yaml", "d.yaml"]);
        assert_eq!(short(&["a.yaml", "b/c.yaml"]), ["a.yaml", "b/c.yaml"]);
        assert_eq!(short(&["x\\a.yaml", "x\\b.yaml"]), ["a.yaml", "b.yaml"]);
        assert!(short(&[]).is_empty());
    }

    #[test]
    fn a_matrix_of_nothing_has_no_pages() {
        let parts = document_parts(&Matrix::default(), date(2025, 1, 1)).unwrap();
        assert!(parts.parties.is_empty() && parts.coverage.is_none() && parts.warnings.is_empty());
    }
}
