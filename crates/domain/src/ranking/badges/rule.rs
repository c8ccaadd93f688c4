//! What rules say in words, and which are none.

use contract::{Refusal, ranking::Rule};

use crate::ranking::reason;

/// How it is earned, a line a condition.
pub fn conditions(rule: &Rule) -> Vec<String> {
    let some = |n: u32, one: &str, many: &str| if n == 1 { format!("one {one}") } else { format!("{n} {many}") };
    let of = of_what(rule);
    let within = rule.within_days.map(|days| format!("All within {}", some(days, "day", "days")));
    let asked = [
        (rule.causes == 1).then(|| format!("Once: {of}")),
        (rule.causes > 1).then(|| format!("{} times: {of}", rule.causes)),
        (rule.kinds > 1).then(|| format!("Of {} different kinds", rule.kinds)),
        (rule.givers > 0).then(|| format!("Given by {}", some(rule.givers, "person", "different people"))),
        (rule.topics > 0).then(|| format!("In {}", some(rule.topics, "language or subject", "languages or subjects"))),
        within,
        (rule.weeks > 0).then(|| format!("In {}", some(rule.weeks, "week", "weeks in a row"))),
        (rule.level > 1).then(|| format!("From level {} on", rule.level)),
        (rule.streak > 0).then(|| format!("A streak of {}", some(rule.streak, "day", "days"))),
    ];
    asked.into_iter().flatten().collect()
}

fn of_what(rule: &Rule) -> String {
    let titles: Vec<_> = rule.reasons.iter().map(|slug| reason(slug).map_or(slug.as_str(), |one| one.title)).collect();
    match (titles.split_last(), rule.help) {
        (None, None) => "anything that counts".into(),
        (None, Some(help)) => help.title().to_lowercase(),
        (Some((one, [])), _) => one.to_lowercase(),
        (Some((last, others)), _) => format!("{} or {}", others.join(", ").to_lowercase(), last.to_lowercase()),
    }
}

/// Why no badge can have this rule: none is for nothing, and none for doing much alone. Each asks for what others thought of
/// it, for breadth or for steadiness.
pub fn unfit(rule: &Rule) -> Option<Refusal> {
    if conditions(rule).is_empty() || rule.reasons.iter().any(|slug| reason(slug).is_none()) {
        return Some(Refusal::BadgeForNothing);
    }
    let judged = rule.reasons.iter().filter_map(|slug| reason(slug)).any(|reason| reason.is_given);
    let broad = rule.givers + rule.topics + rule.weeks + rule.streak > 0 || rule.kinds > 1;
    (!judged && !broad && rule.causes > 2).then_some(Refusal::BadgeForVolume)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_says_in_words_what_it_asks_for() {
        let rule = Rule::of(&["suggestion_accepted", "issue_found"]).causes(5).givers(3).within(30);
        let words = conditions(&rule);
        assert!(words[0].starts_with("5 times: suggestion accepted or "), "{words:?}");
        assert_eq!(words[1..], ["Given by 3 different people", "All within 30 days"]);
    }

    #[test]
    fn none_is_for_nothing_and_none_for_volume_alone() {
        assert_eq!(unfit(&Rule::default()), Some(Refusal::BadgeForNothing));
        assert_eq!(unfit(&Rule::of(&["no_such_reason"])), Some(Refusal::BadgeForNothing));
        assert_eq!(unfit(&Rule::of(&["review_published"]).causes(100)), Some(Refusal::BadgeForVolume));
        assert_eq!(unfit(&Rule::default().causes(3)), Some(Refusal::BadgeForVolume));
        assert_eq!(unfit(&Rule::of(&["review_published"]).causes(10).weeks(10)), None);
        assert_eq!(unfit(&Rule::of(&["suggestion_accepted"]).causes(100)), None);
    }
}
