//! What changed between two texts, where a line went, and how a suggested edit is applied. Pure: no I/O.
//!
//! Lines are counted from 1 and ranges hold both their ends. Nothing here panics, whatever the texts, and nothing takes
//! longer than a person waits: where exactness would cost too much the answer is coarser, and says so.

mod align;
mod diff;
mod edit;
mod follow;
mod hunks;
mod lines;
mod moved;
#[cfg(test)]
mod oracle;
mod pairs;
mod rebase;
mod slide;
mod survive;
mod words;

pub use diff::{Diff, Line, diff};
pub use edit::{Edit, Place, Refused, apply};
pub use follow::{Followed, follow, follow_through};
pub use hunks::{Fingerprint, Hunk, NotAFingerprint, hunks};
pub use lines::{Lines, Range};
pub use pairs::{Side, pairs};
pub use rebase::{Conflict, rebase};
pub use survive::{Survived, survived};
pub use words::{Span, words};
