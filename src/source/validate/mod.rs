//! Raw YAML into a valid matrix: every reference resolved, every value of its kind, every fault collected.
//!
//! Each section has its file. A section is read in two passes: first everything that has an id is entered in
//! [`Known`], then references are looked up there, so that the order of sections and files doesn't matter.

mod calendar;
mod change;
mod document;
mod escalation;
mod form;
mod known;
mod one_by_one;
mod party;
mod rota;
mod system;
mod value;
mod verdict;

pub(crate) use one_by_one::{OneByOne, Settled};
pub(crate) use value::date;

use std::fmt::Display;

use super::raw;
use super::spanned::{Entries, Items, Spanned, Text};
use super::text::Span;
use crate::diagnostic::Rule;
use crate::diagnostic::finding::Findings;
use crate::matrix::{Acceptance, CalendarId, Matrix, PartyId, Placed, System};
use known::{Ids, Known};

/// Makes a matrix from the raw files, which stand in the order of `names`. What is wrong goes to `faults`; the matrix
/// is only good if there are none. `whole` says whether these are all files: if not, what they refer to and don't define
/// may stand in another one, and is no fault.
pub(crate) fn validate(files: Vec<raw::File>, names: Vec<String>, whole: bool, faults: &mut Findings) -> Matrix {
    document::version(&files, whole, faults);
    let known = Known::collect(&files, whole, faults);
    sections(files, names, &known, faults, system::systems)
}

/// Every section, when it is known what has an id. `systems` makes those of the systems.
fn sections(
    mut files: Vec<raw::File>,
    names: Vec<String>,
    known: &Known,
    faults: &mut Findings,
    systems: impl FnOnce(Vec<(Text, raw::System)>, &mut Context<'_>) -> Vec<System>,
) -> Matrix {
    let mut context = Context { known, faults, acceptances: Vec::new() };
    let merged = merge(&mut files, &mut context);
    let mut matrix = Matrix { files: names, ..Matrix::default() };
    matrix.document = merged.document.map(|raw| document::document(raw, &mut context)).unwrap_or_default();
    matrix.calendars = calendar::calendars(merged.calendars, &mut context);
    matrix.people = rota::people(merged.people, &mut context);
    matrix.parties = party::parties(merged.parties, &mut context);
    matrix.systems = systems(merged.systems, &mut context);
    matrix.policies = escalation::policies(merged.policies, &mut context);
    matrix.channels = document::channels(merged.channels);
    matrix.changes = change::categories(merged.changes, &mut context);
    matrix.change_process = change::process(merged.steps, &mut context);
    matrix.targets = document::targets(merged.targets, &mut context);
    matrix.duties = merged.duties.into_iter().filter_map(|raw| document::duty(raw, None, &mut context)).collect();
    matrix.onboarding = document::onboarding(merged.weeks, &mut context);
    matrix.rotas = rota::rotas(merged.rotas, &matrix, &mut context);
    matrix.verdicts = verdict::verdicts(merged.verdicts, &mut context);
    matrix.acceptances = context.acceptances;
    matrix
}

/// What every section needs while it is read.
struct Context<'a> {
    known: &'a Known,
    faults: &'a mut Findings,
    acceptances: Vec<Acceptance>,
}

impl Context<'_> {
    /// The parties behind a cell; those that are unknown are faults.
    fn parties(&mut self, cell: Items<Text>) -> Vec<PartyId> {
        cell.into_iter().filter_map(|text| self.party(&text)).collect()
    }

    /// The party behind an id.
    fn party(&mut self, text: &Text) -> Option<PartyId> {
        self.known.parties.find(text, self.faults).map(PartyId)
    }

    /// The calendar that something names.
    fn calendar(&mut self, slot: &super::spanned::Slot<Text>) -> Option<CalendarId> {
        slot.get().and_then(|id| self.known.calendars.find(id, self.faults)).map(CalendarId)
    }

    /// A text that must be there. `owner` and `whose` say where it is missing.
    fn required(
        &mut self,
        slot: super::spanned::Slot<Text>,
        key: &str,
        whose: Span,
        owner: impl Display,
    ) -> Option<String> {
        if slot.is_absent() {
            let help = format!("add `{key}: …`");
            self.faults.push(
                crate::diagnostic::finding::Finding::at(Rule::MissingValue, whose, format!("{owner} has no {key}"))
                    .help(help),
            );
        }
        let text = slot.into_option()?;
        if text.value.trim().is_empty() {
            let message = format!("the {key} of {owner} is empty");
            self.faults.push(
                crate::diagnostic::finding::Finding::at(Rule::BadValue, text.span, message).help("write what it is"),
            );
        }
        Some(text.value)
    }
}

/// What an earlier file has as well.
fn twice<'a, T>(
    kind: &str,
    rule: Rule,
    earlier: &[(Text, T)],
    ids: impl Iterator<Item = &'a Text>,
    context: &mut Context<'_>,
) {
    for id in ids {
        if let Some((first, _)) = earlier.iter().find(|(first, _)| first.value == id.value) {
            let message = format!("{kind} `{}` is given twice", id.value);
            let finding = crate::diagnostic::finding::Finding::at(rule, id.span, message);
            context.faults.push(finding.related(first.span, "the first one"));
        }
    }
}

/// All files as one, section by section, in the order of the files.
#[derive(Default)]
struct Merged {
    document: Option<Spanned<raw::Document>>,
    calendars: Vec<(Text, raw::Calendar)>,
    people: Vec<(Text, raw::Person)>,
    rotas: Vec<(Text, raw::Rota)>,
    parties: Vec<(Text, party::Raw)>,
    systems: Vec<(Text, raw::System)>,
    policies: Vec<(Text, raw::Policy)>,
    channels: Vec<(Text, Items<Text>)>,
    changes: Vec<(Text, raw::Change)>,
    steps: Vec<Spanned<raw::Step>>,
    targets: Vec<Spanned<raw::Target>>,
    duties: Vec<Spanned<raw::Duty>>,
    weeks: Vec<Spanned<raw::Week>>,
    verdicts: Vec<(Text, Text)>,
}

fn merge(files: &mut Vec<raw::File>, context: &mut Context<'_>) -> Merged {
    let mut all = Merged::default();
    for file in files.drain(..) {
        if let Some(document) = file.document.into_option() {
            match &all.document {
                Some(first) => context.faults.push(
                    crate::diagnostic::finding::Finding::at(
                        Rule::GivenTwice,
                        document.span,
                        "the matrix has two `document` sections",
                    )
                    .related(first.span, "the first one"),
                ),
                None => all.document = Some(document),
            }
        }
        if let Some(Spanned { value, span }) = file.calendar.into_option() {
            all.calendars.push((Text { value: known::DEFAULT.to_owned(), span }, value));
        }
        all.calendars.extend(file.calendars);
        all.people.extend(file.people);
        all.rotas.extend(file.rotas);
        all.parties.extend(tagged(file.teams, party::Raw::Team));
        all.parties.extend(tagged(file.roles, party::Raw::Role));
        all.parties.extend(tagged(file.groups, party::Raw::Group));
        all.parties.extend(tagged(file.placeholders, party::Raw::Placeholder));
        all.systems.extend(file.systems);
        all.policies.extend(file.escalation);
        twice("the channel", Rule::DuplicateId, &all.channels, file.channels.iter().map(|(id, _)| id), context);
        all.channels.extend(file.channels);
        all.changes.extend(file.changes);
        all.steps.extend(file.change_process);
        all.targets.extend(file.service_levels);
        all.duties.extend(file.duties);
        all.weeks.extend(file.onboarding);
        twice("the severity of", Rule::GivenTwice, &all.verdicts, file.check.iter().map(|(code, _)| code), context);
        all.verdicts.extend(file.check);
    }
    all
}

fn tagged<T>(entries: Entries<T>, tag: fn(T) -> party::Raw) -> impl Iterator<Item = (Text, party::Raw)> {
    entries.into_iter().map(move |(id, raw)| (id, tag(raw)))
}

/// The bare texts of a list.
fn texts(items: Items<Text>) -> Vec<String> {
    items.into_iter().map(|text| text.value).collect()
}

/// The text of a slot, with its place.
fn placed(slot: super::spanned::Slot<Text>) -> Option<Placed<String>> {
    slot.into_option().map(|text| Placed { value: text.value, place: text.span })
}

/// The bare text of a slot.
fn text(slot: super::spanned::Slot<Text>) -> Option<String> {
    slot.into_option().map(|text| text.value)
}
