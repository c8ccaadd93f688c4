use chrono::{DateTime, TimeDelta, Utc};
use contract::AppError;
use domain::when::Reader;
use domain::{
    bookings::{self, ListedGroup, PublicRating, Slot},
    reviews,
    tutors::{self, Profile},
};
use leptos::prelude::*;

use super::{
    evidence::Evidence,
    facts::{languages, week},
    favourites_page::FavouriteButton,
    offered::Offered,
};
use crate::{
    bookings::{GroupRow, SlotLinks},
    request::{Failure, Request, Screen},
    time,
    ui::prelude::*,
};

/// Free times beside the profile.
const TIMES: usize = 6;

pub async fn tutor_page(request: Request) -> Result<Screen, Failure> {
    let ctx = &request.ctx;
    let viewer = request.caller.as_ref().map(|user| user.id);
    let tutor = tutors::profile(ctx, request.param("handle")?, viewer).await?.ok_or(AppError::NotFound)?;
    let before = request.query("before").and_then(|text| text.parse().ok()).and_then(DateTime::from_timestamp_micros);
    let (ratings, availability, offerings, groups, reviews) = futures::future::try_join5(
        bookings::ratings_of(ctx, tutor.id, before),
        bookings::availability(ctx, tutor.id, viewer),
        tutors::offerings_of(ctx, tutor.id),
        bookings::coming_of(ctx, tutor.id),
        reviews::review_evidence(ctx, tutor.id),
    )
    .await?;
    let now = ctx.now();
    let free = availability.map(|a| bookings::next_free(&a, now, now + TimeDelta::days(30), TIMES)).unwrap_or_default();
    let mine = viewer == Some(tutor.id);
    let book = format!("/tutors/{}/book", tutor.handle);
    let moderates = request.caller.as_ref().is_some_and(|user| user.must_moderate().is_ok());
    let look_after = format!("/admin/tutors/{}", tutor.handle);
    let look_after = moderates.then(|| view! { <ButtonLink href=look_after>"For moderators"</ButtonLink> });
    let action = if mine {
        view! { <ButtonLink href="/teach">"Edit"</ButtonLink> }.into_any()
    } else {
        let write = format!("/messages/{}", tutor.handle);
        let favourite = match &request.caller {
            Some(user) => {
                let (is, back) =
                    (tutors::is_favourite(ctx, user, tutor.id).await?, format!("/tutors/{}", tutor.handle));
                let (handle, name) = (tutor.handle.clone(), tutor.name.clone());
                Some(view! { <FavouriteButton key=request.key() handle=handle name=name back=back is=is /> })
            }
            None => None,
        };
        view! {
            <div class="tf-actions">
                {look_after}
                {favourite}
                <ButtonLink href=write>"Write"</ButtonLink>
                <ButtonLink href=book look=Look::Primary>
                    "Book a session"
                </ButtonLink>
            </div>
        }
        .into_any()
    };
    let description = tutor.headline.clone();
    let (title, handle) = (tutor.name.clone(), tutor.handle.clone());
    let body = view! {
        {(mine && !tutor.published)
            .then(|| view! { <Banner title="Only you can see this page. Open it to students under “Teach”." /> })}
        <PageHead
            title=tutor.name.clone()
            crumbs=vec![Crumb::new("/tutors", "Find a tutor")]
            lead=tutor.headline.clone()
            action=action
        />
        <Evidence tutor=tutor.clone() reviews=reviews />
        <div class="tf-with-aside">
            <div class="tf-stack min-w-0">
                <About tutor=tutor.clone() />
                <Offered handle=handle.clone() currency=tutor.currency.clone() offerings=offerings bookable=!mine />
                <Groups groups=groups reader=request.reader now=now />
                <Ratings ratings=ratings handle=handle.clone() reader=request.reader now=now />
            </div>
            <div class="tf-sticky tf-stack">
                <FreeTimes handle=handle free=free reader=request.reader now=now />
                <Hours tutor=tutor reader=request.reader />
            </div>
        </div>
    };
    Ok(Screen::new(title, body).described(description))
}

#[component]
fn About(tutor: Profile) -> impl IntoView {
    let chips = tutor
        .specialties
        .iter()
        .map(|specialty| {
            let href = format!("/tutors?subject={}&level={}", specialty.subject, specialty.level.as_str());
            view! { <Chip label=specialty.name.clone() note=specialty.level.title().to_lowercase() href=href /> }
        })
        .collect_view();
    view! {
        <Section title="About">
            <Prose text=tutor.about />
            {video(tutor.video)}
        </Section>
        <Section title="Teaches">
            <div class="tf-chips">{chips}</div>
        </Section>
        <Section title="Languages">
            <p>{languages(&tutor.languages)}</p>
        </Section>
    }
}

/// It lies elsewhere, and nothing is loaded from there before somebody goes there.
fn video(address: String) -> Option<impl IntoView> {
    let host = address.trim_start_matches("https://").split('/').next().unwrap_or_default().to_owned();
    (!address.is_empty()).then(|| {
        view! {
            <p class="mt-4">
                <a class="tf-link" href=address rel="noreferrer nofollow ugc">"Watch the introduction"</a>
                <span class="text-soft">{format!(" at {host}")}</span>
            </p>
        }
    })
}

/// Nothing where there are none.
#[component]
fn Groups(groups: Vec<ListedGroup>, reader: Reader, now: DateTime<Utc>) -> impl IntoView {
    if groups.is_empty() {
        return ().into_any();
    }
    let rows = groups
        .into_iter()
        .map(|group| view! { <GroupRow group=group reader=reader now=now of_one=true /> })
        .collect_view();
    view! { <Section title="Group sessions"><List>{rows}</List></Section> }.into_any()
}

#[component]
fn FreeTimes(handle: String, free: Vec<Slot>, reader: Reader, now: DateTime<Utc>) -> impl IntoView {
    let all = format!("/tutors/{handle}/book");
    let times = if free.is_empty() {
        view! { <p class="text-soft">"No free time in the next 30 days."</p> }.into_any()
    } else {
        view! {
            <SlotLinks handle=handle slots=free reader=reader now=now />
            <p class="mt-3">
                <TextLink href=all>"All free times"</TextLink>
            </p>
        }
        .into_any()
    };
    view! {
        <Panel title="Next free">
            <p class="text-soft text-sm mb-3">"In your zone, "
                <time::ZoneName reader=reader /></p>
            {times}
        </Panel>
    }
}

#[component]
fn Hours(tutor: Profile, reader: Reader) -> impl IntoView {
    let days = week(&tutor.hours);
    if days.is_empty() {
        return view! { <Panel title="Weekly hours"><p class="text-soft">"No regular hours."</p></Panel> }.into_any();
    }
    let lines = days.into_iter().map(|(day, ranges)| view! { <Detail label=day>{ranges}</Detail> }).collect_view();
    let theirs = (tutor.zone != reader.zone).then(|| {
        view! { <p class="text-soft text-sm mb-3">{format!("In {}'s zone, {}", tutor.name, time::zone_name(tutor.zone))}</p> }
    });
    view! {
        <Panel title="Weekly hours">
            {theirs}
            <Details>{lines}</Details>
        </Panel>
    }
    .into_any()
}

#[component]
fn Ratings(ratings: Vec<PublicRating>, handle: String, reader: Reader, now: DateTime<Utc>) -> impl IntoView {
    let older = (ratings.len() >= 10)
        .then(|| ratings.last().map(|last| format!("/tutors/{handle}?before={}", last.rated_at.timestamp_micros())))
        .flatten();
    let none = ratings.is_empty();
    let list = ratings.into_iter().map(|rating| one_rating(rating, reader, now)).collect_view();
    view! {
        <Section title="What students say">
            {none.then(|| view! { <p class="text-soft">"No ratings yet. They come from sessions that took place."</p> })}
            <div class="tf-ratings">{list}</div>
            <Pager before=None after=older after_label="Older ratings" />
        </Section>
    }
}

fn one_rating(rating: PublicRating, reader: Reader, now: DateTime<Utc>) -> impl IntoView {
    let who = format!("{} · {} · {}", rating.student_name, rating.subject, time::day(rating.rated_at, reader, now));
    view! {
        <article class="tf-rating-said">
            <Quote text=rating.words />
            <p class="tf-rating-by">
                <Stars given=u8::try_from(rating.stars).unwrap_or(0) />
                <span class="text-soft text-sm">{who}</span>
            </p>
            {rating.reply.map(|reply| view! { <div class="tf-reply"><p class="text-soft text-sm">"Reply"</p><Prose text=reply /></div> })}
        </article>
    }
}
