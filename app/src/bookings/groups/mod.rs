//! Sessions of several: finding one, joining it, waiting for a seat, and planning one's own.

mod act;
mod forms;
mod group_page;
mod list_page;
mod plan_page;
mod rows;
mod words;

pub use {
    act::act_on_group,
    group_page::group_page,
    list_page::groups_page,
    plan_page::{plan_group, plan_page},
    rows::GroupRow,
};
