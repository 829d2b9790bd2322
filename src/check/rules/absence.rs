//! People who are away while nobody else is there, and people who are on call twice at once.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::rota::shown;
use super::{Finding, Look, Rule};
use crate::limits::SHIFTS;
use crate::matrix::{Interval, PartyId, Rota, RotaKind};

pub(super) fn rules(look: &mut Look<'_>) {
    everyone_away(look);
    two_rotas(look);
}

/// Reports the first time of the year ahead in which all holders of a role, or everyone of a team, are away.
fn everyone_away(look: &mut Look<'_>) {
    let matrix = look.matrix;
    for (id, party) in matrix.party_ids() {
        let calendar = matrix.calendar_of_party(id).map(|id| matrix.calendar(id));
        let zone = calendar.map_or(TimeZone::UTC, |calendar| calendar.zone.clone());
        let Some(year) = Interval::year_from(look.today, &zone) else { continue };
        let people = matrix.everyone(id);
        let Some(away) = matrix.all_away(&people, &zone, year).first().copied() else { continue };
        let names: Vec<&str> = people.iter().map(|person| look.name(*person)).collect();
        let [from, until] = [away.from, away.until].map(|at| zone.to_datetime(at).date());
        let last = until.yesterday().unwrap_or(until);
        let message = format!("nobody is there for {} from {from} to {last}: {}", party.name, names.join(", "));
        let finding = Finding::at(Rule::EveryoneAway, party.place, message);
        look.report(finding.help("name somebody else, or move the absence"), &[party.place]);
    }
}

/// Reports the first time of the year ahead in which a person takes turns in two rotas. Turns of a party with a rota of its
/// own aren't counted twice.
fn two_rotas(look: &mut Look<'_>) {
    let mut turns: Vec<(PartyId, Interval, &Rota)> = Vec::new();
    for rota in look.matrix.rotas.iter().filter(|rota| rota.kind != RotaKind::Shadow) {
        let Some(year) = Interval::year_from(look.today, &look.matrix.calendar(rota.calendar).zone) else { continue };
        let shifts = look.matrix.shifts_of(rota, year).into_iter().filter(|shift| shift.via.is_none());
        turns.extend(shifts.map(|shift| (shift.person(), shift.when, rota)));
        if turns.len() > SHIFTS {
            return;
        }
    }
    turns.sort_by_key(|(who, when, _)| (*who, *when));
    for turns in turns.chunk_by(|one, other| one.0 == other.0) {
        let mut longest: Option<(Timestamp, &Rota)> = None;
        for (who, when, rota) in turns {
            let clash = longest.filter(|(until, other)| when.from < *until && other.id != rota.id);
            if let Some((until, other)) = clash {
                let zone = look.matrix.calendar(rota.calendar);
                let [from, until] = [when.from, until.min(when.until)].map(|at| shown(zone, at));
                let message = format!(
                    "{} is on call by rotas `{}` and `{}` from {from} until {until}",
                    look.name(*who),
                    other.id,
                    rota.id
                );
                let finding = Finding::at(Rule::PersonOnTwoRotas, rota.place, message);
                look.report(finding.related(other.place, "the other rota"), &[rota.place, other.place]);
                break;
            }
            if longest.is_none_or(|(until, _)| until < when.until) {
                longest = Some((when.until, rota));
            }
        }
    }
}
