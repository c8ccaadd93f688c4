//! What of a submission is on the screen, and the addresses that change it. All of it stands in the URL.

use contract::reviews::Place;

use crate::request::Request;

/// How code is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Changes one below the other.
    Unified,
    /// Old at the left, new at the right.
    Split,
    /// Files whole, as they are now.
    Whole,
}

impl Layout {
    pub const ALL: [Self; 3] = [Self::Unified, Self::Split, Self::Whole];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unified => "unified",
            Self::Split => "split",
            Self::Whole => "whole",
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Self::Unified => "Changes",
            Self::Split => "Side by side",
            Self::Whole => "Whole files",
        }
    }
}

/// The part of the address after the `?`.
#[derive(Clone, Debug)]
pub struct Look {
    /// The iteration before; 0 is nothing.
    pub from: u32,
    pub to: u32,
    pub layout: Layout,
    pub wrap: bool,
    pub tab: u8,
    /// The lines that are meant: to link to, and to say something about.
    pub at: Option<Place>,
    /// What lets people in who have the link.
    pub link: Option<String>,
}

impl Look {
    /// As the address says; what it does not say is the latest iteration against the one the reader saw last, or whole.
    pub fn of(request: &Request, latest: u32, seen: Option<u32>) -> Self {
        let number = |name: &str| request.query(name).and_then(|text| text.parse::<u32>().ok());
        let to = number("to").unwrap_or(latest).clamp(1, latest);
        let usual = seen.filter(|seen| *seen < to).unwrap_or(if to > 1 && seen.is_some() { to - 1 } else { 0 });
        let from = number("from").unwrap_or(usual).min(to.saturating_sub(1));
        let layout = request.query("view").and_then(|text| Layout::ALL.into_iter().find(|one| one.as_str() == text));
        Self {
            from,
            to,
            layout: layout.unwrap_or(if from == 0 { Layout::Whole } else { Layout::Unified }),
            wrap: request.query("wrap").is_some_and(|text| text == "1"),
            tab: number("tab").and_then(|n| u8::try_from(n).ok()).filter(|n| (1..=8).contains(n)).unwrap_or(4),
            at: match request.query("at") {
                Some("whole") => Some(Place::Whole),
                Some(text) if !text.is_empty() => Place::parse(text),
                _ => None,
            },
            link: request.query("link").map(str::to_owned),
        }
    }

    /// `?from=…&to=…`, without the place.
    pub fn href(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::from("?"));
        query.append_pair("from", &self.from.to_string()).append_pair("to", &self.to.to_string());
        query.append_pair("view", self.layout.as_str());
        if self.wrap {
            query.append_pair("wrap", "1");
        }
        if self.tab != 4 {
            query.append_pair("tab", &self.tab.to_string());
        }
        if let Some(link) = &self.link {
            query.append_pair("link", link);
        }
        query.finish()
    }

    /// The address of a place in what is shown.
    pub fn href_at(&self, place: &str) -> String {
        let place: String = form_urlencoded::byte_serialize(place.as_bytes()).collect();
        format!("{}&at={place}", self.href())
    }

    #[must_use]
    pub fn layout(&self, layout: Layout) -> Self {
        Self { layout, at: None, ..self.clone() }
    }

    #[must_use]
    pub fn between(&self, from: u32, to: u32) -> Self {
        let layout = match (from, self.layout) {
            (0, _) => Layout::Whole,
            (_, Layout::Whole) => Layout::Unified,
            (_, layout) => layout,
        };
        Self { from, to, layout, at: None, ..self.clone() }
    }
}
