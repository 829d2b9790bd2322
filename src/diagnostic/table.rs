//! The table of rules.

use super::Nature::{Absence, Fault, Presence, Whole};
use super::Severity::{Error, Note, Warning};
use super::{About, Nature, Severity};

/// Declares the rules: variant, code, severity, nature, what it finds, why that matters and how it is mended.
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

            pub(super) const fn about(self) -> About {
                match self {
                    $(Self::$rule => about($code, $severity, $nature, $what, $why),)*
                }
            }
        }
    };
}

const fn about(code: &'static str, severity: Severity, nature: Nature, what: &'static str, why: &'static str) -> About {
    About { code, severity, nature, what, why }
}

rules! {
    Syntax "syntax" Error Fault
        "the file isn't YAML, or uses what a matrix has no use for"
        "Nothing in the file can be read, so no question is answered. The marker stands where reading stopped; the cause is often a few characters before it: a bracket or a quote left open, a tab, a `: ` inside a text.";
    WrongShape "wrong-shape" Error Fault
        "a value has another shape than its key wants, such as a list where a text belongs"
        "The value would have to be guessed. The message says what was expected and what was found; the list of keys is in the schema that `own generate schema` prints.";
    UnknownKey "unknown-key" Error Fault
        "a key that the format doesn't know"
        "A misspelt `primary` is an area that nobody does. Keys are refused rather than ignored; the nearest known one is named.";
    DuplicateKey "duplicate-key" Error Fault
        "the same key twice in one mapping"
        "YAML readers silently keep the first or the last, and half of the facts are gone. Merge the two, or rename one.";
    DuplicateId "duplicate-id" Error Fault
        "the same id for two things of a kind"
        "Whoever asks would get one of two answers. Both places are named; give one of them another id.";
    AmbiguousName "ambiguous-name" Error Fault
        "a name or alias that fits two things of a kind"
        "Case, spaces and punctuation don't matter when people type, so a name that fits two could only be answered by a guess. Drop it from one of them or make it longer.";
    BadId "bad-id" Error Fault
        "an id that isn't kebab-case"
        "Ids stand in scripts, file names and links, and are the one thing that never changes: small letters and digits, joined by hyphens. The full name belongs into `name`.";
    UnknownReference "unknown-reference" Error Fault
        "an id that nothing defines"
        "A cell that names nobody is a call that nobody takes. The nearest known id is named; if it is a new party, define it.";
    MissingValue "missing-value" Error Fault
        "something that must be said isn't"
        "Without it the item can't be told from others or can't be used: a name, the window of a level, the task of a duty.";
    BadValue "bad-value" Error Fault
        "a value that isn't of its kind: a date, a duration, a percentage, a word of a list, an address"
        "Durations are written 15m, 2h, 90s or 1h30m, dates 2025-12-18, percentages 99.9%; the message says which words there are. A value of another form would have to be interpreted, and two people would do so differently.";
    CircularPartOf "circular-part-of" Error Fault
        "a system that is part of itself, through others or not"
        "A part inherits the owners of its whole; in a circle there is nobody to inherit from. Cut it at the marked place.";
    CircularExtends "circular-extends" Error Fault
        "a calendar that extends itself, through others or not"
        "A calendar takes over holidays, and what it doesn't say itself, from the one that it extends; in a circle there is nothing to take over. Cut it at the marked place.";
    BackwardWindow "backward-window" Error Fault
        "a window, or an exception of a rota, that ends before it starts"
        "No moment lies in it: such a level is never the active one, and its people are never called. Swap the two, or leave `until` out if the level has no end.";
    GivenTwice "given-twice" Error Fault
        "two statements of which only one can hold"
        "Which one was meant would be a guess: a cadence in the key and in the duty, a response for all hours and for some, two `document` sections. Keep one.";

    NoPrimary "no-primary" Error Absence
        "an area that nobody does"
        "This is the row that somebody asks for at three in the morning. Name the party that does it under `primary`, or drop the area.";
    EmptySystem "empty-system" Warning Absence
        "a system without an owner, an area or a part"
        "It is in the matrix, and whoever asks for it learns nothing. Name its owners and its areas, or drop it until somebody owns it.";
    NoSecondary "no-secondary" Warning Absence
        "an area without a second"
        "When the primary doesn't answer, the next thing to do is to guess. Name who stands in under `secondary`.";
    SamePrimarySecondary "same-primary-secondary" Warning Presence
        "the same party is primary and second"
        "A second that is the first is nobody: when it doesn't answer once, it doesn't answer twice. Name another party, or leave the cell empty so that the gap is seen.";
    NoEscalationOrApproval "no-escalation-or-approval" Warning Absence
        "an area with neither an escalation contact nor an approval"
        "An incident in it has no way up, and a change in it no gate. Name one of the two, whichever the area needs.";
    ApprovalByPrimary "approval-by-primary" Warning Presence
        "the party that does it also approves it"
        "Separation of duties: who approves must not be who acts, or the approval is a formality that an audit will not count (ISO/IEC 27001:2022, Annex A 5.3). Let another party approve.";
    ApprovalByLead "approval-by-lead" Note Presence
        "the lead of the primary approves"
        "A lead who approves the work of their own team is inside the line that the approval is to check. It may be what is wanted; then accept it with the reason.";
    NoAccountable "no-accountable" Warning Absence
        "an area with RACI columns and nobody accountable"
        "Consulted and informed are named, and nobody answers for the result. RACI wants exactly one accountable party a row.";
    SeveralAccountable "several-accountable" Warning Presence
        "an area with several accountable parties"
        "Where two answer for the same, each may rely on the other. RACI wants exactly one accountable party a row; make the others consulted.";
    EscalationAboveChain "escalation-above-chain" Note Presence
        "a row's escalation contact stands above the level that comes next"
        "Whoever follows the row skips the levels between, whose people then hear of it late. If that is meant, accept it with the reason; otherwise name the contact of the next level.";

    PlaceholderPrimary "placeholder-primary" Warning Presence
        "a placeholder does an area"
        "A slot that stands for somebody else can't be called. Name the party, or split the area by those that it stands for.";
    PlaceholderCell "placeholder-cell" Note Presence
        "a placeholder stands in a cell"
        "Whom it means is known to those who wrote it, and not to the one who is called in. Name a party wherever one can be named.";
    PartyNotDescribed "party-not-described" Warning Presence
        "a party that is named and that nothing describes"
        "An answer names it, and there the trail ends: no lead, no contact, no cover. Describe it, or drop `described: false` once it is.";
    RoleWithoutTeam "role-without-team" Note Absence
        "a role that belongs to no team"
        "When its holder is away, nobody knows who stands in, and an escalation that reaches the role ends there. Add its `team`.";
    TeamWithoutLead "team-without-lead" Warning Absence
        "a team that nobody leads"
        "The level above a team is its lead; without one an escalation ends at the team. Add `lead`.";
    TeamWithoutContact "team-without-contact" Warning Absence
        "a team without an address of its own that is real"
        "An answer names the team and gives no way to reach it. Add `contacts`, such as its on-call address or its channel.";
    TeamWithoutCover "team-without-cover" Warning Absence
        "a team that doesn't say when it is on call"
        "Whether to call it at night is then decided at night. Add `on_call: { cover: 24/7 }` or `business-hours`.";
    BusinessHoursOnly "business-hours-only" Warning Presence
        "a team is on call in business hours, and nobody is named for other hours"
        "Three quarters of all hours are other hours. Say who takes its calls then: a team that covers 24/7 as second of each of its areas, or a level-contact with `for`.";
    TooFewPeople "too-few-people" Note Presence
        "a team covers all hours with fewer people than four"
        "With fewer than four, each is on call more often than one week in four, and one illness breaks the rota. Share the cover with another team, or promise less.";
    LeadIsNextLevel "lead-is-next-level" Note Presence
        "a team's lead stands at a later level only, and not where the leads stand"
        "An escalation of this team skips the level of the leads, or meets the same person twice. Name a lead at that level, or say with `for` who takes its calls there.";
    RotaGap "rota-gap" Warning Presence
        "a time in the year ahead in which nobody of a party's rotas is on call"
        "Whoever calls then reaches nobody, and learns it at that moment. The year is looked at day by day, with its holidays and changes of clock: two rotas that meet at noon in two zones part for an hour when only one of the zones changes its clock. Move a hand-over, add an override, or let the party's cover say that those hours aren't covered.";
    RotaOverlap "rota-overlap" Warning Presence
        "a time in the year ahead in which two rotas of a party, or two exceptions of one, name somebody"
        "Each of the two may wait for the other; of two exceptions the later one holds, whoever agreed on the earlier. Move one of them; if the second is on call behind the first, accept it with that reason.";
    NoRota "no-rota" Note Absence
        "a team on call around the clock whose rota is neither in the matrix nor linked, where others' are"
        "It can be called at any hour, and who that is tonight has to be found out elsewhere. Add a rota under `rotas`, or `rota: https://…` where it is kept.";
    UnusedParty "unused-party" Warning Whole
        "a party that nothing refers to"
        "It is out of date or misspelt elsewhere, and whoever reads the matrix believes that it carries something. Drop it, or name it where it belongs.";

    PlaceholderAddress "placeholder-address" Warning Presence
        "an address that only holds the place of one"
        "It is shown and can't be dialled. Put the real one in; until then people lose a minute to find that out.";
    ImpossibleAddress "impossible-address" Warning Presence
        "an address that can't be right"
        "A telephone number has at most 15 digits (ITU-T E.164) and more than two; a web address has a host. Whoever dials it reaches nobody.";
    ReservedDomain "reserved-domain" Note Presence
        "an address under a domain that is reserved"
        "Names under .local, .test, .example, .invalid, .localhost and example.com mean nothing outside of one network or one document (RFC 2606, RFC 6761, RFC 6762). If it is an internal mail domain, allow this rule for the matrix.";

    LevelGap "level-gap" Warning Presence
        "a time between two levels in which none is active"
        "In that time nobody is to be called. Let the window of the next level begin where the one before it ends.";
    LevelOverlap "level-overlap" Warning Presence
        "two levels are active at the same time"
        "Two answers to whom to call now, and each level may wait for the other. Let one end where the next begins.";
    LevelsOutOfOrder "levels-out-of-order" Error Presence
        "a level begins before the one above it in the list"
        "Levels are numbered by their order; out of order, level 3 comes before level 2. `own check --fix` puts them in order.";
    NoFirstLevel "no-first-level" Warning Presence
        "the first level begins after the start of the incident"
        "In the first minutes nobody is to be called. Let the first window begin at 0m.";
    EmptyLevel "empty-level" Warning Absence
        "a level that calls nobody, or a policy without a level"
        "Its time passes without anybody being called. Name its contacts, or drop the level.";
    LevelPartlyCovered "level-partly-covered" Warning Presence
        "a level some of whose contacts can be reached in business hours only"
        "Whom they stand for is without that level at other hours. Say who takes their calls then: another contact of the level that covers 24/7, with `for`.";
    LevelContactUnassigned "level-contact-unassigned" Warning Presence
        "a level lists several contacts and doesn't say whose calls each takes"
        "At three in the morning there is no time to try them in turn. Say with `for` whose escalations each of them takes.";
    TeamNotCalled "team-not-called" Warning Whole
        "a team that does areas, and that the first level has no contact for"
        "Its incidents begin with a search for a number. Add it to the first level, or say with `for` who takes its calls.";
    ResponseOutlastsWindow "response-outlasts-window" Warning Presence
        "a level may take longer to answer than its window lasts"
        "The next level is called while this one is still in time to answer. Shorten the response, or move the end of the window.";
    SlowerThanServiceLevel "slower-than-service-level" Warning Presence
        "the first level answers later than a system's service level promises"
        "The promise is broken by whoever keeps to the policy. Bring the two together, or let the system follow a faster policy.";

    ServiceLevelWithoutCover "service-level-without-cover" Warning Whole
        "a system with a service level, and nobody on call around the clock for it"
        "Availability is promised at all hours and looked after in some. Name an owner or a primary that covers 24/7, or say what holds at other hours.";
    DowntimeMismatch "downtime-mismatch" Warning Presence
        "a stated downtime that isn't what the availability allows"
        "One of the two figures is wrong, and people will keep to the milder one. Months are reckoned with 30 days; `own show SYSTEM` computes it.";
    DowntimeRounded "downtime-rounded" Note Presence
        "a stated downtime that is the allowed one, rounded"
        "It is near enough to plan by and not what a report will compute. Write the exact figure, or accept it.";
    TargetsContradict "targets-contradict" Warning Presence
        "a recovery that may take longer than the downtime of a whole month"
        "One recovery that keeps to its target breaks the availability target of the system. Tighten the one or relax the other.";
    ThresholdTooFine "threshold-too-fine" Note Presence
        "a threshold that the measurement can't see"
        "So few samples fall into the time that a single failure passes the threshold: it says `any one failure` and looks like a rate. Measure more often, or say what is meant.";

    DeprecatedWithoutMigration "deprecated-without-migration" Warning Absence
        "a deprecated system without a migration"
        "It is on its way out and nobody says where to, by whom and when. Add `migration`.";
    MigrationWithoutStart "migration-without-start" Note Presence
        "a migration in weeks that doesn't say when the first one begins"
        "Week 3 is then a matter of memory. Name the start in `migration: { start: 2026-01-05 }`, or in the plan that it belongs to.";
    MigrationUnmapped "migration-unmapped" Note Presence
        "a migration whose phases and bands of weeks are of different number"
        "Which phase runs in which weeks is left to the reader. Give each band the phases that it holds, or one band to each phase.";
    NoDuties "no-duties" Note Absence
        "a system without operational procedures, where others have them"
        "Nobody is told to look at it, so somebody does or nobody does. Add `duties`, or accept that it needs none.";
    NoContacts "no-contacts" Note Absence
        "a system without contacts, where others have them"
        "Whoever asks for it gets names and no address. Add `contacts`, or accept that the parties' own are enough.";
    NoServiceLevel "no-service-level" Note Absence
        "a system without a service level, where others have one"
        "How long it may be down is decided when it is down. Add `service_level`, or accept that nothing is promised.";

    ReviewOverdue "review-overdue" Warning Presence
        "the review of the matrix is overdue"
        "An answer from a matrix that nobody has looked at since is an answer of that day. Review it, and set the next date.";
    ReviewOffCycle "review-off-cycle" Warning Presence
        "a due date that doesn't follow from the last update and the cycle"
        "Either the date or the cycle is out of date, and the reminder comes at the wrong time. Set `due` to the update plus one cycle.";
    AmbiguousCadence "ambiguous-cadence" Warning Presence
        "a cadence that has two meanings"
        "Bi-annual is twice a year to some and every two years to others; an audit that is due in six months or in two years will be missed by one of them. Write `semi-annual` or `biennial`.";
    NoCadence "no-cadence" Note Absence
        "an audit that doesn't say how often"
        "What recurs without a date is done once, and then when somebody remembers. Add `every`.";
    ClaimMismatch "claim-mismatch" Warning Whole
        "a count that the text claims and that the matrix contradicts"
        "Something is missing in the matrix, or the text counts what is gone. Add the missing ones, or correct the claim.";
    NoCalendar "no-calendar" Note Whole
        "business hours are spoken of, and which hours they are isn't said"
        "Whether it is business hours is then the asker's guess, and both response times are shown. Add a `calendar`.";
    HolidaysRunOut "holidays-run-out" Warning Presence
        "a calendar whose dated holidays are all over in less than three months"
        "A holiday with a date holds once: without the next ones, business hours are promised on days on which nobody works. Add the holidays of the year to come; those that fall on the same day each year need no year.";
    SameWords "same-words" Note Whole
        "the same words name things of different kinds"
        "`own find` tells them apart by kind; people in a hurry don't. Make the names longer where they mean different things.";

    ChangeWithoutApprover "change-without-approver" Warning Absence
        "a change category that nobody is said to approve"
        "Whether a change may be made is then up to whoever makes it. Add `approval`; for pre-approved changes say how, as in `approval: { how: pre-approved by procedure }`.";
    ChangeWithoutExample "change-without-example" Warning Absence
        "a change category without an example"
        "`own change` finds a category by its examples: this one is never found. Add the changes that people make most.";
    ExampleClaimedTwice "example-claimed-twice" Warning Presence
        "an example that two categories claim"
        "The same change is approved in two ways, and the easier one will be taken. Say in one of them what sets it apart.";
    ExampleOverlap "example-overlap" Note Presence
        "an example that a more general one of another category includes"
        "A security patch is a software update: the change falls in both, and `own change` shows the strictest. Word the general one so that it leaves the other out.";
    ApprovalDiffers "approval-differs" Warning Presence
        "the category and the change process name different approvers"
        "Who asks for approval finds two answers and takes the quicker one. Say the same in both.";

    ToBeDone "to-be-done" Error Presence
        "TBD, TODO, a question mark or the like stands where a name should"
        "It was to be filled in, and at three in the morning it isn't. Put the name in, or drop the entry so that the gap is reported as one.";
    UnusedAcceptance "unused-acceptance" Warning Whole
        "an acceptance that no longer suppresses anything"
        "What was accepted is mended, or has moved: the next one of its kind would be accepted unseen. Drop the acceptance.";
}
