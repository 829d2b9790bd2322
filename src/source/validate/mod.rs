//! Raw YAML into a valid matrix: every reference resolved, every relation between values checked, every fault collected.
//!
//! Each section has its file. [`Known`] first collects every id; then references are looked up there, so that the order of
//! sections and files doesn't matter.

mod calendar;
mod chain;
mod change;
mod document;
mod escalation;
mod expectation;
mod handover;
mod ids;
mod known;
mod large;
mod names;
mod party;
mod reviewed;
mod rota;
mod selector;
mod system;
mod verdict;

pub(crate) use large::{compile_large, whole_large};

use std::collections::HashMap;
use std::fmt::Display;

use super::container::value;
use super::extension::{Anything, Extensions};
use super::{AnyAddress, Entries, Form, Items, Leaf, Ref, Slot, Span, Text, WebAddress, raw};
use crate::diagnostic::{Finding, Findings, Rule};
use crate::matrix::{Acceptance, Contact, Extension, Kind, Link, Matrix, Party, PartyId, Placed, System};
use ids::Ids;
use known::{Known, Named};

/// Makes a matrix from the raw files, which are in the order of `names`. It is only valid if there are no faults. `is_complete`
/// is false if files are missing, which may define an unknown id.
pub(crate) fn validate(
    mut files: Vec<raw::File>,
    names: Vec<String>,
    is_complete: bool,
    faults: &mut Findings,
) -> Matrix {
    document::version(&files, is_complete, faults);
    let known = Known::collect(&files, is_complete, faults);
    if faults.is_abandoned() {
        return Matrix { files: names, ..Matrix::default() };
    }
    let mut context = Context { known: &known, faults, acceptances: Vec::new() };
    let raw: Vec<_> = files.iter_mut().flat_map(|file| std::mem::take(&mut file.systems)).collect();
    let mut matrix = sections(&mut files, names, &mut context, |context| system::systems(raw, context));
    reviewed::compare(&mut matrix);
    known.refuse_bad_ids(context.faults);
    let matrix = Matrix { acceptances: context.acceptances, ..matrix };
    if faults.is_abandoned() { Matrix { files: matrix.files, ..Matrix::default() } } else { matrix }
}

/// Every section, once all ids are known. `systems` makes those of the systems.
fn sections(
    files: &mut [raw::File],
    names: Vec<String>,
    context: &mut Context<'_>,
    systems: impl FnOnce(&mut Context<'_>) -> Vec<System>,
) -> Matrix {
    /// The entries or items of a section, in order of the files.
    macro_rules! section {
        ($section:ident) => {
            files.iter_mut().flat_map(|file| std::mem::take(&mut file.$section))
        };
    }
    let mut matrix = Matrix { files: names, ..Matrix::default() };
    matrix.document = document::document(files, context);
    matrix.calendars = calendar::calendars(files, context);
    matrix.parties = party::parties(files, context);
    matrix.systems = systems(context);
    let channels: Vec<_> = section!(channels).collect();
    refuse_repeated("the channel", Rule::DuplicateId, &channels, context);
    matrix.channels = channels.into_iter().map(document::channel).collect();
    matrix.changes = section!(changes).map(|(id, raw)| change::category(id, raw, context)).collect();
    matrix.change_process = section!(change_process).filter_map(|raw| change::step(raw, context)).collect();
    matrix.targets = section!(service_levels).filter_map(|raw| document::target(raw, context)).collect();
    matrix.duties = section!(duties).filter_map(|raw| document::duty(raw, None, context)).collect();
    matrix.onboarding = section!(onboarding).filter_map(|raw| document::week(raw, context)).collect();
    matrix.rotas = section!(rotas).filter_map(|(id, raw)| rota::rota(id, raw, &matrix, context)).collect();
    matrix.compare_reviewed_parties();
    matrix.owner_roles = section!(owner_roles).map(|(role, _)| role.placed()).collect();
    rota::limit(&mut matrix.rotas, context);
    matrix.policies = section!(escalation).map(|(id, raw)| escalation::policy(id, raw, &matrix, context)).collect();
    matrix.expectations = section!(expect).filter_map(|raw| expectation::expectation(raw, context)).collect();
    rota::refuse_circles(&matrix, context);
    let verdicts: Vec<_> = section!(check).collect();
    refuse_repeated("the severity of", Rule::GivenTwice, &verdicts, context);
    matrix.verdicts = verdicts.into_iter().filter_map(|raw| context.verdict(raw)).collect();
    matrix
}

struct Context<'a> {
    known: &'a Known,
    faults: &'a mut Findings,
    acceptances: Vec<Acceptance>,
}

impl Context<'_> {
    /// Resolves an id. An unknown id is a fault.
    fn find<T: Named>(&mut self, id: &Ref<T>) -> Option<T::Id> {
        T::ids(self.known).find(id, self.faults).map(T::id)
    }

    /// As [`Self::find`], for a slot.
    fn reference<T: Named, const REQUIRED: bool>(&mut self, slot: &Slot<Ref<T>, REQUIRED>) -> Option<T::Id> {
        slot.get().and_then(|id| self.find(id))
    }

    /// As [`Self::find`], for a list.
    fn references<T: Named, const REQUIRED: bool>(&mut self, ids: &Items<Ref<T>, REQUIRED>) -> Vec<T::Id> {
        ids.iter().filter_map(|id| self.find(id)).collect()
    }

    /// As [`Self::find`], for a party of certain kinds. Another one is a fault.
    fn find_of_kind(&mut self, id: &Ref<Party>, kinds: &[Kind], help: &str) -> Option<PartyId> {
        let party = self.find(id)?;
        let kind = self.known.kinds.get(party.0 as usize)?;
        if kinds.contains(kind) {
            return Some(party);
        }
        let article = if *kind == Kind::Organisation { "an" } else { "a" };
        let fault = Finding::at(Rule::BadValue, id.span, format!("`{}` is {article} {kind}", id.value));
        self.faults.push(fault.help(help));
        None
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
        self.faults.push(Finding::at(Rule::BadValue, place, format!("`{value}` isn't a valid {noun}")).help(how));
    }
}

/// Labelled addresses.
fn contacts(entries: Entries<Leaf<AnyAddress>>) -> Vec<Contact> {
    let contact = |(label, Leaf { value: (kind, address), span }): (Text, Leaf<AnyAddress>)| Contact {
        kind: kind.or_by_label(&label.value, &address),
        label: label.value,
        address,
        place: span,
    };
    entries.into_iter().map(contact).collect()
}

/// Labelled web addresses.
fn links(entries: Entries<Leaf<WebAddress>>) -> Vec<Link> {
    let link = |(label, leaf): (Text, Leaf<WebAddress>)| Link { label: label.value, url: leaf.value, place: leaf.span };
    entries.into_iter().map(link).collect()
}

/// What `x-…` keys say.
fn extensions(raw: Extensions) -> Vec<Extension> {
    let said =
        |(key, Anything(said)): (Text, Anything)| Extension { key: key.value, value: said.value, place: key.span };
    raw.into_iter().map(said).collect()
}

/// Reports ids that an earlier file also has.
fn refuse_repeated<T>(kind: &str, rule: Rule, entries: &[(Text, T)], context: &mut Context<'_>) {
    let mut firsts: HashMap<&str, Span> = HashMap::with_capacity(entries.len());
    for (id, _) in entries {
        if let Some(first) = firsts.get(id.value.as_str()) {
            let finding = Finding::at(rule, id.span, format!("{kind} `{}` is given twice", id.value));
            context.faults.push(finding.related(*first, "the first one"));
        } else {
            firsts.insert(&id.value, id.span);
        }
    }
}

fn texts(items: Items<Text>) -> Vec<String> {
    items.into_iter().map(|text| text.value).collect()
}

/// The value of a slot, with its place.
fn placed<F: Form, const REQUIRED: bool>(slot: Slot<Leaf<F>, REQUIRED>) -> Option<Placed<F::Value>> {
    slot.into_option().map(Leaf::placed)
}
