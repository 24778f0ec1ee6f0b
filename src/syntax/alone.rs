//! What the parser generator alone needs for a text: the yardstick of the benchmark.

use super::ast::File;
use super::grammar::{Rule, read};
use super::normal::Normal;
use super::parse::{Cut, Parser};
use crate::diagnostic::Diagnostics;
use crate::source::Source;

/// The statements of a text, each with the rule of the grammar that reads it.
#[derive(Debug)]
pub struct Statements {
    normal: Normal,
    list: Vec<(Rule, usize, usize)>,
}

impl Statements {
    /// Those that follow the grammar; `None` of a text that is not read at all.
    #[must_use]
    pub fn of(source: &Source) -> Option<Self> {
        let mut diagnostics = Diagnostics::default();
        let cut = Cut::of(source, &mut diagnostics)?;
        let mut parser = Parser::new(source, &cut, &mut diagnostics);
        parser.noted = Some(Vec::new());
        let _noted = parser.file(&cut.list, File::empty(source.whole()));
        let noted = parser.noted.take().unwrap_or_default();
        let list = noted.iter().map(|node| (node.rule(), node.start(), node.end())).collect();
        Some(Statements { normal: cut.normal, list })
    }

    /// Reads each by the grammar and does nothing else; how many were read.
    #[must_use]
    pub fn read(&self) -> usize {
        self.list.iter().filter(|(rule, start, end)| read(&self.normal, *rule, *start, *end).is_ok()).count()
    }
}
