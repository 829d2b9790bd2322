//! How bad each rule is in a run.

use crate::diagnostic::{Rule, Severity};
use crate::matrix::Matrix;
use crate::text::nearest::nearest;

/// The word for all rules.
const ALL: &str = "all";

/// Severities that a run sets. A code goes before `all`, and what a run sets before what the matrix sets.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Settings {
    all: Option<Set>,
    rules: Vec<(Rule, Option<Severity>)>,
}

/// What a run sets for all rules: a severity, or that none is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Set(Option<Severity>);

/// A code that no rule has, or one that can't be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UnknownRule(pub String);

impl Settings {
    /// Settings from codes, or `all`, to be errors, warnings, or not looked at. The stricter of several goes first.
    pub(crate) fn new(deny: &[String], warn: &[String], allow: &[String]) -> Result<Self, UnknownRule> {
        let mut settings = Self::default();
        let lists = [(deny, Some(Severity::Error)), (warn, Some(Severity::Warning)), (allow, None)];
        for (codes, severity) in lists {
            for code in codes {
                if code == ALL {
                    settings.all.get_or_insert(Set(severity));
                } else {
                    settings.rules.push((self::settable(code)?, severity));
                }
            }
        }
        Ok(settings)
    }

    /// The severity of a rule; `None`: it is not looked at.
    pub(crate) fn severity(&self, rule: Rule, matrix: &Matrix) -> Option<Severity> {
        if let Some((_, severity)) = self.rules.iter().find(|(set, _)| *set == rule) {
            return *severity;
        }
        if let Some(Set(severity)) = self.all {
            return severity;
        }
        let verdict = matrix.verdicts.iter().find(|verdict| verdict.rule == rule);
        verdict.map_or(Some(rule.severity()), |verdict| verdict.severity)
    }
}

/// The rule of a code.
pub(crate) fn named(code: &str) -> Result<Rule, UnknownRule> {
    Rule::of_code(code).ok_or_else(|| {
        let near = nearest(code, Rule::ALL.iter().map(|rule| rule.code()));
        let advice = near
            .map_or_else(|| "`own check --rules` lists the codes".to_owned(), |near| format!("did you mean `{near}`?"));
        UnknownRule(format!("no rule has the code `{code}`; {advice}"))
    })
}

fn settable(code: &str) -> Result<Rule, UnknownRule> {
    match named(code)? {
        rule if rule.is_fault() => Err(UnknownRule(format!(
            "`{rule}` can't be set: a matrix that has it isn't valid, and no question can be asked of it"
        ))),
        rule => Ok(rule),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Place, Verdict};

    fn settings(deny: &[&str], warn: &[&str], allow: &[&str]) -> Result<Settings, UnknownRule> {
        let own = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
        Settings::new(&own(deny), &own(warn), &own(allow))
    }

    #[test]
    fn a_code_goes_before_all_and_the_run_before_the_matrix() {
        let verdict = Verdict { rule: Rule::NoSecondary, severity: None, place: Place::default() };
        let matrix = Matrix { verdicts: vec![verdict], ..Matrix::default() };
        let of = |settings: Result<Settings, UnknownRule>, rule| settings.unwrap().severity(rule, &matrix);
        assert_eq!(of(settings(&[], &[], &[]), Rule::NoPrimary), Some(Severity::Error));
        assert_eq!(of(settings(&[], &[], &[]), Rule::NoSecondary), None);
        assert_eq!(of(settings(&["all"], &[], &["no-primary"]), Rule::NoPrimary), None);
        assert_eq!(of(settings(&["all"], &[], &["no-primary"]), Rule::NoSecondary), Some(Severity::Error));
        assert_eq!(of(settings(&[], &["no-secondary"], &["all"]), Rule::NoSecondary), Some(Severity::Warning));
        assert_eq!(of(settings(&["all"], &["all"], &["all"]), Rule::NoCalendar), Some(Severity::Error));
    }

    #[test]
    fn unknown_codes_and_faults_are_refused() {
        let message = |settings: Result<Settings, UnknownRule>| settings.unwrap_err().0;
        assert!(message(settings(&["no-primry"], &[], &[])).contains("did you mean `no-primary`?"));
        assert!(message(settings(&[], &[], &["syntax"])).starts_with("`syntax` can't be set"));
    }
}
