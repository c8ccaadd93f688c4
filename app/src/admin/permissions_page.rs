use domain::accounts::{Power, Role};
use leptos::prelude::*;

use super::known_page::name;
use crate::{
    request::{Failure, Request, Screen},
    ui::prelude::*,
};

/// `/admin/permissions`: the table that all checks read.
pub async fn permissions_page(_: Request) -> Result<Screen, Failure> {
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
    };
    Ok(Screen::new("Who may do what", body))
}
