//! The walls of the house, checked on its sources. Each table here is the rule itself: whoever moves a wall moves it here, in
//! the open, and says why. What a search through the text can check is in `scripts/guard`.

mod asvs;
mod audience;
mod documents;
mod modules;
mod places;
mod schemas;
mod source;
