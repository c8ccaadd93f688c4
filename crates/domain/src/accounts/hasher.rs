//! Argon2id, on threads that give way to pages, with a queue that ends: 19 MiB and some 20 ms of a core for each password.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::{Semaphore, oneshot};

use super::{Error, hash_threads::HashThreads};

/// Memory in KiB, passes and lanes (OWASP password storage, ASVS 5.0 6.6.3).
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
/// Passwords that may wait for a core before people are asked to come back.
const QUEUE: usize = 64;

/// Hashes and checks passwords. Clones share the queue and the threads.
#[derive(Clone)]
pub struct Hasher {
    threads: Arc<HashThreads>,
    /// A place for each of them.
    running: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
    params: Params,
    /// What an unknown address is checked against, so that the answer takes as long.
    decoy: Arc<str>,
}

impl Hasher {
    /// Uses all cores but one, if there are several: while many sign in, pages are still answered.
    pub fn new() -> Result<Self, Error> {
        Self::with_params(Params::new(MEMORY_KIB, PASSES, 1, None).map_err(|e| Error::Hash(e.to_string()))?)
    }

    /// For tests and generated data alone: the same algorithm with next to no work.
    pub fn cheap() -> Result<Self, Error> {
        Self::with_params(Params::new(8, 1, 1, None).map_err(|e| Error::Hash(e.to_string()))?)
    }

    fn with_params(params: Params) -> Result<Self, Error> {
        let decoy = compute(&params, "nobody has this password")?;
        let threads = HashThreads::start(cores()).map_err(|e| Error::Hash(e.to_string()))?;
        Ok(Self {
            threads: Arc::new(threads),
            running: Arc::new(Semaphore::new(cores())),
            waiting: Arc::default(),
            params,
            decoy: decoy.into(),
        })
    }

    pub async fn hash(&self, password: &str) -> Result<String, Error> {
        let (params, password) = (self.params.clone(), password.to_owned());
        self.off_thread(move || compute(&params, &password)).await
    }

    /// Whether the password belongs to the hash. `None` costs the same and is never right.
    pub async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool, Error> {
        let known = hash.is_some();
        let (password, hash) = (password.to_owned(), hash.unwrap_or(&self.decoy).to_owned());
        let right = self
            .off_thread(move || {
                let parsed = PasswordHash::new(&hash).map_err(|e| Error::Hash(e.to_string()))?;
                Ok(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
            })
            .await?;
        Ok(right && known)
    }

    /// Whether the hash was made in another way, or at another cost, than hashes are now.
    pub(super) fn is_outdated(&self, hash: &str) -> bool {
        let Ok(made) = PasswordHash::new(hash) else { return false };
        let cost = |params: &Params| (params.m_cost(), params.t_cost(), params.p_cost());
        let is_ours = made.algorithm == Algorithm::Argon2id.ident()
            && made.version == Some(u32::from(Version::V0x13))
            && Params::try_from(&made.params).is_ok_and(|params| cost(&params) == cost(&self.params));
        !is_ours
    }

    /// The work keeps its core until it is done, also if nobody waits for it any more.
    async fn off_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let _place = Place::take(&self.waiting)?;
        let core = self.running.clone().acquire_owned().await.map_err(|_| Error::Overloaded)?;
        let (answer, answered) = oneshot::channel();
        let given = self.threads.give(move || {
            _ = answer.send((work(), core));
        });
        if !given {
            return Err(Error::Overloaded);
        }
        let (done, _core) = answered.await.map_err(|_| Error::Hash("the work broke off".into()))?;
        done
    }
}

#[cfg(test)]
impl Hasher {
    /// All that it may use, as if others did.
    pub(super) async fn all_cores(&self) -> tokio::sync::OwnedSemaphorePermit {
        self.running.clone().acquire_many_owned(u32::try_from(cores()).unwrap()).await.unwrap()
    }

    pub(super) fn is_waited_for(&self) -> bool {
        self.waiting.load(Ordering::Relaxed) > 0
    }

    /// A hash as it was made when it cost something else.
    pub(super) fn of_before(password: &str) -> String {
        compute(&Params::new(16, 1, 1, None).unwrap(), password).unwrap()
    }
}

/// A place in the queue, given back when dropped, also when the caller goes away.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn take(waiting: &'a AtomicUsize) -> Result<Self, Error> {
        let place = Self(waiting);
        if waiting.fetch_add(1, Ordering::Relaxed) >= QUEUE { Err(Error::Overloaded) } else { Ok(place) }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, |all| (all.get() - 1).max(1))
}

fn compute(params: &Params, password: &str) -> Result<String, Error> {
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
    argon2.hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(|e| Error::Hash(e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::hash_threads::NICER;

    #[tokio::test]
    async fn right_wrong_and_unknown() {
        let hasher = Hasher::cheap().unwrap();
        let hash = hasher.hash("correct horse").await.unwrap();
        assert!(hasher.verify("correct horse", Some(&hash)).await.unwrap());
        assert!(!hasher.verify("wrong horse", Some(&hash)).await.unwrap());
        assert!(!hasher.verify("nobody has this password", None).await.unwrap());
    }

    #[tokio::test]
    async fn a_full_queue_says_so() {
        let hasher = Hasher::cheap().unwrap();
        hasher.waiting.store(QUEUE, Ordering::Relaxed);
        assert!(matches!(hasher.hash("x").await, Err(Error::Overloaded)));
        assert_eq!(hasher.waiting.load(Ordering::Relaxed), QUEUE, "the place is given back");
    }

    #[tokio::test]
    async fn its_threads_give_way_and_no_others_do() {
        let nice = || rustix::process::getpriority_process(None).unwrap();
        let (hasher, ours) = (Hasher::cheap().unwrap(), nice());
        for _ in 0..2 {
            assert_eq!(hasher.off_thread(move || Ok(nice())).await.unwrap(), (ours + NICER).min(19));
        }
        assert_eq!((nice(), tokio::task::spawn_blocking(nice).await.unwrap()), (ours, ours));
    }

    #[tokio::test]
    async fn work_that_breaks_costs_its_answer_and_no_thread() {
        let hasher = Hasher::cheap().unwrap();
        for _ in 0..=cores() {
            let broken: Result<(), Error> = hasher.off_thread(|| panic!("told to")).await;
            assert!(matches!(broken, Err(Error::Hash(_))));
        }
        hasher.hash("correct horse").await.unwrap();
    }

    #[tokio::test]
    async fn what_nobody_waits_for_any_more_keeps_its_core() {
        let hasher = Hasher::cheap().unwrap();
        let (goes_on, waits) = std::sync::mpsc::channel::<()>();
        {
            let work = hasher.off_thread(move || Ok(waits.recv()));
            tokio::pin!(work);
            assert!(futures::poll!(&mut work).is_pending());
        }
        assert_eq!((hasher.running.available_permits(), hasher.is_waited_for()), (cores() - 1, false));
        drop(goes_on);
        drop(hasher.all_cores().await);
    }

    #[test]
    fn what_was_made_otherwise_is_outdated() {
        let hasher = Hasher::cheap().unwrap();
        let made = |memory, passes| compute(&Params::new(memory, passes, 1, None).unwrap(), "x").unwrap();
        assert!(!hasher.is_outdated(&made(8, 1)));
        assert!(hasher.is_outdated(&made(16, 1)) && hasher.is_outdated(&made(8, 2)));
        assert!(hasher.is_outdated(&made(8, 1).replace("argon2id", "argon2i")));
        assert!(!hasher.is_outdated("nothing that could be read"));
    }

    #[test]
    fn the_cost_is_what_we_promise() {
        let hash = compute(&Params::new(MEMORY_KIB, PASSES, 1, None).unwrap(), "x").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
    }
}
