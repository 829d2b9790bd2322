//! Parties.

use jiff::civil::Date;

use super::duty::{self, DutyPage};
use super::on_call::{self, StandIn};
use super::work::{self, LevelCall, MigrationPart, PartyArea, Work};
use crate::matrix::{Away, Change, Matrix, Party, PartyId, Way};
use crate::query::process::{self, EntryCard};
use crate::query::rota::{RotaCard, rota_card, rota_in_short};
use crate::query::{
    At, Cells, Confirmation, ExtensionCard, LinkCard, Named, Owner, Parties, PartyCard, Through, Unanswered, card,
    confirmation, extensions, links, through,
};

answer! {
    /// A party.
    pub(crate) struct PartyPage: PartyCard {
        /// The calendar that it goes by.
        pub calendar: Option<String>,
        /// Where its rota is kept, if not in the matrix.
        pub rota_link: Option<String>,
        /// Web addresses to read.
        pub links: Vec<LinkCard>,
        /// What its `x-…` keys say.
        pub extensions: Vec<ExtensionCard>,
        /// Its rotas.
        pub rotas: Vec<RotaCard>,
        /// The rotas of others in whose order it is.
        pub takes_turns: Vec<RotaCard>,
        /// The rotas that call it when they have nobody.
        pub fallback_of: Vec<RotaCard>,
        /// When a person is away from the day of the answer on.
        pub away: Vec<AwayCard>,
        /// When it stands in, in these rotas or in others.
        pub stands_in: Vec<StandIn>,
        /// Who leads a team.
        pub lead: Option<PartyCard>,
        /// Teams that it leads.
        pub lead_of: Vec<PartyCard>,
        /// Full-time equivalents of a team.
        pub size: Option<f64>,
        /// What a team or a group is responsible for.
        pub responsibilities: Vec<String>,
        /// The team that a role belongs to.
        pub team: Option<PartyCard>,
        /// Roles that belong to a team.
        pub roles: Vec<PartyCard>,
        /// Who chairs a group.
        pub chair: Option<PartyCard>,
        /// The team that a team is part of.
        pub part_of: Option<PartyCard>,
        /// Teams that are part of a team.
        pub parts: Vec<PartyCard>,
        /// Roles that a person holds.
        pub holds: Vec<PartyCard>,
        /// Who belongs to a team or sits on a group.
        pub members: Vec<PartyCard>,
        /// When a group meets.
        pub meets: Option<String>,
        /// Groups that it chairs.
        pub chairs: Vec<PartyCard>,
        /// Teams and groups that name it as a member.
        pub member_of: Vec<PartyCard>,
        /// What a person is responsible for through roles and teams.
        pub through: Vec<ThroughPart>,
        /// Areas, by what it has to do with them.
        pub areas: Cells<PartyArea>,
        /// What it owns, as stated; parts that inherit it aren't repeated.
        pub owns: Vec<Owner>,
        /// Bands of migrations that it works on.
        pub migrations: Vec<MigrationPart>,
        /// Duties, by what it has to do with them.
        pub duties: PartyDuties,
        /// Escalation levels at which it is called.
        pub calls: Vec<LevelCall>,
        /// Change categories that it approves.
        pub approves: Vec<Named>,
        /// Change categories that notify it.
        pub notified: Vec<Named>,
        /// What it does in the change process.
        pub process: Vec<EntryCard>,
        /// Whether the document holds by its authority.
        pub authority_of_document: bool,
        /// Whether it approved the document.
        pub approved_document: bool,
        /// Its last confirmation; `null` if there is none.
        pub confirmed: Option<Confirmation>,
        /// Position in the source.
        pub at: At,
    }

    /// What a role or a team, through which a person is responsible, has to do.
    pub(crate) struct ThroughPart: Through {
        /// Its areas.
        pub areas: Cells<PartyArea>,
        /// What it owns, as stated.
        pub owns: Vec<Owner>,
        /// Rotas in whose order it is.
        pub takes_turns: Vec<Named>,
        /// Rotas that call it when they have nobody.
        pub fallback_of: Vec<Named>,
        /// Duties that it does.
        pub duties: Vec<Named>,
        /// Escalation levels at which it is called.
        pub calls: Vec<Named>,
    }

    /// Days on which a person is away.
    pub(crate) struct AwayCard {
        /// The first day.
        pub from: String,
        /// The last day.
        pub until: String,
        /// Why.
        pub reason: Option<String>,
        /// Position in the source.
        pub at: At,
    }

    /// Duties of a party.
    pub(crate) struct PartyDuties {
        /// It does them.
        pub by: Vec<DutyPage>,
        /// It takes part.
        pub with: Vec<DutyPage>,
        /// They are reported to it.
        pub reported_to: Vec<DutyPage>,
    }
}

pub(super) fn page(matrix: &Parties<'_>, work: &Work<'_>, id: PartyId) -> Result<PartyPage, Unanswered> {
    let ways = matrix.ways_from(id);
    Unanswered::limit_rows(ways.iter().map(|way| work.of_party(way.party).rows()).sum())?;
    let through = ways.iter().skip(1).map(|way| through_part(matrix, work, way)).collect();
    Ok(PartyPage {
        through,
        away: away_cards(matrix, id, matrix.day),
        takes_turns: on_call::takes_turns(matrix, id).map(|rota| rota_card(matrix, rota)).collect(),
        fallback_of: on_call::fallback_of(matrix, id).map(|rota| rota_card(matrix, rota)).collect(),
        owns: work.of_party(id).owns(matrix),
        ..in_document(matrix, work, id)
    })
}

/// When a party is away, from a day on if that is given.
fn away_cards(matrix: &Matrix, id: PartyId, from: Option<Date>) -> Vec<AwayCard> {
    let away = matrix.party(id).away().iter().filter(|away| from.is_none_or(|day| day <= away.until));
    away.map(|away| away_card(matrix, away)).collect()
}

fn away_card(matrix: &Matrix, away: &Away) -> AwayCard {
    let (from, until) = (away.from.to_string(), away.until.to_string());
    AwayCard { from, until, reason: away.reason.clone(), at: card::at(matrix, away.place) }
}

/// The page in a document, which has pages for roles and teams, too, and is of no day. A rota is described on the page of its
/// party.
pub(super) fn in_document(matrix: &Parties<'_>, work: &Work<'_>, id: PartyId) -> PartyPage {
    let party = matrix.party(id);
    let (team, group) = (party.team(), party.group());
    let of_party = work.of_party(id);
    let [by, with, reported_to] = &of_party.duties;
    PartyPage {
        base: matrix.card(id),
        calendar: matrix.calendar_of_party(id).map(|id| matrix.calendar(id).id.clone()),
        rota_link: party.rota_link.as_ref().map(|link| link.value.clone()),
        links: links(matrix, &party.links),
        extensions: extensions(matrix, &party.extensions),
        rotas: matrix.rotas_of(id).map(|rota| rota_card(matrix, rota)).collect(),
        takes_turns: on_call::takes_turns(matrix, id).map(|rota| rota_in_short(matrix, rota)).collect(),
        fallback_of: on_call::fallback_of(matrix, id).map(|rota| rota_in_short(matrix, rota)).collect(),
        away: away_cards(matrix, id, None),
        stands_in: on_call::stands_in(matrix, id),
        lead: team.and_then(|team| team.lead).map(|lead| matrix.card(lead)),
        lead_of: matrix.cards(matrix.led_by(id)),
        size: team.and_then(|team| team.size).map(|size| size.value),
        responsibilities: team
            .map(|team| team.responsibilities.clone())
            .or(group.map(|group| group.responsibilities.clone()))
            .unwrap_or_default(),
        team: party.team_of_role().map(|team| matrix.card(team)),
        roles: matrix.cards(&of_party.roles),
        chair: group.and_then(|group| group.chair).map(|chair| matrix.card(chair)),
        part_of: team.and_then(|team| team.part_of).map(|of| matrix.card(of)),
        parts: matrix.cards(&of_party.parts),
        holds: matrix.cards(matrix.roles_of(id)),
        members: matrix.cards(members(party)),
        meets: group.and_then(|group| group.meets.clone()),
        chairs: matrix.cards(&of_party.chairs),
        member_of: matrix.cards(&of_party.member_of),
        through: Vec::new(),
        areas: of_party.areas(matrix),
        owns: of_party.owner_roles(matrix),
        migrations: of_party.migrations(matrix),
        duties: PartyDuties {
            by: duty::pages(matrix, by),
            with: duty::pages(matrix, with),
            reported_to: duty::pages(matrix, reported_to),
        },
        calls: work::calls(matrix, id),
        approves: changes(&of_party.approves),
        notified: changes(&of_party.notified),
        process: of_party.process.iter().map(|(step, entry)| process::entry(matrix, step, entry)).collect(),
        authority_of_document: matrix.document.authority.contains(&id),
        approved_document: matrix.document.approved_by.contains(&id),
        confirmed: confirmation(matrix, party.reviewed.as_deref(), None, None),
        at: card::at(matrix, party.place),
    }
}

/// Those who belong to a team or sit on a group.
fn members(party: &Party) -> &[PartyId] {
    let of_team = party.team().map(|team| team.members.as_slice());
    of_team.or(party.group().map(|group| group.members.as_slice())).unwrap_or_default()
}

fn through_part(matrix: &Parties<'_>, work: &Work<'_>, way: &Way) -> ThroughPart {
    let of_party = work.of_party(way.party);
    let [by, ..] = &of_party.duties;
    let calls = work::calls(matrix, way.party).into_iter();
    ThroughPart {
        base: through(matrix, way),
        areas: of_party.areas(matrix),
        owns: of_party.owns(matrix),
        takes_turns: on_call::takes_turns(matrix, way.party).map(card::rota_name).collect(),
        fallback_of: on_call::fallback_of(matrix, way.party).map(card::rota_name).collect(),
        duties: by.iter().map(|duty| Named { id: duty.id.clone(), name: duty.name.clone() }).collect(),
        calls: calls.map(|call| Named { id: call.id, name: call.name }).collect(),
    }
}

fn changes(changes: &[&Change]) -> Vec<Named> {
    changes.iter().map(|change| card::change_name(change)).collect()
}
