//! Whether a measured value passes the threshold of a metric, and whom that concerns.

use super::concern::{self, ConcernedLevel, ConcernedParty};
use crate::matrix::threshold::Comparison;
use crate::matrix::{Called, Duration, Matrix, Quantity, SystemId, Target, Threshold};
use crate::query::{Answer, At, Caveats, Named, SystemCard, Unanswered, card, resolve, things};

answer! {
    /// Whether a threshold is passed.
    pub(crate) struct Verdict {
        /// The metric.
        pub metric: Named,
        /// What was measured.
        pub value: String,
        /// How long it has been so.
        pub during: Option<String>,
        /// Whether the threshold for escalation is passed.
        pub passed: bool,
        /// Why, in words.
        pub because: String,
        /// The threshold, as the matrix writes it.
        pub threshold: String,
        /// What the threshold is of, where its words say: `actual`, `data loss`.
        pub threshold_of: Option<String>,
        /// The target, as the matrix writes it.
        pub target: Option<String>,
        /// Whether the value meets the target; `null` where the target isn't written as a limit.
        pub meets_target: Option<bool>,
        /// How it is measured.
        pub measurement: Option<String>,
        /// The system that was asked about.
        pub system: Option<SystemCard>,
        /// Whom it concerns in that system.
        pub concerns: Vec<ConcernedParty>,
        /// Without a system: the levels whose scope or triggers speak of it.
        pub levels: Vec<ConcernedLevel>,
        /// Position of the metric in the source.
        pub at: At,
    }
}

pub(super) fn answer(
    matrix: &Matrix,
    system: Option<SystemId>,
    metric: &str,
    value: Quantity,
    during: Option<Duration>,
) -> Result<Answer<Verdict>, Unanswered> {
    let target = target(matrix, metric)?;
    let (written, threshold) = threshold(target)?;
    let passed = passed(target, &threshold, value, during)?;
    let aim = target.target.as_ref().map(|aim| aim.value.clone());
    let mut caveats = Caveats::default();
    let (concerns, levels) = match system {
        Some(id) => (concern::concerned(matrix, id, target, &mut caveats), Vec::new()),
        None => (Vec::new(), concern::levels(matrix, target, &mut caveats)),
    };
    let verdict = Verdict {
        metric: Named { id: things::slug(&target.metric), name: target.metric.clone() },
        value: value.to_string(),
        during: during.map(|during| Quantity::from(during).to_string()),
        passed,
        because: because(&threshold, value, during),
        threshold: written.to_owned(),
        threshold_of: threshold.of.clone(),
        meets_target: aim.as_ref().and_then(|aim| aim.parse::<Threshold>().ok()?.is_met_by(value)),
        target: aim,
        measurement: target.measurement.as_ref().map(|measurement| measurement.value.clone()),
        system: system.map(|id| card::system(matrix, id)),
        concerns,
        levels,
        at: card::at(matrix, target.place),
    };
    Ok(Answer::new("threshold", vec![verdict], caveats))
}

/// The metric that a text names.
fn target<'m>(matrix: &'m Matrix, typed: &str) -> Result<&'m Target, Unanswered> {
    let ids: Vec<String> = matrix.targets.iter().map(|target| things::slug(&target.metric)).collect();
    let called =
        matrix.targets.iter().zip(&ids).map(|(target, id)| (target, Called { id, name: &target.metric, aliases: &[] }));
    resolve::one("metric", typed, called).map_err(|none| {
        none.or_hint(|| {
            let metrics: Vec<&str> = matrix.targets.iter().map(|target| target.metric.as_str()).collect();
            if metrics.is_empty() {
                "the matrix has none".to_owned()
            } else {
                format!("metrics are: {}", metrics.join(", "))
            }
        })
    })
}

/// The threshold of a metric, as it is written and as a limit.
fn threshold(target: &Target) -> Result<(&str, Threshold), Unanswered> {
    let Some(written) = &target.threshold else {
        let message = format!("{} has no threshold", target.metric);
        return Err(Unanswered::nobody(message, Vec::new()));
    };
    if let Ok(threshold) = written.value.parse() {
        return Ok((&written.value, threshold));
    }
    let message = format!("the threshold of {} is in words, so a person decides: `{written}`", target.metric);
    Err(Unanswered::nobody(message, Vec::new()))
}

/// Whether the value has been beyond the limit for long enough.
fn passed(
    target: &Target,
    threshold: &Threshold,
    value: Quantity,
    during: Option<Duration>,
) -> Result<bool, Unanswered> {
    let Some(beyond) = threshold.is_met_by(value) else {
        let message = format!(
            "{value} is {}, and the threshold of {} is {}: {}",
            value.kind(),
            target.metric,
            threshold.limit.kind(),
            threshold.limit
        );
        return Err(Unanswered::misuse(message, Vec::new()));
    };
    match (beyond, threshold.during, during) {
        (true, Some(long), Some(during)) => Ok(during >= long),
        (true, Some(long), None) => {
            let message = format!(
                "{value} passes the threshold of {} after {}: say with --during how long it has lasted",
                target.metric,
                Quantity::from(long)
            );
            Err(Unanswered::misuse(message, Vec::new()))
        }
        (beyond, ..) => Ok(beyond),
    }
}

fn because(threshold: &Threshold, value: Quantity, during: Option<Duration>) -> String {
    let (is, limit) = (threshold.is_met_by(value) == Some(true), threshold.limit);
    let side = match threshold.comparison {
        Comparison::More => "more than",
        Comparison::AtLeast => "at least",
        Comparison::Less => "less than",
        Comparison::AtMost => "at most",
    };
    let beyond = format!("{value} is {}{side} {limit}", if is { "" } else { "not " });
    let (long, so_far) = (threshold.during.map(Quantity::from), during.map(Quantity::from));
    match (is, long.zip(so_far)) {
        (true, Some((long, so_far))) if during >= threshold.during => {
            format!("{beyond}, and has been for {so_far}: {long} or longer")
        }
        (true, Some((long, so_far))) => format!("{beyond}, and has been for {so_far}: not yet {long}"),
        _ => beyond,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::unanswered::Why;

    fn matrix() -> Matrix {
        let yaml = "version: 1\nteams:\n  crew: { name: Crew }\n  boss: { name: Boss }\nsystems:\n  shop:\n    name: Shop\n    \
            owners: { system: boss }\n    areas:\n      backup: { name: Backup, primary: crew }\n      other: { name: Other, primary: boss }\n\
            service_levels:\n  - { metric: Response Time, target: \"<100ms average\", threshold: \">200ms for 5 minutes\" }\n  \
            - { metric: Backup Success, target: \"99.9%\", threshold: \"<99% for 1 week\" }\n  \
            - { metric: Recovery, target: soon, threshold: \">4 hours actual\" }\n  \
            - { metric: Mood, threshold: when people complain }\n  - { metric: Colour, target: green }\n";
        crate::source::from_texts([("test.yaml".to_owned(), yaml.to_owned())]).unwrap()
    }

    fn asked(metric: &str, value: &str, during: Option<u64>) -> Result<Verdict, Unanswered> {
        let value = value.parse().unwrap();
        let during = during.map(|minutes| Duration::from_seconds(minutes * 60));
        answer(&matrix(), None, metric, value, during).map(|mut answer| answer.results.remove(0))
    }

    #[test]
    fn a_threshold_is_passed_by_more_for_long_enough() {
        let passed = |value: &str, minutes| asked("response", value, Some(minutes)).unwrap().passed;
        assert!(passed("250ms", 6) && passed("250ms", 5));
        assert!(!passed("250ms", 4) && !passed("200ms", 60));
        assert!(asked("backup success", "98.9%", Some(7 * 1440)).unwrap().passed);
        assert!(asked("recovery", "5h", None).unwrap().passed);
        assert!(!asked("response", "150ms", None).unwrap().passed, "below the limit it doesn't matter how long");
    }

    #[test]
    fn a_target_is_met_where_it_is_a_limit() {
        assert_eq!(asked("response", "50ms", None).unwrap().meets_target, Some(true));
        assert_eq!(asked("response", "150ms", None).unwrap().meets_target, Some(false));
        assert_eq!(asked("backup", "100%", None).unwrap().meets_target, None, "which side of 99.9% isn't written");
        assert_eq!(asked("recovery", "1h", None).unwrap().meets_target, None);
    }

    #[test]
    fn what_cannot_be_reckoned_is_said() {
        let why = |metric: &str, value: &str| asked(metric, value, None).unwrap_err().why;
        assert_eq!(why("response", "250ms"), Why::WrongUse, "how long is missing");
        assert_eq!(why("response", "99%"), Why::WrongUse, "no time");
        assert_eq!(why("mood", "1h"), Why::NamesNobody);
        assert_eq!(why("colour", "1h"), Why::NamesNobody);
        assert_eq!(why("re", "1h"), Why::NothingFits, "two begin so");
        assert!(asked("mood", "1h", None).unwrap_err().message.starts_with("the threshold of Mood is in words"));
    }

    #[test]
    fn it_concerns_owners_and_who_does_what_speaks_of_it() {
        let of = |metric: &str| {
            let answer = answer(&matrix(), Some(SystemId(0)), metric, "1%".parse().unwrap(), Some(Duration::default()));
            let verdict = answer.unwrap().results.remove(0);
            verdict
                .concerns
                .into_iter()
                .map(|one| format!("{}: {}", one.parts[0].part, one.party.id))
                .collect::<Vec<_>>()
        };
        assert_eq!(of("backup"), ["primary of Backup: crew", "System Owner: boss"]);
    }
}
