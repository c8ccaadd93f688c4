//! What would leave this machine in the clear.

use sqlx::postgres::{PgConnectOptions, PgSslMode};
use url::{Host, Url};

use super::Reader;

/// What may be let out in the clear, where nobody listens on the line.
const KINDS: [&str; 3] = ["smtp", "postgres", "redis"];

impl Reader<'_> {
    /// Mails in the clear are refused; a database or Redis in the clear is warned of, since it may be on a line of one's own.
    pub(super) fn look_at_lines(&mut self, database: &str, redis: Option<&str>, smtp: Option<&str>) {
        let allowed = self.allowed();
        let open = |kind: &str, is_open: bool| is_open && !allowed.iter().any(|allowed| allowed == kind);
        if open("smtp", smtp.is_some_and(mail_is_open)) {
            self.problems.push(
                "SMTP_URL: mails would leave in the clear; use smtps://, or smtp://…?tls=required. Where nobody listens on \
                 the line, TF_ALLOW_PLAINTEXT=smtp allows it"
                    .into(),
            );
        }
        if open("postgres", database_is_open(database)) {
            self.warn("DATABASE_URL", "it does not ask for TLS; add ?sslmode=verify-full", "postgres");
        }
        if open("redis", redis.is_some_and(is_open)) {
            self.warn("REDIS_URL", "it does not ask for TLS; use rediss://", "redis");
        }
    }

    fn warn(&mut self, name: &str, what: &str, kind: &str) {
        self.warnings.push(format!("{name}: {what}, or say that nobody listens there: TF_ALLOW_PLAINTEXT={kind}"));
    }

    fn allowed(&mut self) -> Vec<String> {
        let given = self.get("TF_ALLOW_PLAINTEXT").unwrap_or_default();
        let given: Vec<String> = given.split(',').map(|kind| kind.trim().to_owned()).collect();
        for kind in given.iter().filter(|kind| !kind.is_empty() && !KINDS.contains(&kind.as_str())) {
            self.problems.push(format!("TF_ALLOW_PLAINTEXT: {kind:?} is none of {}", KINDS.join(", ")));
        }
        given
    }
}

/// Whether what is sent to this address goes over a line, and in the clear.
pub(super) fn is_open(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else { return false };
    matches!(url.scheme(), "http" | "smtp" | "redis" | "valkey") && !is_here(url.host())
}

/// `tls=opportunistic` gives in to whoever says that there is none.
fn mail_is_open(url: &str) -> bool {
    let required =
        |url: &Url| url.query_pairs().any(|(name, value)| name == "tls" && matches!(&*value, "required" | "wrapper"));
    is_open(url) && !Url::parse(url).is_ok_and(|url| required(&url))
}

fn database_is_open(url: &str) -> bool {
    let Ok(options) = url.parse::<PgConnectOptions>() else { return false };
    let asks = matches!(options.get_ssl_mode(), PgSslMode::Require | PgSslMode::VerifyCa | PgSslMode::VerifyFull);
    let host = Host::parse(options.get_host()).ok();
    !asks
        && options.get_socket().is_none()
        && !options.get_host().starts_with('/')
        && !is_here(host.as_ref().map(borrowed))
}

fn borrowed(host: &Host) -> Host<&str> {
    match host {
        Host::Domain(name) => Host::Domain(name.as_str()),
        Host::Ipv4(address) => Host::Ipv4(*address),
        Host::Ipv6(address) => Host::Ipv6(*address),
    }
}

fn is_here(host: Option<Host<&str>>) -> bool {
    match host {
        // An address of an unknown scheme is not parsed further: it is a name here.
        Some(Host::Domain(name)) => {
            name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
        }
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, Problems, Role};

    fn read(pairs: &[(&str, &str)]) -> Result<Config, Problems> {
        let usual = [
            ("TF_PUBLIC_URL", "https://tutors.example.org"),
            ("DATABASE_URL", "postgres://127.0.0.1/x"),
            ("SMTP_URL", "smtps://mail.example.org"),
            ("TF_SECRET_KEYS", "k1:YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXowMTIzNDU="),
        ];
        Config::read(&usual.iter().chain(pairs).map(|(k, v)| ((*k).into(), (*v).into())).collect(), Role::Service)
    }

    #[test]
    fn mails_leave_encrypted_or_not_at_all() {
        for (url, fine) in [
            ("smtps://ada:secret@mail.example.org", true),
            ("smtp://mail.example.org?tls=required", true),
            ("smtp://localhost:1025", true),
            ("smtp://[::1]:1025", true),
            ("smtp://mail.example.org", false),
            ("smtp://127.0.0.1.example.org", false),
            ("smtp://ada:secret@mail.example.org:587?tls=opportunistic", false),
        ] {
            let told = read(&[("SMTP_URL", url)]).err().map(|problems| problems.to_string()).unwrap_or_default();
            assert_eq!(told.is_empty(), fine, "{url}: {told}");
            assert!(!told.contains("secret"));
            assert!(read(&[("SMTP_URL", url), ("TF_ALLOW_PLAINTEXT", "smtp")]).is_ok(), "{url}");
            assert!(read(&[("SMTP_URL", url), ("TF_ENV", "development")]).is_ok(), "{url}");
        }
    }

    #[test]
    fn a_database_or_redis_without_tls_is_warned_of() {
        for (name, url, fine) in [
            ("DATABASE_URL", "postgres://ada:secret@db.example.org/x", false),
            ("DATABASE_URL", "postgres://ada:secret@db.example.org/x?sslmode=prefer", false),
            ("DATABASE_URL", "postgres://db.example.org/x?sslmode=verify-full", true),
            ("DATABASE_URL", "postgres://localhost/x", true),
            ("DATABASE_URL", "postgres:///x?host=/run/postgresql", true),
            ("REDIS_URL", "redis://ada:secret@redis.example.org:6379", false),
            ("REDIS_URL", "rediss://redis.example.org", true),
            ("REDIS_URL", "redis://127.0.0.1:6379/1", true),
        ] {
            let told = read(&[(name, url)]).unwrap().warnings.join("\n");
            assert_eq!(told.is_empty(), fine, "{url}: {told}");
            assert!(!told.contains("secret") && (fine || told.contains(name)));
            let allowed = read(&[(name, url), ("TF_ALLOW_PLAINTEXT", "postgres, redis")]).unwrap().warnings;
            assert!(allowed.is_empty(), "{url}");
        }
        assert!(read(&[("TF_ALLOW_PLAINTEXT", "everything")]).is_err());
    }
}
