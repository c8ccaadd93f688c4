//! The picture of a badge that somebody has, for pages that link to it. It is drawn from shapes and words, without a browser:
//! everything that was typed by a person is escaped.

use contract::ranking::Rarity;
use domain::{
    Ctx,
    ranking::{
        badges::{self, Badge},
        xp,
    },
};

use super::medal::icon;
use crate::request::Failure;

/// The picture of that badge of that person, as SVG; `None` if they do not have it, have not opened it, or hide.
pub async fn share_image(ctx: &Ctx, slug: &str, handle: &str) -> Result<Option<String>, Failure> {
    let Some(badge) = badges::find(ctx, slug).await?.map(|found| found.badge) else { return Ok(None) };
    let Some(person) = domain::accounts::public_person(ctx, None, handle).await? else { return Ok(None) };
    if xp::hides(ctx, person.id).await? {
        return Ok(None);
    }
    let held = badges::of_person(ctx, person.id).await?;
    let has = held.iter().any(|held| held.revealed && held.badge.slug == badge.slug);
    Ok(has.then(|| drawn(&badge, &person.name)))
}

fn drawn(badge: &Badge, name: &str) -> String {
    let (metal, ink) = match badge.rarity {
        Rarity::Common => ("#f4f1ea", "#5e5a52"),
        Rarity::Rare => ("#ebf1fb", "#2457a6"),
        Rarity::Ultimate => ("#eddfff", "#523b6c"),
        Rarity::Legendary => ("#fdf0e8", "#c2410c"),
    };
    let (title, name) = (escaped(&badge.title), escaped(&shortened(name, 34)));
    let lines: Vec<_> = wrapped(&badge.sentence, 46)
        .iter()
        .enumerate()
        .map(|(n, line)| format!(r#"<tspan x="440" y="{}">{}</tspan>"#, 372 + n * 42, escaped(line)))
        .collect();
    let (sentence, rarity, body) = (lines.concat(), badge.rarity.title(), icon(badge.picture).body());
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" viewBox="0 0 1200 630">
<rect width="1200" height="630" fill="#fbfaf7"/><rect width="1200" height="12" fill="#c2410c"/>
<circle cx="230" cy="315" r="150" fill="{metal}" stroke="{ink}" stroke-width="6"/>
<g transform="translate(146 231) scale(7)" fill="none" stroke="{ink}" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">{body}</g>
<g font-family="Source Serif 4, Georgia, serif" fill="#1b1a17"><text x="440" y="220" font-size="34" fill="#5e5a52">{name} has earned</text>
<text x="440" y="300" font-size="68" font-weight="600">{title}</text></g>
<text font-family="Source Sans 3, Helvetica, Arial, sans-serif" font-size="30" fill="#1b1a17">{sentence}</text>
<text x="440" y="560" font-family="Source Sans 3, Helvetica, Arial, sans-serif" font-size="26" fill="#5e5a52">{rarity} · TutorForge</text>
</svg>"##
    )
}

/// At most so many characters.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most { text.to_owned() } else { text.chars().take(most - 1).chain(['…']).collect() }
}

/// Lines of at most so many characters, broken between words.
fn wrapped(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// What XML has no room for is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => {}
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_a_name() {
        let badge = &badges::SHIPPED[0];
        let svg = drawn(badge, "</text><script>alert(1)</script>&\u{0}");
        assert!(!svg.contains("<script") && svg.contains("&lt;/text&gt;&lt;script"), "{svg}");
        assert!(drawn(badge, &"x".repeat(500)).len() < 4_000);
    }

    #[test]
    fn words_are_broken_between_each_other() {
        assert_eq!(wrapped("one two three", 8), ["one two", "three"]);
        for badge in badges::SHIPPED.iter() {
            assert!(wrapped(&badge.sentence, 46).len() <= 4, "{}", badge.slug);
        }
    }
}
