//! Small rubrics and submissions, built by hand for the tests of the passes that read them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Cell, Claims, Figure, Inputs, Judged, Measures, State, Value, measured};
use crate::diagnostic::Language;
use crate::ids::{CheckId, ElementId, FieldId, GroupId, IndicatorId, MeasureId, NodeId};
use crate::quantity::{End, Interval, Kind, Op, Rational, Relation, Rounding, RoundingMode, Units};
use crate::rubric::{
    Arm, Award, Band, Check, Choice, Curve, DisplayUnit, Expr, Field, Group, Indicator, Judgement, Level, Measure,
    Node, NormalForm, NotApplicable, Policy, Rubric, Rule, RuleForm, Texts,
};
use crate::source::{SourceId, Span, Spanned};

/// A rubric and a submission that grow together.
pub struct Sample {
    pub rubric: Rubric,
    pub inputs: Inputs,
}

/// `"3.84"` as an exact number.
pub fn n(digits: &str) -> Rational {
    Rational::from(rust_decimal::Decimal::from_str_exact(digits).unwrap())
}

pub fn at() -> Span {
    Span::new(SourceId::PRELUDE, 0, 0)
}

pub fn name(text: &str) -> Spanned<String> {
    Spanned::new(text.to_owned(), at())
}

pub fn expr(kind: Kind, node: Node) -> Expr {
    Expr { kind, node, span: at() }
}

pub fn lit(kind: Kind, digits: &str) -> Expr {
    expr(kind, Node::Number(n(digits)))
}

pub fn op(kind: Kind, op: Op, left: Expr, right: Expr) -> Expr {
    expr(kind, Node::Arithmetic(op, Box::new(left), Box::new(right)))
}

pub fn is(relation: Relation, left: Expr, right: Expr) -> Expr {
    expr(Kind::YesNo, Node::Comparison(relation, Box::new(left), Box::new(right)))
}

pub fn half_up(places: u32) -> Rounding {
    Rounding { places, mode: RoundingMode::HalfUp }
}

pub fn rule(normal: NormalForm) -> Rule {
    Rule { form: RuleForm::Bands, normal, span: at() }
}

pub fn constant(score: &str) -> Award {
    Award::Curve(Curve::constant(n(score)))
}

/// `lower ≤ x < upper`; an empty text is no end.
pub fn range(lower: &str, upper: &str) -> Interval {
    let lower = if lower.is_empty() { End::Unbounded } else { End::Closed(n(lower)) };
    let upper = if upper.is_empty() { End::Unbounded } else { End::Open(n(upper)) };
    Interval { lower, upper }
}

impl Sample {
    pub fn new(total: &str) -> Self {
        let rubric = Rubric {
            title: name("样例"),
            source: at().source,
            parents: Vec::new(),
            language: Language::Zh,
            year: Spanned::new(2024, at()),
            total: n(total),
            indicator_rounding: Some(half_up(2)),
            total_rounding: None,
            reviewed_basis: false,
            texts: Texts::default(),
            units: Units::default(),
            fields: Vec::new(),
            tables: Vec::new(),
            definitions: Vec::new(),
            groups: Vec::new(),
            indicators: Vec::new(),
            measures: Vec::new(),
            roots: Vec::new(),
            checks: Vec::new(),
            grades: Vec::new(),
            ending: crate::rubric::Ending::default(),
            elements: Vec::new(),
        };
        let inputs = Inputs {
            pending: BTreeMap::new(),
            unit: name("某市医疗保障局"),
            unit_code: None,
            year: Spanned::new(2024, at()),
            other_units: Vec::new(),
            other_years: Vec::new(),
            version: None,
            cells: Vec::new(),
            tables: Vec::new(),
            judgements: BTreeMap::new(),
            claimed: Claims::default(),
            reviewed: Claims::default(),
            span: at(),
        };
        Sample { rubric, inputs }
    }

    pub fn element(&mut self) -> ElementId {
        let id = ElementId::at(self.rubric.elements.len());
        self.rubric.elements.push(at());
        id
    }

    /// A field whose unit is `factor` base units, with so many digits; blank until printed.
    pub fn field(&mut self, title: &str, kind: Kind, (symbol, factor): (&str, &str), digits: u32) -> FieldId {
        let id = FieldId::at(self.rubric.fields.len());
        let unit = DisplayUnit { symbol: symbol.into(), factor: n(factor), places: digits };
        self.rubric.fields.push(Field { unit, digits: Some(digits), ..Field::new(name(title), kind) });
        self.inputs.cells.push(Cell { state: State::Blank, span: at() });
        id
    }

    /// A field in 万元 with two digits, and its print.
    pub fn wan(&mut self, title: &str, digits: &str) -> FieldId {
        let field = self.field(title, Kind::Money, ("万元", "10000"), 2);
        self.print(field, digits, "");
        field
    }

    /// A field in percent with two digits, and its print.
    pub fn percent(&mut self, title: &str, digits: &str) -> FieldId {
        let field = self.field(title, Kind::Ratio, ("%", "0.01"), 2);
        self.print(field, digits, "");
        field
    }

    /// A count, which is exact, and its print.
    pub fn count(&mut self, title: &str, digits: &str) -> FieldId {
        let field = self.field(title, Kind::Count("人次".into()), ("人次", "1"), 0);
        self.rubric.fields[field.index()].exact = true;
        self.print(field, digits, "");
        field
    }

    /// Adds a print in the declared unit; exact fields have no last digit.
    pub fn print(&mut self, field: FieldId, digits: &str, place: &str) {
        let declared = &self.rubric.fields[field.index()];
        let last = &Rational::power_of_ten(i32::try_from(declared.digits.unwrap()).unwrap().saturating_neg())
            * &declared.unit.factor;
        let figure = Figure {
            value: Value::Number(&n(digits) * &declared.unit.factor),
            last_digit: if declared.exact { Rational::ZERO } else { last },
            written: format!("{digits}{}", declared.unit.symbol),
            place: (!place.is_empty()).then(|| place.to_owned()),
            span: at(),
        };
        self.figure(field, figure);
    }

    pub fn figure(&mut self, field: FieldId, figure: Figure) {
        match &mut self.inputs.cells[field.index()].state {
            State::Filled(figures) => figures.push(figure),
            state => *state = State::Filled(vec![figure]),
        }
    }

    pub fn read(&self, field: FieldId) -> Expr {
        expr(self.rubric.field(field).kind.clone(), Node::Field(field))
    }

    pub fn group(&mut self, title: &str, points: &str, parent: Option<GroupId>) -> GroupId {
        let id = GroupId::at(self.rubric.groups.len());
        self.rubric.groups.push(Group {
            name: name(title),
            level: 1,
            points: (!points.is_empty()).then(|| n(points)),
            parent,
            children: Vec::new(),
            grades: Vec::new(),
            rows: None,
            texts: Texts::default(),
            span: at(),
        });
        self.place(NodeId::Group(id), parent);
        id
    }

    pub fn indicator(&mut self, title: &str, points: &str, parent: Option<GroupId>, normal: NormalForm) -> IndicatorId {
        let id = IndicatorId::at(self.rubric.indicators.len());
        self.rubric.indicators.push(Indicator {
            name: name(title),
            points: (!points.is_empty()).then(|| n(points)),
            adjusts: None,
            parent,
            measure: None,
            direction: None,
            target: None,
            rule: Some(rule(normal)),
            not_applicable: Vec::new(),
            reads: BTreeSet::new(),
            template: false,
            goal: None,
            texts: Texts::default(),
            span: at(),
        });
        self.place(NodeId::Indicator(id), parent);
        id
    }

    /// A measure of an indicator yet to come, and the expression that reads it.
    pub fn measure(&mut self, value: Expr) -> (MeasureId, Expr) {
        let id = MeasureId::at(self.rubric.measures.len());
        let unit = DisplayUnit::of(&value.kind);
        let kind = value.kind.clone();
        let indicator = IndicatorId::at(self.rubric.indicators.len());
        let (range, domain, rounding) = (None, Interval::ALL, None);
        self.rubric.measures.push(Measure { value, range, domain, rounding, unit, indicator, span: at() });
        (id, expr(kind, Node::Measure(id)))
    }

    pub fn bands(&mut self, over: Expr, bands: Vec<(Interval, Award)>) -> NormalForm {
        let bands = bands.into_iter().map(|(interval, award)| Band { interval, award, element: self.element() });
        NormalForm::Pieces { over, bands: bands.collect() }
    }

    pub fn judgement(&mut self, points: &str) -> Judgement {
        Judgement { levels: Vec::new(), points: n(points), element: self.element() }
    }

    pub fn pass(&mut self, condition: Expr, points: &str, otherwise: Award) -> NormalForm {
        let first = Arm { condition: Some(condition), then: Choice::Award(constant(points)), element: self.element() };
        NormalForm::Cases(vec![first, Arm { condition: None, then: Choice::Award(otherwise), element: self.element() }])
    }

    pub fn not_applicable(&mut self, id: IndicatorId, condition: Expr, policy: Policy) {
        let element = self.element();
        self.rubric.indicators[id.index()].not_applicable.push(NotApplicable { condition, policy, element });
    }

    pub fn judge(&mut self, id: IndicatorId, claimed: &str, reason: &str) {
        let text = |text: &str| (!text.is_empty()).then(|| name(text));
        let claimed = (!claimed.is_empty()).then(|| Spanned::new(n(claimed), at()));
        if let Some(score) = &claimed {
            self.inputs.claimed.nodes.insert(NodeId::Indicator(id), score.clone());
        }
        let judged = Judged {
            level: None,
            choice: None,
            claimed,
            reason: text(reason),
            evidence: Vec::new(),
            reviewed: None,
            review_reason: None,
            span: at(),
        };
        self.inputs.judgements.insert((id, None), judged);
    }

    pub fn claim(&mut self, node: NodeId, score: &str) {
        self.inputs.claimed.nodes.insert(node, Spanned::new(n(score), at()));
    }

    pub fn check(&mut self, title: &str, assertion: Expr) -> CheckId {
        let id = CheckId::at(self.rubric.checks.len());
        self.rubric.checks.push(Check {
            name: name(title),
            stated: None,
            condition: None,
            assertions: vec![assertion],
            level: Level::Error,
            tolerance: None,
            each_row: None,
            owner: None,
            id,
            texts: Texts::default(),
            span: at(),
        });
        id
    }

    pub fn measures(&self) -> Measures {
        let mut measures = Measures::default();
        for measure in &self.rubric.measures {
            let value = measured(measure, &self.rubric, &self.inputs, &measures);
            measures.values.push(value);
        }
        measures
    }

    fn place(&mut self, node: NodeId, parent: Option<GroupId>) {
        match parent {
            Some(parent) => self.rubric.groups[parent.index()].children.push(node),
            None => self.rubric.roots.push(node),
        }
    }
}
