use contract::{Pairs, accounts::Settings};
use domain::accounts;
use leptos::prelude::*;

use super::zones::ZoneField;
use crate::{
    request::{Done, Failure, LocalPath, Request, Screen, value_of},
    said::Said,
    ui::prelude::*,
};

/// Pages of their own: title, lead, address, icon, words of the link.
const MORE: [(&str, &str, &str, Icon, &str); 6] = [
    (
        "Security",
        "Your password, and the address that our mail goes to.",
        "/settings/security",
        Icon::ShieldCheck,
        "Password and e-mail",
    ),
    (
        "Boards",
        "Whether others see you on boards, and whether you see them.",
        "/leaderboard#you-and-boards",
        Icon::Trophy,
        "You and boards",
    ),
    (
        "Access tokens",
        "For programs of yours that submit code, such as a command in your terminal.",
        "/settings/tokens",
        Icon::Key,
        "Your tokens",
    ),
    ("Sessions", "Where you are signed in, and how to end it.", "/settings/sessions", Icon::Monitor, "Your sessions"),
    (
        "Security activity",
        "When and from where your account was used, and what was changed about it.",
        "/settings/activity",
        Icon::ShieldCheck,
        "Your activity",
    ),
    (
        "Blocked people",
        "With whom you do not want to review code.",
        "/settings/blocked",
        Icon::Users,
        "Whom you have blocked",
    ),
];

pub async fn change_settings(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    accounts::change_settings(&request.ctx, request.user()?, Settings::decode(&pairs)?).await?;
    Ok(Done::to("/settings").saying(Said::SettingsSaved))
}

/// The theme switch without script.
pub async fn change_theme(_: Request, pairs: Pairs) -> Result<Done, Failure> {
    let theme = value_of(&pairs, "theme").unwrap_or_default();
    Ok(Done::to(LocalPath::or_home(value_of(&pairs, "back")).as_str()).theme(theme))
}

pub async fn settings_page(request: Request) -> Result<Screen, Failure> {
    let now = accounts::my_settings(&request.ctx, request.user()?).await?;
    let more = MORE.into_iter().map(|(title, lead, href, icon, label)| {
        view! {
            <Section title=title lead=lead>
                <div>
                    <ButtonLink href=href icon=icon>
                        {label}
                    </ButtonLink>
                </div>
            </Section>
        }
    });
    let more = more.collect_view();
    let body = view! {
        <PageHead title="Settings" lead="What others see of you, and how times are shown." />
        <div class="max-w-xl">
            <Form key=request.key() action_label="Save settings" look=Look::Primary>
                <TextField name="name" label="Your name" value=now.name max_length=60 autocomplete="name" />
                <TextAreaField
                    name="about"
                    label="About you"
                    value=now.about
                    required=false
                    rows=4
                    max_length=600
                    hint="A few lines for your public page."
                />
                <ZoneField value=now.zone />
            </Form>
        </div>
        {more}
    };
    Ok(Screen::new("Settings", body))
}
