//! Cleans the names that archives store into paths relative to a root. Paths are bytes.

/// A path without `.`, empty parts and a leading `/`; `..` stops at the root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CleanPath {
    /// The parts, joined by `/`; empty = the root itself.
    pub bytes: Vec<u8>,
    /// The name has a `..` that would leave the root.
    pub escaped: bool,
}

/// Cleans a name. An absolute name is relative to the root, as engines unpack it.
pub fn clean(name: &[u8]) -> CleanPath {
    let mut bytes: Vec<u8> = Vec::with_capacity(name.len());
    let mut escaped = false;
    for part in name.split(|b| *b == b'/') {
        match part {
            b"" | b"." => {}
            b".." => {
                escaped |= bytes.is_empty();
                let cut = bytes.iter().rposition(|b| *b == b'/').unwrap_or(0);
                bytes.truncate(cut);
            }
            part => {
                if !bytes.is_empty() {
                    bytes.push(b'/');
                }
                bytes.extend_from_slice(part);
            }
        }
    }
    CleanPath { bytes, escaped }
}

/// The path that `link`, in the folder of `path`, leads to. An absolute link starts at the root.
pub fn resolve(path: &[u8], link: &[u8]) -> CleanPath {
    if link.starts_with(b"/") {
        return clean(link);
    }
    let folder = path.iter().rposition(|b| *b == b'/').and_then(|at| path.get(..at)).unwrap_or_default();
    clean(&[folder, b"/", link].concat())
}

/// Folder and last name of a clean path; both are empty for the root.
pub fn split(path: &[u8]) -> (&[u8], &[u8]) {
    let cut = path.iter().rposition(|b| *b == b'/').and_then(|at| path.split_at_checked(at));
    cut.map_or((b"", path), |(folder, name)| (folder, name.get(1..).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(name: &str) -> (String, bool) {
        let c = clean(name.as_bytes());
        (String::from_utf8(c.bytes).unwrap(), c.escaped)
    }

    #[test]
    fn names_of_every_writer_become_the_same_path() {
        for name in ["etc/passwd", "./etc/passwd", "/etc/passwd", "etc//passwd", "etc/./passwd", "etc/x/../passwd"] {
            assert_eq!(cleaned(name), ("etc/passwd".into(), false), "{name}");
        }
        for name in [".", "./", "/", ""] {
            assert_eq!(cleaned(name), (String::new(), false), "{name}");
        }
    }

    #[test]
    fn names_that_leave_the_root_stop_there_and_are_marked() {
        assert_eq!(cleaned("../../etc/passwd"), ("etc/passwd".into(), true));
        assert_eq!(cleaned("a/../../b"), ("b".into(), true));
    }

    #[test]
    fn links_start_in_their_own_folder() {
        assert_eq!(resolve(b"aa/layer.tar", b"../bb/layer.tar").bytes, b"bb/layer.tar");
        assert_eq!(resolve(b"aa/layer.tar", b"/bb").bytes, b"bb");
    }
}
