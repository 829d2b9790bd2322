//! Hours that nobody covers. Without a calendar there are only business hours and other hours.

use std::collections::HashMap;

use super::Ahead;
use super::staff::Staff;
use crate::matrix::{Area, Cover, Matrix, PartyId, Responsibility, SystemId};
use crate::query::{At, Named, card};

answer! {
    /// Who is on call for a system.
    pub(crate) struct SystemHours: Named {
        /// At other than business hours: `covered`; `partly` where nobody is on call in some of them; `business-hours` where all
        /// are on call in those only; `unknown` where nobody is on call and of some the matrix doesn't say; `nobody` where it
        /// names nobody who could be.
        pub other_hours: OtherHours,
        /// On call 24/7, among its owners and the primaries and seconds of its areas.
        pub around_the_clock: Vec<OnCallParty>,
        /// On call outside business hours only.
        pub off_hours: Vec<OnCallParty>,
        /// On call in business hours only.
        pub business_hours: Vec<OnCallParty>,
        /// Of whom the matrix doesn't say; roles and groups are among them.
        pub unknown: Vec<OnCallParty>,
        /// Its areas of whose primaries and seconds none is known to be on call outside business hours.
        pub areas: Vec<AreaHours>,
        /// Position in the source.
        pub at: At,
    }

    /// A party that may be on call for a system.
    pub(crate) struct OnCallParty: Named {
        /// What it has to do with the system: `primary`, `secondary`, `owner`.
        pub concerned_as: Vec<Concern>,
        /// What it is called for.
        pub purpose: Option<String>,
        /// What holds at other hours, in words.
        pub otherwise: Option<String>,
    }

    /// An area that nobody covers outside business hours, as far as the matrix says.
    pub(crate) struct AreaHours: Named {
        /// `partly`, `business-hours`, `unknown` or `nobody`, as of a system.
        pub other_hours: OtherHours,
        /// On call outside the business hours of another calendar.
        pub off_hours: Vec<Named>,
        /// On call in business hours only.
        pub business_hours: Vec<Named>,
        /// Of whom the matrix doesn't say.
        pub unknown: Vec<Named>,
        /// Position in the source.
        pub at: At,
    }
}

words! {
    /// Whether somebody is on call outside business hours.
    pub(crate) enum OtherHours {
        /// Somebody is.
        Covered = "covered",
        /// Somebody is in some of those hours, and nobody in others: calendars differ, or a rota has hours of its own.
        Partly = "partly",
        /// The matrix doesn't say when some of them are on call.
        Unknown = "unknown",
        /// All of them are on call in business hours only.
        BusinessHours = "business-hours",
        /// Nobody is on call at all.
        Nobody = "nobody",
    }

    /// What a party has to do with a system.
    pub(crate) enum Concern {
        /// Does an area.
        Primary = "primary",
        /// Stands in.
        Secondary = "secondary",
        /// Owns it.
        Owner = "owner",
    }
}

/// Parties by their cover. Placeholders are nobody, and in none of them.
struct ByCover {
    around_the_clock: Vec<PartyId>,
    off_hours: Vec<PartyId>,
    business_hours: Vec<PartyId>,
    unknown: Vec<PartyId>,
}

impl ByCover {
    fn of(matrix: &Matrix, parties: impl IntoIterator<Item = PartyId>) -> Self {
        let parties = Staff::all(matrix).somebody(parties);
        let with = |cover| {
            let covers = |party: &&PartyId| matrix.cover_of(**party) == cover;
            parties.iter().filter(covers).copied().collect()
        };
        Self {
            around_the_clock: with(Some(Cover::AroundTheClock)),
            off_hours: with(Some(Cover::OffHours)),
            business_hours: with(Some(Cover::BusinessHours)),
            unknown: with(None),
        }
    }

    /// What is known of other than the business hours of a system.
    fn other_hours(&self, system: SystemId, ahead: &mut Ahead<'_>) -> OtherHours {
        if !self.around_the_clock.is_empty() {
            return OtherHours::Covered;
        }
        let matrix = ahead.matrix;
        let has_rota = |party: &&PartyId| matrix.calling_rotas(**party).next().is_some();
        let (with_rota, unknown): (Vec<PartyId>, Vec<PartyId>) = self.unknown.iter().partition(has_rota);
        let with_hours = [&*self.off_hours, &self.business_hours, &with_rota].concat();
        match ahead.other_hours(system, &with_hours) {
            Some(OtherHours::BusinessHours) if !unknown.is_empty() => OtherHours::Unknown,
            Some(known) => known,
            None => self.by_words(),
        }
    }

    /// The same if nobody is on call 24/7 and all go by one calendar.
    fn by_words(&self) -> OtherHours {
        match (self.off_hours.is_empty(), self.business_hours.is_empty(), self.unknown.is_empty()) {
            (false, ..) => OtherHours::Covered,
            (true, _, false) => OtherHours::Unknown,
            (true, false, true) => OtherHours::BusinessHours,
            (true, true, true) => OtherHours::Nobody,
        }
    }
}

pub(super) fn of_system(ahead: &mut Ahead<'_>, id: SystemId) -> SystemHours {
    let matrix = ahead.matrix;
    let system = matrix.system(id);
    let concerned = concerned(matrix, id);
    let by_cover = ByCover::of(matrix, concerned.iter().map(|(party, _)| *party));
    let mut roles: HashMap<PartyId, Vec<Concern>> = HashMap::new();
    for (party, concern) in concerned {
        let roles = roles.entry(party).or_default();
        if !roles.contains(&concern) {
            roles.push(concern);
        }
    }
    let of = |party: &PartyId| on_call_party(matrix, *party, roles.get(party).cloned().unwrap_or_default());
    let parties = |ids: &[PartyId]| ids.iter().map(of).collect();
    SystemHours {
        base: card::system_name(matrix, id),
        other_hours: by_cover.other_hours(id, ahead),
        around_the_clock: parties(&by_cover.around_the_clock),
        off_hours: parties(&by_cover.off_hours),
        business_hours: parties(&by_cover.business_hours),
        unknown: parties(&by_cover.unknown),
        areas: system.areas.iter().filter_map(|area| of_area(ahead, id, area)).collect(),
        at: card::at(matrix, system.place),
    }
}

/// Whether somebody is on call for an area outside business hours.
pub(crate) fn other_hours(ahead: &mut Ahead<'_>, system: SystemId, area: &Area) -> OtherHours {
    ByCover::of(ahead.matrix, area.doers()).other_hours(system, ahead)
}

/// An area, unless it is covered.
fn of_area(ahead: &mut Ahead<'_>, system: SystemId, area: &Area) -> Option<AreaHours> {
    let matrix = ahead.matrix;
    let by_cover = ByCover::of(matrix, area.doers());
    let other_hours = by_cover.other_hours(system, ahead);
    (other_hours != OtherHours::Covered).then(|| AreaHours {
        base: card::area_name(area),
        other_hours,
        off_hours: card::party_names(matrix, by_cover.off_hours),
        business_hours: card::party_names(matrix, by_cover.business_hours),
        unknown: card::party_names(matrix, by_cover.unknown),
        at: card::at(matrix, area.place),
    })
}

/// Who has to do with a system, and as what: primaries of its areas first, then seconds, then owners.
pub(super) fn concerned(matrix: &Matrix, id: SystemId) -> Vec<(PartyId, Concern)> {
    let areas = &matrix.system(id).areas;
    let cells = |of, concern| areas.iter().flat_map(move |area| area.parties(of)).map(move |party| (party, concern));
    let primary = cells(Responsibility::Primary, Concern::Primary);
    let mut concerned: Vec<_> = primary.chain(cells(Responsibility::Secondary, Concern::Secondary)).collect();
    for (_, ownership) in matrix.owners(id) {
        concerned.extend(ownership.parties.iter().map(|party| (*party, Concern::Owner)));
    }
    concerned
}

fn on_call_party(matrix: &Matrix, id: PartyId, concerned_as: Vec<Concern>) -> OnCallParty {
    let on_call = matrix.party(id).on_call();
    OnCallParty {
        base: card::party_name(matrix, id),
        concerned_as,
        purpose: on_call.and_then(|on_call| on_call.purpose.clone()),
        otherwise: on_call.and_then(|on_call| on_call.otherwise.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::coverage_of;

    const TEAMS: &str = "teams:\n  always: { name: Always, on_call: { cover: 24/7 } }\n  \
        office: { name: Office, on_call: { cover: business-hours } }\n  \
        night: { name: Night, on_call: { cover: off-hours } }\n  silent: { name: Silent }\n\
        placeholders:\n  vendor: { name: Vendor }\nsystems:\n  shop:\n    name: Shop\n";

    /// What is known of other hours, of the system and of those of its areas that aren't covered.
    fn hours(shop: &str) -> (&'static str, Vec<(String, &'static str)>) {
        let mut coverage = coverage_of(&format!("{TEAMS}{shop}"));
        let shop = coverage.hours.remove(0);
        let areas = shop.areas.into_iter().map(|area| (area.id.clone(), area.other_hours.as_str()));
        (shop.other_hours.as_str(), areas.collect())
    }

    #[test]
    fn what_is_unknown_is_not_business_hours() {
        let (shop, areas) = hours(
            "    areas:\n      a: { name: A, primary: office, secondary: vendor }\n      \
             b: { name: B, primary: office, secondary: silent }\n      c: { name: C, primary: vendor }\n      \
             d: { name: D, primary: silent, secondary: always }\n      e: { name: E, primary: office, secondary: night }",
        );
        let areas: Vec<_> = areas.iter().map(|(area, hours)| (area.as_str(), *hours)).collect();
        assert_eq!(areas, [("a", "business-hours"), ("b", "unknown"), ("c", "nobody")]);
        assert_eq!(shop, "covered");
    }

    #[test]
    fn an_owner_covers_the_system_and_none_of_its_areas() {
        let (shop, areas) = hours("    owners: { system: always }\n    areas:\n      a: { name: A, primary: office }");
        assert_eq!((shop, areas.len()), ("covered", 1));
    }

    /// Without `cover_of`, a team with a rota for all hours was a team of unknown cover.
    #[test]
    fn a_rota_is_cover() {
        let rota = |hours: &str| {
            hours_of(&format!(
                "people: {{ jo: {{ name: Jo }} }}\ncalendar: {{ time_zone: Europe/Berlin }}\nrotas:\n  r: {{ for: silent, \
                 handover: {{ time: \"09:00\" }}, start: 2026-01-05, order: jo{hours} }}\n"
            ))
        };
        assert_eq!(rota(""), "covered");
        assert_eq!(rota(", cover: business-hours"), "business-hours");
        assert_eq!(rota(", hours: [{ days: mon, from: \"09:00\", until: \"10:00\" }]"), "unknown");
    }

    /// What is known of other hours of a system whose owner has a rota.
    fn hours_of(rota: &str) -> &'static str {
        let coverage = coverage_of(&format!("{rota}{TEAMS}    owners: {{ system: silent }}"));
        coverage.hours[0].other_hours.as_str()
    }

    #[test]
    fn an_escalation_contact_is_not_on_call() {
        let (shop, _) =
            hours("    areas:\n      a: { name: A, primary: office, escalation: always, approval: always }");
        assert_eq!(shop, "business-hours");
        assert_eq!(hours("    owners: { system: vendor }").0, "nobody");
    }
}
