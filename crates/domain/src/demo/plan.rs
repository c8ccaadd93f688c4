use chrono::{DateTime, Utc};

use super::{
    dice::Dice,
    life::Session,
    people::{People, Person},
    reviews::{Submission, submissions},
    rubrics::{Assessment, Rubric, assessments, rubrics},
    sessions::sessions,
    tutors::{Subject, Tutor, tutors},
};

/// Any other number makes another demo.
const SEED: u64 = 0x7475_746f_7266;

/// The whole demo before it is written: the same for the same subjects and the same moment.
pub(super) struct Plan {
    pub people: Vec<Person>,
    pub tutors: Vec<Tutor>,
    pub sessions: Vec<Session>,
    pub submissions: Vec<Submission>,
    pub rubrics: Vec<Rubric>,
    pub assessments: Vec<Assessment>,
}

impl Plan {
    /// `subjects` must not be empty.
    pub(super) fn new(subjects: &[Subject], now: DateTime<Utc>) -> Self {
        let mut dice = Dice::new(SEED);
        let mut people = People::new(&mut dice);
        let tutors = tutors(&mut dice, &mut people, subjects, now);
        let sessions = sessions(&mut dice, &people, &tutors, subjects, now);
        let submissions = submissions(&mut dice, now);
        let rubrics = rubrics();
        let assessments = assessments(&rubrics, &submissions, now);
        Self { people: people.all, tutors, sessions, submissions, rubrics, assessments }
    }
}
