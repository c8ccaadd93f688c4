use contract::UserId;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// Anything that people see of a tutor changed: text, price, subjects, languages, published or not.
    ProfileChanged {
        tutor: UserId,
    },
    /// Weekly hours or overrides changed.
    HoursChanged {
        tutor: UserId,
    },
    /// Ratings or finished sessions were counted anew.
    StandingChanged {
        tutor: UserId,
    },
    /// Somebody asks to teach.
    ApplicationSubmitted {
        tutor: UserId,
    },
    /// A moderator lets somebody teach.
    ApplicationApproved {
        tutor: UserId,
    },
    /// A moderator wants an application to be changed.
    ChangesAsked {
        tutor: UserId,
    },
    ApplicationDeclined {
        tutor: UserId,
    },
    /// What a tutor changed of their page is public from now on.
    ChangeApproved {
        tutor: UserId,
    },
    ChangeDeclined {
        tutor: UserId,
    },
    /// A moderator closed the page of a tutor.
    PageSuspended {
        tutor: UserId,
    },
    SuspensionLifted {
        tutor: UserId,
    },
}
