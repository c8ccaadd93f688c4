//! Servers with rooms for voice and video: each is named whole or not at all.

use super::Reader;

/// Where people of a session can meet.
#[derive(Clone, Default)]
pub struct Rooms {
    /// The address; the application's id and secret, if it asks for tokens.
    pub jitsi: Option<(String, Option<(String, String)>)>,
    /// The address of its API, and the secret.
    pub big_blue_button: Option<(String, String)>,
    pub live_kit: Option<LiveKit>,
}

#[derive(Clone)]
pub struct LiveKit {
    pub url: String,
    pub key: String,
    pub secret: String,
    pub page: String,
}

impl Reader<'_> {
    pub(super) fn rooms(&mut self) -> Rooms {
        let app = (self.get("TF_JITSI_APP"), self.secret("TF_JITSI_SECRET"));
        let jitsi = self.room_address("TF_JITSI_URL", &["https://", "http://"]);
        if jitsi.is_none() && (app.0.is_some() || app.1.is_some()) {
            self.problems.push("TF_JITSI_APP or TF_JITSI_SECRET is set and TF_JITSI_URL is not".into());
        }
        let app = self.together("TF_JITSI_APP and TF_JITSI_SECRET", app.0, app.1);
        let bbb = (self.room_address("TF_BBB_URL", &["https://", "http://"]), self.secret("TF_BBB_SECRET"));
        let big_blue_button = self.together("TF_BBB_URL and TF_BBB_SECRET", bbb.0, bbb.1);
        Rooms { jitsi: jitsi.map(|url| (url, app)), big_blue_button, live_kit: self.live_kit() }
    }

    fn live_kit(&mut self) -> Option<LiveKit> {
        let url = self.room_address("TF_LIVEKIT_URL", &["wss://", "ws://"]);
        let page = self.room_address("TF_LIVEKIT_PAGE", &["https://", "http://"]);
        let (key, secret) = (self.get("TF_LIVEKIT_KEY"), self.secret("TF_LIVEKIT_SECRET"));
        let (place, word) = (
            self.together("TF_LIVEKIT_URL and TF_LIVEKIT_PAGE", url, page),
            self.together("TF_LIVEKIT_KEY and TF_LIVEKIT_SECRET", key, secret),
        );
        let ((url, page), (key, secret)) = self.together("TF_LIVEKIT_URL and TF_LIVEKIT_KEY", place, word)?;
        Some(LiveKit { url, key, secret, page })
    }

    /// Without a slash at the end.
    fn room_address(&mut self, name: &str, schemes: &[&str]) -> Option<String> {
        let value = self.get(name)?;
        if !schemes.iter().any(|scheme| value.starts_with(scheme)) {
            self.problems.push(format!("{name}: {value:?} does not begin with {}", schemes.join(" or ")));
        }
        Some(value.trim_end_matches('/').to_owned())
    }

    fn together<A, B>(&mut self, names: &str, one: Option<A>, other: Option<B>) -> Option<(A, B)> {
        if one.is_some() != other.is_some() {
            self.problems.push(format!("{names} go together"));
        }
        one.zip(other)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::config::{Config, Role};

    fn read(more: &[(&str, &str)]) -> Result<Config, Vec<String>> {
        let base = [("DATABASE_URL", "postgres://localhost/x"), ("TF_ENV", "development")];
        let vars: BTreeMap<String, String> =
            base.iter().chain(more).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Config::read(&vars, Role::Tool).map_err(|problems| problems.0)
    }

    #[test]
    fn each_server_is_named_whole_or_not_at_all() {
        assert!(read(&[]).unwrap().rooms.jitsi.is_none());
        let open = read(&[("TF_JITSI_URL", "https://meet.example.org/")]).unwrap().rooms.jitsi.unwrap();
        assert_eq!(open, ("https://meet.example.org".to_owned(), None));
        let half = |vars: &[(&str, &str)]| read(vars).err().unwrap();
        assert_eq!(half(&[("TF_JITSI_APP", "school")]).len(), 2);
        assert_eq!(half(&[("TF_BBB_URL", "https://bbb.example.org")]), ["TF_BBB_URL and TF_BBB_SECRET go together"]);
        assert_eq!(
            half(&[("TF_JITSI_URL", "meet")]),
            ["TF_JITSI_URL: \"meet\" does not begin with https:// or http://"]
        );
        let live = [
            ("TF_LIVEKIT_URL", "wss://live.example.org"),
            ("TF_LIVEKIT_PAGE", "https://meet.example.org/custom"),
            ("TF_LIVEKIT_KEY", "key"),
            ("TF_LIVEKIT_SECRET", "secret"),
        ];
        assert!(read(&live).unwrap().rooms.live_kit.is_some());
        assert!(!half(&live[..3]).is_empty());
    }
}
