//! Cycles in graphs of things that refer to each other.

/// How far the search has come with a node.
#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    /// On the path from the start to the current node.
    Open,
    Done,
}

/// At least one cycle of each group of nodes that reach each other. No node is in two of them.
pub(crate) fn cycles<N: IntoIterator<Item = usize>>(count: usize, next: impl Fn(usize) -> N) -> Vec<Vec<usize>> {
    let mut states = vec![State::New; count];
    let mut in_cycle = vec![false; count];
    let mut cycles = Vec::new();
    for start in 0..count {
        let mut path = Vec::new();
        if states[start] == State::New {
            states[start] = State::Open;
            path.push((start, next(start).into_iter()));
        }
        while let Some((at, rest)) = path.last_mut() {
            let (at, to) = (*at, rest.next());
            match to.map(|to| (to, states[to])) {
                None => {
                    states[at] = State::Done;
                    path.pop();
                }
                Some((to, State::New)) => {
                    states[to] = State::Open;
                    path.push((to, next(to).into_iter()));
                }
                Some((to, State::Open)) if !in_cycle[to] && !in_cycle[at] => {
                    let from = path.iter().position(|(node, _)| *node == to).unwrap_or_default();
                    let cycle: Vec<usize> = path[from..].iter().map(|(node, _)| *node).collect();
                    if !cycle.iter().any(|node| in_cycle[*node]) {
                        for node in &cycle {
                            in_cycle[*node] = true;
                        }
                        cycles.push(cycle);
                    }
                }
                Some(_) => {}
            }
        }
    }
    cycles
}

#[cfg(test)]
mod tests {
    use super::cycles;

    #[test]
    fn cycles_are_found_wherever_they_begin() {
        let of = |parents: &[i8]| cycles(parents.len(), |at| usize::try_from(parents[at]).ok());
        assert!(of(&[]).is_empty() && of(&[-1]).is_empty() && of(&[1, 2, -1, 2, 3]).is_empty());
        assert_eq!((of(&[0]), of(&[1, 0])), (vec![vec![0]], vec![vec![0, 1]]));
        assert_eq!(of(&[-1, 0, 3, 4, 2]), [[2, 3, 4]]);
        assert_eq!(of(&[1, 2, 3, 1, 4]), [vec![1, 2, 3], vec![4]]);
    }

    #[test]
    fn a_node_may_have_several_successors() {
        let of = |next: &[&[usize]]| cycles(next.len(), |at| next[at].to_vec());
        assert!(of(&[&[1, 2], &[2], &[]]).is_empty());
        assert_eq!(of(&[&[1, 2], &[], &[0]]), [[0, 2]]);
        assert_eq!(of(&[&[1], &[2, 0], &[0, 1]]), [[0, 1, 2]], "one cycle of those that share nodes");
        assert_eq!(of(&[&[0, 1], &[1]]), [[0], [1]]);
    }

    /// Each node also leads back to all before it.
    #[test]
    fn a_dense_graph_takes_no_time_or_memory() {
        let all = 2_000;
        assert_eq!(cycles(all, |at| (0..at).chain([(at + 1) % all])).len(), 1000);
    }
}
