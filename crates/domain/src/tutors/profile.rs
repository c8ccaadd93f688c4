use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use contract::{
    UserId,
    tutors::{HourRange, Level, WeekdayRange},
};
use serde::Deserialize;
use sqlx::types::Json;

use crate::{Ctx, accounts::parse_zone, rating::bayesian_mean};

/// A subject at a level.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Specialty {
    /// The subject's slug.
    pub subject: String,
    pub name: String,
    pub area: String,
    pub level: Level,
}

/// A tutor's page.
#[derive(Clone, Debug)]
pub struct Profile {
    pub id: UserId,
    pub handle: String,
    pub name: String,
    /// The zone of `hours`.
    pub zone: Tz,
    /// When the person began to teach here.
    pub since: DateTime<Utc>,
    pub headline: String,
    pub about: String,
    /// Where they introduce themselves in a video; empty: nowhere.
    pub video: String,
    /// For an hour of what comes first among the offerings, in hundredths of `currency`.
    pub price_minor: i64,
    pub currency: String,
    pub published: bool,
    /// Codes, in alphabetical order.
    pub languages: Vec<String>,
    /// By name, then level.
    pub specialties: Vec<Specialty>,
    /// In the order of the week.
    pub hours: Vec<WeekdayRange>,
    /// The Bayesian mean, 1 to 5; of no use while `rating_count` is 0.
    pub rating: f64,
    pub rating_count: i64,
    /// Finished sessions.
    pub taught_count: i64,
    /// Settled sessions that did not take place because of the tutor.
    pub let_down_count: i64,
    /// Within how many minutes half of the latest requests were answered; none as long as few were.
    pub answer_minutes: Option<i32>,
}

/// A tutor's page as `viewer` may see it: an open one, or one's own. `None` for everything else.
pub async fn profile(ctx: &Ctx, handle: &str, viewer: Option<UserId>) -> Result<Option<Profile>, sqlx::Error> {
    let row = sqlx::query_as!(
        Row,
        r#"SELECT t.person_id, p.handle AS "handle!", p.name AS "name!", p.zone AS "zone!", t.created_at, t.headline,
                  t.about, t.video, t.price_minor, t.currency, t.published,
                  coalesce(r.rating_sum, 0) AS "rating_sum!", coalesce(r.rating_count, 0) AS "rating_count!",
                  coalesce(r.taught_count, 0) AS "taught_count!", coalesce(r.let_down_count, 0) AS "let_down_count!",
                  r.answer_minutes AS "answer_minutes?",
                  ARRAY(SELECT l.code FROM tutors.language l WHERE l.tutor_id = t.person_id ORDER BY l.code) AS "languages!",
                  (SELECT coalesce(jsonb_agg(jsonb_build_object('subject', s.subject, 'name', u.name, 'area', u.area,
                                                                'level', s.level)), '[]')
                   FROM tutors.specialty s JOIN tutors.subject u ON u.slug = s.subject
                   WHERE s.tutor_id = t.person_id) AS "specialties!: Json<Vec<Specialty>>",
                  (SELECT coalesce(jsonb_agg(jsonb_build_array(h.weekday, h.starts, h.ends) ORDER BY h.weekday, h.starts), '[]')
                   FROM tutors.hours h WHERE h.tutor_id = t.person_id) AS "hours!: Json<Vec<(i16, i16, i16)>>"
           FROM accounts.public_person p
           JOIN tutors.tutor t ON t.person_id = p.id
           LEFT JOIN tutors.standing r ON r.tutor_id = t.person_id
           WHERE p.handle = $1 AND NOT p.disabled AND (t.published OR t.person_id = $2)"#,
        handle,
        viewer.map(|v| v.0),
    )
    .fetch_optional(&ctx.db)
    .await?;
    Ok(row.map(Row::profile))
}

/// Whether this person's page as a tutor is open to everyone.
pub async fn is_published(ctx: &Ctx, person: UserId) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM tutors.tutor WHERE person_id = $1 AND published) AS "published!""#,
        person.0
    )
    .fetch_one(&ctx.db)
    .await
}

impl Profile {
    /// Of the sessions that depended on the tutor: those that took place, and all of them. None as long as there were none.
    pub fn kept(&self) -> Option<(i64, i64)> {
        let all = self.taught_count + self.let_down_count;
        (all > 0).then_some((self.taught_count, all))
    }

    /// What can be booked: slug and name, each once.
    pub fn subjects(&self) -> Vec<(String, String)> {
        let mut subjects: Vec<_> = self.specialties.iter().map(|s| (s.subject.clone(), s.name.clone())).collect();
        subjects.dedup();
        subjects
    }
}

struct Row {
    person_id: uuid::Uuid,
    handle: String,
    name: String,
    zone: String,
    created_at: DateTime<Utc>,
    headline: String,
    about: String,
    video: String,
    price_minor: i64,
    currency: String,
    published: bool,
    rating_sum: i64,
    rating_count: i64,
    taught_count: i64,
    let_down_count: i64,
    answer_minutes: Option<i32>,
    languages: Vec<String>,
    specialties: Json<Vec<Specialty>>,
    hours: Json<Vec<(i16, i16, i16)>>,
}

impl Row {
    fn profile(self) -> Profile {
        let range = |(weekday, starts, ends)| WeekdayRange { weekday, range: HourRange { starts, ends } };
        let mut specialties = self.specialties.0;
        specialties.sort_by(|a, b| (&a.name, a.level).cmp(&(&b.name, b.level)));
        Profile {
            id: UserId(self.person_id),
            handle: self.handle,
            name: self.name,
            zone: parse_zone(&self.zone).unwrap_or(Tz::UTC),
            since: self.created_at,
            headline: self.headline,
            about: self.about,
            video: self.video,
            price_minor: self.price_minor,
            currency: self.currency,
            published: self.published,
            languages: self.languages,
            specialties,
            hours: self.hours.0.into_iter().map(range).collect(),
            rating: bayesian_mean(self.rating_sum, self.rating_count),
            rating_count: self.rating_count,
            taught_count: self.taught_count,
            let_down_count: self.let_down_count,
            answer_minutes: self.answer_minutes,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        accounts,
        testing::Stage,
        tutors::{profile, testing::open_tutor},
    };

    #[tokio::test]
    async fn a_disabled_account_has_no_page() {
        let stage = Stage::new().await;
        let ada = open_tutor(&stage, "ada", &["physics", "algebra"]).await;
        let page = profile(&stage.ctx, "ada", None).await.unwrap().unwrap();
        assert_eq!(page.specialties.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["Algebra", "Physics"]);
        assert_eq!((page.rating_count, page.taught_count), (0, 0));
        accounts::set_disabled(&stage.ctx, "ada", true).await.unwrap();
        assert!(profile(&stage.ctx, "ada", Some(ada.id)).await.unwrap().is_none());
        assert!(profile(&stage.ctx, "nobody", None).await.unwrap().is_none());
    }
}
