//! The one way to write an amount.

/// `€35`, `€35.50`, `400 ETB`: minor units of a hundred, with the sign of currencies that everyone knows.
pub fn money(minor: i64, currency: &str) -> String {
    if minor == 0 {
        return "Free".into();
    }
    let amount =
        if minor % 100 == 0 { (minor / 100).to_string() } else { format!("{}.{:02}", minor / 100, minor % 100) };
    match currency {
        "EUR" => format!("€{amount}"),
        "USD" => format!("${amount}"),
        "GBP" => format!("£{amount}"),
        "INR" => format!("₹{amount}"),
        other => format!("{amount} {other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::money;

    #[test]
    fn amounts() {
        assert_eq!(money(3500, "EUR"), "€35");
        assert_eq!(money(3550, "EUR"), "€35.50");
        assert_eq!(money(40_000, "ETB"), "400 ETB");
        assert_eq!(money(0, "EUR"), "Free");
    }
}
