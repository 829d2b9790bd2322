//! Turns: members who get none or can't be reached, and one person on two levels at once.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::replacement;
use super::{Finding, Look, Rule};
use crate::limits::SHIFTS;
use crate::matrix::{
    Area, CALLED_OF_ROW, Interval, Level, LevelContact, Matrix, Order, PartyId, Place, Policy, PolicyId, Rota, RotaCall,
};
use crate::on_call::Shift;

pub(super) fn rules(look: &mut Look<'_>) {
    let matrix = look.matrix;
    let mut seen = HashSet::new();
    for rota in &matrix.rotas {
        unreachable_members(look, rota, &mut seen);
        let calendar = matrix.calendar(rota.calendar);
        let last = rota.order.last();
        let first = last.and_then(|order| rota.first_day(order)).unwrap_or(look.today);
        if let Some(year) = Interval::year_from(look.today.max(first), &calendar.zone) {
            // Who gets a turn later can't be told of a rota that ends.
            if let Some(last) = last.filter(|_| rota.until.is_none()) {
                members_without_turn(look, rota, last, year);
            }
        }
        let first = rota.order.first().and_then(|order| rota.first_day(order)).unwrap_or(look.today);
        if let Some(year) = Interval::year_from(look.today.max(first), &calendar.zone) {
            replacement::overrides(look, rota, year);
        }
    }
    let mut turns = Turns::default();
    for (id, policy) in matrix.policy_ids() {
        same_person(look, id, policy, &mut turns);
    }
}

fn unreachable_members(look: &mut Look<'_>, rota: &Rota, seen: &mut HashSet<PartyId>) {
    for (member, _) in rota.members() {
        let place = look.matrix.party(member).place;
        let is_reached = || {
            look.matrix
                .addresses(member)
                .chain(look.matrix.contacts_of(member))
                .any(|contact| !contact.is_placeholder())
        };
        if seen.insert(member) && !is_reached() {
            let message = format!("{} takes turns but has no usable address", look.name(member));
            let finding = Finding::at(Rule::MemberWithoutContact, place, message).related(rota.place, "the rota");
            look.report(finding.help("add `contacts: { mobile: +49 … }`"), &[place, rota.place]);
        }
    }
}

fn members_without_turn(look: &mut Look<'_>, rota: &Rota, order: &Order, year: Interval) {
    let shifts = look.matrix.shifts_of(rota, year);
    let by_rule = Rota { overrides: Vec::new(), temporary: Vec::new(), ..rota.clone() };
    let turns: HashSet<_> = look.matrix.shifts_of(&by_rule, year).iter().map(|shift| shift.turn).collect();
    // An order may take longer than a year.
    if turns.len() < order.who.len() {
        return;
    }
    let on_call = |shift: &Shift<'_>| [Some(shift.who), shift.via];
    let on_call: HashSet<PartyId> = shifts.iter().flat_map(on_call).flatten().collect();
    let mut seen = HashSet::new();
    for member in order.who.iter().flatten().filter(|member| !on_call.contains(member)) {
        if seen.insert(member) {
            let message = format!("{} gets no turn in a year of rota `{}`", look.name(*member), rota.id);
            let help = "others take every turn of it, or it falls on holidays: change the order or the hand-over";
            look.report(Finding::at(Rule::MemberNeverOnCall, rota.place, message).help(help), &[rota.place]);
        }
    }
}

/// A party with rotas that a level calls.
#[derive(Clone, Copy)]
struct Called<'m> {
    party: PartyId,
    level: u32,
    /// Whose calls it takes.
    takes: &'m [PartyId],
    /// The rota, if only its people are called.
    rota: Option<RotaCall>,
    place: Place,
}

impl Called<'_> {
    /// Whether one incident can reach both.
    fn meets(self, other: Self) -> bool {
        let (takes, others) = (self.takes, other.takes);
        takes.is_empty() || others.is_empty() || takes.iter().any(|party| others.contains(party))
    }
}

/// Reports the first time at which a person is on call for two levels of a policy, for any row that follows it.
fn same_person(look: &mut Look<'_>, id: PolicyId, policy: &Policy, turns: &mut Turns) {
    let matrix = look.matrix;
    for row in rows(matrix, id, policy) {
        let cells: Vec<PartyId> = row.into_iter().flat_map(cells).flatten().collect();
        let called: Vec<Called<'_>> = policy.levels.iter().flat_map(|level| called(level, row, &cells)).collect();
        let called = called.into_iter().filter(|called| matrix.rotas_of(called.party).next().is_some()).collect();
        if let Some(clash) = clash(look, called, turns) {
            return report_same(look, policy, row, &clash);
        }
    }
}

/// The rows whose cells the levels of a policy call, one for those with the same cells; `None` for no row.
fn rows<'m>(matrix: &'m Matrix, id: PolicyId, policy: &Policy) -> Vec<Option<&'m Area>> {
    if policy.levels.iter().all(|level| level.row.is_empty()) {
        return vec![None];
    }
    let mut seen = HashSet::new();
    let areas = matrix.followers(id).iter().flat_map(|system| &matrix.system(*system).areas);
    std::iter::once(None).chain(areas.filter(|area| seen.insert(cells(area))).map(Some)).collect()
}

/// The parties of the cells that a level can call.
fn cells(area: &Area) -> [Vec<PartyId>; 2] {
    CALLED_OF_ROW.map(|of| area.parties(of).collect())
}

/// Whom a level calls for a row.
fn called<'m>(level: &'m Level, row: Option<&Area>, cells: &'m [PartyId]) -> Vec<Called<'m>> {
    let number = level.number;
    let contact = |contact: &'m LevelContact| Called {
        party: contact.party,
        level: number,
        takes: &contact.takes,
        rota: contact.rota,
        place: contact.place,
    };
    let of_row = level.row.iter().flat_map(|call| {
        let parties = row.into_iter().flat_map(|area| area.parties(call.responsibility));
        parties.map(|party| Called { party, level: number, takes: cells, rota: None, place: call.place })
    });
    of_row.chain(level.contacts.iter().map(contact)).collect()
}

/// Two levels that call the same person at the same time.
struct Clash<'m> {
    who: String,
    first: Called<'m>,
    second: Called<'m>,
}

fn clash<'m>(look: &Look<'_>, called: Vec<Called<'m>>, known: &mut Turns) -> Option<Clash<'m>> {
    let matrix = look.matrix;
    let mut parties: HashMap<Callee, Called<'_>> = HashMap::new();
    let mut turns: Vec<(PartyId, Interval, Called<'_>)> = Vec::new();
    for called in called {
        match parties.get(&(called.party, called.rota)) {
            Some(first) if first.level != called.level && first.meets(called) => {
                let who = match called.rota {
                    None => format!("the person on call for {}", matrix.party(called.party).name),
                    Some(RotaCall { rota, next: false }) => {
                        format!("the person on call by rota `{}`", matrix.rota(rota).id)
                    }
                    Some(RotaCall { rota, next: true }) => {
                        format!("the next person of rota `{}`", matrix.rota(rota).id)
                    }
                };
                return Some(Clash { who, first: *first, second: called });
            }
            Some(_) => {}
            None if turns.len() > SHIFTS => return None,
            None => {
                parties.insert((called.party, called.rota), called);
                turns.extend(
                    known.of(look, (called.party, called.rota)).iter().map(|(who, when)| (*who, *when, called)),
                );
            }
        }
    }
    turns.sort_by_key(|(who, when, called)| (*who, *when, called.level));
    turns.windows(2).find_map(|pair| match pair {
        [(who, when, first), (same, other, second)] => {
            let is_clash = who == same && first.level != second.level && first.meets(*second);
            let who = (is_clash && when.and(*other).is_some()).then(|| matrix.party(*who).name.clone())?;
            Some(Clash { who, first: *first, second: *second })
        }
        _ => None,
    })
}

/// A party, and the rota if only its people are called.
type Callee = (PartyId, Option<RotaCall>);

/// The turns of parties that several policies call.
#[derive(Default)]
struct Turns {
    known: HashMap<Callee, Vec<(PartyId, Interval)>>,
    count: usize,
}

impl Turns {
    fn of(&mut self, look: &Look<'_>, called: Callee) -> &[(PartyId, Interval)] {
        if self.count > SHIFTS {
            *self = Self::default();
        }
        self.known.entry(called).or_insert_with(|| {
            let turns = turns_of(look.matrix, called, look.today);
            self.count += turns.len();
            turns
        })
    }
}

/// The turns of a party's rotas in the year ahead, or of the only one whose people are called. The next people aren't on call.
fn turns_of(matrix: &Matrix, (party, only): Callee, today: Date) -> Vec<(PartyId, Interval)> {
    let of_rota = |rota: &Rota| {
        let year = Interval::year_from(today, &matrix.calendar(rota.calendar).zone);
        let shifts = year.map(|year| matrix.shifts_of(rota, year)).unwrap_or_default();
        shifts.into_iter().map(|shift| (shift.person(), shift.when)).collect::<Vec<_>>()
    };
    match only {
        None => matrix.calling_rotas(party).flat_map(of_rota).collect(),
        Some(call) if call.next => Vec::new(),
        Some(call) => of_rota(matrix.rota(call.rota)),
    }
}

fn report_same(look: &mut Look<'_>, policy: &Policy, row: Option<&Area>, clash: &Clash<'_>) {
    let Clash { who, first, second } = clash;
    let message = format!("levels {} and {} call {who} at the same time", first.level, second.level);
    let finding = Finding::at(Rule::SamePersonTwoLevels, second.place, message).related(first.place, "the other level");
    let of_row = row.filter(|_| !(first.takes.is_empty() && second.takes.is_empty()));
    let finding = of_row.iter().fold(finding, |finding, area| finding.related(area.place, "for this row"));
    look.report(finding, &[second.place, policy.place]);
}
