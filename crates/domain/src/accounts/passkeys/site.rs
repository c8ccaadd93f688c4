use webauthn_rs::prelude::{Url, Webauthn, WebauthnBuilder, WebauthnError};

use crate::accounts::Error;

/// As devices name us.
const NAME: &str = "TutorForge";
/// Browsers give no passkey to an address of numbers: in development people go here instead.
const HERE: &str = "localhost";

/// What passkeys are bound to: the host that people reach us by.
pub(super) fn site(public_url: &str) -> Result<Webauthn, Error> {
    let broken = |error: String| Error::Passkey(format!("{public_url}: {error}"));
    let mut origin = Url::parse(public_url).map_err(|error| broken(error.to_string()))?;
    if is_this_machine(&origin) {
        origin.set_host(Some(HERE)).map_err(|error| broken(error.to_string()))?;
    }
    let host = origin.domain().ok_or_else(|| broken("it has no name".into()))?.to_owned();
    let built = WebauthnBuilder::new(&host, &origin).and_then(|builder| builder.rp_name(NAME).build());
    built.map_err(|error| broken(format!("{error:?}")))
}

fn is_this_machine(url: &Url) -> bool {
    url.host_str().is_some_and(|host| host == "127.0.0.1" || host == "[::1]")
}

/// What a device said does not hold: in the log for the operator.
pub(super) fn refused(error: &WebauthnError) {
    tracing::info!(?error, "a passkey was refused");
    metrics::counter!("accounts_passkeys_refused_total").increment(1);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_host_that_people_reach_us_by() {
        let origin = |url: &str| site(url).map(|site| site.get_allowed_origins()[0].to_string());
        assert_eq!(origin("https://tutors.example.org").unwrap(), "https://tutors.example.org/");
        assert_eq!(origin("http://127.0.0.1:3000").unwrap(), "http://localhost:3000/");
        assert_eq!(origin("http://localhost:3000").unwrap(), "http://localhost:3000/");
        assert!(origin("https://192.0.2.7").is_err() && origin("nonsense").is_err());
    }
}
