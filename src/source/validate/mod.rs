//! Raw YAML into a valid matrix: every reference resolved, every relation between values checked, every fault collected.
//!
//! Each section has its file. [`Known`] first collects every id; then references are looked up there, so that the order of
//! sections and files doesn't matter.

mod calendar;
mod change;
mod document;
mod escalation;
mod known;
mod one_by_one;
mod party;
mod rota;
mod system;
mod verdict;

pub(crate) use one_by_one::{OneByOne, Settled};

use std::fmt::Display;

use super::container::{Entries, Items, Slot, Spanned};
use super::leaf::{AnyAddress, Form, Leaf, Ref, Text, Verdict};
use super::raw;
use super::text::Span;
use crate::diagnostic::Rule;
use crate::diagnostic::finding::{Finding, Findings};
use crate::matrix::{Acceptance, Contact, Matrix, Placed, System};
use known::{Ids, Known, Named};

/// Makes a matrix from the raw files, which are in the order of `names`. It is only valid if there are no faults. `whole`
/// says whether these are all files: if not, another one may define what isn't known.
pub(crate) fn validate(files: Vec<raw::File>, names: Vec<String>, whole: bool, faults: &mut Findings) -> Matrix {
    document::version(&files, whole, faults);
    let known = Known::collect(&files, whole, faults);
    sections(files, names, &known, faults, system::systems)
}

/// Every section, once all ids are known. `systems` makes those of the systems.
fn sections(
    files: Vec<raw::File>,
    names: Vec<String>,
    known: &Known,
    faults: &mut Findings,
    systems: impl FnOnce(Vec<(Text, raw::System)>, &mut Context<'_>) -> Vec<System>,
) -> Matrix {
    let mut context = Context { known, faults, acceptances: Vec::new() };
    let merged = merge(files, &mut context);
    let mut matrix = Matrix { files: names, ..Matrix::default() };
    matrix.document = merged.document.map(|raw| document::document(raw, &mut context)).unwrap_or_default();
    matrix.calendars = calendar::calendars(merged.calendars, &mut context);
    matrix.people = rota::people(merged.people, &mut context);
    matrix.parties = merged.parties.into_iter().map(|(id, raw)| party::party(id, raw, &mut context)).collect();
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

/// What every section needs.
struct Context<'a> {
    known: &'a Known,
    faults: &'a mut Findings,
    acceptances: Vec<Acceptance>,
}

impl Context<'_> {
    /// What an id refers to. An unknown id is a fault.
    fn find<T: Named>(&mut self, id: &Ref<T>) -> Option<T::Id> {
        T::ids(self.known).find(id, self.faults).map(T::id)
    }

    /// As [`Self::find`], for a slot.
    fn reference<T: Named, const REQUIRED: bool>(&mut self, slot: &Slot<Ref<T>, REQUIRED>) -> Option<T::Id> {
        slot.get().and_then(|id| self.find(id))
    }

    /// As [`Self::find`], for a list.
    fn references<T: Named>(&mut self, ids: &Items<Ref<T>>) -> Vec<T::Id> {
        ids.iter().filter_map(|id| self.find(id)).collect()
    }

    /// Reports a missing value. `owner` and `place` say where.
    fn missing(&mut self, is_missing: bool, key: &str, place: Span, owner: impl Display) {
        if is_missing {
            let fault = Finding::at(Rule::MissingValue, place, format!("{owner} has no {key}"));
            self.faults.push(fault.help(format!("add `{key}: …`")));
        }
    }

    /// A text that must be there.
    fn required(&mut self, slot: Slot<Text, true>, key: &str, place: Span, owner: impl Display) -> Option<String> {
        self.missing(slot.is_absent(), key, place, &owner);
        let text = slot.into_option()?;
        if text.value.trim().is_empty() {
            let message = format!("the {key} of {owner} is empty");
            self.faults.push(Finding::at(Rule::BadValue, text.span, message).help("write what it is"));
        }
        Some(text.value)
    }

    /// Reports a value that contradicts another one.
    fn bad(&mut self, value: impl Display, place: Span, noun: &str, how: &str) {
        self.faults.push(Finding::at(Rule::BadValue, place, format!("`{value}` is no {noun}")).help(how));
    }
}

/// Labelled addresses.
fn contacts(entries: Entries<Leaf<AnyAddress>>) -> Vec<Contact> {
    let contact = |(label, Leaf { value: (kind, address), span }): (Text, Leaf<AnyAddress>)| Contact {
        label: label.value,
        kind,
        address,
        place: span,
    };
    entries.into_iter().map(contact).collect()
}

/// Reports what an earlier file has, too.
fn refuse_repeated<'a, T>(
    kind: &str,
    rule: Rule,
    earlier: &[(Text, T)],
    ids: impl Iterator<Item = &'a Text>,
    context: &mut Context<'_>,
) {
    for id in ids {
        if let Some((first, _)) = earlier.iter().find(|(first, _)| first.value == id.value) {
            let finding = Finding::at(rule, id.span, format!("{kind} `{}` is given twice", id.value));
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
    verdicts: Vec<(Text, Leaf<Verdict>)>,
}

fn merge(files: Vec<raw::File>, context: &mut Context<'_>) -> Merged {
    let mut all = Merged::default();
    for file in files {
        if let Some(document) = file.document.into_option() {
            if let Some(first) = &all.document {
                let message = "the matrix has two `document` sections";
                let fault = Finding::at(Rule::GivenTwice, document.span, message);
                context.faults.push(fault.related(first.span, "the first one"));
            } else {
                all.document = Some(document);
            }
        }
        if let Some(Spanned { value, span }) = file.calendar.into_option() {
            all.calendars.push((Text { value: known::DEFAULT.to_owned(), span }, value));
        }
        all.calendars.extend(file.calendars);
        all.people.extend(file.people);
        all.rotas.extend(file.rotas);
        all.parties.extend(file.teams.into_iter().map(|(id, raw)| (id, party::Raw::Team(raw))));
        all.parties.extend(file.roles.into_iter().map(|(id, raw)| (id, party::Raw::Role(raw))));
        all.parties.extend(file.groups.into_iter().map(|(id, raw)| (id, party::Raw::Group(raw))));
        all.parties.extend(file.placeholders.into_iter().map(|(id, raw)| (id, party::Raw::Placeholder(raw))));
        all.systems.extend(file.systems);
        all.policies.extend(file.escalation);
        let channels = file.channels.iter().map(|(id, _)| id);
        refuse_repeated("the channel", Rule::DuplicateId, &all.channels, channels, context);
        all.channels.extend(file.channels);
        all.changes.extend(file.changes);
        all.steps.extend(file.change_process);
        all.targets.extend(file.service_levels);
        all.duties.extend(file.duties);
        all.weeks.extend(file.onboarding);
        let codes = file.check.iter().map(|(code, _)| code);
        refuse_repeated("the severity of", Rule::GivenTwice, &all.verdicts, codes, context);
        all.verdicts.extend(file.check);
    }
    all
}

fn texts(items: Items<Text>) -> Vec<String> {
    items.into_iter().map(|text| text.value).collect()
}

/// The value of a slot, without its place.
fn value<F: Form, const REQUIRED: bool>(slot: Slot<Leaf<F>, REQUIRED>) -> Option<F::Value> {
    slot.into_option().map(|leaf| leaf.value)
}

/// The value of a slot, with its place.
fn placed<F: Form, const REQUIRED: bool>(slot: Slot<Leaf<F>, REQUIRED>) -> Option<Placed<F::Value>> {
    slot.into_option().map(Leaf::placed)
}
