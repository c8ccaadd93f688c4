//! Forms of teaching, and the question that the search page asks.

mod choices;
mod hours;
mod profile;
mod saved;
mod search;
mod wish;

pub use choices::{CURRENCIES, LANGUAGES, Level, SESSION_MINUTES, currency_name, language_name};
pub(crate) use hours::parse_time;
pub use hours::{
    AddOverride, EditHours, HourRange, RANGES_A_DAY, RemoveOverride, WEEKDAYS, WeekdayRange, clock, hours_field,
};
pub(crate) use profile::languages;
pub use profile::{AddSpecialty, EditProfile, LANGUAGES_MAX, RemoveSpecialty, price_text};
pub use saved::{Alert, EditSaved, RebuildSearch, RemoveSaved, SAVED_NAME_MAX, SaveSearch, StopAlerts};
pub use search::{PriceLimit, Search, Sort, Suggestion, SuggestionKind, WORDS_MAX};
pub use wish::{Wish, Within};
