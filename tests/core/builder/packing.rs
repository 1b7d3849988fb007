//! How tools compress a layer, or an archive as a whole.

use crate::support::compress;
use tar::{Builder, EntryType, Header};

/// A way to store a tar, or something that is no tar at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    Plain,
    Gzip,
    /// Several gzip members, as parallel compressors write.
    Pigz,
    /// A gzip member every few blocks, the table of contents as the tar's last entry, a footer of 51 bytes.
    Estargz,
    /// The same, but the table of contents follows the end marker of a tar that had to stay as it was.
    EstargzBehindTheEnd,
    Zstd,
    /// A frame every few blocks, the table of contents in skippable frames.
    ZstdChunked,
    Xz,
    Bzip2,
    Squashfs,
    Erofs,
    Encrypted,
}

impl Packing {
    /// Adds the entries that the tool adds to the tar itself.
    pub fn prepare(self, layer: Vec<u8>) -> Vec<u8> {
        let end = layer.len() - 1024;
        match self {
            Self::Estargz => [&layer[..end], &table_of_contents()].concat(),
            Self::EstargzBehindTheEnd => [&layer[..], &table_of_contents()].concat(),
            _ => layer,
        }
    }

    pub fn pack(self, bytes: &[u8]) -> Vec<u8> {
        let pieces = || bytes.chunks(1536);
        match self {
            Self::Plain => bytes.to_vec(),
            Self::Gzip => gzip(bytes),
            Self::Pigz => bytes.chunks(bytes.len() / 3 + 1).flat_map(gzip).collect(),
            Self::Estargz | Self::EstargzBehindTheEnd => pieces().flat_map(gzip).chain(stargz_footer()).collect(),
            Self::Zstd => compress("zstd", bytes),
            Self::ZstdChunked => {
                let frames = pieces().flat_map(|piece| compress("zstd", piece));
                frames.chain(skippable(&compress("zstd", b"{\"version\":1}"))).chain(skippable(&[7; 64])).collect()
            }
            Self::Xz => compress("xz", bytes),
            Self::Bzip2 => compress("bzip2", bytes),
            Self::Squashfs => [&b"hsqs"[..], &[0; 4092]].concat(),
            Self::Erofs => [&[0; 1024][..], &[0xe2, 0xe1, 0xf5, 0xe0], &[0; 3068]].concat(),
            Self::Encrypted => bytes.iter().map(|b| b.wrapping_mul(31) ^ 0xa5).collect(),
        }
    }

    /// As the tools label it, rightly or not.
    pub fn media_type(self, docker: bool) -> String {
        let (base, dot) = match docker {
            true => ("application/vnd.docker.image.rootfs.diff.tar", '.'),
            false => ("application/vnd.oci.image.layer.v1.tar", '+'),
        };
        match self {
            Self::Plain => base.to_owned(),
            Self::Zstd | Self::ZstdChunked => format!("{base}{dot}zstd"),
            Self::Encrypted => format!("{base}+gzip+encrypted"),
            Self::Squashfs => "application/vnd.sylabs.image.layer.v1.squashfs".to_owned(),
            Self::Erofs => "application/vnd.erofs.layer.v1".to_owned(),
            _ => format!("{base}{dot}gzip"),
        }
    }
}

/// RFC 1952, one member.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut crc = !0u32;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    let body = miniz_oxide::deflate::compress_to_vec(bytes, 6);
    let size = (bytes.len() as u32).to_le_bytes();
    [&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff][..], &body, &(!crc).to_le_bytes(), &size].concat()
}

/// RFC 8878, 3.1.2.
pub fn skippable(bytes: &[u8]) -> Vec<u8> {
    [&0x184d_2a50_u32.to_le_bytes()[..], &(bytes.len() as u32).to_le_bytes(), bytes].concat()
}

/// `stargz.index.json` and the tar's end.
fn table_of_contents() -> Vec<u8> {
    let content = br#"{"version":1,"entries":[]}"#;
    let mut header = Header::new_gnu();
    header.set_entry_type(EntryType::Regular);
    header.set_size(content.len() as u64);
    header.set_mode(0o444);
    let mut builder = Builder::new(Vec::new());
    builder.append_data(&mut header, "stargz.index.json", &content[..]).unwrap();
    builder.into_inner().unwrap()
}

/// 51 bytes: an empty gzip member whose extra field says where the table of contents starts.
fn stargz_footer() -> Vec<u8> {
    let footer = [
        &[0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 0xff, 26, 0, b'S', b'G', 22, 0][..],
        b"0000000000000600STARGZ",
        &[1, 0, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0],
    ];
    let footer = footer.concat();
    assert_eq!(footer.len(), 51);
    footer
}
