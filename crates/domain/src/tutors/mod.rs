//! Tutors: what they teach, for how much and when. Knows nothing of taken time: that is for bookings.

mod events;
pub mod reactions;

pub use events::Event;
