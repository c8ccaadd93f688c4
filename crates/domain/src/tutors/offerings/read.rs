use contract::{
    OfferingId, UserId,
    tutors::{Length, OfferingKind, OfferingTerms, Seats},
};
use sqlx::{PgExecutor, types::Json};
use uuid::Uuid;

use crate::{Ctx, accounts::User};

/// One thing that a tutor offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offering {
    pub id: OfferingId,
    pub kind: OfferingKind,
    pub terms: OfferingTerms,
    /// Students can book it.
    pub open: bool,
}

/// What I offer, in order: first what is open, then what is not any more.
pub async fn my_offerings(ctx: &Ctx, user: &User) -> Result<Vec<Offering>, sqlx::Error> {
    read(&ctx.db, user.id, true).await
}

/// What everybody can book of this tutor, in order. Links and places are known to whoever has booked alone.
pub async fn offerings_of(ctx: &Ctx, tutor: UserId) -> Result<Vec<Offering>, sqlx::Error> {
    let mut offerings = read(&ctx.db, tutor, false).await?;
    for offering in &mut offerings {
        offering.terms.place_detail.clear();
    }
    Ok(offerings)
}

async fn read(db: impl PgExecutor<'_>, tutor: UserId, closed_too: bool) -> Result<Vec<Offering>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT o.id, o.kind, o.title, o.about, o.before_minutes, o.after_minutes, o.notice_hours, o.horizon_days, o.day_cap,
                  o.week_cap, o.approval, o.answer_hours, o.competing, o.policy, o.place, o.place_detail, o.seats_min,
                  o.seats_max, o.join_hours, o.closed_at IS NULL AS "open!",
                  (SELECT coalesce(jsonb_agg(jsonb_build_array(l.minutes, l.price_minor) ORDER BY l.minutes), '[]')
                   FROM tutors.offering_length l WHERE l.offering_id = o.id) AS "lengths!: Json<Vec<(i16, i64)>>"
           FROM tutors.offering o WHERE o.tutor_id = $1 AND ($2 OR o.closed_at IS NULL)
           ORDER BY o.closed_at DESC NULLS FIRST, o.position, o.id LIMIT 100"#,
        tutor.0,
        closed_too,
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::offering).collect()
}

struct Row {
    id: Uuid,
    kind: String,
    title: String,
    about: String,
    before_minutes: i16,
    after_minutes: i16,
    notice_hours: i16,
    horizon_days: i16,
    day_cap: Option<i16>,
    week_cap: Option<i16>,
    approval: String,
    answer_hours: i16,
    competing: bool,
    policy: String,
    place: String,
    place_detail: String,
    seats_min: Option<i16>,
    seats_max: Option<i16>,
    join_hours: Option<i16>,
    open: bool,
    lengths: Json<Vec<(i16, i64)>>,
}

impl Row {
    fn offering(self) -> Result<Offering, sqlx::Error> {
        let decode = |e: String| sqlx::Error::Decode(e.into());
        let seats = self.seats_min.zip(self.seats_max).zip(self.join_hours);
        Ok(Offering {
            id: OfferingId(self.id),
            kind: self.kind.parse().map_err(decode)?,
            open: self.open,
            terms: OfferingTerms {
                title: self.title,
                about: self.about,
                lengths: self
                    .lengths
                    .0
                    .into_iter()
                    .map(|(minutes, price_minor)| Length { minutes, price_minor })
                    .collect(),
                before_minutes: self.before_minutes,
                after_minutes: self.after_minutes,
                notice_hours: self.notice_hours,
                horizon_days: self.horizon_days,
                day_cap: self.day_cap,
                week_cap: self.week_cap,
                approval: self.approval.parse().map_err(decode)?,
                answer_hours: self.answer_hours,
                competing: self.competing,
                policy: self.policy.parse().map_err(decode)?,
                place: self.place.parse().map_err(decode)?,
                place_detail: self.place_detail,
                seats: seats.map(|((min, max), join_hours)| Seats { min, max, join_hours }),
            },
        })
    }
}

impl Offering {
    /// The length that is proposed first: the one nearest to an hour.
    pub fn first_length(&self) -> Option<Length> {
        self.terms.lengths.iter().copied().min_by_key(|length| ((length.minutes - 60).abs(), length.minutes))
    }

    pub fn length(&self, minutes: i16) -> Option<Length> {
        self.terms.lengths.iter().copied().find(|length| length.minutes == minutes)
    }
}
