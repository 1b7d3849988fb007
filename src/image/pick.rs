//! An image among several, by what people call it: a tag, the start of an id, a number, a platform.

use super::{Image, short_name};
use crate::problem::{Kind, Problem, Result};
use std::ops::Range;
use std::rc::Rc;

/// The least digits of an id that name an image.
const ID_DIGITS: usize = 4;

/// The first image among some that has this name and this platform. *Shape:* `name` is a tag, in full or short, a number from 0 within `among`, or the start
/// of an id. `NAME@OS/ARCH` names both: a tag holds an `@` only before a digest. "linux/arm64" means "linux/arm64/v8", too.
/// *Errors:* `NotFound`.
pub fn pick(images: &[Rc<Image>], among: Range<usize>, name: Option<&str>, platform: Option<&str>) -> Result<usize> {
    let (name, platform) = match (name.and_then(|name| name.rsplit_once('@')), platform) {
        (Some((name, after)), None) if after.contains('/') => (Some(name), Some(after)),
        _ => (name, platform),
    };
    let (first, count) = (among.start, among.len());
    let some: Vec<(usize, &Image)> = images.iter().map(Rc::as_ref).enumerate().skip(first).take(count).collect();
    let fits = |image: &Image| {
        let own = image.config.platform.as_deref().unwrap_or_default();
        platform.is_none_or(|p| own.strip_prefix(p).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
    };
    let all = || some.iter().filter(|(_, image)| fits(image));
    let found = match name {
        None => all().next(),
        Some(name) => {
            let hex = name.trim_start_matches("sha256:");
            let by_id =
                |image: &Image| hex.len() >= ID_DIGITS && image.id.trim_start_matches("sha256:").starts_with(hex);
            let named = |is: &dyn Fn(&str) -> bool| all().find(|(_, image)| image.names.iter().any(|own| is(own)));
            let by_name = named(&|own| own == name).or_else(|| named(&|own| short_name(own) == short_name(name)));
            let by_number = || name.parse::<usize>().ok().and_then(|number| some.get(number)).filter(|(_, i)| fits(i));
            by_name.or_else(by_number).or_else(|| all().find(|(_, image)| by_id(image)))
        }
    };
    let wanted = [name, platform].into_iter().flatten().collect::<Vec<_>>().join("@");
    found.map(|(index, _)| *index).ok_or_else(|| {
        Box::new(Problem { detail: Some(wanted).filter(|w| !w.is_empty()), ..Problem::new(Kind::NotFound) })
    })
}

/// Two images, `LEFT:RIGHT`, each as `pick` takes it from its own range. A tag has colons, too: the first colon that leaves two images
/// counts. *Errors:* `NotFound`.
pub fn pick_pair(
    images: &[Rc<Image>],
    (lefts, rights): (Range<usize>, Range<usize>),
    pair: &str,
    platform: Option<&str>,
) -> Result<(usize, usize)> {
    let found = |name: &str, among: &Range<usize>| pick(images, among.clone(), Some(name), platform).ok();
    let halves = pair.match_indices(':').filter_map(|(at, _)| Some((pair.get(..at)?, pair.get(at + 1..)?)));
    let mut pairs = halves.filter_map(|(left, right)| Some((found(left, &lefts)?, found(right, &rights)?)));
    pairs.next().ok_or_else(|| Box::new(Problem::new(Kind::NotFound).detail(pair)))
}
