//! The scorecard for a person: plain text, aligned by display width, the same on a terminal and in a pipe.

use super::Sheet;
use super::losses::COLUMNS;
use super::number::{amount, places, points, total_places, typeset};
use super::row::Row;
use crate::diagnostic::Language;
use crate::diagnostic::layout::{escape, hang, pad, pad_left, width};
use crate::ids::NodeId;
use crate::quantity::Rational;
use crate::scorecard::{Amount, Basis};

/// Scorecard, loss list, findings and receipt of one submission.
#[must_use]
pub fn text(sheet: &Sheet) -> String {
    let mut parts = vec![sheet.heading(), sheet.table()];
    parts.extend([sheet.losses(), sheet.findings(), sheet.receipt()].into_iter().filter(|part| !part.is_empty()));
    parts.join("\n")
}

/// One line of the table.
struct Cells {
    name: String,
    /// 分值, 规则分, 自评分, 复核分, difference.
    numbers: Vec<String>,
    /// What stands below.
    below: Vec<String>,
    /// Whether a blank line stands before it.
    opens: bool,
}

impl Sheet<'_> {
    fn heading(&self) -> String {
        let inputs = self.inputs;
        let basis = basis(self.scorecard.basis, self.language);
        let mut facts = vec![
            (self.say("单位", "unit"), inputs.unit.node.clone()),
            (self.say("年度", "year"), inputs.year.node.to_string()),
            (self.say("口径", "basis"), basis.to_owned()),
        ];
        facts.extend(inputs.version.as_ref().map(|version| (self.say("版本", "version"), version.clone())));
        let facts = facts.iter().map(|(head, fact)| format!("{head}{}{}", self.colon(), escape(fact)));
        let file = self.sources.get(self.rubric.source).name();
        // Every line number below is of this file, so it is named once.
        let file = match file.rsplit(['/', '\\']).next().unwrap_or_default() {
            "" => String::new(),
            name => format!("{}{}\n", self.say("规则文件：", "rules in: "), escape(name)),
        };
        format!("{}\n{}\n{file}", escape(&self.rubric.title.node), facts.collect::<Vec<_>>().join("  "))
    }

    fn table(&self) -> String {
        let rows = self.rows();
        let adjusting = self.adjusting_rows();
        let reviewed =
            rows.iter().chain(&adjusting).any(|row| row.reviewed.is_some()) || self.inputs.reviewed.total.is_some();
        let mut lines = vec![self.heads(reviewed)];
        lines.extend(rows.iter().map(|row| self.cells(row, reviewed)));
        lines.extend(self.adjustments(reviewed));
        lines.extend(adjusting.iter().map(|row| self.cells(row, reviewed)));
        lines.push(self.total(reviewed));
        let columns = lines.first().map_or(0, |line| line.numbers.len());
        let widths =
            (0..columns).map(|at| lines.iter().filter_map(|line| line.numbers.get(at)).map(|cell| width(cell)).max());
        let widths = widths.map(|most| most.unwrap_or(0).saturating_add(2)).collect::<Vec<_>>();
        let name = lines.iter().map(|line| width(&line.name)).max().unwrap_or(0);
        let name = name.min(COLUMNS.saturating_sub(widths.iter().fold(0, |sum, one| sum.saturating_add(*one))));
        let mut out = String::new();
        for line in &lines {
            if line.opens {
                out.push('\n');
            }
            let numbers = line.numbers.iter().zip(&widths).map(|(cell, width)| pad_left(cell, *width));
            let numbers = numbers.collect::<String>();
            out.push_str(format!("{}{numbers}", pad(&line.name, name)).trim_end());
            out.push('\n');
            line.below.iter().for_each(|below| out.push_str(below));
        }
        out
    }

    fn heads(&self, reviewed: bool) -> Cells {
        let mut numbers = vec![self.say("分值", "points"), self.say("规则分", "score"), self.say("自评分", "claimed")];
        numbers.extend(reviewed.then(|| self.say("复核分", "reviewed")));
        numbers.push(self.say("自评−规则", "claimed − score"));
        let name = self.say("指标", "indicator").to_owned();
        Cells { name, numbers: numbers.into_iter().map(str::to_owned).collect(), below: Vec::new(), opens: false }
    }

    fn cells(&self, row: &Row, reviewed: bool) -> Cells {
        let indent = "  ".repeat(row.depth);
        let name = match row.node {
            NodeId::Group(_) => format!("{indent}{} {}", self.level(row.depth), row.name),
            NodeId::Indicator(_) => format!("{indent}{}", row.name),
        };
        let mut numbers = self.numbers(row.points, row.score, (row.claimed, row.reviewed), reviewed);
        if let (Some(cell), Some(range)) = (numbers.first_mut(), row.adjusts) {
            *cell = self.span_of(range);
        }
        Cells { name: escape(&name), numbers, below: self.below(row), opens: row.depth == 0 && row.line.is_none() }
    }

    /// The head of 加减分.
    fn adjustments(&self, reviewed: bool) -> Option<Cells> {
        let block = self.rubric.ending.adjustments.as_ref()?;
        let counted = self.scorecard.ending.counted.as_ref()?;
        let mut numbers = self.numbers(None, counted, (None, None), reviewed);
        if let Some(cell) = numbers.first_mut() {
            *cell = self.span_of(&block.range);
        }
        let name = self.say("加减分", "adjustments").to_owned();
        Some(Cells { name, numbers, below: Vec::new(), opens: true })
    }

    /// 一级, 二级, …
    pub(super) fn level(&self, depth: usize) -> &'static str {
        const WORDS: [(&str, &str); 6] = [
            ("一级", "Level 1"),
            ("二级", "Level 2"),
            ("三级", "Level 3"),
            ("四级", "Level 4"),
            ("五级", "Level 5"),
            ("六级", "Level 6"),
        ];
        let (zh, en) = WORDS.get(depth).copied().unwrap_or(("分组", "Group"));
        self.say(zh, en)
    }

    fn numbers(
        &self,
        full: Option<&Rational>,
        score: &Amount,
        (claimed, reviewed): (Option<&Rational>, Option<&Rational>),
        with_reviewed: bool,
    ) -> Vec<String> {
        let digits = places(self.rubric);
        let show =
            |number: Option<&Rational>| number.map(|number| typeset(&points(number, digits))).unwrap_or_default();
        let score_shown = match score {
            Amount::Between(..) => self.say("未决", "open").to_owned(),
            other => typeset(&amount(other, digits, self.language)),
        };
        let full = full.map_or_else(|| self.say("未公布", "unpublished").to_owned(), |full| points(full, 0));
        let mut numbers = vec![full, score_shown, show(claimed)];
        numbers.extend(with_reviewed.then(|| show(reviewed)));
        let difference = claimed.zip(score.exact()).map(|(claimed, score)| claimed - score);
        numbers.push(difference.map(|number| signed(&number, digits)).unwrap_or_default());
        numbers
    }

    /// The measure, the rule that was hit, and why it is open.
    pub(super) fn below(&self, row: &Row) -> Vec<String> {
        let indent = "  ".repeat(row.depth.saturating_add(1));
        let digits = places(self.rubric);
        let mut below = Vec::new();
        let mut add = |depth: usize, head: &str, text: &str| {
            below.push(hang(&format!("{indent}{}{head}", "  ".repeat(depth)), text, COLUMNS));
        };
        // However it is filled, this is what it comes to.
        let range = match row.score {
            Amount::Between(least, most) if least == most => {
                format!("{}{}", self.say("怎样填都得 ", "whatever is filled in, the score is "), points(least, digits))
            }
            score => format!("{}{}", self.say("得分在 ", "score within "), amount(score, digits, self.language)),
        };
        match (row.node, row.line) {
            (NodeId::Indicator(id), Some(line)) => {
                if let Some(measured) = self.shown_measure(line) {
                    add(0, "", &escape(&measured));
                }
                for step in self.steps(line) {
                    add(step.depth, "", &shortened(&step.text));
                }
                if !line.open.is_empty() {
                    let why = line.open.iter().map(|one| self.opening(one, id)).collect::<Vec<_>>();
                    let why = why.join(self.say("；", "; "));
                    add(0, self.say("未决：", "open: "), &format!("{why}{}{range}", self.comma()));
                }
            }
            (node, _) => {
                if let NodeId::Group(id) = node
                    && let Some(grade) = self.scorecard.groups.get(id.index()).and_then(|line| line.grade.as_deref())
                {
                    add(0, self.say("等级：", "grade: "), &escape(grade));
                }
                if matches!(row.score, Amount::Between(..)) {
                    add(0, self.say("未决：", "open: "), &range);
                }
                if let (Some(applicable), Some(full)) = (row.applicable, row.points) {
                    let (applicable, full) = (points(applicable, 0), points(full, 0));
                    let text = format!(
                        "{}{applicable}{}{full}",
                        self.say("适用分值 ", "applicable points "),
                        self.say("，折算为 ", ", rescaled to ")
                    );
                    add(0, "", &text);
                }
            }
        }
        below
    }

    fn total(&self, reviewed: bool) -> Cells {
        let card = self.scorecard;
        let digits = total_places(self.rubric);
        let claims = (&self.inputs.claimed.total, &self.inputs.reviewed.total);
        let claimed = claims.0.as_ref().map(|claim| &claim.node);
        let mut numbers = self.numbers(
            Some(&self.rubric.total),
            &card.total,
            (claimed, claims.1.as_ref().map(|claim| &claim.node)),
            reviewed,
        );
        if let (Some(cell), Some(total)) = (numbers.get_mut(1), card.total.exact()) {
            *cell = typeset(&points(total, digits));
        }
        let mut below = vec![match card.total {
            Amount::Between(ref least, ref most) if least == most => {
                let say = self.say("怎样填总分都是 ", "whatever is filled in, the total is ");
                format!("  {say}{}\n", points(least, digits))
            }
            Amount::Between(..) => {
                let range = amount(&card.total, digits, self.language);
                format!("  {}{range}\n", self.say("总分在 ", "total within "))
            }
            _ => self.addition().map(|addition| format!("  {addition}\n")).unwrap_or_default(),
        }];
        below.extend(self.ending_lines().into_iter().map(|line| hang("  ", &line, COLUMNS)));
        below.extend(self.shares().map(|shares| format!("  {shares}\n")));
        if let Some(grade) = &card.grade {
            let before = card.ending.grade_before.as_ref().filter(|before| *before != grade);
            let before = before.map(|before| match self.language {
                Language::Zh => format!("（否决前为{}）", escape(before)),
                Language::En => format!(" ({} before vetoes)", escape(before)),
            });
            let grade = escape(grade);
            below.push(format!("  {}{grade}{}\n", self.say("等级：", "grade: "), before.unwrap_or_default()));
        } else if let Some(before) = &card.ending.grade_before {
            let before = escape(before);
            below.push(format!(
                "  {}\n",
                match self.language {
                    Language::Zh => format!("等级：未决（否决未定，否决前为{before}）"),
                    Language::En => format!("grade: open ({before} unless a veto holds)"),
                }
            ));
        }
        let claims = &self.inputs.reviewed;
        let reviews = reviewed || claims.total.is_some() || !claims.nodes.is_empty();
        if let Some(other) = self.other.filter(|other| reviews || other.total != card.total) {
            let total = amount(&other.total, digits, self.language);
            let by = basis(other.basis, self.language);
            let grade =
                other.grade.as_ref().map(|grade| format!("{}{}", self.comma(), escape(grade))).unwrap_or_default();
            below.push(match self.language {
                Language::Zh => format!("  按{by}口径：{total}{grade}\n"),
                Language::En => format!("  on the basis {by}: {total}{grade}\n"),
            });
        }
        Cells { name: self.say("总分", "total").to_owned(), numbers, below, opens: true }
    }

    fn receipt(&self) -> String {
        let receipt = self.receipt;
        let together = receipt.together.as_deref().map(|hash| (self.say("一起的报送", "all together"), hash));
        let rows = [
            (self.say("评价体系", "rubric"), receipt.rubric.as_str()),
            (self.say("报送", "submission"), receipt.submission.as_str()),
        ];
        let program = (self.say("程序", "program"), receipt.engine);
        let rows = rows.into_iter().chain(together).chain([program]).collect::<Vec<_>>();
        let column = rows.iter().map(|(head, _)| width(head)).max().unwrap_or(0);
        let mut out = format!("{}\n", self.say("回执", "Receipt"));
        for (head, what) in rows {
            let name = if head == self.say("程序", "program") { "jixiao " } else { "" };
            out.push_str(&format!("  {}  {name}{what}\n", pad(head, column)));
        }
        out
    }
}

/// 自评 or 复核.
pub(super) fn basis(basis: Basis, language: Language) -> &'static str {
    match (basis, language) {
        (Basis::Claimed, Language::Zh) => "自评",
        (Basis::Reviewed, Language::Zh) => "复核",
        (Basis::Claimed, Language::En) => "claimed",
        (Basis::Reviewed, Language::En) => "reviewed",
    }
}

/// With its sign, and nothing where there is no difference.
fn signed(number: &Rational, places: u32) -> String {
    let shown = points(number, places);
    match number.is_positive() {
        true => format!("+{shown}"),
        false if number.is_zero() => "0".to_owned(),
        false => typeset(&shown),
    }
}

/// A long text (a reason) cut to what two lines hold; the JSON report has all of it.
pub(super) fn shortened(text: &str) -> String {
    const MOST: usize = 170;
    if width(text) <= MOST {
        return text.to_owned();
    }
    let mut room = MOST;
    let kept = text.chars().take_while(|one| {
        let needed = width(one.encode_utf8(&mut [0; 4]));
        let fits = needed < room;
        room = room.saturating_sub(needed);
        fits
    });
    format!("{}…", kept.collect::<String>())
}
