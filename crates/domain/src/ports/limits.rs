//! What is counted, and how much of it is let through.

use std::str::FromStr;

use async_trait::async_trait;

/// The longest time that a quota can be about, in seconds.
const LONGEST: u32 = 24 * 60 * 60;

macro_rules! limits {
    ($($(#[$doc:meta])* $name:ident $code:literal $tries:literal per $seconds:literal;)*) => {
        /// Something of which only so much is let through, for each address, account or person.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Limit {
            $($(#[$doc])* $name,)*
        }

        impl Limit {
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// As it stands in metrics and in the environment.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// As the program comes.
            const fn quota(self) -> Quota {
                match self { $(Self::$name => Quota { tries: $tries, seconds: $seconds },)* }
            }
        }
    };
}

limits! {
    SignInByAddress "sign_in_by_address" 10 per 300;
    /// Tries on one account from a device that its owner has signed in on.
    SignInByDevice "sign_in_by_device" 25 per 3_600;
    /// Tries on one account from a network that its owner has signed in from, on whatever device.
    SignInByNetwork "sign_in_by_network" 25 per 3_600;
    /// Tries on one account from everywhere else, all together.
    SignInByAccount "sign_in_by_account" 25 per 3_600;
    SignInByAccountDaily "sign_in_by_account_daily" 100 per 86_400;
    SignUpByAddress "sign_up_by_address" 5 per 1_800;
    SearchByAddress "search_by_address" 60 per 60;
    /// Calendars that programs ask for.
    CalendarByAddress "calendar_by_address" 120 per 600;
    MessageByPerson "message_by_person" 60 per 3_600;
    /// Files that are read and kept.
    UploadByPerson "upload_by_person" 60 per 3_600;
    /// Mails with a code that a person asks for.
    CodeByPerson "code_by_person" 5 per 3_600;
    /// Codes that are tried.
    CodeTryByAddress "code_try_by_address" 20 per 600;
    /// Tries of somebody who is signed in to show that they know the password.
    PasswordByPerson "password_by_person" 10 per 1_800;
    /// Second steps that are tried, and codes of whoever is signed in.
    SecondByPerson "second_by_person" 15 per 1_800;
    SecondByAddress "second_by_address" 30 per 1_800;
    /// Passkeys that are asked for, and their answers.
    PasskeyByAddress "passkey_by_address" 120 per 600;
    /// Ways to a provider and back.
    ProviderByAddress "provider_by_address" 60 per 600;
    ResetByAddress "reset_by_address" 10 per 1_800;
    ResetByAccount "reset_by_account" 3 per 3_600;
}

/// So many tries in so many seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    pub tries: u32,
    pub seconds: u32,
}

/// The quota of each limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotas(Vec<Quota>);

impl Quotas {
    pub fn of(&self, limit: Limit) -> Quota {
        self.0[limit as usize]
    }
}

/// As the program comes.
impl Default for Quotas {
    fn default() -> Self {
        Self(Limit::ALL.iter().map(|limit| limit.quota()).collect())
    }
}

/// `search_by_address=120/60, sign_up_by_address=50/1800`: tries in seconds; the others stay as the program comes.
impl FromStr for Quotas {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut quotas = Self::default();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let wrong = || format!("{part:?} is no limit such as search_by_address=120/60");
            let (name, quota) = part.split_once('=').ok_or_else(wrong)?;
            let (tries, seconds) = quota.split_once('/').ok_or_else(wrong)?;
            let limit = Limit::ALL.iter().find(|limit| limit.as_str() == name.trim()).ok_or_else(wrong)?;
            let number = |text: &str| text.trim().parse().ok().filter(|number| *number > 0);
            let tries = number(tries).ok_or_else(wrong)?;
            let seconds = number(seconds).filter(|seconds| *seconds <= LONGEST).ok_or_else(wrong)?;
            quotas.0[*limit as usize] = Quota { tries, seconds };
        }
        Ok(quotas)
    }
}

/// Counts tries. A key may use its whole quota at once; then tries come back one by one, evenly over the quota's time.
/// Always answers, and within a moment, whatever it counts with.
#[async_trait]
pub trait Limits: Send + Sync {
    /// Takes one try, or says in how many seconds the next is free.
    async fn take(&self, limit: Limit, key: &str) -> Result<(), u32>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_are_changed_and_the_others_stay() {
        let quotas: Quotas = " search_by_address = 120/60 ,".parse().unwrap();
        assert_eq!(quotas.of(Limit::SearchByAddress), Quota { tries: 120, seconds: 60 });
        assert_eq!(quotas.of(Limit::ResetByAccount), Quotas::default().of(Limit::ResetByAccount));
        assert_eq!("".parse::<Quotas>().unwrap(), Quotas::default());
        for wrong in ["search=1/2", "search_by_address", "search_by_address=0/1", "search_by_address=1/90000", "a=b=c"]
        {
            assert!(wrong.parse::<Quotas>().is_err(), "{wrong}");
        }
    }
}
