//! Two images beside each other, against pairs built by hand, fixtures, and a naive comparison of two listings.

mod several;

#[path = "compare/naive.rs"]
mod naive;
#[path = "compare/verdicts.rs"]
mod verdicts;

use crate::inspect::{inspect, text};
use crate::support::{Layer, fixture, gunzip, pack};
use layerscope::compare::{Status, Verdict};
use layerscope::image::sha256_digest;
use layerscope::workspace::{Compared, ComparedRow, Workspace};
use serde_json::{Value, json};

/// A docker archive with two images: layers, and what stands in their configs beside the layers.
pub fn two(left: (&[Vec<u8>], Value), right: (&[Vec<u8>], Value)) -> Vec<u8> {
    let mut members: Vec<(String, Vec<u8>)> = Vec::new();
    let mut manifest = Vec::new();
    for (side, (layers, more)) in [("left", left), ("right", right)] {
        let mut config = json!({"architecture": "amd64", "os": "linux", "config": {}});
        config["history"] = (0..layers.len()).map(|n| json!({"created_by": format!("RUN step {n}")})).collect();
        for (key, value) in more.as_object().unwrap() {
            config[key] = value.clone();
        }
        config["rootfs"] =
            json!({"type": "layers", "diff_ids": layers.iter().map(|l| sha256_digest(l)).collect::<Vec<_>>()});
        let names: Vec<_> = (0..layers.len()).map(|n| format!("{side}{n}/layer.tar")).collect();
        members.extend(names.iter().cloned().zip(layers.iter().cloned()));
        members.push((format!("{side}.json"), config.to_string().into_bytes()));
        manifest.push(json!({"Config": format!("{side}.json"), "RepoTags": [format!("{side}:1")], "Layers": names}));
    }
    members.push(("manifest.json".into(), Value::from(manifest).to_string().into_bytes()));
    pack(&members)
}

/// The right image shown, and all that differs from the left one.
pub struct Beside {
    pub workspace: Workspace,
    pub compared: Compared,
    pub rows: Vec<ComparedRow>,
}

/// With the bytes hashed on the right and, by `compare_all`, on the left; or only scanned.
pub fn beside(archive: &[u8], (left, right): (usize, usize), hashed: bool) -> Beside {
    let mut workspace = Workspace::open("two.tar", &archive, &mut |_, _| {}).unwrap();
    workspace.choose(right).unwrap();
    workspace.intake().scan_all(&archive).unwrap();
    let compared = if hashed {
        workspace.intake().hash_all(&archive);
        workspace.comparing().all(left, &archive).unwrap()
    } else {
        for job in workspace.comparing().jobs(left).unwrap() {
            let buffer = crate::now::scan(&job.plan, &archive);
            workspace.comparing().layer(job.layer, buffer).unwrap();
        }
        workspace.comparing().done().unwrap()
    };
    let page = workspace.comparing().rows(None, "", 0, usize::MAX).unwrap();
    assert_eq!((page.total, page.wrong), (page.rows.len(), None));
    Beside { workspace, compared, rows: page.rows }
}

fn layers(left: Layer, right: Layer) -> Vec<u8> {
    two((&[left.bytes()], json!({})), (&[right.bytes()], json!({})))
}

/// "status path reasons", with the path a file moved from.
fn told(rows: &[ComparedRow]) -> Vec<String> {
    let word = |row: &ComparedRow| {
        let from = row.from.as_ref().map(|from| format!(" from {from}")).unwrap_or_default();
        format!("{:?} {} {}{from}", row.status, row.path, row.reasons.join(",")).to_lowercase().trim_end().to_owned()
    };
    rows.iter().map(word).collect()
}

#[test]
fn every_status_and_reason_is_told() {
    let later = |header: &mut tar::Header| header.set_mtime(1_800_000_000);
    let old = Layer::new()
        .file("same", "same")
        .file("size", "one")
        .file("bytes", "one")
        .file("time", "time")
        .file("mode", "mode")
        .file("owner", "owner")
        .file("gone", "gone is gone")
        .file("was/here", "these bytes move on")
        .file("kind", "a file")
        .symlink("link", "there")
        .dir("empty/");
    let new = Layer::new()
        .file("same", "same")
        .file("size", "three")
        .file_with("bytes", "two", |_| {})
        .file_with("time", "time", later)
        .file_with("mode", "mode", |h| h.set_mode(0o755))
        .file_with("owner", "owner", |h| h.set_uid(1000))
        .file("new", "new and larger than what is gone")
        .file("is/now", "these bytes move on")
        .dir("kind/")
        .symlink("link", "elsewhere")
        .dir("empty/");
    let found = beside(&layers(old, new), (0, 1), true);
    let mut rows = told(&found.rows);
    assert_eq!(rows[0], "added /new", "the largest first: {rows:#?}");
    assert_eq!(rows.last().unwrap(), "changed /time mtime", "a mere time last: {rows:#?}");
    rows.sort();
    let wanted = [
        "added /is",
        "added /new",
        "changed /bytes content",
        "changed /kind type",
        "changed /link target",
        "changed /mode mode",
        "changed /owner owner",
        "changed /size size,content",
        "changed /time mtime",
        "moved /is/now  from /was/here",
        "removed /gone",
        "removed /was",
    ];
    assert_eq!(rows, wanted);
    let Compared { left, right, comparison } = found.compared;
    assert_eq!((left, right), (0, 1));
    let sums = comparison.files;
    let all = [sums.added, sums.changed, sums.removed, sums.moved].map(|sum| (sum.paths, sum.bytes));
    // Of what changed: three + two + elsewhere; attributes and times are no bytes, nor is a directory.
    assert_eq!(all, [(2, 32), (7, 5 + 3 + 9), (2, 12), (1, 19)]);
    assert_eq!((sums.equal, comparison.times_only), (2, 1));
    assert_eq!((comparison.rebuild, comparison.certain, comparison.same), (Verdict::Different, true, false));
    assert_eq!((comparison.sizes.left, comparison.sizes.right), (65, 85));
}

#[test]
fn special_attributes_differ_too() {
    let node = |minor: u32, value: &str| {
        let mut builder = tar::Builder::new(Vec::new());
        builder.append_pax_extensions([("SCHILY.xattr.user.a", value.as_bytes())]).unwrap();
        let mut header = tar::Header::new_ustar();
        header.set_size(1);
        header.set_mode(0o644);
        header.set_mtime(1);
        builder.append_data(&mut header, "attributes", &b"x"[..]).unwrap();
        let mut header = tar::Header::new_ustar();
        header.set_entry_type(tar::EntryType::Char);
        header.set_size(0);
        header.set_mode(0o644);
        header.set_mtime(1);
        header.set_device_major(1).unwrap();
        header.set_device_minor(minor).unwrap();
        builder.append_data(&mut header, "null", &b""[..]).unwrap();
        builder.into_inner().unwrap()
    };
    let archive = two((&[node(3, "one")], json!({})), (&[node(5, "two")], json!({})));
    let mut rows = told(&beside(&archive, (0, 1), true).rows);
    rows.sort();
    assert_eq!(rows, ["changed /attributes xattrs", "changed /null device"]);
}

#[test]
fn of_several_files_with_the_same_bytes_the_one_of_the_same_name_moved() {
    let old = Layer::new().file("a/one", "bytes").file("a/two", "bytes").file("a/three", "bytes").dir("b/");
    let new = Layer::new().dir("a/").file("b/two", "bytes").file("b/other", "bytes");
    let found = beside(&layers(old, new), (0, 1), true);
    let mut rows = told(&found.rows);
    rows.sort();
    assert_eq!(rows, ["moved /b/other  from /a/one", "moved /b/two  from /a/two", "removed /a/three"]);
    // Hard links are one content.
    let old = Layer::new().file("x", "four").hardlink("y", "x");
    let new = Layer::new().file("z", "four").hardlink("w", "z");
    let found = beside(&layers(old, new), (0, 1), true);
    let moved = found.compared.comparison.files.moved;
    assert_eq!((moved.paths, moved.bytes, found.rows.len()), (2, 4, 2));
    // An empty file has no move: many files are empty.
    let found = beside(&layers(Layer::new().file("x", ""), Layer::new().file("y", "")), (0, 1), true);
    assert_eq!(told(&found.rows), ["removed /x", "added /y"]);
}

#[test]
fn without_hashes_a_time_counts_and_nothing_is_certain() {
    let later = |header: &mut tar::Header| header.set_mtime(1_800_000_000);
    let old = || Layer::new().file("a", "same").file("gone", "moves").file("even", "same time");
    let new = || Layer::new().file_with("a", "same", later).file("new", "moves").file("even", "same!time");
    let archive = layers(old(), new());
    let found = beside(&archive, (0, 1), false);
    assert_eq!(told(&found.rows), ["removed /gone", "added /new", "changed /a mtime"]);
    let Compared { comparison, .. } = &found.compared;
    assert_eq!((comparison.certain, comparison.rebuild, comparison.times_only), (false, Verdict::Different, 0));
    assert!(!comparison.layers[0].same_files);
    let found = beside(&archive, (0, 1), true);
    assert_eq!(told(&found.rows), ["changed /even content", "moved /new  from /gone", "changed /a mtime"]);
    assert!(found.compared.comparison.certain);
    // The hashes that come while it is shown are taken when it is asked again.
    let mut found = beside(&archive, (0, 1), false);
    found.workspace.intake().hash_all(&&*archive);
    assert!(!found.workspace.comparing().done().unwrap().comparison.certain);
    let jobs = found.workspace.comparing().hash_jobs();
    assert_eq!(jobs.iter().map(|(left, job)| (*left, job.proven)).collect::<Vec<_>>(), [(true, false)]);
    for (left, job) in jobs {
        let (digests, contents) = crate::now::hash(&job.plan, &&*archive, &job.files);
        match left {
            true => found.workspace.comparing().digests(job.layer, Some(digests), contents),
            false => drop(found.workspace.intake().set_contents(job.layer, contents)),
        }
    }
    assert!(found.workspace.comparing().hash_jobs().is_empty());
    let again = found.workspace.comparing().done().unwrap();
    assert!(again.comparison.certain);
    assert_eq!(again.comparison.files.moved.paths, 1);
}

#[test]
fn a_rebuild_is_told_from_a_real_change() {
    let at = |time: u64, text: &str| {
        let with = move |header: &mut tar::Header| header.set_mtime(time);
        Layer::new().dir("etc/").file_with("etc/conf", text, with).file_with("etc/empty", "", with).bytes()
    };
    let base = Layer::new().file("base", "base").bytes();
    let built = |created: &str, label: &str| json!({"created": created, "config": {"Labels": {"org.opencontainers.image.created": created, "version": label}}});
    let (one, two_) = (built("2024-01-01T00:00:00Z", "1"), built("2024-02-02T00:00:00Z", "1"));
    let old = [base.clone(), at(1, "text")];
    let rebuilt = two((&old, one.clone()), (&[base.clone(), at(2, "text")], two_.clone()));
    let found = beside(&rebuilt, (0, 1), true).compared.comparison;
    assert_eq!((found.rebuild, found.times_only, found.common), (Verdict::Rebuild, 2, 1));
    let pairs: Vec<_> = found.layers.iter().map(|l| (l.left, l.right, l.equal, l.same_files)).collect();
    assert_eq!(pairs, [(Some(0), Some(0), true, true), (Some(1), Some(1), false, true)]);
    let keys: Vec<_> = found.config.iter().map(|setting| &*setting.key).collect();
    assert_eq!(keys, ["Created", "Label org.opencontainers.image.created"]);
    assert!(found.history.iter().all(|step| step.equal));

    let bytes = two((&old, one.clone()), (&[base.clone(), at(2, "TEXT")], two_.clone()));
    let found = beside(&bytes, (0, 1), true).compared.comparison;
    assert_eq!((found.rebuild, found.layers[1].same_files), (Verdict::Different, false));
    // The same files but another version on the label: the label's author calls it another image.
    let label = two((&old, one.clone()), (&[base.clone(), at(2, "text")], built("2024-02-02T00:00:00Z", "2")));
    assert_eq!(beside(&label, (0, 1), true).compared.comparison.rebuild, Verdict::Different);
    // The same layers, built again at another time.
    let cached = two((&old, one.clone()), (&old, two_));
    let found = beside(&cached, (0, 1), true).compared.comparison;
    assert_eq!((found.rebuild, found.same, found.common), (Verdict::Rebuild, false, 2));
    let equal = beside(&two((&old, one.clone()), (&old, one)), (0, 1), true).compared.comparison;
    assert_eq!((equal.rebuild, equal.same, equal.files.equal), (Verdict::Identical, true, 4));
}

#[test]
fn configs_are_compared_setting_by_setting() {
    let left = json!({"architecture": "amd64", "variant": "", "config": {
        "Env": ["PATH=/bin", "A=1", "GONE=x", "EMPTY="], "Cmd": ["sh"], "User": "", "Image": "sha256:1", "Hostname": "abc", "AttachStdout": true,
        "ExposedPorts": {"80/tcp": {}}, "Volumes": null, "Labels": {"org.x": "1", "same": "s"}, "WorkingDir": "/srv",
    }});
    let right = json!({"architecture": "arm64", "variant": "v8", "config": {
        "Env": ["A=1", "PATH=/bin:/sbin", "NEW=\u{202e}y"], "Cmd": ["sh", "-c"], "Image": "sha256:2", "WorkingDir": "/srv",
        "ExposedPorts": {"80/tcp": {}, "443/tcp": {}}, "Volumes": {}, "Labels": {"same": "s", "org.y": ""},
        "Healthcheck": {"Test": ["NONE"]}, "Hostname": "def",
    }});
    let layer = [Layer::new().file("a", "a").bytes()];
    let found = beside(&two((&layer, left), (&layer, right)), (0, 1), true).compared.comparison;
    let told: Vec<_> = found.config.iter().map(|s| (&*s.key, s.left.as_deref(), s.right.as_deref())).collect();
    let wanted = [
        ("Architecture", Some("amd64"), Some("arm64")),
        ("Variant", None, Some("v8")),
        ("Cmd", Some(r#"["sh"]"#), Some(r#"["sh","-c"]"#)),
        ("ExposedPorts", Some("80/tcp"), Some("443/tcp, 80/tcp")),
        ("Healthcheck", None, Some(r#"{"Test":["NONE"]}"#)),
        ("Env EMPTY", Some(r#""""#), None),
        ("Env GONE", Some("x"), None),
        ("Env NEW", None, Some("\\342\\200\\256y")),
        ("Env PATH", Some("/bin"), Some("/bin:/sbin")),
        ("Label org.x", Some("1"), None),
        ("Label org.y", None, Some(r#""""#)),
    ];
    assert_eq!(told, wanted);
    assert_eq!(found.rebuild, Verdict::Different);
}

#[test]
fn layers_and_history_stand_side_by_side() {
    let layer = |name: &str, text: &str| Layer::new().file(name, text).bytes();
    let at = |time: u64| Layer::new().file_with("built", "built", |h| h.set_mtime(time)).bytes();
    let steps = |steps: &[&str]| json!({"history": steps.iter().map(|s| json!({"created_by": s})).collect::<Vec<_>>()});
    let left = [layer("base", "base"), layer("only", "left"), at(1), layer("app", "one")];
    let right = [layer("base", "base"), at(2), layer("app", "three"), layer("extra", "right")];
    let archive = two(
        (&left, steps(&["FROM base", "RUN only", "RUN build", "COPY app /"])),
        (&right, steps(&["FROM base", "RUN build", "COPY app /", "RUN extra"])),
    );
    let found = beside(&archive, (0, 1), true).compared.comparison;
    let rows: Vec<_> = found.layers.iter().map(|l| (l.left, l.right, l.equal, l.same_files, &*l.instruction)).collect();
    let wanted = [
        (Some(0), Some(0), true, true, "FROM base"),
        (Some(1), None, false, false, "RUN only"),
        (Some(2), Some(1), false, true, "RUN build"),
        (Some(3), Some(2), false, false, "COPY app /"),
        (None, Some(3), false, false, "RUN extra"),
    ];
    assert_eq!(rows, wanted);
    assert_eq!((found.layers[3].left_size, found.layers[3].right_size), (Some(3), Some(5)));
    assert_eq!(found.common, 1);
    let history: Vec<_> = found.history.iter().map(|s| (s.left.as_deref(), s.right.as_deref(), s.equal)).collect();
    let both = |step| (Some(step), Some(step), true);
    let wanted = [
        both("FROM base"),
        (Some("RUN only"), None, false),
        both("RUN build"),
        both("COPY app /"),
        (None, Some("RUN extra"), false),
    ];
    assert_eq!(history, wanted);
}

#[test]
fn rows_are_found_by_status_and_query_on_either_side() {
    let old = Layer::new().file("srv/gone.log", "gone").file("etc/conf", "one").file("srv/old.txt", "carried along");
    let new = Layer::new().file("etc/conf", "three").file("srv/new.log", "new").file("data/old.txt", "carried along");
    let mut found = beside(&layers(old, new), (0, 1), true);
    let mut ask = |status, query: &str| {
        let page = found.workspace.comparing().rows(status, query, 0, 10).unwrap();
        assert_eq!(page.total, page.rows.len());
        (page.rows.into_iter().map(|row| row.path).collect::<Vec<_>>(), page.wrong.is_some())
    };
    assert_eq!(ask(Some(Status::Removed), ""), (vec!["/srv/gone.log".into()], false));
    assert_eq!(ask(None, "*.log").0, ["/srv/gone.log", "/srv/new.log"]);
    assert_eq!(ask(Some(Status::Added), ".log").0, ["/srv/new.log"]);
    // A file that moved is found by the place it had.
    assert_eq!(ask(Some(Status::Moved), "srv/old").0, ["/data/old.txt"]);
    assert_eq!(ask(None, "size:3").0, ["/etc/conf", "/srv/new.log"]);
    // The change of a path is that of the comparison, not that of the top layer.
    assert_eq!(ask(None, "change:content").0, ["/etc/conf"]);
    assert_eq!(ask(None, "change:removed").0, ["/srv/gone.log", "/data/old.txt"]);
    assert_eq!(ask(None, "reason:content,size change:content").0, ["/etc/conf"]);
    assert_eq!(ask(None, "reason:mode").0, [""; 0]);
    assert_eq!(ask(None, "size:3").0, ["/etc/conf", "/srv/new.log"]);
    // A faulty query changes nothing.
    assert_eq!(ask(None, "size:x"), (vec!["/etc/conf".into(), "/srv/new.log".into()], true));
    let page = found.workspace.comparing().rows(None, "", 1, 2).unwrap();
    assert_eq!((page.total, page.from, page.rows.len()), (5, 1, 2));
}

#[test]
fn a_layer_that_cannot_be_read_makes_nothing_certain() {
    let base = Layer::new().file("base", "base").bytes();
    let archive = two((&[base.clone(), Layer::new().file("a", "a").bytes()], json!({})), (&[base], json!({})));
    let mut workspace = Workspace::open("two.tar", &archive.as_slice(), &mut |_, _| {}).unwrap();
    assert!(workspace.comparing().done().is_err(), "nothing is compared yet");
    assert!(workspace.comparing().rows(None, "", 0, 1).is_err());
    assert!(workspace.comparing().jobs(2).is_err(), "there is no third image");
    workspace.choose(1).unwrap();
    workspace.intake().scan_all(&archive.as_slice()).unwrap();
    workspace.intake().hash_all(&archive.as_slice());
    let jobs = workspace.comparing().jobs(0).unwrap();
    assert_eq!(jobs.len(), 2);
    let scan = |job: &layerscope::workspace::Job| crate::now::scan(&job.plan, &archive.as_slice());
    workspace.comparing().layer(0, scan(&jobs[0])).unwrap();
    assert!(workspace.comparing().done().is_err(), "a layer is not here yet");
    assert!(workspace.comparing().layer(1, b"no buffer".to_vec()).is_err());
    workspace.comparing().fail(1);
    let found = workspace.comparing().done().unwrap().comparison;
    assert_eq!((found.unread.left, found.unread.right), (vec![1], vec![]));
    assert_eq!((found.certain, found.rebuild, found.files.removed.paths), (false, Verdict::Different, 0));
}
