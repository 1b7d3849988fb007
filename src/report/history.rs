//! `docker history`: the same table, the same JSON lines.

use super::engine::HeldImage;
use super::inspect::go_json;
use super::tabwriter::align;
use super::units::{human_duration, human_size, parse_time, rfc3339};
use crate::text::short_digest;
use serde::Serialize;
use serde_json::json;
use unicode_width::UnicodeWidthChar;

/// docker's zero time, for entries without one.
const NO_TIME: i64 = -62_135_596_800;
/// 2000-01-01: up to here docker says N/A.
const EARLIEST: i64 = 946_684_800;
const COMMAND_WIDTH: usize = 45;

/// One line. *Units:* seconds since 1970, bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HistoryRow {
    /// The image's id in the newest line, else empty: archives do not carry the parents' ids.
    pub id: String,
    /// When.
    pub created: i64,
    /// The command, tabs as spaces.
    pub created_by: String,
    /// The layer's size as the store counts it; 0 for entries that made no layer.
    pub size: u64,
    /// Comment.
    pub comment: String,
}

/// An image's history, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// Its lines.
    pub rows: Vec<HistoryRow>,
}

impl History {
    /// From the config's history and the sizes of the layers; a layer that could not be read counts 0.
    pub fn new(held: &HeldImage) -> Self {
        let mut layers = held.layer_sizes();
        let mut rows: Vec<HistoryRow> = held
            .image
            .config
            .history
            .iter()
            .map(|entry| HistoryRow {
                id: String::new(),
                created: entry.created.as_deref().and_then(parse_time).unwrap_or(NO_TIME),
                created_by: entry.created_by.replace('\t', " "),
                size: if entry.empty_layer { 0 } else { layers.next().unwrap_or(0) },
                comment: entry.comment.clone(),
            })
            .collect();
        rows.reverse();
        if let Some(first) = rows.first_mut() {
            held.id().clone_into(&mut first.id);
        }
        Self { rows }
    }

    /// The table, as a person with the clock at `now` sees it.
    pub fn table(&self, now: i64, no_trunc: bool) -> String {
        let mut text = String::from("IMAGE\tCREATED\tCREATED BY\tSIZE\tCOMMENT\n");
        for row in &self.rows {
            let cells =
                [row.id(no_trunc), row.since(now), row.command(no_trunc), human_size(row.size), row.comment.clone()];
            text.push_str(&cells.join("\t"));
            text.push('\n');
        }
        align(&text)
    }

    /// `--format json`: one object a line.
    pub fn json_lines(&self, now: i64, no_trunc: bool) -> String {
        let line = |row: &HistoryRow| {
            let object = json!({
                "Comment": row.comment,
                "CreatedAt": rfc3339(row.created),
                "CreatedBy": row.command(no_trunc),
                "CreatedSince": row.since(now),
                "ID": row.id(no_trunc),
                "Size": human_size(row.size),
            });
            go_json(&object.to_string()) + "\n"
        };
        self.rows.iter().map(line).collect()
    }
}

impl HistoryRow {
    fn id(&self, no_trunc: bool) -> String {
        match (self.id.is_empty(), no_trunc) {
            (true, _) => "<missing>".into(),
            (false, true) => self.id.clone(),
            (false, false) => short_digest(&self.id).to_owned(),
        }
    }

    fn since(&self, now: i64) -> String {
        if self.created <= EARLIEST {
            return "N/A".into();
        }
        human_duration(now - self.created) + " ago"
    }

    fn command(&self, no_trunc: bool) -> String {
        if no_trunc { self.created_by.clone() } else { ellipsis(&self.created_by, COMMAND_WIDTH) }
    }
}

/// Cuts to a display width, wide characters counting 2. *Source:* docker/cli formatter `Ellipsis`.
fn ellipsis(text: &str, width: usize) -> String {
    let char_width = |c: char| c.width().unwrap_or(1).max(1);
    if text.chars().map(char_width).sum::<usize>() <= width {
        return text.to_owned();
    }
    let mut used = 0;
    let mut out: String = text
        .chars()
        .take_while(|c| {
            used += char_width(*c);
            used < width
        })
        .collect();
    out.push('…');
    out
}

#[cfg(test)]
mod tests {
    use super::ellipsis;

    #[test]
    fn commands_are_cut_by_display_width() {
        assert_eq!(ellipsis(&"x".repeat(45), 45), "x".repeat(45));
        assert_eq!(ellipsis(&"x".repeat(46), 45), format!("{}…", "x".repeat(44)));
        assert_eq!(ellipsis(&"레".repeat(23), 45), format!("{}…", "레".repeat(22)));
    }
}
