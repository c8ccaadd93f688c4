//! Everything that modules tell each other, on one screen. An event says what happened; who cares is said in
//! [`Event::listeners`].

use serde::{Deserialize, Serialize};

use crate::{accounts, bookings, messages, reviews, rights, search, tutors};

/// A fact. It is kept for good, so a variant is never removed or changed in meaning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "module", content = "what", rename_all = "snake_case")]
pub enum Event {
    Accounts(accounts::Event),
    Tutors(tutors::Event),
    Bookings(bookings::Event),
    Groups(bookings::GroupEvent),
    Reviews(reviews::Event),
    Search(search::Event),
    Messages(messages::Event),
    Rights(rights::Event),
}

/// A module that reacts to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Module {
    Tutors,
    Search,
    Notifications,
    Ranking,
}

impl Module {
    pub fn name(self) -> &'static str {
        match self {
            Self::Tutors => "tutors",
            Self::Search => "search",
            Self::Notifications => "notifications",
            Self::Ranking => "ranking",
        }
    }
}

impl Event {
    /// The modules that get a job of their own for this event.
    pub fn listeners(&self) -> &'static [Module] {
        match self {
            Self::Accounts(accounts::Event::EmailVerified { .. } | accounts::Event::EmailChanged { .. }) => &[],
            Self::Accounts(accounts::Event::ProfileChanged { .. }) => &[Module::Search],
            Self::Accounts(_) => &[Module::Notifications],
            Self::Tutors(tutors::Event::ApplicationSubmitted { .. }) => &[],
            Self::Tutors(
                tutors::Event::ProfileChanged { .. }
                | tutors::Event::HoursChanged { .. }
                | tutors::Event::StandingChanged { .. },
            ) => &[Module::Search],
            Self::Tutors(_) => &[Module::Notifications],
            Self::Bookings(bookings::Event::Rated { .. } | bookings::Event::Completed { .. }) => {
                &[Module::Tutors, Module::Search, Module::Notifications, Module::Ranking]
            }
            Self::Bookings(
                bookings::Event::Replied { .. }
                | bookings::Event::Near { .. }
                | bookings::Event::Late { .. }
                | bookings::Event::RatingLeft { .. }
                | bookings::Event::StudentRated { .. },
            ) => &[Module::Notifications],
            // What also says how a tutor keeps to what was agreed.
            Self::Bookings(
                bookings::Event::Accepted { .. }
                | bookings::Event::Declined { .. }
                | bookings::Event::Cancelled { .. }
                | bookings::Event::CalledOff { .. }
                | bookings::Event::NoShowStood { .. }
                | bookings::Event::Upheld { .. }
                | bookings::Event::Annulled { .. },
            ) => &[Module::Tutors, Module::Search, Module::Notifications],
            // What takes time or gives it back.
            Self::Bookings(_) => &[Module::Search, Module::Notifications],
            Self::Groups(bookings::GroupEvent::WentAhead { .. }) => &[Module::Notifications],
            Self::Groups(_) => &[Module::Search, Module::Notifications],
            Self::Reviews(
                reviews::Event::Reviewed { .. }
                | reviews::Event::Applied { .. }
                | reviews::Event::Undone { .. }
                | reviews::Event::Confirmed { .. }
                | reviews::Event::Rated { .. }
                | reviews::Event::Finished { .. },
            ) => &[Module::Notifications, Module::Ranking],
            Self::Messages(messages::Event::Reported { .. }) => &[],
            // Copies of what is gone.
            Self::Rights(rights::Event::PersonErased { .. }) => &[Module::Search, Module::Ranking],
            Self::Reviews(_) | Self::Search(_) | Self::Messages(_) | Self::Rights(_) => &[Module::Notifications],
        }
    }

    /// `module.what_happened`, for people and metrics.
    pub fn name(&self) -> String {
        let (module, what) = match self {
            Self::Accounts(event) => ("accounts", serde_json::to_value(event)),
            Self::Tutors(event) => ("tutors", serde_json::to_value(event)),
            Self::Bookings(event) => ("bookings", serde_json::to_value(event)),
            Self::Groups(event) => ("groups", serde_json::to_value(event)),
            Self::Reviews(event) => ("reviews", serde_json::to_value(event)),
            Self::Search(event) => ("search", serde_json::to_value(event)),
            Self::Messages(event) => ("messages", serde_json::to_value(event)),
            Self::Rights(event) => ("rights", serde_json::to_value(event)),
        };
        let what = what.ok().and_then(|value| value.get("event").and_then(|e| e.as_str().map(str::to_owned)));
        format!("{module}.{}", what.unwrap_or_default())
    }
}
