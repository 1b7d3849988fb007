//! Go's text/tabwriter as docker's command line sets it up: elastic columns, at least 10 wide, 3 apart, the last unpadded.

const MIN_WIDTH: usize = 10;
const PADDING: usize = 3;

/// Aligns lines of tab-separated cells. A column is as wide as its cells in consecutive lines; a cell that no tab ends is no
/// part of a column. *Source:* Go's text/tabwriter, `format` and `writeLines`.
pub fn align(text: &str) -> String {
    let lines: Vec<Vec<&str>> = text.split('\n').map(|line| line.split('\t').collect()).collect();
    let mut widths: Vec<Vec<usize>> = vec![Vec::new(); lines.len()];
    // Columns from left to right: those of one column that stand in consecutive lines share a width.
    let most = lines.iter().map(Vec::len).max().unwrap_or(0);
    for column in 0..most.saturating_sub(1) {
        let mut line = 0;
        while line < lines.len() {
            let block = lines[line..].iter().take_while(|cells| column + 1 < cells.len()).count();
            let longest =
                lines[line..line + block].iter().map(|cells| cells[column].chars().count()).max().unwrap_or(0);
            for widths in &mut widths[line..line + block] {
                widths.push(MIN_WIDTH.max(longest + PADDING));
            }
            line += block.max(1);
        }
    }
    let mut out = String::with_capacity(text.len() * 2);
    for (index, cells) in lines.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            out.push_str(cell);
            if let Some(width) = widths[index].get(column) {
                out.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.chars().count())));
            }
        }
        if index + 1 < lines.len() {
            out.push('\n');
        }
    }
    out
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
    fn a_line_break_inside_a_cell_ends_the_block_of_the_columns_behind_it() {
        assert_eq!(align("a\tlong long long\nx\tb\tc\n"), "a         long long long\nx         b         c\n");
    }
}
