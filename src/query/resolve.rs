//! Names that people type: exact first, then a unique prefix, never a guess.

use super::{Asker, Unanswered};
use crate::matrix::{AddressKind, Area, Called, Contact, Fit, Matrix, Party, PartyId, SystemId};
use crate::text::name::key;
use crate::text::nearest::{nearest, nearest_by_words};

/// Those that fit best: all exact ones, or if there are none, all by prefix.
pub(crate) fn best<'a, T>(typed: &str, things: impl Iterator<Item = (T, Called<'a>)>) -> Vec<(T, Called<'a>)> {
    let typed = key(typed);
    let mut best = Fit::Prefix;
    let mut fitting = Vec::new();
    for (thing, called) in things {
        match called.fit(&typed) {
            Some(fit) if fit > best => {
                best = fit;
                fitting.clear();
                fitting.push((thing, called));
            }
            Some(fit) if fit == best => fitting.push((thing, called)),
            _ => {}
        }
    }
    fitting
}

/// The one thing that a text names.
pub(crate) fn one<'a, T>(
    kind: &str,
    typed: &str,
    things: impl Iterator<Item = (T, Called<'a>)> + Clone,
) -> Result<T, Unanswered> {
    only(kind, typed, best(typed, things.clone()))?.ok_or_else(|| unknown(kind, typed, things))
}

/// As [`one`]; where no name is near, the hint lists them all.
pub(super) fn one_of_list<'a, T>(
    (kind, kinds): (&str, &str),
    typed: &str,
    things: impl Iterator<Item = (T, Called<'a>)> + Clone,
) -> Result<T, Unanswered> {
    let ids: Vec<&str> = things.clone().map(|(_, called)| called.id).collect();
    let list = || match ids[..] {
        [] => format!("the matrix has no {kinds}"),
        _ => format!("{kinds} are: {}", ids.join(", ")),
    };
    one(kind, typed, things).map_err(|none| none.or_hint(list))
}

/// The only one of those that fit; `None` if none does.
fn only<T>(kind: &str, typed: &str, mut fitting: Vec<(T, Called<'_>)>) -> Result<Option<T>, Unanswered> {
    if fitting.len() > 1 {
        let message = format!("`{typed}` matches {} {kind} names: choose one", fitting.len());
        return Err(Unanswered::nothing(message, fitting.iter().map(|(_, called)| line(called)).collect()));
    }
    Ok(fitting.pop().map(|(thing, _)| thing))
}

fn unknown<'a, T>(kind: &str, typed: &str, things: impl Iterator<Item = (T, Called<'a>)> + Clone) -> Unanswered {
    let near = near(typed, things.map(|(_, called)| called));
    let hints = near.map(|near| format!("did you mean `{near}`?")).into_iter().collect();
    Unanswered::nothing(format!("no {kind} is called `{typed}`"), hints)
}

/// The nearest name: by its letters, or else one that has the typed words among others.
pub(crate) fn near<'a>(typed: &str, things: impl Iterator<Item = Called<'a>> + Clone) -> Option<&'a str> {
    let all = things
        .clone()
        .flat_map(|called| [called.id, called.name].into_iter().chain(called.aliases.iter().map(String::as_str)));
    nearest(typed, all).or_else(|| nearest_by_words(typed, things.map(|called| called.name)))
}

/// A candidate on a line of its own.
pub(crate) fn line(called: &Called<'_>) -> String {
    format!("{}  {}", called.id, called.name)
}

/// The system that a text names; `None` if it names none. If a parent and a child share the name, the parent is meant.
pub(crate) fn system(matrix: &Matrix, typed: &str) -> Result<Option<SystemId>, Unanswered> {
    only("system", typed, systems(matrix, typed))
}

/// The systems that a text fits, in order, without children that share the name of their parent.
pub(super) fn systems<'m>(matrix: &'m Matrix, typed: &str) -> Vec<(SystemId, Called<'m>)> {
    let all = best(typed, called_systems(matrix));
    let typed = key(typed);
    let is_meant = |(id, called): &(SystemId, Called<'_>)| {
        let parent =
            matrix.system(*id).part_of.and_then(|parent| all.binary_search_by_key(&parent, |(id, _)| *id).ok());
        parent.is_none_or(|at| {
            let parent = all[at].1;
            key(called.name) != key(parent.name) && parent.fit(&typed) != Some(Fit::Exact)
        })
    };
    all.iter().filter(|fitting| is_meant(fitting)).copied().collect()
}

/// All systems by their names.
pub(super) fn called_systems(matrix: &Matrix) -> impl Iterator<Item = (SystemId, Called<'_>)> + Clone {
    matrix.system_ids().map(|(id, system)| (id, Called::from(system)))
}

/// The party that a text names.
pub(crate) fn party(matrix: &Matrix, typed: &str) -> Result<PartyId, Unanswered> {
    let parties = matrix.party_ids().map(|(id, party)| (id, Called::from(party)));
    only("party", typed, best(typed, parties.clone()))?.ok_or_else(|| {
        let mut none = unknown("party", typed, parties);
        none.hints.splice(0..0, super::target::no_parties(matrix, typed));
        none.or_hint(|| "`own list parties` lists them".to_owned())
    })
}

/// The person with an e-mail address.
pub(crate) fn person_by_email(matrix: &Matrix, email: &str) -> Result<PartyId, Unanswered> {
    let is_it = |contact: &&Contact| {
        let address = contact.address.trim();
        contact.kind == AddressKind::Email && address.trim_start_matches("mailto:").eq_ignore_ascii_case(email)
    };
    let has_it = |(_, party): &(PartyId, &Party)| party.is_person() && party.contacts.iter().any(|of| is_it(&of));
    let found: Vec<(PartyId, &Party)> = matrix.party_ids().filter(has_it).collect();
    match found.as_slice() {
        [(id, _)] => Ok(*id),
        [] => {
            let message = format!("no person has the e-mail address {email}, which git says is yours");
            let hint = "add it to the contacts of one, or name yourself: own rota NAME";
            Err(Unanswered::nothing(message, vec![hint.to_owned()]))
        }
        _ => {
            let message = format!("{} people have the e-mail address {email}: name yourself", found.len());
            Err(Unanswered::nothing(message, found.iter().map(|(_, party)| line(&Called::from(*party))).collect()))
        }
    }
}

/// The area of a system that a text names. Never one of another system.
pub(crate) fn area<'m>(
    matrix: &'m Matrix,
    system: SystemId,
    typed: &str,
    asker: Asker,
) -> Result<&'m Area, Unanswered> {
    let owner = matrix.system(system);
    let areas = owner.areas.iter().map(|area| (area, Called::from(area)));
    one("area", typed, areas.clone()).map_err(|unanswered| {
        if !best(typed, areas.clone()).is_empty() {
            return unanswered;
        }
        let mut hints = unanswered.hints;
        if hints.is_empty() {
            hints.extend(misspelt(matrix, system, typed).map(|name| format!("did you mean `{name}`?")));
        }
        hints.extend(parts_with(matrix, system, typed, asker));
        if owner.areas.is_empty() {
            hints.push(format!("{} has no areas", owner.name));
        } else {
            hints.push("its areas are:".to_owned());
            hints.extend(areas.map(|(_, called)| format!("  {}", line(&called))));
        }
        Unanswered::nothing(format!("{} has no area `{typed}`", owner.name), hints)
    })
}

/// The name of a system or of one of its parts that begins as the system is called, and whose other words are nearly a text:
/// `Warehouse Contrl`.
fn misspelt<'m>(matrix: &'m Matrix, system: SystemId, typed: &str) -> Option<&'m str> {
    let owner = matrix.system(system);
    let called = Called::from(owner);
    let is_meant = |name: &&str| {
        let mut splits = name.match_indices(' ').map(|(at, _)| name.split_at(at));
        splits.any(|(first, rest)| called.fit(&key(first)).is_some() && nearest(typed, [rest.trim()]).is_some())
    };
    let mut names = std::iter::once(owner)
        .chain(matrix.parts(system))
        .flat_map(|system| std::iter::once(system.name.as_str()).chain(system.aliases.iter().map(String::as_str)));
    names.find(is_meant)
}

/// Areas of a system's parts that would fit: an answer of theirs isn't its own, but the asker may have meant them.
fn parts_with(matrix: &Matrix, system: SystemId, typed: &str, asker: Asker) -> Vec<String> {
    let parts = matrix.parts(system).flat_map(|part| {
        let areas = best(typed, part.areas.iter().map(|area| (area, Called::from(area))));
        let hint = move |(area, _)| format!("its part {} has one: {}", part.name, asker.command(part, area));
        areas.into_iter().map(hint)
    });
    parts.collect()
}
