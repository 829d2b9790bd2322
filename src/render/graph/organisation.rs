//! The organisation around a party.

use super::{Drawn, Graph, Look};
use crate::matrix::Kind;
use crate::query::show::Organisation;

impl Drawn for Organisation {
    fn graph(&self) -> Graph {
        let mut graph = Graph::default();
        for (index, member) in self.members.iter().enumerate() {
            let look = match member.kind {
                _ if index == 0 => Look::Active,
                Kind::Placeholder => Look::Doubtful,
                Kind::System => Look::Box,
                _ => Look::Party,
            };
            graph.node(look, [member.named.name.clone(), member.kind.as_str().to_owned()]);
        }
        for tie in &self.ties {
            graph.arrow(tie.from, tie.to, tie.what.as_str());
        }
        graph
    }
}
