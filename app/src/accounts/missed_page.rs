use contract::Refusal;
use leptos::prelude::*;
use serde::{Deserialize, de::IntoDeserializer};

use super::continue_with::way_to;
use crate::{
    request::{Failure, LocalPath, Request, Screen},
    ui::prelude::*,
};

/// `/signin/failed`: somebody came back from a provider, and nothing has come of it. A closed list of reasons stands in the
/// address; any other says nothing in particular.
pub async fn missed_page(request: Request) -> Result<Screen, Failure> {
    let why = request.query("why").and_then(reason);
    Ok(missed(&request, why))
}

/// The same in the place of a page that needs what somebody came with.
pub(super) fn missed(request: &Request, why: Option<Refusal>) -> Screen {
    let provider = request.query("with").and_then(|name| request.ctx.providers.named(name));
    let label = provider.map_or("the provider", |provider| provider.label());
    let next = LocalPath::or_home(request.query("next"));
    let title = title(why.as_ref(), label);
    let lead = why.as_ref().map_or_else(|| "Nothing has happened. Please try again.".to_owned(), ToString::to_string);
    let hopeless = matches!(why, Some(Refusal::AccountClosed | Refusal::LinkedElsewhere | Refusal::TooManyWays));
    let again = provider.filter(|_| !hopeless && request.caller.is_none()).map(|provider| {
        view! {
            <ButtonLink href=way_to(provider.name(), &next) look=Look::Primary rel="nofollow">
                "Try again"
            </ButtonLink>
        }
    });
    let other = if request.caller.is_some() {
        view! {
            <ButtonLink href=next.as_str() look=Look::Primary>
                "Go back"
            </ButtonLink>
        }
        .into_any()
    } else {
        let next: String = form_urlencoded::byte_serialize(next.as_str().as_bytes()).collect();
        view! { <ButtonLink href=format!("/signin?next={next}")>"Come in another way"</ButtonLink> }.into_any()
    };
    let body = view! {
        <PageHead title=title.clone() lead=lead />
        <div class="tf-form-foot">{again} {other}</div>
    };
    Screen::new(title, body).plain()
}

/// What has gone wrong on the way, by its name.
fn reason(name: &str) -> Option<Refusal> {
    let deserializer: serde::de::value::StrDeserializer<'_, serde::de::value::Error> = name.into_deserializer();
    Refusal::deserialize(deserializer).ok().filter(|refusal| title(Some(refusal), "") != title(None, ""))
}

fn title(why: Option<&Refusal>, label: &str) -> String {
    match why {
        Some(Refusal::ProviderDenied) => "You turned back".into(),
        Some(Refusal::ProviderAway) => format!("No answer from {label}"),
        Some(Refusal::ProviderNonsense) => format!("That was not {label}"),
        Some(Refusal::WayLost) => "This way has run out".into(),
        Some(Refusal::AccountClosed) => "This account is closed".into(),
        Some(Refusal::LinkedElsewhere) => format!("{label} opens another account"),
        Some(Refusal::TooManyWays) => "That is one too many".into(),
        Some(Refusal::NotYou) => "That was somebody else".into(),
        Some(Refusal::NotAnew) => format!("Please sign in to {label} anew"),
        _ => "That did not work".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_go_wrong_on_the_way_is_a_reason() {
        assert_eq!(reason("ProviderDenied"), Some(Refusal::ProviderDenied));
        for other in ["SlotTaken", "", "<script>", "ProviderDenied "] {
            assert_eq!(reason(other), None, "{other}");
        }
        assert_eq!(reason(&format!("{:?}", Refusal::WayLost)), Some(Refusal::WayLost), "as it is written");
    }
}
