//! The analysis for a person: plain text, aligned by display width.

use super::{Analysis, Cliff, Part, Plateau, Saturation};
use crate::diagnostic::Language;
use crate::diagnostic::layout::{escape, pad, pad_left, width};
use crate::quantity::{Kind, Rational};
use crate::rubric::{DisplayUnit, Rubric, show_points};

/// Widest column; a longer cell pushes what follows it to the right.
const WIDEST: usize = 64;

/// What is said of a rubric, in a language.
#[must_use]
pub fn text(analysis: &Analysis, rubric: &Rubric, language: Language) -> String {
    let page = Page { analysis, rubric, language };
    let title = escape(&rubric.title.node);
    let (year, total) = (rubric.year.node, page.points(&rubric.total));
    let head = match language {
        Language::Zh => format!("{title}（{year} 年度，总分 {total}）\n"),
        Language::En => format!("{title} ({year}, total {total})\n"),
    };
    [head, page.shares(), page.cliffs(), page.saturation(), page.stakes(), page.untried()].concat()
}

struct Page<'a> {
    analysis: &'a Analysis,
    rubric: &'a Rubric,
    language: Language,
}

impl Page<'_> {
    fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        match self.language {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    fn points(&self, points: &Rational) -> String {
        show_points(points, 0, self.language)
    }

    fn number(points: &Rational) -> String {
        DisplayUnit { symbol: "".into(), factor: Rational::ONE, places: 0 }.show(points)
    }

    fn percent(part: &Rational, whole: &Rational) -> String {
        let share = part.checked_div(whole).unwrap_or(Rational::ZERO);
        DisplayUnit { places: 1, ..DisplayUnit::of(&Kind::Ratio) }.plain(&share)
    }

    fn list(&self, names: &[String]) -> String {
        names.iter().map(|name| escape(name)).collect::<Vec<_>>().join(self.say("、", ", "))
    }

    fn shares(&self) -> String {
        let head = [
            self.say("部分", "part"),
            self.say("分值", "points"),
            self.say("数据定", "by data"),
            self.say("视数据定", "depends"),
            self.say("人工评定", "judged"),
            self.say("随报送", "by rows"),
        ];
        let submitted = self.analysis.parts.iter().any(|part| !part.share.submitted.is_zero());
        let columns = if submitted { 6 } else { 5 };
        let mut rows = vec![head.map(str::to_owned).to_vec()];
        for part in &self.analysis.parts {
            let name = part.name.as_deref().map_or_else(|| self.say("合计", "all").to_owned(), escape);
            let points = part.points.as_ref().map_or_else(|| "—".to_owned(), Self::number);
            let share = &part.share;
            let numbers = [&share.rule, &share.mixed, &share.judged, &share.submitted].map(Self::number);
            rows.push([vec![name, points], numbers.to_vec()].concat());
        }
        rows.iter_mut().for_each(|row| row.truncate(columns));
        let title = self.say("一、由谁定分", "1. Who decides the points");
        format!("\n{title}\n{}{}", table(&rows, &[]), self.share_notes())
    }

    fn share_notes(&self) -> String {
        let Some(whole) = self.analysis.parts.last() else { return String::new() };
        let Part { share, mixed, .. } = whole;
        let sum = share.sum();
        if sum.is_zero() {
            return format!(
                "{}\n",
                self.say("分值未公布，没有可分的分", "The points are not published: nothing to share.")
            );
        }
        let [rule, depends, judged] = [&share.rule, &share.mixed, &share.judged].map(|one| Self::percent(one, &sum));
        let mut text = match self.language {
            Language::Zh => {
                format!("数据直接定分的占 {rule}，视数据定分或交人评定的占 {depends}，只由人评定的占 {judged}\n")
            }
            Language::En => format!(
                "Decided by data: {rule}; by data or by a person, as the data are: {depends}; by a person alone: {judged}.\n"
            ),
        };
        if !mixed.is_empty() {
            let list = self.list(mixed);
            text.push_str(&match self.language {
                Language::Zh => format!("一部分由人评定的指标：{list}\n"),
                Language::En => format!("Indicators that a person decides in part: {list}\n"),
            });
        }
        text
    }

    fn cliffs(&self) -> String {
        let title = self.say(
            "二、断崖：数据只差一个末位，得分相差最多之处",
            "2. Cliffs: where one last digit of a datum costs most",
        );
        if self.analysis.cliffs.is_empty() {
            return format!("\n{title}\n{}\n", self.say("没有", "None."));
        }
        let head = [
            self.say("指标", "indicator"),
            self.say("数据的变动", "change of the datum"),
            self.say("得分", "score"),
            self.say("相差", "difference"),
        ];
        let mut rows = vec![head.map(str::to_owned).to_vec()];
        for cliff in &self.analysis.cliffs {
            let scores = format!("{} → {}", self.points(&cliff.high), self.points(&cliff.low));
            let jump = format!("−{}", self.points(&cliff.jump()));
            rows.push(vec![self.short(&cliff.indicator), self.change(cliff), scores, jump]);
        }
        format!("\n{title}\n{}", table(&rows, &[1]))
    }

    /// The last part of a path: the indicator, where only one has the name.
    fn short(&self, path: &str) -> String {
        let name = path.rsplit('/').next().unwrap_or(path);
        let like = self.rubric.indicators.iter().filter(|one| one.name.node == name).count();
        escape(if like == 1 { name } else { path })
    }

    fn change(&self, cliff: &Cliff) -> String {
        let (name, to) = (escape(&cliff.from.name), escape(&cliff.to.written));
        if cliff.step.is_empty() {
            return format!("{name} {} → {to}", escape(&cliff.from.written));
        }
        let word = if cliff.falls() { self.say("少", "less") } else { self.say("多", "more") };
        let from = escape(&cliff.from.written);
        match self.language {
            Language::Zh => format!("{name} {word} {}（{from} → {to}）", cliff.step),
            Language::En => format!("{name} {} {word} ({from} → {to})", cliff.step),
        }
    }

    fn saturation(&self) -> String {
        let title = self.say(
            "三、到顶和到底：到了这里，再好不多得分，再差不多失分",
            "3. Top and bottom: beyond these, better earns and worse costs nothing more",
        );
        if self.analysis.saturation.is_empty() {
            return format!("\n{title}\n{}\n", self.say("没有", "None."));
        }
        let head =
            [self.say("指标", "indicator"), self.say("看", "of"), self.say("到顶", "top"), self.say("到底", "bottom")];
        let mut rows = vec![head.map(str::to_owned).to_vec()];
        for one in &self.analysis.saturation {
            let Saturation { indicator, formula, best, least } = one;
            let formula = formula.as_deref().map_or_else(|| self.say("指标值", "measure").to_owned(), escape);
            rows.push(vec![escape(indicator), formula, self.plateau(best.as_ref()), self.plateau(least.as_ref())]);
        }
        format!("\n{title}\n{}", table(&rows, &[1, 2, 3]))
    }

    fn plateau(&self, plateau: Option<&Plateau>) -> String {
        plateau.map_or_else(
            || "—".to_owned(),
            |one| {
                let written =
                    if one.written.is_empty() { self.say("全部", "all").to_owned() } else { one.written.clone() };
                let comma = self.say("，", ", ");
                format!("{written}{comma}{}", self.points(&one.score))
            },
        )
    }

    fn stakes(&self) -> String {
        let title = self.say("四、数据关系到的分值", "4. Points that hang on each datum");
        if self.analysis.stakes.is_empty() {
            return format!("\n{title}\n{}\n", self.say("没有数据", "No data."));
        }
        let head = [self.say("数据", "datum"), self.say("分值", "points"), self.say("指标", "indicators")];
        let mut rows = vec![head.map(str::to_owned).to_vec()];
        let (scored, other) = self.analysis.stakes.iter().partition::<Vec<_>, _>(|one| !one.indicators.is_empty());
        for stake in scored {
            let points = if stake.points.is_zero() { "—".to_owned() } else { Self::number(&stake.points) };
            rows.push(vec![escape(&stake.datum), points, self.list(&stake.indicators)]);
        }
        let (checked, unread) = other.into_iter().partition::<Vec<_>, _>(|one| !one.checks.is_empty());
        let names = |list: Vec<&super::Stake>| self.list(&list.iter().map(|one| one.datum.clone()).collect::<Vec<_>>());
        let mut text = format!("\n{title}\n{}", if rows.len() > 1 { table(&rows, &[2]) } else { String::new() });
        for (zh, en, list) in [
            ("只用于校验，不影响得分", "Only checked, without effect on scores", checked),
            ("不影响得分，也没有校验", "Neither scored nor checked", unread),
        ] {
            if !list.is_empty() {
                text.push_str(&format!("{}{}{}\n", self.say(zh, en), self.say("：", ": "), names(list)));
            }
        }
        text
    }

    fn untried(&self) -> String {
        let Analysis { tried, untried, .. } = self.analysis;
        let mut text = match self.language {
            Language::Zh => format!("\n断崖由 {tried} 份试例得出，各在一条规则的界线上或紧挨界线\n"),
            Language::En => {
                format!("\nThe cliffs come from {tried} trial submissions, at or just beside an edge of a rule.\n")
            }
        };
        if !untried.is_empty() {
            let count = untried.len();
            text.push_str(&match self.language {
                Language::Zh => format!("没有试到的界线 {count} 处：\n"),
                Language::En => format!("Edges that were not tried: {count}\n"),
            });
            for (name, why) in untried {
                text.push_str(&format!("  {}{}{}\n", escape(name), self.say("：", ": "), escape(why)));
            }
        }
        text
    }
}

/// Rows under a head, columns aligned: numbers to the right, those of `left` (beside the first) to the left.
fn table(rows: &[Vec<String>], left: &[usize]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.get(at)).map(|cell| width(cell));
        cells.filter(|wide| *wide <= WIDEST).max().unwrap_or(0)
    };
    let widths = (0..columns).map(widest).collect::<Vec<_>>();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (at, (cell, wide)) in row.iter().zip(&widths).enumerate() {
            let last = at.saturating_add(1) == row.len();
            line.push_str("  ");
            match at == 0 || left.contains(&at) {
                true if last => line.push_str(cell),
                true => line.push_str(&pad(cell, *wide)),
                false => line.push_str(&pad_left(cell, *wide)),
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
