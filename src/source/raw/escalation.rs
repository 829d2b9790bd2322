//! Escalation policies and their levels.

use super::{Calendar, Rota};
use crate::matrix::{Cover, Duration, Hours, Party, ResponseFrom, WhenEmpty};
use crate::source::container::{Acceptances, Items, Required, Short, Slot, Spanned};
use crate::source::decode::mappings;
use crate::source::leaf::{Address, Email, Leaf, Ref, Text, Times};

mappings! {
    /// An escalation policy.
    struct Policy {
        /// Full name.
        name: Slot<Text>,
        /// Levels, first to last.
        levels: Items<Spanned<Level>>,
        /// The calendar that it goes by; absent: the default one.
        calendar: Slot<Ref<Calendar>>,
        /// Handling of a level where nobody can be reached when it begins: `wait` (the default) lets its time pass, `skip` goes
        /// on to the next level at once.
        when_empty: Slot<Leaf<WhenEmpty>>,
        /// How often it starts again behind its last level, which has to end then.
        repeat: Slot<Leaf<Times>>,
        /// From when a response is counted: `incident` or `level`; absent: it is left open, and both are told.
        response_from: Slot<Leaf<ResponseFrom>>,
        /// Accepted findings of `own check`: code of the rule → reason.
        accept: Acceptances,
    }

    /// One level of an escalation policy.
    struct Level {
        /// Its name.
        name: Required<Text>,
        /// The time since the start in which it is the active one.
        window: Required<Spanned<Window>>,
        /// Hours for which it waits: `business-hours` or `off-hours`. The level before stays active until then. A level whose
        /// window ends before them is passed over.
        hours: Slot<Leaf<Hours>>,
        /// The scope.
        scope: Items<Text>,
        /// Time to respond: one value, or one in and one outside business hours.
        response: Slot<Spanned<Short<Response>>>,
        /// The authority.
        authority: Items<Text>,
        /// Reasons to escalate.
        triggers: Items<Text>,
        /// Whom to call first: `primary` and `secondary` of the row that is asked about, ids of parties, `{ rota: ID }` for the
        /// person on call by a rota, and `{ next: ID }` for the one after.
        call: Items<Spanned<Short<LevelTarget>>>,
        /// Whom to call, with addresses of their own.
        contacts: Items<Spanned<LevelContact>>,
        /// Accepted findings of `own check`: code of the rule → reason.
        accept: Acceptances,
    }

    /// A window of time since the start of an incident.
    struct Window {
        /// Its start.
        from: Required<Leaf<Duration>>,
        /// Its end; absent: open.
        until: Slot<Leaf<Duration>>,
    }

    /// Time to respond. A bare value holds at all hours.
    #[cfg_attr(test, schemars(transform = all_hours_or_some))]
    struct Response {
        /// At all hours.
        always: Slot<Leaf<Duration>>,
        /// In business hours.
        business_hours: Slot<Leaf<Duration>>,
        /// Outside business hours.
        off_hours: Slot<Leaf<Duration>>,
    }

    /// Whom a level calls. A bare value is a party.
    #[cfg_attr(test, schemars(transform = one_target))]
    struct LevelTarget {
        /// A party, or `primary` or `secondary` of the row.
        party: Slot<Ref<Party>>,
        /// Instead of a party: a rota, whose person on call it is.
        rota: Slot<Ref<Rota>>,
        /// Instead of a party: a rota, whose next person it is after the one on call.
        next: Slot<Ref<Rota>>,
    }

    /// Whom a level calls.
    #[cfg_attr(test, schemars(transform = one_target))]
    struct LevelContact {
        /// The party.
        party: Slot<Ref<Party>>,
        /// Instead of a party: a rota, whose person on call it is.
        rota: Slot<Ref<Rota>>,
        /// Instead of a party: a rota, whose next person it is after the one on call.
        next: Slot<Ref<Rota>>,
        /// Telephone number.
        phone: Slot<Leaf<Address>>,
        /// E-mail address.
        email: Slot<Leaf<Email>>,
        /// Chat channel or handle.
        chat: Slot<Leaf<Address>>,
        /// Web address.
        url: Slot<Leaf<Address>>,
        /// `24/7`, `business-hours` or `off-hours`.
        cover: Slot<Leaf<Cover>>,
        /// Parties whose escalations it takes.
        for_ as "for": Items<Ref<Party>>,
        /// Accepted findings of `own check`: code of the rule → reason.
        accept: Acceptances,
    }
}

/// A level calls a party or the people of a rota.
#[cfg(test)]
fn one_target(schema: &mut schemars::Schema) {
    let only = |key: &str| serde_json::json!({ "required": [key] });
    schema.insert("oneOf".to_owned(), serde_json::json!(["party", "rota", "next"].map(only)));
}

/// A response is given for all hours, or for some.
#[cfg(test)]
fn all_hours_or_some(schema: &mut schemars::Schema) {
    let without = |keys: &[&str]| {
        let absent: serde_json::Map<String, serde_json::Value> =
            keys.iter().map(|key| ((*key).to_owned(), serde_json::json!({ "type": "null" }))).collect();
        serde_json::json!({ "properties": absent })
    };
    schema.insert(
        "anyOf".to_owned(),
        serde_json::json!([without(&["always"]), without(&["business_hours", "off_hours"])]),
    );
}
