//! Command lines of `own who` and `own call`, parsed without clap.
//!
//! Building clap's parser takes more than half of the instructions of a lookup, and of a completion. This table does
//! without it. A line that the table doesn't accept goes to clap, which words every message. Tests hold the table to
//! clap's declarations, and its results to clap's.

use std::ffi::OsString;

use clap::ValueEnum;

use super::call::Call;
use super::who::Who;
use super::{Arranged, Cli, Command, EvidenceArgs, Global, Names, Output, zone};

/// An option as clap knows it.
pub(crate) struct Plain {
    /// With its dashes.
    name: &'static str,
    pub(crate) id: &'static str,
    takes_value: bool,
    pub(crate) names: Option<Names>,
    set: fn(&mut Lookup, &str) -> Option<()>,
}

/// A subcommand with such lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    Who,
    Call,
}

/// A command line.
#[derive(Debug, Default)]
struct Lookup {
    global: Global,
    evidence: EvidenceArgs,
    output: Output,
    who: Who,
    call: Call,
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

const GLOBAL: [Plain; 8] = [
    value("--matrix", "matrix", None, |to, path| put(&mut to.global.matrix, path.into())),
    flag("--no-cache", "no_cache", |to, _| turn_on(&mut to.global.no_cache)),
    flag("--quiet", "quiet", |to, _| turn_on(&mut to.global.quiet)),
    value("--color", "color", None, |to, name| choose(&mut to.global.color, name)),
    value("--hyperlink", "hyperlink", None, |to, name| choose(&mut to.global.hyperlink, name)),
    value("--at", "at", None, |to, text| put(&mut to.global.at, text.parse().ok()?)),
    value("--rev", "rev", None, |to, name| put(&mut to.global.rev, name.into())),
    value("--zone", "zone", None, |to, name| put(&mut to.global.zone, zone(name).ok()?)),
];

/// Options of both subcommands.
const BOTH: [Plain; 9] = [
    value("--host", "host", None, |to, host| put(&mut to.evidence.host, host.into())),
    value("--path", "path", None, |to, path| put(&mut to.evidence.path, path.into())),
    value("--url", "url", None, |to, url| put(&mut to.evidence.url, url.into())),
    value("--repo", "repo", None, |to, repo| put(&mut to.evidence.repo, repo.into())),
    value("--label", "label", None, |to, label| {
        to.evidence.label.push(label.parse().ok()?);
        Some(())
    }),
    value("--format", "format", None, |to, name| choose(&mut to.output.format, name)),
    value("--field", "field", Some(Names::Field), |to, name| put(&mut to.output.field, name.into())),
    flag("--all", "all", |to, _| turn_on(&mut to.output.all)),
    flag("--null", "null", |to, _| turn_on(&mut to.output.null)),
];

const WHO: [Plain; 7] = [
    value("--system", "system_option", Some(Names::System), |to, name| {
        put(&mut to.who.target.system_option, name.into())
    }),
    value("--area", "area_option", Some(Names::Area), |to, name| put(&mut to.who.target.area_option, name.into())),
    value("--topic", "topic", Some(Names::Topic), |to, name| put(&mut to.who.topic, name.into())),
    value("--party", "party", Some(Names::Party), |to, name| put(&mut to.who.party, name.into())),
    value("--role", "role", Some(Names::Role), |to, name| put(&mut to.who.role, name.into())),
    flag("--full", "full", |to, _| turn_on(&mut to.who.full)),
    flag("--batch", "batch", |to, _| turn_on(&mut to.who.batch)),
];

const CALL: [Plain; 5] = [
    value("--alert", "alert", None, |to, path| put(&mut to.call.alert, path.into())),
    value("--elapsed", "elapsed", None, |to, text| put(&mut to.call.elapsed, text.parse().ok()?)),
    value("--since", "since", None, |to, text| put(&mut to.call.since, text.parse().ok()?)),
    value("--severity", "severity", None, |to, text| put(&mut to.call.severity, text.into())),
    flag("--explain", "explain", |to, _| turn_on(&mut to.call.explain)),
];

impl Verb {
    const fn options(self) -> &'static [Plain] {
        match self {
            Self::Who => &WHO,
            Self::Call => &CALL,
        }
    }
}

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

/// Splits a line, the program's name first, into its subcommand and everything else.
pub(crate) fn split(args: &[OsString]) -> Option<(Verb, Vec<Token<'_>>)> {
    let mut args = args.iter().skip(1).map(|arg| arg.to_str());
    let mut tokens = Vec::new();
    let mut verb = None;
    while let Some(arg) = args.next() {
        let arg = arg?;
        if !arg.starts_with('-') || arg == "-" {
            match (verb, arg) {
                (Some(_), word) => tokens.push(Token::Word(word)),
                (None, "who") => verb = Some(Verb::Who),
                (None, "call") => verb = Some(Verb::Call),
                (None, _) => return None,
            }
            continue;
        }
        let (name, attached) = arg.split_once('=').map_or((arg, None), |(name, value)| (name, Some(value)));
        let of_verb = verb.into_iter().flat_map(|verb: Verb| BOTH.iter().chain(verb.options()));
        let option = GLOBAL.iter().chain(of_verb).find(|option| option.name == name)?;
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
    Some((verb?, tokens))
}

/// Checks whether a word is the value of an option before it. Clap takes `--` for the value of `--at`, its completion for
/// the end of the options, so such a line is left to them.
fn may_be_value(option: &Plain, word: &str) -> bool {
    !word.starts_with('-') || word == "-" || matches!(option.id, "at" | "rev" | "since") && word != "--"
}

/// Parses a command line, the program's name first; `None` leaves it to clap.
pub(super) fn read(args: &[OsString]) -> Option<Cli> {
    let (mut to, mut given) = (Lookup::default(), Vec::new());
    let (verb, tokens) = split(args)?;
    for token in tokens {
        match token {
            Token::Word("") => return None,
            Token::Word(word) => to.add(verb, word),
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
    if to.conflicts(verb, &given) { None } else { Some(to.into_cli(verb)) }
}

impl Lookup {
    fn add(&mut self, verb: Verb, word: &str) {
        match verb {
            Verb::Who if self.who.target.system.is_none() => self.who.target.system = Some(word.to_owned()),
            Verb::Who => self.who.target.area.push(word.to_owned()),
            Verb::Call => self.call.text.push(word.to_owned()),
        }
    }

    /// Checks whether clap refuses the combination.
    fn conflicts(&self, verb: Verb, given: &[&str]) -> bool {
        let has = |id| given.contains(&id);
        let with_batch = |id: &&str| BOTH.iter().chain(&WHO).any(|option| option.id == *id) && *id != "batch";
        let of_verb = match verb {
            Verb::Who => {
                let who = &self.who;
                has("area_option") && !who.target.area.is_empty()
                    || who.batch && (who.target.system.is_some() || given.iter().any(with_batch))
            }
            Verb::Call => has("alert") && !self.call.text.is_empty() || has("since") && has("elapsed"),
        };
        of_verb || has("field") && has("format") || (self.output.all || self.output.null) && !has("field")
    }

    fn into_cli(self, verb: Verb) -> Cli {
        let Self { global, evidence, output, who, call } = self;
        let command = match verb {
            Verb::Who => Command::Who(Arranged(Who { evidence, output, ..who })),
            Verb::Call => Command::Call(Arranged(Call { evidence, output, ..call })),
        };
        Cli { global, command }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::{CommandFactory, Parser};
    use proptest::prelude::*;

    use super::*;

    /// Words with `|` between them.
    const WORDS: &str = "--quiet|who|call|--alert|--alert=-|--elapsed=25m|--since|--explain|--severity=high|--host=db-1|\
        postgres|backup|json|table|--system|--area|--topic|--party|--role|--matrix|--field|--format|\
        --format=json|--format=xml|--system=postgres|--area=backup|--field=primary.id|--matrix=m.yaml|\
        --role=|--all|--all=true|--null|-0|--batch|-2h|2026-01-01|--no-cache|--|-|-h||--syst|--at=+2h|--at|\
        --at=now|--zone|Europe/Berlin|é b|--color=never|--hyperlink=always|--color|always|-x|show";

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
            &["call", "db-prod-3 replication lag > 300s", "--field", "number"],
            &["call", "-", "--explain", "--since", "-25m"],
            &["--quiet", "call", "--alert", "-", "--host=db-prod-3"],
        ] {
            assert!(read(&args(line)).is_some(), "{line:?}");
        }
    }

    #[test]
    fn the_table_has_every_option_that_clap_declares() {
        let mut command = Cli::command();
        command.build();
        let text = |options: Vec<_>| options.iter().map(|option| format!("{option:?}")).collect::<BTreeSet<_>>();
        for (name, verb) in [("who", Verb::Who), ("call", Verb::Call)] {
            let subcommand = command.find_subcommand(name).unwrap();
            let declared = subcommand.get_arguments().filter(|arg| arg.get_long().is_some_and(|long| long != "help"));
            let declared = declared.map(|arg| {
                let name = format!("--{}", arg.get_long().unwrap());
                (name, arg.get_id().to_string(), arg.get_action().takes_values(), arg.get::<Names>().copied())
            });
            let table = GLOBAL.iter().chain(&BOTH).chain(verb.options());
            let table =
                table.map(|option| (option.name.to_owned(), option.id.to_owned(), option.takes_value, option.names));
            assert_eq!(text(table.collect()), text(declared.collect::<Vec<(String, String, bool, Option<Names>)>>()));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn it_reads_what_clap_reads(
            before in prop::collection::vec(prop::sample::select(WORDS.split('|').collect::<Vec<_>>()), 0..3),
            verb in prop::sample::select(&["who", "call"][..]),
            behind in prop::collection::vec(prop::sample::select(WORDS.split('|').collect::<Vec<_>>()), 0..6),
        ) {
            let words = [before, vec![verb], behind].concat();
            let args = args(&words);
            if let Some(plain) = read(&args) {
                let parsed = Cli::try_parse_from(&args);
                prop_assert!(parsed.is_ok(), "{words:?}");
                prop_assert_eq!(format!("{plain:?}"), format!("{:?}", parsed.unwrap()), "{:?}", words);
            }
        }
    }
}
