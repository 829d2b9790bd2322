//! A rota in short.

use crate::matrix::{Matrix, Order, PartyId, Rota, RotaCover, RotaKind};
use crate::query::{At, Moment, Named, TimeCard, card};

answer! {
    /// A rota, in short.
    pub(crate) struct RotaCard {
        /// Its id.
        pub id: String,
        /// Its name.
        pub name: Option<String>,
        /// The party whose calls it takes.
        pub party: Named,
        /// The calendar whose clock it goes by.
        pub calendar: String,
        /// The zone of that clock.
        pub zone: Option<String>,
        /// `24/7`, `business-hours`, `off-hours`, or `weekly` for hours of its own.
        pub cover: RotaCover,
        /// When one hands over to the next: `mon 09:00`, or `daily 09:00`.
        pub handover: String,
        /// `primary`, `secondary` or `shadow`.
        pub rota_kind: RotaKind,
        /// Who takes turns, by date.
        pub order: Vec<OrderCard>,
        /// Who is called if no rota of the party has anyone.
        pub fallback: Vec<Named>,
        /// Its end.
        pub ends: Option<TimeCard>,
        /// Position in the source.
        pub at: At,
    }

    /// Who takes turns.
    pub(crate) struct OrderCard {
        /// The day from which on; `null` if it has no date.
        pub from: Option<String>,
        /// The turns in order.
        pub turns: Vec<TurnCard>,
    }

    /// A turn of an order.
    pub(crate) struct TurnCard {
        /// Everyone who shares it.
        pub who: Vec<Named>,
    }
}

/// A rota, in short, with its order.
pub(crate) fn rota_card(matrix: &Matrix, rota: &Rota) -> RotaCard {
    RotaCard { order: orders(matrix, rota), ..rota_in_short(matrix, rota) }
}

/// A rota without its order, which can be as long as the matrix and is then the same for each of those who take turns.
pub(crate) fn rota_in_short(matrix: &Matrix, rota: &Rota) -> RotaCard {
    let calendar = matrix.calendar(rota.calendar);
    RotaCard {
        id: rota.id.clone(),
        name: rota.name.clone(),
        calendar: calendar.id.clone(),
        zone: calendar.zone.iana_name().map(str::to_owned),
        party: card::party_name(matrix, rota.party),
        cover: rota.hours.cover(),
        handover: rota.handover.to_string(),
        rota_kind: rota.kind,
        order: Vec::new(),
        fallback: card::party_names(matrix, rota.fallback.iter().copied()),
        ends: rota.until.map(|until| Moment::by(calendar).card(until)),
        at: card::at(matrix, rota.place),
    }
}

/// The orders of a rota.
pub(crate) fn orders(matrix: &Matrix, rota: &Rota) -> Vec<OrderCard> {
    let turn = |who: &Vec<PartyId>| TurnCard { who: card::party_names(matrix, who.iter().copied()) };
    let order = |order: &Order| OrderCard {
        from: order.from.map(|from| from.to_string()),
        turns: order.who.iter().map(turn).collect(),
    };
    rota.order.iter().map(order).collect()
}
