use std::collections::HashMap;

/// One line of the book: `2026-03-01;food;-12.50`
pub struct Entry {
    pub date: String,
    pub category: String,
    pub amount: f64,
}

pub fn parse(text: &String) -> Vec<Entry> {
    let mut entries = Vec::new();
    for line in text.lines() {
        let parts: Vec<&str> = line.split(';').collect();
        if parts.len() == 3 {
            let amount = parts[2].parse().unwrap_or(0.0);
            entries.push(Entry {
                date: parts[0].to_string(),
                category: parts[1].to_string(),
                amount: amount,
            });
        }
    }
    entries
}

pub fn sum_by_category(entries: &Vec<Entry>) -> HashMap<String, f64> {
    let mut sums = HashMap::new();
    for entry in entries {
        if sums.contains_key(&entry.category) {
            let old = sums[&entry.category];
            sums.insert(entry.category.clone(), old + entry.amount);
        } else {
            sums.insert(entry.category.clone(), entry.amount);
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read() {
        let entries = parse(&"2026-03-01;food;-12.50".to_string());
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].amount, -12.5);
    }
}
