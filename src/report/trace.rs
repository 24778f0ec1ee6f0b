//! How one score came about, down to the data: what somebody asks who expected another one.

use super::Sheet;
use super::losses::COLUMNS;
use super::number::{amount, places, points, total_places, typeset};
use crate::diagnostic::layout::{escape, fold};
use crate::ids::NodeId;
use crate::inputs::State;

impl Sheet<'_> {
    /// The formula with its figures, the line of the rule and the data of an indicator; of a group and of the total
    /// what they add up. Lines begin with `indent` blanks.
    fn lines_of(&self, node: NodeId, indent: usize) -> Vec<String> {
        let Some(row) = self.row(node, indent.div_euclid(2)) else { return Vec::new() };
        let mut lines = self.below(&row);
        match node {
            NodeId::Indicator(id) => {
                for field in &self.rubric.indicator(id).reads {
                    let blank = || match self.inputs.cell(*field).state {
                        State::NotApplicable(_) => self.say("不适用", "n/a"),
                        _ => self.say("没有填", "blank"),
                    };
                    let name = &self.rubric.field(*field).name.node;
                    let shown = self.datum(*field).unwrap_or_else(|| format!("{name} {}", blank()));
                    lines.push(self.line_below(self.say("数据：", "data: "), &shown, indent.saturating_add(2)));
                }
            }
            NodeId::Group(id) => lines.extend(self.parts_of(&self.rubric.group(id).children, indent.saturating_add(2))),
        }
        lines
    }

    /// `    资产管理 9.4分（10分）`, one line for each.
    fn parts_of(&self, nodes: &[NodeId], indent: usize) -> Vec<String> {
        let digits = places(self.rubric);
        let rows = nodes.iter().filter_map(|node| self.row(*node, 0));
        let shown = rows.map(|row| {
            let score = typeset(&amount(row.score, digits, self.language));
            let of = row.points.map(|full| format!("/{}", points(full, 0))).unwrap_or_default();
            self.line_below("", &format!("{} {score}{of}", row.name), indent)
        });
        shown.collect()
    }

    fn line_below(&self, head: &str, text: &str, indent: usize) -> String {
        fold(&format!("{}{head}", " ".repeat(indent)), &escape(text), indent.saturating_add(2), COLUMNS)
    }
}

/// The trace of an indicator or a group; `None` is the total. Every line begins with `indent` blanks at least.
#[must_use]
pub fn trace(sheet: &Sheet, node: Option<NodeId>, indent: usize) -> String {
    let lines = match node {
        Some(node) => sheet.lines_of(node, indent.saturating_sub(2)),
        None => {
            let mut lines = sheet.parts_of(&sheet.rubric.roots, indent);
            lines.extend(sheet.ending_lines().iter().map(|line| sheet.line_below("", line, indent)));
            let total = amount(&sheet.scorecard.total, total_places(sheet.rubric), sheet.language);
            lines.push(sheet.line_below(sheet.say("总分：", "total: "), &total, indent));
            lines
        }
    };
    lines.concat()
}
