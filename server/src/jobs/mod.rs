//! Background jobs on apalis-postgres. This folder is the only code that knows apalis: the rest of the program adds jobs
//! through [`domain::ports::Jobs`] and describes them by [`domain::jobs::Job`]. A job that was committed runs at least once,
//! on whatever worker is alive; what must happen exactly once ends in the job's own transaction ([`Queue::finish`]).
//!
//! [`Queue::finish`]: domain::ports::Jobs::finish

mod back_off;
mod bell;
pub mod cli;
pub mod dead;
mod desk;
mod due;
mod health;
mod queue;
mod registry;
mod retention;
mod schema;
mod settings;
mod timetable;
mod worker;

pub use back_off::BackOff;
pub use due::{hasten, run_due};
pub use health::{Depth, alive, depth};
pub use queue::Queue;
pub use registry::Registry;
pub use retention::sweep;
pub use schema::migrate;
pub use settings::Settings;
pub use timetable::Timetable;
pub use worker::run;
