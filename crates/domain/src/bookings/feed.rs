//! The sessions of somebody as a calendar that their programs subscribe to (RFC 5545). Whoever has its address reads it,
//! so it tells what its owner chose, and another one takes its place at any time.

use chrono::{DateTime, TimeDelta, Utc};
use contract::{BookingId, GroupId, bookings::MakeFeed};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::Error;
use crate::{
    Ctx, Once,
    accounts::User,
    calendar::{self, Entry, Of},
    once,
};

/// Random characters of the address: nearly 6 bits each.
const LENGTH: usize = 32;
/// What lies longer back is not told any more.
const BACK: TimeDelta = TimeDelta::days(30);
/// Sessions in one answer.
const MOST: i64 = 1_000;

/// One's own feed, without its address.
#[derive(Clone, Debug, PartialEq)]
pub struct Feed {
    pub with_title: bool,
    pub with_notes: bool,
    pub made_at: DateTime<Utc>,
    /// To the hour.
    pub read_at: Option<DateTime<Utc>>,
}

pub async fn my_feed(ctx: &Ctx, user: &User) -> Result<Option<Feed>, sqlx::Error> {
    sqlx::query_as!(
        Feed,
        "SELECT with_title, with_notes, made_at, read_at FROM bookings.feed WHERE person_id = $1",
        user.id.0
    )
    .fetch_optional(&ctx.db)
    .await
}

/// Makes the feed, or another one in its place: the address of before leads nowhere from now on. Gives what stands in the
/// new one, which is kept nowhere; `None` if this very form has made one already.
pub async fn make_feed(ctx: &Ctx, user: &User, form: MakeFeed) -> Result<Option<String>, Error> {
    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(None);
    }
    let secret = ctx.unguessable(LENGTH);
    sqlx::query!(
        "INSERT INTO bookings.feed (person_id, imprint, with_title, with_notes, made_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (person_id) DO UPDATE SET imprint = excluded.imprint, with_title = excluded.with_title,
             with_notes = excluded.with_notes, made_at = excluded.made_at, read_at = NULL",
        user.id.0,
        &imprint(&secret),
        form.with_title,
        form.with_notes,
        ctx.now(),
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(Some(secret))
}

/// Its address leads nowhere from now on.
pub async fn remove_feed(ctx: &Ctx, user: &User) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM bookings.feed WHERE person_id = $1", user.id.0).execute(&ctx.db).await?;
    Ok(())
}

/// The calendar behind an address; `None` if it leads nowhere, or its owner is shut out.
pub async fn feed(ctx: &Ctx, secret: &str) -> Result<Option<String>, sqlx::Error> {
    let owner = sqlx::query!(
        r#"SELECT f.person_id, f.with_title, f.with_notes, f.read_at
           FROM bookings.feed f JOIN accounts.public_person p ON p.id = f.person_id AND NOT p.disabled
           WHERE f.imprint = $1"#,
        &imprint(secret),
    )
    .fetch_optional(&ctx.db)
    .await?;
    let Some(owner) = owner else { return Ok(None) };
    if owner.read_at.is_none_or(|at| at + TimeDelta::hours(1) <= ctx.now()) {
        note_reading(ctx, owner.person_id).await?;
    }
    let rows = rows(ctx, owner.person_id).await?;
    let entries: Vec<_> = rows.into_iter().map(|row| row.entry(owner.with_title, owner.with_notes)).collect();
    Ok(Some(calendar::feed(&entries, &ctx.public_url)))
}

/// A session, or a group that one teaches.
struct Row {
    id: Uuid,
    is_group: bool,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    title: String,
    message: String,
    moves: i64,
}

impl Row {
    fn entry(self, with_title: bool, with_notes: bool) -> Entry {
        Entry {
            of: if self.is_group { Of::Group(GroupId(self.id)) } else { Of::Booking(BookingId(self.id)) },
            sequence: self.moves,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            title: if with_title { self.title } else { "Session".into() },
            about: if with_notes { self.message } else { String::new() },
            cancelled: false,
        }
    }
}

async fn rows(ctx: &Ctx, person: Uuid) -> Result<Vec<Row>, sqlx::Error> {
    sqlx::query_as!(
        Row,
        r#"SELECT b.id AS "id!", false AS "is_group!", b.starts_at AS "starts_at!", b.ends_at AS "ends_at!",
                  coalesce(g.title, s.name) || ' with ' || o.name AS "title!", b.message AS "message!",
                  (SELECT count(*) FROM bookings.step p WHERE p.booking_id = b.id AND p.happened = 'moved') AS "moves!"
           FROM bookings.booking b
           JOIN accounts.public_person o ON o.id = CASE WHEN b.student_id = $1 THEN b.tutor_id ELSE b.student_id END
           JOIN tutors.public_subject s ON s.slug = b.subject
           LEFT JOIN bookings.group_session g ON g.id = b.group_id
           WHERE (b.student_id = $1 OR (b.tutor_id = $1 AND b.group_id IS NULL)) AND b.starts_at > $2
             AND b.state IN ('accepted', 'in_session', 'completed')
           UNION ALL
           SELECT id, true, starts_at, ends_at, title, '', 0 FROM bookings.group_session
           WHERE tutor_id = $1 AND starts_at > $2 AND state <> 'cancelled'
           ORDER BY 3, 1 LIMIT $3"#,
        person,
        ctx.now() - BACK,
        MOST,
    )
    .fetch_all(&ctx.db)
    .await
}

async fn note_reading(ctx: &Ctx, person: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE bookings.feed SET read_at = $2 WHERE person_id = $1", person, ctx.now())
        .execute(&ctx.db)
        .await?;
    Ok(())
}

fn imprint(secret: &str) -> [u8; 32] {
    Sha256::digest(secret).into()
}

#[cfg(test)]
mod tests {
    use contract::{CommandKey, bookings::Cancel};

    use super::*;
    use crate::{
        accounts,
        bookings::{cancel, testing::Classroom},
    };

    fn form(ctx: &Ctx, with_title: bool) -> MakeFeed {
        MakeFeed { key: CommandKey(ctx.id()), with_title, with_notes: with_title }
    }

    #[tokio::test]
    async fn it_tells_what_stands_firm_and_what_its_owner_chose() {
        let room = Classroom::new().await;
        let ctx = room.ctx();
        room.requested().await;
        let secret = make_feed(ctx, &room.student, form(ctx, true)).await.unwrap().unwrap();
        let empty = feed(ctx, &secret).await.unwrap().unwrap();
        assert!(!empty.contains("BEGIN:VEVENT"), "a request is no session yet");

        let room = Classroom::new().await;
        let ctx = room.ctx();
        let id = room.accepted().await;
        let named = make_feed(ctx, &room.student, form(ctx, true)).await.unwrap().unwrap();
        let told = feed(ctx, &named).await.unwrap().unwrap();
        assert!(told.contains("SUMMARY:Algebra with TUTOR") && told.contains("Quadratic"), "{told}");
        assert!(told.contains(&id.to_string()) && !told.contains("@example.org"));
        let quiet = make_feed(ctx, &room.tutor, form(ctx, false)).await.unwrap().unwrap();
        let told = feed(ctx, &quiet).await.unwrap().unwrap();
        assert!(
            told.contains("SUMMARY:Session\r\n") && !told.contains("Quadratic") && !told.contains("STUDENT"),
            "{told}"
        );
        let called_off = Cancel { key: CommandKey(ctx.id()), note: String::new(), back_minor: None };
        cancel(ctx, &room.student, id, called_off).await.unwrap();
        assert!(!feed(ctx, &named).await.unwrap().unwrap().contains("BEGIN:VEVENT"));
    }

    #[tokio::test]
    async fn another_address_takes_the_place_of_the_first_and_none_opens_anything() {
        let room = Classroom::new().await;
        let ctx = room.ctx();
        assert_eq!(my_feed(ctx, &room.student).await.unwrap(), None);
        let once = form(ctx, true);
        let first = make_feed(ctx, &room.student, once.clone()).await.unwrap().unwrap();
        assert_eq!(make_feed(ctx, &room.student, once).await.unwrap(), None, "the same form is one feed");
        feed(ctx, &first).await.unwrap().expect("it works");
        assert_eq!(my_feed(ctx, &room.student).await.unwrap().unwrap().read_at, Some(ctx.now()));
        let second = make_feed(ctx, &room.student, form(ctx, false)).await.unwrap().unwrap();
        assert_eq!(feed(ctx, &first).await.unwrap(), None);
        assert_eq!(my_feed(ctx, &room.student).await.unwrap().unwrap().read_at, None);
        accounts::set_disabled(ctx, "student", true).await.unwrap();
        assert_eq!(feed(ctx, &second).await.unwrap(), None, "its owner is shut out");
        accounts::set_disabled(ctx, "student", false).await.unwrap();
        assert!(feed(ctx, &second).await.unwrap().is_some());
        remove_feed(ctx, &room.student).await.unwrap();
        remove_feed(ctx, &room.student).await.expect("twice is once");
        assert_eq!(feed(ctx, &second).await.unwrap(), None);
        assert_eq!(feed(ctx, "").await.unwrap(), None);
    }
}
