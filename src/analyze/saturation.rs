//! From where on a better value earns nothing more, and a worse one costs nothing more.

use crate::ids::{IndicatorId, NodeId};
use crate::quantity::{End, Interval, Op, Rational, subtract_all};
use crate::rubric::{
    Arm, Award, Band, Choice, Deduction, DeductionLine, DisplayUnit, Expr, Node, NormalForm, Over, Partial, Rubric,
    Rule, show_interval, unit_of_sides,
};

/// Where the score of a formula stands still.
#[derive(Clone, Debug)]
pub struct Saturation {
    /// The indicator, by its path, and the items on the way to the formula.
    pub indicator: String,
    /// What decides; `None` for 指标值, the formula of the indicator.
    pub formula: Option<String>,
    /// Where the best score is given throughout.
    pub best: Option<Plateau>,
    /// Where the least is.
    pub least: Option<Plateau>,
}

/// An interval on which one score is given.
#[derive(Clone, Debug)]
pub struct Plateau {
    /// The values, in base units.
    pub values: Interval,
    /// As it is written: `≥ 90%`.
    pub written: String,
    /// The score there.
    pub score: Rational,
}

/// All formulas whose score stands still somewhere.
pub(super) fn saturation(rubric: &Rubric) -> Vec<Saturation> {
    let mut found = Vec::new();
    // Rows are scored by targets of their own; nothing can be said of all of them.
    for (at, indicator) in rubric.indicators.iter().enumerate().filter(|(_, one)| !one.template) {
        let name = rubric.short_name(NodeId::Indicator(IndicatorId::at(at)));
        if let Some(rule) = &indicator.rule {
            of_rule(rubric, rule, &name, &mut found);
        }
    }
    found.retain(|one| one.best.is_some() || one.least.is_some());
    found
}

fn of_rule(rubric: &Rubric, rule: &Rule, name: &str, found: &mut Vec<Saturation>) {
    match &rule.normal {
        NormalForm::Pieces { over, bands } => found.extend(of_bands(rubric, name, over, bands)),
        NormalForm::Deduction(deduction) => of_deduction(rubric, name, deduction, found),
        NormalForm::Items(items) => {
            items.iter().for_each(|item| of_rule(rubric, &item.rule, &format!("{name}/{}", item.name), found));
        }
        NormalForm::Ways(ways) => {
            ways.ways.iter().for_each(|way| of_rule(rubric, &way.rule, &format!("{name}/{}", way.name), found));
        }
        NormalForm::Cases(arms) => match over_one(rubric, arms) {
            Some((base, bands)) => found.extend(of_bands(rubric, name, base, &bands)),
            None => {
                for arm in arms {
                    if let Choice::Rule(rule) = &arm.then {
                        of_rule(rubric, rule, name, found);
                    }
                }
            }
        },
        NormalForm::Judged(_) | NormalForm::Readings(_) => {}
    }
}

/// Arms that one formula decides, as 按完成率 with its target and its cuts, as bands over it.
fn over_one<'r>(rubric: &'r Rubric, arms: &'r [Arm]) -> Option<(&'r Expr, Vec<Band>)> {
    let base = arms.iter().find_map(|arm| rubric.holds(arm.condition.as_ref()?)?.base)?;
    let mut free = vec![rubric.range_of(base)];
    let mut bands = Vec::new();
    for arm in arms {
        let holds = match &arm.condition {
            Some(condition) => {
                rubric.holds(condition).filter(|holds| holds.base.is_none_or(|own| own.node == base.node))?.values
            }
            None => vec![Interval::ALL],
        };
        let outside = subtract_all(Interval::ALL, &holds);
        let taken = free.iter().flat_map(|part| subtract_all(part.clone(), &outside)).collect::<Vec<_>>();
        free = free.into_iter().flat_map(|part| subtract_all(part, &holds)).collect();
        let own = match &arm.then {
            Choice::Award(award) => vec![(Interval::ALL, award.clone())],
            Choice::Rule(rule) => {
                let NormalForm::Pieces { over, bands } = &rule.normal else { return None };
                let over = rubric.over(over);
                let curve = |award: &Award| match award {
                    Award::Curve(curve) => Some(Award::Curve(over.curve(curve))),
                    Award::Formula(_) | Award::Judged(_) => None,
                };
                let bands = bands.iter().map(|band| Some((over.values(&band.interval), curve(&band.award)?)));
                let bands = bands.collect::<Option<Vec<_>>>()?;
                if over.base.node != base.node {
                    return None;
                }
                bands
            }
        };
        let pieces =
            taken.iter().flat_map(|part| own.iter().map(move |(values, award)| (part.intersection(values), award)));
        let pieces = pieces.filter(|(interval, _)| !interval.is_empty());
        bands.extend(pieces.map(|(interval, award)| Band { interval, award: award.clone(), element: arm.element }));
    }
    bands.sort_by(|one, other| one.interval.compare(&other.interval));
    Some((base, bands))
}

fn of_bands(rubric: &Rubric, name: &str, over: &Expr, bands: &[Band]) -> Option<Saturation> {
    // A word among several is no place from which a score stands still.
    if !over.kind.is_numeric() || bands.iter().any(|band| !matches!(band.award, Award::Curve(_))) {
        return None;
    }
    let over = rubric.over(over);
    let ends = |band: &Band| {
        let Award::Curve(curve) = &band.award else { return Vec::new() };
        let at = |end: &End| match end.number() {
            Some(number) => curve.at(number),
            None => curve.b.checked_div(&curve.d).or_else(|| curve.constant_score()),
        };
        [at(&band.interval.lower), at(&band.interval.upper)].into_iter().flatten().collect()
    };
    let scores = bands.iter().flat_map(ends).collect::<Vec<_>>();
    let (least, best) = (scores.iter().min()?.clone(), scores.iter().max()?.clone());
    if least == best {
        return None;
    }
    let still = |score: &Rational| plateau(rubric, bands, &over, score);
    Some(Saturation {
        indicator: name.to_owned(),
        formula: spoken(rubric, over.base),
        best: still(&best),
        least: still(&least),
    })
}

fn spoken(rubric: &Rubric, formula: &Expr) -> Option<String> {
    match &formula.node {
        Node::Measure(_) => None,
        _ => Some(rubric.formula(formula, rubric.language)),
    }
}

/// The bands that give one score throughout, put together.
fn plateau(rubric: &Rubric, bands: &[Band], over: &Over<'_>, score: &Rational) -> Option<Plateau> {
    let constant = |band: &&Band| match &band.award {
        Award::Curve(curve) => curve.constant_score().as_ref() == Some(score),
        Award::Formula(_) | Award::Judged(_) => false,
    };
    let still = bands.iter().filter(constant).map(|band| band.interval.clone());
    let whole = still.reduce(|one, other| one.hull(&other))?;
    // In between another score is given: two plateaus are told by neither.
    let between = |band: &Band| !constant(&band) && whole.contains_all(&band.interval) && !band.interval.is_empty();
    if bands.iter().any(between) || whole.only().is_some() {
        return None;
    }
    // A slope that begins with this score belongs to it by its first point.
    let begins = |number: &Rational| {
        bands.iter().filter(|band| band.interval.contains(number)).any(|band| match &band.award {
            Award::Curve(curve) => curve.at(number).as_ref() == Some(score),
            Award::Formula(_) | Award::Judged(_) => false,
        })
    };
    let end = |end: &End| match end {
        End::Open(number) if begins(number) => End::Closed(number.clone()),
        other => other.clone(),
    };
    let values = over.values(&Interval { lower: end(&whole.lower), upper: end(&whole.upper) });
    standing(rubric, over.base, &values, score)
}

/// A plateau, as far as there are such values; one value alone is none.
fn standing(rubric: &Rubric, formula: &Expr, values: &Interval, score: &Rational) -> Option<Plateau> {
    let domain = match &formula.node {
        Node::Measure(id) => rubric.measure(*id).domain.clone(),
        Node::Field(id) => rubric.field(*id).range.clone(),
        _ => Interval::ALL,
    };
    let within = values.intersection(&domain);
    if within.is_empty() || within.only().is_some() {
        return None;
    }
    // Where the values end by themselves needs no words.
    let end = |own: &End, of_domain: &End| if own == of_domain { End::Unbounded } else { own.clone() };
    let told = Interval { lower: end(&within.lower, &domain.lower), upper: end(&within.upper, &domain.upper) };
    let written = written(rubric, formula, if told == Interval::ALL { &within } else { &told });
    Some(Plateau { values: within, written, score: score.clone() })
}

fn written(rubric: &Rubric, formula: &Expr, values: &Interval) -> String {
    let unit: DisplayUnit = match &formula.node {
        Node::Measure(id) => rubric.measure(*id).unit.clone(),
        _ => unit_of_sides(formula, formula, rubric),
    };
    show_interval(values, |number| unit.plain(number))
}

fn of_deduction(rubric: &Rubric, name: &str, deduction: &Deduction, found: &mut Vec<Saturation>) {
    for line in &deduction.lines {
        let (formula, limit) = match &line.excess.node {
            Node::Arithmetic(Op::Sub, left, right) => match (&left.node, &right.node) {
                (_, Node::Number(number)) => (&**left, Some((number.clone(), true))),
                (Node::Number(number), _) => (&**right, Some((number.clone(), false))),
                _ => (&line.excess, None),
            },
            _ => (&line.excess, None),
        };
        let (limit, rises) = limit.unwrap_or((Rational::ZERO, true));
        let end = floor_reached(deduction, line).map(|beyond| match (beyond, rises) {
            (End::Open(by), true) => End::Open(&limit + &by),
            (End::Open(by), false) => End::Open(&limit - &by),
            (End::Closed(by), true) => End::Closed(&limit + &by),
            (End::Closed(by), false) => End::Closed(&limit - &by),
            (End::Unbounded, _) => End::Unbounded,
        });
        let side = |end: End, above: bool| match above {
            true => Interval { lower: end, upper: End::Unbounded },
            false => Interval { lower: End::Unbounded, upper: end },
        };
        let best = standing(rubric, formula, &side(End::Closed(limit.clone()), !rises), &deduction.full);
        let least = end.and_then(|end| standing(rubric, formula, &side(end, rises), &deduction.floor));
        found.push(Saturation { indicator: name.to_owned(), formula: spoken(rubric, formula), best, least });
    }
}

/// By how much a line has to be beyond its limit for it alone to bring the score to the floor.
fn floor_reached(deduction: &Deduction, line: &DeductionLine) -> Option<End> {
    let steps = (&deduction.full - &deduction.floor).checked_div(&line.amount)?;
    Some(match line.partial {
        Partial::ProRata => End::Closed(&steps * &line.step),
        Partial::Ignored => End::Closed(&steps.ceil() * &line.step),
        // A part of a step is charged as one.
        Partial::Charged => End::Open(&(&steps.ceil() - &Rational::ONE) * &line.step),
    })
}
