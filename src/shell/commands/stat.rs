//! `stat`, `du` and `readlink`.

use crate::container::Stat;
use crate::shell::args::Args;
use crate::shell::context::Context;
use crate::shell::typed_path::joined;
use crate::shell::{date, stat_text};
use crate::tar_format::FileKind;
use std::collections::HashSet;

/// "regular file".
fn kind_words(stat: &Stat) -> &'static str {
    match stat.kind {
        FileKind::Dir => "directory",
        FileKind::Symlink => "symbolic link",
        FileKind::Char => "character special file",
        FileKind::Block => "block special file",
        FileKind::Fifo => "fifo",
        _ if stat.size == 0 => "regular empty file",
        _ => "regular file",
    }
}

fn kind_bits(stat: &Stat) -> u16 {
    match stat.kind {
        FileKind::Dir => 0o040_000,
        FileKind::Symlink => 0o120_000,
        FileKind::Char => 0o020_000,
        FileKind::Block => 0o060_000,
        FileKind::Fifo => 0o010_000,
        _ => 0o100_000,
    }
}

fn named(path: &[u8], stat: &Stat, quoted: bool) -> Vec<u8> {
    match (stat.kind, quoted) {
        (FileKind::Symlink, true) => [b"'", path, b"' -> '", stat.target.as_slice(), b"'"].concat(),
        _ => path.to_vec(),
    }
}

fn name_of(id: u32) -> String {
    if id == 0 { "root".into() } else { "UNKNOWN".into() }
}

fn formatted(format: &[u8], path: &[u8], stat: &Stat) -> Vec<u8> {
    let mut out = Vec::new();
    let mut bytes = format.iter();
    while let Some(byte) = bytes.next() {
        if *byte != b'%' {
            out.push(*byte);
            continue;
        }
        let Some(letter) = bytes.next() else {
            out.push(b'%');
            break;
        };
        let (major, minor) = stat.device;
        let text = match letter {
            b'n' => path.to_vec(),
            b'N' => named(path, stat, true),
            b's' => stat_text::size(stat).to_string().into(),
            b'a' => format!("{:o}", stat.mode).into(),
            b'A' => stat_text::mode_text(stat).into(),
            b'F' => kind_words(stat).into(),
            b'f' => format!("{:x}", kind_bits(stat) | stat.mode).into(),
            b'u' => stat.uid.to_string().into(),
            b'g' => stat.gid.to_string().into(),
            b'U' => name_of(stat.uid).into(),
            b'G' => name_of(stat.gid).into(),
            b'h' => stat.links.to_string().into(),
            b'b' => (stat_text::kib(stat) * 2).to_string().into(),
            b'B' => b"512".to_vec(),
            b'o' => b"4096".to_vec(),
            b't' => format!("{major:x}").into(),
            b'T' => format!("{minor:x}").into(),
            b'Y' | b'Z' | b'X' => stat.mtime.seconds.to_string().into(),
            b'y' | b'z' | b'x' => date::full(stat.mtime).into(),
            b'%' => b"%".to_vec(),
            // Layers have no inode and device numbers.
            _ => b"?".to_vec(),
        };
        out.extend(text);
    }
    out
}

/// The output of `stat`, without fields that a layer does not have.
fn described(path: &[u8], stat: &Stat) -> Vec<u8> {
    let mut out = [b"  File: ", named(path, stat, true).as_slice(), b"\n"].concat();
    let (bytes, blocks) = (stat_text::size(stat), stat_text::kib(stat) * 2);
    let text = format!(
        "  Size: {bytes:<10}\tBlocks: {blocks:<10} IO Block: 4096   {}\nLinks: {}\nAccess: ({:04o}/{})  Uid: ({:5}/{:>8})   Gid: ({:5}/{:>8})\nModify: {}\n",
        kind_words(stat),
        stat.links,
        stat.mode,
        stat_text::mode_text(stat),
        stat.uid,
        name_of(stat.uid),
        stat.gid,
        name_of(stat.gid),
        date::full(stat.mtime),
    );
    out.extend(text.bytes());
    out
}

pub(super) fn stat(context: &mut Context, args: &[Vec<u8>]) -> u8 {
    let usage = "[-L] [-c FMT] FILE...";
    let args = match Args::parse(args, "Lc:", &[("format", b'c'), ("dereference", b'L')]) {
        Ok(args) if args.operands.is_empty() => return context.usage("", usage),
        Ok(args) => args,
        Err(wrong) => return context.usage(&wrong, usage),
    };
    let mut status = 0;
    for path in &args.operands {
        match (context.stat(path, args.has('L')), args.value('c')) {
            (Ok(stat), Some(format)) => context.print_line(&formatted(format, path, &stat)),
            (Ok(stat), None) => context.print(&described(path, &stat)),
            (Err(errno), _) => status = context.cannot("stat", path, errno),
        }
    }
    status
}

pub(super) fn readlink(context: &mut Context, args: &[Vec<u8>]) -> u8 {
    let usage = "[-fn] FILE...";
    let args = match Args::parse(args, "fnv", &[("canonicalize", b'f')]) {
        Ok(args) if args.operands.is_empty() => return context.usage("", usage),
        Ok(args) => args,
        Err(wrong) => return context.usage(&wrong, usage),
    };
    let mut status = 0;
    for path in &args.operands {
        let text = if args.has('f') {
            let found = context.view().find(&context.path(path), true);
            found.ok().map(|dentry| [b"/", dentry.path.as_slice()].concat())
        } else {
            context.stat(path, false).ok().filter(|stat| stat.kind == FileKind::Symlink).map(|stat| stat.target)
        };
        match text {
            Some(text) if args.has('n') => context.print(&text),
            Some(text) => context.print_line(&text),
            None => status = 1,
        }
    }
    status
}

/// A path whose sum is not complete yet.
struct OpenSum {
    path: Vec<u8>,
    depth: usize,
    kib: u64,
    shown: bool,
}

struct Du<'a> {
    args: &'a Args,
    deepest: usize,
    open: Vec<OpenSum>,
    lines: Vec<(Vec<u8>, u64)>,
}

impl Du<'_> {
    /// Completes all sums at this depth and deeper ones.
    fn close(&mut self, depth: usize) {
        while let Some(done) = self.open.pop_if(|open| open.depth >= depth) {
            if let Some(parent) = self.open.last_mut() {
                parent.kib += done.kib;
            }
            if done.shown && done.depth <= self.deepest {
                self.lines.push((done.path, done.kib));
            }
        }
    }

    fn amount(&self, kib: u64) -> String {
        match self.args.last_of("hmk") {
            Some('h') => stat_text::human(kib * 1024),
            Some('m') => kib.div_ceil(1024).to_string(),
            _ => kib.to_string(),
        }
    }
}

pub(super) fn du(context: &mut Context, args: &[Vec<u8>]) -> u8 {
    let usage = "[-aHLdclshmk] [FILE]...";
    let long = [("all", b'a'), ("summarize", b's'), ("human-readable", b'h'), ("max-depth", b'd'), ("total", b'c')];
    let args = match Args::parse(args, "aHLd:clsxhmk", &long) {
        Ok(args) => args,
        Err(wrong) => return context.usage(&wrong, usage),
    };
    let depth = args.value('d').map(|text| String::from_utf8_lossy(text).parse::<usize>());
    let deepest = match (args.has('s'), depth) {
        (true, _) => 0,
        (false, Some(Ok(depth))) => depth,
        (false, Some(Err(_))) => return context.error("invalid number '", args.value('d').unwrap_or_default(), "'"),
        (false, None) => usize::MAX,
    };
    let given = if args.operands.is_empty() { vec![b".".to_vec()] } else { args.operands.clone() };
    let mut du = Du { args: &args, deepest, open: Vec::new(), lines: Vec::new() };
    let (mut total, mut status, mut counted) = (0, 0, HashSet::new());
    for path in given {
        let stat = match context.stat(&path, args.has('H') || args.has('L')) {
            Ok(stat) => stat,
            Err(errno) => {
                status = context.print_errno(&path, errno);
                continue;
            }
        };
        let view = context.view();
        view.walk(&view.at(&stat.path), &mut |dentry| {
            let below = view.stat(dentry);
            let rest = dentry.path.get(stat.path.len()..).unwrap_or_default();
            let rest = rest.strip_prefix(b"/").unwrap_or(rest);
            let depth = if rest.is_empty() { 0 } else { 1 + rest.iter().filter(|byte| **byte == b'/').count() };
            du.close(depth);
            let is_dir = below.kind == FileKind::Dir;
            let again = !is_dir && below.links > 1 && !args.has('l') && !counted.insert(below.inode);
            let path = if depth == 0 { path.clone() } else { joined(&path, rest) };
            let kib = if again { 0 } else { stat_text::kib(&below) };
            du.open.push(OpenSum { path, depth, kib, shown: !again && (is_dir || depth == 0 || args.has('a')) });
            true
        });
        total += du.open.iter().map(|open| open.kib).sum::<u64>();
        du.close(0);
        for (path, kib) in std::mem::take(&mut du.lines) {
            context.print_line(&[du.amount(kib).as_bytes(), b"\t", &path].concat());
        }
    }
    if args.has('c') {
        context.print_line(format!("{}\ttotal", du.amount(total)).as_bytes());
    }
    status
}
