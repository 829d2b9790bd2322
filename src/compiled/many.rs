//! Many questions to one compiled matrix: what they have in common is read once.

use super::broken::Broken;
use super::read::{Compiled, Wanted};
use crate::matrix::refers::Refers;
use crate::matrix::{Matrix, Scope};

/// A compiled matrix that is asked again and again.
#[derive(Debug)]
pub(crate) struct Many {
    compiled: Compiled,
    /// With the systems of the question that was asked last.
    matrix: Matrix,
    last: Option<Wanted>,
}

impl Many {
    /// A compiled matrix, with the names of its files.
    pub(crate) fn new(compiled: Compiled, files: Vec<String>) -> Result<Self, Broken> {
        let mut matrix = compiled.shared()?;
        compiled.all_parties(&mut matrix)?;
        matrix.files = files;
        Ok(Self { compiled, matrix, last: None })
    }

    /// Reads as much of the matrix as a question is about, and every party.
    pub(crate) fn turn_to(&mut self, scope: &Scope) -> Result<(), Broken> {
        let wanted = self.compiled.wanted(scope)?;
        if wanted.is_some() && wanted == self.last {
            return Ok(());
        }
        self.last = None;
        let mut systems = self.compiled.systems(wanted.as_ref())?;
        if !systems.names_one_of(self.matrix.parties.len()) {
            return Err(Broken::Damaged);
        }
        self.matrix.systems = systems;
        self.last = wanted;
        Ok(())
    }

    /// What was read for the last question.
    pub(crate) fn matrix(&self) -> &Matrix {
        &self.matrix
    }
}
