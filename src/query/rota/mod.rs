//! `own rota`: who is on call for a party, or when somebody takes turns in the rotas of others, turn by turn.

mod ahead;
mod fairness;
mod month;
mod rota_card;

pub(crate) use ahead::{Ahead, PartyAhead, ahead};
pub(crate) use fairness::{Fairness, fairness};
use month::Month;
pub(crate) use month::{DayCard, MonthCard, PartOfDay, TypedMonth};
pub(crate) use rota_card::{OrderCard, RotaCard, TurnCard, orders, rota_card, rota_in_short};

use jiff::Timestamp;

use super::moment::{Toward, shift};
use super::{
    Answer, At, Call, Caveats, Clock, Moment, Named, Now, Parties, ShiftCard, TimeCard, Typed, Unanswered, call, card,
    resolve,
};
use crate::limits::SHIFTS;
use crate::matrix::{CalendarId, Called, Interval, Matrix, PartyId, Rota};
use crate::on_call::{DAYS_AHEAD, Gap, Shift};

/// What is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct TurnSpan {
    /// A party, as typed.
    pub party: String,
    /// From when on; `None`: from now.
    pub from: Option<Typed>,
    /// For how many days.
    pub days: u32,
    /// A month instead of a start and days.
    pub month: Option<TypedMonth>,
    /// The time of the asker.
    pub clock: Clock,
}

answer! {
    /// Who is on call for a party, or when a person is, turn by turn.
    pub(crate) struct RotaPage {
        /// The party whose rotas they are; `null` for the turns of a person.
        pub party: Option<Named>,
        /// Who takes the turns in the rotas of others: a person, or a party without rotas of its own.
        pub person: Option<Named>,
        /// Whom to call for the party at the start of the list.
        pub call: Vec<Call>,
        /// The start of the list: the present, or the time that was asked about.
        pub now: Now,
        /// The start of the list.
        pub from: TimeCard,
        /// Its end.
        pub until: TimeCard,
        /// The zone in which times are shown.
        pub zone: String,
        /// The zone of the reader, where times are shown in it too.
        pub reader_zone: Option<String>,
        /// Where the rota is kept, if not in the matrix.
        pub link: Option<String>,
        /// The rotas of the party, or those in which the person can have a turn.
        pub rotas: Vec<RotaCard>,
        /// Turns, first to last; the first may have begun before.
        pub shifts: Vec<ShiftCard>,
        /// The first turn after the list, if the list is empty.
        pub next: Option<ShiftCard>,
        /// When nobody is on call in hours that the party is to cover.
        pub gaps: Vec<Stretch>,
        /// When two are.
        pub overlaps: Vec<Stretch>,
        /// The days, if a month was asked for.
        pub month: Option<MonthCard>,
        /// Position of the party or the person in the source.
        pub at: At,
    }
}

impl RotaPage {
    /// The party, or the person.
    pub(crate) fn whose(&self) -> Option<&Named> {
        self.party.as_ref().or(self.person.as_ref())
    }
}

answer! {
    /// A stretch of time.
    pub(crate) struct Stretch {
        /// Its start.
        pub from: TimeCard,
        /// Its end.
        pub until: TimeCard,
        /// Its length in seconds.
        pub seconds: u64,
        /// Why, if an override says that nobody is to be on call.
        pub reason: Option<String>,
    }
}

/// Answers `own rota`.
pub(crate) fn rota(matrix: &Matrix, question: &TurnSpan) -> Result<Answer<RotaPage>, Unanswered> {
    let id = resolve::party(matrix, &question.party).map_err(|none| not_a_party(matrix, &question.party, none))?;
    let rotas: Vec<&Rota> = matrix.rotas_of(id).collect();
    let has_own = !rotas.is_empty() || matrix.party(id).rota_link.is_some();
    let page = if has_own { of_party(matrix, id, &rotas, question)? } else { turns_of(matrix, id, question)? };
    Ok(Answer::new("rota", vec![page], Caveats::default()))
}

/// No party, or several: the candidates, and whose rota has this id.
fn not_a_party(matrix: &Matrix, typed: &str, mut none: Unanswered) -> Unanswered {
    let Some(rota) = matrix.rotas.iter().find(|rota| rota.id == typed) else { return none };
    let parties = matrix.party_ids().map(|(id, party)| (id, Called::from(party)));
    if resolve::best(typed, parties).is_empty() {
        none.hints.clear();
    }
    none.hints.push(format!("it is a rota: own rota {}", matrix.party(rota.party).id));
    none
}

/// The turns of all whom the rotas of a party name.
fn of_party(matrix: &Matrix, id: PartyId, rotas: &[&Rota], question: &TurnSpan) -> Result<RotaPage, Unanswered> {
    let party = matrix.party(id);
    let calendar = rotas.first().map(|rota| rota.calendar).or_else(|| matrix.calendar_of_party(id));
    let list = List::of(matrix, calendar, question)?;
    let page = list.page(matrix, Some(id), rotas, |_| true, card::at(matrix, party.place))?;
    Ok(RotaPage {
        party: Some(card::party_name(matrix, id)),
        call: call::of_parties(&[Parties::of(matrix).card(id)], Some(&page.now)),
        link: party.rota_link.as_ref().map(|link| link.value.clone()),
        gaps: gaps(&list.within.map(|within| matrix.gaps_of(id, within)).unwrap_or_default(), &list.moment),
        overlaps: stretches(
            list.within.into_iter().flat_map(|within| matrix.overlaps_of(id, within)).map(|overlap| overlap.when),
            &list.moment,
        ),
        ..page
    })
}

/// The turns of a party in the rotas of others.
fn turns_of(matrix: &Matrix, id: PartyId, question: &TurnSpan) -> Result<RotaPage, Unanswered> {
    let rotas = matrix.rotas_taken_by(id);
    let Some(first) = rotas.first() else {
        return Err(no_rota(matrix, id));
    };
    let list = List::of(matrix, Some(first.calendar), question)?;
    let is_asked = |shift: &Shift<'_>| matrix.takes(id, shift);
    let page = list.page(matrix, None, &rotas, is_asked, card::at(matrix, matrix.party(id).place))?;
    Ok(RotaPage { person: Some(card::party_name(matrix, id)), ..page })
}

/// Which turns are listed.
struct List<'m> {
    now: Moment<'m>,
    /// The start of the list.
    moment: Moment<'m>,
    within: Option<Interval>,
    month: Option<Month>,
}

impl<'m> List<'m> {
    fn of(matrix: &'m Matrix, calendar: Option<CalendarId>, question: &TurnSpan) -> Result<Self, Unanswered> {
        let calendar = calendar.map(|id| matrix.calendar(id));
        let now = Moment::with(calendar, &question.clock)?;
        let mut moment = now.clone();
        if let Some(from) = &question.from {
            let at = moment.instant(from, &question.clock, Toward::Future)?;
            moment = moment.shown_as_typed(from, &question.clock).moved_to(at);
        }
        let month = question.month.map(|month| month.on(now.date()));
        let within = match month {
            Some(month) => month.within(&moment),
            None => Interval::new(moment.at, moment.days_later(question.days)),
        };
        moment = within.map_or(moment.clone(), |within| moment.moved_to(within.from));
        Ok(Self { now, moment, within, month })
    }

    /// The list without what only a party has.
    fn page(
        &self,
        matrix: &Matrix,
        party: Option<PartyId>,
        rotas: &[&Rota],
        is_asked: impl Fn(&Shift<'_>) -> bool,
        at: At,
    ) -> Result<RotaPage, Unanswered> {
        let now = Now { asked: None, ..self.now.now(matrix, party) };
        let shifts = self.within.map(|within| self.shifts(matrix, rotas, within, &is_asked));
        let shifts = shifts.transpose()?.unwrap_or_default();
        let next = if shifts.is_empty() { self.next(matrix, rotas, &is_asked)? } else { None };
        Ok(RotaPage {
            party: None,
            person: None,
            call: Vec::new(),
            from: self.moment.card(self.moment.at),
            until: self.moment.card(self.within.map_or(Timestamp::MAX, |within| within.until)),
            zone: now.zone.clone(),
            reader_zone: now.reader_zone.clone(),
            now,
            link: None,
            rotas: rotas.iter().map(|rota| rota_card(matrix, rota)).collect(),
            shifts,
            next,
            gaps: Vec::new(),
            overlaps: Vec::new(),
            month: self.month.map(|month| month::month(matrix, month, &self.now, party, rotas, is_asked)),
            at,
        })
    }

    /// The first turn that is asked about, however far ahead.
    fn next(
        &self,
        matrix: &Matrix,
        rotas: &[&Rota],
        is_asked: &impl Fn(&Shift<'_>) -> bool,
    ) -> Result<Option<ShiftCard>, Unanswered> {
        for days in DAYS_AHEAD {
            let Some(within) = Interval::new(self.moment.at, self.moment.days_later(days)) else { continue };
            let first = self.shifts(matrix, rotas, within, is_asked)?.into_iter().next();
            if first.is_some() {
                return Ok(first);
            }
        }
        Ok(None)
    }

    /// The turns that are asked about, by their start.
    fn shifts(
        &self,
        matrix: &Matrix,
        rotas: &[&Rota],
        within: Interval,
        is_asked: &impl Fn(&Shift<'_>) -> bool,
    ) -> Result<Vec<ShiftCard>, Unanswered> {
        let mut turns = matrix.turns_in(rotas.iter().copied(), within);
        turns.retain(|(_, shift)| is_asked(shift));
        if turns.len() > SHIFTS {
            return Err(Unanswered::misuse(format!("more than {SHIFTS} turns: choose fewer days"), Vec::new()));
        }
        turns.sort_by_key(|(_, turn)| turn.when);
        Ok(turns.iter().map(|(rota, turn)| shift(matrix, rota, turn, &self.moment)).collect())
    }
}

fn no_rota(matrix: &Matrix, id: PartyId) -> Unanswered {
    let party = matrix.party(id);
    if party.is_person() {
        return Unanswered::nobody(format!("no rota names {}", party.name), Vec::new());
    }
    let mut hints = Vec::new();
    let mut with: Vec<&str> = matrix.rotas.iter().map(|rota| matrix.party(rota.party).id.as_str()).collect();
    with.dedup();
    if !with.is_empty() {
        hints.push(format!("it has rotas of: {}", with.join(", ")));
    }
    hints.push("add one under `rotas`, or `rota: https://…` to the party for an external rota".to_owned());
    Unanswered::nobody(format!("the matrix has no rota of {}", party.name), hints)
}

/// Stretches as a moment shows them.
pub(super) fn stretches(stretches: impl IntoIterator<Item = Interval>, moment: &Moment<'_>) -> Vec<Stretch> {
    let card = |when: Interval| Stretch {
        from: moment.card(when.from),
        until: moment.card(when.until),
        seconds: when.seconds(),
        reason: None,
    };
    stretches.into_iter().map(card).collect()
}

/// Gaps as a moment shows them.
pub(super) fn gaps(gaps: &[Gap<'_>], moment: &Moment<'_>) -> Vec<Stretch> {
    let cards = stretches(gaps.iter().map(|gap| gap.when), moment).into_iter().zip(gaps);
    cards.map(|(card, gap)| Stretch { reason: gap.reason.map(str::to_owned), ..card }).collect()
}
