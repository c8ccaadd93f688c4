use crate::notifications::{facts::Recipient, letter::Letter, openings::Openings};

/// To somebody who keeps a search, about times that fit it.
pub(super) fn letter(openings: &Openings, reader: &Recipient) -> Letter {
    let name = &openings.saved_name;
    let (subject, opening) = match openings.times.as_slice() {
        [one] if one.group.is_some() => (
            format!("{} plans a group: {name}", one.tutor),
            format!("A group is planned that fits your saved search “{name}”."),
        ),
        [one] => (
            format!("{} has a free time: {name}", one.tutor),
            format!("A time has opened that fits your saved search “{name}”."),
        ),
        several => (
            format!("{} times that fit: {name}", several.len()),
            format!("{} times have opened that fit your saved search “{name}”.", several.len()),
        ),
    };
    let query = &openings.query;
    Letter {
        subject,
        opening,
        links: openings.times.iter().map(|time| time.link(reader)).collect(),
        closing: "Whoever is first has it. We tell you of a time once.".into(),
        action: ("See who is free", if query.is_empty() { "/tutors".into() } else { format!("/tutors?{query}") }),
        small: Some((
            "No more mails about this search",
            format!("/searches/stop?saved={}&code={}", openings.saved, openings.code),
        )),
        ..Letter::on_account("", "", "", ("", ""))
    }
}
