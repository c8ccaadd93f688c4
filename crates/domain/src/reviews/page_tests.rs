use contract::reviews::Verdict;

use super::*;
use crate::reviews::{
    ThreadView, change_reviewer, publish_round, rate_review,
    testing::{Desk, step},
    threads,
};

const FILES: [(&str, &str); 1] = [("a.rs", "fn a() {\n    x\n}\n")];

/// Two seats: one reviewer has published, the other has claimed.
async fn second_opinion() -> (Desk, SubmissionId) {
    let desk = Desk::new().await;
    let id = desk.two_seats(&FILES).await;
    desk.claimed(id, &desk.reviewer).await;
    desk.drafted(id, &desk.reviewer, "a.rs:2", None).await;
    publish_round(desk.ctx(), &desk.reviewer, id, desk.verdict(1)).await.unwrap();
    desk.claimed(id, &desk.second).await;
    (desk, id)
}

/// The verdicts and summaries that this person reads, the notes of the timeline, and the threads.
async fn read_by(
    desk: &Desk,
    id: SubmissionId,
    who: Option<&User>,
) -> (Vec<(Verdict, String)>, Vec<String>, Vec<ThreadView>) {
    let page = page(desk.ctx(), who, id, None).await.unwrap().unwrap();
    let rounds = page.reviews.iter().flat_map(|review| &review.rounds);
    let said = rounds.map(|round| (round.verdict, round.summary.clone())).collect();
    let notes = page.steps.iter().filter(|step| !step.note.is_empty()).map(|step| step.note.clone()).collect();
    (said, notes, threads(desk.ctx(), who, id).await.unwrap())
}

#[tokio::test]
async fn who_has_not_published_reads_nothing_of_the_first_opinion() {
    let (desk, id) = second_opinion().await;
    for who in [Some(&desk.second), Some(&desk.stage.person("reader").await), None] {
        let (said, notes, threads) = read_by(&desk, id, who).await;
        assert!(said.is_empty() && notes.is_empty() && threads.is_empty(), "{who:?} {said:?} {notes:?} {threads:?}");
    }
}

#[tokio::test]
async fn the_author_and_who_has_published_read_it() {
    let (desk, id) = second_opinion().await;
    for who in [&desk.author, &desk.reviewer] {
        let (said, notes, threads) = read_by(&desk, id, Some(who)).await;
        assert_eq!(said, [(Verdict::NeedsWork, "Nearly.".to_owned())]);
        assert_eq!((notes.as_slice(), threads.len()), (["needs_work".to_owned()].as_slice(), 1));
    }
}

#[tokio::test]
async fn once_both_are_there_each_reads_the_other() {
    let (desk, id) = second_opinion().await;
    desk.round(id, &desk.second).await;
    for who in [Some(&desk.author), Some(&desk.reviewer), Some(&desk.second), None] {
        let (said, _, threads) = read_by(&desk, id, who).await;
        assert_eq!((said.len(), threads.len()), (2, 1), "{who:?}");
    }
}

#[tokio::test]
async fn a_verdict_is_not_told_by_how_it_was_rated() {
    let (desk, id) = second_opinion().await;
    let review = page(desk.ctx(), Some(&desk.author), id, None).await.unwrap().unwrap().reviews[0].id;
    let form = contract::reviews::RateReview {
        key: desk.key(),
        review,
        rated: Rated::Problematic,
        words: "It says to write all anew.".into(),
        thanks: false,
    };
    rate_review(desk.ctx(), &desk.author, id, form).await.unwrap();
    let (said, notes, _) = read_by(&desk, id, Some(&desk.second)).await;
    assert!(said.is_empty() && notes.is_empty(), "{said:?} {notes:?}");
}

#[tokio::test]
async fn nor_by_the_words_with_which_its_writer_was_let_go() {
    let (desk, id) = second_opinion().await;
    let form = contract::reviews::Step { note: "Far too strict.".into(), ..step(desk.ctx()) };
    change_reviewer(desk.ctx(), &desk.author, id, form).await.unwrap();
    desk.claimed(id, &desk.second).await;
    let (said, notes, threads) = read_by(&desk, id, Some(&desk.second)).await;
    assert!(said.is_empty() && notes.is_empty() && threads.is_empty(), "{said:?} {notes:?} {threads:?}");
}
