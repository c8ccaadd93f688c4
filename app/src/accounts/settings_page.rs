use contract::{Pairs, accounts::Settings};
use domain::accounts;
use leptos::prelude::*;

use super::zones::ZoneField;
use crate::{
    request::{Done, Failure, LocalPath, Request, Screen},
    said::Said,
    ui::prelude::*,
};

pub async fn change_settings(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    accounts::change_settings(&request.ctx, request.user()?, Settings::decode(&pairs)?).await?;
    Ok(Done::to("/settings").saying(Said::SettingsSaved))
}

/// The theme switch without script.
pub async fn change_theme(_: Request, pairs: Pairs) -> Result<Done, Failure> {
    let value = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    Ok(Done::to(LocalPath::or_home(value("back")).as_str()).theme(value("theme").unwrap_or_default()))
}

pub async fn settings_page(request: Request) -> Result<Screen, Failure> {
    let now = accounts::my_settings(&request.ctx, request.user()?).await?;
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
        <Section title="Security" lead="Your password, and the address that our mail goes to.">
            <div>
                <ButtonLink href="/settings/security" icon=Icon::ShieldCheck>
                    "Password and e-mail"
                </ButtonLink>
            </div>
        </Section>
        <Section title="Boards" lead="Whether others see you on boards, and whether you see them.">
            <div>
                <ButtonLink href="/leaderboard#you-and-boards" icon=Icon::Trophy>
                    "You and boards"
                </ButtonLink>
            </div>
        </Section>
        <Section title="Access tokens" lead="For programs of yours that submit code, such as a command in your terminal.">
            <div>
                <ButtonLink href="/settings/tokens" icon=Icon::Key>
                    "Your tokens"
                </ButtonLink>
            </div>
        </Section>
        <Section title="Sessions" lead="Where you are signed in, and how to end it.">
            <div>
                <ButtonLink href="/settings/sessions" icon=Icon::Monitor>
                    "Your sessions"
                </ButtonLink>
            </div>
        </Section>
        <Section title="Security activity" lead="When and from where your account was used, and what was changed about it.">
            <div>
                <ButtonLink href="/settings/activity" icon=Icon::ShieldCheck>
                    "Your activity"
                </ButtonLink>
            </div>
        </Section>
        <Section title="Blocked people" lead="With whom you do not want to review code.">
            <div>
                <ButtonLink href="/settings/blocked" icon=Icon::Users>
                    "Whom you have blocked"
                </ButtonLink>
            </div>
        </Section>
    };
    Ok(Screen::new("Settings", body))
}
