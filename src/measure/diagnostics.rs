//! Measures that cannot be: D0217.

use crate::diagnostic::{Code, Diagnostic, Text};
use crate::ids::FieldId;
use crate::inputs::{Inputs, Measures, State, Value, evaluate};
use crate::quantity::{Interval, Kind, Rational};
use crate::rubric::{Measure, Rubric, show_interval};
use crate::text;

/// D0217 for a measure outside its 值域: its value, and all figures that it comes from.
pub(super) fn out_of_range(rubric: &Rubric, inputs: &Inputs, measure: &Measure, value: &Interval) -> Diagnostic {
    let name = &rubric.indicator(measure.indicator).name.node;
    let show = |interval: &Interval| show_interval(interval, |number| measure.unit.plain(number));
    let range = measure.range.as_ref().map_or_else(String::new, show);
    let shown = show(value);
    let fields = rubric.fields_below(&measure.value);
    let figures = fields.iter().filter_map(|field| {
        let written = &inputs.figure(*field)?.written;
        Some(format!("{} = {written}", rubric.field(*field).name.node))
    });
    let figures = figures.collect::<Vec<_>>();
    let (zh, en) = (figures.join("，"), figures.join(", "));
    let message = text!(
        "指标「{name}」的指标值 {shown} 超出值域 {range}：{zh}",
        "the measure {shown} of `{name}` is outside its range {range}: {en}"
    );
    let diagnostic = Diagnostic::new(Code::MeasureOutOfRange, message);
    let diagnostic = fields.iter().fold(diagnostic, |diagnostic, field| label_cell(diagnostic, inputs, *field));
    let diagnostic = diagnostic.label(measure.span, text!("值域 {range}", "range {range}"));
    let slip =
        slip(rubric, inputs, measure).filter(|_| measure.range.as_ref().is_some_and(|range| far_above(value, range)));
    match slip {
        Some((field, meant)) => diagnostic.help(text!(
            "核对单位和小数点：「{field}」是否应为「{meant}」",
            "check units and decimal points: should `{field}` be `{meant}`?"
        )),
        None => diagnostic.help(Text::new("核对这几项数据的数字和单位", "check these figures and their units")),
    }
}

fn label_cell(diagnostic: Diagnostic, inputs: &Inputs, field: FieldId) -> Diagnostic {
    match inputs.figure(field) {
        Some(figure) => diagnostic.label(figure.span, Text::new("由此算出", "computed from this")),
        None => diagnostic,
    }
}

/// Whether a measure is so far above its 值域 that a slip of scale is likely: ten times the upper end or more.
fn far_above(value: &Interval, range: &Interval) -> bool {
    let ends = value.only().zip(range.upper.number());
    ends.is_some_and(|(value, upper)| *value >= &upper.abs() * &Rational::whole(10))
}

/// The one figure that, 10⁴ or 10² times as large or as small and still with no more digits than declared, would bring
/// the measure into its 值域, if there is exactly one.
fn slip(rubric: &Rubric, inputs: &Inputs, measure: &Measure) -> Option<(String, String)> {
    let range = measure.range.as_ref()?;
    let mut found = Vec::new();
    for id in rubric.fields_below(&measure.value) {
        let field = rubric.field(id);
        let powers: &[i32] = match field.kind {
            Kind::Money | Kind::Count(_) | Kind::Per(..) => &[4, -4],
            Kind::Ratio | Kind::Change | Kind::Point => &[2, -2],
            _ => &[],
        };
        let Some(Value::Number(number)) = inputs.figure(id).map(|figure| figure.value.clone()) else { continue };
        for power in powers {
            let meant = &number * &Rational::power_of_ten(*power);
            let mut changed = inputs.clone();
            set(&mut changed, id, &meant);
            let outcome = evaluate(&measure.value, rubric, &changed, &Measures::default());
            let fits = outcome.number().is_some_and(|value| range.contains(value));
            if fits && !meant.is_zero() && field.takes(&meant) {
                found.push((field.name.node.clone(), field.unit.plain(&meant)));
            }
        }
    }
    let mut found = found.into_iter();
    let first = found.next();
    first.filter(|_| found.next().is_none())
}

fn set(inputs: &mut Inputs, field: FieldId, number: &Rational) {
    if let Some(State::Filled(figures)) = inputs.cells.get_mut(field.index()).map(|cell| &mut cell.state)
        && let Some(figure) = figures.first_mut()
    {
        figure.value = Value::Number(number.clone());
    }
}
