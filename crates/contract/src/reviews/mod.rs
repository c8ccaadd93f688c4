//! Forms and choices of peer code review.

mod choices;
mod conversation;
mod rubric;
mod submit;

pub use choices::{Kind, Level, Rated, ThreadState, Urgency, Verdict, Visibility};
pub use conversation::{
    Apply, Comment, Decline, EditDraft, OpenThread, Place, PublishRound, RateReview, Reconsider, Resolve, Step,
    Suggested, TakeBack, Undo, View, Viewed,
};
pub use rubric::{
    AddExample, Assess, CRITERIA_MAX, CRITERIA_MIN, Criterion, LEVEL_MAX, MakeRubric, Mark, MarkRound, WEIGHT_MAX,
};
pub use submit::{
    Ask, FILE_BYTES_MAX, FILES_MAX, Iterate, NewFile, PATH_MAX, QUESTIONS_MAX, SUBMISSION_BYTES_MAX, SaveDraft,
    ZIP_BYTES_MAX, ZIP_ENTRIES_MAX,
};
