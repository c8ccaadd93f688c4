//! Tutors: what they teach, for how much and when, and who may. Knows nothing of taken time: that is for bookings. A page
//! that is not open is shown to nobody but its owner.

mod add_holiday;
mod add_override;
mod add_specialty;
pub mod application;
mod begin;
mod change;
mod copy_day;
mod copy_week;
mod edit_profile;
mod error;
mod events;
mod favourite;
mod my_hours;
mod my_teaching;
mod offerings;
mod personal;
mod profile;
pub mod reactions;
mod remove_override;
mod remove_specialty;
mod seasons;
mod seen;
mod set_hours;
mod standing;
mod subjects;
#[cfg(test)]
pub(crate) mod testing;
mod undo_hours;

pub use add_holiday::{HOLIDAYS_MAX, add_holiday, remove_holiday};
pub use add_override::add_override;
pub use add_specialty::{SPECIALTIES_MAX, add_specialty};
pub use change::PLANNED_DAYS;
pub use copy_day::copy_day;
pub use copy_week::copy_week;
pub use edit_profile::edit_profile;
pub use error::Error;
pub use events::Event;
pub use favourite::{FAVOURITES_MAX, Favourite, add_favourite, favourites, is_favourite, remove_favourite};
pub use my_hours::{DayOverride, Former, Holiday, MyHours, Season, my_hours};
pub use my_teaching::{Teaching, my_teaching};
pub use offerings::{OFFERINGS_MAX, Offering, act_on_offering, my_offerings, offerings_of, save_offering};
pub(crate) use personal::PERSONAL;
pub use profile::{Profile, Specialty, is_published, profile};
pub use remove_override::remove_override;
pub use remove_specialty::remove_specialty;
pub use seasons::{SEASONS_MAX, add_season, edit_season, remove_season};
pub use seen::Seen;
pub use set_hours::set_hours;
pub use subjects::{Area, Subject, subjects};
pub use undo_hours::undo_hours;
