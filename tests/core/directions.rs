//! Imports go one way: DESIGN.md draws the line of modules, and no file imports against it or in a circle.

mod made_up;
mod modules;

use modules::{Files, Modules, top};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;

/// The sign between two places of DESIGN.md's line.
const ARROW: &str = " ─ ";

/// The line of modules.
#[derive(Debug)]
struct Line {
    /// The place of each module, from left to right; modules that share a place do not import each other.
    places: BTreeMap<String, usize>,
    /// The modules that all others may import, and that import no others.
    common: BTreeSet<String>,
}

impl Line {
    /// Reads the line in DESIGN.md, and the sentence that names the common ground.
    fn read(design: &str) -> Self {
        let drawn = design.lines().find(|line| line.contains(&format!("source{ARROW}compression"))).expect("the line");
        let places = drawn.trim().split(ARROW).enumerate();
        let places = places.flat_map(|(place, names)| names.split(" / ").map(move |name| (name.to_owned(), place)));
        let prose = design.split_whitespace().collect::<Vec<_>>().join(" ");
        let (before, _) = prose.split_once("are common ground").expect("the common ground");
        let (_, names) = before.rsplit_once('(').expect("its names, in brackets");
        Self { places: places.collect(), common: names.split('`').skip(1).step_by(2).map(str::to_owned).collect() }
    }

    fn knows(&self, module: &str) -> bool {
        // The crate's root declares all modules and may re-export from each.
        module == "lib" || self.common.contains(module) || self.places.contains_key(module)
    }

    /// Why a file of module `from` must not import one of module `to`; both are known.
    fn against(&self, from: &str, to: &str) -> Option<String> {
        if from == to || from == "lib" || self.common.contains(to) {
            return None;
        }
        if self.common.contains(from) {
            return Some(format!("{from} is common ground, {to} is not"));
        }
        let goes_left = self.places.get(to) < self.places.get(from);
        (!goes_left).then(|| format!("{to} does not stand to the left of {from}"))
    }
}

/// The imports against the line, and the modules without a place on it.
fn against(files: &Files, line: &Line) -> Vec<String> {
    let modules = Modules::read(files);
    let unknown: BTreeSet<_> = modules.files().into_iter().map(top).filter(|module| !line.knows(module)).collect();
    let mut faults: Vec<_> = unknown.iter().map(|module| format!("DESIGN.md's line has no {module}")).collect();
    for ((from, to), at) in modules.imports() {
        let both_known = line.knows(top(from)) && line.knows(top(to));
        if let Some(why) = line.against(top(from), top(to)).filter(|_| both_known) {
            faults.push(format!("{from}:{at} imports {to}: {why}"));
        }
    }
    faults
}

/// How a folder's root counts: its `mod.rs`, or the file of the folder's name.
#[derive(Clone, Copy, PartialEq)]
enum Roots {
    /// As one file.
    Whole,
    /// As two: for the files of its folder it is the items that it defines, for all others it is the folder.
    Split,
}

/// The circles of imports, a line each.
fn circles(files: &Files, roots: Roots) -> Vec<String> {
    let modules = Modules::read(files);
    let mut graph = BTreeMap::new();
    for ((from, to), at) in modules.imports() {
        let own = |root: &str| format!("{root} (own items)");
        let split = roots == Roots::Split;
        let to_node = if split && from.starts_with(&folder(to)) { own(to) } else { to.to_owned() };
        if split && !to.starts_with(&folder(from)) {
            graph.insert((own(from), to_node.clone()), at);
        }
        graph.insert((from.to_owned(), to_node), at);
    }
    let mut imported: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    graph.keys().for_each(|(from, to)| imported.entry(from).or_default().push(to));
    let circles: BTreeSet<_> = graph.keys().filter_map(|(from, to)| circle(&imported, from, to)).collect();
    let line = |circle: &Vec<String>| {
        let steps = circle.iter().zip(circle.iter().cycle().skip(1));
        let steps = steps.map(|(from, to)| format!("{from}:{} → {to}", graph[&(from.clone(), to.clone())]));
        steps.collect::<Vec<_>>().join(", ")
    };
    circles.iter().map(line).collect()
}

/// The folder of a root, with its slash: `src/tree/` for `src/tree/mod.rs` and `src/tree.rs`.
fn folder(root: &str) -> String {
    let folder = ["/mod.rs", "/lib.rs", "/main.rs"].iter().find_map(|name| root.strip_suffix(name));
    format!("{}/", folder.unwrap_or(root.trim_end_matches(".rs")))
}

/// The shortest circle through an import, from its first file by name on.
fn circle(imported: &BTreeMap<&str, Vec<&str>>, from: &str, to: &str) -> Option<Vec<String>> {
    let mut came_from = BTreeMap::from([(to, from)]);
    let mut queue = VecDeque::from([to]);
    while let Some(file) = queue.pop_front().filter(|file| *file != from) {
        for next in imported.get(file).into_iter().flatten() {
            if !came_from.contains_key(next) {
                came_from.insert(next, file);
                queue.push_back(next);
            }
        }
    }
    let mut steps = vec![from.to_owned()];
    let mut file = *came_from.get(from)?;
    while file != from {
        steps.push(file.to_owned());
        file = came_from[file];
    }
    steps.reverse();
    let first = steps.iter().enumerate().min_by_key(|(_, file)| *file).map_or(0, |(at, _)| at);
    steps.rotate_left(first);
    Some(steps)
}

/// All Rust files of `src`.
fn sources() -> Files {
    fn read(root: &Path, folder: &Path, files: &mut Files) {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = folder.join(entry.unwrap().file_name());
            if root.join(&path).is_dir() {
                read(root, &path, files);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(root.join(&path)).unwrap();
                files.insert(path.to_str().unwrap().to_owned(), text);
            }
        }
    }
    let mut files = Files::new();
    read(Path::new(env!("CARGO_MANIFEST_DIR")), Path::new("src"), &mut files);
    files
}

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn imports_go_one_way() {
    let design = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("DESIGN.md")).unwrap();
    assert_none(&against(&sources(), &Line::read(&design)));
}

#[test]
fn files_do_not_import_each_other_in_a_circle() {
    assert_none(&circles(&sources(), Roots::Split));
}

/// A root that only declares and re-exports is in no circle; one that also calls its files must not define what they need.
#[test]
fn a_folder_s_root_is_in_no_circle_with_its_files() {
    assert_none(&circles(&sources(), Roots::Whole));
}

#[test]
fn every_source_file_is_a_module_that_the_check_reads() {
    let files = sources();
    let modules = Modules::read(&files);
    let unread = files.keys().filter(|file| !file.ends_with("/tests.rs") && !modules.files().contains(file.as_str()));
    assert_eq!(unread.collect::<Vec<_>>(), Vec::<&String>::new());
}
