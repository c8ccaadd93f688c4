//! What moderators and admins look after: an overview of the areas, the ranking, and who may teach.

mod badges;
mod deeds;
mod known_page;
mod overview_page;
mod people_page;
mod permissions_page;
mod ranking_page;
mod ring;
mod search_page;
mod sessions_page;
mod tutors;
mod weights_page;

pub use badges::{change_badge, make_badge, new_badge_page, written_badge_page, written_badges_page};
pub use known_page::{change_known, known_page};
pub use overview_page::overview_page;
pub use people_page::people_page;
pub use permissions_page::{change_permissions, permissions_page};
pub use ranking_page::{decide, ranking_page};
pub use search_page::{rebuild_search, search_page};
pub use sessions_page::{sessions_page, settle};
pub use tutors::{answer_tutor, case_page, tutors_page};
pub use weights_page::{change_weights, weights_page};
