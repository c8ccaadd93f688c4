use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    sync::Arc,
};

/// Where a command comes from, as far as a later reader of the audit log needs it. Nothing of it is known at the command
/// line and in jobs.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    pub address: Option<IpAddr>,
    /// What the browser calls itself.
    pub agent: Option<Arc<str>>,
    /// The id of the request, as in the log.
    pub request: Option<Arc<str>>,
    /// What the cookie of a device holds that somebody has signed in on.
    pub device: Option<Arc<str>>,
}

impl Origin {
    /// The network of the caller, such as `192.0.2.0/24` or `2001:db8:1::/48`: enough to tell home from elsewhere, too
    /// little to find somebody by.
    pub fn place(&self) -> Option<String> {
        Some(match self.address?.to_canonical() {
            IpAddr::V4(v4) => {
                let [a, b, c, _] = v4.octets();
                format!("{}/24", Ipv4Addr::new(a, b, c, 0))
            }
            IpAddr::V6(v6) => {
                let [a, b, c, ..] = v6.segments();
                format!("{}/48", Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0))
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_network_and_never_an_address() {
        let place = |text: &str| Origin { address: text.parse().ok(), ..Origin::default() }.place();
        assert_eq!(place("192.0.2.77").as_deref(), Some("192.0.2.0/24"));
        assert_eq!(place("::ffff:192.0.2.77").as_deref(), Some("192.0.2.0/24"));
        assert_eq!(place("2001:db8:1:2:3::4").as_deref(), Some("2001:db8:1::/48"));
        assert_eq!(place("nowhere"), None);
    }
}
