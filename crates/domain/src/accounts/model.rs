use std::{net::IpAddr, str::FromStr};

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use contract::{Refusal, SessionId, UserId};

use super::Power;
use crate::when::Reader;

/// How long everything is open to somebody who has not confirmed their address.
pub(super) const GRACE: TimeDelta = TimeDelta::hours(24);

/// Someone nobody knows yet. The address is only used to count tries.
#[derive(Clone, Copy, Debug)]
pub struct Visitor {
    pub address: Option<IpAddr>,
}

impl Visitor {
    /// What tries are counted by: an IPv4 address, or the /64 of an IPv6 one, which is one household.
    pub fn source(&self) -> String {
        // An IPv4 address that came over an IPv6 socket is what it is.
        match self.address.map(|address| address.to_canonical()) {
            Some(IpAddr::V4(v4)) => v4.to_string(),
            Some(IpAddr::V6(v6)) => {
                let [a, b, c, d, ..] = v6.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
            None => "unknown".into(),
        }
    }
}

/// Proof that somebody is signed in: only this module makes one, from a live session and an account that is not
/// disabled.
#[derive(Clone, Debug)]
pub struct User {
    pub id: UserId,
    pub handle: String,
    pub name: String,
    pub reader: Reader,
    pub role: Role,
    /// Their role asks for a second step, and they have none: until then they can do nothing that needs it.
    pub owes_second: bool,
    /// Until then they have time to confirm their address; none if they have.
    pub verify_by: Option<DateTime<Utc>>,
    /// They have asked to be erased, and are then, unless they stay. Until they say so nothing else is open to them.
    pub leaves_at: Option<DateTime<Utc>>,
    /// Where they sit; none for who shows a token.
    pub session: Option<Seated>,
    pub(super) _proof: Proof,
}

/// The session that somebody asks from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seated {
    pub id: SessionId,
    /// When they last proved by their password that it is them.
    pub confirmed_at: Option<DateTime<Utc>>,
}

impl User {
    /// Whoever does what reaches others, such as to book, to publish or to review, has an address where mail about it
    /// arrives, or has joined within the last day.
    ///
    /// # Errors
    /// `VerifyFirst`.
    pub fn must_be_verified(&self, now: DateTime<Utc>) -> Result<(), Refusal> {
        if self.verify_by.is_some_and(|until| until <= now) { Err(Refusal::VerifyFirst) } else { Ok(()) }
    }

    /// The same, asking from a session.
    #[must_use]
    pub fn in_session(self, id: SessionId, confirmed_at: Option<DateTime<Utc>>) -> Self {
        Self { session: Some(Seated { id, confirmed_at }), ..self }
    }

    /// Moderators, and admins, who may do all that moderators may.
    ///
    /// # Errors
    /// `OnlyModerators`.
    pub fn must_moderate(&self) -> Result<(), Refusal> {
        self.must(Power::Moderate)
    }

    /// # Errors
    /// `OnlyAdmins`.
    pub fn must_administer(&self) -> Result<(), Refusal> {
        self.must(Power::Administer)
    }
}

/// Keeps `User` from being written by hand elsewhere.
#[derive(Clone, Debug)]
pub(super) struct Proof;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Member,
    Reviewer,
    Moderator,
    Admin,
}

impl Role {
    pub const ALL: [Self; 4] = [Self::Member, Self::Reviewer, Self::Moderator, Self::Admin];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Reviewer => "reviewer",
            Self::Moderator => "moderator",
            Self::Admin => "admin",
        }
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|role| role.as_str() == text)
            .ok_or_else(|| format!("there is no role {text:?}: member, reviewer, moderator or admin"))
    }
}

/// A zone of the IANA database by its name, such as `Africa/Addis_Ababa`.
pub fn parse_zone(name: &str) -> Option<Tz> {
    Tz::from_str(name).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_household_is_one_source() {
        let of = |text: &str| Visitor { address: text.parse().ok() }.source();
        assert_eq!(of("2001:db8:1:2:3::4"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
        assert_ne!(of("::ffff:192.0.2.1"), of("::ffff:192.0.2.2"));
    }
}
