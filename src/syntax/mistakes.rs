//! The mistakes that people make in rubrics, each recognised where the grammar gave up, with the way to repair it.

use super::diagnostics;
use super::explain::Trouble;
use super::grammar::{Rule, is_letter};
use super::parse::Parser;
use super::words::{Place, first_word, keyword, words};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Keywords that are written behind a name, and so need a blank before them.
const BEHIND_NAMES: [Rule; 12] = [
    Rule::kw_then,
    Rule::kw_gets,
    Rule::kw_deducts,
    Rule::kw_and,
    Rule::kw_or,
    Rule::kw_through,
    Rule::kw_or_more,
    Rule::kw_or_less,
    Rule::kw_at_least,
    Rule::kw_at_most,
    Rule::kw_below,
    Rule::kw_above,
];

/// Comparisons as people write them, and the words of the language.
pub(super) const COMPARISONS: [(&str, &str); 19] = [
    ("atleast", "at least"),
    ("atmost", "at most"),
    ("不迟于", "不超过"),
    ("不晚于", "不超过"),
    ("不早于", "不低于"),
    ("早于", "低于"),
    ("晚于", "超过"),
    ("大于等于", "不低于"),
    ("大于或等于", "不低于"),
    ("不小于", "不低于"),
    ("不少于", "不低于"),
    ("达到", "不低于"),
    ("小于等于", "不超过"),
    ("小于或等于", "不超过"),
    ("不大于", "不超过"),
    ("不多于", "不超过"),
    ("大于", "超过"),
    ("小于", "低于"),
    ("少于", "低于"),
];

impl Parser<'_, '_> {
    /// The first mistake that fits.
    pub fn mistake(&mut self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        self.only_a_brace(trouble)
            .or_else(|| self.begins_with_operator(trouble))
            .or_else(|| self.official(trouble))
            .or_else(|| self.punctuation(trouble))
            .or_else(|| self.comparison(trouble))
            .or_else(|| self.habits(trouble))
            .or_else(|| self.keyword_in_word(trouble))
            .or_else(|| self.points_in_name(trouble))
            .or_else(|| self.growth(trouble))
            .or_else(|| self.missing_unit(trouble))
            .or_else(|| self.function(trouble))
            .or_else(|| self.negative_name(trouble))
            .or_else(|| self.surplus(trouble))
            .or_else(|| self.reserved(trouble))
            .or_else(|| self.text_for_name(trouble))
            .or_else(|| self.blank_in_name(trouble))
            .or_else(|| self.empty_clause(trouble))
            .or_else(|| self.wrong_place(trouble))
            .or_else(|| self.no_side(trouble))
    }

    fn only_a_brace(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        (trouble.text == "{")
            .then(|| diagnostics::block_without_head(self.normal.span(trouble.whole.start, trouble.whole.end)))
    }

    fn begins_with_operator(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let first = trouble.text.chars().next()?;
        let word = first_word(trouble.text, trouble.whole.start).filter(|word| word.start == trouble.whole.start);
        let joint = word.map(|word| word.text).filter(|word| matches!(*word, "且" | "或" | "and" | "or"));
        let sign = "+-*/×÷=≥≤≠<>".contains(first) && trouble.at <= trouble.whole.start.saturating_add(first.len_utf8());
        let length = joint.map_or(first.len_utf8(), str::len);
        (joint.is_some() || sign).then(|| self.operator_at_line_start(trouble.whole.start, length))
    }

    /// An operator at the start of a line, with the repair: it moves to the end of the line before.
    pub fn operator_at_line_start(&self, start: usize, length: usize) -> Diagnostic {
        let end = start.saturating_add(length);
        let place = self.normal.span(start, end);
        let before = self.slice(0, start).trim_end().len();
        let previous = (before > 0).then(|| self.normal.span(before, before));
        let behind = self.slice(end, self.normal.text.len()).len();
        let blank = behind.saturating_sub(self.slice(end, self.normal.text.len()).trim_start_matches(' ').len());
        let removed = self.normal.span(start, end.saturating_add(blank));
        diagnostics::operator_at_line_start(place, self.source.slice(place), previous, removed)
    }

    /// A comparison that lacks its left side.
    pub fn no_left_side(&mut self, word: &super::grammar::Node<'_>, first: bool) -> crate::diagnostic::Reported {
        let before = self.slice(0, word.start());
        let line_start = first && (before.is_empty() || before.ends_with(['\n', '{', '}', ';']));
        let diagnostic = if line_start {
            self.operator_at_line_start(word.start(), word.text().len())
        } else {
            diagnostics::nothing_compared(word.span(), word.text())
        };
        self.diagnostics.error(diagnostic)
    }

    fn punctuation(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let first = trouble.rest.chars().next()?;
        let open = trouble
            .read()
            .rfind('[')
            .is_some_and(|at| !trouble.read().get(at..).unwrap_or_default().contains([']', ')']));
        let twin = match first {
            ';' => Some(","),
            '#' if !trouble.rest.starts_with("#{") => Some("//"),
            '、' if open => Some(","),
            '、' if matches!(trouble.whole.place, Place::Data | Place::Table) && !trouble.read().contains(':') => None,
            '、' if matches!(trouble.whole.place, Place::Bands | Place::Judged | Place::Linear) => Some("至"),
            '、' => Some(","),
            '。' => Some(""),
            '·' | '・' => Some("×"),
            '～' | '~' | '—' | '‐' | '‑' | '―' => Some("至"),
            '｜' | '|' | '？' | '?' | '！' | '…' | '@' | '$' | '&' | '_' | '`' | '\\' | '^' => None,
            '【' | '】' | '《' | '》' | '〔' | '〕' | '〈' | '〉' => None,
            _ => return None,
        };
        let length = trouble.rest.find(|c| c != first).unwrap_or(trouble.rest.len());
        let place = self.normal.span(trouble.at, trouble.at.saturating_add(length));
        Some(diagnostics::wrong_punctuation(place, self.source.slice(place), twin))
    }

    fn comparison(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let near = [trouble.found(), trouble.before()];
        near.into_iter().flatten().find_map(|word| {
            let (written, right) = COMPARISONS.iter().find(|(written, _)| {
                word.text
                    .strip_prefix(written)
                    .is_some_and(|rest| !rest.starts_with(|c: char| is_letter(c) && !c.is_ascii_digit()))
            })?;
            let place = self.normal.span(word.start, word.start.saturating_add(written.len()));
            Some(diagnostics::other_comparison(place, written, right))
        })
    }

    /// What official tables write, and the language writes otherwise.
    fn habits(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let rest = trouble.rest;
        let place = |length: usize| self.normal.span(trouble.at, trouble.at.saturating_add(length));
        let first = rest.chars().next()?;
        let bands = trouble.whole.place == Place::Bands && "≤<≥>".contains(first) && trouble.at > trouble.whole.start;
        if bands {
            return Some(diagnostics::chained_range(place(first.len_utf8()), trouble.read().trim()));
        }
        let gets = ["得 满分", "得满分", "gets full"].iter().find(|gets| rest.starts_with(**gets));
        if let Some(gets) = gets
            && trouble.words.iter().any(|word| matches!(word.text, "达标" | "pass"))
        {
            return Some(diagnostics::pass_gives_full(place(gets.len())));
        }
        let word = trouble.found().filter(|_| trouble.at == trouble.whole.start)?;
        let own = self.normal.span(word.start, word.end());
        if matches!(word.text, "分值" | "权重" | "points" | "weight") && trouble.whole.place != Place::Top {
            return Some(diagnostics::points_in_head(own, word.text));
        }
        None
    }

    /// A keyword that was written into a name: `无资产处置时`, `且y`, `指标甲`.
    fn keyword_in_word(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let repair = |word: &super::words::Word<'_>, right: String| {
            let place = self.normal.span(word.start, word.end());
            Some(diagnostics::blank_missing(place, self.source.slice(place), &right))
        };
        if let Some(word) = trouble.found() {
            let heads = trouble.whole.place.starters().iter().filter(|_| trouble.at == trouble.whole.start);
            let joints: &[Rule] = if trouble.expects(&[Rule::joint]) { &[Rule::kw_and, Rule::kw_or] } else { &[] };
            let before = trouble.expected.iter().chain(joints).chain(heads);
            let before = before.filter_map(|rule| keyword(*rule)).flat_map(|keyword| &keyword.zh);
            let longest =
                before.filter(|zh| word.text.len() > zh.len() && word.text.starts_with(**zh)).max_by_key(|zh| zh.len());
            if let Some(zh) = longest
                && self.may_split(trouble, zh)
            {
                return repair(&word, format!("{zh} {}", word.text.strip_prefix(zh).unwrap_or_default()));
            }
        }
        let word = trouble.before().filter(|word| self.slice(word.end(), trouble.at).trim().is_empty())?;
        BEHIND_NAMES.iter().filter(|rule| trouble.expected.contains(rule)).filter_map(|rule| keyword(*rule)).find_map(
            |found| {
                found.zh.iter().find_map(|zh| {
                    let at = word.text.rfind(zh).filter(|at| *at > 0)?;
                    let (name, rest) = (word.text.get(..at)?, word.text.get(at..)?.strip_prefix(zh)?);
                    if let Some((subject, number)) = super::words::equal_in_words(name).filter(|_| *zh == "时") {
                        let place = self.normal.span(word.start, word.end());
                        let written = self.source.slice(place);
                        let unit = self.declared_unit(subject);
                        let number = format!("{number}{}", unit.as_deref().unwrap_or_default());
                        let known = unit.is_some();
                        return Some(diagnostics::condition_in_words(place, written, (subject, &number), known));
                    }
                    let follows = rest.is_empty()
                        || rest.starts_with(|c: char| c.is_ascii_digit())
                        || ["满分", "分值的", "人工评定", "不计入总分", "不核对", "评定"]
                            .iter()
                            .any(|word| rest.starts_with(word));
                    let blank = if rest.is_empty() { "" } else { " " };
                    follows.then(|| repair(&word, format!("{name} {zh}{blank}{rest}")))?
                })
            },
        )
    }

    /// The unit with which a datum is declared in this file, empty for a bare number.
    pub fn declared_unit(&self, name: &str) -> Option<String> {
        let text = self.slice(0, self.normal.text.len());
        let kind = text.split(['\n', ';', '{']).find_map(|statement| {
            let (own, kind) = statement.split_once(':')?;
            (own.trim() == name).then(|| kind.trim_start())
        })?;
        let inside = ["金额(", "数量(", "比率(", "增减率("].iter().find_map(|kind_of| kind.strip_prefix(kind_of));
        match inside {
            Some(inside) => {
                let unit = inside.get(..inside.find([',', ')'])?)?.trim();
                Some(if unit == "小数" { String::new() } else { unit.to_owned() })
            }
            None if kind.starts_with("工作日") => Some("个工作日".to_owned()),
            None if kind.starts_with("数 ") || kind == "数" => Some(String::new()),
            None => None,
        }
    }

    /// Whether a word that begins with a keyword is likely to be that keyword and a name.
    fn may_split(&self, trouble: &Trouble<'_, '_>, zh: &str) -> bool {
        let heads = ["指标", "一级", "二级", "三级", "四级", "分组", "数据", "校验", "定义", "计量单位", "当", "其余"];
        trouble.at > trouble.whole.start || heads.contains(&zh)
    }

    /// `利用率2.5分`: the points were written into the name.
    fn points_in_name(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let word = trouble.before().filter(|word| word.end() == trouble.at)?;
        let decimals = trouble.rest.strip_prefix('.')?;
        let digits = decimals.find(|c: char| !c.is_ascii_digit()).unwrap_or(decimals.len());
        let stem = word.text.trim_end_matches(|c: char| c.is_ascii_digit());
        let ends =
            decimals.get(digits..)?.starts_with('分') && digits > 0 && stem.len() < word.text.len() && !stem.is_empty();
        let end = trouble.at.saturating_add(digits).saturating_add(4);
        let place = self.normal.span(word.start, end);
        let points = self.slice(word.start.saturating_add(stem.len()), end);
        ends.then(|| diagnostics::blank_missing(place, self.source.slice(place), &format!("{stem} {points}")))
    }

    fn growth(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let word = trouble.before().filter(|word| matches!(word.text, "增长" | "下降" | "up" | "down"))?;
        let number = trouble.rest.starts_with(|c: char| c.is_ascii_digit());
        number.then(|| diagnostics::growth_without_percent(self.normal.span(word.start, word.end()), word.text))
    }

    /// `每发现 1 违规次数 扣 1分`: what follows the blank was taken for the unit.
    fn missing_unit(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let (index, word) = trouble.words.iter().enumerate().rev().find(|(_, word)| word.end() <= trouble.at)?;
        let number = index.checked_sub(1).and_then(|index| trouble.words.get(index))?;
        let blank = self.slice(number.end(), word.start) == " ";
        let digits = number.text.bytes().all(|byte| byte.is_ascii_digit());
        let near = self.slice(word.end(), trouble.at).trim().is_empty();
        let unit =
            self.units.is_known(word.text) || word.text.is_ascii() || super::words::is_word_of_keyword(word.text);
        (blank && digits && near && !unit).then(|| {
            let (place, name) =
                (self.normal.span(number.start, number.end()), self.normal.span(word.start, word.end()));
            let known = self.declared_unit(word.text);
            diagnostics::unit_missing((place, number.text), (name, word.text), known.as_deref())
        })
    }

    fn function(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let word = trouble.before()?;
        let name = !word.text.starts_with(|c: char| c.is_ascii_digit());
        let call = name && trouble.rest.starts_with('(') && self.slice(word.end(), trouble.at).trim().is_empty();
        let operand = trouble.expects(&[Rule::plus, Rule::minus, Rule::times, Rule::kw_and]);
        (call && operand).then(|| diagnostics::unknown_function(self.normal.span(word.start, word.end()), word.text))
    }

    /// `-a`: a sign belongs to a number.
    fn negative_name(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let word = trouble.found()?;
        let number = trouble.expects(&[Rule::number, Rule::date]) && trouble.read().ends_with('-');
        let sign = self.normal.span(trouble.at.saturating_sub(1), trouble.at);
        number.then(|| diagnostics::negative_name(sign, word.text))
    }

    fn reserved(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let word = trouble.found()?;
        let wanted = trouble.expects(&[Rule::name, Rule::operand, Rule::expr])
            || (trouble.whole.place == Place::Data && trouble.at == trouble.whole.start);
        (wanted && super::names::is_reserved(word.text))
            .then(|| diagnostics::reserved_word(self.normal.span(word.start, word.end()), word.text))
    }

    fn text_for_name(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        if !trouble.expects(&[Rule::name]) || trouble.expects(&[Rule::text]) || !trouble.rest.starts_with(['"', '“'])
        {
            return None;
        }
        let close = if trouble.rest.starts_with('"') { '"' } else { '”' };
        let length = trouble
            .rest
            .char_indices()
            .skip(1)
            .find(|(_, c)| *c == close)
            .map(|(at, c)| at.saturating_add(c.len_utf8()))?;
        let rest = trouble.rest.get(length..).unwrap_or_default();
        let more = rest.find(|c| !is_letter(c)).unwrap_or(rest.len());
        let place = self.normal.span(trouble.at, trouble.at.saturating_add(length).saturating_add(more));
        Some(diagnostics::text_for_name(place, self.source.slice(place)))
    }

    /// `指标 甲 乙 2分`: the second word of a name.
    fn blank_in_name(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let (name, more) = (trouble.before()?, trouble.found()?);
        let heads =
            trouble.expects(&[Rule::points]) && trouble.words.get(1).is_some_and(|word| word.start == name.start);
        let word = !more.text.starts_with(|c: char| c.is_ascii_digit());
        let whole = self.slice(name.start, more.end());
        (heads && word).then(|| diagnostics::blank_in_name(self.normal.span(name.start, more.end()), whole))
    }

    /// `公式：` with nothing behind it: the next line was taken for its content.
    fn empty_clause(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let (head, rest) = trouble.text.split_once(':')?;
        let colon = trouble.whole.start.saturating_add(head.len());
        let gap: Span = self
            .normal
            .span(colon, colon.saturating_add(1).saturating_add(rest.len().saturating_sub(rest.trim_start().len())));
        let crossed = self.source.slice(gap).contains('\n');
        let next = trouble.rest.starts_with(':') && crossed && words(head, 0).len() == 1;
        (next || rest.trim().is_empty()).then(|| {
            diagnostics::nothing_behind_colon(
                self.normal.span(trouble.whole.start, colon.saturating_add(1)),
                head.trim(),
            )
        })
    }

    /// A keyword that belongs elsewhere, or a word that is none.
    fn wrong_place(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let starters = trouble.whole.place.starters();
        if trouble.at != trouble.whole.start || starters.is_empty() {
            return None;
        }
        let word = trouble.found()?;
        let place = self.normal.span(word.start, word.end());
        let own = starters.iter().filter_map(|rule| keyword(*rule)).collect::<Vec<_>>();
        let header_first = [Place::Header];
        let order = header_first.iter().filter(|_| trouble.whole.place == Place::Top).chain(Place::ALL);
        let home = order.copied().find(|place| {
            place
                .starters()
                .iter()
                .filter_map(|rule| keyword(*rule))
                .any(|keyword| keyword.words().any(|own| own == word.text))
        });
        if let Some(home) = home.filter(|home| *home != trouble.whole.place) {
            return Some(diagnostics::belongs_elsewhere(place, word.text, trouble.whole.place, home));
        }
        let length = word.text.chars().count();
        let near = own.iter().flat_map(|keyword| keyword.words()).find(|own| {
            let own_length = own.chars().count();
            // Comparing letter by letter takes time with the length, and one letter changes it by one at most.
            let comparable = own_length > 1 && length > 1 && own_length.abs_diff(length) <= 1;
            comparable && strsim::osa_distance(own, word.text) == 1
        });
        Some(diagnostics::unknown_statement(place, word.text, trouble.whole.place, near))
    }

    /// `90% 得 满分`: a value, and nothing says on which side of it.
    fn no_side(&self, trouble: &Trouble<'_, '_>) -> Option<Diagnostic> {
        let sides = trouble.expects(&[Rule::side, Rule::kw_or_more, Rule::through, Rule::kw_through]);
        let award = trouble.rest.starts_with("得") || trouble.rest.starts_with("gets");
        let value = trouble.read().trim();
        (sides && award).then(|| {
            let end = trouble.whole.start.saturating_add(value.len());
            diagnostics::side_missing(self.normal.span(trouble.whole.start, end), value)
        })
    }
}
