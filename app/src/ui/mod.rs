//! The design system. Pages and islands say `use crate::ui::*;`; every component in every state is at `/dev/ui`.
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
pub mod rating;
pub mod row;
pub mod status;
pub mod submitted;
pub mod table;
pub mod tabs;
pub mod timeline;
#[cfg(test)]
mod tokens_test;
pub mod tone;
pub mod wordmark;

pub use avatar::Avatar;
pub use badge::{Badge, Chip, Count, FilterChip};
pub use banner::{Banner, Toast};
pub use button::{Button, ButtonLink, Look, Size, TextLink};
pub use card::{Card, Panel, Section};
pub use code::{CodeBlock, Prose, Quote};
pub use dialog::{CloseDialog, Dialog, Disclosure};
pub use empty::{EmptyState, Skeleton};
pub use facts::{Detail, Details, Fact, Facts};
pub use field::{
    CheckField, ChecksField, Choice, ChoiceGroup, DateField, EmailField, Lay, NumberField, PasswordField, RadioField,
    SearchField, SelectField, StarsInput, TextAreaField, TextField, TimeField,
};
pub use filters::Filters;
pub use form::Form;
pub use hidden::VisuallyHidden;
pub use icon::{Glyph, Icon, IconSize};
pub use menu::{Menu, MenuButton, MenuLink};
pub use page_head::{Breadcrumbs, Crumb, PageHead};
pub use pager::Pager;
pub use rating::{Rating, Stars};
pub use row::{Figure, List, Row};
pub use status::Status;
pub use submitted::Submitted;
pub use table::{Column, Table};
pub use tabs::{Tab, Tabs};
pub use timeline::{Moment, Timeline};
pub use tone::Tone;
pub use wordmark::{Mark, Wordmark};
