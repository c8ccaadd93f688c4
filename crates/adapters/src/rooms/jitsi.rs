use chrono::{DateTime, TimeDelta, Utc};
use domain::ports::{Guest, Room};
use serde::Serialize;

use super::{jwt, name};

/// A Jitsi Meet. Whoever knows the name of a room is in; with an application's secret a token is asked for besides.
#[derive(Clone)]
pub struct Jitsi {
    /// Without a slash at the end.
    pub url: String,
    /// The application's id and its secret.
    pub app: Option<(String, String)>,
}

#[derive(Serialize)]
struct Claims<'a> {
    aud: &'static str,
    iss: &'a str,
    sub: &'a str,
    room: &'a str,
    nbf: i64,
    exp: i64,
    context: Context<'a>,
}

#[derive(Serialize)]
struct Context<'a> {
    user: User<'a>,
}

#[derive(Serialize)]
struct User<'a> {
    id: String,
    name: &'a str,
    moderator: bool,
}

impl Jitsi {
    pub(super) fn way_in(&self, room: &Room, guest: &Guest, now: DateTime<Utc>) -> String {
        let name = name(room);
        let shown = serde_json::to_string(&guest.name).unwrap_or_default();
        let shown: String =
            url::form_urlencoded::byte_serialize(shown.as_bytes()).collect::<String>().replace('+', "%20");
        let token =
            self.app.as_ref().map(|(id, secret)| format!("?jwt={}", self.token(id, secret, &name, room, guest, now)));
        format!("{}/{name}{}#userInfo.displayName={shown}", self.url, token.unwrap_or_default())
    }

    fn token(&self, id: &str, secret: &str, room_name: &str, room: &Room, guest: &Guest, now: DateTime<Utc>) -> String {
        let host = self.url.split("://").last().unwrap_or_default().split(['/', ':']).next().unwrap_or_default();
        let user = User { id: guest.id.to_string(), name: &guest.name, moderator: guest.host };
        let claims = Claims {
            aud: "jitsi",
            iss: id,
            sub: host,
            room: room_name,
            nbf: (now - TimeDelta::minutes(1)).timestamp(),
            exp: (room.ends_at.max(now) + TimeDelta::hours(1)).timestamp(),
            context: Context { user },
        };
        jwt::sign(secret, &claims)
    }
}

#[cfg(test)]
mod tests {
    use contract::tutors::Place;

    use super::*;
    use crate::rooms::testing::{at, guest, room};

    #[test]
    fn the_name_is_the_key_and_a_token_comes_with_a_secret() {
        let now = at("2026-03-02T09:55:00Z");
        let open = Jitsi { url: "https://meet.example.org".into(), app: None };
        let way = open.way_in(&room(Place::Room), &guest(false), now);
        let name = "tutorforge-00112233445566778899aabbccddeeff";
        let shown = "%22Ada%20%5C%22L%5C%22%20M%C3%BCller%22";
        assert_eq!(way, format!("https://meet.example.org/{name}#userInfo.displayName={shown}"));
        let closed = Jitsi { app: Some(("school".into(), "quiet".into())), ..open };
        let way = closed.way_in(&room(Place::Room), &guest(true), now);
        assert!(
            way.starts_with(&format!("https://meet.example.org/{name}?jwt=eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.")),
            "{way}"
        );
    }
}
