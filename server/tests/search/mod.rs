//! One suite for both engines: what is asked of the search holds whoever finds by words.

mod contract;
mod played;
