//! Keywords: what they are called in both languages, and which may begin a statement where.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::grammar::{Rule, is_letter};
use crate::diagnostic::Text;

/// The words of one production.
#[derive(Debug)]
pub(super) struct Keyword {
    /// Its row of the table.
    pub key: &'static str,
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
            let key = cells.next()?;
            Some((key, Keyword { key, zh: words(cells.next()?), en: words(cells.next()?) }))
        })
        .collect()
});

/// By the number of the rule, for it is asked of every node of every statement.
static RULES: LazyLock<Vec<Option<&'static Keyword>>> = LazyLock::new(|| {
    let mut table = Vec::new();
    for rule in Rule::all_rules() {
        let at = *rule as usize;
        table.resize(table.len().max(at.saturating_add(1)), None);
        if let Some(cell) = table.get_mut(at) {
            *cell = format!("{rule:?}").strip_prefix("kw_").and_then(|name| KEYWORDS.get(name));
        }
    }
    table
});

/// Whether a rule of the grammar is a keyword.
pub(super) fn is_keyword(rule: Rule) -> bool {
    keyword(rule).is_some()
}

/// The keyword of a rule of the grammar.
pub(super) fn keyword(rule: Rule) -> Option<&'static Keyword> {
    RULES.get(rule as usize).copied().flatten()
}

/// A row of the table.
pub(super) fn row(key: &str) -> Option<&'static Keyword> {
    KEYWORDS.get(key)
}

/// Whether a word is a keyword somewhere.
pub(super) fn is_word_of_keyword(word: &str) -> bool {
    KEYWORDS.values().any(|keyword| keyword.words().any(|own| own == word))
}

impl Keyword {
    /// Its usual word in each language, in quotes; nothing where a language has none.
    pub fn quoted(&self) -> Text {
        let zh = self.zh.first().map_or(String::new(), |word| format!("「{word}」"));
        let en = self.en.first().map_or(String::new(), |word| format!("`{word}`"));
        Text::new(zh, en)
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
    /// In 修改 指标 … and 修改 一级 ….
    Amended,
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
    /// In 测试, and in the rows of a table that it gives.
    Test,
    TestRows,
}

/// The keywords that begin a statement at the top of a file.
const TOP: &[Rule] = &[
    Rule::kw_rubric,
    Rule::kw_data,
    Rule::kw_table,
    Rule::kw_unit,
    Rule::kw_define,
    Rule::kw_level_1,
    Rule::kw_group,
    Rule::kw_indicator,
    Rule::kw_check,
    Rule::kw_stated,
    Rule::kw_grades,
    Rule::kw_adjustments,
    Rule::kw_capped,
    Rule::kw_not_capped,
    Rule::kw_at_least,
    Rule::kw_veto,
    Rule::kw_test,
    Rule::kw_extends,
    Rule::kw_amend,
    Rule::kw_add,
    Rule::kw_remove,
    Rule::kw_move,
];

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
            Place::Amended => Rule::amended_statement,
            Place::Check => Rule::check_row,
            Place::Bands => Rule::band,
            Place::Deduct => Rule::deduct_line,
            Place::Linear => Rule::anchor,
            Place::Checklist => Rule::checklist_item,
            Place::Judged => Rule::judged_level,
            Place::Pass => Rule::pass_row,
            Place::Cases => Rule::case_arm,
            Place::Ways => Rule::way,
            Place::Test => Rule::test_line,
            Place::TestRows => Rule::test_row,
        }
    }

    /// The keywords that begin a statement here.
    pub fn starters(self) -> &'static [Rule] {
        use Rule::*;
        match self {
            Place::Top => TOP,
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
            Place::Amended => super::lower_amend::STARTERS,
            Place::Check => &[kw_when, kw_severity, kw_tolerance, kw_note, kw_origin],
            Place::Deduct => &[kw_free, kw_per_over, kw_per_under, kw_per_found, kw_floor],
            Place::Pass | Place::Cases => &[kw_when, kw_otherwise],
            Place::Table => &[kw_define],
            Place::Data | Place::Bands | Place::Linear | Place::Checklist | Place::Judged | Place::Ways => &[],
            Place::Test => &[kw_given, kw_expected, kw_rejected, kw_note],
            Place::TestRows => &[],
        }
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
            Place::Amended => ("「修改」", "`amend`"),
            Place::Check => ("「校验」", "`check`"),
            Place::Bands => ("「分档」", "`bands`"),
            Place::Deduct => ("「扣分」", "`deduct`"),
            Place::Linear => ("「线性」", "`linear`"),
            Place::Checklist => ("「逐项」", "`checklist`"),
            Place::Judged => ("「评定」", "`judged`"),
            Place::Pass => ("「达标」", "`pass`"),
            Place::Cases => ("「情形」", "`cases`"),
            Place::Ways => ("「取高」「取低」「择一」", "`higher`, `lower`, `either`"),
            Place::Test => ("「测试」", "`test`"),
            Place::TestRows => ("「给定」", "`given`"),
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
                | "测试"
                | "test"
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

/// `公用经费预算为0`: what is compared, and the number.
#[must_use]
pub fn equal_in_words(name: &str) -> Option<(&str, &str)> {
    let left = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '零');
    let number = name.strip_prefix(left).filter(|number| !number.is_empty())?;
    let subject = ["等于", "为", "是"].iter().find_map(|word| left.strip_suffix(word))?;
    (!subject.is_empty()).then_some((subject, if number == "零" { "0" } else { number }))
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
    each_word(piece, start).collect()
}

/// The first of [`words`].
pub(super) fn first_word(piece: &str, start: usize) -> Option<Word<'_>> {
    each_word(piece, start).next()
}

fn each_word(piece: &str, start: usize) -> impl Iterator<Item = Word<'_>> {
    let mut chars = piece.char_indices().peekable();
    std::iter::from_fn(move || {
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
                    while chars.next_if(|(next, _)| *next < end).is_some() {}
                    return Some(Word { text, start: start.saturating_add(offset) });
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
        None
    })
}
