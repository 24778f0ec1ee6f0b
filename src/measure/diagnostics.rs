//! Measures that cannot be (D0217), and those that are hard to believe (F0303).

use crate::diagnostic::{Code, Diagnostic, Text};
use crate::ids::FieldId;
use crate::inputs::{Inputs, Measures, State, Value, evaluate};
use crate::quantity::{Interval, Kind, Rational};
use crate::rubric::{Expr, Measure, Rubric, show_interval};
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

/// F0303 for two figures of which the larger is a thousand times the other or more.
pub(super) fn far_apart(
    rubric: &Rubric,
    inputs: &Inputs,
    measure: &Measure,
    (larger, smaller): (&Expr, &Expr),
) -> Diagnostic {
    let name = &rubric.indicator(measure.indicator).name.node;
    let figures = |side: &Expr| {
        let shown = rubric.fields_below(side).into_iter().filter_map(|id| {
            let (field, figure) = (rubric.field(id), inputs.figure(id)?);
            let Value::Number(number) = &figure.value else { return None };
            Some((field.name.node.clone(), field.unit.plain(number)))
        });
        shown.map(|(name, value)| (format!("「{name}」{value}"), format!("`{name}` {value}"))).unzip()
    };
    let ((large_zh, large_en), (small_zh, small_en)): ((Vec<_>, Vec<_>), (Vec<_>, Vec<_>)) =
        (figures(larger), figures(smaller));
    let (large_zh, large_en) = (large_zh.join("、"), large_en.join(", "));
    let (small_zh, small_en) = (small_zh.join("、"), small_en.join(", "));
    let message = text!(
        "指标「{name}」的两边相差千倍以上：{large_zh}，{small_zh}",
        "the sides of `{name}` are a thousandfold apart or more: {large_en}; {small_en}"
    );
    let fields = [larger, smaller].into_iter().flat_map(|side| rubric.fields_below(side)).collect::<Vec<_>>();
    let fault = fields.iter().fold(Diagnostic::new(Code::FarApart, message), |fault, field| {
        let name = &rubric.field(*field).name.node;
        match inputs.figure(*field) {
            Some(figure) if name.chars().count() <= 20 => fault.label(figure.span, text!("{name}", "{name}")),
            Some(figure) => fault.label(figure.span, Text::new("由此算出", "computed from this")),
            None => fault,
        }
    });
    let meant = [meant(rubric, inputs, larger, -4), meant(rubric, inputs, smaller, 4)];
    let (zh, en): (Vec<_>, Vec<_>) = meant
        .into_iter()
        .flatten()
        .map(|(name, value)| (format!("「{name}」应为 {value}"), format!("should `{name}` be {value}")))
        .unzip();
    if zh.is_empty() {
        return fault.help(Text::new("核对这几项数据的数字和单位", "check these figures and their units"));
    }
    let (zh, en) = (zh.join("，或"), en.join(", or "));
    fault.help(text!("核对单位：是否{zh}；数据无误的不必改", "check the units: {en}? leave them if they are right"))
}

/// The figure of a side that is one field, written in the wrong one of two units that are 10⁴ apart.
fn meant(rubric: &Rubric, inputs: &Inputs, side: &Expr, power: i32) -> Option<(String, String)> {
    let fields = rubric.fields_below(side);
    let mut fields = fields.iter();
    let (Some(id), None) = (fields.next(), fields.next()) else { return None };
    let field = rubric.field(*id);
    let Value::Number(number) = &inputs.figure(*id)?.value else { return None };
    let meant = number * &Rational::power_of_ten(power);
    field.takes(&meant).then(|| (field.name.node.clone(), field.unit.plain(&meant)))
}
