//! Structured logs on stderr, and the recorder behind `/metrics`.

use std::io::{self, Write};

use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use tracing::Subscriber;
use tracing_subscriber::{EnvFilter, Layer, fmt, layer::SubscriberExt, util::SubscriberInitExt};

use crate::config::Config;

/// Seconds; from a fast page to the time limit.
const BUCKETS: [f64; 9] = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.0, 10.0];

/// Begins to log. A filter that cannot be read is taken for `info`.
pub fn log(config: &Config) {
    let filter = EnvFilter::try_new(&config.log).unwrap_or_else(|_| EnvFilter::new("info"));
    lines(filter, config.log_json, io::stderr).init();
}

/// What writes a line for each event, as JSON or as text, to whatever it is given for one.
pub fn lines<W: Write + 'static>(
    filter: EnvFilter,
    json: bool,
    to: impl Fn() -> W + Send + Sync + 'static,
) -> impl Subscriber + Send + Sync {
    let layer = fmt::layer().with_writer(move || OneLine(to()));
    let layer = if json { layer.json().flatten_event(true).boxed() } else { layer.with_target(false).boxed() };
    tracing_subscriber::registry().with(filter).with(layer)
}

/// Keeps an event on its line, whatever stands in it: what people send could otherwise look like an event of ours. The
/// layer hands over each event whole.
struct OneLine<W>(W);

impl<W: Write> Write for OneLine<W> {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let body = event.strip_suffix(b"\n").unwrap_or(event);
        let mut line = Vec::with_capacity(event.len());
        for &byte in body {
            match byte {
                b'\n' => line.extend(b"\\n"),
                b'\r' => line.extend(b"\\r"),
                byte => line.push(byte),
            }
        }
        line.extend(&event[body.len()..]);
        self.0.write_all(&line)?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Begins to count.
pub fn metrics() -> Result<PrometheusHandle, BuildError> {
    PrometheusBuilder::new().set_buckets_for_metric(Matcher::Suffix("_seconds".into()), &BUCKETS)?.install_recorder()
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// What stands in the log after somebody has tried to write a line of their own into it.
    fn after_a_forgery(json: bool) -> String {
        let kept = Kept::default();
        let to = kept.clone();
        tracing::subscriber::with_default(lines(EnvFilter::new("info"), json, move || to.clone()), || {
            let forged = "Ada\r\n2026-11-28T00:00:00Z  INFO a sign-in was accepted\n{\"level\":\"INFO\"}";
            let _span = tracing::info_span!("request", route = %forged).entered();
            tracing::info!(name = forged, shown = %forged, "a name was refused: {forged}");
            tracing::info!("the next");
        });
        String::from_utf8(std::mem::take(&mut *kept.0.lock().unwrap())).unwrap()
    }

    #[test]
    fn a_line_break_in_what_is_logged_begins_no_line() {
        for json in [true, false] {
            let log = after_a_forgery(json);
            let lines: Vec<_> = log.lines().collect();
            assert_eq!(lines.len(), 2, "{log}");
            assert!(lines[0].contains("a name was refused") && lines[1].contains("the next"), "{log}");
            assert!(!log.contains('\r') && log.ends_with('\n'), "{log}");
        }
        let log = after_a_forgery(true);
        assert!(log.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()), "{log}");
    }
}
