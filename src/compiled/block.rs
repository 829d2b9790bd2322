//! Sorted keys with a value each. A key is stored without the bytes that it shares with the one before, and every 16th also
//! with them. Behind the entries is a table of where those are, so that a lookup reads few of the others.
//!
//! No bytes can make it panic or take more memory than they have themselves, so a crafted file does no harm.

use super::Broken;
use super::edit_distance::Near;

/// Entries from one complete key to the next.
const STEP: usize = 16;

/// A number in the table, and behind it for its length.
type Number = [u8; 4];

/// Builds a block. Keys come in ascending order.
#[derive(Default)]
pub(super) struct Builder {
    bytes: Vec<u8>,
    last: Vec<u8>,
    count: usize,
    table: Vec<Number>,
}

impl Builder {
    pub(super) fn push(&mut self, key: Vec<u8>, value: u64) {
        let shared = common(&self.last, &key);
        let is_complete = is_complete(self.count);
        if is_complete {
            self.table.push(number(self.bytes.len()));
        }
        let rest = if is_complete { &key } else { &key[shared..] };
        push_number(shared as u64, &mut self.bytes);
        push_number(rest.len() as u64, &mut self.bytes);
        self.bytes.extend_from_slice(rest);
        push_number(value, &mut self.bytes);
        self.last = key;
        self.count += 1;
    }

    /// How long the entries are so far.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        self.bytes.extend(self.table.as_flattened());
        self.bytes.extend(number(self.table.len()));
        self.bytes
    }
}

/// Checks whether an entry, counted from 0, has all of its key.
const fn is_complete(number: usize) -> bool {
    number % STEP == STEP - 1
}

/// A block is much smaller than 4 GiB.
fn number(of: usize) -> Number {
    u32::try_from(of).unwrap_or(u32::MAX).to_le_bytes()
}

fn position(number: Number) -> usize {
    u32::from_le_bytes(number) as usize
}

#[derive(Debug)]
pub(super) struct Block {
    /// The entries, and then the table.
    bytes: Vec<u8>,
    /// Where the table begins.
    table: usize,
}

impl Block {
    pub(super) fn new(bytes: Vec<u8>) -> Result<Self, Broken> {
        let length = bytes.last_chunk().map(|length| position(*length)).and_then(|length| length.checked_add(1));
        let table = length.and_then(|length| length.checked_mul(size_of::<Number>()));
        let table = table.and_then(|table| bytes.len().checked_sub(table)).ok_or(Broken::Damaged)?;
        Ok(Self { bytes, table })
    }

    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &[u8]) -> Result<Option<u64>, Broken> {
        for entry in self.from(key) {
            match entry? {
                (Relation::Before, _) => {}
                (Relation::Equal, value) => return Ok(Some(value)),
                (Relation::Longer | Relation::Behind, _) => break,
            }
        }
        Ok(None)
    }

    /// The value of the last key that isn't behind another one.
    pub(super) fn last_until(&self, key: &[u8]) -> Result<Option<u64>, Broken> {
        let mut last = None;
        for entry in self.from(key) {
            match entry? {
                (Relation::Before | Relation::Equal, value) => last = Some(value),
                (Relation::Longer | Relation::Behind, _) => break,
            }
        }
        Ok(last)
    }

    /// The values of the keys with a prefix, and whether the block ends with them.
    pub(super) fn beginning(&self, prefix: &[u8]) -> Result<(Vec<u64>, bool), Broken> {
        let mut values = Vec::new();
        for entry in self.from(prefix) {
            match entry? {
                (Relation::Before, _) => {}
                (Relation::Equal | Relation::Longer, value) => values.push(value),
                (Relation::Behind, _) => return Ok((values, false)),
            }
        }
        Ok((values, true))
    }

    /// The keys that a longer key begins with: their lengths and values.
    pub(super) fn prefixes(&self, key: &[u8]) -> Result<Vec<(usize, u64)>, Broken> {
        let (mut matched, mut found) = (0, Vec::new());
        for entry in self.entries() {
            let Entry { shared, rest, value } = entry?;
            if shared > matched {
                continue;
            }
            let more = common(rest, &key[matched..]);
            let is_behind = shared < matched || rest.get(more).is_some_and(|byte| key.get(matched + more) < Some(byte));
            if is_behind {
                break;
            }
            matched += more;
            if more == rest.len() {
                found.push((matched, value));
            }
        }
        Ok(found)
    }

    /// The first key.
    pub(super) fn first(&self) -> Result<&[u8], Broken> {
        self.entries().next().map_or(Ok(&[][..]), |entry| Ok(entry?.rest))
    }

    /// The values of the keys that are near enough.
    pub(super) fn near(&self, near: &Near) -> Result<Vec<u64>, Broken> {
        let mut values = Vec::new();
        // The states after each byte of the last key, up to the first one from which no key can be near.
        let mut states = vec![Near::start()];
        for entry in self.entries() {
            let Entry { shared, rest, value } = entry?;
            if states.len() <= shared {
                continue;
            }
            states.truncate(shared + 1);
            for byte in rest {
                let Some(state) = states.last().filter(|state| Near::can_match(state)) else { break };
                states.push(near.accept(state, *byte));
            }
            let is_complete = states.len() == shared + rest.len() + 1;
            if is_complete && states.last().is_some_and(|state| near.is_match(state)) {
                values.push(value);
            }
        }
        Ok(values)
    }

    fn entries(&self) -> Entries<'_> {
        Entries { rest: &self.bytes[..self.table], number: 0 }
    }

    /// The entries from the last complete key that isn't behind a key, and how many bytes of it the key before them begins
    /// with.
    fn start(&self, key: &[u8]) -> (Entries<'_>, usize) {
        let (table, _) = self.bytes[self.table..].as_chunks();
        let [table @ .., _] = table else { return (self.entries(), 0) };
        let at = |number: &Number| self.bytes[..self.table].get(position(*number)..).unwrap_or_default();
        let step = |number: &Number| Entries { rest: at(number), number: 0 }.entry();
        let behind = table.partition_point(|number| step(number).is_some_and(|step| step.rest <= key));
        let last = behind.checked_sub(1).and_then(|last| Some((last, &table[last], step(&table[last])?)));
        last.map_or((self.entries(), 0), |(last, number, step)| {
            let entries = Entries { rest: at(number), number: last * STEP + STEP - 1 };
            (entries, common(step.rest, key).min(step.shared))
        })
    }

    /// The entries up to those behind a key, and some of those before it, each with its relation to the key.
    fn from<'b>(&'b self, key: &'b [u8]) -> impl Iterator<Item = Result<(Relation, u64), Broken>> + 'b {
        // How many bytes of it the last key begins with.
        let (entries, mut matched) = self.start(key);
        entries.map(move |entry| {
            let Entry { shared, rest, value } = entry?;
            let relation = match shared.cmp(&matched) {
                std::cmp::Ordering::Greater if matched < key.len() => Relation::Before,
                std::cmp::Ordering::Greater => Relation::Longer,
                // It differs from the last key, which was before this one or began with it.
                std::cmp::Ordering::Less => Relation::Behind,
                std::cmp::Ordering::Equal => {
                    let wanted = &key[matched..];
                    let more = common(rest, wanted);
                    matched += more;
                    match (rest.get(more), wanted.get(more)) {
                        (None, None) => Relation::Equal,
                        (Some(_), None) => Relation::Longer,
                        (Some(byte), Some(wanted)) if byte > wanted => Relation::Behind,
                        (_, Some(_)) => Relation::Before,
                    }
                }
            };
            Ok((relation, value))
        })
    }
}

/// The relation of an entry to a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    Before,
    Equal,
    /// Begins with it.
    Longer,
    Behind,
}

struct Entry<'b> {
    /// How many bytes of the key before it the key begins with.
    shared: usize,
    rest: &'b [u8],
    value: u64,
}

struct Entries<'b> {
    rest: &'b [u8],
    /// The number of the next one.
    number: usize,
}

impl<'b> Entries<'b> {
    fn entry(&mut self) -> Option<Entry<'b>> {
        let shared = usize::try_from(self.varint()?).ok()?;
        let length = usize::try_from(self.varint()?).ok()?;
        let (mut rest, behind) = self.rest.split_at_checked(length)?;
        if is_complete(self.number) {
            rest = rest.get(shared..)?;
        }
        self.rest = behind;
        self.number += 1;
        Some(Entry { shared, rest, value: self.varint()? })
    }

    /// Seven bits a byte, the lowest first; all bytes but the last have the highest bit.
    fn varint(&mut self) -> Option<u64> {
        // Most numbers have one byte.
        if let Some((byte, rest)) = self.rest.split_first().filter(|(byte, _)| **byte < 0x80) {
            self.rest = rest;
            return Some(u64::from(*byte));
        }
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }
}

impl<'b> Iterator for Entries<'b> {
    type Item = Result<Entry<'b>, Broken>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let entry = self.entry();
        if entry.is_none() {
            self.rest = &[];
        }
        Some(entry.ok_or(Broken::Damaged))
    }
}

fn push_number(mut number: u64, out: &mut Vec<u8>) {
    loop {
        let [low, ..] = number.to_le_bytes();
        number >>= 7;
        if number == 0 {
            return out.push(low);
        }
        out.push(0x80 | low);
    }
}

/// How many bytes two keys begin with alike.
fn common(one: &[u8], other: &[u8]) -> usize {
    one.iter().zip(other).take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests;
