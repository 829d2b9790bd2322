//! `own show`: all that the matrix says of one thing.

mod area;
mod change;
mod contact;
mod document;
mod duty;
mod escalation;
mod mention;
mod named;
mod on_call;
mod organisation;
mod parts;
mod party;
mod section;
mod service_level;
mod system;
mod work;

pub(crate) use area::{AreaPage, TopicPage};
pub(super) use change::process;
pub(crate) use change::{ChangePage, EntryCard, StepPage};
pub(crate) use contact::ContactPage;
pub(crate) use document::{ClaimCard, DocumentPage, ReviewCard};
pub(crate) use duty::DutyPage;
pub(crate) use escalation::{LevelContactCard, LevelPage, PolicyPage};
pub(crate) use mention::Mention;
pub(super) use mention::{mention, mentions};
pub(crate) use on_call::{CalendarPage, ExceptionCard, HolidayCard, PersonPage, RotaRule};
pub(crate) use organisation::{Organisation, organisation};
pub(crate) use parts::{DocumentParts, document_parts};
pub(crate) use party::PartyPage;
pub(super) use section::weeks;
pub(crate) use section::{ChannelPage, OnboardingPage, WeekCard};
pub(crate) use service_level::{ServiceLevelCard, ServiceLevelPage, TargetPage};
pub(super) use service_level::{card as service_level_card, targets};
pub(crate) use system::{BandCard, LevelBrief, MigrationCard, OwnerCard, SystemPage};
pub(crate) use work::{Held, LevelCall, MigrationPart, SystemArea};

use jiff::civil::Date;
use serde::Serialize;

use super::fields::{Fields, Shape};
use super::things::{Key, Kind, Thing, things};
use super::{Answer, Caveats, Unanswered, Warning};
use crate::matrix::{Matrix, Part, Scope};
use named::Named;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Question {
    /// The thing, as typed.
    pub thing: String,
    /// Which kind of thing, as typed.
    pub kind: Option<String>,
    /// The day that today is taken for: a review is due or overdue on it.
    pub today: Date,
    /// The day on which the first week begins, of a thing that counts weeks.
    pub from: Option<Date>,
}

impl Question {
    /// What of a matrix it is about, where what it names exactly is a system.
    pub(crate) fn scope(&self) -> Scope {
        Scope::Parts(vec![Part::Thing(self.thing.clone())])
    }
}

/// Whether an answer says nothing of what other systems have to do with the thing: it is the page of a system.
pub(crate) fn stands_alone(answer: &Answer<Shown>) -> bool {
    matches!(answer.results[..], [Shown::System(_)])
}

/// A page of one thing. Serialises as the page itself; its `kind` says which it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub(crate) enum Shown {
    /// The document's own data.
    Document(Box<DocumentPage>),
    /// A team, a role, a group or a placeholder.
    Party(Box<PartyPage>),
    /// Somebody who takes turns in rotas.
    Person(PersonPage),
    /// A rota.
    Rota(Box<RotaRule>),
    /// A calendar.
    Calendar(Box<CalendarPage>),
    /// A system.
    System(Box<SystemPage>),
    /// An area of a system.
    Area(Box<AreaPage>),
    /// A topic.
    Topic(TopicPage),
    /// A duty.
    Duty(Box<DutyPage>),
    /// An address.
    Contact(ContactPage),
    /// What is promised of one system.
    ServiceLevel(ServiceLevelPage),
    /// A target that holds for all systems.
    Target(TargetPage),
    /// An escalation policy.
    Policy(PolicyPage),
    /// One of its levels.
    Level(Box<LevelPage>),
    /// Ways to communicate at one urgency.
    Channel(ChannelPage),
    /// A change category.
    Change(Box<ChangePage>),
    /// A step of the change process.
    Step(StepPage),
    /// Training of new members: all weeks, or one.
    Onboarding(OnboardingPage),
}

impl Shown {
    /// What fields it has.
    pub(crate) fn shape(&self) -> Shape {
        match self {
            Self::Document(_) => DocumentPage::shape(),
            Self::Party(_) => PartyPage::shape(),
            Self::Person(_) => PersonPage::shape(),
            Self::Rota(_) => RotaRule::shape(),
            Self::Calendar(_) => CalendarPage::shape(),
            Self::System(_) => SystemPage::shape(),
            Self::Area(_) => AreaPage::shape(),
            Self::Topic(_) => TopicPage::shape(),
            Self::Duty(_) => DutyPage::shape(),
            Self::Contact(_) => ContactPage::shape(),
            Self::ServiceLevel(_) => ServiceLevelPage::shape(),
            Self::Target(_) => TargetPage::shape(),
            Self::Policy(_) => PolicyPage::shape(),
            Self::Level(_) => LevelPage::shape(),
            Self::Channel(_) => ChannelPage::shape(),
            Self::Change(_) => ChangePage::shape(),
            Self::Step(_) => StepPage::shape(),
            Self::Onboarding(_) => OnboardingPage::shape(),
        }
    }
}

/// The organisation around the party that is asked about, with what is to be said of it.
pub(crate) fn drawn(matrix: &Matrix, question: &Question) -> Result<(Organisation, Vec<Warning>), Unanswered> {
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
pub(crate) fn show(matrix: &Matrix, question: &Question) -> Result<Answer<Shown>, Unanswered> {
    let things = things(matrix);
    let thing = match named::resolve(matrix, &things, &question.thing, question.kind.as_deref())? {
        Named::Thing(thing) => thing,
        Named::AllWeeks => {
            let shown = Shown::Onboarding(section::all_weeks(matrix, question.from)?);
            return Ok(Answer::new(Kind::Onboarding.as_str(), vec![shown], Caveats::default()));
        }
    };
    if question.from.is_some() && !counts_weeks(matrix, thing.key) {
        let message =
            format!("--from puts dates on weeks, of a migration or of the onboarding: {} has none", thing.name);
        return Err(Unanswered::misuse(message, Vec::new()));
    }
    let mut caveats = Caveats::default();
    match thing.key {
        Key::Party(party) => caveats.party(matrix, party),
        Key::System(system) => system::caveats(matrix, system, question.from, &mut caveats),
        Key::Change(index) => crate::query::change::approval_caveats(matrix, &matrix.changes[index], &mut caveats),
        key => named::system_of(key).into_iter().for_each(|system| caveats.system(matrix, system)),
    }
    let shown = match thing.key {
        Key::Document => Shown::Document(Box::new(document::page(matrix, question.today))),
        Key::Party(party) => Shown::Party(Box::new(party::page(matrix, &things, party))),
        Key::Person(person) => Shown::Person(on_call::person(matrix, person)),
        Key::Rota(index) => Shown::Rota(Box::new(on_call::rota(matrix, &thing, index))),
        Key::Calendar(id) => Shown::Calendar(Box::new(on_call::calendar(matrix, &thing, id))),
        Key::System(system) => Shown::System(Box::new(system::page(matrix, &things, system, question.from)?)),
        Key::Area(system, index) => Shown::Area(Box::new(area::page(matrix, system, index))),
        Key::Topic(index) => Shown::Topic(area::topic_page(matrix, index)),
        Key::Duty(system, index) => Shown::Duty(Box::new(duty::page(matrix, &thing.id, system, index))),
        Key::Contact(of, index) => Shown::Contact(contact::page(matrix, &thing, of, index)),
        Key::ServiceLevel(system) => Shown::ServiceLevel(service_level::page(matrix, &thing, system)),
        Key::Target(index) => Shown::Target(service_level::target_page(matrix, index)),
        Key::Policy(index) => Shown::Policy(escalation::policy_page(matrix, &thing, index)),
        Key::Level(policy, index) => Shown::Level(Box::new(escalation::page(matrix, policy, index))),
        Key::Channel(index) => Shown::Channel(section::channel_page(matrix, &thing, index)),
        Key::Change(index) => Shown::Change(Box::new(change::page(matrix, index))),
        Key::Step(index) => Shown::Step(change::step_page(matrix, &thing, index)),
        Key::Week(index) => Shown::Onboarding(section::week_page(matrix, &thing, index, question.from)?),
    };
    Ok(Answer::new(thing.kind.as_str(), vec![shown], caveats))
}

/// Whether a thing counts weeks from a day.
fn counts_weeks(matrix: &Matrix, key: Key) -> bool {
    match key {
        Key::Week(_) => true,
        Key::System(id) => matrix.system(id).migration.as_ref().is_some_and(|migration| !migration.timeline.is_empty()),
        _ => false,
    }
}
