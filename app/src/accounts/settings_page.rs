use contract::Pairs;
use leptos::prelude::*;

use crate::{
    request::{Done, Failure, LocalPath, Request, Screen, value_of},
    ui::prelude::*,
};

/// A page of settings: title, what is there, address, icon.
type Place = (&'static str, &'static str, &'static str, Icon);

const YOU: [Place; 4] = [
    (
        "Profile",
        "Your name and handle, what you say of yourself and to whom, and how you read times.",
        "/settings/profile",
        Icon::User,
    ),
    (
        "Boards",
        "Whether others see you on boards, and whether you see them.",
        "/leaderboard#you-and-boards",
        Icon::Trophy,
    ),
    ("Calendar", "Your sessions in the calendar that you use anyway.", "/settings/calendar", Icon::Calendar),
    ("Blocked people", "With whom you want nothing to do.", "/settings/blocked", Icon::Users),
];

const ACCOUNT: [Place; 5] = [
    ("Security", "How you come in, and the address that our mail goes to.", "/settings/security", Icon::ShieldCheck),
    ("Sessions", "Where you are signed in, and how to end it.", "/settings/sessions", Icon::Monitor),
    (
        "Security activity",
        "When and from where your account was used, and what was changed about it.",
        "/settings/activity",
        Icon::Clock,
    ),
    (
        "Access tokens",
        "For programs of yours that submit code, such as a command in your terminal.",
        "/settings/tokens",
        Icon::Key,
    ),
    ("Your data", "A file with all that we hold of you, and deleting your account.", "/settings/data", Icon::FileText),
];

/// The theme switch without script.
pub async fn change_theme(_: Request, pairs: Pairs) -> Result<Done, Failure> {
    let theme = value_of(&pairs, "theme").unwrap_or_default();
    Ok(Done::to(LocalPath::or_home(value_of(&pairs, "back")).as_str()).theme(theme))
}

/// `/settings`: all there is to set, by place.
pub async fn settings_page(request: Request) -> Result<Screen, Failure> {
    request.user()?;
    let body = view! {
        <PageHead title="Settings" lead="What others see of you, and how your account is kept." />
        <div class="tf-stack max-w-3xl">
            <Section title="You">{places(&YOU)}</Section>
            <Section title="Your account">{places(&ACCOUNT)}</Section>
        </div>
    };
    Ok(Screen::new("Settings", body))
}

fn places(places: &'static [Place]) -> impl IntoView {
    let rows = places.iter().map(|&(title, line, href, icon)| {
        let lead = view! { <Glyph icon=icon /> }.into_any();
        view! { <Row title=title line=line href=href lead=lead /> }
    });
    view! { <List>{rows.collect_view()}</List> }
}
