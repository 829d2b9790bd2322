//! Parties: teams, roles, people, organisations, groups and placeholders.

use super::{Calendar, Reviewed};
use crate::matrix::{Cover, Party};
use crate::source::container::{Acceptances, Entries, Items, Rare, Required, Slot, Spanned};
use crate::source::decode::mappings;
use crate::source::leaf::{AnyAddress, Date, Flag, Leaf, Ref, Size, Text, WebAddress};

mappings! {
    /// A team.
    struct Team {
        /// Full name.
        name: Required<Text>,
        /// Other names.
        aliases: Items<Text>,
        /// `false` where the source uses the name and says nothing of it.
        described: Slot<Leaf<Flag>>,
        /// The party that leads it.
        lead: Slot<Ref<Party>>,
        /// The team it is part of.
        part_of: Slot<Ref<Party>>,
        /// People and roles that belong to it.
        members: Items<Ref<Party>>,
        /// Size in full-time equivalents.
        size: Slot<Leaf<Size>>,
        /// On-call cover.
        on_call: Rare<Spanned<OnCall>>,
        /// Responsibilities.
        responsibilities: Items<Text>,
        /// The calendar that it goes by; absent: the default one.
        calendar: Slot<Ref<Calendar>>,
        /// The web address at which its on-call rota is kept, where that isn't in the matrix.
        rota: Slot<Leaf<WebAddress>>,
        /// Addresses by label.
        contacts: Entries<Leaf<AnyAddress>>,
        /// Web addresses to read, by label: handbook, wiki … Nobody is called there.
        links: Entries<Leaf<WebAddress>>,
        /// Who last confirmed what this entry says. `own attest` writes it.
        reviewed: Rare<Spanned<Reviewed>>,
        /// Accepted findings of `own check`: code of the rule → reason.
        accept: Acceptances,
        .. extensions,
    }

    /// On-call cover of a team.
    struct OnCall {
        /// `24/7`, `business-hours` or `off-hours`.
        cover: Required<Leaf<Cover>>,
        /// The reason to call, such as "critical issues".
        for_ as "for": Slot<Text>,
        /// The rule at other times, such as "escalation for critical issues".
        otherwise: Slot<Text>,
    }

    /// A position that a person holds.
    struct Role {
        /// Full name.
        name: Required<Text>,
        /// Other names.
        aliases: Items<Text>,
        /// `false` where the source uses the name and says nothing of it.
        described: Slot<Leaf<Flag>>,
        /// The team it belongs to.
        team: Slot<Ref<Party>>,
        /// The people who hold it. Without an address of its own, a role is reached through them.
        held_by: Items<Ref<Party>>,
        /// The calendar that it goes by; absent: that of its team, or the default one.
        calendar: Slot<Ref<Calendar>>,
        /// The web address at which its on-call rota is kept, where that isn't in the matrix.
        rota: Slot<Leaf<WebAddress>>,
        /// Addresses by label.
        contacts: Entries<Leaf<AnyAddress>>,
        /// Web addresses to read, by label: handbook, wiki … Nobody is called there.
        links: Entries<Leaf<WebAddress>>,
        /// Who last confirmed what this entry says. `own attest` writes it.
        reviewed: Rare<Spanned<Reviewed>>,
        /// Accepted findings of `own check`: code of the rule → reason.
        accept: Acceptances,
        .. extensions,
    }

    /// A person. Name a role instead where the responsibility stays when the person leaves.
    struct Person {
        /// Full name.
        name: Required<Text>,
        /// Other names.
        aliases: Items<Text>,
        /// Addresses by label.
        contacts: Entries<Leaf<AnyAddress>>,
        /// Web addresses to read, by label: handbook, wiki … Nobody is called there.
        links: Entries<Leaf<WebAddress>>,
        /// Days on which somebody steps in, such as a holiday.
        away: Items<Spanned<Away>>,
        /// Who last confirmed what this entry says. `own attest` writes it.
        reviewed: Rare<Spanned<Reviewed>>,
        /// Accepted findings of `own check`: code of the rule → reason.
        accept: Acceptances,
        .. extensions,
    }

    /// Days on which a person is away.
    struct Away {
        /// The first day.
        from: Required<Leaf<Date>>,
        /// The last day.
        until: Required<Leaf<Date>>,
        /// Why.
        reason: Slot<Text>,
    }

    /// An organisation outside, such as a vendor.
    struct Organisation {
        /// Full name.
        name: Required<Text>,
        /// Other names.
        aliases: Items<Text>,
        /// `vendor`, `customer`, `partner`, or a word of your own.
        kind: Slot<Text>,
        /// `false` where the source uses the name and says nothing of it.
        described: Slot<Leaf<Flag>>,
        /// The calendar that it goes by; absent: the default one.
        calendar: Slot<Ref<Calendar>>,
        /// Addresses by label.
        contacts: Entries<Leaf<AnyAddress>>,
        /// Web addresses to read, by label: handbook, wiki … Nobody is called there.
        links: Entries<Leaf<WebAddress>>,
        /// Who last confirmed what this entry says. `own attest` writes it.
        reviewed: Rare<Spanned<Reviewed>>,
        /// Accepted findings of `own check`: code of the rule → reason.
        accept: Acceptances,
        .. extensions,
    }

    /// A committee.
    struct Group {
        /// Full name.
        name: Required<Text>,
        /// Other names.
        aliases: Items<Text>,
        /// `false` where the source uses the name and says nothing of it.
        described: Slot<Leaf<Flag>>,
        /// The party that chairs it.
        chair: Slot<Ref<Party>>,
        /// Parties that sit on it.
        members: Items<Ref<Party>>,
        /// When it meets, in words.
        meets: Slot<Text>,
        /// Responsibilities.
        responsibilities: Items<Text>,
        /// The calendar that it goes by; absent: the default one.
        calendar: Slot<Ref<Calendar>>,
        /// The web address at which its on-call rota is kept, where that isn't in the matrix.
        rota: Slot<Leaf<WebAddress>>,
        /// Addresses by label.
        contacts: Entries<Leaf<AnyAddress>>,
        /// Web addresses to read, by label: handbook, wiki … Nobody is called there.
        links: Entries<Leaf<WebAddress>>,
        /// Who last confirmed what this entry says. `own attest` writes it.
        reviewed: Rare<Spanned<Reviewed>>,
        /// Accepted findings of `own check`: code of the rule → reason.
        accept: Acceptances,
        .. extensions,
    }

    /// A placeholder for somebody else.
    struct Placeholder {
        /// The words that the source uses.
        name: Required<Text>,
        /// Other names.
        aliases: Items<Text>,
        /// Whom it represents, in words.
        stands_for: Slot<Text>,
        /// Who last confirmed what this entry says. `own attest` writes it.
        reviewed: Rare<Spanned<Reviewed>>,
        /// Accepted findings of `own check`: code of the rule → reason.
        accept: Acceptances,
        .. extensions,
    }
}
