//! Confirmations: who last said that a row is right, and whether it has changed since.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use xxhash_rust::xxh3::xxh3_64;

use super::facts::{Thing, system_and_areas};
use super::{Area, Kind, Matrix, Party, Place, Placed, Plain, Renamed, System, SystemId};

/// The last confirmation of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Reviewed {
    /// The day.
    pub on: Placed<Date>,
    /// The id of the party that confirmed it.
    pub by: Placed<String>,
    /// The party's name. Without it, a lookup would have to read the party.
    pub by_name: String,
    /// The digest of what was confirmed.
    pub of: Placed<String>,
    /// The digest of the row as it is.
    pub digest: String,
}

impl Reviewed {
    /// Checks whether the row means something else than what was confirmed.
    pub(crate) fn is_outdated(&self) -> bool {
        self.of.value != self.digest
    }

    /// Adds what the rest of the matrix says.
    fn complete(&mut self, digest: String, matrix: &Matrix) {
        let by = matrix.party_with_id(&self.by.value);
        self.by_name = by.map(|party| matrix.party(party).name.clone()).unwrap_or_default();
        self.digest = digest;
    }
}

/// How long something holds: `6 months`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Period {
    pub months: i32,
    pub days: i32,
}

impl Period {
    /// Larger numbers are typos.
    const MOST: i32 = 1000;

    /// The last day of a period that begins on a day; `None` beyond all dates.
    pub(crate) fn end(self, from: Date) -> Option<Date> {
        from.checked_add(self.months.months().days(self.days)).ok()
    }
}

/// `month` means `1 month`.
impl FromStr for Period {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (count, unit) = text.split_once(' ').unwrap_or(("1", text));
        let is_number = count.starts_with(|first: char| matches!(first, '1'..='9'));
        let count: i32 = count.parse().ok().filter(|count| is_number && *count <= Self::MOST).ok_or(())?;
        match unit.strip_suffix('s').filter(|_| text.contains(' ')).unwrap_or(unit) {
            "day" => Ok(Self { months: 0, days: count }),
            "week" => Ok(Self { months: 0, days: 7 * count }),
            "month" => Ok(Self { months: count, days: 0 }),
            "year" => Ok(Self { months: 12 * count, days: 0 }),
            _ => Err(()),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, unit) = match (self.months, self.days) {
            (0, days) if days % 7 == 0 => (days / 7, "week"),
            (0, days) => (days, "day"),
            (months, _) if months % 12 == 0 => (months / 12, "year"),
            (months, _) => (months, "month"),
        };
        write!(f, "{count} {unit}{}", if count == 1 { "" } else { "s" })
    }
}

/// Fields of a row that a confirmation isn't about: what it is called, texts to read, and confirmations.
const NOT_CONFIRMED: [&str; 8] = ["id", "name", "aliases", "description", "links", "extensions", "review", "reviewed"];

/// The digest of what an area means.
pub(crate) fn of_area(plain: Plain<'_>, area: &Area) -> String {
    digest(plain, plain.tree(area))
}

/// The digest of what a party means.
pub(crate) fn of_party(plain: Plain<'_>, party: &Party) -> String {
    digest(plain, plain.tree(party))
}

/// The digest of what a system means, without its areas. `id` tells the ids of other systems.
pub(crate) fn of_system(plain: Plain<'_>, system: &System, id: impl Fn(SystemId) -> String) -> String {
    let (mut tree, _) = system_and_areas(plain, system);
    tree["part_of"] = system.part_of.map(&id).into();
    tree["depends_on"] = system.depends_on.iter().map(|on| id(on.value)).collect();
    for owner in tree["owners"].as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        // The owner roles of the matrix say this, not the row.
        owner.remove("title");
        owner.remove("inherited");
    }
    digest(plain, tree)
}

/// The first 12 hexadecimal digits of the XXH3 hash, 64 bits, of the facts in JSON: each fact with its values, both sorted.
/// A fact that isn't there adds nothing, so a new key of the format changes no digest.
fn digest(plain: Plain<'_>, tree: Value) -> String {
    let Value::Object(mut fields) = tree else { return String::new() };
    fields.retain(|name, _| !NOT_CONFIRMED.contains(&name.as_str()));
    if let Some(Value::Object(kind)) = fields.get_mut("kind") {
        as_digested(kind);
    }
    let thing = Thing::new(plain, "", Kind::Area, "", Place::default(), fields);
    let facts = thing.facts.iter().map(|(what, said)| {
        let said: Value = said.iter().map(|said| Value::from(vec![said.main.as_str(), said.rest.as_str()])).collect();
        Value::from(vec![Value::from(what.as_str()), said])
    });
    let text = facts.collect::<Value>().to_string();
    format!("{:012x}", xxh3_64(text.as_bytes()) >> 16)
}

/// Digests of confirmed parties have these values in a form of their own.
fn as_digested(kind: &mut Map<String, Value>) {
    let word = ["away", "organisation", "stands_for"].into_iter().find_map(|name| kind.remove(name));
    kind.extend(word.map(|word| ("word".to_owned(), word)));
    if let Some(size) = kind.get_mut("size").filter(|size| size.is_number()) {
        *size = size.to_string().into();
    }
}

impl System {
    /// Compares its confirmations, and those of its areas, with what they are about.
    pub(crate) fn compare_reviewed(&mut self, plain: Plain<'_>, id: impl Fn(SystemId) -> String) {
        for area in &mut self.areas {
            if let Some(mut reviewed) = area.reviewed.take() {
                reviewed.complete(of_area(plain, area), plain.matrix);
                area.reviewed = Some(reviewed);
            }
        }
        if let Some(mut reviewed) = self.reviewed.take() {
            reviewed.complete(of_system(plain, self, id), plain.matrix);
            self.reviewed = Some(reviewed);
        }
    }

    /// Checks whether it or one of its areas was ever confirmed.
    pub(crate) fn has_reviewed(&self) -> bool {
        self.reviewed.is_some() || self.areas.iter().any(|area| area.reviewed.is_some())
    }
}

impl Matrix {
    /// Compares the confirmations of parties with what they are about.
    pub(crate) fn compare_reviewed_parties(&mut self) {
        for number in 0..self.parties.len() {
            let Some(mut reviewed) = self.parties[number].reviewed.take() else { continue };
            let plain = Plain { matrix: self, renamed: &Renamed::new() };
            reviewed.complete(of_party(plain, &self.parties[number]), self);
            self.parties[number].reviewed = Some(reviewed);
        }
    }

    /// How long a confirmation of a row of a system, or of a party, holds: as the system or the nearest parent says, or else
    /// the document. `None`: without end.
    pub(crate) fn holds(&self, system: Option<SystemId>) -> Option<Period> {
        let of_system = system.and_then(|id| self.lineage(id).find_map(|at| self.system(at).review));
        of_system.or_else(|| self.document.review.as_ref()?.cycle?.value.period())
    }

    /// The last day of a confirmation of such a row.
    pub(crate) fn holds_until(&self, reviewed: &Reviewed, system: Option<SystemId>) -> Option<Date> {
        self.holds(system)?.end(reviewed.on.value)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_read_as_it_is_written() {
        for text in ["1 day", "3 days", "2 weeks", "1 month", "6 months", "1 year", "2 years"] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
        assert_eq!("month".parse::<Period>().unwrap().to_string(), "1 month");
        for wrong in ["", "months", "0 days", "6months", "6 moons", "-1 day", "+1 day", "1001 years", "06 months"] {
            assert!(wrong.parse::<Period>().is_err(), "{wrong}");
        }
        let end = |text: &str, from: &str| {
            text.parse::<Period>().unwrap().end(from.parse().unwrap()).map(|end| end.to_string())
        };
        assert_eq!(end("1 month", "2026-01-31").as_deref(), Some("2026-02-28"));
        assert_eq!(end("1000 years", "9000-01-01"), None);
    }

    /// Confirmations in people's files hold these digests.
    #[test]
    fn digests_stay_as_they_are() {
        let text = "version: 1
teams: { ops: { name: Ops, size: 2, on_call: { cover: 24/7 }, contacts: { mail: ops@a.dev }, links: { w: 'https://w.dev' } } }
people: { ana: { name: Ana, away: [{ from: 2026-12-21, until: 2027-01-04, reason: holiday }] } }
organisations: { acme: { name: Acme, kind: vendor } }
placeholders: { owner: { name: Owner, stands_for: the owner } }
owner_roles: { data: { title: Keeper, inherited: false } }
escalation: { fast: { levels: [{ name: One, window: { from: 0m } }] } }
systems:
  net: { name: Net }
  shop:
    name: Shop
    tier: 1
    part_of: net
    depends_on: [net]
    escalation: fast
    owners: { data: ops, system: { party: ops, note: half } }
    selectors: { hosts: [shop-*] }
    contacts: { mail: shop@a.dev }
    duties: { weekly: [{ task: Restart, by: ops }] }
    migration: { start: 2026-01-05, phases: [web], timeline: [{ weeks: 1-2, by: ops }] }
    areas:
      web: { name: Web, topic: t, primary: ops, secondary: { party: ops, note: acting, until: 2027-01-31 }, note: n }
";
        let owner_roles = "owner_roles: { data: { title: Keeper, inherited: false } }\n";
        for text in [text.to_owned(), text.replace(owner_roles, ""), text.replace("name: Shop", "name: Store")] {
            let matrix = crate::source::from_texts([("a".to_owned(), text)]).unwrap();
            let plain = Plain { matrix: &matrix, renamed: &Renamed::new() };
            let shop = &matrix.systems[1];
            let mut parties: Vec<_> = matrix.parties.iter().map(|of| (of.id.as_str(), of_party(plain, of))).collect();
            parties.sort();
            let others = [("acme", "50427098b132"), ("ana", "a751ecbbda8b"), ("owner", "850bc53cd31f")];
            let known: Vec<_> = others.into_iter().map(|(id, digest)| (id, digest.to_owned())).collect();
            assert_eq!([&parties[..2], &parties[3..]].concat(), known);
            let of =
                [parties[2].1.clone(), of_system(plain, shop, |_| "net".to_owned()), of_area(plain, &shop.areas[0])];
            assert_eq!(of, ["b00705911e8b", "6ba0bf16f8dd", "0a1c71ed8ddb"]);
            let facts = br#"[["note",[["n",""]]],["primary",[["ops",""]]],["secondary",[["ops","note: acting, until: 2027-01-31"]]],["topic",[["t",""]]]]"#;
            assert_eq!(&format!("{:016x}", xxh3_64(facts))[..12], of[2]);
        }
    }
}
