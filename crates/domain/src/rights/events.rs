use chrono::{DateTime, Utc};
use contract::UserId;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// Somebody asked to be erased, and can come back until then.
    LeaveAsked { person: UserId, until: DateTime<Utc> },
    /// It is almost time.
    LeaveNear { person: UserId, until: DateTime<Utc> },
    /// They came back.
    Stayed { person: UserId },
    /// Nothing names them any more.
    PersonErased { person: UserId },
    /// The file that they asked for is there until then.
    ExportReady { person: UserId, until: DateTime<Utc> },
}
