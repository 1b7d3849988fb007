//! Advice and duplicates: on images made for them, and on what real tools made.

use crate::builder::{Files, Image};
use crate::support::{Layer, fixture, image, open};
use layerscope::image::sha256_digest;
use layerscope::waste::Advice;
use layerscope::workspace::Workspace;
use serde_json::json;

const KB: usize = 1000;

/// An image of steps: the history entry of each, and its layer.
pub fn built(steps: Vec<(&str, Layer)>) -> Workspace {
    let (commands, layers): (Vec<&str>, Vec<Vec<u8>>) = steps.into_iter().map(|(c, l)| (c, l.bytes())).unzip();
    let image = Image { layers, ..Image::reference() }.configured(|config| {
        // `docker import` tells where a base came from as a comment.
        let entry =
            |c: &&str| if c.starts_with("Imported") { json!({ "comment": c }) } else { json!({ "created_by": c }) };
        config["history"] = commands.iter().map(entry).collect();
    });
    let layers = image.layers.clone();
    let image = image.configured(|config| {
        config["rootfs"]["diff_ids"] = layers.iter().map(|l| sha256_digest(l)).collect();
    });
    let archive = archive_of(&image);
    let mut workspace = open(&archive, None);
    workspace.intake().hash_all(&archive);
    workspace
}

pub fn archive_of(image: &Image) -> Vec<u8> {
    let config = format!("{}.json", crate::builder::hex(&image.id()));
    let names: Vec<String> = (0..image.layers.len()).map(|at| format!("{at}/layer.tar")).collect();
    let mut files = Files::new();
    for (name, layer) in names.iter().zip(&image.layers) {
        files = files.file(name, layer.as_slice());
    }
    let manifest = json!([image.docker_entry(&config, names)]).to_string();
    files.file(&config, image.config_bytes()).file("manifest.json", manifest.as_bytes()).tar()
}

pub fn big(kilobytes: usize) -> String {
    "x".repeat(kilobytes * KB)
}

pub fn find<'a>(advice: &'a [Advice], kind: &str, dead: bool) -> &'a Advice {
    let kinds: Vec<_> = advice.iter().map(|a| (a.kind, a.dead, a.bytes)).collect();
    advice.iter().find(|a| a.kind == kind && a.dead == dead).unwrap_or_else(|| panic!("no {kind}: {kinds:?}"))
}

#[test]
fn a_changed_owner_or_mode_belongs_into_the_copy() {
    let owned = |h: &mut tar::Header| {
        h.set_uid(1000);
        h.set_gid(1001);
    };
    let mut workspace = built(vec![
        ("COPY app /srv/app # buildkit", Layer::new().file("srv/app/a", &big(30)).file("srv/app/b", &big(20))),
        (
            "RUN /bin/sh -c chown -R 1000:1001 /srv/app # buildkit",
            Layer::new().file_with("srv/app/a", &big(30), owned).file_with("srv/app/b", &big(20), owned),
        ),
        (
            "/bin/sh -c #(nop) COPY file:4ac8f1d3b6e29750c1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708 in /usr/bin/tool ",
            Layer::new().file("usr/bin/tool", &big(9)),
        ),
        ("/bin/sh -c chmod 755 /usr/bin/tool", Layer::new().file_with("usr/bin/tool", &big(9), |h| h.set_mode(0o755))),
        ("RUN /bin/sh -c make && touch /out # buildkit", Layer::new().file("out", &big(8))),
        ("RUN /bin/sh -c chown 7 /out # buildkit", Layer::new().file_with("out", &big(8), |h| h.set_uid(7))),
    ]);
    let advice = workspace.session_mut().waste().advice();
    let chown = find(&advice, "copy-chown", true);
    assert_eq!((chown.bytes, chown.paths, &chown.layers[..], chown.hidden_by), (50_000, 2, &[0][..], Some(1)));
    assert_eq!(chown.instruction, "RUN chown -R 1000:1001 /srv/app");
    assert_eq!(chown.from, "COPY app /srv/app\nRUN chown -R 1000:1001 /srv/app");
    assert_eq!(chown.into, "COPY --chown=1000:1001 app /srv/app");
    let sample: Vec<_> = chown.sample.iter().map(|s| (s.path.as_str(), s.bytes)).collect();
    assert_eq!(sample, [("/srv/app/a", 30_000), ("/srv/app/b", 20_000)]);
    let chmod = find(&advice, "copy-chmod", true);
    assert_eq!((chmod.bytes, &*chmod.into), (9000, "COPY --chmod=0755 … /usr/bin/tool"));
    let join = find(&advice, "join-runs", true);
    assert_eq!((join.bytes, &*join.into), (8000, "RUN make && touch /out && \\\n    chown 7 /out"));
}

#[test]
fn what_one_run_made_and_a_later_one_removed_is_cleaned_in_the_same_layer() {
    let mut workspace = built(vec![
        (
            "RUN /bin/sh -c make # buildkit",
            Layer::new().file("build/x.o", &big(40)).file("build/y.o", &big(10)).file("bin/x", &big(5)),
        ),
        ("RUN /bin/sh -c rm -rf /build # buildkit", Layer::new().file(".wh.build", "")),
        (
            "ADD https://example.org/src.tar.gz /opt/src.tar.gz # buildkit",
            Layer::new().file("opt/src.tar.gz", &big(60)),
        ),
        (
            "RUN /bin/sh -c tar -xf /opt/src.tar.gz && rm /opt/src.tar.gz # buildkit",
            Layer::new().file("opt/.wh.src.tar.gz", ""),
        ),
        ("COPY . /app # buildkit", Layer::new().file("app/notes/big", &big(20)).file("app/main", &big(6))),
        ("RUN /bin/sh -c rm -r /app/notes # buildkit", Layer::new().file("app/.wh.notes", "")),
    ]);
    let advice = workspace.session_mut().waste().advice();
    let clean = find(&advice, "clean-same-layer", true);
    assert_eq!((clean.bytes, clean.hidden_by, &*clean.into), (50_000, Some(1), "RUN make && \\\n    rm -rf /build"));
    let archive = find(&advice, "temp-archive", true);
    assert_eq!(
        (archive.bytes, &*archive.into),
        (
            60_000,
            "RUN curl -fsSLo /opt/src.tar.gz https://example.org/src.tar.gz && \\\n    tar -xf /opt/src.tar.gz && rm /opt/src.tar.gz"
        )
    );
    let ignore = find(&advice, "dockerignore", true);
    assert_eq!((ignore.bytes, ignore.sample[0].path.as_str()), (20_000, "/app/notes/big"));
    assert_eq!(ignore.into, "# .dockerignore\nnotes");
    assert_eq!(
        advice.iter().filter(|a| a.dead).map(|a| a.bytes).sum::<u64>(),
        workspace.session_mut().waste().info().dead
    );
}

#[test]
fn caches_and_what_everyone_carries_are_found_where_they_stand() {
    let run = "RUN /bin/sh -c apt-get update && apt-get install -y gcc # buildkit";
    let layer = Layer::new()
        .file("var/lib/apt/lists/deb_main", &big(50))
        .file("var/cache/apt/archives/gcc.deb", &big(40))
        .file("root/.cache/pip/wheel", &big(30))
        .file("home/me/.npm/_cacache/x", &big(29))
        .file("root/.cache/go-build/00/x", &big(28))
        .file("usr/local/cargo/registry/index", &big(27))
        .file("var/cache/apk/APKINDEX", &big(26))
        .file("var/cache/dnf/x", &big(25))
        .file("usr/share/doc/gcc/readme", &big(24))
        .file("usr/share/locale/ko/gcc.mo", &big(23))
        .file("usr/lib/debug/gcc.debug", &big(22))
        .file("opt/tool.debug", &big(1))
        .file("usr/lib/python3/__pycache__/os.pyc", &big(21))
        .file("usr/include/stdio.h", &big(20))
        .file("src/.git/objects/pack", &big(19))
        .file("tmp/download.tar.gz", &big(18))
        .file("usr/bin/program", &big(100))
        .file("usr/share/documents", &big(100))
        .file("apt/var/cache/apt/mine", &big(100));
    let mut workspace = built(vec![(run, layer)]);
    let advice = workspace.session_mut().waste().advice();
    let found: Vec<_> = advice.iter().map(|a| (a.kind, a.bytes, a.dead)).collect();
    let wanted = [
        ("duplicates", 200),
        ("lists-apt", 50),
        ("cache-apt", 40),
        ("cache-pip", 30),
        ("cache-npm", 29),
        ("cache-go", 28),
        ("cache-cargo", 27),
        ("cache-apk", 26),
        ("cache-dnf", 25),
        ("docs", 24),
        ("debug-symbols", 23),
        ("locales", 23),
        ("pycache", 21),
        ("multi-stage", 20),
        ("git", 19),
        ("temp-archive", 18),
    ];
    let mut sorted = found.clone();
    sorted.sort_by_key(|(kind, bytes, _)| (std::cmp::Reverse(*bytes), *kind));
    assert_eq!(sorted, wanted.map(|(kind, kilobytes)| (kind, kilobytes * KB as u64, false)));
    let into = |kind: &str| find(&advice, kind, false).into.as_str();
    assert_eq!(
        into("lists-apt"),
        "RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \\\n    --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \\\n    apt-get update && apt-get install -y gcc"
    );
    assert_eq!(
        into("cache-pip"),
        "RUN --mount=type=cache,target=/root/.cache/pip \\\n    apt-get update && apt-get install -y gcc"
    );
    assert!(
        into("docs").starts_with("RUN printf '%s\\n' 'path-exclude=/usr/share/doc/*' > /etc/dpkg"),
        "{}",
        into("docs")
    );
    assert!(into("git").ends_with("rm -rf /src/.git"), "{}", into("git"));
    assert!(into("multi-stage").contains("COPY --from=build"));
    assert!(
        advice
            .iter()
            .all(|a| a.instruction == "RUN apt-get update && apt-get install -y gcc" && a.from == a.instruction)
    );
    for one in &advice {
        assert!(one.sample.len() <= 5 && one.sample.is_sorted_by(|a, b| a.bytes >= b.bytes));
        assert!(one.sample.iter().map(|s| s.bytes).sum::<u64>() <= one.bytes);
    }
}

#[test]
fn what_copy_takes_along_belongs_into_the_dockerignore() {
    let layer = Layer::new()
        .file("app/node_modules/left-pad/index.js", &big(70))
        .file("app/.git/HEAD", &big(20))
        .file("app/.env", "SECRET=1")
        .file("app/server.js", &big(6));
    let mut workspace = built(vec![("COPY . /app # buildkit", layer)]);
    let advice = workspace.session_mut().waste().advice();
    let ignore = find(&advice, "dockerignore", false);
    assert_eq!((ignore.bytes, ignore.paths), (90_008, 3));
    assert_eq!(
        (ignore.from.as_str(), ignore.into.as_str()),
        ("COPY . /app", "# .dockerignore\n**/node_modules\n**/.git\n**/.env")
    );
    assert_eq!(advice.len(), 1);
}

#[test]
fn a_copy_of_what_stands_elsewhere_becomes_a_link() {
    let mut workspace =
        built(vec![("RUN a", Layer::new().file("one", &big(9)).file("two", &big(9)).hardlink("three", "one"))]);
    let advice = workspace.session_mut().waste().advice();
    assert_eq!((advice.len(), advice[0].kind, advice[0].bytes, advice[0].dead), (1, "duplicates", 9000, false));
    assert_eq!(advice[0].into, "RUN a && \\\n    ln -sf /one /two");
}

#[test]
fn small_findings_are_left_out_only_beside_larger_ones() {
    let steps = |kilobytes| {
        vec![
            ("RUN a", Layer::new().file("a", "12").file("b", &big(kilobytes))),
            ("RUN rm /a", Layer::new().file(".wh.a", "")),
            ("RUN write /b", Layer::new().file("b", "other")),
        ]
    };
    let kinds =
        |workspace: &mut Workspace| workspace.session_mut().waste().advice().iter().map(|a| a.kind).collect::<Vec<_>>();
    assert_eq!(kinds(&mut built(steps(1))), ["join-runs", "clean-same-layer"]);
    assert_eq!(kinds(&mut built(steps(9))), ["join-runs"]);
}

/// The history does not say what to write; the advice names the bytes all the same.
#[test]
fn without_history_the_bytes_are_told() {
    let mut workspace = built(vec![("", Layer::new().file("a", &big(9))), ("", Layer::new().file(".wh.a", ""))]);
    let advice = workspace.session_mut().waste().advice();
    assert_eq!((advice.len(), advice[0].bytes, advice[0].dead), (1, 9000, true));
    assert_eq!((advice[0].instruction.as_str(), advice[0].from.as_str(), advice[0].into.as_str()), ("", "", ""));
}

#[test]
fn the_richest_image_gets_its_advice() {
    let bytes = fixture("docker/20.10/rich.tar.gz");
    let mut workspace = open(&bytes, None);
    workspace.intake().hash_all(&bytes);
    let advice = workspace.session_mut().waste().advice();
    let clean = find(&advice, "clean-same-layer", true);
    assert_eq!(clean.hidden_by, Some(9));
    // ADD unpacked an archive: no flag of it reaches one file of that.
    let joined: Vec<_> = advice.iter().filter(|a| a.kind == "join-runs").collect();
    assert_eq!(joined.len(), 2);
    assert!(joined.iter().all(|a| a.bytes == 40_000 && a.into.ends_with("COPY --from=build /data/ /data/")));
}

#[test]
fn duplicates_are_stored_contents_and_hard_links_are_one() {
    let bytes = image(vec![
        Layer::new()
            .file("one", "same bytes")
            .hardlink("name", "one")
            .file("two", "same bytes")
            .file("old/place", "it moved")
            .file("empty", "")
            .file("none", "")
            .bytes(),
        Layer::new()
            .file("three", "same bytes")
            .file("new/place", "it moved")
            .file(".wh.old", "")
            .file("size", "not the same")
            .bytes(),
    ]);
    let mut workspace = open(&bytes, None);
    assert_eq!(
        (
            workspace.session_mut().waste().duplicates(0, 9).total,
            workspace.session_mut().waste().duplicates(0, 9).certain
        ),
        (0, false),
        "nothing is hashed"
    );
    workspace.intake().hash_all(&bytes);
    let all = workspace.session_mut().waste().duplicates(0, 9);
    assert_eq!((all.total, all.bytes, all.certain), (2, 28, true));
    let [same, moved] = &all.groups[..] else { panic!("{all:?}") };
    assert_eq!((same.size, same.copies, same.bytes, same.moved), (10, 3, 20, false));
    // As b3sum prints it.
    assert_eq!(same.blake3, "9b3a7844b08ff425691a46ae4bf0e5ac77c23329f0ea4a4a69349189ca4ef0ca");
    let places: Vec<_> = same.places.iter().map(|p| (p.path.as_str(), p.layer, p.live)).collect();
    assert_eq!(places, [("/one", 0, true), ("/two", 0, true), ("/three", 1, true)]);
    assert_eq!((moved.copies, moved.moved), (2, true));
    assert_eq!(workspace.session_mut().waste().duplicates(1, 9).groups, std::slice::from_ref(moved));
}
