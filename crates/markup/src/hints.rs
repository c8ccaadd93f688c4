//! Words by which one sees what a pasted text is written in. Only its beginning is looked at.

use crate::languages::{self, Language};

/// In bytes.
const LOOKED_AT: usize = 4 * 1024;
/// A word that hardly any other language has; one of them is enough.
const STRONG: usize = 3;
const ENOUGH: usize = 3;

/// A language, words that hardly any other has, and words that it shares with some, parted by `¦`.
struct Hints(&'static str, &'static str, &'static str);

/// When two say as much, the earlier one is taken.
const HINTS: [Hints; 26] = [
    Hints(
        "rust",
        "let mut ¦pub fn ¦println!(¦use std::¦#[derive(¦&mut ¦&self",
        "fn main()¦fn ¦impl ¦&str¦-> ¦::new(¦match ",
    ),
    Hints(
        "python",
        "elif ¦__name__¦__init__¦ in range(¦(self",
        "def ¦):\n¦self.¦import ¦print(¦None¦    return ¦lambda ¦ not ¦True",
    ),
    Hints(
        "typescript",
        ": string¦: number¦: boolean¦export type ¦ as const¦import type",
        "interface ¦readonly ¦: void¦const ¦ => ¦<T>",
    ),
    Hints(
        "javascript",
        "console.log¦require('¦require(\"¦===¦document.¦function(",
        "const ¦let ¦ => ¦function ¦async ¦await ¦undefined¦export default¦import {",
    ),
    Hints(
        "java",
        "public static void main¦System.out.¦import java¦@Override",
        "public class ¦private final ¦ extends ¦throws ¦new ArrayList¦String ",
    ),
    Hints("kotlin", "data class ¦companion object¦override fun ¦fun main(", "fun ¦val ¦var ¦println(¦: String¦?."),
    Hints(
        "csharp",
        "using System¦Console.Write¦static void Main¦{ get; set; }¦public async Task",
        "namespace ¦public class ¦var ¦string ",
    ),
    Hints(
        "cpp",
        "std::cout¦#include <iostream>¦using namespace ¦template <¦template<¦cout <<¦nullptr",
        "#include <¦std::¦public:¦class ¦auto ",
    ),
    Hints(
        "c",
        "#include <stdio.h>¦#include <stdlib.h>¦malloc(¦int main(void)",
        "#include <¦#include \"¦int main(¦printf(¦#define ¦struct ¦NULL¦char *",
    ),
    Hints("go", "if err != nil¦fmt.Print¦package main¦func (", "package ¦func ¦ := ¦fmt.¦import (¦chan "),
    Hints(
        "ruby",
        "attr_accessor¦attr_reader¦ do |¦elsif ¦require_relative",
        "def ¦\nend¦puts ¦require '¦@¦.each¦nil¦module ",
    ),
    Hints("php", "$this->¦<?php¦echo $¦$_POST¦$_GET", "function ¦public function ¦::class¦->¦array("),
    Hints(
        "swift",
        "guard let ¦import Foundation¦import SwiftUI¦import UIKit",
        "func ¦let ¦if let ¦-> String¦\\(¦self.¦: Int",
    ),
    Hints("shell", "\nfi¦; then¦; do\n¦if [ ¦if [[ ¦sudo ¦ | grep ¦esac¦$(", "echo ¦\ndone¦export ¦${¦cd ¦ -f "),
    Hints("lua", "local function¦~= nil¦ .. \"¦elseif ", "local ¦ then\n¦function ¦\nend¦nil¦print("),
    Hints("haskell", "main :: IO¦import qualified ¦ deriving ¦putStrLn", " :: ¦ -> ¦module ¦ where\n¦data ¦let "),
    Hints("elixir", "defmodule ¦|> ¦IO.puts", " do\n¦def ¦fn ¦ -> ¦\nend¦%{"),
    Hints("scala", "case class ¦object Main¦extends App", "def ¦val ¦trait ¦ => ¦object ¦: Unit"),
    Hints("perl", "use strict;¦use warnings;¦my $¦my @", "sub ¦ =~ ¦foreach ¦$_"),
    Hints("r", " <- function(¦library(¦ %>% ", " <- ¦c(¦function(¦TRUE"),
    Hints("html", "</div>¦</p>¦</a>¦<body¦</li>¦</span>", "<div¦<p>¦<input ¦class=\"¦<form"),
    Hints("css", "px;¦rem;¦@media ¦display: ¦margin: ¦padding: ", "color: ¦ {\n¦:hover¦font-"),
    Hints("toml", "[package]¦[dependencies]¦[[", " = \"¦\n[¦ = true"),
    Hints("yaml", "apiVersion: ¦services:\n", ":\n  - ¦\n- ¦: true\n¦name: ¦:\n  "),
    Hints("makefile", ".PHONY:¦$(CC)¦$(MAKE)", ":\n\t¦\n\t"),
    Hints("markdown", "\n## ¦\n```¦](http", "# ¦\n- ¦**¦`"),
];

pub(crate) fn language(text: &str) -> Option<&'static Language> {
    let text = &text[..text.floor_char_boundary(LOOKED_AT)];
    let id = if is_json(text) {
        "json"
    } else if is_sql(text) {
        "sql"
    } else if is_dockerfile(text) {
        "dockerfile"
    } else {
        best(text)?
    };
    languages::language(id)
}

pub(crate) fn is_cpp(text: &str) -> bool {
    ["std::", "template<", "template <", "namespace ", "class ", "public:", "constexpr "]
        .iter()
        .any(|word| text.contains(word))
}

pub(crate) fn is_objective_c(text: &str) -> bool {
    ["@interface", "@implementation", "@protocol", "#import"].iter().any(|word| text.contains(word))
}

fn best(text: &str) -> Option<&'static str> {
    // Of those that say as much, `max_by_key` would take the last.
    let scores =
        HINTS.iter().rev().map(|Hints(id, strong, weak)| (*id, STRONG * count(text, strong) + count(text, weak)));
    scores.max_by_key(|(_, score)| *score).filter(|(_, score)| *score >= ENOUGH).map(|(id, _)| id)
}

/// How many of the words stand in the text.
fn count(text: &str, words: &str) -> usize {
    words.split('¦').filter(|word| text.contains(word)).count()
}

fn is_json(text: &str) -> bool {
    let text = text.trim_start();
    let is_list = text.starts_with("[\n") || text.starts_with("[{") || text.starts_with("[\"");
    (text.starts_with('{') || is_list) && text.contains("\":") && !text.contains(";\n")
}

/// Whichever case it is in.
fn is_sql(text: &str) -> bool {
    let text = text.to_lowercase();
    let text = text.trim_start();
    let begins = |word: &str| text.starts_with(word) || text.contains(&format!("\n{word}"));
    let asks = begins("select ") && (text.contains(" from ") || text.contains("\nfrom "));
    let is_with = text.starts_with("with ") && text.contains("select ");
    asks || is_with
        || ["create table ", "insert into ", "alter table ", "delete from ", "create index "].into_iter().any(begins)
}

fn is_dockerfile(text: &str) -> bool {
    let lines = || text.lines().map(str::trim_start);
    lines().any(|line| line.starts_with("FROM "))
        && lines().any(|line| line.starts_with("RUN ") || line.starts_with("COPY "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hint_is_for_a_language() {
        for Hints(id, strong, weak) in &HINTS {
            assert!(languages::language(id).is_some(), "{id}");
            assert!(strong.split('¦').chain(weak.split('¦')).all(|word| !word.is_empty()), "{id}");
        }
    }

    #[test]
    fn text_is_not_taken_for_code() {
        for text in
            ["", "Hello, how are you?", "I have a question: what is a pointer?\n\nThank you!", "1, 2, 3", "漢字"]
        {
            assert_eq!(language(text), None, "{text}");
        }
    }
}
