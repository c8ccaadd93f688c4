//! Fields: the label above, the hint under it, the error under the field. One family, one frame.

pub mod choices;
pub mod date;
pub mod file;
pub mod frame;
pub mod select;
pub mod stars;
pub mod text;
pub mod textarea;

pub use choices::{CheckField, ChecksField, Lay, RadioField};
pub use date::{DateField, TimeField};
pub use file::{FileField, Pick};
pub use select::{ChoiceGroup, SelectField};
pub use stars::StarsInput;
pub use text::{EmailField, NumberField, PasswordField, SearchField, TextField};
pub use textarea::{CodeField, TextAreaField};

/// One of several things to choose: what is sent, what is shown, and a line that explains it.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub hint: String,
    pub disabled: bool,
}

impl Choice {
    /// A choice without an explanation.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), ..Self::default() }
    }

    /// With a line that explains it.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// Shown, but not to be chosen now.
    #[must_use]
    pub fn disabled(self, disabled: bool) -> Self {
        Self { disabled, ..self }
    }
}
