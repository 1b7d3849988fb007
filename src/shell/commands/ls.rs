//! `ls`: one name a line, as busybox prints into a pipe.

use crate::container::{Stat, Time};
use crate::shell::args::Args;
use crate::shell::context::Context;
use crate::shell::date;
use crate::shell::stat_text::{human, kib, mode_text, size};
use crate::sorting::{sort, sort_by, sort_by_key};
use crate::tar_format::FileKind;
use crate::tar_format::path::split;

/// A name on one line: control characters become question marks.
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
            Some('S') => sort_by_key(entries, |(_, stat)| std::cmp::Reverse(size(stat))),
            Some('t') => sort_by_key(entries, |(_, stat)| std::cmp::Reverse(stat.mtime)),
            _ => sort_by(entries, |(a, _), (b, _)| a.cmp(b)),
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

    fn print(&self, context: &mut Context, mut entries: Vec<Named>, total: bool) {
        self.sort(&mut entries);
        if total && (self.long() || self.args.has('s')) {
            let total: u64 = entries.iter().map(|(_, stat)| kib(stat)).sum();
            context.print_line(format!("total {total}").as_bytes());
        }
        for (name, stat) in &entries {
            context.print_line(&self.line(name, stat));
        }
    }

    /// The entries of a directory, and the directories among them.
    fn entries(&self, context: &Context, path: &[u8]) -> (Vec<Named>, Vec<Vec<u8>>) {
        let view = context.view();
        let Ok(folder) = view.find(&context.path(path), true) else { return (Vec::new(), Vec::new()) };
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
        sort(&mut folders);
        if self.args.has('r') {
            folders.reverse();
        }
        let slash: &[u8] = if path.ends_with(b"/") { b"" } else { b"/" };
        (entries, folders.into_iter().map(|name| [path, slash, &name].concat()).collect())
    }
}

pub(super) fn ls(context: &mut Context, args: &[Vec<u8>]) -> u8 {
    let long = [("all", b'a'), ("recursive", b'R'), ("directory", b'd'), ("human-readable", b'h'), ("full-time", b'e')];
    let args = match Args::parse(args, "1AaCxdLHRFplinshrSXvctue", &long) {
        Ok(args) => args,
        Err(wrong) => return context.usage(&wrong, "[-1AaCxdLHRFplnshrSXte] [FILE]..."),
    };
    if args.has('i') {
        return context.error("-i: layers keep no inode numbers", b"", "");
    }
    let ls = Ls { args: &args, now: context.now };
    let given = if args.operands.is_empty() { vec![b".".to_vec()] } else { args.operands.clone() };
    let follow = args.has('L') || args.has('H') || !(ls.long() || args.has('s') || args.has('d') || args.has('F'));
    let (mut files, mut folders, mut status) = (Vec::new(), Vec::new(), 0);
    for path in given {
        match context.stat(&path, follow) {
            Ok(stat) if stat.kind == FileKind::Dir && !args.has('d') => folders.push((path, stat)),
            Ok(stat) => files.push((path, stat)),
            Err(errno) => status = context.print_errno(&path, errno),
        }
    }
    let titled = args.operands.len() > 1 || args.has('R');
    let mut first = files.is_empty();
    ls.print(context, files, false);
    ls.sort(&mut folders);
    let mut pending: Vec<Vec<u8>> = folders.into_iter().rev().map(|(path, _)| path).collect();
    while let Some(path) = pending.pop() {
        if titled {
            let gap: &[u8] = if first { b"" } else { b"\n" };
            context.print_line(&[gap, &seen(&path), b":"].concat());
        }
        first = false;
        let (entries, below) = ls.entries(context, &path);
        ls.print(context, entries, true);
        if args.has('R') {
            pending.extend(below.into_iter().rev());
        }
    }
    status
}
