//! The real router on a database of its own, with a clock that stands still and a post box that remembers.

use std::{
    io,
    sync::{Arc, Mutex},
};

use adapters::InProcessLimits;
use async_trait::async_trait;
use axum::{Router, body::Body, response::Response};
use chrono::{DateTime, TimeZone, Utc};
use contract::UserId;
use domain::{
    Clock, Ctx,
    accounts::{self, Breached, Hasher, NewPerson, Role, sessions, sessions::Stored},
    ports::{Mail, MailError, Mailer},
};
use http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use leptos::config::LeptosOptions;
use metrics_exporter_prometheus::PrometheusBuilder;
use server::{
    compose,
    config::{Config, Role as Process},
    jobs,
    router::router,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tower::ServiceExt;

pub const HOME: &str = "http://127.0.0.1:3000";
const HTTPS_HOME: &str = "https://tutors.example.org";
pub const KEYS: &str = "test:YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXowMTIzNDU=";

pub struct TestApp {
    pub ctx: Ctx,
    pub mails: Arc<KeptMails>,
    router: Router,
    home: &'static str,
    _database: testkit::Database,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub location: Option<String>,
    /// As they are set.
    pub cookies: Vec<String>,
    pub headers: HeaderMap,
    pub body: String,
}

impl TestApp {
    /// In development, on Monday 2 March 2026, 09:00 UTC.
    pub async fn new() -> Self {
        Self::in_setting("development").await
    }

    pub async fn in_setting(setting: &str) -> Self {
        Self::reached_at(HOME, setting, &[]).await
    }

    /// In development, with more in its environment.
    pub async fn with(more: &[(&str, &str)]) -> Self {
        Self::reached_at(HOME, "development", more).await
    }

    /// In production, where people reach it by https.
    pub async fn by_https() -> Self {
        Self::by_https_with(&[]).await
    }

    /// The same, with more in its environment.
    pub async fn by_https_with(more: &[(&str, &str)]) -> Self {
        Self::reached_at(HTTPS_HOME, "production", more).await
    }

    /// In development, where others vouch for people.
    pub async fn with_providers(vars: &[(&str, &str)]) -> Self {
        // Another test of this process was first.
        _ = rustls::crypto::ring::default_provider().install_default();
        Self::with(vars).await
    }

    async fn reached_at(home: &'static str, setting: &str, more: &[(&str, &str)]) -> Self {
        let database = testkit::Database::new().await;
        let mails = Arc::new(KeptMails::default());
        let clock = Clock::standing(monday());
        let vars =
            [("TF_ENV", setting), ("DATABASE_URL", database.url()), ("TF_PUBLIC_URL", home), ("SMTP_URL", "smtps://x")];
        let vars = vars
            .iter()
            .chain(&[("TF_SECRET_KEYS", KEYS)])
            .chain(more)
            .map(|(k, v)| ((*k).into(), (*v).into()))
            .collect();
        let config = Config::read(&vars, Process::Service).unwrap();
        let ctx = Ctx {
            db: database.pool().clone(),
            jobs: Arc::new(jobs::Queue::new(clock.clone(), database.pool().clone())),
            clock,
            mailer: mails.clone(),
            limits: Arc::new(InProcessLimits::new(&config.limits)),
            beside: None,
            hasher: Hasher::cheap().unwrap(),
            breached: Breached::default(),
            providers: compose::providers(&config).unwrap(),
            rooms: std::sync::Arc::new(domain::ports::NoRooms),
            seals: config.seals.clone(),
            admission: config.admission,
            live: domain::live::Live::default(),
            public_url: home.into(),
            origin: domain::Origin::default(),
        };
        let options = LeptosOptions::builder().output_name("tutorforge").site_root("/nowhere").build();
        let recorder = PrometheusBuilder::new().build_recorder().handle();
        let router = router(&config, ctx.clone(), None, recorder, options);
        Self { ctx, mails, router, home, _database: database }
    }

    /// A request as a browser on our own page sends it, by whoever holds the session.
    pub async fn send(&self, method: Method, path: &str, session: Option<&str>, form: Option<&str>) -> Answer {
        let request = Request::builder().method(method).uri(path).header(header::ORIGIN, self.home);
        let request = match session {
            Some(session) => request.header(header::COOKIE, format!("{}={session}", self.session_cookie())),
            None => request,
        };
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.answer(request.body(Body::from(form.unwrap_or_default().to_owned())).unwrap()).await
    }

    fn session_cookie(&self) -> &'static str {
        if self.home == HTTPS_HOME { "__Host-tf" } else { "tf" }
    }

    pub async fn get(&self, path: &str, session: Option<&str>) -> Answer {
        self.send(Method::GET, path, session, None).await
    }

    pub async fn post(&self, path: &str, session: Option<&str>, form: &str) -> Answer {
        self.send(Method::POST, path, session, Some(form)).await
    }

    /// A form with files: field, name of the file (none for a plain field), content.
    pub async fn post_files(&self, path: &str, session: Option<&str>, parts: &[(&str, Option<&str>, &[u8])]) -> Answer {
        let request = Request::builder().method(Method::POST).uri(path).header(header::ORIGIN, HOME);
        let request = match session {
            Some(session) => request.header(header::COOKIE, format!("tf={session}")),
            None => request,
        };
        let request = request.header(header::CONTENT_TYPE, MULTIPART);
        self.answer(request.body(Body::from(multipart(parts))).unwrap()).await
    }

    /// The beginning of an answer that goes on.
    pub async fn begin(&self, path: &str, session: Option<&str>) -> Response {
        let request = Request::builder().uri(path);
        let request = match session {
            Some(session) => request.header(header::COOKIE, format!("{}={session}", self.session_cookie())),
            None => request,
        };
        self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
    }

    /// Any request at all.
    pub async fn answer(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let location = response.headers().get(header::LOCATION).map(|l| l.to_str().unwrap().to_owned());
        let cookies = response.headers().get_all(header::SET_COOKIE);
        let cookies = cookies.iter().map(|cookie| cookie.to_str().unwrap().to_owned()).collect();
        let headers = response.headers().clone();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        Answer { status, location, cookies, headers, body: String::from_utf8_lossy(&bytes).into_owned() }
    }

    /// A form sent over a real connection, which is asked for its health after it: all that came back.
    pub async fn over_the_wire(&self, path: &str, form: &str) -> io::Result<String> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let mut stream = TcpStream::connect(listener.local_addr()?).await?;
        let server = tokio::spawn(axum::serve(listener, self.router.clone()).into_future());
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nOrigin: {}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
            self.home,
            form.len()
        );
        stream.write_all(head.as_bytes()).await?;
        stream.write_all(form.as_bytes()).await?;
        stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        server.abort();
        Ok(answer)
    }

    /// Runs every job that is due.
    pub async fn run_jobs(&self) {
        jobs::run_due(&self.ctx, &compose::registry()).await.unwrap();
    }

    /// A person with a session; the answer is its cookie.
    pub async fn person(&self, handle: &str) -> (UserId, String) {
        let person = NewPerson {
            email: format!("{handle}@example.org"),
            handle: handle.into(),
            name: handle.to_uppercase(),
            about: String::new(),
            zone: "UTC".into(),
            password: "four quiet words here".into(),
            role: Role::Member,
        };
        let id = accounts::create(&self.ctx, person).await.unwrap();
        let session = tower_sessions::session::Id::default().to_string();
        let stored = Stored {
            id: session.clone(),
            person: id,
            seat: sessions::Seat::new(&self.ctx),
            body: serde_json::json!({ "person": id, "confirmed_at": self.ctx.now() }),
        };
        assert!(sessions::insert(&self.ctx, &stored).await.unwrap());
        (id, session)
    }

    /// Somebody with that role; the answer is their session.
    pub async fn person_with_role(&self, handle: &str, role: &str) -> String {
        let (id, session) = self.person(handle).await;
        let sql = "UPDATE accounts.person SET role = $2 WHERE id = $1";
        sqlx::query(sql).bind(id.0).bind(role).execute(&self.ctx.db).await.unwrap();
        session
    }

    /// Somebody who teaches algebra every day from 8:00 to 20:00 UTC; the answer is their session.
    pub async fn tutor(&self, handle: &str) -> String {
        let (id, session) = self.person(handle).await;
        for sql in [
            "INSERT INTO tutors.tutor (person_id, headline, about, price_minor, currency, published, created_at)
             VALUES ($1, 'Algebra, step by step', 'Patient and exact.', 3000, 'EUR', true, now())",
            "INSERT INTO tutors.specialty (tutor_id, subject, level) VALUES ($1, 'algebra', 'school')",
            "INSERT INTO tutors.hours (tutor_id, weekday, starts, ends) SELECT $1, d, 480, 1200 FROM generate_series(1, 7) d",
            "WITH made AS (INSERT INTO tutors.offering (id, tutor_id, kind, title, before_minutes, created_at)
                           VALUES (gen_random_uuid(), $1, 'single', 'Lesson', 10, now()) RETURNING id)
             INSERT INTO tutors.offering_length (offering_id, minutes, price_minor) SELECT id, 60, 3000 FROM made",
        ] {
            sqlx::query(sql).bind(id.0).execute(&self.ctx.db).await.unwrap();
        }
        session
    }
}

pub const MULTIPART: &str = "multipart/form-data; boundary=xBoundaryx";

/// The body of a form with files.
pub fn multipart(parts: &[(&str, Option<&str>, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (field, file, content) in parts {
        let file = file.map(|name| format!("; filename=\"{name}\"\r\nContent-Type: application/octet-stream"));
        let head = format!("Content-Disposition: form-data; name=\"{field}\"{}", file.unwrap_or_default());
        body.extend_from_slice(format!("--xBoundaryx\r\n{head}\r\n\r\n").as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--xBoundaryx--\r\n");
    body
}

pub fn monday() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 2, 9, 0, 0).unwrap()
}

/// Tuesday 10:00, within every tutor's hours.
pub const TUESDAY: &str = "2026-03-03T10:00:00Z";

#[derive(Default)]
pub struct KeptMails(pub Mutex<Vec<Mail>>);

impl KeptMails {
    pub fn subjects(&self) -> Vec<String> {
        let mut subjects: Vec<_> = self.0.lock().unwrap().iter().map(|mail| mail.subject.clone()).collect();
        subjects.sort();
        subjects
    }
}

#[async_trait]
impl Mailer for KeptMails {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        self.0.lock().unwrap().push(mail.clone());
        Ok(())
    }
}
