//! An automaton that accepts the words within some slips of a word: a letter too many, too few, another, or two swapped.

use fst::Automaton;

/// Accepts keys that begin with a space's byte and go on with a word near enough to the one that was typed.
pub(super) struct Slips {
    space: u8,
    word: Vec<char>,
    most: usize,
}

/// How far a key has come.
#[derive(Debug, Clone)]
pub(super) enum State {
    /// Nothing was read yet.
    Start,
    /// No key that begins so is near enough.
    Far,
    /// Some may be.
    Near(Box<Rows>),
}

/// Slips between the beginning of the key and each beginning of the word.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    row: Vec<u8>,
    /// The row before it.
    before: Vec<u8>,
    last: Option<char>,
    /// Bytes of a character that isn't read to its end.
    partial: [u8; 4],
    read: usize,
}

impl Slips {
    /// Words within so many slips of a word, which has at most 100 characters.
    pub(super) fn new(space: u8, word: &str, most: usize) -> Self {
        Self { space, word: word.chars().collect(), most }
    }

    /// The rows behind one more character (the recurrence of the optimal string alignment distance).
    fn step(&self, rows: &Rows, letter: char) -> State {
        let mut next = Vec::with_capacity(rows.row.len());
        next.push(rows.row[0].saturating_add(1));
        for (at, expected) in self.word.iter().enumerate() {
            let other = rows.row[at].saturating_add(u8::from(*expected != letter));
            let (more, fewer) = (rows.row[at + 1].saturating_add(1), next[at].saturating_add(1));
            let mut least = other.min(more).min(fewer);
            let swapped = at > 0 && self.word[at - 1] == letter && rows.last == Some(*expected);
            if swapped && !rows.before.is_empty() {
                least = least.min(rows.before[at - 1].saturating_add(1));
            }
            next.push(least);
        }
        let least = |row: &[u8]| row.iter().copied().min().map_or(usize::MAX, usize::from);
        // A swap reaches back to the row before.
        if least(&next) > self.most && least(&rows.row).saturating_add(1) > self.most {
            return State::Far;
        }
        State::Near(Box::new(Rows {
            row: next,
            before: rows.row.clone(),
            last: Some(letter),
            partial: [0; 4],
            read: 0,
        }))
    }
}

impl Automaton for Slips {
    type State = State;

    fn start(&self) -> State {
        State::Start
    }

    fn is_match(&self, state: &State) -> bool {
        match state {
            State::Near(rows) => {
                rows.read == 0 && rows.row.last().is_some_and(|slips| usize::from(*slips) <= self.most)
            }
            _ => false,
        }
    }

    fn can_match(&self, state: &State) -> bool {
        !matches!(state, State::Far)
    }

    fn accept(&self, state: &State, byte: u8) -> State {
        match state {
            State::Start if byte == self.space => {
                let row = (0..=self.word.len()).map(|slips| u8::try_from(slips).unwrap_or(u8::MAX)).collect();
                State::Near(Box::new(Rows { row, before: Vec::new(), last: None, partial: [0; 4], read: 0 }))
            }
            State::Start | State::Far => State::Far,
            State::Near(rows) => {
                let mut rows = rows.clone();
                let Some(place) = rows.partial.get_mut(rows.read) else { return State::Far };
                *place = byte;
                rows.read += 1;
                match std::str::from_utf8(&rows.partial[..rows.read]).ok().and_then(|text| text.chars().next()) {
                    Some(letter) => self.step(&rows, letter),
                    None => State::Near(rows),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn accepts(word: &str, most: usize, key: &str) -> bool {
        let slips = Slips::new(b'x', word, most);
        let bytes = [b'x'].into_iter().chain(key.bytes());
        let end = bytes.fold(slips.start(), |state, byte| slips.accept(&state, byte));
        slips.is_match(&end)
    }

    #[test]
    fn swapped_letters_are_one_slip() {
        assert!(accepts("backend", 1, "bakcend") && !accepts("backend", 1, "bakcned"));
        assert!(accepts("é", 0, "é") && !accepts("é", 0, "e") && accepts("é", 1, "e"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn it_agrees_with_the_distance(word in "[abé]{0,7}", key in "[abé]{0,7}", most in 0_usize..4) {
            prop_assert_eq!(accepts(&word, most, &key), strsim::osa_distance(&word, &key) <= most);
        }
    }
}
