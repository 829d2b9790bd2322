//! Compares the facts of two matrices, thing by thing.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jiff::civil::Date;

use super::cell::Places;
use super::differing::Differing;
use super::renames::{parent_key, split};
use super::{Change, Severity};
use crate::matrix::facts::{Key, Said, Thing};
use crate::matrix::{Kind, Matrix, Party, Plain, Renamed, Responsibility};
use crate::query::gaps::{Ahead, OtherHours, other_hours};
use crate::query::{Named, card};

/// The result of a comparison.
pub(super) struct Compared {
    pub(super) changes: Vec<Change>,
    /// New ids of what has one.
    pub(super) renamed: Renamed,
    /// Responsibilities that parties gain, and those that they lose.
    pub(super) moved: BTreeMap<String, [Vec<String>; 2]>,
}

/// The first words of facts that change no answer.
const WORDS: &str = "name description note title link purpose summary conclusion edition updated related distribution claims \
                     acceptances verdicts reviewed";

/// Compares what differs between two matrices. With `in_full`, each fact of what is new is a change, also if its parent is new.
/// With `today`, nobody is responsible whose last day is over.
pub(super) fn compare(
    old: &Matrix,
    new: &Matrix,
    differing: Differing,
    in_full: bool,
    today: Option<Date>,
) -> Compared {
    let Differing { before, after, same, renamed } = differing;
    let unreachable = unreachable(Plain { matrix: old, renamed: &renamed }, new);
    let was = renamed.iter().map(|((of, old), new)| ((*of, new.clone()), old.clone())).collect();
    let places = [old, new].map(Places::of);
    let ahead = [old, new].map(|matrix| Ahead::new(matrix, today));
    let today = today.map(|today| today.to_string());
    let (changes, moved) = (Vec::new(), BTreeMap::new());
    let mut comparison = Comparison { old, new, places, in_full, today, was, unreachable, same, changes, moved };
    comparison.ids(&after);
    comparison.things(&before, &after);
    comparison.hours(&renamed, ahead);
    let Comparison { changes, moved, .. } = comparison;
    Compared { changes, renamed, moved }
}

/// Parties that had an address that works and have none now.
fn unreachable(old: Plain<'_>, new: &Matrix) -> HashSet<Key> {
    let works = |party: &&Party| party.contacts.iter().any(|contact| !contact.is_placeholder());
    let had: HashSet<String> =
        old.matrix.parties.iter().filter(works).map(|party| old.renamed("PartyId", &party.id)).collect();
    let lost = new.parties.iter().filter(|party| had.contains(&party.id) && !works(party));
    lost.map(|party| ("PartyId", party.id.clone())).collect()
}

fn has_alias(thing: &Thing, id: &str) -> bool {
    thing.said("aliases").iter().any(|alias| alias.main == id)
}

struct Comparison<'m> {
    old: &'m Matrix,
    new: &'m Matrix,
    /// Where the old one and the new one state their cells.
    places: [Places<'m>; 2],
    in_full: bool,
    today: Option<String>,
    /// Old ids of what has a new one.
    was: HashMap<Key, String>,
    /// Parties whose last address is gone.
    unreachable: HashSet<Key>,
    /// Things that don't differ.
    same: HashSet<Key>,
    changes: Vec<Change>,
    moved: BTreeMap<String, [Vec<String>; 2]>,
}

/// What a change is about, and whether that is in the new matrix.
type About<'t> = (&'t Thing, bool);

impl Comparison<'_> {
    fn change(
        &mut self,
        (thing, is_new): About<'_>,
        severity: Severity,
        what: &str,
        from: Vec<String>,
        to: Vec<String>,
    ) {
        let matrix = if is_new { self.new } else { self.old };
        let places = &mut self.places[usize::from(is_new)];
        let place = places.place(thing.kind, &thing.key.1, what).unwrap_or(thing.place);
        self.changes.push(Change {
            base: Named { id: thing.key.1.clone(), name: thing.name.clone() },
            severity,
            kind: thing.kind,
            what: what.to_owned(),
            from,
            to,
            at: card::at(matrix, place),
        });
    }

    /// Things with another id. Who uses the old one still finds them if it is an alias now.
    fn ids(&mut self, after: &[Thing]) {
        for thing in after {
            let Some(was) = self.was.get(&thing.key).cloned() else { continue };
            let (_, id) = split(&was);
            if id != split(&thing.key.1).1 {
                let severity = if has_alias(thing, id) { Severity::Cosmetic } else { Severity::Breaking };
                self.change((thing, true), severity, "id", vec![was], vec![thing.key.1.clone()]);
            }
        }
    }

    fn things(&mut self, before: &[Thing], after: &[Thing]) {
        let [old, new]: [HashMap<&Key, &Thing>; 2] =
            [before, after].map(|things| things.iter().map(|thing| (&thing.key, thing)).collect());
        // What comes or goes with its parent isn't a change of its own.
        let same = std::mem::take(&mut self.same);
        let in_full = self.in_full;
        let is_alone = |thing: &Thing, things: &HashMap<&Key, &Thing>| {
            let is_known = |parent| things.contains_key(&parent) || same.contains(&parent);
            in_full || parent_key(thing).is_none_or(is_known)
        };
        for thing in after {
            let before = old.get(&thing.key).copied();
            self.responsibilities(before, Some(thing));
            match before {
                Some(before) => self.facts(before, thing),
                None if is_alone(thing, &old) => {
                    self.change((thing, true), Severity::Notable, "added", Vec::new(), vec![thing.name.clone()]);
                }
                None => {}
            }
            if before.is_none() && in_full {
                self.facts(&Thing { facts: Vec::new(), ..thing.clone() }, thing);
            }
        }
        for thing in before.iter().filter(|thing| !new.contains_key(&thing.key)) {
            self.responsibilities(Some(thing), None);
            if is_alone(thing, &new) {
                // Nobody names a level by an id.
                let severity = if thing.kind == Kind::Level { Severity::Notable } else { Severity::Breaking };
                self.change((thing, false), severity, "removed", vec![thing.name.clone()], Vec::new());
            }
        }
    }

    fn facts(&mut self, before: &Thing, thing: &Thing) {
        let all: BTreeSet<&String> = before.facts.iter().chain(&thing.facts).map(|(what, _)| what).collect();
        for what in all {
            let (old, new) = (before.said(what), thing.said(what));
            let from = without(old, new);
            let mut to = without(new, old);
            // The alias by which a new id is still found is no other change.
            let was = self.was.get(&thing.key).map(|was| split(was).1).filter(|_| what == "aliases");
            to.retain(|said| was != Some(said.main.as_str()));
            if from.is_empty() && to.is_empty() {
                continue;
            }
            let is_unreachable =
                !from.is_empty() && what.starts_with("contact ") && self.unreachable.contains(&thing.key);
            let is_lost = is_essential(thing.kind, what) && !self.mains(old).is_empty() && self.mains(new).is_empty();
            let severity = if is_lost || is_unreachable { Severity::Breaking } else { severity(what, from.is_empty()) };
            let texts = |list: Vec<&Said>| list.into_iter().map(Said::to_string).collect();
            self.change((thing, true), severity, what, texts(from), texts(to));
        }
    }

    /// What values name, without those whose last day is over.
    fn mains<'s>(&self, said: &'s [Said]) -> HashSet<&'s str> {
        // Days as they are written sort as days.
        let has_ended =
            |said: &&Said| said.until.as_ref().zip(self.today.as_ref()).is_some_and(|(until, today)| until < today);
        let named = said.iter().filter(|said| !has_ended(said)).map(|said| said.main.as_str());
        named.filter(|main| !main.is_empty()).collect()
    }

    /// Notes which parties gain and lose what.
    fn responsibilities(&mut self, before: Option<&Thing>, after: Option<&Thing>) {
        let Some(thing) = after.or(before) else { return };
        let all: BTreeSet<&String> =
            [before, after].into_iter().flatten().flat_map(|thing| &thing.facts).map(|(what, _)| what).collect();
        for what in all.into_iter().filter(|what| is_responsibility(thing.kind, what)) {
            let [old, new] =
                [before, after].map(|thing| thing.map_or_else(HashSet::new, |thing| self.mains(thing.said(what))));
            let label = format!("{} {what}", thing.key.1);
            for (at, parties) in [new.difference(&old), old.difference(&new)].into_iter().enumerate() {
                for party in parties {
                    self.moved.entry((*party).to_owned()).or_default()[at].push(label.clone());
                }
            }
        }
    }

    /// Areas for which somebody was on call at all hours and nobody is now.
    fn hours(&mut self, renamed: &Renamed, [mut ahead_of_old, mut ahead]: [Ahead<'_>; 2]) {
        let plain = Plain { matrix: self.old, renamed };
        let mut old = HashMap::new();
        for (system, area) in self.old.areas() {
            let id = format!("{}/{}", self.old.system(system).id, area.id);
            old.insert(plain.renamed("AreaId", &id), (system, area));
        }
        for (system, area) in self.new.areas() {
            let id = format!("{}/{}", self.new.system(system).id, area.id);
            let Some((old_system, before)) = old.get(&id) else { continue };
            let was = other_hours(&mut ahead_of_old, *old_system, before);
            let is = other_hours(&mut ahead, system, area);
            if was == OtherHours::Covered && is != was {
                self.changes.push(Change {
                    base: Named { id, name: area.name.clone() },
                    severity: Severity::Breaking,
                    kind: Kind::Area,
                    what: "off-hours".to_owned(),
                    from: vec![was.as_str().to_owned()],
                    to: vec![is.as_str().to_owned()],
                    at: card::at(self.new, area.place),
                });
            }
        }
    }
}

/// The values of one list that aren't in the other. Both are sorted.
fn without<'s>(list: &'s [Said], other: &'s [Said]) -> Vec<&'s Said> {
    let mut others = other.iter().peekable();
    let is_alone = |said: &&Said| {
        while others.next_if(|other| other < said).is_some() {}
        others.next_if_eq(said).is_none()
    };
    list.iter().filter(is_alone).collect()
}

/// How bad it is that a fact changes, if nobody is lost by it.
fn severity(what: &str, only_gains: bool) -> Severity {
    let first = what.split(' ').next().unwrap_or_default();
    let is_words = what.starts_with("x-") || WORDS.split(' ').any(|word| word == first);
    if is_words || what == "aliases" && only_gains { Severity::Cosmetic } else { Severity::Notable }
}

/// Checks whether somebody must be named there.
fn is_essential(kind: Kind, what: &str) -> bool {
    match kind {
        Kind::Area => ["primary", "approval", "accountable"].contains(&what),
        Kind::System => what.starts_with("owner "),
        Kind::Change => what == "approval by",
        _ => false,
    }
}

/// Checks whether the parties named there have something to do.
pub(super) fn is_responsibility(kind: Kind, what: &str) -> bool {
    match kind {
        Kind::Area => Responsibility::ALL.into_iter().any(|cell| cell.as_str() == what),
        Kind::System => what.starts_with("owner ") || what.starts_with("duty "),
        Kind::Document => what.starts_with("duty "),
        Kind::Change => what == "approval by",
        Kind::Level => what == "call",
        _ => false,
    }
}
