use chrono::{DateTime, TimeDelta, Utc};
use domain::ports::{Guest, Room};
use serde::Serialize;
use url::form_urlencoded::Serializer;

use super::{jwt, name};

/// A LiveKit. It has rooms and no page of its own, so a page is configured that takes server and token, such as LiveKit Meet.
#[derive(Clone)]
pub struct LiveKit {
    /// Of the server, such as `wss://live.example.org`.
    pub url: String,
    pub key: String,
    pub secret: String,
    /// Takes `liveKitUrl` and `token`, such as `https://meet.example.org/custom`.
    pub page: String,
}

#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    sub: String,
    name: &'a str,
    nbf: i64,
    exp: i64,
    video: Grant<'a>,
    metadata: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "as LiveKit reads it")]
struct Grant<'a> {
    room: &'a str,
    room_join: bool,
    room_admin: bool,
    can_publish: bool,
    can_subscribe: bool,
    can_publish_data: bool,
}

impl LiveKit {
    pub(super) fn way_in(&self, room: &Room, guest: &Guest, now: DateTime<Utc>) -> String {
        let name = name(room);
        let video = Grant {
            room: &name,
            room_join: true,
            room_admin: guest.host,
            can_publish: true,
            can_subscribe: true,
            can_publish_data: true,
        };
        let claims = Claims {
            iss: &self.key,
            sub: guest.id.to_string(),
            name: &guest.name,
            nbf: (now - TimeDelta::minutes(1)).timestamp(),
            // It matters for coming in alone.
            exp: (room.ends_at.max(now) + TimeDelta::hours(1)).timestamp(),
            video,
            metadata: "",
        };
        let token = jwt::sign(&self.secret, &claims);
        let query =
            Serializer::new(String::new()).append_pair("liveKitUrl", &self.url).append_pair("token", &token).finish();
        format!("{}?{query}", self.page)
    }
}

#[cfg(test)]
mod tests {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    use contract::tutors::Place;

    use super::*;
    use crate::rooms::testing::{at, guest, room};

    #[test]
    fn the_token_says_who_may_do_what_in_which_room() {
        let (url, page) = ("wss://live.example.org".into(), "https://meet.example.org/custom".into());
        let live_kit = LiveKit { url, key: "APIkey".into(), secret: "quiet".into(), page };
        let way = live_kit.way_in(&room(Place::LiveKit), &guest(true), at("2026-03-02T09:55:00Z"));
        let token =
            way.strip_prefix("https://meet.example.org/custom?liveKitUrl=wss%3A%2F%2Flive.example.org&token=").unwrap();
        let claims = URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap();
        let claims: serde_json::Value = serde_json::from_slice(&claims).unwrap();
        assert_eq!(claims["iss"], "APIkey");
        assert_eq!(claims["video"]["room"], "tutorforge-00112233445566778899aabbccddeeff");
        assert_eq!(claims["video"]["roomJoin"], true);
        assert_eq!(claims["exp"], at("2026-03-02T12:00:00Z").timestamp());
        assert_eq!(claims["name"], "Ada \"L\" Müller");
    }
}
