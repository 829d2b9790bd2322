//! The kinds of things that arguments name, for completion.

use clap::builder::ArgExt;

/// The kind of thing that the value of an argument names, declared beside the argument: `#[arg(add = Names::System)]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Names {
    System,
    /// An area of the system on the line.
    Area,
    Topic,
    Party,
    /// A responsibility or an owner role.
    Role,
    /// A tag of a system.
    Tag,
    /// An escalation level.
    Level,
    /// A change category.
    Category,
    /// Anything that has a page: system, party, level, category …
    Thing,
    /// A kind of thing.
    Kind,
    /// How often a duty recurs.
    Cadence,
    DutyKind,
    /// A metric that has a target.
    Metric,
    /// A rule of `own check`.
    Rule,
    /// A rule, or the code of a warning.
    Code,
    /// A command, or a topic of the help.
    Page,
    /// A field of the subcommand's answer.
    Field,
}

impl ArgExt for Names {}
