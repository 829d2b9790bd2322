//! What the matrix says of a thing in words, field by field.

use super::{ContactOf, Key, contacts};
use crate::matrix::{Calendar, ChangeId, Document, Matrix, PartyId, PartyKind, Placed, Rota, SystemId};

/// A field's name and one text in it.
type Text<'m> = (&'static str, &'m str);

/// The texts of a thing beyond its names. Things that are named by themselves are not repeated in those that hold
/// them: an area's note is found in the area, not in its system.
pub(super) fn of(matrix: &Matrix, key: Key) -> Vec<Text<'_>> {
    match key {
        Key::Document => document(&matrix.document),
        Key::Party(id) => party(matrix, id),
        Key::Rota(index) => rota(&matrix.rotas[index]),
        Key::Calendar(id) => calendar(matrix.calendar(id)),
        Key::System(id) => system(matrix, id),
        Key::Area(id, index) => one("note", matrix.system(id).areas[index].note.as_ref()).collect(),
        Key::Person(_) | Key::Topic(_) | Key::Policy(_) | Key::ServiceLevel(_) => Vec::new(),
        Key::Duty(id, index) => {
            let duty = &id.map_or(&matrix.duties, |id| &matrix.system(id).duties)[index];
            let every = duty.every.map(|every| ("every", every.value.as_str()));
            one("how", duty.how.as_ref()).chain(every).chain([("kind", duty.kind.as_str())]).collect()
        }
        Key::Contact(of, index) => contact(matrix, of, index),
        Key::Target(index) => {
            let target = &matrix.targets[index];
            let texts =
                placed("target", target.target.as_ref()).chain(placed("measurement", target.measurement.as_ref()));
            texts.chain(placed("threshold", target.threshold.as_ref())).collect()
        }
        Key::Level(policy, index) => {
            let level = &matrix.policy(policy).levels[index];
            many("scope", &level.scope)
                .chain(many("authority", &level.authority))
                .chain(many("triggers", &level.triggers))
                .collect()
        }
        Key::Channel(index) => many("means", &matrix.channels[index].means).collect(),
        Key::Change(index) => change(matrix, index),
        Key::Step(index) => {
            let entries = matrix.change_process[index].entries.iter();
            entries
                .flat_map(|entry| [("entry", entry.name.as_str())].into_iter().chain(one("what", entry.what.as_ref())))
                .collect()
        }
        Key::Week(index) => many("items", &matrix.onboarding[index].items).collect(),
    }
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

fn document(document: &Document) -> Vec<Text<'_>> {
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
    texts.chain(lists).chain(claims).collect()
}

fn party(matrix: &Matrix, id: PartyId) -> Vec<Text<'_>> {
    match &matrix.party(id).kind {
        PartyKind::Team(team) => {
            let on_call = team.on_call.iter().flat_map(|on_call| {
                let texts = one("on_call", on_call.purpose.as_ref()).chain(one("on_call", on_call.otherwise.as_ref()));
                [("on_call", on_call.cover.as_str())].into_iter().chain(texts)
            });
            many("responsibilities", &team.responsibilities).chain(on_call).collect()
        }
        PartyKind::Group(group) => {
            many("responsibilities", &group.responsibilities).chain(one("meets", group.meets.as_ref())).collect()
        }
        PartyKind::Placeholder(stands_for) => one("stands_for", stands_for.as_ref()).collect(),
        PartyKind::Role(_) => Vec::new(),
    }
}

fn rota(rota: &Rota) -> Vec<Text<'_>> {
    let temporary = rota.temporary.iter().flat_map(|temporary| one("temporary", temporary.reason.as_ref()));
    let overrides = rota.overrides.iter().flat_map(|stands_in| one("overrides", stands_in.reason.as_ref()));
    temporary.chain(overrides).collect()
}

fn calendar(calendar: &Calendar) -> Vec<Text<'_>> {
    let zone = calendar.zone.iana_name().map(|zone| ("zone", zone));
    let holidays = calendar.holidays.iter().flat_map(|holiday| one("holidays", holiday.name.as_ref()));
    zone.into_iter().chain(holidays).collect()
}

fn system(matrix: &Matrix, id: SystemId) -> Vec<Text<'_>> {
    let system = matrix.system(id);
    let owners = system.owners.iter().flat_map(|owner| {
        let role = [("owners", owner.role.as_str())];
        role.into_iter().chain(one("owners", owner.title.as_ref())).chain(one("owners", owner.note.as_ref()))
    });
    let bands = system.migration.iter().flat_map(|migration| &migration.timeline);
    let texts = one("description", system.description.as_ref()).chain(one("kind", system.kind.as_ref()));
    let texts = texts.chain([("status", system.status.as_str())]).chain(owners);
    texts.chain(bands.flat_map(|band| one("migration", band.activity.as_ref()))).collect()
}

fn contact(matrix: &Matrix, of: ContactOf, index: usize) -> Vec<Text<'_>> {
    vec![("address", contacts(matrix, of)[index].address.as_str())]
}

fn change(matrix: &Matrix, id: ChangeId) -> Vec<Text<'_>> {
    let change = matrix.change(id);
    let approval = change.approval.iter().flat_map(|approval| one("approval", approval.how.as_ref()));
    let texts = one("qualifier", change.qualifier.as_ref()).chain(one("definition", change.definition.as_ref()));
    let examples = change.examples.iter().map(|example| ("examples", example.value.as_str()));
    texts.chain(examples).chain(approval).collect()
}
