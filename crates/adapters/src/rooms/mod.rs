//! Rooms for voice and video: those of a Jitsi, a BigBlueButton or a LiveKit of the operator's.

mod big_blue_button;
mod jitsi;
mod jwt;
mod live_kit;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use contract::tutors::Place;
use domain::ports::{Guest, Room, RoomError, Rooms};

pub use big_blue_button::BigBlueButton;
pub use jitsi::Jitsi;
pub use live_kit::LiveKit;

/// All that are configured.
#[derive(Default)]
pub struct VideoRooms {
    pub jitsi: Option<Jitsi>,
    pub big_blue_button: Option<BigBlueButton>,
    pub live_kit: Option<LiveKit>,
}

#[async_trait]
impl Rooms for VideoRooms {
    fn kinds(&self) -> Vec<Place> {
        let there = [
            (Place::Room, self.jitsi.is_some()),
            (Place::BigBlueButton, self.big_blue_button.is_some()),
            (Place::LiveKit, self.live_kit.is_some()),
        ];
        there.into_iter().filter_map(|(place, there)| there.then_some(place)).collect()
    }

    async fn way_in(&self, room: &Room, guest: &Guest, now: DateTime<Utc>) -> Result<String, RoomError> {
        match (room.place, self) {
            (Place::Room, Self { jitsi: Some(jitsi), .. }) => Ok(jitsi.way_in(room, guest, now)),
            (Place::BigBlueButton, Self { big_blue_button: Some(server), .. }) => server.way_in(room, guest).await,
            (Place::LiveKit, Self { live_kit: Some(live_kit), .. }) => Ok(live_kit.way_in(room, guest, now)),
            _ => Err(RoomError::NoSuchRooms),
        }
    }
}

/// The name of a room: nobody guesses 122 random bits.
fn name(room: &Room) -> String {
    format!("tutorforge-{}", room.id.simple())
}

#[cfg(test)]
mod testing {
    use contract::UserId;
    use uuid::Uuid;

    use super::*;

    pub(super) fn room(place: Place) -> Room {
        let id = Uuid::from_u128(0x0011_2233_4455_6677_8899_aabb_ccdd_eeff);
        Room { place, id, title: "Algebra & more".into(), ends_at: at("2026-03-02T11:00:00Z") }
    }

    pub(super) fn guest(host: bool) -> Guest {
        Guest { id: UserId(Uuid::from_u128(7)), name: "Ada \"L\" Müller".into(), host }
    }

    pub(super) fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }
}
