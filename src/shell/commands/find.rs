//! `find`: tests and actions over a walk.

use super::attributes::parse_mode;
use crate::container::{Op, PathBytes, Stat};
use crate::shell::context::Context;
use crate::shell::parse::Char;
use crate::shell::pattern::{matches, pattern};
use crate::shell::stat_text;
use crate::shell::typed_path::{base_name, joined};
use crate::tar_format::FileKind;
use std::cmp::Ordering;

/// A test or an action (POSIX: a primary). `Or` separates two lists of them.
enum Primary {
    Name(Vec<Char>, bool),
    Path(Vec<Char>),
    Kind(FileKind),
    Size(Ordering, u64),
    Links(Ordering, u64),
    Owner(u32),
    Group(u32),
    Perm(u8, u16),
    Newer(crate::container::Time),
    Empty,
    Print(u8),
    Delete,
    Prune,
    Or,
}

struct Find {
    primaries: Vec<(bool, Primary)>,
    least: usize,
    most: usize,
}

/// An action to perform, in the order of the walk.
enum Action {
    Print(Vec<u8>, u8),
    Delete(Vec<u8>),
}

fn lower(text: &[u8]) -> Vec<u8> {
    text.to_ascii_lowercase()
}

/// `+10k`: the comparison, the number, the unit.
fn number(text: &[u8]) -> Option<(Ordering, u64, &str)> {
    let text = std::str::from_utf8(text).ok()?;
    let (order, text) = match text.split_at_checked(1)? {
        ("+", rest) => (Ordering::Greater, rest),
        ("-", rest) => (Ordering::Less, rest),
        _ => (Ordering::Equal, text),
    };
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, unit) = text.split_at_checked(end)?;
    Some((order, digits.parse().ok()?, unit))
}

fn test(context: &Context, name: &str, value: &[u8]) -> Result<Primary, String> {
    let invalid = || format!("invalid number '{}'", String::from_utf8_lossy(value));
    Ok(match name {
        "-name" => Primary::Name(pattern(value), false),
        "-iname" => Primary::Name(pattern(&lower(value)), true),
        "-path" | "-wholename" => Primary::Path(pattern(value)),
        "-type" => Primary::Kind(match value {
            b"f" => FileKind::File,
            b"d" => FileKind::Dir,
            b"l" => FileKind::Symlink,
            b"c" => FileKind::Char,
            b"b" => FileKind::Block,
            b"p" => FileKind::Fifo,
            _ => return Err(format!("-type: unknown type '{}'", String::from_utf8_lossy(value))),
        }),
        "-size" => {
            let (order, count, unit) = number(value).ok_or_else(invalid)?;
            let unit = match unit {
                "" | "b" => 512,
                "c" => 1,
                "w" => 2,
                "k" => 1 << 10,
                "M" => 1 << 20,
                "G" => 1 << 30,
                _ => return Err(invalid()),
            };
            Primary::Size(order, count.checked_mul(unit).ok_or_else(invalid)?)
        }
        "-links" => number(value).map(|(order, count, _)| Primary::Links(order, count)).ok_or_else(invalid)?,
        "-user" | "-uid" | "-group" | "-gid" => {
            let text = String::from_utf8_lossy(value);
            let id = if value == b"root" { Ok(0) } else { text.parse() };
            let id = id.map_err(|_| format!("unknown owner {text}: only numbers and root are known here"))?;
            if name.starts_with("-u") { Primary::Owner(id) } else { Primary::Group(id) }
        }
        "-perm" => {
            let (how, mode) = match value.split_first() {
                Some((b'-' | b'/', mode)) => (value.first().copied().unwrap_or(0), mode),
                _ => (b'=', value),
            };
            let mode = parse_mode(mode, 0, false);
            Primary::Perm(how, mode.ok_or_else(|| format!("invalid mode '{}'", String::from_utf8_lossy(value)))?)
        }
        _ => match context.stat(value, true) {
            Ok(stat) => Primary::Newer(stat.mtime),
            Err(errno) => return Err(format!("{}: {}", String::from_utf8_lossy(value), errno.words())),
        },
    })
}

impl Find {
    fn parse(context: &Context, words: &[Vec<u8>]) -> Result<Self, String> {
        let mut find = Self { primaries: Vec::new(), least: 0, most: usize::MAX };
        let mut words = words.iter();
        let mut negated = false;
        while let Some(word) = words.next() {
            let name = String::from_utf8_lossy(word).into_owned();
            let mut value = || words.next().ok_or_else(|| format!("{name} requires an argument"));
            let part = match name.as_str() {
                "!" | "-not" => {
                    negated = !negated;
                    continue;
                }
                "-a" | "-and" => continue,
                "-maxdepth" | "-mindepth" => {
                    let value = String::from_utf8_lossy(value()?).into_owned();
                    let depth = value.parse().map_err(|_| format!("invalid number '{value}'"))?;
                    *(if name == "-maxdepth" { &mut find.most } else { &mut find.least }) = depth;
                    continue;
                }
                "-o" | "-or" => Primary::Or,
                "-empty" => Primary::Empty,
                "-print" => Primary::Print(b'\n'),
                "-print0" => Primary::Print(0),
                "-delete" => Primary::Delete,
                "-prune" => Primary::Prune,
                "-name" | "-iname" | "-path" | "-wholename" | "-type" | "-size" | "-links" | "-user" | "-uid"
                | "-group" | "-gid" | "-perm" | "-newer" => test(context, &name, value()?)?,
                _ => return Err(format!("unrecognized: {name}")),
            };
            find.primaries.push((std::mem::take(&mut negated), part));
        }
        let acts = |(_, part): &(bool, Primary)| matches!(part, Primary::Print(_) | Primary::Delete);
        if !find.primaries.iter().any(acts) {
            // Without an action, each alternative ends with -print.
            let mut primaries = Vec::new();
            for part in find.primaries {
                if matches!(part.1, Primary::Or) {
                    primaries.push((false, Primary::Print(b'\n')));
                }
                primaries.push(part);
            }
            primaries.push((false, Primary::Print(b'\n')));
            find.primaries = primaries;
        }
        Ok(find)
    }

    /// Evaluates all primaries for a path. False = its entries are skipped.
    fn visit(&self, path: &[u8], stat: &Stat, empty: impl Fn() -> bool, found: &mut Vec<Action>) -> bool {
        let (mut fits, mut descend) = (true, true);
        for (negated, part) in &self.primaries {
            if matches!(part, Primary::Or) {
                if fits {
                    break;
                }
                fits = true;
                continue;
            }
            if !fits {
                continue;
            }
            let is = match part {
                Primary::Name(pattern, true) => matches(pattern, &lower(base_name(path))),
                Primary::Name(pattern, false) => matches(pattern, base_name(path)),
                Primary::Path(pattern) => matches(pattern, path),
                Primary::Kind(kind) => stat.kind == *kind,
                Primary::Size(order, bytes) => stat_text::size(stat).cmp(bytes) == *order,
                Primary::Links(order, count) => u64::from(stat.links).cmp(count) == *order,
                Primary::Owner(id) => stat.uid == *id,
                Primary::Group(id) => stat.gid == *id,
                Primary::Perm(b'-', mode) => stat.mode & mode == *mode,
                Primary::Perm(b'/', mode) => *mode == 0 || stat.mode & mode != 0,
                Primary::Perm(_, mode) => stat.mode == *mode,
                Primary::Newer(time) => stat.mtime > *time,
                Primary::Empty => match stat.kind {
                    FileKind::Dir => empty(),
                    FileKind::File => stat.size == 0,
                    _ => false,
                },
                Primary::Print(end) => {
                    found.push(Action::Print(path.to_vec(), *end));
                    true
                }
                Primary::Delete => {
                    found.push(Action::Delete(path.to_vec()));
                    true
                }
                Primary::Prune => {
                    descend = false;
                    true
                }
                Primary::Or => true,
            };
            fits = is != *negated;
        }
        descend
    }
}

pub(super) fn find(context: &mut Context, args: &[Vec<u8>]) -> u8 {
    let starts =
        |word: &Vec<u8>| word.starts_with(b"-") && word.len() > 1 || matches!(word.as_slice(), b"!" | b"(" | b")");
    let at = args.iter().position(starts).unwrap_or(args.len());
    let (paths, words) = args.split_at_checked(at).unwrap_or((args, &[]));
    let find = match Find::parse(context, words) {
        Ok(find) => find,
        Err(wrong) => return context.error(&wrong, b"", ""),
    };
    let paths = if paths.is_empty() { vec![b".".to_vec()] } else { paths.to_vec() };
    let mut status = 0;
    for path in paths {
        let top = match context.stat(&path, false) {
            Ok(stat) => stat,
            Err(errno) => {
                status = context.print_errno(&path, errno);
                continue;
            }
        };
        let mut found = Vec::new();
        let view = context.view();
        view.walk(&view.at(&top.path), &mut |dentry| {
            let rest = dentry.path.get(top.path.len()..).unwrap_or_default();
            let rest = rest.strip_prefix(b"/").unwrap_or(rest);
            let depth = if rest.is_empty() { 0 } else { 1 + rest.iter().filter(|byte| **byte == b'/').count() };
            let typed = if depth == 0 { path.clone() } else { joined(&path, rest) };
            let descend =
                depth < find.least || find.visit(&typed, &view.stat(dentry), || view.is_empty(dentry), &mut found);
            descend && depth < find.most
        });
        // Deletions come after the walk, deepest first.
        let mut doomed = Vec::new();
        for one in found {
            match one {
                Action::Print(path, end) => context.print(&[path.as_slice(), &[end]].concat()),
                Action::Delete(path) => doomed.push(path),
            }
        }
        for path in doomed.iter().rev() {
            let full = PathBytes(context.path(path));
            let is_dir = context.stat(path, false).is_ok_and(|stat| stat.kind == FileKind::Dir);
            let op = if is_dir { Op::Rmdir { path: full } } else { Op::Remove { path: full, recursive: false } };
            if let Err(errno) = context.apply(op) {
                status = context.print_errno(path, errno);
            }
        }
    }
    status
}
