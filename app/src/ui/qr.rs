//! A picture that a telephone reads.

use std::fmt::Write;

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};

/// White around the picture, in its own squares: readers look for it.
const MARGIN: i32 = 4;

/// A text as a QR code; nothing where it is too long for one. Black on white in every theme: not every reader sees the
/// reverse.
#[component]
pub fn Qr(
    #[prop(into)] text: String,
    /// What it is, for screen readers.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let code = QrCode::encode_text(&text, QrCodeEcc::Medium).ok()?;
    let size = code.size() + 2 * MARGIN;
    Some(view! {
        <svg class="tf-qr" viewBox=format!("0 0 {size} {size}") role="img" aria-label=label>
            <rect width="100%" height="100%" fill="#fff" />
            <path d=squares(&code) fill="#000" />
        </svg>
    })
}

/// The black ones, a stroke for each run of a line.
fn squares(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count();
            let run = i32::try_from(run).unwrap_or(0);
            if run > 0 {
                let done = write!(path, "M{} {}h{run}v1h-{run}z", x + MARGIN, y + MARGIN);
                debug_assert!(done.is_ok());
            }
            x += run.max(1);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_black_square_is_painted_once() {
        let code = QrCode::encode_text("otpauth://totp/TutorForge:ada?secret=GEZDGNBV", QrCodeEcc::Medium).unwrap();
        let black = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
        let black = black.filter(|(x, y)| code.get_module(*x, *y)).count();
        let painted: usize = squares(&code)
            .split('z')
            .filter_map(|run| run.rsplit_once("h-"))
            .map(|(_, length)| length.parse::<usize>().unwrap())
            .sum();
        assert_eq!(painted, black);
    }
}
