//! Takes connections and gives them to the router: only so many at once, none for long that sends nothing, and after a stop
//! none that is new.

use std::{
    net::{IpAddr, SocketAddr},
    pin::pin,
    sync::Arc,
    time::Duration,
};

use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt;

use super::open::Open;

/// For the head of a request, and so also for the pause between two of them.
const HEAD_LIMIT: Duration = Duration::from_secs(20);
/// Of one address. A browser opens six.
const OF_ADDRESS: usize = 256;
/// What is waited when there is no room for a connection in this process.
const NO_ROOM: Duration = Duration::from_secs(1);

/// How many connections are taken at once.
pub struct Connections {
    room: Arc<Semaphore>,
    of: Open<IpAddr>,
    /// All connections are a proxy's, which keeps its own count.
    proxy: bool,
    head_limit: Duration,
}

impl Connections {
    pub fn new(most: usize, proxy: bool) -> Self {
        let room = Arc::new(Semaphore::new(most.min(Semaphore::MAX_PERMITS)));
        Self { room, of: Open::default(), proxy, head_limit: HEAD_LIMIT }
    }

    /// With another limit for the head of a request.
    #[must_use]
    pub fn head_limit(self, head_limit: Duration) -> Self {
        Self { head_limit, ..self }
    }

    /// Serves until `stop`, then until all that is open has ended.
    pub async fn serve(self, listener: TcpListener, app: Router, stop: CancellationToken) {
        let open = TaskTracker::new();
        while stop.run_until_cancelled(self.next(&listener, &app, &stop, &open)).await.is_some() {}
        drop(listener);
        open.close();
        open.wait().await;
    }

    /// Whoever comes when all places are taken waits in the system's own queue.
    async fn next(&self, listener: &TcpListener, app: &Router, stop: &CancellationToken, open: &TaskTracker) {
        let Ok(room) = self.room.clone().acquire_owned().await else { return };
        let (stream, peer) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) => return refused(&error).await,
        };
        let Some(place) = self.of.take(peer.ip(), self.most_of(peer.ip())) else {
            metrics::counter!("http_connections_refused_total").increment(1);
            return;
        };
        let (app, stop, head_limit) = (app.clone(), stop.clone(), self.head_limit);
        open.spawn(async move {
            metrics::gauge!("http_connections").increment(1);
            serve(stream, peer, app, stop, head_limit).await;
            metrics::gauge!("http_connections").decrement(1);
            drop((room, place));
        });
    }

    fn most_of(&self, address: IpAddr) -> usize {
        if self.proxy || address.to_canonical().is_loopback() { usize::MAX } else { OF_ADDRESS }
    }
}

/// One that was gone before it was taken is nobody's trouble; otherwise there are too many files open.
async fn refused(error: &std::io::Error) {
    use std::io::ErrorKind as Kind;
    if !matches!(error.kind(), Kind::ConnectionRefused | Kind::ConnectionAborted | Kind::ConnectionReset) {
        tracing::error!(%error, "no connection can be taken");
        tokio::time::sleep(NO_ROOM).await;
    }
}

async fn serve(stream: TcpStream, peer: SocketAddr, app: Router, stop: CancellationToken, head_limit: Duration) {
    // Without this every streamed page waits 40 ms for the client's acknowledgement.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "no TCP_NODELAY");
    }
    let service = service_fn(move |request: http::Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        app.clone().oneshot(request)
    });
    let mut connection = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(head_limit)
            .serve_connection(TokioIo::new(stream), service)
            .with_upgrades()
    );
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stop.cancelled() => {
            // What it is asked now it answers, and nothing after that.
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection broke");
    }
}
