//! Small things that more than one page says of a tutor.

use contract::tutors::{Level, WEEKDAYS, WeekdayRange, language_name, range_text};

/// `English, Amharic`.
pub(super) fn languages(codes: &[String]) -> String {
    let names: Vec<_> = codes.iter().filter_map(|code| language_name(code)).collect();
    names.join(", ")
}

/// `School, university`.
pub(super) fn levels(levels: &[Level]) -> String {
    let words: Vec<_> = levels.iter().map(|level| level.title().to_lowercase()).collect();
    words.join(", ")
}

/// Each day of the week with its ranges as `09:00–12:00, 14:00–18:00`; days without any are left out.
pub(super) fn week(hours: &[WeekdayRange]) -> Vec<(&'static str, String)> {
    (1..)
        .zip(WEEKDAYS)
        .filter_map(|(weekday, (_, name))| {
            let ranges: Vec<_> =
                hours.iter().filter(|range| range.weekday == weekday).map(|range| range_text(range.range)).collect();
            (!ranges.is_empty()).then(|| (name, ranges.join(", ")))
        })
        .collect()
}

/// `within 3 hours`.
pub(super) fn within(minutes: i32) -> String {
    match minutes {
        ..=60 => "within an hour".into(),
        61..=1440 => format!("within {} hours", (minutes + 59) / 60),
        _ => format!("within {} days", (minutes + 1439) / 1440),
    }
}

/// `4.5 and better`, from tenths.
pub(super) fn stars(tenths: u8) -> String {
    match tenths % 10 {
        0 => format!("{} and better", tenths / 10),
        part => format!("{}.{part} and better", tenths / 10),
    }
}

/// `38,412`, or `1,000+` for a count that is only known to be at least so much.
pub(super) fn at_least(count: i64, capped: bool) -> String {
    let digits = count.to_string();
    let (mut text, length) = (String::new(), digits.len());
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (length - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if capped {
        text.push('+');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{at_least, within};

    #[test]
    fn part_of_an_hour_or_a_day_is_the_whole() {
        let said = [5, 61, 1440, 1441].map(within);
        assert_eq!(said, ["within an hour", "within 2 hours", "within 24 hours", "within 2 days"]);
    }

    #[test]
    fn counts_are_read_in_threes() {
        assert_eq!(
            [at_least(7, false), at_least(1_000, true), at_least(1_038_412, false)],
            ["7", "1,000+", "1,038,412"]
        );
    }
}
