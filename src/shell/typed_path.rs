//! Paths as they are typed: relative or absolute, with the slashes that somebody typed.

/// A path as it was typed, from the root. Nothing stays nothing, and is refused as such.
pub(super) fn absolute(cwd: &[u8], path: &[u8]) -> Vec<u8> {
    match path.first() {
        None => Vec::new(),
        Some(b'/') => path.to_vec(),
        Some(_) => [b"/", cwd, b"/", path].concat(),
    }
}

/// The last name of a path, slashes behind it left out.
pub(super) fn base_name(path: &[u8]) -> &[u8] {
    let path = trimmed(path);
    path.rsplit(|byte| *byte == b'/').next().filter(|name| !name.is_empty()).unwrap_or(path)
}

/// Without slashes at its end, but never empty.
pub(super) fn trimmed(path: &[u8]) -> &[u8] {
    let end = path.iter().rposition(|byte| *byte != b'/').map_or(1, |at| at + 1);
    path.get(..end).unwrap_or(path)
}

/// A name in a folder, both as they were typed.
pub(super) fn joined(folder: &[u8], name: &[u8]) -> Vec<u8> {
    let slash: &[u8] = if folder.ends_with(b"/") { b"" } else { b"/" };
    [folder, slash, name].concat()
}
