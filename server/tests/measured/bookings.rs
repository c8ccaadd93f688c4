//! Bookings by the verb itself: many people at once, each at another tutor, with all that a booking writes.

use std::{
    env,
    str::FromStr,
    time::{Duration, Instant},
};

use chrono::{DateTime, TimeDelta, Utc};
use contract::{CommandKey, UserId, bookings::Book};
use domain::{
    Ctx,
    accounts::{self, User},
    bookings,
};
use futures::{StreamExt, stream};
use server::{
    compose,
    config::{Config, Role},
};

/// A booking that is about to be asked for.
struct Wish {
    student: User,
    tutor: String,
    subject: String,
    start: DateTime<Utc>,
}

/// `DATABASE_URL` has the tutors of `seed --tutors`, who are each other's students. Prints a line of a table.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "a benchmark: scripts/bench-bookings"]
async fn bench_bookings_through_the_verb() {
    let (count, clients) = (number("BOOKINGS", 10_000), number("CLIENTS", 16));
    let vars = [("DATABASE_URL", env::var("DATABASE_URL").unwrap()), ("TF_ENV", "development".into())];
    let vars = vars.map(|(name, value)| (name.to_owned(), value)).into();
    let ctx = compose::context(&Config::read(&vars, Role::Service).unwrap()).unwrap();
    let wishes: Vec<_> = stream::iter(people(&ctx, count).await)
        .map(|(tutor, student)| wish(&ctx, tutor, student))
        .buffer_unordered(clients)
        .filter_map(async |wish| wish)
        .collect()
        .await;
    assert!(wishes.len() * 10 > count * 9, "only {} of {count} tutors have a free time", wishes.len());

    let began = Instant::now();
    let mut taken: Vec<_> =
        stream::iter(wishes).map(|wish| booked(&ctx, wish)).buffer_unordered(clients).collect().await;
    let all = began.elapsed();
    taken.sort_unstable();
    println!(
        "| {} | {clients} | {:.0} | {:.1} ms | {:.1} ms |",
        rows(&ctx).await,
        f64::from(u32::try_from(taken.len()).unwrap()) / all.as_secs_f64(),
        millis(taken[taken.len() / 2]),
        millis(taken[taken.len() * 99 / 100]),
    );
}

fn number<T: FromStr>(name: &str, otherwise: T) -> T {
    env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

fn millis(took: Duration) -> f64 {
    took.as_secs_f64() * 1_000.0
}

/// Tutors by lot, each with the one who learns from them. Nobody is on both sides.
async fn people(ctx: &Ctx, count: usize) -> Vec<(String, UserId)> {
    let drawn: Vec<(String, uuid::Uuid)> = sqlx::query_as(
        "SELECT p.handle, p.id FROM tutors.public_tutor t JOIN accounts.public_person p ON p.id = t.person_id
         WHERE t.published AND NOT p.disabled ORDER BY random() LIMIT $1",
    )
    .bind(i64::try_from(count * 2).unwrap())
    .fetch_all(&ctx.db)
    .await
    .unwrap();
    drawn.chunks_exact(2).map(|pair| (pair[0].0.clone(), UserId(pair[1].1))).collect()
}

/// The first free time that both have; none where there is none.
async fn wish(ctx: &Ctx, tutor: String, student: UserId) -> Option<Wish> {
    let id: uuid::Uuid = sqlx::query_scalar("SELECT id FROM accounts.public_person WHERE handle = $1")
        .bind(&tutor)
        .fetch_one(&ctx.db)
        .await
        .unwrap();
    let profile = domain::tutors::profile(ctx, &tutor, None).await.unwrap()?;
    let free = bookings::availability(ctx, UserId(id), Some(student)).await.unwrap()?;
    let slot = bookings::next_free(&free, ctx.now(), ctx.now() + TimeDelta::days(28), 1).pop()?;
    let student = accounts::user(ctx, student).await.unwrap()?;
    Some(Wish { student, tutor, subject: profile.subjects().first()?.0.clone(), start: slot.starts_at })
}

async fn booked(ctx: &Ctx, wish: Wish) -> Duration {
    let Wish { student, tutor, subject, start } = wish;
    let form = Book { key: CommandKey(ctx.id()), start, choice: None, subject, message: "Please".into() };
    let began = Instant::now();
    bookings::book(ctx, &student, &tutor, form).await.unwrap();
    began.elapsed()
}

async fn rows(ctx: &Ctx) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM bookings.booking").fetch_one(&ctx.db).await.unwrap()
}
