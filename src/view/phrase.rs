//! Phrases that several pages share: a party with its cover, an address, a place.

use std::collections::HashMap;

use super::{Line, Meaning, Run};
use crate::matrix::Kind;
use crate::query::approval::ApprovalCard;
use crate::query::call;
use crate::query::party::OnCallCard;
use crate::query::{Assigned, At, Confirmation, ContactCard, Holder, LinkCard, Named, Owner, PartyCard, Through};
use crate::text::sanitize::width;
use crate::text::word::Word;

/// Printed for missing values.
pub(crate) const NOT_SAID: &str = "not in the matrix";

/// A party by name; a placeholder says so.
pub(crate) fn party(party: &PartyCard) -> Line {
    mention(&party.id, &party.name, &party.aliases, party.kind == Kind::Placeholder)
}

/// A mention of a party; a placeholder says so.
pub(crate) fn mention(id: &str, name: &str, aliases: &[String], placeholder: bool) -> Line {
    let mention = Meaning::Party { id: id.to_owned(), placeholder, alias: aliases.first().cloned() };
    let mention = Run::new(name, mention);
    std::iter::once(mention).chain(placeholder.then(|| Run::caution(" (placeholder)"))).collect()
}

/// Who approves, with the address to use first, and how; nothing where the matrix doesn't say.
pub(crate) fn approval(approval: Option<&ApprovalCard>) -> Vec<Line> {
    let by = approval.iter().flat_map(|approval| &approval.by).map(party_to_reach);
    by.chain(approval.and_then(|approval| approval.how.as_ref()).map(|how| vec![Run::plain(how)])).collect()
}

/// A party with the address to use first, whose it is, and whether it is away.
pub(crate) fn party_to_reach(card: &PartyCard) -> Line {
    let mut line = party(card);
    if let Some((contact, holder)) = call::fastest_of(card) {
        line.extend([Run::plain("  "), address(contact)]);
        line.extend(holder.map(|holder| Run::plain(format!("  {}", holder.name))));
    }
    line.extend(card.away_until.as_deref().map(away_until));
    line
}

/// What limits an assignment or an ownership: "acting, until 2027-01-31".
pub(crate) fn terms(note: Option<&str>, until: Option<&str>, ended: Option<bool>) -> Option<String> {
    let verb = if ended == Some(true) { "ended" } else { "until" };
    let until = until.map(|until| format!("{verb} {until}"));
    let terms: Vec<String> = note.map(str::to_owned).into_iter().chain(until).collect();
    (!terms.is_empty()).then(|| terms.join(", "))
}

/// What limits the assignment of a party.
pub(crate) fn terms_of(party: &Assigned) -> Option<String> {
    terms(party.note.as_deref(), party.until.as_deref(), party.ended)
}

/// What limits an ownership, and where it comes from.
pub(crate) fn note(owner: &Owner) -> Option<String> {
    limits(owner, owner.inherited_from.as_ref().map(|from| from.name.as_str()))
}

/// The same with the id of the parent, whose name would take another line of a screen.
pub(crate) fn short_note(owner: &Owner) -> Option<String> {
    limits(owner, owner.inherited_from.as_ref().map(|from| from.id.as_str()))
}

fn limits(owner: &Owner, parent: Option<&str>) -> Option<String> {
    let inherited = parent.map(|parent| format!("inherited from {parent}"));
    let terms = terms(owner.note.as_deref(), owner.until.as_deref(), owner.ended);
    let notes: Vec<String> = terms.into_iter().chain(inherited).chain(through(&owner.through)).collect();
    (!notes.is_empty()).then(|| notes.join("; "))
}

/// Through which roles and teams a person is responsible: `through Database Lead, Database Team`.
pub(crate) fn through(ways: &[Through]) -> Option<String> {
    let ways: Vec<String> = ways.iter().map(|way| format!("through {}", named(&way.way))).collect();
    (!ways.is_empty()).then(|| ways.join("; "))
}

/// Names on one line.
pub(crate) fn named(things: &[Named]) -> String {
    things.iter().map(|thing| thing.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// Parties by name on one line.
pub(crate) fn names<'p>(parties: impl IntoIterator<Item = &'p PartyCard>) -> String {
    let name = |party: &PartyCard| match party.kind {
        Kind::Placeholder => format!("{} (placeholder)", party.name),
        _ => party.name.clone(),
    };
    parties.into_iter().map(name).collect::<Vec<_>>().join(", ")
}

/// Names in a row, as many as there is room for, since none of them may break.
pub(crate) fn as_many(names: &[impl AsRef<str>], room: usize) -> Option<String> {
    let (mut some, mut fitting) = (String::new(), None);
    for (count, name) in (1..).zip(names) {
        some.push_str(if some.is_empty() { "" } else { ", " });
        some.push_str(name.as_ref());
        let more = names.len() - count;
        let text = if more == 0 { some.clone() } else { format!("{some}, {more} more") };
        if width(&some) > room {
            break;
        }
        fitting = Some(text).filter(|text| width(text) <= room).or(fitting);
    }
    fitting
}

/// Words in a row: `primary, secondary`.
pub(crate) fn words<T: Word>(words: &[T]) -> String {
    words.iter().map(|word| word.word()).collect::<Vec<_>>().join(", ")
}

/// Joins values with commas, or with semicolons if one contains a comma: `service: booking; env: prod, team: web`.
pub(crate) fn values(values: &[String]) -> String {
    let has_comma = values.iter().any(|value| value.contains(", "));
    values.join(if has_comma { "; " } else { ", " })
}

/// The last confirmation: "confirmed 2026-10-01 by Dave Okafor".
pub(crate) fn confirmed(confirmed: Option<&Confirmation>) -> Option<String> {
    let Confirmation { on, by, changed, until, overdue } = confirmed?;
    let since = match until {
        _ if *changed => ", changed since".to_owned(),
        Some(until) if *overdue != Some(false) => format!(", valid until {until}"),
        _ => String::new(),
    };
    Some(format!("confirmed {on} by {}{since}", by.name))
}

/// On-call cover: "on call 24/7 for critical issues".
pub(crate) fn on_call(on_call: &OnCallCard) -> String {
    let cover = on_call.cover.when();
    let purpose = on_call.purpose.as_ref().map(|purpose| format!(" for {purpose}")).unwrap_or_default();
    let otherwise = on_call.otherwise.as_ref().map(|words| format!("; otherwise {words}")).unwrap_or_default();
    format!("on call {cover}{purpose}{otherwise}")
}

/// Addresses, each once, with everything that it is for.
pub(crate) fn contacts(contacts: &[ContactCard]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::with_capacity(contacts.len());
    let mut known = HashMap::new();
    for contact in contacts {
        let handle = handle(contact).map(str::to_owned);
        let cover = contact.cover.map(|cover| cover.to_string());
        let about: Vec<String> = std::iter::once(contact.label.clone()).chain(handle).chain(cover).collect();
        let about = about.join(", ");
        let index = *known.entry(&contact.address).or_insert(lines.len());
        match lines.get_mut(index) {
            Some(line) => line.push(Run::faint(format!(", {about}"))),
            None => lines.push(vec![address(contact), Run::faint(format!("  {about}"))]),
        }
    }
    lines
}

/// What a handle is, where its label doesn't say so.
pub(crate) fn handle(contact: &ContactCard) -> Option<&'static str> {
    let is_said = contact.label.to_lowercase().contains(contact.kind.as_str());
    (contact.kind.is_handle() && !is_said).then(|| contact.kind.noun())
}

/// An address alone; a placeholder says so.
pub(crate) fn address(contact: &ContactCard) -> Run {
    let placeholder = contact.placeholder;
    let suffix = if placeholder { " (placeholder)" } else { "" };
    Run::new(format!("{}{suffix}", contact.address), Meaning::Address { placeholder })
}

/// A link's address, with what it is for.
pub(crate) fn labelled_link(said: &LinkCard) -> Line {
    vec![link(said), Run::faint(format!("  {}", said.label))]
}

/// A link's address.
pub(crate) fn link(link: &LinkCard) -> Run {
    Run::new(&link.url, Meaning::Address { placeholder: false })
}

/// The name that people may know somebody by.
pub(crate) fn alias(aliases: &[String]) -> Option<Run> {
    aliases.first().map(|alias| Run::plain(format!(" ({alias})")))
}

/// A party with its cover, then its contacts, a line each.
pub(crate) fn party_in_full(card: &PartyCard) -> Vec<Line> {
    let mut first = party(card);
    first.splice(1..1, alias(&card.aliases));
    let cover = card.on_call.as_ref().map(on_call);
    let stands_for = card.stands_for.as_ref().map(|whom| format!("stands for {whom}"));
    first.extend(cover.into_iter().chain(stands_for).map(|text| Run::plain(format!("  {text}"))));
    std::iter::once(first).chain(contacts(&card.contacts)).chain(holders(&card.held_by)).collect()
}

/// That a holder of a role is away, behind the name or the address.
pub(crate) fn away(holder: &Holder) -> Option<Run> {
    holder.away_until.as_deref().map(away_until)
}

fn away_until(until: &str) -> Run {
    Run::caution(format!("  away until {until}"))
}

/// Those who hold a role, each with all addresses.
pub(crate) fn holders(held_by: &[Holder]) -> impl Iterator<Item = Line> {
    held_by.iter().flat_map(|holder| {
        let line = [Run::plain("held by "), Run::strong(&holder.name)].into_iter().chain(away(holder)).collect();
        std::iter::once(line).chain(contacts(&holder.contacts))
    })
}

/// A place, `file:line`.
pub(crate) fn place(at: &At) -> String {
    format!("{}:{}", at.file, at.line)
}

/// Checks whether all places are in one file.
pub(crate) fn one_file<'a>(mut places: impl Iterator<Item = &'a At>) -> bool {
    let first = places.next();
    places.all(|place| first.is_some_and(|first| first.file == place.file))
}

/// A place in a table: the line, and the file where not all rows share one.
pub(crate) fn line(at: &At, one_file: bool) -> String {
    if one_file { at.line.to_string() } else { place(at) }
}

#[cfg(test)]
mod tests {
    /// Two selectors by labels looked like one.
    #[test]
    fn values_with_commas_are_told_apart() {
        let values =
            |values: &[&str]| super::values(&values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>());
        assert_eq!(values(&["ada", "bo"]), "ada, bo");
        assert_eq!(values(&["service: booking", "env: prod, team: web"]), "service: booking; env: prod, team: web");
    }
}
