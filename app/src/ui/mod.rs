//! The design system. Pages and islands say `use crate::ui::prelude::*;`; every component in every state is at `/dev/ui`.
//!
//! Components hold no rules and know no domain: what may be done arrives in the view they are given.

pub mod avatar;
pub mod badge;
pub mod banner;
pub mod button;
pub mod card;
pub mod code;
pub mod dialog;
pub mod empty;
pub mod facts;
pub mod field;
pub mod filters;
pub mod form;
pub mod hidden;
pub mod icon;
pub mod menu;
pub mod page_head;
pub mod pager;
pub mod passkey;
pub mod prelude;
#[cfg(feature = "ssr")]
pub mod qr;
pub mod rating;
pub mod row;
#[cfg(feature = "ssr")]
pub mod sheet;
pub mod status;
pub mod submitted;
pub mod table;
pub mod tabs;
pub mod timeline;
#[cfg(test)]
mod tokens_test;
pub mod tone;
pub mod wordmark;

pub use prelude::*;
