//! Access tokens on their page.

use http::StatusCode;

use super::app::TestApp;

/// The text of a token on a page that shows one.
pub fn token_in(body: &str) -> Option<&str> {
    let at = body.find("tft_")?;
    let end = body[at..].find(|c: char| !c.is_ascii_alphanumeric() && c != '_')?;
    Some(&body[at..at + end])
}

#[tokio::test]
async fn a_token_is_shown_once_and_can_be_ended() {
    let app = TestApp::new().await;
    let (_, session) = app.person("ada").await;
    let key = "key=00000000-0000-0000-0000-000000000007";
    let made = app.post("/settings/tokens", Some(&session), &format!("{key}&action=create&name=laptop&days=90")).await;
    assert_eq!(made.status, StatusCode::OK, "the page itself, so that it stands in no address and no cookie");
    let token = token_in(&made.body).expect("a token on the page").to_owned();
    assert!(made.body.contains("laptop") && token.len() > 30);

    let again = app.post("/settings/tokens", Some(&session), &format!("{key}&action=create&name=laptop&days=90")).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let page = app.get("/settings/tokens", Some(&session)).await;
    for answer in [&again, &page] {
        assert!(answer.body.contains("laptop") && token_in(&answer.body).is_none(), "shown once");
    }

    let (_, other) = app.person("bob").await;
    let id = page.body.split("name=\"token\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let revoke = format!("action=revoke&token={id}");
    assert_eq!(app.post("/settings/tokens", Some(&other), &revoke).await.status, StatusCode::NOT_FOUND);
    let revoked = app.post("/settings/tokens", Some(&session), &revoke).await;
    assert_eq!(revoked.location.as_deref(), Some("/settings/tokens"));
    assert!(!app.get("/settings/tokens", Some(&session)).await.body.contains("laptop"));
}

#[tokio::test]
async fn what_was_typed_is_still_there_after_a_refusal() {
    let app = TestApp::new().await;
    let (_, session) = app.person("ada").await;
    let answer = app.post("/settings/tokens", Some(&session), "action=create&name=laptop&days=1").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("value=\"laptop\""));
    let nothing = app.post("/settings/tokens", Some(&session), "action=rename").await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
}
