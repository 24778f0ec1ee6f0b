//! Functions in words.

use super::{Hold, Words};
use crate::syntax::ast::{CohortFunction, Expr, ExprNode, Function, Postponement};

impl Words<'_> {
    pub(super) fn call(&self, function: Function, parts: &[Expr]) -> (String, Hold) {
        if let Some(table) = self.table_of(parts) {
            return (self.over_rows(function, table, parts), Hold::Phrase);
        }
        let one = |at: usize| parts.get(at).map(|part| self.held(self.show(part), Hold::Phrase)).unwrap_or_default();
        let all = || (0..parts.len()).map(one).collect::<Vec<_>>();
        let text = match function {
            Function::Abs => {
                return (format!("|{}|", parts.first().map(|part| self.show(part).0).unwrap_or_default()), Hold::Atom);
            }
            Function::Max => {
                self.tell(format!("{}中的最大者", all().join("、")), format!("the greatest of {}", all().join(", ")))
            }
            Function::Min => {
                self.tell(format!("{}中的最小者", all().join("、")), format!("the least of {}", all().join(", ")))
            }
            Function::Change => {
                let held =
                    |at: usize, least| parts.get(at).map(|part| self.held(self.show(part), least)).unwrap_or_default();
                let (new, old, under) = (held(0, Hold::Sum), held(1, Hold::Product), held(1, Hold::Atom));
                let text =
                    self.tell(format!("（{new}−{old}）÷{under}×100%"), format!("({new} − {old}) ÷ {under} × 100%"));
                return (text, Hold::Product);
            }
            Function::CalendarDays => self
                .tell(format!("自{}至{}的自然日数", one(0), one(1)), format!("the days from {} to {}", one(0), one(1))),
            Function::WorkingDays => self.tell(
                format!("自{}至{}的工作日数", one(0), one(1)),
                format!("the working days from {} to {}", one(0), one(1)),
            ),
            Function::Deadline(postponed) => self.deadline(postponed, &one(0), &one(1)),
            Function::Filled => self.tell(format!("已填报{}", one(0)), format!("{} is filled in", one(0))),
            Function::ScoreOf => self.tell(format!("“{}”得分", path(parts)), format!("the score of “{}”", path(parts))),
            Function::Clamp => self.tell(
                format!("{}（低于{}的按{}计，高于{}的按{}计）", one(0), one(1), one(1), one(2), one(2)),
                format!("{} (not below {}, not above {})", one(0), one(1), one(2)),
            ),
            Function::TargetOf | Function::QuantityOf => return self.submitted(function, parts),
            Function::Met => self.tell(format!("{}达到{}", one(1), one(0)), format!("{} meets {}", one(1), one(0))),
            Function::Completion => self
                .tell(format!("{}对{}的完成率", one(1), one(0)), format!("the completion of {} by {}", one(0), one(1))),
            Function::Sum | Function::Mean | Function::WeightedMean | Function::Count | Function::ShareOf => {
                all().join(self.say("、", ", "))
            }
        };
        (text, Hold::Phrase)
    }

    fn deadline(&self, postponed: Postponement, from: &str, days: &str) -> String {
        let after = match postponed {
            Postponement::Postponed => self.say("（期满日放假的顺延）", " (postponed when the last day is a day off)"),
            Postponement::NotPostponed => self.say("（期满日放假的不顺延）", " (not postponed)"),
            Postponement::Unsaid => "",
        };
        self.tell(format!("{from}后{days}{after}"), format!("{days} after {from}{after}"))
    }

    /// What is read from the words of a submission: its column.
    fn submitted(&self, function: Function, parts: &[Expr]) -> (String, Hold) {
        let at = if function == Function::TargetOf && parts.len() > 1 { 1 } else { 0 };
        // 目标值(指标值, 度量单位) has no 性质: its second part says the unit.
        let at = match parts {
            [_, Expr { node: ExprNode::Row(unit), .. }]
                if at == 1 && (unit.node.contains("单位") || unit.node.contains("unit")) =>
            {
                0
            }
            _ => at,
        };
        let column = parts.get(at).map(|part| self.show(part).0).unwrap_or_default();
        (column, Hold::Atom)
    }

    /// The table whose rows a function is over, with the condition written behind it.
    fn table_of<'e>(&self, parts: &'e [Expr]) -> Option<(&'e str, Option<&'e Expr>)> {
        let (name, condition) = match &parts.first()?.node {
            ExprNode::Name(name) => (name, None),
            ExprNode::When(table, condition) => match &table.node {
                ExprNode::Name(name) => (name, Some(&**condition)),
                _ => return None,
            },
            _ => return None,
        };
        self.writer.is_table(name).then_some((name.as_str(), condition))
    }

    fn over_rows(&self, function: Function, over: (&str, Option<&Expr>), parts: &[Expr]) -> String {
        let (table, mut condition) = over;
        let mut value = parts.get(1);
        if let Some(Expr { node: ExprNode::When(inner, when), .. }) = value {
            (value, condition) = (Some(&**inner), Some(&**when));
        }
        if function == Function::Count && condition.is_none() {
            (value, condition) = (None, value);
        }
        let rows = match condition {
            Some(condition) => {
                let condition = self.condition(condition).0;
                self.tell(format!("{table}中{condition}的各行"), format!("the rows of {table} where {condition}"))
            }
            None => self.tell(format!("{table}各行"), format!("the rows of {table}")),
        };
        let figure = value.map(|value| self.held(self.show(value), Hold::Phrase)).unwrap_or_default();
        match function {
            Function::Count => {
                let rows = rows.strip_suffix("各行").map_or_else(|| rows.clone(), str::to_owned);
                let rows = rows.strip_suffix('的').map_or_else(|| rows.clone(), str::to_owned);
                self.tell(format!("{rows}的行数"), format!("the number of {rows}"))
            }
            Function::Sum => self.tell(format!("{rows}{figure}之和"), format!("the sum of {figure} over {rows}")),
            Function::Mean => self.tell(format!("{rows}{figure}的平均值"), format!("the mean of {figure} over {rows}")),
            Function::WeightedMean => {
                let weight = parts.get(2).map(|weight| self.held(self.show(weight), Hold::Phrase)).unwrap_or_default();
                self.tell(
                    format!("{rows}{figure}按{weight}加权的平均值"),
                    format!("the mean of {figure} over {rows}, weighted by {weight}"),
                )
            }
            Function::ShareOf => {
                let held = value.map(|value| self.condition(value).0).unwrap_or_default();
                self.tell(format!("{rows}中{held}的行数所占比率"), format!("the share of {rows} in which {held}"))
            }
            Function::Max => self.tell(format!("{rows}{figure}的最大值"), format!("the greatest {figure} of {rows}")),
            Function::Min => self.tell(format!("{rows}{figure}的最小值"), format!("the least {figure} of {rows}")),
            _ => rows,
        }
    }

    pub(super) fn cohort(&self, function: CohortFunction, value: &Expr, lower: bool) -> String {
        let figure = self.held(self.show(value), Hold::Phrase);
        match function {
            CohortFunction::Rank if lower => self.tell(
                format!("{figure}在全部单位中由小到大的名次"),
                format!("the rank of {figure} among all units, the lowest first"),
            ),
            CohortFunction::Rank => self.tell(
                format!("{figure}在全部单位中由大到小的名次"),
                format!("the rank of {figure} among all units, the highest first"),
            ),
            CohortFunction::Percentile if lower => self.tell(
                format!("其他单位中{figure}大于本单位的所占比率"),
                format!("the share of the other units whose {figure} is higher"),
            ),
            CohortFunction::Percentile => self.tell(
                format!("其他单位中{figure}小于本单位的所占比率"),
                format!("the share of the other units whose {figure} is lower"),
            ),
            CohortFunction::Max => {
                self.tell(format!("全部单位{figure}的最大值"), format!("the highest {figure} of all units"))
            }
            CohortFunction::Min => {
                self.tell(format!("全部单位{figure}的最小值"), format!("the lowest {figure} of all units"))
            }
            CohortFunction::Mean => {
                self.tell(format!("全部单位{figure}的平均值"), format!("the mean {figure} of all units"))
            }
        }
    }
}

/// The path in `得分(过程/合规性)`, which is read as a division of names.
fn path(parts: &[Expr]) -> String {
    fn names(expr: &Expr, into: &mut Vec<String>) {
        match &expr.node {
            ExprNode::Name(name) | ExprNode::Text(name) => into.push(name.clone()),
            ExprNode::Arithmetic(_, left, right) => {
                names(left, into);
                names(right, into);
            }
            _ => {}
        }
    }
    let mut all = Vec::new();
    parts.iter().for_each(|part| names(part, &mut all));
    all.join("/")
}
