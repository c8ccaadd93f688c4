use std::time::Duration;

use anyhow::Context;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use crate::config::Config;

/// Asks the server on this machine whether it lives: for images that have no curl.
pub async fn healthcheck(config: &Config) -> anyhow::Result<()> {
    let answer = timeout(Duration::from_secs(2), ask(config.address.port())).await.context("no answer in time")??;
    anyhow::ensure!(answer.starts_with("HTTP/1.1 200"), "the server does not answer as it should");
    Ok(())
}

async fn ask(port: u16) -> anyhow::Result<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer)
}
