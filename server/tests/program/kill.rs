use testkit::Database;
use tokio::{net::TcpListener, time::timeout};

use super::serve::{Program, SOON, until};

const SIGN_UP: &str = "name=Ada&handle=ada&email=ada@example.org&password=four+quiet+words+here&zone=UTC";

#[tokio::test]
async fn a_mail_that_died_with_its_server_is_sent_once_by_the_next() {
    let database = Database::new().await;
    let mail_server = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", mail_server.local_addr().unwrap());
    let program = Program::serve(&database, &[("SMTP_URL", &url)]).await;
    assert_eq!(program.post("/signup", SIGN_UP).await.status, 303);
    // It would have to speak first, and never does.
    let _silent = timeout(SOON, mail_server.accept()).await.unwrap().unwrap();
    drop(program);
    assert_eq!((count(&database, SENT).await, count(&database, IN_MAILBOX).await), (0, 0));

    forty_seconds_pass(&database).await;
    let _next = Program::serve(&database, &[]).await;
    until("its mail is there", async || count(&database, IN_MAILBOX).await > 0).await;
    until("no job is left", async || count(&database, OPEN_JOBS).await == 0).await;
    assert_eq!((count(&database, SENT).await, count(&database, IN_MAILBOX).await), (1, 1));
    assert_eq!(count(&database, SECOND_TRIES).await, 1);
}

const SENT: &str = "SELECT count(*) FROM notifications.sent";
const IN_MAILBOX: &str = "SELECT count(*) FROM notifications.mailbox WHERE to_address = 'ada@example.org'";
const OPEN_JOBS: &str = "SELECT count(*) FROM apalis.jobs WHERE status <> 'Done'";
const SECOND_TRIES: &str = "SELECT count(*) FROM apalis.jobs WHERE attempts = 2";

async fn count(database: &Database, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(database.pool()).await.unwrap()
}

/// For the workers that are gone: the dead are known by their silence. `make soak` waits for it in truth.
async fn forty_seconds_pass(database: &Database) {
    let age = "UPDATE apalis.workers SET last_seen = last_seen - interval '40 seconds'";
    sqlx::query(age).execute(database.pool()).await.unwrap();
}
