use contract::UserId;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    SignedUp {
        person: UserId,
    },
    /// Name or zone changed, or the account was shut out or let in again: whoever shows them elsewhere makes its copy anew.
    ProfileChanged {
        person: UserId,
    },
}
