//! Shifts that move to another person between two matrices.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::Timestamp;

use super::differing::Differing;
use super::{Change, Severity, Side};
use crate::limits::SHIFTS;
use crate::matrix::{CalendarId, Interval, Kind, Matrix, PartyId, Plain, Renamed, Rota, clock};
use crate::on_call::Fallbacks;
use crate::query::{Answer, Caveats, Clock, Moment, Named, TimeCard, Unanswered, card, resolve};

/// Days ahead of a diff.
pub(super) const DAYS: u32 = 90;

answer! {
    /// A time in which somebody else is on call.
    pub(crate) struct MovedShift {
        /// The rota.
        pub rota: Named,
        /// Whose it is.
        pub party: Named,
        /// When it begins.
        pub from: TimeCard,
        /// When it ends.
        pub until: TimeCard,
        /// Who was on call; `null`: nobody.
        pub was: Option<Named>,
        /// Who is on call now; `null`: nobody.
        pub is: Option<Named>,
    }

    /// An order without dates that has started and that loses somebody.
    pub(crate) struct Shortened: Named {
        /// Who takes no more turns.
        pub removed: Vec<Named>,
        /// Whose turns move.
        pub moved: Vec<Named>,
        /// The turn of today that moves; `null`: none.
        pub today: Option<MovedShift>,
    }

    /// Shifts that move.
    pub(crate) struct Moves {
        /// The old matrix.
        pub old: Side,
        /// The new matrix.
        pub new: Side,
        /// How many days ahead.
        pub days: u32,
        /// The shifts, the first one first.
        pub shifts: Vec<MovedShift>,
    }
}

/// Answers `own rota --against`, about all rotas, those of a party, or the turns of one in the rotas of others.
pub(crate) fn moves(
    (old, old_side): (&Matrix, Side),
    (new, new_side): (&Matrix, Side),
    party: Option<&str>,
    clock: &Clock,
    days: Option<u32>,
) -> Result<Answer<Moves>, Unanswered> {
    let party = party.map(|party| resolve::party(new, party)).transpose()?;
    let days = days.unwrap_or(DAYS);
    let shifts = moved(old, new, &Differing::limited(old, new)?.renamed, party, clock, days)?;
    Ok(Answer::new("moves", vec![Moves { old: old_side, new: new_side, days, shifts }], Caveats::default()))
}

/// The shifts of rotas in both matrices that move from now on.
pub(super) fn moved(
    old: &Matrix,
    new: &Matrix,
    renamed: &Renamed,
    party: Option<PartyId>,
    clock: &Clock,
    days: u32,
) -> Result<Vec<MovedShift>, Unanswered> {
    let plain = Plain { matrix: old, renamed };
    let before: HashMap<String, &Rota> =
        old.rotas.iter().map(|rota| (plain.renamed("RotaId", &rota.id), rota)).collect();
    let (with_rotas, person) = match party {
        Some(party) if new.rotas_of(party).next().is_none() => (None, Some(&new.party(party).id)),
        party => (party, None),
    };
    let is_asked = |who: &Option<Named>| who.as_ref().is_some_and(|who| person.is_none_or(|id| who.id == *id));
    let same = Renamed::new();
    let is = Plain { matrix: new, renamed: &same };
    let [mut old_fallbacks, mut fallbacks] = [old, new].map(Fallbacks::new);
    let mut all: Vec<(Timestamp, MovedShift)> = Vec::new();
    for rota in new.rotas.iter().filter(|rota| with_rotas.is_none_or(|party| rota.party == party)) {
        let Some(before) = before.get(&rota.id) else { continue };
        let moment = Moment::with(Some(new.calendar(rota.calendar)), clock)?;
        let Some(within) = Interval::new(moment.at, moment.days_later(days)) else { continue };
        let (was, is) = (turns(plain, &mut old_fallbacks, before, within), turns(is, &mut fallbacks, rota, within));
        let moved = differences(&was, &is).into_iter().filter(|(_, was, is)| is_asked(was) || is_asked(is));
        for (when, was, is) in moved {
            all.push((
                when.from,
                MovedShift {
                    rota: card::rota_name(rota),
                    party: card::party_name(new, rota.party),
                    from: moment.card(when.from),
                    until: moment.card(when.until),
                    was,
                    is,
                },
            ));
        }
        if all.len() > SHIFTS {
            return Err(Unanswered::misuse(format!("more than {SHIFTS} turns move: choose fewer days"), Vec::new()));
        }
    }
    all.sort_by_key(|(from, _)| *from);
    Ok(all.into_iter().map(|(_, shift)| shift).collect())
}

/// Orders without dates that have started and that lose somebody, which moves turns of others.
pub(super) fn shortened(
    old: &Matrix,
    new: &Matrix,
    renamed: &Renamed,
    shifts: &[MovedShift],
    clock: &Clock,
) -> Result<Vec<Shortened>, Unanswered> {
    let same = Renamed::new();
    let [was, is] = [(old, renamed), (new, &same)].map(|(matrix, renamed)| Plain { matrix, renamed });
    let before: HashMap<String, &Rota> = old.rotas.iter().map(|rota| (was.renamed("RotaId", &rota.id), rota)).collect();
    let moved = by_rota(shifts.iter());
    let mut all = Vec::new();
    for rota in &new.rotas {
        let moment = Moment::with(Some(new.calendar(rota.calendar)), clock)?;
        let today = day(&moment.card(moment.at)).to_owned();
        let started = |before: &&&Rota| before.start.is_some_and(|start| start.to_string() <= today);
        let Some(before) = before.get(&rota.id).filter(started).filter(|_| rota.start.is_some()) else { continue };
        let after = members(is, rota);
        let is_gone = |who: &Named| after.iter().all(|other| other.id != who.id);
        let removed: Vec<Named> = members(was, before).into_iter().filter(is_gone).collect();
        let Some(moved) = moved.get(rota.id.as_str()).filter(|_| !removed.is_empty()) else { continue };
        let people: HashSet<&str> =
            moved.iter().flat_map(|shift| shift.was.iter().chain(&shift.is)).map(|who| who.id.as_str()).collect();
        let after: Vec<Named> = after.into_iter().filter(|who| people.contains(who.id.as_str())).collect();
        if after.is_empty() {
            continue;
        }
        all.push(Shortened {
            base: card::rota_name(rota),
            moved: after,
            today: moved.iter().find(|shift| day(&shift.from) == today).map(|shift| (*shift).clone()),
            removed,
        });
    }
    Ok(all)
}

/// Everyone in the order of a rota, each once.
fn members(plain: Plain<'_>, rota: &Rota) -> Vec<Named> {
    let mut known = HashSet::new();
    let members = rota.order.iter().flat_map(|order| &order.who).flatten().filter(|member| known.insert(**member));
    members.map(|member| named(plain, *member)).collect()
}

/// The date of a time, as it is shown.
fn day(time: &TimeCard) -> &str {
    time.shown.split(' ').nth(1).unwrap_or_default()
}

/// The turns of a rota and of its fallback, in order; ids are those of the new matrix.
fn turns<'m>(
    plain: Plain<'m>,
    fallbacks: &mut Fallbacks<'m>,
    rota: &'m Rota,
    within: Interval,
) -> Vec<(Interval, Named)> {
    let fallback = fallbacks.of(rota, within).iter().filter_map(|turn| Some((turn.when.and(within)?, turn.who)));
    let own = plain.matrix.shifts_of(rota, within).into_iter().map(|shift| (shift.when, shift.who));
    let mut turns: Vec<_> = own.chain(fallback).collect();
    turns.sort_by_key(|(when, _)| *when);
    turns.into_iter().map(|(when, who)| (when, named(plain, who))).collect()
}

/// Shifts by the id of their rota.
fn by_rota<'s>(shifts: impl Iterator<Item = &'s MovedShift>) -> HashMap<&'s str, Vec<&'s MovedShift>> {
    let mut by_rota: HashMap<&str, Vec<&MovedShift>> = HashMap::new();
    for shift in shifts {
        by_rota.entry(&shift.rota.id).or_default().push(shift);
    }
    by_rota
}

/// A party, with its id in the new matrix.
fn named(plain: Plain<'_>, who: PartyId) -> Named {
    let party = plain.matrix.party(who);
    Named { id: plain.renamed("PartyId", &party.id), name: party.name.clone() }
}

/// Changes of one time among which the same change as before is looked for.
const CHANGES: usize = 10;

/// A time in which somebody else is on call: who was, and who is.
type Moved = (Interval, Option<Named>, Option<Named>);

/// The times at which two lists of turns differ, and who has them. Both are in order.
fn differences(old: &[(Interval, Named)], new: &[(Interval, Named)]) -> Vec<Moved> {
    let mut bounds: Vec<Timestamp> = old.iter().chain(new).flat_map(|(when, _)| [when.from, when.until]).collect();
    bounds.sort_unstable();
    bounds.dedup();
    let (mut before, mut after) = (OnCall { turns: old, first: 0 }, OnCall { turns: new, first: 0 });
    let mut differences: Vec<Moved> = Vec::new();
    for pair in bounds.windows(2) {
        let Some(when) = Interval::new(pair[0], pair[1]) else { continue };
        let on_call = [before.at(when.from), after.at(when.from)];
        let gone = |who: &&&Named, others: &[&Named]| others.iter().all(|other| other.id != who.id);
        let mut left = on_call[0].iter().filter(|who| gone(who, &on_call[1]));
        let mut came = on_call[1].iter().filter(|who| gone(who, &on_call[0]));
        loop {
            let (was, is) = (left.next().copied().cloned(), came.next().copied().cloned());
            if was.is_none() && is.is_none() {
                break;
            }
            // Others who share the turn stay: no turn moves to or from nobody.
            if (was.is_none() && !on_call[0].is_empty()) || (is.is_none() && !on_call[1].is_empty()) {
                continue;
            }
            let same = |moved: &&mut Moved| moved.0.until == when.from && (&moved.1, &moved.2) == (&was, &is);
            // One shift, though the other matrix has a bound in it.
            match differences.iter_mut().rev().take(CHANGES).find(same) {
                Some((last, ..)) => last.until = when.until,
                None => differences.push((when, was, is)),
            }
        }
    }
    differences
}

/// Turns in order, and the first that isn't over.
struct OnCall<'t> {
    turns: &'t [(Interval, Named)],
    first: usize,
}

impl<'t> OnCall<'t> {
    /// Who is on call at an instant, which is never before the last one.
    fn at(&mut self, at: Timestamp) -> Vec<&'t Named> {
        while self.turns.get(self.first).is_some_and(|(when, _)| when.until <= at) {
            self.first += 1;
        }
        let begun = self.turns[self.first..].iter().take_while(|(when, _)| when.from <= at);
        begun.filter(|(when, _)| when.contains(at)).map(|(_, who)| who).collect()
    }
}

/// Rotas in which nobody is on call where somebody was, nor by another rota of the party or as its fallback.
pub(super) fn uncovered(new: &Matrix, shifts: &[MovedShift], clock: &Clock) -> Result<Vec<Change>, Unanswered> {
    let lost = by_rota(shifts.iter().filter(|shift| shift.is.is_none()));
    let mut changes = Vec::new();
    let mut unreached: BTreeMap<(PartyId, CalendarId), Vec<Interval>> = BTreeMap::new();
    for rota in &new.rotas {
        let Some(lost) = lost.get(rota.id.as_str()) else { continue };
        let moment = Moment::with(Some(new.calendar(rota.calendar)), clock)?;
        let Some(within) = Interval::new(moment.at, moment.days_later(DAYS)) else { continue };
        let open = || new.unreached(rota.party, None, within).unwrap_or_default();
        let open = &*unreached.entry((rota.party, rota.calendar)).or_insert_with(open);
        let hole = |shift: &&MovedShift| {
            let [from, until] = [&shift.from, &shift.until].map(|time| time.at.parse().ok());
            Some((shift.was.clone(), clock::both(Interval::new(from?, until?)?, open).first().copied()?))
        };
        let Some((was, hole)) = lost.iter().find_map(hole) else { continue };
        let [from, until] = [hole.from, hole.until].map(|at| moment.card(at).shown);
        changes.push(Change {
            base: card::rota_name(rota),
            severity: Severity::Breaking,
            kind: Kind::Rota,
            what: "cover".to_owned(),
            from: was.into_iter().map(|who| who.name).collect(),
            to: vec![format!("nobody from {from} until {until}")],
            at: card::at(new, rota.place),
        });
    }
    Ok(changes)
}
