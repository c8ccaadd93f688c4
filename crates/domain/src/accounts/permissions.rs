//! Who may do what, in one table. The checks and the page that explains them both read it.

use contract::Refusal;

use super::{Role, User};

macro_rules! powers {
    ($($name:ident $least:ident $sudo:literal $says:literal)*) => {
        /// Something that not everybody may do, or not without their password.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Power {
            $($name,)*
        }

        impl Power {
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The least role that has it.
            pub fn least(self) -> Role {
                match self { $(Self::$name => Role::$least,)* }
            }

            /// Whether it asks for the password once more.
            pub fn needs_sudo(self) -> bool {
                match self { $(Self::$name => $sudo,)* }
            }

            /// In words: "Change what each reason is worth".
            pub fn says(self) -> &'static str {
                match self { $(Self::$name => $says,)* }
            }
        }
    };
}

powers! {
    MakeTokens Member true "Make access tokens"
    Moderate Moderator false "Enter the admin area"
    ReadReports Moderator false "Read messages that were reported, and decide what becomes of them"
    WriteRubrics Moderator false "Write, publish and retire rubrics and their examples"
    LookAtRings Moderator false "See people who give mostly to each other, and what was decided about them"
    SettleSessions Moderator false "Decide whether a disputed session took place"
    DecideTutors Moderator false "Decide who may teach and what tutors change of their pages, and suspend a page"
    DecideRings Moderator false "Decide what becomes of a ring, and take the decision back"
    Administer Admin false "Enter the pages of admins"
    ChangeWeights Admin false "Change what each reason is worth"
    WriteBadges Admin false "Write, try, give and retire badges"
    Recalculate Admin false "Have points counted anew"
    ReadAudit Admin false "Read the audit log"
    FindPeople Admin false "Find people by handle or e-mail, and see their address"
    RequireSecondStep Admin true "Say whose role asks for a second step"
    GiveRoles Admin true "Give and take roles"
    ShutOut Admin true "Disable accounts, and enable them again"
}

impl User {
    pub fn may(&self, power: Power) -> bool {
        self.role >= power.least() && !self.must_set_up_first(power)
    }

    /// Their role has it, once they have set a second step up.
    fn must_set_up_first(&self, power: Power) -> bool {
        self.owes_second && power.least() > Role::Member && self.role >= power.least()
    }

    /// # Errors
    /// `OnlyModerators` or `OnlyAdmins`; `SecondStepFirst`.
    pub fn must(&self, power: Power) -> Result<(), Refusal> {
        match power.least() {
            _ if self.may(power) => Ok(()),
            _ if self.must_set_up_first(power) => Err(Refusal::SecondStepFirst),
            Role::Admin => Err(Refusal::OnlyAdmins),
            Role::Member | Role::Reviewer | Role::Moderator => Err(Refusal::OnlyModerators),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Stage;

    #[tokio::test]
    async fn who_may_more_may_also_the_rest() {
        let stage = Stage::new().await;
        let ada = stage.person("ada").await;
        let count = |role| {
            let user = User { role, ..ada.clone() };
            Power::ALL.iter().filter(|power| user.may(**power)).count()
        };
        let counts = Role::ALL.map(count);
        assert!(counts.is_sorted(), "{counts:?}");
        assert_eq!(counts, [1, 1, 8, Power::ALL.len()]);
        let moderator = User { role: Role::Moderator, ..ada.clone() };
        assert_eq!(moderator.must(Power::DecideRings), Ok(()));
        assert_eq!(moderator.must(Power::GiveRoles), Err(Refusal::OnlyAdmins));
        assert_eq!(ada.must(Power::WriteRubrics), Err(Refusal::OnlyModerators));
    }
}
