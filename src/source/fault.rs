//! What is wrong with a matrix: faults with their places, collected over a whole run.

use super::text::Span;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
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
pub(crate) struct Faults(Vec<Fault>);

impl Fault {
    /// A fault at a place. The default span, which is no place, makes it a fault of its whole file.
    pub(crate) fn at(span: Span, message: impl Into<String>) -> Self {
        let (span, file) = if span.line == 0 { (None, Some(span.file)) } else { (Some(span), None) };
        Self { span, file, ..Self::general(message) }
    }

    /// A fault of a whole file.
    pub(crate) fn of_file(file: u32, message: impl Into<String>) -> Self {
        Self { file: Some(file), ..Self::general(message) }
    }

    /// A fault of the matrix as a whole.
    pub(crate) fn general(message: impl Into<String>) -> Self {
        Self { span: None, file: None, message: message.into(), label: None, help: None, related: Vec::new() }
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
        self.0.push(fault);
    }

    /// Whether nothing is wrong.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The faults by file, line and column. One that says the same of the same place as another is left out: an alias
    /// repeats what is wrong where it points to.
    pub(crate) fn sorted(&self) -> Vec<&Fault> {
        let mut faults: Vec<&Fault> = self.0.iter().collect();
        faults.sort_by(|a, b| (a.place(), &a.message).cmp(&(b.place(), &b.message)));
        faults.dedup_by(|a, b| a.place() == b.place() && a.message == b.message);
        faults
    }
}

impl Extend<Fault> for Faults {
    fn extend<I: IntoIterator<Item = Fault>>(&mut self, faults: I) {
        self.0.extend(faults);
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
        faults.push(Fault::at(at(1, 1, 1), "f"));
        faults.push(Fault::at(at(0, 10, 2), "e"));
        faults.push(Fault::at(at(0, 9, 3), "d").help("first said"));
        faults.push(Fault::at(at(0, 9, 3), "c"));
        faults.push(Fault::at(at(0, 9, 3), "d"));
        faults.push(Fault::of_file(0, "b"));
        faults.push(Fault::general("a"));
        let sorted = faults.sorted();
        let messages: Vec<_> = sorted.iter().map(|fault| fault.message.as_str()).collect();
        assert_eq!(messages, ["a", "b", "c", "d", "e", "f"]);
        assert_eq!(sorted[3].help.as_deref(), Some("first said"));
    }

    #[test]
    fn no_place_is_a_fault_of_the_file() {
        let fault = Fault::at(Span { file: 3, ..Span::default() }, "x");
        assert_eq!((fault.span, fault.file), (None, Some(3)));
    }

    #[test]
    fn long_names_are_cut() {
        assert_eq!(quoted("é"), "`é`");
        assert_eq!(quoted(&"é".repeat(61)), format!("`{}…`", "é".repeat(60)));
    }
}
