//! Go's text/tabwriter as docker's command line sets it up: elastic columns, at least 10 wide, 3 apart, the last unpadded.

const MIN_WIDTH: usize = 10;
const PADDING: usize = 3;

/// Aligns lines of tab-separated cells. A column is as wide as its cells in consecutive lines; a cell that no tab ends is no
/// part of a column. *Source:* Go's text/tabwriter, `format` and `writeLines`.
pub fn align(text: &str) -> String {
    let lines: Vec<Vec<&str>> = text.split('\n').map(|line| line.split('\t').collect()).collect();
    // Going down the lines, a column lives on while each has a cell in it that a tab ends; then the next one begins.
    let mut widths: Vec<usize> = Vec::new();
    let mut alive: Vec<usize> = Vec::new();
    let mut columns: Vec<Vec<usize>> = Vec::with_capacity(lines.len());
    for cells in &lines {
        let ended = cells.len().saturating_sub(1);
        alive.truncate(ended);
        while alive.len() < ended {
            alive.push(widths.len());
            widths.push(MIN_WIDTH);
        }
        for (cell, column) in cells.iter().zip(&alive) {
            if let Some(width) = widths.get_mut(*column) {
                *width = (*width).max(cell.chars().count() + PADDING);
            }
        }
        columns.push(alive.clone());
    }
    let mut out: Vec<String> = Vec::with_capacity(lines.len());
    for (cells, columns) in lines.iter().zip(&columns) {
        let mut line = String::new();
        let mut columns = columns.iter().filter_map(|column| widths.get(*column));
        for cell in cells {
            line.push_str(cell);
            if let Some(width) = columns.next() {
                line.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.chars().count())));
            }
        }
        out.push(line);
    }
    out.join("\n")
}

#[cfg(test)]
mod tests {
    use super::align;

    #[test]
    fn columns_are_padded_and_the_last_is_not() {
        assert_eq!(
            align("A\tB\tC\nlonger than ten\tb\t\n"),
            "A                 B         C\nlonger than ten   b         \n"
        );
    }

    #[test]
    fn a_line_break_inside_a_cell_ends_the_block_of_the_columns_after_it() {
        assert_eq!(align("a\tlong long long\nx\tb\tc\n"), "a         long long long\nx         b         c\n");
    }
}
