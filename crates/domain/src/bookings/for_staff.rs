//! What people say of sessions to those who look after the place: ratings that they report, and words for them alone.

use chrono::{DateTime, Utc};
use contract::UserId;

use super::Error;
use crate::{
    Ctx,
    accounts::{Power, User},
};

/// Of each list, the latest.
const LATEST: i64 = 50;

/// A rating that whom it is about has reported.
#[derive(Clone, Debug)]
pub struct ReportedRating {
    pub by: UserId,
    pub by_name: String,
    /// Who wrote the rating.
    pub author: String,
    pub stars: i16,
    pub words: String,
    pub reason: String,
    pub at: DateTime<Utc>,
}

/// The latest reports, at most fifty.
///
/// # Errors
/// `OnlyModerators`.
pub async fn reported_ratings(ctx: &Ctx, user: &User) -> Result<Vec<ReportedRating>, Error> {
    user.must(Power::SettleSessions)?;
    let rows = sqlx::query!(
        r#"SELECT p.by_id, by_whom.name AS "by_name!", author.name AS "author!", coalesce(r.stars, s.stars) AS "stars!",
                  coalesce(r.words, s.words) AS "words!", p.reason, p.reported_at
           FROM bookings.rating_report p
           JOIN bookings.booking b ON b.id = p.booking_id
           JOIN accounts.public_person by_whom ON by_whom.id = p.by_id
           JOIN accounts.public_person author ON author.id = CASE WHEN p.by_id = b.tutor_id THEN b.student_id ELSE b.tutor_id END
           LEFT JOIN bookings.rating r ON r.booking_id = b.id AND p.by_id = b.tutor_id
           LEFT JOIN bookings.student_rating s ON s.booking_id = b.id AND p.by_id = b.student_id
           WHERE r.booking_id IS NOT NULL OR s.booking_id IS NOT NULL
           ORDER BY p.reported_at DESC LIMIT $1"#,
        LATEST,
    )
    .fetch_all(&ctx.db)
    .await?;
    let report = rows.into_iter().map(|row| ReportedRating {
        by: UserId(row.by_id),
        by_name: row.by_name,
        author: row.author,
        stars: row.stars,
        words: row.words,
        reason: row.reason,
        at: row.reported_at,
    });
    Ok(report.collect())
}

/// What somebody wrote with a rating for those who look after the place.
#[derive(Clone, Debug)]
pub struct StaffNote {
    pub by: UserId,
    pub by_name: String,
    /// Of whom.
    pub about: String,
    pub note: String,
    pub at: DateTime<Utc>,
}

/// The latest notes, at most fifty.
///
/// # Errors
/// `OnlyModerators`.
pub async fn staff_notes(ctx: &Ctx, user: &User) -> Result<Vec<StaffNote>, Error> {
    user.must(Power::SettleSessions)?;
    let rows = sqlx::query!(
        r#"SELECT n.by_id AS "by_id!", by_whom.name AS "by_name!", about.name AS "about!", n.note AS "note!", n.rated_at AS "rated_at!"
           FROM ((SELECT student_id AS by_id, tutor_id AS about_id, note, rated_at FROM bookings.rating WHERE note <> ''
                  ORDER BY rated_at DESC LIMIT $1)
                 UNION ALL
                 (SELECT tutor_id, student_id, note, rated_at FROM bookings.student_rating WHERE note <> ''
                  ORDER BY rated_at DESC LIMIT $1)) n
           JOIN accounts.public_person by_whom ON by_whom.id = n.by_id
           JOIN accounts.public_person about ON about.id = n.about_id
           ORDER BY n.rated_at DESC LIMIT $1"#,
        LATEST,
    )
    .fetch_all(&ctx.db)
    .await?;
    let note = rows.into_iter().map(|row| StaffNote {
        by: UserId(row.by_id),
        by_name: row.by_name,
        about: row.about,
        note: row.note,
        at: row.rated_at,
    });
    Ok(note.collect())
}

#[cfg(test)]
mod tests {
    use contract::{CommandKey, Refusal, bookings::Rate};

    use super::*;
    use crate::{
        accounts::Role,
        bookings::{
            rate, report_rating,
            testing::{Classroom, refusal, step},
        },
    };

    #[tokio::test]
    async fn moderators_read_what_was_reported_and_what_was_written_for_them() {
        let room = Classroom::new().await;
        let id = room.completed().await;
        for (who, words) in [(&room.student, "Of the tutor"), (&room.tutor, "Of the student")] {
            let note = format!("{words}, for you alone");
            let form = Rate { key: CommandKey(room.ctx().id()), stars: 2, words: words.into(), note };
            rate(room.ctx(), who, id, form).await.unwrap();
            assert_eq!(refusal(staff_notes(room.ctx(), who).await), Refusal::OnlyModerators);
            assert_eq!(refusal(reported_ratings(room.ctx(), who).await), Refusal::OnlyModerators);
        }
        for who in [&room.tutor, &room.student] {
            report_rating(room.ctx(), who, id, step(room.ctx())).await.unwrap();
        }
        let moderator = room.stage.with_role("moderator", Role::Moderator).await;
        let mut notes: Vec<_> = staff_notes(room.ctx(), &moderator).await.unwrap();
        notes.sort_by(|a, b| a.note.cmp(&b.note));
        let notes: Vec<_> = notes.iter().map(|n| (n.by_name.as_str(), n.about.as_str(), n.note.as_str())).collect();
        let expected = [
            ("TUTOR", "STUDENT", "Of the student, for you alone"),
            ("STUDENT", "TUTOR", "Of the tutor, for you alone"),
        ];
        assert_eq!(notes, expected);
        let mut reports: Vec<_> = reported_ratings(room.ctx(), &moderator).await.unwrap();
        reports.sort_by(|a, b| a.words.cmp(&b.words));
        let reports: Vec<_> =
            reports.iter().map(|r| (r.by_name.as_str(), r.author.as_str(), r.words.as_str())).collect();
        assert_eq!(reports, [("STUDENT", "TUTOR", "Of the student"), ("TUTOR", "STUDENT", "Of the tutor")]);
    }
}
