use std::time::Duration;

use domain::ports::{Guest, Room, RoomError};
use reqwest::{Client, redirect::Policy};
use sha2::{Digest, Sha256};
use url::form_urlencoded::Serializer;

use super::name;

const LIMIT: Duration = Duration::from_secs(5);
/// Of an answer, in bytes.
const SIZE_LIMIT: usize = 64 * 1024;

/// A BigBlueButton, asked by its API with checksums (SHA-256, which every version since 2.4 takes).
pub struct BigBlueButton {
    /// Up to and with `/api`.
    url: String,
    secret: String,
    http: Client,
}

impl BigBlueButton {
    /// `url` is where its API is, such as `https://bbb.example.org/bigbluebutton/api`.
    ///
    /// # Errors
    /// Requests cannot be made here at all.
    pub fn new(url: &str, secret: &str) -> Result<Self, reqwest::Error> {
        let http = Client::builder().user_agent("TutorForge").redirect(Policy::none()).timeout(LIMIT).build()?;
        Ok(Self { url: url.trim_end_matches('/').to_owned(), secret: secret.to_owned(), http })
    }

    /// Opens the room, which may be open already, and answers where the guest goes in.
    pub(super) async fn way_in(&self, room: &Room, guest: &Guest) -> Result<String, RoomError> {
        let (id, host_word, guest_word) = (name(room), self.word(room, "host"), self.word(room, "guest"));
        let create = Serializer::new(String::new())
            .append_pair("name", &room.title)
            .append_pair("meetingID", &id)
            .append_pair("attendeePW", &guest_word)
            .append_pair("moderatorPW", &host_word)
            .finish();
        self.call(&self.address("create", &create)).await?;
        let word = if guest.host { host_word } else { guest_word };
        let join = Serializer::new(String::new())
            .append_pair("fullName", &guest.name)
            .append_pair("meetingID", &id)
            .append_pair("password", &word)
            .append_pair("userID", &guest.id.to_string())
            .append_pair("redirect", "true")
            .finish();
        Ok(self.address("join", &join))
    }

    fn address(&self, call: &str, query: &str) -> String {
        format!("{}/{call}?{query}&checksum={}", self.url, checksum(call, query, &self.secret))
    }

    /// What the server lets somebody in by; the same each time, and nobody else's.
    fn word(&self, room: &Room, role: &str) -> String {
        hex(&Sha256::digest(format!("{role} {} {}", room.id, self.secret)))[..24].to_owned()
    }

    async fn call(&self, address: &str) -> Result<(), RoomError> {
        // The address holds a checksum that whoever reads logs could use.
        let away = |error: reqwest::Error| RoomError::Away(error.without_url().to_string());
        let mut answer = self.http.get(address).send().await.map_err(away)?;
        let mut said = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(away)? {
            if said.len() + chunk.len() > SIZE_LIMIT {
                return Err(RoomError::Away("its answer is too large".into()));
            }
            said.extend_from_slice(&chunk);
        }
        let said = String::from_utf8_lossy(&said);
        if said.contains("<returncode>SUCCESS</returncode>") {
            return Ok(());
        }
        let key = said.split_once("<messageKey>").and_then(|(_, rest)| rest.split_once("</messageKey>"));
        Err(RoomError::Away(key.map_or_else(|| format!("it answers {}", answer.status()), |(key, _)| key.to_owned())))
    }
}

/// Name of the call, query without checksum, secret: their digest in hexadecimal.
fn checksum(call: &str, query: &str, secret: &str) -> String {
    hex(&Sha256::digest(format!("{call}{query}{secret}")))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |text, byte| text + &format!("{byte:02x}"))
}

#[cfg(test)]
#[path = "big_blue_button_tests.rs"]
mod tests;
