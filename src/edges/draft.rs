//! A submission in the making: cells that can be changed one by one, with all formulas kept up to date.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::{Moved, Trial};
use crate::ids::{ElementId, FieldId, MeasureId};
use crate::inputs::{Figure, Inputs, Measures, Outcome, State, Value, evaluate, measured};
use crate::quantity::{End, Kind, Rational};
use crate::rubric::{DisplayUnit, Expr, Field, Rubric, show_date};

/// A submission in the making.
#[derive(Clone)]
pub(super) struct Draft<'a> {
    pub rubric: &'a Rubric,
    pub inputs: Inputs,
    measures: Measures,
    /// The measures that read each field, in their order.
    readers: Rc<BTreeMap<FieldId, Vec<MeasureId>>>,
    /// What is different from the base.
    pub touched: BTreeSet<FieldId>,
    /// Scores of judged items that are different from the base, in points, by their names.
    pub judged: BTreeMap<String, Rational>,
    /// The ways (择一) that are chosen.
    pub chosen: BTreeMap<ElementId, String>,
    /// The field that is moved over the edge.
    pub mover: Option<FieldId>,
}

impl<'a> Draft<'a> {
    /// Starts from the base.
    pub fn new(base: &'a Trial) -> Self {
        Draft::of(&base.rubric, base.inputs.clone(), base.measures.clone())
    }

    /// Starts from these cells.
    pub fn of(rubric: &'a Rubric, inputs: Inputs, measures: Measures) -> Self {
        let mut readers = BTreeMap::<FieldId, Vec<MeasureId>>::new();
        for (at, measure) in rubric.measures.iter().enumerate() {
            for field in rubric.fields_below(&measure.value) {
                readers.entry(field).or_default().push(MeasureId::at(at));
            }
        }
        Draft {
            rubric,
            readers: Rc::new(readers),
            inputs,
            measures,
            touched: BTreeSet::new(),
            judged: BTreeMap::new(),
            chosen: BTreeMap::new(),
            mover: None,
        }
    }

    /// Fills a cell, or empties it.
    pub fn put(&mut self, field: FieldId, state: State) {
        let Some(cell) = self.inputs.cells.get_mut(field.index()) else { return };
        cell.state = state;
        self.touched.insert(field);
        let readers = Rc::clone(&self.readers);
        for id in readers.get(&field).into_iter().flatten() {
            let value = measured(self.rubric.measure(*id), self.rubric, &self.inputs, &self.measures);
            if let Some(slot) = self.measures.values.get_mut(id.index()) {
                *slot = value;
            }
        }
    }

    /// Fills a cell with a value.
    pub fn fill(&mut self, field: FieldId, value: Value) {
        let span = self.inputs.cell(field).span;
        // What it is written as is only asked of submissions that are kept.
        let figure = Figure { value, last_digit: Rational::ZERO, written: String::new(), place: None, span };
        self.put(field, State::Filled(vec![figure]));
    }

    /// The number in a cell.
    pub fn number(&self, field: FieldId) -> Option<&Rational> {
        match &self.inputs.figure(field)?.value {
            Value::Number(number) => Some(number),
            Value::Range(_) | Value::Bool(_) | Value::Text(_) => None,
        }
    }

    /// What an expression is worth.
    pub fn outcome(&self, expr: &Expr) -> Outcome {
        evaluate(expr, self.rubric, &self.inputs, &self.measures)
    }

    /// Whether a condition holds, if that is decided.
    pub fn truth(&self, expr: &Expr) -> Option<bool> {
        match self.outcome(expr) {
            Outcome::Known(Value::Bool(answer)) => Some(answer),
            _ => None,
        }
    }

    /// Whether a measure is where its 值域 allows; one that is worth nothing is.
    pub fn in_range(&self, id: MeasureId) -> bool {
        let range = self.rubric.measure(id).range.as_ref();
        range.is_none_or(|range| self.measures.value(id).number().is_none_or(|number| range.contains(number)))
    }

    /// What was moved over the edge, for a reader.
    pub fn moved(&self, written: &Rubric) -> Option<Moved> {
        let id = self.mover?;
        let (field, value) = (self.rubric.field(id), self.number(id)?.clone());
        let own = field.row.is_none() && id.index() < written.fields.len();
        let shown = shown(field, &Value::Number(value.clone()));
        Some(Moved { name: field.name.node.clone(), field: own.then_some(id), value, written: shown })
    }
}

/// A value as it is submitted: `76.52万元`, `2024-05-17`, `好`.
pub(super) fn shown(field: &Field, value: &Value) -> String {
    match (value, &field.kind) {
        (Value::Number(number), Kind::Date) => show_date(number),
        (Value::Number(number), Kind::Level(levels)) => {
            let rank = number.to_fixed(0).parse::<usize>().ok();
            let at = rank.and_then(|rank| levels.names.len().checked_sub(rank.saturating_add(1)));
            at.and_then(|at| levels.names.get(at)).cloned().unwrap_or_default()
        }
        (Value::Number(number), _) => {
            let places = field.digits.unwrap_or(field.unit.places);
            let declared = DisplayUnit { places, ..field.unit.clone() };
            let reached = grid(field).and_then(|grid| number.checked_div(&grid)).is_none_or(|steps| steps.is_whole());
            let unit = finer_unit(field).filter(|_| !reached).unwrap_or(declared);
            unit.plain(number)
        }
        (Value::Text(text), _) => text.clone(),
        (Value::Bool(answer), _) => answer.to_string(),
        (Value::Range(_), _) => String::new(),
    }
}

/// The distance between two values that a field can hold, in base units; `None` where it holds no numbers in a row.
pub(super) fn grid(field: &Field) -> Option<Rational> {
    match &field.kind {
        Kind::Date => Some(Rational::ONE),
        Kind::Level(levels) => levels.ordered.then_some(Rational::ONE),
        kind if kind.is_numeric() => {
            let places = i32::try_from(field.digits.unwrap_or(field.unit.places)).ok()?;
            Some(&Rational::power_of_ten(places.saturating_neg()) * &field.unit.factor)
        }
        _ => None,
    }
}

/// The first and the last value that a field can hold, in steps of its last digit.
pub(super) fn limits(field: &Field) -> (Option<Rational>, Option<Rational>) {
    if let Kind::Level(levels) = &field.kind {
        let last = i64::try_from(levels.names.len()).ok().map(|count| Rational::whole(count.saturating_sub(1)));
        return (Some(Rational::ZERO), last);
    }
    let Some(grid) = grid(field) else { return (None, None) };
    let end = |end: &End, inward: &Rational| match end {
        End::Unbounded => None,
        End::Closed(number) => number.checked_div(&grid),
        End::Open(number) => number.checked_div(&grid).map(|steps| &steps + inward),
    };
    let (lowest, highest) = (end(&field.range.lower, &Rational::ONE), end(&field.range.upper, &Rational::whole(-1)));
    (lowest.map(|one| one.ceil()), highest.map(|one| one.floor()))
}

/// Decimals that a figure in a finer unit may have.
const FINER_PLACES: u32 = 4;

/// The unit below the declared one, in which figures may be given too, with any decimals: ‰ for %, 元 for 万元.
fn finer_unit(field: &Field) -> Option<DisplayUnit> {
    let unit = match &field.kind {
        Kind::Ratio if &*field.unit.symbol == "%" => {
            DisplayUnit { symbol: "‰".into(), factor: Rational::power_of_ten(-3), places: 0 }
        }
        Kind::Money => DisplayUnit { symbol: "元".into(), factor: Rational::ONE, places: 0 },
        _ => return None,
    };
    (unit.factor < field.unit.factor).then_some(unit)
}

/// Whether a submission can give a number that the declared digits do not reach: in a finer unit, or where it is read from
/// a text.
pub(super) fn can_be_written(rubric: &Rubric, field: &Field, number: &Rational) -> bool {
    let declared = field.row.as_ref().and_then(|cell| rubric.fields.get(cell.column.index()));
    let in_text = declared.is_some_and(holds_texts) && !holds_texts(field);
    let unit = if in_text { Some(field.unit.clone()) } else { finer_unit(field) };
    let digits = unit.and_then(|unit| number.checked_div(&unit.factor)).and_then(|scaled| scaled.decimal_places());
    field.range.contains(number) && digits.is_some_and(|digits| digits <= FINER_PLACES)
}

/// Whether figures in it are read from texts.
pub(super) fn holds_texts(field: &Field) -> bool {
    matches!(field.kind, Kind::Text | Kind::Target | Kind::Quantity)
}

/// Whether a submission gives the field as data.
pub(super) fn is_given(field: &Field) -> bool {
    field.table.is_none() && field.compared.is_none() && field.stated_total.is_none()
}
