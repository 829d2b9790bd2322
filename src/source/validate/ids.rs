//! The ids of one kind of thing, and references to them.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use super::super::{Entries, Form, Leaf, Slot, Span, Spanned, Text, raw};
use super::names::Names;
use crate::diagnostic::{Finding, Findings, Rule};
use crate::matrix::{CALLED_OF_ROW, DEFAULT, NOBODY, Responsibility};
use crate::text::name;
use crate::text::nearest::{nearest, sole};

/// The ids of one kind of thing, each with its number in the matrix.
pub(super) struct Ids {
    kind: &'static str,
    /// The number is missing if the entry has a fault.
    numbers: HashMap<String, (Option<u32>, Span)>,
    /// For people who write a name instead of an id.
    pub(super) names: Names,
    /// In order of the file, so that suggestions are the same in every run; by their numbers if none has a fault.
    pub(super) order: Vec<String>,
    /// The number of ids of each kebab-case form, once all ids are known.
    forms: OnceCell<HashMap<String, usize>>,
    next: u32,
    /// True if all files could be parsed, so that an unknown id is defined nowhere.
    pub(super) is_complete: bool,
    /// References to ids that aren't kebab-case.
    to_rename: RefCell<Vec<(String, Span)>>,
    /// Until ids are known, each one that is mentioned gets a provisional number.
    pub(super) mentions: Option<RefCell<HashMap<String, u32>>>,
}

/// Findings after which none has a suggestion: the first ones are to be fixed first.
const SUGGESTIONS: usize = 200;

impl Ids {
    pub(super) fn new(kind: &'static str) -> Self {
        let (numbers, order) = (HashMap::new(), Vec::new());
        Self {
            kind,
            numbers,
            names: Names::new(kind),
            order,
            forms: OnceCell::new(),
            next: 0,
            to_rename: RefCell::default(),
            is_complete: true,
            mentions: None,
        }
    }

    /// The numbers of the provisional numbers of `other`; `None` if one of its ids is unknown.
    pub(super) fn numbers_of(&self, other: &Self) -> Option<Vec<u32>> {
        let mentions = other.mentions.as_ref().map(RefCell::take).unwrap_or_default();
        let mut numbers = vec![0; mentions.len()];
        for (id, mention) in mentions {
            numbers[mention as usize] = self.numbers.get(&id)?.0?;
        }
        Some(numbers)
    }

    /// Enters the ids of another file.
    pub(super) fn absorb(&mut self, other: Self, faults: &mut Findings) {
        for id in other.order {
            let span = other.numbers.get(&id).map(|(_, span)| *span).unwrap_or_default();
            self.enter_next(&Text { value: id, span }, faults);
        }
    }

    /// Enters the keys of a section.
    pub(super) fn enter<T>(&mut self, entries: &Entries<T>, faults: &mut Findings) {
        for (id, _) in entries {
            self.enter_next(id, faults);
        }
        for id in entries.faulty_keys() {
            self.enter_one(id, None, faults);
        }
    }

    /// Enters one id, with the next number.
    pub(super) fn enter_next(&mut self, id: &Text, faults: &mut Findings) {
        let number = self.next;
        self.next += 1;
        self.enter_one(id, Some(number), faults);
    }

    /// Enters the section `calendar`.
    pub(super) fn enter_default(&mut self, section: &Slot<Spanned<raw::Calendar>>, faults: &mut Findings) {
        if let Slot::Given(Spanned { span, .. }) = section {
            self.enter_next(&Text { value: DEFAULT.to_owned(), span: *span }, faults);
        } else if section.is_faulty() {
            self.numbers.insert(DEFAULT.to_owned(), (None, Span::default()));
        }
    }

    /// Refuses ids that mean a cell of the row under `call` of a level, or nobody in an override.
    pub(super) fn refuse_reserved(&self, faults: &mut Findings) {
        let cells = CALLED_OF_ROW.map(|of| (of.as_str(), "under `call` of a level it means that cell of the row"));
        for (word, why) in
            cells.into_iter().chain([(NOBODY, "under `who` of an override it means that nobody is on call")])
        {
            let Some((_, span)) = self.numbers.get(word) else { continue };
            let fault = Finding::at(Rule::BadId, *span, format!("`{word}` is a reserved id"));
            faults.push(fault.help(format!("{why}; choose another id")));
        }
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.numbers.contains_key(id)
    }

    /// Reports ids that aren't kebab-case. The fix renames each together with the references to it.
    pub(super) fn refuse_bad(&self, faults: &mut Findings) {
        let mut references: HashMap<String, Vec<Span>> = HashMap::new();
        for (id, span) in self.to_rename.take() {
            references.entry(id).or_default().push(span);
        }
        for id in self.order.iter().filter(|id| !name::is_id(id)) {
            let Some((_, span)) = self.numbers.get(id) else { continue };
            let fault = Finding::at(Rule::BadId, *span, format!("`{id}` is not an id"));
            let proposed = self.proposed(id);
            let help = match &proposed {
                Some(proposed) => format!("ids are kebab-case: write `{proposed}`"),
                None => "ids are kebab-case: lower-case letters and digits, joined by hyphens".to_owned(),
            };
            let references = references.remove(id).unwrap_or_default();
            let fault = fault.help(format!("{help}; put the full name into `name`"));
            faults.push(fault.fix_if(id, proposed).fix_too(id, &references));
        }
    }

    /// The kebab-case form of an id, if nothing else has it.
    fn proposed(&self, id: &str) -> Option<String> {
        let proposed = Some(name::to_id(id)).filter(|proposed| name::is_id(proposed))?;
        let forms = self.forms.get_or_init(|| {
            let mut forms: HashMap<String, usize> = HashMap::new();
            for id in &self.order {
                *forms.entry(name::to_id(id)).or_default() += 1;
            }
            forms
        });
        let itself = usize::from(self.has(id));
        (forms.get(&proposed).copied().unwrap_or_default() <= itself).then_some(proposed)
    }

    fn enter_one(&mut self, id: &Text, number: Option<u32>, faults: &mut Findings) {
        if let Some((_, first)) = self.numbers.get(&id.value) {
            let message = format!("{} `{}` is defined twice", self.kind, id.value);
            faults.push(Finding::at(Rule::DuplicateId, id.span, message).related(*first, "the first one"));
            return;
        }
        self.numbers.insert(id.value.clone(), (number, id.span));
        self.order.push(id.value.clone());
    }

    /// The number of an id. An unknown id is a fault.
    pub(super) fn find<F: Form<Value = String>>(&self, id: &Leaf<F>, faults: &mut Findings) -> Option<u32> {
        if let Some(mentions) = &self.mentions {
            let mut mentions = mentions.borrow_mut();
            let next = u32::try_from(mentions.len()).ok()?;
            // Most are mentioned again and again.
            return Some(
                mentions.get(&id.value).copied().unwrap_or_else(|| *mentions.entry(id.value.clone()).or_insert(next)),
            );
        }
        if let Some((number, _)) = self.numbers.get(&id.value) {
            self.rename_at(&id.value, id.span);
            return *number;
        }
        self.refuse(id, faults);
        None
    }

    /// Notes a reference, which is renamed with its id.
    pub(super) fn rename_at(&self, id: &str, span: Span) {
        if !name::is_id(id) {
            self.to_rename.borrow_mut().push((id.to_owned(), span));
        }
    }

    /// Reports an unknown id, with the nearest known one. If a file is missing, it may define the id.
    fn refuse<F: Form<Value = String>>(&self, Leaf { value: id, span }: &Leaf<F>, faults: &mut Findings) {
        let kind = self.kind;
        if !self.is_complete {
            return faults.excuse(*span);
        }
        let fault = Finding::at(Rule::UnknownReference, *span, format!("unknown {kind} `{id}`"));
        let valid = |id: &str| if name::is_id(id) { Some(id.to_owned()) } else { self.proposed(id) };
        let named = self.names.sole(id).and_then(valid);
        // Each suggestion compares all ids.
        let suggests = faults.len() < SUGGESTIONS;
        let ids = self.order.iter().map(String::as_str);
        let near = || if suggests { nearest(id, ids).and_then(valid) } else { None };
        let near = named.clone().or_else(near);
        // Its entry has a bad id, which is reported there.
        if near.as_deref() == Some(id) {
            return faults.excuse(*span);
        }
        let help = match near.as_deref() {
            Some(near) => format!("did you mean `{near}`?"),
            None if self.order.is_empty() => format!("the matrix defines no {kind}"),
            None if id.contains(',') => format!("write a list: [{id}]"),
            None if Responsibility::ALL.iter().any(|of| of.as_str().eq_ignore_ascii_case(id)) => {
                "write the id of a party; only `call` of a level takes `primary` and `secondary`, too".to_owned()
            }
            None => format!("the YAML refers to things by id; define it, or use the id of a known {kind}"),
        };
        // Never towards an id that has to be renamed.
        let known = || self.order.iter().map(String::as_str).filter(|_| suggests);
        let sole = || sole(id, known()).filter(|id| name::is_id(id)).map(str::to_owned);
        faults.push(fault.help(help).fix_if(id, named.or_else(sole)));
    }
}
