//! As many threads as a submission may have, on one page.

use std::time::{Duration, Instant};

use http::StatusCode;

use super::app::TestApp;

/// On the path of two, in turn open and settled, each with markup for its text.
const THREADS: &str = "
    WITH t AS (
        INSERT INTO reviews.thread (id, submission_id, number, opened_by, kind, iteration, path, from_line, to_line, state,
                                    opened_at, published_at)
        SELECT gen_random_uuid(), s.id, n, s.author_id, 'bug', 1, 'a.rs', 1 + n % 3, 1 + n % 3,
               CASE WHEN n % 2 = 0 THEN 'open' ELSE 'fixed' END, now(), now()
        FROM reviews.submission s, generate_series(1, 2000) n
        RETURNING id, opened_by)
    INSERT INTO reviews.comment (id, thread_id, author_id, text, written_at, published_at)
    SELECT gen_random_uuid(), id, opened_by, '<script>alert(1)</script> **b** [x](javascript:alert(1))', now(), now() FROM t";

#[tokio::test]
async fn two_thousand_threads_are_a_page_that_answers() {
    let app = TestApp::new().await;
    let (_, session) = app.person("ada").await;
    let form =
        "title=A+queue&ask=Why%3F&level=beginner&urgency=stuck&visibility=public&path=a.rs&text=a%0Ab%0Ac&do=publish";
    let address = app.post("/reviews/new", Some(&session), form).await.location.unwrap();
    sqlx::query(THREADS).execute(&app.ctx.db).await.unwrap();
    let began = Instant::now();
    let page = app.get(&address, Some(&session)).await;
    let took = began.elapsed();
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.body.matches("data-thread").count(), 2_000);
    assert!(!page.body.contains("<script>alert") && !page.body.contains("href=\"javascript:"));
    // A guard against what grows with the square, no measurement.
    assert!(took < Duration::from_secs(20), "{took:?}");
    let more = "action=open_thread&kind=bug&iteration=1&place=&text=One+more";
    let refused = app.post(&format!("{address}?at=a.rs:1"), Some(&session), more).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body.len());
    assert!(refused.body.contains("One more"), "what was typed is kept");
}
