//! What the product itself has seen of a tutor: figures that nobody wrote about themselves.

use domain::{
    reviews::{ReviewEvidence, rubric::Calibration},
    tutors::Profile,
};
use leptos::prelude::*;

use super::facts::within;
use crate::{money::money, ui::prelude::*};

/// So many sessions or suggestions say something; fewer would praise or blame by chance.
const TELLING: i64 = 5;

#[component]
pub(super) fn Evidence(tutor: Profile, reviews: ReviewEvidence) -> impl IntoView {
    let rating = match tutor.rating_count {
        0 => "New here".to_owned(),
        1 => format!("{:.1} from one rating", tutor.rating),
        n => format!("{:.1} from {n} ratings", tutor.rating),
    };
    let why = "The mean of all ratings, with the site's mean counted ten times: few ratings move it little.";
    let price = match tutor.price_minor {
        0 => "Free".to_owned(),
        minor => format!("{} an hour", money(minor, &tutor.currency)),
    };
    view! {
        <Facts>
            <Fact label="Rating" value=rating why=why />
            <Fact label="Sessions taught" value=tutor.taught_count.to_string() why=kept(&tutor) />
            {tutor.answer_minutes.map(answered)}
            {in_reviews(reviews)}
            <Fact label="Price" value=price />
        </Facts>
    }
}

fn kept(tutor: &Profile) -> String {
    match tutor.kept() {
        Some((kept, all)) if all >= TELLING && kept == all => "Every session that was agreed took place.".into(),
        Some((kept, all)) if all >= TELLING => {
            format!(
                "{} of the agreed ones; {} did not take place because of the tutor.",
                percent(kept, all),
                all - kept
            )
        }
        _ => String::new(),
    }
}

fn answered(minutes: i32) -> impl IntoView {
    let why = "Half of the latest requests were answered by then.";
    view! { <Fact label="Answers" value=within(minutes) why=why /> }
}

fn in_reviews(seen: ReviewEvidence) -> Option<impl IntoView> {
    (seen.decided >= TELLING).then(|| {
        let why = format!("Of the latest {} suggestions that authors decided on.{}", seen.decided, calibrated(seen));
        view! { <Fact label="Suggestions taken over" value=percent(seen.taken_over, seen.decided) why=why /> }
    })
}

fn calibrated(seen: ReviewEvidence) -> String {
    let Calibration { examples, weight } = seen.calibration;
    match examples {
        0 => String::new(),
        1 => format!(" Their marks count {weight:.1} times, from one example."),
        n => format!(" Their marks count {weight:.1} times, from {n} examples."),
    }
}

/// The same for moderators, who also want to read that there is nothing yet.
#[component]
pub(crate) fn ReviewsSeen(seen: ReviewEvidence) -> impl IntoView {
    let taken = match seen.decided {
        0 => "None decided yet".to_owned(),
        all => format!("{} of {all} decided", seen.taken_over),
    };
    let marks = match seen.calibration.examples {
        0 => "Not calibrated yet".to_owned(),
        _ => format!("{:.1} times", seen.calibration.weight),
    };
    let why = match seen.calibration.examples {
        0 => "They have assessed no example of a rubric.".to_owned(),
        1 => "From one example, against the reference of a moderator.".to_owned(),
        n => format!("From {n} examples, against the references of moderators."),
    };
    view! {
        <Facts>
            <Fact label="Suggestions taken over" value=taken why="Of their latest 200 in code reviews." />
            <Fact label="Their marks count" value=marks why=why />
        </Facts>
    }
}

/// Rounded down, so that all is said of all alone.
fn percent(part: i64, whole: i64) -> String {
    format!("{} %", part * 100 / whole.max(1))
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn all_is_said_of_all_alone() {
        assert_eq!([percent(999, 1_000), percent(5, 5), percent(0, 0)], ["99 %", "100 %", "0 %"]);
    }
}
