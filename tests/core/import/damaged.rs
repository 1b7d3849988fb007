//! Tars that are cut, hostile or odd: the sound part, and a word on the rest.

use super::*;
use crate::support::{Layer, fixture, gunzip, image, open};
use tar::{Builder, EntryType, Header};

fn base() -> Workspace {
    let layer = Layer::new()
        .dir("etc")
        .file("etc/a", "a")
        .file("etc/b", "b")
        .dir("usr")
        .file("usr/x", "x")
        .file("data/old", "o");
    open(&image(vec![layer.bytes()]), None)
}

/// Path, type, content, extended attributes.
type Item<'i> = (&'i str, EntryType, &'i str, &'i [(&'i str, &'i str)]);

fn tar_of(entries: &[Item]) -> Vec<u8> {
    let mut builder = Builder::new(Vec::new());
    for (path, kind, content, xattrs) in entries {
        let names: Vec<(String, &[u8])> =
            xattrs.iter().map(|(name, value)| (format!("SCHILY.xattr.{name}"), value.as_bytes())).collect();
        if !names.is_empty() {
            builder.append_pax_extensions(names.iter().map(|(name, value)| (&**name, *value))).unwrap();
        }
        let mut header = Header::new_ustar();
        header.set_entry_type(*kind);
        header.set_mode(0o755);
        header.set_mtime(9);
        header.set_uid(0);
        header.set_gid(0);
        if *kind == EntryType::Char {
            header.set_device_major(0).unwrap();
            header.set_device_minor(0).unwrap();
        }
        if matches!(kind, EntryType::Link | EntryType::Symlink) {
            header.set_size(0);
            builder.append_link(&mut header, path, content).unwrap();
        } else {
            header.set_size(content.len() as u64);
            builder.append_data(&mut header, path, content.as_bytes()).unwrap();
        }
    }
    builder.into_inner().unwrap()
}

use EntryType::{Char, Directory as Dir, Link, Regular as File};

#[test]
fn an_upper_directory_means_what_overlay_means_by_it() {
    let mut w = base();
    let entries: [Item; 6] = [
        ("etc", Dir, "", &[("trusted.overlay.origin", "?"), ("user.kept", "1")]),
        ("etc/a", Char, "", &[]),
        ("usr", Dir, "", &[("user.overlay.opaque", "y")]),
        ("data", Dir, "", &[("trusted.overlay.opaque", "x")]),
        ("etc/b", File, "", &[("trusted.overlay.metacopy", "")]),
        ("etc/.wh.c", File, "", &[]),
    ];
    let tar = tar_of(&entries);
    let imported = shown(&mut w, &tar, None, None);
    assert_eq!((imported.kind, remarks(&imported)), (Origin::Upper, vec![]));
    assert_eq!(diff(&w), ["C /etc", "C /etc/b", "C /usr", "D /etc/a", "D /usr/x"]);
    let upper = w.shown().container().unwrap().upper();
    assert_eq!(upper.at(b"etc").unwrap().1.xattrs, [(b"user.kept".to_vec(), b"1".to_vec())]);
    let b = upper.at(b"etc/b").unwrap().1;
    assert_eq!((b.size(), b.mode), (1, 0o755), "attributes of its own, content from below");
}

#[test]
fn the_folder_of_dockers_around_an_upper_directory_is_none_of_it() {
    let mut w = base();
    let entries: [Item; 6] = [
        ("diff", Dir, "", &[]),
        ("diff/etc", Dir, "", &[]),
        ("diff/etc/a", Char, "", &[]),
        ("diff/one", File, "1", &[]),
        ("diff/two", Link, "diff/one", &[]),
        ("link", File, "ABC", &[]),
    ];
    let imported = shown(&mut w, &tar_of(&entries), None, None);
    assert_eq!(diff(&w), ["A /one", "A /two", "C /etc", "D /etc/a"]);
    assert_eq!(remarks(&imported), [Remark::NoAttributes]);
    assert!(imported.notes[0].message.contains("--xattrs"));
}

#[test]
fn a_redirect_is_told_and_never_followed() {
    let mut w = base();
    let entries: [Item; 3] = [
        ("moved", Dir, "", &[("trusted.overlay.redirect", "/usr")]),
        ("usr", Char, "", &[]),
        ("lost", File, "", &[("trusted.overlay.metacopy", "")]),
    ];
    let imported = shown(&mut w, &tar_of(&entries), None, None);
    assert_eq!(diff(&w), ["A /lost", "A /moved", "D /usr"]);
    assert_eq!(remarks(&imported), [Remark::Redirect, Remark::Metacopy]);
    assert_eq!(imported.notes[0].path.as_deref(), Some("/moved"));
}

#[test]
fn names_that_can_not_be_are_left_out_and_told() {
    let mut w = base();
    let deep = "d/".repeat(3000);
    let entries: [Item; 7] = [
        ("file", File, "1", &[]),
        ("file/below/it", File, "2", &[]),
        ("file/.wh.gone", File, "", &[]),
        (&deep, Dir, "", &[]),
        ("copy", Link, "etc/b", &[]),
        ("broken", Link, "nowhere", &[]),
        ("p/.wh.q", File, "", &[]),
    ];
    let imported = shown(&mut w, &tar_of(&entries), Some(Origin::Layer), Some(ImportPlace { image: 0, height: None }));
    assert_eq!(diff(&w), ["A /broken", "A /copy", "A /file", "A /p"]);
    let mut told = remarks(&imported);
    told.sort_by_key(|what| format!("{what:?}"));
    assert_eq!(told, [Remark::BelowAFile, Remark::BrokenLink, Remark::FitsNone, Remark::Limit]);
    assert_eq!(
        w.shown().container().unwrap().upper().at(b"copy").unwrap().1.size(),
        1,
        "a link to a lower file has its content"
    );
}

#[test]
fn many_deep_names_take_no_more_than_they_may() {
    let mut builder = Builder::new(Vec::new());
    for n in 0..300 {
        let mut header = Header::new_gnu();
        header.set_size(0);
        header.set_mode(0o644);
        header.set_mtime(1);
        builder.append_data(&mut header, format!("{n}/{}", "d/".repeat(2000)).trim_end_matches('/'), &b""[..]).unwrap();
    }
    let tar = builder.into_inner().unwrap();
    let mut w = base();
    let imported = import(&mut w, &tar, Some(Origin::Layer), Some(ImportPlace { image: 0, height: None }));
    assert_eq!(remarks(&imported), [Remark::Limit, Remark::FitsNone]);
    assert!(imported.notes[0].count > 200);
}

#[test]
fn a_cut_export_deletes_nothing() {
    let whole = gunzip(&fixture("docker/20.10/life.container.export.tar.gz"));
    let archive = fixture("docker/20.10/story.tar.gz");
    let packed = fixture("docker/20.10/life.container.export.tar.gz");
    let place = Some(ImportPlace { image: 0, height: None });
    for tar in [&whole[..whole.len() * 9 / 10], &whole[..1536 + 700], &packed[..packed.len() - 600]] {
        let mut w = open(&archive, None);
        let imported = shown(&mut w, tar, Some(Origin::Export), place);
        let cut = imported.notes.iter().find(|note| note.what == Remark::Cut).unwrap();
        assert!(cut.problem.is_some() && cut.message.contains("missing files do not count as deleted"));
        assert!(diff(&w).iter().all(|line| !line.starts_with('D')), "{:?}", diff(&w));
    }
}

#[test]
fn what_is_no_tar_is_refused() {
    let mut w = base();
    for bytes in [&b"no tar at all, though it is long enough for a magic"[..], &[7; 2048]] {
        let plan = import_plan(1, bytes.len() as u64, &bytes[..8]);
        let buffer = crate::now::scan(&plan, &bytes);
        assert!(w.importer().import(plan, buffer, None, None).is_err());
    }
    assert!(w.importer().again(0, None, None).is_err() && w.containers().list().is_empty());
}

#[test]
fn in_a_volume_and_by_a_whiteout_name_an_export_deletes_nothing() {
    let layer = Layer::new().file("data/one", "1").file("data/two", "2").file("keep", "k").file("keep2", "k").bytes();
    let archive = image(vec![layer]);
    let mut members = crate::support::unpack(&archive);
    for (name, content) in &mut members {
        if name.ends_with(".json") && name != "manifest.json" {
            *content = String::from_utf8(content.clone())
                .unwrap()
                .replace(r#""config":{}"#, r#""config":{"Volumes":{"/data/":{}}}"#)
                .into_bytes();
        }
    }
    let mut w = open(&crate::support::pack(&members), None);
    let export = Layer::new().dir("data").file("keep", "k").file("keep2", "k").file(".wh.keep", "").bytes();
    let imported = shown(&mut w, &export, Some(Origin::Export), Some(ImportPlace { image: 0, height: None }));
    assert_eq!(diff(&w), Vec::<String>::new());
    assert!(remarks(&imported).contains(&Remark::Volume) && remarks(&imported).contains(&Remark::Whiteout));
}
