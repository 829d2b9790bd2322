//! Everything that has an id, collected before any reference is looked up.

use std::cell::RefCell;
use std::collections::HashMap;

use super::super::{Span, raw};
use super::expectation;
use super::ids::Ids;
use super::names;
use crate::diagnostic::Findings;
use crate::matrix::{CalendarId, ChangeId, Kind, Ownership, Party, PartyId, PolicyId, RotaId, SystemId};
use crate::text::name;

/// The ids of a matrix.
pub(super) struct Known {
    /// All kinds of parties share one space.
    pub(super) parties: Ids,
    /// The kind of each party, by its number.
    pub(super) kinds: Vec<Kind>,
    pub(super) systems: Ids,
    pub(super) policies: Ids,
    pub(super) changes: Ids,
    pub(super) rotas: Ids,
    /// The section `calendar` is [`DEFAULT`](crate::matrix::DEFAULT).
    pub(super) calendars: Ids,
    pub(super) owner_roles: OwnerRoles,
    /// The areas that expectations name, by their systems.
    pub(super) expected: HashMap<String, Vec<(String, Span)>>,
}

/// Title and inheritance of each owner role.
#[derive(Default)]
pub(super) struct OwnerRoles(HashMap<String, (Option<String>, bool)>);

impl OwnerRoles {
    /// Completes an ownership with what the section of owner roles says.
    pub(super) fn describe(&self, ownership: &mut Ownership) {
        if let Some((title, inherited)) = self.0.get(&ownership.role) {
            ownership.title = ownership.title.take().or_else(|| title.clone());
            ownership.inherited = *inherited;
        }
    }
}

/// A kind of thing that an id can refer to.
pub(super) trait Named {
    type Id;

    fn ids(known: &Known) -> &Ids;

    fn id(number: u32) -> Self::Id;
}

macro_rules! named {
    ($($thing:ty: $ids:ident => $id:ty = $of:expr;)*) => {$(
        impl Named for $thing {
            type Id = $id;

            fn ids(known: &Known) -> &Ids {
                &known.$ids
            }

            fn id(number: u32) -> $id {
                $of(number)
            }
        }
    )*};
}

named! {
    Party: parties => PartyId = PartyId;
    raw::System: systems => SystemId = SystemId;
    raw::Policy: policies => PolicyId = PolicyId;
    raw::Change: changes => ChangeId = ChangeId;
    raw::Rota: rotas => RotaId = RotaId;
    raw::Calendar: calendars => CalendarId = CalendarId;
}

impl Known {
    /// Nothing is known yet, and references get provisional numbers.
    pub(super) fn mentioned() -> Self {
        Self::of(|kind| {
            let mut ids = Ids::new(kind);
            ids.mentions = Some(RefCell::default());
            ids
        })
    }

    /// Reports ids that aren't kebab-case, after every reference was looked up.
    pub(super) fn refuse_bad_ids(&self, faults: &mut Findings) {
        let all = [&self.parties, &self.systems, &self.policies, &self.changes, &self.calendars, &self.rotas];
        for ids in all {
            ids.refuse_bad(faults);
        }
    }

    fn of(ids: impl Fn(&'static str) -> Ids) -> Self {
        Self {
            parties: ids("party"),
            kinds: Vec::new(),
            systems: ids("system"),
            policies: ids("escalation policy"),
            changes: ids("change category"),
            rotas: ids("rota"),
            calendars: ids("calendar"),
            owner_roles: OwnerRoles::default(),
            expected: HashMap::new(),
        }
    }

    /// All ids of all files, numbered by file first and by section second.
    pub(super) fn collect(files: &[raw::File], is_complete: bool, faults: &mut Findings) -> Self {
        let mut known = Self::of(|kind| {
            let mut ids = Ids::new(kind);
            ids.is_complete = is_complete;
            ids
        });
        macro_rules! enter {
            ($entries:expr, $ids:expr) => {
                enter!($entries, $ids, |_id, _thing| None)
            };
            ($entries:expr, $ids:expr, |$id:ident, $thing:ident| $parent:expr) => {{
                $ids.enter($entries, faults);
                for ($id, $thing) in $entries {
                    $ids.names.enter($id, &$thing.name, &$thing.aliases, $parent, faults);
                }
            }};
        }
        /// As `enter`, for parties of a kind.
        macro_rules! party {
            ($entries:expr, $kind:expr) => {
                party!($entries, $kind, |_id, _thing| None)
            };
            ($entries:expr, $kind:expr, |$id:ident, $thing:ident| $parent:expr) => {{
                enter!($entries, known.parties, |$id, $thing| $parent);
                known.kinds.resize(known.kinds.len() + $entries.iter().len(), $kind);
            }};
        }
        for file in files {
            party!(&file.teams, Kind::Team);
            party!(&file.roles, Kind::Role);
            // People may have the same name.
            party!(&file.people, Kind::Person, |id, _person| Some(id.value.as_str()));
            party!(&file.organisations, Kind::Organisation);
            party!(&file.groups, Kind::Group);
            party!(&file.placeholders, Kind::Placeholder);
            enter!(&file.systems, known.systems, |_id, system| system.parent());
            enter!(&file.changes, known.changes);
            for (role, raw) in &file.owner_roles {
                raw.title.get().into_iter().for_each(|title| names::limit(title, faults));
                let title = raw.title.get().map(|title| title.value.clone());
                let title = title.or_else(|| name::owner_title(&role.value));
                let inherited = raw.inherited.get().is_none_or(|inherited| inherited.value);
                known.owner_roles.0.insert(name::owner_role(&role.value), (title, inherited));
            }
            known.policies.enter(&file.escalation, faults);
            known.calendars.enter_default(&file.calendar, faults);
            known.calendars.enter(&file.calendars, faults);
            known.rotas.enter(&file.rotas, faults);
            for call in file.expect.iter().filter_map(|expectation| expectation.value.call.get()) {
                if let (system, Some((area, span))) = expectation::parts(call) {
                    known.expected.entry(system.0.to_owned()).or_default().push((area.to_owned(), span));
                }
            }
        }
        known.parties.refuse_reserved(faults);
        known
    }
}
