//! Caps on what a file may cost; each can be raised by an option, and messages name it.

/// Caps on size, depth and length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Greatest size of one file in bytes (`--max-bytes`).
    pub bytes: usize,
    /// Greatest nesting depth of data (`--max-depth`).
    pub depth: usize,
    /// Greatest number of nodes of a data file, aliases expanded (`--max-nodes`).
    pub nodes: usize,
    /// Greatest size in bytes of all parts of a Word file or a workbook, unpacked (`--max-unpacked`).
    pub unpacked: usize,
    /// Greatest length in bytes of the text drawn from a Word file, a workbook or a PDF (`--max-text`).
    pub text: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 64 << 20, depth: 128, nodes: 2_000_000, unpacked: 256 << 20, text: 8 << 20 }
    }
}
