use contract::{EventId, UserId};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// Times have opened that fit what somebody keeps; the letter is what they are told in.
    SlotsOpened { person: UserId, letter: EventId },
}
