//! From the thousands of scopes that grammars give to the few classes that have a colour. The innermost scope that says something
//! decides; what says nothing looks like what it stands in.

use std::{collections::HashMap, sync::LazyLock};

use syntect::parsing::{BasicScopeStackOp, Scope};

/// All classes of code: those below, and `u` for characters that are not seen.
pub(crate) const CLASSES: [&str; 14] = ["a", "c", "d", "f", "g", "h", "i", "k", "n", "o", "s", "t", "u", "v"];

/// No class, whatever it stands in.
const PLAIN: char = ' ';

/// Beginnings of scopes and their class. The first that fits counts, so what is special stands before what is general.
const RULES: [(&str, char); 106] = [
    ("comment", 'c'),
    ("text.html.javadoc", 'c'),
    ("markup.quote", 'c'),
    // Strings, and the code inside them.
    ("string.unquoted.shell", PLAIN),
    ("string.unquoted.key", PLAIN),
    ("string", 's'),
    ("storage.type.string", 's'),
    ("markup.raw", 's'),
    ("markup.underline.link", 's'),
    ("punctuation.section.interpolation", 'o'),
    ("meta.interpolation", PLAIN),
    ("meta.template.expression", PLAIN),
    ("meta.expression.swift", PLAIN),
    ("meta.embedded", PLAIN),
    // Names of what is declared and called.
    ("entity.name.function", 'f'),
    ("entity.name.macro", 'f'),
    ("entity.name.operator", 'f'),
    ("entity.type.function", 'f'),
    ("variable.function", 'f'),
    ("support.function.double-brace", PLAIN),
    ("support.function", 'f'),
    ("support.macro", 'f'),
    ("entity.name.constant", 'n'),
    ("entity.name.variable", 'v'),
    ("entity.name.other.anchor", 'v'),
    ("entity.name.label", PLAIN),
    ("entity.name.section", 'h'),
    ("entity.name.table", 'h'),
    ("entity.name.tag", 'g'),
    ("meta.mapping.key.json", 'g'),
    ("meta.mapping.key.yaml", 'g'),
    ("entity.name", 't'),
    ("entity.other.attribute-name", 'a'),
    ("entity.other.pseudo-class", 'a'),
    ("entity.other.pseudo-element", 'a'),
    ("entity.other.inherited-class", 't'),
    // Types.
    ("support.type.property-name", 'a'),
    ("support.type.custom-property", 'v'),
    ("support.type", 't'),
    ("support.class.latex", PLAIN),
    ("support.class", 't'),
    ("support.module", 't'),
    ("support.other.module", 't'),
    ("support.other.namespace", 't'),
    ("storage.type.buildin", 't'),
    ("storage.type.primitive", 't'),
    ("storage.type.haskell", 't'),
    ("storage.type.go", 't'),
    ("storage.type.sql", 't'),
    ("storage.type.php", 't'),
    ("storage.type.tag-handle", 't'),
    ("constant.other.haskell", 't'),
    // Constants.
    ("storage.type.numeric", 'n'),
    ("keyword.other.unit", 'n'),
    ("keyword.constant", 'n'),
    ("constant.other.database-name", PLAIN),
    ("constant.other.table-name", PLAIN),
    ("constant", 'n'),
    ("support.constant", 'n'),
    ("variable.other.constant", 'n'),
    ("variable.other.enummember", 'n'),
    // Variables: where they have a mark of their own, and parameters. Elsewhere they would be everything.
    ("storage.modifier.lifetime", 'v'),
    ("variable.annotation", 'a'),
    ("variable.other.php", 'v'),
    ("variable.other.sass", 'v'),
    ("variable.other.scss", 'v'),
    ("variable.other.less", 'v'),
    ("variable.other.perl", 'v'),
    ("variable.other.readwrite.shell", 'v'),
    ("variable.other.readwrite.assignment.shell", 'v'),
    ("variable.other.readwrite.instance", 'v'),
    ("variable.other.readwrite.class", 'v'),
    ("variable.other.readwrite.global", 'v'),
    ("variable.other.alias", 'v'),
    ("variable.other", PLAIN),
    ("variable.object", PLAIN),
    ("variable.declaration.go", PLAIN),
    ("variable", 'v'),
    ("support.variable", 'v'),
    // Decorators.
    ("storage.type.annotation", 'a'),
    ("storage.modifier.attribute", 'a'),
    ("punctuation.definition.annotation", 'a'),
    ("punctuation.decorator", 'a'),
    ("meta.annotation", 'a'),
    ("meta.decorator", 'a'),
    ("meta.attribute", 'a'),
    // Operators and keywords.
    ("storage.type.function.arrow", 'o'),
    ("storage.type.nullable", 'o'),
    ("keyword.operator", 'o'),
    ("markup.list.numbered.bullet", 'o'),
    ("markup.list.unnumbered.bullet", 'o'),
    ("punctuation.section.embedded.begin.php", 'k'),
    ("punctuation.section.embedded.end.php", 'k'),
    ("keyword", 'k'),
    ("storage", 'k'),
    // Text.
    ("markup.heading", 'h'),
    ("markup.inserted", 'i'),
    ("markup.deleted", 'd'),
    ("meta.diff.header", 'h'),
    ("meta.diff.index", 'h'),
    ("meta.diff.range", 'h'),
    ("meta.toc-list", 'h'),
    // A regular expression in a string is still a string; any other language in another begins anew.
    ("source.regexp", 's'),
    ("source", PLAIN),
    ("text", PLAIN),
    ("embedding", PLAIN),
];

static TABLE: LazyLock<Vec<(Scope, char)>> =
    LazyLock::new(|| RULES.iter().filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, *class))).collect());

/// The classes of the scopes that are open.
#[derive(Default)]
pub(crate) struct Classes {
    /// What a scope says, for those that were there already.
    known: HashMap<Scope, Option<char>>,
    open: Vec<char>,
}

impl Classes {
    pub(crate) fn current(&self) -> Option<char> {
        self.open.last().copied().filter(|class| *class != PLAIN)
    }

    pub(crate) fn apply(&mut self, op: BasicScopeStackOp) {
        match op {
            BasicScopeStackOp::Push(scope) => self.push(scope),
            BasicScopeStackOp::Pop => _ = self.open.pop(),
        }
    }

    fn push(&mut self, scope: Scope) {
        let outer = self.open.last().copied().unwrap_or(PLAIN);
        let class = *self.known.entry(scope).or_insert_with(|| class(scope));
        // A key in quotes is a key.
        let class = class.filter(|class| (outer, *class) != ('g', 's'));
        self.open.push(class.unwrap_or(outer));
    }
}

fn class(scope: Scope) -> Option<char> {
    TABLE.iter().find(|(beginning, _)| beginning.is_prefix_of(scope)).map(|(_, class)| *class)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(scopes: &str) -> Option<char> {
        let mut classes = Classes::default();
        for scope in scopes.split(' ') {
            classes.apply(BasicScopeStackOp::Push(Scope::new(scope).unwrap()));
        }
        classes.current()
    }

    #[test]
    fn every_rule_is_a_scope_with_a_class_that_may_stand_in_a_page() {
        assert_eq!(TABLE.len(), RULES.len());
        for (scope, class) in RULES {
            assert!(class == PLAIN || CLASSES.contains(&class.to_string().as_str()), "{scope}");
        }
    }

    #[test]
    fn no_rule_stands_behind_one_that_takes_all_from_it() {
        for (n, (scope, _)) in TABLE.iter().enumerate() {
            let hides = TABLE[..n].iter().find(|(earlier, _)| earlier.is_prefix_of(*scope));
            assert!(hides.is_none(), "{} is never reached", scope.build_string());
        }
    }

    #[test]
    fn the_innermost_scope_that_says_something_decides() {
        assert_eq!(of("source.rust"), None);
        assert_eq!(of("source.rust comment.line.rust punctuation.definition.comment.rust"), Some('c'));
        assert_eq!(of("source.js string.template.js meta.interpolation.js"), None);
        assert_eq!(of("source.js string.template.js meta.interpolation.js constant.numeric.js"), Some('n'));
        assert_eq!(of("source.json meta.mapping.key.json string.quoted.double.json"), Some('g'));
        assert_eq!(of("source.json meta.mapping.value.json string.quoted.double.json"), Some('s'));
    }

    #[test]
    fn what_is_closed_no_longer_counts() {
        let mut classes = Classes::default();
        classes.apply(BasicScopeStackOp::Push(Scope::new("comment").unwrap()));
        classes.apply(BasicScopeStackOp::Pop);
        assert_eq!(classes.current(), None);
    }
}
