//! Containers from real life: exports, upper directories and layers' tars, against what Docker says of them.

mod damaged;
mod fits;
mod real;

use layerscope::container::import::{Origin, Remark};
use layerscope::container::{Container, Stat};
use layerscope::source::{ReadAt, Sources};
use layerscope::tar_format::FileKind;
use layerscope::tree::Tree;
use layerscope::workspace::{ImportPlace, Imported, Workspace, import_plan};
use std::collections::BTreeMap;
use std::io;

/// The archive, and the dropped tar.
pub struct Files(pub Vec<Vec<u8>>);

impl Sources for Files {
    fn open(&self, file: usize) -> io::Result<Box<dyn ReadAt + '_>> {
        self.0.get(file).map(|bytes| Box::new(bytes) as Box<dyn ReadAt>).ok_or_else(|| io::Error::other("none"))
    }
}

/// The tar as the second opened file.
pub fn import(w: &mut Workspace, tar: &[u8], kind: Option<Origin>, place: Option<ImportPlace>) -> Imported {
    let plan = import_plan(1, tar.len() as u64, &tar[..tar.len().min(8)]);
    let buffer = crate::now::scan(&plan, &tar);
    w.importer().import(plan, buffer, kind, place).unwrap_or_else(|problem| panic!("{problem}"))
}

/// The same, shown.
pub fn shown(w: &mut Workspace, tar: &[u8], kind: Option<Origin>, place: Option<ImportPlace>) -> Imported {
    let imported = import(w, tar, kind, place);
    w.containers().choose(Some(imported.container.unwrap_or_else(|| panic!("{imported:?}")))).unwrap();
    imported
}

pub fn diff(w: &Workspace) -> Vec<String> {
    let mut lines: Vec<String> = w.shown().diff().iter().map(|d| d.line()).collect();
    lines.sort();
    lines
}

pub fn remarks(imported: &Imported) -> Vec<Remark> {
    imported.notes.iter().map(|note| note.what).collect()
}

/// All that a container shows, with its content.
pub fn seen(w: &Workspace, container: &Container, tree: &Tree, files: &Files) -> BTreeMap<Vec<u8>, (Stat, Vec<u8>)> {
    let view = container.view(tree);
    let mut out = BTreeMap::new();
    view.walk(&view.root(), &mut |spot| {
        let stat = view.stat(spot);
        let mut content = Vec::new();
        if stat.kind == FileKind::File {
            let pieces = w.ways().pieces_of(&view.content(&spot.path).unwrap()).unwrap();
            let (bytes, problem) = crate::now::read(&pieces, files, 0, 16 << 20);
            assert_eq!(problem, None, "{:?}", String::from_utf8_lossy(&spot.path));
            content = bytes;
        }
        out.insert(spot.path.clone(), (stat, content));
        true
    });
    out
}

/// The attributes that a listing has of a path: all but its origin.
pub type Told = (FileKind, u16, u32, u32, i64, u64, Vec<u8>, (u32, u32), Vec<u8>);

pub fn told((stat, content): &(Stat, Vec<u8>)) -> Told {
    let Stat { kind, mode, uid, gid, mtime, size, target, device, .. } = stat.clone();
    (kind, mode, uid, gid, mtime.seconds, size, target, device, content.clone())
}
