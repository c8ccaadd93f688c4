//! All tables that hold something of people, in the order in which they are let go.

use contract::UserId;
use sqlx::PgConnection;

use crate::{
    Ctx, accounts, audit, bookings, messages, notifications, outbox,
    personal::{self, Fate, Table},
    ranking, reviews, search, tutors,
};

/// The tables of one module: they are let go in one transaction.
pub(super) struct Part {
    pub name: &'static str,
    pub tables: &'static [Table],
}

/// What others point at comes last: a person is known until everything else of them is gone.
pub(super) const PARTS: [Part; 11] = [
    Part { name: "search", tables: search::PERSONAL },
    Part { name: "ranking", tables: ranking::PERSONAL },
    Part { name: "reviews", tables: reviews::PERSONAL },
    Part { name: "messages", tables: messages::PERSONAL },
    Part { name: "bookings", tables: bookings::PERSONAL },
    Part { name: "tutors", tables: tutors::PERSONAL },
    Part { name: "notifications", tables: notifications::PERSONAL },
    Part { name: "outbox", tables: outbox::PERSONAL },
    Part { name: "audit", tables: audit::PERSONAL },
    Part { name: "rights", tables: super::personal::PERSONAL },
    Part { name: "accounts", tables: accounts::PERSONAL },
];

/// How many tables there are.
pub(super) fn tables() -> usize {
    PARTS.iter().map(|part| part.tables.len()).sum()
}

impl Part {
    /// Lets go of what this part holds of somebody. May be repeated.
    pub(super) async fn let_go(&self, ctx: &Ctx, conn: &mut PgConnection, person: UserId) -> Result<(), sqlx::Error> {
        if self.name == "reviews" {
            reviews::let_go(ctx, conn, person).await?;
        }
        personal::erase(conn, self.tables, person).await
    }
}

/// What becomes of something, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    pub fate: Fate,
    pub title: &'static str,
    pub says: &'static str,
}

/// What becomes of everything, as people read it before they leave: each thing once. Their account itself comes first.
pub fn plan() -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for table in PARTS.iter().rev().flat_map(|part| part.tables) {
        if !lines.iter().any(|line| line.title == table.title) {
            lines.push(Line { fate: table.fate, title: table.title, says: table.says });
        }
    }
    lines
}
