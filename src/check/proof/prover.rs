//! What is asked of the procedures: can these conditions hold together, and if so, for example when?

use super::constraint::{Conjunction, Constraint, Linear, Sign};
use std::collections::{BTreeMap, BTreeSet};

use super::condition::conjunction;
use super::elimination::{Feasibility, feasible, is_empty};
use super::round::Scale;
use crate::check::aggregates::rows_kind;
use crate::ids::{FieldId, MeasureId};
use crate::quantity::{End, Interval, Kind, Op, Rational, Relation};
use crate::rubric::{AggregateFunction, Definition, Expr, Field, Measure, Node, Table};
use crate::source::{SourceId, Span};

/// The declarations that conditions speak of, and the variables met in them so far.
#[derive(Clone)]
pub(in crate::check) struct Prover<'a> {
    pub(super) fields: &'a [Field],
    pub(super) tables: &'a [Table],
    pub(super) definitions: &'a [Definition],
    pub(super) measures: &'a [Measure],
    pub(super) atoms: Vec<Atom>,
    /// The literal texts; as a number, a text is its index.
    pub(super) texts: Vec<String>,
}

/// A variable of the inequalities.
#[derive(Clone, Debug)]
pub(super) struct Atom {
    pub(super) what: What,
    pub(super) range: Interval,
    pub(super) scale: Scale,
}

/// What a variable stands for. Yes is 1 and no is 0.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    Field(FieldId),
    Filled(FieldId),
    Reported(BTreeSet<FieldId>),
    Year,
    Unit,
    /// A measure with 修约, counted in its last decimal.
    Rounded(MeasureId),
    /// Not linear: all that is known of it is its range. INVARIANT: without places (see [`stripped`]).
    Opaque(Expr),
}

/// Whether conditions can hold together.
#[derive(Clone, Debug)]
pub(in crate::check) enum Outcome {
    /// They cannot.
    Never,
    /// They do for these data.
    Possible(Witness),
    /// That is too much to find out.
    Unknown,
}

/// Data for which conditions were tried out and hold.
#[derive(Clone, Debug)]
pub(in crate::check) struct Witness {
    pub(super) values: BTreeMap<usize, Rational>,
    pub(super) atoms: Vec<Atom>,
    pub(super) texts: Vec<String>,
}

impl Outcome {
    /// Whether it is proved that the conditions cannot hold together.
    #[cfg(test)]
    pub(super) fn is_never(&self) -> bool {
        matches!(self, Outcome::Never)
    }
}

impl<'a> Prover<'a> {
    /// A prover over declarations; expressions may only speak of these.
    pub(in crate::check) fn new(fields: &'a [Field], definitions: &'a [Definition], measures: &'a [Measure]) -> Self {
        Prover { fields, tables: &[], definitions, measures, atoms: Vec::new(), texts: Vec::new() }
    }

    /// The same, with the tables over whose rows something is computed.
    pub(in crate::check) fn over(self, tables: &'a [Table]) -> Self {
        Prover { tables, ..self }
    }

    /// Whether conditions, each wanted to hold or not to hold, can come about together.
    pub(in crate::check) fn together(&mut self, conditions: &[(&Expr, bool)]) -> Outcome {
        let derived = self.derived(conditions);
        let all: Vec<(&Expr, bool)> =
            conditions.iter().copied().chain(derived.iter().map(|range| (range, true))).collect();
        let (known, complete) = self.alternatives(&all);
        let mut unknown = false;
        for constraints in &known {
            match self.feasible(constraints) {
                Feasibility::Empty => {}
                Feasibility::Unknown => unknown = true,
                Feasibility::Point(values) => {
                    let witness = Witness { values, atoms: self.atoms.clone(), texts: self.texts.clone() };
                    if complete && self.tried(&witness, &all) {
                        return Outcome::Possible(self.in_our_time(witness, &all));
                    }
                    unknown = true;
                }
            }
        }
        if unknown { Outcome::Unknown } else { Outcome::Never }
    }

    /// Whether it is proved that conditions cannot come about together where the facts hold: [`Prover::together`]
    /// without looking for data.
    pub(in crate::check) fn never(&mut self, facts: &[Expr], conditions: &[(&Expr, bool)]) -> bool {
        let mut all: Vec<(&Expr, bool)> = conditions.to_vec();
        all.extend(facts.iter().map(|fact| (fact, true)));
        if let Some(possible) = self.apart(&all) {
            return !possible;
        }
        let derived = self.derived(&all);
        all.extend(derived.iter().map(|fact| (fact, true)));
        let (known, _) = self.alternatives(&all);
        known.iter().all(|constraints| self.is_empty(constraints))
    }

    /// Whether a condition is certain where the facts hold, one way or the other.
    pub(in crate::check) fn constant(&mut self, facts: &[Expr], condition: &Expr) -> Option<bool> {
        if let Some(can) = self.can_where(facts, condition) {
            return (!can.hold || !can.fail).then_some(can.hold);
        }
        if self.never(facts, &[(condition, true)]) {
            return Some(false);
        }
        self.never(facts, &[(condition, false)]).then_some(true)
    }

    /// What is known of the measures and the numbers of rows that conditions speak of.
    fn derived(&self, conditions: &[(&Expr, bool)]) -> Vec<Expr> {
        let mut derived = self.measure_ranges(conditions.iter().map(|(condition, _)| *condition));
        derived.extend(self.counts(conditions.iter().map(|(condition, _)| *condition)));
        derived
    }

    /// Conditions as alternatives, and whether they are complete. A condition that is too much is left out: what is
    /// impossible without it is impossible with it.
    fn alternatives(&mut self, all: &[(&Expr, bool)]) -> (Vec<Conjunction>, bool) {
        let mut known: Option<Vec<Conjunction>> = None;
        let mut complete = true;
        for (condition, holds) in all {
            let more = self.dnf(condition, *holds);
            let nothing = [Vec::new()];
            match more.and_then(|more| conjunction(known.as_deref().unwrap_or(&nothing), more)) {
                Some(both) => known = Some(both),
                None => complete = false,
            }
        }
        (known.unwrap_or_else(|| vec![Vec::new()]), complete)
    }

    /// Whether `fact`s make `condition` certain.
    pub(in crate::check) fn follows(&mut self, facts: &[Expr], condition: &Expr) -> bool {
        self.never(facts, &[(condition, false)])
    }

    /// [`Prover::together`], with facts that hold.
    pub(in crate::check) fn with_facts(&mut self, facts: &[Expr], conditions: &[(&Expr, bool)]) -> Outcome {
        let all: Vec<(&Expr, bool)> = conditions.iter().copied().chain(facts.iter().map(|fact| (fact, true))).collect();
        self.together(&all)
    }

    /// Solves a conjunction together with the ranges of its variables.
    fn feasible(&self, constraints: &[Constraint]) -> Feasibility {
        let mut all = constraints.to_vec();
        all.extend(self.ranges(constraints));
        let scales = self.atoms.iter().map(|atom| atom.scale.clone()).collect::<Vec<_>>();
        feasible(&all, &scales)
    }

    /// Whether no values make a conjunction hold.
    fn is_empty(&self, constraints: &[Constraint]) -> bool {
        if let [lone] = constraints
            && let Some(empty) = self.lone_is_empty(lone)
        {
            return empty;
        }
        let mut all = constraints.to_vec();
        all.extend(self.ranges(constraints));
        is_empty(&all, &|variable| self.is_whole_atom(variable))
    }

    /// The same of one inequality by interval arithmetic, which is exact where every variable occurs once; `None` where
    /// whole numbers may leave none though other numbers do.
    fn lone_is_empty(&self, lone: &Constraint) -> Option<bool> {
        let mut values = Interval::point(lone.form.constant().clone());
        let mut whole = false;
        for (variable, factor) in lone.form.terms() {
            let atom = self.atoms.get(*variable)?;
            if atom.range.is_empty() {
                return Some(true);
            }
            whole |= atom.scale.whole;
            values = values.combine(Op::Add, &atom.range.combine(Op::Mul, &Interval::point(factor.clone())));
        }
        let zero = Rational::ZERO;
        let empty = match lone.sign {
            Sign::Zero => !values.contains(&zero),
            Sign::Positive => values.upper.number().is_some_and(|upper| *upper <= zero),
            Sign::NotNegative => match &values.upper {
                End::Unbounded => false,
                End::Closed(upper) => *upper < zero,
                End::Open(upper) => *upper <= zero,
            },
        };
        (empty || !whole).then_some(empty)
    }

    fn is_whole_atom(&self, variable: usize) -> bool {
        self.atoms.get(variable).is_some_and(|atom| atom.scale.whole)
    }

    /// The ranges of the variables of constraints.
    pub(super) fn ranges(&self, constraints: &[Constraint]) -> Vec<Constraint> {
        let variables: BTreeSet<usize> = constraints.iter().flat_map(|one| one.form.variables()).collect();
        let ranges = variables.into_iter().filter_map(|variable| {
            let atom = self.atoms.get(variable)?;
            Some(Constraint::within(&Linear::variable(variable), &atom.range))
        });
        ranges.flatten().collect()
    }

    /// 值域 of every measure that is spoken of, as conditions: data outside are rejected before.
    pub(super) fn measure_ranges<'e>(&self, conditions: impl Iterator<Item = &'e Expr>) -> Vec<Expr> {
        let mut measures = BTreeSet::new();
        conditions.for_each(|condition| collect_measures(condition, &mut measures));
        measures.into_iter().flat_map(|id| self.measure_range(id)).collect()
    }

    fn measure_range(&self, id: MeasureId) -> Vec<Expr> {
        let Some((measure, range)) = self.measures.get(id.index()).and_then(|one| Some((one, one.range.as_ref()?)))
        else {
            return Vec::new();
        };
        let kind = &measure.value.kind;
        let compare = |relation: Relation, number: &Rational| {
            let value = Expr { kind: kind.clone(), node: Node::Measure(id), span: measure.span };
            let bound = Expr { kind: kind.clone(), node: Node::Number(number.clone()), span: measure.span };
            let node = Node::Comparison(relation, Box::new(value), Box::new(bound));
            Expr { kind: Kind::YesNo, node, span: measure.span }
        };
        let lower = match &range.lower {
            End::Unbounded => None,
            End::Closed(number) => Some(compare(Relation::AtLeast, number)),
            End::Open(number) => Some(compare(Relation::Greater, number)),
        };
        let upper = match &range.upper {
            End::Unbounded => None,
            End::Closed(number) => Some(compare(Relation::AtMost, number)),
            End::Open(number) => Some(compare(Relation::Less, number)),
        };
        lower.into_iter().chain(upper).collect()
    }

    /// The variable that stands for something, the same one every time.
    pub(super) fn atom(&mut self, what: What) -> usize {
        if let Some(known) = self.atoms.iter().position(|atom| atom.what == what) {
            return known;
        }
        let (range, scale) = self.describe(&what);
        self.atoms.push(Atom { what, range, scale });
        self.atoms.len().saturating_sub(1)
    }

    /// The index of a literal text.
    pub(super) fn text(&mut self, text: &str) -> Rational {
        let index = self.texts.iter().position(|known| known == text).unwrap_or_else(|| {
            self.texts.push(text.to_owned());
            self.texts.len().saturating_sub(1)
        });
        Rational::whole(i64::try_from(index).unwrap_or(i64::MAX))
    }

    /// The last decimal that 修约 keeps of a measure, in base units.
    pub(super) fn last_decimal(&self, id: MeasureId) -> Option<Rational> {
        let measure = self.measures.get(id.index())?;
        let places = i32::try_from(measure.rounding?.places).unwrap_or(i32::MAX);
        Some(&measure.unit.factor * &Rational::power_of_ten(places.saturating_neg()))
    }

    fn describe(&self, what: &What) -> (Interval, Scale) {
        let whole = Scale { unit: Rational::ONE, whole: true };
        let from_zero = Interval { lower: End::Closed(Rational::ZERO), upper: End::Unbounded };
        match what {
            What::Filled(_) | What::Reported(_) => (Interval::closed(Rational::ZERO, Rational::ONE), whole),
            What::Year => (from_zero, whole),
            What::Unit => (from_zero, whole),
            What::Field(id) => match self.fields.get(id.index()) {
                Some(field) => (field_range(field), Scale { unit: field.unit.factor.clone(), whole: field.is_whole() }),
                None => (Interval::ALL, Scale::plain()),
            },
            What::Rounded(id) => {
                let last = self.last_decimal(*id).and_then(|last| Rational::ONE.checked_div(&last));
                let times = Interval::point(last.unwrap_or(Rational::ONE));
                let domain = self.measures.get(id.index()).map_or(Interval::ALL, |measure| measure.domain.clone());
                (domain.combine(Op::Mul, &times), whole)
            }
            What::Opaque(expr) => {
                let scale = if self.is_whole(expr) { whole } else { Scale::plain() };
                (self.plain_domain(expr), scale)
            }
        }
    }
}

/// The values that a field can have, those that its kind excludes left out.
pub(super) fn field_range(field: &Field) -> Interval {
    let last = |count: usize| Rational::whole(i64::try_from(count).unwrap_or(i64::MAX).saturating_sub(1));
    let of_kind = match &field.kind {
        Kind::YesNo => Interval::closed(Rational::ZERO, Rational::ONE),
        Kind::Level(levels) => Interval::closed(Rational::ZERO, last(levels.names.len())),
        Kind::Text | Kind::Target | Kind::Quantity => {
            Interval { lower: End::Closed(Rational::ZERO), upper: End::Unbounded }
        }
        _ => return field.range.clone(),
    };
    of_kind.intersection(&field.range)
}

fn collect_measures(expr: &Expr, found: &mut BTreeSet<MeasureId>) {
    if let Node::Measure(id) = expr.node {
        found.insert(id);
    }
    expr.children().into_iter().for_each(|child| collect_measures(child, found));
}

/// The expression with all places made alike, so that the same formula written twice is one variable.
pub(in crate::check) fn stripped(expr: &Expr) -> Expr {
    let alike = expr.map(&mut |inner| stripped(inner));
    // A number of rows is the same one whatever it counts as.
    let counts = matches!(&expr.node, Node::Aggregate(one) if one.function == AggregateFunction::Count);
    let kind = if counts { rows_kind() } else { alike.kind };
    Expr { kind, node: alike.node, span: Span::new(SourceId::PRELUDE, 0, 0) }
}
