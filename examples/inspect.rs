//! The page's native twin: the same core on a file, for tests, benchmarks, bug reports and people at a terminal.
//!
//! No logic of its own: it reads its arguments, asks the core, prints.

#![allow(clippy::indexing_slicing)] // every index comes from the list that it is used on

#[path = "inspect/args.rs"]
mod args;
#[path = "inspect/compare.rs"]
mod compare;
#[path = "inspect/diff.rs"]
mod diff;
#[path = "inspect/images.rs"]
mod images;
#[path = "inspect/input.rs"]
mod input;
#[path = "inspect/run.rs"]
mod run;
#[path = "inspect/waste.rs"]
mod waste;

use args::{Args, USAGE, parse};
use input::Input;
use layerscope::error::{Kind, Problem};
use layerscope::report::{self, members_listing, write_merged_listing};
use layerscope::source::{ReadAt, block_on};
use layerscope::tar_format::path::clean;
use layerscope::text::{display_text, hex, parse_display, short_digest};
use layerscope::workspace::{ReportKind, VerifyState, Workspace};
use std::fs::File;
use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

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

fn run(args: &Args) -> Result<(String, u8), Box<Problem>> {
    let path = Path::new(&args.archive);
    let names: Vec<&str> = [&args.archive].into_iter().chain(&args.more).map(|path| last_of(path)).collect();
    let input = if path.is_dir() {
        Input::folder(path).map_err(|e| cannot(&args.archive, &e))?
    } else {
        let open = |path: &String| File::open(path).map_err(|e| cannot(path, &e));
        Input::Archives([&args.archive].into_iter().chain(&args.more).map(open).collect::<Result<_, _>>()?)
    };
    let mut workspace = match &input {
        Input::Archives(files) => {
            let named = names.iter().zip(files).map(|(name, file)| (*name, file as &dyn ReadAt));
            Workspace::open_all(&named.collect::<Vec<_>>(), &mut |_, _| {})?
        }
        Input::Folder(_, files) => Workspace::open_folder(names[0], files, &input)?,
    };
    if args.command == "compare" {
        return Ok((compare::compare(&mut workspace, args, &input)?, 0));
    }
    if args.image.is_some() || args.platform.is_some() {
        let all = 0..workspace.images().len();
        let index = pick(&workspace, all, args.image.as_deref(), args.platform.as_deref())?;
        workspace.choose(index)?;
    }
    if args.command == "members" {
        notes(&workspace);
        return Ok((members_listing(workspace.archive()), 0));
    }
    if args.command == "images" {
        let text = listed(&mut workspace, &input)?;
        notes(&workspace);
        return Ok((text, 0));
    }
    if args.command == "share" {
        notes(&workspace);
        return Ok((images::share(&workspace, args)?, 0));
    }
    if args.command == "verify" {
        return Ok(verify(&mut workspace, &input));
    }
    workspace.scan_all(&input)?;
    let layers = workspace.image().layers.len();
    notes(&workspace);
    let now =
        args.now.unwrap_or_else(|| SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs() as i64));
    if args.command == "run" {
        let now = layerscope::container::Time { seconds: now, nanos: 0 };
        return Ok((String::new(), run::run(&mut workspace, args, &input, now)?));
    }
    let text = match &*args.command {
        "diff" => diff::diff(&mut workspace, args, &input)?,
        "history" if args.json => workspace.documents().history().json_lines(now, args.no_trunc),
        "history" => workspace.documents().history().table(now, args.no_trunc),
        "image" => workspace.documents().inspect(),
        "squash" => images::squash(&mut workspace),
        "waste" => {
            workspace.hash_all(&input);
            waste::waste(&mut workspace, args.as_json, args.dive)
        }
        "dive-json" => {
            let _ = waste::dive_json(&mut workspace);
            String::new()
        }
        "dockerfile" => workspace.documents().dockerfile(),
        "report" => {
            workspace.hash_all(&input);
            let kind = args.report.unwrap_or(ReportKind::Json);
            let _ = written(&mut workspace, kind, args.korean, now);
            String::new()
        }
        "changes" => {
            workspace.hash_all(&input);
            report::changes(workspace.tree(), one_of(args.layer, layers)?)
        }
        "life" => {
            workspace.hash_all(&input);
            let node = node(&workspace, args)?;
            let sum = |layer| {
                let content = workspace.ways().content(node, layer, 0).ok()?;
                let hash = block_on(&input, async |feed| content.sha256(&feed, &mut |_| {}).await).ok()?;
                Some(hex(&hash))
            };
            report::life(workspace.tree(), node, sum)
        }
        "cat" => {
            cat(&workspace, args, &input)?;
            String::new()
        }
        _ => {
            let height = one_of(args.height, layers)?;
            // Written as it is made: the paths of a hostile image are far longer than its bytes.
            let mut out = io::BufWriter::new(io::stdout().lock());
            let _ = write_merged_listing(workspace.tree(), height, &mut out).and_then(|()| out.flush());
            String::new()
        }
    };
    Ok((text, 0))
}

/// Writes a report as it is made. *Errors:* those of writing.
fn written(workspace: &mut Workspace, kind: ReportKind, korean: bool, now: i64) -> io::Result<()> {
    let report = workspace.reporter().begin(kind, korean, now);
    let mut out = io::stdout().lock();
    let mut from = 0;
    while from < report.steps() {
        let (bytes, next) = workspace.reporter().batch(&report, from);
        out.write_all(&bytes)?;
        from = next;
    }
    Ok(())
}

/// The layer that was asked for, the top one by default.
fn one_of(layer: Option<usize>, layers: usize) -> Result<usize, Box<Problem>> {
    let layer = layer.unwrap_or(layers.saturating_sub(1));
    if layer < layers.max(1) {
        return Ok(layer);
    }
    Err(Box::new(Problem::new(Kind::NotFound).detail(format!("no layer {layer}, the image has {layers}"))))
}

/// The path that was asked for, as it is or as the listings show it.
fn node(workspace: &Workspace, args: &Args) -> Result<layerscope::tree::NodeId, Box<Problem>> {
    let path = args.path.as_deref().unwrap_or_default();
    let find = |path: &[u8]| workspace.tree().find(&clean(path).bytes);
    let found = find(path.as_bytes()).or_else(|| find(&parse_display(path)));
    found.ok_or_else(|| Box::new(Problem::new(Kind::NotFound).detail(path)))
}

/// Writes a file's bytes as they are read. *Errors:* what stopped it; the bytes before that are written.
fn cat(workspace: &Workspace, args: &Args, input: &Input) -> Result<(), Box<Problem>> {
    let layers = workspace.image().layers.len();
    let node = node(workspace, args)?;
    let layer = match args.layer {
        Some(layer) => one_of(Some(layer), layers)?,
        None => {
            let seen = workspace.tree().seen_path(node, one_of(args.height, layers)?);
            seen.map_or(0, |seen| usize::from(workspace.tree().version(seen).layer))
        }
    };
    let content = workspace.ways().content(node, layer, 0)?;
    let mut out = io::stdout().lock();
    block_on(input, async |feed| content.copy(&feed, 0, &mut |bytes| out.write_all(bytes).is_ok()).await)
}

/// Findings that don't stop the answer.
fn notes(workspace: &Workspace) {
    for finding in workspace.findings() {
        eprintln!("note: {}", finding.line());
    }
}

fn last_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn cannot(path: &str, e: &io::Error) -> Box<Problem> {
    Box::new(Problem { file: Some(last_of(path).to_owned()), ..Problem::new(Kind::ReadFailed).detail(e.to_string()) })
}

/// The image that was asked for, among some. A tag may hold an `@` only before a digest, so what stands behind the last one is a platform.
fn pick(
    workspace: &Workspace,
    among: Range<usize>,
    name: Option<&str>,
    platform: Option<&str>,
) -> Result<usize, Box<Problem>> {
    let images = &workspace.images();
    let (name, platform) = match (name.and_then(|n| n.rsplit_once('@')), platform) {
        (Some((name, behind)), None) if behind.contains('/') => (Some(name), Some(behind)),
        _ => (name, platform),
    };
    // "linux/arm64" means "linux/arm64/v8", too.
    let fits = |index: &usize| {
        let own = images[*index].config.platform.as_deref().unwrap_or_default();
        platform.is_none_or(|p| own.strip_prefix(p).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
    };
    let all = || among.clone().filter(fits);
    let found = match name {
        None => all().next(),
        Some(name) => {
            let hex = name.trim_start_matches("sha256:");
            let by_id =
                |index: &usize| hex.len() >= 4 && images[*index].id.trim_start_matches("sha256:").starts_with(hex);
            let by_name = all().find(|index| images[*index].names.iter().any(|n| n == name));
            let by_number = || name.parse().ok().and_then(|number| among.clone().nth(number)).filter(fits);
            by_name.or_else(by_number).or_else(|| all().find(by_id))
        }
    };
    let wanted = [name, platform].into_iter().flatten().collect::<Vec<_>>().join(" for ");
    found.ok_or_else(|| Box::new(Problem::new(Kind::NotFound).detail(format!("no image {wanted}"))))
}

fn listed(workspace: &mut Workspace, input: &Input) -> Result<String, Box<Problem>> {
    let mut out = String::new();
    for index in 0..workspace.images().len() {
        workspace.choose(index)?;
        workspace.scan_all(input)?;
        let info = workspace.image_info();
        let names = if info.names.is_empty() { "<none>".into() } else { info.names.join(",") };
        let platform = info.platform.unwrap_or_else(|| "unknown".into());
        let size = info.size.unwrap_or(0);
        out.push_str(&format!("{names}\t{platform}\t{}\t{}\t{size}\n", short_digest(&info.id), info.layers.len()));
        for attestation in &info.attestations {
            let predicates: Vec<&str> = attestation.statements.iter().map(|s| s.predicate.as_str()).collect();
            out.push_str(&format!("  attestation\t{}\t{}\n", short_digest(&attestation.digest), predicates.join(",")));
        }
    }
    Ok(out)
}

/// The config first, then every layer by its blob digest (where the manifest names one) and by its diff_id (where the config
/// does). What no document promises can't be proven, and is not listed.
fn verify(workspace: &mut Workspace, input: &Input) -> (String, u8) {
    workspace.hash_all(input);
    let image = workspace.image();
    let mut rows = Vec::new();
    if image.id.starts_with("sha256:") {
        rows.push((image.wanted_id.clone().unwrap_or_else(|| image.id.clone()), Some(image.id.clone())));
    }
    let info = workspace.image_info();
    let mut bad = false;
    for layer in &info.layers {
        rows.extend(layer.blob_digest.clone().map(|wanted| (wanted, layer.found_blob_digest.clone())));
        rows.extend(layer.diff_id.clone().map(|wanted| (wanted, layer.found_diff_id.clone())));
        bad |= layer.verify == VerifyState::Mismatch || layer.problem.is_some();
    }
    notes(workspace);
    let mut out = String::new();
    for (wanted, found) in rows {
        let wanted = display_text(&wanted);
        let found = found.unwrap_or_else(|| "-".into());
        let word = if wanted == found { "ok" } else { "MISMATCH" };
        bad |= wanted != found;
        out.push_str(&format!("{wanted}\t{found}\t{word}\n"));
    }
    (out, u8::from(bad))
}
