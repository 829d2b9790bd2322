//! The systems that name a system: its children, and those that depend on it.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::{System, SystemId};

/// For each system those that name it in one way, collected when one is first asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Related(OnceCell<HashMap<SystemId, Vec<SystemId>>>);

impl Related {
    /// The systems that name one; `named` lists what a system names.
    pub(super) fn to<'s, N: IntoIterator<Item = SystemId>>(
        &self,
        id: SystemId,
        systems: &'s [System],
        named: impl Fn(&'s System) -> N,
    ) -> &[SystemId] {
        let related = self.0.get_or_init(|| {
            let mut related: HashMap<SystemId, Vec<SystemId>> = HashMap::new();
            for (id, system) in (0..).map(SystemId).zip(systems) {
                for other in named(system) {
                    related.entry(other).or_default().push(id);
                }
            }
            related
        });
        related.get(&id).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The systems themselves say it, so matrices that differ here differ there.
impl PartialEq for Related {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
