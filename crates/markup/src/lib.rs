//! The only place where text of people becomes HTML. Whatever comes in, what goes out holds the tags and attributes that are
//! listed here and no others: no script, no style, no image, no form, no link but to the web, to a mail address or to a page of
//! ours. It never reads a file, asks the network or fails: what is too large or too strange comes out as plain text.

mod clean;
mod detect;
mod emphasise;
mod highlight;
mod hints;
mod html;
mod invisible;
mod languages;
mod links;
mod markdown;
mod plain;
mod scopes;

pub use detect::detect;
pub use emphasise::emphasise;
pub use highlight::{BUDGET, highlight, highlight_within};
pub use html::{Html, escape};
pub use languages::{Language, language, languages};
pub use markdown::markdown;
pub use plain::plain;
