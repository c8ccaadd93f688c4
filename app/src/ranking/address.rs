//! The addresses of boards.

use contract::ranking::{Board, Period};

use crate::request::Request;

pub const HOME: &str = "/leaderboard";

/// What of the boards is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    Near,
    Top,
    League,
}

impl View {
    pub const ALL: [Self; 3] = [Self::Near, Self::Top, Self::League];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Near => "near",
            Self::Top => "top",
            Self::League => "league",
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Self::Near => "Near you",
            Self::Top => "Top 100",
            Self::League => "League",
        }
    }
}

/// Which board, over which time, and which part of it. Without a view: near me, or the top for who stands nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    pub view: Option<View>,
    pub period: Period,
    pub board: Board,
}

impl Address {
    /// What cannot be read is what is shown first.
    pub fn of(request: &Request) -> Self {
        let view = View::ALL.into_iter().find(|view| request.query("view") == Some(view.as_str()));
        let period = request.query("period").and_then(|text| text.parse().ok()).unwrap_or(Period::Week);
        let board = request.query("board").and_then(|text| text.parse().ok()).unwrap_or(Board::All);
        Self { view, period, board }
    }

    pub fn view(&self, view: View) -> String {
        Self { view: Some(view), ..self.clone() }.href()
    }

    pub fn period(&self, period: Period) -> String {
        Self { period, ..self.clone() }.href()
    }

    pub fn board(&self, board: Board) -> String {
        Self { board, ..self.clone() }.href()
    }

    pub fn href(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if let Some(view) = self.view {
            query.append_pair("view", view.as_str());
        }
        if self.period != Period::Week {
            query.append_pair("period", self.period.as_str());
        }
        if self.board != Board::All {
            query.append_pair("board", &self.board.to_string());
        }
        match query.finish() {
            query if query.is_empty() => HOME.into(),
            query => format!("{HOME}?{query}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_what_is_shown_and_no_more() {
        let first = Address { view: None, period: Period::Week, board: Board::All };
        assert_eq!(first.href(), "/leaderboard");
        assert_eq!(first.view(View::Top), "/leaderboard?view=top");
        let some = Address { period: Period::All, ..first }.board(Board::Language("c++".into()));
        assert_eq!(some, "/leaderboard?period=all&board=language%3Ac%2B%2B");
    }
}
