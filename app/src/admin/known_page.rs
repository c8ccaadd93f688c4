use contract::{
    AppError, Pairs, Problem,
    accounts::{EndAll, GiveRole, REASON_MAX, ShutOut},
};
use domain::accounts::{self, Known, Role};
use leptos::prelude::*;

use crate::{
    request::{Done, Failure, Request, Screen, value_of},
    said::Said,
    time,
    ui::prelude::*,
};

/// Gives a role, ends sessions, disables or enables, by the form's `action`. Asks for the password first.
pub async fn change_known(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let (ctx, handle) = (&request.ctx, request.param("handle")?);
    let action = value_of(&pairs, "action").unwrap_or_default();
    let sudo = || request.user()?.must_be_sudo(ctx).map_err(AppError::from);
    let said = match action {
        "role" => {
            let form = GiveRole::decode(&pairs)?;
            accounts::give_role(ctx, &sudo()?, handle, form).await?;
            Said::RoleGiven
        }
        "end_sessions" => {
            accounts::end_all_sessions(ctx, &sudo()?, handle, EndAll::decode(&pairs)?).await?;
            Said::SessionsEnded
        }
        "disable" => {
            let form = ShutOut::decode(&pairs, true)?;
            accounts::shut_out(ctx, &sudo()?, handle, form).await?;
            Said::AccountDisabled
        }
        "enable" => {
            let form = ShutOut::decode(&pairs, false)?;
            accounts::shut_out(ctx, &sudo()?, handle, form).await?;
            Said::AccountEnabled
        }
        _ => return Err(AppError::field("action", Problem::NotAChoice).into()),
    };
    Ok(Done::to(format!("/admin/people/{handle}")).saying(said))
}

/// `/admin/people/{handle}`: somebody, what they may do, and whether they may come in.
pub async fn known_page(request: Request) -> Result<Screen, Failure> {
    let known = accounts::known_person(&request.ctx, request.user()?, request.param("handle")?).await?;
    let (reader, now) = (request.reader, request.ctx.now());
    let roles = Role::ALL.iter().map(|role| Choice::new(role.as_str(), name(*role))).collect();
    let access = access(&request, &known);
    let key = request.key();
    let sessions = known.disabled_at.is_none().then(|| {
        view! {
            <Panel title="Sessions">
                <Form
                    key=key
                    action="end_sessions"
                    action_label="End all sessions"
                    look=Look::Quiet
                    consequence="They are signed out everywhere and may sign in again."
                >
                    <TextField name="reason" label="Why" max_length=REASON_MAX autocomplete="off" />
                </Form>
            </Panel>
        }
    });
    let body = view! {
        <PageHead
            title=known.name.clone()
            crumbs=vec![Crumb::new("/admin", "Admin"), Crumb::new("/admin/people", "People")]
            lead=format!("@{} · {} · joined {}", known.handle, known.address(), time::day(known.joined, reader, now))
            action=view! {
                <ButtonLink href=format!("/admin/audit?person={}", known.handle)>"What happened"</ButtonLink>
            }
            .into_any()
        />
        <div class="tf-stack max-w-2xl">
            <Panel
                title="Role"
                aside=view! { <TextLink href="/admin/permissions">"Who may do what"</TextLink> }.into_any()
            >
                <Form
                    key=request.key()
                    action="role"
                    action_label="Change the role"
                    consequence="Their sessions end: they sign in again with the new role."
                >
                    <RadioField name="role" label="Role" choices=roles value=known.role.as_str() lay=Lay::Flow />
                    <TextField name="reason" label="Why" hint="They read it too." max_length=REASON_MAX autocomplete="off" />
                </Form>
            </Panel>
            {sessions}
            {access}
        </div>
    };
    Ok(Screen::new(known.name, body))
}

fn access(request: &Request, known: &Known) -> AnyView {
    let key = request.key();
    let why = || view! { <TextField name="reason" label="Why" max_length=REASON_MAX autocomplete="off" /> };
    match known.disabled_at {
        Some(at) => {
            let since = format!("Disabled since {}.", time::moment(at, request.reader, request.ctx.now()));
            view! {
                <Panel title="Access">
                    <p>{since}</p>
                    <Form key=key action="enable" action_label="Enable the account" look=Look::Quiet>
                        {why()}
                    </Form>
                </Panel>
            }
            .into_any()
        }
        None => view! {
            <Panel title="Access">
                <Form
                    key=key
                    action="disable"
                    action_label="Disable the account"
                    look=Look::Danger
                    consequence="They are signed out everywhere, and their tokens stop working. It can be taken back."
                >
                    {why()}
                </Form>
            </Panel>
        }
        .into_any(),
    }
}

pub(super) fn name(role: Role) -> &'static str {
    match role {
        Role::Member => "Member",
        Role::Reviewer => "Reviewer",
        Role::Moderator => "Moderator",
        Role::Admin => "Admin",
    }
}
