//! What a formula or a condition means, in a form in which those of two rubrics can be compared: definitions put in,
//! fields by name, sums and products multiplied out.

use std::collections::{BTreeMap, BTreeSet};

use super::polynomial::Quotient;
use super::renamed::Renamed;
use crate::ids::{DefinitionId, FieldId, NodeId, TableId};
use crate::quantity::{Kind, Op, Relation};
use crate::rubric::{AggregateFunction, Expr, Node, Rubric};

/// The unknown that 指标值 is.
pub(super) const MEASURE: &str = "指标值";

/// Reads the formulas of one rubric.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub rubric: &'a Rubric,
    /// The names that fields and tables have in the other rubric, where they have another.
    pub renamed: &'a Renamed,
    /// The definitions that are told for themselves: what reads them is read by their names.
    pub opaque: &'a BTreeSet<String>,
    /// The paths that groups and indicators have in the other rubric, where they are known by now.
    pub paths: &'a BTreeMap<NodeId, String>,
}

impl<'a> Reader<'a> {
    /// A formula over numbers.
    pub fn quotient(&self, expr: &Expr) -> Quotient {
        let computed = match &expr.node {
            Node::Number(number) if !matches!(expr.kind, Kind::Level(_)) => Some(Quotient::number(number)),
            Node::Definition(id) => self.defined(*id).map(|value| self.quotient(value)),
            Node::Arithmetic(op, left, right) => self.quotient(left).combine(*op, &self.quotient(right)),
            _ => None,
        };
        computed.unwrap_or_else(|| Quotient::unknown(&self.other(expr)))
    }

    /// Whether two formulas, one of each rubric, are the same.
    pub fn is_same(&self, expr: &Expr, other: (&Reader<'_>, &Expr)) -> bool {
        let (reader, theirs) = other;
        match (is_number(&expr.kind), is_number(&theirs.kind)) {
            (true, true) => self.quotient(expr).is_same(&reader.quotient(theirs)),
            _ => self.meaning(expr) == reader.meaning(theirs),
        }
    }

    /// Anything, in its form.
    pub fn meaning(&self, expr: &Expr) -> String {
        match &expr.node {
            Node::Definition(id) if self.defined(*id).is_some() => self.meaning(&self.rubric.definition(*id).value),
            _ if is_number(&expr.kind) => self.quotient(expr).show(),
            _ => self.other(expr),
        }
    }

    pub fn meanings(&self, exprs: &[Expr]) -> Vec<String> {
        exprs.iter().map(|expr| self.meaning(expr)).collect()
    }

    /// What a definition stands for; `None` where it is told for itself.
    pub fn defined(&self, id: DefinitionId) -> Option<&'a Expr> {
        let definition = self.rubric.definition(id);
        (!self.opaque.contains(&definition.name.node)).then_some(&definition.value)
    }

    /// The name of a table in the other rubric.
    pub fn table(&self, id: TableId) -> String {
        self.renamed.table(&self.rubric.table(id).name.node).to_owned()
    }

    /// All that is no sum or product.
    fn other(&self, expr: &Expr) -> String {
        match &expr.node {
            Node::Number(number) => {
                crate::rubric::value(number, &expr.kind, &crate::rubric::DisplayUnit::of(&expr.kind))
            }
            Node::Text(text) => format!("{text:?}"),
            Node::Field(id) => self.field(*id),
            Node::Definition(id) => match self.defined(*id) {
                Some(value) => self.meaning(value),
                None => format!("定义[{}]", self.rubric.definition(*id).name.node),
            },
            Node::Measure(_) => MEASURE.to_owned(),
            Node::SubmittedUnit => "报送.单位".to_owned(),
            Node::SubmittedYear => "报送.年度".to_owned(),
            Node::Score(of) => self.score(of.node),
            Node::ReportedNotApplicable(fields) => {
                let mut names = fields.iter().map(|field| self.field(*field)).collect::<Vec<_>>();
                names.sort();
                format!("报送不适用{names:?}")
            }
            Node::Filled(field) => format!("已填[{}]", self.field(*field)),
            // Too long to be multiplied out, or over a divisor of 0, which no rubric has.
            Node::Arithmetic(op, left, right) => {
                format!("{}{:?}", op.symbol(), [self.meaning(left), self.meaning(right)])
            }
            Node::Comparison(relation, left, right) => self.comparison(*relation, left, right),
            Node::SameWord(left, right) => self.unordered("同词", [&**left, &**right]),
            Node::Asked(asked) => {
                let parts = std::iter::once(&asked.target).chain(&asked.actual).map(|part| self.meaning(part));
                format!("{:?}{:?}", asked.question, parts.collect::<Vec<_>>())
            }
            Node::Read(read) => {
                let part = |part: &Option<Expr>| part.as_ref().map(|part| self.meaning(part));
                let parts = (part(&read.relation), self.meaning(&read.figure), part(&read.unit));
                format!("目标或量{parts:?}")
            }
            Node::Not(inner) => self.not(inner),
            Node::And(parts) => self.unordered("且", parts),
            Node::Or(parts) => self.unordered("或", parts),
            Node::Max(parts) => self.unordered("最大", parts),
            Node::Min(parts) => self.unordered("最小", parts),
            Node::Count(parts) => self.unordered("计数", parts),
            Node::Abs(inner) => self.abs(inner),
            Node::Clamp(value, lower, upper) => {
                format!("限于{:?}", [value, lower, upper].map(|part| self.meaning(part)))
            }
            Node::WorkingDays(from, to) => format!("工作日{:?}", [self.meaning(from), self.meaning(to)]),
            Node::Deadline(from, days) => {
                format!("期限{:?}", [self.meaning(from), self.meaning(days), days.kind.en()])
            }
            Node::Aggregate(aggregate) => {
                let table = self.table(aggregate.table);
                let parts = [&aggregate.value, &aggregate.condition, &aggregate.weight];
                let parts = parts.map(|part| part.as_ref().map(|part| self.meaning(part)));
                format!("{}[{table}]{parts:?}", aggregate.function.zh())
            }
            Node::Sum(terms) => self.terms(AggregateFunction::Sum, terms),
            Node::Greatest(terms) => self.terms(AggregateFunction::Max, terms),
            Node::Least(terms) => self.terms(AggregateFunction::Min, terms),
        }
    }

    fn terms(&self, function: AggregateFunction, terms: &[crate::rubric::Term]) -> String {
        let term = |term: &crate::rubric::Term| {
            (term.condition.as_ref().map(|condition| self.meaning(condition)), self.meaning(&term.value))
        };
        let mut terms = terms.iter().map(term).collect::<Vec<_>>();
        terms.sort();
        format!("{}{terms:?}", function.zh())
    }

    fn unordered<'e>(&self, name: &str, parts: impl IntoIterator<Item = &'e Expr>) -> String {
        let mut parts = parts.into_iter().map(|part| self.meaning(part)).collect::<Vec<_>>();
        parts.sort();
        if name != "计数" {
            parts.dedup();
        }
        match parts.as_slice() {
            [only] if matches!(name, "且" | "或") => only.clone(),
            _ => format!("{name}{parts:?}"),
        }
    }

    /// The distance from 0, of a difference either way round.
    fn abs(&self, inner: &Expr) -> String {
        match self.quotient(inner).sign_and_form() {
            Some((_, form)) => {
                let size = self.quotient(inner);
                let other = size.combine(Op::Sub, &size).and_then(|zero| zero.combine(Op::Sub, &size));
                let mut both = [size.show(), other.map_or_else(String::new, |other| other.show())];
                both.sort();
                format!("绝对值[{}]{form}", both.join("|"))
            }
            None => format!("绝对值[{}]", self.meaning(inner)),
        }
    }

    /// `a > b`, `b < a` and `a − b > 0` are one.
    fn comparison(&self, relation: Relation, left: &Expr, right: &Expr) -> String {
        if is_number(&left.kind) {
            let difference = self.quotient(left).combine(Op::Sub, &self.quotient(right));
            if let Some((turned, form)) = difference.and_then(|difference| difference.sign_and_form()) {
                let relation = if turned { relation.mirrored() } else { relation };
                return format!("{form} {} 0", relation.symbol());
            }
        }
        let sides = [self.meaning(left), self.meaning(right)];
        let mirrored = [sides[1].clone(), sides[0].clone()];
        if sides <= mirrored {
            format!("{} {} {}", sides[0], relation.symbol(), sides[1])
        } else {
            format!("{} {} {}", mirrored[0], relation.mirrored().symbol(), mirrored[1])
        }
    }

    fn not(&self, inner: &Expr) -> String {
        match &inner.node {
            Node::Not(twice) => self.meaning(twice),
            Node::Comparison(relation, left, right) => self.comparison(relation.negated(), left, right),
            Node::And(parts) => self.denied("或", parts),
            Node::Or(parts) => self.denied("且", parts),
            _ => format!("非[{}]", self.meaning(inner)),
        }
    }

    fn denied(&self, name: &str, parts: &[Expr]) -> String {
        let not = |part: &Expr| Expr { node: Node::Not(Box::new(part.clone())), ..part.clone() };
        let parts = parts.iter().map(not).collect::<Vec<_>>();
        self.unordered(name, &parts)
    }

    /// 得分(X), by its path in the other rubric.
    fn score(&self, node: NodeId) -> String {
        format!("得分[{}]", self.paths.get(&node).cloned().unwrap_or_else(|| self.path(node)))
    }

    /// The path of a group or an indicator; in that of the rubric 加减分 is a word of its language.
    pub fn path(&self, node: NodeId) -> String {
        match node {
            NodeId::Indicator(id) if self.rubric.indicator(id).adjusts.is_some() => {
                format!("加减分/{}", self.rubric.indicator(id).name.node)
            }
            _ => self.rubric.path(node),
        }
    }

    /// The name of a field in the other rubric; of a year's figure with how many years back it is, since years move on.
    fn name(&self, id: FieldId) -> String {
        let field = self.rubric.field(id);
        // What comes from elsewhere is named in the language of the rubric.
        if let Some(compared) = &field.compared {
            let value = self.meaning(&self.rubric.definition(compared.value).value);
            return format!("{:?}[{value}]{}", compared.function, compared.lower);
        }
        if let Some(total) = &field.stated_total {
            return format!("{total:?}");
        }
        let own = field.of_year.as_ref().map_or(&field.name.node, |of| &of.series);
        let name = self.renamed.field(own);
        match &field.of_year {
            Some(of) if of.back > 0 => format!("{name}@-{}", of.back),
            _ => name.to_owned(),
        }
    }

    /// A field by its name in the other rubric; a column or a cell with its table.
    pub fn field(&self, id: FieldId) -> String {
        let field = self.rubric.field(id);
        let name = self.name(id);
        match (&field.table, &field.row) {
            (Some(table), _) => {
                let own = &self.rubric.table(*table).name.node;
                format!("{}.{}", self.table(*table), self.renamed.column(own, &field.name.node))
            }
            (None, Some(row)) => format!("{:?}.{}", row.row, self.field(row.column)),
            (None, None) => name,
        }
    }
}

/// Whether sums and products of such values are compared as numbers.
pub(super) fn is_number(kind: &Kind) -> bool {
    kind.is_numeric() || matches!(kind, Kind::Date)
}
