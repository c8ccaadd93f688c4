use contract::{
    Pairs,
    tutors::{ActOnOffering, OfferingAct, OfferingKind},
};
use domain::tutors::{self, Offering};
use leptos::prelude::*;

use super::offering_words::{lengths_words, terms_words};
use crate::{
    request::{Done, Failure, Refused, Request, Screen},
    said::Said,
    ui::prelude::*,
};

pub async fn change_offerings(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    tutors::act_on_offering(&request.ctx, request.user()?, ActOnOffering::decode(&pairs)?).await?;
    Ok(Done::to("/teach/offerings").saying(Said::OfferingSaved))
}

/// `/teach/offerings`: everything that students can book.
pub async fn offerings_page(request: Request) -> Result<Screen, Failure> {
    let user = request.user()?;
    let profile = tutors::profile(&request.ctx, &user.handle, Some(user.id)).await?;
    let crumbs = vec![Crumb::new("/teach", "Your teaching")];
    let Some(profile) = profile else {
        let body = view! {
            <PageHead title="What you offer" crumbs=crumbs />
            <EmptyState says="You do not teach yet." more="Begin with a few words about you." icon=Icon::BookOpen>
                <ButtonLink href="/teach" look=Look::Primary>
                    "Begin to teach"
                </ButtonLink>
            </EmptyState>
        };
        return Ok(Screen::new("What you offer", body));
    };
    let (open, closed): (Vec<_>, Vec<_>) =
        tutors::my_offerings(&request.ctx, user).await?.into_iter().partition(|offering| offering.open);
    let refused = use_context::<Refused>().map(|Refused(error)| error.to_string());
    let nothing = !open.iter().any(|offering| offering.kind != OfferingKind::Group);
    let last = open.len();
    let row = |(at, offering): (usize, Offering)| offering_row(&request, offering, &profile.currency, at, last);
    let none = open.is_empty();
    let open_rows = open.into_iter().enumerate().map(row).collect_view();
    let closed_rows: Vec<_> = closed.into_iter().enumerate().map(row).collect();
    let add = OfferingKind::ALL
        .iter()
        .map(|kind| {
            let href = format!("/teach/offerings/new?kind={kind}");
            view! { <ButtonLink href=href icon=Icon::Plus>{kind.title()}</ButtonLink> }
        })
        .collect_view();
    let body = view! {
        <PageHead
            title="What you offer"
            crumbs=crumbs
            lead="What students can book, in the order in which they see it. The first lesson gives the price by which you are found."
        />
        {refused.map(|says| view! { <Banner tone=Tone::Danger title=says /> })}
        {nothing
            .then(|| view! { <Banner tone=Tone::Warning title="Students cannot book anything of you at the moment. Offer a lesson." /> })}
        <div class="tf-stack">
            {if none { ().into_any() } else { view! { <List>{open_rows}</List> }.into_any() }}
            <Section title="Offer something else">
                <div class="tf-actions">{add}</div>
            </Section>
            {(!closed_rows.is_empty())
                .then(|| {
                    view! {
                        <Section title="Not offered any more" lead="What was booked goes on.">
                            <List>{closed_rows}</List>
                        </Section>
                    }
                })}
        </div>
    };
    Ok(Screen::new("What you offer", body))
}

fn offering_row(request: &Request, offering: Offering, currency: &str, at: usize, last: usize) -> AnyView {
    let terms = offering.terms;
    let line = format!("{} · {}", offering.kind.title(), lengths_words(&terms.lengths, currency));
    let steps = [
        (OfferingAct::Up, offering.open && at > 0),
        (OfferingAct::Down, offering.open && at + 1 < last),
        (OfferingAct::Close, offering.open),
        (OfferingAct::Reopen, !offering.open),
    ];
    let steps = steps.into_iter().filter_map(|(act, fits)| fits.then_some(act));
    let buttons = steps
        .map(|act| {
            let (key, id, title) = (request.key(), offering.id.to_string(), terms.title.clone());
            view! {
                <form method="post" action="/teach/offerings">
                    <input type="hidden" name="key" value=key />
                    <input type="hidden" name="offering" value=id />
                    <input type="hidden" name="action" value=act.as_str() />
                    <Button submit=true look=Look::Bare size=Size::Small>
                        {act.title()}
                        <VisuallyHidden>{format!(": {title}")}</VisuallyHidden>
                    </Button>
                </form>
            }
        })
        .collect_view();
    let action = view! { <div class="tf-actions">{buttons}</div> }.into_any();
    let (href, says) = (format!("/teach/offerings/{}", offering.id), terms_words(&terms));
    view! {
        <Row title=terms.title href=href line=line action=action>
            <p class="text-soft text-sm">{says}</p>
        </Row>
    }
    .into_any()
}
