//! Lives that are ended by `kill -9`, again and again, on one database. What was acknowledged is there afterwards, what
//! was not is there whole or not at all, and the next life goes on where the last one stopped.

use std::{
    collections::HashMap,
    fs::{File, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use chrono::{DateTime, Utc};
use contract::BookingId;
use rand::{Rng, SeedableRng, rngs::StdRng};
use uuid::Uuid;

use super::{groups, life};
use crate::{
    Ctx,
    testing::{Stage, monday},
};

/// People who do something at random, in a database in which others have lived before.
pub(super) trait Life: Sized {
    /// Fills an empty database.
    async fn begin(stage: Stage);
    async fn again(stage: Stage, seed: u64) -> Self;
    fn ctx(&self) -> &Ctx;
    /// Whose timeline has a line more since then.
    async fn one_thing(&mut self) -> Option<BookingId>;
    async fn holds_together(&self);
}

const URL: &str = "TUTORFORGE_LIFE_URL";
const JOURNAL: &str = "TUTORFORGE_LIFE_JOURNAL";
const SEED: &str = "TUTORFORGE_LIFE_SEED";
const BOOKINGS: &str = "bookings::killed_tests::one_life_of_bookings";
const GROUPS: &str = "bookings::killed_tests::one_life_of_groups";
/// Lives in one database.
const LIVES: usize = 20;

/// `OPERATIONS`, `SEED` and how many databases at once are the environment's: see scripts/soak.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "a million operations take an hour and more: `make soak`"]
async fn soak_what_was_acknowledged_outlives_kill_9() {
    let goal = number("TUTORFORGE_SOAK_OPERATIONS").unwrap_or(10_000);
    let seed = number("TUTORFORGE_SOAK_SEED").unwrap_or(42);
    let lanes = std::thread::available_parallelism().map_or(1, |cores| cores.get() as u64);
    let lived = (0..lanes).map(|lane| tokio::spawn(lane_of_lives(seed + lane * 1_000, goal / lanes)));
    let mut done = 0;
    for lane in lived.collect::<Vec<_>>() {
        done += lane.await.unwrap();
    }
    println!("{done} operations");
}

/// One database after the other, until so many operations are done.
async fn lane_of_lives(seed: u64, goal: u64) -> u64 {
    let mut done = 0;
    for nth in 0.. {
        if done >= goal {
            break;
        }
        let left = goal - done;
        done += match nth % 3 {
            2 => database_of_lives::<groups::World>(GROUPS, seed + nth, left).await,
            _ => database_of_lives::<life::tests::World>(BOOKINGS, seed + nth, left).await,
        };
        println!("seed {}: {done} of {goal}", seed + nth);
    }
    done
}

async fn database_of_lives<L: Life>(test: &str, seed: u64, goal: u64) -> u64 {
    let database = testkit::Database::new().await;
    L::begin(Stage::on(database.pool().clone(), monday())).await;
    let journal = Journal::new(seed);
    let mut dice = StdRng::seed_from_u64(seed);
    for nth in 0..LIVES as u64 {
        let life = start(test, database.url(), &journal.path, seed * 100 + nth);
        end(life, Duration::from_millis(dice.random_range(500..6_000)), &journal).await;
        let told = journal.read();
        let world = L::again(Stage::on(database.pool().clone(), told.now), 0).await;
        world.holds_together().await;
        told.is_all_there(world.ctx()).await;
        if told.operations >= goal {
            break;
        }
    }
    journal.read().operations
}

/// This very program, with one life as its only test.
fn start(test: &str, url: &str, journal: &Path, seed: u64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args([test, "--exact", "--ignored", "--nocapture"])
        .env(URL, url)
        .env(JOURNAL, journal)
        .env(SEED, seed.to_string())
        .stdout(Stdio::null())
        .stderr(File::create(journal.with_extension("log")).unwrap())
        .spawn()
        .unwrap()
}

/// Kills it in the middle of whatever it does. A life never ends by itself, unless something was wrong.
async fn end(mut life: Child, after: Duration, journal: &Journal) {
    tokio::time::sleep(after).await;
    if life.try_wait().unwrap().is_some() {
        let said = std::fs::read_to_string(journal.path.with_extension("log")).unwrap();
        panic!("{said}");
    }
    life.kill().unwrap();
    life.wait().unwrap();
}

/// A line for each operation: the time then, and whose timeline has a line more. The page cache outlives the process.
struct Journal {
    path: PathBuf,
}

struct Told {
    now: DateTime<Utc>,
    operations: u64,
    lines: HashMap<Uuid, i64>,
}

impl Journal {
    fn new(seed: u64) -> Self {
        let path = std::env::temp_dir().join(format!("tutorforge-life-{}-{seed}", std::process::id()));
        File::create(&path).unwrap();
        Self { path }
    }

    fn read(&self) -> Told {
        let mut told = Told { now: monday(), operations: 0, lines: HashMap::new() };
        for line in std::fs::read_to_string(&self.path).unwrap().lines() {
            let Some((micros, booking)) = line.split_once(' ') else { continue };
            told.now = DateTime::from_timestamp_micros(micros.parse().unwrap()).unwrap();
            told.operations += 1;
            if let Ok(id) = booking.parse() {
                *told.lines.entry(id).or_default() += 1;
            }
        }
        told
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
        let _ = std::fs::remove_file(self.path.with_extension("log"));
    }
}

impl Told {
    async fn is_all_there(&self, ctx: &Ctx) {
        let (ids, lines): (Vec<_>, Vec<_>) = self.lines.iter().map(|(id, lines)| (*id, *lines)).unzip();
        let lost: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM unnest($1::uuid[], $2::bigint[]) AS told (id, lines)
             WHERE (SELECT count(*) FROM bookings.step s WHERE s.booking_id = told.id) < told.lines",
        )
        .bind(ids)
        .bind(lines)
        .fetch_one(&ctx.db)
        .await
        .unwrap();
        assert_eq!(lost, 0, "acknowledged, and lost");
    }
}

#[tokio::test]
#[ignore = "begun and killed by the one above"]
async fn one_life_of_bookings() {
    live::<life::tests::World>().await;
}

#[tokio::test]
#[ignore = "begun and killed by the one above"]
async fn one_life_of_groups() {
    live::<groups::World>().await;
}

/// Until it is killed. Without an address there is nothing to live in.
async fn live<L: Life>() {
    let Ok(url) = std::env::var(URL) else { return };
    let journal = Journal { path: std::env::var(JOURNAL).unwrap().into() };
    let now = journal.read().now;
    let mut lines = OpenOptions::new().append(true).open(&journal.path).unwrap();
    let mut world = L::again(Stage::on(testkit::pool(&url).unwrap(), now), number(SEED).unwrap()).await;
    loop {
        let did = world.one_thing().await;
        let booking = did.map_or_else(|| "-".to_owned(), |id| id.0.to_string());
        let now = world.ctx().now().timestamp_micros();
        lines.write_all(format!("{now} {booking}\n").as_bytes()).unwrap();
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}
