//! `own rota`: who is on call for a party, turn by turn.

use super::card::{self, At, Named};
use super::moment::{Clock, Moment, ShiftCard, TimeCard, Typed, shift};
use super::resolve;
use super::{Answer, Caveats, Unanswered};
use crate::matrix::calendar::day_name;
use crate::matrix::{Interval, Matrix, Member, PartyId, Rota, RotaHours, Shift};

/// What is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// A party, as typed.
    pub party: String,
    /// From when on; `None`: from now.
    pub from: Option<Typed>,
    /// For how many days.
    pub days: u32,
    /// The time of the asker.
    pub clock: Clock,
}

answer! {
    /// Who is on call for a party, turn by turn.
    pub struct RotaPage {
        /// The party.
        pub party: Named,
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
        /// The rotas of the party.
        pub rotas: Vec<RotaCard>,
        /// Turns, first to last; the first may have begun before.
        pub shifts: Vec<ShiftCard>,
        /// When nobody is on call in hours that the party is to cover.
        pub gaps: Vec<Stretch>,
        /// When two are.
        pub overlaps: Vec<Stretch>,
        /// Where the party stands.
        pub at: At,
    }
}

answer! {
    /// A rota, in short.
    pub struct RotaCard {
        /// Its id.
        pub id: String,
        /// Its name.
        pub name: Option<String>,
        /// The calendar whose clock it goes by.
        pub calendar: String,
        /// The zone of that clock.
        pub zone: Option<String>,
        /// `24/7`, `business-hours`, or `weekly` for hours of its own.
        pub cover: &'static str,
        /// When one hands over to the next: `mon 09:00`, or `daily 09:00`.
        pub handover: String,
        /// Who takes turns.
        pub order: Vec<Named>,
        /// Where it stands.
        pub at: At,
    }
}

answer! {
    /// A stretch of time.
    pub struct Stretch {
        /// Its start.
        pub from: TimeCard,
        /// Its end.
        pub until: TimeCard,
        /// Its length in seconds.
        pub seconds: u64,
    }
}

/// Answers `own rota`.
///
/// # Errors
/// The party is unknown or ambiguous, a time can't be told, or the matrix has neither a rota of the party nor a link to it.
pub fn rota(matrix: &Matrix, question: &Question) -> Result<Answer<RotaPage>, Unanswered> {
    let id = resolve::party(matrix, &question.party)?;
    let party = matrix.party(id);
    let rotas: Vec<&Rota> = matrix.rotas_of(id).collect();
    if rotas.is_empty() && party.rota_link.is_none() {
        return Err(no_rota(matrix, id));
    }
    let calendar = rotas.first().map(|rota| rota.calendar).or_else(|| matrix.calendar_of_party(id));
    let moment = Moment::with(calendar.map(|id| matrix.calendar(id)), question.from.as_ref(), &question.clock)?;
    let until = moment.days_later(question.days);
    let within = Interval::new(moment.at, until);
    let now = moment.now(matrix, []);
    let page = RotaPage {
        party: card::party_name(matrix, id),
        from: now.time,
        until: moment.card(until),
        zone: now.zone,
        reader_zone: now.reader_zone,
        link: party.rota_link.as_ref().map(|link| link.value.clone()),
        rotas: rotas.iter().map(|rota| rota_card(matrix, rota)).collect(),
        shifts: within.map(|within| shifts(matrix, &rotas, within, &moment)).unwrap_or_default(),
        gaps: stretches(within.map(|within| matrix.gaps_of(id, within)).unwrap_or_default(), &moment),
        overlaps: stretches(
            within.into_iter().flat_map(|within| matrix.overlaps_of(id, within)).map(|overlap| overlap.when),
            &moment,
        ),
        at: card::at(matrix, party.place),
    };
    Ok(Answer::new("rota", vec![page], Caveats::default()))
}

fn no_rota(matrix: &Matrix, id: PartyId) -> Unanswered {
    let mut hints = Vec::new();
    let mut with: Vec<&str> = matrix.rotas.iter().map(|rota| matrix.party(rota.party).id.as_str()).collect();
    with.dedup();
    if !with.is_empty() {
        hints.push(format!("it has rotas of: {}", with.join(", ")));
    }
    hints.push("add one under `rotas`, or `rota: https://…` to the party where it is kept elsewhere".to_owned());
    Unanswered::nobody(format!("the matrix has no rota of {}", matrix.party(id).name), hints)
}

/// The turns of all rotas, by their start.
fn shifts(matrix: &Matrix, rotas: &[&Rota], within: Interval, moment: &Moment<'_>) -> Vec<ShiftCard> {
    let of_rota = |rota: &'_ &Rota| -> Vec<(Interval, ShiftCard)> {
        let shifts: Vec<Shift<'_>> = rota.whole_shifts(matrix.calendar(rota.calendar), within);
        shifts.iter().map(|turn| (turn.when, shift(matrix, rota, turn, moment))).collect()
    };
    let mut turns: Vec<(Interval, ShiftCard)> = rotas.iter().flat_map(of_rota).collect();
    turns.sort_by_key(|(when, _)| *when);
    turns.into_iter().map(|(_, card)| card).collect()
}

/// Stretches as a moment shows them.
pub(super) fn stretches(stretches: impl IntoIterator<Item = Interval>, moment: &Moment<'_>) -> Vec<Stretch> {
    let card = |when: Interval| Stretch {
        from: moment.card(when.from),
        until: moment.card(when.until),
        seconds: when.seconds(),
    };
    stretches.into_iter().map(card).collect()
}

/// A rota, in short.
pub(super) fn rota_card(matrix: &Matrix, rota: &Rota) -> RotaCard {
    let calendar = matrix.calendar(rota.calendar);
    let name = |member: &Member| match member {
        Member::Party(id) => card::party_name(matrix, *id),
        Member::Person(id) => {
            let person = matrix.person(*id);
            Named { id: person.id.clone(), name: person.name.clone() }
        }
    };
    RotaCard {
        id: rota.id.clone(),
        name: rota.name.clone(),
        calendar: calendar.id.clone(),
        zone: calendar.zone.iana_name().map(str::to_owned),
        cover: match rota.hours {
            RotaHours::All => "24/7",
            RotaHours::Business => "business-hours",
            RotaHours::Weekly(_) => "weekly",
        },
        handover: format!("{} {}", rota.handover.day.map_or("daily", day_name), rota.handover.time),
        order: rota.order.iter().map(name).collect(),
        at: card::at(matrix, rota.place),
    }
}
