//! The database goes away and comes back. Workers reach it through a line that the test can cut: to them a server that is
//! being restarted looks the same, connections that break and then are refused.

use std::{net::Ipv4Addr, time::Duration};

use server::jobs::Settings;
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    time::sleep,
};
use tokio_util::sync::CancellationToken;

use super::{
    stage::{Stage, Workers, context, lazy_pool, quick},
    tasks::{Note, Slow},
};

const SOON: Duration = Duration::from_secs(10);

struct Line {
    server: String,
    port: u16,
    cut: CancellationToken,
}

impl Line {
    /// The line and the URL of the database at its other end.
    async fn to(url: &str) -> (Self, String) {
        let (credentials, rest) = url.split_once('@').unwrap();
        let (server, database) = rest.split_once('/').unwrap();
        let mut line = Self { server: server.into(), port: 0, cut: CancellationToken::new() };
        line.join().await;
        let url = format!("{credentials}@127.0.0.1:{}/{database}", line.port);
        (line, url)
    }

    async fn join(&mut self) {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)).await.unwrap();
        self.port = listener.local_addr().unwrap().port();
        self.cut = CancellationToken::new();
        let (server, cut) = (self.server.clone(), self.cut.clone());
        tokio::spawn(cut.clone().run_until_cancelled_owned(async move {
            loop {
                let (mut near, _) = listener.accept().await.unwrap();
                let mut far = TcpStream::connect(&server).await.unwrap();
                let copying = async move { copy_bidirectional(&mut near, &mut far).await };
                tokio::spawn(cut.clone().run_until_cancelled_owned(copying));
            }
        }));
    }

    fn cut(&self) {
        self.cut.cancel();
    }
}

#[tokio::test]
async fn workers_wait_for_the_database_and_finish_what_they_had() {
    let stage = Stage::new().await;
    let (mut line, url) = Line::to(stage.database.url()).await;
    let workers = Workers::start(context(lazy_pool(&url)), quick());
    let id = stage.enqueue(&Slow { milliseconds: 1000 }).await;
    stage.wait_for_effects("begin", 1, SOON).await;
    sleep(Duration::from_millis(300)).await;
    line.cut();
    stage.enqueue(&Note("meanwhile".into())).await;
    sleep(Duration::from_secs(3)).await;
    assert_eq!(stage.effects("meanwhile").await, 0);
    line.join().await;
    stage.wait_for_effects("meanwhile", 1, SOON).await;
    stage.wait_for_status(&id, "Done", SOON).await;
    stage.enqueue(&Note("after".into())).await;
    stage.wait_for_effects("after", 1, SOON).await;
    workers.drain().await;
}

#[tokio::test]
async fn workers_that_gave_up_start_again() {
    let stage = Stage::new().await;
    let (mut line, url) = Line::to(stage.database.url()).await;
    let workers =
        Workers::start(context(lazy_pool(&url)), Settings { patience: Duration::from_millis(300), ..quick() });
    stage.enqueue(&Note("before".into())).await;
    stage.wait_for_effects("before", 1, SOON).await;
    line.cut();
    sleep(Duration::from_secs(3)).await;
    line.join().await;
    stage.enqueue(&Note("after".into())).await;
    stage.wait_for_effects("after", 1, SOON).await;
    let names: i64 = sqlx::query_scalar("SELECT count(*) FROM apalis.workers").fetch_one(stage.pool()).await.unwrap();
    assert!((3..10).contains(&names), "{names} names: restarts are neither missing nor a storm");
    workers.drain().await;
}
