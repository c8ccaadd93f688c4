//! What somebody may ask of what is held of them: a file with all of it, and its end.

mod data_page;
mod export_part;
mod leave_part;
mod leaving_page;

pub use data_page::{change_data, data_page};
pub use leaving_page::{leaving_page, stay};
