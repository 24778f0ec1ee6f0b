//! The data that a submission gives.

use super::Section;
use super::writer::{Line, Writer};
use crate::syntax::ast::{self, CheckLevel, Consolidation, Field, FieldAttribute, Item, WrittenKind};

impl Writer<'_> {
    pub fn data_section(&self, file: &ast::File) -> Option<Section> {
        let mut grid = Vec::new();
        for item in &file.items {
            match item {
                Item::Data(data) => {
                    let block = data.name.as_ref().map(|name| name.node.clone()).unwrap_or_default();
                    grid.extend(data.fields.iter().map(|field| self.field(&block, field)));
                }
                Item::Table(table) => {
                    let mut name =
                        self.tell(format!("明细：{}", table.name.node), format!("table: {}", table.name.node));
                    if let Some(rows) = &table.least_rows {
                        name.push_str(
                            &self.tell(format!("（至少{}行）", rows.node), format!(" (at least {} rows)", rows.node)),
                        );
                    }
                    if let Some(key) = &table.key {
                        name.push_str(
                            &self.tell(format!("（以{}区分各行）", key.node), format!(" (keyed by {})", key.node)),
                        );
                    }
                    grid.extend(table.fields.iter().map(|field| self.field(&name, field)));
                }
                _ => {}
            }
        }
        if grid.is_empty() {
            return None;
        }
        let head = match self.zh() {
            true => ["类别", "名称", "类型和单位", "取值范围", "来源", "备注"],
            false => ["Block", "Name", "Kind and unit", "Range", "Source", "Remarks"],
        };
        grid.insert(0, head.map(str::to_owned).to_vec());
        // A column in which nothing is said is left out.
        let said =
            (0..head.len()).map(|at| grid.iter().skip(1).any(|row| row.get(at).is_some_and(|cell| !cell.is_empty())));
        let said = said.collect::<Vec<_>>();
        for row in &mut grid {
            let mut said = said.iter();
            row.retain(|_| said.next().copied().unwrap_or(true));
        }
        Some(Section { title: self.say("数据", "Data").to_owned(), lines: Vec::<Line>::new(), grid })
    }

    fn field(&self, block: &str, field: &Field) -> Vec<String> {
        let (mut range, mut origin, mut remarks) = (String::new(), String::new(), Vec::new());
        for attribute in &field.attributes {
            match attribute {
                FieldAttribute::Range(written) => range = self.bounds("", written),
                FieldAttribute::Origin(text) => origin.clone_from(&text.node),
                FieldAttribute::Optional(_) => remarks.push(self.say("可以不填", "optional").to_owned()),
                FieldAttribute::Exact(_) => remarks.push(self.say("精确数，核对时不计尾差", "exact").to_owned()),
                FieldAttribute::PrintsLevel(level) => {
                    let level = self.level(level.node);
                    remarks.push(self.tell(format!("各处不一致时：{level}"), format!("differing prints: {level}")));
                }
                FieldAttribute::LastYear(_) => {
                    remarks.push(self.say("填本年和上年的数", "of this year and of the last").to_owned());
                }
                FieldAttribute::Years(years) => {
                    remarks.push(
                        self.tell(format!("填近{}年各年的数", years.node), format!("of the last {} years", years.node)),
                    );
                }
                FieldAttribute::Consolidation(how) => remarks.push(self.consolidation(&how.node)),
            }
        }
        let name = field.name.node.clone();
        vec![
            block.to_owned(),
            name,
            self.written_kind(&field.kind.node),
            range,
            origin,
            remarks.join(self.say("；", "; ")),
        ]
    }

    fn consolidation(&self, how: &Consolidation) -> String {
        match how {
            Consolidation::Sum => self.say("汇总时相加", "added up over units").to_owned(),
            Consolidation::Weighted(weight) => self.tell(
                format!("汇总时按{}加权平均", weight.node),
                format!("over units the mean weighted by {}", weight.node),
            ),
            Consolidation::Recomputed => self.say("汇总时重新计算", "computed anew over units").to_owned(),
            Consolidation::NotAdded => self.say("不汇总，由汇总单位填报", "given by the unit above alone").to_owned(),
        }
    }

    pub fn level(&self, level: CheckLevel) -> &'static str {
        match level {
            CheckLevel::Hint => self.say("提示", "hint"),
            CheckLevel::Explain => self.say("需说明", "to be explained"),
            CheckLevel::Error => self.say("错误", "error"),
        }
    }

    fn written_kind(&self, kind: &WrittenKind) -> String {
        let with = |name: &str, unit: Option<&str>, digits: Option<u32>| {
            let digits = digits.map(|digits| self.tell(format!("{digits}位小数"), format!("{digits} decimals")));
            let parts = unit.map(str::to_owned).into_iter().chain(digits).collect::<Vec<_>>();
            if parts.is_empty() {
                name.to_owned()
            } else {
                format!("{name}{}", self.in_brackets(&parts.join(self.say("，", ", "))))
            }
        };
        let digits = |digits: &Option<crate::source::Spanned<u32>>| digits.as_ref().map(|one| one.node);
        match kind {
            WrittenKind::Money { unit, digits: places, per } => {
                let unit = per.as_ref().map_or_else(|| unit.node.clone(), |per| format!("{}/{}", unit.node, per.node));
                with(self.say("金额", "money"), Some(&unit), digits(places))
            }
            WrittenKind::Ratio { unit, digits: places } => {
                with(self.say("比率", "ratio"), unit.as_ref().map(|one| one.node.as_str()), digits(places))
            }
            WrittenKind::Change { unit, digits: places } => {
                with(self.say("增减率", "change"), unit.as_ref().map(|one| one.node.as_str()), digits(places))
            }
            WrittenKind::Count { unit, digits: places } => {
                with(self.say("数量", "count"), Some(&unit.node), digits(places))
            }
            WrittenKind::Point => self.say("百分点", "percentage points").to_owned(),
            WrittenKind::Score => self.say("分", "points").to_owned(),
            WrittenKind::Number => self.say("数", "number").to_owned(),
            WrittenKind::Date => self.say("日期", "date").to_owned(),
            WrittenKind::Days => self.say("日数", "days").to_owned(),
            WrittenKind::WorkingDays => self.say("工作日数", "working days").to_owned(),
            WrittenKind::YesNo => self.say("是或否", "yes or no").to_owned(),
            WrittenKind::Levels { names, ordered } => {
                let names = names.iter().map(|name| name.node.clone()).collect::<Vec<_>>();
                let order = if *ordered { self.say("（由好到差）", " (best first)") } else { "" };
                format!("{}{}{order}", self.say("取值：", "one of: "), self.list(&names))
            }
            WrittenKind::Target => self.say("目标值", "target").to_owned(),
            WrittenKind::Quantity => self.say("实际完成值", "quantity").to_owned(),
            WrittenKind::Text => self.say("文字", "text").to_owned(),
            WrittenKind::Hole => String::new(),
        }
    }
}
