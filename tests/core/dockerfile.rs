//! The Dockerfile that history tells: every form of an entry, and the Dockerfiles that the fixtures were built from.

use crate::support::{fixture, fixture_text, gunzip, open};
use layerscope::image::{Config, Image};
use layerscope::report::dockerfile;
use serde_json::{Value, json};

/// The lines that a history and a config make, without the head.
fn told(history: &Value, config: &Value) -> Vec<String> {
    let value = json!({ "history": history, "config": config });
    let config = Config::from_value(value, "sha256:0123456789abcdef".into()).unwrap();
    let layers = config.history.iter().filter(|entry| !entry.empty_layer).count();
    let image = Image { id: config.digest.clone(), config, ..Image::default() };
    let text = dockerfile(&image, &vec![Some(1000); layers]);
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    assert_eq!(lines[1], "# an image without a name, unknown platform, 0123456789ab");
    lines[3..].iter().filter(|line| !line.is_empty()).cloned().collect()
}

/// One entry without a layer, after a base.
fn one(created_by: &str, config: &Value) -> Vec<String> {
    let lines = told(&json!([{ "created_by": created_by, "empty_layer": true }]), config);
    lines.into_iter().filter(|line| line != "FROM scratch").collect()
}

#[test]
fn instructions_of_every_builder() {
    let none = json!({});
    for (created_by, wanted) in [
        ("/bin/sh -c #(nop)  CMD [\"-c\" \"echo hi\"]", "CMD [\"-c\", \"echo hi\"]"),
        ("CMD [\"a\\tb\" \"\\\"\"]", "CMD [\"a\\tb\", \"\\\"\"]"),
        ("/bin/sh -c #(nop) CMD [\"/bin/busybox\",\"sh\"]", "CMD [\"/bin/busybox\", \"sh\"]"),
        ("/bin/sh -c #(nop)  VOLUME [/vol /more]", "VOLUME [\"/vol\", \"/more\"]"),
        ("VOLUME [/data]", "VOLUME [\"/data\"]"),
        ("EXPOSE map[80/tcp:{} 53/udp:{}]", "EXPOSE 80/tcp 53/udp"),
        ("EXPOSE [8080/tcp]", "EXPOSE 8080/tcp"),
        ("/bin/sh -c #(nop)  EXPOSE 53/udp 8080/tcp", "EXPOSE 53/udp 8080/tcp"),
        ("ARG WHO", "ARG WHO"),
        ("ARG GREETING=hello world", "ARG GREETING=\"hello world\""),
        ("WORKDIR /srv/my app", "WORKDIR /srv/my app"),
        ("ONBUILD RUN make", "ONBUILD RUN make"),
        ("COPY --chown=1000:1000 a b /srv/ # buildkit", "COPY --chown=1000:1000 a b /srv/"),
        ("RUN apt-get update", "RUN apt-get update"),
        ("/bin/sh -c echo a  &&  echo b", "RUN echo a  &&  echo b"),
        ("/bin/sh -c [\"/bin/a\",\"b c\"]", "RUN [\"/bin/a\",\"b c\"]"),
        ("/bin/sh -c echo '#(nop)'", "RUN echo '#(nop)'"),
        (
            "/bin/sh -c #(nop)  HEALTHCHECK &{[\"CMD\" \"sh\" \"-c\" \"true\"] \"30s\" \"0s\" \"0s\" '\\x00'}",
            "HEALTHCHECK --interval=30s CMD [\"sh\", \"-c\", \"true\"]",
        ),
        (
            "HEALTHCHECK &{[\"CMD-SHELL\" \"curl x || exit 1\"] \"0s\" \"5s\" \"1m0s\" \"2s\" '\\n'}",
            "HEALTHCHECK --timeout=5s --start-period=1m0s --start-interval=2s --retries=10 CMD curl x || exit 1",
        ),
        ("HEALTHCHECK &{[\"NONE\"] \"0s\" \"0s\" \"0s\" '\\x00'}", "HEALTHCHECK NONE"),
    ] {
        assert_eq!(one(created_by, &none), [wanted], "{created_by}");
    }
}

#[test]
fn quotes_of_env_and_label_come_back_by_what_the_config_has() {
    let config = json!({
        "Env": ["PATH=/bin", "GREETING=hello A=1 world", "PRICE=5$"],
        "Labels": { "note": "quotes \" and \\ back", "a.b/c": "d" },
    });
    for (created_by, wanted) in [
        ("ENV PATH=/bin GREETING=hello A=1 world", "ENV PATH=/bin GREETING=\"hello A=1 world\""),
        ("ENV PRICE=5$", "ENV PRICE=\"5\\$\""),
        ("ENV EMPTY=", "ENV EMPTY=\"\""),
        ("LABEL a.b/c=d note=quotes \" and \\ back", "LABEL a.b/c=d note=\"quotes \\\" and \\\\ back\""),
    ] {
        assert_eq!(one(created_by, &config), [wanted]);
    }
}

#[test]
fn arguments_shells_and_sources() {
    let history = json!([
        { "created_by": "/bin/sh -c #(nop) ADD file:38e90228ae1c4434f47f03fe5276b679764cea99c6a34ea43a2905933b294bfa in / " },
        { "created_by": "ARG WHO=me", "empty_layer": true },
        { "created_by": "RUN |2 WHO=me HOW=very well /bin/sh -c echo $WHO # buildkit" },
        { "created_by": "|1 WHO=you /bin/sh -c echo again" },
        { "created_by": "SHELL [/bin/bash -o pipefail -c]", "empty_layer": true },
        { "created_by": "RUN |1 WHO=me /bin/bash -o pipefail -c a | b # buildkit" },
        { "created_by": "/bin/bash -o pipefail -c #(nop)  USER app", "empty_layer": true },
        { "created_by": "RUN /bin/tool with words # buildkit" },
        { "created_by": "bazel build //:image", "comment": "more" },
    ]);
    assert_eq!(
        told(&history, &json!({})),
        [
            "FROM scratch",
            "# layer 1, 1kB",
            "# history names the source by its digest only",
            "ADD <file:38e90228ae1c4434f47f03fe5276b679764cea99c6a34ea43a2905933b294bfa> /",
            "ARG WHO=me",
            "# layer 2, 1kB",
            "ARG HOW=\"very well\"",
            "RUN echo $WHO",
            "# layer 3, 1kB",
            "# built with --build-arg WHO=you",
            "RUN echo again",
            "SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]",
            "# layer 4, 1kB",
            "RUN a | b",
            "USER app",
            "# layer 5, 1kB",
            "# an exec form, [...]: history does not keep where its words end",
            "RUN /bin/tool with words",
            "# layer 6, 1kB: bazel build //:image",
        ]
    );
}

#[test]
fn here_documents_stay_whole_and_nothing_slips_out_of_them() {
    let none = json!({});
    let run = |command: &str| one(&format!("RUN /bin/sh -c {command} # buildkit"), &none).join("\n");
    assert_eq!(run("apt-get update\napt-get install -y x\n"), "RUN <<EOF\napt-get update\napt-get install -y x\nEOF");
    assert_eq!(run("cat <<END > /x\nhello\nEND"), "RUN cat <<END > /x\nhello\nEND");
    assert_eq!(run("cat <<-\"A\" 3<<B\nx\n\tA\ny\nB"), "RUN cat <<-\"A\" 3<<B\nx\n\tA\ny\nB");
    assert_eq!(run("echo $((1<<3)) <<<word"), "RUN echo $((1<<3)) <<<word");
    // A line after the end would be an instruction.
    assert_eq!(run("cat <<EOF\nx\nEOF\nUSER root"), "RUN <<EOFF\ncat <<EOF\nx\nEOF\nUSER root\nEOFF");
    assert_eq!(run("true \\"), "RUN <<EOF\ntrue \\\nEOF");
    assert_eq!(run("cat <<EOF"), "RUN <<EOF\ncat <<EOF\nEOF");
    assert_eq!(
        one("COPY <<EOF /etc/motd # buildkit", &none),
        ["# history does not keep the text", "COPY <<EOF /etc/motd", "EOF"]
    );
}

#[test]
fn a_line_break_makes_no_instruction_of_its_own() {
    let none = json!({});
    let run = "RUN |2 KEY=line1\nRUN curl evil|sh B=2 /bin/sh -c make # buildkit";
    assert_eq!(
        one(run, &none),
        ["# a value of several lines, KEY=\"line1", "# RUN curl evil|sh\"", "ARG KEY", "ARG B=2", "RUN make"]
            .map(|line| line.replace("KEY=\"line1", "\"KEY=line1"))
    );
    // A name with a line break is not a name.
    let run = "RUN |1 A\nRUN=1 /bin/sh -c make # buildkit";
    assert_eq!(one(run, &none), ["# built with --build-arg \"A", "# RUN=1\"", "RUN make"]);
    let check = |test: &str, time: &str| format!("HEALTHCHECK &{{[{test}] \"{time}\" \"0s\" \"0s\" '\\x00'}}");
    assert_eq!(
        one(&check(r#""CMD-SHELL" "true\nRUN evil""#, "0s"), &none),
        [r#"HEALTHCHECK CMD ["/bin/sh", "-c", "true\nRUN evil"]"#]
    );
    let times = check(r#""CMD-SHELL" "true""#, "5s\\nRUN evil");
    assert_eq!(one(&times, &none), [times]);
    assert_eq!(one("RUN [\"a\",\n\"b\"]", &none), ["RUN [\"a\", \"b\"]"]);
}

#[test]
fn an_instruction_that_says_nothing_is_none() {
    for word in ["ENV", "LABEL", "ARG", "CMD", "/bin/sh -c #(nop) ENV", "USER # buildkit"] {
        let lines = told(&json!([{ "created_by": word, "empty_layer": true }]), &json!({}));
        let instructions: Vec<&String> = lines.iter().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(instructions, ["FROM base"], "{word}: {lines:?}");
    }
}

#[test]
fn what_is_no_instruction_stays_a_comment() {
    let none = json!({});
    for hostile in [
        "USER a\nRUN evil",
        "COPY a b\nRUN evil # buildkit",
        "first\nRUN evil",
        "WORKDIR /x \\",
        "\u{202e}RUN x\r\nRUN y",
    ] {
        let lines = told(&json!([{ "created_by": hostile }, { "created_by": "USER me", "empty_layer": true }]), &none);
        let instructions: Vec<&String> = lines.iter().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(instructions, ["FROM base", "USER me"], "{lines:?}");
        assert!(!lines.iter().any(|line| line.contains(['\u{202e}', '\r'])));
    }
    assert_eq!(told(&json!([]), &none), ["# history tells nothing: \"base\" stands for it, as an image", "FROM base"]);
    let text = dockerfile(&Image::default(), &[Some(5), None]);
    assert!(text.contains("# layer 1, 5B\n# layer 2, not read\n"), "{text}");
}

#[test]
fn a_base_that_is_named_begins_there() {
    let workspace = open(&fixture("podman/4.3/two.docker-archive.tar.gz"), Some("localhost/story:4"));
    let text = workspace.documents().dockerfile();
    let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    assert!(lines[2].starts_with("# layer 1, ") && lines[2].ends_with(": The base: a diary of two days"), "{text}");
    let from = lines.iter().position(|line| *line == "FROM localhost/story:3").unwrap_or_else(|| panic!("{text}"));
    assert!(lines[..from].iter().all(|line| line.starts_with("# ")));
    assert!(lines.last().unwrap().starts_with("COPY <file:4ac8eb7d") && lines.last().unwrap().ends_with("> /srv/more"));
}

/// Instructions as they would be compared by a person: words without quotes, sources that history can't know left out.
fn instructions(dockerfile: &str) -> Vec<String> {
    let lines = dockerfile.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let plain = |line: &str| {
        let (word, rest) = line.split_once(' ').unwrap();
        let rest = match word {
            "ADD" | "COPY" => rest.rsplit_once(' ').unwrap().1.to_owned(),
            "EXPOSE" => {
                let mut ports: Vec<&str> = rest.split(' ').collect();
                ports.sort_unstable();
                ports.join(" ")
            }
            "ENV" | "LABEL" => shlex::split(rest).unwrap().join("|"),
            _ => match rest.find('[').and_then(|at| Some((at, serde_json::from_str::<Value>(&rest[at..]).ok()?))) {
                Some((at, list)) => format!("{}{list}", &rest[..at]),
                None => rest.to_owned(),
            },
        };
        format!("{word} {rest}")
    };
    lines.filter(|line| !line.starts_with("FROM ")).map(plain).collect()
}

/// The Dockerfiles that stand in the script that made the fixtures: here-documents and `printf`s.
fn built_from(mark: &str) -> String {
    let script = fixture_text("make-fixtures.sh");
    let behind = &script[script.find(mark).unwrap_or_else(|| panic!("no {mark}"))..];
    match behind.split_once("<<'DF'\n").filter(|(before, _)| before.len() < 40) {
        Some((_, text)) => text.split("\nDF\n").next().unwrap().to_owned(),
        None => behind.split('\'').nth(1).unwrap().replace("\\n", "\n"),
    }
}

#[test]
fn the_fixtures_instructions_come_back_in_order() {
    for (name, image, mark) in [
        ("docker/20.10/rich.tar.gz", None, "cat >\"$R/Dockerfile\""),
        ("skopeo/1.9/rich.docker-archive.tar.gz", None, "cat >\"$R/Dockerfile\""),
        ("docker/20.10/buildkit.tar.gz", None, "printf 'FROM layers:v1\\nARG"),
        ("docker/20.10/multi.tar.gz", Some("app:1"), "printf 'FROM layers:v1\\nRUN echo app >"),
        ("docker/20.10/multi.tar.gz", Some("app:2"), "printf 'FROM layers:v1\\nRUN echo app2"),
        ("buildah/1.28/layers.docker-archive.tar.gz", None, "cat >\"$WORK/Containerfile\""),
    ] {
        let workspace = open(&fixture(name), image);
        let (found, wanted) = (instructions(&workspace.documents().dockerfile()), instructions(&built_from(mark)));
        assert!(wanted.len() == 1 || wanted.len() > 4, "{wanted:?}");
        assert_eq!(found, wanted, "{name}");
    }
}

#[test]
fn every_fixture_has_one() {
    let mut named = 0;
    let root = crate::support::fixture_path("");
    let mut pending = vec![root];
    while let Some(folder) = pending.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                pending.push(path);
                continue;
            }
            let Ok(bytes) = std::fs::read(&path) else { continue };
            let name = path.to_string_lossy().into_owned();
            let bytes = if name.ends_with(".gz") { gunzip(&bytes) } else { bytes };
            let Ok(mut workspace) = layerscope::workspace::Workspace::open(&name, &&*bytes, &mut |_, _| {}) else {
                continue;
            };
            for image in 0..workspace.images().len() {
                workspace.choose(image).unwrap();
                workspace.intake().scan_all(&&*bytes).unwrap();
                let text = workspace.documents().dockerfile();
                let history = &workspace.image().config.history;
                assert_eq!(text.lines().filter(|line| line.starts_with("FROM ")).count(), 1, "{name}\n{text}");
                // Each layer is named once.
                for layer in 1..=workspace.image().layers.len() {
                    let labelled = text.lines().filter(|l| l.starts_with(&format!("# layer {layer}, "))).count();
                    assert_eq!(labelled, 1, "{name}: layer {layer} of\n{text}");
                }
                named += usize::from(!history.is_empty());
            }
        }
    }
    assert!(named > 20, "{named}");
}
