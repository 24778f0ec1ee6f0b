//! The statements of a text, and the blocks that hang on them.

use super::normal::{Mark, MarkKind, Normal};

/// A statement: bytes of the normal text, and the block that follows it.
#[derive(Debug)]
pub(super) struct Statement {
    /// First byte.
    pub start: usize,
    /// One past the last byte; of a block's head, past its `{`.
    pub end: usize,
    /// The statements of its block.
    pub body: Option<Vec<Statement>>,
    /// One past the last byte, past the `}` of its block.
    pub close: usize,
    /// It stands behind a `}` with nothing between.
    pub glued: bool,
}

/// A block whose `}` has not come yet, with the statements before it on its level.
struct Level {
    before: Vec<Statement>,
    head: Statement,
}

/// Cuts a text into statements. Every brace has its partner by now.
pub(super) fn statements(normal: &Normal) -> Vec<Statement> {
    let mut cutter = Cutter { text: &normal.text, list: Vec::new(), levels: Vec::new(), start: 0, glued: false };
    for mark in &normal.marks {
        cutter.mark(*mark);
    }
    cutter.flush(normal.text.len());
    cutter.list
}

struct Cutter<'a> {
    text: &'a str,
    list: Vec<Statement>,
    levels: Vec<Level>,
    start: usize,
    glued: bool,
}

impl Cutter<'_> {
    fn mark(&mut self, mark: Mark) {
        let after = mark.at.saturating_add(1);
        match mark.kind {
            MarkKind::Separator => {
                self.flush(mark.at);
                self.glued = false;
            }
            MarkKind::Open => {
                let start = self.first(mark.at);
                let head = Statement { start, end: after, body: None, close: after, glued: self.glued };
                self.levels.push(Level { before: std::mem::take(&mut self.list), head });
                self.glued = false;
            }
            MarkKind::Close => {
                self.flush(mark.at);
                if let Some(Level { before, mut head }) = self.levels.pop() {
                    head.body = Some(std::mem::replace(&mut self.list, before));
                    head.close = after;
                    self.list.push(head);
                }
                self.glued = true;
            }
        }
        self.start = after;
    }

    /// The first byte since the last mark that is no blank.
    fn first(&self, end: usize) -> usize {
        let piece = self.text.get(self.start..end).unwrap_or_default();
        end.saturating_sub(piece.trim_start().len())
    }

    fn flush(&mut self, end: usize) {
        let start = self.first(end);
        let length = self.text.get(start..end).unwrap_or_default().trim_end().len();
        if length > 0 {
            let end = start.saturating_add(length);
            self.list.push(Statement { start, end, body: None, close: end, glued: self.glued });
        }
    }
}
