//! Codes that change each half minute (RFC 6238): an app and we know one secret, and both know the time.

use chrono::{DateTime, Utc};
use contract::{UserId, accounts::APP_CODE};
use totp_rs::{Algorithm, Builder, Secret, Totp};

use crate::{
    Ctx,
    seal::{SealError, Sealed},
};

/// Bytes of a secret: as many as the hash gives (RFC 4226, section 4).
const SECRET: usize = 20;
/// Seconds of a step.
const STEP: u64 = 30;
/// Steps that a clock may be slow or fast.
const DRIFT: u16 = 1;
/// As apps name it.
const ISSUER: &str = "TutorForge";

/// What an app and we both know.
pub(crate) struct AppSecret(Vec<u8>);

impl AppSecret {
    pub fn make(ctx: &Ctx) -> Self {
        Self(ctx.random::<SECRET>().into())
    }

    pub fn seal(&self, ctx: &Ctx, person: UserId) -> Result<Sealed, SealError> {
        ctx.seals.seal(ctx, &self.0, &about(person))
    }

    pub fn open(ctx: &Ctx, person: UserId, sealed: &Sealed) -> Result<Self, SealError> {
        Ok(Self(ctx.seals.open(sealed, &about(person))?))
    }

    /// For typing it into an app.
    pub fn base32(&self) -> String {
        Secret::from(self.0.clone()).to_base32()
    }

    /// For an app that reads it as a picture.
    pub fn address(&self, handle: &str) -> String {
        let secret = self.base32();
        format!(
            "otpauth://totp/{ISSUER}:{handle}?secret={secret}&issuer={ISSUER}&algorithm=SHA1&digits={APP_CODE}&period={STEP}"
        )
    }

    /// The step that this code belongs to, if it is one of now.
    pub fn step(&self, code: &str, now: DateTime<Utc>) -> Option<i64> {
        let seconds = u64::try_from(now.timestamp()).ok()?;
        self.totp(Algorithm::SHA1, 6).check(code, seconds).and_then(|step| i64::try_from(step).ok())
    }

    fn totp(&self, algorithm: Algorithm, digits: u8) -> Totp {
        let builder = Builder::new().with_algorithm(algorithm).with_digits(digits);
        builder.with_skew(DRIFT).with_step_duration(STEP).with_secret(self.0.clone()).build_noncompliant()
    }
}

/// What a sealed secret is bound to: it opens as nothing else and for nobody else.
fn about(person: UserId) -> Vec<u8> {
    [b"accounts.authenticator:", &person.0.as_bytes()[..]].concat()
}

#[cfg(test)]
impl AppSecret {
    pub fn of(bytes: &[u8]) -> Self {
        Self(bytes.into())
    }

    pub fn from_base32(text: &str) -> Self {
        Self(Secret::try_from_base32(text).unwrap().as_bytes().into())
    }

    /// What the app shows.
    pub fn shows(&self, at: DateTime<Utc>) -> String {
        self.totp(Algorithm::SHA1, 6).generate(u64::try_from(at.timestamp()).unwrap()).to_string()
    }
}

#[cfg(test)]
mod tests {
    use chrono::{TimeDelta, TimeZone};

    use super::*;

    /// Appendix B of RFC 6238.
    #[test]
    fn it_counts_as_the_standard_does() {
        let keys = [
            (Algorithm::SHA1, 20, ["94287082", "07081804", "14050471", "89005924", "69279037", "65353130"]),
            (Algorithm::SHA256, 32, ["46119246", "68084774", "67062674", "91819424", "90698825", "77737706"]),
            (Algorithm::SHA512, 64, ["90693936", "25091201", "99943326", "93441116", "38618901", "47863826"]),
        ];
        let times = [59, 1_111_111_109, 1_111_111_111, 1_234_567_890, 2_000_000_000, 20_000_000_000];
        for (algorithm, length, codes) in keys {
            let key: Vec<u8> = b"1234567890".iter().copied().cycle().take(length).collect();
            for (time, code) in times.into_iter().zip(codes) {
                let shown = AppSecret::of(&key).totp(algorithm, 8).generate(time).to_string();
                assert_eq!(shown, code, "{algorithm:?} at {time}");
            }
        }
        let ours = AppSecret::from_base32("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        let at = Utc.timestamp_opt(59, 0).unwrap();
        assert_eq!((ours.shows(at), ours.step("287082", at)), ("287082".into(), Some(1)));
    }

    #[test]
    fn a_clock_may_be_one_step_off_and_no_more() {
        let secret = AppSecret::of(b"12345678901234567890");
        let now = Utc.timestamp_opt(1_111_111_110, 0).unwrap();
        let step = now.timestamp() / 30;
        for (off, taken) in [(-2, None), (-1, Some(step - 1)), (0, Some(step)), (1, Some(step + 1)), (2, None)] {
            let code = secret.shows(now + TimeDelta::seconds(30 * off));
            assert_eq!(secret.step(&code, now), taken, "{off}");
        }
    }

    #[test]
    fn an_app_is_told_all_it_has_to_know() {
        let address = AppSecret::of(b"12345678901234567890").address("ada-l");
        let expected = "otpauth://totp/TutorForge:ada-l?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=TutorForge\
                        &algorithm=SHA1&digits=6&period=30";
        assert_eq!(address, expected);
    }
}
