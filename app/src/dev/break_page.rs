use std::time::Duration;

use contract::Pairs;
use leptos::prelude::*;
use tokio::time::sleep;

use crate::{
    request::{Done, Failure, Request, Screen},
    ui::prelude::*,
};

const SLOW: Duration = Duration::from_secs(2);
const WORDS: &str = "somebody asked for it at /dev/break";

/// Breaks as it is told, so that what people see then, and what the log says, can be looked at.
///
/// # Panics
/// With `?how=panic`.
pub async fn break_page(request: Request) -> Result<Screen, Failure> {
    match request.query("how") {
        Some("panic") => panic!("{WORDS}"),
        Some("error") => Err(Failure::broken(WORDS)),
        Some("slow") => {
            sleep(SLOW).await;
            Ok(Screen::new("Slow", slow()))
        }
        _ => Ok(Screen::new("Break something", ways(&request))),
    }
}

/// The form's verb.
///
/// # Panics
/// Always.
pub async fn break_form(_: Request, _: Pairs) -> Result<Done, Failure> {
    panic!("{WORDS}")
}

fn ways(request: &Request) -> impl IntoView + use<> {
    view! {
        <PageHead title="Break something" lead="What people see when a page fails. The log has more, under the same reference." />
        <div class="tf-stack">
            <List>
                <Row title="Panic" href="/dev/break?how=panic" line="The code of the page gives up." />
                <Row title="Error" href="/dev/break?how=error" line="The page fails by a fault of ours." />
                <Row title="Slow page" href="/dev/break?how=slow" line="It comes after two seconds." />
            </List>
            <Form key=request.key() action_label="Panic in a form" look=Look::Danger />
        </div>
    }
}

fn slow() -> impl IntoView {
    view! { <PageHead title="That took two seconds" crumbs=vec![Crumb::new("/dev/break", "Break something")] /> }
}
