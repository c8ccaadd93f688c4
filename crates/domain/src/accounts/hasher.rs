//! Argon2id, off the async threads, with a queue that ends: 19 MiB and some 20 ms of a core for each password.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::Semaphore;

use super::Error;

/// Memory in KiB, passes and lanes (OWASP password storage, ASVS 5.0 6.6.3).
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
/// Passwords that may wait for a core before people are asked to come back.
const QUEUE: usize = 64;

/// Hashes and checks passwords. Clones share the queue.
#[derive(Clone)]
pub struct Hasher {
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
        Ok(Self { running: Arc::new(Semaphore::new(cores())), waiting: Arc::default(), params, decoy: decoy.into() })
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

    async fn off_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let _place = Place::take(&self.waiting)?;
        let _core = self.running.acquire().await.map_err(|_| Error::Overloaded)?;
        tokio::task::spawn_blocking(work).await.map_err(|e| Error::Hash(e.to_string()))?
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

    #[test]
    fn the_cost_is_what_we_promise() {
        let hash = compute(&Params::new(MEMORY_KIB, PASSES, 1, None).unwrap(), "x").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
    }
}
