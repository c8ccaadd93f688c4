//! `tutorforge serve`, and what a test asks it over its socket.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use serde_json::Value;
use testkit::Database;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::{Instant, sleep},
};

/// Longer than anything here takes, on a busy machine too.
pub(super) const SOON: Duration = Duration::from_secs(30);

/// Killed with `kill -9` when it is dropped.
pub(super) struct Program {
    pub(super) address: SocketAddr,
    process: Process,
    log: Log,
}

impl Program {
    /// In development, on a port that nobody has, when it is ready.
    pub(super) async fn serve(database: &Database, more: &[(&str, &str)]) -> Self {
        let mut process = Process::start(database, more);
        let log = Log::of(&mut process.0);
        until("it listens", async || log.find("serving").len() == 1).await;
        let address = log.find("serving")[0]["address"].as_str().unwrap().parse().unwrap();
        until("it is ready", async || get(address, "/readyz").await.status == 200).await;
        Self { address, process, log }
    }

    pub(super) async fn get(&self, path: &str) -> Answer {
        get(self.address, path).await
    }

    /// As a browser sends a form of our own.
    pub(super) async fn post(&self, path: &str, form: &str) -> Answer {
        self.post_as("", path, form).await
    }

    /// The same by whoever has these cookies.
    pub(super) async fn post_as(&self, cookies: &str, path: &str, form: &str) -> Answer {
        let head = "Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded";
        let (length, address) = (form.len(), self.address);
        let head = format!("{head}\r\nCookie: {cookies}\r\nContent-Length: {length}");
        ask(address, &format!("POST {path} HTTP/1.0\r\n{head}\r\n\r\n{form}")).await
    }

    pub(super) async fn get_as(&self, cookies: &str, path: &str) -> Answer {
        ask(self.address, &format!("GET {path} HTTP/1.0\r\nCookie: {cookies}\r\n\r\n")).await
    }

    /// The lines of its log with this message.
    pub(super) fn log(&self, message: &str) -> Vec<Value> {
        self.log.find(message)
    }

    /// Asks it to end.
    pub(super) fn stop(&self) {
        let kill = format!("kill -TERM {}", self.process.0.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
    }

    pub(super) async fn ended(&mut self, within: Duration) -> ExitStatus {
        let deadline = Instant::now() + within;
        loop {
            if let Some(status) = self.process.0.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < deadline, "it still runs");
            sleep(Duration::from_millis(20)).await;
        }
    }
}

pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: String,
    head: String,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> &str {
        let mut headers = self.head.lines().filter_map(|line| line.split_once(": "));
        headers.find(|(known, _)| *known == name).map(|(_, value)| value).unwrap_or_default()
    }

    /// Of all that are set, the session's.
    pub(super) fn session(&self) -> Option<String> {
        let set = self.head.lines().find_map(|line| line.strip_prefix("set-cookie: tf="))?;
        Some(format!("tf={}", set.split(';').next()?))
    }
}

pub(super) async fn get(address: SocketAddr, path: &str) -> Answer {
    ask(address, &format!("GET {path} HTTP/1.0\r\n\r\n")).await
}

/// In the words of HTTP/1.0 an answer ends with its connection, and comes in one piece.
async fn ask(address: SocketAddr, request: &str) -> Answer {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).await.unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, body: body.to_owned(), head: head.to_owned() }
}

pub(super) async fn until(what: &str, holds: impl AsyncFn() -> bool) {
    let deadline = Instant::now() + SOON;
    while !holds().await {
        assert!(Instant::now() < deadline, "waited in vain: {what}");
        sleep(Duration::from_millis(20)).await;
    }
}

struct Process(Child);

impl Process {
    fn start(database: &Database, more: &[(&str, &str)]) -> Self {
        let vars = [
            ("DATABASE_URL", database.url()),
            ("TF_ENV", "development"),
            ("TF_ADDR", "127.0.0.1:0"),
            ("TF_SITE_ROOT", "/nowhere"),
            ("TF_LOG_FORMAT", "json"),
            ("LEPTOS_OUTPUT_NAME", "tutorforge"),
        ];
        let mut command = Command::new(env!("CARGO_BIN_EXE_tutorforge"));
        command.arg("serve").env_clear().envs(vars).envs(more.iter().copied());
        Self(command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

/// What it has written until now.
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn of(child: &mut Child) -> Self {
        let lines = Arc::new(Mutex::new(Vec::new()));
        let (stderr, kept) = (child.stderr.take().unwrap(), lines.clone());
        thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                kept.lock().unwrap().push(line);
            }
        });
        Self(lines)
    }

    fn find(&self, message: &str) -> Vec<Value> {
        let lines = self.0.lock().unwrap();
        // What a panic itself prints is not of this form.
        let events = lines.iter().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        events.filter(|event| event["message"] == message).collect()
    }
}
