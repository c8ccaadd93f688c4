use axum::body::Body;
use http::{Method, Request, StatusCode};

use super::app::{Answer, HOME, TestApp};

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

/// Signs in as Ada on a device with this cookie.
async fn on_device(app: &TestApp, device: &str, password: &str) -> Answer {
    let request = Request::builder().method(Method::POST).uri("/signin").header("origin", HOME);
    let request = request.header("cookie", device).header("content-type", "application/x-www-form-urlencoded");
    app.answer(request.body(Body::from(format!("email=ada@example.org&password={password}"))).unwrap()).await
}

#[tokio::test]
async fn on_a_device_of_hers_she_comes_in_while_strangers_guess() {
    let app = TestApp::with(&[("TF_LIMITS", "sign_in_by_account=2/3600, sign_in_by_address=1000/60")]).await;
    app.person("ada").await;
    let right = "four+quiet+words+here";
    let answer = on_device(&app, "", right).await;
    let device = answer.cookies.iter().find(|cookie| cookie.starts_with("tf_device=")).expect("a cookie of the device");
    assert!(device.contains("HttpOnly") && device.contains("Max-Age=31536000"), "{device}");
    let device = device.split(';').next().unwrap();
    while on_device(&app, "", "not+this+one").await.status != StatusCode::TOO_MANY_REQUESTS {}
    assert_eq!(on_device(&app, "", right).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(on_device(&app, "tf_device=invented", right).await.status, StatusCode::TOO_MANY_REQUESTS);
    let answer = on_device(&app, device, right).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(answer.cookies.iter().any(|cookie| cookie.starts_with(&format!("{device};"))), "it keeps what it has");
    // It is told beside the answer.
    while app.mails.subjects().is_empty() {
        app.run_jobs().await;
    }
    assert_eq!(app.mails.subjects(), ["Somebody tried many passwords for your account"]);
}

#[tokio::test]
async fn a_long_passphrase_is_kept_whole() {
    let app = TestApp::new().await;
    let long = "quiet words ".repeat(17)[..200].replace(' ', "+");
    let form = format!("name=Eva&handle=eva&email=eva@example.org&zone=UTC&password={long}");
    assert_eq!(app.post("/signup", None, &form).await.status, StatusCode::SEE_OTHER);
    let comes_in = async |password: &str| {
        let answer = app.post("/signin", None, &format!("email=eva@example.org&password={password}")).await;
        answer.status == StatusCode::SEE_OTHER
    };
    assert!(!comes_in(&long[..199]).await, "the last sign counts too");
    assert!(comes_in(&long).await);
}

/// Of a name that is sent twice the first counts, and what stands in the address is no field of the form.
#[tokio::test]
async fn a_field_that_is_sent_twice_is_what_it_was_first() {
    let app = TestApp::new().await;
    app.person("ada").await;
    let twice = app.post("/signin", None, &format!("email=ada@example.org&email=eva@example.org{FORM}")).await;
    assert_eq!(twice.status, StatusCode::SEE_OTHER);
    let other_way = app.post("/signin", None, &format!("email=eva@example.org&email=ada@example.org{FORM}")).await;
    assert_eq!(other_way.status, StatusCode::CONFLICT);
    let in_address = app.post("/signin?email=ada@example.org", None, FORM.trim_start_matches('&')).await;
    assert_eq!(in_address.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn whoever_signs_out_leaves_nothing_in_the_browser() {
    let app = TestApp::new().await;
    let (_, session) = app.person("ada").await;
    let answer = app.post("/signout", Some(&session), "").await;
    assert_eq!(answer.headers["clear-site-data"], r#""cache", "storage""#);
}
