//! Pictures put together byte by byte: what no encoder would write.

use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write;

/// A zlib stream of these pieces.
pub fn zlib(pieces: impl Iterator<Item = Vec<u8>>) -> Vec<u8> {
    let mut out = ZlibEncoder::new(Vec::new(), Compression::fast());
    pieces.for_each(|piece| out.write_all(&piece).expect("memory takes it"));
    out.finish().expect("memory takes it")
}

/// So many megabytes of nothing, packed.
pub fn nothing(megabytes: usize) -> Vec<u8> {
    zlib((0..megabytes).map(|_| vec![0; 1 << 20]))
}

pub fn png_chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let told = [kind.as_slice(), body].concat();
    let mut crc = flate2::Crc::new();
    crc.update(&told);
    [&(body.len() as u32).to_be_bytes(), told.as_slice(), &crc.sum().to_be_bytes()].concat()
}

/// A PNG of this size, `depth` bits a sample and `kind` of colour, with these chunks before its pixels.
pub fn png_of(size: (u32, u32), (depth, kind): (u8, u8), before: &[u8], pixels: &[u8]) -> Vec<u8> {
    let header = [&size.0.to_be_bytes()[..], &size.1.to_be_bytes(), &[depth, kind, 0, 0, 0]].concat();
    let (header, pixels, end) =
        (png_chunk(b"IHDR", &header), png_chunk(b"IDAT", pixels), png_chunk(b"IEND", b""));
    [b"\x89PNG\r\n\x1a\n".as_slice(), &header, before, &pixels, &end].concat()
}

/// An honest PNG of one colour, red, green and blue, that is small as a file and large as a picture.
pub fn large_png(width: u32, height: u32) -> Vec<u8> {
    let rows = zlib((0..height).map(|_| vec![0; width as usize * 3 + 1]));
    png_of((width, height), (8, 2), b"", &rows)
}

/// A chunk of a WebP, without the byte that makes it even.
pub fn riff_chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let even = vec![0; body.len() % 2];
    [kind.as_slice(), &(body.len() as u32).to_le_bytes(), body, &even].concat()
}

/// A WebP of these chunks.
pub fn webp_of(chunks: &[Vec<u8>]) -> Vec<u8> {
    let body = [b"WEBP".as_slice(), &chunks.concat()].concat();
    [b"RIFF".as_slice(), &(body.len() as u32).to_le_bytes(), &body].concat()
}

/// The chunk that says how large a WebP's canvas is; `flags` say what else is in the file.
pub fn webp_canvas(flags: u8, width: u32, height: u32) -> Vec<u8> {
    let side = |side: u32| (side - 1).to_le_bytes()[..3].to_vec();
    riff_chunk(b"VP8X", &[&[flags, 0, 0, 0][..], &side(width), &side(height)].concat())
}
