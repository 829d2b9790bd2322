//! Limits of what is read and written, so that no input takes gigabytes. `docs/src/reference/limits.md` lists them.

/// Bytes of a file: a larger one is a mistake, and `/dev/zero` never ends.
pub(crate) const FILE_BYTES: u64 = 512 << 20;

/// YAML files of a folder.
pub(crate) const FILES: usize = 10_000;

/// Files and folders to look at in search of YAML.
pub(crate) const FOLDER_ENTRIES: usize = 100_000;

/// Levels of nested YAML. A matrix needs 8.
pub(crate) const DEPTH: usize = 64;

/// Bytes that aliases add to a file. It may also have at most four times its size.
pub(crate) const ALIASED_BYTES: usize = 16 << 20;

/// Values of a file with lines of their texts, and one more for every [`BYTES_PER_VALUE`].
pub(crate) const VALUES: usize = 2_000_000;

pub(crate) const BYTES_PER_VALUE: usize = 8;

/// Systems above a system, and calendars that a calendar extends.
pub(crate) const PARENTS: usize = 64;

/// Hours and holidays that all calendars take over from those that they extend.
pub(crate) const TAKEN_OVER: usize = 1_000_000;

/// Rotas of a party. Each has hundreds of turns a year.
pub(crate) const ROTAS: usize = 1_000;

/// Rotas that take their people from one another. Each turn computes the turns of the next rota again.
pub(crate) const NESTED_ROTAS: usize = 8;

/// Overrides of a rota with `replaces` that count at one time, the newest first.
pub(crate) const OVERLAPPING: usize = 100;

/// Turns in an answer.
pub(crate) const SHIFTS: usize = 200_000;

/// Areas of a system.
pub(crate) const AREAS: usize = 100_000;

/// Shifts on an HTML page, of all parties and of one.
pub(crate) const SHIFTS_ON_PAGE: usize = 2_000;

pub(crate) const SHIFTS_OF_PARTY: usize = 200;

/// Months on an HTML page.
pub(crate) const MONTHS_ON_PAGE: usize = 100;

/// Rows of a list, of an answer about areas, owners or duties, and of a search.
pub(crate) const ROWS: usize = 100_000;

/// Things that differ between two matrices, on either side.
pub(crate) const DIFFERENCES: usize = 200_000;

/// Rows of a list in an answer about gaps.
pub(crate) const GAPS: usize = 20_000;

/// Rows of a table of gaps in an HTML page.
pub(crate) const PAGE_ROWS: usize = 1_000;

/// Lines of a fact about a party in an HTML page, and rows of its duties.
pub(crate) const PAGE_LINES: usize = 100;

/// Bytes of a document.
pub(crate) const DOCUMENT_BYTES: usize = 256 << 20;

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

/// Bytes of a roster.
pub(crate) const ROSTER_BYTES: u64 = 64 << 20;

/// Words of a question.
pub(crate) const WORDS: usize = 1_000;

/// Bytes of a question in a batch.
pub(crate) const QUESTION_BYTES: u64 = 1 << 20;
