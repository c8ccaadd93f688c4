//! Sessions from the request to the rating, and the computing of free time. Overlap is refused by the database for
//! everyone alike; nothing here checks first and hopes.

mod accept;
mod agree;
mod ask;
mod availability;
mod book;
mod cancel;
mod check_in;
mod claim_no_show;
mod close;
mod complete;
mod deadline;
mod decline;
mod dispute;
mod disputes;
mod error;
mod events;
mod facts;
mod feed;
mod for_staff;
mod groups;
mod hold;
mod instead;
#[cfg(test)]
mod killed_tests;
mod lapse;
mod let_go;
mod life;
mod lists;
mod model;
mod offer;
mod open_bookings;
mod open_requests;
mod page;
mod personal;
mod proposal;
mod propose;
mod rate;
mod ratings;
mod refund;
mod reject;
mod remind;
mod reply;
mod report_rating;
mod reset;
mod reveal;
mod room;
mod rules;
mod say_late;
mod series;
mod settle;
mod slots;
mod state;
mod take;
mod take_time;
#[cfg(test)]
pub(crate) mod testing;
mod wall_clock;
mod why_not;
mod year;

pub use accept::accept;
pub use agree::{FREE_MOVES, agree};
pub use ask::ask;
pub use availability::{HORIZON_DAYS, availabilities_on, availability, availability_for, busy};
pub use book::book;
pub use cancel::cancel;
pub use check_in::check_in;
pub use claim_no_show::claim_no_show;
pub use complete::complete;
pub use decline::decline;
pub use dispute::dispute;
pub use disputes::{DisputedSession, disputes};
pub use error::Error;
pub use events::Event;
pub use feed::{Feed, feed, make_feed, my_feed, remove_feed};
pub use for_staff::{ReportedRating, StaffNote, reported_ratings, staff_notes};
#[cfg(test)]
pub(crate) use groups::testing as groups_testing;
pub use groups::{
    DecideGroup, GroupAction, GroupCursor, GroupEvent, GroupOffer, GroupPage, GroupState, ListedGroup, Mine, SeatTaken,
    call_off, coming, coming_of, join, leave_line, offers, page as group_page, plan, planned, subjects, wait,
};
pub use hold::hold;
pub use lapse::{Lapse, LapseDue};
pub use let_go::let_go;
pub use lists::{Cursor, Listed, Needs, View, list, needs, waiting};
pub use model::Late;
pub use open_bookings::{OpenBooking, open_bookings};
pub use page::{BookingPage, Party, Rating, TimelineStep, page};
pub(crate) use personal::PERSONAL;
pub use proposal::Proposal;
pub use propose::propose;
pub use rate::rate;
pub use ratings::{PublicRating, ratings_of};
pub use refund::{Bands, Because, Refund, bands};
pub use reject::reject;
pub use remind::Remind;
pub use reply::reply;
pub use report_rating::report_rating;
pub use reveal::Reveal;
pub use room::{Meeting, WayIn, way_in};
pub use say_late::say_late;
pub use series::{
    Planned, SeriesDone, SeriesSession, accept_series, book_series, cancel_series, decline_series, plan_series,
    series_of,
};
pub use settle::{annul, uphold};
pub use slots::{
    Availability, Caps, DayRange, Full, STEP_MINUTES, Slot, WeeklyRange, free, full, local_range, nearest, next_free,
    offered,
};
pub use state::{Action, Side, State};
pub use take::take;
pub use why_not::{WhyNot, why_not};
pub use year::{Season, Year};
