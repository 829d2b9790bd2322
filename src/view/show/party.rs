//! Parties.

use super::super::anchor::area_anchor;
use super::super::rota::about as about_rota;
use super::super::{Block, Facts, Grid, Line, Run, anchor, facts, moment, phrase};
use super::{Setting, change, duty, escalation};
use crate::matrix::{Kind, Responsibility};
use crate::query::rota::RotaCard;
use crate::query::show::{AwayCard, LevelCall, MigrationPart, PartyArea, PartyPage, StandIn, ThroughPart};
use crate::query::{At, Cells, Owner};

pub(crate) fn blocks(page: &PartyPage, setting: Setting) -> Vec<Block> {
    let heading = facts::heading("party", &page.id, &page.name, page.kind.as_str());
    let about = about(page, setting);
    let mut blocks = match setting {
        Setting::Text => about,
        Setting::Alone => work(page, about),
        Setting::Site => areas_in_short(page, work(page, about)),
    }
    .below(heading, None);
    if setting == Setting::Alone {
        blocks.extend(areas(page));
    }
    if setting != Setting::Text {
        blocks.extend(duties(page));
    }
    if setting == Setting::Alone {
        blocks.extend(page.through.iter().flat_map(|part| through(part, page)));
    }
    blocks.push(facts::foot(&page.at, page.confirmed.as_ref()));
    blocks
}

/// Facts about a party that the matrix describes.
fn about(page: &PartyPage, setting: Setting) -> Facts {
    let described = (!page.described).then_some("no: the matrix uses the name and says nothing of it");
    let facts = Facts::at_most(setting.lines())
        .fact("also called", &page.aliases)
        .fact("described", described.map(Run::caution))
        .fact("lead", &page.lead)
        .fact("lead of", &page.lead_of)
        .fact("chair", &page.chair)
        .fact("part of", &page.part_of)
        .fact("teams in it", &page.parts)
        .fact("held by", facts::holders(&page.held_by))
        .fact("holds", &page.holds)
        .fact("members", &page.members)
        .fact("meets", page.meets.as_deref())
        .each("in team", page.team.iter().filter(|team| !page.lead_of.contains(team)))
        .each("roles", page.roles.iter().filter(|role| page.lead.as_ref() != Some(role)))
        .fact("chairs", &page.chairs)
        .fact("member of", &page.member_of)
        .fact("size", page.size.map(|size| format!("{size} FTE")))
        .fact("responsibilities", &page.responsibilities);
    let facts = match page.kind {
        Kind::Team => {
            // The label says "on call" already.
            let cover = page.on_call.as_ref().map(phrase::on_call);
            let cover = cover.as_deref().map(|cover| cover.strip_prefix("on call ").unwrap_or(cover));
            facts.fact_or_silence("on call", cover)
        }
        Kind::Organisation => facts.fact("kind", page.organisation.as_deref()),
        Kind::Placeholder => facts.fact_or_silence("stands for", page.stands_for.as_deref()),
        _ => facts,
    };
    let link = page.rota_link.iter().map(|link| vec![Run::plain("kept at "), Run::mark(link)]);
    let calendar = page.calendar.as_deref().filter(|_| page.kind != Kind::Person);
    let facts = facts
        .each("rota", page.rotas.iter().map(rota).chain(link))
        .each("takes turns in", page.takes_turns.iter().map(|card| turns_in(card, setting)))
        .each("fallback of", page.fallback_of.iter().map(|card| turns_in(card, setting)))
        .each("away", page.away.iter().map(away))
        .each("stands in", page.stands_in.iter().map(stand_in))
        .fact("calendar", calendar);
    let contacts = phrase::contacts(&page.contacts);
    // Nobody can call a placeholder. Whom it represents is shown above.
    let facts = if page.kind == Kind::Placeholder {
        facts.fact("contacts", contacts)
    } else {
        facts.fact_or_silence("contacts", contacts)
    };
    facts.each("links", page.links.iter().map(phrase::labelled_link)).extensions(&page.extensions)
}

/// A rota of the party.
pub(crate) fn rota(card: &RotaCard) -> Line {
    [vec![Run::plain(format!("{}: ", card.id))], about_rota(card)].concat()
}

/// A rota in which the party takes turns.
pub(crate) fn turns_in(card: &RotaCard, setting: Setting) -> Line {
    let whose = Run::plain(format!("{} for {}", card.id, card.party.name));
    // A document has the rule of the rota elsewhere.
    let rule =
        if setting == Setting::Alone { [vec![Run::plain(": ")], about_rota(card)].concat() } else { Line::new() };
    std::iter::once(whose).chain(rule).collect()
}

fn away(away: &AwayCard) -> Line {
    let reason = away.reason.as_ref().map(|reason| Run::faint(format!("  {reason}")));
    std::iter::once(Run::caution(format!("{} until {}", away.from, away.until))).chain(reason).collect()
}

fn stand_in(turn: &StandIn) -> Line {
    let when = format!("{} until {}", moment::dated(&turn.from), moment::dated(&turn.until));
    let reason = turn.reason.as_ref().map(|reason| Run::faint(format!("  {reason}")));
    let line = [Run::plain(format!("{when}: ")), facts::link("rota", &turn.rota)];
    line.into_iter().chain([Run::plain(format!(" for {}", turn.party.name))]).chain(reason).collect()
}

/// Where else the matrix names the party, but for areas and duties.
fn work(page: &PartyPage, facts: Facts) -> Facts {
    let facts = facts
        .each("called at", page.calls.iter().map(call))
        .each("owns", page.owns.iter().map(held))
        .each("migrates", page.migrations.iter().map(migration))
        .named("approves", "change", &page.approves)
        .named("is notified of", "change", &page.notified)
        .each("change process", page.process.iter().map(change::entry_of_party));
    let document = match (page.authority_of_document, page.approved_document) {
        (true, true) => Some("in force by its authority, approved by it"),
        (true, false) => Some("in force by its authority"),
        (false, true) => Some("was approved by it"),
        (false, false) => None,
    };
    facts.fact("the document", document)
}

fn call(call: &LevelCall) -> Line {
    let mut line = vec![Run::link(format!("level {}: {}", call.number, call.name), anchor("level", &call.id))];
    line.push(facts::id(&format!("  {}", call.id)));
    line.extend(call.rota.iter().flat_map(escalation::rota));
    if !call.takes.is_empty() {
        line.push(Run::plain("  takes the escalations of "));
        line.extend(facts::parties(&call.takes));
    }
    line
}

fn held(held: &Owner) -> Line {
    let note = phrase::note(held).map(|note| format!(" ({note})")).unwrap_or_default();
    vec![facts::link("system", &held.system), Run::plain(format!(": {}{note}", held.title))]
}

fn migration(part: &MigrationPart) -> Line {
    let activity = part.activity.as_deref().unwrap_or(phrase::NOT_SAID);
    vec![facts::link("system", &part.system), Run::plain(format!(", weeks {}: {activity}", part.weeks))]
}

/// Areas, one a line, by what the party has to do with them.
fn areas(page: &PartyPage) -> Vec<Block> {
    let table = areas_table(&page.areas, &page.at);
    table.into_iter().flat_map(|table| [facts::part("Areas"), table]).collect()
}

fn areas_table(cells: &Cells<PartyArea>, at: &At) -> Option<Block> {
    let of = Responsibility::ALL.into_iter();
    let areas: Vec<_> = of.flat_map(|of| cells[of].iter().map(move |area| (of, area))).collect();
    if areas.is_empty() {
        return None;
    }
    let table = Grid::of(areas)
        .column("as", |(of, _)| Run::strong(of.as_str()))
        .column("system", |(_, area)| facts::link("system", &area.system))
        .column("area", |(_, area)| Run::link(&area.area.name, row_anchor(area)))
        .notes("note?", |(_, area)| phrase::terms(area.note.as_deref(), area.until.as_deref(), area.ended))
        .on_page_of(at, |(_, area)| &area.at);
    Some(table)
}

/// The same, in a line for each system and responsibility.
fn areas_in_short(page: &PartyPage, facts: Facts) -> Facts {
    Responsibility::ALL.into_iter().fold(facts, |facts, of| {
        let line = |areas: &[PartyArea]| -> Line {
            let linked = areas.iter().flat_map(|area| [Run::plain(", "), Run::link(&area.area.name, row_anchor(area))]);
            let system = [Run::strong(&areas[0].system.name), Run::plain(": ")];
            system.into_iter().chain(linked.skip(1)).collect()
        };
        facts.each(&format!("{} of", of.as_str()), page.areas[of].chunk_by(|a, b| a.system == b.system).map(line))
    })
}

/// What a person has to do through a role or a team; nothing if that has nothing to do.
fn through(part: &ThroughPart, page: &PartyPage) -> Vec<Block> {
    let way: Vec<&str> = part.way.iter().map(|step| step.name.as_str()).collect();
    let facts = Facts::default()
        .each("owns", part.owns.iter().map(held))
        .named("takes turns in", "rota", &part.takes_turns)
        .named("fallback of", "rota", &part.fallback_of)
        .named("duties", "duty", &part.duties)
        .named("called at", "level", &part.calls);
    let table = areas_table(&part.areas, &page.at);
    let blocks: Vec<Block> = facts.block().into_iter().chain(table).collect();
    if blocks.is_empty() {
        blocks
    } else {
        [vec![facts::part(&format!("Through {}", way.join(", ")))], blocks].concat()
    }
}

fn row_anchor(area: &PartyArea) -> String {
    area_anchor(&area.system.id, &area.area.id)
}

fn duties(page: &PartyPage) -> Vec<Block> {
    let parts = [
        ("Duties", &page.duties.by),
        ("Duties in which it takes part", &page.duties.with),
        ("Duties that are reported to it", &page.duties.reported_to),
    ];
    let table = |duties| duty::table(duties, duty::Of::Party(&page.id), Some(&page.at));
    let tables = parts.into_iter().filter_map(|(heading, duties)| Some([facts::part(heading), table(duties)?]));
    tables.flatten().collect()
}
