//! What needs the password once more.

use chrono::TimeDelta;
use http::StatusCode;

use super::{app::TestApp, tokens::token_in};

const MAKE: &str = "action=create&name=%3Cb%3E+laptop&days=90&key=00000000-0000-0000-0000-000000000009";

#[tokio::test]
async fn a_form_asks_for_it_keeps_what_was_typed_and_goes_on() {
    let app = TestApp::new().await;
    let (_, session) = app.person("ada").await;
    app.ctx.clock.advance(TimeDelta::minutes(10));
    let asked = app.post("/settings/tokens", Some(&session), MAKE).await;
    assert_eq!(asked.status, StatusCode::CONFLICT);
    assert!(asked.body.contains("name=\"confirm_password\"") && token_in(&asked.body).is_none());
    for kept in ["name=\"action\" value=\"create\"", "&lt;b> laptop", "name=\"days\" value=\"90\"", "name=\"key\""] {
        assert!(asked.body.contains(kept) || asked.body.contains(&kept.replace('>', "&gt;")), "{kept}: {}", asked.body);
    }
    let wrong = app.post("/settings/tokens", Some(&session), &format!("{MAKE}&confirm_password=not+this")).await;
    assert_eq!(wrong.status, StatusCode::CONFLICT);
    assert!(wrong.body.contains("not your password") && !wrong.body.contains("not this"));
    let right = format!("{MAKE}&confirm_password=four+quiet+words+here");
    let made = app.post("/settings/tokens", Some(&session), &right).await;
    assert!(token_in(&made.body).is_some());
    let new = made.cookies.iter().find_map(|cookie| cookie.strip_prefix("tf=")).expect("a new id");
    let new = new.split(';').next().unwrap();
    assert_eq!(app.get("/settings", Some(&session)).await.status, StatusCode::SEE_OTHER, "the old id opens nothing");
    assert_eq!(app.get("/settings", Some(new)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_page_leads_back_but_never_off_this_site() {
    let app = TestApp::new().await;
    for (next, to) in [("%2Fadmin%2Fpeople", "/admin/people"), ("%2F%2Fevil.example", "/"), ("", "/")] {
        let (_, session) = app.person(&format!("ada-{}", to.len() + next.len())).await;
        app.ctx.clock.advance(TimeDelta::minutes(10));
        let form = format!("next={next}&confirm_password=four+quiet+words+here");
        let answer = app.post("/sudo", Some(&session), &form).await;
        assert_eq!((answer.status, answer.location.as_deref()), (StatusCode::SEE_OTHER, Some(to)));
    }
}

#[tokio::test]
async fn an_admin_is_asked_before_a_role_changes() {
    let app = TestApp::new().await;
    let root = app.person_with_role("root", "admin").await;
    app.person("ada").await;
    app.ctx.clock.advance(TimeDelta::minutes(10));
    let form = "action=role&role=admin&reason=She+asked.";
    let role = async || {
        let sql = "SELECT role FROM accounts.person WHERE handle = 'ada'";
        sqlx::query_scalar::<_, String>(sql).fetch_one(&app.ctx.db).await.unwrap()
    };
    assert_eq!(app.post("/admin/people/ada", Some(&root), form).await.status, StatusCode::CONFLICT);
    assert_eq!(role().await, "member");
    let given = format!("{form}&confirm_password=four+quiet+words+here");
    let answer = app.post("/admin/people/ada", Some(&root), &given).await;
    assert_eq!(answer.location.as_deref(), Some("/admin/people/ada"));
    assert_eq!(role().await, "admin");
}
