//! Rubrics on the page: what they are, examples to try one's eye on, and what they add to a review.

mod add_example_page;
mod example_page;
mod fields;
mod list_page;
mod make_page;
mod outcome;
mod rubric_page;
mod words;

pub use add_example_page::{add_example, add_example_page};
pub use example_page::{act_on_example, example_page};
pub use list_page::rubrics_page;
pub use make_page::{make_rubric, make_rubric_page};
pub use rubric_page::{act_on_rubric, rubric_page};

pub(super) use fields::RoundFields;
pub(super) use outcome::{Counts, Outcomes};
