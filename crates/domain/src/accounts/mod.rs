//! People: who they are, how they come in and what they may do. Builds the proof types that every other verb asks for;
//! never tells anyone whether an address has an account.

mod ask_reset;
mod block;
mod change_email;
mod change_password;
pub mod codes;
mod confirm_address;
mod create;
mod create_token;
mod error;
mod events;
mod hasher;
mod model;
mod passwords;
mod queries;
mod reset_password;
mod revoke_token;
mod send_again;
pub mod sessions;
mod settings;
mod sign_in;
mod sign_up;
#[cfg(test)]
pub(crate) mod testing;
mod tokens;

pub use ask_reset::{BeginReset, ask_reset};
pub use block::{Blocked, block, blocked, blocked_among, blocked_by_me, unblock};
pub use change_email::change_email;
pub use change_password::change_password;
pub use confirm_address::confirm_address;
pub use create::{NewPerson, create, set_disabled};
pub use create_token::create_token;
pub use error::Error;
pub use events::Event;
pub use hasher::Hasher;
pub use model::{Role, User, Visitor, parse_zone};
pub use queries::{PublicPerson, my_address, my_settings, public_person, user};
pub use reset_password::reset_password;
pub use revoke_token::revoke_token;
pub use send_again::{send_again, waiting_address};
pub use settings::change_settings;
pub use sign_in::sign_in;
pub use sign_up::sign_up;
pub use tokens::{Scope, Token, person_of_token, tokens};
