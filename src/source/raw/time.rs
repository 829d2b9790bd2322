//! Calendars and rotas as they are written.

use jiff::civil::Weekday;

use crate::matrix::{Cover, Days, HolidayDate, Party, TimeOfDay};
use crate::source::container::{Acceptances, Items, Required, RequiredItems, Short, Slot, Spanned};
use crate::source::decode::mappings;
use crate::source::leaf::{Date, Leaf, Moment, Ref, Text, Zone};

mappings! {
    /// Whose clock it is, which hours are business hours, and which days are holidays. What it doesn't say, it takes over from
    /// the calendar that it extends.
    struct Calendar {
        /// Name of its time zone in the IANA database: `Europe/Berlin`.
        time_zone: Slot<Leaf<Zone>>,
        /// The calendar whose holidays are its holidays too, and whose time zone and business hours are its own where it has
        /// none; `default` is the one under `calendar`.
        extends: Slot<Ref<Calendar>>,
        /// Business hours of a week. Without any, all hours are off-hours.
        business_hours: Items<Spanned<WeeklySpan>>,
        /// Days, or parts of days, without business hours.
        holidays: Items<Spanned<Short<Holiday>>>,
        /// Accepted findings of `own check`: code of the rule → reason.
        accept: Acceptances,
    }

    /// Hours on some days of each week.
    struct WeeklySpan {
        /// The days on which they start: `mon-fri`, `[mon, wed]`; `fri-mon` passes the end of the week.
        days: RequiredItems<Leaf<Days>>,
        /// When they start, by the clock of the time zone.
        from: Required<Leaf<TimeOfDay>>,
        /// When they end; on the day after where that is earlier than the start.
        until: Required<Leaf<TimeOfDay>>,
    }

    /// A day without business hours. A bare value is its date.
    struct Holiday {
        /// `2026-12-25`, or `12-25` for each year.
        date: Required<Leaf<HolidayDate>>,
        /// Its name.
        name: Slot<Text>,
        /// When it starts on that day; absent: with the day.
        from: Slot<Leaf<TimeOfDay>>,
        /// When it ends on that day; absent: with the day.
        until: Slot<Leaf<TimeOfDay>>,
    }

    /// Who is on call for a party, in turn.
    struct Rota {
        /// Its name.
        name: Slot<Text>,
        /// The party whose calls it takes.
        for_ as "for": Required<Ref<Party>>,
        /// The calendar whose clock it goes by; absent: that of the party.
        calendar: Slot<Ref<Calendar>>,
        /// `24/7` (the default), or `business-hours` of its calendar.
        cover: Slot<Leaf<Cover>>,
        /// Hours of a week in which somebody is on call, holidays or not; instead of `cover`.
        hours: Items<Spanned<WeeklySpan>>,
        /// When one hands over to the next.
        handover: Required<Spanned<Handover>>,
        /// Who takes turns: ids of people, teams and roles.
        order: RequiredItems<Ref<Party>>,
        /// The day of the first hand-over.
        start: Required<Leaf<Date>>,
        /// Other rules for some time; of several the last holds.
        temporary: Items<Spanned<Temporary>>,
        /// Overrides; of several the last wins, and each goes before the rules.
        overrides: Items<Spanned<Override>>,
        /// Accepted findings of `own check`: code of the rule → reason.
        accept: Acceptances,
    }

    /// When one hands over to the next.
    struct Handover {
        /// The day of the week; absent: each day.
        day: Slot<Leaf<Weekday>>,
        /// The time of that day, by the clock of the calendar.
        time: Required<Leaf<TimeOfDay>>,
    }

    /// Another rule for some time. The first of its order begins at once.
    struct Temporary {
        /// When it begins: `2026-12-24 09:00`; a date alone means the time of hand-over.
        from: Required<Leaf<Moment>>,
        /// When it ends.
        until: Required<Leaf<Moment>>,
        /// Who takes turns: ids of people, teams and roles.
        order: RequiredItems<Ref<Party>>,
        /// When one hands over to the next; absent: as the rota has it.
        handover: Slot<Spanned<Handover>>,
        /// Why.
        reason: Slot<Text>,
    }

    /// An override.
    struct Override {
        /// From when: `2026-12-24 09:00`; a date alone means the time of hand-over.
        from: Required<Leaf<Moment>>,
        /// Until when.
        until: Required<Leaf<Moment>>,
        /// Who: the id of a person, a team or a role.
        who: Required<Ref<Party>>,
        /// Why.
        reason: Slot<Text>,
    }
}
