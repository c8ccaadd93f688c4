use contract::{CommentId, ReviewId, SubmissionId, ThreadId, UserId};
use serde::{Deserialize, Serialize};

/// What happens around a submission, for those who react. Facts that are private (drafts) are not announced.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A draft became open to reviewers.
    Submitted {
        submission: SubmissionId,
        author: UserId,
    },
    Claimed {
        submission: SubmissionId,
        review: ReviewId,
        author: UserId,
        reviewer: UserId,
    },
    /// A reviewer published a round: the first one or a later one.
    Reviewed {
        submission: SubmissionId,
        review: ReviewId,
        author: UserId,
        reviewer: UserId,
        round: u32,
    },
    /// A word in a published thread outside of a round.
    Commented {
        submission: SubmissionId,
        thread: ThreadId,
        by: UserId,
        to: UserId,
    },
    /// The author made a new iteration.
    Iterated {
        submission: SubmissionId,
        author: UserId,
        iteration: u32,
        reviewers: Vec<UserId>,
    },
    /// A suggestion became part of an iteration.
    Applied {
        submission: SubmissionId,
        comment: CommentId,
        author: UserId,
        reviewer: UserId,
        iteration: u32,
    },
    /// The author undid it, before there was another iteration.
    Undone {
        submission: SubmissionId,
        comment: CommentId,
        author: UserId,
        reviewer: UserId,
        /// The one that it was part of.
        iteration: u32,
    },
    /// The author will not take a suggestion over. Their reason, if they gave one, is a comment of its thread.
    Declined {
        submission: SubmissionId,
        comment: CommentId,
        author: UserId,
        reviewer: UserId,
        reason: Option<CommentId>,
    },
    /// The one who opened a thread confirmed that it is fixed.
    Confirmed {
        submission: SubmissionId,
        thread: ThreadId,
        author: UserId,
        reviewer: UserId,
    },
    /// The author rated a review.
    Rated {
        submission: SubmissionId,
        review: ReviewId,
        author: UserId,
        reviewer: UserId,
    },
    /// A reviewer left, was replaced or ran out of time; `by` nobody if time did it.
    Left {
        submission: SubmissionId,
        review: ReviewId,
        author: UserId,
        reviewer: UserId,
        #[serde(default)]
        by: Option<UserId>,
    },
    Finished {
        submission: SubmissionId,
        author: UserId,
        reviewers: Vec<UserId>,
    },
    /// Withdrawn by its author, or nobody moved for too long.
    Closed {
        submission: SubmissionId,
        author: UserId,
        reviewers: Vec<UserId>,
    },
    /// It has been this person's turn for that many days.
    Nudged {
        submission: SubmissionId,
        person: UserId,
        days: u32,
    },
}

impl Event {
    /// The submission it is about.
    pub fn submission(&self) -> SubmissionId {
        match *self {
            Self::Submitted { submission, .. }
            | Self::Claimed { submission, .. }
            | Self::Reviewed { submission, .. }
            | Self::Commented { submission, .. }
            | Self::Iterated { submission, .. }
            | Self::Applied { submission, .. }
            | Self::Undone { submission, .. }
            | Self::Declined { submission, .. }
            | Self::Confirmed { submission, .. }
            | Self::Rated { submission, .. }
            | Self::Left { submission, .. }
            | Self::Finished { submission, .. }
            | Self::Closed { submission, .. }
            | Self::Nudged { submission, .. } => submission,
        }
    }

    /// The name of what happened, in metrics and in the timeline.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Submitted { .. } => "submitted",
            Self::Claimed { .. } => "claimed",
            Self::Reviewed { .. } => "reviewed",
            Self::Commented { .. } => "commented",
            Self::Iterated { .. } => "iterated",
            Self::Applied { .. } => "applied",
            Self::Undone { .. } => "undone",
            Self::Declined { .. } => "declined",
            Self::Confirmed { .. } => "confirmed",
            Self::Rated { .. } => "rated",
            Self::Left { .. } => "left",
            Self::Finished { .. } => "finished",
            Self::Closed { .. } => "closed",
            Self::Nudged { .. } => "nudged",
        }
    }
}
