use std::{
    env,
    io::Write,
    net::{Ipv4Addr, TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

/// The Redis that all tests share: `TF_TEST_REDIS_URL`, by default one on the usual port here. Whoever uses it has keys of
/// their own there.
pub fn redis_url() -> String {
    let given = env::var("TF_TEST_REDIS_URL").ok().filter(|url| !url.is_empty());
    given.unwrap_or_else(|| "redis://127.0.0.1:6379".into())
}

/// A Redis of a test's own, to be killed and to come back at the same address. Gone when dropped.
pub struct Redis {
    port: u16,
    process: Option<Child>,
}

impl Redis {
    /// # Panics
    /// If there is no `redis-server`, or it does not answer.
    pub fn start() -> Self {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
        let mut redis = Self { port: port.expect("a port is free").port(), process: None };
        redis.begin();
        redis
    }

    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Begins, or begins again after [`kill`](Self::kill), with nothing in it.
    ///
    /// # Panics
    /// If there is no `redis-server`, or it does not answer.
    pub fn begin(&mut self) {
        let mut process = Command::new("redis-server")
            .arg("-")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("a test needs redis-server, which scripts/setup test installs");
        let setting = format!("bind 127.0.0.1\nport {}\nsave \"\"\n", self.port);
        // Dropped, and so closed, after it was written: then it is read.
        let written = process.stdin.take().map(|mut input| input.write_all(setting.as_bytes()));
        assert!(matches!(written, Some(Ok(()))), "redis-server takes no configuration");
        self.process = Some(process);
        let deadline = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_err() {
            assert!(Instant::now() < deadline, "redis-server does not answer");
            sleep(Duration::from_millis(20));
        }
    }

    /// As `kill -9` does.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            // It may have ended by itself.
            _ = process.kill();
            _ = process.wait();
        }
    }

    /// It keeps all it has and answers nobody, until it goes on.
    ///
    /// # Panics
    /// If it is not running.
    pub fn hold(&self) {
        self.signal("STOP");
    }

    /// # Panics
    /// If it is not running.
    pub fn go_on(&self) {
        self.signal("CONT");
    }

    fn signal(&self, name: &str) {
        let id = self.process.as_ref().expect("it runs").id().to_string();
        let sent = Command::new("kill").args([&format!("-{name}"), &id]).status();
        assert!(sent.is_ok_and(|status| status.success()), "kill -{name}");
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        self.kill();
    }
}
