//! Work on several threads whose results come in the order of the work.

use std::collections::BTreeMap;
use std::fmt;
use std::num::NonZero;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

/// As many threads as the machine runs at once.
#[must_use]
pub fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// How far the results have been taken.
#[derive(Debug, Default)]
struct Taken {
    done: usize,
    stopped: bool,
}

/// What the threads and the one who takes their results share.
#[derive(Debug, Default)]
struct Shared {
    taken: Mutex<Taken>,
    changed: Condvar,
}

impl Shared {
    fn taken(&self) -> MutexGuard<'_, Taken> {
        // A thread that panicked has left the counters as they were between two of its steps.
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until the item at `place` is not too far ahead; false if nobody wants it any more.
    fn wait(&self, place: usize, ahead: usize) -> bool {
        let mut taken = self.taken();
        while !taken.stopped && place >= taken.done + ahead {
            taken = self.changed.wait(taken).unwrap_or_else(PoisonError::into_inner);
        }
        !taken.stopped
    }

    fn stop(&self) {
        self.taken().stopped = true;
        self.changed.notify_all();
    }
}

/// The result of a work that panicked never comes, so that the other threads must not wait until it is taken.
struct StopsOnPanic(Arc<Shared>);

impl Drop for StopsOnPanic {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.stop();
        }
    }
}

/// Does `work` on every item on `threads` threads; an iterator over the results, in the order of the items.
///
/// What is worked ahead of the iterator is bounded, so memory is, too. With one thread the work is done where the
/// iterator is asked for the next result. A panic of `work` comes out of the iterator. Dropped early, it lets the
/// threads end what they are at and waits for none of them.
pub fn ordered<T, R>(
    items: impl Iterator<Item = T> + Send + 'static,
    threads: usize,
    work: impl Fn(T) -> R + Send + Sync + 'static,
) -> Ordered<R>
where
    T: 'static,
    R: Send + 'static,
{
    if threads <= 1 {
        return Ordered(Way::Here(Box::new(items.map(work))));
    }
    apart(items, threads, work)
}

/// As [`ordered`], but never on the thread that asks for the results, even where there is but one other: for those who
/// cannot know which thread that will be, and what it must not do.
pub fn apart<T, R>(
    items: impl Iterator<Item = T> + Send + 'static,
    threads: usize,
    work: impl Fn(T) -> R + Send + Sync + 'static,
) -> Ordered<R>
where
    T: 'static,
    R: Send + 'static,
{
    let threads = threads.max(1);
    let ahead = 4 * threads;
    let shared = Arc::new(Shared::default());
    let items = Arc::new(Mutex::new((items, 0_usize)));
    let work = Arc::new(work);
    let (send, receive) = mpsc::channel();
    let threads = (0..threads)
        .map(|_| {
            let (shared, items, work, send) = (shared.clone(), items.clone(), work.clone(), send.clone());
            thread::spawn(move || {
                let shared = StopsOnPanic(shared);
                loop {
                    // Whoever holds the items waits for room, and the others wait for the items.
                    let mut next = items.lock().unwrap_or_else(PoisonError::into_inner);
                    if !shared.0.wait(next.1, ahead) {
                        break;
                    }
                    let Some(item) = next.0.next() else { break };
                    let place = next.1;
                    next.1 += 1;
                    drop(next);
                    if send.send((place, work(item))).is_err() {
                        break;
                    }
                }
            })
        })
        .collect();
    Ordered(Way::Threads(Threads { shared, receive, waiting: BTreeMap::new(), next: 0, threads }))
}

/// Results in the order of the work, see [`ordered`].
pub struct Ordered<R>(Way<R>);

enum Way<R> {
    Here(Box<dyn Iterator<Item = R> + Send>),
    Threads(Threads<R>),
}

struct Threads<R> {
    shared: Arc<Shared>,
    receive: Receiver<(usize, R)>,
    waiting: BTreeMap<usize, R>,
    next: usize,
    threads: Vec<JoinHandle<()>>,
}

impl<R> fmt::Debug for Ordered<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ordered").finish_non_exhaustive()
    }
}

impl<R> Iterator for Ordered<R> {
    type Item = R;

    fn next(&mut self) -> Option<R> {
        match &mut self.0 {
            Way::Here(results) => results.next(),
            Way::Threads(threads) => threads.next(),
        }
    }
}

impl<R> Threads<R> {
    fn next(&mut self) -> Option<R> {
        loop {
            if let Some(result) = self.waiting.remove(&self.next) {
                self.next += 1;
                self.shared.taken().done = self.next;
                self.shared.changed.notify_all();
                return Some(result);
            }
            match self.receive.recv() {
                Ok((place, result)) => {
                    self.waiting.insert(place, result);
                }
                // Every thread has ended, by itself or by a panic, which goes on here.
                Err(_) => {
                    for thread in self.threads.drain(..) {
                        if let Err(panic) = thread.join() {
                            std::panic::resume_unwind(panic);
                        }
                    }
                    return None;
                }
            }
        }
    }
}

impl<R> Drop for Threads<R> {
    fn drop(&mut self) {
        self.shared.stop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    #[test]
    fn results_come_in_order() {
        for threads in [1, 2, 7] {
            let slow = |at: usize| {
                if at.is_multiple_of(13) {
                    thread::sleep(Duration::from_millis(2));
                }
                at
            };
            assert!(ordered(0..200, threads, slow).eq(0..200));
        }
    }

    #[test]
    fn what_is_ahead_is_bounded_and_ends_with_the_iterator() {
        for threads in [1, 3] {
            let worked = Arc::new(AtomicUsize::new(0));
            let count = worked.clone();
            let mut results = ordered(0..1_000_000, threads, move |at: usize| {
                count.fetch_add(1, Ordering::Relaxed);
                at
            });
            assert!(results.by_ref().take(10).eq(0..10));
            drop(results);
            thread::sleep(Duration::from_millis(20));
            assert!(worked.load(Ordering::Relaxed) < 100, "{threads} threads worked ahead");
        }
    }

    #[test]
    fn a_panic_of_the_work_comes_out() {
        for threads in [1, 3] {
            let results = ordered(0..100, threads, |at: usize| {
                assert_ne!(at, 50, "this one does not work");
                at
            });
            let seen = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| results.count()));
            assert!(seen.is_err(), "{threads} threads");
        }
    }
}
