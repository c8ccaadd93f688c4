//! How a badge looks.

use contract::ranking::{Picture, Rarity};
use leptos::prelude::*;

use crate::ui::prelude::*;

/// How it is drawn.
pub(super) const fn icon(picture: Picture) -> Icon {
    match picture {
        Picture::ArrowUpRight => Icon::ArrowUpRight,
        Picture::Award => Icon::Award,
        Picture::BookOpen => Icon::BookOpen,
        Picture::Calendar => Icon::Calendar,
        Picture::CalendarCheck => Icon::CalendarCheck,
        Picture::Check => Icon::CircleCheck,
        Picture::Clock => Icon::Clock,
        Picture::Compass => Icon::Compass,
        Picture::Crown => Icon::Crown,
        Picture::Ear => Icon::Ear,
        Picture::Eye => Icon::Eye,
        Picture::Flame => Icon::Flame,
        Picture::Gem => Icon::Gem,
        Picture::Globe => Icon::Globe,
        Picture::GraduationCap => Icon::GraduationCap,
        Picture::HandHeart => Icon::HandHeart,
        Picture::Handshake => Icon::Handshake,
        Picture::Heart => Icon::Heart,
        Picture::Infinity => Icon::Infinity,
        Picture::Languages => Icon::Languages,
        Picture::Lightbulb => Icon::Lightbulb,
        Picture::MapPin => Icon::MapPin,
        Picture::Medal => Icon::Medal,
        Picture::Moon => Icon::Moon,
        Picture::Mountain => Icon::Mountain,
        Picture::Pencil => Icon::Pencil,
        Picture::Refresh => Icon::RefreshCw,
        Picture::Repeat => Icon::Repeat,
        Picture::Scale => Icon::Scale,
        Picture::ShieldCheck => Icon::ShieldCheck,
        Picture::Sprout => Icon::Sprout,
        Picture::Sun => Icon::Sun,
        Picture::Trophy => Icon::Trophy,
        Picture::Users => Icon::Users,
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
pub fn Medal(
    rarity: Rarity,
    picture: Picture,
    #[prop(optional)] pale: bool,
    #[prop(optional)] large: bool,
) -> impl IntoView {
    let mut class = class(rarity).to_owned();
    if pale {
        class.push_str(" medal-pale");
    }
    if large {
        class.push_str(" medal-large");
    }
    view! {
        <span class=class aria-hidden="true">
            <Glyph icon=icon(picture) />
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
