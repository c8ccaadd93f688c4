//! What people may ask of what is held of them: all of it in a file, and its end. Each module says what its tables hold of a
//! person and what becomes of it; here that is read, packed and carried out, in parts that may be repeated. Nothing here knows a
//! table of another module.

mod ask_export;
mod ask_to_leave;
mod download;
mod erase;
mod error;
mod events;
mod keep_up;
mod make_export;
mod mine;
mod pack;
mod parts;
mod personal;
mod stay;

#[cfg(test)]
mod testing;

#[cfg(test)]
mod covers_tests;
#[cfg(test)]
mod erase_tests;
#[cfg(test)]
mod export_tests;
#[cfg(test)]
mod leave_tests;

pub use ask_export::{AGAIN_AFTER, KEPT_FOR, ask_export};
pub use ask_to_leave::{GRACE, ask_to_leave};
pub use download::{Download, download};
pub use erase::Erase;
pub use error::Error;
pub use events::Event;
pub use keep_up::KeepUp;
pub use make_export::MakeExport;
pub use mine::{Mine, Progress, mine};
pub use parts::{Line, plan};
pub use stay::stay;
