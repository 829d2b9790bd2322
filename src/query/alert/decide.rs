//! Which system and area an alert is about.
//!
//! Kinds of evidence have an order and no weight. The first kind that fits any system decides. If it leaves several systems, no
//! later kind chooses among them. Later kinds may choose the area.

use std::collections::HashSet;

use super::names;
use crate::alert::Alert;
use crate::matrix::selector::{Selected, select};
use crate::matrix::{Evidence, Matrix, Place, Selector, SelectorKind, SystemId};
use crate::query::resolve;

words! {
    /// A kind of evidence, the first to decide first.
    pub(crate) enum EvidenceKind {
        /// The complete text is the name of a system, or of a system and an area.
        Whole = "whole",
        /// Labels of the alert.
        Label = "label",
        /// A URL.
        Url = "url",
        /// A file path.
        Path = "path",
        /// A repository.
        Repository = "repository",
        /// A host.
        Host = "host",
        /// The name of a system or an area within the text.
        Name = "name",
        /// A channel, a telephone number or another address of a system.
        Address = "address",
        /// Words in the text.
        Words = "words",
    }
}

impl EvidenceKind {
    const fn of(evidence: &Evidence) -> Self {
        match evidence {
            Evidence::Labels(_) => Self::Label,
            Evidence::Url(_) => Self::Url,
            Evidence::Path(_) | Evidence::File(_) => Self::Path,
            Evidence::Repository(_) => Self::Repository,
            Evidence::Host(_) => Self::Host,
            Evidence::Words(_) => Self::Words,
        }
    }

    /// The kind of the selectors that it may fit.
    pub(crate) const fn selector(self) -> Option<SelectorKind> {
        match self {
            Self::Label => Some(SelectorKind::Label),
            Self::Url => Some(SelectorKind::Url),
            Self::Path => Some(SelectorKind::Path),
            Self::Repository => Some(SelectorKind::Repository),
            Self::Host => Some(SelectorKind::Host),
            Self::Words => Some(SelectorKind::Word),
            Self::Whole | Self::Name | Self::Address => None,
        }
    }

    /// Kinds of one step decide together.
    const fn step(self) -> u8 {
        match self {
            Self::Whole => 0,
            Self::Label => 1,
            Self::Url | Self::Path | Self::Repository => 2,
            Self::Host => 3,
            Self::Name | Self::Address => 4,
            Self::Words => 5,
        }
    }
}

/// Evidence that fits a system or one of its areas.
#[derive(Debug)]
pub(super) struct Match<'m> {
    pub(super) kind: EvidenceKind,
    /// The part of the alert that fits.
    pub(super) text: String,
    pub(super) selector: Option<&'m Selector>,
    pub(super) system: SystemId,
    pub(super) area: Option<usize>,
    /// Lower is better, among the fits of one piece of evidence.
    rank: usize,
}

impl Match<'_> {
    pub(super) fn place(&self, matrix: &Matrix) -> Place {
        let system = matrix.system(self.system);
        let of_thing = || self.area.map_or(system.place, |area| system.areas[area].place);
        self.selector.map_or_else(of_thing, |selector| selector.place)
    }
}

/// What an alert fits.
#[derive(Debug, Default)]
pub(super) struct Decision<'m> {
    /// The systems that are left: one, or several that fit equally well.
    pub(super) systems: Vec<SystemId>,
    /// The area of the one system.
    pub(super) area: Option<usize>,
    /// Every match, in the order of their kinds, and whether it decided.
    pub(super) matches: Vec<(Match<'m>, bool)>,
}

pub(super) fn decide<'m>(matrix: &'m Matrix, alert: &Alert, given: &[Evidence]) -> Decision<'m> {
    let mut matches = matches(matrix, alert, given);
    let Some(step) = matches.iter().map(|found| found.kind.step()).min() else {
        return by_prefix(matrix, alert).unwrap_or_default();
    };
    let is_first = |found: &Match<'_>| found.kind.step() == step;
    let best = matches.iter().filter(|found| is_first(found) && found.rank == 0);
    let systems = without_parents(matrix, best.map(|found| found.system).collect());
    let mut area = None;
    if let [system] = systems[..] {
        matches.extend(names::areas(matrix, system, &alert.words).into_iter().map(|mention| {
            let (area, text) = (Some(mention.thing), mention.text);
            Match { kind: EvidenceKind::Name, text, selector: None, system, area, rank: 0 }
        }));
        matches.sort_by_key(|found| found.kind);
        area = self::area(system, &matches);
    }
    let decides = |found: &Match<'_>| {
        let of_system = is_first(found) && found.rank == 0 && systems.contains(&found.system);
        let of_area = area.is_some_and(|(area, step)| found.area == Some(area) && found.kind.step() == step);
        of_system || of_area && systems.contains(&found.system)
    };
    let marks: Vec<bool> = matches.iter().map(decides).collect();
    let matches = matches.into_iter().zip(marks).collect();
    Decision { systems, area: area.map(|(area, _)| area), matches }
}

/// Where nothing fits, the complete text may be a system or `SYSTEM/AREA` in short.
fn by_prefix<'m>(matrix: &'m Matrix, alert: &Alert) -> Option<Decision<'m>> {
    let text = alert.whole.as_deref()?;
    let (systems, area) = match names::by_prefix(matrix, alert) {
        Some(row) => row.map(|(system, area)| (vec![system], Some(area))).ok()?,
        None => (resolve::systems(matrix, text).into_iter().map(|(id, _)| id).collect(), None),
    };
    let found = |system: &SystemId| {
        let (kind, system, text) = (EvidenceKind::Whole, *system, text.to_owned());
        (Match { kind, text, selector: None, system, area, rank: 0 }, true)
    };
    let matches = systems.iter().map(found).collect();
    Some(Decision { systems, area, matches })
}

/// All matches, in the order of their kinds.
fn matches<'m>(matrix: &'m Matrix, alert: &Alert, given: &[Evidence]) -> Vec<Match<'m>> {
    let mut found = Vec::new();
    let named = |kind, text: &String| {
        let (system, area) = names::whole(matrix, text)?;
        let area = area.and_then(|area| matrix.system(system).areas.iter().position(|of| of.id == area.id));
        Some(Match { kind, text: text.clone(), selector: None, system, area, rank: 0 })
    };
    found.extend(alert.whole.iter().filter_map(|text| named(EvidenceKind::Whole, text)));
    // `SYSTEM/AREA` within the text looks like a repository.
    let rows = names::rows(alert).filter_map(|text| named(EvidenceKind::Name, text));
    found.extend(rows.filter(|found| found.area.is_some()));
    let given = given.iter().map(|evidence| (EvidenceKind::of(evidence), evidence.text(), evidence.clone()));
    for (kind, text, evidence) in evidence(alert).chain(given) {
        found.extend(select(matrix, &evidence).into_iter().map(|selected| of_selector(kind, text, &selected)));
    }
    for mention in names::systems(matrix, &alert.words) {
        let (system, text) = (mention.thing, mention.text);
        found.push(Match { kind: EvidenceKind::Name, text, selector: None, system, area: None, rank: 0 });
    }
    for (system, address) in names::addressed(matrix, &alert.addresses) {
        let text = address.to_owned();
        found.push(Match { kind: EvidenceKind::Address, text, selector: None, system, area: None, rank: 0 });
    }
    found.sort_by_key(|found| found.kind);
    found
}

/// Everything in an alert that selectors may fit, with its text if it is one of several.
pub(super) fn evidence<'a>(alert: &'a Alert) -> impl Iterator<Item = (EvidenceKind, &'a str, Evidence)> {
    let of = |kind, texts: &'a [String], evidence: fn(String) -> Evidence| {
        texts.iter().map(move |text| (kind, text.as_str(), evidence(text.clone())))
    };
    let addresses = of(EvidenceKind::Url, &alert.urls, Evidence::Url);
    let paths = of(EvidenceKind::Path, &alert.paths, Evidence::Path);
    let repositories = of(EvidenceKind::Repository, &alert.repositories, Evidence::Repository);
    let hosts = of(EvidenceKind::Host, &alert.hosts, Evidence::Host);
    let labels = (EvidenceKind::Label, "", Evidence::Labels(alert.labels.clone()));
    let words = (EvidenceKind::Words, "", Evidence::Words(alert.words.clone()));
    [labels, words].into_iter().chain(addresses).chain(paths).chain(repositories).chain(hosts)
}

fn of_selector<'m>(kind: EvidenceKind, text: &str, selected: &Selected<'m>) -> Match<'m> {
    // Labels and words are taken from all of the alert, so the selector says which of them fit.
    let is_of_all = matches!(kind, EvidenceKind::Label | EvidenceKind::Words);
    let text = if is_of_all { &selected.selector.text } else { text };
    Match {
        kind,
        text: text.to_owned(),
        selector: Some(selected.selector),
        system: selected.system,
        area: selected.area,
        rank: selected.rank,
    }
}

/// Each system once, without the ancestors of another.
fn without_parents(matrix: &Matrix, mut systems: Vec<SystemId>) -> Vec<SystemId> {
    systems.sort();
    systems.dedup();
    let above: HashSet<SystemId> = systems.iter().flat_map(|id| matrix.lineage(*id).skip(1)).collect();
    systems.retain(|id| !above.contains(id));
    systems
}

/// The area of a system, and the step that decides: the first one at which evidence fits any of its areas, if it leaves one.
fn area(system: SystemId, matches: &[Match<'_>]) -> Option<(usize, u8)> {
    let of_system = matches.iter().filter(|found| found.system == system);
    let areas: Vec<_> = of_system.filter_map(|found| Some((found.kind.step(), found.rank, found.area?))).collect();
    let (step, rank, first) = areas.iter().min().copied()?;
    let is_alone = areas.iter().all(|(at, of, area)| (*at, *of) != (step, rank) || *area == first);
    is_alone.then_some((first, step))
}
