//! One file of a submission on the page, with the threads on its lines and the place to write the next.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use contract::reviews::Place;
use domain::reviews::{Action, ShownFile, Stand, ThreadView};
use leptos::prelude::*;

use super::{
    composer::Composer,
    look::Layout,
    segments::{Segment, segments},
    thread::{Round, Thread},
};
use crate::ui::{
    prelude::*,
    sheet::{Chunk, SheetFile},
};

/// A thread and where it stands in what is shown.
pub type Placed = (ThreadView, Stand);

/// A file with its number on the page (`f1`), its changes and its threads.
#[component]
pub fn File(round: Round, id: String, file: ShownFile, threads: Vec<Placed>, viewed: HashSet<String>) -> impl IntoView {
    let mut on_lines: BTreeMap<u32, Vec<Placed>> = BTreeMap::new();
    let mut on_file = Vec::new();
    for (thread, standing) in threads {
        match standing {
            Stand::At(range) => on_lines.entry(range.to).or_default().push((thread, standing)),
            _ => on_file.push((thread, standing)),
        }
    }
    let here = match &round.look.at {
        Some(Place::Lines { path, from, to }) if *path == file.path => Some((*from, *to)),
        _ => None,
    };
    let on_whole = matches!(&round.look.at, Some(Place::File { path }) if *path == file.path);
    let may_write = round.page.may(Action::Comment) && file.new.is_some();
    let at = may_write.then(|| html_escaped(&round.look.href_at(&format!("{}:", file.path))));
    let sheet = SheetFile { id: id.clone(), at, marked: here };
    let stops: BTreeSet<u32> = on_lines.keys().copied().chain(here.map(|(_, to)| to)).collect();
    let body = body(&round, &file, &sheet, &stops, on_lines, here, &viewed);
    let (added, removed) = file.counts();
    let on_file = on_file
        .into_iter()
        .map(|(thread, standing)| view! { <Thread round=round.clone() thread=thread standing=standing /> })
        .collect_view();
    let write_here = may_write.then(|| {
        let href = format!("{}#at", round.look.href_at(&file.path));
        view! { <a class="btn btn-ghost btn-sm" href=href>"Comment on the file"</a> }
    });
    let composer = (on_whole && may_write).then(
        || view! { <Composer round=round.clone() place=Place::File { path: file.path.clone() } lines=Vec::new() /> },
    );
    let whole = (file.compared.is_some() && round.look.layout != Layout::Whole).then(|| {
        let href = format!("{}#{id}", round.look.layout(Layout::Whole).href());
        view! { <a class="btn btn-ghost btn-sm" href=href>"Whole file"</a> }
    });
    let coarse = file.compared.as_ref().is_some_and(|compared| compared.coarse);
    view! {
        <section class="tf-file" id=id aria-label=file.path.clone() tabindex="-1">
            <div class="tf-file-head">
                <h3>{file.path.clone()}</h3>
                <span class="tf-counts">{counts(&file, added, removed)}</span>
                <span class="tf-file-actions">{write_here} {whole}</span>
            </div>
            {coarse.then(|| view! { <p class="tf-file-note">"These two texts are very different: the comparison is rough."</p> })}
            {on_file}
            {composer}
            <div class="tf-code tf-sheet" tabindex="0" role="region" aria-label=format!("Code of {}", file.path)>
                {body}
            </div>
        </section>
    }
}

fn counts(file: &ShownFile, added: usize, removed: usize) -> String {
    match (&file.old, &file.new) {
        (None, Some(_)) => {
            if added == 1 {
                "1 line".into()
            } else {
                format!("{added} lines")
            }
        }
        (Some(_), None) => "removed".into(),
        _ if file.compared.is_none() => "unchanged".into(),
        _ => format!("+{added} −{removed}"),
    }
}

fn body(
    round: &Round,
    file: &ShownFile,
    sheet: &SheetFile,
    stops: &BTreeSet<u32>,
    mut threads: BTreeMap<u32, Vec<Placed>>,
    here: Option<(u32, u32)>,
    viewed: &HashSet<String>,
) -> Vec<AnyView> {
    let mut views = Vec::new();
    // The parts of a hunk that is marked as viewed are folded away together.
    let mut folded: Option<(String, String, Vec<AnyView>)> = None;
    for segment in segments(file, round.look.layout, sheet, stops) {
        let view = match segment {
            Segment::Hunk { fingerprint, title } => {
                views.extend(folded.take().map(fold));
                let done = viewed.contains(&fingerprint);
                let head = hunk_head(round, &fingerprint, &title, done);
                if done {
                    views.push(head);
                    folded = Some((fingerprint, title, Vec::new()));
                    continue;
                }
                head
            }
            Segment::Gap { lines } => {
                views.extend(folded.take().map(fold));
                let words = if lines == 1 { "1 unchanged line".to_owned() } else { format!("{lines} unchanged lines") };
                view! { <p class="tf-gap">{words}</p> }.into_any()
            }
            Segment::Lines { html, lines } => view! { <Chunk html=html lines=lines /> }.into_any(),
            Segment::After(line) => {
                let said = threads.remove(&line).unwrap_or_default();
                let said = said
                    .into_iter()
                    .map(|(thread, standing)| {
                        let lines = match standing {
                            Stand::At(range) => lines_of(file, range.from, range.to),
                            _ => Vec::new(),
                        };
                        view! { <Thread round=round.clone() thread=thread standing=standing lines=lines /> }
                    })
                    .collect_view();
                let composer =
                    here.filter(|(_, to)| *to == line && round.page.may(Action::Comment)).map(|(from, to)| {
                        let place = Place::Lines { path: file.path.clone(), from, to };
                        view! { <Composer round=round.clone() place=place lines=lines_of(file, from, to) /> }
                    });
                view! { <div class="tf-between">{said} {composer}</div> }.into_any()
            }
        };
        match &mut folded {
            Some((_, _, parts)) => parts.push(view),
            None => views.push(view),
        }
    }
    views.extend(folded.take().map(fold));
    views
}

fn fold((_, title, parts): (String, String, Vec<AnyView>)) -> AnyView {
    view! {
        <details class="tf-folded">
            <summary>{format!("{title}, viewed")}</summary>
            {parts}
        </details>
    }
    .into_any()
}

fn hunk_head(round: &Round, fingerprint: &str, title: &str, viewed: bool) -> AnyView {
    let label = if viewed { "Not viewed" } else { "Viewed" };
    let form = round.request.caller.is_some().then(|| {
        let action = format!("viewed.{fingerprint}");
        let hunk = fingerprint.to_owned();
        view! {
            <Form key=round.request.key() action=action action_label=label look=Look::Bare size=Size::Small>
                <input type="hidden" name="hunk" value=hunk />
                {(!viewed).then(|| view! { <input type="hidden" name="viewed" value="on" /> })}
            </Form>
        }
    });
    view! {
        <div class="tf-hunk" id=format!("h{fingerprint}") data-hunk tabindex="-1">
            <span>{title.to_owned()}</span>
            {form}
        </div>
    }
    .into_any()
}

fn lines_of(file: &ShownFile, from: u32, to: u32) -> Vec<String> {
    let text = file.new.as_ref().map(|new| new.text.as_str()).unwrap_or_default();
    let lines = changes::Lines::of(text);
    changes::Range::new(from, to)
        .and_then(|range| lines.slice(range))
        .map(|lines| lines.iter().map(|line| (*line).to_owned()).collect())
        .unwrap_or_default()
}

/// For the inside of an attribute that is written by hand.
fn html_escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}
