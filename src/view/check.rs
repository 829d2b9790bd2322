//! `own check`: findings as a table, for documents and CSV, and rules.

use super::explain::explained;
use super::{Block, Columns, Grid, Page, Pages, Run};
use crate::check::{FindingCard, RuleCard};

impl Pages for FindingCard {
    const COLUMNS: Columns = Columns::flat("severity rule file line column end_column message help fixable");

    fn page(findings: &[Self]) -> Page {
        if findings.is_empty() {
            return vec![Block::line(Run::plain("Nothing is wrong."))];
        }
        let table = Grid::of(findings)
            .column("severity", |finding| Run::strong(finding.severity))
            .column("rule", |finding| finding.rule)
            .column("place", |finding| Run::faint(place(finding)))
            .column("message", |finding| Run::plain(&finding.message))
            .column("help", |finding| Run::plain(finding.help.as_deref().unwrap_or_default()));
        vec![table.block()]
    }
}

/// `file:line:column`, as far as there is one.
fn place(finding: &FindingCard) -> String {
    let parts =
        [finding.file.clone(), finding.line.map(|line| line.to_string()), finding.column.map(|at| at.to_string())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(":")
}

impl Pages for RuleCard {
    const COLUMNS: Columns = Columns::flat("code severity settable what why");

    fn page(rules: &[Self]) -> Page {
        if let [rule] = rules {
            let about = if rule.settable { rule.severity.as_str() } else { "error, can't be set" };
            return explained(rule.code, about, [rule.what, rule.why]);
        }
        let severity = |rule: &Self| if rule.settable { Run::plain(rule.severity) } else { Run::faint("invalid") };
        let table = Grid::of(rules)
            .column("rule", |rule| Run::strong(rule.code))
            .column("severity", severity)
            .column("what it finds", |rule| rule.what);
        vec![table.block()]
    }
}
