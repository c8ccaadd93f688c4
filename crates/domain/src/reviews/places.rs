//! Where each thread stands in the iteration that is shown.

use std::collections::{BTreeSet, HashMap};

use changes::Range;
use contract::{SubmissionId, ThreadId, reviews::Place};

use super::{
    Error, ThreadView,
    following::{Following, Last, STEPS_MAX},
    texts::{Texts, texts},
};
use crate::Ctx;

/// Where a thread is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    Whole,
    File,
    /// Its lines are there as they were, here.
    At(Range),
    /// They are not, or their file is not: the last iteration that had them, and where. No range for a file.
    Outdated {
        iteration: u32,
        range: Option<Range>,
    },
}

/// Where threads stand in that iteration. One that was written in a later iteration is not among them.
pub async fn places(
    ctx: &Ctx,
    id: SubmissionId,
    threads: &[ThreadView],
    shown: u32,
) -> Result<HashMap<ThreadId, Stand>, Error> {
    let written: Vec<_> = threads
        .iter()
        .filter(|thread| thread.iteration <= shown)
        .map(|thread| (thread.id, thread.place.clone(), thread.iteration))
        .collect();
    let near = written.iter().filter(|(_, _, iteration)| shown - iteration <= STEPS_MAX);
    let first = near.clone().map(|(_, _, iteration)| *iteration).min().unwrap_or(shown);
    let paths: BTreeSet<String> = near.filter_map(|(_, place, _)| place.path().map(str::to_owned)).collect();
    let mut conn = ctx.db.acquire().await?;
    let texts = texts(&mut conn, id, &(first..=shown).collect(), &paths).await?;
    drop(conn);
    let finding = tokio::task::spawn_blocking(move || {
        let mut following = Following::through(&texts);
        let stands = written.iter().map(|(id, place, from)| (*id, stand(&texts, &mut following, place, *from, shown)));
        stands.collect()
    });
    Ok(finding.await?)
}

fn stand<'a>(texts: &Texts, following: &mut Following<'a>, place: &'a Place, from: u32, shown: u32) -> Stand {
    match place {
        Place::Whole => Stand::Whole,
        Place::File { path } => {
            let last = (from..=shown).take_while(|iteration| texts.get(*iteration, path).is_some()).last();
            match last.unwrap_or(from) {
                iteration if iteration == shown => Stand::File,
                iteration => Stand::Outdated { iteration, range: None },
            }
        }
        Place::Lines { path, from: first, to: last } => {
            match following.follow(path, from, Range { from: *first, to: *last }, shown) {
                Last { iteration, range } if iteration == shown => Stand::At(range),
                Last { iteration, range } => Stand::Outdated { iteration, range: Some(range) },
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reviews::testing::Desk;

    #[tokio::test]
    async fn threads_go_where_their_lines_go() {
        let desk = Desk::new().await;
        let id = desk.open(&[("a.rs", "fn a() {\n    x\n}\n"), ("b.rs", "fn b() {}\n")]).await;
        desk.claimed(id, &desk.reviewer).await;
        let mut threads = Vec::new();
        for place in ["", "a.rs", "b.rs", "a.rs:2", "a.rs:1-2", "b.rs:1"] {
            threads.push(desk.drafted(id, &desk.reviewer, place, None).await);
        }
        desk.iterated(id, &[("a.rs", "fn a(y: u8) {\n    z();\n    x\n}\n")]).await;
        let later = desk.drafted(id, &desk.reviewer, "a.rs:3", None).await;
        let seen = desk.seen(Some(&desk.reviewer), id).await;
        let stands = async |shown| places(desk.ctx(), id, &seen, shown).await.unwrap();
        let now = stands(2).await;
        let at = |line| Stand::At(Range { from: line, to: line });
        let outdated = |range| Stand::Outdated { iteration: 1, range };
        let expected = [
            Stand::Whole,
            Stand::File,
            outdated(None),
            at(3),
            outdated(Some(Range { from: 1, to: 2 })),
            outdated(Some(Range { from: 1, to: 1 })),
        ];
        assert_eq!(threads.iter().map(|thread| now[thread]).collect::<Vec<_>>(), expected);
        assert_eq!(now[&later], at(3));
        let before = stands(1).await;
        assert_eq!((before.get(&later), before[&threads[3]]), (None, at(2)));
    }
}
