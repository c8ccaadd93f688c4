use contract::{
    AppError, Pairs,
    reviews::{CRITERIA_MAX, CRITERIA_MIN, Criterion, LEVEL_MAX, MakeRubric, WEIGHT_MAX},
};
use domain::reviews::rubric::{self, RubricPage};
use leptos::prelude::*;

use crate::{
    request::{Done, Failure, Request, Screen, typed},
    reviews::code_fields::{DO, wants},
    said::Said,
    ui::prelude::*,
};

/// How many criteria the form has room for.
const ROOM: &str = "room";

/// Keeps a draft, or makes room for another criterion.
pub async fn make_rubric(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    if wants(&pairs, "add") {
        return Ok(with_more_room(pairs));
    }
    let form = MakeRubric::decode(&pairs)?;
    let made = rubric::make(&request.ctx, request.user()?, form).await?;
    let to = made.map_or_else(|| "/reviews/rubrics".to_owned(), |id| format!("/reviews/rubrics/{id}"));
    Ok(Done::to(to).saying(Said::RubricSaved))
}

fn with_more_room(mut pairs: Pairs) -> Done {
    pairs.retain(|(name, _)| name != DO);
    for (_, value) in pairs.iter_mut().filter(|(name, _)| name == ROOM) {
        *value = (room(value) + 1).min(CRITERIA_MAX).to_string();
    }
    Done::here(typed(pairs))
}

fn room(text: &str) -> u8 {
    text.parse().unwrap_or(CRITERIA_MIN).clamp(CRITERIA_MIN, CRITERIA_MAX)
}

/// `/reviews/rubrics/new`, for moderators; `?from=` begins with what another one says.
pub async fn make_rubric_page(request: Request) -> Result<Screen, Failure> {
    let user = request.user()?;
    rubric::check(user).map_err(|_| AppError::Forbidden)?;
    let from = match request.query("from").and_then(|text| text.parse().ok()) {
        Some(id) => rubric::rubric_page(&request.ctx, Some(user), id).await?,
        None => None,
    };
    let languages = markup::languages().iter().map(|language| Choice::new(language.id, language.name)).collect();
    let RubricText { title, about, language, criteria } = from.into();
    let body = view! {
        <PageHead
            title="New rubric"
            crumbs=vec![Crumb::new("/reviews", "Reviews"), Crumb::new("/reviews/rubrics", "Calibrate your eye")]
            lead="Two to eight things that code is looked at for, and what each level of them looks like."
        />
        <div class="max-w-4xl">
            <Form
                key=request.key()
                action_label="Save the draft"
                look=Look::Primary
                consequence="Moderators alone see it. Once it is published its criteria stay as they are; a newer one takes its place."
            >
                <EnterButton />
                <TextField name="title" label="Title" value=title placeholder="Can others work with it?" max_length=120 autocomplete="off" />
                <TextAreaField name="about" label="What it is for" hint="A few words for reviewers. Markdown works." value=about rows=3 max_length=2000 />
                <SelectField
                    name="language"
                    label="For code in"
                    hint="A rubric for the language itself comes before one for any."
                    required=false
                    quiet=true
                    any="Any language"
                    value=language
                    choices=languages
                />
                <Criteria criteria=criteria />
            </Form>
        </div>
    };
    Ok(Screen::new("New rubric", body))
}

/// What the form begins with.
#[derive(Default)]
struct RubricText {
    title: String,
    about: String,
    language: String,
    criteria: Vec<Criterion>,
}

impl From<Option<RubricPage>> for RubricText {
    fn from(page: Option<RubricPage>) -> Self {
        page.map_or_else(Self::default, |page| Self {
            title: page.title,
            about: page.about,
            language: page.language.unwrap_or_default(),
            criteria: page.criteria,
        })
    }
}

#[component]
fn Criteria(criteria: Vec<Criterion>) -> impl IntoView {
    let sent = use_context::<Submitted>().unwrap_or_default();
    let known = u8::try_from(criteria.len()).unwrap_or(CRITERIA_MAX);
    let room = sent.value(ROOM).map_or(known.max(3), room);
    let mut criteria = criteria.into_iter();
    let blocks = (1..=room).map(|n| view! { <CriterionBlock n=n criterion=criteria.next() /> }).collect_view();
    let more = (room < CRITERIA_MAX).then(|| {
        view! {
            <div>
                <Button submit=true name=DO value="add" icon=Icon::Plus unchecked=true>
                    "Another criterion"
                </Button>
            </div>
        }
    });
    view! {
        <input type="hidden" name=ROOM value=room.to_string() />
        {blocks}
        {more}
    }
}

/// One criterion; those that stay empty are none.
#[component]
fn CriterionBlock(n: u8, criterion: Option<Criterion>) -> impl IntoView {
    let needed = n <= CRITERIA_MIN;
    let weight = criterion.as_ref().map_or(1, |criterion| criterion.weight).to_string();
    let (title, description, means) =
        criterion.map_or_else(Default::default, |criterion| (criterion.title, criterion.description, criterion.levels));
    let weights = (1..=WEIGHT_MAX)
        .map(|n| Choice::new(n.to_string(), if n == 1 { "Once".to_owned() } else { format!("{n} times") }));
    let levels = (0..=LEVEL_MAX)
        .zip(means)
        .map(|(level, means)| {
            let label = match level {
                0 => "0, the lowest level, means".to_owned(),
                LEVEL_MAX => format!("{LEVEL_MAX}, the highest level, means"),
                level => format!("{level} means"),
            };
            view! { <TextField name=format!("level{n}_{level}") label=label value=means required=needed quiet=true max_length=120 autocomplete="off" /> }
        })
        .collect_view();
    view! {
        <fieldset class="tf-group">
            <legend>{format!("Criterion {n}")}</legend>
            <TextField name=format!("title{n}") label="Called" value=title required=needed quiet=true max_length=80 autocomplete="off" />
            <TextAreaField name=format!("description{n}") label="What to look at" value=description required=false rows=2 max_length=500 />
            <div class="grid gap-4 md:grid-cols-2">{levels}</div>
            <SelectField name=format!("weight{n}") label="It counts" value=weight choices=weights.collect() />
        </fieldset>
    }
}
