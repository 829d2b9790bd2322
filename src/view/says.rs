//! Contents of facts and cells: anything with lines.

use super::{Line, Run, phrase};
use crate::query::{Assigned, PartyCard};
use crate::text::word::Word;

/// Something that a fact or a cell says. Without lines it says nothing.
pub(crate) trait Says {
    /// Its lines.
    fn says(self) -> Vec<Line>;
}

impl Says for Vec<Line> {
    fn says(self) -> Vec<Line> {
        self
    }
}

impl Says for Line {
    fn says(self) -> Vec<Line> {
        if self.is_empty() { Vec::new() } else { vec![self] }
    }
}

impl Says for Run {
    fn says(self) -> Vec<Line> {
        vec![vec![self]]
    }
}

/// Without the empty lines between paragraphs.
impl Says for &str {
    fn says(self) -> Vec<Line> {
        self.lines().filter(|line| !line.trim().is_empty()).map(|line| vec![Run::plain(line)]).collect()
    }
}

impl Says for &String {
    fn says(self) -> Vec<Line> {
        self.as_str().says()
    }
}

impl Says for String {
    fn says(self) -> Vec<Line> {
        self.as_str().says()
    }
}

impl<T: Word> Says for T {
    fn says(self) -> Vec<Line> {
        self.word().says()
    }
}

impl Says for &PartyCard {
    fn says(self) -> Vec<Line> {
        vec![phrase::party(self)]
    }
}

/// With what limits its assignment.
impl Says for &Assigned {
    fn says(self) -> Vec<Line> {
        let style = if self.ended == Some(true) { Run::caution } else { Run::faint };
        let terms = phrase::terms_of(self).map(|terms| style(format!(" ({terms})")));
        vec![phrase::party(self).into_iter().chain(terms).collect()]
    }
}

impl<T: Says> Says for Option<T> {
    fn says(self) -> Vec<Line> {
        self.map(T::says).unwrap_or_default()
    }
}

impl<'t, T> Says for &'t Option<T>
where
    &'t T: Says,
{
    fn says(self) -> Vec<Line> {
        self.as_ref().says()
    }
}

/// Its items, one after the other.
impl<'t, T> Says for &'t [T]
where
    &'t T: Says,
{
    fn says(self) -> Vec<Line> {
        self.iter().flat_map(<&T>::says).collect()
    }
}

impl<'t, T> Says for &'t Vec<T>
where
    &'t T: Says,
{
    fn says(self) -> Vec<Line> {
        self.as_slice().says()
    }
}
