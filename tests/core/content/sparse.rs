//! Sparse files of every form, and maps that lie.

use super::*;

#[test]
fn sparse_files_of_every_form_are_put_together() {
    let mut wanted = vec![0; 20_000];
    wanted[4096..4100].copy_from_slice(b"some");
    wanted[16_384..16_388].copy_from_slice(b"more");
    for (what, tar) in sparse_tars() {
        let bytes = image(vec![tar]);
        let workspace = open(&bytes, None);
        let node = workspace.tree().find(b"sparse").unwrap_or_else(|| panic!("{what}"));
        assert!(bytes_of(&workspace, &bytes, node, 0) == wanted, "{what}");
        let extent = workspace.ways().content(node, 0, 0).unwrap();
        assert_eq!(crate::now::read(&extent, &bytes, 4094, 8), (b"\0\0some\0\0".to_vec(), None), "{what}");
        let behind = workspace.tree().find(b"behind").unwrap();
        assert_eq!(bytes_of(&workspace, &bytes, behind, 0), b"it", "{what}");
    }
}

/// One sparse file with two pieces and a file after it, as GNU tar stores it: the old form, PAX 0.0, 0.1 and 1.0.
fn sparse_tars() -> Vec<(&'static str, Vec<u8>)> {
    let pieces = [&b"some"[..], &[0; 508], b"more", &[0; 508]].concat();
    let header = |name: &str, kind: EntryType, size: usize| {
        let mut header = tar::Header::new_gnu();
        header.set_path(name).unwrap();
        header.set_entry_type(kind);
        header.set_size(size as u64);
        header.set_mode(0o644);
        header.set_cksum();
        header.as_bytes().to_vec()
    };
    let record = |key: &str, value: &str| {
        let body = key.len() + value.len() + 3;
        let len = (body..).find(|len| len - len.to_string().len() == body).unwrap();
        format!("{len} {key}={value}\n")
    };
    let pax = |records: &[(&str, &str)], data: &[u8]| {
        let text: String = records.iter().map(|(key, value)| record(key, value)).collect();
        let mut out = header("pax", EntryType::XHeader, text.len());
        out.extend(text.as_bytes());
        out.resize(out.len().next_multiple_of(512), 0);
        out.extend(header("stored", EntryType::Regular, data.len()));
        out.extend(data);
        out.resize(out.len().next_multiple_of(512), 0);
        out
    };
    let mut old = tar::Header::new_gnu();
    old.set_path("sparse").unwrap();
    old.set_entry_type(EntryType::GNUSparse);
    old.set_size(pieces.len() as u64);
    old.set_mode(0o644);
    let gnu = old.as_gnu_mut().unwrap();
    gnu.realsize[..11].copy_from_slice(format!("{:011o}", 20_000).as_bytes());
    for (piece, (at, len)) in gnu.sparse.iter_mut().zip([(4096, 512), (16_384, 512)]) {
        piece.offset[..11].copy_from_slice(format!("{at:011o}").as_bytes());
        piece.numbytes[..11].copy_from_slice(format!("{len:011o}").as_bytes());
    }
    old.set_cksum();
    let mut map = b"2\n4096\n512\n16384\n512\n".to_vec();
    map.resize(512, 0);
    let size = ("GNU.sparse.size", "20000");
    let name = ("GNU.sparse.name", "sparse");
    let path = ("path", "sparse");
    let pairs = [("GNU.sparse.offset", "4096"), ("GNU.sparse.numbytes", "512")];
    let more = [("GNU.sparse.offset", "16384"), ("GNU.sparse.numbytes", "512")];
    let tars = [
        ("old", [old.as_bytes(), &pieces[..]].concat()),
        ("0.0", pax(&[&[path, size], &pairs[..], &more[..]].concat(), &pieces)),
        ("0.1", pax(&[name, size, ("GNU.sparse.map", "4096,512,16384,512")], &pieces)),
        (
            "1.0",
            pax(
                &[("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), name, ("GNU.sparse.realsize", "20000")],
                &[map, pieces.clone()].concat(),
            ),
        ),
    ];
    let behind = Layer::new().file("behind", "it").bytes();
    tars.into_iter().map(|(what, tar)| (what, [tar, behind.clone()].concat())).collect()
}

#[test]
fn a_lying_map_of_a_sparse_file_is_an_error_and_nothing_else_suffers() {
    for (what, tar) in sparse_tars() {
        for (good, bad) in
            [("4096", "9999"), ("16384", "99999"), ("2\n", "x\n"), ("10000", "zzzzz"), ("40000", "40zzz")]
        {
            let mut tar = tar.clone();
            let Some(at) = tar.windows(good.len()).position(|w| w == good.as_bytes()) else { continue };
            tar[at..at + bad.len()].copy_from_slice(bad.as_bytes());
            let bytes = image(vec![tar]);
            let workspace = open(&bytes, None);
            let Some(node) = workspace.tree().find(b"sparse") else { continue };
            let (_, problem) = crate::now::read(&workspace.ways().content(node, 0, 0).unwrap(), &bytes, 0, 1 << 20);
            if let Some(problem) = problem {
                assert!(matches!(problem.kind, Kind::CorruptTar | Kind::Truncated), "{what}, {good}: {problem:?}");
            }
        }
    }
}
