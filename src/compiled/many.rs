//! Many questions to one compiled matrix: what they have in common is read once.

use std::collections::HashMap;

use super::broken::Broken;
use super::lookup::has_many_words;
use super::read::{Compiled, Wanted};
use crate::matrix::{Matrix, Scope, System};

/// Groups of systems that are remembered, each the systems of one question.
const REMEMBERED: usize = 4096;

/// A compiled matrix that is asked again and again.
#[derive(Debug)]
pub(crate) struct Many {
    compiled: Compiled,
    /// With the systems of the question that was asked last.
    matrix: Matrix,
    last: Option<Wanted>,
    /// The systems of questions that were asked lately.
    lately: HashMap<Wanted, Vec<System>>,
}

impl Many {
    /// A compiled matrix, with the names of its files.
    ///
    /// # Errors
    /// It is damaged, or can't be read.
    pub(crate) fn new(compiled: Compiled, files: Vec<String>) -> Result<Self, Broken> {
        let mut matrix = compiled.shared()?;
        compiled.all_parties(&mut matrix)?;
        matrix.files = files;
        Ok(Self { compiled, matrix, last: None, lately: HashMap::new() })
    }

    /// As much of the matrix as a question is about, and every party.
    ///
    /// # Errors
    /// As for [`Self::new`].
    pub(crate) fn matrix(&mut self, scope: &Scope) -> Result<&Matrix, Broken> {
        let wanted = match scope {
            Scope::Parts(parts) if !parts.iter().any(has_many_words) => Some(self.compiled.wanted(parts)?),
            Scope::WithoutSystems => Some(Wanted::default()),
            Scope::Whole | Scope::Parts(_) => None,
        };
        if wanted.is_some() && wanted == self.last {
            return Ok(&self.matrix);
        }
        let systems = std::mem::take(&mut self.matrix.systems);
        if let Some(last) = self.last.take() {
            if self.lately.len() >= REMEMBERED {
                self.lately.clear();
            }
            self.lately.insert(last, systems);
        }
        self.matrix.systems = match &wanted {
            Some(wanted) => match self.lately.remove(wanted) {
                Some(systems) => systems,
                None => self.compiled.systems(wanted)?,
            },
            None => self.compiled.all_systems()?,
        };
        self.last = wanted;
        Ok(&self.matrix)
    }
}
