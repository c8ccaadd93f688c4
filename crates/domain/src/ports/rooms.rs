use async_trait::async_trait;
use chrono::{DateTime, Utc};
use contract::{UserId, tutors::Place};
use uuid::Uuid;

/// Where the people of one session meet.
#[derive(Clone, Debug)]
pub struct Room {
    pub place: Place,
    /// Random, and known to nobody who is not let in.
    pub id: Uuid,
    /// For people.
    pub title: String,
    /// Nobody needs to come in after that.
    pub ends_at: DateTime<Utc>,
}

/// Who goes in.
#[derive(Clone, Debug)]
pub struct Guest {
    pub id: UserId,
    pub name: String,
    /// Looks after the room.
    pub host: bool,
}

/// Why nobody can go in.
#[derive(Debug, thiserror::Error)]
pub enum RoomError {
    #[error("there are no rooms of that kind here")]
    NoSuchRooms,
    #[error("the rooms do not answer: {0}")]
    Away(String),
}

/// Servers with rooms for voice and video.
#[async_trait]
pub trait Rooms: Send + Sync {
    /// The kinds of rooms that there are, in the order in which they are proposed.
    fn kinds(&self) -> Vec<Place>;

    /// The address by which this guest goes in, for them alone.
    ///
    /// # Errors
    /// `NoSuchRooms`; `Away` if a room has to be opened first and cannot be.
    async fn way_in(&self, room: &Room, guest: &Guest, now: DateTime<Utc>) -> Result<String, RoomError>;
}

/// There are none.
pub struct NoRooms;

#[async_trait]
impl Rooms for NoRooms {
    fn kinds(&self) -> Vec<Place> {
        Vec::new()
    }

    async fn way_in(&self, _: &Room, _: &Guest, _: DateTime<Utc>) -> Result<String, RoomError> {
        Err(RoomError::NoSuchRooms)
    }
}
