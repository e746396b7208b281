//! What a page is written into.

/// A buffer that refuses to grow beyond its bound.
pub(crate) struct Bounded {
    pub(crate) bytes: Vec<u8>,
    most: usize,
    /// Something was refused.
    pub(crate) full: bool,
}

impl Bounded {
    pub(crate) fn new(most: usize) -> Bounded {
        Bounded { bytes: Vec::with_capacity(most.min(32 * 1024)), most, full: false }
    }
}

impl std::io::Write for Bounded {
    fn write(&mut self, part: &[u8]) -> std::io::Result<usize> {
        if self.bytes.len() + part.len() > self.most {
            self.full = true;
            return Err(std::io::Error::other("the page is too large"));
        }
        self.bytes.extend_from_slice(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
