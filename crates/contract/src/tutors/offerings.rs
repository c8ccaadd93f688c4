//! What a tutor offers: kinds of sessions in one or several lengths, each with its price.

use crate::{AppError, CommandKey, Fields, OfferingId, Pairs, Problem, bookings::Policy, choice::choice};

use super::profile::{PRICE_MAX, parse_price};

choice! {
    /// To whom a session of an offering is given.
    OfferingKind, "kind of offering" {
        Trial = "trial", "Trial lesson";
        Single = "single", "Lesson for one";
        Group = "group", "Group session";
    }
}

choice! {
    /// Where the people of a session meet.
    Place, "place" {
        Room = "room", "A room here";
        BigBlueButton = "bbb", "BigBlueButton";
        LiveKit = "livekit", "LiveKit";
        Link = "link", "My own link";
        InPerson = "in_person", "In person";
    }
}

choice! {
    /// How requests are answered.
    Approval, "way to answer requests" {
        ByHand = "by_hand", "I answer each request";
        AtOnce = "at_once", "All requests are taken at once";
    }
}

/// The lengths in which something is offered, in minutes. The field `price_30` holds the price of half an hour.
pub const LENGTHS: [i16; 9] = [15, 30, 45, 60, 75, 90, 120, 180, 240];

/// One length of an offering and its price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    pub minutes: i16,
    /// For the whole session, in a group for one seat; in hundredths.
    pub price_minor: i64,
}

/// Seats of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seats {
    /// So many must come.
    pub min: i16,
    pub max: i16,
    /// One can join until so many hours before the start.
    pub join_hours: i16,
}

/// Everything that is said of an offering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferingTerms {
    pub title: String,
    pub about: String,
    /// In order, each once, at least one.
    pub lengths: Vec<Length>,
    pub before_minutes: i16,
    pub after_minutes: i16,
    pub notice_hours: i16,
    pub horizon_days: i16,
    /// So many sessions of it in a day and in a week; `None`: as many as fit.
    pub day_cap: Option<i16>,
    pub week_cap: Option<i16>,
    pub approval: Approval,
    pub answer_hours: i16,
    /// Several may ask for the same time.
    pub competing: bool,
    pub policy: Policy,
    pub place: Place,
    /// The link or the place; empty where neither is needed.
    pub place_detail: String,
    /// Of a group, and of nothing else.
    pub seats: Option<Seats>,
}

/// Saves an offering: another one, or one that is there.
#[derive(Clone, Debug)]
pub struct SaveOffering {
    pub key: CommandKey,
    /// What is there already stays of its kind.
    pub kind: OfferingKind,
    pub terms: OfferingTerms,
}

impl SaveOffering {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let key = f.key();
        let kind = f.choice("kind").unwrap_or(OfferingKind::Single);
        let terms = terms(&mut f, kind);
        f.finish(Self { key, kind, terms })
    }
}

fn terms(f: &mut Fields<'_>, kind: OfferingKind) -> OfferingTerms {
    let place = f.choice("place").unwrap_or(Place::Room);
    let approval = if kind == OfferingKind::Group { Approval::AtOnce } else { approval(f) };
    let by_hand = approval == Approval::ByHand;
    let terms = OfferingTerms {
        title: f.line("title", 3, 60),
        about: f.text("about", 0, 1_000),
        lengths: lengths(f),
        before_minutes: small(f, "before_minutes", 0, 120),
        after_minutes: small(f, "after_minutes", 0, 120),
        notice_hours: small(f, "notice_hours", 0, 336),
        horizon_days: small(f, "horizon_days", 1, 180),
        day_cap: cap(f, "day_cap", 24),
        week_cap: cap(f, "week_cap", 100),
        approval,
        answer_hours: if by_hand { small(f, "answer_hours", 1, 72) } else { 24 },
        competing: by_hand && f.ticked("competing"),
        policy: f.choice("policy").unwrap_or(Policy::Moderate),
        place,
        place_detail: place_detail(f, place),
        seats: (kind == OfferingKind::Group).then(|| seats(f)),
    };
    if terms.week_cap.zip(terms.day_cap).is_some_and(|(week, day)| week < day) {
        f.problem("week_cap", Problem::LessThanADay);
    }
    terms
}

fn approval(f: &mut Fields<'_>) -> Approval {
    f.choice("approval").unwrap_or(Approval::ByHand)
}

/// A blank price: that length is not offered.
fn lengths(f: &mut Fields<'_>) -> Vec<Length> {
    let mut lengths = Vec::new();
    for minutes in LENGTHS {
        let name = length_field(minutes);
        let text = f.raw(&name).unwrap_or_default().trim().to_owned();
        match parse_price(&text) {
            _ if text.is_empty() => {}
            Some(price_minor) if price_minor <= PRICE_MAX * 100 => lengths.push(Length { minutes, price_minor }),
            Some(_) => f.problem(&name, Problem::OutOfRange { min: 0, max: PRICE_MAX }),
            None => f.problem(&name, Problem::NotANumber),
        }
    }
    if lengths.is_empty() && LENGTHS.iter().all(|minutes| !f.has_problem(&length_field(*minutes))) {
        f.problem(&length_field(60), Problem::NoLength);
    }
    lengths
}

/// The field with the price of a length.
pub fn length_field(minutes: i16) -> String {
    format!("price_{minutes}")
}

fn place_detail(f: &mut Fields<'_>, place: Place) -> String {
    match place {
        Place::Link => f.link("place_detail", 1),
        Place::InPerson => f.line("place_detail", 3, 200),
        Place::Room | Place::BigBlueButton | Place::LiveKit => String::new(),
    }
}

fn seats(f: &mut Fields<'_>) -> Seats {
    let seats = Seats {
        min: small(f, "seats_min", 1, 100),
        max: small(f, "seats_max", 2, 100),
        join_hours: small(f, "join_hours", 0, 168),
    };
    if seats.max < seats.min && !f.has_problem("seats_min") && !f.has_problem("seats_max") {
        f.problem("seats_max", Problem::FewerThanNeeded);
    }
    seats
}

fn cap(f: &mut Fields<'_>, name: &str, most: i64) -> Option<i16> {
    let none = f.raw(name).is_none_or(|text| text.trim().is_empty());
    (!none).then(|| small(f, name, 1, most))
}

fn small(f: &mut Fields<'_>, name: &str, least: i64, most: i64) -> i16 {
    i16::try_from(f.number(name, least, most)).unwrap_or_default()
}

choice! {
    /// What is done to an offering as a whole.
    OfferingAct, "step" {
        Close = "close", "Stop offering it";
        Reopen = "reopen", "Offer it again";
        Up = "up", "Move up";
        Down = "down", "Move down";
    }
}

#[derive(Clone, Debug)]
pub struct ActOnOffering {
    pub key: CommandKey,
    pub offering: OfferingId,
    pub act: OfferingAct,
}

impl ActOnOffering {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let key = f.key();
        let (offering, act) = (f.choice("offering"), f.choice("action"));
        match offering.zip(act) {
            Some((offering, act)) => f.finish(Self { key, offering, act }),
            None => Err(AppError::field("action", Problem::NotAChoice)),
        }
    }
}

#[cfg(test)]
#[path = "offerings_tests.rs"]
mod tests;
