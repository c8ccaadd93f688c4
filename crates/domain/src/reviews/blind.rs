//! The blind second opinion: two reviewers who do not read each other's words before they have published their own.

use contract::UserId;

use super::model::{ReviewState, State, Submission};

impl Submission {
    /// Whether this person may read what reviewers have published, apart from what they wrote themselves. With two seats
    /// nobody but the author may until both have published: what every visitor can read, the second reviewer can too.
    pub fn shows_reviews_to(&self, person: Option<UserId>) -> bool {
        let published = || self.reviews.iter().filter(|review| review.state == ReviewState::Published);
        self.seats < 2
            || matches!(self.state, State::Finished | State::Closed)
            || person == Some(self.author)
            || published().any(|review| Some(review.reviewer) == person)
            || published().count() >= 2
    }
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};
    use contract::{ReviewId, SubmissionId};
    use uuid::Uuid;

    use super::*;
    use crate::reviews::{Review, Turn};

    fn person(n: u128) -> UserId {
        UserId(Uuid::from_u128(n))
    }

    fn review(n: u128, state: ReviewState) -> Review {
        Review {
            id: ReviewId(Uuid::from_u128(n)),
            reviewer: person(n),
            seat: i16::try_from(n).unwrap() - 1,
            state,
            claimed_until: Utc.with_ymd_and_hms(2026, 3, 2, 9, 30, 0).unwrap(),
            rated: false,
        }
    }

    /// By person 1, reviewed by 2 and 3.
    fn submission(seats: i16, second: ReviewState) -> Submission {
        Submission {
            id: SubmissionId(Uuid::from_u128(1)),
            author: person(1),
            state: State::Open,
            turn: Turn::Author,
            iteration: 1,
            seats,
            public: true,
            reviews: vec![review(2, ReviewState::Published), review(3, second)],
        }
    }

    #[test]
    fn until_both_have_published_the_author_and_who_has_published_read_them() {
        let seen = |n| submission(2, ReviewState::Claimed).shows_reviews_to(Some(person(n)));
        assert_eq!([1, 2, 3, 4].map(seen), [true, true, false, false]);
        assert!(!submission(2, ReviewState::Claimed).shows_reviews_to(None));
    }

    #[test]
    fn then_everyone_does_and_also_once_it_has_ended() {
        assert!(submission(2, ReviewState::Published).shows_reviews_to(None));
        let ended = Submission { state: State::Finished, ..submission(2, ReviewState::Claimed) };
        assert!(ended.shows_reviews_to(None));
        assert!(submission(1, ReviewState::Claimed).shows_reviews_to(None));
    }
}
