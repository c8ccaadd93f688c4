use chrono::{DateTime, Utc};
use domain::accounts::passkeys::{Challenge, Passkey};
use domain::when::Reader;
use leptos::prelude::*;

use super::page::PATH;
use crate::{
    request::{Failure, Request, Screen},
    script::Script,
    time,
    ui::{passkey::Ceremony, prelude::*},
};

/// What the browser is asked to make, by the form that this page answers.
#[derive(Clone)]
pub(super) struct Making(pub Challenge);

/// The page on which a passkey is made.
pub(super) fn making(request: &Request, Making(challenge): &Making) -> Result<Screen, Failure> {
    let challenge = serde_json::to_string(challenge).map_err(Failure::broken)?;
    let key = request.key();
    let body = view! {
        <PageHead
            title="Add a passkey"
            crumbs=vec![
                Crumb::new("/settings", "Settings"),
                Crumb::new("/settings/security", "Security"),
                Crumb::new(PATH, "Second step"),
            ]
            lead="Your device asks you to unlock it, and keeps a key for this place. Everywhere else you are signed out."
        />
        <div class="max-w-md">
            <PasskeyForm ceremony=Ceremony::Make challenge=challenge label="Make the passkey" look=Look::Primary>
                <input type="hidden" name="key" value=key />
                <input type="hidden" name="action" value="add_passkey" />
                <TextField name="name" label="Name" hint="Which device it is: “phone”, “key on the ring”." max_length=60 autocomplete="off" />
            </PasskeyForm>
        </div>
    };
    Ok(Screen::new("Add a passkey", body).with_script(Script::Passkeys))
}

#[component]
pub(super) fn PasskeySection(
    passkeys: Vec<Passkey>,
    keys: Vec<String>,
    key: String,
    reader: Reader,
    now: DateTime<Utc>,
) -> impl IntoView {
    let any = !passkeys.is_empty();
    let rows = passkeys.into_iter().zip(keys).enumerate();
    let rows = rows
        .map(|(nth, (one, key))| view! { <PasskeyRow one=one key=key nth=nth reader=reader now=now /> })
        .collect_view();
    view! {
        <Section
            title="Passkeys"
            lead="A device of yours, or a key on your ring, vouches for you once you unlock it. It signs you in alone, and stands in for your password and any code."
        >
            {any.then(|| view! { <List>{rows}</List> })}
            <Form
                key=key
                action="begin_passkey"
                action_label="Add a passkey"
                look=Look::Quiet
                consequence="On the next page your browser makes it."
            />
        </Section>
    }
}

#[component]
fn PasskeyRow(one: Passkey, key: String, nth: usize, reader: Reader, now: DateTime<Utc>) -> impl IntoView {
    let used = one.used_at.map_or_else(
        || "never used".to_owned(),
        |at| format!("last used {}", time::relative(at, now).unwrap_or_else(|| time::day(at, reader, now))),
    );
    let line = format!("added {} · {used}", time::day(one.added_at, reader, now));
    let lead = view! { <Glyph icon=Icon::Key /> }.into_any();
    let (id, hidden) = (one.id.to_string(), format!(" the passkey “{}”", one.name));
    let name = one.name.clone();
    let action = view! {
        <form method="post">
            <input type="hidden" name="key" value=key.clone() />
            <input type="hidden" name="action" value="remove_passkey" />
            <input type="hidden" name="passkey" value=id.clone() />
            <Button submit=true look=Look::Danger size=Size::Small>
                "Remove" <VisuallyHidden>{hidden}</VisuallyHidden>
            </Button>
        </form>
    }
    .into_any();
    view! {
        <Row title=one.name lead=lead line=line action=action>
            <Disclosure label="Rename" look=Look::Bare>
                <form method="post" class="tf-form">
                    <input type="hidden" name="key" value=key />
                    <input type="hidden" name="action" value="rename_passkey" />
                    <input type="hidden" name="passkey" value=id />
                    <TextField name="name" label="New name" value=name nth=nth max_length=60 autocomplete="off" />
                    <div class="tf-form-foot">
                        <Button submit=true size=Size::Small>"Rename"</Button>
                    </div>
                </form>
            </Disclosure>
        </Row>
    }
}
