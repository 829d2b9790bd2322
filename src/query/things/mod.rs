//! Everything in a matrix that can be named: one walk for `show`, `list` and `find`.

mod kind;
mod said;

pub(crate) use kind::Class;

use std::collections::HashMap;

use super::card;
use crate::matrix::{
    Area, CalendarId, Called, ChangeId, Contact, Kind, Matrix, PartyId, Place, PolicyId, System, SystemId,
};
use crate::text::name;

/// Something that can be named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Thing {
    /// What it is.
    pub kind: Kind,
    /// What tells it from all others of its kind: its id, with the ids of what it belongs to before it.
    pub id: String,
    /// Its full name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Which item of the matrix it is.
    pub key: Key,
    /// Position in the source.
    pub place: Place,
}

/// Which item of a matrix a thing is; numbers are indices into its lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    /// The document's own data.
    Document,
    /// A party.
    Party(PartyId),
    /// A rota.
    Rota(usize),
    /// A calendar.
    Calendar(CalendarId),
    /// A system.
    System(SystemId),
    /// An area of a system.
    Area(SystemId, usize),
    /// A topic: index into [`Matrix::topics`].
    Topic(usize),
    /// A duty of a system, or a global duty.
    Duty(Option<SystemId>, usize),
    /// An address.
    Contact(ContactOf, usize),
    /// What is promised of a system.
    ServiceLevel(SystemId),
    /// A target that holds for all systems.
    Target(usize),
    /// An escalation policy.
    Policy(PolicyId),
    /// A level of a policy.
    Level(PolicyId, usize),
    /// Ways to communicate at one urgency.
    Channel(usize),
    /// A change category.
    Change(ChangeId),
    /// A step of the change process.
    Step(usize),
    /// A week of the training of new members.
    Week(usize),
}

/// Whose address it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ContactOf {
    /// A system's.
    System(SystemId),
    /// A party's own.
    Party(PartyId),
    /// That of a level-contact: policy, level and contact.
    Level(PolicyId, usize, usize),
}

impl Thing {
    /// The part of its id that is its own: `backup` of `postgresql/backup`.
    pub(crate) fn local_id(&self) -> &str {
        self.id.rsplit('/').next().unwrap_or(&self.id)
    }

    /// What it can be called, without what it belongs to.
    pub(crate) fn called(&self) -> Called<'_> {
        Called { id: self.local_id(), name: &self.name, aliases: &self.aliases }
    }

    /// One line that tells it from others of the same name, where the matrix has something that would.
    pub(crate) fn brief(&self, matrix: &Matrix) -> Option<String> {
        Some(said::of(matrix, self.key).0).filter(|brief| !brief.is_empty())
    }

    /// Its texts beyond its names, each under the name of its field.
    pub(crate) fn texts<'m>(&self, matrix: &'m Matrix) -> Vec<(&'static str, &'m str)> {
        said::of(matrix, self.key).1
    }
}

/// Everything that can be named, in the order of the matrix.
pub(crate) fn things(matrix: &Matrix) -> Vec<Thing> {
    let mut walk = Walk { matrix, things: Vec::new(), duty_ids: HashMap::new() };
    if let Some(place) = matrix.document.place {
        let title = matrix.document.title.clone().unwrap_or_else(|| "Document".to_owned());
        walk.add(Kind::Document, Key::Document, "document".to_owned(), &title, &[], place);
    }
    walk.parties();
    walk.on_call();
    walk.systems();
    walk.escalation();
    walk.changes();
    walk.targets();
    for (index, duty) in matrix.duties.iter().enumerate() {
        let id = walk.duty_id(&[duty.kind.as_str()], &duty.task);
        walk.add(Kind::Duty, Key::Duty(None, index), id, &duty.task, &[], duty.place);
    }
    for (index, week) in matrix.onboarding.iter().enumerate() {
        let (id, name) = (format!("week-{}", week.number), format!("Week {}", week.number));
        walk.add(Kind::Onboarding, Key::Week(index), id, &name, &[], week.place);
    }
    walk.things
}

/// The id of an area among all areas: `postgresql/backup`.
pub(crate) fn area_id(system: &System, area: &Area) -> String {
    format!("{}/{}", system.id, area.id)
}

/// A party by name; a placeholder says so.
pub(super) fn party_name(matrix: &Matrix, id: PartyId) -> String {
    let party = matrix.party(id);
    if party.is_placeholder() { format!("{} (placeholder)", party.name) } else { party.name.clone() }
}

/// Parties by name on one line.
pub(super) fn party_names(matrix: &Matrix, ids: impl IntoIterator<Item = PartyId>) -> String {
    ids.into_iter().map(|id| party_name(matrix, id)).collect::<Vec<_>>().join(", ")
}

/// The contacts behind the owner of an address.
pub(crate) fn contacts(matrix: &Matrix, of: ContactOf) -> &[Contact] {
    match of {
        ContactOf::System(id) => &matrix.system(id).contacts,
        ContactOf::Party(id) => &matrix.party(id).contacts,
        ContactOf::Level(policy, level, contact) => &matrix.policy(policy).levels[level].contacts[contact].contacts,
    }
}

/// Things as they are found.
struct Walk<'m> {
    matrix: &'m Matrix,
    things: Vec<Thing>,
    /// Ids of duties, each with the last number that tells equal ones apart.
    duty_ids: HashMap<String, u32>,
}

impl<'m> Walk<'m> {
    fn add(&mut self, kind: Kind, key: Key, id: String, name: &str, aliases: &[String], place: Place) {
        self.things.push(Thing { kind, id, name: name.to_owned(), aliases: aliases.to_vec(), key, place });
    }

    fn parties(&mut self) {
        for (id, party) in self.matrix.party_ids() {
            self.add(party.kind_name(), Key::Party(id), party.id.clone(), &party.name, &party.aliases, party.place);
            self.contacts(ContactOf::Party(id), &party.id, &party.contacts);
        }
    }

    /// Rotas and calendars.
    fn on_call(&mut self) {
        for (index, rota) in self.matrix.rotas.iter().enumerate() {
            let name = card::rota_name(rota).name;
            self.add(Kind::Rota, Key::Rota(index), rota.id.clone(), &name, &[], rota.place);
        }
        for (id, calendar) in self.matrix.calendar_ids() {
            let name = name::title(&calendar.id);
            self.add(Kind::Calendar, Key::Calendar(id), calendar.id.clone(), &name, &[], calendar.place);
        }
    }

    fn systems(&mut self) {
        let mut topics = (0..).zip(self.matrix.topics()).peekable();
        for (id, system) in self.matrix.system_ids() {
            self.add(Kind::System, Key::System(id), system.id.clone(), &system.name, &system.aliases, system.place);
            for (index, area) in system.areas.iter().enumerate() {
                let full_id = area_id(system, area);
                self.add(Kind::Area, Key::Area(id, index), full_id, &area.name, &area.aliases, area.place);
                // A topic's position is that of the first area that names it.
                if let Some((number, topic)) = topics.next_if(|(_, topic)| area.topic.as_deref() == Some(topic)) {
                    let name = name::title(topic);
                    self.add(Kind::Topic, Key::Topic(number), topic.to_owned(), &name, &[], area.place);
                }
            }
            for (index, duty) in system.duties.iter().enumerate() {
                let every = duty.every.map_or(duty.kind.as_str(), |every| every.value.as_str());
                let duty_id = self.duty_id(&[&system.id, every], &duty.task);
                self.add(Kind::Duty, Key::Duty(Some(id), index), duty_id, &duty.task, &[], duty.place);
            }
            self.contacts(ContactOf::System(id), &system.id, &system.contacts);
            if let Some(level) = &system.service_level {
                let level_id = format!("{}/service-level", system.id);
                self.add(Kind::ServiceLevel, Key::ServiceLevel(id), level_id, "Service Level", &[], level.place);
            }
        }
    }

    fn escalation(&mut self) {
        for (at, policy) in self.matrix.policy_ids() {
            let name = card::policy_name(policy).name;
            self.add(Kind::Policy, Key::Policy(at), policy.id.clone(), &name, &[], policy.place);
            for (index, level) in policy.levels.iter().enumerate() {
                let id = format!("{}/{}", policy.id, level.number);
                let aliases = [format!("level {}", level.number)];
                self.add(Kind::Level, Key::Level(at, index), id.clone(), &level.name, &aliases, level.place);
                for (number, contact) in level.contacts.iter().enumerate() {
                    let owner = format!("{id}/{}", self.matrix.party(contact.party).id);
                    self.contacts(ContactOf::Level(at, index, number), &owner, &contact.contacts);
                }
            }
        }
        for (index, channel) in self.matrix.channels.iter().enumerate() {
            let name = name::title(&channel.id);
            self.add(Kind::Channel, Key::Channel(index), channel.id.clone(), &name, &[], channel.place);
        }
    }

    fn changes(&mut self) {
        for (id, change) in self.matrix.change_ids() {
            self.add(Kind::Change, Key::Change(id), change.id.clone(), &change.name, &change.aliases, change.place);
        }
        for (index, step) in self.matrix.change_process.iter().enumerate() {
            self.add(Kind::Step, Key::Step(index), slug(&step.name), &step.name, &[], step.place);
        }
    }

    fn targets(&mut self) {
        for (index, target) in self.matrix.targets.iter().enumerate() {
            self.add(Kind::ServiceLevel, Key::Target(index), slug(&target.metric), &target.metric, &[], target.place);
        }
    }

    fn contacts(&mut self, of: ContactOf, owner: &str, contacts: &'m [Contact]) {
        for (index, contact) in contacts.iter().enumerate() {
            let id = format!("{owner}/{}", contact.label);
            self.add(Kind::Contact, Key::Contact(of, index), id, &name::title(&contact.label), &[], contact.place);
        }
    }

    /// The id of a duty, which has none of its own: where it is listed, how often, and its task. The same duty twice
    /// is told apart by a number.
    fn duty_id(&mut self, above: &[&str], task: &str) -> String {
        let id = format!("{}/{}", above.join("/"), slug(task));
        let mut number = self.duty_ids.get(&id).copied().unwrap_or_default();
        let free = loop {
            number += 1;
            let free = if number == 1 { id.clone() } else { format!("{id}-{number}") };
            if !self.duty_ids.contains_key(&free) {
                break free;
            }
        };
        self.duty_ids.insert(id, number);
        self.duty_ids.entry(free.clone()).or_insert(1);
        free
    }
}

/// A name as an id.
pub(crate) fn slug(text: &str) -> String {
    let slug = name::words(text).collect::<Vec<_>>().join("-");
    if slug.is_empty() { text.trim().to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Area, Duty, DutyKind, System};

    fn duty(task: &str) -> Duty {
        Duty {
            task: task.into(),
            kind: DutyKind::Audit,
            every: None,
            by: Vec::new(),
            with: Vec::new(),
            reported_to: Vec::new(),
            how: None,
            place: Place::default(),
        }
    }

    fn area(id: &str, topic: Option<&str>) -> Area {
        Area { topic: topic.map(Into::into), ..Area::named(id, &name::title(id)) }
    }

    #[test]
    fn duties_get_ids_that_tell_them_apart() {
        let matrix = Matrix { duties: vec![duty("SOC 2"), duty("SOC 2"), duty("🔥")], ..Matrix::default() };
        let ids: Vec<String> = things(&matrix).into_iter().map(|thing| thing.id).collect();
        assert_eq!(ids, ["audit/soc-2", "audit/soc-2-2", "audit/🔥"]);
    }

    #[test]
    fn areas_carry_their_system_and_topics_come_once() {
        let system = |id: &str, areas| System { areas, ..System::named(id, id) };
        let first = system("a", vec![area("x", Some("t")), area("y", Some("t"))]);
        let second = system("b", vec![area("x", Some("u"))]);
        let matrix = Matrix { systems: vec![first, second], ..Matrix::default() };
        let of = |kind| {
            things(&matrix).into_iter().filter(|thing| thing.kind == kind).map(|thing| thing.id).collect::<Vec<_>>()
        };
        assert_eq!(of(Kind::Area), ["a/x", "a/y", "b/x"]);
        assert_eq!(of(Kind::Topic), ["t", "u"]);
        assert_eq!(things(&matrix)[1].local_id(), "x");
    }
}
