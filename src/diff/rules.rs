//! Two scoring rules beside each other.

use super::change::What;
use super::meaning::{MEASURE, Reader};
use super::polynomial::Quotient;
use super::words::{Told, form, in_both, none, points, same, say};
use crate::diagnostic::{Language, Text};
use crate::quantity::{Interval, Rational};
use crate::rubric::{
    Deduction, DeductionLine, Expr, Measure, NormalForm, Partial, Rule, plain_value, show_interval, show_points,
    unit_of_sides,
};
use crate::source::Span;

/// Compares the rules of one indicator, or of one item of it.
pub(super) struct Rules<'a, 't> {
    pub old: &'a Reader<'a>,
    pub new: &'a Reader<'a>,
    /// The measure of each, if it has one.
    pub measures: (Option<&'a Measure>, Option<&'a Measure>),
    /// The new points by the old: an award that only keeps its part of the points has not changed.
    pub ratio: Option<Rational>,
    /// The way to the item: `「公开采购意向」`; empty for the indicator itself.
    pub within: Text,
    pub told: &'t mut Told,
}

/// Where both rules stand.
pub(super) type Places = (Span, Span);

impl<'a> Rules<'a, '_> {
    /// Tells what differs between two rules.
    pub fn compare(&mut self, old: &'a Rule, new: &'a Rule) {
        let places = (old.span, new.span);
        if self.old.rule(old) == self.new.rule(new) || self.functions(old, new) {
            return;
        }
        match (&old.normal, &new.normal) {
            (NormalForm::Deduction(before), NormalForm::Deduction(after)) => self.deductions(before, after, places),
            (NormalForm::Items(before), NormalForm::Items(after)) => self.items(before, after, places),
            (NormalForm::Ways(before), NormalForm::Ways(after)) => self.ways(before, after, places),
            (NormalForm::Judged(before), NormalForm::Judged(after)) => self.judgements(before, after, places),
            (NormalForm::Cases(before), NormalForm::Cases(after)) if self.same_cases(before, after) => {}
            (NormalForm::Cases(before), NormalForm::Cases(after)) if old.form == new.form => {
                self.cases(before, after, places);
            }
            (NormalForm::Pieces { over: before, .. }, NormalForm::Pieces { over: after, .. })
                if old.form == new.form && !self.old.is_same(before, (self.new, after)) =>
            {
                self.tell(What::Formula, Text::new("所依据的数", "what decides"), self.formulas(before, after), places);
            }
            _ => self.tell(What::Rule, Text::new("评分方式", "rule"), (form(old), form(new)), places),
        }
    }

    pub(super) fn tell(&mut self, what: What, name: Text, parts: (Text, Text), places: Places) {
        let name = in_both(|language| format!("{}{}", self.within.get(language), name.get(language)));
        self.told.arrow(what, name, parts, (Some(places.0), Some(places.1)));
    }

    /// The way to something inside.
    pub(super) fn inside(&self, name: &Text) -> Text {
        in_both(|language| format!("{}{} ", self.within.get(language), name.get(language)))
    }

    /// What stands on one side only.
    pub(super) fn tell_one(&mut self, what: What, text: Text, places: (Option<Span>, Option<Span>)) {
        let text = in_both(|language| format!("{}{}", self.within.get(language), text.get(language)));
        self.told.tell(what, text, places);
    }

    pub(super) fn formulas(&self, before: &Expr, after: &Expr) -> (Text, Text) {
        let one = |reader: &Reader<'_>, expr| in_both(|language| reader.rubric.written(expr, language));
        (one(self.old, before), one(self.new, after))
    }

    /// Whether a score is what it was, or the same part of other points.
    pub(super) fn keeps(&self, before: &Rational, after: &Rational) -> bool {
        before == after || self.ratio.as_ref().is_some_and(|ratio| &(before * ratio) == after)
    }

    pub(super) fn keeps_interval(&self, before: &Interval, after: &Interval) -> bool {
        let by = |ratio: &Rational| before.combine(crate::quantity::Op::Mul, &Interval::point(ratio.clone()));
        before == after || self.ratio.as_ref().is_some_and(|ratio| by(ratio) == *after)
    }

    /// As [`Rules::keeps`], of scores that depend on figures.
    pub(super) fn keeps_formula(&self, before: &Quotient, after: &Quotient) -> bool {
        let scaled = |ratio: &Rational| before.combine(crate::quantity::Op::Mul, &Quotient::number(ratio));
        before.is_same(after) || self.ratio.as_ref().and_then(scaled).is_some_and(|scaled| scaled.is_same(after))
    }

    fn deductions(&mut self, old: &Deduction, new: &Deduction, places: Places) {
        if !self.keeps(&old.floor, &new.floor) {
            self.tell(What::Limit, Text::new("下限", "floor"), (points(&old.floor), points(&new.floor)), places);
        }
        let (paired, gone, come) = self.paired(old, new);
        for (line, other) in paired {
            self.line(line, other);
        }
        for line in gone {
            let text = self.line_in_words(self.old, line);
            let text = in_both(|l| format!("{}{}", say(l, "取消 ", "removed: "), text.get(l)));
            self.tell_one(What::Step, text, (Some(self.old.rubric.element(line.element)), None));
        }
        for line in come {
            let text = self.line_in_words(self.new, line);
            let text = in_both(|l| format!("{}{}", say(l, "新增 ", "added: "), text.get(l)));
            self.tell_one(What::Step, text, (None, Some(self.new.rubric.element(line.element))));
        }
    }

    /// Which lines are the same ones: those that deduct for the same, then those that begin on the same side of the
    /// measure, then the only ones left; and the old and the new ones that are no other's.
    fn paired<'d>(&self, old: &'d Deduction, new: &'d Deduction) -> Lines<'d> {
        let (mut paired, mut come) = (Vec::new(), new.lines.iter().collect::<Vec<_>>());
        let mut gone = old.lines.iter().collect::<Vec<_>>();
        let alone = old.lines.len() == new.lines.len();
        let same =
            |one: &DeductionLine, other: &DeductionLine| self.old.is_same(&one.excess, (self.new, &other.excess));
        let side = |one: &DeductionLine, other: &DeductionLine| {
            let (one, other) = (self.rises(self.old, &one.excess), self.rises(self.new, &other.excess));
            one.is_some() && one == other
        };
        let mut pair = |alike: &dyn Fn(&DeductionLine, &DeductionLine) -> bool| {
            gone.retain(|line| match come.iter().position(|other| alike(line, other)) {
                Some(at) => {
                    paired.push((*line, come.remove(at)));
                    false
                }
                None => true,
            });
            gone.len() == 1 && come.len() == 1
        };
        pair(&same);
        if pair(&side) && alone {
            pair(&|_, _| true);
        }
        (paired, gone, come)
    }

    /// Whether more is deducted where the measure is greater; `None` where it is not deducted for the measure alone.
    fn rises(&self, reader: &Reader<'_>, excess: &Expr) -> Option<bool> {
        let slope = reader.quotient(excess).curve(MEASURE)?.b;
        (!slope.is_zero()).then(|| slope.is_positive())
    }

    fn line(&mut self, old: &DeductionLine, new: &DeductionLine) {
        let places = (self.old.rubric.element(old.element), self.new.rubric.element(new.element));
        let excess = self.old.is_same(&old.excess, (self.new, &new.excess));
        if !excess {
            let (before, after) = (self.limit(self.old, &old.excess), self.limit(self.new, &new.excess));
            match before.zip(after) {
                Some(limits) => self.tell(What::Score, Text::new("不扣分的界限", "free up to"), limits, places),
                None => {
                    let formulas = self.formulas(&old.excess, &new.excess);
                    self.tell(What::Formula, Text::new("按此扣分", "deducted for"), formulas, places);
                }
            }
        }
        if old.step != new.step || !self.keeps(&old.amount, &new.amount) {
            let step = |reader: &Reader<'_>, line: &DeductionLine| {
                let size = self.size(reader, line);
                in_both(|l| match l {
                    Language::Zh => format!("每 {size} 扣 {}", show_points(&line.amount, 0, l)),
                    Language::En => format!("{} per {size}", show_points(&line.amount, 0, l)),
                })
            };
            let steps = (step(self.old, old), step(self.new, new));
            self.tell(What::Step, Text::new("扣分", "deduct"), steps, places);
        }
        if old.partial != new.partial {
            let policies = (policy(old.partial), policy(new.partial));
            self.tell(What::Step, Text::new("不足部分", "partial steps"), policies, places);
        }
    }

    fn line_in_words(&self, reader: &Reader<'_>, line: &DeductionLine) -> Text {
        let size = self.size(reader, line);
        let (limit, rises) = (self.limit(reader, &line.excess), self.rises(reader, &line.excess));
        in_both(|l| {
            let from = match (limit.as_ref().map(|limit| limit.get(l)), rises, l) {
                (Some(limit), Some(true), Language::Zh) => format!("超过 {limit} 的，"),
                (Some(limit), Some(false), Language::Zh) => format!("低于 {limit} 的，"),
                (Some(limit), Some(true), Language::En) => format!("above {limit}: "),
                (Some(limit), Some(false), Language::En) => format!("below {limit}: "),
                (_, _, Language::Zh) => format!("{}：", reader.rubric.written(&line.excess, l)),
                (_, _, Language::En) => format!("{}: ", reader.rubric.written(&line.excess, l)),
            };
            let amount = show_points(&line.amount, 0, l);
            // What is counted has no parts of steps.
            let policy = limit.as_ref().and(rises).map(|_| policy(line.partial)).map(|policy| match l {
                Language::Zh => format!("，不足部分{}", policy.zh),
                Language::En => format!(", partial steps {}", policy.en),
            });
            let policy = policy.unwrap_or_default();
            match l {
                Language::Zh => format!("{from}每 {size} 扣 {amount}{policy}"),
                Language::En => format!("{from}{amount} per {size}{policy}"),
            }
        })
    }

    fn size(&self, reader: &Reader<'_>, line: &DeductionLine) -> String {
        plain_value(&line.step, &line.excess.kind, &unit_of_sides(&line.excess, &line.excess, reader.rubric))
    }

    /// The measures themselves: their formulas, ranges and rounding.
    pub fn measured(&mut self, places: Places) {
        let (old, new) = match self.measures {
            (Some(old), Some(new)) => (old, new),
            (None, None) => return,
            (old, new) => {
                let one = |reader: &Reader<'_>, measure: Option<&Measure>| match measure {
                    Some(measure) => in_both(|l| reader.rubric.written(&measure.value, l)),
                    None => none(),
                };
                let formulas = (one(self.old, old), one(self.new, new));
                return self.tell(What::Formula, Text::new("公式", "formula"), formulas, places);
            }
        };
        let places = (old.span, new.span);
        if !self.old.is_same(&old.value, (self.new, &new.value)) {
            let formulas = self.formulas(&old.value, &new.value);
            self.tell(What::Formula, Text::new("公式", "formula"), formulas, places);
        }
        if old.range != new.range {
            let show = |measure: &Measure| match &measure.range {
                Some(range) => same(&show_interval(range, |at| plain_value(at, &measure.value.kind, &measure.unit))),
                None => none(),
            };
            self.tell(What::Range, Text::new("值域", "range"), (show(old), show(new)), places);
        }
        if old.rounding != new.rounding {
            let roundings = (super::words::rounding(old.rounding), super::words::rounding(new.rounding));
            self.tell(What::Rounding, Text::new("修约", "rounding"), roundings, places);
        }
    }
}

/// Lines of two deductions that are the same ones, and those that are only in the old and only in the new one.
type Lines<'d> = (Vec<(&'d DeductionLine, &'d DeductionLine)>, Vec<&'d DeductionLine>, Vec<&'d DeductionLine>);

fn policy(partial: Partial) -> Text {
    let (zh, en) = match partial {
        Partial::ProRata => ("按比例", "pro rata"),
        Partial::Ignored => ("不计", "ignored"),
        Partial::Charged => ("按一档计", "charged"),
    };
    Text::new(zh, en)
}
