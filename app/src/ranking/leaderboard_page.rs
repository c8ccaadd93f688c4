use contract::{
    Pairs, UserId,
    ranking::{Board, Help, Period, Prefer, Preference},
};
use domain::{
    ranking::boards::{self, Place},
    tutors::{self, Area},
};
use leptos::prelude::*;

use super::{
    address::{Address, HOME, View},
    league::my_league,
    place::{BoardList, Line},
    preference::PreferenceForm,
    words,
};
use crate::{
    request::{Done, Failure, Request, Screen},
    said::Said,
    script::Script,
    ui::prelude::*,
};

/// Boards of a kind that stand there at once; more are folded away.
const UNFOLDED: usize = 12;
/// What everyone should know of the numbers.
const HOW: &str = "What is earned counts here after 24 hours, and leaves when the time is over. Moderators and admins are on \
                   no board. Ranks are shared by those who have equally much.";

/// Saves whether one is seen on boards and sees them.
pub async fn choose(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    boards::prefer(&request.ctx, request.user()?, Prefer::decode(&pairs)?).await?;
    Ok(Done::to(HOME).saying(Said::BoardsChosen))
}

/// `/leaderboard`: near me first, the top, and my league.
pub async fn leaderboard_page(request: Request) -> Result<Screen, Failure> {
    let preference = match &request.caller {
        Some(user) => Some(boards::preference(&request.ctx, user).await?),
        None => None,
    };
    let content = match preference {
        Some(Preference { hide_boards: true, .. }) => unwanted(),
        _ => content(&request, preference.is_some_and(|now| now.hide_me)).await?,
    };
    let key = request.key();
    let body = view! {
        <PageHead title="Boards" lead=HOW />
        {content}
        {preference.map(|now| view! { <PreferenceForm now=now key=key /> })}
    };
    Ok(Screen::new("Boards", body)
        .with_script(Script::Boards)
        .described("Who helped others lately: by reviewing code, by teaching, and by learning."))
}

async fn content(request: &Request, is_hidden: bool) -> Result<AnyView, Failure> {
    let address = Address::of(request);
    if address.view == Some(View::League) {
        let league = my_league(request).await?;
        return Ok(view! {
            <Views address=address shown=View::League />
            <div class="tf-stack" id="board" data-boards="">
                {league}
            </div>
        }
        .into_any());
    }
    let near = match &request.caller {
        Some(user) => boards::near(&request.ctx, user, &address.board, address.period).await?,
        None => Vec::new(),
    };
    let view = address.view.unwrap_or(if near.is_empty() { View::Top } else { View::Near });
    let areas = tutors::subjects(&request.ctx).await?;
    let offered = boards::boards_in_use(&request.ctx).await?;
    let people = boards::people(&request.ctx, &address.board, address.period).await?;
    let me = request.caller.as_ref().map(|user| user.id);
    let list = match (view, people) {
        (View::Near, 1..) if near.is_empty() => nowhere(&address, me.is_some(), is_hidden),
        (_, ..=0) => nobody(&address),
        (View::Near, _) => lines(near, me, None),
        _ => {
            let mine = near.into_iter().find(|place| Some(place.person) == me);
            let caller = request.caller.as_ref();
            let top = boards::top(&request.ctx, caller, &address.board, address.period).await?;
            lines(top, me, mine)
        }
    };
    let title = format!("{}, {}", words::board(&address.board, &areas), words::over(address.period));
    let (chosen, for_periods) = (usize::from(address.board != Board::All), address.clone());
    let count = (people > 0).then(|| view! { <p class="text-soft text-sm">{words::people(people)}</p> });
    Ok(view! {
        <Views address=address.clone() shown=view />
        <div class="tf-with-rail">
            <Filters on=chosen>
                <Choices address=address offered=offered areas=areas />
            </Filters>
            <div class="tf-stack" id="board" data-boards="">
                <Periods address=for_periods />
                <Section title=title aside=count.into_any()>
                    {list}
                </Section>
            </div>
        </div>
    }
    .into_any())
}

/// The places in their order; where mine is not among them it stands below.
fn lines(places: Vec<Place>, me: Option<UserId>, mine: Option<Place>) -> AnyView {
    let mine = mine.filter(|mine| places.iter().all(|place| place.person != mine.person));
    let line = move |place: Place| {
        let Place { rank, person, handle, name, points } = place;
        view! { <Line rank=rank person=person name=name handle=handle points=points mine=me == Some(person) /> }
    };
    view! { <BoardList>{places.into_iter().chain(mine).map(line).collect_view()}</BoardList> }.into_any()
}

#[component]
fn Views(address: Address, shown: View) -> impl IntoView {
    let tabs = View::ALL
        .into_iter()
        .map(|view| view! { <Tab href=address.view(view) current=view == shown>{view.title()}</Tab> })
        .collect_view();
    view! { <Tabs label="What of the boards">{tabs}</Tabs> }
}

#[component]
fn Periods(address: Address) -> impl IntoView {
    let links = Period::ALL
        .iter()
        .map(|&period| {
            let current = (period == address.period).then_some("page");
            view! {
                <a class="tf-chip" href=address.period(period) aria-current=current>
                    {period.title()}
                </a>
            }
        })
        .collect_view();
    view! {
        <nav class="tf-periods" aria-label="Over which time">
            {links}
        </nav>
    }
}

/// All boards on which somebody stands, and the one that is shown.
#[component]
fn Choices(address: Address, offered: Vec<Board>, areas: Vec<Area>) -> impl IntoView {
    let kinds = Help::ALL.iter().map(|help| Board::Help(*help));
    let mut first: Vec<Board> = vec![Board::All];
    first.extend(kinds);
    let of = |wanted: fn(&Board) -> bool| {
        let mut boards: Vec<Board> =
            offered.iter().chain([&address.board]).filter(|one| wanted(one)).cloned().collect();
        boards.sort_by_key(|one| words::board(one, &areas).to_lowercase());
        boards.dedup();
        boards
    };
    let groups = [
        ("Kinds of help", first),
        ("Languages", of(|board| matches!(board, Board::Language(_)))),
        ("Subjects", of(|board| matches!(board, Board::Subject(_)))),
    ];
    let groups = groups
        .into_iter()
        .filter(|(_, boards)| !boards.is_empty())
        .map(|(title, boards)| {
            let folded = (boards.len() > UNFOLDED).then(|| (boards.len(), boards.contains(&address.board)));
            let links = boards
                .into_iter()
                .map(|board| {
                    let current = (board == address.board).then_some("page");
                    let label = words::board(&board, &areas);
                    view! {
                        <li>
                            <a href=address.board(board) aria-current=current>
                                {label}
                            </a>
                        </li>
                    }
                })
                .collect_view();
            let links = view! { <ul role="list">{links}</ul> };
            match folded {
                Some((count, open)) => {
                    let title = view! { <h2>{format!("{title} ({count})")}</h2> };
                    view! { <details open=open><summary>{title}</summary>{links}</details> }.into_any()
                }
                None => view! { <h2>{title}</h2> {links} }.into_any(),
            }
        })
        .collect_view();
    view! {
        <nav class="tf-rail-links" aria-label="Which board">
            {groups}
        </nav>
    }
}

fn unwanted() -> AnyView {
    view! {
        <EmptyState says="You chose not to see boards." more="Below you can choose otherwise." icon=Icon::Trophy />
    }
    .into_any()
}

/// The board has people, and the reader is not among them.
fn nowhere(address: &Address, is_known: bool, is_hidden: bool) -> AnyView {
    let top = address.view(View::Top);
    if !is_known {
        return view! {
            <EmptyState says="Sign in to see who is near you." icon=Icon::User>
                <ButtonLink href="/signin?next=%2Fleaderboard">"Sign in"</ButtonLink>
                <ButtonLink href=top look=Look::Bare>
                    "Show the top 100"
                </ButtonLink>
            </EmptyState>
        }
        .into_any();
    }
    let (says, more) = if is_hidden {
        ("You are hidden from boards.", "Nobody is near you here, because nobody sees you. You can change that below.")
    } else {
        ("You have no points on this board yet.", "What you earn by a review or a session is here a day later.")
    };
    view! {
        <EmptyState says=says more=more icon=Icon::Trophy>
            <ButtonLink href=top>"Show the top 100"</ButtonLink>
        </EmptyState>
    }
    .into_any()
}

/// Nobody has points on the board.
fn nobody(address: &Address) -> AnyView {
    let action = if address.period == Period::All {
        view! { <ButtonLink href="/reviews/queue">"Review something"</ButtonLink> }.into_any()
    } else {
        view! { <ButtonLink href=address.period(Period::All)>"Show all time"</ButtonLink> }.into_any()
    };
    view! {
        <EmptyState says="Nobody has points here." more="Whoever helps somebody stands here a day later." icon=Icon::Trophy>
            {action}
        </EmptyState>
    }
    .into_any()
}
