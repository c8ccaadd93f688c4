use crate::{accounts, bookings, messages, search, tutors};

/// Why the demo was not made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("this database holds people who are not part of the demo; the demo goes only into an empty one")]
    RealPeople,
    #[error("there are no subjects to teach; bring the database to the newest version first (tutorforge migrate)")]
    NoSubjects,
    #[error("the demo's password cannot be hashed: {0}")]
    Password(#[from] accounts::Error),
    #[error("the demo's messages cannot be written: {0}")]
    Messages(#[from] messages::Error),
    #[error("the demo's searches cannot be saved: {0}")]
    Search(#[from] search::Error),
    #[error("the demo's favourites cannot be kept: {0}")]
    Tutors(#[from] tutors::Error),
    #[error("the demo's weekly sessions cannot be booked: {0}")]
    Bookings(#[from] bookings::Error),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}
