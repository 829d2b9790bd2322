//! Systems: who owns them, their areas, where they are on their way to.

use std::mem::take;

use super::{Calendar, Duty, Policy, Selectors, ServiceLevel};
use crate::matrix::{self, Cadence, Party, Period};
use crate::source::container::{
    Acceptances, Entries, Items, Rare, Required, RequiredItems, Short, Slot, Spanned, value,
};
use crate::source::decode::mappings;
use crate::source::leaf::{AnyAddress, Date, Digest, Flag, Leaf, Lifecycle, Ref, Tag, Text, Tier, WebAddress, Weeks};

mappings! {
    /// Something that is owned.
    struct System {
        /// Full name.
        name: Required<Text>,
        /// Other names.
        aliases: Items<Text>,
        /// The kind: database, file-storage, service …
        kind: Slot<Text>,
        /// `experimental`, `production`, `deprecated`, `retired`, or a word of your own.
        lifecycle: Slot<Leaf<Lifecycle>>,
        /// How much depends on it: 1 is the most important.
        tier: Slot<Leaf<Tier>>,
        /// Words that group systems: `pii`, `sso` …
        tags: Items<Leaf<Tag>>,
        /// The system it is part of, whose owners it inherits.
        part_of: Slot<Ref<System>>,
        /// Systems that it needs to work.
        depends_on: Items<Ref<System>>,
        /// A description.
        description: Slot<Text>,
        /// Owner role → party: a bare party, or a mapping with a note.
        owners: Entries<Short<Owner>>,
        /// Areas of responsibility by id.
        areas: Entries<Area>,
        /// Duties by cadence.
        duties: Entries<Items<Spanned<Duty>>, Cadence>,
        /// Addresses by label.
        contacts: Entries<Leaf<AnyAddress>>,
        /// What names it outside of the matrix: hosts, paths, words in an alert …
        selectors: Rare<Spanned<Selectors>>,
        /// Web addresses to read, by label: runbook, dashboard, repository … Nobody is called there.
        links: Entries<Leaf<WebAddress>>,
        /// The service level.
        service_level: Rare<Spanned<ServiceLevel>>,
        /// The escalation policy it follows; `default` if absent.
        escalation: Slot<Ref<Policy>>,
        /// The escalation policy by the severity of the incident, instead of `escalation`; `default` is the one of all others:
        /// `{ critical: page-everybody, default: office }`.
        policies: Entries<Ref<Policy>>,
        /// The calendar that it goes by; absent: that of the system it is part of, of its escalation policy, or the
        /// default one.
        calendar: Slot<Ref<Calendar>>,
        /// Migration plan.
        migration: Rare<Spanned<Migration>>,
        /// How long a confirmation of it, its areas and its children holds.
        review: Slot<Spanned<Validity>>,
        /// Who last confirmed what this entry says, without its areas. `own attest` writes it.
        reviewed: Rare<Spanned<Reviewed>>,
        /// Accepted findings of `own check`: code of the rule → reason.
        accept: Acceptances,
        .. extensions,
    }

    /// Who owns a system in one owner role. A bare value is the party.
    struct Owner {
        /// The parties.
        party: Items<Ref<Party>>,
        /// The part that the ownership is limited to.
        note: Slot<Text>,
        /// The last day on which they own it, `2027-01-31`.
        until: Slot<Leaf<Date>>,
        /// The role's printed name, where it isn't "… Owner".
        title: Slot<Text>,
    }

    /// An owner role of all systems.
    struct OwnerRole {
        /// Its printed name, where it isn't "… Owner".
        title: Slot<Text>,
        /// `false` if the children of a system don't inherit it.
        inherited: Slot<Leaf<Flag>>,
    }

    /// One responsibility of a system.
    struct Area {
        /// Full name.
        name: Required<Text>,
        /// Other names.
        aliases: Items<Text>,
        /// A topic that connects it to areas of other systems.
        topic: Slot<Text>,
        /// Parties that do it.
        primary: Items<Spanned<Short<Cell>>>,
        /// Parties that stand in.
        secondary: Items<Spanned<Short<Cell>>>,
        /// Parties to escalate to.
        escalation: Items<Spanned<Short<Cell>>>,
        /// Parties that must approve.
        approval: Items<Spanned<Short<Cell>>>,
        /// Parties that answer for it.
        accountable: Items<Spanned<Short<Cell>>>,
        /// Parties that are asked.
        consulted: Items<Spanned<Short<Cell>>>,
        /// Parties that are told.
        informed: Items<Spanned<Short<Cell>>>,
        /// What names it, and its system, outside of the matrix.
        selectors: Rare<Spanned<Selectors>>,
        /// Anything else that the source says of it.
        note: Slot<Text>,
        /// Who last confirmed what this entry says. `own attest` writes it.
        reviewed: Rare<Spanned<Reviewed>>,
        /// Accepted findings of `own check`: code of the rule → reason.
        accept: Acceptances,
    }

    /// Parties in one cell of an area. A bare value is the party.
    struct Cell {
        /// The parties.
        party: RequiredItems<Ref<Party>>,
        /// What limits it, such as "acting".
        note: Slot<Text>,
        /// The last day on which it holds, `2027-01-31`. Afterwards they aren't called.
        until: Slot<Leaf<Date>>,
    }

    /// A system's migration.
    struct Migration {
        /// The day on which its first week begins.
        start: Slot<Leaf<Date>>,
        /// Ids of the system's areas that are phases of the migration, in order.
        phases: Items<Ref<Area>>,
        /// Bands of weeks.
        timeline: Items<Spanned<Band>>,
    }

    /// How long a confirmation holds. Absent: as long as the parent says, or the cycle of the document's review.
    struct Validity {
        /// `6 months`, `1 year`, `2 weeks`, `90 days`.
        every: Required<Leaf<Period>>,
    }

    /// The last confirmation of an entry.
    struct Reviewed {
        /// The day, `2026-10-01`.
        on: Required<Leaf<Date>>,
        /// The party that confirmed it.
        by: Required<Ref<Party>>,
        /// A digest of what the entry meant: parties, notes, last days, selectors, addresses and all other values, without
        /// names, aliases, descriptions, links and `x-…` keys. Once it differs, the entry is unconfirmed.
        of: Required<Leaf<Digest>>,
    }

    /// A band of weeks in a migration.
    struct Band {
        /// `1-2`, or one week `3`; counted from the start of the migration.
        weeks: Required<Leaf<Weeks>>,
        /// By whom.
        by: Items<Ref<Party>>,
        /// The work.
        activity: Slot<Text>,
    }
}

impl System {
    /// The id of the system that it is part of.
    pub(crate) fn parent(&self) -> Option<&str> {
        self.part_of.get().map(|parent| parent.value.as_str())
    }

    /// The fields that need no validation.
    pub(crate) fn plain(&mut self) -> matrix::System {
        matrix::System {
            kind: value(take(&mut self.kind)),
            lifecycle: take(&mut self.lifecycle).into_option().map(Leaf::placed),
            tier: value(take(&mut self.tier)),
            tags: take(&mut self.tags).into_iter().map(|tag| tag.value).collect(),
            description: value(take(&mut self.description)),
            review: take(&mut self.review).into_option().and_then(|review| value(review.value.every)),
            ..matrix::System::default()
        }
    }
}
