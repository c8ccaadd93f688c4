//! Forms of teaching, and the question that the search page asks.

mod choices;
mod hours;
mod profile;
mod ranges;
mod saved;
mod search;
mod wish;
mod year;

pub use choices::{CURRENCIES, LANGUAGES, Level, SESSION_MINUTES, currency_name, language_name};
pub use hours::{
    AddOverride, CopyDay, EditHours, HourRange, RemoveOverride, UndoHours, WEEKDAYS, WeekdayRange, cell_value,
};
pub(crate) use profile::languages;
pub use profile::{AddSpecialty, EditProfile, LANGUAGES_MAX, RemoveSpecialty, price_text};
pub use ranges::{CELLS, Cover, RANGES_A_DAY, cell, clock, covers, parse_ranges, range_text, ranges_text};
pub use saved::{Alert, EditSaved, RebuildSearch, RemoveSaved, SAVED_NAME_MAX, SaveSearch, StopAlerts};
pub use search::{PriceLimit, Search, Sort, Suggestion, SuggestionKind, WORDS_MAX};
pub use wish::{Wish, Within};
pub use year::{AddHoliday, AddSeason, CopyWeek, Days, EditSeason, PLAN_NAME_MAX, RemoveHoliday, RemoveSeason};
