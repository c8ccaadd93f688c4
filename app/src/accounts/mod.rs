//! Joining, coming in, settings, and the public person.

mod blocked_page;
mod continue_with;
mod join_page;
mod missed_page;
mod passkey_page;
mod person_page;
mod profile_page;
mod reset_page;
mod second_page;
mod security;
mod sessions_page;
mod settings_page;
mod sign_in_page;
mod sign_out_page;
mod sign_up_page;
mod tokens_page;
mod verify_page;
mod zones;

pub(crate) use blocked_page::{BlockForm, UnblockButton};
pub use blocked_page::{blocked_page, change_blocks};
pub use join_page::{join, join_page};
pub use missed_page::missed_page;
pub use passkey_page::{passkey_page, sign_in_by_passkey};
pub use person_page::person_page;
pub use profile_page::{change_profile, profile_page};
pub use reset_page::{reset, reset_page};
pub use second_page::{second_page, second_step};
pub use security::{change_factors, change_providers, change_security, factors_page, providers_page, security_page};
pub use sessions_page::{change_sessions, sessions_page};
pub use settings_page::{change_theme, settings_page};
pub use sign_in_page::{sign_in, sign_in_page};
pub use sign_out_page::{sign_out, sign_out_page};
pub use sign_up_page::{sign_up, sign_up_page};
pub use tokens_page::{change_tokens, tokens_page};
pub use verify_page::{verify, verify_page};
pub(crate) use zones::ZoneField;
