pub fn to_roman(number: u32) -> String {
    let mut n = number;
    let mut text = String::new();
    while n >= 1000 { text.push('M'); n -= 1000; }
    if n >= 900 { text.push_str("CM"); n -= 900; }
    if n >= 500 { text.push('D'); n -= 500; }
    if n >= 400 { text.push_str("CD"); n -= 400; }
    while n >= 100 { text.push('C'); n -= 100; }
    if n >= 90 { text.push_str("XC"); n -= 90; }
    if n >= 50 { text.push('L'); n -= 50; }
    if n >= 40 { text.push_str("XL"); n -= 40; }
    while n >= 10 { text.push('X'); n -= 10; }
    if n >= 9 { text.push_str("IX"); n -= 9; }
    if n >= 5 { text.push('V'); n -= 5; }
    if n >= 4 { text.push_str("IV"); n -= 4; }
    while n >= 1 { text.push('I'); n -= 1; }
    text
}

#[test]
fn it_works() {
    assert_eq!(to_roman(4), "IV");
    assert_eq!(to_roman(1994), "MCMXCIV");
}
