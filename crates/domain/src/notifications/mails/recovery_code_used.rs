use crate::{accounts::factors::FEW, notifications::letter::Letter};

/// To somebody who has one recovery code less. When few are left it says so.
pub(super) fn letter(left: i64) -> Letter {
    let left = match left {
        0 => "None is left: please make new ones before you need one again.".to_owned(),
        1 => "One is left: please make new ones before you need them.".to_owned(),
        few if few <= FEW => format!("{few} are left: please make new ones before you need them."),
        many => format!("{many} are left."),
    };
    Letter::on_account(
        "A recovery code of yours was used at TutorForge",
        &format!(
            "Somebody has shown one of your recovery codes in the place of a code of your app. It does not count any more. \
             {left}"
        ),
        "If it was not you, make new codes now, end the sessions that are not yours, and choose a new password: whoever it was \
         has your codes.",
        ("See your second step", "/settings/security/factors"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_warns_when_few_are_left() {
        for (left, warns) in [(9, false), (4, false), (3, true), (1, true), (0, true)] {
            let opening = letter(left).opening;
            assert_eq!(opening.contains("please make new ones"), warns, "{left}: {opening}");
        }
    }
}
