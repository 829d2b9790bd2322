//! Which thing a text names: exact before prefix, and never a guess between kinds.

use crate::matrix::{Fit, Kind, Matrix, SystemId};
use crate::query::things::{Class, ContactOf};
use crate::query::{Asker, Key, Thing, Unanswered, resolve};
use crate::text::name::key;
use crate::text::target::splits;

/// What was named.
#[derive(Debug)]
pub(super) enum Named {
    /// One thing.
    Thing(Thing),
    /// The training of new members as a whole.
    AllWeeks,
}

/// The one thing that a text names, of one kind if that is given.
pub(super) fn resolve(matrix: &Matrix, all: &[Thing], typed: &str, kind: Option<&str>) -> Result<Named, Unanswered> {
    let class = kind.map(Class::named).transpose()?;
    let asked: Vec<&Thing> = all.iter().filter(|thing| is_asked(matrix, thing, class)).collect();
    let fitting = best(matrix, &asked, typed);
    match fitting.as_slice() {
        [thing] => Ok(Named::Thing((*thing).clone())),
        [] if key(typed) == Kind::Onboarding.as_str() && asked.iter().any(|thing| thing.kind == Kind::Onboarding) => {
            Ok(Named::AllWeeks)
        }
        [] => Err(unknown(matrix, &asked, typed, class)),
        several => Err(ambiguous(matrix, several, typed)),
    }
}

fn is_asked(matrix: &Matrix, thing: &Thing, class: Option<Class>) -> bool {
    match (class, thing.key) {
        (None, _) => true,
        (Some(Class::Owners), Key::Party(party)) => {
            matrix.systems.iter().flat_map(|system| &system.owners).any(|ownership| ownership.parties.contains(&party))
        }
        (Some(class), _) => class.covers(thing.kind),
    }
}

/// The things that fit best. Addresses are only meant where nothing else is, a rota or a calendar only where nothing else
/// fits as well, and a topic only where no party, system
/// or category of the same name is; an area of the same name doesn't stand for its topic.
fn best<'t>(matrix: &Matrix, things: &[&'t Thing], typed: &str) -> Vec<&'t Thing> {
    let (addresses, others): (Vec<&Thing>, Vec<&Thing>) = things.iter().partition(|thing| thing.kind == Kind::Contact);
    let mut fits = fits(matrix, &others, typed);
    if fits.is_empty() {
        fits = self::fits(matrix, &addresses, typed);
    }
    let best = fits.iter().map(|(fit, _)| *fit).max();
    let mut fitting: Vec<&Thing> =
        fits.into_iter().filter(|(fit, _)| Some(*fit) == best).map(|(_, thing)| thing).collect();
    let systems = resolve::systems(matrix, typed);
    fitting.retain(|thing| !matches!(thing.key, Key::System(id) if !systems.iter().any(|(meant, _)| *meant == id)));
    if best == Some(Fit::Exact) && fitting.iter().any(|thing| !matches!(thing.kind, Kind::Topic | Kind::Area)) {
        fitting.retain(|thing| thing.kind != Kind::Topic);
    }
    // Only its slash tells the area `web/app` from the team `web-app`.
    if fitting.iter().any(|thing| thing.id == typed) {
        let has_slash = typed.contains('/');
        let is_called_so = |thing: &Thing| thing.called().fit(&key(typed)) == Some(Fit::Exact);
        fitting.retain(|thing| thing.id.contains('/') == has_slash || !has_slash && is_called_so(thing));
    }
    // A rota is mostly called like whom it is for, and a calendar may be like a policy.
    let of_time = |thing: &&Thing| matches!(thing.kind, Kind::Rota | Kind::Calendar);
    if !fitting.iter().all(of_time) {
        fitting.retain(|thing| !of_time(thing));
    }
    fitting
}

fn fits<'t>(matrix: &Matrix, things: &[&'t Thing], typed: &str) -> Vec<(Fit, &'t Thing)> {
    let typed_key = key(typed);
    let in_systems = in_systems(matrix, things, typed);
    let fit = |thing: &Thing| {
        let by_id = (key(&thing.id) == typed_key).then_some(Fit::Exact);
        let numbered = (thing.kind == Kind::Level && typed_key == thing.local_id()).then_some(Fit::Exact);
        let in_system = in_systems.iter().filter(|(_, key)| *key == thing.key).map(|(fit, _)| *fit).max();
        [by_id, numbered, in_system, thing.called().fit(&typed_key)].into_iter().flatten().max()
    };
    things.iter().filter_map(|thing| Some((fit(thing)?, *thing))).collect()
}

/// Things of a system, named by the system and their own name: `postgres/backup`, `postgres backup`. Areas come
/// first; anything else of the system only where no area fits, and then by its whole name.
fn in_systems(matrix: &Matrix, things: &[&Thing], typed: &str) -> Vec<(Fit, Key)> {
    let mut areas = Vec::new();
    let mut others = Vec::new();
    for (left, right) in splits(typed) {
        let Some((of_system, system)) = one_system(matrix, left) else { continue };
        let right = key(right);
        for thing in things.iter().filter(|thing| system_of(thing.key) == Some(system)) {
            match thing.called().fit(&right) {
                Some(fit) if thing.kind == Kind::Area => areas.push((fit.min(of_system), thing.key)),
                Some(Fit::Exact) => others.push((of_system, thing.key)),
                _ => {}
            }
        }
    }
    if areas.is_empty() { others } else { areas }
}

/// The system to which a thing belongs.
pub(super) fn system_of(key: Key) -> Option<SystemId> {
    match key {
        Key::Area(id, _) | Key::ServiceLevel(id) | Key::Contact(ContactOf::System(id), _) => Some(id),
        Key::Duty(id, _) => id,
        _ => None,
    }
}

/// The one system that a text names, and how well.
fn one_system(matrix: &Matrix, typed: &str) -> Option<(Fit, SystemId)> {
    match resolve::systems(matrix, typed).as_slice() {
        [(id, called)] => Some((called.fit(&key(typed))?, *id)),
        _ => None,
    }
}

fn ambiguous(matrix: &Matrix, fitting: &[&Thing], typed: &str) -> Unanswered {
    let one_kind = fitting.iter().all(|thing| thing.kind == fitting[0].kind);
    // What was typed may be the very id of one.
    let is_id = fitting.iter().any(|thing| key(&thing.id) == key(typed));
    let how = match (one_kind, is_id) {
        (true, _) => "by its id",
        (false, true) => "with --kind",
        (false, false) => "with --kind, or by its id",
    };
    let width =
        |of: fn(&Thing) -> &str| fitting.iter().map(|thing| of(thing).chars().count()).max().unwrap_or_default();
    let (kinds, ids) = (width(|thing| thing.kind.as_str()), width(|thing| &thing.id));
    let line = |thing: &&Thing| {
        let brief = thing.brief(matrix).map(|brief| format!(": {brief}")).unwrap_or_default();
        let at = crate::query::card::at(matrix, thing.place);
        format!("{:kinds$}  {:ids$}  {}{brief}  {}:{}", thing.kind.as_str(), thing.id, thing.name, at.file, at.line)
    };
    let message = format!("`{typed}` matches {} things: choose one {how}", fitting.len());
    Unanswered::nothing(message, fitting.iter().map(line).collect())
}

fn unknown(matrix: &Matrix, things: &[&Thing], typed: &str, class: Option<Class>) -> Unanswered {
    // A system that was named with an area that it hasn't got: its areas are the better answer.
    for (left, right) in splits(typed) {
        if class.is_none_or(|class| class.covers(Kind::Area))
            && let Some((Fit::Exact, system)) = one_system(matrix, left)
            && let Err(unanswered) = resolve::area(matrix, system, right, Asker::Show)
        {
            return unanswered;
        }
    }
    let near = resolve::near(typed, things.iter().map(|thing| thing.called()));
    let mut hints: Vec<String> = near.map(|near| format!("did you mean `{near}`?")).into_iter().collect();
    hints.push("`own find TEXT` also searches notes and descriptions".to_owned());
    let what = class.map_or("nothing in the matrix".to_owned(), |class| format!("no {}", class.as_str()));
    Unanswered::nothing(format!("{what} is called `{typed}`"), hints)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{
        Area, Contact, Duration, Level, Party, PartyKind, Place, Policy, Response, System, WhenEmpty, Window,
        contact::AddressKind,
    };
    use crate::query::things::things;

    fn area(id: &str, name: &str, topic: Option<&str>) -> Area {
        Area { topic: topic.map(Into::into), ..Area::named(id, name) }
    }

    fn system(id: &str, name: &str, areas: Vec<Area>) -> System {
        let address = Contact {
            label: "on-call".into(),
            kind: AddressKind::Email,
            address: "a@b".into(),
            place: Place::default(),
        };
        System { areas, contacts: vec![address], ..System::named(id, name) }
    }

    fn party(id: &str, name: &str, kind: PartyKind) -> Party {
        Party {
            id: id.into(),
            name: name.into(),
            aliases: Vec::new(),
            described: true,
            contacts: Vec::new(),
            links: Vec::new(),
            extensions: Vec::new(),
            calendar: None,
            rota_link: None,
            reviewed: None,
            kind,
            place: Place::default(),
        }
    }

    fn policy(id: &str) -> Policy {
        let level = |number, name: &str| Level {
            number,
            name: name.into(),
            window: Window { from: Duration::default(), until: None, place: Place::default() },
            hours: None,
            scope: Vec::new(),
            response: Response::default(),
            authority: Vec::new(),
            triggers: Vec::new(),
            row: Vec::new(),
            contacts: Vec::new(),
            place: Place::default(),
        };
        Policy {
            id: id.into(),
            name: None,
            levels: vec![level(1, "Crew"), level(2, "Team Lead")],
            calendar: None,
            when_empty: WhenEmpty::default(),
            repeat: 0,
            response_from: None,
            place: Place::default(),
        }
    }

    fn matrix() -> Matrix {
        let backup = area("backup", "Backup & Recovery", Some("backup"));
        Matrix {
            parties: vec![
                party("security", "Security Team", PartyKind::Team(Box::default())),
                party("team-lead", "Team Lead", PartyKind::Placeholder(None)),
            ],
            systems: vec![
                system(
                    "shop",
                    "Shop Database (Checkout)",
                    vec![backup, area("security-review", "Security Review", Some("security"))],
                ),
                system("queue", "Queue", vec![area("backup-runs", "Backup Runs", Some("backup"))]),
            ],
            policies: vec![policy("default")],
            ..Matrix::default()
        }
    }

    fn named(typed: &str, kind: Option<&str>) -> Result<String, Unanswered> {
        resolve(&matrix(), &things(&matrix()), typed, kind).map(|named| match named {
            Named::Thing(thing) => format!("{} {}", thing.kind.as_str(), thing.id),
            Named::AllWeeks => "onboarding".to_owned(),
        })
    }

    #[test]
    fn one_thing_is_named() {
        for (typed, thing) in [
            ("shop", "system shop"),
            ("check", "system shop"),
            ("shop backup", "area shop/backup"),
            ("sh/back", "area shop/backup"),
            ("queue backup", "area queue/backup-runs"),
            ("level 2", "level default/2"),
            ("2", "level default/2"),
            ("default/1", "level default/1"),
            ("default 1", "level default/1"),
            ("default", "policy default"),
            ("security", "team security"),
        ] {
            assert_eq!(named(typed, None).as_deref(), Ok(thing), "{typed}");
        }
    }

    #[test]
    fn several_exact_ones_are_told_by_kind() {
        let two = named("team lead", None).unwrap_err();
        assert_eq!(two.message, "`team lead` matches 2 things: choose one with --kind");
        assert!(two.hints[0].starts_with("placeholder  team-lead  Team Lead"), "{:?}", two.hints);
        assert!(two.hints[1].starts_with("level        default/2  Team Lead"), "{:?}", two.hints);
        assert_eq!(named("team lead", Some("lev")).as_deref(), Ok("level default/2"));
        assert_eq!(named("security", Some("topic")).as_deref(), Ok("topic security"));
    }

    #[test]
    fn an_area_does_not_stand_for_its_topic() {
        assert_eq!(named("backup", None).unwrap_err().hints.len(), 2);
        assert_eq!(named("backup", Some("topics")).as_deref(), Ok("topic backup"));
    }

    #[test]
    fn addresses_are_meant_only_where_nothing_else_is() {
        assert_eq!(named("on-call", None).unwrap_err().hints.len(), 2);
        assert_eq!(named("shop/on-call", None).as_deref(), Ok("contact shop/on-call"));
    }

    #[test]
    fn areas_are_not_borrowed() {
        let none = named("queue security", None).unwrap_err();
        assert_eq!(none.message, "Queue has no area `security`");
        let none = named("shopp", None).unwrap_err();
        assert_eq!(none.hints[0], "did you mean `shop`?");
        assert_eq!(named("shop", Some("team")).unwrap_err().message, "no team is called `shop`");
    }

    #[test]
    fn two_policies_have_two_levels_of_a_number() {
        let matrix = Matrix { policies: vec![policy("default"), policy("night")], ..Matrix::default() };
        assert_eq!(resolve(&matrix, &things(&matrix), "level 2", None).unwrap_err().hints.len(), 2);
        assert!(resolve(&matrix, &things(&matrix), "night/2", None).is_ok());
    }
}
