//! The overlay diagram: what it draws of a directory at each height, against the tree's other answers.

use crate::support::{Layer, fixture, image, open};
use layerscope::tree::{Change, ROOT};
use layerscope::view::{CellState, Diagram, Floor, Mode, View, diagram as diagram_of, strip};
use layerscope::workspace::Workspace;

fn diagram(workspace: &Workspace, path: &str, height: usize) -> Diagram {
    let node = workspace.tree().find(path.as_bytes()).unwrap_or_else(|| panic!("no {path}"));
    diagram_of(workspace.tree(), node, height, false, 0, usize::MAX).unwrap()
}

/// A name and its cells: layer, the strip's letter, what becomes of it, `<` and the layer it was copied up from, `!` and who hides it.
fn drawn(diagram: &Diagram) -> Vec<String> {
    let state = |state: CellState| match state {
        CellState::Seen => "*",
        CellState::Merged => "+",
        CellState::Hidden => "-",
        CellState::Above => "^",
        CellState::Nothing => "x",
    };
    let number = |sign: &str, layer: Option<usize>| layer.map(|layer| format!("{sign}{layer}")).unwrap_or_default();
    let line = |name: &layerscope::view::DiagramName| {
        let cells = name.cells.iter().map(|cell| {
            let (from, by) = (number("<", cell.from), number("!", cell.by));
            format!(" {}{}{}{from}{by}", cell.layer, cell.change.letter(), state(cell.state))
        });
        format!("{}{}:{}", name.name, if name.folder { "/" } else { "" }, cells.collect::<String>())
    };
    diagram.names.iter().map(line).collect()
}

/// The picture of the storage driver's documentation, and the hard cases beside it.
fn documented() -> Workspace {
    let layers = vec![
        Layer::new()
            .file("d/keep/one", "1")
            .file("d/opaque/old", "old")
            .file("d/removed", "xx")
            .file("d/tofile/x", "x")
            .file("d/todir", "t")
            .file("d/written", "w")
            .file("other", ""),
        Layer::new().file("elsewhere/x", ""),
        Layer::new()
            .file("d/keep/two", "2")
            .file("d/opaque/.wh..wh..opq", "")
            .file("d/opaque/new", "n")
            .file("d/.wh.removed", ""),
        Layer::new().file("d/tofile", "now a file").file("d/todir/y", "").file("d/written", "again"),
        Layer::new().file("d/written", "and again").file("d/.wh.nothing", "").file("d/new", ""),
    ];
    open(&image(layers.into_iter().map(Layer::bytes).collect()), None)
}

#[test]
fn the_documented_picture() {
    let workspace = documented();
    let top = diagram(&workspace, "d", 4);
    assert_eq!(
        drawn(&top),
        [
            "keep/: 0a* 2b+",
            "new: 4a*",
            "nothing: 4dx",
            "opaque/: 0a-!2 2b*",
            "removed: 0a-!2 2dx",
            "todir/: 0a-!3 3r*",
            "tofile/: 0a-!3 3r*",
            "written: 0a-!3 3c-<0!4 4c*<3",
        ]
    );
    assert_eq!(
        top.layers.iter().map(|touch| touch.layer).collect::<Vec<_>>(),
        [0, 2, 3, 4],
        "layer 1 does not touch it"
    );
    assert!(top.layers.iter().all(|touch| touch.floor.is_none()) && top.there);
    assert_eq!((top.path.as_str(), top.parent, top.total, top.all), ("/d", Some(ROOT), 8, 8));
    let written = top.names.iter().find(|name| name.name == "written").unwrap();
    assert_eq!(
        (written.seen, written.size, written.cells[2].reasons.clone()),
        (Some(4), Some(9), vec!["size", "content"])
    );
    // From lower down, what stands above is there and does not count.
    let low = drawn(&diagram(&workspace, "d", 2));
    assert_eq!(low[7], "written: 0a* 3c^<0 4c^<3");
    assert_eq!(low[3], "opaque/: 0a-!2 2b*");
    assert_eq!(low[1], "new: 4a^");
    // A file's diagram is that of its folder.
    let node = workspace.tree().find(b"d/written").unwrap();
    assert_eq!(diagram_of(workspace.tree(), node, 4, false, 0, 99).unwrap(), top);
    assert_eq!(diagram_of(workspace.tree(), u32::MAX.into(), 4, false, 0, 9), None);
}

#[test]
fn floors_of_the_directory_itself() {
    let workspace = documented();
    let opaque = diagram(&workspace, "d/opaque", 4);
    assert_eq!(opaque.layers[1].floor, Some(Floor::Opaque));
    assert_eq!(drawn(&opaque), ["new: 2a*", "old: 0a-!2 2hx"]);
    let tofile = diagram(&workspace, "d/tofile", 4);
    assert_eq!(
        (tofile.there, tofile.layers[1].floor, drawn(&tofile)),
        (false, Some(Floor::Other), vec!["x: 0a-!3 3hx".into()])
    );
    let layers = vec![
        Layer::new().file("p/d/a", "1"),
        Layer::new().file("p/.wh.d", "").file("p/d/b", "2"),
        Layer::new().file("p/.wh..wh..opq", "").file("p/d/a", "1"),
        Layer::new().file(".wh.p", ""),
    ];
    let workspace = open(&image(layers.into_iter().map(Layer::bytes).collect()), None);
    let gone = diagram(&workspace, "p/d", 3);
    let floors: Vec<_> = gone.layers.iter().map(|touch| touch.floor).collect();
    assert_eq!(floors, [None, Some(Floor::Whiteout), Some(Floor::Parent), Some(Floor::Parent)]);
    assert_eq!(gone.layers[3].change, Some(Change::Hidden));
    assert_eq!(
        drawn(&gone),
        ["a: 0a-!1 1hx 2a-!3 3hx", "b: 1a-!2 2hx 3hx"]
            .map(|l| l.replace(" 3hx", if l.starts_with('b') { "" } else { " 3hx" }))
    );
    assert!(!gone.there && diagram(&workspace, "p/d", 2).there);
}

#[test]
fn pages_fit_together_and_only_what_several_layers_concern() {
    let mut base = Layer::new();
    for n in 0..3000 {
        base = base.file(&format!("many/f{:04}", (n * 7) % 3000), "");
    }
    let change = Layer::new().file("many/f0007", "x").file("many/.wh.f2999", "");
    let workspace = open(&image(vec![base.bytes(), change.bytes()]), None);
    let node = workspace.tree().find(b"many").unwrap();
    let page = |several, from, count| diagram_of(workspace.tree(), node, 1, several, from, count).unwrap();
    let all = page(false, 0, usize::MAX);
    assert_eq!((all.total, all.names.len(), all.names[1].name.as_str()), (3000, 3000, "f0001"));
    let paged: Vec<_> = (0..3000).step_by(411).flat_map(|from| page(false, from, 411).names).collect();
    assert_eq!(paged, all.names);
    assert!(page(false, 3000, 5).names.is_empty() && page(false, usize::MAX, 5).names.is_empty());
    let several = page(true, 0, 10);
    assert_eq!((several.total, several.all), (2, 3000));
    assert_eq!(drawn(&several), ["f0007: 0a-!1 1c*<0", "f2999: 0a-!1 1dx"]);
}

/// Of every directory at every height: what the diagram says is seen is what the merged view shows, the layers of its cells are those
/// of the strip, and what it calls hidden has somebody who hides it.
#[test]
fn it_agrees_with_the_merged_view_of_real_images() {
    for name in ["docker/20.10/rich.tar.gz", "docker/20.10/story.tar.gz"] {
        let mut workspace = open(&fixture(name), None);
        for height in 0..workspace.tree().layers() {
            let _ = workspace.session_mut().rows(View { height, mode: Mode::Merged, ghosts: false }, 0, 0);
            let tree = workspace.tree();
            for node in tree.node_ids() {
                let diagram = diagram_of(tree, node, height, false, 0, usize::MAX).unwrap();
                if diagram.node != node {
                    continue;
                }
                for column in &diagram.names {
                    let seen = tree.seen_path(column.node, height);
                    let layer = seen.map(|seen| usize::from(tree.version(seen).layer));
                    assert_eq!(column.seen, layer, "{} {}", diagram.path, column.name);
                    let strip = strip(tree, column.node);
                    for (layer, letter) in strip.chars().enumerate().filter(|(_, letter)| *letter != '.') {
                        let cell = column.cells.iter().find(|cell| cell.layer == layer);
                        assert_eq!(
                            cell.map(|cell| cell.change.letter()),
                            Some(letter),
                            "{} {}",
                            diagram.path,
                            column.name
                        );
                    }
                    for cell in column.cells.iter().filter(|cell| cell.state == CellState::Hidden) {
                        assert!(cell.by.is_some_and(|by| by > cell.layer), "{} {} {cell:?}", diagram.path, column.name);
                    }
                }
            }
        }
    }
}
