//! What is asked for besides a password: the codes of an app, or recovery codes in its stead. Whoever has such a factor is
//! let in by nothing less, however they come; one function says what a sign-in still needs ([`enter`]).

mod begin_app;
mod check;
mod confirm_app;
mod enter;
pub(super) mod half;
mod recovery;
mod remove_app;
mod remove_factors;
mod renew_codes;
mod require;
mod rotate;
mod second_step;
#[cfg(test)]
mod set_up_tests;
mod state;
#[cfg(test)]
pub(crate) mod testing;
mod totp;

pub use begin_app::begin_app;
pub(super) use check::{Shown, check};
pub use confirm_app::confirm_app;
pub use enter::{Entered, Entry};
pub(super) use enter::{Way, enter};
pub(super) use half::forget;
pub use half::{Asked, asked, prune};
pub use recovery::FEW;
pub(super) use recovery::make as make_codes;
pub use remove_app::remove_app;
pub(super) use remove_app::tidy_up;
pub use remove_factors::remove_factors;
pub use renew_codes::renew_codes;
pub use require::{Required, require_second_step, required};
pub use rotate::{Rotated, rotate};
pub use second_step::second_step;
pub(super) use second_step::{go_on, refused};
pub use state::{Factors, SetUp, factors, set_up};
pub(super) use state::{has_one, lock};
