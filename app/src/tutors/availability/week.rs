use contract::tutors::WEEKDAYS;
use domain::tutors::MyHours;
use leptos::prelude::*;

use super::{PATH, grid::WeekFields};
use crate::{request::Request, ui::prelude::*};

/// The hours of every week, and a day for others.
#[component]
pub(super) fn WeekPart(request: Request, hours: MyHours) -> impl IntoView {
    let (save, copy) = (request.key(), request.key());
    let (reader, whole) = (request.reader, request.query("rows") == Some("all"));
    let weekdays = || WEEKDAYS.into_iter().map(|(name, title)| Choice::new(name, title)).collect::<Vec<_>>();
    let (from, to) = (weekdays(), weekdays());
    view! {
        <Form
            key=save
            action="hours"
            action_label="Save hours"
            consequence="Sessions that are already booked stay as they are."
        >
            <WeekFields reader=reader week=hours.week whole=whole more=format!("{PATH}?part=week&rows=all") />
        </Form>
        <Panel title="Copy a day">
            <Form
                key=copy
                action="copy-day"
                action_label="Copy"
                look=Look::Quiet
                consequence="What is saved is copied; the other days lose their own hours."
            >
                <SelectField name="from" label="The hours of" choices=from value="mon" />
                <ChecksField name="to" label="To" choices=to lay=Lay::Flow />
            </Form>
        </Panel>
    }
}
