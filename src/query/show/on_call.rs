//! Rotas, calendars, and the turns of a party.

use crate::matrix::{CalendarId, Holiday, Interval, Matrix, PartyId, Rota, RotaCover, RotaHours, WeeklySpan};
use crate::query::card::{self, At, Named};
use crate::query::head::Head;
use crate::query::moment::{Moment, TimeCard};
use crate::query::party::{Parties, PartyCard};
use crate::query::rota::{RotaCard, rota_card};
use crate::query::things::Thing;

answer! {
    /// Somebody's turn by an exception.
    pub(crate) struct StandIn: ExceptionCard {
        /// The rota.
        pub rota: Named,
        /// The party whose calls it takes.
        pub party: Named,
    }

    /// A rota. `own rota` tells its shifts.
    pub(crate) struct RotaRule: Head {
        /// The party whose calls it takes.
        pub party: PartyCard,
        /// The calendar whose clock it goes by.
        pub calendar: String,
        /// The zone of that clock.
        pub zone: Option<String>,
        /// `24/7`, `business-hours`, or `weekly` for hours of its own.
        pub cover: RotaCover,
        /// Its own hours: `mon-sun 08:00-20:00`.
        pub hours: Vec<String>,
        /// When one hands over to the next: `mon 09:00`, or `daily 09:00`.
        pub handover: String,
        /// Who takes turns.
        pub order: Vec<Named>,
        /// The day of the first hand-over.
        pub start: String,
        /// Other rules for some time.
        pub temporary: Vec<ExceptionCard>,
        /// Replacements.
        pub overrides: Vec<ExceptionCard>,
    }

    /// An exception from the rule of a rota.
    pub(crate) struct ExceptionCard {
        /// When it begins.
        pub from: TimeCard,
        /// When it ends.
        pub until: TimeCard,
        /// Who takes turns in that time.
        pub who: Vec<Named>,
        /// Hand-over; `null` if one person takes all of it.
        pub handover: Option<String>,
        /// Why.
        pub reason: Option<String>,
        /// Position in the source.
        pub at: At,
    }

    /// A calendar.
    pub(crate) struct CalendarPage: Head {
        /// Its time zone.
        pub zone: Option<String>,
        /// Business hours: `mon-fri 09:00-17:00`.
        pub business_hours: Vec<String>,
        /// Days and parts of days without business hours.
        pub holidays: Vec<HolidayCard>,
        /// Parties that name it.
        pub parties: Vec<PartyCard>,
        /// Systems that name it.
        pub systems: Vec<Named>,
        /// Escalation policies that name it.
        pub policies: Vec<Named>,
        /// Rotas that go by its clock.
        pub rotas: Vec<Named>,
    }

    /// A holiday.
    pub(crate) struct HolidayCard {
        /// `2026-12-25`, or `12-25` for each year.
        pub date: String,
        /// Its name.
        pub name: Option<String>,
        /// When it starts on that day.
        pub from: String,
        /// When it ends on that day.
        pub until: String,
        /// Position in the source.
        pub at: At,
    }
}

/// The rotas in whose order a party is, and when it stands in, in these rotas or in others.
pub(super) fn turns(matrix: &Matrix, member: PartyId) -> (Vec<RotaCard>, Vec<StandIn>) {
    let (belongs, rotas) = (|rota: &&Rota| rota.order.contains(&member), matrix.rotas_with(member));
    let own_id = &matrix.party(member).id;
    let stands_in = |rota| {
        let (temporary, overrides) = exceptions(matrix, rota);
        let temporary = temporary.into_iter().filter(move |_| !belongs(&rota));
        let of_them = temporary.chain(overrides).filter(|card| card.who.iter().any(|who| who.id == *own_id));
        let (name, party) = (card::rota_name(rota), card::party_name(matrix, rota.party));
        of_them.map(move |base| StandIn { base, rota: name.clone(), party: party.clone() })
    };
    let order = rotas.clone().filter(belongs).map(|rota| rota_card(matrix, rota));
    (order.collect(), rotas.flat_map(stands_in).collect())
}

/// The temporary rules of a rota, and its overrides.
fn exceptions(matrix: &Matrix, rota: &Rota) -> (Vec<ExceptionCard>, Vec<ExceptionCard>) {
    let moment = Moment::by(matrix.calendar(rota.calendar));
    let exception = |when: Interval, who: &[PartyId], handover, reason: &Option<String>, place| ExceptionCard {
        from: moment.card(when.from),
        until: moment.card(when.until),
        who: names(matrix, who),
        handover,
        reason: reason.clone(),
        at: card::at(matrix, place),
    };
    let temporary = rota
        .temporary
        .iter()
        .map(|of| exception(of.when, &of.order, Some(of.handover.to_string()), &of.reason, of.place));
    let overrides = rota.overrides.iter().map(|of| exception(of.when, &[of.who], None, &of.reason, of.place));
    (temporary.collect(), overrides.collect())
}

pub(super) fn rota(matrix: &Parties<'_>, thing: &Thing, index: usize) -> RotaRule {
    let rota = &matrix.rotas[index];
    let calendar = matrix.calendar(rota.calendar);
    let (temporary, overrides) = exceptions(matrix, rota);
    RotaRule {
        base: Head::of(matrix, thing),
        party: matrix.card(rota.party),
        calendar: calendar.id.clone(),
        zone: calendar.zone.iana_name().map(str::to_owned),
        cover: rota.hours.cover(),
        hours: if let RotaHours::Weekly(spans) = &rota.hours { texts(spans) } else { Vec::new() },
        handover: rota.handover.to_string(),
        order: names(matrix, &rota.order),
        start: rota.start.to_string(),
        temporary,
        overrides,
    }
}

pub(super) fn calendar(matrix: &Parties<'_>, thing: &Thing, id: CalendarId) -> CalendarPage {
    let calendar = matrix.calendar(id);
    let parties = matrix.party_ids().filter(|(_, party)| party.calendar == Some(id));
    let systems = matrix.system_ids().filter(|(_, system)| system.calendar == Some(id));
    CalendarPage {
        base: Head::of(matrix, thing),
        zone: calendar.zone.iana_name().map(str::to_owned),
        business_hours: texts(&calendar.business_hours),
        holidays: calendar.holidays.iter().map(|holiday| self::holiday(matrix, holiday)).collect(),
        parties: parties.map(|(id, _)| matrix.card(id)).collect(),
        systems: systems.map(|(id, _)| card::system_name(matrix, id)).collect(),
        policies: matrix.policies.iter().filter(|of| of.calendar == Some(id)).map(card::policy_name).collect(),
        rotas: matrix.rotas.iter().filter(|rota| rota.calendar == id).map(card::rota_name).collect(),
    }
}

fn holiday(matrix: &Matrix, holiday: &Holiday) -> HolidayCard {
    HolidayCard {
        date: holiday.day.to_string(),
        name: holiday.name.clone(),
        from: holiday.from.to_string(),
        until: holiday.until.to_string(),
        at: card::at(matrix, holiday.place),
    }
}

fn names(matrix: &Matrix, members: &[PartyId]) -> Vec<Named> {
    members.iter().map(|member| card::party_name(matrix, *member)).collect()
}

fn texts(spans: &[WeeklySpan]) -> Vec<String> {
    spans.iter().map(ToString::to_string).collect()
}
