use http::StatusCode;

use super::app::TestApp;

#[tokio::test]
async fn what_is_not_there_says_so_as_a_page() {
    let app = TestApp::new().await;
    let (_, session) = app.person("ada").await;
    for path in ["/tutors/nobody", "/users/nobody", "/users/a%00b", "/no-such-page", "/bookings/not-an-id"] {
        let answer = app.get(path, Some(&session)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.body.contains("There is nothing here"), "{path}");
    }
}

#[tokio::test]
async fn every_page_has_its_policy_and_only_pages_with_islands_load_the_wasm() {
    let app = TestApp::new().await;
    app.tutor("tutor").await;
    let (_, session) = app.person("ada").await;
    for (path, wasm) in [
        ("/", false),
        ("/signin", false),
        ("/bookings", false),
        ("/teach", false),
        ("/teach/apply", false),
        ("/teach/availability", false),
        ("/tutors", true),
        ("/tutors/tutor/book", false),
    ] {
        let answer = app.get(path, Some(&session)).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.body.contains(".wasm"), wasm, "{path}");
        assert_eq!(answer.body.matches("<h1").count(), 1, "{path}");
    }
}

#[tokio::test]
async fn a_name_is_never_markup() {
    let app = TestApp::new().await;
    app.tutor("tutor").await;
    sqlx::query("UPDATE accounts.person SET name = $1, about = $1")
        .bind("</title><script>alert(1)</script>")
        .execute(&app.ctx.db)
        .await
        .unwrap();
    for path in ["/tutors/tutor", "/users/tutor"] {
        let answer = app.get(path, None).await;
        assert!(!answer.body.contains("<script>alert"), "{path}");
    }
}
