//! Extended attributes, packed as layer buffers and trees hold them.

/// Name, value, and what comes after them.
fn first(packed: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (name_len, rest) = packed.split_first_chunk()?;
    let (value_len, rest) = rest.split_first_chunk()?;
    let (name, rest) = rest.split_at_checked(u32::from_le_bytes(*name_len) as usize)?;
    let (value, rest) = rest.split_at_checked(u32::from_le_bytes(*value_len) as usize)?;
    Some((name, value, rest))
}

/// Names and values of the packed form of `layer::buffer`: u32 name bytes, u32 value bytes, name, value.
pub fn attributes(mut packed: &[u8]) -> Vec<(&[u8], &[u8])> {
    let mut out = Vec::new();
    while let Some((name, value, rest)) = first(packed) {
        out.push((name, value));
        packed = rest;
    }
    out
}
