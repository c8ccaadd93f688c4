use contract::{
    AppError, Pairs, Problem,
    accounts::{ChangeHandle, EditPerson, Locale, ReadTimes, Seen},
    tutors::LANGUAGES,
};
use domain::{
    accounts::{self, LEADS_ON, Myself},
    when::{self, Reader},
};
use leptos::prelude::*;

use super::zones::ZoneField;
use crate::{
    request::{Done, Failure, Request, Screen, value_of},
    said::Said,
    ui::prelude::*,
};

const PATH: &str = "/settings/profile";

/// What a section's form asks for, by its `action`.
pub async fn change_profile(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let (ctx, user) = (&request.ctx, request.user()?);
    let said = match value_of(&pairs, "action").unwrap_or_default() {
        "person" => {
            accounts::edit_person(ctx, user, EditPerson::decode(&pairs)?).await?;
            Said::SettingsSaved
        }
        "times" => {
            accounts::read_times(ctx, user, ReadTimes::decode(&pairs)?).await?;
            Said::SettingsSaved
        }
        "handle" => {
            accounts::change_handle(ctx, user, ChangeHandle::decode(&pairs)?).await?;
            Said::HandleChanged
        }
        _ => return Err(AppError::field("action", Problem::NotAChoice).into()),
    };
    Ok(Done::to(PATH).saying(said))
}

/// `/settings/profile`
pub async fn profile_page(request: Request) -> Result<Screen, Failure> {
    let user = request.user()?;
    let me = accounts::myself(&request.ctx, user).await?;
    let public = format!("/users/{}", user.handle);
    let body = view! {
        <PageHead
            title="Profile"
            crumbs=vec![Crumb::new("/settings", "Settings")]
            lead="What others read of you, and how you read times."
            action=view! { <ButtonLink href=public>"See your page"</ButtonLink> }.into_any()
        />
        <div class="tf-stack max-w-2xl">
            <PersonSection me=me key=request.key() />
            <HandleSection handle=user.handle.clone() key=request.key() />
            <TimesSection request=request.clone() reader=user.reader />
        </div>
    };
    Ok(Screen::new("Profile", body))
}

#[component]
fn PersonSection(me: Myself, key: String) -> impl IntoView {
    let languages = LANGUAGES.iter().map(|(code, name)| Choice::new(*code, *name)).collect();
    let seen = Seen::ALL.iter().map(|seen| Choice::new(seen.as_str(), seen.title())).collect();
    view! {
        <Section title="About you">
            <Form key=key action="person" action_label="Save" look=Look::Primary>
                <TextField name="name" label="Your name" value=me.name max_length=60 autocomplete="name" hint="Everyone sees it." />
                <TextAreaField
                    name="about"
                    label="A few lines about you"
                    value=me.about
                    required=false
                    rows=4
                    max_length=600
                    hint="Where you are, and what you want to get better at."
                />
                <ChecksField name="languages" label="Languages you speak" choices=languages values=me.languages required=false lay=Lay::Flow />
                <RadioField
                    name="about_for"
                    label="Who reads the lines and languages"
                    choices=seen
                    value=me.about_for.as_str()
                    lay=Lay::Flow
                    hint="People whom you have blocked never do."
                />
            </Form>
        </Section>
    }
}

#[component]
fn HandleSection(handle: String, key: String) -> impl IntoView {
    let lead = format!("Your page is at /users/{handle}.");
    let consequence = format!(
        "Links with @{handle} lead to the new one for {} days, and nobody else can take it meanwhile. You can change it once in 30 days.",
        LEADS_ON.num_days()
    );
    view! {
        <Section title="Handle" lead=lead>
            <Form key=key action="handle" action_label="Change the handle" look=Look::Quiet consequence=consequence>
                <TextField
                    name="handle"
                    label="New handle"
                    max_length=30
                    autocomplete="off"
                    hint="3 to 30 small letters, digits and single hyphens, beginning with a letter."
                />
            </Form>
        </Section>
    }
}

#[component]
fn TimesSection(request: Request, reader: Reader) -> impl IntoView {
    let now = request.ctx.now();
    let locales = Locale::ALL.iter().map(|locale| Choice::new(locale.as_str(), locale.title())).collect();
    let lead = format!("This moment reads: {}", when::moment(now, reader, now));
    view! {
        <Section title="Times" lead=lead>
            <Form key=request.key() action="times" action_label="Save times" look=Look::Quiet>
                <ZoneField value=reader.zone.name() />
                <RadioField name="locale" label="Days and hours are written" choices=locales value=reader.locale.as_str() lay=Lay::Flow />
                <CheckField
                    name="ethiopian"
                    label="Show the Ethiopian calendar and clock beside it"
                    checked=reader.ethiopian
                    hint="Tue 24 Nov, 14:00 · 15 Hidar, 8:00 by day"
                />
            </Form>
        </Section>
    }
}
