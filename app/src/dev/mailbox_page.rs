use contract::AppError;
use domain::notifications::mailbox;
use leptos::prelude::*;

use crate::{
    request::{Failure, Request, Screen},
    time,
    ui::prelude::*,
};

/// Mails that would have left the machine, newest first; with `?to=…` those to one address.
pub async fn mailbox_page(request: Request) -> Result<Screen, Failure> {
    let before = request.query("before").and_then(|text| text.parse().ok());
    let to = request.query("to").filter(|to| !to.is_empty());
    let mails = mailbox::list(&request.ctx, to, before).await?;
    let whose: String = form_urlencoded::byte_serialize(to.unwrap_or_default().as_bytes()).collect();
    let older = mails.last().filter(|_| mails.len() >= 50);
    let older = older.map(|mail| format!("/dev/mailbox?to={whose}&before={}", mail.number));
    let (reader, now) = (request.reader, request.ctx.now());
    let list = if mails.is_empty() {
        view! { <EmptyState says="No mail has been sent yet." icon=Icon::Mail /> }.into_any()
    } else {
        let rows = mails
            .into_iter()
            .map(|mail| {
                let line = format!(
                    "to {} <{}> · {}",
                    mail.to_name,
                    mail.to_address,
                    time::moment(mail.arrived_at, reader, now)
                );
                view! { <Row title=mail.subject href=format!("/dev/mailbox/{}", mail.number) line=line /> }
            })
            .collect_view();
        view! { <List>{rows}</List> }.into_any()
    };
    let body = view! {
        <PageHead title="Mailbox" lead="In development mails land here instead of leaving the machine." />
        {list}
        <Pager before=None after=older after_label="Older" />
    };
    Ok(Screen::new("Mailbox", body))
}

/// One mail as its two parts. The HTML part is shown in a frame that may run nothing.
pub async fn mail_page(request: Request) -> Result<Screen, Failure> {
    let mail = mailbox::show(&request.ctx, request.id_param("number")?).await?.ok_or(AppError::NotFound)?;
    let link = mail.text.split_whitespace().find(|word| word.starts_with("http")).unwrap_or_default().to_owned();
    let title = mail.subject.clone();
    let calendar = mail.calendar.map(|calendar| {
        view! {
            <Section title="Calendar">
                <pre class="whitespace-pre-wrap" data-mail-calendar>{calendar}</pre>
            </Section>
        }
    });
    let body = view! {
        <PageHead title=mail.subject crumbs=vec![Crumb::new("/dev/mailbox", "Mailbox")] />
        <Details>
            <Detail label="To">{format!("{} <{}>", mail.to_name, mail.to_address)}</Detail>
            <Detail label="Leads to">
                <a class="tf-link" href=link.clone()>{link.clone()}</a>
            </Detail>
        </Details>
        <Section title="Text">
            <pre class="whitespace-pre-wrap" data-mail-text>{mail.text}</pre>
        </Section>
        {calendar}
        <Section title="HTML">
            <iframe title="HTML part" sandbox="" srcdoc=mail.html class="w-full h-96 border border-line"></iframe>
        </Section>
    };
    Ok(Screen::new(title, body))
}
