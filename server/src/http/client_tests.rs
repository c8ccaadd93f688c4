use super::*;

fn request(headers: &[&str]) -> Request {
    let mut request = Request::new(axum::body::Body::empty());
    for value in headers {
        request.headers_mut().append("x-forwarded-for", value.parse().unwrap());
    }
    request
}

#[test]
fn only_what_our_own_proxy_has_added_counts() {
    let of = |headers: &[&str]| forwarded(&request(headers)).map(|address| address.to_string());
    assert_eq!(of(&["203.0.113.9, 198.51.100.7"]).as_deref(), Some("198.51.100.7"));
    assert_eq!(of(&["203.0.113.9", "198.51.100.7"]).as_deref(), Some("198.51.100.7"), "a header of the client's own");
    assert_eq!(of(&["198.51.100.7, nonsense"]), None);
    assert_eq!(of(&[]), None);
}
