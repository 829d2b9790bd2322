//! Findings: what is wrong with a matrix, each with its place, collected over a whole run.

use std::sync::Arc;

use crate::diagnostic::{Rule, Severity};
use crate::limits::FINDINGS_KEPT;
use crate::matrix::Place;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    /// The rule that it breaks.
    pub(crate) rule: Rule,
    /// How bad it is: as the rule says, unless the matrix or the run sets another severity.
    pub(crate) severity: Severity,
    /// Where, if it has a place.
    pub(crate) span: Option<Place>,
    /// The file that is wrong as a whole: an index into the sources. `None` beside `span`, which knows its file.
    pub(crate) file: Option<u32>,
    /// What is wrong, in one line.
    pub(crate) message: String,
    /// What stands under the marker.
    pub(crate) label: Option<String>,
    /// What to do.
    pub(crate) help: Option<String>,
    /// Other places that belong to it, and why.
    pub(crate) related: Vec<(Place, String)>,
    /// The only correct fix, if there is one.
    pub(crate) fix: Option<Fix>,
    /// Fixes that belong to it: all of them are applied, or none.
    pub(crate) more_fixes: Vec<Fix>,
}

/// A text that replaces another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fix {
    pub(crate) file: u32,
    /// The line and column where the replaced text begins.
    pub(crate) from: (u32, u32),
    /// The line and column after its end.
    pub(crate) to: (u32, u32),
    /// The replaced text without quotes, if the fix depends on it. If the file has another text, nothing is replaced.
    pub(crate) was: Option<String>,
    /// Shared by the findings that it fixes.
    pub(crate) text: Arc<str>,
}

impl Fix {
    fn of(place: Place, was: &str, text: Arc<str>) -> Self {
        let (from, to) = ((place.line, place.column), (place.line, place.end_column));
        Self { file: place.file, from, to, was: Some(was.to_owned()), text }
    }
}

/// Findings, in the order in which they were found.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    found: Vec<Finding>,
    /// Places of what may be right and can't be told, because a file can't be read.
    excused: Vec<Place>,
    is_abandoned: bool,
}

impl Finding {
    /// A finding at a place. The default span, which is no place, makes it one of its whole file.
    pub(crate) fn at(rule: Rule, span: Place, message: impl Into<String>) -> Self {
        let (span, file) = if span.line == 0 { (None, Some(span.file)) } else { (Some(span), None) };
        Self { span, file, ..Self::general(rule, message) }
    }

    /// A finding of a whole file.
    pub(crate) fn of_file(rule: Rule, file: u32, message: impl Into<String>) -> Self {
        Self { file: Some(file), ..Self::general(rule, message) }
    }

    /// A finding of the matrix as a whole.
    pub(crate) fn general(rule: Rule, message: impl Into<String>) -> Self {
        let severity = rule.severity;
        Self {
            rule,
            severity,
            span: None,
            file: None,
            message: message.into(),
            label: None,
            help: None,
            related: Vec::new(),
            fix: None,
            more_fixes: Vec::new(),
        }
    }

    /// Adds what stands under the marker.
    pub(crate) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds what to do.
    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        self.help_if(Some(help))
    }

    /// Adds what to do, if that is known.
    pub(crate) fn help_if(mut self, help: Option<impl Into<String>>) -> Self {
        self.help = help.map(Into::into);
        self
    }

    /// Adds the only correct text for its place, if there is one. The caller has checked that it is valid.
    pub(crate) fn fix_if(mut self, was: &str, text: Option<impl Into<String>>) -> Self {
        let text = text.map(Into::into).filter(|text| text != was).map(Arc::from);
        self.fix = self.span.zip(text).map(|(place, text)| Fix::of(place, was, text));
        self
    }

    /// Makes the same fix at other places, too.
    pub(crate) fn fix_too(mut self, was: &str, places: &[Place]) -> Self {
        if let Some(fix) = &self.fix {
            self.more_fixes = places.iter().map(|place| Fix::of(*place, was, fix.text.clone())).collect();
        }
        self
    }

    /// Adds another fix to its own.
    pub(crate) fn fix_also(mut self, place: Place, was: &str, text: &str) -> Self {
        self.more_fixes.extend(self.fix.is_some().then(|| Fix::of(place, was, text.into())));
        self
    }

    /// Adds another place that belongs to it.
    pub(crate) fn related(mut self, span: Place, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }

    /// File, then place in it; what is wrong with a whole file comes before its lines.
    pub(crate) fn place(&self) -> (Option<u32>, Option<Place>) {
        (self.span.map(|span| span.file).or(self.file), self.span)
    }
}

impl Findings {
    /// Adds a finding, unless there are very many.
    pub(crate) fn push(&mut self, fault: Finding) {
        if self.found.len() < FINDINGS_KEPT {
            self.found.push(fault);
        }
    }

    /// Adds a finding that makes the whole matrix unusable.
    pub(crate) fn abandon(&mut self, fault: Finding) {
        self.is_abandoned = true;
        self.push(fault);
    }

    /// Whether there is such a finding.
    pub(crate) const fn is_abandoned(&self) -> bool {
        self.is_abandoned
    }

    /// Notes something that can't be told right from wrong.
    pub(crate) fn excuse(&mut self, span: Place) {
        if self.excused.len() < FINDINGS_KEPT {
            self.excused.push(span);
        }
    }

    /// Places at which something is wrong, with the rule that it breaks, or can't be told: what seems to be missing there
    /// may be written wrongly.
    pub(crate) fn places(&self) -> impl Iterator<Item = (Place, Option<Rule>)> {
        let found = self.found.iter().filter_map(|fault| Some((fault.span?, Some(fault.rule))));
        found.chain(self.excused.iter().map(|place| (*place, None)))
    }

    /// Adds the findings of another file.
    pub(crate) fn append(&mut self, others: Self) {
        others.found.into_iter().for_each(|finding| self.push(finding));
        self.excused.extend(others.excused);
        self.is_abandoned |= others.is_abandoned;
    }

    pub(crate) fn len(&self) -> usize {
        self.found.len()
    }

    /// Adds what to do to those since a number of findings that break a rule and don't say it.
    pub(crate) fn help_since(&mut self, before: usize, rule: Rule, help: impl Fn(&Finding) -> Option<String>) {
        let open = |finding: &&mut Finding| finding.rule == rule && finding.help.is_none();
        for finding in self.found[before..].iter_mut().filter(open) {
            finding.help = help(finding);
        }
    }

    /// How many break one of some rules.
    pub(crate) fn count(&self, rules: &[Rule]) -> usize {
        self.found.iter().filter(|finding| rules.contains(&finding.rule)).count()
    }

    /// Whether nothing is wrong.
    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The findings by file, line and column. One that says the same of the same place as another is left out: an alias
    /// repeats what is wrong where it points to.
    pub(crate) fn sorted(&self) -> Vec<&Finding> {
        let mut findings: Vec<&Finding> = self.found.iter().collect();
        findings.sort_by(|a, b| (a.place(), &a.message).cmp(&(b.place(), &b.message)));
        findings.dedup_by(|a, b| a.place() == b.place() && a.message == b.message);
        findings
    }
}

impl Extend<Finding> for Findings {
    fn extend<I: IntoIterator<Item = Finding>>(&mut self, faults: I) {
        self.found.extend(faults);
    }
}

/// A name as a message quotes it: in backquotes, cut when it is long.
pub(crate) fn quoted(name: &str) -> String {
    const LONGEST: usize = 60;
    match name.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("`{}…`", &name[..end]),
        None => format!("`{name}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(file: u32, line: u32, column: u32) -> Place {
        Place { file, line, column, end_column: column + 1 }
    }

    #[test]
    fn faults_are_sorted_and_said_once() {
        let mut faults = Findings::default();
        faults.push(Finding::at(Rule::Syntax, at(1, 1, 1), "f"));
        faults.push(Finding::at(Rule::Syntax, at(0, 10, 2), "e"));
        faults.push(Finding::at(Rule::Syntax, at(0, 9, 3), "d").help("first said"));
        faults.push(Finding::at(Rule::Syntax, at(0, 9, 3), "c"));
        faults.push(Finding::at(Rule::Syntax, at(0, 9, 3), "d"));
        faults.push(Finding::of_file(Rule::Syntax, 0, "b"));
        faults.push(Finding::general(Rule::Syntax, "a"));
        let sorted = faults.sorted();
        let messages: Vec<_> = sorted.iter().map(|fault| fault.message.as_str()).collect();
        assert_eq!(messages, ["a", "b", "c", "d", "e", "f"]);
        assert_eq!(sorted[3].help.as_deref(), Some("first said"));
    }

    #[test]
    fn no_place_is_a_fault_of_the_file() {
        let fault = Finding::at(Rule::Syntax, Place { file: 3, ..Place::default() }, "x");
        assert_eq!((fault.span, fault.file), (None, Some(3)));
    }

    #[test]
    fn long_names_are_cut() {
        assert_eq!(quoted("é"), "`é`");
        assert_eq!(quoted(&"é".repeat(61)), format!("`{}…`", "é".repeat(60)));
    }
}
