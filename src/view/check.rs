//! `own check`: findings as a table, for documents and CSV, and rules.

use super::Pages;
use crate::check::{FindingCard, RuleCard};
use crate::view::columns::Columns;
use crate::view::page::{Block, Page, Run, Table};

impl Pages for FindingCard {
    const COLUMNS: Columns = Columns::flat("severity rule file line column end_column message help fixable");

    fn page(findings: &[Self]) -> Page {
        if findings.is_empty() {
            return Page { blocks: vec![Block::Text(vec![vec![Run::plain("Nothing is wrong.")]])] };
        }
        let header = ["severity", "rule", "place", "message", "help"].map(str::to_owned).into();
        let cell = |run: Run| vec![vec![run]];
        let cells = |finding: &Self| {
            vec![
                cell(Run::strong(finding.severity)),
                cell(Run::plain(finding.rule)),
                cell(Run::faint(place(finding))),
                cell(Run::plain(&finding.message)),
                cell(Run::plain(finding.help.as_deref().unwrap_or_default())),
            ]
        };
        Page { blocks: vec![Block::Table(Table { header, rows: findings.iter().map(cells).collect() })] }
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
            let about = if rule.settable { rule.severity.to_string() } else { "error, can't be set".to_owned() };
            let heading = vec![Run::strong(rule.code), Run::faint(format!("  {about}"))];
            let text = [rule.what, "", rule.why].map(|text| vec![Run::plain(text)]);
            return Page { blocks: vec![Block::Heading(1, heading), Block::Text(text.into())] };
        }
        let header = ["rule", "severity", "what it finds"].map(str::to_owned).into();
        let cells = |rule: &Self| {
            let severity = if rule.settable { Run::plain(rule.severity) } else { Run::faint("invalid") };
            [Run::strong(rule.code), severity, Run::plain(rule.what)].map(|run| vec![vec![run]]).into()
        };
        Page { blocks: vec![Block::Table(Table { header, rows: rules.iter().map(cells).collect() })] }
    }
}
