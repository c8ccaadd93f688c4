//! How weights, levels and states are said.

use domain::reviews::{Weight, rubric::State};

use crate::{reviews::rows, ui::prelude::*};

/// `weight 1.2, from 4 examples`; of somebody whose name is hidden the weight alone.
pub fn counts(weight: Weight) -> String {
    let value = weight_value(weight.value);
    match weight.examples {
        None => format!("weight {value}"),
        Some(0) => format!("weight {value}, no examples yet"),
        Some(1) => format!("weight {value}, from 1 example"),
        Some(n) => format!("weight {value}, from {n} examples"),
    }
}

/// With one place after the point, as it is precise.
pub fn weight_value(weight: f64) -> String {
    format!("{weight:.1}")
}

/// `92 %`.
pub fn percent(part: f64) -> String {
    format!("{:.0} %", part * 100.0)
}

/// The name of a rubric's language.
pub fn language(slug: Option<&str>) -> String {
    slug.map_or_else(|| "Any language".to_owned(), rows::language)
}

pub fn state(state: State) -> (&'static str, Tone) {
    match state {
        State::Draft => ("Draft", Tone::Neutral),
        State::InUse => ("In use", Tone::Success),
        State::Retired => ("Retired", Tone::Neutral),
    }
}

/// `3 · Says it at first sight`.
pub fn level(level: u8, means: &str) -> String {
    format!("{level} · {means}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_says_what_it_comes_from_unless_that_would_tell_who_it_is() {
        let said = |examples| counts(Weight { value: 1.1834, examples });
        assert_eq!(said(Some(4)), "weight 1.2, from 4 examples");
        assert_eq!(said(Some(1)), "weight 1.2, from 1 example");
        assert_eq!(said(None), "weight 1.2");
        assert_eq!(counts(Weight { value: 1.0, examples: Some(0) }), "weight 1.0, no examples yet");
    }

    #[test]
    fn agreement_is_said_in_hundredths() {
        assert_eq!(percent(0.9166), "92 %");
    }
}
