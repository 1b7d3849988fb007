//! The check of imports, checked itself: with made-up files, good ones and bad ones.

use super::{Line, Roots, against, circles};

const DESIGN: &str = "\n    bytes ─ source ─ compression ─ tree ─ wasm / bin ─ views\n\nNothing imports to its right \
    (`problem` and\n`text` are common ground). More.\n";

fn files(files: &[(&str, &str)]) -> super::Files {
    files.iter().map(|(name, text)| (format!("src/{name}"), (*text).to_owned())).collect()
}

fn found(made_up: &[(&str, &str)]) -> Vec<String> {
    against(&files(made_up), &Line::read(DESIGN))
}

const NONE: [String; 0] = [];

#[test]
fn the_line_and_the_common_ground_are_read() {
    let line = Line::read(DESIGN);
    assert_eq!(line.common.iter().collect::<Vec<_>>(), ["problem", "text"]);
    assert_eq!(line.places["wasm"], line.places["bin"]);
    assert!(line.places["source"] < line.places["tree"]);
}

#[test]
fn imports_to_the_left_are_allowed() {
    let made_up = [
        ("lib.rs", "pub mod problem; pub mod source; pub mod tree; pub use tree::Tree;"),
        ("problem.rs", "pub struct Kind;"),
        ("source.rs", "pub struct Span; #[cfg(test)] mod tests { use crate::tree::Tree; }"),
        ("tree/mod.rs", "mod names; pub use names::Name; use crate::source::Span; pub struct Tree(Span);"),
        ("tree/names.rs", "use crate::problem::Kind; pub struct Name(Kind);"),
        ("bin/program/main.rs", "#[path = \"all.rs\"] mod all; use layerscope::tree::Tree; fn main() { all::run() }"),
        ("bin/program/all.rs", "mod args; pub fn run() { args::read() }"),
        ("bin/program/args.rs", "pub fn read() {}"),
    ];
    assert_eq!(found(&made_up), NONE);
    assert_eq!(circles(&files(&made_up), Roots::Whole), NONE);
}

#[test]
fn imports_to_the_right_are_found_however_they_are_written() {
    let lib = ("lib.rs", "mod source; mod tree; mod text; mod wasm;");
    let tree = ("tree.rs", "pub struct Tree; pub fn grow() {}");
    for import in [
        "use crate::tree::Tree;",
        "use crate::{text, tree::{Tree as T}};",
        "fn f() { let _ = crate::tree::Tree; }",
        "fn f() { println!(\"{}\", crate::tree::grow()); }",
        "use super::tree::*;",
        "pub use crate::tree::Tree;",
        "mod inner { use super::super::tree::Tree; }",
        "use crate::tree; fn f() { tree::grow() }",
    ] {
        let source = found(&[lib, tree, ("wasm.rs", ""), ("source.rs", import), ("text.rs", "")]);
        let why = "tree does not stand to the left of source";
        assert_eq!(source, [format!("src/source.rs:1 imports src/tree.rs: {why}")], "{import}");
        let text = found(&[lib, tree, ("wasm.rs", ""), ("source.rs", ""), ("text.rs", import)]);
        let why = "text is common ground, tree is not";
        assert_eq!(text, [format!("src/text.rs:1 imports src/tree.rs: {why}")], "{import}");
    }
}

#[test]
fn a_re_exported_item_counts_where_it_is_defined_and_where_it_is_re_exported() {
    let faults = found(&[
        ("lib.rs", "mod source; mod compression; mod tree;"),
        ("tree.rs", "pub use crate::compression::Codec;"),
        ("compression/mod.rs", "mod codec; pub use codec::Codec;"),
        ("compression/codec.rs", "pub struct Codec;"),
        ("source.rs", "use crate::tree::Codec;"),
    ]);
    assert_eq!(faults.len(), 2, "{faults:#?}");
    assert!(faults[0].contains("imports src/compression/codec.rs"), "{faults:#?}");
    assert!(faults[1].contains("imports src/tree.rs"), "{faults:#?}");
}

#[test]
fn modules_of_one_place_do_not_import_each_other_and_every_module_has_a_place() {
    let faults = found(&[
        ("lib.rs", "mod wasm; mod odd;"),
        ("bin/program.rs", "use layerscope::wasm::Session;"),
        ("wasm.rs", "pub struct Session;"),
        ("odd.rs", ""),
    ]);
    let import = "src/bin/program.rs:1 imports src/wasm.rs: wasm does not stand to the left of bin";
    assert_eq!(faults, ["DESIGN.md's line has no odd", import]);
}

#[test]
fn circles_of_neighbours_are_found_through_re_exports_and_paths() {
    let lib = ("lib.rs", "mod tree;");
    let pair = files(&[
        lib,
        ("tree/mod.rs", "mod a; mod b; pub use a::A; pub use b::B;"),
        ("tree/a.rs", "use super::B;\npub struct A(B);"),
        ("tree/b.rs", "use crate::tree::A;\npub struct B(A);"),
    ]);
    let three = files(&[
        lib,
        ("tree/mod.rs", "mod a;\nmod b;\nmod c;"),
        ("tree/a.rs", "\nfn f() { super::b::g() }"),
        ("tree/b.rs", "use super::c; fn g() { c::h() }"),
        ("tree/c.rs", "use super::a::f; fn h() { f() }"),
    ]);
    for roots in [Roots::Whole, Roots::Split] {
        assert_eq!(circles(&pair, roots), ["src/tree/a.rs:1 → src/tree/b.rs, src/tree/b.rs:1 → src/tree/a.rs"]);
        let steps =
            ["src/tree/a.rs:2 → src/tree/b.rs", "src/tree/b.rs:1 → src/tree/c.rs", "src/tree/c.rs:1 → src/tree/a.rs"];
        assert_eq!(circles(&three, roots), [steps.join(", ")]);
    }
}

#[test]
fn a_root_that_calls_its_files_and_defines_what_they_need_is_a_circle_of_its_own_kind() {
    let made_up = files(&[
        ("lib.rs", "mod tree;"),
        ("tree/mod.rs", "mod read;\npub struct Tree;\npub fn read() -> Tree { read::read() }"),
        ("tree/read.rs", "use super::Tree;\npub fn read() -> Tree { Tree }"),
    ]);
    let circle = "src/tree/mod.rs:3 → src/tree/read.rs, src/tree/read.rs:1 → src/tree/mod.rs";
    assert_eq!(circles(&made_up, Roots::Whole), [circle]);
    assert_eq!(circles(&made_up, Roots::Split), NONE);
}

#[test]
fn a_circle_through_the_root_of_another_folder_is_one_of_neighbours() {
    let made_up = files(&[
        ("lib.rs", "mod tree;"),
        ("tree/mod.rs", "mod commands; mod run;"),
        ("tree/run.rs", "use super::commands; pub struct Run; fn f() { commands::all() }"),
        ("tree/commands/mod.rs", "mod list; pub fn all() { list::list() }"),
        ("tree/commands/list.rs", "use crate::tree::run::Run; pub fn list() { Run; }"),
    ]);
    assert_eq!(circles(&made_up, Roots::Whole).len(), 1);
    assert_eq!(circles(&made_up, Roots::Split).len(), 1);
}

#[test]
fn a_name_of_another_crate_is_no_import() {
    let made_up = files(&[
        ("lib.rs", "mod tree;"),
        ("tree/mod.rs", "mod json; use serde_json::Value; pub(crate) fn f(_: Value) {}"),
        ("tree/json.rs", "use super::Value; use std::io; use serde_json::json; pub struct J(Value, io::Error);"),
    ]);
    assert_eq!(circles(&made_up, Roots::Whole), NONE);
}
