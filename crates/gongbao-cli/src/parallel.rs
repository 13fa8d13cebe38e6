//! Work on several threads whose results come in the order of the work.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::{Condvar, Mutex, PoisonError, mpsc};
use std::thread;

/// As many threads as the machine runs at once.
pub(crate) fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// How far the work is.
struct Progress<I> {
    items: I,
    taken: usize,
    done: usize,
    stopped: bool,
}

/// Does `work` on every item on `threads` threads, and hands the results to `take`, in the order of the items and on
/// the thread of the caller. What was worked ahead of `take` is bounded, so memory is, too. An error of `take` ends
/// the work and is returned.
pub(crate) fn in_order<T, R: Send, E>(
    items: impl Iterator<Item = T> + Send,
    threads: usize,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    if threads <= 1 {
        return items.map(work).try_for_each(take);
    }
    let ahead = 4 * threads;
    let progress = Mutex::new(Progress { items, taken: 0, done: 0, stopped: false });
    let changed = Condvar::new();
    // A thread that panicked has left the counters as they were between two of its steps.
    let locked = || progress.lock().unwrap_or_else(PoisonError::into_inner);
    thread::scope(|scope| {
        let (send, receive) = mpsc::channel();
        for _ in 0..threads {
            let (send, work, locked, changed) = (send.clone(), &work, &locked, &changed);
            scope.spawn(move || {
                loop {
                    let mut at = locked();
                    while !at.stopped && at.taken >= at.done + ahead {
                        at = changed.wait(at).unwrap_or_else(PoisonError::into_inner);
                    }
                    if at.stopped {
                        break;
                    }
                    let Some(item) = at.items.next() else { break };
                    let place = at.taken;
                    at.taken += 1;
                    drop(at);
                    if send.send((place, work(item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        let mut result = Ok(());
        'results: for (place, done) in receive {
            waiting.insert(place, done);
            while let Some(done) = waiting.remove(&next) {
                next += 1;
                result = take(done);
                let mut at = locked();
                at.done = next;
                at.stopped = result.is_err();
                changed.notify_all();
                if at.stopped {
                    break 'results;
                }
            }
        }
        result
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn results_come_in_order() {
        for threads in [1, 2, 7] {
            let mut seen = Vec::new();
            let slow = |at: usize| {
                if at.is_multiple_of(13) {
                    thread::sleep(std::time::Duration::from_millis(2));
                }
                at
            };
            let done: Result<(), ()> = in_order(0..200, threads, slow, |at| {
                seen.push(at);
                Ok(())
            });
            assert_eq!(done, Ok(()));
            assert_eq!(seen, (0..200).collect::<Vec<_>>());
        }
    }

    #[test]
    fn an_error_ends_the_work() {
        for threads in [1, 3] {
            let worked = AtomicUsize::new(0);
            let work = |at: usize| {
                worked.fetch_add(1, Ordering::Relaxed);
                at
            };
            let done =
                in_order(0..1_000_000, threads, work, |at| if at == 10 { Err("enough") } else { Ok(()) });
            assert_eq!(done, Err("enough"));
            assert!(worked.into_inner() < 100, "what was ahead is bounded");
        }
    }
}
