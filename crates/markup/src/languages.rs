//! The languages that can be chosen and told apart. Their ids are stored with what people wrote, so an id is never changed.

/// A language of code.
#[derive(Debug, PartialEq, Eq)]
pub struct Language {
    /// Stable, lower-case, fit for a URL.
    pub id: &'static str,
    /// As people call it.
    pub name: &'static str,
    /// Without the dot; the first is the most common. None of them belongs to two languages.
    pub extensions: &'static [&'static str],
    /// The name of its grammar; none for text that has no colours.
    pub(crate) grammar: Option<&'static str>,
    /// Longer lines have no colours. In bytes.
    pub(crate) longest_line: usize,
}

/// All of them, by name.
pub fn languages() -> &'static [Language] {
    &LANGUAGES
}

/// The language with this id.
pub fn language(id: &str) -> Option<&'static Language> {
    LANGUAGES.iter().find(|language| language.id == id)
}

/// The language that people mean by this word: its id, an extension or another name. Plain text when it means nothing.
pub(crate) fn named(word: &str) -> &'static Language {
    let word = word.to_ascii_lowercase();
    language(&word).or_else(|| also_named(&word)).or_else(|| with_extension(&word)).unwrap_or_else(plain)
}

pub(crate) fn with_extension(extension: &str) -> Option<&'static Language> {
    LANGUAGES.iter().find(|language| language.extensions.contains(&extension))
}

pub(crate) fn plain() -> &'static Language {
    language("plain").expect("plain text stands in the table")
}

fn also_named(word: &str) -> Option<&'static Language> {
    ALSO.iter().find(|(name, _)| *name == word).and_then(|(_, id)| language(id))
}

const fn code(
    id: &'static str,
    name: &'static str,
    grammar: &'static str,
    extensions: &'static [&'static str],
) -> Language {
    Language { id, name, extensions, grammar: Some(grammar), longest_line: 2_000 }
}

/// For a grammar that takes a second and more for two thousand letters that were chosen badly, or holds one that does. (One that
/// takes minutes is not offered at all.)
const fn slow(
    id: &'static str,
    name: &'static str,
    grammar: &'static str,
    extensions: &'static [&'static str],
) -> Language {
    Language { id, name, extensions, grammar: Some(grammar), longest_line: 400 }
}

const fn text(id: &'static str, name: &'static str, extensions: &'static [&'static str]) -> Language {
    Language { id, name, extensions, grammar: None, longest_line: 0 }
}

/// Other names that stand after the fence of a code block.
const ALSO: [(&str, &str); 22] = [
    ("assembly", "asm"),
    ("bash", "shell"),
    ("c#", "csharp"),
    ("cs", "csharp"),
    ("docker", "dockerfile"),
    ("f#", "fsharp"),
    ("golang", "go"),
    ("hcl", "terraform"),
    ("jsonc", "json"),
    ("make", "makefile"),
    ("node", "javascript"),
    ("objc", "objective-c"),
    ("patch", "diff"),
    ("postgres", "sql"),
    ("postgresql", "sql"),
    ("protobuf", "proto"),
    ("python3", "python"),
    ("rustlang", "rust"),
    ("shellscript", "shell"),
    ("svg", "xml"),
    ("viml", "vim"),
    ("zsh", "shell"),
];

static LANGUAGES: [Language; 91] = [
    code("ada", "Ada", "Ada", &["adb", "ads"]),
    code("applescript", "AppleScript", "AppleScript", &["applescript"]),
    slow("asciidoc", "AsciiDoc", "AsciiDoc (Asciidoctor)", &["adoc", "asciidoc"]),
    code("asm", "Assembly (x86)", "x86_64 Assembly", &["asm", "nasm", "yasm"]),
    code("awk", "AWK", "AWK", &["awk"]),
    code("batch", "Batch file", "Batch File", &["bat", "cmd"]),
    code("bibtex", "BibTeX", "BibTeX", &["bib"]),
    code("c", "C", "C", &["c", "h"]),
    slow("csharp", "C#", "C#", &["cs", "csx"]),
    code("cpp", "C++", "C++", &["cpp", "cc", "cxx", "c++", "hpp", "hh", "hxx", "h++", "ipp", "inl"]),
    code("clojure", "Clojure", "Clojure", &["clj", "cljs", "cljc", "edn"]),
    code("cmake", "CMake", "CMake", &["cmake"]),
    code("coffeescript", "CoffeeScript", "CoffeeScript", &["coffee"]),
    code("crystal", "Crystal", "Crystal", &["cr"]),
    code("css", "CSS", "CSS", &["css"]),
    code("d", "D", "D", &["d", "di"]),
    code("dart", "Dart", "Dart", &["dart"]),
    code("diff", "Diff", "Diff", &["diff", "patch"]),
    code("dockerfile", "Dockerfile", "Dockerfile", &["dockerfile"]),
    code("elixir", "Elixir", "Elixir", &["ex", "exs"]),
    code("elm", "Elm", "Elm", &["elm"]),
    code("erlang", "Erlang", "Erlang", &["erl", "hrl"]),
    code("fsharp", "F#", "F#", &["fs", "fsi", "fsx"]),
    code("fish", "Fish", "Fish", &["fish"]),
    code("fortran", "Fortran", "Fortran (Modern)", &["f90", "f95", "f03", "f08", "f"]),
    code("gdscript", "GDScript", "GDScript (Godot Engine)", &["gd"]),
    code("glsl", "GLSL", "GLSL", &["glsl", "vert", "frag", "geom", "comp"]),
    code("go", "Go", "Go", &["go"]),
    code("graphql", "GraphQL", "GraphQL", &["graphql", "gql"]),
    code("graphviz", "Graphviz (DOT)", "Graphviz (DOT)", &["dot", "gv"]),
    code("groovy", "Groovy", "Groovy", &["groovy", "gradle"]),
    code("haskell", "Haskell", "Haskell", &["hs"]),
    code("html", "HTML", "HTML", &["html", "htm", "xhtml"]),
    code("ini", "INI", "INI", &["ini", "cfg", "conf", "desktop"]),
    code("java", "Java", "Java", &["java"]),
    code("javascript", "JavaScript", "JavaScript", &["js", "mjs", "cjs"]),
    code("jsx", "JavaScript (JSX)", "TypeScriptReact", &["jsx"]),
    code("jinja", "Jinja", "HTML (Jinja2)", &["jinja", "jinja2", "j2"]),
    code("json", "JSON", "JSON", &["json", "ipynb", "webmanifest", "geojson"]),
    code("julia", "Julia", "Julia", &["jl"]),
    code("kotlin", "Kotlin", "Kotlin", &["kt", "kts"]),
    code("latex", "LaTeX", "LaTeX", &["tex", "sty", "cls", "ltx"]),
    code("lean", "Lean", "Lean 4", &["lean"]),
    slow("less", "Less", "Less", &["less"]),
    code("lisp", "Lisp", "Lisp", &["lisp", "lsp", "cl", "el", "scm", "ss"]),
    code("lua", "Lua", "Lua", &["lua"]),
    code("makefile", "Makefile", "Makefile", &["mk", "mak"]),
    slow("markdown", "Markdown", "Markdown", &["md", "markdown", "mdx"]),
    code("matlab", "MATLAB", "MATLAB", &["m", "matlab"]),
    code("nginx", "nginx", "nginx", &["nginx"]),
    code("nim", "Nim", "Nim", &["nim", "nims"]),
    code("nix", "Nix", "Nix", &["nix"]),
    code("objective-c", "Objective-C", "Objective-C", &["mm"]),
    code("ocaml", "OCaml", "OCaml", &["ml", "mli"]),
    code("pascal", "Pascal", "Pascal", &["pas", "dpr"]),
    code("perl", "Perl", "Perl", &["pl", "pm"]),
    code("php", "PHP", "PHP", &["php", "phtml"]),
    text("plain", "Plain text", &["txt", "text", "log", "lock"]),
    code("properties", "Properties", "Java Properties", &["properties"]),
    code("proto", "Protocol Buffers", "Protocol Buffer", &["proto"]),
    code("purescript", "PureScript", "PureScript", &["purs"]),
    code("python", "Python", "Python", &["py", "pyi", "pyw", "pyx"]),
    code("r", "R", "R", &["r"]),
    code("racket", "Racket", "Racket", &["rkt"]),
    code("rst", "reStructuredText", "reStructuredText", &["rst"]),
    code("ruby", "Ruby", "Ruby", &["rb", "rake", "gemspec"]),
    code("rust", "Rust", "Rust", &["rs"]),
    slow("sass", "Sass", "Sass", &["sass"]),
    code("scala", "Scala", "Scala", &["scala", "sc", "sbt"]),
    slow("scss", "SCSS", "SCSS", &["scss"]),
    code("shell", "Shell", "Bourne Again Shell (bash)", &["sh", "bash", "zsh", "ksh"]),
    code("solidity", "Solidity", "Solidity", &["sol"]),
    code("sql", "SQL", "SQL", &["sql"]),
    code("sml", "Standard ML", "SML", &["sml", "sig"]),
    slow("svelte", "Svelte", "Svelte", &["svelte"]),
    code("swift", "Swift", "Swift", &["swift"]),
    slow("systemverilog", "SystemVerilog", "SystemVerilog", &["sv", "svh"]),
    code("tcl", "Tcl", "Tcl", &["tcl"]),
    slow("terraform", "Terraform", "Terraform", &["tf", "tfvars", "hcl"]),
    code("toml", "TOML", "TOML", &["toml"]),
    code("typescript", "TypeScript", "TypeScript", &["ts", "mts", "cts"]),
    code("tsx", "TypeScript (TSX)", "TypeScriptReact", &["tsx"]),
    slow("typst", "Typst", "Typst", &["typ"]),
    code("verilog", "Verilog", "Verilog", &["v", "vh"]),
    code("vhdl", "VHDL", "VHDL", &["vhd", "vhdl"]),
    code("vim", "Vim script", "VimL", &["vim"]),
    slow("vue", "Vue", "Vue Component", &["vue"]),
    code("wgsl", "WGSL", "WGSL", &["wgsl"]),
    code("xml", "XML", "XML", &["xml", "xsd", "xsl", "xslt", "svg", "rss", "plist"]),
    code("yaml", "YAML", "YAML", &["yaml", "yml"]),
    code("zig", "Zig", "Zig", &["zig", "zon"]),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn they_are_in_the_order_of_their_names() {
        assert!(LANGUAGES.len() >= 40);
        assert!(LANGUAGES.is_sorted_by_key(|language| language.name.to_lowercase()));
    }

    #[test]
    fn an_id_and_an_extension_mean_one_language() {
        let ids: BTreeSet<_> = LANGUAGES.iter().map(|language| language.id).collect();
        assert_eq!(ids.len(), LANGUAGES.len());
        let extensions: Vec<_> = LANGUAGES.iter().flat_map(|language| language.extensions).collect();
        assert_eq!(extensions.iter().collect::<BTreeSet<_>>().len(), extensions.len());
        let is_slug = |id: &str| id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        assert!(ids.iter().all(|id| is_slug(id)));
    }

    #[test]
    fn every_grammar_is_there() {
        let syntaxes = two_face::syntax::extra_newlines();
        for language in &LANGUAGES {
            let Some(grammar) = language.grammar else { continue };
            assert!(syntaxes.find_syntax_by_name(grammar).is_some(), "{grammar}");
        }
    }

    #[test]
    fn people_name_them_in_many_ways() {
        for (word, id) in [("rust", "rust"), ("RS", "rust"), ("c++", "cpp"), ("py", "python"), ("C#", "csharp")] {
            assert_eq!(named(word).id, id);
        }
        assert!(ALSO.iter().all(|(word, id)| named(word).id == *id && language(word).is_none()));
        for word in ["", "suggestion", "nonsense", "plain"] {
            assert_eq!(named(word), plain());
        }
    }
}
