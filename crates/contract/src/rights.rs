//! Forms of what people may ask of what is held of them.

use crate::{AppError, CommandKey, Fields, Pairs, Problem};

/// Asks for a file with all of it.
#[derive(Clone, Debug)]
pub struct AskExport {
    pub key: CommandKey,
}

impl AskExport {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key() };
        f.finish(form)
    }
}

/// Asks to be erased. Nobody does that by one click.
#[derive(Clone, Debug)]
pub struct AskToLeave {
    pub key: CommandKey,
}

impl AskToLeave {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        if !f.ticked("sure") {
            f.problem("sure", Problem::Missing);
        }
        let form = Self { key: f.key() };
        f.finish(form)
    }
}

/// Takes that back.
#[derive(Clone, Debug)]
pub struct Stay {
    pub key: CommandKey,
}

impl Stay {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key() };
        f.finish(form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_leaves_by_one_click() {
        assert_eq!(AskToLeave::decode(&Pairs::new()).unwrap_err(), AppError::field("sure", Problem::Missing));
        assert!(AskToLeave::decode(&vec![("sure".into(), "on".into())]).is_ok());
    }
}
