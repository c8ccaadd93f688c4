//! Nobody gets in where the table does not say so, and nothing changes on another site's word.

use app::request::Audience;
use axum::body::Body;
use http::{Method, Request, StatusCode};
use server::router::audiences;

use super::app::{HOME, TestApp};

/// A path with something in the place of its parameters.
fn concrete(path: &str) -> String {
    path.replace("{handle}", "nobody").replace("{id}", "00000000-0000-0000-0000-000000000001").replace("{number}", "1")
}

#[tokio::test]
async fn a_visitor_is_sent_to_the_door_of_everything_that_is_not_open() {
    let app = TestApp::new().await;
    let mut called = 0;
    for (method, path, audience) in audiences() {
        if !matches!(audience, Audience::SignedIn | Audience::Moderator | Audience::Admin) {
            continue;
        }
        let answer = app.send(method.clone(), &concrete(&path), None, Some("a=b")).await;
        if path.starts_with("/fn/") {
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{method} {path}");
        } else {
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{method} {path}");
            assert!(answer.location.is_some_and(|to| to.starts_with("/signin?next=%2F")), "{method} {path}");
        }
        called += 1;
    }
    println!("{called} routes refused a visitor");
    assert!(called >= 8);
}

/// Everything for moderators or admins is asked for by each role: a page that says no in the frame of all pages, and nothing else.
#[tokio::test]
async fn what_is_for_moderators_and_admins_is_closed_to_others() {
    let app = TestApp::new().await;
    let mut called = 0;
    for role in ["member", "reviewer", "moderator", "admin"] {
        let session = app.person_with_role(&format!("the-{role}"), role).await;
        for (method, path, audience) in audiences() {
            let open = match audience {
                Audience::Moderator => ["moderator", "admin"].contains(&role),
                Audience::Admin => role == "admin",
                _ => continue,
            };
            let answer = app.send(method.clone(), &concrete(&path), Some(&session), Some("")).await;
            assert_eq!(answer.status != StatusCode::FORBIDDEN, open, "{method} {path} for {role}: {}", answer.status);
            assert_eq!(answer.body.contains("please ask an admin"), !open, "{method} {path} for {role}");
            assert!(answer.body.contains("tf-header"), "{method} {path} for {role} has no frame");
            called += 1;
        }
    }
    assert!(called >= 20);
}

#[tokio::test]
async fn the_menu_names_the_admin_area_to_those_who_may_see_it() {
    let app = TestApp::new().await;
    for (role, named) in [("member", false), ("reviewer", false), ("moderator", true), ("admin", true)] {
        let session = app.person_with_role(&format!("the-{role}"), role).await;
        let home = app.get("/", Some(&session)).await;
        assert_eq!(home.body.contains("href=\"/admin\""), named, "{role}");
    }
    assert!(!app.get("/", None).await.body.contains("href=\"/admin\""));
}

#[tokio::test]
async fn what_is_for_developers_is_not_there_in_production() {
    let app = TestApp::in_setting("production").await;
    let (_, session) = app.person("ada").await;
    let mut called = 0;
    for (method, path, audience) in audiences() {
        if audience == Audience::Development {
            let answer = app.send(method.clone(), &concrete(&path), Some(&session), Some("minutes=5")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method} {path}");
            called += 1;
        }
    }
    assert!(called >= 4);
}

#[tokio::test]
async fn what_asks_for_a_token_takes_no_cookie() {
    let app = TestApp::new().await;
    let (_, session) = app.person("ada").await;
    let mut called = 0;
    for (method, path, _) in audiences().into_iter().filter(|(.., audience)| *audience == Audience::Token) {
        for authorization in ["", "Bearer", "Bearer ", "Bearer tft_nonsense", "Basic YWRhOmFkYQ=="] {
            let request = Request::builder().method(method.clone()).uri(concrete(&path));
            let request = request.header("cookie", format!("tf={session}")).header("origin", HOME);
            let request = request.header("authorization", authorization);
            let answer = app.answer(request.body(Body::from("a=b")).unwrap()).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{method} {path} {authorization:?}");
            called += 1;
        }
    }
    assert!(called >= 5);
}

#[tokio::test]
async fn unsafe_requests_come_from_our_own_pages() {
    let app = TestApp::new().await;
    let session = app.person_with_role("ada", "admin").await;
    let strangers: [&[(&str, &str)]; 6] = [
        &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")],
        &[("sec-fetch-site", "same-site"), ("origin", "http://other.127.0.0.1")],
        &[("origin", "null")],
        &[],
        &[("origin", "https://evil.example"), ("content-type", "text/plain")],
        &[("origin", "https://evil.example"), ("content-type", "multipart/form-data; boundary=x")],
    ];
    let mut called = 0;
    for (method, path, audience) in audiences() {
        // What asks for a token never sees a cookie, which is all that another site could use.
        if method == Method::GET || audience == Audience::Token {
            continue;
        }
        for headers in strangers {
            let mut request = Request::builder().method(method.clone()).uri(concrete(&path));
            request = request.header("cookie", format!("tf={session}"));
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let answer = app.answer(request.body(Body::from("a=b")).unwrap()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{method} {path} {headers:?}");
            called += 1;
        }
        let ours = app.send(method.clone(), &concrete(&path), Some(&session), Some("")).await;
        assert_ne!(ours.status, StatusCode::FORBIDDEN, "{method} {path} from {HOME}");
    }
    println!("{called} requests of other sites refused");
}
