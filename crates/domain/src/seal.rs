//! Secrets that we have to read again lie sealed in the database: XChaCha20-Poly1305, by a key that stands in the
//! environment alone, and bound to what they are and whose. The first key seals; each of them opens.

use std::{fmt, str::FromStr, sync::Arc};

use base64::{Engine, engine::general_purpose::STANDARD};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use sha2::{Digest, Sha256};

use crate::Ctx;

/// Bytes of a key.
const KEY: usize = 32;
/// Bytes of a nonce: long enough to be drawn by chance for every secret there will ever be.
const NONCE: usize = 24;

/// The keys, in their order. Clones are one.
#[derive(Clone, Default)]
pub struct Seals(Arc<[Key]>);

struct Key {
    id: String,
    cipher: XChaCha20Poly1305,
}

/// What may lie in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The id of the key.
    pub by: String,
    /// The nonce and what it sealed.
    pub bytes: Vec<u8>,
}

#[derive(Debug, thiserror::Error)]
pub enum SealError {
    #[error("there is no key to seal with: TF_SECRET_KEYS is not set")]
    NoKey,
    #[error("a secret is sealed by the key {0:?}, which TF_SECRET_KEYS does not have")]
    UnknownKey(String),
    #[error("a secret does not open: it was changed, or belongs to another")]
    Broken,
}

impl Seals {
    /// One key that everybody knows, for development.
    pub fn open_to_all() -> Self {
        let key: [u8; KEY] = Sha256::digest("everybody knows this key").into();
        Self([Key::new("development", key)].into())
    }

    /// Seals a secret. What it is about, such as whose it is, has to be said again to open it.
    ///
    /// # Errors
    /// `NoKey`.
    pub fn seal(&self, ctx: &Ctx, secret: &[u8], about: &[u8]) -> Result<Sealed, SealError> {
        let key = self.0.first().ok_or(SealError::NoKey)?;
        let nonce = ctx.random::<NONCE>();
        let payload = Payload { msg: secret, aad: about };
        let sealed = key.cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| SealError::Broken)?;
        Ok(Sealed { by: key.id.clone(), bytes: [&nonce[..], &sealed].concat() })
    }

    /// # Errors
    /// `UnknownKey`; `Broken` for what was changed, or is about something else.
    pub fn open(&self, sealed: &Sealed, about: &[u8]) -> Result<Vec<u8>, SealError> {
        let key = self.0.iter().find(|key| key.id == sealed.by);
        let key = key.ok_or_else(|| SealError::UnknownKey(sealed.by.clone()))?;
        let (nonce, bytes) = sealed.bytes.split_first_chunk::<NONCE>().ok_or(SealError::Broken)?;
        key.cipher.decrypt(&XNonce::from(*nonce), Payload { msg: bytes, aad: about }).map_err(|_| SealError::Broken)
    }

    /// The id of the key that seals.
    ///
    /// # Errors
    /// `NoKey`.
    pub fn first(&self) -> Result<&str, SealError> {
        self.0.first().map(|key| key.id.as_str()).ok_or(SealError::NoKey)
    }
}

impl Key {
    fn new(id: &str, key: [u8; KEY]) -> Self {
        Self { id: id.into(), cipher: XChaCha20Poly1305::new(&key.into()) }
    }
}

/// Only the names: keys are told to nobody.
impl fmt::Debug for Seals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|key| &key.id)).finish()
    }
}

/// `2026a:<32 bytes in base64>, 2025:<…>`. What is wrong is told without the key.
impl FromStr for Seals {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut keys: Vec<Key> = Vec::new();
        for (n, part) in (1..).zip(text.split(',').map(str::trim)) {
            let (id, key) = part.split_once(':').ok_or_else(|| format!("key {n} is not of the form id:base64"))?;
            let plain = !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
            if !plain || keys.iter().any(|key| key.id == id) {
                return Err(format!("key {n} needs a name of its own, of letters, digits, - and _"));
            }
            let bytes = STANDARD.decode(key).ok().and_then(|bytes| bytes.try_into().ok());
            let bytes: [u8; KEY] = bytes.ok_or_else(|| format!("key {id} is not {KEY} bytes in base64"))?;
            if bytes.iter().all(|byte| *byte == bytes[0]) {
                return Err(format!("key {id} is not drawn by chance"));
            }
            keys.push(Key::new(id, bytes));
        }
        Ok(Self(keys.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Stage;

    const OLD: &str = "old:YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXowMTIzNDU=";
    const NEW: &str = "new:MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3BxcnN0dXY=";

    fn seals(text: &str) -> Seals {
        text.parse().unwrap()
    }

    #[tokio::test]
    async fn it_opens_for_whom_it_was_sealed_and_for_nobody_else() {
        let ctx = Stage::new().await.ctx;
        let seals = seals(OLD);
        let sealed = seals.seal(&ctx, b"a secret", b"ada").unwrap();
        assert_eq!(seals.open(&sealed, b"ada").unwrap(), b"a secret");
        assert!(matches!(seals.open(&sealed, b"bob"), Err(SealError::Broken)));
        assert!(!sealed.bytes.windows(8).any(|part| part == b"a secret"));
        assert_ne!(seals.seal(&ctx, b"a secret", b"ada").unwrap(), sealed, "no two look alike");
        for nth in 0..sealed.bytes.len() {
            let mut changed = sealed.clone();
            changed.bytes[nth] ^= 1;
            assert!(matches!(seals.open(&changed, b"ada"), Err(SealError::Broken)), "byte {nth}");
        }
        for length in 0..sealed.bytes.len() {
            let cut = Sealed { bytes: sealed.bytes[..length].into(), ..sealed.clone() };
            assert!(seals.open(&cut, b"ada").is_err(), "{length} bytes");
        }
    }

    #[tokio::test]
    async fn the_first_key_seals_and_each_opens() {
        let ctx = Stage::new().await.ctx;
        let before = seals(OLD).seal(&ctx, b"x", b"").unwrap();
        let both = seals(&format!("{NEW},{OLD}"));
        assert_eq!(both.open(&before, b"").unwrap(), b"x");
        assert_eq!((both.seal(&ctx, b"x", b"").unwrap().by.as_str(), both.first().unwrap()), ("new", "new"));
        assert!(matches!(seals(NEW).open(&before, b""), Err(SealError::UnknownKey(id)) if id == "old"));
        assert!(matches!(Seals::default().seal(&ctx, b"x", b""), Err(SealError::NoKey)));
        // Another key of the same name is another key.
        let other = seals(&NEW.replace("new", "old"));
        assert!(matches!(other.open(&before, b""), Err(SealError::Broken)));
    }

    #[test]
    fn what_is_no_key_is_told_without_it() {
        let zeros = format!("k:{}", STANDARD.encode([0; KEY]));
        for wrong in ["", "old", "old:", "old:c2hvcnQ=", ":YQ==", "a b:YQ==", &format!("{OLD},{OLD}"), &zeros] {
            let told = wrong.parse::<Seals>().unwrap_err();
            assert!(!told.contains("c2hvcnQ=") && !told.contains("YWJj"), "{told}");
        }
        assert_eq!(format!("{:?}", seals(&format!("{NEW},{OLD}"))), r#"["new", "old"]"#);
    }
}
