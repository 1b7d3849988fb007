//! Size, mode and kind of a file as `ls`, `stat`, `du` and `find` show them.

use crate::container::Stat;
use crate::tar_format::FileKind;

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
