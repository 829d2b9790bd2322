//! The children of each system.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::{System, SystemId};

/// The children of each system, collected when one is first asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Children(OnceCell<HashMap<SystemId, Vec<SystemId>>>);

impl Children {
    pub(super) fn of(&self, parent: SystemId, systems: &[System]) -> &[SystemId] {
        let children = self.0.get_or_init(|| {
            let mut children: HashMap<SystemId, Vec<SystemId>> = HashMap::new();
            for (id, system) in (0..).map(SystemId).zip(systems) {
                if let Some(parent) = system.part_of {
                    children.entry(parent).or_default().push(id);
                }
            }
            children
        });
        children.get(&parent).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The systems themselves say it, so matrices that differ here differ there.
impl PartialEq for Children {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
