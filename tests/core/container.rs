//! The read-write layer: overlay's rules by hand, and random work against a plain file system.

pub mod committed;
mod engine;
mod model;
mod rules;
mod shown;
mod tops;

use crate::support::{Layer, image, open};
use layerscope::container::{Container, ContentPiece, Effect, Op, PathBytes, Refusal, Time};
use layerscope::workspace::Workspace;

/// An image of layers, and its workspace.
pub fn stack(layers: Vec<Layer>) -> Workspace {
    open(&image(layers.into_iter().map(Layer::bytes).collect()), None)
}

/// Operations, tersely.
pub fn at(seconds: i64) -> Time {
    Time { seconds, nanos: 7 }
}

pub fn path(text: &str) -> PathBytes {
    PathBytes::from(text)
}

/// `n` bytes of the second opened file.
pub fn bytes(n: u64) -> Vec<ContentPiece> {
    vec![ContentPiece::File { file: 1, offset: 0, len: n }]
}

pub fn write(name: &str, n: u64) -> Op {
    Op::Write { path: path(name), content: bytes(n), mode: None }
}

pub fn append(name: &str, n: u64) -> Op {
    Op::Append { path: path(name), content: bytes(n) }
}

pub fn mkdir(name: &str) -> Op {
    Op::Mkdir { path: path(name), parents: false, mode: None }
}

pub fn remove(name: &str) -> Op {
    Op::Remove { path: path(name), recursive: true }
}

pub fn unlink(name: &str) -> Op {
    Op::Remove { path: path(name), recursive: false }
}

pub fn rename(from: &str, to: &str) -> Op {
    Op::Rename { from: path(from), to: path(to) }
}

pub fn chmod(name: &str, mode: u16) -> Op {
    Op::Chmod { path: path(name), mode }
}

pub fn symlink(name: &str, target: &str) -> Op {
    Op::Symlink { path: path(name), target: path(target) }
}

pub fn link(name: &str, target: &str) -> Op {
    Op::Link { path: path(name), target: path(target) }
}

/// A container on top of all layers.
pub struct On {
    pub workspace: Workspace,
    pub container: Container,
}

impl On {
    pub fn new(layers: Vec<Layer>) -> Self {
        let height = layers.len().checked_sub(1);
        Self { workspace: stack(layers), container: Container::new(height) }
    }

    pub fn apply(&mut self, op: Op) -> Result<Vec<Effect>, Refusal> {
        self.container.apply(self.workspace.tree(), &op, at(2_000_000_000))
    }

    /// It must succeed.
    pub fn done(&mut self, op: Op) -> Vec<Effect> {
        self.apply(op.clone()).unwrap_or_else(|refusal| panic!("{op:?}: {refusal}"))
    }

    /// The effects as lines: what, path, layer, bytes.
    pub fn told(&mut self, op: Op) -> Vec<String> {
        let line = |e: &Effect| {
            let layer = e.layer.map_or(String::new(), |layer| format!(" of {layer}"));
            format!("{:?} {}{layer} {}", e.what, String::from_utf8_lossy(&e.path), e.bytes)
        };
        self.done(op).iter().map(line).collect()
    }

    /// The upper directory: `name`, `name/`, `name/ opaque`, `name -> target`, `name (whiteout)`.
    pub fn upper(&self) -> Vec<String> {
        use layerscope::container::Entry;
        use layerscope::tar_format::FileKind;
        let upper = self.container.upper();
        let line = |(path, entry): (&[u8], Entry)| {
            let path = String::from_utf8_lossy(path);
            let Entry::Inode(id) = entry else { return format!("{path} (whiteout)") };
            let inode = upper.inode(id).unwrap();
            match inode.kind {
                FileKind::Dir => format!("{path}/{}", if inode.opaque { " opaque" } else { "" }),
                FileKind::Symlink => format!("{path} -> {}", String::from_utf8_lossy(&inode.target)),
                _ => path.into_owned(),
            }
        };
        upper.entries().filter(|(path, _)| !path.is_empty()).map(line).collect()
    }

    pub fn diff(&self) -> Vec<String> {
        self.container.view(self.workspace.tree()).diff().iter().map(|d| d.line()).collect()
    }

    /// All that is seen, sorted.
    pub fn seen(&self) -> Vec<String> {
        let view = self.container.view(self.workspace.tree());
        let mut out = Vec::new();
        view.walk(&view.root(), &mut |spot| {
            if !spot.path.is_empty() {
                out.push(String::from_utf8_lossy(&spot.path).into_owned());
            }
            true
        });
        out.sort();
        out
    }
}
