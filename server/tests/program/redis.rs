//! Redis dies while people are here, and comes back.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use testkit::{Database, Redis};

use super::serve::{Program, until};

/// People who browse all the time.
const PEOPLE: usize = 8;

async fn signs_in(program: &Program, nth: usize) -> String {
    let form = format!("email=person-{nth}@example.org&password=four+quiet+words+here");
    let answer = program.post("/signin", &form).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.session().expect("a session")
}

async fn joins(program: &Program, nth: usize) -> String {
    let form = format!(
        "name=Person&handle=person-{nth}&email=person-{nth}@example.org&password=four+quiet+words+here&zone=UTC"
    );
    let answer = program.post("/signup", &form).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.session().expect("a session")
}

/// Somebody who teaches algebra around the clock.
async fn teaches(database: &Database, handle: &str) {
    for sql in [
        "INSERT INTO tutors.tutor (person_id, headline, about, price_minor, currency, published, created_at)
         SELECT id, 'Algebra', 'Patient.', 3000, 'EUR', true, now() FROM accounts.person WHERE handle = $1",
        "INSERT INTO tutors.specialty (tutor_id, subject, level) SELECT id, 'algebra', 'school' FROM accounts.person WHERE handle = $1",
        "INSERT INTO tutors.hours (tutor_id, weekday, starts, ends)
         SELECT id, d, 0, 1440 FROM accounts.person, generate_series(1, 7) d WHERE handle = $1",
        "WITH made AS (INSERT INTO tutors.offering (id, tutor_id, kind, title, created_at)
                       SELECT gen_random_uuid(), id, 'single', 'Lesson', now() FROM accounts.person WHERE handle = $1 RETURNING id)
         INSERT INTO tutors.offering_length (offering_id, minutes, price_minor) SELECT id, 60, 3000 FROM made",
    ] {
        sqlx::query(sql).bind(handle).execute(database.pool()).await.unwrap();
    }
}

/// Whole hours from tomorrow on.
async fn hour(database: &Database, nth: i32) -> String {
    let sql =
        "SELECT to_char((date_trunc('day', now()) + interval '2 days' + $1 * interval '2 hours') AT TIME ZONE 'UTC',
                              'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')";
    sqlx::query_scalar(sql).bind(nth).fetch_one(database.pool()).await.unwrap()
}

async fn books(program: &Program, database: &Database, session: &str, nth: i32) {
    let start = hour(database, nth).await;
    let form = format!("key=00000000-0000-4000-8000-{nth:012}&start={start}&subject=algebra&message=Fractions");
    let answer = program.post_as(session, "/tutors/person-0/book", &form).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
}

async fn count(program: &Program, line: &str) -> u64 {
    let metrics = program.get("/metrics").await.body;
    let value = metrics.lines().find_map(|l| l.strip_prefix(line)).map(str::trim);
    value.and_then(|value| value.parse().ok()).unwrap_or_default()
}

const HITS: &str = "sessions_cache_total{outcome=\"hit\"}";
const ERRORS: &str = "sessions_cache_total{outcome=\"error\"}";

#[tokio::test]
async fn nobody_is_lost_when_it_is_killed_and_it_is_used_again_when_it_is_back() {
    let (database, mut redis) = (Database::new().await, Redis::start());
    let more =
        [("REDIS_URL", redis.url()), ("TF_LIMITS", "sign_up_by_address=100/60, sign_in_by_address=1000/60".into())];
    let program = Program::serve(&database, &more.each_ref().map(|(name, value)| (*name, value.as_str()))).await;
    until("Redis is there", async || program.get("/readyz").await.body.contains("redis ok")).await;
    let mut people = Vec::new();
    for nth in 0..PEOPLE {
        people.push(joins(&program, nth).await);
    }
    teaches(&database, "person-0").await;

    let (stop, pages) = (AtomicBool::new(false), AtomicUsize::new(0));
    let browsing = futures::future::join_all(people.iter().map(async |session| {
        while !stop.load(Ordering::Relaxed) {
            let page = program.get_as(session, "/settings").await;
            assert_eq!(page.status, 200, "somebody lost their session: {}", page.body);
            pages.fetch_add(1, Ordering::Relaxed);
        }
    }));
    let story = async {
        until("sessions come from Redis", async || count(&program, HITS).await > 20).await;
        redis.kill();
        for nth in 0..3 {
            signs_in(&program, nth).await;
            books(&program, &database, &people[1], i32::try_from(nth).unwrap()).await;
        }
        until("it is missed", async || count(&program, ERRORS).await > 20).await;
        assert!(program.get("/readyz").await.body.contains("redis away"), "and ready all the same");
        assert_eq!(count(&program, "redis_up").await, 0);

        redis.begin();
        let (before, pages_before) = (count(&program, HITS).await, pages.load(Ordering::Relaxed));
        until("it is used again", async || count(&program, HITS).await > before + 20).await;
        assert!(pages.load(Ordering::Relaxed) > pages_before);
        assert_eq!(count(&program, "redis_up").await, 1);
        signs_in(&program, 3).await;
        books(&program, &database, &people[2], 4).await;
        stop.store(true, Ordering::Relaxed);
    };
    futures::join!(browsing, story);
    assert!(program.log("internal error").is_empty());
    // Answers that were on their way may come between two errors.
    let said = program.log("Redis does not answer; going on without it").len();
    assert!((1..=5).contains(&said), "said {said} times, by hundreds of requests");
}

#[tokio::test]
async fn a_server_starts_and_serves_before_its_redis_does() {
    let (database, mut redis) = (Database::new().await, Redis::start());
    redis.kill();
    let program = Program::serve(&database, &[("REDIS_URL", &redis.url())]).await;
    let session = joins(&program, 0).await;
    assert_eq!(program.get_as(&session, "/settings").await.status, 200);
    redis.begin();
    until("it is used", async || {
        program.get_as(&session, "/settings").await;
        count(&program, HITS).await > 0
    })
    .await;
}
