use chrono::{DateTime, TimeDelta, Utc};
use contract::{
    CommandKey,
    bookings::{BookSeries, OfferingChoice, Step},
    tutors::OfferingKind,
};

use super::{Error, known, plan::Plan};
use crate::{
    Clock, Ctx,
    accounts::User,
    bookings::{self, Availability},
    tutors::{self, Offering, Profile},
};

/// Place among the tutors of whom the known student comes to every week.
const TUTOR: usize = 10;
const TIMES: i64 = 5;

/// Sessions of the known student at the same time of each week: asked for two days ago, and accepted the same evening.
pub(super) async fn agree(ctx: &Ctx, plan: &Plan) -> Result<(), Error> {
    let asked = at(ctx, ctx.now() - TimeDelta::days(2));
    let Some(student) = known::user(ctx, "demo-student").await? else { return Ok(()) };
    let handle = &plan.people[plan.tutors[TUTOR].person].handle;
    let Some(tutor) = known::user(ctx, handle).await? else { return Ok(()) };
    let Some(profile) = tutors::profile(ctx, handle, None).await? else { return Ok(()) };
    let Some(form) = form(&asked, &student, &profile).await? else { return Ok(()) };
    let first = bookings::book_series(&asked, &student, handle, form).await?;
    let answered = at(ctx, ctx.now() - TimeDelta::hours(41));
    let yes = Step { key: CommandKey(ctx.id()), note: "With pleasure. Bring the sheet of the week.".into() };
    bookings::accept_series(&answered, &tutor, first, yes).await?;
    Ok(())
}

fn at(ctx: &Ctx, then: DateTime<Utc>) -> Ctx {
    Ctx { clock: Clock::standing(then), ..ctx.clone() }
}

/// `None` if nothing is free at the same time for so many weeks.
async fn form(ctx: &Ctx, student: &User, tutor: &Profile) -> Result<Option<BookSeries>, Error> {
    let offerings = tutors::offerings_of(ctx, tutor.id).await?;
    let lesson = offerings.iter().find(|offering| offering.kind == OfferingKind::Single);
    let Some(choice) = lesson.and_then(shortest) else { return Ok(None) };
    let hours = bookings::availability_for(ctx, tutor.id, Some(student.id), Some(choice)).await?;
    let Some(starts) = hours.and_then(|hours| dates(&hours, ctx.now())) else { return Ok(None) };
    let subject = tutor.subjects().into_iter().next().map(|(slug, _)| slug).unwrap_or_default();
    Ok(Some(BookSeries {
        key: CommandKey(ctx.id()),
        choice,
        starts,
        subject,
        message: "Until the exam in the new year: one sheet a week, and whatever I did not see in the lecture.".into(),
    }))
}

fn shortest(lesson: &Offering) -> Option<OfferingChoice> {
    let minutes = lesson.terms.lengths.iter().map(|length| length.minutes).min()?;
    Some(OfferingChoice { offering: lesson.id, minutes })
}

/// From a week ahead on.
fn dates(hours: &Availability, now: DateTime<Utc>) -> Option<Vec<DateTime<Utc>>> {
    let from = now + TimeDelta::days(7);
    let first = bookings::free(hours, now, from, from + TimeDelta::days(10));
    first.into_iter().find_map(|slot| {
        let planned = bookings::plan_series(hours, now, slot.starts_at, 1, TIMES);
        planned.iter().all(|date| date.why.is_none()).then(|| planned.into_iter().map(|date| date.wish).collect())
    })
}
