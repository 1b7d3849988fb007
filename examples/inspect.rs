//! The page's native twin: the same core on a file, for tests, benchmarks, bug reports and people at a terminal.
//!
//! No logic of its own: it reads its arguments, asks the core, prints.

use layerscope::error::{Kind, Problem};
use layerscope::report::{members_listing, merged_listing, parse_time};
use layerscope::text::{display_text, short_digest};
use layerscope::workspace::{VerifyState, Workspace};
use std::fs::File;
use std::io::Write;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

const USAGE: &str = "\
usage: inspect COMMAND ARCHIVE [options]

  images                                                  a line each: tags, platform, id, layers, size
  history [--no-trunc] [--format json] [--now RFC3339]    what docker history prints
  image                                                   what docker image inspect prints
  files [--height N]                                      the merged view of layers 0..N, as tar -tv lists it
  members                                                 the archive's own members
  verify                                                  a line a blob: digest wanted, digest found, ok or MISMATCH

  --image NAME   a tag, the start of an id, or a number from 0; the first image is the default";

#[derive(Default)]
struct Args {
    command: String,
    archive: String,
    image: Option<String>,
    height: Option<usize>,
    no_trunc: bool,
    json: bool,
    now: Option<i64>,
}

fn main() -> ExitCode {
    let Some(args) = parse(std::env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match run(&args) {
        Ok((text, code)) => {
            // A reader that has seen enough (head, less) is no error.
            let _ = std::io::stdout().write_all(text.as_bytes());
            ExitCode::from(code)
        }
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::from(1)
        }
    }
}

/// Options may stand anywhere; the two other words are the command and the archive.
fn parse(mut words: impl Iterator<Item = String>) -> Option<Args> {
    let mut args = Args::default();
    let mut plain = Vec::new();
    while let Some(word) = words.next() {
        match &*word {
            "--image" => args.image = Some(words.next()?),
            "--height" => args.height = Some(words.next()?.parse().ok()?),
            "--no-trunc" => args.no_trunc = true,
            "--format" => args.json = words.next()? == "json" || return None,
            "--now" => args.now = Some(parse_time(&words.next()?)?),
            _ if word.starts_with("--") => return None,
            _ => plain.push(word),
        }
    }
    [args.command, args.archive] = plain.try_into().ok()?;
    ["images", "history", "image", "files", "members", "verify"].contains(&&*args.command).then_some(args)
}

fn run(args: &Args) -> Result<(String, u8), Box<Problem>> {
    let name = args.archive.rsplit('/').next().unwrap_or(&args.archive);
    let cannot = |e: std::io::Error| {
        Box::new(Problem { file: Some(name.to_owned()), ..Problem::new(Kind::ReadFailed).detail(e.to_string()) })
    };
    let file = File::open(&args.archive).map_err(cannot)?;
    let mut workspace = Workspace::open(name, &file, &mut |_, _| {})?;
    for problem in workspace.archive().problem.iter().chain(&workspace.images().problems) {
        note(problem);
    }
    if let Some(wanted) = &args.image {
        let index = pick(&workspace, wanted)
            .ok_or_else(|| Problem::new(Kind::NotFound).detail(format!("no image {wanted}")))?;
        workspace.choose(index)?;
    }
    if args.command == "members" {
        return Ok((members_listing(workspace.archive()), 0));
    }
    if args.command == "images" {
        return Ok((images(&mut workspace, &file)?, 0));
    }
    workspace.image().problems.iter().for_each(note);
    if args.command == "verify" {
        return Ok(verify(&mut workspace, &file));
    }
    workspace.scan_all(&file)?;
    let layers = workspace.image().layers.len();
    let problems: Vec<_> = (0..layers).filter_map(|layer| workspace.layer_info(layer)?.problem).collect();
    problems.iter().for_each(|p| note(&p.problem));
    let now =
        args.now.unwrap_or_else(|| SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs() as i64));
    let text = match &*args.command {
        "history" if args.json => workspace.history().json_lines(now, args.no_trunc),
        "history" => workspace.history().table(now, args.no_trunc),
        "image" => workspace.inspect(),
        _ => {
            let height = args.height.unwrap_or(layers.saturating_sub(1));
            if height >= layers.max(1) {
                return Err(Box::new(
                    Problem::new(Kind::NotFound).detail(format!("no layer {height}, the image has {layers}")),
                ));
            }
            merged_listing(workspace.tree(), height)
        }
    };
    Ok((text, 0))
}

fn note(problem: &Problem) {
    eprintln!("note: {problem}");
}

fn pick(workspace: &Workspace, wanted: &str) -> Option<usize> {
    let images = &workspace.images().list;
    let by_name = images.iter().position(|i| i.names.iter().any(|n| n == wanted));
    let by_index = wanted.parse().ok().filter(|index| *index < images.len());
    let hex = wanted.trim_start_matches("sha256:");
    let by_id = || images.iter().position(|i| hex.len() >= 4 && i.id.trim_start_matches("sha256:").starts_with(hex));
    by_name.or(by_index).or_else(by_id)
}

fn images(workspace: &mut Workspace, file: &File) -> Result<String, Box<Problem>> {
    let mut out = String::new();
    for index in 0..workspace.images().list.len() {
        workspace.choose(index)?;
        workspace.scan_all(file)?;
        let info = workspace.image_info();
        let names = if info.names.is_empty() { "<none>".into() } else { info.names.join(",") };
        let platform = info.platform.unwrap_or_else(|| "unknown".into());
        let size = info.size.unwrap_or(0);
        out.push_str(&format!("{names}\t{platform}\t{}\t{}\t{size}\n", short_digest(&info.id), info.layers.len()));
    }
    Ok(out)
}

/// The config first, then every layer by its blob digest (where the manifest names one) and by its diff_id.
fn verify(workspace: &mut Workspace, file: &File) -> (String, u8) {
    workspace.hash_all(file);
    let image = workspace.image();
    let mut rows = vec![(image.wanted_id.clone().or_else(|| Some(image.id.clone())), Some(image.id.clone()))];
    let info = workspace.image_info();
    let mut bad = false;
    for layer in &info.layers {
        if layer.blob_digest.is_some() {
            rows.push((layer.blob_digest.clone(), layer.found_blob_digest.clone()));
        }
        rows.push((layer.diff_id.clone(), layer.found_diff_id.clone()));
        bad |= layer.verify != VerifyState::Ok;
        if let Some(problem) = &layer.problem {
            note(&problem.problem);
        }
    }
    let mut out = String::new();
    for (wanted, found) in rows {
        let wanted = wanted.map_or_else(|| "-".to_owned(), |w| display_text(&w));
        let found = found.unwrap_or_else(|| "-".into());
        let word = if wanted == found { "ok" } else { "MISMATCH" };
        bad |= wanted != found;
        out.push_str(&format!("{wanted}\t{found}\t{word}\n"));
    }
    (out, u8::from(bad))
}
