//! The life of a submission as rules without a database: who may do what, and when.

use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};
use contract::{Refusal, ReviewId, SubmissionId, UserId, reviews::Urgency};

/// How long a seat is kept for the one who claimed it, unless extended.
pub const CLAIM: TimeDelta = TimeDelta::minutes(30);
/// What a submission is moved ahead in the queue by when its reviewers let it down.
pub const AMENDS: TimeDelta = TimeDelta::hours(24);
/// Days after which the one whose turn it is hears of it.
pub const NUDGES: [u32; 3] = [7, 14, 21];
/// Days after which nobody waits any longer.
pub const TIME_OUT_DAYS: u32 = 28;

/// The place in the queue, which is served from the earliest. Urgency is a head start of at most a day and no rank: it is
/// used up by waiting, so that nobody is overtaken by one who came more than a day later, and nobody starves.
pub fn queued_at(published: DateTime<Utc>, urgency: Urgency) -> DateTime<Utc> {
    published
        - match urgency {
            Urgency::Whenever => TimeDelta::zero(),
            Urgency::ThisWeek => TimeDelta::hours(12),
            Urgency::Stuck => TimeDelta::hours(24),
        }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Seen by its author alone.
    Draft,
    Open,
    /// The author has what they came for.
    Finished,
    /// Withdrawn, or left alone for too long.
    Closed,
}

impl State {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Finished => "finished",
            Self::Closed => "closed",
        }
    }
}

impl FromStr for State {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let all = [Self::Draft, Self::Open, Self::Finished, Self::Closed];
        all.into_iter().find(|s| s.as_str() == text).ok_or_else(|| format!("there is no state {text:?}"))
    }
}

/// Whose move it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    Author,
    Reviewer,
}

impl Turn {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Author => "author",
            Self::Reviewer => "reviewer",
        }
    }
}

impl FromStr for Turn {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "author" => Ok(Self::Author),
            "reviewer" => Ok(Self::Reviewer),
            _ => Err(format!("there is no turn {text:?}")),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewState {
    /// A seat kept for a while; nothing is published yet.
    Claimed,
    Published,
    /// Released, run out, or replaced.
    Left,
}

impl ReviewState {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Claimed => "claimed",
            Self::Published => "published",
            Self::Left => "left",
        }
    }
}

impl FromStr for ReviewState {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let all = [Self::Claimed, Self::Published, Self::Left];
        all.into_iter().find(|s| s.as_str() == text).ok_or_else(|| format!("there is no state {text:?}"))
    }
}

/// What the rules need to know of a review that has not ended.
#[derive(Clone, Debug)]
pub struct Review {
    pub id: ReviewId,
    pub reviewer: UserId,
    pub seat: i16,
    pub state: ReviewState,
    pub claimed_until: DateTime<Utc>,
    pub rated: bool,
}

impl Review {
    /// A claim whose time is over holds nothing, whether or not its job has run.
    pub fn holds(&self, now: DateTime<Utc>) -> bool {
        match self.state {
            ReviewState::Claimed => self.claimed_until > now,
            ReviewState::Published => true,
            ReviewState::Left => false,
        }
    }
}

/// What the rules need to know of a submission.
#[derive(Clone, Debug)]
pub struct Submission {
    pub id: SubmissionId,
    pub author: UserId,
    pub state: State,
    pub turn: Turn,
    pub iteration: u32,
    pub seats: i16,
    /// Listed for everyone; otherwise only those with the link may read it.
    pub public: bool,
    /// Those that have not ended, by seat.
    pub reviews: Vec<Review>,
}

/// Who somebody is to a submission.
#[derive(Clone, Debug)]
pub enum Role<'a> {
    Author,
    Reviewer(&'a Review),
    Reader,
}

/// A step that a person may take on the page of a submission, by its form's `action`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Author: open the draft to reviewers.
    Publish,
    /// Author: a draft nobody has seen goes for good.
    Discard,
    /// Author: the next version.
    Iterate,
    /// Author: suggestions into a new iteration.
    Apply,
    /// Author: it is good now.
    Finish,
    /// Author: nobody shall review it any more.
    Withdraw,
    /// Author: someone else instead of the reviewers that are there.
    ChangeReviewer,
    /// Author: a word on a review.
    Rate,
    /// Anyone else who is signed in: take a free seat.
    Claim,
    /// Reviewer: another half hour.
    Extend,
    /// Reviewer: give the seat back.
    Leave,
    /// Reviewer: all drafts and a verdict.
    PublishRound,
    /// Author and reviewers: open a thread, write in one, say what became of it.
    Comment,
}

impl Action {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Discard => "discard",
            Self::Iterate => "iterate",
            Self::Apply => "apply",
            Self::Finish => "finish",
            Self::Withdraw => "withdraw",
            Self::ChangeReviewer => "change_reviewer",
            Self::Rate => "rate",
            Self::Claim => "claim",
            Self::Extend => "extend",
            Self::Leave => "leave",
            Self::PublishRound => "publish_round",
            Self::Comment => "comment",
        }
    }

    /// Whether it puts code or words before others. To end what one has begun, and to say how it was, does not count.
    pub fn reaches_others(self) -> bool {
        match self {
            Self::Publish | Self::Iterate | Self::Apply | Self::Claim | Self::PublishRound | Self::Comment => true,
            Self::Discard
            | Self::Finish
            | Self::Withdraw
            | Self::ChangeReviewer
            | Self::Rate
            | Self::Extend
            | Self::Leave => false,
        }
    }
}

impl Submission {
    pub fn role(&self, person: UserId, now: DateTime<Utc>) -> Role<'_> {
        if person == self.author {
            return Role::Author;
        }
        match self.reviews.iter().find(|review| review.reviewer == person && review.holds(now)) {
            Some(review) => Role::Reviewer(review),
            None => Role::Reader,
        }
    }

    /// The lowest seat that nobody holds.
    pub fn free_seat(&self, now: DateTime<Utc>) -> Option<i16> {
        (1..=self.seats).find(|seat| !self.reviews.iter().any(|review| review.seat == *seat && review.holds(now)))
    }

    /// Somebody has published something.
    pub fn is_reviewed(&self) -> bool {
        self.reviews.iter().any(|review| review.state == ReviewState::Published)
    }

    /// Everything that this person may do now; empty for those who are not signed in.
    pub fn allowed(&self, person: UserId, now: DateTime<Utc>) -> Vec<Action> {
        const ALL: [Action; 13] = [
            Action::Publish,
            Action::Discard,
            Action::Iterate,
            Action::Apply,
            Action::Finish,
            Action::Withdraw,
            Action::ChangeReviewer,
            Action::Rate,
            Action::Claim,
            Action::Extend,
            Action::Leave,
            Action::PublishRound,
            Action::Comment,
        ];
        ALL.into_iter().filter(|action| self.check(person, *action, now).is_ok()).collect()
    }

    /// Whether this person may do this now, or the rule that says no.
    pub fn check(&self, person: UserId, action: Action, now: DateTime<Utc>) -> Result<(), Refusal> {
        use Action as A;
        use Refusal as R;
        let role = self.role(person, now);
        match action {
            A::Publish | A::Discard => {
                Self::author_only(&role)?;
                if self.state == State::Draft { Ok(()) } else { Err(R::AlreadyPublished) }
            }
            A::Iterate | A::Apply => {
                Self::author_only(&role)?;
                self.must_be_open()
            }
            A::Finish | A::ChangeReviewer => {
                Self::author_only(&role)?;
                self.must_be_open()?;
                if self.is_reviewed() { Ok(()) } else { Err(R::NotReviewedYet) }
            }
            A::Withdraw => {
                Self::author_only(&role)?;
                self.must_be_open()?;
                if self.is_reviewed() { Err(R::AlreadyReviewed) } else { Ok(()) }
            }
            A::Rate => {
                Self::author_only(&role)?;
                let unrated = self.reviews.iter().any(|r| r.state == ReviewState::Published && !r.rated);
                if self.state == State::Draft || !unrated { Err(R::NotReviewedYet) } else { Ok(()) }
            }
            A::Claim => {
                self.must_be_open()?;
                match role {
                    Role::Author => Err(R::OwnSubmission),
                    Role::Reviewer(_) => Err(R::AlreadyYourReview),
                    Role::Reader if self.free_seat(now).is_some() => Ok(()),
                    Role::Reader => Err(R::SeatTaken),
                }
            }
            A::Extend => {
                self.must_be_open()?;
                match role {
                    Role::Reviewer(review) if review.state == ReviewState::Claimed => Ok(()),
                    _ => Err(R::ClaimRanOut),
                }
            }
            A::Leave | A::PublishRound => {
                self.must_be_open()?;
                if matches!(role, Role::Reviewer(_)) { Ok(()) } else { Err(R::ClaimRanOut) }
            }
            A::Comment => {
                self.must_be_open()?;
                if matches!(role, Role::Reader) { Err(R::ClaimFirst) } else { Ok(()) }
            }
        }
    }

    fn author_only(role: &Role<'_>) -> Result<(), Refusal> {
        if matches!(role, Role::Author) { Ok(()) } else { Err(Refusal::OnlyTheAuthor) }
    }

    fn must_be_open(&self) -> Result<(), Refusal> {
        match self.state {
            State::Open => Ok(()),
            State::Draft => Err(Refusal::StillADraft),
            State::Finished | State::Closed => Err(Refusal::SubmissionEnded),
        }
    }
}

/// Claims that one person of this level may hold at a time.
pub fn claims_max(level: i64) -> i64 {
    match level {
        ..=1 => 4,
        2 => 5,
        3 | 4 => 6,
        5 | 6 => 7,
        _ => 8,
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use uuid::Uuid;

    use super::*;

    fn person(n: u128) -> UserId {
        UserId(Uuid::from_u128(n))
    }

    fn at(minute: i64) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 3, 2, 9, 0, 0).unwrap() + TimeDelta::minutes(minute)
    }

    fn open(reviews: Vec<Review>) -> Submission {
        Submission {
            id: SubmissionId(Uuid::from_u128(1)),
            author: person(1),
            state: State::Open,
            turn: Turn::Reviewer,
            iteration: 1,
            seats: 1,
            public: true,
            reviews,
        }
    }

    fn claim(reviewer: UserId, until: i64) -> Review {
        Review {
            id: ReviewId(Uuid::from_u128(7)),
            reviewer,
            seat: 1,
            state: ReviewState::Claimed,
            claimed_until: at(until),
            rated: false,
        }
    }

    #[test]
    fn a_claim_holds_its_seat_until_its_time_is_over() {
        let submission = open(vec![claim(person(2), 30)]);
        assert_eq!(submission.check(person(3), Action::Claim, at(29)), Err(Refusal::SeatTaken));
        assert_eq!(submission.check(person(3), Action::Claim, at(30)), Ok(()));
        assert_eq!(submission.check(person(2), Action::Comment, at(29)), Ok(()));
        assert_eq!(submission.check(person(2), Action::Comment, at(30)), Err(Refusal::ClaimFirst));
    }

    #[test]
    fn nobody_reviews_their_own_code() {
        assert_eq!(open(Vec::new()).check(person(1), Action::Claim, at(0)), Err(Refusal::OwnSubmission));
    }

    #[test]
    fn two_seats_are_two_reviewers() {
        let submission = Submission { seats: 2, ..open(vec![claim(person(2), 30)]) };
        assert_eq!(submission.free_seat(at(0)), Some(2));
        assert_eq!(submission.check(person(3), Action::Claim, at(0)), Ok(()));
        assert_eq!(submission.check(person(2), Action::Claim, at(0)), Err(Refusal::AlreadyYourReview));
    }

    #[test]
    fn readers_only_read_and_only_the_author_iterates() {
        let submission = open(Vec::new());
        assert_eq!(submission.allowed(person(9), at(0)), [Action::Claim]);
        assert_eq!(submission.check(person(9), Action::Iterate, at(0)), Err(Refusal::OnlyTheAuthor));
    }

    #[test]
    fn what_has_ended_stays_as_it_is() {
        let submission = Submission { state: State::Finished, ..open(Vec::new()) };
        assert_eq!(submission.allowed(person(1), at(0)), []);
        assert_eq!(submission.check(person(2), Action::Claim, at(0)), Err(Refusal::SubmissionEnded));
    }
}
