//! Providers against ones on this machine, over HTTP, which answer as a test tells them to.
#![expect(clippy::unwrap_used, reason = "what supports a test may panic like it")]

mod github;
mod openid;
mod school;

use domain::ports::Question;

fn question(anew: bool) -> Question {
    Question {
        state: "a-state".into(),
        nonce: "a-nonce".into(),
        verifier: "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnop".into(),
        back: "https://tutors.example.org/signin/back/school".into(),
        anew,
    }
}

fn install_tls() {
    // Another test of this process was first.
    _ = rustls::crypto::ring::default_provider().install_default();
}
