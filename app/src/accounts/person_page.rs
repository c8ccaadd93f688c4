use contract::{AppError, tutors::language_name};
use domain::accounts;
use leptos::prelude::*;

use super::{BlockForm, UnblockButton};
use crate::{
    ranking,
    request::{Failure, Request, Screen},
    time,
    ui::prelude::*,
};

/// What everyone may see of a person.
pub async fn person_page(request: Request) -> Result<Screen, Failure> {
    let person = accounts::public_person(&request.ctx, request.caller.as_ref(), request.param("handle")?).await?;
    let Some(person) = person else { return nobody(&request).await };
    let teaches = domain::tutors::is_published(&request.ctx, person.id).await?;
    let mine = request.caller.as_ref().is_some_and(|user| user.id == person.id);
    let joined = format!("Here since {}", time::day(person.joined, request.reader, request.ctx.now()));
    let action = if mine {
        Some(view! { <ButtonLink href="/settings/profile">"Edit"</ButtonLink> }.into_any())
    } else {
        teaches.then(|| {
            let (href, write) = (format!("/tutors/{}", person.handle), format!("/messages/{}", person.handle));
            view! {
                <div class="tf-actions">
                    <ButtonLink href=write>"Write"</ButtonLink>
                    <ButtonLink href=href look=Look::Primary>
                        "See their lessons"
                    </ButtonLink>
                </div>
            }
            .into_any()
        })
    };
    let block = match request.caller.as_ref().filter(|_| !mine) {
        Some(user) => {
            let blocked = accounts::blocked_by_me(&request.ctx, user, &person.handle).await?;
            Some(block(&request, &person.handle, &person.name, blocked))
        }
        None => None,
    };
    let about = if person.about.is_empty() {
        let says = if mine {
            "You have not written anything about yourself yet."
        } else {
            "There is nothing to read here yet."
        };
        view! { <EmptyState says=says /> }.into_any()
    } else {
        view! { <Prose text=person.about /> }.into_any()
    };
    let speaks = (!person.languages.is_empty()).then(|| {
        let names: Vec<_> = person.languages.iter().filter_map(|code| language_name(code)).collect();
        view! { <p class="text-soft">{format!("Speaks {}", names.join(", "))}</p> }
    });
    let earned = ranking::profile::earned(&request.ctx, request.caller.as_ref(), &person.handle).await?;
    let title = person.name.clone();
    let body = view! {
        <div class="tf-person">
            <Avatar id=person.id.0 name=person.name.clone() size=Size::Large />
            <p class="text-soft">{format!("@{}", person.handle)}</p>
        </div>
        <PageHead title=person.name lead=joined action=action.unwrap_or_else(|| ().into_any()) />
        <div class="tf-stack">{about} {speaks} {earned}</div>
        {block}
    };
    Ok(Screen::new(title, body))
}

/// Somebody whom others' words still point at, or nobody at all.
async fn nobody(request: &Request) -> Result<Screen, Failure> {
    if !accounts::has_left(&request.ctx, request.param("handle")?).await? {
        return Err(AppError::NotFound.into());
    }
    let body = view! {
        <PageHead title="A former member" lead="They have left. What others rely on stays, without their name." />
        <ButtonLink href="/">"Go on"</ButtonLink>
    };
    Ok(Screen::new("A former member", body).plain())
}

/// Blocks them, or no longer.
fn block(request: &Request, handle: &str, name: &str, blocked: bool) -> AnyView {
    let (key, back) = (request.key(), format!("/users/{handle}"));
    if blocked {
        return view! {
            <div class="tf-actions">
                <Status word="Blocked" tone=Tone::Neutral next="Neither of you is offered the other’s code." />
                <UnblockButton key=key handle=handle name=name back=back />
            </div>
        }
        .into_any();
    }
    let label = format!("Block {name}");
    view! {
        <div class="tf-actions">
            <BlockForm key=key handle=handle back=back>
                <Button submit=true size=Size::Small icon=Icon::CircleX>
                    {label}
                </Button>
            </BlockForm>
        </div>
    }
    .into_any()
}
