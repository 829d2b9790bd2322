//! Areas and topics.

use super::mention::{Mention, mention};
use crate::matrix::{Matrix, Responsibility, SystemId};
use crate::query::card::{self, At, Named};
use crate::query::things;
use crate::text::name;

answer! {
    /// An area of a system.
    pub(crate) struct AreaPage {
        /// `area`.
        pub kind: &'static str,
        /// Its id, its system's before it.
        pub id: String,
        /// Its full name.
        pub name: String,
        /// Other names.
        pub aliases: Vec<String>,
        /// Its system.
        pub system: Named,
        /// What ties it to areas of other systems.
        pub topic: Option<String>,
        /// Which phase of the system's migration it is, from 1.
        pub migration_phase: Option<u32>,
        /// Who does it.
        pub primary: Vec<Mention>,
        /// Who stands in.
        pub secondary: Vec<Mention>,
        /// Who is escalated to.
        pub escalation: Vec<Mention>,
        /// Who must approve.
        pub approval: Vec<Mention>,
        /// Who answers for it.
        pub accountable: Vec<Mention>,
        /// Who is asked.
        pub consulted: Vec<Mention>,
        /// Who is told.
        pub informed: Vec<Mention>,
        /// Anything else that is said of it.
        pub note: Option<String>,
        /// Where it stands.
        pub at: At,
    }
}

answer! {
    /// A topic: what ties areas of several systems.
    pub(crate) struct TopicPage {
        /// `topic`.
        pub kind: &'static str,
        /// Its id.
        pub id: String,
        /// Its id as words.
        pub name: String,
        /// Its areas.
        pub areas: Vec<AreaPage>,
        /// Where an area first names it.
        pub at: Option<At>,
    }
}

impl AreaPage {
    /// The parties of one responsibility.
    pub(crate) fn parties(&self, responsibility: Responsibility) -> &[Mention] {
        match responsibility {
            Responsibility::Primary => &self.primary,
            Responsibility::Secondary => &self.secondary,
            Responsibility::Escalation => &self.escalation,
            Responsibility::Approval => &self.approval,
            Responsibility::Accountable => &self.accountable,
            Responsibility::Consulted => &self.consulted,
            Responsibility::Informed => &self.informed,
        }
    }
}

pub(super) fn page(matrix: &Matrix, system: SystemId, index: usize) -> AreaPage {
    let owner = matrix.system(system);
    let area = &owner.areas[index];
    let cell = |of| area.parties(of).map(|party| mention(matrix, party)).collect();
    let phases = owner.migration.as_ref().map(|migration| migration.phases.as_slice()).unwrap_or_default();
    AreaPage {
        kind: "area",
        id: things::area_id(matrix, system, index),
        name: area.name.clone(),
        aliases: area.aliases.clone(),
        system: card::system_name(matrix, system),
        topic: area.topic.clone(),
        migration_phase: (1..).zip(phases).find(|(_, phase)| **phase == index).map(|(number, _)| number),
        primary: cell(Responsibility::Primary),
        secondary: cell(Responsibility::Secondary),
        escalation: cell(Responsibility::Escalation),
        approval: cell(Responsibility::Approval),
        accountable: cell(Responsibility::Accountable),
        consulted: cell(Responsibility::Consulted),
        informed: cell(Responsibility::Informed),
        note: area.note.clone(),
        at: card::at(matrix, area.place),
    }
}

pub(super) fn pages(matrix: &Matrix, system: SystemId) -> Vec<AreaPage> {
    (0..matrix.system(system).areas.len()).map(|index| page(matrix, system, index)).collect()
}

pub(super) fn topic_page(matrix: &Matrix, index: usize) -> TopicPage {
    let topic = matrix.topics()[index];
    let mut areas = Vec::new();
    for (id, system) in matrix.system_ids() {
        let of_topic = (0..system.areas.len()).filter(|area| system.areas[*area].topic.as_deref() == Some(topic));
        areas.extend(of_topic.map(|area| page(matrix, id, area)));
    }
    let at = areas.first().map(|area| area.at.clone());
    TopicPage { kind: "topic", id: topic.to_owned(), name: name::title(topic), areas, at }
}
