//! The table of rules.

use super::About;
use super::Nature::{Absence, Fault, Presence, Whole};
use super::Severity::{Error, Note, Warning};

/// Declares the rules: variant, code, severity, nature, what it finds, why that matters and what to do.
macro_rules! rules {
    ($($rule:ident $code:literal $severity:ident $nature:ident $what:literal $why:literal;)*) => {
        /// A rule. Its code is its variant in kebab-case.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub(crate) enum Rule {
            $(#[doc = $what] $rule,)*
        }

        impl Rule {
            /// All rules, in the order in which they are listed.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$rule),*];

            pub(super) const fn about(self) -> &'static About {
                match self {
                    $(Self::$rule => &About {
                        code: $code, severity: $severity, nature: $nature, what: $what, why: $why,
                    },)*
                }
            }
        }
    };
}

rules! {
    Syntax "syntax" Error Fault
        "the file isn't YAML, or uses YAML that a matrix doesn't allow"
        "The file can't be parsed, so `own` answers no question. The marker shows where parsing stopped. The cause is often a few characters before it: a bracket or a quote left open, a tab, a `: ` inside a text.";
    WrongShape "wrong-shape" Error Fault
        "a value of the wrong shape, such as a list where a text is expected"
        "`own` never guesses a value. The message says what was expected and what was found; `own generate schema` lists the keys.";
    UnknownKey "unknown-key" Error Fault
        "an unknown key"
        "A misspelt `primary` leaves an area without an owner, so unknown keys are errors. The message names the nearest known key.";
    DuplicateKey "duplicate-key" Error Fault
        "the same key twice in one mapping"
        "Many YAML parsers silently keep one of the two and lose the other. Merge them, or rename one.";
    DuplicateId "duplicate-id" Error Fault
        "two things of a kind with the same id"
        "A question would have two answers. Give one of them another id.";
    DuplicateName "duplicate-name" Error Fault
        "a name or alias that matches two siblings"
        "People type names without regard to case, spaces and punctuation, and `own` never guesses which of two they mean. Drop the name from one of them or make it longer. Siblings are all parties except people, all change categories, the areas of one system, and the systems with the same parent.";
    BadId "bad-id" Error Fault
        "an id that isn't kebab-case"
        "Scripts, file names and links use ids, so ids stay stable and simple: lower-case letters and digits, joined by hyphens. Put the full name into `name`.";
    UnknownReference "unknown-reference" Error Fault
        "an undefined id"
        "Nobody takes a call for an undefined party. Use the nearest known id that the message names, or define the party.";
    MissingValue "missing-value" Error Fault
        "a required value is missing"
        "The item is useless without it: a name, the window of a level, the task of a duty.";
    BadValue "bad-value" Error Fault
        "an invalid value: a date, a duration, a percentage, a word of a list, an address"
        "Two people may read a free-form value differently. Write durations as 15m, 2h, 90s or 1h30m, dates as 2025-12-18, percentages as 99.9%; the message lists the valid words.";
    CircularPartOf "circular-part-of" Error Fault
        "a system or a team that is part of itself, or that has more than 64 above it"
        "A child inherits the owners of its parent, and a circle has no first parent. Cut it at the marked place.";
    CircularExtends "circular-extends" Error Fault
        "a calendar that extends itself, or more than 64 others one after another"
        "A calendar inherits holidays and missing values from the one it extends, and a circle has no first calendar. Cut it at the marked place.";
    CircularRota "circular-rota" Error Fault
        "a rota that takes its people from itself through others, or from more than 64 others"
        "A party in an order means its person on call, and in a circle nobody is. Name people in one of the rotas.";
    BackwardWindow "backward-window" Error Fault
        "a window, or an exception of a rota, that ends before it starts"
        "The window is empty: the level never becomes active and nobody at it is called. Swap the two, or leave `until` out if the level has no end.";
    GivenTwice "given-twice" Error Fault
        "two statements that exclude each other"
        "Examples: a cadence in the key and in the duty, a response for all hours and for some, two `document` sections. `own` doesn't guess which is meant. Keep one.";

    NoPrimary "no-primary" Error Absence
        "an area without a primary"
        "Nobody is responsible for the area, even during an incident. Name a party under `primary`, or drop the area.";
    EmptySystem "empty-system" Warning Absence
        "a system without an owner, an area or a child"
        "Questions about the system have no answer. Name its owners and areas, or drop it until somebody owns it.";
    NoSecondary "no-secondary" Warning Absence
        "an area without a secondary"
        "Nobody is next when the primary doesn't answer. Name a party under `secondary`.";
    SamePrimarySecondary "same-primary-secondary" Warning Presence
        "the same party is primary and secondary"
        "A primary that doesn't answer has no backup. Name another party, or leave the cell empty to make the gap visible.";
    NoEscalationOrApproval "no-escalation-or-approval" Warning Absence
        "an area with neither an escalation contact nor an approval"
        "Incidents can't be escalated and nobody approves changes. Name the one that the area needs.";
    ApprovalByPrimary "approval-by-primary" Warning Presence
        "the primary also approves"
        "Separation of duties: an audit doesn't accept the approval of the party that acts (ISO/IEC 27001:2022, Annex A 5.3). Let another party approve.";
    ApprovalByLead "approval-by-lead" Note Presence
        "the lead of the primary approves"
        "Leads who approve the work of their own team aren't independent of it. If that is intended, accept it with the reason.";
    NoAccountable "no-accountable" Warning Absence
        "an area with RACI columns and nobody accountable"
        "The row names consulted or informed parties, but nobody answers for the result. RACI requires exactly one accountable party per row.";
    SeveralAccountable "several-accountable" Warning Presence
        "an area with several accountable parties"
        "Each of two accountable parties may rely on the other. RACI requires exactly one per row; make the others consulted.";
    EscalationAboveChain "escalation-above-chain" Note Presence
        "a row's escalation contact is above the next level"
        "Following the row skips the levels between, so their people learn of the incident late. If that is intended, accept it with the reason; otherwise name the contact of the next level.";

    PlaceholderPrimary "placeholder-primary" Warning Presence
        "an area with a placeholder as primary"
        "Nobody can call a placeholder. Name the party, or split the area by the parties it represents.";
    PlaceholderCell "placeholder-cell" Note Presence
        "a placeholder in a cell"
        "Only the authors know whom the placeholder means. Name a party wherever possible.";
    PersonAsParty "person-as-party" Note Presence
        "a person in a cell, or as an owner"
        "When the person leaves, the cell names nobody. Name a role that the person holds: `roles: { database-lead: { name: Database Lead, held_by: ada } }`.";
    PartyNotDescribed "party-not-described" Warning Presence
        "a party without a description"
        "Answers can name the party but give no lead, contact or cover. Describe it, then drop `described: false`.";
    RoleWithoutTeam "role-without-team" Note Absence
        "a role without a team"
        "When its holder is away, nobody takes over and an escalation ends there. Add its `team`.";
    TeamWithoutLead "team-without-lead" Warning Absence
        "a team without a lead"
        "An escalation continues with the lead; without one it ends at the team. Add `lead`.";
    LeadsItself "leads-itself" Warning Presence
        "a party that leads itself"
        "An escalation to the lead reaches the party that didn't answer. Name the role of the person who leads it.";
    TeamWithoutContact "team-without-contact" Warning Absence
        "a team without a usable address of its own"
        "Answers name the team but nobody can reach it. Add `contacts`, such as its on-call address or its channel.";
    TeamWithoutCover "team-without-cover" Warning Absence
        "a team without on-call cover"
        "Callers at night can't know if somebody answers. Add `on_call: { cover: 24/7 }` or `business-hours`.";
    BusinessHoursOnly "business-hours-only" Warning Presence
        "a team on call in business hours, and nobody at other hours"
        "Three quarters of all hours are outside business hours. Name who takes its calls then: a 24/7 team as secondary of each of its areas, or a level contact with `for`.";
    TooFewPeople "too-few-people" Note Presence
        "a team that covers all hours with fewer than four people"
        "Each person is on call more than one week in four, and one illness breaks the rota. Share the cover with another team, or reduce it.";
    LeadIsNextLevel "lead-is-next-level" Note Presence
        "a team's lead is only at a level later than the other leads"
        "An escalation of this team skips the level of the leads or reaches the same person twice. Name a lead at that level, or say with `for` who takes its calls there.";
    RotaGap "rota-gap" Warning Presence
        "a time in the coming year when nobody in a party's rotas is on call"
        "A caller reaches nobody in that time. The check covers each day of the year with its holidays and clock changes: two rotas that hand over at noon in two zones leave a gap of an hour when only one zone changes its clock. Move a hand-over, add an override, or exclude those hours from the party's cover.";
    RotaOverlap "rota-overlap" Warning Presence
        "a time in the coming year when two rotas of a party, or two exceptions of one, name somebody"
        "Each of the two may wait for the other; of two exceptions the later one wins. Move one of them. If the second is a backup for the first, accept it with that reason.";
    MemberWithoutContact "member-without-contact" Warning Absence
        "a member of a rota without a usable address"
        "In that member's turn nobody can be reached, and answers show a name without a number. Add `contacts`.";
    NotInRoster "not-in-roster" Warning Presence
        "a person who isn't in the roster, or an e-mail address that isn't"
        "Whoever has left can't be called, and roles, teams and rotas still count on them. Only `own check --roster FILE` looks. Of teams, roles, systems and levels it reports addresses in the domains of the roster, but for shared mailboxes, such as `db-team@` or `support@`. Name others, or correct the address.";
    MemberNeverOnCall "member-never-on-call" Warning Presence
        "a member of a rota without a turn in a year"
        "The others take more turns than the order says. Every turn of that member falls on holidays, or another one takes it. Change the hand-over or the order.";
    OverrideWithoutEffect "override-without-effect" Warning Presence
        "an override that changes nothing"
        "It names the person who is on call anyway, so the change that somebody wanted isn't made. Correct the person or the dates, or drop the override.";
    OverrideOutsideHours "override-outside-hours" Warning Presence
        "an override without any hour inside the hours of its rota"
        "An override applies within the hours of its rota, so this one puts nobody on call. Correct its dates, or add `all_hours: true` to extend the hours.";
    OverrideAway "override-away" Warning Presence
        "an override by somebody who is away"
        "A person who is away isn't called. The person whose turn it is by the rule of the rota is called instead, and may not expect it. Name somebody else, or correct the dates.";
    OverrideReplacesOther "override-replaces-other" Warning Presence
        "an override that replaces another one than it says"
        "The order has changed since somebody wrote the override, or its dates are wrong: it takes the turn of a person who doesn't know. Correct `replaces` or the dates.";
    SamePersonTwoLevels "same-person-two-levels" Warning Presence
        "two levels that call the same person at the same time"
        "A person who doesn't answer at one level doesn't answer at the next one either. Change the order of one rota, or call another party.";
    ExpectationFailed "expectation-failed" Error Presence
        "an expectation that doesn't hold"
        "The matrix says under `expect` whom a call reaches at a moment, and a call reaches somebody else. Correct the rota, the policy or the expectation.";
    EveryoneAway "everyone-away" Warning Presence
        "a role or a team whose people are all away at the same time"
        "An escalation or a question to it ends there. Name another holder or member for that time, or move an absence.";
    PersonOnTwoRotas "person-on-two-rotas" Note Presence
        "a person who is on call by two rotas at once"
        "Two calls at the same time reach one person. If that is intended, accept it with the reason; otherwise change the order of one rota.";
    NoRota "no-rota" Note Absence
        "a 24/7 team without a rota or a link to one, where other teams have one"
        "The matrix can't tell who is on call tonight. Add a rota under `rotas`, or link it with `rota: https://…`.";
    UnusedParty "unused-party" Warning Whole
        "a party that nothing refers to"
        "The party is out of date or misspelt elsewhere, and readers believe that it is responsible for something. Drop it, or name it where it belongs.";

    PlaceholderAddress "placeholder-address" Warning Presence
        "a placeholder instead of an address"
        "Nobody can dial it, and people lose time finding that out. Enter the real address.";
    ImpossibleAddress "impossible-address" Warning Presence
        "an impossible address"
        "Nobody can be reached at it. A telephone number has 3 to 15 digits (ITU-T E.164); a web address has a host; an address is of the kind that its label says.";
    ReservedDomain "reserved-domain" Note Presence
        "an address in a reserved domain"
        "Names under .local, .test, .example, .invalid, .localhost and example.com don't work outside one network or document (RFC 2606, RFC 6761, RFC 6762). If it is an internal mail domain, allow this rule for the matrix.";

    LevelGap "level-gap" Warning Presence
        "a time between two levels without an active one"
        "Nobody is called in that time. Start the window of the next level where the previous one ends.";
    LevelOverlap "level-overlap" Warning Presence
        "two levels are active at the same time"
        "Whom to call now has two answers, and each level may wait for the other. End one where the next begins.";
    LevelsOutOfOrder "levels-out-of-order" Error Presence
        "a level begins before the one above it in the list"
        "Levels are numbered in the order of the list, so level 3 would come before level 2. `own check --fix` sorts them.";
    NoFirstLevel "no-first-level" Warning Presence
        "the first level begins after the start of the incident"
        "Nobody is called in the first minutes. Start the first window at 0m.";
    EmptyLevel "empty-level" Warning Absence
        "a level that calls nobody, or a policy without a level"
        "Nobody is called while it is active. Name its contacts, or drop the level.";
    LevelPartlyCovered "level-partly-covered" Warning Presence
        "a level with contacts on call in a part of its hours only"
        "At other hours nobody at the level takes their calls. Add a 24/7 contact to the level with `for`, or give the level `hours`.";
    LevelContactUnassigned "level-contact-unassigned" Warning Presence
        "a level with several contacts that doesn't say whose calls each takes"
        "During an incident nobody has time to try them in turn. Say with `for` whose calls each of them takes.";
    TeamNotCalled "team-not-called" Warning Whole
        "a primary team without a contact at the first level"
        "Nobody at the first level takes its incidents. Add the team to that level, or say with `for` who takes its calls.";
    NobodyFollows "nobody-follows" Warning Presence
        "a level that calls the next person of a rota with one turn"
        "Nobody follows, so the level calls nobody. Add somebody to the `order` of the rota, or call another party.";
    ResponseOutlastsWindow "response-outlasts-window" Warning Presence
        "a level whose response time exceeds its window"
        "The next level is called before this one has to answer. Shorten the response, or move the end of the window.";
    SlowerThanServiceLevel "slower-than-service-level" Warning Presence
        "a first level that answers later than a service level promises"
        "Following the policy breaks the promise. Align the two, or give the system a faster policy.";

    SelectorClaimedTwice "selector-claimed-twice" Warning Presence
        "something that selects two systems, or two areas of a system, equally"
        "An alert with this host, path or label has two owners, so `own` answers with both and nobody is called. Two selectors are the same, or have as many pieces and stars and fit the same text, such as `db-*-3` and `db-prod-*`. Remove one, or make it more specific.";
    SelectorNeverWins "selector-never-wins" Warning Presence
        "a selector that is written twice, excluded beside it, or also that of a child"
        "It never decides, but readers think that it does. A child wins over its parent. Remove it.";
    SelectorWithoutFile "selector-without-file" Warning Presence
        "a path selector that matches no file of the repository"
        "The folder was moved, or the glob has a typo, and its files have no owner or another one. Only `own check --files` looks. Correct the glob, or remove it.";

    ServiceLevelWithoutCover "service-level-without-cover" Warning Whole
        "a system with a service level but nobody on call 24/7"
        "The promise covers all hours, the on-call cover only some. Name a 24/7 owner or primary, or limit the promise to the covered hours.";
    DowntimeMismatch "downtime-mismatch" Warning Presence
        "a stated downtime that differs from what the availability allows"
        "One of the two figures is wrong, and people will use the milder one. `own show SYSTEM` computes the downtime with months of 30 days.";
    DowntimeRounded "downtime-rounded" Note Presence
        "a rounded downtime"
        "Reports compute another figure. Write the exact one, or accept it.";
    TargetsContradict "targets-contradict" Warning Presence
        "a recovery time longer than the monthly downtime"
        "One recovery within its target breaks the availability target of the system. Tighten one or relax the other.";
    ThresholdTooFine "threshold-too-fine" Note Presence
        "a threshold finer than its measurement"
        "With so few samples in that time, a single failure exceeds the threshold. Measure more often, or write that any failure counts.";

    LifecycleSpelling "lifecycle-spelling" Warning Presence
        "a lifecycle that looks like a misspelt known one"
        "`own` warns of deprecated and retired systems, and a misspelt word gets no warning. Known are experimental, production, deprecated and retired; any other word is allowed.";
    AssignmentEnded "assignment-ended" Warning Presence
        "a party in a cell, or an owner, whose last day is over"
        "Nobody calls the party for this any more, and the matrix names nobody else. Remove the party, or set another `until`.";
    CircularDependsOn "circular-depends-on" Note Presence
        "systems that depend on each other in a circle"
        "None of them can be started, restored or replaced before the others. Break the circle, or accept it and write down the order in which they start.";
    DeprecatedWithoutMigration "deprecated-without-migration" Warning Absence
        "a deprecated system without a migration"
        "Nobody knows what replaces the system, who migrates it and when. Add `migration`.";
    MigrationWithoutStart "migration-without-start" Note Presence
        "a migration in weeks without a start"
        "Its weeks have no dates. Add the start with `migration: { start: 2026-01-05 }`, or to the plan that it belongs to.";
    MigrationUnmapped "migration-unmapped" Note Presence
        "a migration with different numbers of phases and bands of weeks"
        "The matrix doesn't say which phase runs in which weeks. Give each band its phases, or each phase one band.";
    NoDuties "no-duties" Note Absence
        "a system without operational procedures, where others have them"
        "No recurring work is assigned for it. Add `duties`, or accept that it needs none.";
    OwnerRoleSpelling "owner-role-spelling" Warning Presence
        "an owner role in two spellings"
        "`data`, `data_owner` and `Data Owner` are one owner role, but readers take them for several. Use one spelling in the whole matrix, best the short id.";
    NoContacts "no-contacts" Note Absence
        "a system without contacts, where others have them"
        "Answers about it have no address of the system. Add `contacts`, or accept that those of its parties are enough.";
    NoServiceLevel "no-service-level" Note Absence
        "a system without a service level, where others have one"
        "Nobody knows how long it may be down. Add `service_level`, or accept that nothing is promised.";

    ReviewOverdue "review-overdue" Warning Presence
        "the review of the matrix, or the confirmation of a row, is overdue"
        "Answers may be out of date. Review the matrix, and set the next date. If a row is still right, `own attest` confirms it. A row that has changed since is unconfirmed.";
    ReviewOffCycle "review-off-cycle" Warning Presence
        "a review date that doesn't match the last update and the cycle"
        "The date or the cycle is out of date, so the reminder comes at the wrong time. Set `due` to the update plus one cycle.";
    AmbiguousCadence "ambiguous-cadence" Warning Presence
        "a cadence that has two meanings"
        "Some read bi-annual as twice a year, others as every two years, and one of them misses the date. Write `semi-annual` or `biennial`.";
    NoCadence "no-cadence" Note Absence
        "an audit without a cadence"
        "Nobody knows when the next one is due, so it may be missed. Add `every`.";
    ClaimMismatch "claim-mismatch" Warning Whole
        "a count in the text that the matrix contradicts"
        "Something is missing from the matrix, or the text is out of date. Add the missing items, or correct the count.";
    NoCalendar "no-calendar" Note Whole
        "business hours that no calendar defines"
        "Without a calendar, `own` can't tell whether it is business hours, so it shows both response times. With a calendar that has none, all hours are off-hours. Add a `calendar` with `business_hours`.";
    HolidaysRunOut "holidays-run-out" Warning Presence
        "a calendar whose dated holidays end within three months"
        "A dated holiday applies once. Without the next ones, holidays count as business days. Add the holidays of the coming year; those on the same day each year need no year.";
    AmbiguousName "ambiguous-name" Note Presence
        "a name or alias that matches systems of different parents"
        "A question with this name gets a list of candidates instead of an answer. Drop the name from one of them or make it longer. A parent and its child may share a name: then the parent is meant.";
    SameWords "same-words" Note Whole
        "the same words name things of different kinds"
        "People in a hurry confuse them. Use distinct names where they mean different things.";

    ChangeWithoutApprover "change-without-approver" Warning Absence
        "a change category without an approver"
        "Everybody decides alone on such a change. Add `approval`; for pre-approved changes say how: `approval: { how: pre-approved by procedure }`.";
    ChangeWithoutExample "change-without-example" Warning Absence
        "a change category without an example"
        "`own change` finds a category by its examples, so it never finds this one. Add the most common changes.";
    ExampleClaimedTwice "example-claimed-twice" Warning Presence
        "the same example in two categories"
        "The same change has two approvals, and people will take the easier one. Make the example of one category more specific.";
    ExampleOverlap "example-overlap" Note Presence
        "an example covered by a more general one of another category"
        "Example: a security patch is also a software update, so `own change` shows both, the strictest first. Reword the general example to exclude the other.";
    ApprovalDiffers "approval-differs" Warning Presence
        "a change category and the change process with different approvers"
        "People will take the easier of two approvals. Name the same approvers in both. An entry of the change process states an approval if its text, or the name of its step, has a word such as \"approval\".";

    ToBeDone "to-be-done" Error Presence
        "TBD, TODO, a question mark or the like instead of a name"
        "The entry hides a gap. Enter the name, or drop the entry so that `own check` reports the gap.";
    UnusedAcceptance "unused-acceptance" Warning Whole
        "an acceptance that no longer suppresses anything"
        "The accepted problem is fixed or has moved, so the acceptance would hide the next one. Drop it.";
}
