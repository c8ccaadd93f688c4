//! How a row is bound to the one before it. Every field is written with its length, so that no two rows read alike.

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// What the first row stands on.
pub(super) const BEGINNING: [u8; 32] = [0; 32];
/// Comes first in what is hashed. Another way to write a row gets another number.
const VERSION: u8 = 1;

/// A row as it is hashed.
pub(super) struct Link<'a> {
    pub n: i64,
    pub at: DateTime<Utc>,
    pub actor: Option<Uuid>,
    pub deed: &'a str,
    pub subject: Option<Uuid>,
    pub thing: Option<&'a str>,
    pub was: Option<&'a str>,
    pub becomes: Option<&'a str>,
    pub place: Option<&'a str>,
    pub request: Option<&'a str>,
    pub reason: &'a str,
}

impl Link<'_> {
    /// SHA-256 over the hash of the row before and this row: numbers big-endian, the time in microseconds since 1970, each
    /// text or id as its length in bytes (four bytes) and itself, and four bytes of ones for what there is not.
    pub fn hash(&self, previous: &[u8]) -> Vec<u8> {
        let mut sum = Sha256::new();
        sum.update(previous);
        sum.update([VERSION]);
        sum.update(self.n.to_be_bytes());
        sum.update(self.at.timestamp_micros().to_be_bytes());
        let fields = [
            self.actor.as_ref().map(|id| id.as_bytes().as_slice()),
            Some(self.deed.as_bytes()),
            self.subject.as_ref().map(|id| id.as_bytes().as_slice()),
            self.thing.map(str::as_bytes),
            self.was.map(str::as_bytes),
            self.becomes.map(str::as_bytes),
            self.place.map(str::as_bytes),
            self.request.map(str::as_bytes),
            Some(self.reason.as_bytes()),
        ];
        for field in fields {
            let length = field.map_or(u32::MAX, |bytes| u32::try_from(bytes.len()).unwrap_or(u32::MAX - 1));
            sum.update(length.to_be_bytes());
            sum.update(field.unwrap_or_default());
        }
        sum.finalize().to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_another_field_is_another_row() {
        let link = Link {
            n: 1,
            at: DateTime::UNIX_EPOCH,
            actor: None,
            deed: "signed_in",
            subject: None,
            thing: Some("ab"),
            was: Some(""),
            becomes: None,
            place: None,
            request: None,
            reason: "",
        };
        let moved = Link { thing: Some("a"), was: Some("b"), ..link };
        let absent = Link { was: None, ..link };
        assert_ne!(link.hash(&BEGINNING), moved.hash(&BEGINNING));
        assert_ne!(link.hash(&BEGINNING), absent.hash(&BEGINNING));
        assert_ne!(link.hash(&BEGINNING), link.hash(&[1; 32]));
        assert_eq!(link.hash(&BEGINNING), Link { ..link }.hash(&BEGINNING));
    }
}
