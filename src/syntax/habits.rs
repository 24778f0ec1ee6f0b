//! What official tables write, and the language writes otherwise: recognised where the grammar gave up.

use super::blocks::Statement;
use super::diagnostics;
use super::explain::Trouble;
use super::grammar::{Rule, is_letter};
use super::parse::Parser;
use super::words::{Place, first_word};
use crate::diagnostic::Diagnostic;

/// What opens a group.
const LEVELS: [&str; 6] = ["一级", "二级", "三级", "四级", "分组", "group"];

/// Words that begin a statement of an indicator and of nothing else.
const OF_INDICATORS: [&str; 14] = [
    "公式",
    "值域",
    "方向",
    "目标",
    "评分",
    "不适用",
    "修约",
    "formula",
    "range",
    "direction",
    "target",
    "score",
    "n",
    "rounding",
];

impl Parser<'_, '_> {
    /// The first habit that fits.
    pub fn official(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        self.title(trouble)
            .or_else(|| self.level_and_indicator(trouble))
            .or_else(|| self.called_otherwise(trouble))
            .or_else(|| self.points_in_words(trouble))
            .or_else(|| self.sign_in_name(trouble))
            .or_else(|| self.numbered(trouble))
            .or_else(|| self.points_in_brackets(trouble))
            .or_else(|| self.unit_in_name(trouble))
            .or_else(|| self.brackets_in_name(trouble))
            .or_else(|| self.counted(trouble))
            .or_else(|| self.two_sided(trouble))
            .or_else(|| self.both_sides(trouble))
            .or_else(|| self.dotted_date(trouble))
            .or_else(|| self.kind_unfinished(trouble))
            .or_else(|| self.text_unquoted(trouble))
            .or_else(|| self.replaced(trouble))
            .or_else(|| self.tables_and_years(trouble))
            .or_else(|| self.growth_and_side(trouble))
            .or_else(|| self.rounding_without_mode(trouble))
            .or_else(|| self.block_of_completion(trouble))
            .or_else(|| self.not_applicable_turned(trouble))
    }

    /// `n/a: budget = 0元 when full`: the parts in the order of the Chinese clause.
    fn not_applicable_turned(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let clause = trouble.text.trim_end().strip_prefix("n/a")?.trim_start().strip_prefix(':')?;
        let (condition, policy) = clause.rsplit_once(" when ")?;
        let length = trouble.text.trim_end().len();
        let place = self.normal.span(trouble.whole.start, trouble.whole.start.saturating_add(length));
        let right = format!("n/a when {}: {}", condition.trim(), policy.trim());
        Some(diagnostics::other_word(place, self.source.slice(place), &right))
    }

    /// A title with signs and without quotes: `评价体系 《某区…》 {`.
    fn title(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let head = trouble.words.first().filter(|word| word.start == trouble.whole.start)?;
        let title = trouble.text.strip_prefix(head.text).filter(|_| matches!(head.text, "评价体系" | "rubric"))?;
        let title = title.trim_end().strip_suffix('{')?.trim_end();
        let start = head.end().saturating_add(title.len().saturating_sub(title.trim_start().len()));
        let place = self.normal.span(start, head.end().saturating_add(title.len()));
        let written = self.source.slice(place);
        if written.is_empty() || written.contains(['"', '“', '”', '「', '\n', '\\', '\'']) {
            return None;
        }
        let inner = written.strip_prefix('《').and_then(|rest| rest.strip_suffix('》'));
        let inner = inner.filter(|inner| !inner.contains(['《', '》'])).unwrap_or(written);
        Some(diagnostics::title_unquoted(place, inner))
    }

    /// `一级指标 执行 12分 {`, `三级 指标 满意度 3分 {`.
    fn level_and_indicator(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let (level, end) = leveled_indicator(&trouble.words)?;
        let first = trouble.words.first().filter(|word| word.start == trouble.whole.start)?;
        let place = self.normal.span(first.start, end);
        let right = if self.is_indicator(trouble.whole.body) { "指标" } else { level };
        Some(diagnostics::level_and_indicator(place, self.source.slice(place), right))
    }

    /// Whether a block holds what only indicators hold.
    pub fn is_indicator(&self, body: Option<&[Statement]>) -> bool {
        let first = |one: &Statement| first_word(self.slice(one.start, one.end), one.start).map(|word| word.text);
        body.unwrap_or_default().iter().filter_map(first).any(|word| OF_INDICATORS.contains(&word))
    }

    /// Whether a word opens a group.
    pub fn opens_group(word: &str) -> bool {
        LEVELS.contains(&word)
    }

    /// Whether a block holds a formula or a score and no group or indicator, so that it is one indicator.
    pub fn holds_a_rule(&self, body: Option<&[Statement]>) -> bool {
        let first = |one: &Statement| first_word(self.slice(one.start, one.end), one.start).map(|word| word.text);
        let mut words = body.unwrap_or_default().iter().filter_map(first);
        let rule = words.clone().any(|word| matches!(word, "公式" | "评分" | "formula" | "score"));
        rule && !words.any(|word| LEVELS.contains(&word) || matches!(word, "指标" | "indicator"))
    }

    /// `指标 1.满意度 3分`, `一级 （一）执行`, `一级 一、执行`.
    fn numbered(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let head = self.head_end(trouble)?;
        let name = self.slice(head, trouble.whole.end);
        let skipped = name.len().saturating_sub(name.trim_start().len());
        let name = name.trim_start();
        let figures = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
        let length = match name.strip_prefix('(') {
            Some(inside) => {
                let digits = inside.find(|c| !figures(c)).filter(|digits| *digits > 0)?;
                inside.get(digits..)?.starts_with(')').then(|| digits.saturating_add(2))?
            }
            None => {
                let digits = name.find(|c| !figures(c)).filter(|digits| *digits > 0)?;
                let sign = name.get(digits..)?.chars().next().filter(|c| ".、)".contains(*c))?;
                digits.saturating_add(sign.len_utf8())
            }
        };
        let follows = name.get(length..)?.trim_start();
        if !follows.starts_with(|c: char| is_letter(c) && !c.is_ascii_digit()) {
            return None;
        }
        let start = head.saturating_add(skipped);
        let blank = name.len().saturating_sub(length).saturating_sub(follows.len());
        let place = self.normal.span(start, start.saturating_add(length).saturating_add(blank));
        Some(diagnostics::numbered_name(place, self.source.slice(place).trim_end()))
    }

    /// Where the first word ends of a statement that opens a group or an indicator.
    pub fn head_end(&self, trouble: &Trouble<'_, '_>) -> Option<usize> {
        let head = trouble.words.first().filter(|word| word.start == trouble.whole.start)?;
        (LEVELS.contains(&head.text) || matches!(head.text, "指标" | "indicator")).then(|| head.end())
    }

    /// `执行（12分）`.
    fn points_in_brackets(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        self.head_end(trouble)?;
        let inside = trouble.rest.strip_prefix('(')?;
        let points = inside.get(..inside.find(')')?)?;
        let number = points.strip_suffix('分').or_else(|| points.strip_suffix(" points"))?;
        let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let end = trouble.at.saturating_add(points.len()).saturating_add(2);
        digits.then(|| diagnostics::points_in_brackets(self.normal.span(trouble.at, end), points))
    }

    /// `指标 抚育（营林）面积 10分`, `支出（含基建）：金额(万元, 2位)`.
    fn brackets_in_name(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let name = trouble.before().filter(|word| word.end() == trouble.at)?;
        let first = trouble.whole.place == Place::Data && name.start == trouble.whole.start;
        let headed =
            self.head_end(trouble).is_some() && trouble.words.get(1).is_some_and(|one| one.start == name.start);
        let inside = trouble.rest.strip_prefix('(').filter(|_| first || headed)?;
        let close = inside.find(')').filter(|close| *close > 0)?;
        let behind = inside.get(close.saturating_add(1)..)?;
        let more = behind.find(|c| !is_letter(c)).unwrap_or(behind.len());
        let end = trouble.at.saturating_add(close).saturating_add(more).saturating_add(2);
        let place = self.normal.span(name.start, end);
        Some(diagnostics::brackets_in_name(place, self.source.slice(place)))
    }

    /// `每发现1次扣1分`: nothing is counted; `每发现1次违规次数扣1分`: blanks are missing.
    fn counted(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let rest = trouble.text.strip_prefix("每发现").filter(|_| trouble.whole.place == Place::Deduct)?;
        let (counted, award) = rest.split_at_checked(rest.find('扣')?)?;
        let counted = counted.trim();
        let digits = counted.find(|c: char| !c.is_ascii_digit()).filter(|digits| *digits > 0)?;
        let (number, named) = counted.split_at_checked(digits)?;
        let named = named.trim_start();
        let unit = (1..=named.len()).rev().filter_map(|end| named.get(..end)).find(|part| self.units.is_known(part))?;
        let behind = named.strip_prefix(unit)?;
        let name = behind.trim();
        let award = award.strip_prefix('扣')?.trim_start();
        let end = trouble.whole.end;
        let place = self.normal.span(trouble.whole.start, end);
        let step = format!("{number}{unit}");
        if name.is_empty() {
            return Some(diagnostics::nothing_counted(place, &step, award));
        }
        let glued = !behind.starts_with(' ') && !name.contains(' ');
        let right = format!("每发现 {step} {name} 扣 {award}");
        glued.then(|| diagnostics::blank_missing(place, self.source.slice(place), &right))
    }

    /// `80%以上95%以下`, `80%至95%之间`.
    fn both_sides(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let text = trouble.text.get(..trouble.text.find('得')?).filter(|_| trouble.whole.place == Place::Bands)?;
        let text = text.trim_end();
        let parts = match text.strip_suffix("之间") {
            Some(both) => {
                let both = both.trim_start_matches("介于").trim_start_matches("在");
                both.split_once(['至', '到', '-', '~', '～', '—', '和', '与'])
            }
            None => ["以下", "以内"].iter().find_map(|side| text.strip_suffix(side)).and_then(|both| {
                let (lower, upper) = both.split_once("以上")?;
                Some((lower, upper.trim_start_matches([',', '，', '、', ' '])))
            }),
        };
        let (lower, upper) = parts.map(|(lower, upper)| (lower.trim(), upper.trim()))?;
        let numeric = |text: &str| text.starts_with(|c: char| c.is_ascii_digit() || c == '-') && !text.contains(' ');
        let place = self.normal.span(trouble.whole.start, trouble.whole.start.saturating_add(text.len()));
        let between = text.ends_with("之间");
        let both = numeric(lower) && numeric(upper);
        both.then(|| diagnostics::both_sides(place, self.source.slice(place), (lower, upper), between))
    }

    /// `2024.12.31`.
    fn dotted_date(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let part = |c: char| c.is_ascii_digit() || c == '.';
        let read = trouble.read();
        let before = read.len().saturating_sub(read.trim_end_matches(part).len());
        let behind = trouble.rest.find(|c| !part(c)).unwrap_or(trouble.rest.len());
        let place = self.normal.span(trouble.at.saturating_sub(before), trouble.at.saturating_add(behind));
        let written = self.source.slice(place);
        let text = self.slice(trouble.at.saturating_sub(before), trouble.at.saturating_add(behind));
        let mut numbers = text.split('.');
        let (year, month, day) = (numbers.next()?, numbers.next()?, numbers.next()?);
        let date = year.len() == 4 && (1..=2).contains(&month.len()) && (1..=2).contains(&day.len());
        (date && numbers.next().is_none())
            .then(|| diagnostics::date_form(place, written, &format!("{year}-{month:0>2}-{day:0>2}")))
    }

    /// `满意度：比率 [0, 100]`, `支出：万元`.
    fn kind_unfinished(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let colon = trouble.read().contains(':') && trouble.whole.place == Place::Data;
        if let Some(word) = trouble.before().filter(|_| colon && trouble.expects(&[Rule::lparen])) {
            let example = match word.text {
                "比率" => "比率(%, 2位)",
                "增减率" => "增减率(%, 2位)",
                "金额" => "金额(万元, 2位)",
                "数量" => "数量(人)",
                "取值" => "取值(好 > 中 > 差)",
                _ => return None,
            };
            return Some(diagnostics::kind_unfinished(self.normal.span(word.start, word.end()), word.text, example));
        }
        let at_kind = colon && trouble.read().trim_end().ends_with(':');
        let word = trouble.rest.find(|c| !is_letter(c) && c != '%').unwrap_or(trouble.rest.len());
        let unit = trouble.rest.get(..word).filter(|unit| at_kind && self.units.is_known(unit))?;
        let kind = match unit {
            "%" | "‰" => format!("比率({unit}, 2位)"),
            money if money.ends_with('元') => format!("金额({unit}, 2位)"),
            _ => format!("数量({unit})"),
        };
        Some(diagnostics::unit_for_kind(self.normal.span(trouble.at, trouble.at.saturating_add(word)), unit, &kind))
    }

    /// `说明：原表文字残缺`.
    fn text_unquoted(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let quoted = trouble.expects(&[Rule::text]) && trouble.expected.len() == 1;
        let text = trouble.rest.trim_end();
        let plain = quoted && trouble.read().trim_end().ends_with(':') && !text.is_empty();
        let place = self.normal.span(trouble.at, trouble.at.saturating_add(text.len()));
        let written = self.source.slice(place);
        (plain && !written.contains(['"', '“', '”', '\n', '{', '\\']))
            .then(|| diagnostics::text_unquoted(place, written))
    }

    /// `计数(项目) = 2行`, `决算数@2022年`, `合计(项目, 项目.预算)`.
    fn tables_and_years(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let read = trouble.read();
        let digits = read.len().saturating_sub(read.trim_end_matches(|c: char| c.is_ascii_digit()).len());
        let unit = ["行", "年"].into_iter().find(|unit| trouble.rest.starts_with(*unit)).filter(|_| digits > 0);
        if let Some(unit) = unit {
            let year = read.get(..read.len().saturating_sub(digits)).is_some_and(|before| before.ends_with('@'));
            let number = read.get(read.len().saturating_sub(digits)..)?;
            let own = self.normal.span(trouble.at, trouble.at.saturating_add(unit.len()));
            return ((unit == "年") == year).then(|| diagnostics::without_unit(own, unit, number));
        }
        let table = trouble.before().filter(|word| word.end() == trouble.at && trouble.rest.starts_with('.'))?;
        let behind = trouble.rest.strip_prefix('.')?;
        let column = behind.get(..behind.find(|c| !is_letter(c)).unwrap_or(behind.len()))?;
        let place = self.normal.span(table.start, table.end());
        let inside = trouble.expects(&[Rule::rparen, Rule::kw_when]);
        (!column.is_empty() && inside).then(|| diagnostics::table_for_row(place, table.text, column))
    }

    /// `达标 当 增长 5% 以上`: a side behind a growth.
    fn growth_and_side(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let (side, right) = [("以上", "不低于"), ("以下", "不超过"), ("以内", "不超过")]
            .into_iter()
            .find(|(side, _)| trouble.rest.starts_with(side))?;
        let at = trouble.read().rfind("增长")?;
        let amount = trouble.read().get(at..)?.trim();
        let plain = amount.ends_with('%') && amount.split_whitespace().count() <= 2;
        let start = trouble.whole.start.saturating_add(at);
        let place = self.normal.span(start, trouble.at.saturating_add(side.len()));
        plain.then(|| diagnostics::other_word(place, self.source.slice(place), &format!("{right} {amount}")))
    }

    /// `修约：总分 保留1位，由各项得分`: nothing says how.
    fn rounding_without_mode(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let first = trouble.words.first().map(|word| word.text);
        let rounding = matches!(first, Some("修约" | "rounding")) && trouble.rest.trim().is_empty();
        let read = trouble.text.trim_end();
        let end = trouble.whole.start.saturating_add(read.len());
        let last = read.chars().next_back().map_or(0, char::len_utf8);
        let place = self.normal.span(end.saturating_sub(last), end);
        (rounding && (read.ends_with('位') || read.ends_with("由各项得分")))
            .then(|| diagnostics::rounding_without_mode(place))
    }

    /// `按完成率 { 完成率 低于 60% 得 0分 }`.
    fn block_of_completion(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let read = trouble.read().trim_end();
        let own = trouble.rest.trim_start().starts_with('{') && read.ends_with("按完成率");
        let statements = trouble.whole.body.filter(|body| own && !body.is_empty())?;
        let written = |one: &Statement| self.source.slice(self.normal.span(one.start, one.end)).trim().to_owned();
        let clauses = statements.iter().map(written).collect::<Vec<_>>();
        let place = self.normal.span(trouble.at, trouble.at.saturating_add(1));
        Some(diagnostics::block_of_completion(place, &clauses.join("，")))
    }
}

/// The level that a head names before 指标, and where the two words end.
pub(super) fn leveled_indicator<'w>(words: &[super::words::Word<'w>]) -> Option<(&'w str, usize)> {
    let first = words.first()?;
    if let Some(level) = first.text.strip_suffix("指标").filter(|level| LEVELS.contains(level)) {
        return Some((level, first.end()));
    }
    let second = words.get(1).filter(|word| matches!(word.text, "指标" | "indicator"))?;
    let third = words.get(2).is_some_and(|word| !word.text.starts_with(|c: char| c.is_ascii_digit()));
    (LEVELS.contains(&first.text) && third).then(|| (first.text, second.end()))
}
