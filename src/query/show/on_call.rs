//! Rotas, calendars, and the turns of a party.

use crate::matrix::calendar::day_name;
use crate::matrix::{
    CalendarId, Holiday, HolidaysBy, Interval, Matrix, OnAbsence, Override, PartyId, Place, Rota, RotaCover, RotaHours,
    RotaKind, Temporary, TurnBy, WeeklySpan,
};
use crate::query::rota::{OrderCard, orders};
use crate::query::{At, Head, Moment, Named, Parties, PartyCard, Thing, TimeCard, card};

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
        /// `primary`, `secondary` or `shadow`.
        pub rota_kind: RotaKind,
        /// `24/7`, `business-hours`, `off-hours`, or `weekly` for hours of its own.
        pub cover: RotaCover,
        /// Its own hours: `mon-sun 08:00-20:00`.
        pub hours: Vec<String>,
        /// When one hands over to the next: `mon 09:00`, or `daily 09:00`.
        pub handover: String,
        /// Who takes turns, by date.
        pub order: Vec<OrderCard>,
        /// The day of the first hand-over of an order without a date.
        pub start: Option<String>,
        /// Its end.
        pub until: Option<TimeCard>,
        /// Who is called if no rota of the party has anyone.
        pub fallback: Vec<Named>,
        /// Who takes the turn of a person who is away: the `next` in order, or nobody (`gap`).
        pub on_absence: OnAbsence,
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
        /// Who takes turns in that time; nobody where it is empty.
        pub who: Vec<Named>,
        /// Whose turns it takes.
        pub replaces: Option<Named>,
        /// True if it also applies outside the hours of the rota.
        pub all_hours: bool,
        /// Hand-over; `null` if one person takes all of it.
        pub handover: Option<String>,
        /// Why.
        pub reason: Option<String>,
        /// Position in the source.
        pub at: At,
    }

    /// A calendar.
    pub(crate) struct CalendarPage: Head {
        /// The calendar whose values it takes over where it has none of its own.
        pub extends: Option<Named>,
        /// Its time zone.
        pub zone: Option<String>,
        /// Business hours: `mon-fri 09:00-17:00`.
        pub business_hours: Vec<String>,
        /// Days and parts of days without business hours.
        pub holidays: Vec<HolidayCard>,
        /// Days that are worked although they are holidays or have no business hours.
        pub working_days: Vec<String>,
        /// The day of the week on which a holiday is taken that falls on a day without business hours.
        pub substitute: Option<String>,
        /// The day by which the hours after midnight count: `clock` or `start`.
        pub holidays_by: HolidaysBy,
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

/// The rotas in whose order a party is.
pub(crate) fn takes_turns(matrix: &Matrix, member: PartyId) -> impl Iterator<Item = &Rota> {
    matrix.turns_with(member).filter(|(_, turns)| is_in_order(turns)).map(|(rota, _)| rota)
}

/// The rotas that call a party when they have nobody.
pub(crate) fn fallback_of(matrix: &Matrix, member: PartyId) -> impl Iterator<Item = &Rota> {
    let is_fallback = |turns: &[(usize, TurnBy)]| turns.iter().any(|(_, by)| *by == TurnBy::Fallback);
    matrix.turns_with(member).filter(move |(_, turns)| is_fallback(turns)).map(|(rota, _)| rota)
}

/// Whether somebody who takes these turns is in the rota's order, which comes first.
fn is_in_order(turns: &[(usize, TurnBy)]) -> bool {
    matches!(turns, [(_, TurnBy::Order), ..])
}

/// The turns that a party takes by an exception, in its own rotas and in those of others.
pub(super) fn stands_in(matrix: &Matrix, member: PartyId) -> Vec<StandIn> {
    let mut stands_in = Vec::new();
    for (rota, turns) in matrix.turns_with(member) {
        let exceptions = Exceptions { matrix, moment: Moment::by(matrix.calendar(rota.calendar)) };
        let belongs = is_in_order(turns);
        for (_, by) in turns {
            let base = match by {
                TurnBy::Temporary(_) if belongs => continue,
                // The rota says who is in its order, and whose fallback somebody is.
                TurnBy::Order | TurnBy::Fallback => continue,
                TurnBy::Temporary(index) => exceptions.temporary(&rota.temporary[*index]),
                TurnBy::Override(index) => exceptions.stand_in(&rota.overrides[*index]),
            };
            stands_in.push(StandIn { base, rota: card::rota_name(rota), party: card::party_name(matrix, rota.party) });
        }
    }
    stands_in
}

/// Exceptions of a rota.
struct Exceptions<'m> {
    matrix: &'m Matrix,
    moment: Moment<'m>,
}

impl Exceptions<'_> {
    fn temporary(&self, of: &Temporary) -> ExceptionCard {
        let order: Vec<PartyId> = of.order.concat();
        self.card(of.when, &order, Some(of.handover.to_string()), of.reason.as_ref(), of.place)
    }

    fn stand_in(&self, of: &Override) -> ExceptionCard {
        let replaces = of.replaces.map(|whose| card::party_name(self.matrix, whose));
        let card = self.card(of.when, &of.who, None, of.reason.as_ref(), of.place);
        ExceptionCard { replaces, all_hours: of.all_hours, ..card }
    }

    fn card(
        &self,
        when: Interval,
        who: &[PartyId],
        handover: Option<String>,
        reason: Option<&String>,
        place: Place,
    ) -> ExceptionCard {
        ExceptionCard {
            from: self.moment.card(when.from),
            until: self.moment.card(when.until),
            who: card::party_names(self.matrix, who.iter().copied()),
            replaces: None,
            all_hours: false,
            handover,
            reason: reason.cloned(),
            at: card::at(self.matrix, place),
        }
    }
}

pub(super) fn rota(matrix: &Parties<'_>, thing: &Thing, index: usize) -> RotaRule {
    let rota = &matrix.rotas[index];
    let calendar = matrix.calendar(rota.calendar);
    let exceptions = Exceptions { matrix, moment: Moment::by(calendar) };
    RotaRule {
        base: Head::of(matrix, thing),
        party: matrix.card(rota.party),
        calendar: calendar.id.clone(),
        zone: calendar.zone.iana_name().map(str::to_owned),
        rota_kind: rota.kind,
        cover: rota.hours.cover(),
        hours: if let RotaHours::Weekly(spans) = &rota.hours { texts(spans) } else { Vec::new() },
        handover: rota.handover.to_string(),
        order: orders(matrix, rota),
        start: rota.start.map(|start| start.to_string()),
        until: rota.until.map(|until| exceptions.moment.card(until)),
        fallback: card::party_names(matrix, rota.fallback.iter().copied()),
        on_absence: rota.on_absence,
        temporary: rota.temporary.iter().map(|of| exceptions.temporary(of)).collect(),
        overrides: rota.overrides.iter().map(|of| exceptions.stand_in(of)).collect(),
    }
}

pub(super) fn calendar(matrix: &Parties<'_>, thing: &Thing, id: CalendarId) -> CalendarPage {
    let calendar = matrix.calendar(id);
    let parties = matrix.party_ids().filter(|(_, party)| party.calendar == Some(id));
    let systems = matrix.system_ids().filter(|(_, system)| system.calendar == Some(id));
    CalendarPage {
        base: Head::of(matrix, thing),
        extends: calendar.extends.map(|id| card::calendar_name(matrix.calendar(id))),
        zone: calendar.zone.iana_name().map(str::to_owned),
        business_hours: texts(&calendar.business_hours),
        holidays: calendar.holidays.iter().map(|holiday| self::holiday(matrix, holiday)).collect(),
        working_days: calendar.working_days.iter().map(ToString::to_string).collect(),
        substitute: calendar.substitute.map(|day| day_name(day).to_owned()),
        holidays_by: calendar.holidays_by,
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

fn texts(spans: &[WeeklySpan]) -> Vec<String> {
    spans.iter().map(ToString::to_string).collect()
}
