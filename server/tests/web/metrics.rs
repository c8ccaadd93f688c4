//! Who may read how we are.

use std::net::SocketAddr;

use axum::{body::Body, extract::ConnectInfo};
use http::{Request, StatusCode};

use super::app::TestApp;

const TOKEN: &str = "a token of some length";

async fn asks(app: &TestApp, from: &str, headers: &[(&str, &str)]) -> StatusCode {
    let peer: SocketAddr = from.parse().unwrap();
    let request = Request::builder().uri("/metrics").extension(ConnectInfo(peer));
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    app.answer(request.body(Body::empty()).unwrap()).await.status
}

#[tokio::test]
async fn in_production_this_machine_alone_reads_them() {
    let app = TestApp::by_https().await;
    for (from, headers, status) in [
        ("127.0.0.1:1", &[][..], StatusCode::OK),
        ("[::1]:1", &[], StatusCode::OK),
        ("192.0.2.1:1", &[], StatusCode::FORBIDDEN),
        // A proxy on this machine asks for somebody else.
        ("127.0.0.1:1", &[("x-forwarded-for", "192.0.2.1")], StatusCode::FORBIDDEN),
        ("127.0.0.1:1", &[("forwarded", "for=192.0.2.1")], StatusCode::FORBIDDEN),
        ("192.0.2.1:1", &[("x-forwarded-for", "127.0.0.1")], StatusCode::FORBIDDEN),
    ] {
        assert_eq!(asks(&app, from, headers).await, status, "{from} {headers:?}");
    }
}

#[tokio::test]
async fn with_a_token_whoever_has_it_reads_them_and_nobody_else() {
    let app = TestApp::by_https_with(&[("TF_METRICS_TOKEN", TOKEN)]).await;
    for (authorization, status) in [
        ("Bearer a token of some length", StatusCode::OK),
        ("bearer a token of some length", StatusCode::OK),
        ("Bearer a token of some lengt", StatusCode::UNAUTHORIZED),
        ("Bearer ", StatusCode::UNAUTHORIZED),
        ("Basic a token of some length", StatusCode::UNAUTHORIZED),
        ("", StatusCode::UNAUTHORIZED),
    ] {
        for from in ["127.0.0.1:1", "192.0.2.1:1"] {
            assert_eq!(asks(&app, from, &[("authorization", authorization)]).await, status, "{from} {authorization:?}");
        }
    }
}
