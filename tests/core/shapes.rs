//! Time: four times as much of anything takes about four times as long. Layers are made block by block while they are read, so
//! that a million entries need no memory of their own.

use crate::support::{Layer, OLD, image, pack, unpack};
use layerscope::archive::Plan;
use layerscope::layer::LayerBuffer;
use layerscope::problem::Kind;
use layerscope::report::write_merged_listing;
use layerscope::source::{ReadAt, Span, copy_front};
use layerscope::tree::{LayerCounts, ROOT, Tree};
use layerscope::view::{Mode, View, Views};
use layerscope::waste::{Cause, Waste};
use std::cell::RefCell;
use std::io;
use std::time::{Duration, Instant};
use tar::{EntryType, Header};

/// A tar of `count` entries, each of the same number of blocks, made when they are asked for; then a tail.
struct Generated<F> {
    count: usize,
    entry: F,
    entry_len: usize,
    tail: Vec<u8>,
    last: RefCell<(usize, Vec<u8>)>,
}

impl<F: Fn(usize) -> Vec<u8>> Generated<F> {
    fn new(count: usize, entry: F) -> Self {
        let first = entry(0);
        Self { count, entry_len: first.len(), entry, tail: vec![0; 1024], last: RefCell::new((0, first)) }
    }
}

impl<F: Fn(usize) -> Vec<u8>> ReadAt for Generated<F> {
    fn len(&self) -> u64 {
        (self.count * self.entry_len + self.tail.len()) as u64
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize> {
        let mut done = 0;
        while done < buf.len() {
            let at = offset as usize + done;
            let index = at / self.entry_len;
            let got = if index >= self.count {
                copy_front(self.tail.get(at - self.count * self.entry_len..).unwrap_or_default(), &mut buf[done..])
            } else {
                let mut last = self.last.borrow_mut();
                if last.0 != index {
                    *last = (index, (self.entry)(index));
                    assert_eq!(last.1.len(), self.entry_len);
                }
                copy_front(&last.1[at % self.entry_len..], &mut buf[done..])
            };
            if got == 0 {
                break;
            }
            done += got;
        }
        Ok(done)
    }
}

fn entry(kind: EntryType, path: &str, link: &str) -> Vec<u8> {
    let mut header = Header::new_gnu();
    header.set_entry_type(kind);
    header.set_size(0);
    header.set_mode(0o755);
    header.set_uid(0);
    header.set_gid(0);
    header.set_mtime(1);
    let old = header.as_old_mut();
    old.name[..path.len()].copy_from_slice(path.as_bytes());
    old.linkname[..link.len()].copy_from_slice(link.as_bytes());
    header.set_cksum();
    header.as_bytes().to_vec()
}

fn file(path: &str) -> Vec<u8> {
    entry(EntryType::Regular, path, "")
}

fn merge(tree: &mut Tree, layer: &dyn ReadAt) -> LayerCounts {
    let span = Span { offset: 0, len: layer.len() };
    let plan = Plan::plain(span);
    let buffer = crate::now::scan(&plan, &layer);
    let buffer = LayerBuffer::new(&buffer).unwrap();
    assert_eq!(buffer.summary.problem, None);
    tree.add_layer(&buffer)
}

/// Every question that a page or the command line asks of a whole tree.
fn look(tree: &Tree) {
    let (top, mut views) = (tree.layers() - 1, Views::default());
    for mode in [Mode::Merged, Mode::Layer, Mode::Changes] {
        let view = View { height: top, mode, ghosts: true };
        views.look(tree, view);
        views.expand(tree, ROOT, true, true);
        views.look(tree, view);
        let half = views.total(tree) / 2;
        views.rows(tree, view, half, 50);
    }
    tree.dead_bytes();
    write_merged_listing(tree, top, &mut io::sink()).unwrap();
}

/// Runs `work` on n and on 4n. Linear work takes four times as long on the larger, square work sixteen times; half of a second
/// for whatever does not grow. A machine that was busy meanwhile gets further chances.
fn linear(what: &str, n: usize, work: impl Fn(usize)) {
    let time = |n: usize| {
        let start = Instant::now();
        work(n);
        start.elapsed()
    };
    let mut pairs = Vec::new();
    for _ in 0..4 {
        let (small, large) = (time(n), time(4 * n));
        if large < small * 9 + Duration::from_millis(500) {
            return;
        }
        pairs.push((small, large));
    }
    panic!("{what}: {n} and {} took {pairs:?}", 4 * n);
}

#[test]
fn two_hundred_thousand_whiteouts() {
    linear("whiteouts", 50_000, |n| {
        let mut tree = Tree::default();
        merge(&mut tree, &Generated::new(n, |n| file(&format!("d/{n}"))));
        let counts = merge(&mut tree, &Generated::new(n, |n| file(&format!("d/.wh.{n}"))));
        assert_eq!(counts.removed, n as u64);
        assert!(tree.notes(1).is_empty());
        look(&tree);
    });
}

#[test]
fn two_hundred_thousand_whiteouts_of_nothing() {
    linear("dangling whiteouts", 50_000, |n| {
        let mut tree = Tree::default();
        merge(&mut tree, &Generated::new(n, |n| file(&format!("d/.wh.{n}"))));
        assert_eq!(tree.notes(0)[0].kind, Kind::DanglingWhiteout);
        look(&tree);
    });
}

#[test]
fn two_hundred_thousand_opaque_directories() {
    linear("opaques", 50_000, |n| {
        let mut tree = Tree::default();
        merge(&mut tree, &Generated::new(n, |n| file(&format!("d/{n}/lower"))));
        let counts = merge(&mut tree, &Generated::new(n, |n| file(&format!("d/{n}/.wh..wh..opq"))));
        assert_eq!(counts.removed, n as u64);
        look(&tree);
    });
}

#[test]
fn opaque_marks_in_every_folder_of_a_deep_path() {
    linear("nested opaques", 500, |n| {
        let mut tree = Tree::default();
        let mut layer = Layer::new();
        for depth in 1..=n {
            layer = layer.file(&format!("{}.wh..wh..opq", "d/".repeat(depth)), "");
        }
        let layer = layer.bytes();
        for _ in 0..3 {
            merge(&mut tree, &layer);
        }
        tree.dead_bytes();
    });
}

#[test]
fn thousands_of_paths_four_thousand_deep() {
    let deep = "d/".repeat(4000);
    linear("deep paths", 1000, |n| {
        let long_name = |n: usize| {
            let name = format!("{deep}{n:06}\0");
            let mut header = Header::new_gnu();
            header.set_entry_type(EntryType::GNULongName);
            header.set_size(name.len() as u64);
            header.set_cksum();
            let mut bytes = [header.as_bytes(), name.as_bytes()].concat();
            bytes.resize(bytes.len().next_multiple_of(512), 0);
            [bytes, file("short")].concat()
        };
        let mut tree = Tree::default();
        assert_eq!(merge(&mut tree, &Generated::new(n, long_name)).added, 4000 + n as u64);
        look(&tree);
        let removed = merge(&mut tree, &Layer::new().file(".wh.d", "").bytes()).removed;
        assert_eq!(removed, 4000 + n as u64);
    });
}

#[test]
fn chains_of_folders_that_one_whiteout_takes_away() {
    linear("vanished chains", 8000, |n| {
        let chains = 0..4;
        let lower =
            chains.clone().fold(Layer::new(), |layer, at| layer.file(&format!("r{at}/{}f", "d/".repeat(n)), "x"));
        let upper = chains.fold(Layer::new(), |layer, at| layer.file(&format!(".wh.r{at}"), ""));
        let mut tree = Tree::default();
        merge(&mut tree, &lower.bytes());
        merge(&mut tree, &upper.bytes());
        let waste = Waste::new(&tree, 2);
        assert_eq!(waste.by_cause(&tree), [(Cause::Deleted, None, 4, 4)]);
    });
}

#[test]
fn a_million_entries() {
    linear("entries", 250_000, |n| {
        let mut tree = Tree::default();
        let counts = merge(&mut tree, &Generated::new(n, |n| file(&format!("{}/{n}", n % 1000))));
        assert_eq!(counts.added, n as u64 + 1000);
        look(&tree);
    });
}

#[test]
fn a_hundred_thousand_hard_links_in_a_chain_either_way() {
    let link = |from: usize, to: usize| entry(EntryType::Link, &format!("l{from}"), &format!("l{to}"));
    linear("hard links", 25_000, |n| {
        let mut tree = Tree::default();
        merge(&mut tree, &Generated::new(1, |_| file("l0")));
        merge(&mut tree, &Generated::new(n, |at| link(at + 1, at)));
        let (last, lower) = (tree.find(format!("l{n}").as_bytes()).unwrap(), tree.find(b"l0").unwrap());
        let content = |tree: &Tree, node| tree.versions_of(node).next().unwrap().1.content();
        assert_eq!(content(&tree, last), content(&tree, lower));
        // Each links to the one that comes after it; the last to the file below.
        merge(&mut tree, &Generated::new(n, |at| link(at + 1, if at + 1 == n { 0 } else { at + 2 })));
        let first = tree.find(b"l1").unwrap();
        assert_eq!(content(&tree, first), content(&tree, lower));
        assert!(tree.notes(2).iter().all(|note| note.kind != Kind::BrokenHardlink));
        // A ring has no content, and an end.
        merge(&mut tree, &Generated::new(n, |at| link(at + 1, (at + 1) % n + 1)));
        look(&tree);
    });
}

#[test]
fn a_directory_that_is_a_file_by_turns_a_hundred_thousand_times() {
    linear("turns", 25_000, |n| {
        let mut tree = Tree::default();
        merge(&mut tree, &Generated::new(n, |n| file(&format!("a/{n}"))));
        let turn = |n: usize| [file("a"), entry(EntryType::Directory, "a", ""), file(&format!("a/{n}"))].concat();
        merge(&mut tree, &Generated::new(n, turn));
        look(&tree);
    });
}

#[test]
fn hundreds_of_small_layers_on_a_large_one() {
    linear("layers", 200, |n| {
        let mut tree = Tree::default();
        merge(&mut tree, &Generated::new(100_000, |n| file(&format!("{}/{n}", n % 100))));
        for layer in 0..n {
            merge(&mut tree, &Generated::new(1, |_| file(&format!("7/.wh.{}", layer * 100 + 7))));
        }
    });
}

#[test]
fn an_archive_of_a_hundred_thousand_members() {
    let known = unpack(&image(vec![Layer::new().file("f", "x").bytes()]));
    linear("members", 25_000, |n| {
        let member = |n: usize| match n % 4 {
            0 => file(&format!("{n}/json")),
            1 => entry(EntryType::Symlink, &format!("{n}/layer.tar"), &format!("../{}/layer.tar", n - 1)),
            2 => file(&format!("{n}_amd64/VERSION")),
            _ => file(&format!("blobs/sha256/{n:064x}")),
        };
        let source = Generated { tail: pack(&known), ..Generated::new(n, member) };
        let archive = crate::now::open("many.tar", &source).unwrap();
        assert_eq!(archive.members.len(), n + known.len());
        let images = crate::now::find(&archive, &source).unwrap();
        assert_eq!(images.list.len(), 1);
        let mut workspace = layerscope::workspace::Workspace::open("many.tar", &source, &mut |_, _| {}).unwrap();
        workspace.intake().scan_all(&source).unwrap();
        assert!(workspace.facts().findings().iter().any(|f| f.problem.problem.kind == Kind::UnreferencedMembers));
        // Nothing describes an image: every member is looked at for something that does.
        let loose = Generated::new(n, member);
        let archive = crate::now::open("loose.tar", &loose).unwrap();
        assert!(crate::now::find(&archive, &loose).is_err());
    });
}

#[test]
fn a_history_of_a_hundred_thousand_lines_and_a_line_of_as_many_columns() {
    linear("history", 25_000, |n| {
        let tabs = "\\t".repeat(n);
        let history = "{\"created_by\":\"a\",\"empty_layer\":true},".repeat(n);
        let config = format!(r#"{{"history":[{history}{{"comment":"{tabs}","empty_layer":true}}],"rootfs":{{}}}}"#);
        let manifest = r#"[{"Config":"c.json","RepoTags":null,"Layers":[]}]"#;
        let members = [("c.json", config.as_str()), ("manifest.json", manifest)];
        let bytes = pack(&members.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())));
        let workspace = layerscope::workspace::Workspace::open("long.tar", &bytes, &mut |_, _| {}).unwrap();
        assert_eq!(workspace.documents().history(OLD).table(0, false).lines().count(), n + 2);
        assert_eq!(workspace.facts().image().stack.len(), n + 1);
    });
}
