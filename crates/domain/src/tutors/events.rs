use contract::UserId;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// Anything that people see of a tutor changed: text, price, subjects, languages, published or not.
    ProfileChanged { tutor: UserId },
    /// Weekly hours or overrides changed.
    HoursChanged { tutor: UserId },
    /// Ratings or finished sessions were counted anew.
    StandingChanged { tutor: UserId },
}
