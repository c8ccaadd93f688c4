//! Sessions of several. A group takes its tutor's time once; each seat in it is a booking, with the life that every booking
//! has. A seat that becomes free goes to the first in line whose time is free, and to nobody else before.

mod call_off;
mod decide;
mod describe;
mod events;
mod facts;
mod join;
mod leave_line;
#[cfg(test)]
mod life_tests;
mod line;
mod lists;
mod model;
mod page;
mod plan;
mod seat;
#[cfg(test)]
pub(crate) mod testing;
mod wait;

pub use call_off::call_off;
pub use decide::DecideGroup;
pub use events::GroupEvent;
pub use join::join;
pub use leave_line::leave_line;
pub use lists::{GroupCursor, ListedGroup, coming, coming_of, planned, subjects};
pub use model::GroupState;
pub use page::{GroupAction, GroupPage, Mine, SeatTaken, page};
pub use plan::{GroupOffer, offers, plan};
pub use wait::wait;

pub(super) use decide::{due, settle};
#[cfg(test)]
pub(super) use life_tests::World;
pub(super) use line::pass_on;
