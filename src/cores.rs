//! Work that is shared out among the cores of the machine. What comes out does not tell how many there are.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Bytes of stack for the work: deep formulas within the limit of nesting must never decide by the thread they run on.
pub const STACK: usize = 64 * 1024 * 1024;

/// What `work` makes of every number below `count`, in their order. It may be called from any thread.
pub fn each<R: Send>(count: usize, work: &(dyn Fn(usize) -> R + Sync)) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let share = || {
        let mut own = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count {
                return own;
            }
            own.push((at, work(at)));
        }
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let mut all = thread::scope(|scope| {
        let start = |_| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, share).ok();
        let others = (1..cores.min(count)).filter_map(start).collect::<Vec<_>>();
        let mut all = share();
        for other in others {
            match other.join() {
                Ok(own) => all.extend(own),
                Err(panicked) => std::panic::resume_unwind(panicked),
            }
        }
        all
    });
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, made)| made).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn results_stand_in_the_order_of_the_work() {
        for count in [0, 1, 2, 1_000] {
            assert_eq!(crate::cores::each(count, &|at| at * 2), (0..count).map(|at| at * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    #[should_panic(expected = "seven")]
    fn a_panic_goes_on_in_the_caller() {
        crate::cores::each(64, &|at| assert!(at != 7, "seven"));
    }
}
