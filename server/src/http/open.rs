use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

/// Counts what is open at a time, by whom it belongs to. Clones are one.
#[derive(Debug)]
pub struct Open<K>(Arc<Mutex<HashMap<K, usize>>>);

/// One of the things that are open, until it is dropped.
#[derive(Debug)]
pub struct Place<K: Eq + Hash> {
    open: Open<K>,
    key: K,
}

impl<K> Clone for Open<K> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<K> Default for Open<K> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<K: Eq + Hash + Clone> Open<K> {
    /// `None` if so many are open already.
    pub fn take(&self, key: K, most: usize) -> Option<Place<K>> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(key.clone()).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(Place { open: self.clone(), key })
    }
}

impl<K: Eq + Hash> Drop for Place<K> {
    fn drop(&mut self) {
        let mut open = self.open.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.key) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_free_again_once_it_is_left() {
        let open = Open::default();
        let places = [open.take("a", 2), open.take("a", 2)];
        assert!(places.iter().all(Option::is_some) && open.take("a", 2).is_none());
        assert!(open.take("b", 2).is_some(), "others have their own");
        drop(places);
        assert!(open.0.lock().unwrap().is_empty(), "nothing is kept of who is gone");
        assert!(open.take("a", 2).is_some());
    }
}
