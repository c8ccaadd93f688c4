//! The scripts of pages: conveniences on top of HTML that works without them.

use std::hash::{DefaultHasher, Hash, Hasher};

/// A file of `public`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// On every page.
    App,
    /// Where hours are set.
    Availability,
    /// Where code is sent in.
    Upload,
    /// Where code is read.
    Review,
    /// Where boards are looked at.
    Boards,
    /// Where a passkey is made or shown.
    Passkeys,
}

impl Script {
    /// Changes whenever the script does, so that browsers may keep it for good.
    pub fn address(self) -> String {
        let (name, text) = match self {
            Self::App => ("app", include_str!("../../public/app.js")),
            Self::Availability => ("availability", include_str!("../../public/availability.js")),
            Self::Boards => ("boards", include_str!("../../public/boards.js")),
            Self::Passkeys => ("passkeys", include_str!("../../public/passkeys.js")),
            Self::Review => ("review", include_str!("../../public/review.js")),
            Self::Upload => ("upload", include_str!("../../public/upload.js")),
        };
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        format!("/{name}.js?v={:x}", hasher.finish())
    }
}
