//! Rubrics: what code is looked at for, examples to try one's eye on, and what a reviewer's marks count. Whoever assesses an
//! example sees the reference afterwards and not before; how close they came is their weight. Nobody needs a rubric to review.

mod add_example;
mod assess;
mod calibrate;
mod discard;
mod discard_example;
mod example_page;
mod list;
mod make;
mod marks;
mod model;
mod offered;
mod outcome;
mod page;
mod publish;
mod publish_example;
mod retire;
mod step;
#[cfg(test)]
pub(crate) mod testing;
mod weight;

pub use add_example::{EXAMPLES_MAX, add_example};
pub use assess::assess;
pub use calibrate::{Calibration, my_calibration};
pub use discard::discard;
pub use discard_example::discard_example;
pub use example_page::{ExampleAction, ExamplePage, example_page};
pub use list::{RubricRow, rubrics};
pub use make::make;
pub use model::{Action, State, check};
pub use offered::{Offered, offered};
pub use outcome::{Measured, Outcome, outcomes};
pub use page::{ExampleRow, RubricPage, rubric_page};
pub use publish::publish;
pub use publish_example::publish_example;
pub use retire::retire;
pub use weight::{agreement, weight};

pub(super) use marks::mark_round;
