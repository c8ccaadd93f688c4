//! What keeps an account its owner's: a section each.

mod email;
mod factors;
mod page;
mod password;
mod providers;

pub use factors::{change_factors, factors_page};
pub use page::{change_security, security_page};
pub use providers::{change_providers, providers_page};
