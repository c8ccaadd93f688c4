//! Passkeys: a device vouches for whoever unlocks it, with a key that never leaves it and works on our pages alone. One counts
//! as both things that signing in asks for. What the two sides sign is good once, and for what it was asked for.

mod add;
mod ceremony;
mod keys;
mod remove;
mod rename;
mod second;
mod show;
mod sign_in;
mod site;
#[cfg(test)]
pub(crate) mod testing;

pub use add::{add_passkey, begin_adding};
pub use ceremony::{Challenge, prune};
pub use keys::{Passkey, passkeys};
pub use remove::remove_passkey;
pub use rename::rename_passkey;
pub use second::{begin_second, second_by_passkey};
pub use show::{begin_showing, show_passkey};
pub use sign_in::{begin_sign_in, sign_in_by_passkey};
