use chrono_tz::TZ_VARIANTS;
use leptos::prelude::*;

use crate::ui::prelude::*;

/// Areas whose zones people live in; the rest are aliases and offsets.
const AREAS: [&str; 9] =
    ["Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];

/// The choice of a time zone, grouped by area; the browser proposes its own where none is chosen.
#[component]
pub(crate) fn ZoneField(
    #[prop(optional, into)] value: String,
    #[prop(default = "All times are shown to you in this zone.".into(), into)] hint: String,
) -> impl IntoView {
    let groups = AREAS
        .into_iter()
        .map(|area| ChoiceGroup {
            label: area.into(),
            choices: TZ_VARIANTS
                .iter()
                .filter_map(|zone| {
                    let city = zone.name().strip_prefix(area)?.strip_prefix('/')?;
                    Some(Choice::new(zone.name(), city.replace('_', " ")))
                })
                .collect(),
        })
        .collect();
    view! {
        <SelectField
            name="zone"
            label="Time zone"
            choices=vec![Choice::new("UTC", "UTC")]
            groups=groups
            value=value
            any="Choose your time zone"
            hint=hint
            zone_guess=true
        />
    }
}
