//! Topics of `own help`. Their texts are chapters of the documentation.

use super::roff::Roff;

words! {
    /// A page that explains something that several commands share.
    pub(crate) enum Topic {
        /// The exit codes
        ExitCodes = "exit-codes",
        /// How `own` reads and prints times
        Times = "times",
        /// How `own` finds things by the names that people type
        Names = "names",
        /// The format of the YAML
        Matrix = "matrix",
        /// Environment variables and files
        Environment = "environment",
    }
}

impl Topic {
    const fn markdown(self) -> &'static str {
        match self {
            Self::ExitCodes => include_str!("../../../docs/src/reference/exit-codes.md"),
            Self::Times => include_str!("../../../docs/src/concepts/times.md"),
            Self::Names => include_str!("../../../docs/src/concepts/names.md"),
            Self::Matrix => include_str!("../../../docs/src/concepts/matrix.md"),
            Self::Environment => include_str!("../../../docs/src/reference/environment.md"),
        }
    }

    /// The text for a terminal.
    pub(crate) fn plain(self) -> String {
        let line = |line| match line {
            Line::Heading(_, title) => title.to_owned(),
            Line::Code(code) => format!("    {code}"),
            Line::Item(text) => format!("- {}", without_links(text).replace("**", "")),
            Line::Text(text) => without_links(text).replace("**", ""),
        };
        lines(self.markdown()).map(|read| line(read) + "\n").collect()
    }
}

/// Adds a topic to a manual page, with a section for each heading.
pub(super) fn write(roff: &mut Roff, topic: Topic) {
    let mut lines = lines(topic.markdown()).peekable();
    while let Some(line) = lines.next() {
        match line {
            Line::Heading(1, title) => roff.section(title),
            Line::Heading(_, title) => roff.subsection(title),
            Line::Code(first) => {
                let mut code = vec![first];
                while let Some(Line::Code(next)) = lines.next_if(|line| matches!(line, Line::Code(_))) {
                    code.push(next);
                }
                roff.example(code);
            }
            Line::Item(text) => {
                roff.request("IP \\(bu 2");
                roff.text(&without_links(text));
            }
            Line::Text("") if matches!(lines.peek(), Some(Line::Text(_))) => roff.paragraph(),
            Line::Text(text) => roff.text(&without_links(text)),
        }
    }
}

/// A line of the Markdown that topics use.
enum Line<'a> {
    Heading(usize, &'a str),
    Item(&'a str),
    Code(&'a str),
    /// Any other line, which may be empty.
    Text(&'a str),
}

fn lines(markdown: &str) -> impl Iterator<Item = Line<'_>> {
    let mut is_code = false;
    markdown.lines().filter_map(move |line| {
        if line.starts_with("```") || line.starts_with("<!--") {
            is_code ^= line.starts_with("```");
            return None;
        }
        let title = line.trim_start_matches('#');
        Some(match line.strip_prefix("- ") {
            _ if is_code => Line::Code(line),
            Some(item) => Line::Item(item),
            None if title.len() < line.len() => Line::Heading(line.len() - title.len(), title.trim()),
            None => Line::Text(line),
        })
    })
}

/// `[text](target)` as `text`.
fn without_links(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("](") {
        let Some(((start, label), (_, end))) = before.rsplit_once('[').zip(after.split_once(')')) else { break };
        text.extend([start, label]);
        rest = end;
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::Duration;
    use crate::query::moment::Typed;

    #[test]
    fn links_are_text() {
        assert_eq!(without_links("see [a](b.md) and [c](d.md#e)."), "see a and c.");
        assert_eq!(without_links("who: [ada, bo]"), "who: [ada, bo]");
    }

    #[test]
    fn every_time_of_the_topic_is_one() {
        let times = Topic::Times.plain();
        let listed = times.lines().filter(|line| line.starts_with("- "));
        let typed: Vec<&str> = listed.flat_map(|line| line.split('`').skip(1).step_by(2)).collect();
        assert!(typed.len() > 10, "{typed:?}");
        for typed in typed {
            assert!(typed.trim_matches('"').parse::<Typed>().is_ok(), "{typed}");
        }
        let durations = times.split("Durations are ").nth(1).unwrap().split('\n').next().unwrap();
        for typed in durations.split('`').skip(1).step_by(2) {
            assert!(typed.parse::<Duration>().is_ok(), "{typed}");
        }
    }

    #[test]
    fn a_topic_fits_a_narrow_terminal() {
        for topic in Topic::ALL {
            let text = topic.plain();
            assert!(!text.contains("](") && !text.contains("```"), "{topic}");
            let long = text.lines().find(|line| line.chars().count() > 80);
            assert_eq!(long, None, "{topic}");
        }
    }
}
