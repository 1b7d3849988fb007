//! The order of a build's steps, and their levels in its graph.

use super::model::BuildRecord;
use crate::problem::{Kind, Problem};

/// Puts the steps in the order in which they started, and gives each its level. Steps that take from each other in a circle, which no builder
/// writes, stay where their times put them.
pub fn order(record: &mut BuildRecord) {
    let mut by_time: Vec<usize> = (0..record.steps.len()).collect();
    let start = |at: &usize| record.steps.get(*at).and_then(|step| step.started);
    by_time.sort_by_key(|at| (start(at).is_none(), start(at), *at));
    let mut place = vec![0; by_time.len()];
    for (new, old) in by_time.iter().enumerate() {
        if let Some(place) = place.get_mut(*old) {
            *place = new;
        }
    }
    let mut sorted: Vec<_> = std::mem::take(&mut record.steps).into_iter().enumerate().collect();
    sorted.sort_by_key(|(old, _)| place.get(*old).copied());
    record.steps = sorted.into_iter().map(|(_, step)| step).collect();
    for step in &mut record.steps {
        for input in &mut step.inputs {
            *input = place.get(*input).copied().unwrap_or_default();
        }
    }
    levels(record);
}

/// Kahn's algorithm: a step is done once all its inputs are.
fn levels(record: &mut BuildRecord) {
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
    let mut ready: Vec<usize> = left.iter().enumerate().filter(|(_, left)| **left == 0).map(|(at, _)| at).collect();
    let mut done = 0;
    while let Some(at) = ready.pop() {
        done += 1;
        let level = record.steps.get(at).map_or(0, |step| step.level + 1);
        for user in users.get(at).into_iter().flatten() {
            if let (Some(step), Some(left)) = (record.steps.get_mut(*user), left.get_mut(*user)) {
                step.level = step.level.max(level);
                *left -= 1;
                if *left == 0 {
                    ready.push(*user);
                }
            }
        }
    }
    if done < count {
        let detail = format!("{} steps take from each other in a circle", count - done);
        record.problems.push(Problem::new(Kind::Contradiction).warning().detail(detail));
    }
}
