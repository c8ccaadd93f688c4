//! What a colour means. Always beside a word: meaning is never by colour alone.

/// The meaning of a badge, a status, a banner or a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Neutral,
    Info,
    Success,
    Warning,
    Danger,
    /// What counts here and now.
    Ember,
}

impl Tone {
    /// Every tone, for the gallery.
    pub const ALL: &[Self] = &[Self::Neutral, Self::Info, Self::Success, Self::Warning, Self::Danger, Self::Ember];

    pub(super) const fn dot(self) -> &'static str {
        match self {
            Self::Neutral => "tf-dot dot-neutral",
            Self::Info => "tf-dot dot-info",
            Self::Success => "tf-dot dot-success",
            Self::Warning => "tf-dot dot-warning",
            Self::Danger => "tf-dot dot-danger",
            Self::Ember => "tf-dot dot-ember",
        }
    }
}
