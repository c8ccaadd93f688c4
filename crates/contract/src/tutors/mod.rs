//! Forms of teaching, and the question that the search page asks.

mod apply;
mod choices;
mod hours;
mod profile;
mod saved;
mod search;
mod wish;

pub use apply::{
    ABOUT_MAX, ABOUT_MIN, ANSWER_MAX, Answer, Apply, CLAIMS_MAX, Claim, EVIDENCE_MAX, EVIDENCE_MIN, HEADLINE_MAX,
    HEADLINE_MIN, Part, SAMPLES_MAX, STATEMENT_MAX, STATEMENT_MIN, SpeakLanguages, Suspend, Withdraw, claim_field,
};
pub use choices::{CURRENCIES, LANGUAGES, Level, SESSION_MINUTES, currency_name, language_name};
pub use hours::{
    AddOverride, EditHours, HourRange, RANGES_A_DAY, RemoveOverride, WEEKDAYS, WeekdayRange, clock, hours_field,
};
pub(crate) use profile::languages;
pub use profile::{AddSpecialty, EditProfile, LANGUAGES_MAX, RemoveSpecialty, price_text};
pub use saved::{Alert, EditSaved, RebuildSearch, RemoveSaved, SAVED_NAME_MAX, SaveSearch, StopAlerts};
pub use search::{PriceLimit, Search, Sort, Suggestion, SuggestionKind, WORDS_MAX};
pub use wish::{Wish, Within};
