//! What is drawn on a badge.

use crate::choice::choice;

choice! {
    /// What is drawn on a badge.
    Picture, "picture" {
        ArrowUpRight = "arrow_up_right", "Arrow";
        Award = "award", "Award";
        BookOpen = "book_open", "Open book";
        Calendar = "calendar", "Calendar";
        CalendarCheck = "calendar_check", "Calendar with a tick";
        Check = "check", "Tick";
        Clock = "clock", "Clock";
        Compass = "compass", "Compass";
        Crown = "crown", "Crown";
        Ear = "ear", "Ear";
        Eye = "eye", "Eye";
        Flame = "flame", "Flame";
        Gem = "gem", "Gem";
        Globe = "globe", "Globe";
        GraduationCap = "graduation_cap", "Graduation cap";
        HandHeart = "hand_heart", "Hand and heart";
        Handshake = "handshake", "Handshake";
        Heart = "heart", "Heart";
        Infinity = "infinity", "Infinity";
        Languages = "languages", "Languages";
        Lightbulb = "lightbulb", "Lightbulb";
        MapPin = "map_pin", "Pin on a map";
        Medal = "medal", "Medal";
        Moon = "moon", "Moon";
        Mountain = "mountain", "Mountain";
        Pencil = "pencil", "Pencil";
        Refresh = "refresh", "Two arrows";
        Repeat = "repeat", "Loop";
        Scale = "scale", "Scales";
        ShieldCheck = "shield_check", "Shield";
        Sprout = "sprout", "Sprout";
        Sun = "sun", "Sun";
        Trophy = "trophy", "Trophy";
        Users = "users", "People";
    }
}
