//! Words of official tables for which the language has one other.

use super::diagnostics;
use super::explain::Trouble;
use super::grammar::{Rule, is_letter};
use super::parse::Parser;
use super::words::Place;
use crate::diagnostic::Diagnostic;

/// Words for which there is one other: as written, and as the language has it.
const REPLACED: [(&str, &str); 43] = [
    ("并且", "且"),
    ("而且", "且"),
    ("以及", "且"),
    ("或者", "或"),
    ("越大越好", "越高越好"),
    ("越多越好", "越高越好"),
    ("越小越好", "越低越好"),
    ("越少越好", "越低越好"),
    ("不得分", "得 0分"),
    ("不计分", "得 0分"),
    ("得零分", "得 0分"),
    ("满分的", "分值的 "),
    ("保留整数", "保留0位"),
    ("保留一位小数", "保留1位"),
    ("保留两位小数", "保留2位"),
    ("保留二位小数", "保留2位"),
    ("保留三位小数", "保留3位"),
    ("保留1位小数", "保留1位"),
    ("保留2位小数", "保留2位"),
    ("保留3位小数", "保留3位"),
    ("百分比", "比率"),
    ("百分率", "比率"),
    ("比例", "比率"),
    ("增长率", "增减率"),
    ("变动率", "增减率"),
    ("数字", "数"),
    ("小数", "数"),
    ("字符串", "文本"),
    ("文字", "文本"),
    ("天数", "日"),
    ("时间", "日期"),
    ("枚举", "取值"),
    ("按比例得分", "按完成率"),
    ("按比例计分", "按完成率"),
    ("按比例给分", "按完成率"),
    ("按比例计算得分", "按完成率"),
    ("否则", "其余 "),
    ("评分标准", "评分"),
    ("可为空", "可空"),
    ("选填", "可空"),
    ("可不填", "可空"),
    ("非必填", "可空"),
    ("分数的", "分值的"),
];

/// The same for the first word of a statement.
const HEADS: [(&str, &str); 18] = [
    ("评价指标体系", "评价体系"),
    ("指标体系", "评价体系"),
    ("计算公式", "公式"),
    ("计算方法", "公式"),
    ("取值范围", "值域"),
    ("指标方向", "方向"),
    ("目标值", "目标"),
    ("指标目标", "目标"),
    ("评分规则", "评分"),
    ("评分方法", "评分"),
    ("评分办法", "评分"),
    ("计分方法", "评分"),
    ("不适用情形", "不适用"),
    ("不适用条件", "不适用"),
    ("评分依据", "依据"),
    ("指标说明", "说明"),
    ("备注", "说明"),
    ("佐证材料", "佐证"),
];

/// The same in 扣分, where numbers may follow at once; of two that begin alike the longer stands first.
const STEPS: [(&str, &str); 23] = [
    ("每超出", "每超过"),
    ("每超", "每超过"),
    ("每高于", "每超过"),
    ("每高出", "每超过"),
    ("每高", "每超过"),
    ("每增加", "每超过"),
    ("每上升", "每超过"),
    ("每提高", "每超过"),
    ("每多", "每超过"),
    ("每低", "每低于"),
    ("每下降", "每低于"),
    ("每降低", "每低于"),
    ("每减少", "每低于"),
    ("每少", "每低于"),
    ("每差", "每低于"),
    ("每发生", "每发现"),
    ("每出现", "每发现"),
    ("每有", "每发现"),
    ("达标", "不扣分"),
    ("最低分", "下限"),
    ("最低", "下限"),
    ("扣分下限", "下限"),
    ("最少得", "下限："),
];

/// Numbers in words that people write before a unit.
const NUMBERS: [(char, &str); 11] = [
    ('一', "1"),
    ('二', "2"),
    ('两', "2"),
    ('三', "3"),
    ('四', "4"),
    ('五', "5"),
    ('六', "6"),
    ('七', "7"),
    ('八', "8"),
    ('九', "9"),
    ('十', "10"),
];

/// What stands for a word where a range could stand; nothing in it where a range has to be written.
pub(super) fn known_otherwise(word: &str) -> Option<Option<&'static str>> {
    if matches!(word, "非负" | "非负数" | "正数" | "大于零" | "不为零" | "不限" | "必填") {
        return Some(None);
    }
    if matches!(word, "其他" | "其它" | "否则") {
        return Some(Some("其余"));
    }
    let comparisons = super::mistakes::COMPARISONS.iter();
    let own = comparisons.chain(&REPLACED).find(|(written, _)| *written == word);
    own.map(|(_, right)| Some(*right))
}

impl Parser<'_, '_> {
    /// A first word that is called otherwise, and a step of 扣分.
    pub fn called_otherwise(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let word = trouble.found().filter(|_| trouble.at == trouble.whole.start)?;
        let place = |length: usize| self.normal.span(trouble.at, trouble.at.saturating_add(length));
        let colon =
            trouble.text.get(word.text.len()..).is_some_and(|rest| rest.trim_start().starts_with([':', '"', '“']));
        if let Some((written, right)) = HEADS.iter().find(|(written, _)| colon && *written == word.text) {
            return Some(diagnostics::other_word(place(written.len()), written, right));
        }
        if trouble.whole.place != Place::Deduct {
            return None;
        }
        if let Some(known) = ["每超过", "每低于", "每发现"].iter().find(|known| word.text.starts_with(**known))
        {
            let number = word.text.strip_prefix(known)?.chars().next()?;
            let (_, digits) = NUMBERS.iter().find(|(han, _)| *han == number)?;
            let length = known.len().saturating_add(number.len_utf8());
            let written = self.source.slice(place(length));
            return Some(diagnostics::other_word(place(length), written, &format!("{known} {digits}")));
        }
        if let Some((written, right)) = STEPS.iter().find(|(written, _)| word.text.starts_with(written)) {
            return Some(diagnostics::other_step(place(written.len()), written, right));
        }
        self.free_unnamed(trouble)
    }

    /// `不超过 100% 不扣分`, `不超过 100% 得 满分` in 扣分.
    fn free_unnamed(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let compares = ["不超过", "不低于", "不高于", "≤", "≥"].iter().any(|word| trouble.text.starts_with(word));
        let text = trouble.text.trim_end();
        let range =
            ["不扣分", "得 满分", "得满分"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text).trim_end();
        let place = self.normal.span(trouble.whole.start, trouble.whole.start.saturating_add(text.len()));
        let own = self
            .normal
            .span(trouble.whole.start, trouble.whole.start.saturating_add(range.trim_end_matches(',').len()));
        let right = format!("不扣分：{}", self.source.slice(own));
        (compares && !text.contains('\n')).then(|| diagnostics::other_word(place, self.source.slice(place), &right))
    }

    /// A word for which there is another.
    pub fn replaced(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        if let Some(length) =
            ["扣完为止", "扣完"].iter().find(|word| trouble.rest.starts_with(**word)).map(|one| one.len())
        {
            let place = self.normal.span(trouble.at, trouble.at.saturating_add(length));
            return Some(diagnostics::until_nothing_is_left(place, self.source.slice(place)));
        }
        let awarded = |rest: &str| rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
        if trouble.expects(&[Rule::kw_gets]) {
            let counted = ["计", "记", "给"].iter().find(|word| trouble.rest.strip_prefix(**word).is_some_and(awarded));
            if let Some(word) = counted {
                let place = self.normal.span(trouble.at, trouble.at.saturating_add(word.len()));
                return Some(diagnostics::other_word(place, word, "得 "));
            }
            if let Some(behind) = trouble.rest.strip_prefix(',').map(str::trim_start)
                && (behind.starts_with('得') || behind.starts_with("gets"))
            {
                let comma = self.normal.span(trouble.at, trouble.at.saturating_add(1));
                return Some(diagnostics::comma_before_award(comma));
            }
        }
        if let Some(fault) = self.scored_otherwise(trouble).or_else(|| self.marked_with_number(trouble)) {
            return Some(fault);
        }
        let (written, right) = REPLACED.iter().find(|(written, _)| trouble.rest.starts_with(written))?;
        let place = self.normal.span(trouble.at, trouble.at.saturating_add(written.len()));
        Some(diagnostics::other_word(place, written, right))
    }

    /// `得分 8分`, `扣分 1分`, `不适用：c 时 不得分`, `等级：优 ≥ 90分，其余 差`, `其他 得 0分`.
    fn scored_otherwise(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let rest = trouble.rest;
        let word = |written: &str, right: &str| {
            let place = self.normal.span(trouble.at, trouble.at.saturating_add(written.len()));
            Some(diagnostics::other_word(place, self.source.slice(place), right))
        };
        let given = |rest: &str| {
            let rest = rest.trim_start();
            rest.starts_with(|c: char| c.is_ascii_digit()) || rest.starts_with("满分") || rest.starts_with("分值的")
        };
        for (written, right, rule) in [("得分", "得 ", Rule::kw_gets), ("扣分", "扣 ", Rule::kw_deducts)] {
            if trouble.expects(&[rule]) && rest.strip_prefix(written).is_some_and(given) {
                return word(written, right);
            }
        }
        let nothing = ["不得分", "不计分", "得零分", "零分"].iter().find(|nothing| rest.starts_with(**nothing));
        if let Some(nothing) = nothing.filter(|_| trouble.expects(&[Rule::policy, Rule::kw_left_out])) {
            return word(nothing, "0分");
        }
        if rest.trim().is_empty() && trouble.text.trim_end().ends_with("不计入总分") {
            return Some(diagnostics::rescaled_to_what(self.normal.span(trouble.whole.start, trouble.whole.end)));
        }
        let ends = |rest: &str| !rest.starts_with(|c: char| is_letter(c) && c != '得');
        for other in ["其他", "其它", "否则"] {
            if rest.strip_prefix(other).is_some_and(ends) {
                return word(other, "其余");
            }
        }
        let judged = ["人工评定", "评定"].iter().any(|judged| rest.starts_with(judged));
        if let Some(first) = trouble.words.first().filter(|_| judged && trouble.whole.place == Place::Bands)
            && first.start == trouble.whole.start
            && matches!(first.text, "其他" | "其它" | "否则")
        {
            let place = self.normal.span(first.start, first.end());
            return Some(diagnostics::other_word(place, first.text, "其余"));
        }
        let grades = trouble.words.first().is_some_and(|word| matches!(word.text, "等级" | "grades"));
        let behind = rest.strip_prefix("其余").or_else(|| rest.strip_prefix("otherwise")).filter(|_| grades)?;
        let name = behind.trim();
        let own = !name.is_empty() && name.chars().all(is_letter);
        let otherwise = if rest.starts_with("其余") { "其余" } else { "otherwise" };
        own.then(|| word(rest.trim_end(), &format!("{name} {otherwise}")))?
    }

    /// `75%（含75%）`, `90%（不含 90%）`: the number once more.
    fn marked_with_number(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let mark = ["不含", "含"].into_iter().find(|mark| trouble.rest.starts_with(mark))?;
        let inside = trouble.rest.get(..trouble.rest.find(')')?)?;
        let number = inside.strip_prefix(mark)?.trim_start();
        let place = self.normal.span(trouble.at, trouble.at.saturating_add(inside.len()));
        let figures = number.starts_with(|c: char| c.is_ascii_digit()) && trouble.read().trim_end().ends_with('(');
        figures.then(|| diagnostics::other_word(place, self.source.slice(place), mark))
    }
}
