//! What the matrix says of a thing: one line that tells it apart, and its texts beyond its names.

use super::{ContactOf, Key, contacts};
use crate::matrix::{
    Calendar, ChangeId, Contact, Document, Duty, Extension, Link, Matrix, PartyId, PartyKind, Placed, Responsibility,
    System, SystemId,
};

/// A field's name and one text in it.
type Text<'m> = (&'static str, &'m str);

/// The line, empty where the matrix says nothing that would tell the thing apart, and the texts. Things that are named by
/// themselves are not repeated in those that hold them: an area's note is found in the area, not in its system.
type Said<'m> = (String, Vec<Text<'m>>);

pub(super) fn of(matrix: &Matrix, key: Key) -> Said<'_> {
    match key {
        Key::Document => document(&matrix.document),
        Key::Party(id) => party(matrix, id),
        Key::Rota(index) => {
            let rota = &matrix.rotas[index];
            let temporary = rota.temporary.iter().flat_map(|temporary| one("temporary", temporary.reason.as_ref()));
            let overrides = rota.overrides.iter().flat_map(|stands_in| one("overrides", stands_in.reason.as_ref()));
            let line = format!("for {}, hand-over {}", matrix.party(rota.party).name, rota.handover);
            (line, temporary.chain(overrides).collect())
        }
        Key::Calendar(id) => calendar(matrix.calendar(id)),
        Key::System(id) => system(matrix, matrix.system(id)),
        Key::Area(id, index) => {
            let system = matrix.system(id);
            let area = &system.areas[index];
            let primary = names(matrix, area.parties(Responsibility::Primary));
            let primary = primary.map_or_else(|| "no primary".to_owned(), |primary| format!("primary {primary}"));
            let selectors = area.selectors.iter().map(|selector| (selector.kind.as_str(), selector.text.as_str()));
            let cells = area.assignments.iter();
            let notes = cells.flat_map(|cell| one(cell.responsibility.as_str(), cell.note()));
            let texts = one("note", area.note.as_ref()).chain(notes).chain(selectors);
            (joined([Some(system.name.clone()), Some(primary)]), texts.collect())
        }
        Key::Topic(index) => {
            let tied = matrix.areas_of_topic(index).len();
            (if tied == 1 { "1 area".to_owned() } else { format!("{tied} areas") }, Vec::new())
        }
        Key::Duty(system, index) => {
            duty(matrix, system, &system.map_or(&matrix.duties, |id| &matrix.system(id).duties)[index])
        }
        Key::Contact(of, index) => contact(matrix, of, &contacts(matrix, of)[index]),
        Key::ServiceLevel(id) => (service_level(matrix.system(id)), Vec::new()),
        Key::Target(index) => {
            let target = &matrix.targets[index];
            let said = [
                ("target", target.target.as_ref()),
                ("measurement", target.measurement.as_ref()),
                ("threshold", target.threshold.as_ref()),
            ];
            let texts = said.into_iter().flat_map(|(field, said)| placed(field, said));
            (target.target.as_ref().map(ToString::to_string).unwrap_or_default(), texts.collect())
        }
        Key::Policy(id) => (format!("{} levels", matrix.policy(id).levels.len()), Vec::new()),
        Key::Level(policy, index) => {
            let level = &matrix.policy(policy).levels[index];
            let until = level.window.until.map_or_else(|| "on".to_owned(), |until| format!("to {until}"));
            let texts = many("scope", &level.scope).chain(many("authority", &level.authority));
            let line = format!("level {}, from {} {until}", level.number, level.window.from);
            (line, texts.chain(many("triggers", &level.triggers)).collect())
        }
        Key::Channel(index) => list("means", &matrix.channels[index].means),
        Key::Change(id) => change(matrix, id),
        Key::Step(index) => {
            let entries = matrix.change_process[index].entries.iter();
            let texts = entries
                .flat_map(|entry| [("entry", entry.name.as_str())].into_iter().chain(one("what", entry.what.as_ref())));
            (format!("step {} of the change process", index + 1), texts.collect())
        }
        Key::Week(index) => list("items", &matrix.onboarding[index].items),
    }
}

fn joined(parts: impl IntoIterator<Item = Option<String>>) -> String {
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn names(matrix: &Matrix, parties: impl IntoIterator<Item = PartyId>) -> Option<String> {
    Some(super::party_names(matrix, parties)).filter(|names| !names.is_empty())
}

fn one<'m>(field: &'static str, text: Option<&'m String>) -> impl Iterator<Item = Text<'m>> {
    text.map(|text| (field, text.as_str())).into_iter()
}

fn placed<'m>(field: &'static str, text: Option<&'m Placed<String>>) -> impl Iterator<Item = Text<'m>> {
    one(field, text.map(|text| &text.value))
}

fn many<'m>(field: &'static str, texts: &'m [String]) -> impl Iterator<Item = Text<'m>> {
    texts.iter().map(move |text| (field, text.as_str()))
}

fn list<'m>(field: &'static str, texts: &'m [String]) -> Said<'m> {
    (texts.join(", "), many(field, texts).collect())
}

fn document(document: &Document) -> Said<'_> {
    let fields = [
        ("organisation", &document.organisation),
        ("purpose", &document.purpose),
        ("scope", &document.scope),
        ("summary", &document.summary),
        ("conclusion", &document.conclusion),
        ("classification", &document.classification),
    ];
    let texts = fields.into_iter().flat_map(|(field, text)| one(field, text.as_ref()));
    let lists = many("distribution", &document.distribution).chain(many("related", &document.related));
    let claims = document.claims.iter().map(|claim| ("claims", claim.thing.as_str()));
    let edition = document.edition.as_ref().map(|edition| format!("edition {edition}"));
    (edition.unwrap_or_default(), texts.chain(lists).chain(claims).collect())
}

fn party(matrix: &Matrix, id: PartyId) -> Said<'_> {
    let party = matrix.party(id);
    let (said, texts) = match &party.kind {
        PartyKind::Team(team) => {
            let on_call = team.on_call.iter().flat_map(|on_call| {
                let texts = one("on_call", on_call.purpose.as_ref()).chain(one("on_call", on_call.otherwise.as_ref()));
                [("on_call", on_call.cover.as_str())].into_iter().chain(texts)
            });
            let lead = team.lead.map(|lead| format!("lead {}", matrix.party(lead).name));
            (lead, many("responsibilities", &team.responsibilities).chain(on_call).collect())
        }
        PartyKind::Role(role) => {
            let lead = matrix.led_by(id).first().map(|team| format!("lead of {}", matrix.party(*team).name));
            let team = lead.or_else(|| role.team.map(|team| format!("in {}", matrix.party(team).name)));
            let held_by = names(matrix, role.held_by.iter().copied()).map(|holders| format!("held by {holders}"));
            (Some(joined([team, held_by])), Vec::new())
        }
        PartyKind::Person(away) => {
            let rotas: Vec<&str> = matrix.rotas_with(id).map(|rota| rota.id.as_str()).collect();
            let rotas = (!rotas.is_empty()).then(|| format!("in rota {}", rotas.join(", ")));
            let away = away.iter().flat_map(|away| one("away", away.reason.as_ref()));
            (Some(joined([names(matrix, matrix.roles_of(id).iter().copied()), rotas])), away.collect())
        }
        PartyKind::Organisation(kind) => (kind.clone(), one("kind", kind.as_ref()).collect()),
        PartyKind::Group(group) => {
            let texts = many("responsibilities", &group.responsibilities).chain(one("meets", group.meets.as_ref()));
            (group.chair.map(|chair| format!("chair {}", matrix.party(chair).name)), texts.collect())
        }
        PartyKind::Placeholder(whom) => {
            (whom.as_ref().map(|whom| format!("stands for {whom}")), one("stands_for", whom.as_ref()).collect())
        }
    };
    let texts = texts.into_iter().chain(links(&party.links)).chain(extensions(&party.extensions)).collect();
    (joined([said, (!party.described).then(|| "not described".to_owned())]), texts)
}

fn links(links: &[Link]) -> impl Iterator<Item = Text<'_>> {
    links.iter().flat_map(|link| [("links", link.label.as_str()), ("links", link.url.as_str())])
}

fn extensions(extensions: &[Extension]) -> impl Iterator<Item = Text<'_>> {
    extensions.iter().flat_map(|said| [("extensions", said.key.as_str()), ("extensions", said.value.as_str())])
}

fn calendar(calendar: &Calendar) -> Said<'_> {
    let zone = calendar.zone.iana_name();
    let hours = calendar.business_hours.iter().map(|span| Some(span.to_string()));
    let holidays = calendar.holidays.iter().flat_map(|holiday| one("holidays", holiday.name.as_ref()));
    let texts = zone.map(|zone| ("zone", zone)).into_iter().chain(holidays);
    (joined([zone.map(str::to_owned)].into_iter().chain(hours)), texts.collect())
}

fn system<'m>(matrix: &Matrix, system: &'m System) -> Said<'m> {
    let whole = system.part_of.map(|whole| format!("part of {}", matrix.system(whole).name));
    let owners = system.owners.iter().flat_map(|owner| {
        let role = [("owners", owner.role.as_str())];
        role.into_iter().chain(one("owners", owner.title.as_ref())).chain(one("owners", owner.note.as_ref()))
    });
    let bands = system.migration.iter().flat_map(|migration| &migration.timeline);
    let texts = one("description", system.description.as_ref()).chain(one("kind", system.kind.as_ref()));
    let selectors = system.selectors.iter().map(|selector| (selector.kind.as_str(), selector.text.as_str()));
    let texts = texts
        .chain(selectors)
        .chain(placed("lifecycle", system.lifecycle.as_ref()))
        .chain(many("tags", &system.tags))
        .chain(owners);
    let texts =
        texts.chain(bands.flat_map(|band| one("migration", band.activity.as_ref()))).chain(links(&system.links));
    let texts = texts.chain(extensions(&system.extensions));
    let tier = system.tier.map(|tier| format!("tier {tier}"));
    (joined([system.kind.clone(), system.lifecycle(), tier, whole]), texts.collect())
}

fn duty<'m>(matrix: &Matrix, system: Option<SystemId>, duty: &'m Duty) -> Said<'m> {
    let (every, kind) = (duty.every.map(|every| every.value.as_str()), duty.kind.as_str());
    let kinds = every.into_iter().chain([kind]).collect::<Vec<_>>().join(" ");
    let by = names(matrix, duty.by.iter().copied()).map(|by| format!("by {by}"));
    let texts = one("how", duty.how.as_ref()).chain(every.map(|every| ("every", every))).chain([("kind", kind)]);
    (joined([system.map(|id| matrix.system(id).name.clone()), Some(kinds), by]), texts.collect())
}

fn contact<'m>(matrix: &Matrix, of: ContactOf, contact: &'m Contact) -> Said<'m> {
    let placeholder = if contact.is_placeholder() { " (placeholder)" } else { "" };
    let owner = match of {
        ContactOf::System(id) => matrix.system(id).name.clone(),
        ContactOf::Party(id) => super::party_name(matrix, id),
        ContactOf::Level(policy, level, at) => {
            let level = &matrix.policy(policy).levels[level];
            format!("{} at level {}", super::party_name(matrix, level.contacts[at].party), level.number)
        }
    };
    (format!("{}{placeholder}, {owner}", contact.address), vec![("address", &contact.address)])
}

fn service_level(system: &System) -> String {
    let level = system.service_level.as_ref();
    let available = level.and_then(|level| level.availability).map(|share| format!("available {share}"));
    let response = level.and_then(|level| level.response).map(|response| format!("response {response}"));
    joined([Some(system.name.clone()), available, response])
}

fn change(matrix: &Matrix, id: ChangeId) -> Said<'_> {
    let change = matrix.change(id);
    let risk = change.risk.map(|risk| format!("{} risk", risk.as_str()));
    let approval = change.approval.iter().flat_map(|approval| one("approval", approval.how.as_ref()));
    let texts = one("qualifier", change.qualifier.as_ref()).chain(one("definition", change.definition.as_ref()));
    let examples = change.examples.iter().map(|example| ("examples", example.value.as_str()));
    (joined([risk, change.qualifier.clone()]), texts.chain(examples).chain(approval).collect())
}
