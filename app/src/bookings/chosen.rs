//! Which of a tutor's offerings the page is about, and the way to the others.

use contract::{
    bookings::OfferingChoice,
    tutors::{Length, OfferingKind},
};
use domain::tutors::Offering;
use leptos::prelude::*;

use crate::{request::Request, tutors::length_words, ui::prelude::*};

/// One of the offerings in one of its lengths.
#[derive(Clone, Debug)]
pub struct Chosen {
    pub offering: Offering,
    pub length: Length,
    /// The address names one that is not offered.
    pub instead: bool,
}

impl Chosen {
    /// What the address names, or what comes first; a trial comes last. `None` if nothing can be booked.
    pub fn of(request: &Request, offerings: &[Offering]) -> Option<Self> {
        let named = request.query("offering");
        let minutes = request.query("minutes").and_then(|text| text.parse().ok());
        let found = offerings.iter().find(|offering| named == Some(&*offering.id.to_string())).and_then(|offering| {
            let length = minutes.map_or_else(|| offering.first_length(), |minutes| offering.length(minutes))?;
            Some(Self { offering: offering.clone(), length, instead: false })
        });
        found.or_else(|| {
            let first = offerings.iter().min_by_key(|offering| offering.kind == OfferingKind::Trial)?;
            Some(Self { offering: first.clone(), length: first.first_length()?, instead: named.is_some() })
        })
    }

    pub fn choice(&self) -> OfferingChoice {
        OfferingChoice { offering: self.offering.id, minutes: self.length.minutes }
    }

    /// What leads to the same choice again.
    pub fn pairs(&self) -> Vec<(String, String)> {
        vec![("offering".into(), self.offering.id.to_string()), ("minutes".into(), self.length.minutes.to_string())]
    }
}

/// The choice as fields of a form.
#[component]
pub fn ChosenFields(chosen: Chosen) -> impl IntoView {
    let field = |(name, value)| view! { <input type="hidden" name=name value=value /> };
    chosen.pairs().into_iter().map(field).collect_view()
}

/// Everything that can be booked, the current one marked.
#[component]
pub fn Choices(
    handle: String,
    offerings: Vec<Offering>,
    chosen: Chosen,
    currency: String,
    /// The page of the tutor that each leads to.
    page: &'static str,
) -> impl IntoView {
    let now = chosen.choice();
    let groups: Vec<_> = offerings.into_iter().map(|offering| group(&handle, page, offering, now, &currency)).collect();
    let one = groups.len() == 1 && chosen.offering.terms.lengths.len() == 1;
    (!one).then(|| view! { <nav aria-label="What you book" class="tf-offered">{groups}</nav> })
}

fn group(handle: &str, page: &str, offering: Offering, now: OfferingChoice, currency: &str) -> AnyView {
    let links = offering
        .terms
        .lengths
        .iter()
        .map(|&length| {
            let current = now == OfferingChoice { offering: offering.id, minutes: length.minutes };
            let href = format!("/tutors/{handle}/{page}?offering={}&minutes={}", offering.id, length.minutes);
            let label = format!("{}: ", offering.terms.title);
            view! {
                <a class="tf-slot" href=href aria-current=current.then_some("true")>
                    <VisuallyHidden>{label}</VisuallyHidden>
                    {length_words(length, currency)}
                </a>
            }
        })
        .collect_view();
    view! {
        <div class="tf-offered-group">
            <p aria-hidden="true">{offering.terms.title}</p>
            <div class="tf-slots">{links}</div>
        </div>
    }
    .into_any()
}
