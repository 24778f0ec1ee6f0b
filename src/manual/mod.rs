//! The official table of indicators (指标体系表) of a rubric, its rules in sentences that an official can sign.
//!
//! It is made from the rubric as written, whose words it keeps, and from the rubric as checked, which knows the points of
//! everything. Shares are worked out in points, exactly.

mod awards;
mod closing;
mod curves;
mod fields;
mod formula;
mod html;
mod indicators;
mod markdown;
mod rules;
mod writer;

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::diagnostic::Language;
use crate::rubric::Rubric;
use crate::syntax::ast;
use writer::Writer;

pub use html::html;
pub use markdown::markdown;
pub use writer::Line;

/// The document.
#[derive(Clone, Debug)]
pub struct Manual {
    /// Its language.
    pub language: Language,
    /// The title of the rubric.
    pub title: String,
    /// 年度, 总分: on one line below the title.
    pub facts: Vec<String>,
    /// 依据, 说明: paragraphs above the table.
    pub preface: Vec<Line>,
    /// The indicators, and those of 加减分.
    pub tables: Vec<Table>,
    /// What stands below the tables.
    pub sections: Vec<Section>,
}

/// A table of indicators.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its title, where it is not the first.
    pub title: Option<String>,
    /// The heads of its columns: the levels, then four more.
    pub head: Vec<String>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// An indicator in the table.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Its groups and itself; `None` where the cell above or to the left reaches.
    pub levels: Vec<Option<Cell>>,
    /// 分值.
    pub points: String,
    /// 指标说明.
    pub explanation: Vec<Line>,
    /// 评分标准.
    pub standard: Vec<Line>,
}

/// A cell that may reach over several.
#[derive(Clone, Debug)]
pub struct Cell {
    /// What it says.
    pub text: String,
    /// Of a group, its points: `（20分）`.
    pub points: String,
    /// Over how many rows.
    pub rows: usize,
    /// Over how many columns.
    pub columns: usize,
    /// It names an indicator, and not a group.
    pub indicator: bool,
}

/// A part below the tables.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its title.
    pub title: String,
    /// Its paragraphs.
    pub lines: Vec<Line>,
    /// A table, head first; empty if it has none.
    pub grid: Vec<Vec<String>>,
}

/// The document of a rubric, which is given as written and as checked.
#[must_use]
pub fn manual(file: &ast::File, rubric: &Rubric, language: Language) -> Manual {
    let mut definitions = BTreeMap::new();
    for item in &file.items {
        match item {
            ast::Item::Definition(one) => drop(definitions.insert(one.name.node.as_str(), one)),
            ast::Item::Table(table) => {
                definitions.extend(table.definitions.iter().map(|one| (one.name.node.as_str(), one)));
            }
            _ => {}
        }
    }
    let writer = Writer { rubric, language, definitions, read: RefCell::default() };
    let points = writer.points(&rubric.total);
    let facts = vec![
        writer.tell(format!("评价年度：{}年", rubric.year.node), format!("Year: {}", rubric.year.node)),
        writer.tell(format!("总分：{points}"), format!("Total: {points}")),
    ];
    Manual {
        language,
        title: rubric.title.node.clone(),
        facts,
        preface: writer.texts(&rubric.texts),
        tables: writer.tables(file),
        sections: writer.sections(file),
    }
}
