//! The order of a build's steps, and their levels in its graph.

use super::model::BuildRecord;
use super::time::Nanos;
use crate::problem::{Kind, Problem};
use crate::sorting::sort_by_key;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The place of a step among those that could come next: by its start, then as it was reported.
type Turn = Reverse<(bool, Option<Nanos>, usize)>;

/// Puts each step after those that it takes from, else by their starts, and gives each its level. Steps that take from each other in a circle,
/// which no builder writes, come last.
///
/// *Source:* Kahn's algorithm.
pub fn order(record: &mut BuildRecord) {
    let count = record.steps.len();
    let (mut left, mut users) = (vec![0usize; count], vec![Vec::new(); count]);
    for (at, step) in record.steps.iter().enumerate() {
        for input in &step.inputs {
            if let (Some(users), Some(left)) = (users.get_mut(*input), left.get_mut(at)) {
                users.push(at);
                *left += 1;
            }
        }
    }
    let starts: Vec<Option<Nanos>> = record.steps.iter().map(|step| step.started).collect();
    let turn = |at: usize| -> Turn {
        let start = starts.get(at).copied().flatten();
        Reverse((start.is_none(), start, at))
    };
    let mut ready: BinaryHeap<Turn> = (0..count).filter(|at| left.get(*at) == Some(&0)).map(turn).collect();
    let mut order = Vec::with_capacity(count);
    while let Some(Reverse((_, _, at))) = ready.pop() {
        order.push(at);
        let level = record.steps.get(at).map_or(0, |step| step.level + 1);
        for user in users.get(at).into_iter().flatten() {
            if let (Some(step), Some(left)) = (record.steps.get_mut(*user), left.get_mut(*user)) {
                step.level = step.level.max(level);
                *left -= 1;
                if *left == 0 {
                    ready.push(turn(*user));
                }
            }
        }
    }
    if order.len() < count {
        let detail = format!("{} steps take from each other in a circle", count - order.len());
        record.problems.push(Problem::new(Kind::Contradiction).warning().detail(detail));
        order.extend((0..count).filter(|at| left.get(*at).is_some_and(|left| *left > 0)));
    }
    let mut places = vec![0; count];
    for (place, at) in order.iter().enumerate() {
        if let Some(known) = places.get_mut(*at) {
            *known = place;
        }
    }
    let mut steps: Vec<_> = std::mem::take(&mut record.steps).into_iter().enumerate().collect();
    sort_by_key(&mut steps, |(at, _)| places.get(*at).copied());
    record.steps = steps.into_iter().map(|(_, step)| step).collect();
    for input in record.steps.iter_mut().flat_map(|step| &mut step.inputs) {
        *input = places.get(*input).copied().unwrap_or_default();
    }
}
