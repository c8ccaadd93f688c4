use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::{
    dice::{Deck, Dice},
    fields::Field,
    names::{REGIONS, Region},
    people::{People, TUTOR},
    words,
};
use crate::bookings::{DayRange, WeeklyRange};

/// How many tutors there are beside the known one.
const TUTORS: usize = 60;
const LEVELS: [&str; 3] = ["school", "university", "professional"];

/// A row of tutors.subject.
pub(super) struct Subject {
    pub slug: String,
    pub name: String,
    pub area: String,
}

/// Someone who teaches.
pub(super) struct Tutor {
    /// Their place among the people.
    pub person: usize,
    pub headline: String,
    pub about: String,
    pub price_minor: i64,
    pub session_minutes: i16,
    pub buffer_minutes: i16,
    pub notice_hours: i16,
    pub field: Field,
    /// Subject and level.
    pub specialties: Vec<(usize, &'static str)>,
    pub languages: Vec<&'static str>,
    pub weekly: Vec<WeeklyRange>,
    pub overrides: Vec<DayRange>,
}

/// Adds the tutors to the people. Every subject is taught by someone.
pub(super) fn tutors(dice: &mut Dice, people: &mut People, subjects: &[Subject], now: DateTime<Utc>) -> Vec<Tutor> {
    let mut decks = Decks::default();
    let algebra = subjects.iter().position(|subject| subject.slug == "algebra").unwrap_or(0);
    let mut known = tutor(dice, &mut decks, TUTOR, &REGIONS[1], algebra, subjects, now);
    known.languages = vec!["en", "de"];
    known.weekly = week(&[1, 2, 3, 4, 5, 6], &[(8 * 60, 12 * 60), (15 * 60, 20 * 60)]);
    let mut tutors = vec![known];
    for number in 0..TUTORS {
        let main = number % subjects.len();
        let region = region(dice, &subjects[main].slug, number);
        let person = people.add(dice, region);
        tutors.push(tutor(dice, &mut decks, person, region, main, subjects, now));
    }
    tutors
}

/// Texts are handed out in turn, so that no two pages read alike; those of a field in their own turn.
#[derive(Default)]
struct Decks {
    headlines: [Deck; Field::COUNT],
    roads: [Deck; Field::COUNT],
    methods: Deck,
    fits: Deck,
    closings: Deck,
}

/// Languages are taught by those who grew up with them.
fn region(dice: &mut Dice, slug: &str, number: usize) -> &'static Region {
    let code = match slug {
        "english" => "en",
        "german" => "de",
        "french" => "fr",
        "spanish" => "es",
        "italian" => "it",
        "amharic" => "am",
        "arabic" => "ar",
        "chinese" => "zh",
        _ => return &REGIONS[number % REGIONS.len()],
    };
    let natives: Vec<_> = REGIONS.iter().filter(|region| region.languages.first() == Some(&code)).collect();
    natives.get(dice.below(natives.len())).copied().unwrap_or(&REGIONS[0])
}

fn tutor(
    dice: &mut Dice,
    decks: &mut Decks,
    person: usize,
    region: &'static Region,
    main: usize,
    subjects: &[Subject],
    now: DateTime<Utc>,
) -> Tutor {
    let subject = &subjects[main];
    let field = Field::of(&subject.area, &subject.slug);
    let headline = decks.headlines[field as usize].next(field.headlines());
    let road = decks.roads[field as usize].next(field.roads());
    let (fit, closing) = (decks.fits.next(words::FITS), decks.closings.next(words::CLOSINGS));
    let method = decks.methods.next(words::METHODS);
    let other_methods: Vec<_> = words::METHODS.iter().filter(|&&other| other != method).collect();
    let other_method = dice.pick(&other_methods);
    Tutor {
        person,
        headline: words::capital(&headline.replace("{subject}", &words::spoken(subject))),
        about: format!("{road} {method}\n\n{fit} {other_method}\n\n{closing}"),
        price_minor: dice.between(24, 130) * 50,
        session_minutes: *dice.pick(&[30, 45, 60, 60, 60, 60, 90]),
        buffer_minutes: *dice.pick(&[0, 5, 10, 10, 15]),
        notice_hours: *dice.pick(&[2, 4, 12, 12, 24]),
        field,
        specialties: specialties(dice, main, subjects),
        languages: languages(dice, region),
        weekly: weekly(dice),
        overrides: overrides(dice, now.date_naive()),
    }
}

/// The main subject and up to two more of its area, each on one or two levels.
fn specialties(dice: &mut Dice, main: usize, subjects: &[Subject]) -> Vec<(usize, &'static str)> {
    let mut nearby: Vec<usize> =
        (0..subjects.len()).filter(|&other| other != main && subjects[other].area == subjects[main].area).collect();
    let mut taught = vec![main];
    for _ in 0..dice.below(3) {
        taught.extend(dice.draw(&mut nearby));
    }
    let first = dice.below(LEVELS.len());
    let second = (first + 1) % LEVELS.len();
    let both = dice.percent(60);
    taught
        .into_iter()
        .flat_map(|subject| [(subject, first), (subject, second)])
        .filter(|&(_, level)| both || level == first)
        .map(|(subject, level)| (subject, LEVELS[level]))
        .collect()
}

fn languages(dice: &mut Dice, region: &Region) -> Vec<&'static str> {
    let mut languages: Vec<_> = region.languages.iter().take(2).copied().collect();
    languages.extend(region.languages.iter().skip(2).copied().filter(|_| dice.percent(40)));
    if !languages.contains(&"en") && dice.percent(70) {
        languages.push("en");
    }
    languages
}

/// One of the rhythms that people have: mornings, evenings, weekends, or a bit of each.
fn weekly(dice: &mut Dice) -> Vec<WeeklyRange> {
    let hour = |hour: i16| hour * 60;
    match dice.below(6) {
        0 => week(&[1, 2, 3, 4, 5], &[(hour(17), hour(21))]),
        1 => week(&[1, 2, 3, 4], &[(hour(8), hour(12)), (hour(13), hour(16))]),
        2 => [week(&[2, 4], &[(hour(18), hour(22))]), week(&[6, 7], &[(hour(9), hour(13)), (hour(14), hour(18))])]
            .concat(),
        3 => week(&[1, 3, 5, 6], &[(hour(7), hour(10)), (hour(16), hour(20))]),
        4 => {
            [week(&[1, 2, 3, 4, 5], &[(hour(12), hour(14))]), week(&[3, 5], &[(hour(16) + 30, hour(20) + 30)])].concat()
        }
        _ => week(&[1, 2, 4, 5, 7], &[(hour(10), hour(13)), (hour(15), hour(18)), (hour(20), hour(22))]),
    }
}

fn week(days: &[i16], ranges: &[(i16, i16)]) -> Vec<WeeklyRange> {
    let of_day = |&weekday| ranges.iter().map(move |&(starts, ends)| WeeklyRange { weekday, starts, ends });
    days.iter().flat_map(of_day).collect()
}

/// A third has a day off or an odd day within the next three weeks.
fn overrides(dice: &mut Dice, today: NaiveDate) -> Vec<DayRange> {
    if !dice.percent(35) {
        return Vec::new();
    }
    let first = today + TimeDelta::days(dice.between(2, 10));
    let off = DayRange { day: first, starts: 0, ends: 0 };
    let odd = |starts, ends| DayRange { day: first + TimeDelta::days(8), starts, ends };
    if dice.percent(50) { vec![off] } else { vec![off, odd(9 * 60, 11 * 60), odd(13 * 60, 15 * 60)] }
}
