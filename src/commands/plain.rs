//! Command lines of `own who`, parsed without clap.
//!
//! Building clap's parser takes more than half of the instructions of a lookup, and of a completion. This table does
//! without it. A line that the table doesn't accept goes to clap, which words every message. Tests hold the table to
//! clap's declarations, and its results to clap's.

use std::ffi::OsString;

use clap::ValueEnum;

use super::who::Who;
use super::{Cli, Command, Global, Names, zone};

/// An option as clap knows it.
pub(crate) struct Plain {
    /// With its dashes.
    name: &'static str,
    pub(crate) id: &'static str,
    takes_value: bool,
    pub(crate) names: Option<Names>,
    set: fn(&mut Lookup, &str) -> Option<()>,
}

/// A command line of `own who`.
#[derive(Debug, Default)]
struct Lookup {
    global: Global,
    who: Who,
}

const fn flag(name: &'static str, id: &'static str, set: fn(&mut Lookup, &str) -> Option<()>) -> Plain {
    Plain { name, id, takes_value: false, names: None, set }
}

const fn value(
    name: &'static str,
    id: &'static str,
    names: Option<Names>,
    set: fn(&mut Lookup, &str) -> Option<()>,
) -> Plain {
    Plain { name, id, takes_value: true, names, set }
}

const GLOBAL: [Plain; 7] = [
    value("--matrix", "matrix", None, |to, path| put(&mut to.global.matrix, path.into())),
    flag("--no-cache", "no_cache", |to, _| turn_on(&mut to.global.no_cache)),
    flag("--quiet", "quiet", |to, _| turn_on(&mut to.global.quiet)),
    value("--color", "color", None, |to, name| choose(&mut to.global.color, name)),
    value("--at", "at", None, |to, text| put(&mut to.global.at, text.parse().ok()?)),
    value("--rev", "rev", None, |to, name| put(&mut to.global.rev, name.into())),
    value("--zone", "zone", None, |to, name| put(&mut to.global.zone, zone(name).ok()?)),
];

const WHO: [Plain; 16] = [
    value("--system", "system_option", Some(Names::System), |to, name| {
        put(&mut to.who.target.system_option, name.into())
    }),
    value("--area", "area_option", Some(Names::Area), |to, name| put(&mut to.who.target.area_option, name.into())),
    value("--topic", "topic", Some(Names::Topic), |to, name| put(&mut to.who.topic, name.into())),
    value("--party", "party", Some(Names::Party), |to, name| put(&mut to.who.party, name.into())),
    value("--role", "role", Some(Names::Role), |to, name| put(&mut to.who.role, name.into())),
    value("--host", "host", None, |to, host| put(&mut to.who.evidence.host, host.into())),
    value("--path", "path", None, |to, path| put(&mut to.who.evidence.path, path.into())),
    value("--url", "url", None, |to, url| put(&mut to.who.evidence.url, url.into())),
    value("--repo", "repo", None, |to, repo| put(&mut to.who.evidence.repo, repo.into())),
    value("--label", "label", None, |to, label| {
        to.who.evidence.label.push(label.parse().ok()?);
        Some(())
    }),
    flag("--full", "full", |to, _| turn_on(&mut to.who.full)),
    flag("--batch", "batch", |to, _| turn_on(&mut to.who.batch)),
    value("--format", "format", None, |to, name| choose(&mut to.who.output.format, name)),
    value("--field", "field", Some(Names::Field), |to, name| put(&mut to.who.output.field, name.into())),
    flag("--all", "all", |to, _| turn_on(&mut to.who.output.all)),
    flag("--null", "null", |to, _| turn_on(&mut to.who.output.null)),
];

// Setters return an option so that values which clap would refuse end the parse.
#[allow(clippy::unnecessary_wraps)]
fn put<T>(slot: &mut Option<T>, value: T) -> Option<()> {
    *slot = Some(value);
    Some(())
}

#[allow(clippy::unnecessary_wraps)]
fn turn_on(slot: &mut bool) -> Option<()> {
    *slot = true;
    Some(())
}

fn choose<T: ValueEnum>(slot: &mut T, name: &str) -> Option<()> {
    *slot = T::from_str(name, false).ok()?;
    Some(())
}

/// A part of a command line.
pub(crate) enum Token<'a> {
    Word(&'a str),
    /// An option with its value, which is empty for a flag and missing at the end of the line.
    Option(&'static Plain, Option<&'a str>),
}

/// Splits a line of `own who`, the program's name first, into everything but the word `who`.
pub(crate) fn split(args: &[OsString]) -> Option<Vec<Token<'_>>> {
    let mut args = args.iter().skip(1).map(|arg| arg.to_str());
    let mut tokens = Vec::new();
    let mut is_who = false;
    while let Some(arg) = args.next() {
        let arg = arg?;
        if !arg.starts_with('-') {
            if is_who {
                tokens.push(Token::Word(arg));
            } else if arg == "who" {
                is_who = true;
            } else {
                return None;
            }
            continue;
        }
        let (name, attached) = arg.split_once('=').map_or((arg, None), |(name, value)| (name, Some(value)));
        let of_who = if is_who { &WHO[..] } else { &[] };
        let option = GLOBAL.iter().chain(of_who).find(|option| option.name == name)?;
        let value = match (option.takes_value, attached) {
            (true, Some(value)) => Some(value),
            (true, None) => match args.next() {
                Some(value) => Some(value?).filter(|value| may_be_value(option, value))?.into(),
                None => None,
            },
            (false, None) => Some(""),
            (false, Some(_)) => return None,
        };
        tokens.push(Token::Option(option, value));
    }
    is_who.then_some(tokens)
}

/// Checks whether a word is the value of an option before it. Clap takes `--` for the value of `--at`, its completion for
/// the end of the options, so such a line is left to them.
fn may_be_value(option: &Plain, word: &str) -> bool {
    !word.starts_with('-') || matches!(option.id, "at" | "rev") && word != "--"
}

/// Parses a command line, the program's name first; `None` leaves it to clap.
pub(super) fn read(args: &[OsString]) -> Option<Cli> {
    let (mut to, mut given) = (Lookup::default(), Vec::new());
    for token in split(args)? {
        match token {
            Token::Word("") => return None,
            Token::Word(word) if to.who.target.system.is_none() => to.who.target.system = Some(word.to_owned()),
            Token::Word(word) => to.who.target.area.push(word.to_owned()),
            Token::Option(option, value) => {
                let value = value.filter(|value| option.takes_value != value.is_empty())?;
                if given.contains(&option.id) {
                    return None;
                }
                (option.set)(&mut to, value)?;
                given.push(option.id);
            }
        }
    }
    if conflicts(&to.who, &given) { None } else { Some(Cli { global: to.global, command: Command::Who(to.who) }) }
}

/// Checks whether clap refuses the combination.
fn conflicts(who: &Who, given: &[&str]) -> bool {
    let has = |id| given.contains(&id);
    let with_batch = |id: &&str| WHO.iter().any(|option| option.id == *id) && *id != "batch";
    has("field") && has("format")
        || (who.output.all || who.output.null) && !has("field")
        || has("area_option") && !who.target.area.is_empty()
        || who.batch && (who.target.system.is_some() || given.iter().any(with_batch))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::{CommandFactory, Parser};
    use proptest::prelude::*;

    use super::*;

    const WORDS: [&str; 45] = [
        "--quiet",
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
        "--all=true",
        "--null",
        "-0",
        "--batch",
        "-2h",
        "2026-01-01",
        "--no-cache",
        "--",
        "-",
        "-h",
        "",
        "--syst",
        "--at=+2h",
        "--at",
        "--at=now",
        "--zone",
        "Europe/Berlin",
        "é b",
        "--color=never",
        "--color",
        "always",
        "-x",
        "show",
    ];

    fn args(words: &[&str]) -> Vec<OsString> {
        ["own"].iter().chain(words).map(OsString::from).collect()
    }

    #[test]
    fn lookups_in_every_order_of_options_are_plain() {
        for line in [
            &["who", "postgres", "backup"][..],
            &["who", "--system", "postgres", "--area", "backup"],
            &["who", "postgres", "backup", "--field", "primary.email", "--all"],
            &["who", "--party", "backend", "--role", "primary", "--format", "json"],
            &["--matrix", "m.yaml", "who", "postgres", "--at", "+2h", "--zone=Europe/Berlin"],
            &["--no-cache", "--color=never", "who", "--at", "-2h", "postgres"],
            &["who", "--batch", "--matrix", "m.yaml"],
        ] {
            assert!(read(&args(line)).is_some(), "{line:?}");
        }
    }

    #[test]
    fn the_table_has_every_option_that_clap_declares() {
        let mut command = Cli::command();
        command.build();
        let who = command.find_subcommand("who").unwrap();
        let declared = who.get_arguments().filter(|arg| arg.get_long().is_some_and(|long| long != "help")).map(|arg| {
            let name = format!("--{}", arg.get_long().unwrap());
            (name, arg.get_id().to_string(), arg.get_action().takes_values(), arg.get::<Names>().copied())
        });
        let table = GLOBAL.iter().chain(&WHO);
        let table =
            table.map(|option| (option.name.to_owned(), option.id.to_owned(), option.takes_value, option.names));
        let text = |options: Vec<_>| options.iter().map(|option| format!("{option:?}")).collect::<BTreeSet<_>>();
        assert_eq!(text(table.collect()), text(declared.collect::<Vec<(String, String, bool, Option<Names>)>>()));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn it_reads_what_clap_reads(
            before in prop::collection::vec(prop::sample::select(&WORDS[..]), 0..3),
            behind in prop::collection::vec(prop::sample::select(&WORDS[..]), 0..6),
        ) {
            let words = [before, vec!["who"], behind].concat();
            let args = args(&words);
            if let Some(plain) = read(&args) {
                let parsed = Cli::try_parse_from(&args);
                prop_assert!(parsed.is_ok(), "{words:?}");
                prop_assert_eq!(format!("{plain:?}"), format!("{:?}", parsed.unwrap()), "{:?}", words);
            }
        }
    }
}
