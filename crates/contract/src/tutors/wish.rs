use super::{
    hours::WEEKDAYS,
    ranges::{MIDNIGHT, clock, parse_time},
};
use crate::{Fields, choice::choice};

/// Sessions begin and end on whole quarters as far as a wish is concerned.
const QUARTER: i16 = 15;

choice! {
    /// How far ahead somebody looks.
    Within, "stretch of time" {
        ThisWeek = "this-week", "This week";
        NextWeek = "next-week", "Next week";
        TwoWeeks = "two-weeks", "The next two weeks";
        FourWeeks = "four-weeks", "The next four weeks";
    }
}

/// When somebody has time, on their own clock. A session must lie within it whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Wish {
    /// Monday first; none of them means any.
    pub days: [bool; 7],
    /// Minutes of the day, a whole quarter.
    pub from: i16,
    /// Minutes of the day, a whole quarter, up to midnight (1440). Not after `from`: of the next day.
    pub to: i16,
    pub within: Within,
}

impl Wish {
    /// Any time within the next four weeks.
    pub const ANY: Self = Self { days: [false; 7], from: 0, to: MIDNIGHT, within: Within::FourWeeks };

    /// Reads `day` (`mon` to `sun`, several), `from`, `to` (`HH:MM`) and `within`. `None` if nothing of it says anything.
    pub(super) fn decode(f: &Fields<'_>) -> Option<Self> {
        let chosen = f.all("day");
        let days = WEEKDAYS.map(|(code, _)| chosen.contains(&code));
        let time = |name| f.raw(name).and_then(|text| parse_time(text.trim()));
        let (from, to) = (time("from"), time("to"));
        let within = f.raw("within").and_then(|text| text.trim().parse().ok());
        let from = from.map_or(0, |from| (from + QUARTER - 1) / QUARTER * QUARTER % MIDNIGHT);
        let to = to.map_or(MIDNIGHT, |to| to / QUARTER * QUARTER);
        let to = if to == 0 { MIDNIGHT } else { to };
        let wish = Self { days, from, to, within: within.unwrap_or(Self::ANY.within) };
        (wish != Self::ANY || within.is_some()).then_some(wish)
    }

    /// The same as pairs.
    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        let days = WEEKDAYS.iter().zip(self.days).filter(|(_, chosen)| *chosen);
        let mut pairs: Vec<_> = days.map(|((code, _), _)| ("day", (*code).to_owned())).collect();
        if (self.from, self.to) != (Self::ANY.from, Self::ANY.to) {
            pairs.extend([("from", clock(self.from)), ("to", clock(self.to))]);
        }
        pairs.push(("within", self.within.as_str().to_owned()));
        pairs
    }

    /// Whether the day is one of those that were chosen; 1 is Monday.
    pub fn takes_day(&self, weekday: u32) -> bool {
        self.days == [false; 7]
            || usize::try_from(weekday).is_ok_and(|day| (1..=7).contains(&day) && self.days[day - 1])
    }

    /// How many minutes of a day it lasts.
    pub fn length(&self) -> i16 {
        if self.to > self.from { self.to - self.from } else { self.to + MIDNIGHT - self.from }
    }

    /// As people read it: `Mon, Wed, 18:00–21:00, this week`.
    pub fn title(&self) -> String {
        let chosen: Vec<_> =
            WEEKDAYS.iter().zip(self.days).filter(|(_, on)| *on).map(|((_, name), _)| &name[..3]).collect();
        let days = match self.days {
            [true, true, true, true, true, false, false] => "Weekdays".to_owned(),
            [false, false, false, false, false, true, true] => "Weekends".to_owned(),
            _ => chosen.join(", "),
        };
        let hours = if (self.from, self.to) == (Self::ANY.from, Self::ANY.to) {
            String::new()
        } else {
            format!("{}–{}", clock(self.from), clock(self.to))
        };
        let within = self.within.title().to_lowercase();
        [days, hours, within].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pairs;

    fn decode(query: &str) -> Option<Wish> {
        let pairs: Pairs = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        Wish::decode(&Fields::new(&pairs))
    }

    #[test]
    fn what_says_nothing_is_no_wish() {
        for nothing in ["", "day=&from=&to=", "day=someday&from=25:00&to=x&within=ever", "from=00:00&to=00:00"] {
            assert_eq!(decode(nothing), None, "{nothing}");
        }
        assert_eq!(decode("within=four-weeks"), Some(Wish::ANY));
    }

    #[test]
    fn in_quarters_and_over_midnight() {
        let wish = decode("from=18:01&to=20:59").unwrap();
        assert_eq!((wish.from, wish.to, wish.length()), (18 * 60 + 15, 20 * 60 + 45, 150));
        let night = decode("day=fri&from=22:00&to=02:00").unwrap();
        assert_eq!((night.length(), night.takes_day(5), night.takes_day(6)), (240, true, false));
        assert_eq!(decode("from=23:50"), None, "no quarter of that day is left: that is no wish");
    }

    #[test]
    fn in_words() {
        let title = |query| decode(query).unwrap().title();
        assert_eq!(title("day=mon&day=wed&from=18:00&to=21:00&within=this-week"), "Mon, Wed, 18:00–21:00, this week");
        assert_eq!(title("day=sat&day=sun"), "Weekends, the next four weeks");
        assert_eq!(title("from=08:00"), "08:00–00:00, the next four weeks");
    }
}
