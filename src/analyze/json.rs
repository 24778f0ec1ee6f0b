//! The analysis for programs (`specs/schema/analysis.schema.json`).

use serde_json::{Value, json as object};

use super::{Analysis, Figure, Part, Plateau};
use crate::quantity::{End, Rational};
use crate::rubric::Rubric;

/// What is said of a rubric, as JSON. Numbers are exact: decimals, or `n/d` where they do not end, in base units.
#[must_use]
pub fn json(analysis: &Analysis, rubric: &Rubric) -> String {
    let cliffs = analysis.cliffs.iter().map(|cliff| {
        object!({
            "indicator": cliff.indicator,
            "datum": cliff.from.name,
            "from": figure(&cliff.from),
            "to": figure(&cliff.to),
            "score": exact(&cliff.high),
            "score_after": exact(&cliff.low),
            "difference": exact(&cliff.jump()),
        })
    });
    let saturation = analysis.saturation.iter().map(|one| {
        object!({
            "indicator": one.indicator,
            "of": one.formula,
            "top": one.best.as_ref().map(plateau),
            "bottom": one.least.as_ref().map(plateau),
        })
    });
    let stakes = analysis.stakes.iter().map(|stake| {
        object!({
            "datum": stake.datum,
            "points": exact(&stake.points),
            "indicators": stake.indicators,
            "checks": stake.checks,
        })
    });
    let untried = analysis.untried.iter().map(|(edge, reason)| object!({ "edge": edge, "reason": reason }));
    let root = object!({
        "format": "jixiao/analysis/1",
        "rubric": rubric.title.node,
        "year": rubric.year.node,
        "total": exact(&rubric.total),
        "parts": analysis.parts.iter().map(part).collect::<Vec<_>>(),
        "cliffs": cliffs.collect::<Vec<_>>(),
        "saturation": saturation.collect::<Vec<_>>(),
        "data": stakes.collect::<Vec<_>>(),
        "trials": analysis.tried,
        "untried": untried.collect::<Vec<_>>(),
    });
    format!("{root:#}\n")
}

fn part(part: &Part) -> Value {
    object!({
        "name": part.name,
        "points": part.points.as_ref().map(exact),
        "by_data": exact(&part.share.rule),
        "depends": exact(&part.share.mixed),
        "judged": exact(&part.share.judged),
        "by_rows": exact(&part.share.submitted),
        "judged_in_part": part.mixed,
    })
}

fn figure(figure: &Figure) -> Value {
    object!({ "value": exact(&figure.value), "written": figure.written })
}

fn plateau(plateau: &Plateau) -> Value {
    let end = |end: &End| object!({ "value": end.number().map(exact), "included": end.is_closed() });
    object!({
        "from": end(&plateau.values.lower),
        "to": end(&plateau.values.upper),
        "written": plateau.written,
        "score": exact(&plateau.score),
    })
}

fn exact(number: &Rational) -> String {
    match number.decimal_places() {
        Some(places) => number.to_fixed(places),
        None => {
            let (num, den) = number.parts();
            format!("{num}/{den}")
        }
    }
}
