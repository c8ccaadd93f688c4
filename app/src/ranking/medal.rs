//! How a badge looks.

use contract::ranking::Rarity;
use domain::ranking::badges::Badge;
use leptos::prelude::*;

use crate::ui::prelude::*;

/// The picture of a badge by its name.
pub(super) fn icon(name: &str) -> Icon {
    match name {
        "arrow_up_right" => Icon::ArrowUpRight,
        "award" => Icon::Award,
        "book_open" => Icon::BookOpen,
        "calendar" => Icon::Calendar,
        "calendar_check" => Icon::CalendarCheck,
        "check" => Icon::CircleCheck,
        "clock" => Icon::Clock,
        "compass" => Icon::Compass,
        "crown" => Icon::Crown,
        "ear" => Icon::Ear,
        "eye" => Icon::Eye,
        "flame" => Icon::Flame,
        "gem" => Icon::Gem,
        "globe" => Icon::Globe,
        "graduation_cap" => Icon::GraduationCap,
        "hand_heart" => Icon::HandHeart,
        "handshake" => Icon::Handshake,
        "heart" => Icon::Heart,
        "infinity" => Icon::Infinity,
        "languages" => Icon::Languages,
        "lightbulb" => Icon::Lightbulb,
        "map_pin" => Icon::MapPin,
        "medal" => Icon::Medal,
        "moon" => Icon::Moon,
        "mountain" => Icon::Mountain,
        "pencil" => Icon::Pencil,
        "refresh" => Icon::RefreshCw,
        "repeat" => Icon::Repeat,
        "scale" => Icon::Scale,
        "shield_check" => Icon::ShieldCheck,
        "sprout" => Icon::Sprout,
        "sun" => Icon::Sun,
        "trophy" => Icon::Trophy,
        "users" => Icon::Users,
        _ => Icon::Star,
    }
}

fn class(rarity: Rarity) -> &'static str {
    match rarity {
        Rarity::Common => "tf-medal medal-common",
        Rarity::Rare => "tf-medal medal-rare",
        Rarity::Ultimate => "tf-medal medal-ultimate",
        Rarity::Legendary => "tf-medal medal-legendary",
    }
}

/// A badge as a medal; pale for who does not have it.
#[component]
pub(super) fn Medal(
    badge: &'static Badge,
    #[prop(optional)] pale: bool,
    #[prop(optional)] large: bool,
) -> impl IntoView {
    let mut class = class(badge.rarity).to_owned();
    if pale {
        class.push_str(" medal-pale");
    }
    if large {
        class.push_str(" medal-large");
    }
    view! {
        <span class=class aria-hidden="true">
            <Glyph icon=icon(badge.icon) />
        </span>
    }
}

/// A badge that waits to be opened: nobody knows which.
#[component]
pub(super) fn Wrapped() -> impl IntoView {
    view! {
        <span class="tf-medal medal-wrapped" aria-hidden="true">
            <Glyph icon=Icon::Gift />
        </span>
    }
}

#[cfg(test)]
mod tests {
    use domain::ranking::badges::BADGES;

    use super::*;

    #[test]
    fn every_badge_has_its_picture() {
        for badge in BADGES {
            assert!(icon(badge.icon) != Icon::Star, "{}", badge.slug);
        }
    }
}
