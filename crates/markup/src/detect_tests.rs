use super::*;

fn ids(cases: &[(&str, &str)], of: impl Fn(&str) -> &'static str) {
    let wrong: Vec<_> =
        cases.iter().filter(|(text, id)| of(text) != *id).map(|(text, id)| (text, id, of(text))).collect();
    assert!(wrong.is_empty(), "text, expected, found: {wrong:#?}");
}

#[test]
fn a_files_name_tells() {
    let cases = [
        ("src/main.rs", "rust"),
        ("a\\b\\Program.CS", "csharp"),
        ("x.test.tsx", "tsx"),
        ("Dockerfile", "dockerfile"),
        ("deploy/Dockerfile.dev", "dockerfile"),
        ("Makefile", "makefile"),
        ("Cargo.lock", "toml"),
        ("CMakeLists.txt", "cmake"),
        ("notes.txt", "plain"),
        ("lib.h", "c"),
        ("solve.m", "matlab"),
        ("archive.xyz", "plain"),
        ("LICENSE", "plain"),
        (".gitignore", "plain"),
    ];
    ids(&cases, |path| detect(path, "").id);
}

#[test]
fn what_stands_in_a_file_tells_when_its_ending_is_shared() {
    assert_eq!(detect("a.h", "class A { public: int b; };").id, "cpp");
    assert_eq!(detect("a.h", "@interface A : NSObject").id, "objective-c");
    assert_eq!(detect("a.h", "struct a { int b; };").id, "c");
    assert_eq!(detect("a.m", "#import <UIKit/UIKit.h>").id, "objective-c");
}

#[test]
fn the_first_line_tells() {
    let cases = [
        ("#!/bin/sh\n", "shell"),
        ("#!/usr/bin/env python3.11\n", "python"),
        ("#!/usr/bin/env -S FOO=1 deno run\n", "typescript"),
        ("#! /usr/local/bin/node --harmony\r\n", "javascript"),
        ("#!/usr/bin/Rscript", "r"),
        ("\u{FEFF}<?xml version='1.0'?>", "xml"),
        ("\n<!DOCTYPE html>", "html"),
        ("<?php echo 1;", "php"),
        ("diff --git a/x b/x\n", "diff"),
        ("---\na: b\n", "yaml"),
        ("#!", "plain"),
        ("#!/usr/bin/env", "plain"),
    ];
    ids(&cases, |text| detect("", text).id);
    ids(&cases, |text| detect("script", text).id);
}

#[test]
fn words_tell_what_was_pasted_without_a_name() {
    let cases = [
        ("fn main() {\n    let mut x = 1;\n    println!(\"{x}\");\n}", "rust"),
        ("def f(a):\n    return a + 1\n\nprint(f(1))", "python"),
        ("const f = (a) => {\n  console.log(a);\n};", "javascript"),
        ("interface A {\n  b: string;\n}\nconst c: A = { b: '' };", "typescript"),
        ("public class Main {\n  public static void main(String[] args) {\n    System.out.println(1);\n  }\n}", "java"),
        ("fun main() {\n    val a = listOf(1)\n    println(a)\n}", "kotlin"),
        ("using System;\nclass P { static void Main() { Console.WriteLine(1); } }", "csharp"),
        ("#include <stdio.h>\nint main(void) { printf(\"a\"); return 0; }", "c"),
        ("#include <iostream>\nint main() { std::cout << 1; }", "cpp"),
        ("package main\nimport \"fmt\"\nfunc main() { fmt.Println(1) }", "go"),
        ("class A\n  attr_reader :b\n  def c\n    puts @b\n  end\nend", "ruby"),
        ("$a = 1;\necho $a;\n$this->b();", "php"),
        ("import Foundation\nfunc a() -> String { return \"b\" }", "swift"),
        ("for f in *; do\n  echo \"$f\"\ndone\nif [ -f a ]; then\n  b\nfi", "shell"),
        ("Select a, b\nFrom c Where d = 1", "sql"),
        ("CREATE TABLE a (b int);", "sql"),
        ("<div class=\"a\"><p>b</p></div>", "html"),
        (".a {\n  color: red;\n  margin: 2px;\n}", "css"),
        ("{\n  \"a\": [1, 2]\n}", "json"),
        ("[package]\nname = \"a\"", "toml"),
        ("module Main where\nimport qualified Data.Map as M\nmain :: IO ()", "haskell"),
        ("defmodule A do\n  def b, do: :c\nend", "elixir"),
        ("local function a(b)\n  return b ~= nil\nend", "lua"),
        ("FROM debian\nRUN apt-get update", "dockerfile"),
        ("x <- c(1, 2)\nlibrary(ggplot2)", "r"),
        ("use strict;\nmy $a = 1;", "perl"),
        ("Just a sentence.", "plain"),
    ];
    ids(&cases, |text| detect("", text).id);
    assert_eq!(detect("README", cases[0].0).id, "plain");
}
