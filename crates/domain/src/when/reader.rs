use chrono_tz::Tz;
use contract::accounts::Locale;

/// For whom a time is worded: the zone of their clock, and how they write days and hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reader {
    pub zone: Tz,
    pub locale: Locale,
    /// Days and hours of Ethiopia stand beside the international ones.
    pub ethiopian: bool,
}

impl Reader {
    /// The same reader at another place: their way of writing, that place's clock.
    #[must_use]
    pub fn at(self, zone: Tz) -> Self {
        Self { zone, ..self }
    }
}

/// Somebody of whom nothing but the zone is known.
impl From<Tz> for Reader {
    fn from(zone: Tz) -> Self {
        Self { zone, locale: Locale::British, ethiopian: false }
    }
}
