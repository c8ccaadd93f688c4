//! Peer code review on the page.

mod actions;
mod ask_fields;
mod author_steps;
mod bar;
mod browse_page;
mod code_fields;
mod comment;
mod composer;
mod edit_page;
mod file;
mod happened;
mod iterate_page;
mod jump;
mod look;
mod overview;
mod preview;
mod publish_form;
mod queue_page;
mod quote;
mod rows;
mod rubric;
mod saved;
mod segments;
mod steps;
mod submission_page;
mod submit_page;
mod suggestion;
mod thread;
mod tree;
mod verdicts;
mod what_now;
mod who;
mod words;

pub use actions::act;
pub use browse_page::browse_page;
pub use edit_page::{edit, edit_page};
pub use iterate_page::{iterate, iterate_page};
pub use queue_page::queue_page;
pub use rubric::{
    act_on_example, act_on_rubric, add_example, add_example_page, example_page, make_rubric, make_rubric_page,
    rubric_page, rubrics_page,
};
pub use submission_page::submission_page;
pub use submit_page::{submit, submit_page};
pub use thread::place_words;

use contract::reviews::{SUBMISSION_BYTES_MAX, ZIP_BYTES_MAX};

/// The largest form that carries code: a zip, pasted code beside it, and the words around both.
pub const CODE_FORM_KIB: usize = (ZIP_BYTES_MAX + SUBMISSION_BYTES_MAX) / 1024 + 64;
