//! What a tutor offers: trial lessons, lessons for one, group sessions; each in several lengths with a price, and with the terms by
//! which it is booked.

mod act;
mod lead;
mod read;
mod save;

pub use act::act_on_offering;
pub(super) use lead::lead;
pub use read::{Offering, my_offerings, offerings_of};
pub use save::{OFFERINGS_MAX, save_offering};
