//! A Redis that may be away: it holds nothing that is not elsewhere too. Nobody waits for it longer than a moment, and while it
//! does not answer it is left alone.

mod circuit;

use std::{fmt::Display, time::Duration};

use fred::{
    clients::{Client, WithOptions},
    interfaces::ClientLike,
    types::config::{Config, ConnectionConfig, Options, ReconnectPolicy, UnresponsiveConfig},
};

use circuit::{Circuit, Turn};

/// All our keys that have room for one begin with it.
pub const PREFIX: &str = "tf:";
/// For one answer.
const LIMIT: Duration = Duration::from_millis(250);
/// For a connection.
const CONNECT_LIMIT: Duration = Duration::from_secs(2);
/// Between two tries to connect, in milliseconds.
const RECONNECT_EVERY: u32 = 500;

/// What is wrong with the configuration. Never holds the URL, which may hold a password.
#[derive(Debug, thiserror::Error)]
#[error("this is no Redis; one looks like redis://name:password@redis.example.org:6379, or rediss:// for TLS")]
pub struct BadRedis;

/// One connection for all, kept up beside everything. Cheap to clone; clones share what is known of it.
#[derive(Clone)]
pub struct Redis {
    client: WithOptions<Client>,
    circuit: Circuit,
}

impl Redis {
    /// Begins to connect, and goes on trying for as long as the process lives. `url` as `redis://host:port/0`, `rediss://…`.
    pub fn connect(url: &str) -> Result<Self, BadRedis> {
        let config = Config { fail_fast: false, ..Config::from_url(url).map_err(|_| BadRedis)? };
        let connection = ConnectionConfig {
            connection_timeout: CONNECT_LIMIT,
            internal_command_timeout: CONNECT_LIMIT,
            max_command_attempts: 1,
            reconnect_on_auth_error: true,
            unresponsive: UnresponsiveConfig { max_timeout: Some(CONNECT_LIMIT), interval: CONNECT_LIMIT / 4 },
            ..ConnectionConfig::default()
        };
        let policy = ReconnectPolicy::new_constant(0, RECONNECT_EVERY);
        let client = Client::new(config, None, Some(connection), Some(policy));
        client.connect();
        // Nothing waits for a connection to come back: what is asked then is asked elsewhere.
        let options = Options { timeout: Some(LIMIT), max_attempts: Some(1), fail_fast: true, ..Options::default() };
        Ok(Self { client: client.with_options(&options), circuit: Circuit::default() })
    }

    /// Waits for the first connection, but not for long: who asks before that finds that it is away.
    pub async fn come_up(&self, within: Duration) {
        _ = tokio::time::timeout(within, self.client.wait_for_connect()).await;
    }

    /// For one command, to be handed to [`ask`](Self::ask).
    pub fn client(&self) -> &WithOptions<Client> {
        &self.client
    }

    /// Its answer, or `None` if there is none: then it is left alone for some seconds. `purpose` stands in metrics.
    pub async fn ask<T, E: Display>(
        &self,
        purpose: &'static str,
        asked: impl Future<Output = Result<T, E>>,
    ) -> Option<T> {
        let turn = self.circuit.turn();
        if turn == Turn::Wait {
            count(purpose, "left alone");
            return None;
        }
        let answer = match tokio::time::timeout(LIMIT, asked).await {
            Ok(answer) => answer.map_err(|error| error.to_string()),
            Err(_) => Err(format!("no answer within {} ms", LIMIT.as_millis())),
        };
        match answer {
            Ok(answer) => {
                count(purpose, "answered");
                if self.circuit.answers() {
                    tracing::info!("Redis answers");
                }
                Some(answer)
            }
            Err(error) => {
                count(purpose, "failed");
                if self.circuit.fails() {
                    tracing::warn!(error, "Redis does not answer; going on without it");
                }
                None
            }
        }
    }

    /// Whether it is there.
    pub async fn answers(&self) -> bool {
        self.ask("health", self.client.ping::<()>(None)).await.is_some()
    }

    /// Whether it answered the last time it was asked.
    pub fn has_answered(&self) -> bool {
        self.circuit.is_whole()
    }
}

fn count(purpose: &'static str, outcome: &'static str) {
    metrics::counter!("redis_asked_total", "for" => purpose, "outcome" => outcome).increment(1);
}
