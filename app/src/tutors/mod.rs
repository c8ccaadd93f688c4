//! Finding tutors, their pages, and becoming one.

pub mod api;
pub mod query_box;

#[cfg(feature = "ssr")]
mod active;
#[cfg(feature = "ssr")]
mod admission;
#[cfg(feature = "ssr")]
pub(crate) mod apply;
#[cfg(feature = "ssr")]
mod availability;
#[cfg(feature = "ssr")]
pub(crate) mod evidence;
#[cfg(feature = "ssr")]
mod facts;
#[cfg(feature = "ssr")]
mod favourites_page;
#[cfg(feature = "ssr")]
mod filters;
#[cfg(feature = "ssr")]
mod nothing;
#[cfg(feature = "ssr")]
mod offered;
#[cfg(feature = "ssr")]
mod offering_page;
#[cfg(feature = "ssr")]
mod offering_words;
#[cfg(feature = "ssr")]
mod offerings_page;
#[cfg(feature = "ssr")]
mod results;
#[cfg(feature = "ssr")]
mod search_page;
#[cfg(feature = "ssr")]
mod teach_forms;
#[cfg(feature = "ssr")]
mod teach_page;
#[cfg(feature = "ssr")]
mod tutor_page;

#[cfg(feature = "ssr")]
pub use {
    apply::{apply, apply_page},
    availability::{availability_page, change_availability},
    favourites_page::{change_favourites, favourites_page},
    offering_page::{add_offering, change_offering, new_offering_page, offering_page},
    offering_words::length_words,
    offerings_page::{change_offerings, offerings_page},
    search_page::search_page,
    teach_forms::teach,
    teach_page::teach_page,
    tutor_page::tutor_page,
};
