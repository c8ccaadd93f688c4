//! A person in a circle: initials on one of eight tints, chosen by the id, so that it never changes.

use leptos::prelude::*;
use uuid::Uuid;

use super::Size;

/// A person's initials on a tint. Stands beside the name and is hidden from screen readers.
#[component]
pub fn Avatar(id: Uuid, #[prop(into)] name: String, #[prop(optional)] size: Size) -> impl IntoView {
    let size = match size {
        Size::Small => "tf-avatar tf-avatar-small",
        Size::Medium => "tf-avatar",
        Size::Large => "tf-avatar tf-avatar-large",
    };
    view! {
        <span class=format!("{size} {}", hue(id)) aria-hidden="true">
            {initials(&name)}
        </span>
    }
}

/// One of eight, by FNV-1a over the id: neighbours in time do not look alike.
fn hue(id: Uuid) -> &'static str {
    const HUES: [&str; 8] = ["hue-1", "hue-2", "hue-3", "hue-4", "hue-5", "hue-6", "hue-7", "hue-8"];
    let hash =
        id.as_bytes().iter().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
    HUES[((hash ^ (hash >> 16)) % 8) as usize]
}

/// First letters of the first and the last word: "Ada Lovelace" is AL, "Plato" is P.
fn initials(name: &str) -> String {
    let mut letters = name.split_whitespace().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let first = letters.next();
    let last = letters.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_two_at_most() {
        assert_eq!(initials("Ada Lovelace"), "AL");
        assert_eq!(initials("  johann sebastian bach "), "JB");
        assert_eq!(initials("Plato"), "P");
        assert_eq!(initials("Ọlá (Ola) Adé"), "ỌA");
        assert_eq!(initials("—"), "");
    }

    #[test]
    fn a_person_keeps_their_tint() {
        let id = Uuid::from_u128(7);
        assert_eq!(hue(id), hue(id));
        let tints: std::collections::BTreeSet<_> = (0..64).map(|n| hue(Uuid::from_u128(n))).collect();
        assert_eq!(tints.len(), 8);
    }
}
