use contract::{AppError, Pairs, accounts::RequireSecondStep};
use domain::accounts::{
    Power, Role,
    factors::{self, Required},
};
use leptos::prelude::*;

use super::known_page::name;
use crate::{
    request::{Done, Failure, Request, Screen},
    said::Said,
    ui::prelude::*,
};

/// Says whose role asks for a second step.
pub async fn change_permissions(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let form = RequireSecondStep::decode(&pairs)?;
    let sudo = request.user()?.must_be_sudo(&request.ctx).map_err(AppError::from)?;
    factors::require_second_step(&request.ctx, &sudo, form).await?;
    Ok(Done::to("/admin/permissions").saying(Said::SecondStepRequired))
}

/// `/admin/permissions`: the table that all checks read, and whose role asks for a second step.
pub async fn permissions_page(request: Request) -> Result<Screen, Failure> {
    let required = factors::required(&request.ctx).await?;
    let rows = Power::ALL
        .iter()
        .map(|power| {
            let cells = Role::ALL
                .iter()
                .map(|role| view! { <td>{if *role >= power.least() { "Yes" } else { "–" }}</td> })
                .collect_view();
            let password = if power.needs_sudo() { "Yes" } else { "–" };
            view! {
                <tr>
                    <th scope="row">{power.says()}</th>
                    {cells}
                    <td>{password}</td>
                </tr>
            }
        })
        .collect_view();
    let mut columns = vec![Column::words("What")];
    columns.extend(Role::ALL.iter().map(|role| Column::words(name(*role))));
    columns.push(Column::words("Asks for the password"));
    let body = view! {
        <PageHead
            title="Who may do what"
            crumbs=vec![Crumb::new("/admin", "Admin"), Crumb::new("/admin/people", "People")]
            lead="What is not named here is open to every member. Who teaches is a tutor: that is a fact, not a role."
        />
        <Table caption="Permissions" columns=columns bare=true>
            {rows}
        </Table>
        <div class="tf-stack max-w-2xl mt-8">
            <Panel title="Second step">
                <Form
                    key=request.key()
                    action_label="Save"
                    look=Look::Primary
                    consequence="Whoever has such a role and no second step sets one up first. Until then the role is of no use to them."
                >
                    <RadioField name="role" label="Asked of" choices=whose() value=required.as_str() lay=Lay::Flow />
                </Form>
            </Panel>
        </div>
    };
    Ok(Screen::new("Who may do what", body))
}

fn whose() -> Vec<Choice> {
    let words = |required: Required| match required {
        Required::OfNobody => "nobody",
        Required::OfAdmins => "admins",
        Required::OfModeratorsAndAdmins => "moderators and admins",
    };
    Required::ALL.iter().map(|required| Choice::new(required.as_str(), words(*required))).collect()
}
