//! What a role and a topic are called.

use std::collections::HashSet;

use crate::matrix::called::Called;
use crate::matrix::{Matrix, Responsibility};
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
    let called = |(role, id, name): &'_ (Role, &'_ str, String)| (role.clone(), (*id).to_owned(), name.clone());
    let roles: Vec<(Role, String, String)> = roles.iter().map(called).collect();
    let things = roles.iter().map(|(role, id, name)| (role.clone(), Called { id, name, aliases: &[] }));
    resolve::one("role", typed, things).map_err(|none| {
        none.or_hint(|| {
            let ids: Vec<&str> = roles.iter().map(|(_, id, _)| id.as_str()).collect();
            format!("roles are: {}", ids.join(", "))
        })
    })
}

/// The topic that a text names.
pub(super) fn topic<'m>(matrix: &'m Matrix, typed: &str) -> Result<&'m str, Unanswered> {
    let things = matrix.topics().map(|topic| (topic, Called { id: topic, name: topic, aliases: &[] }));
    resolve::one("topic", typed, things)
        .map_err(|none| none.or_hint(|| format!("topics are: {}", matrix.topics().collect::<Vec<_>>().join(", "))))
}
