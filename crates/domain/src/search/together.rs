//! Several people who look for the same subject at the same time: one session could be for all of them, and cost each less.

use std::{cmp::Reverse, collections::BTreeMap};

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use contract::{
    UserId,
    tutors::{Level, Search},
};

use super::{
    KNOWN_DAYS,
    wish::{self, Span},
};
use crate::{
    Ctx,
    accounts::{self, User, parse_zone},
    bookings::{self, Availability, ListedGroup, Slot},
};

/// Questions that are looked at, the newest first.
const LOOKED_AT: i64 = 300;
/// How far ahead.
const AHEAD: TimeDelta = TimeDelta::days(14);
/// Times, or groups, that are shown.
const SHOWN: usize = 5;

/// A time at which a tutor is free and several people look for one of their subjects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedTogether {
    /// The subject's slug.
    pub subject: String,
    pub starts_at: DateTime<Utc>,
    /// How many look for it; who they are stays with them.
    pub people: usize,
}

/// The times of the next two weeks that most people look for, of those at which the tutor could give a session of so many minutes:
/// at least two people, at most five times, none of which overlap. Only questions count whose owners want to hear of times.
pub async fn wanted_together(
    ctx: &Ctx,
    tutor: &User,
    subjects: &[String],
    minutes: i16,
) -> Result<Vec<WantedTogether>, sqlx::Error> {
    let wishes = wishes(ctx, tutor, subjects).await?;
    if wishes.values().all(|people| people.len() < 2) {
        return Ok(Vec::new());
    }
    let Some(hours) = bookings::availability(ctx, tutor.id, None).await? else { return Ok(Vec::new()) };
    let hours = Availability { session: TimeDelta::minutes(minutes.into()), ..hours };
    let now = ctx.now();
    Ok(most_wanted(&bookings::free(&hours, now, now, now + AHEAD), &wishes))
}

/// For each subject, when each of those who look for it has time.
type Wishes = BTreeMap<String, BTreeMap<UserId, Vec<Span>>>;

async fn wishes(ctx: &Ctx, tutor: &User, subjects: &[String]) -> Result<Wishes, sqlx::Error> {
    let apart: Vec<_> = accounts::kept_apart(ctx, tutor.id).await?.into_iter().map(|person| person.0).collect();
    let rows = sqlx::query!(
        r#"SELECT s.person_id, s.query, p.zone AS "zone!" FROM search.saved s
           JOIN accounts.public_person p ON p.id = s.person_id AND NOT p.disabled
           WHERE s.alert <> 'off' AND s.anchors && $1 AND s.person_id <> $2 AND s.person_id <> ALL($3)
           ORDER BY s.created_at DESC LIMIT $4"#,
        &anchors(subjects),
        tutor.id.0,
        &apart,
        LOOKED_AT,
    )
    .fetch_all(&ctx.db)
    .await?;
    let mut wishes = Wishes::new();
    for row in rows {
        let (search, Some(zone)) = (Search::parse(&row.query), parse_zone(&row.zone)) else { continue };
        if let (Some(subject), Some(when)) = (search.subject, search.when) {
            let spans = wish::spans(&when, zone, ctx.now(), &[]);
            wishes.entry(subject).or_default().entry(UserId(row.person_id)).or_default().extend(spans);
        }
    }
    Ok(wishes)
}

/// The lexemes under which questions for these subjects are kept, at any level.
fn anchors(subjects: &[String]) -> Vec<String> {
    let levels = |subject: &String| Level::ALL.map(|level| format!("={subject}@{}", level.as_str()));
    subjects.iter().flat_map(|subject| levels(subject).into_iter().chain([format!("={subject}")])).collect()
}

fn most_wanted(free: &[Slot], wishes: &Wishes) -> Vec<WantedTogether> {
    let mut wanted: Vec<(usize, Slot, &String)> = Vec::new();
    for (subject, people) in wishes {
        let people_at =
            |slot: &Slot| people.values().filter(|spans| wish::fits(spans, (slot.starts_at, slot.ends_at))).count();
        wanted.extend(free.iter().map(|slot| (people_at(slot), *slot, subject)).filter(|(people, ..)| *people > 1));
    }
    wanted.sort_by_key(|(people, slot, _)| (Reverse(*people), slot.starts_at));
    let mut chosen: Vec<(usize, Slot, &String)> = Vec::new();
    for one in wanted {
        let overlaps =
            |other: &(usize, Slot, &String)| one.1.starts_at < other.1.ends_at && other.1.starts_at < one.1.ends_at;
        if chosen.len() < SHOWN && !chosen.iter().any(overlaps) {
            chosen.push(one);
        }
    }
    let told = |(people, slot, subject): (usize, Slot, &String)| WantedTogether {
        subject: subject.clone(),
        starts_at: slot.starts_at,
        people,
    };
    chosen.into_iter().map(told).collect()
}

/// Groups of the subject that is asked for at a time that fits, where both are asked for: at most five, of the next twenty.
pub async fn groups_that_fit(
    ctx: &Ctx,
    viewer: Option<&User>,
    search: &Search,
    zone: Tz,
) -> Result<Vec<ListedGroup>, sqlx::Error> {
    let (Some(subject), Some(when)) = (&search.subject, &search.when) else { return Ok(Vec::new()) };
    let now = ctx.now();
    let busy = match viewer {
        Some(viewer) => bookings::busy(ctx, viewer.id, now, now + TimeDelta::days(KNOWN_DAYS + 1)).await?,
        None => Vec::new(),
    };
    let spans = wish::spans(when, zone, now, &busy);
    let (mut groups, _) = bookings::coming(ctx, viewer, Some(subject), None).await?;
    groups.retain(|group| wish::fits(&spans, (group.starts_at, group.ends_at)));
    groups.truncate(SHOWN);
    Ok(groups)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use contract::{
        CommandKey,
        tutors::{Alert, EditHours, HourRange, SaveSearch, WeekdayRange},
    };

    use super::*;
    use crate::{
        search::{save_search, testing::teaches},
        testing::Stage,
        tutors::set_hours,
    };

    /// Ada teaches algebra on Tuesdays and Wednesdays from 18:00 to 20:00 UTC, in lessons of an hour.
    async fn scene() -> (Stage, User) {
        let stage = Stage::new().await;
        let ada = teaches(&stage, "ada", "Ada", ("algebra", Level::School), 2000, &["en"]).await;
        let range = |weekday| WeekdayRange { weekday, range: HourRange { starts: 18 * 60, ends: 20 * 60 } };
        let form = EditHours { key: CommandKey(stage.ctx.id()), week: vec![range(2), range(3)] };
        set_hours(&stage.ctx, &ada, form).await.unwrap();
        (stage, ada)
    }

    async fn looks(stage: &Stage, who: &User, query: &str, alert: Alert) {
        let search = Search::parse(query);
        let form = SaveSearch { key: CommandKey(stage.ctx.id()), name: "Algebra".into(), search, alert };
        save_search(&stage.ctx, who, form).await.unwrap();
    }

    async fn wanted(stage: &Stage, ada: &User) -> Vec<(String, usize)> {
        let found = wanted_together(&stage.ctx, ada, &["algebra".into()], 60).await.unwrap();
        found.into_iter().map(|w| (w.starts_at.format("%a %d %H:%M").to_string(), w.people)).collect()
    }

    #[tokio::test]
    async fn a_time_is_wanted_together_from_two_people_on() {
        let (stage, ada) = scene().await;
        let (sam, tom, una) = (stage.person("sam").await, stage.person("tom").await, stage.person("una").await);
        let evenings = "subject=algebra&day=tue&from=18:00&to=20:00&within=this-week";
        looks(&stage, &sam, evenings, Alert::AtOnce).await;
        looks(&stage, &sam, "subject=algebra&level=school&day=tue&within=this-week", Alert::Daily).await;
        assert!(wanted(&stage, &ada).await.is_empty(), "one person who looks twice is one person");
        looks(&stage, &tom, evenings, Alert::Off).await;
        looks(&stage, &ada, evenings, Alert::AtOnce).await;
        looks(&stage, &tom, "subject=chemistry&day=tue&within=this-week", Alert::AtOnce).await;
        assert!(
            wanted(&stage, &ada).await.is_empty(),
            "nor who does not want to hear of it, the tutor, another subject"
        );
        looks(&stage, &tom, "subject=algebra&level=school&day=tue&from=19:00&within=this-week", Alert::AtOnce).await;
        assert_eq!(wanted(&stage, &ada).await, [("Tue 03 19:00".to_owned(), 2)]);
        looks(&stage, &una, "subject=algebra&within=this-week", Alert::Daily).await;
        let times = wanted(&stage, &ada).await;
        assert_eq!(times, [("Tue 03 19:00".to_owned(), 3), ("Tue 03 18:00".to_owned(), 2)], "the most wanted first");
    }

    #[tokio::test]
    async fn each_has_the_clock_of_their_own_and_who_is_blocked_is_not_counted() {
        let (stage, ada) = scene().await;
        let (sam, tom) = (stage.person("sam").await, stage.person("tom").await);
        let zone = sqlx::query("UPDATE accounts.person SET zone = 'America/New_York' WHERE handle = 'tom'");
        zone.execute(&stage.ctx.db).await.unwrap();
        looks(&stage, &sam, "subject=algebra&day=wed&from=18:00&to=19:00&within=this-week", Alert::AtOnce).await;
        looks(&stage, &tom, "subject=algebra&day=wed&from=13:00&to=14:00&within=this-week", Alert::AtOnce).await;
        assert_eq!(wanted(&stage, &ada).await, [("Wed 04 18:00".to_owned(), 2)]);
        accounts::block(&stage.ctx, &tom, "ada").await.unwrap();
        assert!(wanted(&stage, &ada).await.is_empty());
    }

    #[test]
    fn every_level_is_looked_under() {
        let anchors: BTreeSet<_> = anchors(&["law".into()]).into_iter().collect();
        assert_eq!(
            anchors,
            BTreeSet::from(["=law", "=law@school", "=law@university", "=law@professional"].map(str::to_owned))
        );
    }
}
