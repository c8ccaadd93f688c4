use contract::tutors::OfferingKind;
use domain::tutors::Offering;
use leptos::prelude::*;

use super::offering_words::{length_words, lengths_words, terms_words};
use crate::ui::prelude::*;

/// What can be booked of a tutor, each length a link to its free times.
#[component]
pub fn Offered(handle: String, currency: String, offerings: Vec<Offering>, bookable: bool) -> impl IntoView {
    let rows: Vec<_> = offerings
        .into_iter()
        .filter(|offering| offering.kind != OfferingKind::Group)
        .map(|offering| row(&handle, &currency, offering, bookable))
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <Section title="What you can book">
                <List>{rows}</List>
            </Section>
        }
    })
}

fn row(handle: &str, currency: &str, offering: Offering, bookable: bool) -> AnyView {
    let terms = offering.terms;
    let line = if bookable { terms.about.clone() } else { lengths_words(&terms.lengths, currency) };
    let links = terms
        .lengths
        .iter()
        .filter(|_| bookable)
        .map(|&length| {
            let href = format!("/tutors/{handle}/book?offering={}&minutes={}", offering.id, length.minutes);
            let (label, words) = (format!(": {}", terms.title), length_words(length, currency));
            view! {
                <ButtonLink href=href size=Size::Small>
                    {words}
                    <VisuallyHidden>{label}</VisuallyHidden>
                </ButtonLink>
            }
        })
        .collect_view();
    let says = terms_words(&terms);
    view! {
        <Row title=terms.title line=line>
            <p class="text-soft text-sm">{says}</p>
            <div class="tf-actions mt-2">{links}</div>
        </Row>
    }
    .into_any()
}
