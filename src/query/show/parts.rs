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
use super::system::{self, SystemPage, SystemRows};
use super::work::Work;
use crate::diagnostic::Severity;
use crate::limits::PAGE_ROWS;
use crate::matrix::{Kind, Matrix, PartyId, Place, Responsibility};
use crate::query::area::outline;
use crate::query::gaps::{self, Coverage, Gaps};
use crate::query::process::steps;
use crate::query::rota::{self, Ahead};
use crate::query::sla::{self, Promised, Sla};
use crate::query::{
    AsOf, At, Caveats, ContactCard, Key, Parties, StepPage, Thing, Unanswered, Warning, area, card, contacts, current,
};

/// The parts of a document, each kind in the order of the matrix. Pages of parties and systems are made one by one: together they
/// take gigabytes.
pub(crate) struct DocumentParts<'m> {
    /// Its parties and systems.
    pub pages: DocumentPages<'m>,
    things: &'m [Thing],
    /// The files of the matrix, below their common folder: a document doesn't depend on the folder where you render it.
    pub files: Vec<String>,
    day: Date,
    /// The clock's date.
    pub today: String,
    /// The commit that was asked for.
    pub as_of: Option<AsOf>,
    /// The document's own data.
    pub document: DocumentPage,
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

/// The parties and systems of a matrix, page by page. They share what the matrix says of each.
pub(crate) struct DocumentPages<'m> {
    matrix: Parties<'m>,
    work: Work<'m>,
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

/// The parts of the document of a matrix with [its things](crate::query::things::things) on a date.
pub(crate) fn document_parts<'m>(
    matrix: &'m Matrix,
    things: &'m [Thing],
    today: Date,
) -> Result<DocumentParts<'m>, Unanswered> {
    let pages = DocumentPages::of(matrix, things);
    let parties = &Parties::of(matrix);
    for (id, _) in matrix.system_ids().filter(|(_, system)| system.migration.is_some()) {
        system::in_document(parties, &pages.work, id, (None, None), outline)?;
    }
    let (coverage, warnings) = assessed(matrix, today);
    let mut parts = DocumentParts {
        files: below_common_folder(&matrix.files),
        day: today,
        today: today.to_string(),
        as_of: None,
        document: document::page(parties, today),
        policies: Vec::new(),
        rotas: Vec::new(),
        calendars: Vec::new(),
        channels: Vec::new(),
        changes: matrix.changes.iter().map(|change| change::page(parties, change)).collect(),
        steps: steps(parties, |_| true),
        promised: promised(matrix),
        duties: duty::pages(parties, pages.work.duties_of(None)),
        weeks: section::weeks(matrix, None)?,
        checks: checks(matrix, things),
        coverage,
        warnings,
        pages,
        things,
    };
    // Only the walk over all things gives these their ids.
    for thing in things {
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

/// What is missing in a matrix, and what a careful colleague would add on a date.
pub(crate) fn assessed(matrix: &Matrix, today: Date) -> (Option<Coverage>, Vec<Warning>) {
    let question = gaps::GapSearch { rows: Some(PAGE_ROWS), ..gaps::GapSearch::default() };
    let (coverage, of_gaps) = match gaps::gaps(&current(matrix, Some(today)), &question) {
        Ok(Gaps::Coverage(answer)) => (answer.results.into_iter().next(), answer.warnings),
        _ => (None, Vec::new()),
    };
    let files = below_common_folder(&matrix.files);
    let mut warnings = warnings(matrix, today, of_gaps);
    for at in warnings.iter_mut().filter_map(|warning| warning.at.as_mut()) {
        if let Some(short) = matrix.files.iter().position(|file| *file == at.file).and_then(|index| files.get(index)) {
            at.file.clone_from(short);
        }
    }
    (coverage, warnings)
}

impl<'m> DocumentPages<'m> {
    /// The pages of a matrix with [its things](crate::query::things::things).
    pub(crate) fn of(matrix: &'m Matrix, things: &'m [Thing]) -> Self {
        Self { matrix: Parties::of(matrix), work: Work::of(matrix, things) }
    }

    /// Parties of a kind.
    pub(crate) fn parties(&self, kind: Kind) -> impl Iterator<Item = PartyPage> {
        let of_kind = self.matrix.party_ids().filter(move |(_, party)| party.kind_name() == kind);
        of_kind.map(|(id, _)| party::in_document(&self.matrix, &self.work, id))
    }

    /// Each system with its areas, for the table of all areas.
    pub(crate) fn rows(&self) -> impl Iterator<Item = SystemRows<'m>> {
        self.matrix.system_ids().map(|(id, _)| system::rows(&self.matrix, id))
    }

    /// Systems; `with_cells`: with the parties of their areas.
    pub(crate) fn systems(&self, with_cells: bool) -> impl Iterator<Item = SystemPage> {
        let area = if with_cells { area } else { outline };
        let page = move |id| system::in_document(&self.matrix, &self.work, id, (None, None), area);
        self.matrix.system_ids().filter_map(move |(id, _)| page(id).ok())
    }

    /// The names of the systems.
    pub(crate) fn system_names(&self) -> impl Iterator<Item = &str> {
        self.matrix.systems.iter().map(|system| system.name.as_str())
    }

    /// Whether an area has a party in a cell.
    pub(crate) fn uses(&self, of: Responsibility) -> bool {
        self.matrix.areas().any(|(_, area)| area.parties(of).next().is_some())
    }

    /// The addresses of each party, without those under which escalation levels call it.
    pub(crate) fn addresses(&self) -> impl Iterator<Item = (&str, Vec<ContactCard>)> {
        self.matrix.parties.iter().map(|party| (party.id.as_str(), contacts(&self.matrix, &party.contacts)))
    }
}

impl DocumentParts<'_> {
    /// The shifts from the clock's date on.
    pub(crate) fn ahead(&self) -> Ahead {
        rota::ahead(&self.pages.matrix, self.day)
    }

    /// Everything that has a heading or a row of its own and that links lead to, each with its kind.
    pub(crate) fn headed(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.things.iter().filter_map(|thing| {
            let kind = match thing.key {
                Key::Party(_) => "party",
                Key::System(_) => "system",
                Key::Area(..) => "area",
                Key::Policy(_) => "policy",
                Key::Level(..) => "level",
                Key::Change(_) => "change",
                Key::Rota(_) => "rota",
                _ => return None,
            };
            Some((kind, thing.id.as_str()))
        })
    }

    /// The number of the team of each party, which may be the party itself.
    pub(crate) fn teams(&self) -> impl Iterator<Item = (&str, usize)> {
        let teams = self.pages.matrix.party_ids().filter(|(_, party)| party.team().is_some()).map(|(id, _)| id);
        let numbers: HashMap<PartyId, usize> = teams.zip(0..).collect();
        self.pages.matrix.party_ids().filter_map(move |(id, party)| {
            let team = party.team_of_role().or_else(|| self.pages.matrix.led_by(id).first().copied());
            Some((party.id.as_str(), *numbers.get(&team.unwrap_or(id))?))
        })
    }
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
    for (id, _) in matrix.system_ids() {
        caveats.ended_in(matrix, id, today);
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
    use crate::query::things::things;
    use jiff::civil::date;

    #[test]
    fn every_item_of_the_matrix_has_its_page() {
        let matrix = crate::source::built_in().unwrap();
        let things = things(&matrix);
        let parts = document_parts(&matrix, &things, date(2025, 12, 19)).unwrap();
        let kinds = [Kind::Team, Kind::Role, Kind::Group, Kind::Person, Kind::Organisation, Kind::Placeholder];
        assert_eq!(kinds.into_iter().flat_map(|kind| parts.pages.parties(kind)).count(), matrix.parties.len());
        assert_eq!(parts.pages.systems(true).count(), matrix.systems.len());
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
        let matrix = Matrix::default();
        let parts = document_parts(&matrix, &[], date(2025, 1, 1)).unwrap();
        assert!(parts.pages.systems(true).next().is_none() && parts.coverage.is_none() && parts.warnings.is_empty());
    }
}
