//! What secrets lie sealed by in the database.

use domain::seal::Seals;

use super::Reader;

pub(super) const KEYS: &str = "TF_SECRET_KEYS";

impl Reader<'_> {
    /// Without any in development there is one that everybody knows. A tool that opens nothing needs none.
    pub(super) fn seals(&mut self, development: bool) -> Seals {
        let before = self.problems.len();
        match self.secret(KEYS) {
            Some(text) => text.parse().unwrap_or_else(|problem| {
                self.problems.push(format!("{KEYS}: {problem}"));
                Seals::default()
            }),
            None if development => Seals::open_to_all(),
            None => {
                if self.must_reach_people(development) && self.problems.len() == before {
                    self.problems.push(format!(
                        "{KEYS} is missing: secrets of people lie sealed by it. Make one with: echo \"k1:$(openssl rand -base64 32)\""
                    ));
                }
                Seals::default()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, Role};

    const KEY: &str = "k1:YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXowMTIzNDU=";

    fn read(env: &str, role: Role, keys: Option<&str>) -> Result<Config, String> {
        let usual = [
            ("TF_ENV", env),
            ("TF_PUBLIC_URL", "https://tutors.example.org"),
            ("DATABASE_URL", "postgres://127.0.0.1/x"),
            ("SMTP_URL", "smtps://mail.example.org"),
        ];
        let keys = keys.map(|keys| ("TF_SECRET_KEYS", keys));
        let vars = usual.into_iter().chain(keys).map(|(name, value)| (name.into(), value.into())).collect();
        Config::read(&vars, role).map_err(|problems| problems.to_string())
    }

    #[test]
    fn production_does_not_start_without_a_key_of_its_own() {
        assert_eq!(read("production", Role::Service, Some(KEY)).unwrap().seals.first().unwrap(), "k1");
        for keys in [None, Some(""), Some("k1:c2hvcnQ="), Some("k1")] {
            let told = read("production", Role::Service, keys).err().unwrap();
            assert!(told.contains("TF_SECRET_KEYS") && !told.contains("c2hvcnQ="), "{keys:?}: {told}");
        }
        assert!(read("production", Role::Tool, None).unwrap().seals.first().is_err());
        assert_eq!(read("development", Role::Service, None).unwrap().seals.first().unwrap(), "development");
    }
}
