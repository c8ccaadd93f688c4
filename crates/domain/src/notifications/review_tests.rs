use chrono::TimeDelta;
use contract::{ReviewId, SubmissionId, ThreadId, UserId};

use crate::{
    accounts::User,
    events,
    jobs::Job,
    outbox,
    ports::Mail,
    reviews::{
        Event, LapseClaim, change_reviewer, claim, decline, reconsider,
        testing::{Desk, a_run, step},
    },
};

/// A reviewed submission, of which nothing has been told yet.
async fn reviewed(desk: &Desk) -> (SubmissionId, ReviewId) {
    let id = desk.open(&[("a.rs", "fn a() {}\n")]).await;
    (id, desk.published(id, &desk.reviewer).await)
}

/// What follows from an event: to whom, and under which subject line.
async fn mails(desk: &Desk, event: Event) -> Vec<Mail> {
    let mut conn = desk.ctx().db.acquire().await.unwrap();
    outbox::publish(desk.ctx(), &mut conn, events::Event::Reviews(event)).await.unwrap();
    desk.stage.deliver().await
}

fn lines(mails: &[Mail]) -> Vec<(&str, &str)> {
    mails.iter().map(|mail| (mail.to_address.as_str(), mail.subject.as_str())).collect()
}

async fn run(desk: &Desk, sql: &'static str, id: uuid::Uuid) {
    sqlx::query(sql).bind(id).execute(&desk.ctx().db).await.unwrap();
}

fn id_of(user: &User) -> UserId {
    user.id
}

#[tokio::test]
async fn the_author_hears_who_reads_their_code() {
    let desk = Desk::new().await;
    let id = desk.open(&[("a.rs", "fn a() {}\n")]).await;
    claim(desk.ctx(), &desk.reviewer, id, None, step(desk.ctx())).await.unwrap();
    let mails = desk.stage.deliver().await;
    assert_eq!(lines(&mails), [("author@example.org", "REVIEWER is reading your code: A queue")]);
    assert!(mails[0].text.contains(&format!("https://tutors.example.org/reviews/{id}\n")), "{}", mails[0].text);
}

#[tokio::test]
async fn a_place_given_back_is_told_unless_it_is_taken_again() {
    let desk = Desk::new().await;
    let id = desk.open(&[("a.rs", "fn a() {}\n")]).await;
    let review = desk.claimed(id, &desk.reviewer).await;
    desk.ctx().clock.advance(TimeDelta::hours(1));
    LapseClaim { review }.run(desk.ctx(), &a_run()).await.unwrap();
    assert_eq!(lines(&desk.stage.deliver().await), [("author@example.org", "A queue is free for another reviewer")]);
    desk.claimed(id, &desk.reviewer).await;
    desk.ctx().clock.advance(TimeDelta::hours(1));
    claim(desk.ctx(), &desk.second, id, None, step(desk.ctx())).await.unwrap();
    let mails = desk.stage.deliver().await;
    assert_eq!(lines(&mails), [("author@example.org", "SECOND is reading your code: A queue")]);
}

#[tokio::test]
async fn a_review_comes_with_its_verdict_and_its_words() {
    let desk = Desk::new().await;
    let (submission, review) = reviewed(&desk).await;
    let (author, reviewer) = (id_of(&desk.author), id_of(&desk.reviewer));
    let mails = mails(&desk, Event::Reviewed { submission, review, author, reviewer, round: 1 }).await;
    assert_eq!(lines(&mails), [("author@example.org", "REVIEWER reviewed A queue: Ship it")]);
    assert!(mails[0].text.contains("REVIEWER wrote:\n> Well done.\n"), "{}", mails[0].text);
}

#[tokio::test]
async fn a_comment_goes_to_the_other_side_with_its_place() {
    let desk = Desk::new().await;
    let (submission, review) = reviewed(&desk).await;
    let thread = ThreadId(desk.ctx().id());
    desk.thread(submission, thread, Some(review), &desk.reviewer, Some(desk.now())).await;
    let (by, to) = (id_of(&desk.reviewer), id_of(&desk.author));
    let mails = mails(&desk, Event::Commented { submission, thread, by, to }).await;
    assert_eq!(lines(&mails), [("author@example.org", "REVIEWER commented on A queue")]);
    let text = &mails[0].text;
    assert!(text.contains("line 1 of a.rs") && text.contains("> Why?\n"), "{text}");
    assert!(text.contains(&format!("/reviews/{submission}#t1\n")), "{text}");
}

#[tokio::test]
async fn an_iteration_is_one_mail_however_much_of_it_was_suggested() {
    let desk = Desk::new().await;
    let (submission, review) = reviewed(&desk).await;
    let thread = ThreadId(desk.ctx().id());
    desk.thread(submission, thread, Some(review), &desk.reviewer, Some(desk.now())).await;
    let iteration = desk.iterated(submission, &[("a.rs", "fn b() {}\n")]).await;
    run(
        &desk,
        "INSERT INTO reviews.suggestion (comment_id, replacement, state, applied_in, applied_from, applied_to)
         SELECT id, 'fn b() {}', 'applied', 2, 1, 1 FROM reviews.comment WHERE thread_id = $1",
        thread.0,
    )
    .await;
    let (author, reviewer) = (id_of(&desk.author), id_of(&desk.reviewer));
    let comment = contract::CommentId(desk.ctx().id());
    let applied = Event::Applied { submission, comment, author, reviewer, iteration };
    assert!(mails(&desk, applied).await.is_empty());
    let reviewers = vec![reviewer, id_of(&desk.second)];
    let mails = mails(&desk, Event::Iterated { submission, author, iteration, reviewers }).await;
    assert_eq!(
        lines(&mails),
        [
            ("reviewer@example.org", "AUTHOR brought iteration 2 of A queue"),
            ("second@example.org", "AUTHOR brought iteration 2 of A queue"),
        ]
    );
    assert!(mails[0].text.contains("One of your suggestions is part of it."), "{}", mails[0].text);
    assert!(!mails[1].text.contains("suggestion"), "{}", mails[1].text);
}

#[tokio::test]
async fn a_rating_goes_to_the_reviewer() {
    let desk = Desk::new().await;
    let (submission, review) = reviewed(&desk).await;
    let sql = "UPDATE reviews.review SET rating = 'great', rating_words = 'Clear & kind', thanked = true WHERE id = $1";
    run(&desk, sql, review.0).await;
    let (author, reviewer) = (id_of(&desk.author), id_of(&desk.reviewer));
    let mails = mails(&desk, Event::Rated { submission, review, author, reviewer }).await;
    assert_eq!(lines(&mails), [("reviewer@example.org", "AUTHOR rated your review of A queue: Great")]);
    assert!(mails[0].text.contains("> Clear & kind\n") && mails[0].text.contains("thank you"), "{}", mails[0].text);
    assert!(mails[0].html.contains("Clear &#38; kind"), "{}", mails[0].html);
}

#[tokio::test]
async fn a_suggestion_that_is_declined_is_told_with_its_reason_unless_it_is_taken_up_again() {
    let desk = Desk::new().await;
    let id = desk.open(&[("a.rs", "fn a() {}\n")]).await;
    let comment = desk.suggested(id, "a.rs:1", "fn b() {}").await;
    desk.stage.deliver().await;
    decline(desk.ctx(), &desk.author, id, desk.declining(comment, "The name is given.")).await.unwrap();
    let mails = desk.stage.deliver().await;
    assert_eq!(lines(&mails), [("reviewer@example.org", "AUTHOR declined a suggestion of yours in A queue")]);
    let text = &mails[0].text;
    assert!(text.contains("> The name is given.\n") && text.contains(&format!("/reviews/{id}#t1\n")), "{text}");
    reconsider(desk.ctx(), &desk.author, id, desk.reconsidering(comment)).await.unwrap();
    decline(desk.ctx(), &desk.author, id, desk.declining(comment, "")).await.unwrap();
    reconsider(desk.ctx(), &desk.author, id, desk.reconsidering(comment)).await.unwrap();
    assert!(desk.stage.deliver().await.is_empty());
}

#[tokio::test]
async fn who_is_replaced_hears_of_it_and_not_who_asked_for_it() {
    let desk = Desk::new().await;
    let (submission, _) = reviewed(&desk).await;
    change_reviewer(desk.ctx(), &desk.author, submission, step(desk.ctx())).await.unwrap();
    let mails = desk.stage.deliver().await;
    assert_eq!(lines(&mails), [("reviewer@example.org", "AUTHOR asked for another reviewer of A queue")]);
}

#[tokio::test]
async fn the_reviewers_hear_of_the_end() {
    let desk = Desk::new().await;
    let (submission, _) = reviewed(&desk).await;
    let (author, reviewers) = (id_of(&desk.author), vec![id_of(&desk.reviewer)]);
    let finished = mails(&desk, Event::Finished { submission, author, reviewers: reviewers.clone() }).await;
    assert_eq!(lines(&finished), [("reviewer@example.org", "AUTHOR finished A queue")]);
    let closed = mails(&desk, Event::Closed { submission, author, reviewers }).await;
    assert_eq!(lines(&closed), [("reviewer@example.org", "A queue is closed")]);
    assert!(mails(&desk, Event::Submitted { submission, author }).await.is_empty());
}

#[tokio::test]
async fn reminders_become_clearer_week_by_week() {
    let desk = Desk::new().await;
    let (submission, _) = reviewed(&desk).await;
    let mut told = Vec::new();
    for person in [&desk.author, &desk.reviewer] {
        for days in [7, 14, 21, 28] {
            let mails = mails(&desk, Event::Nudged { submission, person: person.id, days }).await;
            assert_eq!(mails.len(), 1);
            assert_eq!(mails[0].to_address, format!("{}@example.org", person.handle));
            told.push(mails[0].subject.clone());
        }
    }
    assert_eq!(
        told,
        [
            "A queue waits for you",
            "A queue has waited for you for two weeks",
            "A queue will be closed in a week",
            "A queue is closed",
            "A queue waits for your review",
            "A queue has waited for your review for two weeks",
            "Your place as a reviewer of A queue is kept for one more week",
            "Your place as a reviewer of A queue is free again",
        ]
    );
}

#[tokio::test]
async fn what_is_anonymous_names_nobody() {
    let desk = Desk::new().await;
    let (submission, review) = reviewed(&desk).await;
    desk.set(submission, "anonymous = true").await;
    run(&desk, "UPDATE reviews.review SET rating = 'good' WHERE id = $1", review.0).await;
    let thread = ThreadId(desk.ctx().id());
    desk.thread(submission, thread, Some(review), &desk.author, Some(desk.now())).await;
    let (author, reviewer) = (id_of(&desk.author), id_of(&desk.reviewer));
    let reviewers = vec![reviewer];
    desk.iterated(submission, &[("a.rs", "fn b() {}\n")]).await;
    let events = [
        Event::Claimed { submission, review, author, reviewer },
        Event::Reviewed { submission, review, author, reviewer, round: 1 },
        Event::Commented { submission, thread, by: author, to: reviewer },
        Event::Iterated { submission, author, iteration: 2, reviewers: reviewers.clone() },
        Event::Rated { submission, review, author, reviewer },
        Event::Finished { submission, author, reviewers: reviewers.clone() },
        Event::Closed { submission, author, reviewers },
    ];
    for event in events {
        for mail in mails(&desk, event).await {
            let other = if mail.to_name == "AUTHOR" { "REVIEWER" } else { "AUTHOR" };
            let words = format!("{}\n{}\n{}", mail.subject, mail.text, mail.html);
            assert!(!words.contains(other), "{words}");
            assert!(
                ["A reviewer", "The author", "is closed"].iter().any(|name| mail.subject.contains(name)),
                "{words}"
            );
        }
    }
}
