//! Many questions to one compiled matrix. Reads what they share only once.

use super::read::Wanted;
use super::{Broken, Compiled, Rows, ids};
use crate::matrix::{Assignment, Matrix, Refers, Scope};

#[derive(Debug)]
pub(crate) struct Many {
    compiled: Compiled,
    /// With the systems of the last question.
    matrix: Matrix,
    last: Option<Wanted>,
    /// The last system of [`Self::assignments`].
    rows: Option<(String, Option<Rows>)>,
}

impl Many {
    pub(crate) fn new(compiled: Compiled, files: Vec<String>) -> Result<Self, Broken> {
        let mut matrix = compiled.shared()?;
        compiled.all_parties(&mut matrix)?;
        if !ids::exist(&matrix) {
            return Err(Broken::Damaged);
        }
        matrix.files = files;
        Ok(Self { compiled, matrix, last: None, rows: None })
    }

    /// Reads the systems that a question needs.
    pub(crate) fn turn_to(&mut self, scope: &Scope) -> Result<(), Broken> {
        let stems = self.matrix.document.stems();
        let wanted = self.compiled.wanted(&self.compiled.expanded(scope)?, &stems)?;
        if wanted.is_some() && wanted == self.last {
            return Ok(());
        }
        self.last = None;
        let systems = self.compiled.systems(wanted.as_ref())?;
        if !systems.names_one_of(self.matrix.parties.len()) || !ids::exist_in(&self.matrix, &systems) {
            return Err(Broken::Damaged);
        }
        self.matrix.replace_systems(systems);
        self.matrix.is_part = wanted.is_some();
        self.last = wanted;
        Ok(())
    }

    /// The assignments of an area, both named exactly; `None` if that isn't one area. Doesn't change [`Self::matrix`].
    pub(crate) fn assignments(&mut self, system: &str, area: &str) -> Result<Option<&[Assignment]>, Broken> {
        // Questions about a system often follow each other.
        if self.rows.as_ref().is_none_or(|(known, _)| known != system) {
            self.rows = Some((system.to_owned(), self.compiled.rows(system)?));
        }
        Ok(self.rows.as_ref().and_then(|(_, rows)| rows.as_ref()?.assignments(area)))
    }

    /// The matrix of the last question.
    pub(crate) fn matrix(&self) -> &Matrix {
        &self.matrix
    }
}
