//! Work on several files at once.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Below so many bytes of text, starting a thread takes longer than it saves.
const SMALL: usize = 64 << 10;

/// What a function makes of each number below a count, in their order. All processors work on them, each on the next one,
/// if there are enough bytes.
pub(super) fn each<T: Send>(count: usize, bytes: usize, make: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(count);
    if threads < 2 || bytes < SMALL {
        return (0..count).map(make).collect();
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let mut results = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count {
                return results;
            }
            results.push((number, make(number)));
        }
    };
    let mut all: Vec<(usize, T)> = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut all = work();
        for other in others {
            // Panics stay panics.
            all.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        all
    });
    all.sort_unstable_by_key(|(number, _)| *number);
    all.into_iter().map(|(_, results)| results).collect()
}

#[cfg(test)]
mod tests {
    use super::each;

    #[test]
    fn results_are_in_order() {
        for (count, bytes) in [(0, 0), (1, 1 << 20), (2, 1 << 20), (1_000, 0), (1_000, 1 << 20)] {
            let squares: Vec<usize> = (0..count).map(|number| number * number).collect();
            assert_eq!(each(count, bytes, |number| number * number), squares);
        }
    }
}
