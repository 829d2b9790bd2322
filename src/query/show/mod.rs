//! `own show`: all that the matrix says of one thing.

mod change;
mod contact;
mod document;
mod duty;
mod escalation;
mod named;
mod on_call;
mod organisation;
mod parts;
mod party;
mod section;
mod system;
mod topic;
mod work;

pub(crate) use change::ChangePage;
pub(crate) use contact::ContactPage;
pub(crate) use document::{ClaimCard, DocumentPage, ReviewCard};
pub(crate) use duty::DutyPage;
pub(crate) use escalation::{LevelPage, PolicyPage};
pub(crate) use on_call::{CalendarPage, ExceptionCard, HolidayCard, RotaRule, StandIn, fallback_of, takes_turns};
pub(crate) use organisation::{Organisation, organisation};
pub(crate) use parts::{CheckSetting, DocumentPages, DocumentParts, assessed, document_parts};
pub(crate) use party::{AwayCard, PartyPage, ThroughPart};
pub(super) use section::weeks;
pub(crate) use section::{ChannelPage, OnboardingPage, WeekCard};
pub(crate) use system::{BandCard, MigrationCard, SystemPage, SystemRows};
pub(crate) use topic::TopicPage;
use work::Work;
pub(crate) use work::{LevelCall, MigrationPart, PartyArea};

use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;

use super::change::approval_caveats;
use super::fields::{Definitions, Fields, Shape};
use super::{
    Answer, AreaRow, Caveats, Clock, Key, Parties, Present, SelectorCard, ServiceLevelPage, StepPage, TargetPage,
    Thing, Typed, Unanswered, Warning, area, choose, process, service_level, things,
};
use crate::matrix::{Evidence, Kind, Matrix, Part, Scope};
use named::Named;

/// What is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct NamedThing {
    /// The thing, as typed.
    pub thing: String,
    /// Selects a system or an area, instead of its name.
    pub evidence: Vec<Evidence>,
    /// Which kind of thing, as typed.
    pub kind: Option<String>,
    /// The day on which the first week begins, of a thing that counts weeks.
    pub from: Option<Typed>,
    /// The time of the asker: a review is due or overdue today.
    pub clock: Clock,
}

impl NamedThing {
    /// What of a matrix it is about, where what it names exactly is a system.
    pub(crate) fn scope(&self) -> Scope {
        match self.evidence.as_slice() {
            [] => Scope::Parts(vec![Part::Thing(self.thing.clone())]),
            evidence => Scope::of_evidence(evidence),
        }
    }
}

/// Whether an answer says nothing of what other systems have to do with the thing: it is the page of a system.
pub(crate) fn stands_alone(answer: &Answer<Shown>) -> bool {
    matches!(answer.results[..], [Shown::System(_)])
}

/// Declares the pages that there are.
macro_rules! pages {
    ($($(#[$about:meta])* $variant:ident($page:ty),)+) => {
        /// A page of one thing. Serialises as the page itself; its `kind` says which it is.
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[serde(untagged)]
        pub(crate) enum Shown {
            $($(#[$about])* $variant(Box<$page>),)+
        }

        impl Shown {
            /// The schemas of all pages.
            pub(crate) fn schemas(definitions: &mut Definitions) -> Vec<Value> {
                vec![$(<$page>::schema(definitions)),+]
            }

            /// What fields it has.
            pub(crate) fn shape(&self) -> Shape {
                match self {
                    $(Self::$variant(_) => <$page>::shape(),)+
                }
            }
        }

        $(impl From<$page> for Shown {
            fn from(page: $page) -> Self {
                Self::$variant(Box::new(page))
            }
        })+
    };
}

pages! {
    /// The document's own data.
    Document(DocumentPage),
    /// A party.
    Party(PartyPage),
    /// A rota.
    Rota(RotaRule),
    /// A calendar.
    Calendar(CalendarPage),
    /// A system.
    System(SystemPage),
    /// An area of a system.
    Area(AreaRow),
    /// A topic.
    Topic(TopicPage),
    /// A duty.
    Duty(DutyPage),
    /// An address.
    Contact(ContactPage),
    /// What is promised of one system.
    ServiceLevel(ServiceLevelPage),
    /// A target that holds for all systems.
    Target(TargetPage),
    /// An escalation policy.
    Policy(PolicyPage),
    /// One of its levels.
    Level(LevelPage),
    /// Ways to communicate at one urgency.
    Channel(ChannelPage),
    /// A change category.
    Change(ChangePage),
    /// A step of the change process.
    Step(StepPage),
    /// Training of new members: all weeks, or one.
    Onboarding(OnboardingPage),
}

/// The organisation around the party that is asked about, with what is to be said of it.
pub(crate) fn drawn(matrix: &Matrix, question: &NamedThing) -> Result<(Organisation, Vec<Warning>), Unanswered> {
    let things = things(matrix);
    let thing = named::resolve(matrix, &things, &question.thing, question.kind.as_deref())?;
    let Named::Thing(Thing { key: Key::Party(party), .. }) = thing else {
        let hints = vec!["`own escalate SYSTEM` draws an escalation path; everything else is a page".to_owned()];
        return Err(Unanswered::nothing("only a team, a role or a group can be drawn", hints));
    };
    let mut caveats = Caveats::default();
    caveats.party(matrix, party);
    Ok((organisation(matrix, party), caveats.into_warnings()))
}

/// Answers `own show`.
pub(crate) fn show(matrix: &Matrix, question: &NamedThing) -> Result<Answer<Shown>, Unanswered> {
    let things = things(matrix);
    let clock = &question.clock;
    let from = question.from.as_ref().map(|from| clock.date(Some(from), matrix)).transpose()?;
    let mut caveats = Caveats::default();
    let (thing, matched) = match named(matrix, &things, question, &mut caveats)? {
        (Named::Thing(thing), matched) => (thing, matched),
        (Named::AllWeeks, _) => {
            let shown = section::all_weeks(matrix, from)?.into();
            return Ok(Answer::new(Kind::Onboarding.as_str(), vec![shown], Caveats::default()));
        }
    };
    if from.is_some() && !counts_weeks(matrix, thing.key) {
        let message = format!("--from dates the weeks of a migration or of the onboarding: {} has none", thing.name);
        return Err(Unanswered::misuse(message, Vec::new()));
    }
    let today = match thing.key {
        Key::System(id) | Key::Area(id, _) => Present::new(matrix, clock).today(id)?,
        Key::Party(_) => Some(clock.today(matrix)?),
        _ => matrix.has_absences().then(|| clock.today(matrix)).transpose()?,
    };
    ended(matrix, thing.key, today, &mut caveats);
    match thing.key {
        Key::Party(party) => caveats.party(matrix, party),
        Key::System(system) => system::caveats(matrix, system, from, &mut caveats),
        Key::Change(index) => approval_caveats(matrix, matrix.change(index), &mut caveats),
        key => named::system_of(key).into_iter().for_each(|system| caveats.system(matrix, system)),
    }
    let parties = &Parties::on(matrix, today);
    let shown = match thing.key {
        Key::Document => document::page(parties, clock.today(matrix)?).into(),
        Key::Party(id) => party::page(parties, &Work::of(matrix, &things), id)?.into(),
        Key::Rota(index) => on_call::rota(parties, &thing, index).into(),
        Key::Calendar(id) => on_call::calendar(parties, &thing, id).into(),
        Key::System(id) => system::page(parties, &Work::of(matrix, &things), id, (from, today))?.into(),
        Key::Area(id, index) => area(parties, id, &matrix.system(id).areas[index], today).into(),
        Key::Topic(index) => topic::page(parties, &thing, index).into(),
        Key::Duty(id, index) => duty::page(parties, &thing, id, index).into(),
        Key::Contact(of, index) => contact::page(matrix, &thing, of, index).into(),
        Key::ServiceLevel(id) => service_level::page(matrix, &thing, id).into(),
        Key::Target(index) => service_level::target(matrix, &matrix.targets[index]).into(),
        Key::Policy(index) => escalation::policy_page(parties, &thing, index).into(),
        Key::Level(policy, index) => escalation::page(parties, matrix.policy(policy), index).into(),
        Key::Channel(index) => section::channel_page(matrix, &thing, index).into(),
        Key::Change(index) => change::page(parties, matrix.change(index)).into(),
        Key::Step(index) => process::step(parties, index, |_| true).into(),
        Key::Week(index) => section::week_page(matrix, &thing, index, from)?.into(),
    };
    Ok(Answer { matched, ..Answer::new(thing.kind.as_str(), vec![shown], caveats) })
}

/// The thing that is named or selected, and the selectors that chose it.
fn named(
    matrix: &Matrix,
    things: &[Thing],
    question: &NamedThing,
    caveats: &mut Caveats,
) -> Result<(Named, Vec<SelectorCard>), Unanswered> {
    if question.evidence.is_empty() {
        return Ok((named::resolve(matrix, things, &question.thing, question.kind.as_deref())?, Vec::new()));
    }
    let choice = choose(matrix, &question.evidence, caveats)?;
    let is_chosen = |thing: &&Thing| match (thing.key, choice.area) {
        (Key::Area(system, index), Some(area)) => {
            system == choice.system && matrix.system(system).areas[index].id == area.id
        }
        (key, None) => key == Key::System(choice.system),
        _ => false,
    };
    let thing = things.iter().find(is_chosen).cloned();
    let thing = thing.ok_or_else(|| Unanswered::nothing("nothing is selected", Vec::new()))?;
    Ok((Named::Thing(thing), choice.matched))
}

/// Assignments and ownerships of a system or an area that have ended.
fn ended(matrix: &Matrix, key: Key, today: Option<Date>, caveats: &mut Caveats) {
    match (key, today) {
        (Key::System(id), Some(today)) => caveats.ended_in(matrix, id, today),
        (Key::Area(id, index), Some(today)) => {
            caveats.ended(matrix, &matrix.system(id).areas[index].assignments, today);
        }
        _ => {}
    }
}

/// Whether a thing counts weeks from a day.
fn counts_weeks(matrix: &Matrix, key: Key) -> bool {
    match key {
        Key::Week(_) => true,
        Key::System(id) => matrix.system(id).migration.as_ref().is_some_and(|migration| !migration.timeline.is_empty()),
        _ => false,
    }
}
