//! Which language a text is in: by its file's name, by its first line, and, when it was pasted without a name, by words that
//! stand in it. It guesses quickly and may be wrong; a person can always choose.

use crate::{
    hints,
    languages::{Language, language, plain, with_extension},
};

/// Files whose whole name tells the language, in lower case.
const FILES: [(&str, &str); 36] = [
    (".babelrc", "json"),
    (".bash_profile", "shell"),
    (".bashrc", "shell"),
    (".editorconfig", "ini"),
    (".eslintrc", "json"),
    (".gitconfig", "ini"),
    (".gitmodules", "ini"),
    (".prettierrc", "json"),
    (".profile", "shell"),
    (".vimrc", "vim"),
    (".zshrc", "shell"),
    ("brewfile", "ruby"),
    ("build.bazel", "python"),
    ("cargo.lock", "toml"),
    ("cmakelists.txt", "cmake"),
    ("composer.lock", "json"),
    ("containerfile", "dockerfile"),
    ("dockerfile", "dockerfile"),
    ("fastfile", "ruby"),
    ("gemfile", "ruby"),
    ("gnumakefile", "makefile"),
    ("guardfile", "ruby"),
    ("jenkinsfile", "groovy"),
    ("makefile", "makefile"),
    ("nginx.conf", "nginx"),
    ("pipfile", "toml"),
    ("pipfile.lock", "json"),
    ("pkgbuild", "shell"),
    ("podfile", "ruby"),
    ("poetry.lock", "toml"),
    ("rakefile", "ruby"),
    ("sconstruct", "python"),
    ("uv.lock", "toml"),
    ("vagrantfile", "ruby"),
    ("vimrc", "vim"),
    ("wscript", "python"),
];

/// Programs that a first line names with `#!`.
const INTERPRETERS: [(&str, &str); 36] = [
    ("ash", "shell"),
    ("awk", "awk"),
    ("bash", "shell"),
    ("bun", "javascript"),
    ("clojure", "clojure"),
    ("crystal", "crystal"),
    ("dash", "shell"),
    ("deno", "typescript"),
    ("elixir", "elixir"),
    ("escript", "erlang"),
    ("fish", "fish"),
    ("gawk", "awk"),
    ("groovy", "groovy"),
    ("guile", "lisp"),
    ("julia", "julia"),
    ("kotlin", "kotlin"),
    ("ksh", "shell"),
    ("lua", "lua"),
    ("make", "makefile"),
    ("node", "javascript"),
    ("nodejs", "javascript"),
    ("ocaml", "ocaml"),
    ("osascript", "applescript"),
    ("perl", "perl"),
    ("php", "php"),
    ("pypy", "python"),
    ("python", "python"),
    ("racket", "racket"),
    ("rscript", "r"),
    ("ruby", "ruby"),
    ("runghc", "haskell"),
    ("runhaskell", "haskell"),
    ("sbcl", "lisp"),
    ("sh", "shell"),
    ("swift", "swift"),
    ("zsh", "shell"),
];

/// How a text begins that says what it is, in lower case.
const BEGINNINGS: [(&str, &str); 11] = [
    ("<!doctype html", "html"),
    ("<html", "html"),
    ("<?php", "php"),
    ("<?xml", "xml"),
    ("<svg", "xml"),
    ("diff --git ", "diff"),
    ("--- a/", "diff"),
    ("\\documentclass", "latex"),
    ("%yaml", "yaml"),
    ("---\n", "yaml"),
    ("syntax = \"proto", "proto"),
];

/// The language of a file, or of a text that was pasted; then `path` is empty.
pub fn detect(path: &str, text: &str) -> &'static Language {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default().to_ascii_lowercase();
    let text = text.trim_start_matches('\u{FEFF}');
    by_name(&name)
        .or_else(|| by_extension(&name, text))
        .or_else(|| by_interpreter(text))
        .or_else(|| by_beginning(text))
        .or_else(|| hints::language(text).filter(|_| name.is_empty()))
        .unwrap_or_else(plain)
}

fn by_name(name: &str) -> Option<&'static Language> {
    // As in Dockerfile.dev.
    let stem = name.split('.').next().filter(|stem| matches!(*stem, "dockerfile" | "containerfile" | "makefile"));
    find(&FILES, name).or_else(|| find(&FILES, stem?))
}

fn by_extension(name: &str, text: &str) -> Option<&'static Language> {
    let (_, extension) = name.rsplit_once('.')?;
    match extension {
        // These belong to several, and what stands in the file tells which.
        "h" if hints::is_objective_c(text) => language("objective-c"),
        "h" if hints::is_cpp(text) => language("cpp"),
        "m" if hints::is_objective_c(text) => language("objective-c"),
        extension => with_extension(extension),
    }
}

fn by_interpreter(text: &str) -> Option<&'static Language> {
    let line = text.strip_prefix("#!")?.lines().next()?;
    let mut words = line.split_whitespace().map(|word| word.rsplit('/').next().unwrap_or(word));
    let mut program = words.next()?;
    if program == "env" {
        program = words.find(|word| !word.starts_with('-') && !word.contains('='))?;
    }
    let program = program.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').to_ascii_lowercase();
    find(&INTERPRETERS, &program)
}

fn by_beginning(text: &str) -> Option<&'static Language> {
    let text = text.trim_start();
    let begins = |with: &str| text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    BEGINNINGS.iter().find(|(beginning, _)| begins(beginning)).and_then(|(_, id)| language(id))
}

fn find(table: &[(&str, &str)], word: &str) -> Option<&'static Language> {
    table.iter().find(|(name, _)| *name == word).and_then(|(_, id)| language(id))
}

#[cfg(test)]
#[path = "detect_tests.rs"]
mod tests;
