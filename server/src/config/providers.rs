//! Who may vouch for people: `TF_SIGNIN` names them, and for each `TF_SIGNIN_<NAME>_…` says how to ask.

use std::collections::BTreeMap;

use super::Reader;

/// Names the others.
pub(super) const ALL: &str = "TF_SIGNIN";

/// What may be said of each: the end of the variable, what it is for, whether it is a secret.
const PARTS: [(&str, &str, bool); 7] = [
    ("KIND", "openid (default) or github", false),
    ("LABEL", "what people call it; its name by default", false),
    ("CLIENT_ID", "what it calls us", false),
    ("CLIENT_SECRET", "what only it and we know", true),
    ("ISSUER", "openid: where it is, such as https://accounts.google.com", false),
    ("URL", "github: the site, https://github.com by default", false),
    ("API_URL", "github: its API, https://api.github.com by default", false),
];
/// The longest name.
const LONGEST: usize = 20;

#[derive(Clone)]
pub struct Provider {
    /// Small letters and digits.
    pub name: String,
    pub label: String,
    pub client_id: String,
    pub client_secret: String,
    pub kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    OpenId { issuer: String },
    GitHub { site: String, api: String },
}

/// The names in `TF_SIGNIN`, as they stand there.
fn names(vars: &BTreeMap<String, String>) -> Vec<&str> {
    let all = vars.get(ALL).map(String::as_str).unwrap_or_default();
    all.split(',').map(str::trim).filter(|name| !name.is_empty()).collect()
}

fn variable(name: &str, part: &str) -> String {
    format!("{ALL}_{}_{part}", name.to_uppercase())
}

/// Every variable that is read for the providers that are named.
pub(super) fn known(vars: &BTreeMap<String, String>) -> Vec<String> {
    let of = |name: &str| {
        let parts = PARTS.map(|(part, _, secret)| (variable(name, part), secret));
        parts.into_iter().flat_map(|(variable, secret)| {
            let file = secret.then(|| format!("{variable}_FILE"));
            std::iter::once(variable).chain(file)
        })
    };
    names(vars).into_iter().flat_map(|name| of(name).collect::<Vec<_>>()).collect()
}

/// About a variable that belongs to a provider that nobody has named: then a nearest name would mislead.
pub(super) fn belongs_nowhere(vars: &BTreeMap<String, String>, variable: &str) -> Option<String> {
    let rest = variable.strip_prefix(ALL)?.strip_prefix('_')?;
    let ends = |part: &str| rest.strip_suffix(part).and_then(|rest| rest.strip_suffix('_'));
    // The longest first: CLIENT_SECRET_FILE, and API_URL before URL.
    let name = ["CLIENT_SECRET_FILE", "API_URL"].into_iter().chain(PARTS.map(|(part, ..)| part)).find_map(ends)?;
    let name = name.to_lowercase();
    let named = names(vars).iter().any(|known| *known == name);
    (!named && is_name(&name)).then(|| format!("{variable} is for {name:?}, which {ALL} does not name"))
}

fn is_name(name: &str) -> bool {
    name.len() <= LONGEST
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
}

impl Reader<'_> {
    pub(super) fn providers(&mut self) -> Vec<Provider> {
        let vars = self.vars;
        let mut found: Vec<Provider> = Vec::new();
        for name in names(vars) {
            if !is_name(name) {
                self.problems.push(format!(
                    "{ALL}: {name:?} is no name: small letters and digits, beginning with a letter, at most {LONGEST}"
                ));
            } else if found.iter().any(|provider| provider.name == name) {
                self.problems.push(format!("{ALL}: {name:?} stands there twice"));
            } else {
                found.push(self.provider(name));
            }
        }
        found
    }

    fn provider(&mut self, name: &str) -> Provider {
        let variable = |part: &str| variable(name, part);
        let github = self.choice(&variable("KIND"), &["openid", "github"]) == Some("github");
        let (kind, foreign) = if github {
            let site = self.address(&variable("URL"), Some("https://github.com"));
            let api = self.address(&variable("API_URL"), Some("https://api.github.com"));
            (Kind::GitHub { site, api }, vec!["ISSUER"])
        } else {
            (Kind::OpenId { issuer: self.address(&variable("ISSUER"), None) }, vec!["URL", "API_URL"])
        };
        for part in foreign.into_iter().map(variable).filter(|part| self.vars.contains_key(part)) {
            self.problems.push(format!("{part} is not for {}", if github { "github" } else { "openid" }));
        }
        let label = self.get(&variable("LABEL"));
        Provider {
            name: name.to_owned(),
            label: label.unwrap_or_else(|| if github { "GitHub".into() } else { capitalised(name) }),
            client_id: self.required(&variable("CLIENT_ID")),
            client_secret: self.required_secret(&variable("CLIENT_SECRET")),
            kind,
        }
    }

    /// By https, or on this machine: what is sent there is secret.
    fn address(&mut self, variable: &str, default: Option<&str>) -> String {
        let Some(address) = self.get(variable).or_else(|| default.map(str::to_owned)) else {
            self.problems.push(format!("{variable} is missing"));
            return String::new();
        };
        let here = ["http://127.0.0.1", "http://localhost", "http://[::1]"].iter().any(|start| {
            address.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
        });
        let by_https = address.strip_prefix("https://").is_some_and(|rest| !rest.is_empty());
        if !(by_https || here) || address.contains(['?', '#', '@']) {
            self.problems.push(format!("{variable}: {address:?} is no address such as https://accounts.google.com"));
        }
        address
    }

    fn required(&mut self, variable: &str) -> String {
        self.get(variable).unwrap_or_else(|| {
            self.problems.push(format!("{variable} is missing"));
            String::new()
        })
    }
}

fn capitalised(name: &str) -> String {
    let mut rest = name.chars();
    rest.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(rest).collect()
}

/// A line for each part of each provider that its kind has. Secrets are not shown.
pub(super) fn describe(vars: &BTreeMap<String, String>) -> String {
    let is_github = |name: &str| vars.get(&variable(name, "KIND")).is_some_and(|kind| kind.trim() == "github");
    let part = |name: &str, (part, about, secret): (&str, &str, bool)| {
        let variable = variable(name, part);
        let file = secret && vars.contains_key(&format!("{variable}_FILE"));
        let value = match vars.get(&variable) {
            Some(_) if secret => "(set)",
            Some(value) => value.as_str(),
            None if file => "(from a file)",
            None => "–",
        };
        format!("  {variable:<34} {value:<32} {about}\n")
    };
    let of = |name: &str| {
        let foreign: &[&str] = if is_github(name) { &["ISSUER"] } else { &["URL", "API_URL"] };
        let parts = PARTS.into_iter().filter(|(part, ..)| !foreign.contains(part)).map(|known| part(name, known));
        format!("\n{}", parts.collect::<String>())
    };
    names(vars).into_iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::{super::Config, *};
    use crate::config::Role;

    const GOOGLE: [(&str, &str); 4] = [
        ("TF_SIGNIN", "google"),
        ("TF_SIGNIN_GOOGLE_ISSUER", "https://accounts.google.com"),
        ("TF_SIGNIN_GOOGLE_CLIENT_ID", "id"),
        ("TF_SIGNIN_GOOGLE_CLIENT_SECRET", "hunter2"),
    ];

    fn vars(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        let base = [("TF_ENV", "development"), ("DATABASE_URL", "x")];
        base.iter().chain(pairs).map(|(name, value)| ((*name).into(), (*value).into())).collect()
    }

    fn read(pairs: &[(&str, &str)]) -> Result<Vec<Provider>, Vec<String>> {
        Config::read(&vars(pairs), Role::Service).map(|config| config.providers).map_err(|problems| problems.0)
    }

    fn problems(pairs: &[(&str, &str)]) -> Vec<String> {
        read(pairs).err().unwrap_or_default()
    }

    #[test]
    fn any_number_in_their_order() {
        assert!(read(&[]).unwrap().is_empty());
        let github = [
            ("TF_SIGNIN", "google, code"),
            ("TF_SIGNIN_CODE_KIND", "github"),
            ("TF_SIGNIN_CODE_CLIENT_ID", "id"),
            ("TF_SIGNIN_CODE_CLIENT_SECRET", "x"),
        ];
        let found = read(&[GOOGLE.as_slice(), &github].concat()).unwrap();
        let labels: Vec<_> = found.iter().map(|provider| (provider.name.as_str(), provider.label.as_str())).collect();
        assert_eq!(labels, [("google", "Google"), ("code", "GitHub")]);
        assert_eq!(found[0].kind, Kind::OpenId { issuer: "https://accounts.google.com".into() });
        let kind = Kind::GitHub { site: "https://github.com".into(), api: "https://api.github.com".into() };
        assert_eq!(found[1].kind, kind);
    }

    #[test]
    fn everything_that_is_missing_is_told_at_once() {
        let found = problems(&[("TF_SIGNIN", "google,Google,google")]).join("\n");
        for part in [
            "GOOGLE_ISSUER is missing",
            "CLIENT_ID is missing",
            "CLIENT_SECRET is missing",
            "\"Google\" is no name",
            "twice",
        ] {
            assert!(found.contains(part), "{part} in {found}");
        }
    }

    #[test]
    fn a_mistyped_or_homeless_variable_is_an_error() {
        let mistyped = [GOOGLE.as_slice(), &[("TF_SIGNIN_GOOGLE_ISSUR", "x")]].concat();
        assert_eq!(problems(&mistyped), ["TF_SIGNIN_GOOGLE_ISSUR is not known; did you mean TF_SIGNIN_GOOGLE_ISSUER?"]);
        for (name, of) in [("TF_SIGNIN_SCHOOL_API_URL", "school"), ("TF_SIGNIN_HUB_CLIENT_SECRET_FILE", "hub")] {
            let homeless = [GOOGLE.as_slice(), &[(name, "x")]].concat();
            assert_eq!(problems(&homeless), [format!("{name} is for {of:?}, which TF_SIGNIN does not name")]);
        }
        let foreign = [GOOGLE.as_slice(), &[("TF_SIGNIN_GOOGLE_API_URL", "https://x.example")]].concat();
        assert_eq!(problems(&foreign), ["TF_SIGNIN_GOOGLE_API_URL is not for openid"]);
    }

    #[test]
    fn secrets_go_by_https_or_stay_on_this_machine() {
        for (address, fine) in [
            ("https://accounts.example.org/realms/school", true),
            ("http://127.0.0.1:4000", true),
            ("http://localhost:4000/x", true),
            ("http://accounts.example.org", false),
            ("http://127.0.0.1.example.org", false),
            ("https://", false),
            ("https://u@accounts.example.org", false),
            ("accounts.example.org", false),
        ] {
            let mut pairs = GOOGLE;
            pairs[1].1 = address;
            assert_eq!(problems(&pairs).is_empty(), fine, "{address}");
        }
    }

    #[test]
    fn a_secret_comes_from_a_file_as_well_and_is_not_shown() {
        let shown = super::super::describe(&vars(&GOOGLE));
        assert!(!shown.contains("hunter2") && !shown.contains("GOOGLE_API_URL"), "{shown}");
        let secret = shown.lines().find(|line| line.contains("GOOGLE_CLIENT_SECRET")).unwrap();
        assert!(secret.contains("(set)"), "{secret}");
        let file = std::env::temp_dir().join("tutorforge-client-secret");
        std::fs::write(&file, "from a file\n").unwrap();
        let path = file.to_string_lossy().into_owned();
        let pairs = [&GOOGLE[..3], &[("TF_SIGNIN_GOOGLE_CLIENT_SECRET_FILE", path.as_str())]].concat();
        assert_eq!(read(&pairs).unwrap()[0].client_secret, "from a file");
    }
}
