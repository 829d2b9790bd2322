//! Visits every reference to a party, so that a part of a matrix can be loaded with only the parties it needs.

use super::{
    Approval, Area, Assignment, Band, Change, Document, Duty, Group, Level, LevelContact, Matrix, Migration, Order,
    Override, Ownership, Party, PartyId, PartyKind, Policy, Role, Rota, Step, StepEntry, Team, Temporary,
};

/// Something that names parties.
pub(crate) trait Refers {
    /// Changes every party that it names, and that what it holds names.
    fn each_party(&mut self, each: &mut dyn FnMut(&mut PartyId));

    /// Visits the same parties.
    fn visit_parties(&self, visit: &mut dyn FnMut(PartyId));

    /// Checks whether every party that it names is one of so many.
    fn names_one_of(&self, count: usize) -> bool {
        let mut known = true;
        self.visit_parties(&mut |party| known &= (party.0 as usize) < count);
        known
    }
}

impl Refers for PartyId {
    fn each_party(&mut self, each: &mut dyn FnMut(&mut PartyId)) {
        each(self);
    }

    fn visit_parties(&self, visit: &mut dyn FnMut(PartyId)) {
        visit(*self);
    }
}

impl<T: Refers> Refers for Vec<T> {
    fn each_party(&mut self, each: &mut dyn FnMut(&mut PartyId)) {
        for item in self {
            item.each_party(each);
        }
    }

    fn visit_parties(&self, visit: &mut dyn FnMut(PartyId)) {
        for item in self {
            item.visit_parties(visit);
        }
    }
}

impl<T: Refers> Refers for Option<T> {
    fn each_party(&mut self, each: &mut dyn FnMut(&mut PartyId)) {
        if let Some(item) = self {
            item.each_party(each);
        }
    }

    fn visit_parties(&self, visit: &mut dyn FnMut(PartyId)) {
        if let Some(item) = self {
            item.visit_parties(visit);
        }
    }
}

impl<T: Refers> Refers for Box<T> {
    fn each_party(&mut self, each: &mut dyn FnMut(&mut PartyId)) {
        self.as_mut().each_party(each);
    }

    fn visit_parties(&self, visit: &mut dyn FnMut(PartyId)) {
        self.as_ref().visit_parties(visit);
    }
}

impl Refers for PartyKind {
    fn each_party(&mut self, each: &mut dyn FnMut(&mut PartyId)) {
        match self {
            Self::Team(team) => team.each_party(each),
            Self::Role(role) => role.each_party(each),
            Self::Group(group) => group.each_party(each),
            Self::Person(_) | Self::Organisation(_) | Self::Placeholder(_) => {}
        }
    }

    fn visit_parties(&self, visit: &mut dyn FnMut(PartyId)) {
        match self {
            Self::Team(team) => team.visit_parties(visit),
            Self::Role(role) => role.visit_parties(visit),
            Self::Group(group) => group.visit_parties(visit),
            Self::Person(_) | Self::Organisation(_) | Self::Placeholder(_) => {}
        }
    }
}

/// For each type the fields that name parties, and behind the semicolon those that don't. A field that is in neither list
/// doesn't compile: a forgotten one would point at another party.
macro_rules! refers {
    ($($type:ident { $($named:ident),*; $($other:ident),* })*) => {
        $(impl $crate::matrix::refers::Refers for $type {
            fn each_party(&mut self, each: &mut dyn FnMut(&mut $crate::matrix::PartyId)) {
                let Self { $($named,)* $($other: _,)* } = self;
                $($crate::matrix::refers::Refers::each_party($named, each);)*
            }

            fn visit_parties(&self, visit: &mut dyn FnMut($crate::matrix::PartyId)) {
                $($crate::matrix::refers::Refers::visit_parties(&self.$named, visit);)*
            }
        })*
    };
}

pub(super) use refers;

refers! {
    Approval { by; how, place }
    Area { assignments; id, name, aliases, topic, selectors, note, reviewed, place }
    Assignment { party; responsibility, terms, place }
    Band { by; from_week, to_week, activity, place }
    Change { approval, notify; id, name, aliases, qualifier, risk, definition, examples, place }
    Document {
        authority, approved_by;
        title, organisation, language, edition, updated, purpose, scope, summary, conclusion, review, classification, distribution,
        related, claims, place
    }
    Duty { by, with, reported_to; task, kind, every, how, place }
    Group { chair, members; meets, responsibilities }
    Level { contacts; number, name, window, hours, scope, response, authority, triggers, row, place }
    LevelContact { party, takes; rota, contacts, cover, by_call, place }
    Matrix {
        document, rotas, parties, systems, policies, changes, change_process, duties;
        files, is_part, index, calendars, channels, targets, onboarding, owner_roles, verdicts, acceptances,
        expectations
    }
    Migration { timeline; start, phases, place }
    Order { who; from }
    Override { who, replaces; when, all_hours, reason, place }
    Ownership { parties; role, title, inherited, spellings, note, until, place }
    Party { kind; id, name, aliases, described, contacts, links, extensions, calendar, rota_link, reviewed, place }
    Policy { levels; id, name, calendar, when_empty, repeat, response_from, place }
    Role { team, held_by; }
    Rota {
        party, order, fallback, temporary, overrides;
        id, name, kind, calendar, hours, handover, start, until, on_absence, place
    }
    Step { entries; name, place }
    StepEntry { by; name, what, category, place }
    Team { lead, part_of, members; size, on_call, responsibilities }
    Temporary { order; when, handover, reason, place }
}
