//! Every pair of text and surface that the style sheets can bring together is readable, in both themes.

use std::collections::BTreeMap;

const THEMES: &str = include_str!("../../../style/themes.css");

const SURFACES: [&str; 8] =
    ["paper", "raised", "wash", "ember-tint", "success-tint", "warning-tint", "danger-tint", "info-tint"];
const TEXTS: [&str; 8] = ["ink", "soft", "ember", "ember-strong", "success", "warning", "danger", "info"];

/// What code stands on: the block itself, a line that was added, removed or is spoken of, a word that was changed in it.
const CODE_SURFACES: [&str; 9] =
    ["wash", "raised", "paper", "success-tint", "danger-tint", "ember-tint", "info-tint", "added-word", "removed-word"];

type Theme = BTreeMap<String, String>;

/// The colours of each theme, by name.
fn themes() -> BTreeMap<String, Theme> {
    THEMES
        .split("@plugin \"daisyui/theme\" {")
        .skip(1)
        .map(|block| {
            let pairs = block.lines().filter_map(|line| line.trim().trim_end_matches(';').split_once(": "));
            let theme: Theme = pairs
                .map(|(name, value)| (name.trim_start_matches("--").to_owned(), value.trim_matches('"').to_owned()))
                .collect();
            (theme["name"].clone(), theme)
        })
        .collect()
}

/// Relative luminance after WCAG 2.2.
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("a six-digit colour")) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The pairs below the limit, in words.
fn too_weak<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>, limit: f64) -> Vec<String> {
    let pairs: Vec<_> = pairs.into_iter().collect();
    themes()
        .iter()
        .flat_map(|(name, theme)| {
            pairs.iter().filter_map(move |(text, surface)| {
                let found = contrast(&theme[*text], &theme[*surface]);
                (found < limit).then(|| format!("{name}: {text} on {surface} is {found:.2} : 1"))
            })
        })
        .collect()
}

#[test]
fn both_themes_are_there_with_the_same_names() {
    let themes = themes();
    assert_eq!(themes.keys().collect::<Vec<_>>(), ["dark", "light"]);
    assert_eq!(themes["dark"].keys().collect::<Vec<_>>(), themes["light"].keys().collect::<Vec<_>>());
}

#[test]
fn the_known_extremes_come_out_right() {
    assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 0.001);
    assert!((contrast("#777777", "#ffffff") - 4.478).abs() < 0.001);
}

#[test]
fn every_text_is_readable_on_every_surface() {
    let pairs = SURFACES.into_iter().flat_map(|surface| TEXTS.into_iter().map(move |text| (text, surface)));
    assert_eq!(too_weak(pairs, 4.5), Vec::<String>::new());
}

#[test]
fn text_on_solid_colours_is_readable() {
    let pairs = [
        ("on-ember", "ember"),
        ("on-ember", "ember-strong"),
        ("on-danger", "danger"),
        ("paper", "ink"),
        ("color-primary-content", "color-primary"),
        ("color-neutral-content", "color-neutral"),
        ("color-info-content", "color-info"),
        ("color-success-content", "color-success"),
        ("color-warning-content", "color-warning"),
        ("color-error-content", "color-error"),
    ];
    assert_eq!(too_weak(pairs, 4.5), Vec::<String>::new());
}

#[test]
fn initials_are_readable_on_their_tint() {
    let names: Vec<_> = (1..=8).map(|hue| (format!("on-hue-{hue}"), format!("hue-{hue}"))).collect();
    let pairs = names.iter().map(|(text, tint)| (text.as_str(), tint.as_str()));
    assert_eq!(too_weak(pairs, 4.5), Vec::<String>::new());
}

#[test]
fn code_is_readable_in_all_its_colours() {
    let themes = themes();
    let texts: Vec<_> = themes["light"].keys().map(String::as_str).filter(|name| name.starts_with("code-")).collect();
    assert_eq!(texts.len(), 13);
    let texts = || texts.iter().copied().chain(["ink"]);
    let pairs = CODE_SURFACES.into_iter().flat_map(|surface| texts().map(move |text| (text, surface)));
    assert_eq!(too_weak(pairs, 4.5), Vec::<String>::new());
}

#[test]
fn edges_of_controls_and_the_focus_ring_are_seen() {
    let pairs = ["edge", "ember", "danger"]
        .into_iter()
        .flat_map(|line| ["paper", "raised", "wash"].into_iter().map(move |surface| (line, surface)));
    assert_eq!(too_weak(pairs, 3.0), Vec::<String>::new());
}
