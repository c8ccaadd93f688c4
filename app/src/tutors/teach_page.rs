use contract::tutors::{CURRENCIES, LANGUAGES, Level, SESSION_MINUTES};
use domain::tutors::{self, Area, MyHours, Profile, Teaching};
use leptos::prelude::*;

use super::{admission::admission, facts};
use crate::{
    request::{Failure, Request, Screen},
    ui::prelude::*,
};

/// The parts of `/teach`: name in the address, label.
const PARTS: [(&str, &str); 3] = [("profile", "Profile"), ("subjects", "Subjects"), ("hours", "When you are free")];

pub async fn teach_page(request: Request) -> Result<Screen, Failure> {
    let user = request.user()?;
    let teaching = tutors::my_teaching(&request.ctx, user).await?;
    let begun = teaching.profile.is_some();
    // A refused form is shown on the part that it came from.
    let sent = use_context::<Submitted>().and_then(|sent| sent.value("action").map(part_of));
    let part = sent.or_else(|| PARTS.iter().map(|(name, _)| *name).find(|name| request.query("part") == Some(*name)));
    let part = if begun { part.unwrap_or("profile") } else { "profile" };
    let content = match part {
        "subjects" => subjects(&request, &teaching, tutors::subjects(&request.ctx).await?),
        "hours" => hours(tutors::my_hours(&request.ctx, user).await?),
        _ => profile(&request, &teaching),
    };
    let admission = admission(&request).await?;
    let tabs = PARTS
        .into_iter()
        .map(|(name, label)| view! { <Tab href=format!("/teach?part={name}") current=part == name>{label}</Tab> })
        .collect_view();
    let (title, lead) = if begun {
        ("Your teaching", "What students see of you, and when you are free.")
    } else {
        (
            "Teach what you know",
            "First a few words about you. Subjects and hours come next; nothing is public until you say so.",
        )
    };
    let body = view! {
        <PageHead title=title lead=lead action=preview(&request, teaching.profile.as_ref()) />
        <StrayRefusal />
        {begun
            .then(|| {
                view! {
                    <Tabs label="Your teaching">
                        {tabs} <Tab href="/teach/offerings" current=false>
                            "What you offer"
                        </Tab>
                    </Tabs>
                }
            })}
        {admission}
        <Missing teaching=teaching />
        <div class="tf-stack max-w-2xl">{content}</div>
    };
    Ok(Screen::new(title, body))
}

fn part_of(action: &str) -> &'static str {
    match action {
        "specialty" | "remove-specialty" => "subjects",
        _ => "profile",
    }
}

fn preview(request: &Request, profile: Option<&Profile>) -> AnyView {
    let Some(user) = request.caller.as_ref().filter(|_| profile.is_some()) else { return ().into_any() };
    view! {
        <div class="tf-actions">
            <ButtonLink href="/teach/groups" icon=Icon::Users>
                "Groups"
            </ButtonLink>
            <ButtonLink href=format!("/tutors/{}", user.handle) icon=Icon::Eye>
                "See it as students do"
            </ButtonLink>
        </div>
    }
    .into_any()
}

/// A form without fields of its own has nowhere to show why it was refused.
#[component]
fn StrayRefusal() -> impl IntoView {
    let sent = use_context::<Submitted>().unwrap_or_default();
    let bare = sent.value("action") == Some("remove-specialty");
    let says = sent.banner.filter(|_| bare);
    says.map(|says| view! { <Banner tone=Tone::Danger title=says /> })
}

/// What is still missing before students can book.
#[component]
pub(super) fn Missing(teaching: Teaching) -> impl IntoView {
    let Some(profile) = teaching.profile else { return ().into_any() };
    let steps = [
        (profile.specialties.is_empty(), "/teach?part=subjects", "Add at least one subject"),
        (!teaching.offers, "/teach/offerings", "Offer a lesson"),
        (profile.hours.is_empty(), "/teach/availability", "Say when you are free"),
        (!profile.published, "/teach?part=profile", "Open your page to students"),
    ];
    let open: Vec<_> = steps
        .into_iter()
        .filter(|(missing, ..)| *missing)
        .map(|(_, href, words)| view! { <li><TextLink href=href>{words}</TextLink></li> })
        .collect();
    if open.is_empty() {
        return ().into_any();
    }
    view! {
        <Banner title="Before students can book you:">
            <ul>{open}</ul>
        </Banner>
    }
    .into_any()
}

fn profile(request: &Request, teaching: &Teaching) -> AnyView {
    let (profile, first) = (teaching.profile.clone(), teaching.new_to_offering);
    let (begun, key) = (profile.is_some(), request.key());
    let text = |of: fn(&Profile) -> String| profile.as_ref().map(of).unwrap_or_default();
    let (headline, about, video) = (text(|p| p.headline.clone()), text(|p| p.about.clone()), text(|p| p.video.clone()));
    let currency = if begun { text(|p| p.currency.clone()) } else { "EUR".to_owned() };
    let published = profile.as_ref().is_some_and(|p| p.published);
    let spoken = profile.map(|p| p.languages).unwrap_or_default();
    let currencies = CURRENCIES.iter().map(|(code, name)| Choice::new(*code, format!("{code} · {name}"))).collect();
    let languages = LANGUAGES.iter().map(|(code, name)| Choice::new(*code, *name)).collect();
    let label = if begun { "Save profile" } else { "Begin to teach" };
    view! {
        <Form key=key action="profile" action_label=label look=Look::Primary>
            <TextField name="headline" label="Headline" hint="What you help with, in one line." value=headline max_length=90 />
            <TextAreaField name="about" label="About you and your lessons" hint="Who you are, how you teach, what a first session looks like. At least 40 characters." value=about rows=7 max_length=4000 />
            <TextField name="video" label="A video in which you introduce yourself" hint="Its address, beginning with https://. A minute is enough." value=video required=false max_length=500 />
            <SelectField name="currency" label="Currency" choices=currencies value=currency />
            {first.then(first_lesson)}
            <ChecksField name="languages" label="Languages you teach in" choices=languages values=spoken lay=Lay::Flow />
            {begun.then(|| {
                view! { <CheckField name="published" label="My page is open to students" checked=published hint="Others find you in the search and can ask for a session." /> }
            })}
        </Form>
    }
    .into_any()
}

/// What is offered to begin with. Everything else about it is said at `/teach/offerings`.
fn first_lesson() -> AnyView {
    let lengths = SESSION_MINUTES.iter().map(|m| Choice::new(m.to_string(), format!("{m} minutes"))).collect();
    let buffers = [0, 5, 10, 15, 30, 60].map(|m: i16| Choice::new(m.to_string(), format!("{m} minutes"))).to_vec();
    let notices = [
        (0, "None"),
        (2, "2 hours"),
        (6, "6 hours"),
        (12, "12 hours"),
        (24, "A day"),
        (48, "Two days"),
        (168, "A week"),
    ];
    let notices = notices.map(|(hours, words): (i16, _)| Choice::new(hours.to_string(), words)).to_vec();
    view! {
        <div class="tf-field-pair">
            <TextField name="price" label="Price for an hour, 0 if it is free" />
            <SelectField name="session_minutes" label="Length of a session" choices=lengths value="60" />
        </div>
        <div class="tf-field-pair">
            <SelectField name="buffer_minutes" label="Pause between sessions" choices=buffers value="10" />
            <SelectField name="notice_hours" label="Shortest notice" choices=notices value="12" />
        </div>
    }
    .into_any()
}

/// What is said of it at `/teach/availability`, in short.
fn hours(hours: Option<MyHours>) -> AnyView {
    let Some(hours) = hours else { return ().into_any() };
    let week = facts::week(&hours.week);
    let days = if week.is_empty() {
        view! { <EmptyState says="You have not said when you are free." icon=Icon::CalendarClock /> }.into_any()
    } else {
        let days = week.into_iter().map(|(day, ranges)| view! { <Detail label=day>{ranges}</Detail> }).collect_view();
        view! { <Details>{days}</Details> }.into_any()
    };
    let more = [
        (hours.seasons.len(), "season", "seasons"),
        (hours.holidays.len(), "holiday", "holidays"),
        (hours.overrides.len(), "single day", "single days"),
    ];
    let more = more.into_iter().filter(|(count, ..)| *count > 0);
    let more: Vec<_> =
        more.map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many })).collect();
    view! {
        {days}
        {(!more.is_empty()).then(|| view! { <p class="text-soft">{format!("Besides: {}.", more.join(", "))}</p> })}
        <p>
            <ButtonLink href="/teach/availability" look=Look::Primary icon=Icon::CalendarClock>
                "Change when you are free"
            </ButtonLink>
        </p>
    }
    .into_any()
}

fn subjects(request: &Request, teaching: &Teaching, areas: Vec<Area>) -> AnyView {
    let mine = teaching.profile.as_ref().map(|p| p.specialties.clone()).unwrap_or_default();
    let none = mine.is_empty();
    let rows = mine
        .into_iter()
        .map(|specialty| {
            let label = format!("Remove {} ({})", specialty.name, specialty.level.title().to_lowercase());
            let key = request.key();
            let remove = view! {
                <form method="post">
                    <input type="hidden" name="key" value=key />
                    <input type="hidden" name="action" value="remove-specialty" />
                    <input type="hidden" name="subject" value=specialty.subject />
                    <input type="hidden" name="level" value=specialty.level.as_str() />
                    <Button submit=true look=Look::Bare size=Size::Small>
                        "Remove" <VisuallyHidden>{format!(": {label}")}</VisuallyHidden>
                    </Button>
                </form>
            }
            .into_any();
            view! { <Row title=specialty.name line=format!("{} · {}", specialty.level.title(), specialty.area) action=remove /> }
        })
        .collect_view();
    let groups = areas
        .into_iter()
        .map(|area| ChoiceGroup {
            label: area.name,
            choices: area.subjects.into_iter().map(|subject| Choice::new(subject.slug, subject.name)).collect(),
        })
        .collect();
    let key = request.key();
    let levels = Level::ALL.into_iter().map(|level| Choice::new(level.as_str(), level.title())).collect();
    view! {
        {if none {
            view! { <EmptyState says="You have not named a subject yet." icon=Icon::BookOpen /> }.into_any()
        } else {
            view! { <List>{rows}</List> }.into_any()
        }}
        <Panel title="Add a subject">
            <Form key=key action="specialty" action_label="Add" look=Look::Primary>
                <SelectField name="subject" label="Subject" groups=groups any="Choose a subject" />
                <RadioField name="level" label="Level" choices=levels value="school" lay=Lay::Flow />
                <TextField name="evidence" label="What speaks for it" hint="A degree, years, a link: for the moderator who looks at it." required=false max_length=200 />
            </Form>
        </Panel>
    }
    .into_any()
}
