//! The address that calendars subscribe to.

use axum::body::Body;
use http::{Request, StatusCode, header};

use super::app::TestApp;

#[tokio::test]
async fn whoever_has_the_address_reads_it_and_what_has_not_changed_is_not_sent_again() {
    let app = TestApp::new().await;
    let (_, session) = app.person("ada").await;
    let made = app.post("/settings/calendar", Some(&session), "action=make&with_title=on").await;
    assert_eq!(made.status, StatusCode::OK);
    let path = made.body.split("/cal/").nth(1).and_then(|rest| rest.split(".ics").next()).expect("an address");
    let path = format!("/cal/{path}.ics");
    let first = app.get(&path, None).await;
    assert_eq!(first.status, StatusCode::OK);
    assert_eq!(first.headers[header::CONTENT_TYPE], "text/calendar; charset=utf-8");
    assert!(first.body.starts_with("BEGIN:VCALENDAR\r\n"), "{}", first.body);
    let tag = first.headers[header::ETAG].clone();
    let again = Request::get(&path).header(header::IF_NONE_MATCH, &tag).body(Body::empty()).unwrap();
    let again = app.answer(again).await;
    assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    let page = app.get("/settings/calendar", Some(&session)).await;
    assert!(page.body.contains("Last asked for") && !page.body.contains("/cal/"), "it is shown once");

    for nothing in ["/cal/x.ics".to_owned(), "/cal/x".to_owned(), path.trim_end_matches(".ics").to_owned()] {
        assert_eq!(app.get(&nothing, None).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
    app.post("/settings/calendar", Some(&session), "action=remove").await;
    assert_eq!(app.get(&path, None).await.status, StatusCode::NOT_FOUND);
}
