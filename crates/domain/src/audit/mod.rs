//! Who did what to whom, for good. A row is written in the transaction of the deed and is never changed: the table refuses
//! it, and each row carries a hash over itself and the row before. It knows ids and words; who may read it, is asked by
//! its callers.

mod append;
mod chain;
mod deed;
mod list;
mod personal;
mod verify;

pub use append::{Note, append};
pub use deed::Deed;
pub use list::{Entry, Filter, Listed, list};
pub(crate) use personal::PERSONAL;
pub use verify::{Break, Verified, verify};
