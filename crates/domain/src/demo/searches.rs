use contract::{
    CommandKey,
    tutors::{Alert, SaveSearch, Search},
};

use super::{Error, known};
use crate::{Ctx, search};

/// What the known people keep: who, name, address, and how they are told. Two look for the same at the same time.
const SAVED: [(&str, &str, &str, Alert); 4] = [
    ("demo-student", "Maths in the evening", "q=maths&from=17:00&to=22:00&within=two-weeks", Alert::AtOnce),
    ("demo-student", "Programming at the weekend", "q=programming&day=sat&day=sun", Alert::Daily),
    ("demo-reviewer", "Algebra, one day", "subject=algebra&from=09:00&to=19:00&within=two-weeks", Alert::Daily),
    (
        "demo-moderator",
        "Algebra in working hours",
        "subject=algebra&from=08:00&to=18:00&within=two-weeks",
        Alert::Daily,
    ),
];

/// Saves them as their owners would.
pub(super) async fn save(ctx: &Ctx) -> Result<(), Error> {
    for (who, name, query, alert) in SAVED {
        let Some(person) = known::user(ctx, who).await? else { continue };
        let form = SaveSearch { key: CommandKey(ctx.id()), name: name.into(), alert, search: Search::parse(query) };
        search::save_search(ctx, &person, form).await?;
    }
    Ok(())
}
