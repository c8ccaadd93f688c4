//! Tutors: what they teach, for how much and when, and who may. Knows nothing of taken time: that is for bookings. A page
//! that is not open is shown to nobody but its owner.

mod add_override;
mod add_specialty;
pub mod application;
mod begin;
mod edit_profile;
mod error;
mod events;
mod favourite;
mod my_teaching;
mod personal;
mod profile;
pub mod reactions;
mod remove_override;
mod remove_specialty;
mod seen;
mod set_hours;
mod standing;
mod subjects;
#[cfg(test)]
pub(crate) mod testing;

pub use add_override::{OVERRIDE_DAYS, add_override};
pub use add_specialty::{SPECIALTIES_MAX, add_specialty};
pub use edit_profile::edit_profile;
pub use error::Error;
pub use events::Event;
pub use favourite::{FAVOURITES_MAX, Favourite, add_favourite, favourites, is_favourite, remove_favourite};
pub use my_teaching::{DayOverride, Teaching, my_teaching};
pub(crate) use personal::PERSONAL;
pub use profile::{Profile, Specialty, is_published, profile};
pub use remove_override::remove_override;
pub use remove_specialty::remove_specialty;
pub use seen::Seen;
pub use set_hours::set_hours;
pub use subjects::{Area, Subject, subjects};
