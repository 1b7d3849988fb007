//! Merges tars of layers into one, by hand: what is left of them together, and what they take away from below.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::rc::Rc;
use tar::{Builder, EntryType, Header};

enum Thing {
    Dir(Option<Header>),
    /// Files that are hard links of each other have one content.
    File(Header, Rc<Vec<u8>>),
    /// Everything else, hard links into lower layers too.
    Other(Header, Vec<u8>),
}

/// The result of some layers.
#[derive(Default)]
pub struct Squashed {
    things: BTreeMap<Vec<u8>, Thing>,
    /// Gone from below, whatever stands there now.
    whiteouts: BTreeSet<Vec<u8>>,
    /// Directories of which nothing from below is seen.
    opaque: BTreeSet<Vec<u8>>,
}

fn split(path: &[u8]) -> (&[u8], &[u8]) {
    match path.iter().rposition(|b| *b == b'/') {
        Some(at) => (&path[..at], &path[at + 1..]),
        None => (b"", path),
    }
}

fn join(folder: &[u8], name: &[u8]) -> Vec<u8> {
    if folder.is_empty() { name.to_vec() } else { [folder, b"/", name].concat() }
}

fn is_below(path: &[u8], folder: &[u8]) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with(b"/"))
}

fn clean(path: &[u8]) -> Vec<u8> {
    let path = path.strip_prefix(b"./").unwrap_or(path);
    path.strip_suffix(b"/").unwrap_or(path).to_vec()
}

impl Squashed {
    fn clear_below(&mut self, folder: &[u8]) {
        self.things.retain(|path, _| !is_below(path, folder));
        self.whiteouts.retain(|path| !is_below(path, folder));
        self.opaque.retain(|path| !is_below(path, folder));
    }

    fn folders(&mut self, path: &[u8]) {
        let (folder, _) = split(path);
        if !folder.is_empty() {
            self.folders(folder);
            self.directory(folder, None);
        }
    }

    fn directory(&mut self, path: &[u8], header: Option<Header>) {
        match self.things.get(path) {
            Some(Thing::Dir(old)) => {
                let header = header.or_else(|| old.clone());
                self.things.insert(path.to_vec(), Thing::Dir(header));
                return;
            }
            // The earlier entry has hidden the directory below it.
            Some(_) => drop(self.opaque.insert(path.to_vec())),
            None => {}
        }
        self.things.insert(path.to_vec(), Thing::Dir(header));
    }

    /// One more layer on top.
    pub fn add(&mut self, layer: &[u8]) {
        let mut entries = Vec::new();
        for entry in tar::Archive::new(layer).entries().unwrap() {
            let mut entry = entry.unwrap();
            let path = clean(&entry.path_bytes());
            let link = entry.link_name_bytes().map(|link| link.to_vec()).unwrap_or_default();
            let mut content = Vec::new();
            entry.read_to_end(&mut content).unwrap();
            entries.push((path, entry.header().clone(), link, content));
        }
        for (path, ..) in &entries {
            let (folder, name) = split(path);
            if name == b".wh..wh..opq" {
                self.clear_below(folder);
                self.opaque.insert(folder.to_vec());
            } else if let Some(name) = name.strip_prefix(b".wh.") {
                let gone = join(folder, name);
                self.clear_below(&gone);
                self.things.remove(&gone);
                self.opaque.remove(&gone);
                self.whiteouts.insert(gone);
            }
        }
        for (path, header, link, content) in entries {
            self.folders(&path);
            let (_, name) = split(&path);
            if path.is_empty() || name.starts_with(b".wh.") {
                continue;
            }
            let thing = match header.entry_type() {
                EntryType::Directory => {
                    self.directory(&path, Some(header));
                    continue;
                }
                EntryType::Regular => Thing::File(header, Rc::new(content)),
                EntryType::Link => match self.things.get(&clean(&link)) {
                    Some(Thing::File(header, content)) => Thing::File(header.clone(), content.clone()),
                    _ => Thing::Other(header, link),
                },
                _ => Thing::Other(header, link),
            };
            self.clear_below(&path);
            self.opaque.remove(&path);
            self.things.insert(path, thing);
        }
    }

    /// As one layer: its tar, and the bytes of files in it.
    pub fn tar(&self) -> (Vec<u8>, u64) {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let mut builder = Builder::new(Vec::new());
        let mut marks: Vec<Vec<u8>> = Vec::new();
        for path in &self.whiteouts {
            // A directory's own whiteout stays: it hides what is below. So does a file's, which needs none.
            let (folder, name) = split(path);
            marks.push(join(folder, &[b".wh.", name].concat()));
        }
        marks.extend(self.opaque.iter().map(|path| join(path, b".wh..wh..opq")));
        for mark in marks {
            let mut header = Header::new_gnu();
            header.set_size(0);
            header.set_mode(0o644);
            builder.append_data(&mut header, OsStr::from_bytes(&mark), &b""[..]).unwrap();
        }
        let mut bytes = 0;
        let mut written: Vec<(&Rc<Vec<u8>>, &[u8])> = Vec::new();
        for (path, thing) in &self.things {
            let name = OsStr::from_bytes(path);
            match thing {
                Thing::Dir(header) => {
                    // An implied directory: no entry of it may be left. Its attributes do not matter here.
                    let mut header = header.as_ref().map_or_else(directory, plain);
                    builder.append_data(&mut header, name, &b""[..]).unwrap();
                }
                Thing::File(header, content) => {
                    let mut header = plain(header);
                    if let Some((_, first)) = written.iter().find(|(known, _)| Rc::ptr_eq(known, content)) {
                        header.set_entry_type(EntryType::Link);
                        header.set_size(0);
                        builder.append_link(&mut header, name, OsStr::from_bytes(first)).unwrap();
                        continue;
                    }
                    written.push((content, path));
                    bytes += content.len() as u64;
                    header.set_size(content.len() as u64);
                    builder.append_data(&mut header, name, content.as_slice()).unwrap();
                }
                Thing::Other(header, link) if link.is_empty() => {
                    builder.append_data(&mut plain(header), name, &b""[..]).unwrap();
                }
                Thing::Other(header, link) => {
                    builder.append_link(&mut plain(header), name, OsStr::from_bytes(link)).unwrap();
                }
            }
        }
        (builder.into_inner().unwrap(), bytes)
    }
}

fn directory() -> Header {
    let mut header = Header::new_gnu();
    header.set_entry_type(EntryType::Directory);
    header.set_mode(0o755);
    header.set_size(0);
    header
}

/// A header without what belongs to its old name.
fn plain(old: &Header) -> Header {
    let mut header = Header::new_gnu();
    header.set_entry_type(old.entry_type());
    header.set_mode(old.mode().unwrap());
    header.set_mtime(old.mtime().unwrap());
    header.set_size(0);
    if let (Ok(Some(major)), Ok(Some(minor))) = (old.device_major(), old.device_minor()) {
        header.set_device_major(major).unwrap();
        header.set_device_minor(minor).unwrap();
    }
    header
}
