//! The cookies of the app itself: the line about what was done, the theme, and the zone that the browser's script tells.
//! The session's cookie is made by its own layer.

use domain::accounts::devices;
use http::{HeaderValue, header, request::Parts};

use super::Setting;
use crate::said::Said;

const SAID: &str = "tf_said";
const THEME: &str = "tf_theme";
const ZONE: &str = "tf_zone";
const DEVICE: &str = "tf_device";
/// No device's cookie is longer, in bytes.
const DEVICE_MAX: usize = 100;
/// Of a browser that is on its way to a provider and back.
const WAY: &str = "tf_way";
/// Of somebody who has taken the first step of signing in.
const HALF: &str = "tf_half";
const MINUTE: u32 = 60;
const TEN_MINUTES: u32 = 10 * MINUTE;
const HALF_AN_HOUR: u32 = 30 * MINUTE;
const YEAR: u32 = 365 * 24 * 60 * 60;

/// Who may read a cookie in the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Readers {
    /// The browser alone.
    Browser,
    Scripts,
}

impl Setting {
    /// Has the next page say this.
    pub(super) fn say_next(self, said: Said) -> Option<HeaderValue> {
        self.cookie(SAID, said.code(), MINUTE, Readers::Browser)
    }

    /// It has been said.
    pub fn forget_said(self) -> Option<HeaderValue> {
        self.cookie(SAID, "", 0, Readers::Browser)
    }

    /// Knows this device again when somebody signs in on it.
    pub fn keep_device(self, device: &str) -> Option<HeaderValue> {
        let seconds = u32::try_from(devices::REMEMBERED.num_seconds()).unwrap_or(YEAR);
        self.cookie(DEVICE, device, seconds, Readers::Browser)
    }

    /// Remembers a theme for a year. The switch's script writes the same cookie.
    pub(super) fn keep_theme(self, theme: &str) -> Option<HeaderValue> {
        self.cookie(THEME, theme, YEAR, Readers::Scripts)
    }

    /// By this a browser is known that comes back from a provider.
    pub fn keep_browser(self, secret: &str) -> Option<HeaderValue> {
        self.cookie(WAY, secret, HALF_AN_HOUR, Readers::Browser)
    }

    /// By this whoever has taken the first step of signing in is known at the second; empty: it is over.
    pub fn keep_half(self, secret: &str) -> Option<HeaderValue> {
        self.cookie(HALF, secret, if secret.is_empty() { 0 } else { TEN_MINUTES }, Readers::Browser)
    }

    /// The one place that builds a cookie. Of the whole site, and sent by https alone where people reach us so.
    fn cookie(self, name: &str, value: &str, seconds: u32, readers: Readers) -> Option<HeaderValue> {
        let hidden = if readers == Readers::Browser { "; HttpOnly" } else { "" };
        let secure = if self.secure { "; Secure" } else { "" };
        let name = self.named(name);
        HeaderValue::try_from(format!("{name}={value}; Path=/; Max-Age={seconds}; SameSite=Lax{hidden}{secure}")).ok()
    }

    /// By https the browser itself sees to it that a cookie of such a name was set here, and not by a neighbouring host.
    pub fn cookie_prefix(self) -> &'static str {
        if self.secure { "__Host-" } else { "" }
    }

    fn named(self, name: &str) -> String {
        format!("{}{name}", self.cookie_prefix())
    }
}

/// What is to be said, if anything.
pub(super) fn said(setting: Setting, parts: &Parts) -> Option<Said> {
    read(setting, parts, SAID)?.parse().ok()
}

/// The device's own, if somebody has signed in on it.
pub(super) fn device(setting: Setting, parts: &Parts) -> Option<String> {
    read(setting, parts, DEVICE).filter(|device| (1..=DEVICE_MAX).contains(&device.len()))
}

/// What a browser is known by that comes back from a provider.
pub(super) fn browser(setting: Setting, parts: &Parts) -> Option<String> {
    secret(setting, parts, WAY)
}

/// Of somebody who has taken the first step of signing in.
pub(super) fn half(setting: Setting, parts: &Parts) -> Option<String> {
    secret(setting, parts, HALF)
}

/// Long enough, and of letters and digits: anything else was not made here.
fn secret(setting: Setting, parts: &Parts, name: &str) -> Option<String> {
    let secret = read(setting, parts, name)?;
    (secret.len() >= 32 && secret.chars().all(|c| c.is_ascii_alphanumeric())).then_some(secret)
}

/// `light`, `dark`, else `system`.
pub(super) fn theme(setting: Setting, parts: &Parts) -> String {
    match read(setting, parts, THEME).as_deref() {
        Some("light") => "light".into(),
        Some("dark") => "dark".into(),
        _ => "system".into(),
    }
}

/// The browser's zone, as its script told it.
pub(super) fn zone(setting: Setting, parts: &Parts) -> Option<chrono_tz::Tz> {
    domain::accounts::parse_zone(&read(setting, parts, ZONE)?)
}

fn read(setting: Setting, parts: &Parts, name: &str) -> Option<String> {
    let header = parts.headers.get(header::COOKIE)?.to_str().ok()?;
    let name = setting.named(name);
    let raw = header.split(';').find_map(|pair| pair.trim().strip_prefix(&*name)?.strip_prefix('='))?;
    // A cookie is percent-encoded like a form, save for the plus sign.
    form_urlencoded::parse(format!("v={}", raw.replace('+', "%2B")).as_bytes()).next().map(|(_, v)| v.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_https_alone_where_people_reach_us_so() {
        let text = |cookie: Option<HeaderValue>| cookie.unwrap().to_str().unwrap().to_owned();
        for secure in [true, false] {
            let setting = Setting { development: false, secure };
            let all = [
                setting.say_next(Said::Welcome),
                setting.forget_said(),
                setting.keep_theme("dark"),
                setting.keep_device("x"),
                setting.keep_browser("x"),
                setting.keep_half("x"),
            ];
            for cookie in all {
                let cookie = text(cookie);
                assert_eq!(cookie.ends_with("; Secure"), secure, "{cookie}");
                assert_eq!(cookie.starts_with("__Host-"), secure, "{cookie}");
                assert!(cookie.contains("; Path=/;") && cookie.contains("SameSite=Lax"), "{cookie}");
            }
            assert!(text(setting.say_next(Said::Welcome)).contains("; HttpOnly"));
            assert!(text(setting.keep_device("x")).contains("; HttpOnly"));
            assert_eq!(text(setting.keep_device("x")).starts_with("__Host-tf_device=x;"), secure);
            assert!(text(setting.keep_browser("x")).contains("; HttpOnly"));
            assert!(text(setting.keep_half("x")).contains("; HttpOnly"));
            assert!(!text(setting.keep_theme("dark")).contains("HttpOnly"), "the switch's script writes it too");
        }
    }
}
