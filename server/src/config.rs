//! What the environment says, read once. Every problem is told together; a secret is never printed.

mod keys;
mod known;
mod line;
mod providers;
mod rooms;

use std::{
    collections::BTreeMap,
    fmt,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use domain::{accounts::Breached, ports::Quotas, seal::Seals, tutors::application::Admission};

pub use known::describe;
use known::unknown;
pub use providers::{Kind, Provider};
pub use rooms::Rooms;

/// Connections of people, unless it is said otherwise.
const CONNECTIONS: usize = 4_096;
/// A shorter token could be guessed.
const TOKEN_MIN: usize = 20;

/// What the process is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Answers people and sends them mails.
    Service,
    /// Does one thing to the database and ends.
    Tool,
}

#[derive(Clone)]
pub struct Config {
    pub role: Role,
    pub database_url: String,
    /// As the owner of the tables.
    pub migrate_url: Option<String>,
    pub redis_url: Option<String>,
    pub development: bool,
    /// Without a slash at the end.
    pub public_url: String,
    pub address: SocketAddr,
    pub site_root: PathBuf,
    pub smtp_url: Option<String>,
    pub mail_from: String,
    pub log: String,
    pub log_json: bool,
    pub pool: u32,
    pub connections: usize,
    pub trusted_proxy: bool,
    pub limits: Quotas,
    /// Who may teach.
    pub admission: Admission,
    pub metrics_token: Option<String>,
    /// Passwords that were stolen elsewhere.
    pub breached: Breached,
    /// What is not wrong, and not as it should be.
    pub warnings: Vec<String>,
    /// By whom people may sign in, in this order.
    pub providers: Vec<Provider>,
    pub meili: Option<Meili>,
    /// Where people of a session can meet.
    pub rooms: Rooms,
    /// What secrets lie sealed by.
    pub seals: Seals,
}

/// Where a Meilisearch is.
#[derive(Clone)]
pub struct Meili {
    pub url: String,
    pub key: Option<String>,
}

/// Everything that is wrong with the environment, a line each.
#[derive(Debug, PartialEq, Eq)]
pub struct Problems(pub Vec<String>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "The configuration has {} problem(s):", self.0.len())?;
        self.0.iter().try_for_each(|problem| writeln!(f, "  {problem}"))
    }
}

impl std::error::Error for Problems {}

impl Config {
    /// Reads the process's environment.
    pub fn from_environment(role: Role) -> Result<Self, Problems> {
        Self::read(&std::env::vars().collect(), role)
    }

    /// Reads the given variables.
    pub fn read(vars: &BTreeMap<String, String>, role: Role) -> Result<Self, Problems> {
        let mut reader = Reader { vars, role, problems: unknown(vars), warnings: Vec::new() };
        let config = reader.config();
        if reader.problems.is_empty() { Ok(config) } else { Err(Problems(reader.problems)) }
    }

    /// Whether people reach us by https.
    pub fn secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

struct Reader<'a> {
    role: Role,
    vars: &'a BTreeMap<String, String>,
    problems: Vec<String>,
    warnings: Vec<String>,
}

impl Reader<'_> {
    fn config(&mut self) -> Config {
        let development = self.choice("TF_ENV", &["production", "development"]) == Some("development");
        let address =
            self.parsed("TF_ADDR", "an address and a port").unwrap_or(SocketAddr::from(([127, 0, 0, 1], 3000)));
        if development && !address.ip().is_loopback() {
            self.problems.push("TF_ADDR: development listens on this machine alone; use 127.0.0.1".into());
        }
        let smtp_url = self.secret("SMTP_URL");
        if self.must_reach_people(development) && smtp_url.is_none() {
            self.problems.push("SMTP_URL is missing: in production mails must be able to leave".into());
        }
        let (database_url, redis_url) = (self.required_secret("DATABASE_URL"), self.secret("REDIS_URL"));
        if self.must_reach_people(development) {
            self.look_at_lines(&database_url, redis_url.as_deref(), smtp_url.as_deref());
        }
        Config {
            role: self.role,
            database_url,
            migrate_url: self.secret("DATABASE_MIGRATE_URL"),
            redis_url,
            development,
            public_url: self.public_url(development, address),
            address,
            site_root: self.get("TF_SITE_ROOT").unwrap_or_else(|| "site".into()).into(),
            smtp_url,
            mail_from: self.get("TF_MAIL_FROM").unwrap_or_else(|| "TutorForge <tutorforge@localhost>".into()),
            log: self
                .get("TF_LOG")
                .unwrap_or_else(|| "info,sqlx::postgres::notice=warn,meilisearch_sdk=off,fred=off".into()),
            log_json: self.choice("TF_LOG_FORMAT", &["json", "text"]).map_or(!development, |format| format == "json"),
            pool: self.parsed("TF_DB_POOL", "a number").unwrap_or(10),
            connections: self.parsed("TF_CONNECTIONS", "a number").filter(|n| *n > 0).unwrap_or(CONNECTIONS),
            trusted_proxy: self.choice("TF_TRUSTED_PROXY", &["true", "false"]) == Some("true"),
            limits: self.limits(),
            admission: match self.choice("TF_TEACHING", &["approved", "open"]) {
                Some("open") => Admission::Open,
                _ => Admission::Approved,
            },
            metrics_token: self.metrics_token(),
            breached: self.breached(),
            warnings: std::mem::take(&mut self.warnings),
            providers: self.providers(),
            meili: self.meili(),
            rooms: self.rooms(),
            seals: self.seals(development),
        }
    }

    fn meili(&mut self) -> Option<Meili> {
        let key = self.secret("MEILI_KEY");
        let Some(url) = self.get("MEILI_URL") else {
            if key.is_some() {
                self.problems.push("MEILI_KEY is set and MEILI_URL is not".into());
            }
            return None;
        };
        if !url.starts_with("http://") && !url.starts_with("https://") {
            self.problems.push(format!("MEILI_URL: {url:?} does not begin with http:// or https://"));
        }
        Some(Meili { url, key })
    }

    fn metrics_token(&mut self) -> Option<String> {
        let token = self.secret("TF_METRICS_TOKEN")?;
        if token.len() < TOKEN_MIN {
            self.problems.push(format!("TF_METRICS_TOKEN: it needs at least {TOKEN_MIN} characters"));
        }
        Some(token)
    }

    /// Tools choose no passwords for people, and may run where the file is not.
    fn breached(&mut self) -> Breached {
        let path = self.get("TF_BREACHED_PASSWORDS").filter(|_| self.role == Role::Service);
        let Some(path) = path else { return Breached::default() };
        Breached::open(Path::new(&path)).unwrap_or_else(|problem| {
            self.problems.push(format!("TF_BREACHED_PASSWORDS: {path}: {problem}"));
            Breached::default()
        })
    }

    fn limits(&mut self) -> Quotas {
        self.get("TF_LIMITS").unwrap_or_default().parse().unwrap_or_else(|problem| {
            self.problems.push(format!("TF_LIMITS: {problem}"));
            Quotas::default()
        })
    }

    fn must_reach_people(&self, development: bool) -> bool {
        self.role == Role::Service && !development
    }

    fn get(&self, name: &str) -> Option<String> {
        self.vars.get(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    fn secret(&mut self, name: &str) -> Option<String> {
        let Some(path) = self.get(&format!("{name}_FILE")) else { return self.get(name) };
        match std::fs::read_to_string(&path) {
            Ok(text) => Some(text.trim().to_owned()),
            Err(error) => {
                self.problems.push(format!("{name}_FILE: {path} cannot be read: {error}"));
                None
            }
        }
    }

    fn required_secret(&mut self, name: &str) -> String {
        let before = self.problems.len();
        let value = self.secret(name);
        if value.is_none() && self.problems.len() == before {
            self.problems.push(format!("{name} is missing"));
        }
        value.unwrap_or_default()
    }

    fn choice<'a>(&mut self, name: &str, choices: &[&'a str]) -> Option<&'a str> {
        let value = self.get(name)?;
        let chosen = choices.iter().find(|choice| **choice == value).copied();
        if chosen.is_none() {
            self.problems.push(format!("{name}: {value:?} is none of {}", choices.join(", ")));
        }
        chosen
    }

    fn parsed<T: std::str::FromStr>(&mut self, name: &str, what: &str) -> Option<T> {
        let value = self.get(name)?;
        let parsed = value.parse().ok();
        if parsed.is_none() {
            self.problems.push(format!("{name}: {value:?} is not {what}"));
        }
        parsed
    }

    fn public_url(&mut self, development: bool, address: SocketAddr) -> String {
        let Some(url) = self.get("TF_PUBLIC_URL") else {
            if self.must_reach_people(development) {
                self.problems.push("TF_PUBLIC_URL is missing: links in mails and the origin check need it".into());
            }
            return format!("http://{address}");
        };
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let plain =
            rest.is_some_and(|host| !host.is_empty() && !host.trim_end_matches('/').contains(['/', '?', '#', '@']));
        if !plain {
            self.problems.push(format!("TF_PUBLIC_URL: {url:?} is not http(s)://host, without a path"));
        } else if self.must_reach_people(development) && line::is_open(&url) {
            self.problems.push("TF_PUBLIC_URL: in production people reach us by https".into());
        }
        url.trim_end_matches('/').to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vars(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect()
    }

    fn problems(pairs: &[(&str, &str)]) -> Vec<String> {
        Config::read(&vars(pairs), Role::Service).err().map(|p| p.0).unwrap_or_default()
    }

    #[test]
    fn every_problem_is_told_at_once() {
        let found =
            problems(&[("TF_ENV", "prod"), ("TF_ADDR", "x"), ("TF_DB_POOL", "many"), ("TF_LIMITS", "search=1")]);
        let all = found.join("\n");
        for name in ["TF_ENV", "TF_ADDR", "TF_DB_POOL", "TF_LIMITS", "DATABASE_URL", "SMTP_URL", "TF_PUBLIC_URL"] {
            assert!(all.contains(name), "{name} in {all}");
        }
    }

    #[test]
    fn moderators_approve_tutors_unless_teaching_is_open() {
        let admission = |value: &str| {
            let vars = vars(&[("TF_ENV", "development"), ("DATABASE_URL", "postgres://x"), ("TF_TEACHING", value)]);
            Config::read(&vars, Role::Service).map(|config| config.admission).map_err(|problems| problems.0)
        };
        assert_eq!(admission(""), Ok(Admission::Approved));
        assert_eq!(admission("approved"), Ok(Admission::Approved));
        assert_eq!(admission("open"), Ok(Admission::Open));
        assert_eq!(admission("closed").unwrap_err(), ["TF_TEACHING: \"closed\" is none of approved, open"]);
    }

    #[test]
    fn a_mistyped_name_is_an_error_with_the_nearest_one() {
        let found = problems(&[("TF_ENV", "development"), ("DATABASE_URL", "x"), ("TF_ADRR", "x")]);
        assert_eq!(found, ["TF_ADRR is not known; did you mean TF_ADDR?"]);
    }

    #[test]
    fn development_needs_next_to_nothing_and_stays_on_this_machine() {
        let config = Config::read(&vars(&[("TF_ENV", "development"), ("DATABASE_URL", "x")]), Role::Service).unwrap();
        assert!(config.development && !config.secure());
        let found = problems(&[("TF_ENV", "development"), ("DATABASE_URL", "x"), ("TF_ADDR", "0.0.0.0:80")]);
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn a_tool_needs_the_database_alone() {
        assert!(Config::read(&vars(&[("DATABASE_URL", "x")]), Role::Tool).is_ok());
        assert!(Config::read(&vars(&[]), Role::Tool).is_err());
    }

    #[test]
    fn secrets_are_not_shown() {
        let shown = describe(&vars(&[("DATABASE_URL", "postgres://u:hunter2@h/d"), ("TF_ENV", "production")]));
        assert!(!shown.contains("hunter2") && shown.contains("(set)") && shown.contains("production"));
    }

    const HTTPS: [(&str, &str); 4] = [
        ("TF_PUBLIC_URL", "https://tutors.example.org"),
        ("DATABASE_URL", "postgres://127.0.0.1/x"),
        ("SMTP_URL", "smtps://mail.example.org"),
        ("TF_SECRET_KEYS", "k1:YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXowMTIzNDU="),
    ];

    #[test]
    fn a_secret_may_come_from_a_file() {
        let file = std::env::temp_dir().join(format!("tutorforge-token-{}", std::process::id()));
        std::fs::write(&file, "a token of some length\n").unwrap();
        let path = file.to_string_lossy().into_owned();
        let pairs = [&HTTPS[..], &[("TF_METRICS_TOKEN_FILE", &path), ("REDIS_URL_FILE", &path)]].concat();
        let config = Config::read(&vars(&pairs), Role::Service).unwrap();
        assert_eq!(config.metrics_token.as_deref(), Some("a token of some length"));
        assert_eq!(config.redis_url, config.metrics_token);
        std::fs::remove_file(file).unwrap();
        assert_eq!(problems(&[&HTTPS[..], &[("TF_METRICS_TOKEN", "short")]].concat()).len(), 1);
    }

    #[test]
    fn a_list_of_stolen_passwords_is_looked_at_once() {
        let file = std::env::temp_dir().join(format!("tutorforge-stolen-{}", std::process::id()));
        let path = file.to_string_lossy().into_owned();
        let with_it = || problems(&[&HTTPS[..], &[("TF_BREACHED_PASSWORDS", &path)]].concat());
        assert!(with_it()[0].starts_with(&format!("TF_BREACHED_PASSWORDS: {path}: ")), "it is not there");
        std::fs::write(&file, "password\n").unwrap();
        assert_eq!(with_it().len(), 1, "it is another file");
        std::fs::write(&file, "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:3\r\n").unwrap();
        assert_eq!(with_it(), [""; 0]);
        std::fs::remove_file(file).unwrap();
    }

    #[test]
    fn in_production_people_come_by_https() {
        for (url, fine) in [
            ("https://tutors.example.org", true),
            ("http://tutors.example.org", false),
            ("http://192.0.2.1:3000", false),
            // Nothing goes over a line.
            ("http://localhost:3000", true),
            ("http://127.0.0.1:3000", true),
        ] {
            let found = problems(&[&HTTPS[1..], &[("TF_PUBLIC_URL", url)]].concat());
            assert_eq!(found.is_empty(), fine, "{url}: {found:?}");
        }
    }

    #[test]
    fn a_search_engine_is_an_address_and_perhaps_a_key() {
        let with = |more: &[(&str, &str)]| {
            let pairs = [&[("TF_ENV", "development"), ("DATABASE_URL", "x")], more].concat();
            Config::read(&vars(&pairs), Role::Service).map(|config| config.meili).map_err(|problems| problems.0.len())
        };
        assert!(with(&[]).unwrap().is_none());
        let both = with(&[("MEILI_URL", "http://127.0.0.1:7700"), ("MEILI_KEY", "k")]).unwrap().unwrap();
        assert_eq!((both.url.as_str(), both.key.as_deref()), ("http://127.0.0.1:7700", Some("k")));
        assert_eq!(with(&[("MEILI_KEY", "k")]).err(), Some(1));
        assert_eq!(with(&[("MEILI_URL", "127.0.0.1:7700")]).err(), Some(1));
    }

    #[test]
    fn a_public_url_is_a_host_alone() {
        for bad in ["tutors.example.org", "https://", "https://a.example/x", "https://u@a.example"] {
            let found = problems(&[("TF_ENV", "development"), ("DATABASE_URL", "x"), ("TF_PUBLIC_URL", bad)]);
            assert_eq!(found.len(), 1, "{bad}");
        }
    }
}
