//! Limits of what is read and written, so that no input takes gigabytes. `docs/limits.md` lists them.

/// Bytes of a file: a larger one is a mistake, and `/dev/zero` never ends.
pub(crate) const FILE_BYTES: u64 = 512 << 20;

/// YAML files of a folder.
pub(crate) const FILES: usize = 10_000;

/// Files and folders to look at in search of YAML.
pub(crate) const FOLDER_ENTRIES: usize = 100_000;

/// Levels of nested YAML. A matrix needs 8.
pub(crate) const DEPTH: usize = 64;

/// Values of a file, and one more for every [`BYTES_PER_VALUE`].
pub(crate) const VALUES: usize = 2_000_000;

pub(crate) const BYTES_PER_VALUE: usize = 8;

/// Systems above a system, and calendars that a calendar extends.
pub(crate) const PARENTS: usize = 64;

pub(crate) const CALENDARS: usize = 1_000;

/// Holidays of a calendar, with those that it takes over.
pub(crate) const HOLIDAYS: usize = 2_000;

/// Hours of the week of a calendar or a rota: one for each hour.
pub(crate) const HOURS: usize = 168;

/// Rotas of a party.
pub(crate) const ROTAS: usize = 64;

/// Turns in an answer.
pub(crate) const SHIFTS: usize = 200_000;

/// Rows of an answer about areas, owners or duties, and of a search.
pub(crate) const ROWS: usize = 100_000;

/// Faults of the YAML, and findings of a rule, that are kept.
pub(crate) const FINDINGS_KEPT: usize = 50_000;

/// Findings that `own check` shows, unless it is asked for more.
pub(crate) const FINDINGS: usize = 1_000;

/// Findings that other commands show.
pub(crate) const FINDINGS_ELSEWHERE: usize = 100;

/// Other places that the text of a finding shows.
pub(crate) const RELATED: usize = 10;

/// Candidates, hints or names in an error.
pub(crate) const HINTS: usize = 100;

/// Bytes of an id, a name or an alias.
pub(crate) const NAME_BYTES: usize = 1_000;

/// Words of a question.
pub(crate) const WORDS: usize = 1_000;

/// Bytes of a question in a batch.
pub(crate) const QUESTION_BYTES: u64 = 1 << 20;
