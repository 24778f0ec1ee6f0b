//! How a score came about and why it is open, in words.

use super::Sheet;
use super::formula::{self, with_numbers};
use super::number::{amount, places, plain};
use crate::ids::{ElementId, FieldId, IndicatorId};
use crate::inputs::Judged;
use crate::quantity::{Kind, Rational};
use crate::rubric::{Award, Choice, DisplayUnit, Expr, Item, Node, NormalForm, Rule, RuleForm, show_date, show_points};
use crate::scorecard::{Basis, IndicatorLine, Opening, Step};
use crate::source::Span;

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

    /// `第 55 行 [60%, 75%) 得 0.4分`.
    pub(super) fn at_line(&self, span: Span) -> String {
        let (text, line) = self.quoted(span);
        match self.say("zh", "en") {
            "zh" => format!("第 {line} 行 {text}"),
            _ => format!("line {line} {text}"),
        }
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
            Some(measure) => Some(formula::measure(self, measure, &self.edges(id))),
            None => indicator.rule.as_ref().and_then(|rule| self.compared(rule)),
        }
    }

    /// The conditions or the counted thing of a rule without a formula, with the numbers put in.
    fn compared(&self, rule: &Rule) -> Option<String> {
        let shown = match &rule.normal {
            NormalForm::Cases(arms) => {
                let conditions = arms.iter().filter_map(|arm| arm.condition.as_ref());
                conditions.map(|condition| formula::condition(self, condition)).collect::<Vec<_>>()
            }
            NormalForm::Deduction(deduction) => {
                deduction.lines.iter().map(|line| with_numbers(self, &line.excess)).collect()
            }
            NormalForm::Pieces { over, .. } => vec![with_numbers(self, over)],
            NormalForm::Items(_) | NormalForm::Judged(_) => Vec::new(),
        };
        (!shown.is_empty()).then(|| shown.join(self.say("；", "; ")))
    }

    /// The steps of an indicator.
    pub(super) fn steps(&self, line: &IndicatorLine) -> Vec<Line> {
        let mut lines = Vec::new();
        let rule = self.rubric.indicator(line.id).rule.as_ref();
        self.add_steps(&line.steps, (line.id, rule, None), 0, &mut lines);
        lines
    }

    fn add_steps(
        &self,
        steps: &[Step],
        (id, rule, item): (IndicatorId, Option<&Rule>, Option<ElementId>),
        depth: usize,
        lines: &mut Vec<Line>,
    ) {
        for step in steps {
            let text = match step {
                Step::NotApplicable(element) => self.at_line(self.rubric.element(*element)),
                Step::Arm(element) => {
                    let met = rule.is_none_or(|rule| is_met(rule, *element));
                    let head =
                        if met { self.say("符合：", "holds: ") } else { self.say("其余：", "otherwise: ") };
                    format!("{head}{}", self.at_line(self.rubric.element(*element)))
                }
                Step::Band { element, at } => self.band(*element, at.only(), rule),
                Step::Deducted { element, excess, steps, points } => {
                    self.deducted(*element, (excess, steps, points), rule)
                }
                Step::Floor => self.say("已扣至下限", "stopped at the floor").to_owned(),
                Step::Item { element, score, steps } => {
                    let found = items(rule).iter().find(|item| item.element == *element);
                    let name = found.map(|item| item.name.as_str()).unwrap_or_default();
                    let of = found.map(|item| format!("/{}", plain_points(&item.points))).unwrap_or_default();
                    let score = amount(score, places(self.rubric), self.language);
                    lines.push(Line { depth, text: format!("“{name}” {score}{of}") });
                    if let Some(measure) = found.and_then(|item| item.measure) {
                        let text = formula::measure(self, measure, &[]);
                        lines.push(Line { depth: depth.saturating_add(1), text });
                    }
                    let inner = (id, found.map(|item| &item.rule), Some(*element));
                    self.add_steps(steps, inner, depth.saturating_add(1), lines);
                    continue;
                }
                Step::Judged { element, level } => self.judged(id, item.or(Some(*element)), *level),
            };
            lines.push(Line { depth, text });
        }
    }

    fn band(&self, element: ElementId, at: Option<&Rational>, rule: Option<&Rule>) -> String {
        let head = self.say("规则：", "rule: ");
        let hit = self.at_line(self.rubric.element(element));
        match (rule.map(|rule| rule.form), at) {
            (Some(RuleForm::Proportional), Some(ratio)) => {
                let (shown, is_exact) = plain(ratio, &DisplayUnit::of(&Kind::Ratio), &[]);
                let about = if is_exact { "" } else { "≈" };
                format!("{head}{hit}{}{}{about}{shown}", self.comma(), self.say("完成率 ", "completion "))
            }
            (Some(RuleForm::Linear), Some(number)) => match rule.and_then(|rule| next_anchor(rule, number)) {
                Some(next) => {
                    let next = self.at_line(self.rubric.element(next));
                    format!("{head}{}{hit}{}{next}", self.say("介于 ", "between "), self.say(" 与 ", " and "))
                }
                None => format!("{head}{hit}"),
            },
            _ => format!("{head}{hit}"),
        }
    }

    fn deducted(&self, element: ElementId, numbers: (&Rational, &Rational, &Rational), rule: Option<&Rule>) -> String {
        let hit = self.at_line(self.rubric.element(element));
        let (excess, steps, points) = numbers;
        let unit = excess_of(rule, element).map(|expr| DisplayUnit::of(&expr.kind));
        let (excess, _) = unit.map_or_else(|| (plain_points(excess), true), |unit| plain(excess, &unit, &[]));
        let steps = plain_points(steps);
        let points = show_points(points, 0, self.language);
        match self.say("zh", "en") {
            "zh" => format!("扣分：{hit}，计 {excess}，合 {steps} 档，扣 {points}"),
            _ => format!("deducted: {hit}, {excess} in all, {steps} steps, {points}"),
        }
    }

    fn judged(&self, id: IndicatorId, element: Option<ElementId>, level: Option<ElementId>) -> String {
        let judgements = &self.inputs.judgements;
        let judged = judgements.get(&(id, element)).or_else(|| judgements.get(&(id, None)));
        let mut text = self.say("人工评定", "judged").to_owned();
        if let Some(level) = level {
            text.push_str(&format!(" {}", self.at_line(self.rubric.element(level))));
        }
        if let Some(reason) = judged.and_then(|judged| self.reason(judged)) {
            text.push_str(&format!("{}{}", self.colon(), crate::diagnostic::layout::escape(reason)));
        }
        text
    }

    /// Why a judged indicator got less than its points, in the department's or the reviewer's words.
    pub(super) fn given_reason(&self, id: IndicatorId) -> Option<String> {
        let judged = self.inputs.judgements.range((id, None)..).take_while(|((of, _), _)| *of == id);
        let reasons = judged.filter_map(|(_, judged)| self.reason(judged)).collect::<Vec<_>>();
        (!reasons.is_empty()).then(|| reasons.join(self.say("；", "; ")))
    }

    fn reason<'j>(&self, judged: &'j Judged) -> Option<&'j str> {
        let reason = match self.scorecard.basis {
            Basis::Claimed => judged.reason.as_ref(),
            Basis::Reviewed => judged.review_reason.as_ref(),
        };
        reason.map(|reason| reason.node.as_str()).filter(|reason| !reason.is_empty())
    }

    /// Why an indicator is open.
    pub(super) fn opening(&self, opening: &Opening, id: IndicatorId) -> String {
        let names = |fields: &std::collections::BTreeSet<FieldId>| {
            let names = fields.iter().map(|field| format!("「{}」", self.rubric.field(*field).name.node));
            names.collect::<Vec<_>>().join(self.say("、", ", "))
        };
        let zh = self.say("zh", "en") == "zh";
        match opening {
            Opening::Blank(fields) if zh => format!("未填 {}", names(fields)),
            Opening::Blank(fields) => format!("blank: {}", names(fields)),
            Opening::Straddles { fields, threshold } => {
                let unit = self.rubric.indicator(id).measure.map(|id| &self.rubric.measure(id).unit);
                let dates = fields.iter().all(|field| self.rubric.field(*field).kind == Kind::Date);
                let at = match threshold {
                    Some(day) if dates && unit.is_none() => Some(show_date(day)),
                    _ => threshold.as_ref().zip(unit).map(|(at, unit)| plain(at, unit, &[]).0),
                };
                match (at, zh) {
                    (Some(at), true) => format!("{} 是区间，跨过 {at}", names(fields)),
                    (Some(at), false) => format!("{} is an interval on both sides of {at}", names(fields)),
                    (None, true) => format!("{} 是区间，不能确定落在哪一档", names(fields)),
                    (None, false) => format!("{} is an interval that meets several bands", names(fields)),
                }
            }
            Opening::NotJudged(_) => match self.scorecard.basis {
                Basis::Claimed => self.say("未填自评分", "no claimed score").to_owned(),
                Basis::Reviewed => self.say("未填复核分", "no reviewed score").to_owned(),
            },
        }
    }
}

fn plain_points(number: &Rational) -> String {
    let unit = DisplayUnit { symbol: "".into(), factor: Rational::ONE, places: 0 };
    plain(number, &unit, &[]).0
}

fn items(rule: Option<&Rule>) -> &[Item] {
    match rule.map(|rule| &rule.normal) {
        Some(NormalForm::Items(items)) => items,
        _ => &[],
    }
}

/// The anchor of 线性 behind the number, if it lies between two.
fn next_anchor(rule: &Rule, number: &Rational) -> Option<ElementId> {
    let NormalForm::Pieces { bands, .. } = &rule.normal else { return None };
    let at = bands.iter().position(|band| band.interval.contains(number))?;
    let constant = match &bands.get(at)?.award {
        Award::Curve(curve) => curve.constant_score().is_some(),
        Award::Judged(_) => true,
    };
    let next = bands.get(at.saturating_add(1)).map(|band| band.element);
    next.filter(|_| !constant)
}

/// Whether an arm has a condition, which then was met; 其余 has none.
fn is_met(rule: &Rule, element: ElementId) -> bool {
    match &rule.normal {
        NormalForm::Cases(arms) => arms.iter().all(|arm| {
            let inner = match &arm.then {
                Choice::Rule(rule) => is_met(rule, element),
                Choice::Award(_) => true,
            };
            inner && (arm.element != element || arm.condition.is_some())
        }),
        _ => true,
    }
}

/// What a line of a deduction counts, wherever in the rule it stands.
fn excess_of(rule: Option<&Rule>, element: ElementId) -> Option<&Expr> {
    match &rule?.normal {
        NormalForm::Deduction(deduction) => {
            let line = deduction.lines.iter().find(|line| line.element == element);
            line.map(|line| &line.excess).filter(|excess| !matches!(excess.node, Node::Text(_)))
        }
        NormalForm::Cases(arms) => arms.iter().find_map(|arm| match &arm.then {
            Choice::Rule(rule) => excess_of(Some(rule), element),
            Choice::Award(_) => None,
        }),
        _ => None,
    }
}
