//! What a role and a topic are called.

use std::collections::HashSet;

use crate::matrix::{Called, Matrix, Responsibility};
use crate::query::{Unanswered, resolve};

/// What `--role` names.
#[derive(Clone, PartialEq)]
pub(super) enum Role {
    Of(Responsibility),
    Owner(String),
}

/// What a typed role means: a responsibility, or an owner role of the matrix, with or without the word "owner".
pub(super) fn role(matrix: &Matrix, typed: &str) -> Result<Role, Unanswered> {
    let responsibilities = Responsibility::ALL.map(|of| (Role::Of(of), of.as_str(), of.as_str().to_owned()));
    let mut roles: Vec<(Role, &str, String)> = responsibilities.into();
    let mut known: HashSet<&str> = roles.iter().map(|(_, id, _)| *id).collect();
    for ownership in matrix.systems.iter().flat_map(|system| &system.owners) {
        if known.insert(&ownership.role) {
            roles.push((Role::Owner(ownership.role.clone()), &ownership.role, ownership.title()));
        }
    }
    let things = roles.iter().map(|(role, id, name)| (role.clone(), Called { id, name, aliases: &[] }));
    resolve::one_of_list(("role", "roles"), typed, things)
}

/// The topic that a text names.
pub(super) fn topic<'m>(matrix: &'m Matrix, typed: &str) -> Result<&'m str, Unanswered> {
    let things = matrix.topics().map(|topic| (topic, Called { id: topic, name: topic, aliases: &[] }));
    resolve::one_of_list(("topic", "topics"), typed, things)
}
