//! An automaton that accepts words within an edit distance (optimal string alignment) of a word.

/// Accepts the keys of a space whose word is near enough.
pub(super) struct Near {
    space: u8,
    word: Vec<char>,
    most: usize,
    extent: Extent,
}

/// The part of a key that has to be near.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    Whole,
    /// The beginning, of any length.
    Beginning,
}

#[derive(Debug, Clone)]
pub(super) enum State {
    Start,
    /// No key with this prefix can be near enough.
    Far,
    /// Every key with this prefix is near enough.
    Found,
    Near(Box<Rows>),
}

/// Edit distances between the prefix of the key and each prefix of the word.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    row: Vec<u8>,
    before: Vec<u8>,
    last: Option<char>,
    /// The first bytes of a character.
    partial: [u8; 4],
    read: usize,
}

impl Near {
    /// The word has at most 100 characters.
    pub(super) fn new(space: u8, word: &str, most: usize, extent: Extent) -> Self {
        Self { space, word: word.chars().collect(), most, extent }
    }

    /// The rows after one more character.
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
        if self.extent == Extent::Beginning && next.last().is_some_and(|distance| usize::from(*distance) <= self.most) {
            return State::Found;
        }
        // A swap refers to the row before.
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

impl Near {
    pub(super) fn start() -> State {
        State::Start
    }

    pub(super) fn is_match(&self, state: &State) -> bool {
        match state {
            State::Near(rows) => {
                rows.read == 0 && rows.row.last().is_some_and(|distance| usize::from(*distance) <= self.most)
            }
            State::Found => true,
            State::Start | State::Far => false,
        }
    }

    /// Checks whether a key with the prefix that led here can be near enough.
    pub(super) fn can_match(state: &State) -> bool {
        !matches!(state, State::Far)
    }

    /// The state after one more byte.
    pub(super) fn accept(&self, state: &State, byte: u8) -> State {
        match state {
            State::Start if byte == self.space => {
                let row = (0..=self.word.len()).map(|distance| u8::try_from(distance).unwrap_or(u8::MAX)).collect();
                State::Near(Box::new(Rows { row, before: Vec::new(), last: None, partial: [0; 4], read: 0 }))
            }
            State::Start | State::Far => State::Far,
            State::Found => State::Found,
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
        accepts_as(Extent::Whole, word, most, key)
    }

    fn accepts_as(extent: Extent, word: &str, most: usize, key: &str) -> bool {
        let near = Near::new(b'x', word, most, extent);
        let bytes = [b'x'].into_iter().chain(key.bytes());
        let end = bytes.fold(Near::start(), |state, byte| near.accept(&state, byte));
        near.is_match(&end)
    }

    #[test]
    fn swapped_letters_are_one_edit() {
        assert!(accepts("backend", 1, "bakcend") && !accepts("backend", 1, "bakcned"));
        assert!(accepts("é", 0, "é") && !accepts("é", 0, "e") && accepts("é", 1, "e"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn it_agrees_with_the_distance(word in "[abé]{0,7}", key in "[abé]{0,7}", most in 0_usize..4) {
            prop_assert_eq!(accepts(&word, most, &key), strsim::osa_distance(&word, &key) <= most);
            let mut beginnings = key.char_indices().map(|(at, c)| &key[..at + c.len_utf8()]);
            let near = beginnings.any(|beginning| strsim::osa_distance(&word, beginning) <= most);
            prop_assert_eq!(accepts_as(Extent::Beginning, &word, most, &key) , near || accepts(&word, most, &key));
        }
    }
}
