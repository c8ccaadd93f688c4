//! Forms of teaching, and the question that the search page asks.

mod apply;
mod choices;
mod hours;
mod offerings;
mod profile;
mod ranges;
mod saved;
mod search;
mod wish;
mod year;

pub use apply::{
    ABOUT_MAX, ABOUT_MIN, ANSWER_MAX, Answer, Apply, CLAIMS_MAX, Claim, EVIDENCE_MAX, EVIDENCE_MIN, HEADLINE_MAX,
    HEADLINE_MIN, Part, SAMPLES_MAX, STATEMENT_MAX, STATEMENT_MIN, SpeakLanguages, Suspend, Withdraw, claim_field,
};
pub use choices::{CURRENCIES, LANGUAGES, Level, SESSION_MINUTES, currency_name, language_name};
pub use hours::{
    AddOverride, CopyDay, EditHours, HourRange, RemoveOverride, UndoHours, WEEKDAYS, WeekdayRange, cell_value,
};
pub use offerings::{
    ActOnOffering, Approval, LENGTHS, Length, OfferingAct, OfferingKind, OfferingTerms, Place, SaveOffering, Seats,
    length_field,
};
pub(crate) use profile::languages;
pub use profile::{AddSpecialty, EditProfile, FirstLesson, LANGUAGES_MAX, RemoveSpecialty, price_text};
pub(crate) use ranges::parse_time;
pub use ranges::{CELLS, Cover, RANGES_A_DAY, cell, clock, covers, parse_ranges, range_text, ranges_text};
pub use saved::{Alert, EditSaved, RebuildSearch, RemoveSaved, SAVED_NAME_MAX, SaveSearch, StopAlerts};
pub use search::{PriceLimit, Search, Sort, Suggestion, SuggestionKind, WORDS_MAX};
pub use wish::{Wish, Within};
pub use year::{AddHoliday, AddSeason, CopyWeek, Days, EditSeason, PLAN_NAME_MAX, RemoveHoliday, RemoveSeason};
