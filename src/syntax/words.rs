//! Keywords: what they are called in both languages, and which may begin a statement where.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::grammar::{Rule, is_letter};
use crate::diagnostic::Text;

/// The words of one production.
#[derive(Debug)]
pub(super) struct Keyword {
    /// In Chinese, the usual one first; none where a production has no counterpart.
    pub zh: Vec<&'static str>,
    /// In English.
    pub en: Vec<&'static str>,
}

/// `grammar/keywords.tsv`: production, Chinese, English, note.
pub(super) const TABLE: &str = include_str!("../../grammar/keywords.tsv");

static KEYWORDS: LazyLock<BTreeMap<&'static str, Keyword>> = LazyLock::new(|| {
    let words = |cell: &'static str| cell.split('|').filter(|word| *word != "-").collect::<Vec<_>>();
    TABLE
        .lines()
        .skip(1)
        .filter_map(|row| {
            let mut cells = row.split('\t');
            Some((cells.next()?, Keyword { zh: words(cells.next()?), en: words(cells.next()?) }))
        })
        .collect()
});

static RULES: LazyLock<BTreeMap<Rule, &'static Keyword>> = LazyLock::new(|| {
    let rules = Rule::all_rules().iter();
    rules
        .filter_map(|rule| {
            let name = format!("{rule:?}");
            Some((*rule, KEYWORDS.get(name.strip_prefix("kw_")?)?))
        })
        .collect()
});

/// Whether a rule of the grammar is a keyword.
pub(super) fn is_keyword(rule: Rule) -> bool {
    RULES.contains_key(&rule)
}

/// The keyword of a rule of the grammar.
pub(super) fn keyword(rule: Rule) -> Option<&'static Keyword> {
    RULES.get(&rule).copied()
}

/// Whether a word is a keyword somewhere.
pub(super) fn is_word_of_keyword(word: &str) -> bool {
    KEYWORDS.values().any(|keyword| keyword.words().any(|own| own == word))
}

impl Keyword {
    /// Its usual word in each language, in quotes; the other language's where one has none.
    pub fn quoted(&self) -> Text {
        let zh = self.zh.first().or(self.en.first()).copied().unwrap_or_default();
        let en = self.en.first().or(self.zh.first()).copied().unwrap_or_default();
        Text::new(format!("「{zh}」"), format!("`{en}`"))
    }

    /// All its words.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        self.zh.iter().chain(&self.en).copied()
    }
}

/// Where a statement stands, which decides how it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// At the top of the file.
    Top,
    /// In a group.
    Group,
    /// In the header.
    Header,
    /// In 数据.
    Data,
    /// In 加减分.
    Adjustments,
    /// In 否决.
    Veto,
    /// In 明细.
    Table,
    /// In an indicator, or in an item of 逐项.
    Indicator,
    /// In 校验.
    Check,
    /// In 分档, 扣分, 线性, 逐项, 评定, 达标, 情形.
    Bands,
    Deduct,
    Linear,
    Checklist,
    Judged,
    Pass,
    Cases,
    /// In 取高, 取低, 择一.
    Ways,
}

impl Place {
    /// All places that have keywords of their own, the most likely first.
    pub const ALL: &'static [Place] =
        &[Place::Indicator, Place::Top, Place::Header, Place::Group, Place::Check, Place::Deduct, Place::Pass];

    /// The rule of the grammar for its statements.
    pub fn rule(self) -> Rule {
        match self {
            Place::Top | Place::Group | Place::Adjustments => Rule::item,
            Place::Veto => Rule::veto_row,
            Place::Header => Rule::header_statement,
            Place::Data => Rule::field,
            Place::Table => Rule::column,
            Place::Indicator => Rule::statement,
            Place::Check => Rule::check_row,
            Place::Bands => Rule::band,
            Place::Deduct => Rule::deduct_line,
            Place::Linear => Rule::anchor,
            Place::Checklist => Rule::checklist_item,
            Place::Judged => Rule::judged_level,
            Place::Pass => Rule::pass_row,
            Place::Cases => Rule::case_arm,
            Place::Ways => Rule::way,
        }
    }

    /// The keywords that begin a statement here.
    pub fn starters(self) -> &'static [Rule] {
        use Rule::*;
        match self {
            Place::Top => &[
                kw_rubric,
                kw_data,
                kw_table,
                kw_unit,
                kw_define,
                kw_level_1,
                kw_group,
                kw_indicator,
                kw_check,
                kw_stated,
                kw_grades,
                kw_adjustments,
                kw_capped,
                kw_not_capped,
                kw_at_least,
                kw_veto,
            ],
            Place::Group => &[
                kw_level_2,
                kw_level_3,
                kw_level_4,
                kw_group,
                kw_indicator,
                kw_check,
                kw_stated,
                kw_grades,
                kw_authority,
                kw_note,
            ],
            Place::Adjustments => &[kw_indicator, kw_authority, kw_note],
            Place::Veto => &[kw_when, kw_authority, kw_note],
            Place::Header => &[kw_year, kw_total, kw_rounding, kw_basis, kw_cohort, kw_authority, kw_note],
            Place::Indicator => &[
                kw_formula,
                kw_range,
                kw_direction,
                kw_target,
                kw_scoring,
                kw_not_applicable,
                kw_rounding,
                kw_authority,
                kw_wording,
                kw_note,
                kw_evidence,
                kw_origin,
                kw_check,
                kw_stated,
            ],
            Place::Check => &[kw_when, kw_severity, kw_tolerance, kw_note, kw_origin],
            Place::Deduct => &[kw_free, kw_per_over, kw_per_under, kw_per_found, kw_floor],
            Place::Pass | Place::Cases => &[kw_when, kw_otherwise],
            Place::Table => &[kw_define],
            Place::Data | Place::Bands | Place::Linear | Place::Checklist | Place::Judged | Place::Ways => &[],
        }
    }

    /// A statement as it may stand here: the one that begins with the keyword given, or the usual one.
    pub fn example(self, first: &str) -> Option<Text> {
        let known = EXAMPLES.iter().find(|(place, zh, en, ..)| *place == self && (*zh == first || *en == first));
        let usual = EXAMPLES.iter().find(|(place, zh, ..)| *place == self && zh.is_empty());
        known.or(usual).map(|(.., zh, en)| Text::new(*zh, *en))
    }

    /// What a statement here is called.
    pub fn what(self) -> Text {
        let (zh, en) = match self {
            Place::Top => ("最外层", "the top of the file"),
            Place::Group => ("分组", "a group"),
            Place::Adjustments => ("「加减分」", "`adjustments`"),
            Place::Veto => ("「否决」", "`veto`"),
            Place::Header => ("「评价体系」", "the header"),
            Place::Data => ("「数据」", "`data`"),
            Place::Table => ("「明细」", "`table`"),
            Place::Indicator => ("指标", "an indicator"),
            Place::Check => ("「校验」", "`check`"),
            Place::Bands => ("「分档」", "`bands`"),
            Place::Deduct => ("「扣分」", "`deduct`"),
            Place::Linear => ("「线性」", "`linear`"),
            Place::Checklist => ("「逐项」", "`checklist`"),
            Place::Judged => ("「评定」", "`judged`"),
            Place::Pass => ("「达标」", "`pass`"),
            Place::Cases => ("「情形」", "`cases`"),
            Place::Ways => ("「取高」「取低」「择一」", "`higher`, `lower`, `either`"),
        };
        Text::new(zh, en)
    }
}

/// Whether a block whose head begins with `head` may contain a statement that begins with `word`, which is followed by
/// a name. Asked only to find a `}` that is missing, so in doubt the answer is yes.
pub(super) fn may_contain(head: &str, word: &str) -> bool {
    let level = |word: &str| match word {
        "一级" => Some(1_u8),
        "二级" => Some(2),
        "三级" => Some(3),
        "四级" => Some(4),
        _ => None,
    };
    let inner = matches!(word, "指标" | "indicator" | "group" | "分组") || level(word).is_some();
    if !inner {
        return true;
    }
    match (level(head), level(word)) {
        (Some(outer), Some(inner)) => outer < inner,
        (Some(_), None) => true,
        (None, _) => !matches!(
            head,
            "指标"
                | "indicator"
                | "评价体系"
                | "rubric"
                | "评分"
                | "score"
                | "数据"
                | "data"
                | "明细"
                | "table"
                | "校验"
                | "check"
        ),
    }
}

/// A word that is no name, with a blank where a keyword was written into it: `无资产处置时`, `甲或乙`, `非甲`.
///
/// Only whoever knows that nothing has this name may ask: 非税收入 is a good one.
#[must_use]
pub fn with_blanks(word: &str) -> Option<String> {
    let ends = ["时", "得", "扣", "至", "且", "或"].iter().find_map(|keyword| {
        let stem = word.strip_suffix(keyword).filter(|stem| !stem.is_empty())?;
        Some(format!("{stem} {keyword}"))
    });
    let inside = || {
        ["且", "或"].iter().find_map(|keyword| {
            let (left, right) = word.split_once(keyword).filter(|(left, _)| !left.is_empty())?;
            Some(format!("{left} {keyword} {right}"))
        })
    };
    let begins = || {
        ["非", "且", "或", "当"].iter().find_map(|keyword| {
            let rest = word.strip_prefix(keyword).filter(|rest| !rest.is_empty())?;
            Some(format!("{keyword} {rest}"))
        })
    };
    ends.or_else(inside).or_else(begins)
}

/// A name as it must be written in a rubric: one that is no word, or a reserved one, stands in quotes.
#[must_use]
pub fn as_name(name: &str) -> String {
    let starts = name.chars().next().is_some_and(|first| is_letter(first) && !first.is_ascii_digit());
    let word = starts && name.chars().all(is_letter) && !is_reserved(name);
    match (word, name.is_ascii()) {
        (true, _) => name.to_owned(),
        (false, true) => format!("'{name}'"),
        (false, false) => format!("「{name}」"),
    }
}

/// Whether a word means something of its own, so that nothing can be called by it alone.
pub(super) fn is_reserved(word: &str) -> bool {
    const RESERVED: [&str; 27] = [
        "当",
        "时",
        "得",
        "扣",
        "至",
        "且",
        "或",
        "非",
        "是",
        "行",
        "上年",
        "目标",
        "指标值",
        "满分",
        "其余",
        "when",
        "gets",
        "to",
        "and",
        "or",
        "not",
        "is",
        "row",
        "target",
        "measure",
        "full",
        "otherwise",
    ];
    RESERVED.contains(&word) || super::lower_years::is_recent(word)
}

/// A word in a piece of normal text: its letters, and where they begin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    pub text: &'a str,
    pub start: usize,
}

impl Word<'_> {
    /// One past its last byte.
    pub fn end(&self) -> usize {
        self.start.saturating_add(self.text.len())
    }
}

/// The words of a piece of normal text that begins at byte `start`, without those in texts and quoted names.
pub(super) fn words(piece: &str, start: usize) -> Vec<Word<'_>> {
    let mut list = Vec::new();
    let mut chars = piece.char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let close = match c {
            '"' => '"',
            '“' => '”',
            '「' => '」',
            '\'' => '\'',
            _ if is_letter(c) => {
                let rest = piece.get(offset..).unwrap_or_default();
                let text = rest.get(..rest.find(|c| !is_letter(c)).unwrap_or(rest.len())).unwrap_or_default();
                let end = offset.saturating_add(text.len());
                list.push(Word { text, start: start.saturating_add(offset) });
                while chars.next_if(|(next, _)| *next < end).is_some() {}
                continue;
            }
            _ => continue,
        };
        let mut depth = 1_usize;
        while let Some((_, inner)) = chars.next() {
            match inner {
                '\\' => drop(chars.next()),
                '“' if c == '“' => depth = depth.saturating_add(1),
                _ if inner == close => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }
    list
}

/// Place, first word in Chinese and in English, the statement in Chinese and in English.
type Example = (Place, &'static str, &'static str, &'static str, &'static str);

const EXAMPLES: [Example; 41] = [
    (Place::Top, "指标", "indicator", "指标 支出率 2分 {", "indicator Rate 2 points {"),
    (Place::Adjustments, "", "", "指标 创新奖励 [0分, 3分] {", "indicator Award [0 points, 3 points] {"),
    (Place::Veto, "", "", "当 重大违纪 时 总分 不超过 60分", "when serious_breach: total at most 60 points"),
    (Place::Top, "加减分", "adjustments", "加减分 [-10分, 5分] {", "adjustments [-10 points, 5 points] {"),
    (Place::Top, "封顶", "capped", "封顶 100分", "capped at 100 points"),
    (Place::Top, "不低于", "at", "不低于 0分", "at least 0 points"),
    (Place::Top, "否决", "veto", "否决 {", "veto {"),
    (Place::Group, "等级", "grades", "等级：好 ≥ 90%，差 其余", "grades: A ≥ 90%, B otherwise"),
    (Place::Group, "指标", "indicator", "指标 支出率 2分 {", "indicator Rate 2 points {"),
    (Place::Top, "一级", "group", "一级 预算执行 46分 {", "group Budget 46 points {"),
    (Place::Group, "二级", "group", "二级 资产管理 10分 {", "group Assets 10 points {"),
    (Place::Top, "数据", "data", "数据 资产 {", "data Assets {"),
    (Place::Top, "明细", "table", "明细 采购合同 至少1行 {", "table contracts at least 1 rows {"),
    (
        Place::Table,
        "定义",
        "define",
        "定义 行.工期 = 自然日(行.开工, 行.完工)",
        "define row.length = days_between(row.begin, row.end)",
    ),
    (Place::Table, "", "", "合同额：金额(万元, 2位) ≥ 0万元", "sum: money(万元, 2 places) ≥ 0万元"),
    (Place::Top, "定义", "define", "定义 支出率 = 支出 / 预算", "define rate = spent / budget"),
    (Place::Top, "校验", "check", "校验 支出构成 {", "check Parts {"),
    (Place::Top, "填报", "stated", "填报：支出率 = 支出 / 预算", "stated: rate = spent / budget"),
    (Place::Top, "等级", "grades", "等级：优 ≥ 90分，差 其余", "grades: A ≥ 90 points, B otherwise"),
    (Place::Top, "计量单位", "unit", "计量单位 床位", "unit bed"),
    (
        Place::Header,
        "修约",
        "rounding",
        "修约：指标得分 保留2位，四舍五入",
        "rounding: indicator scores to 2 places, half up",
    ),
    (Place::Header, "总分", "total", "总分：100分", "total: 100 points"),
    (Place::Header, "年度", "year", "年度：2024", "year: 2024"),
    (Place::Indicator, "公式", "formula", "公式：支出 / 预算", "formula: spent / budget"),
    (Place::Indicator, "值域", "range", "值域：[0%, 100%]", "range: [0%, 100%]"),
    (Place::Indicator, "目标", "target", "目标：≥ 95%", "target: ≥ 95%"),
    (Place::Indicator, "评分", "score", "评分：达标 当 不低于 90%", "score: pass when at least 90%"),
    (Place::Indicator, "不适用", "n/a", "不适用：预算 = 0元 时 满分", "n/a when budget = 0元: full"),
    (Place::Indicator, "修约", "rounding", "修约：保留2位，四舍五入", "rounding: to 2 places, half up"),
    (Place::Check, "容差", "tolerance", "容差：0.01万元 理由 \"四舍五入\"", "tolerance: 0.01万元 reason \"rounding\""),
    (Place::Check, "级别", "level", "级别：需说明", "level: explain"),
    (Place::Check, "", "", "甲 + 乙 = 合计数", "a + b = sum"),
    (Place::Data, "", "", "支出：金额(万元, 2位) ≥ 0万元", "spent: money(万元, 2 places) ≥ 0万元"),
    (Place::Bands, "", "", "75%（含）至 90%（不含） 得 分值的 70%", "75% (incl) to 90% (excl) gets 70% of points"),
    (
        Place::Deduct,
        "",
        "",
        "每超过 1个百分点 扣 0.5分，不足部分按比例",
        "per 1pp over deduct 0.5 points, partial steps pro rata",
    ),
    (Place::Linear, "", "", "50% 得 满分", "50% gets full"),
    (Place::Checklist, "", "", "\"按时公开\" 2分 当 已公开", "\"published\" 2 points when published"),
    (Place::Judged, "", "", "达成预期 [80%, 100%]", "met [80%, 100%]"),
    (Place::Pass, "", "", "当 不低于 90%", "when at least 90%"),
    (Place::Cases, "", "", "当 有处置：按完成率", "when disposed: proportional"),
    (Place::Ways, "", "", "甲法：按完成率", "first: proportional"),
];
