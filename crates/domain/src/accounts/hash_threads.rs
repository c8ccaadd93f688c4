//! Threads that compute passwords and nothing else, and that give way. Beside pages on two cores one of them would take half
//! of what a page needs; so whatever else wants the core has it first. They are not tokio's: a thread that was lowered
//! stays so, since only root may raise it again, and would then do other work as slowly.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

/// By how much they are nicer than the rest of the process. Of a core that is wanted by both, the rest gets nine tenths
/// (`sched(7)`); who signs in while all cores are taken still comes in.
pub(super) const NICER: i32 = 10;

type Work = Box<dyn FnOnce() + Send>;

/// They end when this is dropped and what was given is done.
pub(super) struct HashThreads(SyncSender<Work>);

impl HashThreads {
    pub fn start(count: usize) -> io::Result<Self> {
        let (given, work) = sync_channel(count);
        let work = Arc::new(Mutex::new(work));
        for _ in 0..count {
            let work = Arc::clone(&work);
            thread::Builder::new().name("passwords".into()).spawn(move || serve(&work))?;
        }
        Ok(Self(given))
    }

    /// Never waits. `false` if each of them has work and more lies there already: the caller counts how much it gives.
    #[must_use]
    pub fn give(&self, work: impl FnOnce() + Send + 'static) -> bool {
        self.0.try_send(Box::new(work)).is_ok()
    }
}

fn serve(given: &Mutex<Receiver<Work>>) {
    // Without the right to do so, passwords are computed as before.
    if let Err(error) = rustix::process::nice(NICER) {
        tracing::warn!(%error, "passwords are computed without giving way to pages");
    }
    loop {
        let work = given.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(work) = work else { return };
        // Whoever waits for it learns by the answer that never comes; the thread goes on with the next.
        _ = catch_unwind(AssertUnwindSafe(work));
    }
}
