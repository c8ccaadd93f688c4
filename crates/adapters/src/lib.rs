//! The outside world behind the domain's ports: mail by SMTP or into the mailbox of development, tries counted in this
//! process or in Redis, Meilisearch, providers that say who somebody is, and rooms for video.

mod limits;
mod mailbox;
mod meilisearch;
mod providers;
pub mod redis;
mod rooms;
mod smtp;

pub use limits::{InProcessLimits, SharedLimits};
pub use mailbox::Mailbox;
pub use meilisearch::Meilisearch;
pub use providers::{BadProvider, GitHub, OpenId, Registration};
pub use redis::{BadRedis, Redis};
pub use rooms::{BigBlueButton, Jitsi, LiveKit, VideoRooms};
pub use smtp::{BadSmtp, Smtp};
