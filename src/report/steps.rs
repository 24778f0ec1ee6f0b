//! How a score came about and why it is open, in words.

use super::Sheet;
use super::formula::{self, with_numbers};
use super::number::{amount, places, plain, unit_of};
use super::parts::{excess_of, is_target, items, next_anchor, plain_points};
use super::taken::{Taken, taken};
use crate::ids::{ElementId, IndicatorId};
use crate::quantity::{Kind, Rational};
use crate::rubric::{Award, Choice, DisplayUnit, Item, NormalForm, Rule, RuleForm, show_points};
use crate::scorecard::{IndicatorLine, Step};
use crate::source::{SourceId, Span};

/// Lines below an indicator; `depth` is 0 but for what is in a checklist item.
pub(super) struct Line {
    pub depth: usize,
    pub text: String,
}

impl Sheet<'_> {
    /// What stands at a place, on one line, and its line number.
    pub(super) fn quoted(&self, span: Span) -> (String, usize) {
        let source = self.sources.get(span.source);
        let text = source.slice(span);
        let first = text.lines().next().unwrap_or_default().trim();
        let more = text.trim_end().lines().count() > 1;
        let first = crate::diagnostic::layout::escape(first);
        let shown = if more { format!("{} …", first.trim_end_matches('{').trim_end()) } else { first };
        (shown, source.position(span.start).line)
    }

    /// `第 55 行 [60%, 75%) 得 0.4分`; of a rule that is inherited with its file: `梅江-2024.perf 第 55 行 …`.
    pub(super) fn at_line(&self, span: Span) -> String {
        let (text, line) = self.quoted(span);
        let file = self.parent_file(span).map(|file| format!("{file} ")).unwrap_or_default();
        match self.say("zh", "en") {
            _ if !self.line_numbers => text,
            "zh" => format!("{file}第 {line} 行 {text}"),
            _ => format!("{file}line {line} {text}"),
        }
    }

    /// The name of the file in which something inherited stands.
    fn parent_file(&self, span: Span) -> Option<String> {
        (span.source != self.rubric.source).then(|| self.file_name(span.source))
    }

    /// The name of a file, with as many of its folders as tell it from the other files of the rubric.
    pub(super) fn file_name(&self, file: SourceId) -> String {
        let parts = |source| self.sources.get(source).name().split(['/', '\\']).rev().collect::<Vec<_>>();
        let own = parts(file);
        let files = self.rubric.parents.iter().chain([&self.rubric.source]);
        let others = files.filter(|other| **other != file).map(|other| parts(*other)).collect::<Vec<_>>();
        let alike = |count: &usize| others.iter().any(|other| other.iter().take(*count).eq(own.iter().take(*count)));
        let count = (1..own.len()).find(|count| !alike(count)).unwrap_or(own.len());
        let shown = own.iter().take(count).rev().copied().collect::<Vec<_>>().join("/");
        crate::diagnostic::layout::escape(&shown)
    }

    /// The measure, or where the indicator is not applicable what says so.
    pub(super) fn shown_measure(&self, line: &IndicatorLine) -> Option<String> {
        let clause = line.steps.iter().find_map(|step| match step {
            Step::NotApplicable(element) => Some(element),
            _ => None,
        });
        match clause.and_then(|id| self.rubric.indicator(line.id).not_applicable.iter().find(|one| one.element == *id))
        {
            Some(clause) => Some(formula::condition(self, &clause.condition)),
            None => self.measured(line.id),
        }
    }

    /// The measure with its numbers, or, where there is no formula, what the rule compares.
    fn measured(&self, id: IndicatorId) -> Option<String> {
        let indicator = self.rubric.indicator(id);
        match indicator.measure {
            Some(measure) => {
                let shown = formula::measure(self, measure, &self.edges(id));
                Some(match &indicator.goal {
                    // A text may be a sentence.
                    Some(goal) => {
                        format!("{}{}{goal}", shown.trim_end_matches(['。', '.']), self.say("；目标 ", "; target "))
                    }
                    None => shown,
                })
            }
            None => indicator.rule.as_ref().and_then(|rule| self.compared(rule)),
        }
    }

    /// The conditions or the counted thing of a rule without a formula, with the numbers put in.
    fn compared(&self, rule: &Rule) -> Option<String> {
        let shown = match &rule.normal {
            NormalForm::Cases(arms) => {
                let conditions = arms.iter().filter_map(|arm| arm.condition.as_ref());
                let conditions = conditions.map(|condition| formula::condition(self, condition)).collect::<Vec<_>>();
                let alone = arms.first().and_then(|arm| super::ways::computed(&arm.then));
                if conditions.is_empty() {
                    alone.map(|one| with_numbers(self, one)).into_iter().collect()
                } else {
                    conditions
                }
            }
            NormalForm::Deduction(deduction) => {
                deduction.lines.iter().map(|line| with_numbers(self, &line.excess)).collect()
            }
            NormalForm::Pieces { over, .. } => vec![with_numbers(self, over)],
            NormalForm::Items(_) | NormalForm::Ways(_) | NormalForm::Judged(_) | NormalForm::Readings(_) => Vec::new(),
        };
        (!shown.is_empty()).then(|| shown.join(self.say("；", "; ")))
    }

    /// The steps of an indicator.
    pub(super) fn steps(&self, line: &IndicatorLine) -> Vec<Line> {
        let mut lines = Vec::new();
        let rule = self.rubric.indicator(line.id).rule.as_ref();
        self.add_steps(&line.steps, (line.id, rule, None), 0, &mut lines);
        // The score of an item is not rounded, that of the indicator is.
        if let (Some(last), Some(text)) = (lines.last_mut(), self.rounding(line)) {
            last.text.push_str(&text);
        }
        lines
    }

    fn add_steps(
        &self,
        steps: &[Step],
        (id, rule, item): (IndicatorId, Option<&Rule>, Option<ElementId>),
        depth: usize,
        lines: &mut Vec<Line>,
    ) {
        for one in taken(steps, rule) {
            let text = match one.step {
                Step::NotApplicable(element) => Some(self.at_line(self.rubric.element(*element))),
                Step::Arm(element) => self.arm(*element, &one),
                Step::Band { element, at } => Some(self.band(*element, at.only(), one.rule)),
                Step::Deducted { element, excess, steps, points } => {
                    Some(self.deducted(*element, (excess, steps, points), one.rule))
                }
                Step::Floor => Some(self.say("已扣至下限", "stopped at the floor").to_owned()),
                Step::Item { element, score, steps } => {
                    let found = items(one.rule).iter().find(|item| item.element == *element);
                    let name = found.map(|item| item.name.as_str()).unwrap_or_default();
                    let of = found.map(|item| format!("/{}", plain_points(&item.points))).unwrap_or_default();
                    let score = amount(score, 0, self.language);
                    lines.push(Line { depth, text: format!("“{name}” {score}{of}") });
                    let inner = depth.saturating_add(1);
                    if let Some(text) = found.and_then(|item| self.item_measure(item)) {
                        lines.push(Line { depth: inner, text });
                    }
                    self.add_steps(steps, (id, found.map(|item| &item.rule), Some(*element)), inner, lines);
                    None
                }
                Step::Way { element, score, counts, steps } => {
                    let found = items(one.rule).iter().find(|way| way.element == *element);
                    let text = self.way(found, (score, *counts), one.rule);
                    lines.push(Line { depth, text });
                    let inner = depth.saturating_add(1);
                    if let Some(text) = found.and_then(|way| self.item_measure(way)) {
                        lines.push(Line { depth: inner, text });
                    }
                    self.add_steps(steps, (id, found.map(|way| &way.rule), Some(*element)), inner, lines);
                    None
                }
                Step::Judged { element, level } => Some(self.judged(id, item.or(Some(*element)), *level)),
            };
            lines.extend(text.map(|text| Line { depth, text }));
        }
    }

    /// What an item is scored by, with the numbers put in, where it is not the indicator's formula.
    fn item_measure(&self, item: &Item) -> Option<String> {
        match item.measure {
            Some(measure) => Some(formula::measure(self, measure, &[])),
            None if item.rule.form == RuleForm::Pass => self.compared(&item.rule),
            None => None,
        }
    }

    /// The arm that was taken; `None` where the steps behind it say all.
    fn arm(&self, element: ElementId, one: &Taken) -> Option<String> {
        let at = self.at_line(self.rubric.element(element));
        let proportional = one.rule.is_some_and(|rule| rule.form == RuleForm::Proportional);
        let head = match one.arm {
            Some(arm) if proportional && matches!(arm.then, Choice::Rule(_)) => return None,
            Some(arm) if proportional && arm.condition.is_none() => self.say("规则：", "rule: "),
            Some(_) if proportional && one.rule.is_some_and(|rule| is_target(rule, element)) => {
                self.say("达到目标：", "target met: ")
            }
            Some(_) if one.rule.is_some_and(|rule| rule.form == RuleForm::Formula) => self.say("规则：", "rule: "),
            Some(arm) if arm.condition.is_none() => self.otherwise(element, one.rule),
            _ => self.say("符合：", "holds: "),
        };
        // Without its line the text of the target says once more that it is one.
        let word = self.say("目标：", "target: ");
        let at = at.strip_prefix(word).filter(|_| head == self.say("达到目标：", "target met: ")).unwrap_or(&at);
        Some(format!("{head}{at}{}", self.computed(one.arm.and_then(|arm| super::ways::computed(&arm.then)))))
    }

    /// What no condition held for: 其余 where it is written, else the conditions themselves are named.
    fn otherwise(&self, element: ElementId, rule: Option<&Rule>) -> &'static str {
        let span = self.rubric.element(element);
        let (text, _) = self.quoted(span);
        let encloses = match rule.map(|rule| &rule.normal) {
            Some(NormalForm::Cases(arms)) => arms.iter().filter(|arm| arm.element != element).any(|arm| {
                let inner = self.rubric.element(arm.element);
                inner.source == span.source && span.start <= inner.start && inner.end <= span.end
            }),
            _ => false,
        };
        match encloses {
            true => self.say("不符合：", "does not hold: "),
            false if text.starts_with("其余") || text.starts_with("otherwise") => self.say("规则：", "rule: "),
            false => self.say("其余：", "otherwise: "),
        }
    }

    fn band(&self, element: ElementId, at: Option<&Rational>, rule: Option<&Rule>) -> String {
        let head = self.say("规则：", "rule: ");
        match (rule.filter(|rule| rule.form == RuleForm::Proportional), at) {
            (Some(rule), Some(rate)) => {
                format!("{head}{}{}", self.at_line(self.rubric.element(element)), self.completion(rule, rate))
            }
            _ => {
                let computed = self.computed_at(element, at, rule);
                format!("{head}{}{computed}", self.band_rows(element, at, rule).1)
            }
        }
    }

    /// The row of a band, or the two anchors of 线性 between which the number lies.
    pub(super) fn band_rows(
        &self,
        element: ElementId,
        at: Option<&Rational>,
        rule: Option<&Rule>,
    ) -> (Vec<ElementId>, String) {
        let hit = self.at_line(self.rubric.element(element));
        let linear = rule.filter(|rule| rule.form == RuleForm::Linear).zip(at);
        match linear.and_then(|(rule, number)| next_anchor(rule, number)) {
            Some(next) => {
                let other = self.at_line(self.rubric.element(next));
                let text = format!("{}{hit}{}{other}", self.say("介于 ", "between "), self.say(" 与 ", " and "));
                (vec![element, next], text)
            }
            None => (vec![element], hit),
        }
    }

    /// `：530元/人 ÷ 600元/人 ≈ 88.33%，× 13.34分 ≈ 11.784分`.
    fn completion(&self, rule: &Rule, rate: &Rational) -> String {
        let NormalForm::Pieces { over, bands } = &rule.normal else { return String::new() };
        let (shown, is_exact) = plain(rate, &DisplayUnit::of(&Kind::Ratio), &[]);
        let sign = if is_exact { "=" } else { "≈" };
        let mut text = format!("{}{} {sign} {shown}", self.colon(), formula::operation(self, over));
        let hit = bands.iter().find(|band| band.interval.contains(rate));
        let Some(Award::Curve(curve)) = hit.map(|band| &band.award) else { return text };
        let (None, Some(score)) = (curve.constant_score(), curve.at(rate)) else { return text };
        let full = if curve.b.is_negative() { &curve.a } else { &curve.b };
        let points = |number: &Rational| show_points(number, 0, self.language);
        let full = points(full);
        let comma = self.comma();
        text.push_str(&match curve.b.is_negative() {
            true => format!("{comma}(1 − {shown}) × {full}"),
            false => format!("{comma}× {full}"),
        });
        let unit = DisplayUnit { symbol: "".into(), factor: Rational::ONE, places: places(self.rubric).max(1) };
        let finer = DisplayUnit { places: unit.places.saturating_add(1), ..unit };
        let (digits, is_exact) = plain(&score, &finer, &self.halves(&score));
        let word = if self.say("zh", "en") == "zh" { "分" } else { " points" };
        text.push_str(&format!(" {} {digits}{word}", if is_exact { "=" } else { "≈" }));
        text
    }

    /// Where the rounding of a score turns: its print must not jump over one.
    pub(super) fn halves(&self, score: &Rational) -> Vec<Rational> {
        let Some(rounding) = self.rubric.indicator_rounding else { return Vec::new() };
        let rounded = rounding.round(score);
        let digit = Rational::power_of_ten(i32::try_from(rounding.places).unwrap_or(0).saturating_neg());
        let half = digit.checked_div(&Rational::whole(2)).unwrap_or(Rational::ZERO);
        vec![&rounded - &half, &rounded + &half]
    }

    /// `，修约为 11.78分`, behind an arithmetic that gave something else.
    fn rounding(&self, line: &IndicatorLine) -> Option<String> {
        let rule = self.rubric.indicator(line.id).rule.as_ref();
        let last = taken(&line.steps, rule).pop()?;
        let (Step::Band { at, .. }, Some(rule)) = (last.step, last.rule) else { return None };
        let NormalForm::Pieces { bands, .. } = &rule.normal else { return None };
        let rate = at.only().filter(|_| rule.form == RuleForm::Proportional)?;
        let Award::Curve(curve) = &bands.iter().find(|band| band.interval.contains(rate))?.award else { return None };
        let (exact, score) = (curve.at(rate)?, line.score.exact()?);
        let text = format!("{}{}", self.say("，修约为 ", ", rounded to "), show_points(score, 0, self.language));
        (exact != *score).then_some(text)
    }

    fn deducted(&self, element: ElementId, numbers: (&Rational, &Rational, &Rational), rule: Option<&Rule>) -> String {
        let hit = self.at_line(self.rubric.element(element));
        let (excess, steps, points) = numbers;
        if points.is_zero() {
            return format!("{}{hit}", self.say("不扣：", "not deducted: "));
        }
        let unit = excess_of(rule, element).map(|expr| unit_of(&expr.kind, self.language));
        let (excess, _) = unit.map_or_else(|| (plain_points(excess), true), |unit| plain(excess, &unit, &[]));
        let steps = plain_points(steps);
        let points = show_points(points, 0, self.language);
        match self.say("zh", "en") {
            "zh" => format!("扣分：{hit}，计 {excess}，合 {steps} 档，扣 {points}"),
            _ => format!("deducted: {hit}, {excess} in all, {steps} steps, {points}"),
        }
    }
}
