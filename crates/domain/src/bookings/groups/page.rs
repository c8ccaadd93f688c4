use chrono::{DateTime, Utc};
use contract::{BookingId, GroupId, UserId, bookings::Policy};
use sqlx::types::Json;
use uuid::Uuid;

use super::{GroupState, facts, model::Group};
use crate::{
    Ctx,
    accounts::{self, User},
    bookings::{rules::DOOR, state::State},
};

/// Everything the page of a group shows, from its reader's side.
#[derive(Clone, Debug)]
pub struct GroupPage {
    pub id: GroupId,
    pub title: String,
    pub about: String,
    /// The subject's name.
    pub subject: String,
    pub tutor: UserId,
    pub tutor_name: String,
    pub tutor_handle: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub join_until: DateTime<Utc>,
    /// Of one seat.
    pub price_minor: i64,
    pub currency: String,
    pub policy: Policy,
    pub seats_min: i16,
    pub seats_max: i16,
    pub seats_taken: i16,
    /// Of those who come.
    pub seats_firm: i16,
    pub waiting: i64,
    pub state: GroupState,
    /// Why it was called off; empty: there were too few.
    pub reason: String,
    /// The reader teaches it.
    pub is_mine: bool,
    pub mine: Mine,
    /// What the reader may do now.
    pub actions: Vec<GroupAction>,
    /// For its tutor alone: who comes.
    pub seats: Vec<SeatTaken>,
}

/// What the reader has in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mine {
    Nothing,
    Seat(BookingId),
    /// Kept for them until then.
    Kept {
        booking: BookingId,
        until: DateTime<Utc>,
    },
    /// From 1.
    InLine(i64),
}

/// Somebody who comes.
#[derive(Clone, Debug)]
pub struct SeatTaken {
    pub booking: BookingId,
    pub person: UserId,
    pub name: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupAction {
    Join,
    /// Takes the seat that is kept.
    Take,
    LetGo,
    Wait,
    LeaveLine,
    CallOff,
}

impl GroupAction {
    /// The value of the form field `action`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Join => "join",
            Self::Take => "take",
            Self::LetGo => "let_go",
            Self::Wait => "wait",
            Self::LeaveLine => "leave_line",
            Self::CallOff => "call_off",
        }
    }
}

impl std::str::FromStr for GroupAction {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let all = [Self::Join, Self::Take, Self::LetGo, Self::Wait, Self::LeaveLine, Self::CallOff];
        all.into_iter().find(|action| action.as_str() == text).ok_or(())
    }
}

type SeatRow = (Uuid, Uuid, String);

/// A group as somebody sees it, or anybody who is not signed in. `None` if its tutor's page is closed, unless they teach it or have
/// a seat.
pub async fn page(ctx: &Ctx, viewer: Option<&User>, id: GroupId) -> Result<Option<GroupPage>, sqlx::Error> {
    let now = ctx.now();
    let me = viewer.map(|user| user.id.0);
    let row = sqlx::query!(
        r#"SELECT g.title, g.about, g.reason, s.name AS "subject!", p.name AS "tutor_name!", p.handle AS "tutor_handle!",
                  EXISTS (SELECT FROM tutors.public_tutor t WHERE t.person_id = g.tutor_id AND t.published AND NOT p.disabled) AS "open!",
                  b.id AS "booking?", b.state AS "booking_state?", b.lapses_at AS "lapses_at?",
                  (SELECT count(*) FROM bookings.group_waiting w WHERE w.group_id = g.id) AS "waiting!",
                  (SELECT count(*) FROM bookings.group_waiting w JOIN bookings.group_waiting m ON m.group_id = w.group_id
                   WHERE m.group_id = g.id AND m.person_id = $2 AND w.number <= m.number) AS "place!",
                  (SELECT coalesce(jsonb_agg(jsonb_build_array(c.id, c.student_id, o.name) ORDER BY o.name, c.id), '[]')
                   FROM bookings.booking c JOIN accounts.public_person o ON o.id = c.student_id
                   WHERE c.group_id = g.id AND g.tutor_id = $2 AND c.state NOT IN ('held', 'cancelled')) AS "seats!: Json<Vec<SeatRow>>"
           FROM bookings.group_session g
           JOIN tutors.public_subject s ON s.slug = g.subject
           JOIN accounts.public_person p ON p.id = g.tutor_id
           LEFT JOIN bookings.booking b ON b.group_id = g.id AND b.student_id = $2 AND b.state <> 'cancelled'
           WHERE g.id = $1"#,
        id.0,
        me,
    )
    .fetch_optional(&ctx.db)
    .await?;
    let (Some(row), Some(group)) = (row, facts::read(&ctx.db, id).await?) else { return Ok(None) };
    let is_mine = viewer.is_some_and(|user| user.id == group.tutor);
    if !row.open && !is_mine && row.booking.is_none() {
        return Ok(None);
    }
    let apart = match viewer {
        Some(user) => accounts::kept_apart(ctx, user.id).await?.contains(&group.tutor),
        None => false,
    };
    let fallen = group.state_at(now) == GroupState::CalledOff;
    let mine = match (row.booking.map(BookingId), row.booking_state.as_deref(), row.lapses_at) {
        (Some(booking), Some(state), Some(until)) if state == State::Held.as_str() && now < until => {
            Mine::Kept { booking, until }
        }
        (Some(booking), Some(state), _) if state != State::Held.as_str() && !fallen => Mine::Seat(booking),
        _ if row.place > 0 => Mine::InLine(row.place),
        _ => Mine::Nothing,
    };
    let actions = match viewer {
        Some(_) if is_mine => of_tutor(&group, now),
        Some(_) if row.open && !apart => of_student(&group, mine, now),
        Some(_) if matches!(mine, Mine::InLine(_)) => vec![GroupAction::LeaveLine],
        _ => Vec::new(),
    };
    Ok(Some(GroupPage {
        id,
        title: row.title,
        about: row.about,
        subject: row.subject,
        tutor: group.tutor,
        tutor_name: row.tutor_name,
        tutor_handle: row.tutor_handle,
        starts_at: group.starts_at,
        ends_at: group.ends_at,
        join_until: group.join_until,
        price_minor: group.price_minor,
        policy: group.policy,
        seats_min: group.seats_min,
        seats_max: group.seats_max,
        seats_taken: group.seats_taken,
        seats_firm: group.seats_firm(),
        waiting: row.waiting,
        state: group.state_at(now),
        reason: row.reason,
        is_mine,
        mine,
        actions,
        seats: row.seats.0.into_iter().map(seat).collect(),
        currency: group.currency,
    }))
}

fn seat((booking, person, name): SeatRow) -> SeatTaken {
    SeatTaken { booking: BookingId(booking), person: UserId(person), name }
}

fn of_tutor(group: &Group, now: DateTime<Utc>) -> Vec<GroupAction> {
    let can = group.state_at(now) != GroupState::CalledOff && now < group.starts_at - DOOR;
    can.then_some(GroupAction::CallOff).into_iter().collect()
}

/// A seat that is free although others wait is free because they are all busy then.
fn of_student(group: &Group, mine: Mine, now: DateTime<Utc>) -> Vec<GroupAction> {
    if group.must_be_open(now).is_err() {
        return Vec::new();
    }
    match mine {
        Mine::Seat(_) => Vec::new(),
        Mine::Kept { .. } => vec![GroupAction::Take, GroupAction::LetGo],
        Mine::InLine(_) => vec![GroupAction::LeaveLine],
        Mine::Nothing if group.seats_taken < group.seats_max => vec![GroupAction::Join],
        Mine::Nothing => vec![GroupAction::Wait],
    }
}
