use axum::{Router, extract::RawQuery, routing::get};
use contract::tutors::Place;
use tokio::net::TcpListener;

use super::*;
use crate::rooms::testing::{guest, room};

const SECRET: &str = "639259d4-9dd8-4b25-bf01-95f9567eaf4b";

/// The call of BigBlueButton's documentation; its SHA-256 was computed with `sha256sum`.
#[test]
fn a_known_checksum() {
    let query = "name=Test+Meeting&meetingID=abc123&attendeePW=111222&moderatorPW=333444";
    let known = "da9185f7f333cfdfcd6eeac32dca3777510c4c436020d8b887ba5515bd1d189e";
    assert_eq!(checksum("create", query, SECRET), known);
}

/// A server that opens a room if the checksum is right, as the documentation says.
async fn server() -> BigBlueButton {
    _ = rustls::crypto::ring::default_provider().install_default();
    let create = async |RawQuery(query): RawQuery| {
        let query = query.unwrap_or_default();
        let (said, sum) = query.rsplit_once("&checksum=").unwrap_or_default();
        if checksum("create", said, SECRET) == sum {
            "<response><returncode>SUCCESS</returncode></response>"
        } else {
            "<response><returncode>FAILED</returncode><messageKey>checksumError</messageKey></response>"
        }
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/api/", listener.local_addr().unwrap());
    let app = Router::new().route("/api/create", get(create));
    tokio::spawn(async move { axum::serve(listener, app).await });
    BigBlueButton::new(&url, SECRET).unwrap()
}

#[tokio::test]
async fn the_room_is_opened_and_host_and_guest_come_in_by_different_words() {
    let server = server().await;
    let room = room(Place::BigBlueButton);
    let host = server.way_in(&room, &guest(true)).await.unwrap();
    let other = server.way_in(&room, &guest(false)).await.unwrap();
    assert!(host.contains("/api/join?fullName=Ada+%22L%22+M%C3%BCller&meetingID=tutorforge-0011"), "{host}");
    let word = |way: &str| way.split("&password=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    assert_ne!(word(&host), word(&other));
    let (query, sum) = host.split_once('?').unwrap().1.rsplit_once("&checksum=").unwrap();
    assert_eq!(checksum("join", query, SECRET), sum);
}

#[tokio::test]
async fn what_is_refused_or_away_is_told_without_the_secret() {
    let wrong = BigBlueButton { secret: "another".into(), ..server().await };
    let refused = wrong.way_in(&room(Place::BigBlueButton), &guest(true)).await.unwrap_err();
    assert_eq!(refused.to_string(), "the rooms do not answer: checksumError");
    let away = BigBlueButton::new("http://127.0.0.1:9/api", SECRET).unwrap();
    let error = away.way_in(&room(Place::BigBlueButton), &guest(true)).await.unwrap_err().to_string();
    assert!(!error.contains("checksum") && !error.contains(SECRET), "{error}");
}
