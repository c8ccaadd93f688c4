//! The SMTP adapter against a real server: aiosmtpd, run as a child process.
#![expect(clippy::unwrap_used, reason = "what supports a test may panic like it")]

use std::{
    env, fs,
    io::{BufRead, BufReader},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
};

use adapters::Smtp;
use domain::{
    calendar::{Invite, Method},
    ports::{Mail, MailError, Mailer},
};
use serde_json::Value;

const AIOSMTPD: &str = "1.4.6";

/// A running mail server; gone when dropped.
struct Server {
    child: Child,
    lines: BufReader<ChildStdout>,
    port: u16,
}

impl Server {
    fn start(python: &Path) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/smtp_server.py");
        let mut child = Command::new(python).arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap());
        let mut server = Self { child, lines, port: 0 };
        server.port = server.line().trim().parse().unwrap();
        server
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.lines.read_line(&mut line).unwrap();
        line
    }

    fn next_mail(&mut self) -> Value {
        serde_json::from_str(&self.line()).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// A Python that has aiosmtpd: the system's own, or one in a folder of tools, made on first use.
fn python() -> Result<PathBuf, String> {
    let has_it = |python: &Path| runs(Command::new(python).args(["-c", "import aiosmtpd"]));
    let system = PathBuf::from("python3");
    if has_it(&system).is_ok() {
        return Ok(system);
    }
    let home = env::var("HOME").map_err(|_| "there is no HOME")?;
    let folder = Path::new(&home).join(format!(".cache/tutorforge/tools/aiosmtpd-{AIOSMTPD}"));
    let python = folder.join("bin/python");
    if has_it(&python).is_err() {
        fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
        runs(Command::new(&system).args(["-m", "venv"]).arg(&folder))?;
        let package = format!("aiosmtpd=={AIOSMTPD}");
        runs(Command::new(&python).args(["-m", "pip", "install", "--quiet", &package]))?;
    }
    Ok(python)
}

fn runs(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|e| format!("{command:?}: {e}"))?;
    let error = String::from_utf8_lossy(&output.stderr);
    if output.status.success() { Ok(()) } else { Err(format!("{command:?}: {}", error.trim())) }
}

fn mail(to_address: &str) -> Mail {
    Mail {
        message_id: "<0123456789abcdef@tutors.example.org>".into(),
        to_name: "Zoë Ñandú, Ph.D.".into(),
        to_address: to_address.into(),
        subject: "Samuel asks for Algebra on Tue 24 Nov, 14:00–15:00".into(),
        text: "Hello Zoë,\n\n.a line that begins with a dot\n".into(),
        html: "<p>Hello Zoë,</p>\n".into(),
        invite: None,
    }
}

#[tokio::test]
async fn both_parts_arrive_and_answers_are_told_apart() {
    let python = match python() {
        Ok(python) => python,
        Err(reason) => return println!("skipped: aiosmtpd cannot be had: {reason}"),
    };
    let mut server = Server::start(&python);
    let smtp =
        Smtp::new(&format!("smtp://127.0.0.1:{}", server.port), "TutorForge <hello@tutors.example.org>").unwrap();

    smtp.send(&mail("zoe@example.org")).await.unwrap();
    let arrived = server.next_mail();
    assert_eq!(arrived["type"], "multipart/alternative");
    assert_eq!(arrived["From"], "TutorForge <hello@tutors.example.org>");
    assert_eq!(arrived["To"], "\"Zoë Ñandú, Ph.D.\" <zoe@example.org>");
    assert_eq!(arrived["Subject"], "Samuel asks for Algebra on Tue 24 Nov, 14:00–15:00");
    assert_eq!(arrived["Message-ID"], "<0123456789abcdef@tutors.example.org>");
    assert_ne!(arrived["Date"], "None");
    let part = |name: &str| arrived["parts"][name].as_str().unwrap().replace("\r\n", "\n");
    assert_eq!(part("text/plain").trim_end(), mail("").text.trim_end());
    assert_eq!(part("text/html").trim_end(), mail("").html.trim_end());

    let calendar = "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n";
    let invite = Invite { method: Method::Cancel, text: calendar.into() };
    smtp.send(&Mail { invite: Some(invite), ..mail("zoe@example.org") }).await.unwrap();
    let arrived = server.next_mail();
    assert_eq!(arrived["type"], "multipart/mixed");
    let kinds: Vec<_> =
        arrived["types"].as_array().unwrap().iter().map(|kind| kind.as_str().unwrap().replace('"', "")).collect();
    assert_eq!(kinds[2], "text/calendar; method=CANCEL; charset=utf-8", "{kinds:?}");
    assert_eq!(kinds[3], "application/ics");
    for kind in ["text/calendar", "application/ics"] {
        assert_eq!(arrived["parts"][kind], calendar, "{kind}");
    }
    assert_eq!(smtp.sender(), "hello@tutors.example.org");

    assert!(matches!(smtp.send(&mail("refused@example.org")).await, Err(MailError::Refused(_))));
    assert!(matches!(smtp.send(&mail("no address")).await, Err(MailError::Refused(_))));
    assert!(matches!(smtp.send(&mail("busy@example.org")).await, Err(MailError::Unavailable(_))));
    assert!(matches!(smtp.send(&mail("locked@example.org")).await, Err(MailError::Unavailable(_))));
    smtp.send(&mail("again@example.org")).await.expect("a refusal does not spoil the connection");
}

#[tokio::test]
async fn a_hostile_name_adds_no_header_and_nobody_who_reads_along() {
    let python = match python() {
        Ok(python) => python,
        Err(reason) => return println!("skipped: aiosmtpd cannot be had: {reason}"),
    };
    let mut server = Server::start(&python);
    let smtp = Smtp::new(&format!("smtp://127.0.0.1:{}", server.port), "hello@tutors.example.org").unwrap();
    smtp.send(&mail("zoe@example.org")).await.unwrap();
    let usual = server.next_mail()["names"].clone();
    for name in [
        "Ada\r\nBcc: eve@example.org",
        "Ada\nBcc: eve@example.org\n\nHello from somebody else",
        "Ada\r\n.\r\nMAIL FROM:<eve@example.org>",
        "Ada\" <eve@example.org>, \"Bob",
        "Ada\\\" <eve@example.org>, \"Bob",
        "<eve@example.org>, Ada",
        "eve@example.org, Ada",
        "Ada (eve@example.org",
        "=?utf-8?q?Ada=0ABcc=3A_eve=40example.org?=",
    ] {
        let hostile = Mail { to_name: name.into(), subject: format!("For {name}"), ..mail("zoe@example.org") };
        let sent = smtp.send(&hostile).await;
        if name.contains(char::is_control) {
            assert!(matches!(sent, Err(MailError::Refused(_))), "{name}");
            continue;
        }
        sent.unwrap();
        let arrived = server.next_mail();
        assert_eq!(arrived["names"], usual, "{name}");
        assert_eq!(arrived["recipients"], serde_json::json!(["zoe@example.org"]), "{name}");
        assert_eq!(arrived["to"], serde_json::json!(["zoe@example.org"]), "{name}: {}", arrived["To"]);
    }
    for address in [
        "zoe@example.org\r\nRCPT TO:<eve@example.org>",
        "zoe@example.org>\r\nRCPT TO:<eve@example.org",
        "zoe@example.org, eve@example.org",
        "zoe@example.org> <eve@example.org",
        "\"zoe\r\nBcc: eve@example.org\"@example.org",
    ] {
        assert!(matches!(smtp.send(&mail(address)).await, Err(MailError::Refused(_))), "{address}");
    }
    smtp.send(&mail("zoe@example.org")).await.unwrap();
    assert_eq!(server.next_mail()["recipients"], serde_json::json!(["zoe@example.org"]), "none of them got through");
}

#[tokio::test]
async fn a_server_that_is_away_is_no_refusal() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let smtp = Smtp::new(&format!("smtp://127.0.0.1:{port}"), "hello@tutors.example.org").unwrap();
    assert!(matches!(smtp.send(&mail("zoe@example.org")).await, Err(MailError::Unavailable(_))));
}
