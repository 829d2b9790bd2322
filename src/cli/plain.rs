//! The plainest command lines of `own who`, read without building the parser.
//!
//! Building it and reading a line with it takes a third of the instructions of a whole lookup. What runbooks and people in a
//! hurry write needs none of that: words, and options with a value. Whatever else there is on a line, a fault above all,
//! is left to the parser; a test holds the two against each other.

use std::ffi::OsString;

use clap::ValueEnum;

use super::{Cli, Command, Global, Output, Target, When, Who};
use crate::format::{Format, color};

/// The options that are read here, each at most once on a line.
#[derive(Default)]
struct Line {
    words: Vec<String>,
    system: Option<String>,
    area: Option<String>,
    topic: Option<String>,
    party: Option<String>,
    role: Option<String>,
    matrix: Option<String>,
    field: Option<String>,
    format: Option<String>,
}

impl Line {
    fn option(&mut self, name: &str) -> Option<&mut Option<String>> {
        Some(match name {
            "--system" => &mut self.system,
            "--area" => &mut self.area,
            "--topic" => &mut self.topic,
            "--party" => &mut self.party,
            "--role" => &mut self.role,
            "--matrix" => &mut self.matrix,
            "--field" => &mut self.field,
            "--format" => &mut self.format,
            _ => return None,
        })
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
        let place = line.option(name)?;
        let value = match attached {
            Some(value) => value,
            None => rest.next()?.to_str().filter(|value| !value.starts_with('-'))?,
        };
        if value.is_empty() || place.is_some() {
            return None;
        }
        *place = Some(value.to_owned());
    }
    who(line)
}

fn who(line: Line) -> Option<Cli> {
    let mut words = line.words.into_iter();
    let (system, area): (Option<String>, Vec<String>) = (words.next(), words.collect());
    // Those conflict, and the parser says so.
    if (line.area.is_some() && !area.is_empty()) || (line.field.is_some() && line.format.is_some()) {
        return None;
    }
    let format = match line.format {
        Some(name) => Format::value_variants()
            .iter()
            .copied()
            .find(|format| format.to_possible_value().is_some_and(|value| value.get_name() == name))?,
        None => Format::default(),
    };
    let who = Who {
        target: Target { system, area, system_option: line.system, area_option: line.area },
        topic: line.topic,
        party: line.party,
        role: line.role,
        when: When { at: None, zone: None },
        batch: false,
        output: Output { format, field: line.field, all: false },
    };
    let matrix = line.matrix.map(Into::into);
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
