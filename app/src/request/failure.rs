use std::{any::Any, panic::AssertUnwindSafe};

use contract::AppError;
use domain::{Explain, Explained};
use futures::FutureExt;

/// Why a page or a form did not come about, on its way to [`answer`].
#[derive(Debug)]
pub struct Failure(Explained);

impl Failure {
    /// Our own fault.
    pub fn broken(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(Explained::Broken(error.into()))
    }

    /// Our own fault as well, and counted.
    pub fn panicked(panic: &(dyn Any + Send)) -> Self {
        metrics::counter!("http_panics_total").increment(1);
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let words = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
        Self::broken(format!("panic: {words}"))
    }
}

impl<E: Explain> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.explain())
    }
}

/// Makes a panic a failure like any other, told by a page like any other. It would be caught further out too, but on its
/// way there leave the thread with the owner of the page that broke: reactive_graph 0.2 does not put that back.
pub(crate) async fn caught<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let outcome = AssertUnwindSafe(work).catch_unwind().await;
    outcome.unwrap_or_else(|panic| Err(Failure::panicked(panic.as_ref())))
}

/// The one boundary: logs our own faults once, with the reference that the person sees.
pub fn answer(failure: Failure, reference: &str) -> AppError {
    match failure.0 {
        Explained::Told(error) => error,
        Explained::Broken(error) => {
            tracing::error!(reference, error = %error, debug = ?error, "internal error");
            AppError::Internal { reference: reference.to_owned() }
        }
    }
}
