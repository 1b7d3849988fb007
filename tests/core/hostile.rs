//! Input made to do harm. Each row of this table has its tests here, named after it; how long large shapes take is in `shapes`,
//! every damage of a tar header in `tar_format::reader::tests`, cuts and flips in `damage` and `mutations`.
//!
//! | row | input | duty |
//! |---|---|---|
//! | names | `..`, absolute names, links out of the tree, something else where the root is | stay inside, flag |
//! | references | paths or digests in documents that point elsewhere | members of the archive only |
//! | json | huge or deeply nested documents, thousands of references to a large one | refuse before parsing |
//! | bombs | gzip, zstd, xz, bzip2 bombs, endless padding, huge windows and dictionaries | stop, keep the rest (`bombs`) |
//! | headers | huge PAX records, sparse maps, names, negative and overflowing sizes | stop that layer |
//! | contradictions | `layers` and `manifests`, keys twice or in another case, two ends of one tar | flag |
//! | circles | indexes, links and parents in circles, fan-out | visit once, bounded |
//! | digests | digests that do not match | show both (`damage`) |
//! | text | control characters, bidi overrides, markup in names and documents | show escaped |
//! | cuts | truncation anywhere | keep what comes before, name the byte (`damage`) |

use crate::bombs::between_two_sound_layers;
use crate::support::{Layer, image, open, pack, paths, top};
use layerscope::archive::FolderFile;
use layerscope::image::sha256_digest;
use layerscope::limits::{JSON_VALUES, PAX_BYTES};
use layerscope::problem::{Kind, Problem};
use layerscope::source::{ReadAt, Sources};
use layerscope::workspace::{LayerState, Workspace};
use std::cell::RefCell;
use std::io;
use tar::{EntryType, Header};

fn members(list: &[(&str, &str)]) -> Vec<u8> {
    pack(&list.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect::<Vec<_>>())
}

fn refused(bytes: &[u8]) -> Problem {
    *Workspace::open("bad.tar", &bytes, &mut |_, _| {}).err().unwrap()
}

fn kinds(workspace: &Workspace) -> Vec<Kind> {
    workspace.facts().findings().iter().map(|f| f.problem.problem.kind).collect()
}

fn detail(workspace: &Workspace, kind: Kind) -> String {
    let finding = workspace.facts().findings().into_iter().find(|f| f.problem.problem.kind == kind);
    finding.and_then(|f| f.problem.problem.detail).unwrap_or_default()
}

// ---- names ----------------------------------------------------------------------------------------------------------

#[test]
fn names_stay_inside_and_the_root_stays_a_directory() {
    let mut header = Header::new_gnu();
    header.set_entry_type(EntryType::Symlink);
    header.set_size(0);
    header.as_old_mut().name[0] = b'.';
    header.as_old_mut().linkname[..4].copy_from_slice(b"/etc");
    header.set_cksum();
    let layer = Layer::new()
        .raw(b"../../etc/passwd", "x")
        .raw(b"/root/../../../tmp/f", "x")
        .symlink("up", "../../../etc")
        .bytes();
    let workspace = open(&image(vec![[header.as_bytes(), &layer[..]].concat()]), None);
    assert_eq!(paths(&workspace, 0), ["etc/", "etc/passwd", "tmp/", "tmp/f", "up -> ../../../etc"]);
    assert!(kinds(&workspace).contains(&Kind::EscapingName) && kinds(&workspace).contains(&Kind::UnknownEntry));
}

/// The finding shows the name escaped and knows the path as it is.
#[test]
fn a_finding_about_an_odd_name_leads_to_it() {
    let layer = Layer::new().raw(b"srv/caf\xe9", "x").file("srv/\u{202e}cod.exe", "x").bytes();
    let workspace = open(&image(vec![layer]), None);
    for (kind, path) in [(Kind::OddName, &b"srv/caf\xe9"[..]), (Kind::DeceptiveName, "srv/\u{202e}cod.exe".as_bytes())]
    {
        let finding = workspace.facts().findings().into_iter().find(|f| f.problem.problem.kind == kind).unwrap();
        assert_eq!(finding.node.map(|node| workspace.tree().path(node)), Some(path.to_vec()), "{kind:?}");
    }
}

#[test]
fn a_hard_link_out_of_the_tree_links_to_what_is_inside() {
    let layer = Layer::new().file("etc/shadow", "ours").hardlink("copy", "../../../etc/shadow").bytes();
    let workspace = open(&image(vec![layer]), None);
    let copy = workspace.tree().find(b"copy").unwrap();
    assert_eq!(workspace.facts().life(copy, 0).unwrap().versions[0].size, 4);
    assert_eq!(kinds(&workspace), [Kind::EscapingName]);
}

// ---- references -----------------------------------------------------------------------------------------------------

/// Files of a folder; keeps which of them were opened.
struct Watched(Vec<Vec<u8>>, RefCell<Vec<usize>>);

impl Sources for Watched {
    fn open(&self, file: usize) -> io::Result<Box<dyn ReadAt + '_>> {
        self.1.borrow_mut().push(file);
        Ok(Box::new(self.0.get(file).ok_or_else(|| io::Error::other("no such file"))?.as_slice()))
    }
}

#[test]
fn references_of_documents_lead_to_members_and_nowhere_else() {
    for config in ["../../../etc/passwd", "/etc/passwd", "c:\\\\x", "", ".", "..", "https://example.com/c.json"] {
        let manifest = format!(r#"[{{"Config":"{config}","Layers":["/etc/hostname"]}}]"#);
        assert_eq!(refused(&members(&[("manifest.json", &manifest)])).kind, Kind::MissingConfig, "{config}");
    }
    for digest in ["sha256:../../../etc/passwd", "sha256:", "../x", ":", "sha256:00/../00", "SHA256:00", "sha256:zz"] {
        let index = format!(r#"{{"manifests":[{{"digest":"{digest}","urls":["https://example.com/x"]}}]}}"#);
        assert_eq!(refused(&members(&[("index.json", &index)])).kind, Kind::MissingBlob, "{digest}");
    }
}

#[test]
fn references_of_a_folder_open_its_files_only() {
    let manifest = br#"[{"Config":"c.json","Layers":["l.tar","../../etc/hostname","link"]}]"#.to_vec();
    let config = br#"{"rootfs":{"diff_ids":[]}}"#.to_vec();
    let files = vec![manifest, config, Layer::new().file("f", "x").bytes(), Vec::new()];
    let names = ["manifest.json", "c.json", "l.tar", "link"];
    let entries: Vec<FolderFile> = names
        .iter()
        .zip(&files)
        .map(|(name, bytes)| FolderFile {
            path: name.as_bytes().to_vec(),
            len: bytes.len() as u64,
            link: (*name == "link").then(|| b"../../../etc/passwd".to_vec()),
        })
        .collect();
    let sources = Watched(files, RefCell::default());
    let mut workspace = Workspace::open_folder("folder", &entries, &sources).unwrap();
    workspace.intake().scan_all(&sources).unwrap();
    let states: Vec<LayerState> = workspace.facts().image().layers.iter().map(|l| l.state).collect();
    assert_eq!(states, [LayerState::Ready, LayerState::Missing, LayerState::Missing]);
    assert!(sources.1.borrow().iter().all(|file| *file < 3), "{:?}", sources.1);
}

// ---- json -----------------------------------------------------------------------------------------------------------

#[test]
fn json_too_deep_too_wide_or_too_long_is_refused_before_it_is_parsed() {
    let deep = "[".repeat(200_000) + &"]".repeat(200_000);
    let deep_object = "{\"a\":".repeat(200_000);
    let wide = format!("[{}0]", "0,".repeat(JSON_VALUES + 1));
    let long = format!("[\"{}\"]", "x".repeat(17 << 20));
    for text in [&deep, &deep_object, &wide, &long] {
        for (name, more) in [("manifest.json", None), ("index.json", None), ("m", Some("manifest.json"))] {
            let named = r#"[{"Config":"m","Layers":[]}]"#;
            let list: Vec<(&str, &str)> = more.map(|m| (m, named)).into_iter().chain([(name, text.as_str())]).collect();
            assert_eq!(refused(&members(&list)).kind, Kind::Limit, "{name}: {:?}…", text.get(..10));
        }
    }
}

#[test]
fn json_that_is_none_is_a_sentence() {
    for text in
        ["", "nul", "{", "[{\"Config\":", "\u{feff}[]", "[{\"Config\":5}]", "[[],0,null,\"x\"]", "[{\"Config\":{}}]"]
    {
        let problem = refused(&members(&[("manifest.json", text)]));
        assert!([Kind::BadJson, Kind::MissingConfig].contains(&problem.kind), "{text}: {problem}");
    }
}

#[test]
fn json_of_eight_mebibytes_named_ten_thousand_times_is_read_until_it_is_too_much() {
    let config = format!(r#"{{"author":"{}","rootfs":{{"diff_ids":[]}}}}"#, "x".repeat(8_000_000));
    let entry = r#"{"Config":"c.json","Layers":[]},"#.repeat(10_000);
    let manifest = format!("[{}]", entry.trim_end_matches(','));
    let bytes = members(&[("c.json", &config), ("manifest.json", &manifest)]);
    let workspace = open(&bytes, None);
    assert!((2..100).contains(&workspace.images().len()));
    assert!(kinds(&workspace).contains(&Kind::Limit));
}

#[test]
fn json_that_makes_one_layer_many_thousand_times_is_bounded() {
    let config = r#"{"rootfs":{"diff_ids":[]}}"#;
    let layers = r#""l.tar","#.repeat(600);
    let entry = format!(r#"{{"Config":"c.json","Layers":[{}]}},"#, layers.trim_end_matches(','));
    let manifest = format!("[{}]", entry.repeat(400).trim_end_matches(','));
    let workspace = open(&members(&[("c.json", config), ("l.tar", ""), ("manifest.json", &manifest)]), None);
    let all: usize = workspace.images().iter().map(|i| i.layers.len()).sum();
    assert!(all <= layerscope::limits::ALL_LAYERS, "{all}");
    assert!(kinds(&workspace).contains(&Kind::Limit));
    let too_many = format!(r#"[{{"Config":"c.json","Layers":[{}0]}}]"#, r#""l","#.repeat(100_000));
    assert_eq!(refused(&members(&[("c.json", config), ("manifest.json", &too_many)])).kind, Kind::Limit);
}

// ---- headers --------------------------------------------------------------------------------------------------------

#[test]
fn headers_beyond_the_bounds_stop_their_layer_at_their_byte_and_no_other() {
    let header = |flag: u8, size: u64| {
        let mut header = Header::new_gnu();
        header.set_path("bad").unwrap();
        header.set_entry_type(EntryType::new(flag));
        header.set_mode(0o644);
        header.set_size(size);
        header.set_cksum();
        header.as_bytes().to_vec()
    };
    let mut negative = Header::new_gnu();
    negative.as_old_mut().size = [0xff; 12];
    negative.set_cksum();
    let first = Layer::new().file("first", "1").bytes()[..1024].to_vec();
    for (bad, kind) in [
        (header(b'x', PAX_BYTES + 1), Kind::Limit),
        (header(b'L', 1 << 40), Kind::Limit),
        (header(b'0', u64::MAX >> 2), Kind::CorruptTar),
        (negative.as_bytes().to_vec(), Kind::CorruptTar),
        (header(b'0', 5 << 30), Kind::Truncated),
    ] {
        let workspace = open(&between_two_sound_layers([first.clone(), bad].concat()), None);
        let problem = workspace.facts().image().layers[1].problem.clone().unwrap();
        assert_eq!((problem.problem.kind, problem.problem.in_layer), (kind, true));
        let byte = if kind == Kind::Truncated { 1536 } else { 1024 };
        assert_eq!(problem.problem.byte, Some(byte), "{}", problem.message);
        let shown = paths(&workspace, 2);
        for name in ["base", "first", "top"] {
            assert!(shown.contains(&name.to_owned()), "{}: {shown:?}", problem.message);
        }
    }
}

// ---- contradictions -------------------------------------------------------------------------------------------------

fn blob(text: &str) -> (String, String) {
    let digest = sha256_digest(text.as_bytes());
    (digest.replace("sha256:", "blobs/sha256/"), digest)
}

/// An OCI layout of one manifest, which `change` words otherwise.
fn layout(change: impl Fn(String) -> String) -> Vec<u8> {
    let config = r#"{"config":{"Labels":{"a":"1","A":"2"}},"rootfs":{"diff_ids":[]}}"#;
    let (config_path, config_digest) = blob(config);
    let manifest = change(format!(r#"{{"config":{{"digest":"{config_digest}"}},"layers":[]}}"#));
    let (manifest_path, digest) = blob(&manifest);
    let index = format!(r#"{{"manifests":[{{"digest":"{digest}"}}]}}"#);
    members(&[("index.json", &index), (&manifest_path, &manifest), (&config_path, config)])
}

#[test]
fn contradictions_within_a_document_are_flagged() {
    assert_eq!(kinds(&open(&layout(|m| m), None)), [], "labels may differ by case");
    for (more, word) in [
        (r#","manifests":[]}"#, "both"),
        (r#","layers":[]}"#, "\"layers\" stands twice"),
        (r#","Layers":[]}"#, "differ only by case"),
        (r#","\u006cayers":[]}"#, "\"layers\" stands twice"),
    ] {
        let workspace = open(&layout(|m| format!("{}{more}", m.strip_suffix('}').unwrap())), None);
        assert_eq!(kinds(&workspace), [Kind::Contradiction], "{more}");
        assert!(detail(&workspace, Kind::Contradiction).contains(word), "{}", detail(&workspace, Kind::Contradiction));
    }
}

#[test]
fn contradictions_of_where_a_tar_ends_are_flagged() {
    let one = Layer::new().file("one", "1").bytes();
    let two = Layer::new().file("two", "2").bytes();
    let (before, after) = (&one[..1024], &two[..]);
    let lone = open(&image(vec![[before, &[0; 512], after].concat()]), None);
    assert_eq!((paths(&lone, 0), kinds(&lone)), (vec!["one".to_owned(), "two".into()], vec![Kind::LoneZeros]));
    let cut = open(&image(vec![[before, &[0; 512], &after[..1024], &after[..300]].concat()]), None);
    assert!(kinds(&cut).contains(&Kind::LoneZeros) && kinds(&cut).contains(&Kind::Truncated));
    let behind = open(&image(vec![[&one[..], &[0; 8192], after].concat()]), None);
    assert_eq!((paths(&behind, 0), kinds(&behind)), (vec!["one".to_owned()], vec![Kind::DataAfterEnd]));
    let byte = behind.facts().findings()[0].problem.problem.byte;
    assert_eq!(byte, Some(one.len() as u64 + 8192));
    // eStargz's table of contents stands there and is no finding; bytes after it are.
    let table = Layer::new().file("stargz.index.json", "{}").bytes();
    assert_eq!(kinds(&open(&image(vec![[&one[..], &[0; 8192], &table].concat()]), None)), []);
    let hidden = open(&image(vec![[&one[..], &table, after].concat()]), None);
    assert_eq!(hidden.facts().findings()[0].problem.problem.byte, Some((one.len() + table.len()) as u64));
    let padded = open(&image(vec![[&one[..], &[0; 9000]].concat()]), None);
    assert_eq!(kinds(&padded), []);
    // The same of the archive itself.
    let whole = image(vec![one.clone()]);
    let doubled = open(&[&pack(&[("x".into(), vec![])])[..512], &[0; 512], &whole].concat(), None);
    assert!(kinds(&doubled).contains(&Kind::LoneZeros));
}

// ---- circles --------------------------------------------------------------------------------------------------------

#[test]
fn circles_of_indexes_and_fan_out_end() {
    // Digests of indexes are names here, whatever they hash to: two that name each other, and one that names itself often.
    let (a, b) = ("a".repeat(64), "b".repeat(64));
    let to = |digest: &str, times: usize| {
        let one = format!(r#"{{"digest":"sha256:{digest}"}},"#);
        format!(r#"{{"manifests":[{}]}}"#, one.repeat(times).trim_end_matches(','))
    };
    let [in_a, in_b] = [&a, &b].map(|hex| format!("blobs/sha256/{hex}"));
    let bytes = members(&[("index.json", &to(&a, 50_000)), (&in_a, &to(&b, 50_000)), (&in_b, &to(&a, 50_000))]);
    assert_eq!(refused(&bytes).kind, Kind::NoImages);
    // A tower of indexes, each another document.
    let mut list: Vec<(String, String)> = Vec::new();
    let mut next = "f".repeat(64);
    for level in 0..50 {
        list.push((format!("blobs/sha256/{next}"), to(&format!("{level:064x}"), 1)));
        next = format!("{level:064x}");
    }
    list.push(("index.json".into(), to(&"f".repeat(64), 1)));
    let list: Vec<(&str, &str)> = list.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    assert_eq!(refused(&members(&list)).kind, Kind::Limit);
}

#[test]
fn circles_of_links_between_members_end() {
    let config = r#"{"rootfs":{"diff_ids":[]}}"#;
    let manifest = r#"[{"Config":"c.json","Layers":["a","self","up","x0","real"]}]"#;
    let mut tar = tar::Builder::new(Vec::new());
    let mut add = |kind: EntryType, path: &str, link: &str, data: &[u8]| {
        let mut header = Header::new_gnu();
        header.set_entry_type(kind);
        header.set_mode(0o644);
        header.set_size(data.len() as u64);
        if kind == EntryType::Regular {
            tar.append_data(&mut header, path, data).unwrap();
        } else {
            tar.append_link(&mut header, path, link).unwrap();
        }
    };
    add(EntryType::Symlink, "a", "b", b"");
    add(EntryType::Link, "b", "a", b"");
    add(EntryType::Symlink, "self", "self", b"");
    add(EntryType::Symlink, "up", "../../../../etc/passwd", b"");
    (0..100).for_each(|n| add(EntryType::Symlink, &format!("x{n}"), &format!("x{}", n + 1), b""));
    add(EntryType::Regular, "real", "", &Layer::new().file("f", "x").bytes());
    add(EntryType::Regular, "c.json", "", config.as_bytes());
    add(EntryType::Regular, "manifest.json", "", manifest.as_bytes());
    let workspace = open(&tar.into_inner().unwrap(), None);
    let states: Vec<LayerState> = workspace.facts().image().layers.iter().map(|l| l.state).collect();
    assert_eq!(states[..4], [LayerState::Missing; 4]);
    assert_eq!((states[4], paths(&workspace, 4)), (LayerState::Ready, vec!["f".to_owned()]));
}

#[test]
fn circles_of_parents_in_old_archives_end() {
    let [a, b] = ["a", "b"].map(|c| c.repeat(64));
    let v1 = |id: &str, parent: &str| format!(r#"{{"id":"{id}","parent":"{parent}"}}"#);
    let [in_a, in_b] = [&a, &b].map(|id| format!("{id}/json"));
    let repositories = format!(r#"{{"x":{{"1":"{a}"}}}}"#);
    let bytes = members(&[(&in_a, &v1(&a, &b)), (&in_b, &v1(&b, &a)), ("repositories", &repositories)]);
    let problem = refused(&bytes);
    assert!(!problem.message().is_empty(), "{problem}");
}

// ---- text -----------------------------------------------------------------------------------------------------------

#[test]
fn text_of_an_image_is_shown_inert_wherever_it_comes_from() {
    let evil = "<img src=x onerror=alert(1)>\u{202e}\u{1b}[31m\u{7}";
    let text = serde_json::to_string(evil).unwrap();
    let config = format!(
        r#"{{"author":{text},"architecture":{text},"os":"linux","created":{text},"config":{{"Env":[{text}],"Labels":{{{text}:{text}}}}},
        "history":[{{"created_by":{text},"comment":{text},"author":{text},"created":{text}}}],"rootfs":{{"diff_ids":[{text}]}}}}"#
    );
    let manifest = format!(r#"[{{"Config":"c.json","RepoTags":[{text}],"Layers":[{text}]}}]"#);
    let layer = Layer::new().raw(b"<b>\xe2\x80\xae\x1b[0m\xff\n", "x").symlink("link", "a\u{202e}b").bytes();
    let list = [("c.json".to_owned(), config.into_bytes()), ("manifest.json".into(), manifest.into_bytes())];
    let bytes = pack(&[&list[..], &[("l".into(), layer.clone())]].concat());
    let workspace = open(&bytes, None);
    let shown = serde_json::to_string(&(
        workspace.facts().opened(),
        workspace.facts().image(),
        workspace.facts().findings(),
        workspace.documents().members(0, 9),
    ));
    let named = open(&image(vec![layer]), None);
    for shown in [shown.unwrap(), serde_json::to_string(&named.facts().findings()).unwrap(), top(&named)] {
        let inert = |c: char| c == '\n' || !(c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c));
        assert!(shown.chars().all(inert), "{shown}");
        assert!(!shown.contains("\\u001b") && !shown.contains("\\u0007"), "{shown}");
    }
    assert_eq!(paths(&named, 0), ["<b>\\342\\200\\256\\033[0m\\377\\n", "link -> a\\342\\200\\256b"]);
    assert!(kinds(&named).contains(&Kind::DeceptiveName));
}
