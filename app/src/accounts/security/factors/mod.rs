//! What is asked for besides the password.

mod app;
mod codes;
mod page;
mod passkeys;

pub use page::{change_factors, factors_page};
