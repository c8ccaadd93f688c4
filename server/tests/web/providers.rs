//! Coming in by GitHub, from the button to the session, with a small GitHub on this machine.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use axum::{
    Json, Router,
    body::Body,
    extract::State,
    routing::{get, post},
};
use chrono::TimeDelta;
use contract::CommandKey;
use http::{Method, Request, StatusCode, header};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::app::{Answer, HOME, TestApp};

/// Number, address, and whether GitHub has seen that its mail arrives.
type Octocat = (u64, &'static str, bool);

async fn github(person: Octocat) -> (String, Arc<Mutex<Octocat>>) {
    let told = Arc::new(Mutex::new(person));
    let router = Router::new()
        .route("/login/oauth/access_token", post(async || Json(json!({ "access_token": "x" }))))
        .route(
            "/user",
            get(async |State(told): State<Arc<Mutex<Octocat>>>| {
                Json(json!({ "id": told.lock().unwrap().0, "login": "octo.cat", "name": "Octo Cat" }))
            }),
        )
        .route(
            "/user/emails",
            get(async |State(told): State<Arc<Mutex<Octocat>>>| {
                let (_, email, verified) = *told.lock().unwrap();
                Json(json!([{ "email": email, "primary": true, "verified": verified }])) as Json<Value>
            }),
        )
        .with_state(told.clone());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let site = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (site, told)
}

struct Scene {
    app: TestApp,
    told: Arc<Mutex<Octocat>>,
    site: String,
}

impl Scene {
    async fn new(person: Octocat) -> Self {
        let (site, told) = github(person).await;
        let app = TestApp::with_providers(&[
            ("TF_SIGNIN", "github"),
            ("TF_SIGNIN_GITHUB_KIND", "github"),
            ("TF_SIGNIN_GITHUB_CLIENT_ID", "tutors"),
            ("TF_SIGNIN_GITHUB_CLIENT_SECRET", "hunter2"),
            ("TF_SIGNIN_GITHUB_URL", &site),
            ("TF_SIGNIN_GITHUB_API_URL", &site),
        ])
        .await;
        Self { app, told, site }
    }

    fn browser(&self) -> Browser<'_> {
        Browser { scene: self, cookies: BTreeMap::new() }
    }
}

/// Keeps cookies, and follows nothing.
struct Browser<'a> {
    scene: &'a Scene,
    cookies: BTreeMap<String, String>,
}

impl Browser<'_> {
    async fn send(&mut self, method: Method, path: &str, form: &str) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::ORIGIN, HOME)
            .header(header::COOKIE, cookies.join("; "))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = self.scene.app.answer(request.body(Body::from(form.to_owned())).unwrap()).await;
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

    /// To GitHub; the answer is the address to come back to.
    async fn leaves(&mut self, next: &str) -> String {
        let away = self.get(&format!("/signin/with/github?next={next}")).await;
        assert_eq!(away.status, StatusCode::SEE_OTHER);
        callback(&away.location.unwrap(), &self.scene.site)
    }

    /// There and back; the answer is where that leads.
    async fn comes(&mut self, next: &str) -> String {
        let back = self.leaves(next).await;
        self.get(&back).await.location.unwrap()
    }

    async fn is_in(&mut self) -> bool {
        self.get("/settings").await.status == StatusCode::OK
    }
}

/// The way back from an address that leads to GitHub.
fn callback(away: &str, site: &str) -> String {
    assert!(away.starts_with(&format!("{site}/login/oauth/authorize?")), "{away}");
    assert!(away.contains("redirect_uri=http%3A%2F%2F127.0.0.1%3A3000%2Fsignin%2Fback%2Fgithub"), "{away}");
    let state = away.split("state=").nth(1).unwrap().split('&').next().unwrap();
    format!("/signin/back/github?code=a-code&state={state}")
}

fn join(scene: &Scene, handle: &str, more: &str) -> String {
    let key = CommandKey(scene.app.ctx.id());
    format!("action=join&key={key}&name=Octo&handle={handle}&zone=UTC{more}")
}

#[tokio::test]
async fn a_stranger_joins_and_comes_back() {
    let scene = Scene::new((1, "octocat@example.org", true)).await;
    let mut browser = scene.browser();
    for page in ["/signin?next=%2Fbookings", "/signup?next=%2Fbookings"] {
        let page = browser.get(page).await.body;
        assert!(
            page.contains("href=\"/signin/with/github?next=%2Fbookings\"") && page.contains("Continue with GitHub")
        );
    }
    assert_eq!(browser.comes("%2Fbookings").await, "/signin/join");
    assert!(!browser.is_in().await);
    let page = browser.get("/signin/join").await.body;
    for part in ["octocat@example.org", "value=\"octo-cat\"", "value=\"Octo Cat\""] {
        assert!(page.contains(part), "{part} in {page}");
    }
    let taken = browser.post("/signin/join", &join(&scene, "x", "")).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    let joined = browser.post("/signin/join", &join(&scene, "octo", "")).await;
    assert_eq!((joined.status, joined.location.as_deref()), (StatusCode::SEE_OTHER, Some("/bookings")));
    assert!(browser.is_in().await);

    let mut another = scene.browser();
    assert_eq!(another.comes("%2Fteach").await, "/teach");
    assert!(another.is_in().await);
    scene.app.run_jobs().await;
    assert!(scene.app.mails.subjects().is_empty(), "there is nothing to confirm");
}

#[tokio::test]
async fn the_cookie_of_the_way_is_of_this_host_alone_and_its_state_good_once() {
    let scene = Scene::new((1, "octocat@example.org", true)).await;
    let mut browser = scene.browser();
    let away = browser.get("/signin/with/github").await;
    let cookie = away.cookies.iter().find(|cookie| cookie.starts_with("tf_way=")).unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Max-Age=1800"));
    let back = callback(&away.location.unwrap(), &scene.site);
    let failed = |answer: Answer| {
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        answer.location.unwrap()
    };
    let lost = "/signin/failed?why=WayLost&with=github&next=%2F";
    assert_eq!(failed(scene.browser().get(&back).await), lost, "another browser");
    // Another tab begins a way of its own; both are good.
    let second = browser.leaves("%2F").await;
    assert_eq!(failed(browser.get(&back).await), "/signin/join");
    assert_eq!(failed(browser.get(&back).await), lost, "twice");
    assert_eq!(failed(browser.get(&second).await), lost, "of a browser that has become somebody");
}

#[tokio::test]
async fn a_page_says_kindly_what_went_wrong() {
    let scene = Scene::new((1, "octocat@example.org", true)).await;
    let mut browser = scene.browser();
    let back = browser.leaves("%2Fbookings").await;
    let denied = back.replace("code=a-code", "error=access_denied");
    let to = browser.get(&denied).await.location.unwrap();
    assert_eq!(to, "/signin/failed?why=ProviderDenied&with=github&next=%2Fbookings");
    let page = browser.get(&to).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("You turned back") && page.body.contains("/signin/with/github?next=%2Fbookings"));
    for (address, says) in [
        ("why=WayLost&with=github", "This way has run out"),
        ("why=ProviderAway&with=github", "No answer from GitHub"),
        ("why=ProviderNonsense&with=github", "That was not GitHub"),
        ("why=SlotTaken&with=github", "That did not work"),
        ("why=%3Cscript%3E&with=%3Cscript%3E&next=%2F%2Fevil.example", "That did not work"),
    ] {
        let page = browser.get(&format!("/signin/failed?{address}")).await;
        assert!(page.body.contains(says), "{address}");
        assert!(!page.body.contains("evil.example") && !page.body.contains("<script>"), "{address}");
    }
    assert!(browser.get("/signin/with/nobody").await.location.unwrap().starts_with("/signin/failed?why=&"));
    assert!(browser.get("/signin/join").await.body.contains("This way has run out"));
}

#[tokio::test]
async fn an_account_with_the_address_is_only_linked_by_whoever_opens_it() {
    let scene = Scene::new((1, "ada@example.org", true)).await;
    let (ada, _) = scene.app.person("ada").await;
    let mut browser = scene.browser();
    assert_eq!(browser.comes("%2Fbookings").await, "/signin/join");
    assert!(!browser.is_in().await, "nobody is let in by an address");
    let page = browser.get("/signin/join").await.body;
    assert!(page.contains("There is an account with ada@example.org") && !page.contains("name=\"handle\""));
    let refused = browser.post("/signin/join", &join(&scene, "eve", "")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let link = format!("action=link&key={}", CommandKey(scene.app.ctx.id()));
    let visitor = browser.post("/signin/join", &link).await;
    assert!(visitor.location.unwrap().starts_with("/signin?next="), "a visitor links nothing");

    let form = "email=ada@example.org&password=four+quiet+words+here&next=%2Fsignin%2Fjoin";
    assert_eq!(browser.post("/signin", form).await.location.as_deref(), Some("/signin/join"));
    assert!(browser.get("/signin/join").await.body.contains("Link GitHub with my account"));
    assert_eq!(browser.post("/signin/join", &link).await.location.as_deref(), Some("/bookings"));
    assert_eq!(scene.browser().comes("%2F").await, "/");
    scene.app.run_jobs().await;
    assert_eq!(scene.app.mails.subjects(), ["GitHub opens your account at TutorForge now"]);
    let owner = "SELECT person_id FROM accounts.identity WHERE provider = 'github' AND subject = '1'";
    let owner: uuid::Uuid = sqlx::query_scalar(owner).fetch_one(&scene.app.ctx.db).await.unwrap();
    assert_eq!(owner, ada.0);
}

#[tokio::test]
async fn who_claims_an_address_is_answered_alike_whether_it_has_an_account_or_not() {
    let scene = Scene::new((1, "ada@example.org", false)).await;
    scene.app.person("ada").await;
    let mut answers = Vec::new();
    for (number, email, handle) in [(1, "ada@example.org", "eve-one"), (2, "eva@example.org", "eve-two")] {
        *scene.told.lock().unwrap() = (number, email, false);
        let mut browser = scene.browser();
        assert_eq!(browser.comes("%2F").await, "/signin/join");
        let page = browser.get("/signin/join").await.body;
        assert!(page.contains("name=\"email\"") && !page.contains("There is an account"), "{email}");
        let joined = browser.post("/signin/join", &join(&scene, handle, &format!("&email={email}"))).await;
        answers.push((joined.status, joined.location, browser.is_in().await));
    }
    assert_eq!(answers[0], answers[1]);
    scene.app.run_jobs().await;
    let subjects = scene.app.mails.subjects();
    assert_eq!(subjects, ["Somebody tried to use your address at TutorForge", "Welcome to TutorForge, Octo"]);
}

#[tokio::test]
async fn a_link_is_a_form_of_ours_that_needs_the_password_and_ends_in_its_session() {
    let scene = Scene::new((1, "octocat@example.org", true)).await;
    let (_, session) = scene.app.person("ada").await;
    let mut browser = scene.browser();
    browser.cookies.insert("tf".into(), session);
    let path = "/settings/security/providers";
    let form = format!("action=link&provider=github&key={}", CommandKey(scene.app.ctx.id()));
    scene.app.ctx.clock.advance(TimeDelta::minutes(10));
    let asked = browser.post(path, &form).await;
    assert_eq!(asked.status, StatusCode::CONFLICT);
    assert!(asked.body.contains("name=\"confirm_password\""));
    let leaving = browser.post(path, &format!("{form}&confirm_password=four+quiet+words+here")).await;
    assert_eq!(leaving.status, StatusCode::OK);
    let refresh = leaving.body.split("content=\"0;url=").nth(1).expect("it goes on by itself");
    let away = refresh.split('"').next().unwrap().replace("&amp;", "&");
    let back = callback(&away, &scene.site);
    let stranger = scene.browser().get(&back).await.location.unwrap();
    assert!(stranger.starts_with("/signin/failed?why=WayLost"), "{stranger}");
    assert_eq!(browser.get(&back).await.location.as_deref(), Some(path));
    let page = browser.get(path).await.body;
    assert!(page.contains("octocat@example.org") && page.contains("Opens your account"));
    let id: uuid::Uuid =
        sqlx::query_scalar("SELECT id FROM accounts.identity").fetch_one(&scene.app.ctx.db).await.unwrap();
    let unlinked = browser.post(path, &format!("action=unlink&identity={id}")).await;
    assert_eq!(unlinked.location.as_deref(), Some(path));
    scene.app.run_jobs().await;
    assert_eq!(scene.app.mails.subjects().len(), 2);
}

#[tokio::test]
async fn coming_in_is_not_showing_anew_that_it_is_them() {
    let scene = Scene::new((1, "octocat@example.org", true)).await;
    let mut browser = scene.browser();
    browser.comes("%2F").await;
    browser.post("/signin/join", &join(&scene, "octo", "")).await;
    browser.comes("%2F").await;
    let form = "action=email&email=new@example.org";
    let asked = browser.post("/settings/security", form).await;
    assert_eq!(asked.status, StatusCode::CONFLICT);
    assert!(asked.body.contains("Continue with GitHub") && !asked.body.contains("confirm_password"));
    let leaving = "provider=github&next=%2Fsettings%2Fsecurity&waits=action%3Demail%26email%3Dnew%2540example.org";
    let leaving = browser.post("/sudo", leaving).await;
    let away = leaving.body.split("content=\"0;url=").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&");
    let before = browser.cookies["tf"].clone();
    let to = browser.get(&callback(&away, &scene.site)).await.location.unwrap();
    assert!(to.starts_with("/sudo?departure="), "{to}");
    assert_ne!(browser.cookies["tf"], before, "the session has a new id");
    let go_on = browser.get(&to).await.body;
    assert!(go_on.contains("action=\"/settings/security\"") && go_on.contains("value=\"new@example.org\""));
    let asked = browser.post("/settings/security", form).await;
    assert_eq!(asked.location.as_deref(), Some("/settings/security"));
}

#[tokio::test]
async fn where_nobody_vouches_there_is_no_button() {
    let app = TestApp::new().await;
    let (_, session) = app.person("ada").await;
    for path in ["/signin", "/signup"] {
        assert!(!app.get(path, None).await.body.contains("Continue with"), "{path}");
    }
    assert!(!app.get("/settings/security", Some(&session)).await.body.contains("Linked sign-ins"));
    assert!(app.get("/settings/security/providers", Some(&session)).await.body.contains("nobody to link"));
}
