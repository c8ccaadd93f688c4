//! What keeps an account its owner's: a section each.

mod email;
mod page;
mod password;

pub use page::{change_security, security_page};
