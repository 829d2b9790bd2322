//! The plainest command lines of `own who`, read without building the parser.
//!
//! Building it and reading a line with it takes a third of the instructions of a whole lookup. What runbooks and people in a
//! hurry write needs none of that: words, and options with a value. Whatever else there is on a line, a fault above all,
//! is left to the parser; a test holds the two against each other.

use std::ffi::OsString;

use clap::ValueEnum;

use super::who::Who;
use super::{Cli, Command, Global, Names, Output, Target, When};
use crate::render::{Format, color};

/// An option that is read here, at most once on a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Plain {
    /// As it is typed.
    pub(crate) option: &'static str,
    /// Its id among the arguments.
    pub(crate) id: &'static str,
    /// What its value names, if that is something of a matrix or of an answer.
    pub(crate) value: Option<Names>,
}

const fn plain(option: &'static str, id: &'static str, value: Option<Names>) -> Plain {
    Plain { option, id, value }
}

const OPTIONS: [Plain; 8] = [
    plain("--system", "system_option", Some(Names::System)),
    plain("--area", "area_option", Some(Names::Area)),
    plain("--topic", "topic", Some(Names::Topic)),
    plain("--party", "party", Some(Names::Party)),
    plain("--role", "role", Some(Names::Role)),
    plain("--matrix", "matrix", None),
    plain("--field", "field", Some(Names::Field)),
    plain("--format", "format", None),
];

impl Plain {
    /// The option that a word is.
    pub(crate) fn named(word: &str) -> Option<Self> {
        OPTIONS.into_iter().find(|plain| plain.option == word)
    }
}

/// What a line says: words, and the values of options by their ids.
#[derive(Default)]
struct Line {
    words: Vec<String>,
    values: Vec<(&'static str, String)>,
}

impl Line {
    fn has(&self, id: &str) -> bool {
        self.values.iter().any(|(given, _)| *given == id)
    }

    fn take(&mut self, id: &str) -> Option<String> {
        let at = self.values.iter().position(|(given, _)| *given == id)?;
        Some(self.values.swap_remove(at).1)
    }
}

/// What a command line says, with the program's name first; `None` leaves it to the parser.
pub(crate) fn read(args: &[OsString]) -> Option<Cli> {
    let (command, rest) = args.get(1..)?.split_first()?;
    if command != "who" {
        return None;
    }
    let mut line = Line::default();
    let mut rest = rest.iter();
    while let Some(arg) = rest.next() {
        let arg = arg.to_str().filter(|arg| !arg.is_empty())?;
        if !arg.starts_with('-') {
            line.words.push(arg.to_owned());
            continue;
        }
        let (name, attached) = arg.split_once('=').map_or((arg, None), |(name, value)| (name, Some(value)));
        let id = Plain::named(name)?.id;
        let value = match attached {
            Some(value) => value,
            None => rest.next()?.to_str().filter(|value| !value.starts_with('-'))?,
        };
        if value.is_empty() || line.has(id) {
            return None;
        }
        line.values.push((id, value.to_owned()));
    }
    who(line)
}

fn who(mut line: Line) -> Option<Cli> {
    let mut words = std::mem::take(&mut line.words).into_iter();
    let (system, area): (Option<String>, Vec<String>) = (words.next(), words.collect());
    // Those conflict, and the parser says so.
    if (line.has("area_option") && !area.is_empty()) || (line.has("field") && line.has("format")) {
        return None;
    }
    let format = match line.take("format") {
        Some(name) => Format::value_variants()
            .iter()
            .copied()
            .find(|format| format.to_possible_value().is_some_and(|value| value.get_name() == name))?,
        None => Format::default(),
    };
    let who = Who {
        target: Target {
            system,
            area,
            system_option: line.take("system_option"),
            area_option: line.take("area_option"),
        },
        topic: line.take("topic"),
        party: line.take("party"),
        role: line.take("role"),
        when: When { at: None, zone: None },
        batch: false,
        output: Output { format, field: line.take("field"), all: false },
    };
    let matrix = line.take("matrix").map(Into::into);
    let global = Global { matrix, no_cache: false, color: color::Choice::default(), as_of: None };
    Some(Cli { global, command: Command::Who(who) })
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use proptest::prelude::*;

    use super::*;

    const WORDS: [&str; 34] = [
        "who",
        "postgres",
        "backup",
        "json",
        "table",
        "--system",
        "--area",
        "--topic",
        "--party",
        "--role",
        "--matrix",
        "--field",
        "--format",
        "--format=json",
        "--format=xml",
        "--system=postgres",
        "--area=backup",
        "--field=primary.id",
        "--matrix=m.yaml",
        "--role=",
        "--all",
        "--batch",
        "--as-of",
        "2026-01-01",
        "--no-cache",
        "--",
        "-",
        "-h",
        "",
        "--syst",
        "--at=now",
        "é b",
        "--color=never",
        "-x",
    ];

    fn args(words: &[&str]) -> Vec<OsString> {
        ["own", "who"].iter().chain(words).map(OsString::from).collect()
    }

    #[test]
    fn the_questions_of_the_readme_are_plain() {
        for line in [
            &["postgres", "backup"][..],
            &["--system", "postgres", "--area", "backup"],
            &["postgres", "backup", "--field", "primary.email"],
            &["--party", "backend", "--role", "primary", "--format", "json"],
        ] {
            assert!(read(&args(line)).is_some(), "{line:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn it_reads_what_the_parser_reads(words in prop::collection::vec(prop::sample::select(&WORDS[..]), 0..6)) {
            let args = args(&words);
            if let Some(plain) = read(&args) {
                let parsed = Cli::try_parse_from(&args);
                prop_assert!(parsed.is_ok(), "{words:?}");
                prop_assert_eq!(format!("{plain:?}"), format!("{:?}", parsed.unwrap()), "{:?}", words);
            }
        }
    }
}
