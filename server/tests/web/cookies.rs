use axum::body::Body;
use http::{Method, Request};

use super::app::TestApp;

#[tokio::test]
async fn every_cookie_is_for_https_alone_where_people_reach_us_so() {
    for (app, secure) in [(TestApp::by_https().await, true), (TestApp::new().await, false)] {
        let theme = app.post("/theme", None, "theme=dark&back=/").await.cookies;
        let prefix = if secure { "__Host-" } else { "" };
        assert!(theme.iter().any(|cookie| cookie.starts_with(&format!("{prefix}tf_theme=dark; "))), "{theme:?}");
        let joined = "name=Eva&handle=eva&email=eva@example.org&password=four+quiet+words+here&zone=UTC";
        let joined = app.post("/signup", None, joined).await.cookies;
        for name in ["tf=", "tf_said=welcome; "] {
            let name = format!("{prefix}{name}");
            assert!(joined.iter().any(|cookie| cookie.starts_with(&name)), "{name} is not in {joined:?}");
        }
        let page = Request::builder().method(Method::GET).uri("/").header("cookie", format!("{prefix}tf_said=welcome"));
        let said = app.answer(page.body(Body::empty()).unwrap()).await.cookies;
        assert!(said.iter().any(|cookie| cookie.starts_with(&format!("{prefix}tf_said=; "))), "{said:?}");
        for cookie in [theme, joined, said].concat() {
            assert_eq!(cookie.contains("; Secure"), secure, "{cookie}");
        }
    }
}
