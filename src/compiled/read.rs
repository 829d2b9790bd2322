//! Reading a compiled matrix, or the part of it that a question needs.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::head::{self, Contents};
use super::records::{Names, read};
use super::{Broken, Origin, Rows, Search, Space, Store, ids, lookup};
use crate::matrix::{
    Called, Carriers, Matrix, Part, Party, PartyId, Place, Placed, Refers, Scope, System, SystemId, graph,
};
use crate::text::name;
use crate::text::stem::Stems;

#[derive(Debug)]
pub(crate) struct Compiled {
    store: Rc<Store>,
    contents: Contents,
    search: OnceCell<Search>,
}

/// The systems that a question is about, by their numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Wanted {
    /// In order.
    systems: Vec<u32>,
    /// Those of them whose children are also wanted, in order.
    with_children: Vec<u32>,
    /// True if their grandchildren and so on are also wanted.
    at_any_depth: bool,
    /// True if the names of those that `with_children` depend on are also wanted, and of those that depend on them.
    with_dependencies: bool,
    depth: Depth,
}

/// The part of a system that a question needs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
enum Depth {
    /// Everything.
    #[default]
    Whole,
    /// Parties only in the area with this key: see [`Carriers`].
    Area(Option<String>),
    Names,
}

impl Depth {
    fn of(parts: &[Part]) -> Self {
        if parts.iter().all(Part::is_of_names) {
            return Self::Names;
        }
        let mut area = None;
        for carriers in parts.iter().map(Part::carriers) {
            match carriers {
                Carriers::All => return Self::Whole,
                // With two areas, each system would need to know which one is its own.
                Carriers::Of(typed) if area.as_ref().is_some_and(|area| *area != name::key(typed)) => {
                    return Self::Whole;
                }
                Carriers::Of(typed) => area = Some(name::key(typed)),
                Carriers::Nobody => {}
            }
        }
        Self::Area(area)
    }

    /// Checks whether the children of a system are read: an area is looked for in them only if the system has none of
    /// that name.
    fn needs_children(&self, system: &System) -> bool {
        match self {
            Self::Whole => true,
            Self::Area(Some(key)) if !key.is_empty() => {
                !system.areas.iter().any(|area| Called::from(area).fit(key).is_some())
            }
            Self::Area(_) | Self::Names => false,
        }
    }

    fn carriers(&self) -> Carriers<'_> {
        match self {
            Self::Whole => Carriers::All,
            Self::Area(Some(area)) => Carriers::Of(area),
            Self::Area(None) | Self::Names => Carriers::Nobody,
        }
    }
}

impl Compiled {
    pub(crate) fn open(file: std::fs::File) -> Result<Self, Broken> {
        Self::of(Store::File(file))
    }

    pub(crate) fn in_memory(bytes: Vec<u8>) -> Result<Self, Broken> {
        Self::of(Store::Memory(bytes))
    }

    fn of(store: Store) -> Result<Self, Broken> {
        let contents = head::read(&store)?;
        Ok(Self { store: Rc::new(store), contents, search: OnceCell::new() })
    }

    /// Read on demand: a question about all systems doesn't need it.
    fn search(&self) -> Result<&Search, Broken> {
        if let Some(search) = self.search.get() {
            return Ok(search);
        }
        let limit = self.contents.systems.count.max(self.contents.parties.count);
        let search = Search::new(Rc::clone(&self.store), self.contents.index, limit)?;
        Ok(self.search.get_or_init(|| search))
    }

    pub(crate) fn origin(&self) -> Result<Origin, Broken> {
        read(&self.store.piece(self.contents.origin)?)
    }

    /// The part of the matrix that a question needs. The caller adds the names of its files.
    pub(crate) fn matrix(&self, scope: &Scope) -> Result<Matrix, Broken> {
        let mut matrix = self.shared()?;
        let scope = &self.expanded(scope)?;
        let wanted = self.wanted(scope, &matrix.document.stems())?;
        matrix.systems = self.systems(wanted.as_ref())?;
        matrix.is_part = wanted.is_some();
        match scope {
            Scope::Parts(parts) if wanted.is_some() && !parts.contains(&Part::Parties) => {
                self.named_parties(parts, &mut matrix)?;
            }
            _ => self.all_parties(&mut matrix)?,
        }
        if ids::exist(&matrix) { Ok(matrix) } else { Err(Broken::Damaged) }
    }

    /// The areas of the system with exactly this name; `None` if that isn't one system.
    pub(super) fn rows(&self, system: &str) -> Result<Option<Rows>, Broken> {
        let [number] = self.search()?.exact(&Space::SystemName.key(name::key(system)))?[..] else { return Ok(None) };
        let mut found = None;
        self.contents.systems.each(&self.store, &[number], |record| {
            found = Some(Rows::of(record)?);
            Ok(())
        })?;
        let is_known = |rows: &Rows| rows.name_one_of(self.contents.parties.count);
        if found.as_ref().is_none_or(is_known) { Ok(found) } else { Err(Broken::Damaged) }
    }

    /// The matrix without systems and parties.
    pub(super) fn shared(&self) -> Result<Matrix, Broken> {
        read(&self.store.piece(self.contents.shared)?)
    }

    /// The scope with what its texts name.
    pub(super) fn expanded(&self, scope: &Scope) -> Result<Scope, Broken> {
        let Scope::Parts(parts) = scope else { return Ok(scope.clone()) };
        let mut expanded = Vec::with_capacity(parts.len());
        for part in parts {
            expanded.extend(lookup::expand(self.search()?, part)?);
        }
        Ok(Scope::Parts(expanded))
    }

    /// The systems that an [expanded](Self::expanded) question is about; `None` for all systems.
    pub(super) fn wanted(&self, scope: &Scope, stems: &Stems) -> Result<Option<Wanted>, Broken> {
        let mut wanted = Wanted::default();
        let parts = match scope {
            Scope::Parts(parts) => parts,
            Scope::WithoutSystems => return Ok(Some(wanted)),
            Scope::Whole => return Ok(None),
        };
        let search = self.search()?;
        for part in parts {
            let Some(systems) = lookup::systems(search, part, stems)? else { return Ok(None) };
            if let Part::System(_)
            | Part::Connected(_)
            | Part::Within(_)
            | Part::AreaOf(..)
            | Part::Address(_)
            | Part::Selected(_)
            | Part::Thing(_) = part
            {
                wanted.with_children.extend(&systems);
            }
            wanted.at_any_depth |= matches!(part, Part::Within(_));
            wanted.with_dependencies |= matches!(part, Part::Connected(_) | Part::Selected(_) | Part::Thing(_));
            wanted.systems.extend(systems);
        }
        for numbers in [&mut wanted.systems, &mut wanted.with_children] {
            numbers.sort_unstable();
            numbers.dedup();
        }
        wanted.depth = Depth::of(parts);
        Ok(Some(wanted))
    }

    fn all_systems(&self) -> Result<Vec<System>, Broken> {
        let systems: Vec<(System, Vec<u32>)> = self.contents.systems.all(&self.store)?;
        let systems: Vec<System> = systems.into_iter().map(|(system, _)| system).collect();
        if ancestors_end(&systems) { Ok(systems) } else { Err(Broken::Damaged) }
    }

    /// The wanted systems and their ancestors, in order of the matrix. All systems for `None`.
    pub(super) fn systems(&self, wanted: Option<&Wanted>) -> Result<Vec<System>, Broken> {
        let Some(wanted) = wanted else { return self.all_systems() };
        if wanted.depth == Depth::Names {
            return self.names(&wanted.systems);
        }
        let mut open = wanted.systems.clone();
        let mut found: BTreeMap<u32, System> = BTreeMap::new();
        let mut with_children: BTreeSet<u32> = wanted.with_children.iter().copied().collect();
        while !open.is_empty() {
            let systems: Vec<(System, Vec<u32>)> = self.contents.systems.some(&self.store, &open)?;
            let mut next = Vec::new();
            for (number, (mut system, children)) in open.iter().zip(systems) {
                next.extend(system.part_of.map(|parent| parent.0));
                if with_children.contains(number) && wanted.depth.needs_children(&system) {
                    if wanted.at_any_depth {
                        with_children.extend(&children);
                    }
                    next.extend(children);
                }
                system.keep(wanted.depth.carriers());
                found.insert(*number, system);
            }
            open = unknown(next, &found);
        }
        if wanted.with_dependencies {
            self.add_dependencies(&wanted.with_children, &mut found)?;
        }
        let numbers: Vec<u32> = found.keys().copied().collect();
        let mut systems: Vec<System> = found.into_values().collect();
        for system in &mut systems {
            system.depends_on.retain_mut(|on| {
                let place = place_of(on.value.0, &numbers);
                on.value = SystemId(place.as_ref().copied().unwrap_or_default());
                place.is_ok()
            });
        }
        for SystemId(parent) in systems.iter_mut().filter_map(|system| system.part_of.as_mut()) {
            *parent = place_of(*parent, &numbers)?;
        }
        if ancestors_end(&systems) { Ok(systems) } else { Err(Broken::Damaged) }
    }

    /// Adds the names of the systems that some depend on, and of those that depend on them.
    fn add_dependencies(&self, of: &[u32], found: &mut BTreeMap<u32, System>) -> Result<(), Broken> {
        let dependents: Vec<Vec<u32>> = match self.contents.dependents.count {
            0 => vec![Vec::new(); of.len()],
            _ => self.contents.dependents.some(&self.store, of)?,
        };
        let needed = of.iter().filter_map(|number| found.get(number)).flat_map(|system| &system.depends_on);
        let named = needed.map(|on| on.value.0).chain(dependents.iter().flatten().copied()).collect();
        let named = unknown(named, found);
        found.extend(named.iter().copied().zip(self.names(&named)?));
        for (needed, dependents) in of.iter().zip(dependents) {
            for dependent in dependents.iter().filter(|dependent| named.binary_search(dependent).is_ok()) {
                let on = Placed { value: SystemId(*needed), place: Place::default() };
                found.entry(*dependent).and_modify(|system| system.depends_on.push(on));
            }
        }
        Ok(())
    }

    /// Systems with names only.
    fn names(&self, numbers: &[u32]) -> Result<Vec<System>, Broken> {
        let names: Vec<Names> = self.contents.names.some(&self.store, numbers)?;
        Ok(names.into_iter().map(|(id, name, aliases)| System::called(id, name, aliases)).collect())
    }

    pub(super) fn all_parties(&self, matrix: &mut Matrix) -> Result<(), Broken> {
        matrix.parties = self.contents.parties.all(&self.store)?;
        let count = matrix.parties.len();
        if matrix.names_one_of(count) { Ok(()) } else { Err(Broken::Damaged) }
    }

    /// Adds the parties that the question, the matrix or another of these parties names, and updates their numbers.
    fn named_parties(&self, parts: &[Part], matrix: &mut Matrix) -> Result<(), Broken> {
        let search = self.search()?;
        let mut found: BTreeMap<u32, Party> = BTreeMap::new();
        let mut open = Vec::new();
        for part in parts {
            open.extend(lookup::parties(search, part)?);
        }
        matrix.each_party(&mut |party| open.push(party.0));
        open = unknown(open, &found);
        while !open.is_empty() {
            let parties: Vec<Party> = self.contents.parties.some(&self.store, &open)?;
            let mut next = Vec::new();
            for (number, mut party) in open.iter().zip(parties) {
                party.each_party(&mut |other| next.push(other.0));
                found.insert(*number, party);
            }
            open = unknown(next, &found);
        }
        let numbers: Vec<u32> = found.keys().copied().collect();
        matrix.parties = found.into_values().collect();
        let mut known = true;
        matrix.each_party(&mut |PartyId(number)| match place_of(*number, &numbers) {
            Ok(place) => *number = place,
            Err(_) => known = false,
        });
        if known { Ok(()) } else { Err(Broken::Damaged) }
    }
}

/// The numbers that weren't found yet, in order.
fn unknown<T>(mut numbers: Vec<u32>, found: &BTreeMap<u32, T>) -> Vec<u32> {
    numbers.retain(|number| !found.contains_key(number));
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// Checks whether every dependency and every parent exists, and no system is its own ancestor, so that a loop over
/// ancestors ends.
fn ancestors_end(systems: &[System]) -> bool {
    let exists = |id: SystemId| (id.0 as usize) < systems.len();
    let parent = |at: usize| systems[at].part_of.map(|parent| parent.0 as usize);
    let mut named = systems.iter().flat_map(|of| of.depends_on.iter().map(|on| on.value).chain(of.part_of));
    named.all(exists) && graph::cycles(systems.len(), parent).is_empty()
}

fn place_of(number: u32, numbers: &[u32]) -> Result<u32, Broken> {
    let place = numbers.binary_search(&number).map_err(|_| Broken::Damaged)?;
    u32::try_from(place).map_err(|_| Broken::Damaged)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
