//! How connections are taken, over real sockets.

use std::{net::SocketAddr, time::Duration};

use axum::Router;
use server::http::connections::Connections;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::{Instant, sleep, timeout},
};
use tokio_util::sync::CancellationToken;

const ASKS: &[u8] = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n";

async fn serving(connections: Connections) -> (SocketAddr, CancellationToken) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, stop) = (listener.local_addr().unwrap(), CancellationToken::new());
    tokio::spawn(connections.serve(listener, Router::new(), stop.clone()));
    (address, stop)
}

/// Whether something comes back within a second.
async fn is_answered(stream: &mut TcpStream) -> bool {
    stream.write_all(ASKS).await.unwrap();
    let mut answer = [0; 12];
    let read = timeout(Duration::from_secs(1), stream.read_exact(&mut answer)).await;
    matches!(read, Ok(Ok(_))) && answer.starts_with(b"HTTP/1.1 404")
}

#[tokio::test]
async fn a_head_that_comes_slowly_is_not_waited_for() {
    let limit = Duration::from_millis(500);
    let (address, _stop) = serving(Connections::new(8, false).head_limit(limit)).await;
    let mut slow = TcpStream::connect(address).await.unwrap();
    let begun = Instant::now();
    let mut ended = false;
    for byte in ASKS.iter().cycle().filter(|byte| **byte != b'\r' && **byte != b'\n') {
        // A byte now and then keeps nobody waiting.
        if slow.write_all(&[*byte]).await.is_err() || timeout(Duration::from_millis(50), slow.read_u8()).await.is_ok() {
            ended = true;
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(10), "it is still waited for");
    }
    assert!(ended && begun.elapsed() >= limit);
    assert!(is_answered(&mut TcpStream::connect(address).await.unwrap()).await, "others are served");
}

#[tokio::test]
async fn whoever_finds_no_place_waits_for_one() {
    let (address, _stop) = serving(Connections::new(2, false)).await;
    let mut open = [TcpStream::connect(address).await.unwrap(), TcpStream::connect(address).await.unwrap()];
    for stream in &mut open {
        assert!(is_answered(stream).await);
    }
    let mut third = TcpStream::connect(address).await.unwrap();
    assert!(!is_answered(&mut third).await);
    drop(open);
    let mut answer = [0; 12];
    timeout(Duration::from_secs(10), third.read_exact(&mut answer)).await.unwrap().unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 404"));
}

#[tokio::test]
async fn after_a_stop_connections_that_do_nothing_are_closed_at_once() {
    let (address, stop) = serving(Connections::new(8, false)).await;
    let mut idle = TcpStream::connect(address).await.unwrap();
    assert!(is_answered(&mut idle).await);
    stop.cancel();
    let rest = timeout(Duration::from_secs(5), async {
        let mut rest = Vec::new();
        idle.read_to_end(&mut rest).await.map(|_| ())
    });
    rest.await.expect("it is closed").unwrap();
    while TcpStream::connect(address).await.is_ok() {
        sleep(Duration::from_millis(20)).await;
    }
}
