//! The upper directory as a tar, batch by batch for any worker: as `docker commit` makes it a layer, or as it lies on disk.

use super::upper::{Entry, Inode, Piece, Upper};
use crate::content::{Batch, Pieces};
use crate::error::Result;
use crate::framing::path::split;
use crate::framing::{FileKind, Written, headers};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Bytes of content in one batch, and entries.
const BATCH_BYTES: u64 = 128 << 20;
const BATCH_ENTRIES: usize = 4000;
const CAPABILITY: &[u8] = b"security.capability";

/// How what is gone is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// A layer's tar: `.wh.NAME`, `.wh..wh..opq`; whole seconds, and of the extended attributes the capability, as Docker writes it.
    Layer,
    /// The upper directory as it lies on disk: character devices 0:0, `trusted.overlay.opaque`.
    Overlay,
}

/// The entries of the upper directory in the order in which Docker walks it: a directory, then what is in it, by name.
#[derive(Debug)]
pub struct UpperTar {
    form: Form,
    paths: Vec<Vec<u8>>,
    /// Inode → the first of its names.
    names: HashMap<u64, Vec<u8>>,
    /// Bytes of content.
    pub bytes: u64,
}

impl UpperTar {
    /// The root itself has no entry.
    pub fn new(upper: &Upper, form: Form) -> Self {
        let mut paths: Vec<Vec<u8>> =
            upper.entries().map(|(path, _)| path.to_vec()).filter(|p| !p.is_empty()).collect();
        paths.sort_by(|a, b| a.split(|byte| *byte == b'/').cmp(b.split(|byte| *byte == b'/')));
        let mut names = HashMap::new();
        let mut bytes = 0u64;
        for path in &paths {
            if let Some((id, inode)) = upper.at(path)
                && !names.contains_key(&id)
            {
                names.insert(id, path.clone());
                bytes = bytes.saturating_add(if inode.kind == FileKind::Symlink { 0 } else { inode.size() });
            }
        }
        Self { form, paths, names, bytes }
    }

    /// Entries.
    pub fn len(&self) -> usize {
        self.paths.len()
    }

    /// Nothing is in the upper directory.
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// The entries from `from` on, as many as a batch takes, and where the next one starts; the last batch ends the tar. `ways` is asked
    /// where contents are. *Errors:* what it says.
    pub fn batch(
        &self,
        upper: &Upper,
        from: usize,
        ways: &dyn Fn(&[Piece]) -> Result<Pieces>,
    ) -> Result<(Batch, usize)> {
        let mut batch = Batch::default();
        let (mut next, mut bytes) = (from, 0u64);
        while let Some(path) = self.paths.get(next).filter(|_| next - from < BATCH_ENTRIES && bytes < BATCH_BYTES) {
            next += 1;
            match upper.get(path) {
                Some(Entry::Whiteout(time)) => {
                    let mut inode = Inode::new(FileKind::Char, 0, time);
                    let name = match self.form {
                        Form::Layer => {
                            (inode.kind, inode.mode) = (FileKind::File, 0o600);
                            marked(split(path).0, &[b".wh.", split(path).1].concat())
                        }
                        Form::Overlay => path.clone(),
                    };
                    batch.bytes(&headers(&self.written(&name, b"", &inode, 0)));
                }
                Some(Entry::Inode(id)) => {
                    let Some(inode) = upper.inode(id) else { continue };
                    bytes = bytes.saturating_add(self.entry(&mut batch, path, id, inode, ways)?);
                }
                None => {}
            }
        }
        if next >= self.paths.len() {
            batch.end();
        }
        Ok((batch, next))
    }

    /// One entry, and what belongs to it. Returns its bytes of content.
    fn entry(
        &self,
        batch: &mut Batch,
        path: &[u8],
        id: u64,
        inode: &Inode,
        ways: &dyn Fn(&[Piece]) -> Result<Pieces>,
    ) -> Result<u64> {
        if let Some(first) = self.names.get(&id).filter(|first| *first != path) {
            let link = Inode { kind: FileKind::Hardlink, ..inode.clone() };
            batch.bytes(&headers(&self.written(path, first, &link, 0)));
            return Ok(0);
        }
        let size = inode.size();
        if matches!(inode.kind, FileKind::File | FileKind::Other) && size > 0 {
            let header = headers(&self.written(path, b"", inode, size));
            batch.joined(header, ways(&inode.content)?, path.to_vec());
            return Ok(size);
        }
        batch.bytes(&headers(&self.written(path, &inode.target, inode, 0)));
        if inode.opaque && self.form == Form::Layer {
            let mark =
                Inode { kind: FileKind::File, mtime: super::Time::default(), xattrs: Vec::new(), ..inode.clone() };
            batch.bytes(&headers(&self.written(&marked(path, b".wh..wh..opq"), b"", &mark, 0)));
        }
        Ok(0)
    }

    fn written<'a>(&self, path: &'a [u8], link: &'a [u8], inode: &'a Inode, size: u64) -> Written<'a> {
        let layer = self.form == Form::Layer;
        let wanted = |name: &[u8]| !layer || name == CAPABILITY;
        let xattrs = inode.xattrs.iter().filter(|(name, _)| wanted(name));
        let mut xattrs: Vec<(&[u8], &[u8])> = xattrs.map(|(name, value)| (&**name, &**value)).collect();
        if inode.opaque && !layer {
            xattrs.push((b"trusted.overlay.opaque", b"y"));
        }
        Written {
            path,
            link,
            kind: inode.kind,
            mode: inode.mode,
            uid: inode.uid,
            gid: inode.gid,
            size,
            mtime: inode.mtime.seconds,
            mtime_nanos: if layer { 0 } else { inode.mtime.nanos },
            device: inode.device,
            xattrs,
        }
    }
}

/// A marker's name in a folder.
fn marked(folder: &[u8], name: &[u8]) -> Vec<u8> {
    super::merged::join(folder, name)
}
