//! Code that comes by a form: pasted, uploaded, broken, too much.

use axum::body::Body;
use http::{Request, StatusCode, header};

use super::app::{HOME, MULTIPART, TestApp, multipart};

type Part<'a> = (&'a str, Option<&'a str>, &'a [u8]);

const ASK: [Part<'static>; 5] = [
    ("title", None, b"A queue"),
    ("ask", None, b"Is it right?"),
    ("level", None, b"beginner"),
    ("urgency", None, b"whenever"),
    ("visibility", None, b"public"),
];

fn with<'a>(more: &[Part<'a>]) -> Vec<Part<'a>> {
    ASK.iter().chain(more).copied().collect()
}

#[tokio::test]
async fn pasted_and_uploaded_files_become_one_draft() {
    let app = TestApp::new().await;
    let (_, session) = app.person("ada").await;
    let parts = with(&[
        ("path", None, b"a.rs"),
        ("text", None, b"fn a() {}\r\n"),
        ("path", None, b""),
        ("text", None, b""),
        ("upload", Some("b.rs"), b"fn b() {}\n"),
        ("upload", Some(""), b""),
        ("folder", Some("project/src/c.rs"), b"fn c() {}\n"),
    ]);
    let answer = app.post_files("/reviews/new", Some(&session), &parts).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let to = answer.location.unwrap();
    let page = app.get(&format!("{to}/edit"), Some(&session)).await;
    assert_eq!(page.status, StatusCode::OK);
    for path in ["a.rs", "b.rs", "src/c.rs"] {
        assert!(page.body.contains(&format!("value=\"{path}\"")), "{path}");
    }
    let (_, other) = app.person("bob").await;
    for path in ["edit", "iterate"] {
        assert_eq!(app.get(&format!("{to}/{path}"), Some(&other)).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_plain_form_works_as_well() {
    let app = TestApp::new().await;
    let (_, session) = app.person("ada").await;
    let form =
        "title=A+queue&ask=Why%3F&level=beginner&urgency=stuck&visibility=public&path=a.rs&text=fn+a()+{}&do=publish";
    let answer = app.post("/reviews/new", Some(&session), form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert!(app.get("/reviews", None).await.body.contains("A queue"));
}

#[tokio::test]
async fn another_block_keeps_what_was_typed() {
    let app = TestApp::new().await;
    let (_, session) = app.person("ada").await;
    let blocks = |body: &str| body.matches("name=\"text\"").count();
    assert_eq!(blocks(&app.get("/reviews/new", Some(&session)).await.body), 1);
    let parts: [Part; 5] = [
        ("title", None, b"Half a"),
        ("path", None, b"a.rs"),
        ("text", None, b"</textarea><b>"),
        ("level", None, b"advanced"),
        ("do", None, b"add"),
    ];
    let answer = app.post_files("/reviews/new", Some(&session), &parts).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(blocks(&answer.body), 2);
    assert!(answer.body.contains("value=\"Half a\"") && answer.body.contains("value=\"a.rs\""));
    assert!(answer.body.contains("&lt;/textarea&gt;&lt;b&gt;"));
    assert!(!answer.body.contains("Please fill this in."), "nothing was wrong");
}

#[tokio::test]
async fn a_refusal_keeps_all_but_the_uploads_and_says_so() {
    let app = TestApp::new().await;
    let (_, session) = app.person("ada").await;
    let parts: [Part; 4] = [
        ("title", None, b""),
        ("path", None, b"../etc/passwd"),
        ("text", None, b"root"),
        ("upload", Some("b.rs"), b"fn b() {}\n"),
    ];
    let answer = app.post_files("/reviews/new", Some(&session), &parts).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("value=\"../etc/passwd\"") && answer.body.contains(">\nroot</textarea>"));
    assert!(answer.body.contains("please choose them again"));
}

#[tokio::test]
async fn what_was_left_out_is_named_once() {
    let app = TestApp::new().await;
    let (_, session) = app.person("ada").await;
    let parts = with(&[("upload", Some("a.rs"), b"fn a() {}\n"), ("folder", Some("p/node_modules/x.js"), b"x")]);
    let answer = app.post_files("/reviews/new", Some(&session), &parts).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("node_modules/") && answer.body.contains("Look it over"));
}

#[tokio::test]
async fn broken_forms_are_told_and_nothing_is_saved() {
    let app = TestApp::new().await;
    let (_, session) = app.person("ada").await;
    let whole = multipart(&with(&[("text", None, b"fn a() {}")]));
    let half = &whole[..whole.len() / 2];
    for (kind, body) in [
        (MULTIPART, half),
        (MULTIPART, b"".as_slice()),
        (MULTIPART, b"--xBoundaryx"),
        ("multipart/form-data", whole.as_slice()),
        ("multipart/form-data; boundary=other", whole.as_slice()),
        ("multipart/form-data; boundary=\"\"", whole.as_slice()),
    ] {
        for path in ["/reviews/new", "/signin", "/settings/profile"] {
            let request = Request::builder().method("POST").uri(path).header(header::ORIGIN, HOME);
            let request = request.header(header::COOKIE, format!("tf={session}")).header(header::CONTENT_TYPE, kind);
            let answer = app.answer(request.body(Body::from(body.to_vec())).unwrap()).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {kind}");
        }
    }
    assert!(app.get("/reviews?view=mine", Some(&session)).await.body.contains("not submitted anything yet"));
}

#[tokio::test]
async fn forms_with_files_may_be_larger_and_no_others() {
    let app = TestApp::new().await;
    let (_, session) = app.person("ada").await;
    let zip = vec![b'x'; 2 * 1024 * 1024];
    let large = with(&[("upload", Some("a.bin"), &zip)]);
    let answer = app.post_files("/reviews/new", Some(&session), &large).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "read, and nothing in it can be reviewed");
    assert_eq!(app.post_files("/settings/profile", Some(&session), &large).await.status, StatusCode::PAYLOAD_TOO_LARGE);

    let zip = vec![b'x'; 6 * 1024 * 1024];
    let answer = app.post_files("/reviews/new", Some(&session), &with(&[("upload", Some("a.zip"), &zip)])).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.body.contains("That was too much"));
    // Who is not signed in is sent to the door before anything is read.
    let stranger = app.post_files("/reviews/new", None, &large).await;
    assert_eq!(stranger.status, StatusCode::SEE_OTHER);
}
