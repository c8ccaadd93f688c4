use chrono::{DateTime, Utc};
use domain::accounts::factors::SetUp;
use domain::when::Reader;
use leptos::prelude::*;

use crate::{
    time,
    ui::{prelude::*, qr::Qr},
};

/// How far somebody is with their app.
pub(super) struct Setting {
    /// Since when it is asked for.
    pub since: Option<DateTime<Utc>>,
    pub set_up: Option<SetUp>,
    pub reader: Reader,
    pub now: DateTime<Utc>,
}

#[component]
pub(super) fn AppSection(setting: Setting, key: String, again: String) -> impl IntoView {
    match setting {
        Setting { since: Some(at), reader, now, .. } => {
            view! { <Working since=time::day(at, reader, now) key=key /> }.into_any()
        }
        Setting { set_up: Some(set_up), .. } => view! { <SettingUp set_up=set_up key=key again=again /> }.into_any(),
        _ => view! { <Nothing key=key /> }.into_any(),
    }
}

#[component]
fn Nothing(key: String) -> impl IntoView {
    view! {
        <Section
            title="Authenticator app"
            lead="An app on your phone, such as Aegis, Google Authenticator or a password manager, shows six digits that change each half minute."
        >
            <Form
                key=key
                action="begin"
                action_label="Set up an app"
                look=Look::Primary
                consequence="You see a picture for it first. Nothing changes until it has shown a code."
            />
        </Section>
    }
}

#[component]
fn SettingUp(set_up: SetUp, key: String, again: String) -> impl IntoView {
    let signs: Vec<char> = set_up.secret.chars().collect();
    let in_groups: Vec<String> = signs.chunks(4).map(|group| group.iter().collect()).collect();
    view! {
        <Section title="Authenticator app" lead="Read this picture with your app, or type the key into it. It is shown for half an hour.">
            <div class="tf-set-up">
                <Qr text=set_up.address label="The same key as below, as a QR code" />
                <div>
                    <p>"Key"</p>
                    <Command line=in_groups.join(" ") label="The key for your app" />
                </div>
            </div>
            <Form
                key=key
                action="confirm"
                action_label="Ask for it from now on"
                look=Look::Primary
                consequence="Everywhere else you are signed out. Next you see recovery codes: have paper or a password manager ready."
            >
                <TextField
                    name="second_code"
                    label="Code"
                    hint="The six digits that your app shows now."
                    autocomplete="one-time-code"
                    max_length=20
                />
            </Form>
            <Form key=again action="begin" action_label="Begin again with another key" look=Look::Bare />
        </Section>
    }
}

#[component]
fn Working(since: String, key: String) -> impl IntoView {
    let lead = view! { <Glyph icon=Icon::ShieldCheck /> }.into_any();
    view! {
        <Section title="Authenticator app">
            <List>
                <Row title="Authenticator app" lead=lead line=format!("since {since}")>
                    <Status word="Asked for" tone=Tone::Success next="when you sign in, and before what is delicate" />
                </Row>
            </List>
            <Form
                key=key
                action="remove"
                action_label="Remove the app"
                look=Look::Danger
                consequence="Then no code of it is asked for any more. Everywhere else you are signed out, and you get a mail about it."
            />
        </Section>
    }
}
