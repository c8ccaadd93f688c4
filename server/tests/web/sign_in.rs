use http::StatusCode;

use super::app::TestApp;

const FORM: &str = "&password=four+quiet+words+here";

#[tokio::test]
async fn leads_back_but_never_off_this_site() {
    let app = TestApp::new().await;
    app.person("ada").await;
    for (next, to) in
        [("%2Fbookings", "/bookings"), ("%2F%2Fevil.example", "/"), ("https%3A%2F%2Fevil.example", "/"), ("", "/")]
    {
        let answer = app.post("/signin", None, &format!("email=ada@example.org{FORM}&next={next}")).await;
        assert_eq!((answer.status, answer.location.as_deref()), (StatusCode::SEE_OTHER, Some(to)));
    }
}

#[tokio::test]
async fn unknown_and_wrong_are_answered_alike() {
    let app = TestApp::new().await;
    app.person("ada").await;
    let known = app.post("/signin", None, "email=ada@example.org&password=wrong+words").await;
    let unknown = app.post("/signin", None, "email=eva@example.org&password=wrong+words").await;
    assert_eq!(known.status, StatusCode::CONFLICT);
    assert_eq!(known.status, unknown.status);
    for answer in [&known, &unknown] {
        assert!(answer.body.contains("do not go together"));
        assert!(!answer.body.contains("wrong words"));
    }
}

#[tokio::test]
async fn the_eleventh_try_is_told_to_wait() {
    let app = TestApp::new().await;
    for _ in 0..10 {
        app.post("/signin", None, &format!("email=eva@example.org{FORM}")).await;
    }
    let answer = app.post("/signin", None, &format!("email=eva@example.org{FORM}")).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.body.contains("too often") && answer.body.contains("eva@example.org"));
}
