//! Sessions as entries of calendars (RFC 5545) and as what changes them by mail (RFC 5546). Times are UTC, so that no
//! calendar has to know our zones.

use chrono::{DateTime, Utc};
use contract::{BookingId, GroupId};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};

use crate::ctx::host;

/// Who wrote it (RFC 5545, 3.7.3).
const PRODUCT: &str = "-//TutorForge//TutorForge//EN";

/// What a mail does to the reader's calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Puts the session there, or moves it.
    Request,
    /// Takes it out.
    Cancel,
}

impl Method {
    /// As it stands in the calendar and, equal to that, in the type of the mail's part (RFC 6047, 2.4).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

/// The calendar part of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invite {
    pub method: Method,
    pub text: String,
}

/// What stands in a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Booking(BookingId),
    /// As its tutor sees it: once, however many come.
    Group(GroupId),
}

impl Of {
    /// The name that calendars know it by, without our host.
    fn uid(self) -> String {
        match self {
            Self::Booking(id) => format!("booking-{id}"),
            Self::Group(id) => format!("group-{id}"),
        }
    }

    /// Its page.
    pub fn path(self) -> String {
        match self {
            Self::Booking(id) => format!("/bookings/{id}"),
            Self::Group(id) => format!("/groups/{id}"),
        }
    }
}

/// A session as a calendar shows it.
#[derive(Clone, Debug)]
pub struct Entry {
    pub of: Of,
    /// 0 at first, higher after each change of time or state: a calendar believes the highest (RFC 5546, 2.1.4).
    pub sequence: i64,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub title: String,
    pub about: String,
    pub cancelled: bool,
}

/// Somebody with an address.
#[derive(Clone, Copy, Debug)]
pub struct Party<'a> {
    pub name: &'a str,
    pub address: &'a str,
}

/// An invitation for one reader. The other side stands in it by name alone: nobody learns an address from it.
pub fn invite(entry: &Entry, reader: Party<'_>, sender: &str, public_url: &str, now: DateTime<Utc>) -> Invite {
    let method = if entry.cancelled { Method::Cancel } else { Method::Request };
    let mut event = event(entry, public_url, now);
    event.append_property(mailbox("ORGANIZER", "TutorForge", sender));
    // They have agreed already, each on our page: nothing is to be answered.
    let mut attendee = mailbox("ATTENDEE", reader.name, reader.address);
    for (name, value) in [("ROLE", "REQ-PARTICIPANT"), ("PARTSTAT", "ACCEPTED"), ("RSVP", "FALSE")] {
        attendee.add_parameter(name, value);
    }
    event.append_property(attendee);
    Invite { method, text: calendar(method.as_str()).push(event).to_string() }
}

/// All of these as a calendar that programs subscribe to, and ask for once an hour.
pub fn feed(entries: &[Entry], public_url: &str) -> String {
    let mut calendar = calendar("PUBLISH");
    calendar.append_property(("X-WR-CALNAME", "TutorForge"));
    calendar.append_property(Property::new("REFRESH-INTERVAL", "PT1H").add_parameter("VALUE", "DURATION").done());
    for entry in entries {
        // Not the time of asking: what has not changed is the same text.
        calendar.push(event(entry, public_url, entry.starts_at));
    }
    calendar.to_string()
}

fn calendar(method: &str) -> Calendar {
    let mut calendar = Calendar::empty();
    for property in [("VERSION", "2.0"), ("PRODID", PRODUCT), ("CALSCALE", "GREGORIAN"), ("METHOD", method)] {
        calendar.append_property(property);
    }
    calendar
}

fn event(entry: &Entry, public_url: &str, stamp: DateTime<Utc>) -> Event {
    let host = host(public_url);
    let mut event = Event::new();
    event
        .uid(&format!("{}@{host}", entry.of.uid()))
        .timestamp(stamp)
        .sequence(u32::try_from(entry.sequence).unwrap_or(0))
        .starts(entry.starts_at)
        .ends(entry.ends_at)
        .summary(&line(&entry.title))
        .url(&format!("{public_url}{}", entry.of.path()))
        .status(if entry.cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed });
    if !entry.about.is_empty() {
        event.description(&text(&entry.about));
    }
    event
}

fn mailbox(name: &str, who: &str, address: &str) -> Property {
    // In a parameter nothing can be escaped: a quote would end it.
    Property::new(name, format!("mailto:{address}")).add_parameter("CN", &line(who).replace('"', "'")).done()
}

/// Without anything that could begin another line.
fn line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Lines stay lines: the library escapes them.
fn text(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;
    use crate::testing::monday;

    fn entry() -> Entry {
        Entry {
            of: Of::Booking(BookingId(Uuid::from_u128(7))),
            sequence: 2,
            starts_at: monday(),
            ends_at: monday() + TimeDelta::hours(1),
            title: "Algebra; groups, rings\r\nATTENDEE:mailto:evil@example.org".into(),
            about: "Bring \\ your book,\nand questions".into(),
            cancelled: false,
        }
    }

    fn invited(entry: &Entry) -> Invite {
        let reader = Party { name: "Ada \"the\" Countess; of:Lovelace", address: "ada@example.org" };
        invite(entry, reader, "hello@example.org", "https://tutors.example.org", monday())
    }

    fn unfolded(text: &str) -> Vec<String> {
        text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn an_invitation_is_what_the_standard_says() {
        let Invite { method, text } = invited(&entry());
        assert_eq!(method, Method::Request);
        let lines = unfolded(&text);
        for line in [
            "METHOD:REQUEST",
            "UID:booking-00000000-0000-0000-0000-000000000007@tutors.example.org",
            "SEQUENCE:2",
            "DTSTAMP:20260302T090000Z",
            "DTSTART:20260302T090000Z",
            "DTEND:20260302T100000Z",
            "STATUS:CONFIRMED",
            "ORGANIZER;CN=TutorForge:mailto:hello@example.org",
            r"DESCRIPTION:Bring \\ your book\,\nand questions",
        ] {
            assert!(lines.iter().any(|found| found == line), "{line} in {text}");
        }
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
    }

    #[test]
    fn no_name_and_no_title_is_more_than_that() {
        let lines = unfolded(&invited(&entry()).text);
        let attendees: Vec<_> = lines.iter().filter(|line| line.starts_with("ATTENDEE")).collect();
        assert_eq!(attendees.len(), 1);
        assert!(
            attendees[0].contains("CN=\"Ada 'the' Countess; of:Lovelace\"")
                && attendees[0].ends_with(":mailto:ada@example.org")
        );
    }

    #[test]
    fn what_is_called_off_is_taken_out() {
        let Invite { method, text } = invited(&Entry { cancelled: true, sequence: 3, ..entry() });
        assert_eq!(method, Method::Cancel);
        let lines = unfolded(&text);
        for line in ["METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:3"] {
            assert!(lines.iter().any(|found| found == line), "{line} in {text}");
        }
    }

    #[test]
    fn a_feed_is_the_same_as_long_as_nothing_has_changed() {
        let one = feed(&[entry()], "https://tutors.example.org");
        assert_eq!(one, feed(&[entry()], "https://tutors.example.org"));
        assert_ne!(one, feed(&[Entry { sequence: 3, ..entry() }], "https://tutors.example.org"));
        assert!(one.contains("METHOD:PUBLISH\r\n") && one.contains("REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n"));
    }

    /// Read by another library, `scripts/calendars`.
    #[test]
    fn they_are_kept_for_an_independent_reader() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/calendars");
        std::fs::create_dir_all(folder).unwrap();
        let write = |name: &str, text: &str| std::fs::write(format!("{folder}/{name}.ics"), text).unwrap();
        write("request", &invited(&entry()).text);
        write("cancel", &invited(&Entry { cancelled: true, sequence: 3, ..entry() }).text);
        write(
            "feed",
            &feed(
                &[entry(), Entry { of: Of::Group(GroupId(Uuid::from_u128(8))), ..entry() }],
                "https://tutors.example.org",
            ),
        );
    }
}
