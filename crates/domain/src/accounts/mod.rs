//! People: who they are, how they come in and what they may do. Builds the proof types that every other verb asks for;
//! never tells anyone whether an address has an account.

mod block;
mod create;
mod create_token;
mod error;
mod events;
mod hasher;
mod model;
mod passwords;
mod queries;
mod revoke_token;
pub mod sessions;
mod settings;
mod sign_in;
mod sign_up;
mod tokens;

pub use block::{Blocked, block, blocked, blocked_among, blocked_by_me, unblock};
pub use create::{NewPerson, create, set_disabled};
pub use create_token::create_token;
pub use error::Error;
pub use events::Event;
pub use hasher::Hasher;
pub use model::{Role, User, Visitor, parse_zone};
pub use queries::{PublicPerson, my_settings, public_person, user};
pub use revoke_token::revoke_token;
pub use settings::change_settings;
pub use sign_in::sign_in;
pub use sign_up::sign_up;
pub use tokens::{Scope, Token, person_of_token, tokens};
