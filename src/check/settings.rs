//! The severity of each rule in a run.

use crate::diagnostic::{Rule, Severity};
use crate::matrix::Matrix;
use crate::text::nearest::nearest;

/// The word for all rules.
const ALL: &str = "all";

/// Severities that a run sets for single rules, and for all (`None`). A single rule wins over `all`, and the run wins over
/// the matrix. A rule without severity is skipped.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Settings(Vec<(Option<Rule>, Option<Severity>)>);

impl Settings {
    /// Settings from lists of codes, or `all`. The strictest of several for one rule wins.
    pub(crate) fn new(deny: &[String], warn: &[String], allow: &[String]) -> Result<Self, String> {
        let mut settings = Self::default();
        let lists = [(deny, Some(Severity::Error)), (warn, Some(Severity::Warning)), (allow, None)];
        for (codes, severity) in lists {
            for code in codes {
                let rule = if code == ALL { None } else { Some(self::settable(code)?) };
                settings.0.push((rule, severity));
            }
        }
        Ok(settings)
    }

    /// The severity of a rule; `None` if it is skipped.
    pub(crate) fn severity(&self, rule: Rule, matrix: &Matrix) -> Option<Severity> {
        let set = |of: Option<Rule>| self.0.iter().find(|(set, _)| *set == of);
        if let Some((_, severity)) = set(Some(rule)).or_else(|| set(None)) {
            return *severity;
        }
        let verdict = matrix.verdicts.iter().find(|verdict| verdict.rule == rule);
        verdict.map_or(Some(rule.severity), |verdict| verdict.severity)
    }
}

/// The rule of a code.
pub(crate) fn named(code: &str) -> Result<Rule, String> {
    Rule::of_code(code).ok_or_else(|| {
        let near = nearest(code, Rule::ALL.iter().map(|rule| rule.code));
        let advice = near
            .map_or_else(|| "`own check --rules` lists the codes".to_owned(), |near| format!("did you mean `{near}`?"));
        format!("no rule has the code `{code}`; {advice}")
    })
}

fn settable(code: &str) -> Result<Rule, String> {
    match named(code)? {
        rule if rule.is_fault() => Err(format!("`{rule}` can't be set: it makes a matrix invalid")),
        rule => Ok(rule),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Place, Verdict};

    fn settings(deny: &[&str], warn: &[&str], allow: &[&str]) -> Result<Settings, String> {
        let own = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
        Settings::new(&own(deny), &own(warn), &own(allow))
    }

    #[test]
    fn a_code_goes_before_all_and_the_run_before_the_matrix() {
        let verdict = Verdict { rule: Rule::NoSecondary, severity: None, place: Place::default() };
        let matrix = Matrix { verdicts: vec![verdict], ..Matrix::default() };
        let of = |settings: Result<Settings, String>, rule| settings.unwrap().severity(rule, &matrix);
        assert_eq!(of(settings(&[], &[], &[]), Rule::NoPrimary), Some(Severity::Error));
        assert_eq!(of(settings(&[], &[], &[]), Rule::NoSecondary), None);
        assert_eq!(of(settings(&["all"], &[], &["no-primary"]), Rule::NoPrimary), None);
        assert_eq!(of(settings(&["all"], &[], &["no-primary"]), Rule::NoSecondary), Some(Severity::Error));
        assert_eq!(of(settings(&[], &["no-secondary"], &["all"]), Rule::NoSecondary), Some(Severity::Warning));
        assert_eq!(of(settings(&["all"], &["all"], &["all"]), Rule::NoCalendar), Some(Severity::Error));
    }

    #[test]
    fn unknown_codes_and_faults_are_refused() {
        let message = |settings: Result<Settings, String>| settings.unwrap_err();
        assert!(message(settings(&["no-primry"], &[], &[])).contains("did you mean `no-primary`?"));
        assert!(message(settings(&[], &[], &["syntax"])).starts_with("`syntax` can't be set"));
    }
}
