//! Submissions of subordinate units to one of the unit above them: figures are added up first, and scored afterwards.
//!
//! Each field says how (汇总); what it does not say, only the unit above can give, in its own submission. There its
//! judged items, claims and texts stand, too. Figures that it prints of what is added up are further prints: the sum is
//! scored, and a difference is a finding.

mod diagnostics;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Diagnostics, Language, Reported};
use crate::ids::FieldId;
use crate::inputs::{Cell, Claims, Figure, Inputs, Measures, Outcome, Pending, Rows, State, Value, evaluate};
use crate::quantity::{Interval, Op, Rational};
use crate::rubric::{Consolidation, Expr, Field, Node, Rubric};
use crate::source::{Span, Spanned};

/// Adds up. `parts` are the subordinate units, `own` is the submission of the unit above, if there is one.
///
/// # Errors
/// D0260: no parts, a part twice, a figure that is needed and does not say how it adds up, one beyond its range.
pub fn consolidate(
    rubric: &Rubric,
    name: &str,
    (mut parts, own): (Vec<Inputs>, Option<Inputs>),
    diagnostics: &mut Diagnostics,
) -> Result<Inputs, Reported> {
    let before = diagnostics.count();
    // The order of the files does not matter.
    parts.sort_by(|one, other| one.unit.node.cmp(&other.unit.node));
    for pair in parts.windows(2) {
        if let [one, other] = pair
            && one.unit.node == other.unit.node
        {
            diagnostics.error(diagnostics::part_twice(&one.unit, other.unit.span));
        }
    }
    let Some(first) = parts.first() else {
        return Err(diagnostics.error(diagnostics::no_parts(name, own.map(|own| own.unit.span))));
    };
    let whole = own.unwrap_or_else(|| nobody(rubric, name, first));
    let needed = needed(rubric);
    let mut sum = Sum { rubric, parts: &parts, whole: whole.clone(), needed, diagnostics };
    sum.cells();
    let mut whole = Inputs { tables: tables(&whole, &parts), ..sum.whole };
    whole.cells.truncate(rubric.fields.len());
    diagnostics.error_since(before).map_or(Ok(whole), Err)
}

/// D0260 for two submissions of the unit above.
#[must_use]
pub fn own_twice(first: &Spanned<String>, second: Span) -> Diagnostic {
    diagnostics::own_twice(first, second)
}

/// D0260 for no submission at all.
#[must_use]
pub fn no_parts(name: &str) -> Diagnostic {
    diagnostics::no_parts(name, None)
}

/// The submission of a unit above that handed in none.
fn nobody(rubric: &Rubric, name: &str, first: &Inputs) -> Inputs {
    let blank = || Cell { state: State::Blank, span: first.span };
    Inputs {
        unit: Spanned::new(name.to_owned(), first.unit.span),
        unit_code: None,
        other_units: Vec::new(),
        other_years: Vec::new(),
        version: None,
        cells: rubric.fields.iter().map(|_| blank()).collect(),
        tables: Vec::new(),
        judgements: BTreeMap::new(),
        claimed: Claims::default(),
        reviewed: Claims::default(),
        ..first.clone()
    }
}

/// The rows that the unit above gives; else those of all parts, one after the other.
fn tables(own: &Inputs, parts: &[Inputs]) -> Vec<Rows> {
    let count = parts.iter().map(|part| part.tables.len()).max().unwrap_or(0).max(own.tables.len());
    let of = |at: usize| match own.tables.get(at) {
        Some(own) if !own.rows.is_empty() => own.clone(),
        _ => {
            let all = parts.iter().filter_map(|part| part.tables.get(at)).flat_map(|table| table.rows.clone());
            let numbered = (1..).zip(all).map(|(number, row)| crate::inputs::Row { number, ..row });
            Rows { rows: numbered.collect(), unsaid: false }
        }
    };
    (0..count).map(of).collect()
}

/// The fields that scores and checks read.
fn needed(rubric: &Rubric) -> BTreeSet<FieldId> {
    let mut needed = rubric.indicators.iter().flat_map(|one| one.reads.iter().copied()).collect::<BTreeSet<_>>();
    needed.extend(rubric.ending.vetoes.iter().flat_map(|veto| rubric.fields_below(&veto.condition)));
    for check in &rubric.checks {
        let read = check.condition.iter().chain(&check.assertions).flat_map(|expr| rubric.fields_below(expr));
        needed.extend(read.chain(check.stated));
    }
    needed
}

struct Sum<'a, 'd> {
    rubric: &'a Rubric,
    parts: &'a [Inputs],
    whole: Inputs,
    needed: BTreeSet<FieldId>,
    diagnostics: &'d mut Diagnostics,
}

/// What the parts make of a field: its value, the last digit of it, and how it came about.
struct Made {
    value: Interval,
    last_digit: Rational,
    parts: Vec<String>,
}

impl Sum<'_, '_> {
    fn cells(&mut self) {
        let ids = (0..self.rubric.fields.len()).map(FieldId::at).collect::<Vec<_>>();
        // What is recomputed rests on all else.
        let (last, first): (Vec<_>, Vec<_>) =
            ids.into_iter().partition(|id| self.rubric.field(*id).consolidation == Some(Consolidation::Recomputed));
        for id in first.into_iter().chain(last) {
            let state = match self.rubric.field(id).consolidation {
                Some(Consolidation::Sum) => self.added(id, None),
                Some(Consolidation::Weighted(weight)) => self.added(id, Some(weight)),
                Some(Consolidation::Recomputed) => self.recomputed(id),
                Some(Consolidation::NotAdded) => continue,
                None => {
                    self.must_be_given(id);
                    continue;
                }
            };
            let state = self.with_own_prints(id, state);
            let span = self.whole.span;
            if let Some(cell) = self.whole.cells.get_mut(id.index()) {
                *cell = Cell { state, span };
            }
        }
    }

    /// A field that does not say how it adds up has to be given by the unit above, where it is read and parts give it.
    fn must_be_given(&mut self, id: FieldId) {
        let field = self.rubric.field(id);
        if field.compared.is_some()
            || field.stated_total.is_some()
            || field.table.is_some()
            || !self.needed.contains(&id)
        {
            return;
        }
        let own = matches!(self.whole.cell(id).state, State::Blank);
        let given = self.parts.iter().find(|part| !matches!(part.cell(id).state, State::Blank));
        if let Some(part) = given.filter(|_| own) {
            let fault =
                diagnostics::not_said_how(field, part.cell(id).span, &self.whole.unit.node, self.rubric.language);
            self.diagnostics.error(fault);
        }
    }

    /// 合计, or with a weight the weighted mean, of the parts in which the field is applicable.
    fn added(&mut self, id: FieldId, weight: Option<FieldId>) -> State {
        let field = self.rubric.field(id);
        let mut taken = Vec::new();
        for part in self.parts {
            match &part.cell(id).state {
                State::NotApplicable(_) => {}
                State::Blank if field.optional => {}
                State::Blank => return self.left_blank(id, &[id]),
                State::Filled(figures) => {
                    let Some(figure) = figures.first() else { return State::Blank };
                    let Some(value) = interval(figure) else { return State::Blank };
                    taken.push((part, figure, value));
                }
            }
        }
        if taken.is_empty() {
            let all_blank = self.parts.iter().all(|part| matches!(part.cell(id).state, State::Blank));
            let reason = match self.rubric.language {
                Language::Zh => "下属各单位都不适用",
                Language::En => "not applicable to any subordinate unit",
            };
            return if all_blank { State::Blank } else { State::NotApplicable(reason.to_owned()) };
        }
        let made = match weight {
            None => Some(sum(field, &taken)),
            Some(weight) => self.weighted(field, weight, &taken),
        };
        match (made, weight) {
            (Some(made), _) => self.stated(id, made),
            (None, Some(weight)) => self.left_blank(id, &[weight]),
            (None, None) => State::Blank,
        }
    }

    /// A figure that cannot be added up, and why: parts leave one of these fields blank, or nothing weighs anything.
    fn left_blank(&mut self, id: FieldId, fields: &[FieldId]) -> State {
        let blank = |part: &&Inputs| fields.iter().any(|field| matches!(part.cell(*field).state, State::Blank));
        let units = self.parts.iter().filter(blank).map(|part| part.unit.node.clone()).collect::<Vec<_>>();
        let pending = if units.is_empty() { Pending::Weightless } else { Pending::Parts(units) };
        self.whole.pending.insert(id, pending);
        State::Blank
    }

    /// `None` where a weight is missing, or where all weights are 0.
    fn weighted(&self, field: &Field, weight: FieldId, taken: &[(&Inputs, &Figure, Interval)]) -> Option<Made> {
        let weighing = self.rubric.field(weight);
        let mut weights = Vec::new();
        for (part, ..) in taken {
            match &part.figure(weight)?.value {
                Value::Number(number) => weights.push(number.clone()),
                _ => return None,
            }
        }
        let total = weights.iter().fold(Rational::ZERO, |sum, one| &sum + one);
        let mut value = Interval::point(Rational::ZERO);
        let mut last_digit = Rational::ZERO;
        let mut parts = Vec::new();
        for ((part, figure, own), weight) in taken.iter().zip(&weights) {
            let share = weight.checked_div(&total)?;
            value = value.combine(Op::Add, &own.combine(Op::Mul, &Interval::point(share.clone())));
            last_digit = &last_digit + &(&figure.last_digit * &share);
            let shown = weighing.unit.plain(weight);
            parts.push(format!("{} {} × {shown}", part.unit.node, written(field, figure)));
        }
        Some(Made { value, last_digit, parts })
    }

    /// By the formula of its 填报, on what was added up.
    fn recomputed(&mut self, id: FieldId) -> State {
        let check = self.rubric.checks.iter().find(|check| check.stated == Some(id));
        let formula = check.and_then(|check| match &check.assertions.first()?.node {
            Node::Comparison(_, _, value) => Some(&**value),
            _ => None,
        });
        let Some((check, formula)) = check.zip(formula) else { return State::Blank };
        let read = |expr: &Expr| evaluate(expr, self.rubric, &self.whole, &Measures::default());
        let applies = check
            .condition
            .as_ref()
            .is_none_or(|condition| !matches!(read(condition), Outcome::Known(Value::Bool(false))));
        let value = match read(formula) {
            Outcome::Known(Value::Number(number)) if applies => Interval::point(number),
            Outcome::Known(Value::Range(range)) if applies => range,
            _ => return State::Blank,
        };
        let how = self.rubric.formula(formula, self.rubric.language);
        self.stated(id, Made { value, last_digit: Rational::ZERO, parts: vec![how] })
    }

    /// A cell with what was made, which must lie in the range of the field.
    fn stated(&mut self, id: FieldId, made: Made) -> State {
        let field = self.rubric.field(id);
        let left = made.value.intersection(&field.range);
        if left.is_empty() {
            let shown = crate::rubric::show_interval(&made.value, |number| field.unit.plain(number));
            let fault = diagnostics::out_of_range(field, &self.whole.unit, &shown, &made.parts);
            self.diagnostics.error(fault);
            return State::Blank;
        }
        let (value, shown) = match left.only() {
            Some(number) => (Value::Number(number.clone()), field.unit.plain(number)),
            None => {
                let shown = crate::rubric::show_interval(&left, |number| field.unit.plain(number));
                (Value::Range(left), shown)
            }
        };
        let place = match self.rubric.language {
            Language::Zh => format!("汇总：{}", made.parts.join("，")),
            Language::En => format!("added up: {}", made.parts.join(", ")),
        };
        let figure = Figure {
            value,
            last_digit: made.last_digit,
            written: shown,
            place: Some(place),
            span: self.whole.unit.span,
        };
        State::Filled(vec![figure])
    }

    /// What the unit above prints of a figure that is added up stands beside the sum.
    fn with_own_prints(&self, id: FieldId, state: State) -> State {
        match (state, &self.whole.cell(id).state) {
            (State::Filled(mut figures), State::Filled(own)) => {
                figures.extend(own.iter().cloned());
                State::Filled(figures)
            }
            (state, _) => state,
        }
    }
}

fn sum(field: &Field, taken: &[(&Inputs, &Figure, Interval)]) -> Made {
    let mut made = Made { value: Interval::point(Rational::ZERO), last_digit: Rational::ZERO, parts: Vec::new() };
    for (part, figure, value) in taken {
        made.value = made.value.combine(Op::Add, value);
        made.last_digit = &made.last_digit + &figure.last_digit;
        made.parts.push(format!("{} {}", part.unit.node, written(field, figure)));
    }
    made
}

fn interval(figure: &Figure) -> Option<Interval> {
    match &figure.value {
        Value::Number(number) => Some(Interval::point(number.clone())),
        Value::Range(range) => Some(range.clone()),
        _ => None,
    }
}

/// A figure as it is told: in the unit of its field.
fn written(field: &Field, figure: &Figure) -> String {
    match &figure.value {
        Value::Number(number) => field.unit.plain(number),
        _ => figure.written.clone(),
    }
}
