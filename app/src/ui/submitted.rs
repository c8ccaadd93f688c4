//! What a person sent with a form that was refused, so that the page can be shown again with their words still in it.

/// A refused form. The handler of the post provides it as context; [`Form`](crate::ui::Form) and the fields read it.
///
/// `pairs` never hold a secret: the handler leaves passwords out.
#[derive(Clone, Debug, Default)]
pub struct Submitted {
    /// Name and value of everything that was sent, in order.
    pub pairs: Vec<(String, String)>,
    /// Name of a field and what is wrong with it, in words for people.
    pub fields: Vec<(String, String)>,
    /// What is wrong with the form as a whole.
    pub banner: Option<String>,
}

impl Submitted {
    /// Whether anything was sent: then an absent checkbox means "not ticked".
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty() && self.fields.is_empty() && self.banner.is_none()
    }

    /// The first value sent under this name.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values(name).next()
    }

    /// All values sent under this name: checkboxes that share one.
    pub fn values<'a, 'n>(&'a self, name: &'n str) -> impl Iterator<Item = &'a str> + use<'a, 'n> {
        self.pairs.iter().filter(move |(sent, _)| sent == name).map(|(_, value)| value.as_str())
    }

    /// The same with another value under this name.
    #[must_use]
    pub fn with(mut self, name: &str, value: String) -> Self {
        self.pairs.retain(|(sent, _)| sent != name);
        self.pairs.push((name.to_owned(), value));
        self
    }

    /// What is wrong with this field.
    pub fn message(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, message)| message.as_str())
    }

    /// What belongs to the form with this `action`: all of it, or nothing when another form of the page was sent.
    pub(super) fn for_action(self, action: &str) -> Self {
        if self.value("action").unwrap_or_default() == action { self } else { Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused() -> Submitted {
        Submitted {
            pairs: vec![("action".into(), "rate".into()), ("day".into(), "mon".into()), ("day".into(), "tue".into())],
            fields: vec![("day".into(), "Choose one day.".into())],
            banner: None,
        }
    }

    #[test]
    fn keeps_what_was_sent() {
        let refused = refused();
        assert_eq!(refused.value("day"), Some("mon"));
        assert_eq!(refused.values("day").collect::<Vec<_>>(), ["mon", "tue"]);
        assert_eq!(refused.message("day"), Some("Choose one day."));
        assert_eq!(refused.message("hour"), None);
        let other = refused.with("day", "wed".into());
        assert_eq!((other.values("day").collect::<Vec<_>>(), other.value("action")), (vec!["wed"], Some("rate")));
    }

    #[test]
    fn belongs_to_the_form_that_was_sent() {
        assert_eq!(refused().for_action("rate").value("day"), Some("mon"));
        assert!(refused().for_action("cancel").is_empty());
        assert!(refused().for_action("").is_empty());
    }
}
