//! What reviews of the demo are measured by, and how close its reviewers come to the references.

mod examples;

use chrono::{DateTime, TimeDelta, Utc};

use super::reviews::Submission;

pub(super) struct Rubric {
    pub title: &'static str,
    pub about: &'static str,
    pub language: Option<&'static str>,
    pub criteria: Vec<Criterion>,
    pub examples: Vec<Example>,
}

pub(super) struct Criterion {
    pub title: &'static str,
    pub description: &'static str,
    pub levels: [&'static str; 4],
    pub weight: u8,
}

pub(super) struct Example {
    pub title: &'static str,
    pub about: &'static str,
    pub path: &'static str,
    pub text: &'static str,
    /// A level and a reason for each criterion.
    pub reference: Vec<(u8, &'static str)>,
}

/// Somebody's marks of an example; `rubric`, `example` and `person` are places.
pub(super) struct Assessment {
    pub rubric: usize,
    pub example: usize,
    pub person: usize,
    pub marks: Vec<(u8, &'static str)>,
    pub at: DateTime<Utc>,
}

/// What people write beside a level when they are new to it, from 0.
const WORDS: [[&str; 2]; 4] = [
    ["I looked for it and found nothing.", "This has to be done first of all."],
    ["I had to read it twice, and would ask the author.", "A beginning, but I would not rely on it."],
    ["Good, apart from a small thing.", "One case worries me; the rest holds."],
    ["I would not touch it.", "Just as I would wish it."],
];

pub(super) fn rubrics() -> Vec<Rubric> {
    vec![examples::any(), examples::python()]
}

/// Most of those who review have tried their eye, on one to all of the examples. Some come closer than others.
pub(super) fn assessments(rubrics: &[Rubric], submissions: &[Submission], now: DateTime<Utc>) -> Vec<Assessment> {
    let mut people: Vec<usize> = Vec::new();
    for review in submissions.iter().flat_map(|told| &told.reviews) {
        if !people.contains(&review.reviewer) {
            people.push(review.reviewer);
        }
    }
    let all: Vec<(usize, usize)> = rubrics
        .iter()
        .enumerate()
        .flat_map(|(rubric, told)| (0..told.examples.len()).map(move |example| (rubric, example)))
        .collect();
    let mut assessments = Vec::new();
    for (nth, person) in people.into_iter().enumerate().filter(|(nth, _)| nth % 4 != 3) {
        let count = (all.len() - nth % 3).max(1);
        for (day, (rubric, example)) in (0..).zip(all.iter().copied().take(count)) {
            let reference = &rubrics[rubric].examples[example].reference;
            let marks = (0..).zip(reference).map(|(criterion, (level, _))| {
                let odd = nth + example * 2 + criterion;
                let level = off(*level, odd, nth);
                (level, WORDS[usize::from(level)][odd % 2])
            });
            let at = now - TimeDelta::hours(36 * (20 - day)) - TimeDelta::minutes(7);
            assessments.push(Assessment { rubric, example, person, marks: marks.collect(), at });
        }
    }
    assessments
}

/// The level of reference, or one or two beside it: the more often the less practised somebody is.
fn off(level: u8, odd: usize, nth: usize) -> u8 {
    match (odd % (2 + nth % 3), level) {
        (0, 3) => 2,
        (0, level) => level + 1,
        (1, level) if nth % 5 == 4 => level.saturating_sub(2),
        (_, level) => level,
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        accounts,
        demo::seed,
        reviews::rubric::{self, State},
        testing::Stage,
    };

    #[tokio::test]
    async fn each_has_its_marks_and_weights_are_those_of_the_verb() {
        let stage = Stage::new().await;
        seed(&stage.ctx).await.unwrap();
        let rows = rubric::rubrics(&stage.ctx, None).await.unwrap();
        assert_eq!(rows.len(), 2);
        assert!(rows.iter().all(|row| row.state == State::InUse && row.examples >= 2 && row.criteria >= 3));
        let none = [
            "SELECT count(*) FROM reviews.assessment a
             WHERE (SELECT count(*) FROM reviews.assessment_mark m
                    WHERE (m.rubric_id, m.example, m.person_id) = (a.rubric_id, a.example, a.person_id))
                <> (SELECT count(*) FROM reviews.criterion c WHERE c.rubric_id = a.rubric_id)",
            "SELECT count(*) FROM reviews.example e
             WHERE (SELECT count(*) FROM reviews.reference_mark m
                    WHERE (m.rubric_id, m.example) = (e.rubric_id, e.number))
                <> (SELECT count(*) FROM reviews.criterion c WHERE c.rubric_id = e.rubric_id)",
            "SELECT count(*) FROM reviews.calibration c
             WHERE abs(c.weight - (SELECT 0.5 + (1.5 + sum(a.agreement)) / (3 + count(*)) FROM reviews.assessment a
                                   WHERE a.person_id = c.person_id)) > 1e-9",
        ];
        for sql in none {
            assert_eq!(sqlx::query_scalar::<_, i64>(sql).fetch_one(&stage.ctx.db).await.unwrap(), 0, "{sql}");
        }
        let weights: Vec<f64> = sqlx::query_scalar("SELECT weight FROM reviews.public_calibration ORDER BY weight")
            .fetch_all(&stage.ctx.db)
            .await
            .unwrap();
        assert!(weights.len() >= 5 && weights[weights.len() - 1] - weights[0] > 0.05, "{weights:?}");
        let reviewer = accounts::public_person(&stage.ctx, None, "demo-reviewer").await.unwrap().unwrap();
        let reviewer = accounts::user(&stage.ctx, reviewer.id).await.unwrap().unwrap();
        assert!(rubric::my_calibration(&stage.ctx, &reviewer).await.unwrap().examples > 0);
        let marked = "SELECT count(DISTINCT review_id) FROM reviews.round_mark";
        assert!(sqlx::query_scalar::<_, i64>(marked).fetch_one(&stage.ctx.db).await.unwrap() >= 3);
    }
}
