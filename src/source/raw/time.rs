//! Calendars and rotas as they are written.

use jiff::civil::Weekday;

use crate::matrix::{Cover, Days, Every, HolidayDate, HolidaysBy, OnAbsence, Party, RotaKind, TimeOfDay};
use crate::source::container::{Acceptances, Items, Required, RequiredItems, Short, Slot, Spanned};
use crate::source::decode::mappings;
use crate::source::leaf::{Bound, Date, EasterDays, Flag, Leaf, Moment, Ref, Text, Zone};

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
        /// Days that are worked although they are holidays or have no business hours; then with those of the last day before
        /// that has some.
        working_days: Items<Leaf<Date>>,
        /// The day of the week on which a holiday is taken that falls on a day without business hours; if that is a
        /// holiday, too, the next free day with business hours.
        substitute: Slot<Leaf<Weekday>>,
        /// `clock` (the default): a holiday is from midnight to midnight. `start`: business hours that pass midnight count by
        /// the day on which they start.
        holidays_by: Slot<Leaf<HolidaysBy>>,
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

    /// A day without business hours, or several. A bare value is its date.
    struct Holiday {
        /// `2026-12-25`, `12-25` for each year, or `fourth thu of november`.
        date: Slot<Leaf<HolidayDate>>,
        /// Instead of a date: days after Easter Sunday of the western churches, such as 1, or -2 for Good Friday.
        easter: Slot<Leaf<EasterDays>>,
        /// Its name.
        name: Slot<Text>,
        /// When it starts on that day; absent: with the day. Without a date: its first day.
        from: Slot<Leaf<Bound>>,
        /// When it ends on that day; absent: with the day. Without a date: its last day.
        until: Slot<Leaf<Bound>>,
    }

    /// Who is on call for a party, in turn.
    struct Rota {
        /// Its name.
        name: Slot<Text>,
        /// The party whose calls it takes.
        for_ as "for": Required<Ref<Party>>,
        /// `primary` (the default); `secondary`, called after it; or `shadow`, never called.
        kind: Slot<Leaf<RotaKind>>,
        /// The calendar whose clock it goes by; absent: that of the party.
        calendar: Slot<Ref<Calendar>>,
        /// `24/7` (the default), `business-hours` of its calendar, or `off-hours`: all others, with holidays.
        cover: Slot<Leaf<Cover>>,
        /// Hours of a week in which somebody is on call, holidays or not; instead of `cover`.
        hours: Items<Spanned<WeeklySpan>>,
        /// When one hands over to the next. A time without any weekly hours of the rota uses no turn, a holiday does.
        handover: Required<Spanned<Handover>>,
        /// Who takes turns: people, teams and roles; `[ada, bob]` share a turn. A party with a rota means its person on call.
        /// For a change without effect on earlier turns: `[{ from: 2026-12-07, who: [ada, imke] }]`, by date.
        order: RequiredItems<Spanned<Short<Order>>>,
        /// The day of the first hand-over, unless the order has dates.
        start: Slot<Leaf<Date>>,
        /// When it ends: `2027-06-30 09:00`; a date alone means the hand-over of that day.
        until: Slot<Leaf<Moment>>,
        /// Who is called if no rota of the party has anyone.
        fallback: Items<Ref<Party>>,
        /// The turn of a person who is away: `next` (the default) in order takes it, or nobody with `gap`.
        on_absence: Slot<Leaf<OnAbsence>>,
        /// Other rules for some time; of several the last holds.
        temporary: Items<Spanned<Temporary>>,
        /// Overrides within the hours of the rota; of several the last wins, and each goes before the rules.
        overrides: Items<Spanned<Override>>,
        /// Accepted findings of `own check`: code of the rule → reason.
        accept: Acceptances,
    }

    /// Who takes turns from a day on.
    struct Order {
        /// Who takes turns: people, teams and roles; `[[ada, bob], cyd]` for turns of several.
        who: RequiredItems<Items<Ref<Party>>>,
        /// The day on which the first one begins and the running turn ends.
        from: Slot<Leaf<Date>>,
    }

    /// When one hands over to the next.
    struct Handover {
        /// How often: `12h`, `day`, `2 weeks`, `3 business days`, `month`. Absent: each time of each of its days.
        every: Slot<Leaf<Every>>,
        /// The day of the week, or several; absent: each day. Of a month it is the first one.
        day: Items<Leaf<Days>>,
        /// The time of that day, by the clock of the calendar; or several.
        time: RequiredItems<Leaf<TimeOfDay>>,
    }

    /// Another rule for some time. The first of its order begins at once.
    struct Temporary {
        /// When it begins: `2026-12-24 09:00`; a date alone means the time of hand-over.
        from: Required<Leaf<Moment>>,
        /// When it ends.
        until: Required<Leaf<Moment>>,
        /// Who takes turns: people, teams and roles; `[[ada, bob], cyd]` for turns of several.
        order: RequiredItems<Items<Ref<Party>>>,
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
        /// Who: a person, a team or a role, or several. `nobody`, with a reason: nobody is on call.
        who: RequiredItems<Ref<Party>>,
        /// Whose turns it takes; others who share them stay. `own check` finds other turns in that time.
        replaces: Slot<Ref<Party>>,
        /// `true`: it also applies outside the hours of the rota.
        all_hours: Slot<Leaf<Flag>>,
        /// Why.
        reason: Slot<Text>,
    }
}
