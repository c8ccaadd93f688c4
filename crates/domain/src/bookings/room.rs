//! Where the two of a session meet, and the way in.

use contract::{BookingId, Refusal, tutors::Place};
use uuid::Uuid;

use super::{
    Error, facts,
    state::{Actor, Side, State},
};
use crate::{
    Ctx,
    accounts::User,
    ports::{Guest, Room, RoomError},
};

/// Where a session takes place, as far as the reader may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    pub place: Place,
    /// The link or the place; empty as long as the session is not settled.
    pub detail: String,
    /// One can go into its room now.
    pub open: bool,
    /// There are rooms of this kind here.
    pub there: bool,
}

impl Meeting {
    /// One goes into one of our rooms, and can do so now.
    pub fn is_open_room(&self) -> bool {
        self.there && self.open
    }
}

/// An address to go to, for one person alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayIn {
    pub url: String,
    /// Whose server it is.
    pub host: String,
    /// They have said that they are there.
    pub checked_in: bool,
}

/// The way into the room of a session, from ten minutes before its start to its end.
///
/// # Errors
/// `NotFound` for whoever has no part in it; `NotAccepted`, `DoorClosed`, `AlreadyEnded`; `NoRooms` where its place is none of ours,
/// `RoomsAway` if they do not answer.
pub async fn way_in(ctx: &Ctx, user: &User, id: BookingId) -> Result<WayIn, Error> {
    let booking = facts::read(&ctx.db, &[id.0]).await?.pop().ok_or(Error::NotFound)?;
    let side = booking.side(user.id).ok_or(Error::NotFound)?;
    let now = ctx.now();
    match booking.state_at(now) {
        State::Accepted | State::InSession => {}
        State::Completed => return Err(Refusal::AlreadyEnded.into()),
        _ => return Err(Refusal::NotAccepted.into()),
    }
    booking.is_open(now)?;
    let (place, room) = place_of(ctx, id).await?;
    let subject = sqlx::query_scalar!(
        r#"SELECT s.name AS "name!" FROM tutors.public_subject s JOIN bookings.booking b ON b.subject = s.slug WHERE b.id = $1"#,
        id.0
    );
    let title = subject.fetch_one(&ctx.db).await?;
    let room = Room { place, id: room, title, ends_at: booking.ends_at };
    let guest = Guest { id: user.id, name: user.name.clone(), host: side == Side::Tutor };
    let url = ctx.rooms.way_in(&room, &guest, now).await.map_err(refused)?;
    let host = url.split("://").last().unwrap_or_default().split('/').next().unwrap_or_default().to_owned();
    Ok(WayIn { url, host, checked_in: booking.is_in(Actor::Side(side)) })
}

fn refused(error: RoomError) -> Error {
    match error {
        RoomError::NoSuchRooms => Refusal::NoRooms.into(),
        RoomError::Away(why) => {
            tracing::warn!(why, "the rooms are away");
            Refusal::RoomsAway.into()
        }
    }
}

async fn place_of(ctx: &Ctx, id: BookingId) -> Result<(Place, Uuid), sqlx::Error> {
    let row = sqlx::query!("SELECT place, room FROM bookings.booking WHERE id = $1", id.0).fetch_one(&ctx.db).await?;
    Ok((row.place.parse().map_err(|e: String| sqlx::Error::Decode(e.into()))?, row.room))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use async_trait::async_trait;
    use chrono::{DateTime, TimeDelta, Utc};

    use super::*;
    use crate::{
        bookings::{
            rules::DOOR,
            testing::{Classroom, refusal},
        },
        ports::Rooms,
    };

    /// Answers who would go in where.
    struct Told;

    #[async_trait]
    impl Rooms for Told {
        fn kinds(&self) -> Vec<Place> {
            vec![Place::Room]
        }

        async fn way_in(&self, room: &Room, guest: &Guest, _: DateTime<Utc>) -> Result<String, RoomError> {
            match room.place {
                Place::Room => Ok(format!("https://meet.example.org/{}?{}={}", room.id, guest.name, guest.host)),
                _ => Err(RoomError::Away("busy".into())),
            }
        }
    }

    async fn room_with_rooms() -> Classroom {
        let mut room = Classroom::new().await;
        room.stage.ctx.rooms = Arc::new(Told);
        room
    }

    #[tokio::test]
    async fn both_go_into_the_same_room_and_nobody_else_while_the_door_is_open() {
        let room = room_with_rooms().await;
        let id = room.accepted().await;
        let (ctx, tutor, student) = (room.ctx(), &room.tutor, &room.student);
        assert_eq!(refusal(way_in(ctx, student, id).await), Refusal::DoorClosed);
        ctx.clock.advance(TimeDelta::hours(25) - DOOR);
        let (host, guest) = (way_in(ctx, tutor, id).await.unwrap(), way_in(ctx, student, id).await.unwrap());
        assert_eq!(host.host, "meet.example.org");
        assert!(host.url.ends_with("?TUTOR=true") && guest.url.ends_with("?STUDENT=false"), "{host:?} {guest:?}");
        assert_eq!(host.url.split('?').next(), guest.url.split('?').next());
        let stranger = room.stage.person("stranger").await;
        assert!(matches!(way_in(ctx, &stranger, id).await, Err(Error::NotFound)));
        ctx.clock.advance(TimeDelta::minutes(70));
        assert_eq!(refusal(way_in(ctx, student, id).await), Refusal::AlreadyEnded);
        ctx.clock.advance(TimeDelta::days(4));
        assert_eq!(refusal(way_in(ctx, student, id).await), Refusal::AlreadyEnded);
    }

    #[tokio::test]
    async fn what_is_not_settled_has_no_room_and_a_server_may_be_away() {
        let room = room_with_rooms().await;
        let id = room.requested().await;
        assert_eq!(refusal(way_in(room.ctx(), &room.student, id).await), Refusal::NotAccepted);
        crate::bookings::accept(room.ctx(), &room.tutor, id, crate::bookings::testing::step(room.ctx())).await.unwrap();
        room.ctx().clock.advance(TimeDelta::hours(25));
        room.run("UPDATE bookings.booking SET place = 'bbb'").await;
        assert_eq!(refusal(way_in(room.ctx(), &room.student, id).await), Refusal::RoomsAway);
    }
}
