use serde::{Deserialize, Serialize};
use server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};

use crate::AppError;

/// What went wrong, as an island gets it: already in words. The browser need not know every kind of error; reading all
/// of [`AppError`] there would cost several kilobytes on every page with an island.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{words}")]
pub struct Told {
    pub words: String,
}

impl From<&AppError> for Told {
    fn from(error: &AppError) -> Self {
        Self { words: error.to_string() }
    }
}

impl FromServerFnError for Told {
    type Encoder = JsonEncoding;

    /// The server could not be reached, or did not understand: either way it is not the person's fault.
    fn from_server_fn_error(_: ServerFnErrorErr) -> Self {
        Self { words: "This does not work right now. Please try again in a moment.".into() }
    }
}
