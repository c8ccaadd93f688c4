//! Where a link of people may lead: to the web, to a mail address, to a page of ours.

use std::ops::Range;

use ammonia::Url;

use crate::invisible;

pub(crate) const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// The address as it may stand in a page, not yet escaped, or none.
pub(crate) fn allowed(address: &str) -> Option<String> {
    // Browsers skip what is not seen and read backslashes as slashes, so that neither begins with what it seems to.
    let is_strange = |c: char| c == '\\' || (c.is_whitespace() && c != ' ') || invisible::name(c).is_some();
    if address.contains(is_strange) || !(is_ours(address) || is_web(address) || is_mail(address)) {
        return None;
    }
    Some(address.chars().fold(String::with_capacity(address.len()), |mut all, c| {
        match c {
            ' ' => all.push_str("%20"),
            '"' => all.push_str("%22"),
            '<' => all.push_str("%3C"),
            '>' => all.push_str("%3E"),
            '`' => all.push_str("%60"),
            c => all.push(c),
        }
        all
    }))
}

/// The first address in `text` that nobody marked as a link.
pub(crate) fn bare(text: &str) -> Option<Range<usize>> {
    let mut from = 0;
    while let Some(at) = text[from..].find("http").map(|at| from + at) {
        let is_inside_a_word = text[..at].ends_with(char::is_alphanumeric);
        if is_inside_a_word || !begins_web(&text[at..]) {
            from = at + "http".len();
            continue;
        }
        let end = at + length(&text[at..]);
        if is_web(&text[at..end]) {
            return Some(at..end);
        }
        from = end;
    }
    None
}

/// A page of ours: one slash, for two would name another host.
fn is_ours(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//")
}

fn is_web(address: &str) -> bool {
    // A name before the host only ever deceives: https://our.site@their.site
    let has_no_name = |url: Url| url.username().is_empty() && url.password().is_none();
    begins_web(address) && Url::parse(address).is_ok_and(has_no_name)
}

/// A browser would forgive more slashes, or fewer.
fn begins_web(text: &str) -> bool {
    let rest = after(text, "https://").or_else(|| after(text, "http://"));
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '['))
}

fn is_mail(address: &str) -> bool {
    after(address, "mailto:").is_some_and(|rest| rest.find('@').is_some_and(|at| at > 0))
}

/// What follows a beginning that is written in letters of either case.
fn after<'a>(address: &'a str, beginning: &str) -> Option<&'a str> {
    let (head, rest) = address.split_at_checked(beginning.len())?;
    head.eq_ignore_ascii_case(beginning).then_some(rest)
}

/// How far an address goes that stands in a sentence: not over the sentence's own full stop or bracket.
fn length(text: &str) -> usize {
    let is_end = |c: char| c.is_whitespace() || "<>\"`\\".contains(c) || invisible::name(c).is_some();
    let mut address = &text[..text.find(is_end).unwrap_or(text.len())];
    let count = |c: char| address.matches(c).count();
    let mut unopened = count(')').saturating_sub(count('('));
    while let Some(last) = address.chars().next_back() {
        match last {
            ')' if unopened > 0 => unopened -= 1,
            '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' | ']' | '}' | '|' => {}
            _ => break,
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    address.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_web_to_mail_and_to_our_pages() {
        for address in
            ["http://e.org", "HTTPS://e.org/a?b#c", "mailto:a@e.org", "/", "/bookings/1?x=//y", "https://[::1]/"]
        {
            assert_eq!(allowed(address).as_deref(), Some(address));
        }
        assert_eq!(allowed("https://é.org/a b\"<>`").as_deref(), Some("https://é.org/a%20b%22%3C%3E%60"));
    }

    #[test]
    fn they_lead_nowhere_else() {
        for address in [
            "",
            "a",
            "#a",
            "?a",
            "./a",
            "//e.org",
            "/\\e.org",
            "\\\\e.org",
            "/\t/e.org",
            "javascript:alert(1)",
            "https:e.org",
            "https:/e.org",
            "https:///e.org",
            "https://",
            "https://a@e.org",
            "data:text/html,a",
            " https://e.org",
            "https://e.org\n",
            "mailto:",
            "mailto:@",
            "ftp://e.org",
            "\u{1}https://e.org",
            "https://e\u{202E}.org",
            "blob:https://e.org",
        ] {
            assert_eq!(allowed(address), None, "{address:?}");
        }
    }

    #[test]
    fn an_address_in_a_sentence_ends_before_the_full_stop() {
        let found = |text: &str| bare(text).map(|at| text[at].to_owned());
        for (text, address) in [
            ("see https://e.org/a.", "https://e.org/a"),
            ("(http://e.org/a_(b))", "http://e.org/a_(b)"),
            ("(http://e.org)!", "http://e.org"),
            ("<https://e.org>", "https://e.org"),
            ("a http b https:// http://e.org/?q=1&r=2, c", "http://e.org/?q=1&r=2"),
        ] {
            assert_eq!(found(text).as_deref(), Some(address), "{text}");
        }
        for text in ["xhttps://e.org", "https", "http://", "https://a@e.org", "hhttp://a"] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
