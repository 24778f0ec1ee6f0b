//! Scores one indicator: its 不适用 clauses in order, then its rule in normal form.

use std::collections::BTreeSet;

use super::{deduction, ending, judged, possible::Possible};
use crate::ids::{ElementId, FieldId, IndicatorId};
use crate::inputs::{Inputs, Measures, Outcome, Value, bounds, certainly, evaluate, truth};
use crate::quantity::{End, Interval, Kind, Op, Rational};
use crate::rubric::{
    Arm, Award, Band, Choice, Curve, Deduction, Expr, Formula, Indicator, Item, Judgement, Node, NormalForm,
    NotApplicable, Policy, Reading, Rubric, ScoreRange,
};
use crate::scorecard::{Basis, Opening, Step};

/// What scores one indicator.
#[derive(Clone, Copy)]
pub(super) struct Scorer<'a> {
    pub rubric: &'a Rubric,
    pub inputs: &'a Inputs,
    pub measures: &'a Measures,
    pub basis: Basis,
    pub indicator: IndicatorId,
}

/// What is scored: the indicator or an item of its checklist.
#[derive(Clone)]
pub(super) struct Part {
    pub item: Option<ElementId>,
    /// 0 to its points, or its range in 加减分.
    pub scores: ScoreRange,
}

impl Scorer<'_> {
    /// What the indicator gives, not rounded.
    pub fn indicator(self) -> Possible {
        let indicator = self.rubric.indicator(self.indicator);
        let part = Part { item: None, scores: self.scores(indicator) };
        match &indicator.rule {
            Some(rule) => self.unless_not_applicable(&indicator.not_applicable, &rule.normal, &part),
            None => Possible::exact(Rational::ZERO),
        }
    }

    fn scores(self, indicator: &Indicator) -> ScoreRange {
        let points = || ScoreRange { least: Rational::ZERO, most: indicator.points.clone().unwrap_or(Rational::ZERO) };
        indicator.adjusts.clone().unwrap_or_else(points)
    }

    fn unless_not_applicable(self, clauses: &[NotApplicable], normal: &NormalForm, part: &Part) -> Possible {
        let Some((clause, rest)) = clauses.split_first() else { return self.normal(normal, part) };
        let policy = || match &clause.policy {
            Policy::Points(points) => Possible::exact(points.clone()),
            Policy::Judged(judgement) => self.judged(judgement, part),
            Policy::LeftOut { whole } => Possible::left_out(*whole),
        };
        match truth(&clause.condition, self.rubric, self.inputs, self.measures) {
            Ok(true) => policy().after(Step::NotApplicable(clause.element)),
            Ok(false) => self.unless_not_applicable(rest, normal, part),
            Err(outcome) => {
                let opening = self.opening(&outcome, &clause.condition);
                match self.certainly(&clause.condition, &outcome) {
                    Some(true) => policy().only_open(opening),
                    Some(false) => self.unless_not_applicable(rest, normal, part).only_open(opening),
                    None => policy().or(self.unless_not_applicable(rest, normal, part), opening),
                }
            }
        }
    }

    pub fn normal(self, normal: &NormalForm, part: &Part) -> Possible {
        match normal {
            NormalForm::Pieces { over, bands } => self.pieces(over, bands, part),
            NormalForm::Deduction(deduction) => self.deduction(deduction),
            NormalForm::Items(items) => self.items(items),
            NormalForm::Cases(arms) => self.cases(arms, part),
            NormalForm::Ways(ways) => self.ways(ways, part),
            NormalForm::Judged(judgement) => self.judged(judgement, part),
            NormalForm::Readings(readings) => self.readings(readings, part),
        }
    }

    /// What all readings of a target give, or open, between the least and the most that one gives.
    fn readings(self, readings: &[Reading], part: &Part) -> Possible {
        let all = readings.iter().map(|reading| (reading.relation, self.normal(&reading.rule.normal, part)));
        let all = all.collect::<Vec<_>>();
        let exact = all.iter().map(|(_, one)| one.clone()).collect::<Vec<_>>();
        if let (true, Some(one)) = (alike(&exact), exact.first()) {
            return one.clone();
        }
        let results = all.iter().filter_map(|(relation, one)| {
            let (low, high) = one.scores.clone()?;
            Some((*relation, low, high))
        });
        let opening = Opening::Readings(results.collect());
        hull(exact.into_iter(), opening, &part.scores)
    }

    fn pieces(self, over: &Expr, bands: &[Band], part: &Part) -> Possible {
        let value = evaluate(over, self.rubric, self.inputs, self.measures);
        match &value {
            Outcome::Known(Value::Number(number)) => self.bands_at(over, bands, &Interval::point(number.clone()), part),
            Outcome::Known(Value::Range(range)) => self.bands_at(over, bands, range, part),
            other => {
                let domain = self.within(over);
                let all = bands.iter().filter(|band| !band.interval.intersection(&domain).is_empty());
                let all = all.map(|band| self.award(&band.award, &band.interval.intersection(&domain), part));
                hull(all, self.opening(other, over), &part.scores)
            }
        }
    }

    /// All that an open formula may come to, as far as its other figures bound it.
    fn within(self, over: &Expr) -> Interval {
        let domain = match &over.node {
            Node::Measure(id) => self.rubric.measure(*id).domain.clone(),
            _ => Interval::ALL,
        };
        let bounds = bounds(over, self.rubric, self.inputs, self.measures);
        let both = bounds.map(|bounds| bounds.intersection(&domain)).filter(|both| !both.is_empty());
        both.unwrap_or(domain)
    }

    /// What a condition is that is open: what it certainly comes to, if that is known.
    fn certainly(self, condition: &Expr, outcome: &Outcome) -> Option<bool> {
        let blank = matches!(outcome, Outcome::Blank(_));
        if blank { certainly(condition, self.rubric, self.inputs, self.measures) } else { None }
    }

    /// The bands that a number, or an interval, meets.
    fn bands_at(self, over: &Expr, bands: &[Band], at: &Interval, part: &Part) -> Possible {
        let met = bands.iter().filter(|band| !band.interval.intersection(at).is_empty()).collect::<Vec<_>>();
        let score = |band: &Band| self.award(&band.award, &band.interval.intersection(at), part);
        let step = |band: &Band| Step::Band { element: band.element, at: at.clone() };
        if let [band] = met.as_slice() {
            let possible = score(band);
            // A person or other figures decide, or one score is given throughout: nothing is open that the interval
            // could open, or the formula says what is.
            let own = matches!(band.award, Award::Judged(_) | Award::Formula(_));
            if own || alike(std::slice::from_ref(&possible)) {
                return possible.after(step(band));
            }
        }
        let scores = met.iter().map(|band| score(band)).collect::<Vec<_>>();
        let judged = met.iter().any(|band| !matches!(band.award, Award::Curve(_)));
        if let (false, true, Some(band), Some(possible)) = (judged, alike(&scores), met.first(), scores.first()) {
            return possible.clone().after(step(band));
        }
        let threshold = met.windows(2).zip(scores.windows(2)).find_map(|(bands, scores)| {
            let [band, ..] = bands else { return None };
            (!alike(scores)).then(|| band.interval.upper.number().cloned())?
        });
        let threshold = threshold.map(|at| (at, over.kind.clone()));
        let opening = Opening::Straddles { fields: self.interval_fields(over), threshold };
        hull(scores.into_iter(), opening, &part.scores)
    }

    fn award(self, award: &Award, at: &Interval, part: &Part) -> Possible {
        match award {
            Award::Judged(judgement) => self.judged(judgement, part),
            Award::Formula(formula) => self.formula(formula),
            Award::Curve(curve) => {
                let ends = (curve_at(curve, &at.lower), curve_at(curve, &at.upper));
                match (curve.constant_score(), ends) {
                    (Some(score), _) => Possible::exact(score),
                    (None, (Some(one), Some(other))) => {
                        Possible::between(one.clone().min(other.clone()), one.max(other))
                    }
                    (None, _) => Possible::between(part.scores.least.clone(), part.scores.most.clone()),
                }
            }
        }
    }

    /// `得 算式`: what it comes to on these figures, never beyond what was proved of it.
    fn formula(self, formula: &Formula) -> Possible {
        let (least, most) = &formula.scores;
        let value = evaluate(&formula.value, self.rubric, self.inputs, self.measures);
        let range = match &value {
            Outcome::Known(Value::Number(score)) => return Possible::exact(score.clone()),
            Outcome::Known(Value::Range(range)) => range.clone(),
            _ => self.within(&formula.value),
        };
        let end = |end: &End, proved: &Rational| end.number().cloned().unwrap_or_else(|| proved.clone());
        let low = end(&range.lower, least).max(least.clone()).min(most.clone());
        let high = end(&range.upper, most).min(most.clone()).max(low.clone());
        if low == high {
            return Possible::exact(low);
        }
        Possible::between(low, high).open(self.opening(&value, &formula.value))
    }

    fn deduction(self, deduction: &Deduction) -> Possible {
        let (mut fewest, mut most) = (Rational::ZERO, Some(Rational::ZERO));
        let (mut steps, mut openings) = (Vec::new(), Vec::new());
        for line in &deduction.lines {
            let value = evaluate(&line.excess, self.rubric, self.inputs, self.measures);
            let excess = match &value {
                Outcome::Known(Value::Number(number)) => Interval::point(number.clone()),
                Outcome::Known(Value::Range(range)) => range.clone(),
                _ => self.within(&line.excess),
            };
            let (few, many) = deduction::steps(line, &excess);
            let known = matches!(value, Outcome::Known(_));
            if known && many.as_ref() == Some(&few) {
                let at = excess.lower.number().cloned().unwrap_or(Rational::ZERO).max(Rational::ZERO);
                let points = &few * &line.amount;
                steps.push(Step::Deducted { element: line.element, excess: at, steps: few.clone(), points });
            } else if known {
                let threshold = limit(&line.excess).filter(|_| excess.contains(&Rational::ZERO));
                openings.push(Opening::Straddles { fields: self.interval_fields(&line.excess), threshold });
            } else {
                openings.push(self.opening(&value, &line.excess));
            }
            fewest = &fewest + &(&few * &line.amount);
            most = most.zip(many).map(|(most, many)| &most + &(&many * &line.amount));
        }
        let best = (&deduction.full - &fewest).max(deduction.floor.clone());
        let worst = most.map_or(deduction.floor.clone(), |most| (&deduction.full - &most).max(deduction.floor.clone()));
        // Beyond the floor it does not matter how far: what all ends at the floor is decided.
        if best == worst && openings.iter().all(|opening| matches!(opening, Opening::Straddles { .. })) {
            let stopped = &deduction.full - &fewest < deduction.floor;
            steps.extend(stopped.then_some(Step::Floor));
            return Possible { steps, ..Possible::exact(best) };
        }
        Possible { steps, open: openings, ..Possible::between(worst, best) }
    }

    fn items(self, items: &[Item]) -> Possible {
        let mut sum = Possible::exact(Rational::ZERO);
        for item in items {
            let scores = ScoreRange { least: Rational::ZERO, most: item.points.clone() };
            let part = Part { item: Some(item.element), scores };
            let possible = self.normal(&item.rule.normal, &part);
            if let (Some((low, high)), Some((item_low, item_high))) = (&mut sum.scores, &possible.scores) {
                *low = &*low + item_low;
                *high = &*high + item_high;
            }
            let score = possible.amount();
            sum.steps.push(Step::Item { element: item.element, score, steps: possible.steps });
            for opening in possible.open {
                sum = sum.open(opening);
            }
        }
        sum
    }

    fn cases(self, arms: &[Arm], part: &Part) -> Possible {
        let Some((arm, rest)) = arms.split_first() else { return Possible::exact(Rational::ZERO) };
        let then = || match &arm.then {
            Choice::Award(award) => self.award(award, &Interval::ALL, part),
            Choice::Rule(rule) => self.normal(&rule.normal, part),
        };
        let holds = match &arm.condition {
            Some(condition) => {
                truth(condition, self.rubric, self.inputs, self.measures).map_err(|why| (why, condition))
            }
            None => Ok(true),
        };
        match holds {
            Ok(true) => then().after(Step::Arm(arm.element)),
            Ok(false) => self.cases(rest, part),
            Err((outcome, condition)) => {
                let opening = self.opening(&outcome, condition);
                match self.certainly(condition, &outcome) {
                    Some(true) => then().only_open(opening),
                    Some(false) => self.cases(rest, part).only_open(opening),
                    None => then().or(self.cases(rest, part), opening),
                }
            }
        }
    }

    fn judged(self, judgement: &Judgement, part: &Part) -> Possible {
        let key = (self.indicator, part.item);
        let named = self.inputs.judgements.get(&key).and_then(|judged| judged.level.as_ref());
        let Some(score) = judged::given(self.inputs, self.basis, key, &part.scores) else {
            let (lowest, highest) = judged::allowed(judgement, &part.scores, self.rubric.score_places());
            return Possible::between(lowest, highest).open(Opening::NotJudged(judgement.element));
        };
        let mut levels = judgement.levels.iter();
        let level = match named {
            Some(name) => levels.find(|level| level.name == name.node),
            None => levels.find(|level| level.scores.contains(&score)),
        };
        let level = level.map(|level| level.element);
        Possible::exact(score).after(Step::Judged { element: judgement.element, level })
    }

    /// Why what was read is no value.
    fn opening(self, outcome: &Outcome, expr: &Expr) -> Opening {
        match outcome {
            Outcome::Blank(fields) | Outcome::NotApplicable(fields) => Opening::Blank(fields.clone()),
            Outcome::Straddles(straddle) if straddle.fields.is_empty() => {
                match ending::open_scores(expr, self.rubric, self.measures) {
                    scores if scores.is_empty() => {
                        Opening::Straddles { fields: straddle.fields.clone(), threshold: straddle.threshold.clone() }
                    }
                    scores => Opening::Scores(scores),
                }
            }
            Outcome::Straddles(straddle) => {
                Opening::Straddles { fields: straddle.fields.clone(), threshold: straddle.threshold.clone() }
            }
            Outcome::Known(_) | Outcome::Undefined => {
                Opening::Straddles { fields: self.interval_fields(expr), threshold: None }
            }
        }
    }

    fn interval_fields(self, expr: &Expr) -> BTreeSet<FieldId> {
        let ranges =
            |field: &FieldId| self.inputs.figure(*field).is_some_and(|figure| matches!(figure.value, Value::Range(_)));
        self.rubric.fields_below(expr).into_iter().filter(ranges).collect()
    }
}

/// Any of several, open for one reason.
fn hull(alternatives: impl Iterator<Item = Possible>, opening: Opening, scores: &ScoreRange) -> Possible {
    let all = alternatives.reduce(|one, other| one.or(other, opening.clone()));
    let mut all = all.unwrap_or_else(|| Possible::between(scores.least.clone(), scores.most.clone()));
    (all.steps, all.open) = (Vec::new(), vec![opening]);
    all
}

/// Whether all have one and the same score.
fn alike(scores: &[Possible]) -> bool {
    let mut ends = scores.iter().flat_map(|one| one.scores.iter().flat_map(|(low, high)| [low, high]));
    ends.next().is_some_and(|first| ends.all(|end| end == first))
}

/// What a curve comes to at the end of an interval, or nears where the interval has no end.
pub(super) fn curve_at(curve: &Curve, end: &End) -> Option<Rational> {
    match end.number() {
        Some(number) => curve.at(number),
        None => curve.b.checked_div(&curve.d),
    }
}

/// The limit in `x − limit` or `limit − x`.
fn limit(excess: &Expr) -> Option<(Rational, Kind)> {
    match &excess.node {
        Node::Arithmetic(Op::Sub, left, right) => match (&left.node, &right.node) {
            (_, Node::Number(limit)) | (Node::Number(limit), _) => Some((limit.clone(), left.kind.clone())),
            _ => None,
        },
        _ => None,
    }
}
