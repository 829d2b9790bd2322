//! Findings and rules as answers: plain typed values that serialise.

use crate::diagnostic::{Finding, Rule, Severity};
use crate::matrix::Place;
use crate::query::{Answer, Caveats, Code};
use crate::source::Sources;

answer! {
    /// A finding.
    pub(crate) struct FindingCard {
        /// The code of its rule.
        pub rule: &'static str,
        pub severity: Severity,
        /// What is wrong, in one line.
        pub message: String,
        /// What to do; `null` if that isn't known.
        pub help: Option<String>,
        /// The file; `null` where it is the matrix as a whole that is wrong.
        pub file: Option<String>,
        /// Line, from 1; `null` where it is the file as a whole.
        pub line: Option<u32>,
        /// Column in characters, from 1.
        pub column: Option<u32>,
        /// Column behind the last character, from 1.
        pub end_column: Option<u32>,
        /// Whether `--fix` can fix it.
        pub fixable: bool,
        /// Other places that belong to it.
        pub related: Vec<RelatedCard>,
    }
}

answer! {
    /// Another place that belongs to a finding.
    pub(crate) struct RelatedCard {
        /// Why it belongs to it.
        pub label: String,
        /// The file.
        pub file: String,
        /// Line, from 1.
        pub line: u32,
        /// Column in characters, from 1.
        pub column: u32,
        /// Column behind the last character, from 1.
        pub end_column: u32,
    }
}

answer! {
    /// A rule.
    pub(crate) struct RuleCard {
        /// Its code.
        pub code: &'static str,
        /// Unless the matrix or the run sets another.
        pub severity: Severity,
        /// Whether its severity can be set; that of a rule without which a matrix isn't valid can't.
        pub settable: bool,
        /// What it finds, in one line.
        pub what: &'static str,
        /// Why it matters, and how to fix it.
        pub why: &'static str,
    }
}

/// Findings as an answer, which says how many it omits.
pub(crate) fn findings(findings: &[&Finding], omitted: usize, sources: &Sources) -> Answer<FindingCard> {
    let file = |index: u32| sources.file(index).map(|file| file.name.clone()).unwrap_or_default();
    let related = |(place, label): &(Place, String)| RelatedCard {
        label: label.clone(),
        file: file(place.file),
        line: place.line,
        column: place.column,
        end_column: place.end_column,
    };
    let card = |finding: &&Finding| FindingCard {
        rule: finding.rule.code,
        severity: finding.severity,
        message: finding.message.clone(),
        help: finding.help.clone(),
        file: finding.place().0.map(file),
        line: finding.span.map(|span| span.line),
        column: finding.span.map(|span| span.column),
        end_column: finding.span.map(|span| span.end_column),
        fixable: finding.fix.is_some(),
        related: finding.related.iter().map(related).collect(),
    };
    let mut caveats = Caveats::default();
    if omitted > 0 {
        let message = format!("{omitted} more: `--max-findings {}` shows all", findings.len() + omitted);
        caveats.add(Code::FindingsOmitted, message, None);
    }
    Answer::new("finding", findings.iter().map(card).collect(), caveats)
}

/// Rules as an answer.
pub(crate) fn rules(rules: &[Rule]) -> Answer<RuleCard> {
    let card = |rule: &Rule| RuleCard {
        code: rule.code,
        severity: rule.severity,
        settable: !rule.is_fault(),
        what: rule.what,
        why: rule.why,
    };
    Answer::new("rule", rules.iter().map(card).collect(), Caveats::default())
}
