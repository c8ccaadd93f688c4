use contract::{ConversationId, UserId};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// Somebody has not read for a while what was written to them.
    Waiting { conversation: ConversationId, reader: UserId },
    /// Moderators are asked to look at a message.
    Reported { conversation: ConversationId, number: i32, by: UserId },
}
