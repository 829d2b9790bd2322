//! Everything that has an id, entered before any reference is looked up.

use std::cell::RefCell;
use std::collections::HashMap;

use super::super::raw;
use super::super::spanned::{Entries, Items, Slot, Spanned, Text};
use super::super::text::Span;
use crate::diagnostic::Rule;
use crate::diagnostic::finding::{Finding, Findings};
use crate::text::name;
use crate::text::nearest::{nearest, sole};

/// The ids of a matrix.
pub(super) struct Known {
    /// Parties: teams, roles, groups and placeholders share one space.
    pub(super) parties: Ids,
    /// Systems.
    pub(super) systems: Ids,
    /// Escalation policies.
    pub(super) policies: Ids,
    /// Change categories.
    pub(super) changes: Ids,
    /// Calendars; the one of the section `calendar` is `default`.
    pub(super) calendars: Ids,
    /// People, whose ids are none of a party.
    pub(super) people: Ids,
}

/// The ids of one kind of thing: each has the number that it gets in the matrix.
pub(super) struct Ids {
    kind: &'static str,
    numbers: HashMap<String, (Number, Span)>,
    /// What else they are called, for those who write a name where an id belongs.
    names: HashMap<String, (String, Span)>,
    /// In order of the file, so that suggestions are the same in every run.
    order: Vec<String>,
    next: u32,
    /// Whether all files are there, so that what isn't known isn't defined.
    whole: bool,
    /// What was asked for while it isn't known yet what there is; `None` once it is.
    mentions: Option<RefCell<Mentions>>,
}

/// Ids that were mentioned before it is known what they stand for. Each has a number meanwhile, in order of the mentions.
#[derive(Default)]
pub(super) struct Mentions(HashMap<String, u32>);

/// The id of the section `calendar`.
pub(super) const DEFAULT: &str = "default";

/// The number of an id; none for one whose entry had a fault, which is known all the same.
type Number = Option<u32>;

impl Known {
    /// Nothing is known yet, and what is looked up is noted.
    pub(super) fn mentioned() -> Self {
        Self::of(Ids::mentioned)
    }

    fn of(ids: fn(&'static str) -> Ids) -> Self {
        Self {
            parties: ids("party"),
            systems: ids("system"),
            policies: ids("escalation policy"),
            changes: ids("change category"),
            calendars: ids("calendar"),
            people: ids("person"),
        }
    }

    /// Enters all ids of all files, in the order in which the matrix numbers them. Files come first, kinds second: the
    /// same order as in `merge`.
    pub(super) fn collect(files: &[raw::File], whole: bool, faults: &mut Findings) -> Self {
        let mut known = Self::of(Ids::new);
        let mut rotas = Ids::new("rota");
        let mut party_names = Names::new("party");
        let mut system_names = Names::new("system");
        let mut change_names = Names::new("change category");
        for file in files {
            known.parties.enter(&file.teams, faults);
            known.parties.enter(&file.roles, faults);
            known.parties.enter(&file.groups, faults);
            known.parties.enter(&file.placeholders, faults);
            known.systems.enter(&file.systems, faults);
            known.policies.enter(&file.escalation, faults);
            known.changes.enter(&file.changes, faults);
            known.calendars.enter_default(&file.calendar, faults);
            known.calendars.enter(&file.calendars, faults);
            known.people.enter(&file.people, faults);
            rotas.enter(&file.rotas, faults);
            for (id, team) in &file.teams {
                party_names.enter(id, &team.name, &team.aliases, faults);
            }
            for (id, role) in &file.roles {
                party_names.enter(id, &role.name, &role.aliases, faults);
            }
            for (id, group) in &file.groups {
                party_names.enter(id, &group.name, &group.aliases, faults);
            }
            for (id, placeholder) in &file.placeholders {
                party_names.enter(id, &placeholder.name, &placeholder.aliases, faults);
            }
            for (id, system) in &file.systems {
                system_names.enter(id, &system.name, &system.aliases, faults);
            }
            for (id, change) in &file.changes {
                change_names.enter(id, &change.name, &change.aliases, faults);
            }
        }
        let Self { parties, systems, policies, changes, calendars, people } = &mut known;
        for ids in [parties, systems, policies, changes, calendars, people] {
            ids.whole = whole;
        }
        known.people.refuse_ids_of(&known.parties, faults);
        known.parties.names = party_names.taken;
        known.systems.names = system_names.taken;
        known.changes.names = change_names.taken;
        known
    }
}

impl Ids {
    pub(super) fn new(kind: &'static str) -> Self {
        let (numbers, names, order) = (HashMap::new(), HashMap::new(), Vec::new());
        Self { kind, numbers, names, order, next: 0, whole: true, mentions: None }
    }

    /// Nothing is known yet: what is looked up is noted as mentioned.
    fn mentioned(kind: &'static str) -> Self {
        Self { mentions: Some(RefCell::default()), ..Self::new(kind) }
    }

    /// What the numbers of the mentions in `other` are here; `None` if one of them is unknown.
    pub(super) fn numbers_of(&self, other: Self) -> Option<Vec<u32>> {
        let Mentions(mentions) = other.mentions.map(RefCell::into_inner).unwrap_or_default();
        let mut numbers = vec![0; mentions.len()];
        for (id, mention) in mentions {
            numbers[mention as usize] = self.numbers.get(&id)?.0?;
        }
        Some(numbers)
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

    /// Enters the section `calendar`, whose id is `default`.
    fn enter_default(&mut self, section: &Slot<Spanned<raw::Calendar>>, faults: &mut Findings) {
        if let Slot::Given(Spanned { span, .. }) = section {
            self.enter_next(&Text { value: DEFAULT.to_owned(), span: *span }, faults);
        } else if section.is_faulty() {
            self.numbers.insert(DEFAULT.to_owned(), (None, Span::default()));
        }
    }

    /// Refuses ids that things of another kind have, which are named in the same places.
    fn refuse_ids_of(&self, others: &Self, faults: &mut Findings) {
        for id in &self.order {
            if let (Some((_, span)), Some((_, other))) = (self.numbers.get(id), others.numbers.get(id)) {
                let message = format!("`{id}` is a {} and a {}", self.kind, others.kind);
                let help = "rotas name both by id; give one of them another one";
                faults.push(Finding::at(Rule::DuplicateId, *span, message).related(*other, "the other one").help(help));
            }
        }
    }

    /// Whether an id that isn't there is defined nowhere.
    pub(super) fn is_whole(&self) -> bool {
        self.whole
    }

    /// Whether it has an id.
    pub(super) fn has(&self, id: &str) -> bool {
        self.numbers.contains_key(id)
    }

    fn enter_one(&mut self, id: &Text, number: Number, faults: &mut Findings) {
        if !name::is_id(&id.value) {
            let message = format!("`{}` is not an id", id.value);
            let help = "ids are kebab-case: small letters and digits, joined by hyphens; put the full name into `name`";
            faults.push(Finding::at(Rule::BadId, id.span, message).help(help));
        }
        if let Some((_, first)) = self.numbers.get(&id.value) {
            let message = format!("{} `{}` is defined twice", self.kind, id.value);
            faults.push(Finding::at(Rule::DuplicateId, id.span, message).related(*first, "the first one"));
            return;
        }
        self.numbers.insert(id.value.clone(), (number, id.span));
        self.order.push(id.value.clone());
    }

    /// The number behind an id. An unknown one is a fault with the nearest known id.
    pub(super) fn find(&self, text: &Text, faults: &mut Findings) -> Option<u32> {
        if let Some(mentions) = &self.mentions {
            return Some(mentions.borrow_mut().number(&text.value));
        }
        if let Some((number, _)) = self.numbers.get(&text.value) {
            return *number;
        }
        if !self.whole {
            faults.excuse(text.span);
            return None;
        }
        self.unknown(text, self.kind, &[], faults);
        None
    }

    /// An id that nothing has: as a fault, with the nearest known one, also among `more`.
    pub(super) fn unknown(&self, text: &Text, kind: &str, more: &[&Self], faults: &mut Findings) {
        let fault = Finding::at(Rule::UnknownReference, text.span, format!("unknown {kind} `{}`", text.value));
        let named = self.names.get(&name::key(&text.value)).map(|(id, _)| id.as_str());
        let ids = self.order.iter().chain(more.iter().flat_map(|ids| &ids.order)).map(String::as_str);
        let help = match named.or_else(|| nearest(&text.value, ids)) {
            Some(near) => format!("did you mean `{near}`?"),
            None if self.order.is_empty() => format!("the matrix defines no {kind}"),
            None => format!("the YAML refers to things by id; define it, or use the id of a known {kind}"),
        };
        let sole = || sole(&text.value, self.order.iter().map(String::as_str));
        faults.push(fault.help(help).fix_if(&text.value, named.or_else(sole)));
    }
}

impl Mentions {
    /// The number of an id.
    fn number(&mut self, id: &str) -> u32 {
        if let Some(number) = self.0.get(id) {
            return *number;
        }
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        self.0.insert(id.to_owned(), next);
        next
    }
}

/// The names and aliases of one kind of thing: a name that fits two of them could only be answered by a guess.
pub(super) struct Names {
    kind: &'static str,
    taken: HashMap<String, (String, Span)>,
}

impl Names {
    pub(super) fn new(kind: &'static str) -> Self {
        Self { kind, taken: HashMap::new() }
    }

    /// Enters id, name and aliases of one thing.
    pub(super) fn enter(&mut self, id: &Text, name: &Slot<Text>, aliases: &Items<Text>, faults: &mut Findings) {
        // The name may say the same as the id, and often does; an alias that repeats either says nothing.
        for text in std::iter::once(id).chain(name.get()).chain(aliases.iter()) {
            let key = name::key(&text.value);
            match self.taken.get(&key) {
                Some((other, first)) if *other != id.value => {
                    let message = format!(
                        "`{}` names two: {kind} `{other}` and {kind} `{}`",
                        text.value,
                        id.value,
                        kind = self.kind
                    );
                    let help = "spelling aside, each id, name and alias may name one only; drop one or make it longer";
                    faults.push(
                        Finding::at(Rule::AmbiguousName, text.span, message)
                            .related(*first, "the first one")
                            .help(help),
                    );
                }
                Some(_) => {}
                None => {
                    self.taken.insert(key, (id.value.clone(), text.span));
                }
            }
        }
    }
}
