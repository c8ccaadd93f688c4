const STEPS: [(u32, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

/// `None` for what the Romans could not write: 0, and 4000 and more.
pub fn to_roman(number: u32) -> Option<String> {
    if number == 0 || number >= 4000 {
        return None;
    }
    let mut rest = number;
    let mut text = String::new();
    for (value, letters) in STEPS {
        while rest >= value {
            text.push_str(letters);
            rest -= value;
        }
    }
    Some(text)
}

#[test]
fn known_years() {
    assert_eq!(to_roman(4).as_deref(), Some("IV"));
    assert_eq!(to_roman(1994).as_deref(), Some("MCMXCIV"));
}

#[test]
fn some_numbers_have_no_letters() {
    assert_eq!(to_roman(0), None);
    assert_eq!(to_roman(4000), None);
}
