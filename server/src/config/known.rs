//! The variables that are read, and those that look as if they were.

use std::collections::BTreeMap;

use super::{Config, Role, keys, providers};

/// A variable: name, what it is for, and whether its value may be shown.
struct Known {
    name: &'static str,
    about: &'static str,
    secret: bool,
}

impl Known {
    fn is(&self, name: &str) -> bool {
        name.strip_prefix(self.name).is_some_and(|rest| rest.is_empty() || (self.secret && rest == "_FILE"))
    }
}

const fn open(name: &'static str, about: &'static str) -> Known {
    Known { name, about, secret: false }
}

const fn secret(name: &'static str, about: &'static str) -> Known {
    Known { name, about, secret: true }
}

/// Everything that is read. Each secret may also come from a file, named by the variable with `_FILE` at its end.
const KNOWN: &[Known] = &[
    secret("DATABASE_URL", "the Postgres database (15 to 18)"),
    secret("MEILI_KEY", "its key, which may search and change the indexes tutors and tutors_fresh"),
    open("MEILI_URL", "a Meilisearch that looks up words, such as http://127.0.0.1:7700; without it Postgres does"),
    secret("DATABASE_MIGRATE_URL", "the same as the owner of its tables, for `migrate` alone; see deploy/compose.yaml"),
    secret("REDIS_URL", "a Redis (6.2 or newer) for sessions and limits of several processes"),
    secret("SMTP_URL", "the mail server, such as smtps://user:password@mail.example.org"),
    open("TF_ENV", "production (default) or development"),
    open("TF_PUBLIC_URL", "where people reach us, such as https://tutors.example.org"),
    open("TF_ADDR", "where to listen, 127.0.0.1:3000 by default"),
    open("TF_SITE_ROOT", "the folder of the built site, ./site by default"),
    open("TF_MAIL_FROM", "the sender of mails, such as TutorForge <hello@example.org>"),
    open("TF_LOG", "what to log: info by default, or a filter such as info,sqlx=warn"),
    open("TF_LOG_FORMAT", "json (default in production) or text"),
    open("TF_DB_POOL", "connections to the database, 10 by default"),
    open("TF_CONNECTIONS", "connections of people that may be open at once, 4096 by default"),
    open("TF_LIMITS", "limits other than ours: tries in seconds, such as search_by_address=120/60"),
    open(providers::ALL, "who vouches for people who sign in, such as google,school"),
    open("TF_TEACHING", "who may teach: approved (default), whom a moderator has approved, or open, everybody"),
    open("TF_TRUSTED_PROXY", "true: the client's address is the last one in X-Forwarded-For"),
    secret("TF_METRICS_TOKEN", "who sends it as bearer token may read /metrics from elsewhere than this machine"),
    open("TF_JITSI_URL", "a Jitsi Meet for sessions, such as https://meet.example.org"),
    open("TF_JITSI_APP", "what it calls us, if it asks for tokens"),
    secret("TF_JITSI_SECRET", "by which tokens for it are signed"),
    open("TF_BBB_URL", "a BigBlueButton for sessions: its API, such as https://bbb.example.org/bigbluebutton/api"),
    secret("TF_BBB_SECRET", "what only it and we know"),
    open("TF_LIVEKIT_URL", "a LiveKit for sessions, such as wss://live.example.org"),
    open("TF_LIVEKIT_KEY", "what it calls us"),
    secret("TF_LIVEKIT_SECRET", "by which tokens for it are signed"),
    open("TF_LIVEKIT_PAGE", "takes liveKitUrl and token, such as https://meet.example.org/custom"),
    secret(keys::KEYS, "keys that secrets of people lie sealed by, id:base64 of 32 bytes; the first seals, each opens"),
    open("TF_BREACHED_PASSWORDS", "a file of Pwned Passwords, ordered by hash: what stands in it is no password here"),
    open("TF_ALLOW_PLAINTEXT", "what may leave this machine in the clear: smtp, postgres, redis"),
];

/// Read later, named so that nobody wonders.
const PLANNED: &[&str] = &["S3_ENDPOINT", "CLAMD_ADDR", "SENTRY_DSN", "OTEL_EXPORTER_OTLP_ENDPOINT"];
/// Another program's variables that begin alike and may stand in any shell: Terraform's.
const FOREIGN: [&str; 3] = ["TF_CLI_", "TF_VAR_", "TF_IN_AUTOMATION"];

/// A mistyped `TF_…` would be ignored in silence; here it is an error with the nearest name.
pub(super) fn unknown(vars: &BTreeMap<String, String>) -> Vec<String> {
    let of_providers = providers::known(vars);
    let known: Vec<&str> =
        KNOWN.iter().map(|known| known.name).chain(of_providers.iter().map(String::as_str)).collect();
    vars.keys()
        .filter(|name| name.starts_with("TF_") && !name.starts_with("TF_TEST_"))
        .filter(|name| !FOREIGN.iter().any(|foreign| name.starts_with(foreign)))
        .filter(|name| !known.contains(&name.as_str()) && !KNOWN.iter().any(|known| known.is(name)))
        .map(|name| providers::belongs_nowhere(vars, name).unwrap_or_else(|| mistyped(&known, name)))
        .collect()
}

fn mistyped(known: &[&str], name: &str) -> String {
    let ours = known.iter().filter(|known| known.starts_with("TF_"));
    let nearest = ours.max_by(|a, b| strsim::jaro_winkler(a, name).total_cmp(&strsim::jaro_winkler(b, name)));
    format!("{name} is not known; did you mean {}?", nearest.unwrap_or(&"TF_ENV"))
}

/// What is supported, what is set and what is planned, for `tutorforge config check`.
pub fn describe(vars: &BTreeMap<String, String>) -> String {
    let line = |known: &Known| {
        let file = vars.contains_key(&format!("{}_FILE", known.name));
        let value = match vars.get(known.name) {
            Some(_) if known.secret => "(set)".to_owned(),
            Some(value) => value.clone(),
            None if known.secret && file => "(from a file)".to_owned(),
            None => "–".to_owned(),
        };
        format!("  {:<20} {value:<32} {}\n", known.name, known.about)
    };
    let known: String = KNOWN.iter().map(line).collect();
    let warnings = Config::read(vars, Role::Service).map(|config| config.warnings).unwrap_or_default();
    let look_at = |warning: &String| format!("\nPlease look at {warning}\n");
    let warnings: String = warnings.iter().map(look_at).collect();
    let providers = providers::describe(vars);
    format!("{known}{providers}\nPlanned, not read yet: {}\n{warnings}", PLANNED.join(", "))
}
