//! What can stand at the cursor of the plainest lines of `own who`, found without building the parser, which takes longer than
//! all the rest. As [`cli::plain`](crate::cli) does for lines that are run, it leaves whatever else there is to the parser, and a
//! test holds the two against each other.

use std::ffi::{OsStr, OsString};

use super::engine::{Answer, candidates, named, typed_before};
use super::{Line, Names, Source};
use crate::commands::Plain;

/// What can stand in place of the last word; `None` leaves it to the parser, as where nothing fits.
pub(super) fn answer(words: &[OsString], source: &dyn Source) -> Option<Answer> {
    let (line, value, before) = read(words)?;
    let found = named(source, value, &line, &before, line.current().to_str()?, false);
    let candidates = candidates(found);
    (!candidates.is_empty()).then(|| Answer::Candidates { attached: String::new(), candidates })
}

/// The line, what the word at the cursor names, and the words before it that belong to it.
fn read(words: &[OsString]) -> Option<(Line, Names, String)> {
    let (command, rest) = words.get(1..)?.split_first()?;
    let (current, before) = rest.split_last()?;
    if command != "who" || current.as_encoded_bytes().starts_with(b"-") {
        return None;
    }
    let mut line = Line::of("who", current);
    let mut before = before.iter();
    while let Some(word) = before.next() {
        let word = word.to_str()?;
        if !word.starts_with('-') {
            let (id, value) = next_by_position(&line);
            line.add(id, Some(value), OsStr::new(word));
            continue;
        }
        let (name, attached) = word.split_once('=').map_or((word, None), |(name, value)| (name, Some(value)));
        let option = Plain::named(name)?;
        let value = match attached {
            Some(value) => OsStr::new(value),
            None => match before.next() {
                Some(word) => Some(word).filter(|word| !word.as_encoded_bytes().starts_with(b"-"))?,
                // The cursor is where its value stands.
                None => return Some((line, option.value?, String::new())),
            },
        };
        line.add(option.id, option.value, value);
    }
    let (id, value) = next_by_position(&line);
    let before = if id == "area" { typed_before(&line, id) } else { String::new() };
    let value = if line.system_is_by_option() { Names::Area } else { value };
    Some((line, value, before))
}

/// The argument whose turn it is by position.
fn next_by_position(line: &Line) -> (&'static str, Names) {
    if line.argument("system").is_none() { ("system", Names::System) } else { ("area", Names::Area) }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use clap::CommandFactory as _;
    use proptest::prelude::*;

    use super::*;
    use crate::complete::{Entry, engine};

    const WORDS: [&str; 26] = [
        "postgres",
        "pg",
        "po",
        "backup",
        "ba",
        "Disaster",
        "Re",
        "db",
        "DB ",
        "--system",
        "--system=pg",
        "--area",
        "--area=ba",
        "--topic",
        "--party",
        "--role",
        "--matrix",
        "--matrix=m.yaml",
        "--field",
        "--format",
        "--format=json",
        "--all",
        "--",
        "-x",
        "",
        "who",
    ];

    fn entry(id: &str, name: &str) -> Entry {
        Entry { id: id.to_owned(), name: name.to_owned(), aliases: vec![format!("The {name}"), "-dash".to_owned()] }
    }

    /// Names that depend on what is known of the line.
    fn source(value: Names, line: &Line, typed: &str) -> Vec<Entry> {
        let system = line.value(Names::System).map(|system| system.to_string_lossy().into_owned());
        let of = system.unwrap_or_else(|| "no system".to_owned());
        vec![
            entry("postgres", &format!("DB Postgres {value:?}")),
            entry("backup", &format!("Disaster Recovery of {of}")),
            entry("disaster", &format!("{:?} {:?}", line.subcommands(), line.argument("field").is_some())),
            entry("seen", typed),
        ]
    }

    fn both(words: &[&str]) -> (Option<Answer>, Answer) {
        let words: Vec<OsString> = ["own", "who"].iter().chain(words).map(OsString::from).collect();
        let whole: Arc<dyn Source> = Arc::new(source);
        (answer(&words, &source), engine::answer(crate::commands::Cli::command(), &words, &whole))
    }

    #[test]
    fn names_of_systems_and_areas_are_plain() {
        for words in [
            &["po"][..],
            &["pg", "ba"],
            &["--system", "pg", "ba"],
            &["--system", "pg", "--area", ""],
            &["--party", "d"],
        ] {
            assert!(both(words).0.is_some(), "{words:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2048, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn it_finds_what_the_parser_finds(words in prop::collection::vec(prop::sample::select(&WORDS[..]), 1..6)) {
            let (plain, parsed) = both(&words);
            if let Some(plain) = plain {
                prop_assert_eq!(plain, parsed, "{:?}", words);
            }
        }
    }
}
