//! The command line: its help, and what was asked for.

use super::{diff, images, run};
use layerscope::report::parse_time;
use layerscope::workspace::ReportKind;

pub const USAGE: &str = "\
usage: inspect COMMAND ARCHIVE [PATH] [options]

  images                                                  a line each: tags, platform, id, layers, size
  history [--no-trunc] [--format json] [--now RFC3339]    what docker history prints
  image                                                   what docker image inspect prints
  files [--height N]                                      the merged view of layers 0..N, as tar -tv lists it
  changes --layer N                                       what layer N did: kind, reasons, size before → after, path
  life PATH                                               what each layer did to it, and the sha256 of each version
  cat PATH [--height N] [--layer N]                       a file's bytes; --layer for an overwritten or deleted version
  members                                                 the archive's own members
  diff --export TAR | --upper TAR | --layer TAR | --import TAR
                                                          what docker diff prints of the container that TAR was made of; --import
                                                          finds out which of the three it is; --image and --height place it
  share [ARCHIVE]... [--have NAME]... [--want NAME]       layers that images share, each with its bytes; what a machine with some images
                                                          downloads for another one
  squash [ARCHIVE]...                                     what merging layers would save, and what it would no longer share
  compare [OTHER] [--image LEFT:RIGHT] [--json]           how an image of the archive differs from one of OTHER, or two of its own: layers,
                                                          config, history, files, by the bytes; A added, C changed and why, D removed, M moved
  verify                                                  a line a blob: digest wanted, digest found, ok or MISMATCH
  waste [--json] [--dive]                                 dead bytes by layer and cause, the largest paths, duplicates, advice, and dive's
                                                          figures beside; --dive tells these only
  dive-json                                               what dive --json writes
  dockerfile                                              a Dockerfile as far as history tells it
  report KIND                                             json (docs/schema.json), csv-layers, csv-files, csv-dead or html (--korean)
  run [--height N] [--op JSON | --sh LINE]... [--effects] [--diff] [--files] [--write-layer FILE] [--write-overlay FILE]
      [--commit FILE [--name TAG] [--message TEXT] [--author TEXT] [--created-by TEXT] [--change INSTRUCTION]...]
                                                          a container: each --op is a step (Op or Op[] of src/container/op.rs; a
                                                          content may be text), each --sh a command line; then docker diff, the merged view, its layer as
                                                          a tar, and the committed image as docker save writes it

  --image NAME      a tag, the start of an id, or a number from 0; the first image is the default
  --platform OS/ARCH[/VARIANT]   of the images with that name, the one for this platform; NAME@OS/ARCH says the same";

/// What was asked for.
#[derive(Default)]
pub struct Args {
    pub command: String,
    pub archive: String,
    /// Further archives beside it.
    pub more: Vec<String>,
    pub image: Option<String>,
    pub platform: Option<String>,
    pub path: Option<String>,
    pub report: Option<ReportKind>,
    pub korean: bool,
    pub height: Option<usize>,
    pub layer: Option<usize>,
    pub no_trunc: bool,
    pub json: bool,
    pub as_json: bool,
    pub dive: bool,
    pub now: Option<i64>,
    pub run: run::Run,
    pub import: diff::Import,
    pub pull: images::Pull,
}

/// Commands on a path of the image.
const ON_A_PATH: [&str; 2] = ["life", "cat"];
const OTHERS: [&str; 13] = [
    "diff",
    "waste",
    "dive-json",
    "dockerfile",
    "report",
    "images",
    "history",
    "image",
    "files",
    "changes",
    "members",
    "verify",
    "run",
];
/// Commands on several archives.
const ON_SEVERAL: [&str; 3] = ["compare", "share", "squash"];

/// Options may stand anywhere; the other words are the command, the archive and, where the command wants one, the path.
pub fn parse(mut words: impl Iterator<Item = String>) -> Option<Args> {
    let mut args = Args::default();
    let mut plain = Vec::new();
    while let Some(word) = words.next() {
        match &*word {
            "--export" | "--upper" | "--import" => args.import.option(&word, words.next()?),
            "--layer" if plain.first().is_some_and(|command| command == "diff") => {
                args.import.option(&word, words.next()?)
            }
            "--have" => args.pull.have.push(words.next()?),
            "--want" => args.pull.want = Some(words.next()?),
            "--image" => args.image = Some(words.next()?),
            "--platform" => args.platform = Some(words.next()?),
            "--height" => args.height = Some(words.next()?.parse().ok()?),
            "--layer" => args.layer = Some(words.next()?.parse().ok()?),
            "--json" => args.as_json = true,
            "--no-trunc" => args.no_trunc = true,
            "--korean" => args.korean = true,
            "--dive" => args.dive = true,
            "--format" => args.json = words.next()? == "json" || return None,
            "--now" => args.now = Some(parse_time(&words.next()?)?),
            _ if word.starts_with("--") => args.run.option(&word, &mut || words.next())??,
            _ => plain.push(word),
        }
    }
    if ON_A_PATH.contains(&&**plain.first()?) {
        args.path = (plain.len() == 3).then(|| plain.pop())?;
    }
    if plain.first().is_some_and(|command| command == "report") {
        let kind = (plain.len() == 3).then(|| plain.remove(1))?;
        args.report = Some(serde_json::from_value(kind.into()).ok()?);
    }
    let several = ON_SEVERAL.contains(&&**plain.first()?);
    if several && plain.len() > 2 {
        args.more = plain.split_off(2);
    }
    [args.command, args.archive] = plain.try_into().ok()?;
    let known = several || args.path.is_some() || OTHERS.contains(&&*args.command);
    let told = match &*args.command {
        "changes" => args.layer.is_some() && !args.as_json,
        "diff" => args.import.is_given() && !args.as_json,
        "compare" => args.more.len() < 2,
        "waste" => true,
        _ => !args.as_json,
    };
    (known && told).then_some(args)
}
