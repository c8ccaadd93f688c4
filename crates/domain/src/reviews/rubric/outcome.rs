//! What came of the marks on a submission.

use std::collections::HashMap;

use contract::{ReviewId, RubricId};
use uuid::Uuid;

use super::marks::small;
use crate::{
    Ctx,
    reviews::{ReviewView, SubmissionPage, thread::stored},
};

/// What the reviewers say by one rubric.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub rubric: RubricId,
    pub title: String,
    /// Those who marked by it, in the order of the page.
    pub by: Vec<ReviewId>,
    pub measured: Vec<Measured>,
}

/// One criterion.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    pub title: String,
    pub levels: Vec<String>,
    /// Of each of `by`.
    pub marks: Vec<Option<u8>>,
    /// Weighted by what each reviewer's marks count: from 0 to 3.
    pub average: f64,
}

struct Row {
    review: Uuid,
    rubric: Uuid,
    rubric_title: String,
    criterion: i16,
    title: String,
    levels: Vec<String>,
    level: i16,
}

/// What the latest rounds of the reviewers say by rubrics, of those whose words the reader of this page may see. Mostly one;
/// two if the rubric was replaced between two reviews.
pub async fn outcomes(ctx: &Ctx, page: &SubmissionPage) -> Result<Vec<Outcome>, sqlx::Error> {
    let latest = latest(&page.reviews);
    if latest.is_empty() {
        return Ok(Vec::new());
    }
    let (reviews, rounds): (Vec<Uuid>, Vec<i32>) =
        latest.iter().map(|(review, round)| (review.id.0, stored(*round))).unzip();
    let rows = sqlx::query_as!(
        Row,
        "SELECT m.review_id AS review, m.rubric_id AS rubric, r.title AS rubric_title, m.criterion, c.title, c.levels, m.level
         FROM unnest($1::uuid[], $2::int4[]) AS l (review, round)
         JOIN reviews.round_mark m ON m.review_id = l.review AND m.round = l.round
         JOIN reviews.criterion c ON c.rubric_id = m.rubric_id AND c.number = m.criterion
         JOIN reviews.rubric r ON r.id = m.rubric_id
         ORDER BY r.published_at DESC, m.rubric_id, m.criterion",
        &reviews,
        &rounds,
    )
    .fetch_all(&ctx.db)
    .await?;
    let seen: Vec<&ReviewView> = latest.into_iter().map(|(review, _)| review).collect();
    Ok(rows.chunk_by(|a, b| a.rubric == b.rubric).filter_map(|rows| outcome(rows, &seen)).collect())
}

/// Each reviewer's last review that has a round, with the number of its last round.
fn latest(reviews: &[ReviewView]) -> Vec<(&ReviewView, u32)> {
    let mut latest: Vec<(&ReviewView, u32)> = Vec::new();
    for review in reviews {
        let Some(round) = review.rounds.last() else { continue };
        latest.retain(|(earlier, _)| earlier.reviewer.id != review.reviewer.id);
        latest.push((review, round.number));
    }
    latest
}

fn outcome(rows: &[Row], seen: &[&ReviewView]) -> Option<Outcome> {
    let first = rows.first()?;
    let by: Vec<&ReviewView> =
        seen.iter().copied().filter(|review| rows.iter().any(|row| row.review == review.id.0)).collect();
    let measured = rows.chunk_by(|a, b| a.criterion == b.criterion).filter_map(|rows| measured(rows, &by)).collect();
    Some(Outcome {
        rubric: RubricId(first.rubric),
        title: first.rubric_title.clone(),
        by: by.into_iter().map(|review| review.id).collect(),
        measured,
    })
}

fn measured(rows: &[Row], by: &[&ReviewView]) -> Option<Measured> {
    let first = rows.first()?;
    let levels: HashMap<Uuid, u8> = rows.iter().map(|row| (row.review, small(row.level))).collect();
    let marks: Vec<Option<u8>> = by.iter().map(|review| levels.get(&review.id.0).copied()).collect();
    let weighted = by.iter().zip(&marks).filter_map(|(review, mark)| Some((review.weight.value, (*mark)?)));
    Some(Measured { title: first.title.clone(), levels: first.levels.clone(), average: average(weighted), marks })
}

/// `Σ weight·level / Σ weight`.
fn average(marks: impl Iterator<Item = (f64, u8)>) -> f64 {
    let (sum, weights) =
        marks.fold((0.0, 0.0), |(sum, weights), (weight, level)| (sum + weight * f64::from(level), weights + weight));
    if weights > 0.0 { sum / weights } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use contract::{
        Refusal, SubmissionId,
        reviews::{Assess, MarkRound, PublishRound},
    };

    use super::*;
    use crate::{
        accounts::User,
        reviews::{
            Error, Weight, page, publish_round,
            rubric::{
                assess, offered,
                testing::{Bench, marks},
            },
            testing::{refusal, wrong},
        },
    };

    const FILES: [(&str, &str); 1] = [("a.rs", "fn a() {}\n")];

    async fn marked(
        bench: &Bench,
        id: SubmissionId,
        by: &User,
        rubric: RubricId,
        levels: &[(u8, u8)],
    ) -> Result<(), Error> {
        let marks = Some(MarkRound { rubric, levels: levels.to_vec() });
        publish_round(bench.ctx(), by, id, PublishRound { marks, ..bench.verdict(1) }).await
    }

    async fn seen(bench: &Bench, by: Option<&User>, id: SubmissionId) -> Vec<Outcome> {
        let page = page(bench.ctx(), by, id, None).await.unwrap().unwrap();
        outcomes(bench.ctx(), &page).await.unwrap()
    }

    #[tokio::test]
    async fn whose_eye_is_closer_counts_more() {
        let bench = Bench::new().await;
        let (rubric, number) = bench.opened([1, 2]).await;
        assess(bench.ctx(), &bench.reviewer, rubric, number, Assess { marks: marks([1, 2]) }).await.unwrap();
        let id = bench.two_seats(&FILES).await;
        let one = bench.claimed(id, &bench.reviewer).await;
        let two = bench.claimed(id, &bench.second).await;
        marked(&bench, id, &bench.reviewer, rubric, &[(1, 3), (2, 2)]).await.unwrap();
        // The second reviewer reads nothing of the first before they have published.
        assert!(seen(&bench, Some(&bench.second), id).await.is_empty());
        assert!(seen(&bench, None, id).await.is_empty());
        assert_eq!(seen(&bench, Some(&bench.author), id).await[0].by, [one]);
        marked(&bench, id, &bench.second, rubric, &[(1, 0)]).await.unwrap();
        let all = seen(&bench, None, id).await;
        assert_eq!((all.len(), &all[0].by), (1, &vec![one, two]));
        let [names, right] = &all[0].measured[..] else { panic!("two criteria") };
        assert_eq!((&names.marks, &right.marks), (&vec![Some(3), Some(0)], &vec![Some(2), None]));
        // 1.125 from one example without a fault, and 1.
        assert!((names.average - 3.0 * 1.125 / 2.125).abs() < 1e-9);
        assert!((right.average - 2.0).abs() < 1e-9);
    }

    #[tokio::test]
    async fn the_latest_round_counts_and_is_offered_as_it_was() {
        let bench = Bench::new().await;
        let rubric = bench.published("rust").await;
        let id = bench.open(&FILES).await;
        let review = bench.claimed(id, &bench.reviewer).await;
        marked(&bench, id, &bench.reviewer, rubric, &[(1, 0), (2, 2)]).await.unwrap();
        let again = offered(bench.ctx(), "rust", review).await.unwrap().unwrap();
        assert_eq!((again.id, again.before), (rubric, vec![(1, 0), (2, 2)]));
        marked(&bench, id, &bench.reviewer, rubric, &[(1, 3)]).await.unwrap();
        let all = seen(&bench, None, id).await;
        assert_eq!(all[0].measured.iter().map(|m| m.marks.clone()).collect::<Vec<_>>(), [vec![Some(3)]]);
        bench.round(id, &bench.reviewer).await;
        assert!(seen(&bench, None, id).await.is_empty());
    }

    #[tokio::test]
    async fn the_rubric_of_the_language_comes_before_that_for_any() {
        let bench = Bench::new().await;
        let review = bench.claimed(bench.open(&FILES).await, &bench.reviewer).await;
        let ids = async |language| offered(bench.ctx(), language, review).await.unwrap().map(|offered| offered.id);
        assert_eq!(ids("rust").await, None);
        let any = bench.published("").await;
        let rust = bench.published("rust").await;
        assert_eq!((ids("rust").await, ids("go").await), (Some(rust), Some(any)));
        bench.retired(rust).await;
        assert_eq!(ids("rust").await, Some(any));
    }

    #[tokio::test]
    async fn what_is_not_offered_any_more_is_refused_and_nothing_is_published() {
        let bench = Bench::new().await;
        let old = bench.published("rust").await;
        let new = bench.published("rust").await;
        let id = bench.open(&FILES).await;
        bench.claimed(id, &bench.reviewer).await;
        let outcome = marked(&bench, id, &bench.reviewer, old, &[(1, 3)]).await;
        assert_eq!(refusal(outcome), Refusal::RubricReplaced);
        assert_eq!(wrong(marked(&bench, id, &bench.reviewer, new, &[(3, 1)]).await), ["level3"]);
        assert_eq!(bench.stage.events("reviews.reviewed").await, 0);
    }

    #[tokio::test]
    async fn who_is_hidden_is_not_told_by_a_number_of_examples() {
        let bench = Bench::new().await;
        let (rubric, number) = bench.opened([1, 2]).await;
        assess(bench.ctx(), &bench.reviewer, rubric, number, Assess { marks: marks([1, 2]) }).await.unwrap();
        let id = bench.open(&FILES).await;
        bench.set(id, "anonymous = true").await;
        bench.claimed(id, &bench.reviewer).await;
        bench.round(id, &bench.reviewer).await;
        let weight = async |by: &User| page(bench.ctx(), Some(by), id, None).await.unwrap().unwrap().reviews[0].weight;
        assert_eq!(weight(&bench.author).await, Weight { value: 1.125, examples: None });
        assert_eq!(weight(&bench.reviewer).await, Weight { value: 1.125, examples: Some(1) });
        bench.end(id, "finished").await;
        assert_eq!(weight(&bench.author).await.examples, Some(1));
    }
}
