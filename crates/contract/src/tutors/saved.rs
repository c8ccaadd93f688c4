use super::Search;
use crate::{AppError, CommandKey, Fields, Pairs, SavedId, choice::choice};

/// Characters of a saved search's name.
pub const SAVED_NAME_MAX: usize = 80;

choice! {
    /// When somebody is told of a time that has opened.
    Alert, "way of being told" {
        Off = "off", "Not at all";
        AtOnce = "at-once", "At once";
        Daily = "daily", "Once a day, in the morning";
    }
}

/// Keeps a question. Fields: `name`, `alert`, `query` as the address holds it.
#[derive(Clone, Debug)]
pub struct SaveSearch {
    pub key: CommandKey,
    pub name: String,
    pub alert: Alert,
    pub search: Search,
}

impl SaveSearch {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let (key, name) = (f.key(), f.line("name", 1, SAVED_NAME_MAX));
        let alert = f.choice("alert").unwrap_or(Alert::Off);
        let search = Search { after: None, ..Search::parse(f.raw("query").unwrap_or_default()) };
        f.finish(Self { key, name, alert, search })
    }
}

/// Another name, or another way of being told. Fields: `saved`, `name`, `alert`.
#[derive(Clone, Debug)]
pub struct EditSaved {
    pub key: CommandKey,
    pub saved: Option<SavedId>,
    pub name: String,
    pub alert: Alert,
}

impl EditSaved {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let (key, saved, name) = (f.key(), f.choice("saved"), f.line("name", 1, SAVED_NAME_MAX));
        let alert = f.choice("alert").unwrap_or(Alert::Off);
        f.finish(Self { key, saved, name, alert })
    }
}

/// Fields: `saved`.
#[derive(Clone, Debug)]
pub struct RemoveSaved {
    pub key: CommandKey,
    pub saved: Option<SavedId>,
}

impl RemoveSaved {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), saved: f.choice("saved") };
        f.finish(form)
    }
}

/// No more alerts, by whoever holds the code of a mail. Fields: `saved`, `code`.
#[derive(Clone, Debug)]
pub struct StopAlerts {
    pub saved: Option<SavedId>,
    pub code: String,
}

impl StopAlerts {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { saved: f.choice("saved"), code: f.line("code", 1, 64) };
        f.finish(form)
    }
}

/// The index of the search engine anew.
#[derive(Clone, Copy, Debug)]
pub struct RebuildSearch {
    pub key: CommandKey,
}

impl RebuildSearch {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key() };
        f.finish(form)
    }
}
