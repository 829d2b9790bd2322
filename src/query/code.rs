//! The codes of warnings, with their meaning and what to do.

/// Declares the codes: variant, code, meaning, what to do.
macro_rules! codes {
    ($($variant:ident $code:literal $what:literal $help:literal;)*) => {
        words! {
            /// Which caveat. The codes are stable; scripts may look for them.
            pub(crate) enum Code {
                $(#[doc = $what] $variant = $code,)*
            }
        }

        impl Code {
            /// Whether it is about an address that nobody can use.
            pub(crate) const fn is_of_placeholder(self) -> bool {
                matches!(self, Self::PlaceholderPhone | Self::PlaceholderAddress)
            }

            /// What it means, in one line.
            pub(crate) const fn what(self) -> &'static str {
                match self {
                    $(Self::$variant => $what,)*
                }
            }

            /// What to do about it.
            pub(crate) const fn help(self) -> &'static str {
                match self {
                    $(Self::$variant => $help,)*
                }
            }
        }
    };
}

codes! {
    DeprecatedSystem "deprecated-system"
        "the system is deprecated"
        "Its owners still answer for it. `own show SYSTEM` shows what replaces it, and when.";
    RetiredSystem "retired-system"
        "the system is retired"
        "Nobody may answer for it any more. `own show SYSTEM` shows what replaced it.";
    PlaceholderParty "placeholder-party"
        "the answer names a placeholder, such as \"Service Owner\""
        "Nobody can be called under that name. Find out whom it stands for, and name that party in the matrix.";
    PartyNotDescribed "party-not-described"
        "the answer names a party that the matrix doesn't describe"
        "The matrix has its name only. Add its members and contacts, and remove `described: false`.";
    NoContact "no-contact"
        "a party has no address"
        "Call another party of the row, and add `contacts` to this one.";
    PlaceholderPhone "placeholder-phone"
        "a telephone number is a placeholder, such as +1-XXX-XXX-XXXX"
        "Don't dial it. Use another address of the party, and write the real number into the matrix.";
    PlaceholderAddress "placeholder-address"
        "an address other than a telephone number is a placeholder"
        "Don't use it. Use another address of the party, and write the real one into the matrix.";
    NoSeverityPolicy "no-severity-policy"
        "the system has policies by severity, and none for the one that was asked about"
        "The answer follows its default policy. Ask with one of the severities that the warning lists.";
    SeveralSeverities "several-severities"
        "alerts state several severities that have policies of their own"
        "The answer follows the default policy. Choose one with --severity.";
    BusinessHoursOnly "business-hours-only"
        "a party is on call in business hours only"
        "At other hours, call those under `then`, or the next level of `own escalate`.";
    NotAtThisHour "not-at-this-hour"
        "a party can't be reached at the moment that is asked about"
        "Call those under `then`, or wait until the time in brackets.";
    NobodyOnCall "nobody-on-call"
        "nobody at a level is on call at the moment that is asked about"
        "Go to the next level. `own gaps` lists all hours without cover.";
    LevelPassedOver "level-passed-over"
        "a level ends before the hours begin for which it waits"
        "The level before stays active instead. `own show POLICY` shows the `hours` and the `window` of its levels.";
    EveryoneAway "everyone-away"
        "a person, or everyone who holds a role or belongs to a team, is away"
        "Call those under `then`, or the next level of `own escalate`. Name somebody else for the absence in the matrix.";
    NoPrimary "no-primary"
        "an area has no primary"
        "Call its secondary or escalation contact, and name a primary in the matrix.";
    NoLevelContact "no-level-contact"
        "a level has no contact for this system or team"
        "Call the contacts that the level has, or go to the next level. Add a contact with `for` to the level.";
    PrimaryInNoLevel "primary-in-no-level"
        "no level of the policy calls the primary of the row"
        "`own escalate` calls it first, at level 1. Add it to level 1, or write `call: [primary]` there.";
    AssignmentEnded "assignment-ended"
        "the last day of a party in a cell, or of an owner, is over"
        "Call the others of the row. Ask the party who took over, and correct the matrix.";
    LevelContactUnassigned "level-contact-unassigned"
        "a level doesn't say which of its contacts takes these calls"
        "Try its contacts in order. Add `for: [team]` to each contact of the level.";
    SlowerThanServiceLevel "slower-than-service-level"
        "a level answers more slowly than the service level of the system promises"
        "Call the next level before the promise is broken. Correct the `response` of the level, or the service level.";
    ResponseOutlastsWindow "response-outlasts-window"
        "the response time of a level is longer than its window"
        "The next level begins before this one has to answer. Correct the `response` or the `window`.";
    EscalationSkipsLevels "escalation-skips-levels"
        "the escalation contact of the row is beyond the next level"
        "Follow the levels of the policy, unless the escalation contact has to know at once.";
    EscalationIsNotApproval "escalation-is-not-approval"
        "the row names an approval but no escalation contact, or the reverse"
        "Don't take one for the other: an approval decides on a change, an escalation contact helps in an incident.";
    NoCalendar "no-calendar"
        "the matrix has no calendar, so that business hours are unknown"
        "Choose with --business-hours or --off-hours, or add a `calendar` to the matrix.";
    NoActiveLevel "no-active-level"
        "no level is active at the elapsed time"
        "The message says when the next level begins. Close the gap between the windows of the levels.";
    SeveralActiveLevels "several-active-levels"
        "several levels are active at the elapsed time"
        "Call all of them. Make each `window` begin where the one before ends.";
    AreaNotSystem "area-not-system"
        "the text names an area, not a system"
        "The answer is that area. Write `own who SYSTEM AREA` in scripts.";
    SameNameChild "same-name-child"
        "a child of the system has the same name"
        "The answer is about the parent. Name the child by its id.";
    MoreRows "more-rows"
        "a list of the answer has more rows than it shows"
        "Ask about one system to see the others.";
    PartialMatch "partial-match"
        "only a part of the text matches"
        "Check that the result is what you meant, or use more words of its name.";
    NoAreaForChange "no-area-for-change"
        "no area of the system mentions the change"
        "Name the area with --area, or ask `own who SYSTEM` for the areas.";
    ApprovalStatedTwice "approval-stated-twice"
        "the matrix states an approval twice, in different words"
        "Ask both, and make the two statements agree.";
    AmbiguousCadence "ambiguous-cadence"
        "a cadence has two meanings, such as bi-annual"
        "Ask which is meant, and write `semi-annual` or `biennial`.";
    NoCadence "no-cadence"
        "the matrix doesn't say how often something is done"
        "Add `every` to the duty.";
    NoDays "no-days"
        "a duty has no days: it is done all the time or as needed"
        "It is not in the calendar. `own duties` lists it.";
    RotaElsewhere "rota-elsewhere"
        "an external rota has the turns of a party"
        "Open the link to see who is on call.";
    MigrationWithoutStart "migration-without-start"
        "a migration has no start, so that its weeks have no dates"
        "Add `start` to the migration, or pass --from.";
    MigrationUnmapped "migration-unmapped"
        "the phases of a migration have no weeks"
        "Ask its owner which weeks each phase takes, and add them to the timeline.";
    ServiceLevelOfWhole "service-level-of-whole"
        "the service level is that of the parent system"
        "It holds for the parent as a whole. Add `service_level` to the system if it has its own.";
    NoServiceLevel "no-service-level"
        "a system has no service level, and its parents have none"
        "Nothing is promised. Add `service_level` to the system.";
    DowntimeStatedTwice "downtime-stated-twice"
        "the stated downtime isn't what the availability allows"
        "Correct `availability` or `downtime_per_month`, or leave out the second.";
    NoAreaForMetric "no-area-for-metric"
        "no area of a system mentions the metric"
        "Only the owners are shown. Ask `own who SYSTEM` for the areas.";
    AlertResolved "alert-resolved"
        "the alert says that it is over"
        "Look whether it is, before you call anybody.";
    FoldersBeforeTop "folders-before-top"
        "no selector fits a path from the top, and one fits without its first folders"
        "Check that the folders left out are those of a container or a build.";
    NamesNobody "names-nobody"
        "the matrix names nobody for a part of what was asked"
        "`own gaps` lists everything that has no owner.";
    MatrixNotValid "matrix-not-valid"
        "the matrix can't be read or isn't valid"
        "`own check` lists what is wrong.";
    BrokenCommit "broken-commit"
        "the matrix of a commit in a history doesn't load"
        "Its changes are shown at the next commit that loads. `own check --rev COMMIT` shows what is wrong there.";
    HistoryCut "history-cut"
        "the clone is shallow, so earlier commits are missing"
        "Fetch the rest with `git fetch --unshallow`. In CI, check out with the complete history. `own fetch` downloads one commit: clone the repository of a remote matrix.";
    BuiltInMatrix "built-in-matrix"
        "the built-in matrix answers, although nobody selected it"
        "It is an example, not your organisation. Name yours with --matrix or `OWN_MATRIX`, or write one with `own init`; `--matrix built-in` selects it without this warning.";
    RemoteOutdated "remote-outdated"
        "the remote matrix was downloaded longer ago than `max_age` allows"
        "The answer may be out of date. `own fetch` downloads the newest version; `max_age` is in own/config.yaml.";
    FindingsOmitted "findings-omitted"
        "there are more findings than are shown"
        "The most severe are shown. `own check --max-findings N` shows more.";
    ReviewDue "review-due"
        "the review of the matrix is due today"
        "Review the matrix, then set `review.due` to the next date.";
    ReviewOverdue "review-overdue"
        "the review of the matrix is overdue"
        "Answers may be out of date. Review the matrix, then set `review.due` to the next date.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_says_what_it_means_and_what_to_do() {
        for code in Code::ALL {
            assert!(!code.what().ends_with('.') && code.what().len() <= 80, "{code}: {}", code.what());
            assert!(code.help().ends_with('.'), "{code}: {}", code.help());
        }
    }
}
