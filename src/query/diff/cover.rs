//! Hours in which a row loses everybody to call, because the calendar or the cover of a party without a rota changes, or because
//! the row no longer calls a party.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::shifts::DAYS;
use super::{Change, Severity};
use crate::matrix::{CalendarId, Cover, Interval, Kind, Matrix, PartyId, Place, Plain, Renamed, SystemId, clock};
use crate::query::{Clock, Moment, Named, Unanswered, card};

/// Whoever is called for an area, or for a system without areas.
struct Row {
    named: Named,
    kind: Kind,
    place: Place,
    parties: Vec<PartyId>,
}

/// Rows that have an hour without cover in the next days, and had none. Those of the known changes aren't named again.
pub(super) fn lost(
    old: &Matrix,
    new: &Matrix,
    renamed: &Renamed,
    known: &[Change],
    clock: &Clock,
) -> Result<Vec<Change>, Unanswered> {
    let default = new.default_calendar().map(|id| new.calendar(id));
    let Some(calendar) = default.or(new.calendars.first()) else { return Ok(Vec::new()) };
    let moment = Moment::with(Some(calendar), clock)?;
    let Some(within) = Interval::new(moment.at, moment.days_later(DAYS)) else { return Ok(Vec::new()) };
    let plain = Plain { matrix: old, renamed };
    let [mut was, mut is] = [old, new].map(|matrix| Hours { matrix, within, open: HashMap::new() });
    let closed = closed(&mut was, &mut is, plain);
    let differing: HashSet<&str> = known.iter().map(|change| change.id.as_str()).collect();
    let is_asked = |id: &str| !closed.is_empty() || differing.contains(id);
    let today = clock.today(new)?;
    let called = called(old, plain, today, is_asked);
    let known: HashSet<&str> =
        known.iter().filter(|change| change.what == "off-hours").map(|change| change.id.as_str()).collect();
    let [mut had_reached, mut reached] = [HashMap::new(), HashMap::new()];
    let mut changes = Vec::new();
    for row in rows(new, today).filter(|row| is_asked(&row.named.id) && !known.contains(row.named.id.as_str())) {
        let Some(before) = called.get(&(row.kind, row.named.id.clone())) else { continue };
        let ids: HashSet<&str> = before.iter().map(|(id, _)| id.as_str()).collect();
        let had = |party: &&PartyId| ids.contains(new.party(**party).id.as_str());
        let losers: Vec<PartyId> =
            row.parties.iter().filter(|party| closed.contains_key(party)).filter(had).copied().collect();
        let leavers = leavers(&is, &row, before);
        let closed = losers.iter().flat_map(|party| closed[party].iter().copied());
        let gone = clock::union(closed.chain(was.all_reached(&leavers, &mut had_reached)));
        if gone.is_empty() {
            continue;
        }
        let left = clock::left_by(&gone, is.all_reached(&row.parties, &mut reached));
        let Some(first) = left.first() else { continue };
        let [from, until] = [first.from, first.until].map(|at| moment.card(at).shown);
        changes.push(Change {
            base: row.named,
            severity: Severity::Breaking,
            kind: row.kind,
            what: "cover".to_owned(),
            from: losers
                .iter()
                .map(|party| new.party(*party))
                .chain(leavers.iter().map(|party| old.party(*party)))
                .map(|party| party.name.clone())
                .collect(),
            to: vec![format!("nobody from {from} until {until}")],
            at: card::at(new, row.place),
        });
    }
    Ok(changes)
}

/// The hours that parties of the new matrix have lost.
fn closed(was: &mut Hours<'_>, is: &mut Hours<'_>, plain: Plain<'_>) -> HashMap<PartyId, Vec<Interval>> {
    let (old, new) = (was.matrix, is.matrix);
    let before: HashMap<String, PartyId> =
        old.party_ids().map(|(id, party)| (plain.renamed("PartyId", &party.id), id)).collect();
    let mut closed = HashMap::new();
    for (id, party) in new.party_ids() {
        let Some(before) = before.get(&party.id) else { continue };
        if let (Some(was), Some(is)) = (was.of(*before), is.of(id))
            && was != is
        {
            closed.insert(id, clock::left_by(was, is.iter().copied()));
        }
    }
    closed.retain(|_, closed| !closed.is_empty());
    closed
}

/// The rows of a matrix, with those whose last day isn't over.
fn rows(matrix: &Matrix, today: Date) -> impl Iterator<Item = Row> {
    let of_system = move |id: SystemId| {
        let owners = matrix.owners(id).into_iter().filter(|(_, owner)| !owner.has_ended(today));
        let owners = owners.flat_map(|(_, owner)| owner.parties.iter().copied());
        let system = matrix.system(id);
        Row { named: card::system_name(matrix, id), kind: Kind::System, place: system.place, parties: owners.collect() }
    };
    let systems = matrix.system_ids().filter(|(_, system)| system.areas.is_empty()).map(move |(id, _)| of_system(id));
    let areas = matrix.areas().map(move |(id, area)| Row {
        named: Named { id: format!("{}/{}", matrix.system(id).id, area.id), name: area.name.clone() },
        kind: Kind::Area,
        place: area.place,
        parties: area.current_doers(today).collect(),
    });
    areas.chain(systems)
}

/// Whom a row no longer calls. They aren't missed if it calls nobody, which is said elsewhere, or somebody whose hours the matrix
/// doesn't say.
fn leavers(is: &Hours<'_>, row: &Row, before: &[(String, PartyId)]) -> Vec<PartyId> {
    if row.parties.is_empty() || !row.parties.iter().all(|party| is.is_known(*party)) {
        return Vec::new();
    }
    let stay: HashSet<&str> = row.parties.iter().map(|party| is.matrix.party(*party).id.as_str()).collect();
    before.iter().filter(|(id, _)| !stay.contains(id.as_str())).map(|(_, party)| *party).collect()
}

/// Whom some rows of the old matrix call, all by their new ids.
fn called(
    old: &Matrix,
    plain: Plain<'_>,
    today: Date,
    is_asked: impl Fn(&str) -> bool,
) -> HashMap<(Kind, String), Vec<(String, PartyId)>> {
    let called = |row: Row| {
        let of = if row.kind == Kind::Area { "AreaId" } else { "SystemId" };
        let id = plain.renamed(of, &row.named.id);
        let parties = row.parties.iter().map(|party| (plain.renamed("PartyId", &old.party(*party).id), *party));
        is_asked(&id).then(|| ((row.kind, id), parties.collect()))
    };
    rows(old, today).filter_map(called).collect()
}

/// The hours in which parties of a matrix are called.
struct Hours<'m> {
    matrix: &'m Matrix,
    within: Interval,
    open: HashMap<(Cover, CalendarId), Vec<Interval>>,
}

impl Hours<'_> {
    /// The hours of a party without a rota, by its cover and its calendar.
    fn of(&mut self, party: PartyId) -> Option<&[Interval]> {
        let (matrix, within) = (self.matrix, self.within);
        let cover = matrix.party(party).on_call()?.cover;
        let calendar = matrix.calendar_of_party(party).filter(|_| matrix.rotas_of(party).next().is_none())?;
        let open = self.open.entry((cover, calendar)).or_insert_with(|| match cover {
            Cover::AroundTheClock => vec![within],
            Cover::BusinessHours => matrix.calendar(calendar).business_hours_within(within),
            Cover::OffHours => matrix.calendar(calendar).off_hours_within(within),
        });
        Some(open)
    }

    /// Whether the matrix says when a party is called.
    fn is_known(&self, party: PartyId) -> bool {
        self.matrix.rotas_of(party).next().is_some() || self.matrix.cover_of(party).is_some()
    }

    /// When some parties are known to be called; `known` has those of rows before.
    fn all_reached(&self, parties: &[PartyId], known: &mut HashMap<PartyId, Vec<Interval>>) -> Vec<Interval> {
        let mut all = Vec::new();
        for party in parties {
            all.extend_from_slice(known.entry(*party).or_insert_with(|| self.reached(*party)));
        }
        all
    }

    /// When a party is known to be called.
    fn reached(&self, party: PartyId) -> Vec<Interval> {
        let unreached = self.matrix.unreached(party, None, self.within).filter(|_| self.is_known(party));
        unreached.map(|unreached| clock::left_by(&[self.within], unreached)).unwrap_or_default()
    }
}
