/// Who sees what a tutor has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    ByAll,
    /// Moderators alone, until one of them has approved it; others see what was there before.
    ByModerators,
}
