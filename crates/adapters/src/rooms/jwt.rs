//! A JSON Web Token signed with a shared secret (RFC 7515, HS256).

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use serde::Serialize;
use sha2::Sha256;

/// Header, claims and signature, with dots between.
pub(super) fn sign(secret: &str, claims: &impl Serialize) -> String {
    let claims = serde_json::to_vec(claims).unwrap_or_default();
    let said =
        format!("{}.{}", URL_SAFE_NO_PAD.encode(br#"{"alg":"HS256","typ":"JWT"}"#), URL_SAFE_NO_PAD.encode(claims));
    // A key of any length is good for HMAC.
    let signature = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map(|mut mac| {
        mac.update(said.as_bytes());
        mac.finalize().into_bytes().to_vec()
    });
    format!("{said}.{}", URL_SAFE_NO_PAD.encode(signature.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of jwt.io, with its claims in the order in which they stand there.
    #[test]
    fn a_known_token() {
        #[derive(Serialize)]
        struct Claims {
            sub: &'static str,
            name: &'static str,
            iat: i64,
        }
        let claims = Claims { sub: "1234567890", name: "John Doe", iat: 1_516_239_022 };
        let token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";
        assert_eq!(sign("your-256-bit-secret", &claims), token);
    }
}
