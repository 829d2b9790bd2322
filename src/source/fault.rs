//! What is wrong with a matrix: faults with their places, collected over a whole run.

use super::text::Span;
use crate::rule::Rule;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The rule that it breaks.
    pub(crate) rule: Rule,
    /// Where, if it has a place.
    pub(crate) span: Option<Span>,
    /// The file that is wrong as a whole: an index into the sources. `None` beside `span`, which knows its file.
    pub(crate) file: Option<u32>,
    /// What is wrong, in one line.
    pub(crate) message: String,
    /// What stands under the marker.
    pub(crate) label: Option<String>,
    /// What to do.
    pub(crate) help: Option<String>,
    /// Other places that belong to it, and why.
    pub(crate) related: Vec<(Span, String)>,
}

/// Faults, in the order in which they were found.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    found: Vec<Fault>,
    /// Places of what may be right and can't be told, because a file can't be read.
    excused: Vec<Span>,
}

impl Fault {
    /// A fault at a place. The default span, which is no place, makes it a fault of its whole file.
    pub(crate) fn at(rule: Rule, span: Span, message: impl Into<String>) -> Self {
        let (span, file) = if span.line == 0 { (None, Some(span.file)) } else { (Some(span), None) };
        Self { span, file, ..Self::general(rule, message) }
    }

    /// A fault of a whole file.
    pub(crate) fn of_file(rule: Rule, file: u32, message: impl Into<String>) -> Self {
        Self { file: Some(file), ..Self::general(rule, message) }
    }

    /// A fault of the matrix as a whole.
    pub(crate) fn general(rule: Rule, message: impl Into<String>) -> Self {
        Self { rule, span: None, file: None, message: message.into(), label: None, help: None, related: Vec::new() }
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

    /// Adds another place that belongs to it.
    pub(crate) fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }

    /// File, then place in it; what is wrong with a whole file comes before its lines.
    pub(super) fn place(&self) -> (Option<u32>, Option<Span>) {
        (self.span.map(|span| span.file).or(self.file), self.span)
    }
}

impl Faults {
    /// Adds a fault.
    pub(crate) fn push(&mut self, fault: Fault) {
        self.found.push(fault);
    }

    /// Notes something that can't be told right from wrong.
    pub(crate) fn excuse(&mut self, span: Span) {
        self.excused.push(span);
    }

    /// Places at which something is wrong or can't be told: what seems to be missing there may be written wrongly.
    pub(crate) fn places(&self) -> impl Iterator<Item = Span> {
        self.found.iter().filter_map(|fault| fault.span).chain(self.excused.iter().copied())
    }

    /// Whether nothing is wrong.
    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The faults by file, line and column. One that says the same of the same place as another is left out: an alias
    /// repeats what is wrong where it points to.
    pub(crate) fn sorted(&self) -> Vec<&Fault> {
        let mut faults: Vec<&Fault> = self.found.iter().collect();
        faults.sort_by(|a, b| (a.place(), &a.message).cmp(&(b.place(), &b.message)));
        faults.dedup_by(|a, b| a.place() == b.place() && a.message == b.message);
        faults
    }
}

impl Extend<Fault> for Faults {
    fn extend<I: IntoIterator<Item = Fault>>(&mut self, faults: I) {
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

    fn at(file: u32, line: u32, column: u32) -> Span {
        Span { file, line, column, end_column: column + 1 }
    }

    #[test]
    fn faults_are_sorted_and_said_once() {
        let mut faults = Faults::default();
        faults.push(Fault::at(Rule::Syntax, at(1, 1, 1), "f"));
        faults.push(Fault::at(Rule::Syntax, at(0, 10, 2), "e"));
        faults.push(Fault::at(Rule::Syntax, at(0, 9, 3), "d").help("first said"));
        faults.push(Fault::at(Rule::Syntax, at(0, 9, 3), "c"));
        faults.push(Fault::at(Rule::Syntax, at(0, 9, 3), "d"));
        faults.push(Fault::of_file(Rule::Syntax, 0, "b"));
        faults.push(Fault::general(Rule::Syntax, "a"));
        let sorted = faults.sorted();
        let messages: Vec<_> = sorted.iter().map(|fault| fault.message.as_str()).collect();
        assert_eq!(messages, ["a", "b", "c", "d", "e", "f"]);
        assert_eq!(sorted[3].help.as_deref(), Some("first said"));
    }

    #[test]
    fn no_place_is_a_fault_of_the_file() {
        let fault = Fault::at(Rule::Syntax, Span { file: 3, ..Span::default() }, "x");
        assert_eq!((fault.span, fault.file), (None, Some(3)));
    }

    #[test]
    fn long_names_are_cut() {
        assert_eq!(quoted("é"), "`é`");
        assert_eq!(quoted(&"é".repeat(61)), format!("`{}…`", "é".repeat(60)));
    }
}
