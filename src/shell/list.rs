//! `ls`, one name a line as into a file, and what `ls` and `stat` share.

use super::args::Args;
use super::date;
use super::run::Run;
use crate::container::{Stat, Time};
use crate::tar_format::FileKind;
use crate::tar_format::path::split;

/// Bytes that a directory takes on a file system of blocks, where ours has no number.
const FOLDER: u64 = 4096;

/// Bytes as `stat` tells them.
pub(super) fn size(stat: &Stat) -> u64 {
    if stat.kind == FileKind::Dir { FOLDER } else { stat.size }
}

/// KiB on a file system with blocks of 4 KiB; a link's target needs none.
pub(super) fn kib(stat: &Stat) -> u64 {
    match stat.kind {
        FileKind::Dir | FileKind::File | FileKind::Other => size(stat).div_ceil(FOLDER) * 4,
        _ => 0,
    }
}

/// The letter of a kind, as `ls -l` begins its line.
fn letter(kind: FileKind) -> char {
    match kind {
        FileKind::Dir => 'd',
        FileKind::Symlink => 'l',
        FileKind::Char => 'c',
        FileKind::Block => 'b',
        FileKind::Fifo => 'p',
        _ => '-',
    }
}

/// `drwxr-sr-t`.
pub(super) fn mode_text(stat: &Stat) -> String {
    let mut text = String::from(letter(stat.kind));
    for (shift, special, sign) in [(6, 0o4000, 's'), (3, 0o2000, 's'), (0, 0o1000, 't')] {
        let three = stat.mode >> shift;
        text.push(if three & 4 != 0 { 'r' } else { '-' });
        text.push(if three & 2 != 0 { 'w' } else { '-' });
        text.push(match (stat.mode & special != 0, three & 1 != 0) {
            (true, true) => sign,
            (true, false) => sign.to_ascii_uppercase(),
            (false, true) => 'x',
            (false, false) => '-',
        });
    }
    text
}

/// `2.0M`, `512`: as busybox's -h.
pub(super) fn human(bytes: u64) -> String {
    let (mut tenths, mut unit) = (u128::from(bytes) * 10, 0);
    while tenths >= 10240 && unit < 6 {
        tenths = (tenths + 512) / 1024;
        unit += 1;
    }
    match "BKMGTPE".chars().nth(unit).filter(|_| unit > 0) {
        Some(unit) if tenths < 1000 => format!("{}.{}{unit}", tenths / 10, tenths % 10),
        Some(unit) => format!("{}{unit}", (tenths + 5) / 10),
        None => bytes.to_string(),
    }
}

/// A name on one line: what would break it, or move the cursor, becomes a question mark.
fn seen(name: &[u8]) -> Vec<u8> {
    name.iter().map(|byte| if byte.is_ascii_control() { b'?' } else { *byte }).collect()
}

struct Ls<'a> {
    args: &'a Args,
    now: Time,
}

type Named = (Vec<u8>, Stat);

impl Ls<'_> {
    fn long(&self) -> bool {
        self.args.has('l') || self.args.has('n')
    }

    fn sort(&self, entries: &mut [Named]) {
        match self.args.last_of("StX") {
            Some('S') => entries.sort_by_key(|(_, stat)| std::cmp::Reverse(size(stat))),
            Some('t') => entries.sort_by_key(|(_, stat)| std::cmp::Reverse(stat.mtime)),
            _ => entries.sort_by(|(a, _), (b, _)| a.cmp(b)),
        }
        if self.args.has('r') {
            entries.reverse();
        }
    }

    fn line(&self, name: &[u8], stat: &Stat) -> Vec<u8> {
        let mut line = Vec::new();
        if self.args.has('s') {
            line.extend(format!("{:6} ", kib(stat)).bytes());
        }
        if self.long() {
            let owner = |id: u32| if id == 0 && !self.args.has('n') { "root".into() } else { id.to_string() };
            let (user, group) = (owner(stat.uid), owner(stat.gid));
            let (major, minor) = stat.device;
            let bytes = match stat.kind {
                FileKind::Char | FileKind::Block => format!("{major:4}, {minor:3}"),
                _ if self.args.has('h') => format!("{:>7}", human(size(stat))),
                _ => format!("{:9}", size(stat)),
            };
            let time = match self.args.has('e') {
                true => date::full(stat.mtime),
                false => date::short(stat.mtime, self.now),
            };
            line.extend(format!("{} {:4} {user:<8} {group:<8} {bytes} {time} ", mode_text(stat), stat.links).bytes());
        }
        line.extend(seen(name));
        if self.long() && stat.kind == FileKind::Symlink {
            line.extend([b" -> ", seen(&stat.target).as_slice()].concat());
        }
        let all = self.args.has('F');
        match stat.kind {
            FileKind::Dir if all || self.args.has('p') => line.push(b'/'),
            FileKind::Symlink if all && !self.long() => line.push(b'@'),
            FileKind::Fifo if all => line.push(b'|'),
            FileKind::File if all && stat.mode & 0o111 != 0 => line.push(b'*'),
            _ => {}
        }
        line
    }

    fn print(&self, run: &mut Run, mut entries: Vec<Named>, total: bool) {
        self.sort(&mut entries);
        if total && (self.long() || self.args.has('s')) {
            let total: u64 = entries.iter().map(|(_, stat)| kib(stat)).sum();
            run.print_line(format!("total {total}").as_bytes());
        }
        for (name, stat) in &entries {
            run.print_line(&self.line(name, stat));
        }
    }

    /// What is in a directory, and the directories in it.
    fn entries(&self, run: &Run, path: &[u8]) -> (Vec<Named>, Vec<Vec<u8>>) {
        let view = run.view();
        let Ok(folder) = view.find(&run.path(path), true) else { return (Vec::new(), Vec::new()) };
        let (all, almost) = (self.args.has('a'), self.args.has('A'));
        let mut entries = Vec::new();
        if all {
            let parent = view.at(split(&folder.path).0);
            entries.push((b".".to_vec(), view.stat(&folder)));
            entries.push((b"..".to_vec(), view.stat(&parent)));
        }
        let mut folders = Vec::new();
        for child in view.list(&folder) {
            let name = split(&child.path).1;
            if name.starts_with(b".") && !all && !almost {
                continue;
            }
            let stat = view.stat(&child);
            if stat.kind == FileKind::Dir {
                folders.push(name.to_vec());
            }
            entries.push((name.to_vec(), stat));
        }
        folders.sort();
        if self.args.has('r') {
            folders.reverse();
        }
        let slash: &[u8] = if path.ends_with(b"/") { b"" } else { b"/" };
        (entries, folders.into_iter().map(|name| [path, slash, &name].concat()).collect())
    }
}

pub(super) fn ls(run: &mut Run, args: &[Vec<u8>]) -> u8 {
    let long = [("all", b'a'), ("recursive", b'R'), ("directory", b'd'), ("human-readable", b'h'), ("full-time", b'e')];
    let args = match Args::parse(args, "1AaCxdLHRFplinshrSXvctue", &long) {
        Ok(args) => args,
        Err(wrong) => return run.usage(&wrong, "[-1AaCxdLHRFplnshrSXte] [FILE]..."),
    };
    if args.has('i') {
        return run.error("-i: layers keep no inode numbers", b"", "");
    }
    let ls = Ls { args: &args, now: run.now };
    let given = if args.operands.is_empty() { vec![b".".to_vec()] } else { args.operands.clone() };
    let follow = args.has('L') || args.has('H') || !(ls.long() || args.has('s') || args.has('d') || args.has('F'));
    let (mut files, mut folders, mut status) = (Vec::new(), Vec::new(), 0);
    for path in given {
        match run.stat(&path, follow) {
            Ok(stat) if stat.kind == FileKind::Dir && !args.has('d') => folders.push((path, stat)),
            Ok(stat) => files.push((path, stat)),
            Err(errno) => status = run.refused(&path, errno),
        }
    }
    let titled = args.operands.len() > 1 || args.has('R');
    let mut first = files.is_empty();
    ls.print(run, files, false);
    ls.sort(&mut folders);
    let mut pending: Vec<Vec<u8>> = folders.into_iter().rev().map(|(path, _)| path).collect();
    while let Some(path) = pending.pop() {
        if titled {
            let gap: &[u8] = if first { b"" } else { b"\n" };
            run.print_line(&[gap, &seen(&path), b":"].concat());
        }
        first = false;
        let (entries, below) = ls.entries(run, &path);
        ls.print(run, entries, true);
        if args.has('R') {
            pending.extend(below.into_iter().rev());
        }
    }
    status
}
