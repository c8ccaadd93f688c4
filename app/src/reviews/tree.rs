//! The files of a submission, one below the other, and the list that leads to them.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::reviews::ShownFile;
use leptos::prelude::*;

use super::{
    file::{File, Placed},
    thread::Round,
};
use crate::ui::prelude::*;

/// The files, with how much is said about each.
#[component]
pub fn Tree(files: Vec<ShownFile>, threads: BTreeMap<String, usize>) -> impl IntoView {
    let entries = files
        .iter()
        .zip(1..)
        .map(|(file, n)| {
            let said = threads.get(&file.path).copied().unwrap_or_default();
            let (added, removed) = file.counts();
            let changed = file.compared.is_some().then(|| format!("+{added} −{removed}"));
            let said = i64::try_from(said).unwrap_or_default();
            view! {
                <li>
                    <a href=format!("#f{n}")>
                        <span class="tf-tree-path">{file.path.clone()}</span>
                        {changed.map(|changed| view! { <small>{changed}</small> })}
                        <Count number=said of="threads" />
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="tf-tree" aria-label="Files">
            <ul role="list">{entries}</ul>
        </nav>
    }
}

#[component]
pub fn Files(
    round: Round,
    files: Vec<ShownFile>,
    mut threads: HashMap<String, Vec<Placed>>,
    viewed: HashSet<String>,
) -> impl IntoView {
    files
        .into_iter()
        .zip(1..)
        .map(|(file, n)| {
            let said = threads.remove(&file.path).unwrap_or_default();
            view! { <File round=round.clone() id=format!("f{n}") file=file threads=said viewed=viewed.clone() /> }
        })
        .collect_view()
}
