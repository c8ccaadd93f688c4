//! Every component by its name: `use crate::ui::prelude::*;`.

pub use super::avatar::Avatar;
pub use super::badge::{Badge, Chip, Count, FilterChip};
pub use super::banner::{Banner, Toast};
pub use super::button::{Button, ButtonLink, EnterButton, Look, Size, TextLink};
pub use super::card::{Card, Panel, Section};
pub use super::code::{CodeBlock, Command, Prose, Quote};
pub use super::dialog::{CloseDialog, Dialog, Disclosure};
pub use super::empty::{EmptyState, Skeleton};
pub use super::facts::{Detail, Details, Fact, Facts};
pub use super::field::{
    CheckField, ChecksField, Choice, ChoiceGroup, CodeField, DateField, EmailField, FileField, Lay, NumberField,
    PasswordField, Pick, RadioField, SearchField, SelectField, StarsInput, TextAreaField, TextField, TimeField,
};
pub use super::filters::Filters;
pub use super::form::Form;
pub use super::hidden::VisuallyHidden;
pub use super::icon::{Glyph, Icon, IconSize};
pub use super::menu::{Menu, MenuButton, MenuLink};
pub use super::page_head::{Breadcrumbs, Crumb, PageHead};
pub use super::pager::Pager;
pub use super::passkey::PasskeyForm;
pub use super::rating::{Rating, Stars};
pub use super::row::{Figure, List, Row};
pub use super::status::Status;
pub use super::submitted::Submitted;
pub use super::table::{Column, Table};
pub use super::tabs::{Tab, Tabs};
pub use super::timeline::{Moment, Timeline};
pub use super::tone::Tone;
pub use super::wordmark::{Mark, Wordmark};
