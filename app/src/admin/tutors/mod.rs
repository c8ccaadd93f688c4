//! Who may teach: what waits for moderators, and one of them after the other.

mod actions;
mod answers;
mod case_page;
mod list_page;

pub use actions::answer_tutor;
pub use case_page::case_page;
pub use list_page::tutors_page;
