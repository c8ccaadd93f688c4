use contract::ranking::{Help, Picture, Rarity};
use domain::ranking::{REASONS, badges::Badge};
use leptos::prelude::*;

use crate::ui::prelude::*;

/// What a badge is called, how it looks, and what it asks for.
#[component]
pub fn BadgeFields(#[prop(optional_no_strip)] badge: Option<Badge>) -> impl IntoView {
    let (title, sentence) =
        badge.as_ref().map_or_else(Default::default, |one| (one.title.clone(), one.sentence.clone()));
    let (rarity, picture) = badge.as_ref().map_or((Rarity::Common, Picture::Award), |one| (one.rarity, one.picture));
    let rule = badge.map(|one| one.rule).unwrap_or_default();
    let rarities = Rarity::ALL.iter().map(|one| Choice::new(one.as_str(), one.title())).collect::<Vec<_>>();
    let pictures = Picture::ALL.iter().map(|one| Choice::new(one.as_str(), one.title())).collect::<Vec<_>>();
    let helps = Help::ALL.iter().map(|one| Choice::new(one.as_str(), one.title())).collect::<Vec<_>>();
    let reasons = REASONS.iter().map(|one| Choice::new(one.slug, one.title)).collect::<Vec<_>>();
    let help = rule.help.map(Help::as_str).unwrap_or_default();
    let counts = [
        ("causes", "Times", "How often, at least.", rule.causes, 1_000),
        ("givers", "People", "Given by so many different people.", rule.givers, 100),
        ("kinds", "Kinds", "Of so many different reasons.", rule.kinds, 20),
        ("topics", "Topics", "In so many languages or subjects.", rule.topics, 30),
        ("within_days", "Days", "All of it within so many days.", rule.within_days.unwrap_or_default(), 365),
        ("weeks", "Weeks in a row", "Something in each of them.", rule.weeks, 52),
        ("streak", "Streak", "So many active days in a row.", rule.streak, 365),
        ("level", "Level", "From this level on.", rule.level, 100),
    ];
    let counts = counts
        .into_iter()
        .map(|(name, label, hint, value, max)| {
            let value = if value == 0 { String::new() } else { value.to_string() };
            view! { <NumberField name=name label=label hint=hint value=value required=false min="0" max=max.to_string() step="1" /> }
        })
        .collect_view();
    view! {
        <div class="grid gap-4 sm:grid-cols-2">
            <TextField name="title" label="Title" value=title max_length=40 autocomplete="off" hint="Its address is made of the first one." />
            <TextField name="sentence" label="What it rewards" value=sentence max_length=160 autocomplete="off" hint="In a sentence, for everybody who looks at it." />
            <SelectField name="rarity" label="Rarity" choices=rarities value=rarity.as_str() />
            <SelectField name="picture" label="Picture" choices=pictures value=picture.as_str() />
        </div>
        <ChecksField
            name="reasons"
            label="For what"
            hint="One of these counts as well as another. None ticked: everything."
            choices=reasons
            values=rule.reasons
            required=false
            lay=Lay::Flow
        />
        <SelectField name="help" label="Kind of help" choices=helps value=help any="Any kind" required=false />
        <div class="grid gap-4 grid-cols-2 lg:grid-cols-4">{counts}</div>
    }
}
