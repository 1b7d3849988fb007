//! Commit and save: a new image beside the old, an archive that opens again and shows the same.

use super::*;
use crate::support::{fixture, gunzip, paths};
use layerscope::container::UpperForm;
use layerscope::image::sha256_digest;
use layerscope::report::merged_listing;
use layerscope::source::{ReadAt, Sources};
use layerscope::workspace::{Commit, Part, Written};
use std::io;

/// Opened files, in their order.
pub struct Files(pub Vec<Vec<u8>>);

impl Sources for Files {
    fn open(&self, file: usize) -> io::Result<Box<dyn ReadAt + '_>> {
        self.0.get(file).map(|bytes| Box::new(bytes) as Box<dyn ReadAt>).ok_or_else(|| io::Error::other("none"))
    }
}

/// The upper directory of the shown container as a tar.
pub fn tar(w: &Workspace, form: UpperForm, files: &Files) -> Vec<u8> {
    let order = w.shown().upper_tar(form).unwrap();
    let (mut next, mut out) = (0, Vec::new());
    loop {
        let (batch, then) = w.ways().upper_batch(&order, next).unwrap();
        let problems = crate::now::write(&batch, files, &mut |bytes| {
            out.extend_from_slice(bytes);
            true
        });
        assert!(problems.is_empty());
        next = then;
        if next >= order.len() {
            return out;
        }
    }
}

/// Commits the shown container as `docker commit` does, its layer a further opened file.
pub fn commit(w: &mut Workspace, files: &mut Files, commit: Commit) -> usize {
    let bytes = tar(w, UpperForm::Layer, files);
    let written = Written { file: files.0.len(), size: bytes.len() as u64, diff_id: sha256_digest(&bytes) };
    files.0.push(bytes);
    let layer = (!w.shown().container().unwrap().upper().is_empty()).then_some(written);
    w.containers().commit(&Commit { layer, ..commit }, at(1_800_000_000)).unwrap()
}

pub fn saved(w: &Workspace, image: usize, files: &Files) -> Vec<u8> {
    let mut out = Vec::new();
    let parts = w.all_images().save(image).unwrap();
    assert!(parts.iter().any(|part| matches!(part, Part::Slice { .. })));
    crate::now::write_parts(&parts, files, &mut |bytes| {
        out.extend_from_slice(bytes);
        true
    })
    .unwrap();
    out
}

/// Whole seconds, as commits have them.
fn listing(w: &Workspace, height: usize) -> String {
    merged_listing(w.tree(), height)
}

#[test]
fn a_commit_is_one_more_layer_and_the_saved_archive_opens_the_same() {
    let archive = gunzip(&fixture("docker/20.10/story.tar.gz"));
    let mut files = Files(vec![archive.clone(), b"uploaded bytes".to_vec()]);
    let mut w = open(&archive, None);
    let old = w.facts().image();
    let id = w.containers().run(None).unwrap();
    w.containers().choose(Some(id)).unwrap();
    let ops = [
        write("/root/new.txt", 8),
        append("/etc/motd", 3),
        chmod("/bin/busybox", 0o700),
        remove("/opt"),
        mkdir("/opt"),
        mkdir("/opt/deep"),
        unlink("/root/two.txt"),
        link("/opt/deep/link", "/root/new.txt"),
        symlink("/opt/way", "../etc"),
    ];
    let told = w.shown_mut().apply(&ops, at(1_800_000_000)).unwrap();
    assert_eq!(told.refusal, None);
    let height = w.facts().image().layers.len() - 1;
    let (seen, diff) = (listing(&w, height), w.shown().diff());
    let change = ["ENV A=b C=\"d e\"", "CMD [\"sh\",\"-c\",\"echo <hi>\"]", "EXPOSE 80 443/udp", "WORKDIR /srv"];
    let wanted = Commit {
        message: "msg".into(),
        author: "me <m@x>".into(),
        changes: change.map(str::to_owned).to_vec(),
        name: Some("out:1".into()),
        ..Commit::default()
    };
    let new = commit(&mut w, &mut files, wanted);
    // The old image is as it was.
    w.containers().choose(None).unwrap();
    let again = w.facts().image();
    assert_eq!(
        (&again.id, &again.layers),
        (
            &old.id,
            &old.layers
                .iter()
                .cloned()
                .map(|mut l| {
                    l.shared_with = vec!["out:1".into()];
                    l
                })
                .collect()
        )
    );
    w.choose(new).unwrap();
    w.intake().scan_all(&files).unwrap();
    w.intake().hash_all(&files);
    let info = w.facts().image();
    assert_eq!(info.layers.len(), old.layers.len() + 1);
    assert!(
        info.layers.iter().all(|l| l.verify == layerscope::workspace::VerifyState::Ok),
        "{:?}",
        w.facts().findings()
    );
    assert_eq!(listing(&w, height), seen);
    let config = w.documents().config();
    for words in [
        "\"C=d e\"",
        "echo <hi>",
        "\"443/udp\"",
        "\"WorkingDir\": \"/srv\"",
        "\"comment\": \"msg\"",
        "\"author\": \"me <m@x>\"",
    ] {
        assert!(config.contains(words), "{words}: {config}");
    }
    let archive = saved(&w, new, &files);
    let mut reopened = open(&archive, None);
    reopened.intake().hash_all(&archive);
    assert_eq!(reopened.image().id, info.id);
    assert_eq!(reopened.image().names, ["out:1"]);
    assert!(reopened.facts().findings().is_empty(), "{:?}", reopened.facts().findings());
    assert_eq!(listing(&reopened, height), seen);
    assert_eq!(
        reopened.facts().image().layers.iter().map(|l| l.chain_id.clone()).collect::<Vec<_>>(),
        info.layers.iter().map(|l| l.chain_id.clone()).collect::<Vec<_>>()
    );
    // The OCI documents beside manifest.json tell the same.
    let oci =
        crate::support::unpack(&archive).into_iter().filter(|(name, _)| name != "manifest.json").collect::<Vec<_>>();
    assert_eq!(open(&crate::support::pack(&oci), None).image().id, info.id);
    // Run the new image, and commit nothing.
    let id = w.containers().run(None).unwrap();
    w.containers().choose(Some(id)).unwrap();
    assert!(w.shown().diff().is_empty() && !diff.is_empty());
    let empty = commit(&mut w, &mut files, Commit::default());
    assert_eq!(w.images()[empty].layers.len(), info.layers.len());
    assert!(w.images()[empty].config.history.last().unwrap().empty_layer);
    let id = w.containers().run(Some(0)).unwrap();
    w.containers().choose(Some(id)).unwrap();
    w.shown_mut().apply(&[write("/low", 2)], at(1_800_000_000)).unwrap();
    let low = commit(&mut w, &mut files, Commit::default());
    let archive = saved(&w, low, &files);
    let reopened = open(&archive, None);
    assert_eq!((reopened.image().layers.len(), reopened.image().config.history.len()), (2, 2));
    assert!(paths(&reopened, 1).contains(&"low".to_owned()));
}

#[test]
fn both_forms_of_the_upper_directory() {
    let mut w = stack(vec![Layer::new().dir("d").file("d/a", "1").file("d-x", "2").file("gone", "3")]);
    let files = Files(vec![
        image(vec![Layer::new().dir("d").file("d/a", "1").file("d-x", "2").file("gone", "3").bytes()]),
        vec![b'u'; 10],
    ]);
    let id = w.containers().run(None).unwrap();
    w.containers().choose(Some(id)).unwrap();
    w.shown_mut()
        .apply(&[remove("/d"), mkdir("/d"), write("/d/n", 4), unlink("/gone"), chmod("/d-x", 0o600)], at(9))
        .unwrap();
    let list = |bytes: &[u8]| {
        let mut archive = tar::Archive::new(bytes);
        archive
            .entries()
            .unwrap()
            .map(|e| e.unwrap())
            .map(|e| {
                format!(
                    "{:?} {} {:o}",
                    e.header().entry_type(),
                    e.path().unwrap().display(),
                    e.header().mode().unwrap()
                )
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(
        list(&tar(&w, UpperForm::Layer, &files)),
        [
            "Directory d/ 755",
            "Regular d/.wh..wh..opq 755",
            "Regular d/n 644",
            "Regular d-x 600",
            "Regular .wh.gone 600"
        ]
    );
    assert_eq!(
        list(&tar(&w, UpperForm::Overlay, &files)),
        ["Directory d/ 755", "Regular d/n 644", "Regular d-x 600", "Char gone 0"]
    );
}

/// An entry of a saved tar, as the listing tells it.
fn lines_of(bytes: &[u8]) -> Vec<String> {
    use tar::EntryType::*;
    let mut archive = tar::Archive::new(bytes);
    let line = |entry: std::io::Result<tar::Entry<&[u8]>>| {
        let mut entry = entry.unwrap();
        let letter = match entry.header().entry_type() {
            Regular => '-',
            Link => 'h',
            Symlink => 'l',
            Char => 'c',
            Directory => 'd',
            other => panic!("{other:?}"),
        };
        let header = entry.header();
        let numbers = match letter {
            'c' => format!("{},{}", header.device_major().unwrap().unwrap(), header.device_minor().unwrap().unwrap()),
            _ => entry.size().to_string(),
        };
        let start = format!(
            "{letter}{:o} {}:{} {numbers} {} {}",
            header.mode().unwrap(),
            header.uid().unwrap(),
            header.gid().unwrap(),
            header.mtime().unwrap(),
            String::from_utf8_lossy(&entry.path_bytes())
        );
        let link = entry.link_name_bytes().map(|link| format!(" -> {}", String::from_utf8_lossy(&link)));
        let xattrs = entry.pax_extensions().unwrap().into_iter().flatten().map(|record| record.unwrap());
        let xattr = |(key, value): (&str, &str)| Some(format!(" {}={value}", key.strip_prefix("SCHILY.xattr.")?));
        let xattrs: Vec<String> = xattrs.filter_map(|r| xattr((r.key().unwrap(), r.value().unwrap()))).collect();
        start + &link.unwrap_or_default() + &xattrs.concat()
    };
    archive.entries().unwrap().map(line).collect()
}

#[test]
fn the_listing_is_what_the_saved_tar_holds_in_both_forms_page_by_page() {
    let layers =
        vec![Layer::new().dir("d").file("d/a", "1").file("d-x", "2").file("gone", "3").dir("e").file("e/x", "4")];
    let archive = image(layers.into_iter().map(Layer::bytes).collect());
    let mut w = open(&archive, None);
    let files = Files(vec![archive, vec![b'u'; 10]]);
    assert_eq!(w.shown_mut().upper_list(UpperForm::Layer, 0, 9).total, 0);
    let id = w.containers().run(None).unwrap();
    w.containers().choose(Some(id)).unwrap();
    let list = |w: &mut Workspace, form| {
        let all = w.shown_mut().upper_list(form, 0, 1000);
        assert_eq!((all.from, all.lines.len()), (0, all.total));
        let paged: Vec<_> = (0..all.total).flat_map(|at| w.shown_mut().upper_list(form, at, 1).lines).collect();
        assert_eq!(paged, all.lines);
        all
    };
    let ops = [
        remove("/d"),
        mkdir("/d"),
        write("/d/n", 4),
        unlink("/gone"),
        unlink("/e/x"),
        chmod("/d-x", 0o4751),
        link("/e/hard", "/d/n"),
        symlink("/d/way", "../e"),
        Op::Chown { path: path("/d/n"), uid: Some(7), gid: Some(8), follow: true },
    ];
    w.shown_mut().apply(&ops, at(1_234_567)).unwrap();
    for form in [UpperForm::Layer, UpperForm::Overlay] {
        let page = list(&mut w, form);
        let mode = |text: &str| {
            let bits = |at: usize, special: u32| {
                text.bytes().skip(at).take(3).zip([4, 2, 1]).fold(0, |sum, (byte, bit)| {
                    sum | match byte {
                        b'-' => 0,
                        b's' | b't' => special << 9 | bit,
                        b'S' | b'T' => special << 9,
                        _ => bit,
                    }
                })
            };
            bits(1, 4) << 6 & 0o700 | bits(1, 4) & 0o7000 | bits(4, 2) << 3 & 0o70 | bits(4, 2) & 0o7000 | bits(7, 1)
        };
        let shown = page.lines.iter().map(|line| {
            let numbers = line.device.clone().unwrap_or_else(|| line.size.to_string());
            let link = line.target.as_ref().map(|target| format!(" -> {target}")).unwrap_or_default();
            let xattrs: String = line.xattrs.iter().map(|x| format!(" {}={}", x.name, x.value)).collect();
            let letter = &line.mode[..1];
            format!(
                "{letter}{:o} {} {numbers} {} {}{link}{xattrs}",
                mode(&line.mode),
                line.owner,
                line.mtime,
                line.path
            )
        });
        let shown: Vec<String> = shown.collect();
        assert_eq!(shown, lines_of(&tar(&w, form, &files)));
        assert_eq!(page.bytes, 5);
        let whiteouts =
            page.lines.iter().filter(|line| line.sign == layerscope::container::UpperMarker::Whiteout).count();
        let opaque: Vec<&str> = page
            .lines
            .iter()
            .filter(|line| line.sign == layerscope::container::UpperMarker::Opaque)
            .map(|line| &*line.path)
            .collect();
        assert_eq!(whiteouts, 2);
        assert_eq!(opaque, [if form == UpperForm::Layer { "d/.wh..wh..opq" } else { "d/" }]);
        if form == UpperForm::Overlay {
            assert!(shown.contains(&"d755 0:0 0 1234567 d/ trusted.overlay.opaque=y".to_owned()), "{shown:?}");
            assert!(shown.contains(&"c0 0:0 0,0 1234567 gone".to_owned()), "{shown:?}");
        }
    }
    // The next step is seen at once.
    w.shown_mut().apply(&[unlink("/d/way")], at(5)).unwrap();
    let page = list(&mut w, UpperForm::Overlay);
    assert!(page.lines.iter().all(|line| line.path != "d/way"));
    w.shown_mut().undo().unwrap();
    assert!(list(&mut w, UpperForm::Overlay).lines.iter().any(|line| line.path == "d/way"));
}

#[test]
fn changes_are_read_as_docker_reads_them() {
    use layerscope::image::Changes;
    let start = serde_json::json!({ "Env": ["PATH=/bin", "A=1"], "Cmd": ["sh"], "WorkingDir": "/w" });
    for (lines, field, wanted) in [
        (&["ENV A=2 B=\"x y\" P=$PATH:/b"][..], "Env", r#"["PATH=/bin","A=2","B=x y","P=/bin:/b"]"#),
        (&["ENV OLD the rest"], "Env", r#"["PATH=/bin","A=1","OLD=the rest"]"#),
        (&["CMD echo hi"], "Cmd", r#"["/bin/sh","-c","echo hi"]"#),
        (&["cmd [\"a\", \"b\"]"], "Cmd", r#"["a","b"]"#),
        (&["ENTRYPOINT foo bar"], "Cmd", "null"),
        (&["CMD [\"x\"]", "ENTRYPOINT foo bar"], "Cmd", r#"["x"]"#),
        (&["ENTRYPOINT foo bar"], "Entrypoint", r#"["/bin/sh","-c","foo bar"]"#),
        (&["EXPOSE 80 443/udp 9-10"], "ExposedPorts", r#"{"10/tcp":{},"443/udp":{},"80/tcp":{},"9/tcp":{}}"#),
        (&["LABEL x=y \"a b\"='c d'"], "Labels", r#"{"a b":"c d","x":"y"}"#),
        (&["VOLUME /v /u", "VOLUME [\"/z\"]"], "Volumes", r#"{"/u":{},"/v":{},"/z":{}}"#),
        (&["WORKDIR rel", "WORKDIR ../up"], "WorkingDir", r#""/w/up""#),
        (&["USER 5", "USER $A"], "User", r#""1""#),
        (&["STOPSIGNAL SIGINT"], "StopSignal", r#""SIGINT""#),
        (&["ONBUILD RUN x"], "OnBuild", r#"["RUN x"]"#),
        (
            &["HEALTHCHECK --interval=5s --retries=3 CMD curl x"],
            "Healthcheck",
            r#"{"Test":["CMD-SHELL","curl x"],"Interval":5000000000,"Retries":3}"#,
        ),
        (&["HEALTHCHECK NONE"], "Healthcheck", r#"{"Test":["NONE"]}"#),
    ] {
        let mut changes = Changes::new(Some(&start));
        lines.iter().for_each(|line| changes.apply(line).unwrap());
        assert_eq!(changes.into_config()[field].to_string(), wanted, "{lines:?}");
    }
    for bad in ["RUN x", "EXPOSE x", "ENV a", "HEALTHCHECK FOO x", "USER", "EXPOSE 80/icmp"] {
        assert!(Changes::new(None).apply(bad).is_err(), "{bad}");
    }
}
