//! Statements onto lines.
//!
//! A statement has a line of its own; two blanks for each block it is in. The author's breaks inside a statement stay:
//! a clause of a rule, or a further text, goes one step in, any other line two, one that begins with a closing bracket
//! none. A block that is written on one line with one statement in it stays there.

use super::spacing::{blank, written};
use crate::diagnostic::Language;
use crate::syntax::concrete::{Between, Block, Extent, Leaf, Role, Script, Statement};

/// The text of a file, and where its statements stand in it.
pub(super) fn print(script: &Script) -> (String, Vec<Extent>) {
    let mut printer = Printer { text: String::new(), extents: Vec::new(), language: script.language };
    printer.statements(&script.statements, 0, true);
    printer.between(&script.end, 0, script.statements.is_empty());
    printer.text.push('\n');
    (printer.text, printer.extents)
}

struct Printer {
    /// Up to the last line, which is not ended.
    text: String,
    extents: Vec<Extent>,
    language: Language,
}

/// Where the lines of one statement stand.
struct Levels {
    /// Of its first line, or of the clause that was begun last.
    line: usize,
    /// Brackets that are open.
    brackets: usize,
}

impl Printer {
    /// The statements of a block; `first` if nothing stands before them in it.
    fn statements(&mut self, list: &[Statement], level: usize, first: bool) {
        for (index, statement) in list.iter().enumerate() {
            let blank = self.between(&statement.before, level, first && index == 0);
            self.line(level, blank);
            self.statement(statement, level);
        }
    }

    /// Comments before a statement or the end of a block. Gives whether a blank line was left behind them.
    fn between(&mut self, between: &[Between], level: usize, mut first: bool) -> bool {
        let (mut breaks, mut behind) = (0_usize, !self.text.is_empty());
        for one in between {
            match one {
                Between::Semicolon => {}
                Between::Break => {
                    breaks = breaks.saturating_add(1);
                    behind = false;
                }
                Between::Comment(comment) if behind => {
                    self.text.push_str("  ");
                    self.text.push_str(comment);
                }
                Between::Comment(comment) => {
                    self.line(level, breaks > 1 && !first);
                    self.text.push_str(comment);
                    (breaks, first) = (0, false);
                }
            }
        }
        breaks > 1 && !first
    }

    /// Begins a line.
    fn line(&mut self, level: usize, blank: bool) {
        if !self.text.is_empty() {
            self.text.push_str(if blank { "\n\n" } else { "\n" });
        }
        self.text.extend(std::iter::repeat_n("  ", level));
    }

    fn statement(&mut self, statement: &Statement, level: usize) {
        let leaves = statement.tree.leaves();
        let (begun, noted) = self.begin();
        let mut levels = Levels { line: level, brackets: 0 };
        let mut rest = leaves.iter().peekable();
        while let Some(leaf) = rest.next() {
            self.leaf(leaf, &mut levels);
            match rest.peek() {
                None => {}
                Some(next) if !leaf.after.is_empty() => self.broken(leaf, next, (level, &mut levels)),
                Some(next) if blank(leaf, next, levels.brackets, self.language) => self.text.push(' '),
                Some(_) => {}
            }
        }
        let head = self.here();
        if let Some(block) = &statement.block {
            self.block(block, levels.line);
        }
        self.finish((begun, noted), head);
    }

    /// How many bytes were written.
    fn here(&self) -> u32 {
        u32::try_from(self.text.len()).unwrap_or(u32::MAX)
    }

    /// Notes where a statement begins; gives that, and the number of its note.
    fn begin(&mut self) -> (u32, usize) {
        let (start, noted) = (self.here(), self.extents.len());
        self.extents.push(Extent { start, head: start, end: start });
        (start, noted)
    }

    fn finish(&mut self, (start, noted): (u32, usize), head: u32) {
        let end = self.here();
        if let Some(note) = self.extents.get_mut(noted) {
            *note = Extent { start, head, end };
        }
    }

    /// Writes what another one has written.
    fn take_in(&mut self, inside: &Printer) {
        let before = self.here();
        self.extents.extend(inside.extents.iter().map(|one| Extent {
            start: one.start.saturating_add(before),
            head: one.head.saturating_add(before),
            end: one.end.saturating_add(before),
        }));
        self.text.push_str(&inside.text);
    }

    fn leaf(&mut self, leaf: &Leaf, levels: &mut Levels) {
        if leaf.role == Role::Close {
            levels.brackets = levels.brackets.saturating_sub(1);
        }
        self.text.push_str(written(leaf, levels.brackets, self.language));
        if leaf.role == Role::Open {
            levels.brackets = levels.brackets.saturating_add(1);
        }
    }

    /// Ends a line within a statement.
    fn broken(&mut self, leaf: &Leaf, next: &Leaf, (level, levels): (usize, &mut Levels)) {
        let indent = if levels.brackets == 0 && !goes_on(leaf) {
            levels.line = level.saturating_add(1);
            levels.line
        } else if next.role == Role::Close {
            levels.line
        } else {
            levels.line.saturating_add(2)
        };
        let blank = self.between(&leaf.after, indent, false);
        self.line(indent, blank);
    }

    fn block(&mut self, block: &Block, level: usize) {
        if block.statements.is_empty() && !block.end.iter().any(|one| matches!(one, Between::Comment(_))) {
            return self.text.push('}');
        }
        if let Some(inside) = self.on_one_line(block) {
            return self.take_in(&inside);
        }
        let inner = level.saturating_add(1);
        self.statements(&block.statements, inner, true);
        self.between(&block.end, inner, block.statements.is_empty());
        self.line(level, false);
        self.text.push('}');
    }

    /// What stands behind the `{` of a block that the author wrote on one line, if one statement is in it.
    fn on_one_line(&self, block: &Block) -> Option<Printer> {
        let [statement] = block.statements.as_slice() else { return None };
        if !block.one_line {
            return None;
        }
        let mut printer = Printer { text: " ".into(), extents: Vec::new(), language: self.language };
        let begun = printer.begin();
        let mut levels = Levels { line: 0, brackets: 0 };
        let leaves = statement.tree.leaves();
        for (index, leaf) in leaves.iter().enumerate() {
            if !leaf.after.is_empty() {
                return None;
            }
            printer.leaf(leaf, &mut levels);
            if let Some(next) = leaves.get(index.saturating_add(1))
                && blank(leaf, next, levels.brackets, self.language)
            {
                printer.text.push(' ');
            }
        }
        let head = printer.here();
        match &statement.block {
            None => {}
            Some(inner) if inner.statements.is_empty() => printer.text.push('}'),
            Some(inner) => printer.take_in(&self.on_one_line(inner)?),
        }
        printer.finish(begun, head);
        printer.text.push_str(" }");
        Some(printer)
    }
}

/// Whether a line that ends with this token goes on with the next (`specs/language.md` §2.1).
fn goes_on(leaf: &Leaf) -> bool {
    match leaf.role {
        Role::Operator | Role::Comma | Role::Colon | Role::Sign | Role::Open => true,
        Role::Relation => true,
        Role::Joint => matches!(leaf.text.as_str(), "/" | "-"),
        Role::Keyword(key, _) => matches!(key, "and" | "or" | "not"),
        _ => false,
    }
}
