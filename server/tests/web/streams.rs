//! Pages that stay open hold a connection each: not without end.

use http::{StatusCode, header};

use super::app::TestApp;

#[tokio::test]
async fn one_person_has_so_many_open_and_a_closed_one_makes_room() {
    let app = TestApp::new().await;
    let ((_, ada), (_, bob)) = (app.person("ada").await, app.person("bob").await);
    let mut open = Vec::new();
    let refused = loop {
        let answer = app.begin("/earned/live", Some(&ada)).await;
        if answer.status() != StatusCode::OK {
            break answer;
        }
        open.push(answer);
        assert!(open.len() < 100, "nobody says stop");
    };
    assert_eq!((refused.status(), open.len()), (StatusCode::TOO_MANY_REQUESTS, 24));
    assert_eq!(refused.headers()[header::RETRY_AFTER], "30");
    assert_eq!(app.begin("/leaderboard/live", Some(&ada)).await.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(app.begin("/earned/live", Some(&bob)).await.status(), StatusCode::OK, "others have their own");
    open.pop();
    assert_eq!(app.begin("/earned/live", Some(&ada)).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn visitors_of_one_address_share_theirs() {
    let app = TestApp::new().await;
    let mut open = Vec::new();
    for _ in 0..48 {
        let answer = app.begin("/leaderboard/live", None).await;
        assert_eq!(answer.status(), StatusCode::OK);
        open.push(answer);
    }
    assert_eq!(app.begin("/leaderboard/live", None).await.status(), StatusCode::TOO_MANY_REQUESTS);
    let (_, ada) = app.person("ada").await;
    assert_eq!(app.begin("/leaderboard/live", Some(&ada)).await.status(), StatusCode::OK);
}
