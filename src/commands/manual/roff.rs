//! The language of manual pages.

/// Bytes of a line of text. `mandoc` warns of 80, and counts several for a letter outside of ASCII.
const COLUMNS: usize = 70;

/// A manual page as it grows.
#[derive(Default)]
pub(super) struct Roff(pub(super) String);

impl Roff {
    /// A line that begins with a dot, such as `TP`.
    pub(super) fn request(&mut self, request: &str) {
        self.0.extend([".", request, "\n"]);
    }

    pub(super) fn section(&mut self, title: &str) {
        self.request(&format!("SH {}", escaped(&title.to_uppercase())));
    }

    pub(super) fn subsection(&mut self, title: &str) {
        self.request(&format!("SS {}", escaped(title)));
    }

    /// A new paragraph. There is one below a title anyway.
    pub(super) fn paragraph(&mut self) {
        let last = self.0.lines().next_back().unwrap_or_default();
        if !last.starts_with(".S") {
            self.request("PP");
        }
    }

    /// Text, in which `code` and **strong** words are bold.
    pub(super) fn text(&mut self, text: &str) {
        self.fill(&bold(&bold(&escaped(text), "**"), "`"));
    }

    /// Text in which no sign means anything.
    pub(super) fn literal(&mut self, text: &str) {
        self.fill(&escaped(text));
    }

    fn fill(&mut self, text: &str) {
        let mut line = String::new();
        for word in text.split_whitespace() {
            if !line.is_empty() && line.len() + word.len() >= COLUMNS {
                self.line(&std::mem::take(&mut line));
            }
            line.extend([if line.is_empty() { "" } else { " " }, word]);
        }
        if !line.is_empty() {
            self.line(&line);
        }
    }

    /// A line that is no request.
    fn line(&mut self, line: &str) {
        let guard = if line.starts_with(['.', '\'']) { "\\&" } else { "" };
        self.0.extend([guard, line, "\n"]);
    }

    /// An entry of a list: a term, and below it what it means.
    pub(super) fn entry(&mut self, term: &str, meaning: &str) {
        self.request("TP");
        self.text(&format!("`{term}`"));
        self.text(meaning);
    }

    /// Lines that stay as they are.
    pub(super) fn example<'a>(&mut self, lines: impl IntoIterator<Item = &'a str>) {
        self.paragraph();
        self.request("RS 4");
        self.request("EX");
        for line in lines {
            self.line(&escaped(line));
        }
        self.request("EE");
        self.request("RE");
    }
}

/// A dash that a reader can copy, a backslash that starts nothing, and no sign that groff lacks in a terminal without UTF-8.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\e").replace('-', "\\-").replace('…', "...")
}

/// The text with what is between two marks in bold.
fn bold(text: &str, mark: &str) -> String {
    let parts = text.split(mark).enumerate();
    parts.map(|(at, part)| if at % 2 == 1 { format!("\\fB{part}\\fR") } else { part.to_owned() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_no_request() {
        let mut roff = Roff::default();
        roff.text(".TH is `own --at -2h`,\n**now** C:\\x");
        roff.text("'quoted");
        roff.text("… and so on");
        assert_eq!(roff.0, "\\&.TH is \\fBown \\-\\-at \\-2h\\fR, \\fBnow\\fR C:\\ex\n\\&'quoted\n\\&... and so on\n");
    }
}
