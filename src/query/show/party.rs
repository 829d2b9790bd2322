//! Parties.

use super::duty::{self, DutyPage};
use super::on_call::{self, StandIn};
use super::work::{self, LevelCall, MigrationPart, PartyArea};
use crate::matrix::{Change, Group, Matrix, Party, PartyId, Team, Way};
use crate::query::area::Cells;
use crate::query::card::{self, At, Named};
use crate::query::link::{LinkCard, links};
use crate::query::owner::Owner;
use crate::query::party::{ContactCard, Parties, PartyCard};
use crate::query::process::{self, EntryCard};
use crate::query::rota::{RotaCard, rota_card};
use crate::query::things::Thing;
use crate::query::through::{Through, through};

answer! {
    /// A party.
    pub(crate) struct PartyPage: PartyCard {
        /// The calendar that it goes by.
        pub calendar: Option<String>,
        /// Where its rota is kept, if not in the matrix.
        pub rota_link: Option<String>,
        /// Web addresses to read.
        pub links: Vec<LinkCard>,
        /// Its rotas.
        pub rotas: Vec<RotaCard>,
        /// The rotas of others in whose order it is.
        pub takes_turns: Vec<RotaCard>,
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
        /// Position in the source.
        pub at: At,
    }

    /// What a role or a team, through which a person is responsible, has to do.
    pub(crate) struct ThroughPart: Through {
        /// Its areas.
        pub areas: Cells<PartyArea>,
        /// What it owns, as stated.
        pub owns: Vec<Owner>,
        /// Duties that it does.
        pub duties: Vec<Named>,
        /// Escalation levels at which it is called.
        pub calls: Vec<Named>,
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

impl PartyPage {
    /// Its own addresses, without those under which escalation levels call it.
    pub(crate) fn own_contacts(&self) -> Vec<&ContactCard> {
        let of_level = |contact: &ContactCard| {
            self.calls.iter().any(|call| {
                let label = format!("level-{}", call.number);
                contact.label.ends_with(&label) && call.contacts.iter().any(|known| known.at == contact.at)
            })
        };
        self.contacts.iter().filter(|contact| !of_level(contact)).collect()
    }
}

pub(super) fn page(matrix: &Parties<'_>, things: &[Thing], id: PartyId) -> PartyPage {
    let party = matrix.party(id);
    let (team, group) = (party.team(), party.group());
    let (takes_turns, stands_in) = on_call::turns(matrix, id);
    let groups = |sits: &dyn Fn(&Group) -> bool| those(matrix, |other| other.group().is_some_and(sits));
    PartyPage {
        base: matrix.card(id),
        calendar: matrix.calendar_of_party(id).map(|id| matrix.calendar(id).id.clone()),
        rota_link: party.rota_link.as_ref().map(|link| link.value.clone()),
        links: links(matrix, &party.links),
        rotas: matrix.rotas_of(id).map(|rota| rota_card(matrix, rota)).collect(),
        takes_turns,
        stands_in,
        lead: team.and_then(|team| team.lead).map(|lead| matrix.card(lead)),
        lead_of: those(matrix, |other| other.team().is_some_and(|team: &Team| team.lead == Some(id))),
        size: team.and_then(|team| team.size).map(|size| size.value),
        responsibilities: team
            .map(|team| team.responsibilities.clone())
            .or(group.map(|group| group.responsibilities.clone()))
            .unwrap_or_default(),
        team: party.team_of_role().map(|team| matrix.card(team)),
        roles: those(matrix, |other| other.team_of_role() == Some(id)),
        chair: group.and_then(|group| group.chair).map(|chair| matrix.card(chair)),
        part_of: team.and_then(|team| team.part_of).map(|of| matrix.card(of)),
        parts: those(matrix, |other| other.team().is_some_and(|team| team.part_of == Some(id))),
        holds: those(matrix, |other| other.role().is_some_and(|role| role.held_by.contains(&id))),
        members: matrix.cards(members(party)),
        meets: group.and_then(|group| group.meets.clone()),
        chairs: groups(&|group| group.chair == Some(id)),
        member_of: those(matrix, |other| members(other).contains(&id)),
        through: matrix.ways_from(id).iter().skip(1).map(|way| through_part(matrix, things, way)).collect(),
        areas: work::areas(matrix, id),
        owns: work::owns(matrix, id),
        migrations: work::migrations(matrix, id),
        duties: PartyDuties {
            by: duty::fitting(matrix, things, |_, duty| duty.by.contains(&id)),
            with: duty::fitting(matrix, things, |_, duty| duty.with.contains(&id)),
            reported_to: duty::fitting(matrix, things, |_, duty| duty.reported_to.contains(&id)),
        },
        calls: work::calls(matrix, id),
        approves: changes(matrix, |change| change.approval.as_ref().is_some_and(|approval| approval.by.contains(&id))),
        notified: changes(matrix, |change| change.notify.contains(&id)),
        process: process::entries(matrix, |entry| entry.by.contains(&id)),
        authority_of_document: matrix.document.authority.contains(&id),
        approved_document: matrix.document.approved_by.contains(&id),
        at: card::at(matrix, party.place),
    }
}

/// Those who belong to a team or sit on a group.
fn members(party: &Party) -> &[PartyId] {
    let of_team = party.team().map(|team| team.members.as_slice());
    of_team.or(party.group().map(|group| group.members.as_slice())).unwrap_or_default()
}

fn through_part(matrix: &Parties<'_>, things: &[Thing], way: &Way) -> ThroughPart {
    let duties = duty::fitting(matrix, things, |_, duty| duty.by.contains(&way.party)).into_iter();
    let calls = work::calls(matrix, way.party).into_iter();
    ThroughPart {
        base: through(matrix, way),
        areas: work::areas(matrix, way.party),
        owns: work::owns(matrix, way.party),
        duties: duties.map(|duty| Named { id: duty.id.clone(), name: duty.name.clone() }).collect(),
        calls: calls.map(|call| Named { id: call.id, name: call.name }).collect(),
    }
}

/// Parties that fit, in the order of the matrix.
fn those(matrix: &Parties<'_>, fits: impl Fn(&Party) -> bool) -> Vec<PartyCard> {
    matrix.party_ids().filter(|(_, party)| fits(party)).map(|(id, _)| matrix.card(id)).collect()
}

fn changes(matrix: &Matrix, fits: impl Fn(&Change) -> bool) -> Vec<Named> {
    let fitting = matrix.changes.iter().filter(|change| fits(change));
    fitting.map(card::change_name).collect()
}
