use domain::accounts::factors::FEW;
use leptos::prelude::*;

use super::page::PATH;
use crate::{
    request::{Request, Screen},
    ui::prelude::*,
};

/// Recovery codes that were made by the form that this page answers. They are shown once and stand nowhere else.
#[derive(Clone)]
pub(super) struct Sheet(pub Vec<String>);

/// A page that prints well: the codes, whose they are and where.
pub(super) fn sheet(request: &Request, Sheet(codes): Sheet) -> Screen {
    let whose = request.caller.as_ref().map(|user| format!("@{}", user.handle)).unwrap_or_default();
    let lead =
        format!("For {whose} at {}. Each is good once, in the place of a code of your app.", request.ctx.public_url);
    let codes = codes.into_iter().map(|code| view! { <li>{code}</li> }).collect_view();
    let body = view! {
        <PageHead title="Your recovery codes" lead=lead />
        <div class="tf-stack max-w-2xl">
            <Banner tone=Tone::Warning title="They are shown this once: print this page, or copy them now.">
                <p>"Keep them where you keep important papers, and not on the phone that has your app. Codes of before count no more."</p>
            </Banner>
            <ol class="tf-codes">{codes}</ol>
            <div>
                <ButtonLink href=PATH look=Look::Primary>
                    "I have kept them"
                </ButtonLink>
            </div>
        </div>
    };
    Screen::new("Your recovery codes", body)
}

#[component]
pub(super) fn CodesSection(left: i64, key: String) -> impl IntoView {
    let line = match left {
        0 => "None is left".to_owned(),
        1 => "One is left".to_owned(),
        left => format!("{left} are left"),
    };
    let few = (left <= FEW).then(|| {
        let title = format!("{line}. Make new ones before you need them.");
        view! { <Banner tone=Tone::Warning title=title /> }
    });
    view! {
        <Section
            title="Recovery codes"
            lead=format!("For the day on which your phone is lost. {line}; they lie where you have kept them.")
        >
            {few}
            <Form
                key=key
                action="renew"
                action_label="Make new codes"
                look=Look::Quiet
                consequence="They are shown once, on the next page. Those of now count no more."
            />
        </Section>
    }
}
