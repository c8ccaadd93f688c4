//! The second step of signing in, from setting it up to its code.

use std::collections::BTreeMap;

use axum::body::Body;
use chrono::TimeDelta;
use http::{Method, Request, StatusCode, header};
use totp_rs::{Builder, Secret, Totp};

use super::app::{Answer, HOME, TestApp};

const FACTORS: &str = "/settings/security/factors";
const SIGN_IN: &str = "email=ada@example.org&password=four+quiet+words+here&next=%2Fbookings";

/// Keeps cookies, and follows nothing.
struct Browser<'a> {
    app: &'a TestApp,
    cookies: BTreeMap<String, String>,
}

impl<'a> Browser<'a> {
    fn new(app: &'a TestApp) -> Self {
        Self { app, cookies: BTreeMap::new() }
    }

    async fn send(&mut self, method: Method, path: &str, form: &str) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::ORIGIN, HOME)
            .header(header::COOKIE, cookies.join("; "))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = self.app.answer(request.body(Body::from(form.to_owned())).unwrap()).await;
        for cookie in &answer.cookies {
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.into(), value.into());
        }
        answer
    }

    async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, "").await
    }

    async fn post(&mut self, path: &str, form: &str) -> Answer {
        self.send(Method::POST, path, form).await
    }

    async fn is_in(&mut self) -> bool {
        self.get("/settings").await.status == StatusCode::OK
    }

    /// Signs in with the password and sets an app up. Answers it, and the recovery codes.
    async fn sets_up(&mut self) -> (Totp, Vec<String>) {
        assert_eq!(self.post("/signin", SIGN_IN).await.location.as_deref(), Some("/bookings"));
        assert_eq!(self.post(FACTORS, "action=begin").await.status, StatusCode::SEE_OTHER);
        let page = self.get(FACTORS).await.body;
        let key = between(&page, "aria-label=\"The key for your app\"><code>", "<").replace(' ', "");
        assert!(page.contains("class=\"tf-qr\""));
        let secret = Secret::try_from_base32(&key).unwrap();
        let app = Builder::new().with_secret(secret).build().unwrap();
        let sheet = self.post(FACTORS, &format!("action=confirm&second_code={}", self.shown(&app))).await;
        assert_eq!(sheet.status, StatusCode::OK);
        let list = between(&sheet.body, "<ol class=\"tf-codes\">", "</ol>");
        let codes: Vec<String> =
            list.split("<li>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect();
        self.app.ctx.clock.advance(TimeDelta::minutes(1));
        (app, codes)
    }

    fn shown(&self, app: &Totp) -> String {
        app.generate(u64::try_from(self.app.ctx.now().timestamp()).unwrap()).to_string()
    }
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("no {start} in {text}"));
    rest.split_once(end).unwrap().0
}

#[tokio::test]
async fn the_password_leads_to_the_second_step_and_opens_nothing_alone() {
    let app = TestApp::new().await;
    app.person("ada").await;
    let (totp, codes) = Browser::new(&app).sets_up().await;
    assert_eq!(codes.len(), 10);

    let mut browser = Browser::new(&app);
    let half = browser.post("/signin", SIGN_IN).await;
    assert_eq!((half.status, half.location.as_deref()), (StatusCode::SEE_OTHER, Some("/signin/second")));
    assert!(!half.cookies.iter().any(|cookie| cookie.starts_with("tf=")), "{:?}", half.cookies);
    assert!(!half.cookies.iter().any(|cookie| cookie.starts_with("tf_device=")), "the device is not known yet");
    let cookie = half.cookies.iter().find(|cookie| cookie.starts_with("tf_half=")).unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("Max-Age=600"), "{cookie}");
    assert!(!browser.is_in().await);
    let page = browser.get("/signin/second").await;
    assert!(page.body.contains("autocomplete=\"one-time-code\"") && page.body.contains("name=\"second_code\""));

    let wrong = browser.post("/signin/second", "second_code=AAAA-AAAA-AAAA-AAAA-AAAA-AAAA").await;
    assert_eq!(wrong.status, StatusCode::CONFLICT);
    assert!(wrong.body.contains("not right") && !wrong.body.contains("AAAA-AAAA"));
    let missing = browser.post("/signin/second", "second_code=12").await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!browser.is_in().await);

    let code = browser.shown(&totp);
    let right = browser.post("/signin/second", &format!("second_code={code}")).await;
    assert_eq!((right.status, right.location.as_deref()), (StatusCode::SEE_OTHER, Some("/bookings")));
    assert!(right.cookies.iter().any(|cookie| cookie.starts_with("tf_half=; ") && cookie.contains("Max-Age=0")));
    assert!(browser.is_in().await);
}

#[tokio::test]
async fn without_the_first_step_there_is_no_second() {
    let app = TestApp::new().await;
    app.person("ada").await;
    let (totp, _) = Browser::new(&app).sets_up().await;
    for planted in ["", "tooshort", &"x".repeat(48)] {
        let mut browser = Browser::new(&app);
        browser.cookies.insert("tf_half".into(), planted.into());
        assert!(browser.get("/signin/second").await.body.contains("Please sign in again"));
        let answer = browser.post("/signin/second", &format!("second_code={}", browser.shown(&totp))).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{planted}");
        assert!(!browser.is_in().await);
    }
}

#[tokio::test]
async fn what_is_delicate_asks_for_the_code_too() {
    let app = TestApp::new().await;
    app.person("ada").await;
    let mut browser = Browser::new(&app);
    let (totp, codes) = browser.sets_up().await;
    app.ctx.clock.advance(TimeDelta::minutes(10));
    let asked = browser.post(FACTORS, "action=remove").await;
    assert_eq!(asked.status, StatusCode::CONFLICT);
    assert!(asked.body.contains("name=\"confirm_password\"") && asked.body.contains("name=\"confirm_code\""));
    let form = "action=remove&confirm_password=four+quiet+words+here";
    for code in ["", "&confirm_code=000", "&confirm_code=AAAA-AAAA-AAAA-AAAA-AAAA-AAAA"] {
        let refused = browser.post(FACTORS, &format!("{form}{code}")).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{code}");
        assert!(refused.body.contains("name=\"confirm_code\"") && !refused.body.contains("AAAA-AAAA"), "{code}");
    }
    let by_code_alone = format!("action=remove&confirm_code={}", browser.shown(&totp));
    assert_eq!(browser.post(FACTORS, &by_code_alone).await.status, StatusCode::CONFLICT);
    let done = browser.post(FACTORS, &format!("{form}&confirm_code={}", codes[0])).await;
    assert_eq!(done.location.as_deref(), Some(FACTORS));
    assert_eq!(Browser::new(&app).post("/signin", SIGN_IN).await.location.as_deref(), Some("/bookings"));
    app.run_jobs().await;
    let subjects = app.mails.subjects();
    let told =
        ["A recovery code of yours was used", "Signing in at TutorForge has a", "Your second step at TutorForge has"];
    for (subject, start) in subjects.iter().zip(told) {
        assert!(subject.starts_with(start), "{subjects:?}");
    }
    assert_eq!(subjects.len(), told.len());
}

#[tokio::test]
async fn by_https_the_cookie_is_bound_to_this_host() {
    let app = TestApp::by_https().await;
    app.person("ada").await;
    let sql = "INSERT INTO accounts.authenticator (person_id, secret, sealed_by, begun_at, confirmed_at)
               SELECT id, decode(repeat('00', 60), 'hex'), 'test', now(), now() FROM accounts.person";
    sqlx::query(sql).execute(&app.ctx.db).await.unwrap();
    let half = app.post("/signin", None, SIGN_IN).await;
    assert_eq!(half.location.as_deref(), Some("/signin/second"));
    let cookie = half.cookies.iter().find(|cookie| cookie.contains("tf_half=")).unwrap();
    assert!(cookie.starts_with("__Host-tf_half=") && cookie.ends_with("; Secure"), "{cookie}");
}

#[tokio::test]
async fn whose_role_asks_for_one_is_led_to_set_it_up() {
    let app = TestApp::new().await;
    app.person_with_role("ada", "admin").await;
    let mut browser = Browser::new(&app);
    let refused = {
        browser.post("/signin", SIGN_IN).await;
        browser.post("/admin/permissions", "role=admin").await
    };
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.body.contains("a second step of your own first"));
    let (totp, _) = browser.sets_up().await;
    assert_eq!(browser.post("/admin/permissions", "role=moderator").await.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.get("/admin/people").await.status, StatusCode::OK);

    let mia = app.person_with_role("mia", "moderator").await;
    for path in ["/admin", "/admin/ranking"] {
        let answer = app.get(path, Some(&mia)).await;
        assert_eq!(answer.location.as_deref(), Some(FACTORS), "{path}");
    }
    assert_eq!(app.get("/admin/people", Some(&mia)).await.status, StatusCode::FORBIDDEN, "that she never could");
    assert_eq!(app.post("/admin/ranking", Some(&mia), "").await.location.as_deref(), Some(FACTORS));
    let page = app.get(FACTORS, Some(&mia)).await.body;
    assert!(page.contains("Your role asks for a second step") && !page.contains("href=\"/admin\""));
    let mut hers = Browser::new(&app);
    let came = hers.post("/signin", &SIGN_IN.replace("ada@", "mia@")).await;
    assert_eq!(came.location.as_deref(), Some(FACTORS), "before anything else");
    assert_eq!(hers.get("/bookings").await.status, StatusCode::OK, "what everybody may do stays open");
    // The admin's own way in goes on as it was.
    let mut again = Browser::new(&app);
    again.post("/signin", SIGN_IN).await;
    let code = again.shown(&totp);
    assert_eq!(
        again.post("/signin/second", &format!("second_code={code}")).await.location.as_deref(),
        Some("/bookings")
    );
}
