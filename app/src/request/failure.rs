use contract::AppError;
use domain::{Explain, Explained};

/// Why a page or a form did not come about, on its way to [`answer`].
#[derive(Debug)]
pub struct Failure(Explained);

impl Failure {
    /// Our own fault.
    pub fn broken(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(Explained::Broken(error.into()))
    }
}

impl<E: Explain> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.explain())
    }
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
