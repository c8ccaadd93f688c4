use contract::{
    CommandKey,
    tutors::{Alert, SaveSearch, Search},
};

use super::{Error, known};
use crate::{Ctx, search};

/// What the known student keeps: name, address, and how they are told.
const SAVED: [(&str, &str, Alert); 2] = [
    ("Maths in the evening", "q=maths&from=17:00&to=22:00&within=two-weeks", Alert::AtOnce),
    ("Programming at the weekend", "q=programming&day=sat&day=sun", Alert::Daily),
];

/// Saves them as the student would.
pub(super) async fn save(ctx: &Ctx) -> Result<(), Error> {
    let Some(student) = known::user(ctx, "demo-student").await? else { return Ok(()) };
    for (name, query, alert) in SAVED {
        let form = SaveSearch { key: CommandKey(ctx.id()), name: name.into(), alert, search: Search::parse(query) };
        search::save_search(ctx, &student, form).await?;
    }
    Ok(())
}
