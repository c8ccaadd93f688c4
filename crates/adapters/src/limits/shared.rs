use std::time::Duration;

use async_trait::async_trait;
use domain::ports::{Limit, Limits, Quotas};
use fred::interfaces::LuaInterface;
use sha2::{Digest, Sha256};

use super::{InProcessLimits, interval, refuse};
use crate::{Redis, redis::PREFIX};

/// GCRA, as governor has it: what is kept of a key is when its quota is whole again.
const TAKE: &str = include_str!("take.lua");

/// Counts tries in Redis, for all processes together. While Redis is away each counts for itself.
pub struct SharedLimits {
    redis: Redis,
    quotas: Quotas,
    here: InProcessLimits,
}

impl SharedLimits {
    pub fn new(redis: Redis, quotas: &Quotas) -> Self {
        Self { redis, quotas: quotas.clone(), here: InProcessLimits::new(quotas) }
    }

    /// How long the key has to wait, in microseconds; `None` if Redis does not say.
    async fn ask(&self, limit: Limit, key: &str) -> Option<i64> {
        let quota = self.quotas.of(limit);
        let each = interval(quota).as_micros();
        let arguments = vec![each.to_string(), (each * u128::from(quota.tries.saturating_sub(1))).to_string()];
        self.redis.ask("limits", self.redis.client().eval(TAKE, name(limit, key), arguments)).await
    }
}

#[async_trait]
impl Limits for SharedLimits {
    async fn take(&self, limit: Limit, key: &str) -> Result<(), u32> {
        let answer = self.ask(limit, key).await;
        let place = if answer.is_some() { "redis" } else { "process" };
        metrics::counter!("limits_taken_total", "counted_in" => place).increment(1);
        match answer.map(|wait| u64::try_from(wait).unwrap_or_default()) {
            None => self.here.take(limit, key).await,
            Some(0) => Ok(()),
            Some(wait) => Err(refuse(limit, Duration::from_micros(wait))),
        }
    }
}

/// Addresses and people are not named in it.
fn name(limit: Limit, key: &str) -> String {
    let half = Sha256::digest(key).first_chunk().map_or(0, |bytes| u128::from_be_bytes(*bytes));
    format!("{PREFIX}limit:{}:{half:032x}", limit.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_whose_it_is_to_nobody() {
        let name = name(Limit::SignInByAccount, "ada@example.org");
        assert!(name.starts_with("tf:limit:sign_in_by_account:") && !name.contains("ada"), "{name}");
    }
}
