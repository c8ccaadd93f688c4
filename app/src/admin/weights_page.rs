use contract::{
    AppError, Pairs, Problem,
    ranking::{ChangeWeights, POINTS_MAX, Recalculate, points},
};
use domain::ranking::{self, Mover, Recalculation, Version, WeightsPage};
use domain::when::Reader;
use leptos::prelude::*;

use super::deeds::Deeds;
use crate::{
    request::{Done, Failure, Request, Screen, typed, value_of},
    said::Said,
    time,
    ui::prelude::*,
};

/// Shows what weights would do, makes them those of now, or counts anew.
pub async fn change_weights(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let (ctx, user) = (&request.ctx, request.user()?);
    let value = |name: &str| value_of(&pairs, name).unwrap_or_default();
    match (value("action"), value("step")) {
        ("weights", "use") => {
            ranking::change_weights(ctx, user, ChangeWeights::decode(&pairs)?).await?;
            Ok(Done::to("/admin/ranking/weights#versions").saying(Said::WeightsChanged))
        }
        ("weights", _) => {
            points(&pairs)?;
            Ok(Done::here(typed(pairs)))
        }
        ("recalculate", _) => {
            ranking::recalculate(ctx, user, Recalculate::decode(&pairs)?).await?;
            Ok(Done::to("/admin/ranking/weights#recalculations").saying(Said::Recalculating))
        }
        _ => Err(AppError::field("action", Problem::NotAChoice).into()),
    }
}

/// `/admin/ranking/weights`: what each reason is worth, what it would be otherwise, and how it came about.
pub async fn weights_page(request: Request) -> Result<Screen, Failure> {
    let (ctx, user) = (&request.ctx, request.user()?);
    let page = ranking::weights_page(ctx, user).await?;
    let deeds = ranking::deeds(ctx, user).await?;
    let movers = match asked() {
        Some(pairs) => Some(ranking::preview(ctx, user, &points(&pairs)?).await?),
        None => None,
    };
    let crumbs = vec![Crumb::new("/admin", "Admin"), Crumb::new("/admin/ranking", "Ranking")];
    let form = view! { <PointsForm request=request.clone() page=page.clone() /> };
    let movers = movers.map(|movers| view! { <Movers movers=movers /> });
    let versions = view! { <Versions request=request.clone() versions=page.versions.clone() /> };
    let anew = view! { <CountAnew request=request.clone() page=page /> };
    let body = view! {
        <PageHead
            title="Weights"
            crumbs=crumbs
            lead="What each reason is worth. What was earned keeps the weight of its day, unless you count it anew."
        />
        <div class="tf-stack">
            <Panel title="Points">
                {form}
            </Panel>
            {movers}
            <Section title="Versions" id="versions" lead="At most five within 24 hours.">
                {versions}
            </Section>
            <Section
                title="Count anew"
                id="recalculations"
                lead="Corrections bring what was earned since a day to what it is worth by a version. The guards stay, and no entry is changed."
            >
                {anew}
            </Section>
            <Section title="What was done" id="deeds">
                <Deeds request=request deeds=deeds />
            </Section>
        </div>
    };
    Ok(Screen::new("Weights", body))
}

/// The points whose effect was asked for.
fn asked() -> Option<Pairs> {
    let sent = use_context::<Submitted>()?;
    let asks = sent.value("action") == Some("weights") && sent.value("step") != Some("use");
    (asks && sent.fields.is_empty() && sent.banner.is_none()).then_some(sent.pairs)
}

#[component]
fn PointsForm(request: Request, page: WeightsPage) -> impl IntoView {
    let fields = page
        .points
        .into_iter()
        .map(|(reason, points)| {
            let hint = if points == reason.points {
                format!("{points} now")
            } else {
                format!("{points} now, {} as the program came", reason.points)
            };
            view! {
                <NumberField
                    name=format!("points_{}", reason.slug)
                    label=reason.title
                    value=points.to_string()
                    hint=hint
                    min="0"
                    max=POINTS_MAX.to_string()
                    step="1"
                />
            }
        })
        .collect_view();
    view! {
        <Form key=request.key() action="weights">
            <EnterButton />
            <div class="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">{fields}</div>
            <TextField
                name="note"
                label="Why"
                hint="Needed to use them; everybody who looks at the versions reads it."
                max_length=200
                autocomplete="off"
            />
            <div class="tf-form-foot">
                <Button submit=true name="step" value="preview" unchecked=true icon=Icon::Eye>
                    "Preview"
                </Button>
                <Button look=Look::Primary submit=true name="step" value="use">
                    "Use from now on"
                </Button>
                <p class="tf-consequence">"A preview changes nothing."</p>
            </div>
        </Form>
    }
}

#[component]
fn Movers(movers: Vec<Mover>) -> impl IntoView {
    let lead = "The last 30 days with these weights, farthest first, at most twenty. An estimate: the daily cap and the other guards are not worked out anew.";
    let content = if movers.is_empty() {
        view! { <EmptyState says="Nobody would move." icon=Icon::Eye /> }.into_any()
    } else {
        let rows = movers.into_iter().map(mover).collect_view();
        let columns = vec![
            Column::words("Who"),
            Column::figures("Points now"),
            Column::figures("Then"),
            Column::figures("Place now"),
            Column::figures("Then"),
        ];
        view! { <Table caption="Who would move" columns=columns bare=true>{rows}</Table> }.into_any()
    };
    view! { <Section title="Who would move" id="preview" lead=lead>{content}</Section> }
}

fn mover(mover: Mover) -> impl IntoView {
    let way = if mover.rank_then < mover.rank { "up" } else { "down" };
    view! {
        <tr>
            <td><TextLink href=format!("/users/{}", mover.handle)>{mover.name}</TextLink></td>
            <td class="tf-num">{mover.points}</td>
            <td class="tf-num">{mover.points_then}</td>
            <td class="tf-num">{mover.rank}</td>
            <td class="tf-num">{format!("{} ({way})", mover.rank_then)}</td>
        </tr>
    }
}

#[component]
fn Versions(request: Request, versions: Vec<Version>) -> impl IntoView {
    if versions.is_empty() {
        let more = "Everything is worth what the program says.";
        return view! { <EmptyState says="Nobody has changed the weights yet." more=more icon=Icon::SlidersHorizontal /> }
            .into_any();
    }
    let (reader, now) = (request.reader, request.ctx.now());
    let rows = versions
        .into_iter()
        .map(|version| {
            let changes: Vec<String> =
                version.changes.into_iter().map(|(title, from, to)| format!("{title} {from} → {to}")).collect();
            view! {
                <tr>
                    <td class="tf-num">{version.number}</td>
                    <td><time::Moment at=version.since reader=reader now=now /></td>
                    <td>{version.by.unwrap_or_else(|| "The program".to_owned())}</td>
                    <td>{changes.join(", ")}</td>
                    <td>{version.note}</td>
                </tr>
            }
        })
        .collect_view();
    let mut columns = vec![Column::figures("Version")];
    columns.extend(["Since", "Who", "What", "Why"].map(Column::words));
    view! { <Table caption="Versions of the weights" columns=columns bare=true>{rows}</Table> }.into_any()
}

#[component]
fn CountAnew(request: Request, page: WeightsPage) -> impl IntoView {
    let (reader, now) = (request.reader, request.ctx.now());
    let running = page.recalculations.iter().any(|one| one.ended_at.is_none());
    let form = (!running).then(|| {
        let mut choices: Vec<Choice> =
            page.versions.iter().map(|version| Choice::new(version.number.to_string(), format!("Version {}", version.number))).collect();
        choices.push(Choice::new("0", "As it was worth when it was earned"));
        view! {
            <Disclosure label="Count anew…" open=was_refused()>
                <Form
                    key=request.key()
                    action="recalculate"
                    action_label="Count anew"
                    look=Look::Danger
                    consequence="People's points change, with an entry for each. It can be done again with another version."
                >
                    <DateField name="since" label="What was earned since" hint="From the start of that day, UTC." max=now.date_naive().to_string() />
                    <SelectField name="version" label="Counts by" choices=choices />
                    <TextField name="note" label="Why" max_length=200 autocomplete="off" />
                </Form>
            </Disclosure>
        }
    });
    let rows = page.recalculations.into_iter().map(|one| recalculation(&one, reader, now)).collect_view();
    view! {
        <div class="tf-stack">
            {form}
            <List>{rows}</List>
        </div>
    }
}

fn was_refused() -> bool {
    use_context::<Submitted>().unwrap_or_default().value("action") == Some("recalculate")
}

fn recalculation(one: &Recalculation, reader: Reader, now: chrono::DateTime<chrono::Utc>) -> impl IntoView + use<> {
    let by = one.version.map_or_else(|| "as it was earned".to_owned(), |version| format!("by version {version}"));
    let title = format!("Since {}, {by}", time::day(one.since, chrono_tz::Tz::UTC, now));
    let begun = time::moment(one.begun_at, reader, now);
    let line = match one.ended_at {
        Some(_) => format!("Begun {begun}, done."),
        None => format!("Begun {begun}. Load the page again to see how far it is."),
    };
    let (done, total) = (one.done, one.total.max(1));
    let label = format!("{done} of {} days of people", one.total);
    view! {
        <Row title=title line=line>
            <progress class="w-full max-w-sm" value=done max=total aria-label=label.clone()></progress>
            <span>{label}</span>
        </Row>
    }
}
